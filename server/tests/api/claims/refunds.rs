//! Money that goes back with the reply.

use super::{form, from};
use crate::requirements::keyed;
use crate::support::{Answer, House};
use serde_json::{Value, json};
use shared::domain::staff::Role;

/// A paid order, and a claim that names it: id and number.
async fn paid_and_claimed(house: &House) -> (String, String) {
    let (_, ana) = house.customer("pardos", "ana").await;
    let order = house.order(&ana).await;
    let path = format!("/api/orders/{order}/confirm");
    keyed(house, &path, &ana, "c", json!({})).await.expect(200);
    house.deliver_events().await;
    let number = house.get(&format!("/api/orders/{order}"), &ana).await.body["number"].to_string();
    let mut named = form();
    named["order"] = json!(number);
    let filed = from(house, 1, None, named).await.expect(201).body;
    (order, filed["number"].as_str().unwrap().to_owned())
}

async fn reply(house: &House, claim: &str, cents: i64) -> Answer {
    let manager = house.machine("pardos", Role::Manager);
    let body = json!({ "answer": "Te devolvemos lo que falló.", "refundCents": cents });
    house
        .post(&format!("/api/claims/{claim}/reply"), &manager, body)
        .await
}

async fn read(house: &House, path: &str) -> Value {
    let manager = house.machine("pardos", Role::Manager);
    house.get(path, &manager).await.expect(200).body
}

#[tokio::test]
async fn a_reply_gives_money_of_its_order_back_once() {
    let house = House::open().await;
    let (order, claim) = paid_and_claimed(&house).await;
    let payment = format!("/api/orders/{order}/payment");
    let before = read(&house, &payment).await["paidCents"].as_i64().unwrap();
    for _ in 0..2 {
        let replied = reply(&house, &claim, 500).await.expect(200).body;
        assert_eq!(replied["reply"]["refundCents"], 500);
    }
    reply(&house, &claim, 600).await.refused(409, "conflict");
    for _ in 0..3 {
        house.deliver_events().await;
        assert_eq!(
            reply(&house, &claim, 500).await.expect(200).body["reply"]["refundCents"],
            500
        );
    }
    let paid = read(&house, &payment).await;
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
    let claim = read(&house, &format!("/api/claims/{claim}")).await;
    assert!(claim["refundedAt"].is_string(), "{claim}");
    let order = read(&house, &format!("/api/orders/{order}")).await;
    assert_eq!(order["status"], "CONFIRMED", "the order goes on");
}

#[tokio::test]
async fn no_more_goes_back_than_was_paid_for_the_order_that_is_named() {
    let house = House::open().await;
    let (order, claim) = paid_and_claimed(&house).await;
    let paid = read(&house, &format!("/api/orders/{order}/payment")).await["paidCents"]
        .as_i64()
        .unwrap();
    let nameless = from(&house, 2, None, form()).await.expect(201).body;
    for (claim, cents) in [
        (claim.as_str(), paid + 1),
        (claim.as_str(), -1),
        (nameless["number"].as_str().unwrap(), 100),
    ] {
        let refused = reply(&house, claim, cents).await.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/refundCents");
    }
    let still = read(&house, &format!("/api/claims/{claim}")).await;
    assert_eq!(still["reply"], json!(null), "a refused reply is none");
    reply(&house, &claim, paid).await.expect(200);
    house.deliver_events().await;
    let paid = read(&house, &format!("/api/orders/{order}/payment")).await;
    assert_eq!(
        (&paid["status"], &paid["paidCents"]),
        (&json!("REFUNDED"), &json!(0))
    );
}
