//! Orders that are sent again under their key: the same words have the same answer, whatever has become of the customer and the
//! carta meanwhile, and other words are refused.

use crate::support::{Answer, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

struct CallForm {
    path: &'static str,
    /// Where the customer, and the order's id, stand.
    customer: &'static str,
    id: &'static str,
    numbers: bool,
}

const CALL_FORMS: [CallForm; 8] = [
    form("/api/orders", "customerId", "/orderId", false),
    form("/compat/etapas/orders", "customerId", "/orderId", false),
    form("/compat/orchestrator/orders", "customer_id", "/id", false),
    form("/compat/backoffice/orders", "customer_id", "/id", true),
    form("/compat/pedidos/pedidos/checkout/", "id_cliente", "/id", true),
    form("/api/orchestrate-order", "customer_id", "/order/id", false),
    form(
        "/compat/orchestrator/orchestrate-order",
        "customer_id",
        "/order/id",
        true,
    ),
    form(
        "/compat/backoffice/dev/orchestrator/create-and-confirm-order",
        "customer_id",
        "/data/order/id",
        true,
    ),
];

const fn form(path: &'static str, customer: &'static str, id: &'static str, numbers: bool) -> CallForm {
    CallForm {
        path,
        customer,
        id,
        numbers,
    }
}

impl CallForm {
    fn body(&self, customer: &Value, product: &Value, qty: u8) -> Value {
        match self.customer {
            "id_cliente" => {
                json!({ "id_cliente": customer, "itens": [{ "produto": product, "quantidade": qty }] })
            }
            name => json!({ name: customer, "items": [{ "product_id": product, "qty": qty }] }),
        }
    }
}

async fn send(server: &TestServer, form: &CallForm, token: &str, key: &str, body: Value) -> Answer {
    let mut request = api_request(Method::POST, form.path, Some(token), Some(body));
    request
        .headers_mut()
        .insert("x-idempotency-key", key.parse().unwrap());
    server.ask(request).await
}

#[tokio::test]
async fn a_repeat_is_known_by_what_was_sent() {
    let server = TestServer::open().await;
    let service = server.machine("pardos", Role::Service);
    let (other, _) = server.customer("pardos", "otra").await;
    let other_number = number_of(&server, &service, &other).await;
    for (count, form) in CALL_FORMS.iter().enumerate() {
        let (id, _) = server.customer("pardos", &format!("ana{count}")).await;
        let number = number_of(&server, &service, &id).await;
        let dish =
            json!({ "name": format!("Plato {count}"), "category": "bebidas", "priceCents": 900, "stock": 9 });
        let dish = server
            .post("/api/products", &service, dish)
            .await
            .expect(201)
            .body;
        let (customer, product) = match form.numbers {
            true => (json!(number), dish["number"].clone()),
            false => (json!(id), dish["productId"].clone()),
        };
        let wanted = form.body(&customer, &product, 1);
        let key = format!("key-{count}");
        let first = send(&server, form, &service, &key, wanted.clone())
            .await
            .expect(201);
        assert_eq!(first.header("idempotency-replayed"), None);
        let placed = first.body.pointer(form.id).unwrap().clone();

        // Another address, and the dish is gone for good.
        let profile = json!({ "address": { "line": "Jr. de la Unión 500", "district": "Lima" } });
        let path = format!("/api/customers/{id}");
        server
            .api(Method::PATCH, &path, Some(&service), Some(profile))
            .await
            .expect(200);
        let path = format!("/api/products/{}", dish["productId"].as_str().unwrap());
        server
            .api(Method::DELETE, &path, Some(&service), None)
            .await
            .expect(204);

        let again = send(&server, form, &service, &key, wanted).await.expect(201);
        assert_eq!(
            again.header("idempotency-replayed"),
            Some("true"),
            "{}",
            form.path
        );
        assert_eq!(again.body.pointer(form.id), Some(&placed), "{}", form.path);
        let other = match form.numbers {
            true => json!(other_number),
            false => json!(other),
        };
        for body in [form.body(&customer, &product, 2), form.body(&other, &product, 1)] {
            let refused = send(&server, form, &service, &key, body).await.expect(422);
            assert!(
                refused.text.contains("clave") || refused.text.contains("reused"),
                "{}",
                refused.text
            );
        }
        // Another machine has keys of its own.
        let machine = server.another_machine("pardos", Role::Service);
        let body = form.body(&customer, &product, 1);
        let refused = send(&server, form, &machine, &key, body).await;
        assert!(matches!(refused.status, 400 | 404 | 422), "{}", refused.text);
        assert!(!refused.text.contains("reused"), "{}", refused.text);
        let orders = server.get(&format!("/api/customers/{id}/orders"), &service).await;
        assert_eq!(
            orders.body["orders"].as_array().unwrap().len(),
            1,
            "{}",
            form.path
        );
    }
}

#[tokio::test]
async fn a_repeat_is_answered_also_when_the_order_was_delivered_meanwhile() {
    let server = TestServer::open().await;
    let service = server.machine("pardos", Role::Service);
    let manager = server.machine("pardos", Role::Manager);
    let (id, _) = server.customer("pardos", "ana").await;
    for (count, form) in CALL_FORMS.iter().filter(|form| !form.numbers).enumerate() {
        let wanted = form.body(&json!(id), &json!("tequenos_3"), 3);
        let key = format!("key-{count}");
        let first = send(&server, form, &service, &key, wanted.clone())
            .await
            .expect(201);
        let placed = first.body.pointer(form.id).unwrap().clone();
        let order = format!("/api/orders/{}", placed.as_str().unwrap());
        let confirmed = async |key: &str| {
            let path = format!("{order}/confirm");
            let mut request = api_request(Method::POST, &path, Some(&service), Some(json!({})));
            let key = format!("{key}-{count}").parse().unwrap();
            request.headers_mut().insert("idempotency-key", key);
            server.ask(request).await.expect(200).body["status"].clone()
        };
        assert_eq!(confirmed("confirm").await, "CONFIRMED");
        for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
            for act in ["start", "complete"] {
                let path = format!("{order}/stages/{stage}/{act}");
                server.post(&path, &manager, json!({})).await.expect(200);
            }
        }
        // The same confirmation, whose answer was not remembered, is under another key here.
        assert_eq!(confirmed("again").await, "COMPLETED");
        let again = send(&server, form, &service, &key, wanted).await.expect(201);
        assert_eq!(
            again.header("idempotency-replayed"),
            Some("true"),
            "{}",
            form.path
        );
        assert_eq!(again.body.pointer(form.id), Some(&placed), "{}", form.path);
    }
}

async fn number_of(server: &TestServer, token: &str, id: &str) -> u64 {
    let found = server
        .get(&format!("/api/customers/{id}"), token)
        .await
        .expect(200);
    found.body["number"].as_u64().unwrap()
}

/// What holds its dishes back for a day is not for a customer to place.
#[tokio::test]
async fn only_who_orders_for_others_places_what_waits_a_day() {
    let server = TestServer::open().await;
    let (id, ana) = server.customer("pardos", "ana").await;
    let cook = server.machine("pardos", Role::Cook);
    for path in ["/compat/orchestrator/orders", "/compat/backoffice/orders"] {
        for token in [&ana, &cook] {
            let body = json!({ "customer_id": id, "items": [{ "product_id": "agua", "qty": 1 }] });
            let refused = server.post(path, token, body).await.expect(403);
            assert!(refused.body["error"].is_string(), "{}", refused.text);
            server.post(path, token, json!({})).await.expect(403);
        }
    }
    let orders = server.get(&format!("/api/customers/{id}/orders"), &ana).await;
    assert_eq!(orders.body["orders"], json!([]));
}
