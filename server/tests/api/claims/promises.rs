//! Money that an offer to settle promises: it goes back once the offer is accepted, and not before.

use super::answering::mails;
use super::refunds::{claimed, paid, read, reply};
use super::settling::{answer, note, post};
use super::{form, from};
use crate::support::{Answer, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

const DAY: i64 = 24 * 60;

async fn offer(server: &TestServer, claim: &str, cents: i64) -> Answer {
    let body = json!({ "offer": "Te devolvemos lo que falló.", "refundCents": cents });
    post(server, &format!("{claim}/offer"), body).await
}

/// The same, so that the consumer has it.
async fn offered(server: &TestServer, claim: &str, cents: i64) {
    offer(server, claim, cents).await.expect(200);
    server.deliver_events().await;
}

async fn payment(server: &TestServer, order: &str) -> Value {
    read(server, &format!("/api/orders/{order}/payment")).await
}

/// What the consumer reads.
async fn sheet(server: &TestServer, (claim, key): &(String, String)) -> Value {
    let path = format!("/api/claims/{claim}/sheet?key={key}");
    server.api(Method::GET, &path, None, None).await.expect(200).body
}

#[tokio::test]
async fn an_accepted_offer_gives_its_money_back_once() {
    let server = TestServer::open().await;
    let order = paid(&server).await;
    let claim = claimed(&server, 1, &order).await;
    let before = payment(&server, &order).await;
    for _ in 0..2 {
        let written = offer(&server, &claim.0, 500).await.expect(200).body;
        assert_eq!(written["settlement"]["refundCents"], 500);
    }
    offer(&server, &claim.0, 600).await.refused(409, "conflict");
    server.deliver_events().await;
    // Without the breaks within the lines of a mail.
    let mails = mails(&server).replace("=\r\n", "");
    assert!(mails.contains("Te devolver=C3=ADamos S/=C2=A05.00."));
    let seen = sheet(&server, &claim).await;
    assert_eq!(
        (&seen["settlement"]["refundCents"], &seen["refundedAt"]),
        (&json!(500), &json!(null))
    );
    assert_eq!(
        payment(&server, &order).await["paidCents"],
        before["paidCents"],
        "nothing before it is accepted"
    );
    for _ in 0..3 {
        answer(&server, &claim.0, &claim.1, true).await.expect(200);
        note(&server, &claim.0, "accepted").await.expect(200);
        server.deliver_events().await;
    }
    let after = payment(&server, &order).await;
    assert_eq!(
        (&after["paidCents"], &after["refundedCents"], &after["owedCents"]),
        (
            &json!(before["paidCents"].as_i64().unwrap() - 500),
            &json!(500),
            &json!(0)
        )
    );
    let refunds = after["refunds"].as_array().unwrap();
    assert_eq!(refunds.len(), 1, "{after}");
    assert_eq!(
        (&refunds[0]["reason"], &refunds[0]["claim"]),
        (&json!("claim"), &json!(claim.0))
    );
    for view in [
        read(&server, &format!("/api/claims/{}", claim.0)).await,
        sheet(&server, &claim).await,
    ] {
        assert!(view["refundedAt"].is_string(), "{view}");
        assert_eq!(view["refundedCents"], 500);
    }
    let manager = server.machine("pardos", Role::Manager);
    let csv = server.exported("/api/claims/export", &manager).await;
    let row = csv.lines().find(|line| line.contains(&claim.0)).unwrap();
    assert_eq!(row.matches("5.00").count(), 2, "offered and given back: {row}");
}

#[tokio::test]
async fn no_more_is_offered_than_was_paid_for_the_order_that_is_named() {
    let server = TestServer::open().await;
    let order = paid(&server).await;
    let (claim, _) = claimed(&server, 1, &order).await;
    let paid = payment(&server, &order).await["paidCents"].as_i64().unwrap();
    let nameless = from(&server, 2, None, form()).await.expect(201).body;
    for (claim, cents) in [
        (claim.as_str(), paid + 1),
        (claim.as_str(), -1),
        (nameless["number"].as_str().unwrap(), 100),
    ] {
        let refused = offer(&server, claim, cents).await.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/refundCents");
        let still = read(&server, &format!("/api/claims/{claim}")).await;
        assert_eq!(still["settlement"], json!(null), "a refused offer is none");
    }
    offer(&server, &claim, paid).await.expect(200);
}

#[tokio::test]
async fn an_offer_that_is_not_accepted_gives_nothing_back() {
    let server = TestServer::open().await;
    let order = paid(&server).await;
    let before = payment(&server, &order).await;
    let mut claims = Vec::new();
    for address in 1..=3 {
        claims.push(claimed(&server, address, &order).await);
        offered(&server, &claims.last().unwrap().0, 500).await;
    }
    let [declined, silent, replied] = claims.try_into().unwrap();
    answer(&server, &declined.0, &declined.1, false).await.expect(200);
    post(
        &server,
        &format!("{}/reply", replied.0),
        json!({ "answer": "No." }),
    )
    .await
    .expect(200);
    server.later(7 * DAY);
    for late in [&silent, &replied] {
        answer(&server, &late.0, &late.1, true)
            .await
            .refused(409, "conflict");
    }
    server.deliver_events().await;
    assert_eq!(payment(&server, &order).await, before);
    for claim in [&declined, &silent, &replied] {
        let view = read(&server, &format!("/api/claims/{}", claim.0)).await;
        assert_eq!(
            (&view["refundedAt"], &view["refundedCents"]),
            (&json!(null), &json!(null))
        );
    }
    // A reply may still give money back where an offer did not.
    reply(&server, &declined.0, 200).await.expect(200);
    server.deliver_events().await;
    assert_eq!(payment(&server, &order).await["refundedCents"], 200);
}

#[tokio::test]
async fn what_came_of_an_offer_is_what_the_record_says() {
    let server = TestServer::open().await;
    let order = paid(&server).await;
    let paid = payment(&server, &order).await["paidCents"].as_i64().unwrap();
    let mut claims = Vec::new();
    // Both are within what was paid when they are made, and more than that together.
    for address in 1..=2 {
        claims.push(claimed(&server, address, &order).await);
        offered(&server, &claims.last().unwrap().0, paid - 100).await;
    }
    for (claim, key) in &claims {
        answer(&server, claim, key, true).await.expect(200);
        server.deliver_events().await;
    }
    let mut back = Vec::new();
    for claim in &claims {
        back.push(sheet(&server, claim).await["refundedCents"].as_i64().unwrap());
    }
    assert_eq!(back, [paid - 100, 100]);
    assert_eq!(payment(&server, &order).await["status"], "REFUNDED");
}
