//! The endpoints of the public API.

use super::prepared::{body, connected, disconnected, filed, prepared, removable, requested};
use super::seen;
use crate::support::{Answer, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::json;
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

const REST: [(&str, &str, &str); 150] = [
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
    ("GET", "/customers/export", "133333+++"),
    ("GET", "/customers/{id}/export", "1+4333++4"),
    ("GET", "/customers/{id}/note", "133333++4"),
    ("PUT", "/customers/{id}/note", "133333++4"),
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
    ("GET", "/menu/templates", "133333+++"),
    ("PUT", "/menu/template", "133333+++"),
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
    ("PATCH", "/orders/{id}", "133333++4"),
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
    ("POST", "/orders/{id}/payment/refunds", "133333++4"),
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
    ("GET", "/settings/readiness", "133333+++"),
    ("POST", "/settings/publish", "133333+++"),
    ("GET", "/settings/payments", "133333+3+"),
    ("PUT", "/settings/payments", "133333+3+"),
    ("POST", "/settings/payments/account", "133333+3+"),
    ("POST", "/settings/payments/lookup", "133333+3+"),
    ("PUT", "/pause", "133++3+++"),
    ("PUT", "/rush", "133++3+++"),
    ("GET", "/staff", "133333+3+"),
    ("POST", "/staff", "133333+3+"),
    ("GET", "/staff/{username}", "133333+3+"),
    ("PATCH", "/staff/{username}", "133333+3+"),
    ("POST", "/staff/{username}/password", "133333+3+"),
    ("PUT", "/staff/{username}/pin", "133333+3+"),
    ("POST", "/staff/{username}/pin/unlock", "133333+3+"),
    ("GET", "/tablets", "133333+3+"),
    ("PATCH", "/tablets/{id}", "133333+34"),
    ("DELETE", "/tablets/{id}", "133333+34"),
    ("GET", "/invitations", "133333+3+"),
    ("POST", "/invitations", "133333+3+"),
    ("DELETE", "/invitations/{id}", "133333+34"),
    ("GET", "/api-keys", "133333+3+"),
    ("POST", "/api-keys", "133333+3+"),
    ("DELETE", "/api-keys/{id}", "133333+34"),
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

/// Whose things are asked for.
struct Asked<'a> {
    server: &'a TestServer,
    ana: &'a str,
    owner: &'a str,
}

/// An answer, and the order that the endpoint was about.
struct Told {
    answer: Answer,
    order: String,
}

impl Asked<'_> {
    /// Prepares what an endpoint needs, and calls it. `name` differs from call to call.
    async fn call(&self, method: &str, path: &str, token: Option<&str>, name: &str) -> Told {
        let Asked { server, ana, owner } = *self;
        let about_order = ["order", "etapas", "pedidos"]
            .iter()
            .any(|word| path.contains(word));
        let order = if about_order {
            prepared(server, owner, path).await
        } else {
            String::new()
        };
        let ticket = match order.as_str() {
            "" => json!(null),
            order => server.get(&format!("/api/orders/{order}"), owner).await.body["number"].clone(),
        };
        let text = ticket.to_string();
        let (webhook, delivery) = if path.starts_with("/webhooks/") {
            connected(server).await
        } else {
            Default::default()
        };
        let (catering, link) = requested(server, path).await;
        let removable = removable(server, method, path, &format!("x{name}")).await;
        let id = match path {
            _ if !removable.is_empty() => removable.as_str(),
            _ if path.starts_with("/webhooks") => webhook.as_str(),
            _ if path.starts_with("/catering") => catering.as_str(),
            _ if path.starts_with("/pedidos") => text.as_str(),
            _ if path.starts_with("/dashboard") || path.starts_with("/internal") => ana,
            _ if path.contains("/order") && !path.starts_with("/customers") => order.as_str(),
            _ if path.starts_with("/products") => "papas_fritas",
            _ if path.starts_with("/promotions") => "brasa_para_2",
            _ => ana,
        };
        let claim = filed(server, path).await;
        let address = format!("/api{path}")
            .replace("{number}", &claim)
            .replace("{link}", &link)
            .replace("{id}", id)
            .replace("{username}", "cocina")
            .replace("{delivery}", &delivery)
            .replace("{stage}", "COOKING");
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let body = (method != Method::GET).then(|| body(path, ana, &order, &ticket));
        let mut request = api_request(method, &address, token, body);
        let key = format!("key-{name}");
        request
            .headers_mut()
            .insert("idempotency-key", key.parse().unwrap());
        let answer = server.ask(request).await;
        disconnected(server, &webhook).await;
        Told { answer, order }
    }
}

#[tokio::test]
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
    let asked = Asked {
        server: &server,
        ana: &ana,
        owner: &owner,
    };
    let mut wrong = Vec::new();
    for (number, (method, path, expected)) in REST.into_iter().enumerate() {
        let mut found = String::new();
        for (role, token) in REST_ROLES.iter().zip(&tokens) {
            let name = format!("{number}{role}");
            let told = asked.call(method, path, token.as_deref(), &name).await;
            found.push(seen(&told.answer));
            if *role == "elsewhere" {
                for secret in [ana.as_str(), told.order.as_str(), "Larco"]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                {
                    assert!(
                        !told.answer.text.contains(secret),
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

/// What a key opens that may only see orders, beside what needs no token at all.
const OF_ORDERS_READ: [(&str, &str); 11] = [
    ("GET", "/validate"),
    ("GET", "/auth/validate"),
    ("GET", "/orders"),
    ("GET", "/orders/{id}"),
    ("GET", "/order/{id}"),
    ("GET", "/orders/export"),
    ("GET", "/customers/{id}/orders"),
    ("GET", "/dashboard/orders"),
    ("GET", "/dashboard/pedidos"),
    ("GET", "/pedidos"),
    ("GET", "/pedidos/{id}/status_pagamento"),
];

#[tokio::test]
async fn a_key_for_seeing_orders_opens_nothing_else() {
    let server = TestServer::open().await;
    let (ana, owner) = server.customer("pardos", "ana").await;
    let manager = server.machine("pardos", Role::Manager);
    let new = json!({ "name": "Pantalla", "scopes": ["ordersRead"] });
    let made = server.post("/api/api-keys", &manager, new).await.expect(201);
    let token = made.body["token"].as_str().unwrap();
    let asked = Asked {
        server: &server,
        ana: &ana,
        owner: &owner,
    };
    let mut wrong = Vec::new();
    for (number, (method, path, who)) in REST.into_iter().enumerate() {
        let name = format!("{number}key");
        let found = seen(&asked.call(method, path, Some(token), &name).await.answer);
        let of_visitors = who.chars().next();
        let expected = match of_visitors {
            // Who asks by a token asks for the restaurant, and not as a visitor.
            _ if (method, path) == ("POST", "/catering") => '3',
            Some(open @ ('+' | '4')) => open,
            _ if OF_ORDERS_READ.contains(&(method, path)) => '+',
            _ => '3',
        };
        if found != expected {
            wrong.push(format!("{method} {path}: {found} and not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
