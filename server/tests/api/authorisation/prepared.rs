//! What has to be there before an endpoint can be called, and what is sent to it.

use crate::support::{Browser, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// An order of the owner's, as far as it has to be for this endpoint.
pub(super) async fn prepared(server: &TestServer, owner: &str, path: &str) -> String {
    let order = server.order(owner).await;
    let cook = server.machine("pardos", Role::Cook);
    let step = async |action: &str| {
        let path = format!("/api/orders/{order}/stages/COOKING/{action}");
        server.post(&path, &cook, json!({})).await.expect(200);
    };
    let started = ["/start", "/iniciar"].iter().any(|end| path.ends_with(end));
    let worked_on = path.contains("/stages/")
        || path.starts_with("/etapas")
        || path.ends_with("/confirm-stage")
        || path.ends_with("/recall")
        || path == "/pedidos";
    if worked_on {
        let mut confirm = api_request(
            Method::POST,
            &format!("/api/orders/{order}/confirm"),
            Some(owner),
            None,
        );
        confirm
            .headers_mut()
            .insert("idempotency-key", order.parse().unwrap());
        server.ask(confirm).await.expect(200);
    }
    if worked_on && !started && path != "/pedidos" {
        step("start").await;
    }
    if path.ends_with("/recall") {
        step("complete").await;
    }
    order
}

/// Something that may be removed, for endpoints that do: its id.
pub(super) async fn removable(server: &TestServer, method: &str, path: &str, name: &str) -> String {
    match (method, path) {
        ("DELETE", "/customers/{id}") => server.customer("pardos", name).await.0,
        ("DELETE", "/products/{id}") => {
            let manager = server.machine("pardos", Role::Manager);
            let dish = json!({ "productId": name, "name": name, "category": "bebidas", "priceCents": 100 });
            server.post("/api/products", &manager, dish).await.expect(201);
            name.to_owned()
        }
        ("DELETE", "/invitations/{id}") => {
            let manager = server.machine("pardos", Role::Manager);
            let person = json!({ "name": name, "role": "cook" });
            let invited = server
                .post("/api/invitations", &manager, person)
                .await
                .expect(201);
            invited.body["invitation"]["id"].as_str().unwrap().to_owned()
        }
        ("DELETE", "/api-keys/{id}") => {
            let manager = server.machine("pardos", Role::Manager);
            let new = body("/api-keys", "", "", &Value::Null);
            let made = server.post("/api/api-keys", &manager, new).await.expect(201);
            made.body["apiKey"]["id"].as_str().unwrap().to_owned()
        }
        ("PATCH" | "DELETE", "/tablets/{id}") => {
            let mut tablet = Browser::staff(server, "localhost:3000", "gerente").await;
            let registered = tablet
                .call(server, "/rpc/auth/register-tablet", json!({ "name": name }))
                .await;
            registered.expect(200);
            let manager = server.machine("pardos", Role::Manager);
            let known = server.get("/api/tablets", &manager).await.body;
            let mut known = known["tablets"].as_array().unwrap().iter();
            let own = known.find(|tablet| tablet["name"] == name).unwrap();
            own["id"].as_str().unwrap().to_owned()
        }
        ("DELETE", "/promotions/{id}") => {
            let manager = server.machine("pardos", Role::Manager);
            let parts = json!([{ "productId": "agua" }]);
            let promotion =
                json!({ "promotionId": name, "name": name, "priceCents": 100, "components": parts });
            server
                .post("/api/promotions", &manager, promotion)
                .await
                .expect(201);
            name.to_owned()
        }
        _ => String::new(),
    }
}

/// The number of a claim that another restaurant has not given yet.
pub(super) async fn filed(server: &TestServer, path: &str) -> String {
    if !path.contains("{number}") {
        return String::new();
    }
    let manager = server.machine("pardos", Role::Manager);
    let form = body("/claims", "", "", &Value::Null);
    let filed = server.post("/api/claims", &manager, form).await.expect(201);
    filed.body["number"].as_str().unwrap().to_owned()
}

/// A request for catering: its id, and the secret part of its link.
pub(super) async fn requested(server: &TestServer, path: &str) -> (String, String) {
    if !path.starts_with("/catering/") {
        return Default::default();
    }
    let service = server.machine("pardos", Role::Service);
    let form = crate::catering::form();
    let made = server.post("/api/catering", &service, form).await.expect(201);
    let text = |name: &str| made.body[name].as_str().unwrap().to_owned();
    (text("id"), text("link"))
}

/// A webhook with something in its log: both ids.
pub(super) async fn connected(server: &TestServer) -> (String, String) {
    let manager = server.machine("pardos", Role::Manager);
    let url = json!({ "url": "http://127.0.0.1:9/hook" });
    let made = server.post("/api/webhooks", &manager, url).await.expect(201);
    let webhook = made.body["id"].as_str().unwrap().to_owned();
    let test = format!("/api/webhooks/{webhook}/test");
    let sent = server.post(&test, &manager, json!({})).await.expect(202);
    (webhook, sent.body["id"].as_str().unwrap().to_owned())
}

/// There may not be many of them.
pub(super) async fn disconnected(server: &TestServer, webhook: &str) {
    if !webhook.is_empty() {
        let manager = server.machine("pardos", Role::Manager);
        let path = format!("/api/webhooks/{webhook}");
        server.api(Method::DELETE, &path, Some(&manager), None).await;
    }
}

pub(super) fn body(path: &str, customer: &str, order: &str, number: &Value) -> Value {
    let items = json!([{ "productId": "tequenos_6", "qty": 2 }]);
    match path {
        _ if path.contains("orchestrat") => json!({ "customer_id": customer, "items": items }),
        _ if path.starts_with("/etapas") => json!({ "orderId": order, "stage": "COOKING" }),
        "/orders/{id}/confirm-stage" => json!({ "stage": "COOKING" }),
        "/pedidos" => json!({ "id": number, "status_pedido": 2 }),
        "/pedidos/checkout" => json!({ "id_cliente": 1, "itens": [{ "produto": 1, "quantidade": 1 }] }),
        "/orders" => json!({ "customerId": customer, "items": [{ "productId": "tequenos_6", "qty": 2 }] }),
        "/orders/{id}" => json!({ "edits": 0, "quantities": [1, 1], "reason": "sold_out" }),
        "/orders/{id}/cancel" => json!({ "reason": "prueba" }),
        "/orders/{id}/payment/refunds" => json!({ "amountCents": 100, "reason": "late" }),
        "/orders/{id}/payment/handed-back" => json!({ "refund": 1 }),
        "/settings/payments" => json!({ "online": { "by": "shared" } }),
        // Of a form that no token has: nobody is asked whose it is.
        "/settings/payments/account" => json!({ "token": "sin forma", "webhookSecret": "x", "pos": "CAJA1" }),
        "/settings/payments/lookup" => json!({ "token": "sin forma" }),
        "/orders/{id}/payment" => json!({ "method": "card" }),
        "/notifications/{id}/read" => json!({ "all": true }),
        "/claims" => {
            json!({ "name": "Ana", "document": "12345678", "address": "Jr. Lima 1", "detail": "Llegó frío." })
        }
        "/claims/paper" => json!({
            "filedOn": "2025-10-20", "name": "Ana", "document": "12345678", "address": "Jr. Lima 1",
            "detail": "Llegó frío.",
        }),
        "/claims/{number}/reply" => json!({ "answer": "Tienes razón." }),
        "/claims/{number}/offer" => json!({ "offer": "Te devolvemos el pedido." }),
        "/claims/{number}/offer/note" => json!({ "note": "accepted" }),
        "/claims/{number}/sheet/offer" => json!({ "accepted": true }),
        "/catering/{id}/actions" => json!({ "kind": "take" }),
        "/catering/links/{link}/payment" => json!({ "part": "deposit", "method": "card" }),
        "/catering/links/{link}/payment/settle" => json!({ "approve": true }),
        "/catering/links/{link}/answers" => json!({ "kind": "write", "text": "Hola" }),
        "/customers/{id}/note" => json!({ "text": "Alérgica al maní" }),
        "/categories" => json!({ "categories": [{ "id": "brasa", "name": "A la brasa" }] }),
        "/promotions/{id}" => {
            json!({ "name": "Brasa", "priceCents": 5_900, "components": [{ "productId": "agua" }] })
        }
        "/menu/import" => json!({ "csv": "Sección,Plato,Precio\nBrasa,Pollo,9.00\n" }),
        "/products/{id}/availability" => json!({ "available": true }),
        "/invitations" => json!({ "name": "X", "role": "cook" }),
        "/menu/template" => json!({ "template": "polleria" }),
        "/staff" => json!({ "username": "x", "name": "X", "role": "cook" }),
        "/api-keys" => json!({ "name": "Contabilidad", "scopes": ["ordersRead"] }),
        "/webhooks" => json!({ "url": "http://127.0.0.1:9/hook" }),
        _ => json!({}),
    }
}
