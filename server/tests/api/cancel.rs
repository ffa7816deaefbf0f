//! Who may cancel an order, and until when.

use crate::support::{Answer, House, PASSWORD};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// Of a product that is counted.
const COUNTED: &str = "tequenos_3";
const SECOND: i64 = 1_000;
const TEN_MINUTES: i64 = 600 * SECOND;

/// A paid order of two of a counted product, of which there are ten: its id.
async fn paid(house: &House, ana: &str) -> String {
    let manager = house.machine("pardos", Role::Manager);
    let stock = json!({ "stock": 10 });
    let path = format!("/api/products/{COUNTED}");
    house
        .api(Method::PATCH, &path, Some(&manager), Some(stock))
        .await
        .expect(200);
    let order = json!({
        "items": [{ "productId": COUNTED, "qty": 2 }, { "productId": "pollo_1_4", "qty": 1 }],
        "paymentMethod": "cash",
    });
    let placed = house.post("/api/orders", ana, order).await.expect(201);
    assert_eq!(placed.body["order"]["status"], "CONFIRMED");
    assert_eq!(stock_left(house).await, 8);
    placed.body["orderId"].as_str().unwrap().to_owned()
}

async fn stock_left(house: &House) -> Value {
    let path = format!("/api/products/{COUNTED}");
    let product = house.api(Method::GET, &path, None, None).await.expect(200);
    product.body["stock"].clone()
}

async fn cancel(house: &House, order: &str, token: &str, reason: Option<&str>) -> Answer {
    let path = format!("/api/orders/{order}/cancel");
    house.post(&path, token, json!({ "reason": reason })).await
}

#[tokio::test]
async fn customers_have_ten_minutes() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let order = paid(&house, &ana).await;
    house.clock.advance_ms(TEN_MINUTES - SECOND);
    for _ in 0..2 {
        let cancelled = cancel(&house, &order, &ana, None).await.expect(200);
        assert_eq!(cancelled.body["status"], "CANCELLED");
        house.deliver_events().await;
        assert_eq!(stock_left(&house).await, 10, "given back, once");
    }
    let order = paid(&house, &ana).await;
    house.clock.advance_ms(TEN_MINUTES);
    let ana = house.sign_in("pardos", "ana", PASSWORD).await;
    cancel(&house, &order, &ana, None)
        .await
        .refused(409, "cancel_window_over");
    house.deliver_events().await;
    assert_eq!(stock_left(&house).await, 8);
}

#[tokio::test]
async fn what_a_cook_has_taken_is_cancelled_by_managers_only() {
    let house = House::open().await;
    let (_, ana) = house.customer("pardos", "ana").await;
    let order = paid(&house, &ana).await;
    let cook = house.machine("pardos", Role::Cook);
    let start = format!("/api/orders/{order}/stages/COOKING/start");
    house.post(&start, &cook, json!({})).await.expect(200);
    cancel(&house, &order, &ana, None)
        .await
        .refused(409, "cancel_window_over");
    cancel(&house, &order, &cook, Some("Se cayó"))
        .await
        .refused(403, "forbidden");
    house.clock.advance_ms(2 * TEN_MINUTES);
    let manager = house.machine("pardos", Role::Manager);
    let why = cancel(&house, &order, &manager, None)
        .await
        .refused(400, "missing_field");
    assert_eq!(why.body["errors"][0]["pointer"], "/reason");
    let cancelled = cancel(&house, &order, &manager, Some("Se cayó"))
        .await
        .expect(200);
    assert_eq!(cancelled.body["cancellation"]["reason"], "Se cayó");
    house.deliver_events().await;
    assert_eq!(stock_left(&house).await, 10);
}
