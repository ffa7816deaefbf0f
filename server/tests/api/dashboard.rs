//! The figures of the restaurant over the public API.

use crate::support::{TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

async fn summary(server: &TestServer) -> Value {
    server.deliver_events().await;
    let manager = server.machine("pardos", Role::Manager);
    server
        .get("/api/dashboard/summary", &manager)
        .await
        .expect(200)
        .body
}

async fn keyed(server: &TestServer, path: &str, token: &str) {
    let mut request = api_request(Method::POST, path, Some(token), Some(json!({})));
    request
        .headers_mut()
        .insert("idempotency-key", path.parse().unwrap());
    server.ask(request).await.expect(200);
}

async fn cash(server: &TestServer, token: &str) -> String {
    let items = json!([{ "productId": "papas_fritas", "qty": 3 }]);
    let body = json!({ "items": items, "paymentMethod": "cash", "fulfilment": { "kind": "delivery" } });
    let placed = server.post("/api/orders", token, body).await.expect(201).body;
    placed["orderId"].as_str().unwrap().to_owned()
}

async fn deliver(server: &TestServer, order: &str) {
    let manager = server.machine("pardos", Role::Manager);
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        for action in ["start", "complete"] {
            let path = format!("/api/orders/{order}/stages/{stage}/{action}");
            server.post(&path, &manager, json!({})).await.expect(200);
        }
    }
}

/// Sales, collected and refunded.
fn money(summary: &Value) -> [i64; 3] {
    ["salesCents", "collectedCents", "refundedCents"].map(|name| summary[name].as_i64().unwrap())
}

#[tokio::test]
async fn what_was_collected_less_what_went_back_is_what_was_sold() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let manager = server.machine("pardos", Role::Manager);
    assert_eq!(money(&summary(&server).await), [0, 0, 0]);

    // Paid with a code: 16.00, a cake for 15.90, and 5.00 for the way.
    let paid = server.order(&ana).await;
    keyed(&server, &format!("/api/orders/{paid}/confirm"), &ana).await;
    assert_eq!(money(&summary(&server).await), [3_690, 3_690, 0]);

    // Cash is sold when it is confirmed, and collected at the door.
    let cash = cash(&server, &ana).await;
    assert_eq!(money(&summary(&server).await), [6_590, 3_690, 0]);
    deliver(&server, &cash).await;
    assert_eq!(money(&summary(&server).await), [6_590, 6_590, 0]);

    // A delivery that is taken back gives the cash back.
    server
        .post(&format!("/api/orders/{cash}/recall"), &manager, json!({}))
        .await
        .expect(200);
    assert_eq!(money(&summary(&server).await), [6_590, 6_590, 2_900]);
    let again = format!("/api/orders/{cash}/stages/DELIVERY/complete");
    server.post(&again, &manager, json!({})).await.expect(200);
    assert_eq!(money(&summary(&server).await), [6_590, 9_490, 2_900]);

    // What was paid for a cancelled order goes back.
    let cancel = format!("/api/orders/{paid}/cancel");
    server
        .post(&cancel, &manager, json!({ "reason": "prueba" }))
        .await
        .expect(200);
    let [sales, collected, refunded] = money(&summary(&server).await);
    assert_eq!([sales, collected, refunded], [2_900, 9_490, 6_590]);
    assert_eq!(collected - refunded, sales);

    // The restaurant's word counts as money that came in.
    let vouched = server.order(&ana).await;
    keyed(&server, &format!("/api/orders/{vouched}/confirm"), &manager).await;
    let [sales, collected, refunded] = money(&summary(&server).await);
    assert_eq!((sales, collected - refunded), (6_590, 6_590));
}

#[tokio::test]
async fn open_orders_are_active_whichever_day_they_are_from() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = cash(&server, &ana).await;
    server.order(&ana).await;
    assert_eq!(summary(&server).await["active"], 1, "an unpaid order is no work");
    server.later(24 * 60);
    let tomorrow = summary(&server).await;
    assert_eq!((&tomorrow["orders"], &tomorrow["active"]), (&json!(0), &json!(1)));
    deliver(&server, &order).await;
    assert_eq!(summary(&server).await["active"], 0);
}

#[tokio::test]
async fn an_older_system_counts_all_orders_whenever_they_were_placed() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let manager = server.machine("pardos", Role::Manager);
    let total = async || {
        server.deliver_events().await;
        let answer = server.get("/compat/etapas/dashboard/resumen", &manager).await;
        let figures = answer.expect(200).body;
        ["totalPedidos", "pedidosHoy"].map(|name| figures[name].as_i64().unwrap())
    };
    assert_eq!(total().await, [0, 0]);
    let delivered = cash(&server, &ana).await;
    let cancelled = cash(&server, &ana).await;
    cash(&server, &ana).await;
    server.order(&ana).await;
    deliver(&server, &delivered).await;
    let cancel = format!("/api/orders/{cancelled}/cancel");
    let why = json!({ "reason": "prueba" });
    server.post(&cancel, &manager, why).await.expect(200);
    assert_eq!(total().await[0], 4);
    server.later(200 * 24 * 60);
    let ana = server.sign_in("pardos", "ana", crate::support::PASSWORD).await;
    cash(&server, &ana).await;
    assert_eq!(total().await, [5, 1]);
}
