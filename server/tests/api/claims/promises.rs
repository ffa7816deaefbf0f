//! Money that an offer to settle promises: it goes back once the offer is accepted, and not before.

use super::answering::mails;
use super::refunds::{claimed, paid, read, reply};
use super::settling::{answer, note, post};
use super::{form, from};
use crate::support::{Answer, House};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

const DAY: i64 = 24 * 60;

async fn offer(house: &House, claim: &str, cents: i64) -> Answer {
    let body = json!({ "offer": "Te devolvemos lo que falló.", "refundCents": cents });
    post(house, &format!("{claim}/offer"), body).await
}

/// The same, so that the consumer has it.
async fn offered(house: &House, claim: &str, cents: i64) {
    offer(house, claim, cents).await.expect(200);
    house.deliver_events().await;
}

async fn payment(house: &House, order: &str) -> Value {
    read(house, &format!("/api/orders/{order}/payment")).await
}

/// What the consumer reads.
async fn sheet(house: &House, (claim, key): &(String, String)) -> Value {
    let path = format!("/api/claims/{claim}/sheet?key={key}");
    house.api(Method::GET, &path, None, None).await.expect(200).body
}

#[tokio::test]
async fn an_accepted_offer_gives_its_money_back_once() {
    let house = House::open().await;
    let order = paid(&house).await;
    let claim = claimed(&house, 1, &order).await;
    let before = payment(&house, &order).await;
    for _ in 0..2 {
        let written = offer(&house, &claim.0, 500).await.expect(200).body;
        assert_eq!(written["settlement"]["refundCents"], 500);
    }
    offer(&house, &claim.0, 600).await.refused(409, "conflict");
    house.deliver_events().await;
    // Without the breaks within the lines of a mail.
    let mails = mails(&house).replace("=\r\n", "");
    assert!(mails.contains("Te devolver=C3=ADamos S/=C2=A05.00."));
    let seen = sheet(&house, &claim).await;
    assert_eq!(
        (&seen["settlement"]["refundCents"], &seen["refundedAt"]),
        (&json!(500), &json!(null))
    );
    assert_eq!(
        payment(&house, &order).await["paidCents"],
        before["paidCents"],
        "nothing before it is accepted"
    );
    for _ in 0..3 {
        answer(&house, &claim.0, &claim.1, true).await.expect(200);
        note(&house, &claim.0, "accepted").await.expect(200);
        house.deliver_events().await;
    }
    let after = payment(&house, &order).await;
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
        read(&house, &format!("/api/claims/{}", claim.0)).await,
        sheet(&house, &claim).await,
    ] {
        assert!(view["refundedAt"].is_string(), "{view}");
        assert_eq!(view["refundedCents"], 500);
    }
    let manager = house.machine("pardos", Role::Manager);
    let csv = house.exported("/api/claims/export", &manager).await;
    let row = csv.lines().find(|line| line.contains(&claim.0)).unwrap();
    assert_eq!(row.matches("5.00").count(), 2, "offered and given back: {row}");
}

#[tokio::test]
async fn no_more_is_offered_than_was_paid_for_the_order_that_is_named() {
    let house = House::open().await;
    let order = paid(&house).await;
    let (claim, _) = claimed(&house, 1, &order).await;
    let paid = payment(&house, &order).await["paidCents"].as_i64().unwrap();
    let nameless = from(&house, 2, None, form()).await.expect(201).body;
    for (claim, cents) in [
        (claim.as_str(), paid + 1),
        (claim.as_str(), -1),
        (nameless["number"].as_str().unwrap(), 100),
    ] {
        let refused = offer(&house, claim, cents).await.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/refundCents");
        let still = read(&house, &format!("/api/claims/{claim}")).await;
        assert_eq!(still["settlement"], json!(null), "a refused offer is none");
    }
    offer(&house, &claim, paid).await.expect(200);
}

#[tokio::test]
async fn an_offer_that_is_not_accepted_gives_nothing_back() {
    let house = House::open().await;
    let order = paid(&house).await;
    let before = payment(&house, &order).await;
    let mut claims = Vec::new();
    for address in 1..=3 {
        claims.push(claimed(&house, address, &order).await);
        offered(&house, &claims.last().unwrap().0, 500).await;
    }
    let [declined, silent, replied] = claims.try_into().unwrap();
    answer(&house, &declined.0, &declined.1, false).await.expect(200);
    post(
        &house,
        &format!("{}/reply", replied.0),
        json!({ "answer": "No." }),
    )
    .await
    .expect(200);
    house.later(7 * DAY);
    for late in [&silent, &replied] {
        answer(&house, &late.0, &late.1, true)
            .await
            .refused(409, "conflict");
    }
    house.deliver_events().await;
    assert_eq!(payment(&house, &order).await, before);
    for claim in [&declined, &silent, &replied] {
        let view = read(&house, &format!("/api/claims/{}", claim.0)).await;
        assert_eq!(
            (&view["refundedAt"], &view["refundedCents"]),
            (&json!(null), &json!(null))
        );
    }
    // A reply may still give money back where an offer did not.
    reply(&house, &declined.0, 200).await.expect(200);
    house.deliver_events().await;
    assert_eq!(payment(&house, &order).await["refundedCents"], 200);
}

#[tokio::test]
async fn what_came_of_an_offer_is_what_the_record_says() {
    let house = House::open().await;
    let order = paid(&house).await;
    let paid = payment(&house, &order).await["paidCents"].as_i64().unwrap();
    let mut claims = Vec::new();
    // Both are within what was paid when they are made, and more than that together.
    for address in 1..=2 {
        claims.push(claimed(&house, address, &order).await);
        offered(&house, &claims.last().unwrap().0, paid - 100).await;
    }
    for (claim, key) in &claims {
        answer(&house, claim, key, true).await.expect(200);
        house.deliver_events().await;
    }
    let mut back = Vec::new();
    for claim in &claims {
        back.push(sheet(&house, claim).await["refundedCents"].as_i64().unwrap());
    }
    assert_eq!(back, [paid - 100, 100]);
    assert_eq!(payment(&house, &order).await["status"], "REFUNDED");
}
