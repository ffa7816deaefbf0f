//! Who may cancel an order, and until when.

use crate::support::{Answer, PASSWORD, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// Of a product that is counted.
const COUNTED: &str = "tequenos_3";
const SECOND: i64 = 1_000;
const TEN_MINUTES: i64 = 600 * SECOND;

/// A paid order of two of a counted product, of which there are ten: its id.
async fn paid(server: &TestServer, ana: &str) -> String {
    let manager = server.machine("pardos", Role::Manager);
    let stock = json!({ "stock": 10 });
    let path = format!("/api/products/{COUNTED}");
    server
        .api(Method::PATCH, &path, Some(&manager), Some(stock))
        .await
        .expect(200);
    let order = json!({
        "items": [{ "productId": COUNTED, "qty": 2 }, { "productId": "pollo_1_4", "qty": 1 }],
        "paymentMethod": "cash",
    });
    let placed = server.post("/api/orders", ana, order).await.expect(201);
    assert_eq!(placed.body["order"]["status"], "CONFIRMED");
    assert_eq!(stock_left(server).await, 8);
    placed.body["orderId"].as_str().unwrap().to_owned()
}

async fn stock_left(server: &TestServer) -> Value {
    let path = format!("/api/products/{COUNTED}");
    let product = server.api(Method::GET, &path, None, None).await.expect(200);
    product.body["stock"].clone()
}

async fn cancel(server: &TestServer, order: &str, token: &str, reason: Option<&str>) -> Answer {
    let path = format!("/api/orders/{order}/cancel");
    server.post(&path, token, json!({ "reason": reason })).await
}

#[tokio::test]
async fn customers_have_ten_minutes() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = paid(&server, &ana).await;
    server.clock.advance_ms(TEN_MINUTES - SECOND);
    for _ in 0..2 {
        let cancelled = cancel(&server, &order, &ana, None).await.expect(200);
        assert_eq!(cancelled.body["status"], "CANCELLED");
        server.deliver_events().await;
        assert_eq!(stock_left(&server).await, 10, "given back, once");
    }
    let order = paid(&server, &ana).await;
    server.clock.advance_ms(TEN_MINUTES);
    let ana = server.sign_in("pardos", "ana", PASSWORD).await;
    cancel(&server, &order, &ana, None)
        .await
        .refused(409, "cancel_window_over");
    server.deliver_events().await;
    assert_eq!(stock_left(&server).await, 8);
}

#[tokio::test]
async fn what_a_cook_has_taken_is_cancelled_by_managers_only() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = paid(&server, &ana).await;
    let cook = server.machine("pardos", Role::Cook);
    let start = format!("/api/orders/{order}/stages/COOKING/start");
    server.post(&start, &cook, json!({})).await.expect(200);
    cancel(&server, &order, &ana, None)
        .await
        .refused(409, "cancel_window_over");
    cancel(&server, &order, &cook, Some("Se cayó"))
        .await
        .refused(403, "forbidden");
    server.clock.advance_ms(2 * TEN_MINUTES);
    let manager = server.machine("pardos", Role::Manager);
    let why = cancel(&server, &order, &manager, None)
        .await
        .refused(400, "missing_field");
    assert_eq!(why.body["errors"][0]["pointer"], "/reason");
    let cancelled = cancel(&server, &order, &manager, Some("Se cayó"))
        .await
        .expect(200);
    assert_eq!(cancelled.body["cancellation"]["reason"], "Se cayó");
    server.deliver_events().await;
    assert_eq!(stock_left(&server).await, 10);
}
