//! The messages of the simulated gateway, which nobody signs.

use crate::support::House;
use axum::http::Method;
use serde_json::{Value, json};

fn message(id: &str, action: &str) -> Value {
    json!({
        "id": id, "type": "payment", "date_created": "2015-03-25 10:04:58", "user_id": 44444,
        "api_version": "v1", "action": action,
    })
}

async fn tell(house: &House, path: &str, body: Value, status: u16) {
    house
        .api(Method::POST, path, None, Some(body))
        .await
        .expect(status);
}

/// An order with an open payment: both ids.
async fn opened(house: &House, token: &str) -> (String, String) {
    let order = house.order(token).await;
    let path = format!("/api/orders/{order}/payment");
    let opened = house
        .post(&path, token, json!({ "method": "yape" }))
        .await
        .expect(200);
    assert!(opened.body["qr"]["svg"].as_str().unwrap().starts_with("<svg"));
    (order, opened.body["paymentId"].as_str().unwrap().to_owned())
}

async fn status(house: &House, token: &str, order: &str) -> Value {
    let path = format!("/api/orders/{order}/payment");
    house.get(&path, token).await.expect(200).body["status"].clone()
}

#[tokio::test]
async fn a_payment_that_is_finished_confirms_the_order() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let (order, payment) = opened(&house, &ana).await;
    for _ in 0..2 {
        tell(
            &house,
            "/api/pedidos/status_pagamento/",
            message(&payment, "state_FINISHED"),
            200,
        )
        .await;
    }
    assert_eq!(status(&house, &ana, &order).await, "APPROVED");
    house.deliver_events().await;
    let read = house.get(&format!("/api/orders/{order}"), &ana).await.expect(200);
    assert_eq!(read.body["status"], "CONFIRMED");
    tell(
        &house,
        "/api/payments/webhook",
        message(&payment, "state_CANCELED"),
        200,
    )
    .await;
    assert_eq!(
        status(&house, &ana, &order).await,
        "APPROVED",
        "it only moves forward"
    );
}

#[tokio::test]
async fn a_payment_that_is_cancelled_stays_so_until_it_is_tried_again() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let (order, payment) = opened(&house, &ana).await;
    let path = "/api/payments/webhook";
    tell(&house, path, message(&payment, "state_CANCELED"), 200).await;
    tell(&house, path, message(&payment, "state_FINISHED"), 200).await;
    assert_eq!(status(&house, &ana, &order).await, "REJECTED");
    let again = format!("/api/orders/{order}/payment");
    let again = house
        .post(&again, &ana, json!({ "method": "yape" }))
        .await
        .expect(200);
    let payment = again.body["paymentId"].as_str().unwrap();
    tell(&house, path, message(payment, "state_FINISHED"), 200).await;
    assert_eq!(status(&house, &ana, &order).await, "APPROVED");
}

#[tokio::test]
async fn what_nobody_knows_has_no_effect() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let (order, payment) = opened(&house, &ana).await;
    let path = "/api/payments/webhook";
    for unknown in [
        "b715bik7-2726-4d51-a729-749cc7bda703",
        "sim_o_nadie_1",
        &payment.replace("_1", "_7"),
    ] {
        tell(&house, path, message(unknown, "state_FINISHED"), 200).await;
    }
    let mut other = message(&payment, "state_FINISHED");
    other["type"] = json!("plan");
    tell(&house, path, other, 200).await;
    for malformed in [json!({}), message(&payment, "state_MAYBE"), json!({ "id": 7 })] {
        tell(&house, path, malformed, 400).await;
    }
    assert_eq!(status(&house, &ana, &order).await, "PENDING");
}
