//! How much a customer may have open that nobody has paid yet, from where, and who may not order at all.

use crate::accounts::code;
use crate::support::{Answer, Browser, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// A server whose first restaurant lets customers have as much open as a new one does, but for what is changed here.
async fn limited(change: Value) -> TestServer {
    let server = TestServer::open().await;
    let mut limits =
        json!({ "openUnpaid": 3, "openCash": 2, "hourlyByAddress": 60, "firstCashNeedsEmail": false });
    limits
        .as_object_mut()
        .unwrap()
        .extend(change.as_object().unwrap().clone());
    let manager = server.machine("pardos", Role::Manager);
    let patch = Some(json!({ "orderLimits": limits }));
    let changed = server.api(Method::PATCH, "/api/settings", Some(&manager), patch);
    changed.await.expect(200);
    server
}

/// Above what a delivery must be worth, and not counted.
fn items() -> Value {
    json!([{ "productId": "papas_fritas", "qty": 2 }, { "productId": "tequenos_6", "qty": 1 }])
}

async fn order(server: &TestServer, token: &str, method: &str) -> Answer {
    let order = json!({ "items": items(), "paymentMethod": method });
    server.post("/api/orders", token, order).await
}

fn id(placed: &Answer) -> String {
    placed.body["orderId"].as_str().unwrap().to_owned()
}

async fn cancel(server: &TestServer, token: &str, order: &str) {
    let path = format!("/api/orders/{order}/cancel");
    server.post(&path, token, json!({})).await.expect(200);
}

#[tokio::test]
async fn a_customer_has_three_unpaid_orders_open_and_no_more() {
    let server = limited(json!({})).await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (_, eva) = server.customer("pardos", "eva").await;
    let first = order(&server, &ana, "yape").await.expect(201);
    for _ in 0..2 {
        order(&server, &ana, "card").await.expect(201);
    }
    let refused = order(&server, &ana, "yape").await.refused(409, "limit_reached");
    assert!(refused.text.contains("sin pagar"), "{}", refused.text);
    order(&server, &eva, "yape").await.expect(201);
    order(&server, &ana, "cash").await.expect(201);
    cancel(&server, &ana, &id(&first)).await;
    order(&server, &ana, "yape").await.expect(201);
    order(&server, &ana, "yape").await.refused(409, "limit_reached");
}

#[tokio::test]
async fn a_customer_has_two_cash_orders_open_and_no_more() {
    let server = limited(json!({})).await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let first = order(&server, &ana, "cash").await.expect(201);
    order(&server, &ana, "cash").await.expect(201);
    order(&server, &ana, "cash").await.refused(409, "limit_reached");
    // Nor by choosing cash later.
    let unpaid = order(&server, &ana, "yape").await.expect(201);
    let pay = format!("/api/orders/{}/payment", id(&unpaid));
    let cash = json!({ "method": "cash" });
    let refused = server.post(&pay, &ana, cash.clone()).await;
    refused.refused(409, "limit_reached");
    let state = server.get(&format!("/api/orders/{}", id(&unpaid)), &ana).await;
    assert_eq!(state.body["status"], "CREATED", "{}", state.text);
    cancel(&server, &ana, &id(&first)).await;
    server.post(&pay, &ana, cash).await.expect(200);
    order(&server, &ana, "cash").await.refused(409, "limit_reached");
}

#[tokio::test]
async fn a_cash_order_that_has_come_makes_room() {
    let server = limited(json!({ "openCash": 1 })).await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let placed = order(&server, &ana, "cash").await.expect(201);
    order(&server, &ana, "cash").await.refused(409, "limit_reached");
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        for action in ["start", "complete"] {
            let path = format!("/api/orders/{}/stages/{stage}/{action}", id(&placed));
            let manager = server.machine("pardos", Role::Manager);
            server.post(&path, &manager, json!({})).await.expect(200);
        }
    }
    order(&server, &ana, "cash").await.expect(201);
}

#[tokio::test]
async fn orders_at_the_same_time_do_not_pass_the_limit_together() {
    let server = limited(json!({})).await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let all = futures::future::join_all((0..12).map(|_| order(&server, &ana, "yape"))).await;
    let placed = all.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(placed, 3);
}

#[tokio::test]
async fn staff_and_machines_have_no_limit() {
    let server = limited(json!({ "openCash": 1, "hourlyByAddress": 1, "firstCashNeedsEmail": true })).await;
    let (id, _) = server.customer("pardos", "ana").await;
    for caller in [
        server.machine("pardos", Role::Service),
        server.machine("pardos", Role::Dispatcher),
    ] {
        for _ in 0..3 {
            let order = json!({
                "customerId": id, "items": items(), "paymentMethod": "cash",
            });
            server.post("/api/orders", &caller, order).await.expect(201);
        }
    }
}

#[tokio::test]
async fn from_one_address_no_more_is_ordered_within_an_hour() {
    let server = limited(json!({ "hourlyByAddress": 2, "openUnpaid": 100 })).await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let (_, eva) = server.customer("pardos", "eva").await;
    order(&server, &ana, "yape").await.expect(201);
    order(&server, &eva, "yape").await.expect(201);
    let refused = order(&server, &ana, "yape").await.refused(429, "rate_limited");
    assert!(refused.headers.contains_key("retry-after"));
    server.later(61);
    let (_, later) = server.customer("pardos", "lia").await;
    order(&server, &later, "yape").await.expect(201);
}

#[tokio::test]
async fn the_first_cash_order_in_the_storefront_needs_a_confirmed_address() {
    let server = limited(json!({ "firstCashNeedsEmail": true })).await;
    let mut ana = Browser::customer(&server, "localhost:3000", "ana").await;
    let placed = |method: &str, key: &str| {
        json!({ "order": {
            "idempotencyKey": key,
            "lines": [{ "productId": "papas_fritas", "qty": 2 }],
            "fulfilment": { "kind": "pickup", "branch": "miraflores" },
            "paymentMethod": method, "expectedTotal": null, "phone": "999888777",
        } })
    };
    let place = "/rpc/orders/place";
    let refused = ana.call(&server, place, placed("cash", "one")).await;
    refused.refused(409, "email_unconfirmed");
    let unpaid = ana.call(&server, place, placed("yape", "two")).await.expect(200);
    let open = json!({ "order_id": unpaid.body["orderId"], "method": "cash" });
    let refused = ana.call(&server, "/rpc/payments/open", open.clone()).await;
    refused.refused(409, "email_unconfirmed");

    let code = code(&server.mails_to("pardos", "ana@example.pe").await[0]);
    let confirm = json!({ "code": code });
    ana.call(&server, "/rpc/auth/confirm-email", confirm)
        .await
        .expect(200);
    ana.call(&server, "/rpc/payments/open", open).await.expect(200);
    ana.call(&server, place, placed("cash", "three"))
        .await
        .expect(200);
}

#[tokio::test]
async fn who_is_blocked_orders_nothing_until_the_restaurant_says_so() {
    let server = limited(json!({})).await;
    let (customer, ana) = server.customer("pardos", "ana").await;
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/customers/{customer}");
    let block = |blocked: bool| Some(json!({ "blocked": blocked }));
    let itself = server.api(Method::PATCH, &path, Some(&ana), block(true)).await;
    itself.refused(403, "forbidden");
    let blocked = server
        .api(Method::PATCH, &path, Some(&manager), block(true))
        .await;
    assert_eq!(blocked.expect(200).body["blocked"], true);
    order(&server, &ana, "yape")
        .await
        .refused(403, "customer_blocked");
    server
        .api(Method::PATCH, &path, Some(&ana), block(false))
        .await
        .refused(403, "forbidden");
    server
        .api(Method::PATCH, &path, Some(&manager), block(false))
        .await
        .expect(200);
    order(&server, &ana, "yape").await.expect(201);
}
