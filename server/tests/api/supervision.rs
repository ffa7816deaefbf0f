//! What takes too long is called out, whatever was taken back and whatever the clock does.

use crate::support::TestServer;
use domain::staff::Role;
use serde_json::json;

const MINUTE: i64 = 60_000;

/// An order that is cooked, packed and on its way, with the manager who sees to all of it.
struct OnItsWay {
    server: TestServer,
    order: String,
    manager: String,
}

impl OnItsWay {
    async fn open() -> OnItsWay {
        let way = OnItsWay::confirmed().await;
        for stage in ["COOKING", "PACKAGING"] {
            way.done(stage).await;
        }
        way.act("stages/DELIVERY/start").await;
        way
    }

    async fn confirmed() -> OnItsWay {
        let server = TestServer::open().await;
        let (_, ana) = server.customer("pardos", "ana").await;
        let order = json!({ "items": [{ "productId": "pollo_1_4", "qty": 1 }], "paymentMethod": "cash" });
        let placed = server.post("/api/orders", &ana, order).await.expect(201);
        let order = placed.body["orderId"].as_str().unwrap().to_owned();
        server.deliver_events().await;
        let manager = server.machine("pardos", Role::Manager);
        OnItsWay {
            server,
            order,
            manager,
        }
    }

    async fn act(&self, what: &str) {
        let path = format!("/api/orders/{}/{what}", self.order);
        self.server
            .post(&path, &self.manager, json!({}))
            .await
            .expect(200);
        self.server.deliver_events().await;
    }

    async fn done(&self, stage: &str) {
        self.act(&format!("stages/{stage}/start")).await;
        self.act(&format!("stages/{stage}/complete")).await;
    }

    /// Whether it takes too long, as the order says after the supervisor has looked.
    async fn overdue(&self) -> bool {
        self.server.app.workflows.run_due().await.unwrap();
        self.server.deliver_events().await;
        let path = format!("/api/orders/{}", self.order);
        let order = self.server.get(&path, &self.manager).await.expect(200);
        order.body["overdue"] == true
    }
}

#[tokio::test]
async fn an_order_that_was_not_delivered_after_all_is_supervised_again() {
    let way = OnItsWay::open().await;
    way.act("stages/DELIVERY/complete").await;
    way.server.clock.advance_ms(MINUTE);
    way.act("recall").await;
    assert!(!way.overdue().await);
    way.server.clock.advance_ms(60 * MINUTE);
    assert!(way.overdue().await, "nobody would hear of it");
}

#[tokio::test]
async fn a_clock_that_is_set_back_leaves_no_stage_without_a_limit() {
    let way = OnItsWay::confirmed().await;
    way.done("COOKING").await;
    way.server.clock.advance_ms(-60 * MINUTE);
    way.done("PACKAGING").await;
    assert!(!way.overdue().await);
    way.server.clock.advance_ms(45 * MINUTE);
    assert!(way.overdue().await, "an order that takes 45 minutes of 30");
}
