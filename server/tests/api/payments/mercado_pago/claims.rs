//! Money that goes back because of a claim, while the gateway is away and when it is back.

use super::Paid;
use crate::claims::{form, from};
use axum::http::Method;
use domain::staff::Role;
use ports::PeriodicTask as _;
use serde_json::{Value, json};

#[tokio::test]
async fn what_an_accepted_offer_promised_is_asked_for_until_it_is_back() {
    let paid = Paid::open().await;
    let id = paid.pays();
    paid.notify(id).await.expect(200);
    assert_eq!(paid.order_status().await, "CONFIRMED");
    let server = &paid.server;
    let manager = server.machine("pardos", Role::Manager);
    let number = server.get(&paid.path(""), &paid.ana).await.expect(200).body["number"].to_string();
    let mut named = form();
    named["order"] = json!(number);
    let filed = from(server, 1, None, named).await.expect(201).body;
    let claim = format!("/api/claims/{}", filed["number"].as_str().unwrap());
    let offer = json!({ "offer": "Te devolvemos lo que falló.", "refundCents": 1_290 });
    server
        .post(&format!("{claim}/offer"), &manager, offer)
        .await
        .expect(200);
    server.deliver_events().await;
    assert_eq!(paid.shop.refunds(), 0, "nobody has accepted it");

    paid.shop.shop.lock().unwrap().down = true;
    let accept = async || {
        let path = format!("{claim}/sheet/offer?key={}", filed["key"].as_str().unwrap());
        let accepted = json!({ "accepted": true });
        server.api(Method::POST, &path, None, Some(accepted)).await
    };
    accept().await.expect(200);
    server.deliver_events().await;
    let claim_of = async || server.get(&claim, &manager).await.expect(200).body;
    let sums = |payment: &Value| {
        (
            payment["payment"]["paidCents"].as_i64(),
            payment["payment"]["refundingCents"].as_i64(),
        )
    };
    let order = async || server.get(&paid.path(""), &paid.ana).await.expect(200).body;
    assert_eq!(sums(&order().await), (Some(3_690), Some(1_290)));
    assert_eq!(claim_of().await["refundedAt"], json!(null));
    for minutes in [1, 2, 7] {
        server.later(minutes);
        // Accepting once more has nothing more go back.
        accept().await.expect(200);
        assert_eq!(server.app.payments.run_due().await.unwrap(), 1);
        server.deliver_events().await;
        assert_eq!(sums(&order().await), (Some(3_690), Some(1_290)));
    }

    paid.shop.shop.lock().unwrap().down = false;
    server.later(40);
    server.app.payments.run_due().await.unwrap();
    server.deliver_events().await;
    accept().await.expect(200);
    server.deliver_events().await;
    assert_eq!(sums(&order().await), (Some(2_400), Some(0)));
    assert_eq!(paid.shop.shop.lock().unwrap().parts, [(id, json!(12.9))]);
    assert_eq!(paid.events("PaymentRefunded").await, 1);
    let after = claim_of().await;
    assert!(after["refundedAt"].is_string(), "{after}");
    assert_eq!(after["refundedCents"], 1_290);
}
