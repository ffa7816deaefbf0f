//! Webhooks: registered, sent, signed, tried again, asked for again, and nobody else's.

mod console;
mod deliveries;
mod failures;
mod receiver;
mod secrets;

use crate::support::{Answer, TestServer, api_request};
use axum::http::Method;
use domain::TenantId;
use domain::staff::Role;
use ports::PeriodicTask as _;
use ports::event_bus::Subscriber as _;
use receiver::Receiver;
use serde_json::{Value, json};

/// A server with a receiver of everything.
struct Connected {
    receiver: Receiver,
    server: TestServer,
    manager: String,
    ana: String,
    id: String,
    secret: String,
}

impl Connected {
    async fn to(events: Value) -> Connected {
        let receiver = Receiver::start().await;
        let server = TestServer::open().await;
        let manager = server.machine("pardos", Role::Manager);
        let (_, ana) = server.customer("pardos", "ana").await;
        // What was before is not sent.
        server.deliver_events().await;
        let body = json!({ "url": receiver.url, "events": events, "description": " El\talmacén " });
        let made = server
            .post("/api/webhooks", &manager, body)
            .await
            .expect(201)
            .body;
        Connected {
            id: made["id"].as_str().unwrap().to_owned(),
            secret: made["secret"].as_str().unwrap().to_owned(),
            receiver,
            server,
            manager,
            ana,
        }
    }

    /// Delivers events and sends what is due: how many things that were.
    async fn run(&self) -> usize {
        self.server.deliver_events().await;
        self.server.app.webhooks.run_due().await.unwrap()
    }

    fn path(&self, rest: &str) -> String {
        format!("/api/webhooks/{}{rest}", self.id)
    }

    async fn log(&self) -> Vec<Value> {
        let log = self
            .server
            .get(&self.path("/deliveries"), &self.manager)
            .await
            .expect(200);
        log.body["deliveries"].as_array().unwrap().clone()
    }

    async fn send(&self, method: Method, rest: &str, body: Value) -> Answer {
        self.server
            .api(method, &self.path(rest), Some(&self.manager), Some(body))
            .await
    }
}

#[tokio::test]
async fn an_event_is_sent_signed_and_once() {
    let connected = Connected::to(json!(["OrderCreated"])).await;
    let order = connected.server.order(&connected.ana).await;
    assert_eq!(connected.run().await, 1);
    assert_eq!(connected.run().await, 0);
    let received = connected.receiver.received();
    let [delivery] = received.as_slice() else {
        panic!("one delivery: {received:?}");
    };
    assert!(delivery.is_signed_with(&connected.secret));
    assert!(!delivery.is_signed_with("whsec_otro"));
    assert_eq!(delivery.header("content-type"), "application/json");
    assert_eq!(delivery.header("brasa-event"), "OrderCreated");
    let body = &delivery.body;
    assert_eq!(
        (&body["type"], &body["tenantId"]),
        (&json!("OrderCreated"), &json!("pardos"))
    );
    assert_eq!(body["data"]["order"]["orderId"], order);
    assert_eq!(body["at"], "2025-10-25T17:00:00.000Z");
    for personal in ["Larco", "999 888 777", "ana@example.pe"] {
        assert!(!delivery.text.contains(personal), "{personal}");
    }
    let log = connected.log().await;
    assert_eq!(log.len(), 1);
    assert_eq!(log[0]["id"], delivery.header("brasa-delivery"));
    assert_eq!(
        (
            &log[0]["status"],
            &log[0]["statusCode"],
            &log[0]["attempts"],
            &log[0]["nextAttemptAt"]
        ),
        (&json!("DELIVERED"), &json!(200), &json!(1), &json!(null))
    );
}

#[tokio::test]
async fn an_event_that_comes_twice_is_sent_once() {
    let connected = Connected::to(json!([])).await;
    connected.server.order(&connected.ana).await;
    connected.server.deliver_events().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let events = connected.server.app.bus.since(&tenant, 0, 1_000).await.unwrap();
    let of_the_order: Vec<_> = events
        .iter()
        .filter(|event| event.envelope.event.name() == "OrderCreated")
        .collect();
    for event in of_the_order {
        connected
            .server
            .app
            .webhooks
            .handle(&event.envelope)
            .await
            .unwrap();
    }
    connected.run().await;
    let received = connected.receiver.received();
    let created = received
        .iter()
        .filter(|delivery| delivery.header("brasa-event") == "OrderCreated");
    assert_eq!(created.count(), 1);
}

#[tokio::test]
async fn two_who_send_what_is_due_send_it_once() {
    let connected = Connected::to(json!(["OrderCreated"])).await;
    for _ in 0..3 {
        connected.server.order(&connected.ana).await;
    }
    connected.server.deliver_events().await;
    let webhooks = &connected.server.app.webhooks;
    let (one, other) = tokio::join!(webhooks.run_due(), webhooks.run_due());
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(connected.receiver.received().len(), 3);
}

#[tokio::test]
async fn only_what_is_wanted_is_sent_while_it_is_wanted() {
    let connected = Connected::to(json!(["OrderCancelled"])).await;
    let order = connected.server.order(&connected.ana).await;
    assert_eq!(connected.run().await, 0);
    connected
        .send(Method::PATCH, "", json!({ "active": false }))
        .await
        .expect(200);
    let cancel = format!("/api/orders/{order}/cancel");
    connected
        .server
        .post(&cancel, &connected.ana, json!({}))
        .await
        .expect(200);
    assert_eq!(connected.run().await, 0);
    let all = json!({ "active": true, "events": [] });
    connected.send(Method::PATCH, "", all).await.expect(200);
    connected.server.order(&connected.ana).await;
    assert!(connected.run().await >= 1);
    let received = connected.receiver.received();
    assert!(
        received
            .iter()
            .any(|one| one.header("brasa-event") == "OrderCreated")
    );
    connected.server.order(&connected.ana).await;
    connected.server.deliver_events().await;
    let before = connected.receiver.received().len();
    let path = connected.path("");
    let removed = connected
        .server
        .api(Method::DELETE, &path, Some(&connected.manager), None);
    removed.await.expect(204);
    connected.run().await;
    assert_eq!(
        connected.receiver.received().len(),
        before,
        "who has left gets nothing more"
    );
}

#[tokio::test]
async fn a_secret_is_shown_once_and_can_be_changed() {
    let connected = Connected::to(json!([])).await;
    assert_eq!(
        connected.server.documents_with(&connected.secret),
        0,
        "it is stored sealed"
    );
    assert!(connected.secret.starts_with("whsec_") && connected.secret.len() > 40);
    for path in ["", "/deliveries"] {
        let shown = connected
            .server
            .get(&connected.path(path), &connected.manager)
            .await
            .expect(200);
        assert!(!shown.text.contains("whsec_"));
    }
    let list = connected
        .server
        .get("/api/webhooks", &connected.manager)
        .await
        .expect(200);
    assert!(!list.text.contains("whsec_"));
    assert_eq!(list.body["webhooks"][0]["description"], "El almacén");
    let changed = connected
        .send(Method::POST, "/rotate-secret", json!({}))
        .await
        .expect(200);
    let secret = changed.body["secret"].as_str().unwrap();
    assert_ne!(secret, connected.secret);
    connected.send(Method::POST, "/test", json!({})).await.expect(202);
    connected.run().await;
    assert!(connected.receiver.received()[0].is_signed_with(secret));
}

#[tokio::test]
async fn there_are_ten_at_most_and_one_for_each_key() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let register = |key: String, url: &str| {
        let body = json!({ "url": url });
        let mut request = api_request(Method::POST, "/api/webhooks", Some(&manager), Some(body));
        request
            .headers_mut()
            .insert("idempotency-key", key.parse().unwrap());
        server.ask(request)
    };
    let url = "http://127.0.0.1:9/hook";
    for number in 0..10 {
        let made = register(format!("k{number}"), url).await.expect(201);
        let again = register(format!("k{number}"), url).await.expect(201);
        assert_eq!(
            (&made.body, again.header("idempotency-replayed")),
            (&again.body, Some("true"))
        );
    }
    register("k0".into(), "http://127.0.0.1:8/")
        .await
        .refused(422, "idempotency_key_reused");
    register("k10".into(), url).await.refused(409, "limit_reached");
    let all = server.get("/api/webhooks", &manager).await.expect(200).body;
    let all = all["webhooks"].as_array().unwrap().clone();
    assert_eq!(all.len(), 10);
    let first = format!("/api/webhooks/{}", all[0]["id"].as_str().unwrap());
    server
        .api(Method::DELETE, &first, Some(&manager), None)
        .await
        .expect(204);
    server
        .api(Method::DELETE, &first, Some(&manager), None)
        .await
        .refused(404, "not_found");
    register("k11".into(), url).await.expect(201);
}

#[tokio::test]
async fn what_cannot_be_used_is_told_by_field() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let long = format!("https://example.pe/{}", "a".repeat(500));
    for (body, status, pointer) in [
        (json!({}), 400, "/url"),
        (json!({ "url": "example.pe" }), 422, "/url"),
        (json!({ "url": "file:///etc/passwd" }), 422, "/url"),
        (json!({ "url": "https://user:pass@example.pe/" }), 422, "/url"),
        (json!({ "url": long }), 422, "/url"),
        (
            json!({ "url": "https://example.pe/", "events": ["OrderCreated", "DashboardUpdated"] }),
            422,
            "/events/1",
        ),
        (
            json!({ "url": "https://example.pe/", "description": "a".repeat(201) }),
            422,
            "/description",
        ),
    ] {
        let answer = server
            .post("/api/webhooks", &manager, body.clone())
            .await
            .expect(status);
        assert_eq!(answer.body["errors"][0]["pointer"], pointer, "{body}");
    }
}

#[tokio::test]
async fn in_production_only_public_addresses_are_heard() {
    let server = TestServer::in_production(&[]).await;
    server.make_restaurant("pardos").await;
    let manager = server.machine("pardos", Role::Manager);
    for url in [
        "http://example.pe/",
        "https://127.0.0.1/",
        "https://169.254.169.254/",
        "https://localhost/",
        "https://localhost./",
        "https://example.pe:0/",
    ] {
        let answer = server
            .post("/api/webhooks", &manager, json!({ "url": url }))
            .await;
        answer.refused(422, "invalid_value");
    }
    server
        .post(
            "/api/webhooks",
            &manager,
            json!({ "url": "https://example.pe/hook" }),
        )
        .await
        .expect(201);
}

#[tokio::test]
async fn another_restaurant_sees_and_hears_nothing() {
    let connected = Connected::to(json!([])).await;
    let server = &connected.server;
    connected.send(Method::POST, "/test", json!({})).await.expect(202);
    connected.run().await;
    let delivery = connected.log().await[0]["id"].as_str().unwrap().to_owned();
    let stranger = server.machine("caleta", Role::Manager);
    let none = server.get("/api/webhooks", &stranger).await.expect(200).body;
    assert_eq!(none["webhooks"], json!([]));
    for (method, rest) in [
        (Method::GET, String::new()),
        (Method::PATCH, String::new()),
        (Method::DELETE, String::new()),
        (Method::POST, "/test".into()),
        (Method::POST, "/rotate-secret".into()),
        (Method::GET, "/deliveries".into()),
        (Method::POST, format!("/deliveries/{delivery}/redeliver")),
    ] {
        let body = (method != Method::GET).then(|| json!({}));
        let answer = server
            .api(method, &connected.path(&rest), Some(&stranger), body)
            .await;
        answer.refused(404, "not_found");
    }
    let before = connected.receiver.received().len();
    let (_, eva) = server.customer("caleta", "eva").await;
    let items = json!({ "items": [{ "productId": "causa_langostino", "qty": 2 }] });
    server.post("/api/orders", &eva, items).await.expect(201);
    connected.run().await;
    assert_eq!(connected.receiver.received().len(), before);
}

#[tokio::test]
async fn an_address_that_does_not_answer_is_tried_once_and_left_alone_for_a_while() {
    let connected = Connected::to(json!(["OrderCreated"])).await;
    let Connected { server, ana, .. } = &connected;
    connected.receiver.stop();
    for _ in 0..3 {
        server.order(ana).await;
    }
    assert_eq!(connected.run().await, 1, "the others wait with it");
    let tried = |log: &[Value]| {
        let tries = log.iter().map(|delivery| delivery["attempts"].as_u64().unwrap());
        tries.sum::<u64>()
    };
    assert_eq!(tried(&connected.log().await), 1);
    assert_eq!(connected.run().await, 0);
    server.clock.advance_ms(13_000);
    assert_eq!(connected.run().await, 1);
    assert_eq!(tried(&connected.log().await), 2);
}
