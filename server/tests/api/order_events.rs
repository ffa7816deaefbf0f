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
