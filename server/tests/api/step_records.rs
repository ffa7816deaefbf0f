//! The record of who did what from when to when is what the order says, whatever comes late.

use crate::support::TestServer;
use domain::TenantId;
use domain::event::Event;
use domain::staff::Role;
use ports::documents::{Key, Table};
use ports::event_bus::Subscriber as _;
use serde_json::{Value, json};

async fn record(server: &TestServer, tenant: &TenantId, order: &str) -> Value {
    let key = Key::new(Table::Steps, format!("ORDER#{order}"), "STEPS");
    let stored = server.app.documents.get(tenant, &key).await.unwrap().unwrap();
    let record: Value = stored.read().unwrap();
    record["steps"].clone()
}

#[tokio::test]
async fn news_that_come_late_change_no_record() {
    let server = TestServer::open().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let (_, ana) = server.customer("pardos", "ana").await;
    let cart = json!({ "items": [{ "productId": "pollo_1_4", "qty": 1 }], "paymentMethod": "cash" });
    let placed = server.post("/api/orders", &ana, cart).await.expect(201);
    let order = placed.body["orderId"].as_str().unwrap();
    let cook = server.machine("pardos", Role::Cook);
    let act = async |action: &str| {
        let path = format!("/api/orders/{order}/stages/COOKING/{action}");
        server.post(&path, &cook, json!({})).await.expect(200);
        server.deliver_events().await;
    };
    // Taken, put back and taken again within the same second.
    act("start").await;
    act("release").await;
    assert_eq!(record(&server, &tenant, order).await, json!([]));
    act("start").await;
    let taken = record(&server, &tenant, order).await;
    assert_eq!(
        (&taken[0]["stepName"], &taken[0]["status"]),
        (&json!("COOKING"), &json!("IN_PROGRESS"))
    );
    server.clock.advance_ms(60_000);
    act("complete").await;
    let done = record(&server, &tenant, order).await;
    assert_eq!(
        (&done[0]["status"], &done[0]["attendedBy"]["role"]),
        (&json!("DONE"), &json!("cook"))
    );
    assert_eq!(done.as_array().unwrap().len(), 1);

    let events = server.app.bus.since(&tenant, 0, 1_000).await.unwrap();
    for event in events.iter().rev() {
        let is_of_stage = matches!(
            event.envelope.event,
            Event::OrderStageStarted { .. }
                | Event::OrderStageUpdated { .. }
                | Event::OrderStageCompleted { .. }
        );
        if is_of_stage {
            server.app.services.stages.handle(&event.envelope).await.unwrap();
        }
        assert_eq!(record(&server, &tenant, order).await, done);
    }
}

#[tokio::test]
async fn nobody_is_at_work_on_a_cancelled_order() {
    let server = TestServer::open().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let (_, ana) = server.customer("pardos", "ana").await;
    let cart = json!({ "items": [{ "productId": "pollo_1_4", "qty": 1 }], "paymentMethod": "cash" });
    let placed = server.post("/api/orders", &ana, cart).await.expect(201);
    let order = placed.body["orderId"].as_str().unwrap();
    let manager = server.machine("pardos", Role::Manager);
    for (path, body) in [
        ("stages/COOKING/start", json!({})),
        ("cancel", json!({ "reason": "Se cayó" })),
    ] {
        let path = format!("/api/orders/{order}/{path}");
        server.post(&path, &manager, body).await.expect(200);
        server.deliver_events().await;
    }
    assert_eq!(record(&server, &tenant, order).await, json!([]));
}
