//! Deliveries that fail, and what becomes of them.

use super::Connected;
use super::receiver::Receiver;
use axum::http::Method;
use domain::TenantId;
use ports::PeriodicTask as _;
use ports::documents::{Commit, Expect, Key, Query, Table, Write};
use serde_json::{Value, json};

#[tokio::test]
async fn what_is_not_taken_is_tried_again_and_again_and_given_up() {
    let connected = Connected::to(json!(["OrderCreated"])).await;
    connected.receiver.answers(500);
    connected.server.order(&connected.ana).await;
    assert_eq!(connected.run().await, 1);
    let pauses = [10, 60, 300, 1_800, 7_200, 21_600, 21_600, 21_600];
    for (number, seconds) in pauses.into_iter().enumerate() {
        connected.server.clock.advance_ms(seconds * 1_000 - 1);
        assert_eq!(connected.run().await, 0, "try {number} is not due yet");
        connected.server.clock.advance_ms(seconds * 250 + 1);
        assert_eq!(connected.run().await, 1);
        assert_eq!(connected.receiver.received().len(), number + 2);
    }
    let log = connected.log().await;
    assert_eq!(
        (
            &log[0]["status"],
            &log[0]["attempts"],
            &log[0]["statusCode"],
            &log[0]["nextAttemptAt"]
        ),
        (&json!("FAILED"), &json!(9), &json!(500), &json!(null))
    );
    connected.server.later(600);
    assert_eq!(connected.run().await, 0);

    connected.receiver.answers(204);
    let delivery = log[0]["id"].as_str().unwrap();
    let again = connected
        .send(
            Method::POST,
            &format!("/deliveries/{delivery}/redeliver"),
            json!({}),
        )
        .await
        .expect(202);
    assert_eq!(again.body["status"], "PENDING");
    assert_eq!(connected.run().await, 1);
    let log = connected.log().await;
    assert_eq!(
        (log.len(), &log[0]["status"], &log[0]["attempts"]),
        (1, &json!("DELIVERED"), &json!(10))
    );
    let received = connected.receiver.received();
    assert!(received.iter().all(|one| one.is_signed_with(&connected.secret)));
    assert!(
        received
            .iter()
            .all(|one| one.header("brasa-delivery") == delivery)
    );
}

#[tokio::test]
async fn nobody_at_the_address_is_noted_and_tried_again() {
    let connected = Connected::to(json!(["OrderCreated"])).await;
    let gone = Receiver::start().await;
    let url = gone.url.clone();
    drop(gone);
    connected
        .send(Method::PATCH, "", json!({ "url": url }))
        .await
        .expect(200);
    connected.server.order(&connected.ana).await;
    assert_eq!(connected.run().await, 1);
    let log = connected.log().await;
    assert_eq!(
        (&log[0]["status"], &log[0]["statusCode"]),
        (&json!("PENDING"), &json!(null))
    );
    assert!(log[0]["tries"][0]["error"].is_string());
    let back = json!({ "url": connected.receiver.url });
    connected.send(Method::PATCH, "", back).await.expect(200);
    connected.server.clock.advance_ms(13_000);
    connected.run().await;
    assert_eq!(connected.log().await[0]["status"], "DELIVERED");
}

#[tokio::test]
async fn an_address_that_is_gone_is_switched_off() {
    let connected = Connected::to(json!([])).await;
    connected.receiver.answers(410);
    connected.send(Method::POST, "/test", json!({})).await.expect(202);
    assert_eq!(connected.run().await, 1);
    let shown = connected
        .server
        .get(&connected.path(""), &connected.manager)
        .await
        .expect(200)
        .body;
    assert_eq!((&shown["active"], &shown["gone"]), (&json!(false), &json!(true)));
    connected.server.order(&connected.ana).await;
    assert_eq!(connected.run().await, 0);
    assert_eq!(connected.log().await.len(), 1, "nothing more is written down");
    connected
        .send(Method::POST, "/test", json!({}))
        .await
        .refused(409, "conflict");
    connected.receiver.answers(200);
    let on = connected
        .send(Method::PATCH, "", json!({ "active": true }))
        .await
        .expect(200);
    assert_eq!(
        (&on.body["active"], &on.body["gone"]),
        (&json!(true), &json!(false))
    );
    connected.send(Method::POST, "/test", json!({})).await.expect(202);
    connected.run().await;
    let received = connected.receiver.received();
    let ping = received.last().unwrap();
    assert_eq!(
        (ping.header("brasa-event"), &ping.body["type"]),
        ("Ping", &json!("Ping"))
    );
    assert!(ping.is_signed_with(&connected.secret));
}

#[tokio::test]
async fn nothing_leaves_a_suspended_restaurant_until_it_is_served_again() {
    let connected = Connected::to(json!(["OrderCreated"])).await;
    connected.server.order(&connected.ana).await;
    connected.server.command("tenant suspend pardos").await;
    for _ in 0..2 {
        assert_eq!(connected.run().await, 0);
        connected.server.later(60);
    }
    assert!(connected.receiver.received().is_empty());
    connected.server.command("tenant resume pardos").await;
    assert_eq!(connected.run().await, 1);
    assert_eq!(connected.receiver.received().len(), 1);
}

/// More of an address that is silent than what is read at once is due, and older than what another address waits for.
#[tokio::test]
async fn an_address_that_does_not_answer_keeps_nothing_from_another_one() {
    let connected = Connected::to(json!(["OrderCreated"])).await;
    let silent = Receiver::start().await;
    let url = silent.url.clone();
    drop(silent);
    let body = json!({ "url": url, "events": ["OrderCreated"], "description": "Contabilidad" });
    let posted = connected
        .server
        .post("/api/webhooks", &connected.manager, body)
        .await;
    let silent = posted.expect(201).body["id"].as_str().unwrap().to_owned();
    let test = format!("/api/webhooks/{silent}/test");
    for _ in 0..80 {
        let asked = connected.server.post(&test, &connected.manager, json!({})).await;
        asked.expect(202);
    }
    connected.server.clock.advance_ms(1);
    connected.server.order(&connected.ana).await;
    connected.run().await;
    assert_eq!(connected.receiver.received().len(), 1);
    let tries = async || {
        let log = format!("/api/webhooks/{silent}/deliveries?limit=100");
        let log = connected.server.get(&log, &connected.manager).await.expect(200);
        let tried = |one: &Value| one["attempts"].as_u64().unwrap();
        log.body["deliveries"].as_array().unwrap().iter().map(tried).sum()
    };
    let once: u64 = tries().await;
    assert_eq!(once, 1);
    for _ in 0..5 {
        connected.run().await;
    }
    assert_eq!(tries().await, 1, "nobody waits for it with each round");
    connected.server.clock.advance_ms(13_000);
    connected.run().await;
    assert_eq!(tries().await, 2);
}

/// A row that nobody can read, and one of the form that was written before each address had its own.
#[tokio::test]
async fn what_cannot_be_read_keeps_nothing_back_and_what_is_old_is_sent() {
    let connected = Connected::to(json!(["OrderCreated"])).await;
    let tenant = TenantId::parse("pardos").unwrap();
    let documents = &connected.server.app.documents;
    connected.server.order(&connected.ana).await;
    connected.server.deliver_events().await;
    let due = format!("DUE#{}", connected.id);
    let query = Query::partition(Table::Webhooks, due.clone(), 10);
    let page = documents.query(&tenant, &query).await.unwrap();
    let row = &page.documents[0];
    let (at, delivery) = row.key.sk.split_once('#').unwrap();
    let old = Key::new(
        Table::Webhooks,
        "DUE",
        format!("{at}#{}#{delivery}", connected.id),
    );
    for pk in ["DUE", due.as_str()] {
        let spoilt = Key::new(Table::Webhooks, pk, "000000000000001#d_x");
        connected.server.spoil("pardos", spoilt).await;
    }
    let body = row.body.json();
    let writes = vec![
        Write::Delete {
            key: row.key.clone(),
            expect: Expect::Anything,
        },
        Write::put(old, &body, Expect::Anything).unwrap(),
    ];
    let commit = Commit {
        writes,
        events: Vec::new(),
    };
    documents.commit(&tenant, commit).await.unwrap();
    assert_eq!(connected.server.app.webhooks.run_due().await.unwrap(), 1);
    assert_eq!(connected.receiver.received().len(), 1);
}
