//! The endpoints of the public API.

use super::seen;
use crate::support::{TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};
use server_http::rest::ROUTES;
use std::collections::BTreeSet;

/// For whom each column stands: a visitor, the customer whose things are asked for, another customer, the staff, a
/// machine, and a manager of another restaurant.
const REST_ROLES: [&str; 9] = [
    "visitor",
    "owner",
    "customer",
    "cook",
    "dispatcher",
    "driver",
    "manager",
    "service",
    "elsewhere",
];

const REST: [(&str, &str, &str); 125] = [
    ("POST", "/register", "+++++++++"),
    ("POST", "/auth/register", "+++++++++"),
    ("POST", "/login", "+++++++++"),
    ("POST", "/auth/login", "+++++++++"),
    ("GET", "/validate", "1++++++++"),
    ("GET", "/auth/validate", "1++++++++"),
    ("POST", "/password/recover", "+++++++++"),
    ("POST", "/password/reset", "+++++++++"),
    ("POST", "/password/change", "1++++++3+"),
    ("GET", "/customers", "133333+++"),
    ("POST", "/customers", "133333+++"),
    ("GET", "/customers/{id}", "1+4333++4"),
    ("GET", "/internal/customers/{id}", "1333333+3"),
    ("PATCH", "/customers/{id}", "1+4333++4"),
    ("PUT", "/customers/{id}", "1+4333++4"),
    ("DELETE", "/customers/{id}", "133333++4"),
    ("GET", "/customers/internal/{id}", "1333333+3"),
    ("GET", "/customers/{id}/export", "1+4333333"),
    ("POST", "/customers/{id}/email", "1+4333333"),
    ("POST", "/customers/{id}/email/confirm", "1+4333333"),
    ("POST", "/customers/{id}/close", "1+4333333"),
    ("GET", "/customers/{id}/orders", "1+4333+++"),
    ("GET", "/products", "+++++++++"),
    ("GET", "/products/{id}", "++++++++4"),
    ("POST", "/products", "133333+++"),
    ("PATCH", "/products/{id}", "133333++4"),
    ("PUT", "/products/{id}", "133333++4"),
    ("PUT", "/products/{id}/availability", "133++3++4"),
    ("DELETE", "/products/{id}", "133333++4"),
    ("GET", "/categories", "+++++++++"),
    ("PUT", "/categories", "133333+++"),
    ("GET", "/menu/export", "133333+++"),
    ("POST", "/menu/import", "133333+++"),
    ("POST", "/pictures", "133333+++"),
    ("GET", "/promotions", "+++++++++"),
    ("POST", "/promotions", "133333+++"),
    ("PUT", "/promotions/{id}", "133333++4"),
    ("DELETE", "/promotions/{id}", "133333++4"),
    ("POST", "/orders", "1+43+3++4"),
    ("GET", "/orders", "133++++++"),
    ("GET", "/orders/export", "133333+++"),
    ("GET", "/orders/{id}", "1+4+++++4"),
    ("GET", "/order/{id}", "1+4+++++4"),
    ("POST", "/orders/{id}/confirm", "1+4333++4"),
    ("POST", "/orders/{id}/cancel", "1+4333++4"),
    ("POST", "/orders/{id}/recall", "133+33+34"),
    ("POST", "/orders/{id}/stages/{stage}/start", "133+33+34"),
    ("POST", "/orders/{id}/stages/{stage}/complete", "133+33+34"),
    ("POST", "/orders/{id}/stages/{stage}/release", "133+33+34"),
    ("POST", "/orders/{id}/confirm-stage", "134+33+34"),
    ("POST", "/etapas/iniciar", "133+33+34"),
    ("POST", "/etapas/completar", "133+33+34"),
    ("POST", "/orchestrate-order", "1333333+3"),
    ("POST", "/orchestrator/create-and-confirm-order", "1333333+3"),
    ("POST", "/dev/orchestrator/create-and-confirm-order", "1333333+3"),
    ("GET", "/orders/{id}/payment", "1+4333++4"),
    ("POST", "/orders/{id}/payment", "1+43+3++4"),
    ("POST", "/orders/{id}/payment/handed-back", "133333++4"),
    ("POST", "/payments/webhook", "+++++++++"),
    ("POST", "/pedidos/status_pagamento", "+++++++++"),
    ("GET", "/dashboard/summary", "133333+++"),
    ("GET", "/dashboard/resumen", "133333+++"),
    ("GET", "/dashboard/orders", "133++++++"),
    ("GET", "/dashboard/pedidos", "133++++++"),
    ("GET", "/dashboard/stats", "133333+++"),
    ("GET", "/dashboard/metricas", "133333+++"),
    ("GET", "/notifications/{id}", "1+4333+++"),
    ("PUT", "/notifications/{id}/read", "1+4333333"),
    ("GET", "/pedidos", "133++++++"),
    ("PUT", "/pedidos", "134+33+34"),
    ("POST", "/pedidos/checkout", "1+43+3++4"),
    ("GET", "/pedidos/{id}/status_pagamento", "1+4+++++4"),
    ("GET", "/clientes", "133333+++"),
    ("POST", "/clientes", "133333+++"),
    ("GET", "/produtos", "+++++++++"),
    ("POST", "/produtos", "133333+++"),
    ("GET", "/lanches", "+++++++++"),
    ("GET", "/acompanhamentos", "+++++++++"),
    ("GET", "/bebidas", "+++++++++"),
    ("GET", "/sobremesas", "+++++++++"),
    ("POST", "/claims", "+++++++++"),
    ("POST", "/claims/paper", "133333+++"),
    ("GET", "/claims/poster", "133333+++"),
    ("GET", "/claims", "133333+++"),
    ("GET", "/claims/export", "133333+++"),
    ("GET", "/claims/{number}", "133333++4"),
    ("GET", "/claims/{number}/sheet", "444444444"),
    ("POST", "/claims/{number}/reply", "133333++4"),
    ("POST", "/claims/{number}/confirm-letter", "133333++4"),
    ("POST", "/claims/{number}/offer", "133333++4"),
    ("POST", "/claims/{number}/offer/note", "133333++4"),
    ("POST", "/claims/{number}/sheet/offer", "444444444"),
    ("POST", "/catering", "+++333+++"),
    ("GET", "/catering", "133333+++"),
    ("GET", "/catering/day", "+++++++++"),
    ("GET", "/catering/mine", "1++333333"),
    ("GET", "/catering/calendar", "133333+++"),
    ("GET", "/catering/{id}", "133333++4"),
    ("POST", "/catering/{id}/quotes", "133333++4"),
    ("POST", "/catering/{id}/actions", "133333++4"),
    ("GET", "/catering/{id}/payment", "133333444"),
    ("GET", "/catering/links/{link}", "++++++++4"),
    ("POST", "/catering/links/{link}/answers", "++++++++4"),
    ("GET", "/catering/links/{link}/payment", "444444444"),
    ("POST", "/catering/links/{link}/payment", "++++++++4"),
    ("POST", "/catering/links/{link}/payment/settle", "444444444"),
    ("GET", "/audit", "133333+++"),
    ("GET", "/audit/export", "133333+++"),
    ("GET", "/settings", "133333+++"),
    ("PATCH", "/settings", "133333+++"),
    ("PUT", "/pause", "133++3+++"),
    ("GET", "/staff", "133333+3+"),
    ("POST", "/staff", "133333+3+"),
    ("GET", "/staff/{username}", "133333+3+"),
    ("PATCH", "/staff/{username}", "133333+3+"),
    ("POST", "/staff/{username}/password", "133333+3+"),
    ("POST", "/webhooks", "133333+++"),
    ("GET", "/webhooks", "133333+++"),
    ("GET", "/webhooks/{id}", "133333++4"),
    ("PATCH", "/webhooks/{id}", "133333++4"),
    ("DELETE", "/webhooks/{id}", "133333++4"),
    ("POST", "/webhooks/{id}/rotate-secret", "133333++4"),
    ("POST", "/webhooks/{id}/test", "133333++4"),
    ("GET", "/webhooks/{id}/deliveries", "133333++4"),
    (
        "POST",
        "/webhooks/{id}/deliveries/{delivery}/redeliver",
        "133333++4",
    ),
];

#[test]
fn the_table_names_every_endpoint() {
    let listed: BTreeSet<String> = REST
        .iter()
        .map(|(method, path, _)| format!("{method} {path}"))
        .collect();
    let there: BTreeSet<String> = ROUTES
        .iter()
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(listed, there);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn every_endpoint_knows_who_may() {
    let server = TestServer::open().await;
    let (ana, owner) = server.customer("pardos", "ana").await;
    let (_, other) = server.customer("pardos", "eva").await;
    let machine = |role| server.machine("pardos", role);
    let tokens = [
        None,
        Some(owner.clone()),
        Some(other),
        Some(machine(Role::Cook)),
        Some(machine(Role::Dispatcher)),
        Some(machine(Role::Driver)),
        Some(machine(Role::Manager)),
        Some(machine(Role::Service)),
        Some(server.machine("caleta", Role::Manager)),
    ];
    let mut wrong = Vec::new();
    for (number, (method, path, expected)) in REST.into_iter().enumerate() {
        let mut found = String::new();
        for (role, token) in REST_ROLES.iter().zip(&tokens) {
            let about_order = ["order", "etapas", "pedidos"]
                .iter()
                .any(|word| path.contains(word));
            let order = if about_order {
                prepared(&server, &owner, path).await
            } else {
                String::new()
            };
            let ticket = match order.as_str() {
                "" => json!(null),
                order => server.get(&format!("/api/orders/{order}"), &owner).await.body["number"].clone(),
            };
            let text = ticket.to_string();
            let (webhook, delivery) = if path.starts_with("/webhooks/") {
                connected(&server).await
            } else {
                Default::default()
            };
            let (catering, link) = requested(&server, path).await;
            let removable = removable(&server, method, path, &format!("x{number}{role}")).await;
            let id = match path {
                _ if !removable.is_empty() => removable.as_str(),
                _ if path.starts_with("/webhooks") => webhook.as_str(),
                _ if path.starts_with("/catering") => catering.as_str(),
                _ if path.starts_with("/pedidos") => text.as_str(),
                _ if path.starts_with("/dashboard") || path.starts_with("/internal") => ana.as_str(),
                _ if path.contains("/order") && !path.starts_with("/customers") => order.as_str(),
                _ if path.starts_with("/products") => "papas_fritas",
                _ if path.starts_with("/promotions") => "brasa_para_2",
                _ => ana.as_str(),
            };
            let claim = filed(&server, path).await;
            let address = format!("/api{path}")
                .replace("{number}", &claim)
                .replace("{link}", &link)
                .replace("{id}", id)
                .replace("{username}", "cocina")
                .replace("{delivery}", &delivery)
                .replace("{stage}", "COOKING");
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let body = (method != Method::GET).then(|| body(path, &ana, &order, &ticket));
            let mut request = api_request(method, &address, token.as_deref(), body);
            let key = format!("key-{number}-{role}");
            request
                .headers_mut()
                .insert("idempotency-key", key.parse().unwrap());
            let answer = server.ask(request).await;
            found.push(seen(&answer));
            disconnected(&server, &webhook).await;
            if *role == "elsewhere" {
                for secret in [ana.as_str(), order.as_str(), "Larco"]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                {
                    assert!(
                        !answer.text.contains(secret),
                        "{path} tells {secret} to another restaurant"
                    );
                }
            }
        }
        if found != expected {
            wrong.push(format!("{method} {path}: {found} and not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "of {REST_ROLES:?}\n{}", wrong.join("\n"));
}

/// An order of the owner's, as far as it has to be for this endpoint.
async fn prepared(server: &TestServer, owner: &str, path: &str) -> String {
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
async fn removable(server: &TestServer, method: &str, path: &str, name: &str) -> String {
    match (method, path) {
        ("DELETE", "/customers/{id}") => server.customer("pardos", name).await.0,
        ("DELETE", "/products/{id}") => {
            let manager = server.machine("pardos", Role::Manager);
            let dish = json!({ "productId": name, "name": name, "category": "bebidas", "priceCents": 100 });
            server.post("/api/products", &manager, dish).await.expect(201);
            name.to_owned()
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
async fn filed(server: &TestServer, path: &str) -> String {
    if !path.contains("{number}") {
        return String::new();
    }
    let manager = server.machine("pardos", Role::Manager);
    let form = body("/claims", "", "", &Value::Null);
    let filed = server.post("/api/claims", &manager, form).await.expect(201);
    filed.body["number"].as_str().unwrap().to_owned()
}

/// A request for catering: its id, and the secret part of its link.
async fn requested(server: &TestServer, path: &str) -> (String, String) {
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
async fn connected(server: &TestServer) -> (String, String) {
    let manager = server.machine("pardos", Role::Manager);
    let url = json!({ "url": "http://127.0.0.1:9/hook" });
    let made = server.post("/api/webhooks", &manager, url).await.expect(201);
    let webhook = made.body["id"].as_str().unwrap().to_owned();
    let test = format!("/api/webhooks/{webhook}/test");
    let sent = server.post(&test, &manager, json!({})).await.expect(202);
    (webhook, sent.body["id"].as_str().unwrap().to_owned())
}

/// There may not be many of them.
async fn disconnected(server: &TestServer, webhook: &str) {
    if !webhook.is_empty() {
        let manager = server.machine("pardos", Role::Manager);
        let path = format!("/api/webhooks/{webhook}");
        server.api(Method::DELETE, &path, Some(&manager), None).await;
    }
}

fn body(path: &str, customer: &str, order: &str, number: &Value) -> Value {
    let items = json!([{ "productId": "tequenos_6", "qty": 2 }]);
    match path {
        _ if path.contains("orchestrat") => json!({ "customer_id": customer, "items": items }),
        _ if path.starts_with("/etapas") => json!({ "orderId": order, "stage": "COOKING" }),
        "/orders/{id}/confirm-stage" => json!({ "stage": "COOKING" }),
        "/pedidos" => json!({ "id": number, "status_pedido": 2 }),
        "/pedidos/checkout" => json!({ "id_cliente": 1, "itens": [{ "produto": 1, "quantidade": 1 }] }),
        "/orders" => json!({ "customerId": customer, "items": [{ "productId": "tequenos_6", "qty": 2 }] }),
        "/orders/{id}/cancel" => json!({ "reason": "prueba" }),
        "/orders/{id}/payment/handed-back" => json!({ "refund": 1 }),
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
        "/categories" => json!({ "categories": [{ "id": "brasa", "name": "A la brasa" }] }),
        "/promotions/{id}" => {
            json!({ "name": "Brasa", "priceCents": 5_900, "components": [{ "productId": "agua" }] })
        }
        "/menu/import" => json!({ "csv": "Sección,Plato,Precio\nBrasa,Pollo,9.00\n" }),
        "/products/{id}/availability" => json!({ "available": true }),
        "/staff" => json!({ "username": "x", "name": "X", "role": "cook" }),
        "/webhooks" => json!({ "url": "http://127.0.0.1:9/hook" }),
        _ => json!({}),
    }
}
