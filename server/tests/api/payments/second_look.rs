//! Nobody pays for what cannot be had any more as it was ordered.

use crate::support::TestServer;
use domain::staff::Role;
use serde_json::{Value, json};

/// An order of Ana's that awaits its payment: its id and her token.
async fn unpaid(server: &TestServer, more: Value) -> (String, String) {
    let (_, ana) = server.customer("pardos", "ana").await;
    let mut body = json!({ "items": [{ "productId": "papas_fritas", "qty": 3 }] });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    let placed = server.post("/api/orders", &ana, body).await.expect(201);
    (placed.body["orderId"].as_str().unwrap().to_owned(), ana)
}

/// The status and code that paying is answered with.
async fn pay(server: &TestServer, (order, ana): &(String, String)) -> (u16, Value) {
    let path = format!("/api/orders/{order}/payment");
    let answer = server.post(&path, ana, json!({ "method": "card" })).await;
    (answer.status, answer.body["code"].clone())
}

#[tokio::test]
async fn a_dish_that_was_taken_off_meanwhile_is_not_paid() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let order = unpaid(&server, json!({})).await;
    let offer = async |available: bool| {
        let change = Some(json!({ "available": available }));
        let path = "/api/products/papas_fritas";
        let changed = server.api(http::Method::PATCH, path, Some(&manager), change);
        changed.await.expect(200);
    };
    offer(false).await;
    assert_eq!(pay(&server, &order).await, (409, json!("unavailable")));
    offer(true).await;
    assert_eq!(pay(&server, &order).await.1, Value::Null);
    // What is open can be paid, and is shown as it is.
    offer(false).await;
    assert_eq!(pay(&server, &order).await.1, Value::Null);
}

#[tokio::test]
async fn an_order_for_later_is_not_paid_when_it_would_come_too_late() {
    let server = TestServer::open().await;
    // The earliest time that can be asked for: cooking, packing and the way take 46 minutes.
    let earliest =
        json!({ "scheduledFor": "2025-10-25T12:46:00-05:00", "fulfilment": { "kind": "delivery" } });
    let order = unpaid(&server, earliest).await;
    server.later(14);
    assert_eq!(pay(&server, &order).await, (409, json!("time_passed")));

    let server = TestServer::open().await;
    let earliest =
        json!({ "scheduledFor": "2025-10-25T12:46:00-05:00", "fulfilment": { "kind": "delivery" } });
    let order = unpaid(&server, earliest).await;
    server.later(9);
    let within = pay(&server, &order).await;
    assert_eq!(
        within.1,
        Value::Null,
        "it still comes within ten minutes: {within:?}"
    );
}
