//! Events of an order can be put in order by those who receive them.

use crate::support::TestServer;
use axum::http::Method;
use domain::staff::Role;
use serde_json::json;

/// Every event of an order carries the version that it made, so that they can be put in order.
#[tokio::test]
async fn events_of_an_order_are_numbered() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let body = json!({ "items": [{ "productId": "agua", "qty": 1 }], "paymentMethod": "cash" });
    let order = server.post("/api/orders", &ana, body).await.expect(201).body["orderId"].clone();
    let service = server.machine("pardos", Role::Service);
    let number = server
        .get(&format!("/api/orders/{}", order.as_str().unwrap()), &ana)
        .await
        .body["number"]
        .clone();
    let done = json!({ "id": number, "status_pedido": 4 });
    server
        .api(
            Method::PUT,
            "/compat/pedidos/pedidos/",
            Some(&service),
            Some(done),
        )
        .await
        .expect(200);
    server.deliver_events().await;
    let pardos = domain::TenantId::parse("pardos").unwrap();
    let events = server.app.bus.since(&pardos, 0, 1_000).await.unwrap();
    let mut last = (0, 0);
    for event in &events {
        assert!(event.cursor > last.0, "the place in the feed only grows");
        last.0 = event.cursor;
        let about = event
            .envelope
            .event
            .order()
            .filter(|about| json!(about.order_id) == order);
        if let Some(about) = about {
            assert_eq!(about.version, last.1 + 1, "{:?}", event.envelope);
            last.1 = about.version;
        }
    }
    assert!(last.1 >= 9, "{}", last.1);
}

#[tokio::test]
async fn what_somebody_writes_about_a_cancellation_is_told_to_nobody() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let cart = json!({ "items": [{ "productId": "pollo_1_4", "qty": 1 }], "paymentMethod": "cash" });
    for words in ["me llaman al tel 999888777", "unpaid"] {
        let placed = server.post("/api/orders", &ana, cart.clone()).await.expect(201);
        let order = placed.body["orderId"].as_str().unwrap();
        let path = format!("/api/orders/{order}/cancel");
        let reason = json!({ "reason": words });
        let cancelled = server.post(&path, &ana, reason).await.expect(200);
        let said = &cancelled.body["cancellation"];
        assert_eq!(
            (&said["reason"], &said["cause"]),
            (&json!(words), &json!("requested"))
        );
    }
    let tenant = domain::TenantId::parse("pardos").unwrap();
    let events = server.app.bus.since(&tenant, 0, 1_000).await.unwrap();
    let told =
        serde_json::to_string(&events.iter().map(|event| &event.envelope).collect::<Vec<_>>()).unwrap();
    assert!(told.contains("\"cause\":\"requested\""));
    assert!(!told.contains("999888777") && !told.contains("unpaid"), "{told}");
}
