//! Money that goes back with the reply.

use super::{form, from};
use crate::requirements::keyed;
use crate::support::{Answer, TestServer};
use domain::TenantId;
use domain::staff::Role;
use serde_json::{Value, json};

/// The id of a paid order.
pub(super) async fn paid(server: &TestServer) -> String {
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    let path = format!("/api/orders/{order}/confirm");
    keyed(server, &path, &ana, "c", json!({})).await.expect(200);
    server.deliver_events().await;
    order
}

/// A claim that names an order, from an address: its number and its key.
pub(super) async fn claimed(server: &TestServer, address: u8, order: &str) -> (String, String) {
    let number = read(server, &format!("/api/orders/{order}")).await["number"].to_string();
    let mut named = form();
    named["order"] = json!(number);
    let filed = from(server, address, None, named).await.expect(201).body;
    let text = |name: &str| filed[name].as_str().unwrap().to_owned();
    (text("number"), text("key"))
}

/// A paid order, and a claim that names it: id and number.
async fn paid_and_claimed(server: &TestServer) -> (String, String) {
    let order = paid(server).await;
    let (claim, _) = claimed(server, 1, &order).await;
    (order, claim)
}

pub(super) async fn reply(server: &TestServer, claim: &str, cents: i64) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    let body = json!({ "answer": "Te devolvemos lo que falló.", "refundCents": cents });
    server
        .post(&format!("/api/claims/{claim}/reply"), &manager, body)
        .await
}

/// What a manager reads.
pub(super) async fn read(server: &TestServer, path: &str) -> Value {
    let manager = server.machine("pardos", Role::Manager);
    server.get(path, &manager).await.expect(200).body
}

#[tokio::test]
async fn a_reply_gives_money_of_its_order_back_once() {
    let server = TestServer::open().await;
    let (order, claim) = paid_and_claimed(&server).await;
    let payment = format!("/api/orders/{order}/payment");
    let before = read(&server, &payment).await["paidCents"].as_i64().unwrap();
    for _ in 0..2 {
        let replied = reply(&server, &claim, 500).await.expect(200).body;
        assert_eq!(replied["reply"]["refundCents"], 500);
    }
    reply(&server, &claim, 600).await.refused(409, "conflict");
    for _ in 0..3 {
        server.deliver_events().await;
        assert_eq!(
            reply(&server, &claim, 500).await.expect(200).body["reply"]["refundCents"],
            500
        );
    }
    let paid = read(&server, &payment).await;
    assert_eq!(
        (&paid["paidCents"], &paid["refundedCents"], &paid["owedCents"]),
        (&json!(before - 500), &json!(500), &json!(0))
    );
    assert_eq!(
        (
            &paid["refunds"].as_array().unwrap().len(),
            &paid["refunds"][0]["reason"]
        ),
        (&1, &json!("claim"))
    );
    assert_eq!(paid["refunds"][0]["claim"], json!(claim));
    assert_eq!(paid["adjustments"][0]["kind"], "claim");
    let claim = read(&server, &format!("/api/claims/{claim}")).await;
    assert!(claim["refundedAt"].is_string(), "{claim}");
    let order = read(&server, &format!("/api/orders/{order}")).await;
    assert_eq!(order["status"], "CONFIRMED", "the order goes on");
}

#[tokio::test]
async fn no_more_goes_back_than_was_paid_for_the_order_that_is_named() {
    let server = TestServer::open().await;
    let (order, claim) = paid_and_claimed(&server).await;
    let paid = read(&server, &format!("/api/orders/{order}/payment")).await["paidCents"]
        .as_i64()
        .unwrap();
    let nameless = from(&server, 2, None, form()).await.expect(201).body;
    for (claim, cents) in [
        (claim.as_str(), paid + 1),
        (claim.as_str(), -1),
        (nameless["number"].as_str().unwrap(), 100),
    ] {
        let refused = reply(&server, claim, cents).await.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/refundCents");
    }
    let still = read(&server, &format!("/api/claims/{claim}")).await;
    assert_eq!(still["reply"], json!(null), "a refused reply is none");
    reply(&server, &claim, paid).await.expect(200);
    server.deliver_events().await;
    let paid = read(&server, &format!("/api/orders/{order}/payment")).await;
    assert_eq!(
        (&paid["status"], &paid["paidCents"]),
        (&json!("REFUNDED"), &json!(0))
    );
}

#[tokio::test]
async fn what_came_of_a_promise_is_what_the_record_says() {
    let server = TestServer::open().await;
    let (order, first) = paid_and_claimed(&server).await;
    let payment = format!("/api/orders/{order}/payment");
    let paid = read(&server, &payment).await["paidCents"].as_i64().unwrap();
    let mut claims = vec![first];
    for address in [2, 3] {
        claims.push(claimed(&server, address, &order).await.0);
    }
    // Promised at once, before any of it went back: 600 more than there is. Events of several claims come in
    // any order, so that each of them may be the one that finds less or nothing left.
    let promised = [paid - 200, 500, 300];
    for (claim, cents) in claims.iter().zip(promised) {
        reply(&server, claim, cents).await.expect(200);
    }
    server.deliver_events().await;
    let mut went_back = 0;
    for (claim, promised) in claims.iter().zip(promised) {
        let claim = read(&server, &format!("/api/claims/{claim}")).await;
        assert!(claim["refundedAt"].is_string(), "{claim}");
        let back = claim["refundedCents"].as_i64().unwrap();
        assert!((0..=promised).contains(&back), "{claim}");
        went_back += back;
    }
    assert_eq!(went_back, paid, "all of it, and no more");
    let after = read(&server, &payment).await;
    assert_eq!(
        (&after["paidCents"], &after["status"]),
        (&json!(0), &json!("REFUNDED"))
    );
    let tenant = TenantId::parse("pardos").unwrap();
    let letters = server.app.bus.dead_letters(&tenant).await.unwrap();
    assert!(letters.is_empty(), "{letters:?}");
    // Nothing is left by the record, whatever the order was last said.
    let (fourth, _) = claimed(&server, 4, &order).await;
    reply(&server, &fourth, 1).await.refused(422, "invalid_value");
}

#[tokio::test]
async fn a_key_for_claims_gives_no_money_back() {
    let server = TestServer::open().await;
    let (_, claim) = paid_and_claimed(&server).await;
    let key = async |scopes: Value| {
        let manager = server.machine("pardos", Role::Manager);
        let new = json!({ "name": "Reclamos", "scopes": scopes });
        let made = server.post("/api/api-keys", &manager, new).await.expect(201);
        made.body["token"].as_str().unwrap().to_owned()
    };
    let reply = format!("/api/claims/{claim}/reply");
    let with_money = json!({ "answer": "Te devolvemos lo que falló.", "refundCents": 500 });
    let claims = key(json!(["claims"])).await;
    let refused = server.post(&reply, &claims, with_money.clone()).await;
    refused.refused(403, "forbidden");
    let offer = format!("/api/claims/{claim}/offer");
    let offered = json!({ "offer": "La mitad.", "refundCents": 500 });
    server
        .post(&offer, &claims, offered.clone())
        .await
        .refused(403, "forbidden");
    // Nor does it say for the consumer that money which was offered is taken.
    let manager = server.machine("pardos", Role::Manager);
    server.post(&offer, &manager, offered).await.expect(200);
    let note = format!("/api/claims/{claim}/offer/note");
    let accepted = json!({ "note": "accepted" });
    server
        .post(&note, &claims, accepted)
        .await
        .refused(403, "forbidden");
    server.deliver_events().await;
    let both = key(json!(["claims", "money"])).await;
    let accepted = json!({ "note": "accepted" });
    server.post(&note, &both, accepted).await.expect(200);
}
