//! An account that is closed, and what is left of it after 30 days.

use crate::support::{PASSWORD, TestServer};
use axum::http::Method;
use domain::staff::Role;
use ports::PeriodicTask as _;
use serde_json::{Value, json};

const DAY: i64 = 24 * 60;

async fn close(server: &TestServer, id: &str, token: &str) -> crate::support::Answer {
    let path = format!("/api/customers/{id}/close");
    server.post(&path, token, json!({ "password": PASSWORD })).await
}

/// A delivery to an address, with a boleta that names its buyer.
async fn delivery(server: &TestServer, token: &str) -> String {
    delivery_of(server, token, "papas_fritas").await
}

async fn delivery_of(server: &TestServer, token: &str, product: &str) -> String {
    let body = json!({
        "items": [{ "productId": product, "qty": 4, "note": "soy Ana" }],
        "fulfilment": { "kind": "delivery", "address": { "line": "Av. Larco 123", "district": "Miraflores" } },
        "receipt": { "kind": "boleta", "dni": "12345678" },
    });
    let placed = server.post("/api/orders", token, body).await.expect(201);
    placed.body["orderId"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_closed_account_is_hidden_at_once_and_its_address_is_free() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/customers/{id}/close");
    let wrong = server
        .post(&path, &ana, json!({ "password": "no-es-esta" }))
        .await;
    assert_eq!(
        wrong.refused(422, "invalid_value").body["errors"][0]["pointer"],
        "/password"
    );
    let (_, eva) = server.customer("pardos", "eva").await;
    close(&server, &id, &eva).await.refused(404, "not_found");
    let closed = close(&server, &id, &ana).await.expect(200);
    assert_eq!(closed.body["erasedAt"], "2025-11-24T17:00:00.000Z");
    let credentials = json!({ "username": "ana", "password": PASSWORD });
    server
        .api(Method::POST, "/api/login", None, Some(credentials))
        .await
        .refused(401, "wrong_credentials");
    server
        .get(&format!("/api/customers/{id}"), &manager)
        .await
        .refused(404, "not_found");
    let list = server.get("/api/customers", &manager).await.expect(200).text;
    assert!(
        !list.contains("ana@example.pe") && list.contains("eva@example.pe"),
        "{list}"
    );
    let mails = server.mails_to("pardos", "ana@example.pe").await;
    assert!(
        mails[0].subject.contains("Cerramos tu cuenta"),
        "{}",
        mails[0].subject
    );
    let body = json!({ "username": "ana2", "email": "ana@example.pe", "password": PASSWORD });
    server
        .api(Method::POST, "/api/register", None, Some(body))
        .await
        .expect(201);
    let again = json!({ "username": "ana", "email": "otra@example.pe", "password": PASSWORD });
    server
        .api(Method::POST, "/api/register", None, Some(again))
        .await
        .refused(409, "username_taken");
}

#[tokio::test]
async fn everything_that_is_stored_is_there_to_take_along() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let order = delivery(&server, &ana).await;
    let (_, eva) = server.customer("pardos", "eva").await;
    delivery(&server, &eva).await;
    let manager = server.machine("pardos", Role::Manager);
    server
        .post(&format!("/api/orders/{order}/cancel"), &manager, json!({}))
        .await
        .expect(200);
    server.deliver_events().await;
    let path = format!("/api/customers/{id}/export");
    let file = server.get(&path, &ana).await.expect(200);
    assert!(
        file.header("content-disposition")
            .unwrap()
            .contains("mis-datos.json")
    );
    assert_eq!(file.body["profile"]["addresses"][0]["line"], "Av. Larco 123");
    assert_eq!(file.body["orders"].as_array().unwrap().len(), 1);
    assert_eq!(file.body["orders"][0]["orderId"], order.as_str());
    assert_eq!(file.body["messages"].as_array().unwrap().len(), 1);
    assert!(
        !file.text.contains("eva") && !file.text.contains("argon2"),
        "{}",
        file.text
    );
    server.get(&path, &eva).await.refused(404, "not_found");
}

#[tokio::test]
async fn after_thirty_days_orders_stay_without_the_person() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let order = delivery(&server, &ana).await;
    let manager = server.machine("pardos", Role::Manager);
    let cancel = format!("/api/orders/{order}/cancel");
    server.post(&cancel, &manager, json!({})).await.expect(200);
    server.deliver_events().await;
    close(&server, &id, &ana).await.expect(200);
    let path = format!("/api/orders/{order}");
    let before = server.get(&path, &manager).await.expect(200);
    assert!(before.text.contains("12345678"), "{}", before.text);

    server.later(30 * DAY - 1);
    assert_eq!(server.app.customers.run_due().await.unwrap(), 0);
    server.later(1);
    assert_eq!(server.app.customers.run_due().await.unwrap(), 1);
    assert_eq!(server.app.customers.run_due().await.unwrap(), 0);
    server.deliver_events().await;
    assert_eq!(server.app.customers.run_due().await.unwrap(), 0);

    let manager = server.machine("pardos", Role::Manager);
    let after = server.get(&path, &manager).await.expect(200);
    for personal in [
        "ana de",
        "999888777",
        "ana@example.pe",
        "Larco",
        "12345678",
        "soy Ana",
    ] {
        assert!(!after.text.contains(personal), "{personal} in {}", after.text);
    }
    let mut items = before.body["items"].clone();
    items[0]["note"] = json!("");
    assert_eq!(after.body["items"], items);
    for kept in ["total", "number"] {
        assert_eq!(after.body[kept], before.body[kept], "{kept}");
    }
    let inbox = server
        .get(&format!("/api/notifications/{id}"), &manager)
        .await
        .expect(200)
        .body;
    assert_eq!(inbox["notifications"], Value::Array(vec![]));
    let body = json!({ "username": "ana", "email": "ana@example.pe", "password": PASSWORD });
    server
        .api(Method::POST, "/api/register", None, Some(body))
        .await
        .expect(201);
}

/// Somebody of a restaurant whose data nobody erases.
struct Kept {
    tenant: &'static str,
    username: &'static str,
    id: String,
    order: String,
}

impl Kept {
    async fn of(
        server: &TestServer,
        tenant: &'static str,
        username: &'static str,
        product: &str,
        manager: &str,
    ) -> Kept {
        let (id, token) = server.customer(tenant, username).await;
        let order = delivery_of(server, &token, product).await;
        let cancel = format!("/api/orders/{order}/cancel");
        server.post(&cancel, manager, json!({})).await.expect(200);
        Kept {
            tenant,
            username,
            id,
            order,
        }
    }

    /// What there is of them: their file, and what the restaurant sees of their order and messages.
    async fn seen(&self, server: &TestServer, manager: &str) -> Vec<String> {
        let token = server.sign_in(self.tenant, self.username, PASSWORD).await;
        let own = server
            .get(&format!("/api/customers/{}/export", self.id), &token)
            .await;
        let mut seen = vec![own.expect(200).text];
        for path in ["orders", "notifications", "customers"] {
            let id = if path == "orders" { &self.order } else { &self.id };
            let answer = server.get(&format!("/api/{path}/{id}"), manager).await;
            seen.push(answer.expect(200).text);
        }
        seen
    }
}

#[tokio::test]
async fn erasing_an_account_leaves_every_other_one_as_it_is() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let elsewhere = server.machine("caleta", Role::Manager);
    let (id, ana) = server.customer("pardos", "ana").await;
    delivery(&server, &ana).await;
    let eva = Kept::of(&server, "pardos", "eva", "papas_fritas", &manager).await;
    // Another restaurant's customer of the same name, address and telephone.
    let namesake = Kept::of(&server, "caleta", "ana", "cancha", &elsewhere).await;
    server.deliver_events().await;
    close(&server, &id, &ana).await.expect(200);
    server.later(30 * DAY - 1);
    let before = [
        eva.seen(&server, &manager).await,
        namesake.seen(&server, &elsewhere).await,
    ];
    server.later(1);
    for minutes in [0, 61] {
        server.later(minutes);
        assert_eq!(server.app.customers.run_due().await.unwrap(), 1);
        server.deliver_events().await;
    }
    let after = [
        eva.seen(&server, &manager).await,
        namesake.seen(&server, &elsewhere).await,
    ];
    assert_eq!(before, after);
}
