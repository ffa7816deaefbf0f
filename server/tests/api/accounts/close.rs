//! An account that is closed, and what is left of it after 30 days.

use crate::support::{House, PASSWORD};
use axum::http::Method;
use domain::staff::Role;
use ports::PeriodicTask as _;
use serde_json::{Value, json};

const DAY: i64 = 24 * 60;

async fn close(house: &House, id: &str, token: &str) -> crate::support::Answer {
    let path = format!("/api/customers/{id}/close");
    house.post(&path, token, json!({ "password": PASSWORD })).await
}

/// A delivery to an address, with a boleta that names its buyer.
async fn delivery(house: &House, token: &str) -> String {
    delivery_of(house, token, "papas_fritas").await
}

async fn delivery_of(house: &House, token: &str, product: &str) -> String {
    let body = json!({
        "items": [{ "productId": product, "qty": 4, "note": "soy Ana" }],
        "fulfilment": { "kind": "delivery", "address": { "line": "Av. Larco 123", "district": "Miraflores" } },
        "receipt": { "kind": "boleta", "dni": "12345678" },
    });
    let placed = house.post("/api/orders", token, body).await.expect(201);
    placed.body["orderId"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_closed_account_is_hidden_at_once_and_its_address_is_free() {
    let house = House::open().await;
    let (id, ana) = house.customer("pardos", "ana").await;
    let manager = house.machine("pardos", Role::Manager);
    let path = format!("/api/customers/{id}/close");
    let wrong = house.post(&path, &ana, json!({ "password": "no-es-esta" })).await;
    assert_eq!(
        wrong.refused(422, "invalid_value").body["errors"][0]["pointer"],
        "/password"
    );
    let (_, eva) = house.customer("pardos", "eva").await;
    close(&house, &id, &eva).await.refused(404, "not_found");
    let closed = close(&house, &id, &ana).await.expect(200);
    assert_eq!(closed.body["erasedAt"], "2025-11-24T17:00:00.000Z");
    let credentials = json!({ "username": "ana", "password": PASSWORD });
    house
        .api(Method::POST, "/api/login", None, Some(credentials))
        .await
        .refused(401, "wrong_credentials");
    house
        .get(&format!("/api/customers/{id}"), &manager)
        .await
        .refused(404, "not_found");
    let list = house.get("/api/customers", &manager).await.expect(200).text;
    assert!(
        !list.contains("ana@example.pe") && list.contains("eva@example.pe"),
        "{list}"
    );
    let told = house.mails_to("pardos", "ana@example.pe").await;
    assert!(
        told[0].subject.contains("Cerramos tu cuenta"),
        "{}",
        told[0].subject
    );
    let body = json!({ "username": "ana2", "email": "ana@example.pe", "password": PASSWORD });
    house
        .api(Method::POST, "/api/register", None, Some(body))
        .await
        .expect(201);
    let again = json!({ "username": "ana", "email": "otra@example.pe", "password": PASSWORD });
    house
        .api(Method::POST, "/api/register", None, Some(again))
        .await
        .refused(409, "username_taken");
}

#[tokio::test]
async fn everything_that_is_stored_is_there_to_take_along() {
    let house = House::open().await;
    let (id, ana) = house.customer("pardos", "ana").await;
    let order = delivery(&house, &ana).await;
    let (_, eva) = house.customer("pardos", "eva").await;
    delivery(&house, &eva).await;
    let manager = house.machine("pardos", Role::Manager);
    house
        .post(&format!("/api/orders/{order}/cancel"), &manager, json!({}))
        .await
        .expect(200);
    house.deliver_events().await;
    let path = format!("/api/customers/{id}/export");
    let file = house.get(&path, &ana).await.expect(200);
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
    house.get(&path, &eva).await.refused(404, "not_found");
}

#[tokio::test]
async fn after_thirty_days_orders_stay_without_the_person() {
    let house = House::open().await;
    let (id, ana) = house.customer("pardos", "ana").await;
    let order = delivery(&house, &ana).await;
    let manager = house.machine("pardos", Role::Manager);
    let cancel = format!("/api/orders/{order}/cancel");
    house.post(&cancel, &manager, json!({})).await.expect(200);
    house.deliver_events().await;
    close(&house, &id, &ana).await.expect(200);
    let path = format!("/api/orders/{order}");
    let before = house.get(&path, &manager).await.expect(200);
    assert!(before.text.contains("12345678"), "{}", before.text);

    house.later(30 * DAY - 1);
    assert_eq!(house.app.customers.run_due().await.unwrap(), 0);
    house.later(1);
    assert_eq!(house.app.customers.run_due().await.unwrap(), 1);
    assert_eq!(house.app.customers.run_due().await.unwrap(), 0);
    house.deliver_events().await;
    assert_eq!(house.app.customers.run_due().await.unwrap(), 0);

    let manager = house.machine("pardos", Role::Manager);
    let after = house.get(&path, &manager).await.expect(200);
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
    let inbox = house
        .get(&format!("/api/notifications/{id}"), &manager)
        .await
        .expect(200)
        .body;
    assert_eq!(inbox["notifications"], Value::Array(vec![]));
    let body = json!({ "username": "ana", "email": "ana@example.pe", "password": PASSWORD });
    house
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
        house: &House,
        tenant: &'static str,
        username: &'static str,
        product: &str,
        manager: &str,
    ) -> Kept {
        let (id, token) = house.customer(tenant, username).await;
        let order = delivery_of(house, &token, product).await;
        let cancel = format!("/api/orders/{order}/cancel");
        house.post(&cancel, manager, json!({})).await.expect(200);
        Kept {
            tenant,
            username,
            id,
            order,
        }
    }

    /// What there is of them: their file, and what the restaurant sees of their order and messages.
    async fn seen(&self, house: &House, manager: &str) -> Vec<String> {
        let token = house.sign_in(self.tenant, self.username, PASSWORD).await;
        let own = house
            .get(&format!("/api/customers/{}/export", self.id), &token)
            .await;
        let mut seen = vec![own.expect(200).text];
        for path in ["orders", "notifications", "customers"] {
            let id = if path == "orders" { &self.order } else { &self.id };
            let answer = house.get(&format!("/api/{path}/{id}"), manager).await;
            seen.push(answer.expect(200).text);
        }
        seen
    }
}

#[tokio::test]
async fn erasing_an_account_leaves_every_other_one_as_it_is() {
    let house = House::open().await;
    let manager = house.machine("pardos", Role::Manager);
    let elsewhere = house.machine("caleta", Role::Manager);
    let (id, ana) = house.customer("pardos", "ana").await;
    delivery(&house, &ana).await;
    let eva = Kept::of(&house, "pardos", "eva", "papas_fritas", &manager).await;
    // Another restaurant's customer of the same name, address and telephone.
    let namesake = Kept::of(&house, "caleta", "ana", "cancha", &elsewhere).await;
    house.deliver_events().await;
    close(&house, &id, &ana).await.expect(200);
    house.later(30 * DAY - 1);
    let before = [
        eva.seen(&house, &manager).await,
        namesake.seen(&house, &elsewhere).await,
    ];
    house.later(1);
    for minutes in [0, 61] {
        house.later(minutes);
        assert_eq!(house.app.customers.run_due().await.unwrap(), 1);
        house.deliver_events().await;
    }
    let after = [
        eva.seen(&house, &manager).await,
        namesake.seen(&house, &elsewhere).await,
    ];
    assert_eq!(before, after);
}
