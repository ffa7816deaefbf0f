//! The record of who did what from when to when is what the order says, whatever comes late.

use crate::support::TestServer;
use domain::TenantId;
use domain::staff::Role;
use ports::documents::{Key, Table};
use ports::event_bus::Subscriber as _;
use serde_json::{Value, json};

/// A confirmed order, and what is written down of its steps.
struct Confirmed {
    server: TestServer,
    tenant: TenantId,
    order: String,
}

impl Confirmed {
    async fn open() -> Confirmed {
        let server = TestServer::open().await;
        let (_, ana) = server.customer("pardos", "ana").await;
        let cart = json!({ "items": [{ "productId": "pollo_1_4", "qty": 1 }], "paymentMethod": "cash" });
        let placed = server.post("/api/orders", &ana, cart).await.expect(201);
        Confirmed {
            order: placed.body["orderId"].as_str().unwrap().to_owned(),
            tenant: TenantId::parse("pardos").unwrap(),
            server,
        }
    }

    async fn act(&self, role: Role, what: &str, body: Value) {
        let token = self.server.machine("pardos", role);
        let path = format!("/api/orders/{}/{what}", self.order);
        self.server.post(&path, &token, body).await.expect(200);
        self.server.deliver_events().await;
    }

    async fn cook(&self, action: &str) {
        let what = format!("stages/COOKING/{action}");
        self.act(Role::Cook, &what, json!({})).await;
    }

    async fn record(&self) -> Value {
        let key = Key::new(Table::Steps, format!("ORDER#{}", self.order), "STEPS");
        let stored = self.server.app.documents.get(&self.tenant, &key).await;
        let record: Value = stored.unwrap().unwrap().read().unwrap();
        record["steps"].clone()
    }
}

#[tokio::test]
async fn news_that_come_late_change_no_record() {
    let confirmed = Confirmed::open().await;
    // Taken, put back and taken again within the same second, by two cooks.
    confirmed.cook("start").await;
    let taken = confirmed.record().await;
    assert_eq!(
        (&taken[0]["stepName"], &taken[0]["status"]),
        (&json!("COOKING"), &json!("IN_PROGRESS"))
    );
    confirmed
        .act(Role::Manager, "stages/COOKING/release", json!({}))
        .await;
    assert_eq!(confirmed.record().await, json!([]));
    confirmed
        .act(Role::Manager, "stages/COOKING/start", json!({}))
        .await;
    confirmed.server.clock.advance_ms(60_000);
    confirmed
        .act(Role::Manager, "stages/COOKING/complete", json!({}))
        .await;
    let done = confirmed.record().await;
    assert_eq!(
        (&done[0]["status"], &done[0]["attendedBy"]["role"]),
        (&json!("DONE"), &json!("manager"))
    );
    assert_eq!(done.as_array().unwrap().len(), 1);

    let Confirmed { server, tenant, .. } = &confirmed;
    let events = server.app.bus.since(tenant, 0, 1_000).await.unwrap();
    for event in events.iter().rev() {
        let stages = &server.app.services.stages;
        if stages.wants(&event.envelope) {
            stages.handle(&event.envelope).await.unwrap();
        }
        assert_eq!(confirmed.record().await, done);
    }
}

#[tokio::test]
async fn nobody_is_at_work_on_a_cancelled_order() {
    let confirmed = Confirmed::open().await;
    confirmed.cook("start").await;
    let reason = json!({ "reason": "Se cayó" });
    confirmed.act(Role::Manager, "cancel", reason).await;
    assert_eq!(confirmed.record().await, json!([]));
}
