//! Who brings about what: each caller tries every call on an order in every state it may be in, and what has become of the order
//! is held against a table. A side door to an effect fails here, whichever endpoint it is.

use crate::support::{TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};
use server_http::compat::DIALECTS;
use server_http::rest::ROUTES;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is called on an order, also in the words of older systems, with its body; `{id}` stands for the order's id and
/// `{number}` for its number, which is bare in a body.
fn calls() -> Vec<(Method, String, Value)> {
    let post = |path: &str, body: Value| (Method::POST, path.to_owned(), body);
    let mut calls = vec![
        post("/api/orders/{id}/confirm", json!({})),
        post("/api/orders/{id}/cancel", json!({ "reason": "prueba" })),
        post("/api/orders/{id}/payment", json!({ "method": "cash" })),
        post("/api/orders/{id}/payment", json!({ "method": "card" })),
        post("/api/orders/{id}/recall", json!({})),
        post("/compat/orchestrator/orders/{id}/confirm", json!({})),
        post("/compat/backoffice/orders/{number}/confirm", json!({})),
        post("/compat/backoffice/orders/{number}/cancel", json!({})),
        post("/compat/etapas/orders/{id}/release-capacity", json!({})),
        (
            Method::DELETE,
            "/compat/pedidos/pedidos/{number}".to_owned(),
            Value::Null,
        ),
    ];
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        for action in ["start", "complete", "release"] {
            let path = format!("/api/orders/{{id}}/stages/{stage}/{action}");
            calls.push(post(&path, json!({})));
        }
        for base in ["/api", "/compat/etapas"] {
            let path = format!("{base}/orders/{{id}}/confirm-stage");
            calls.push(post(&path, json!({ "stage": stage })));
            for action in ["iniciar", "completar"] {
                let body = json!({ "orderId": "{id}", "stage": stage });
                calls.push(post(&format!("{base}/etapas/{action}"), body));
            }
        }
    }
    for base in ["/api", "/compat/pedidos"] {
        for state in 2..=4 {
            let body = json!({ "id": "{number}", "status_pedido": state });
            calls.push((Method::PUT, format!("{base}/pedidos"), body));
        }
    }
    calls
}

/// What moves no order that is there: what makes a new one, what a gateway says of a payment, which it signs, and whose account those
/// who will pay pay into.
const ELSEWHERE: [&str; 11] = [
    "PUT /api/settings/payments",
    "POST /api/settings/payments/account",
    "POST /api/settings/payments/lookup",
    "POST /api/pedidos/checkout",
    "POST /api/pedidos/status_pagamento",
    "POST /api/payments/webhook",
    "POST /compat/pedidos/pedidos/checkout",
    "POST /compat/pedidos/pedidos/status_pagamento",
    "POST /compat/etapas/orders",
    "POST /compat/orchestrator/orders",
    "POST /compat/backoffice/orders",
];

/// What changes something else of an order than how far it is: what was ordered, money that goes back, or was handed back at the door of one that is
/// cancelled, and a limit of deliveries that there is not.
const WITHOUT_EFFECT: [&str; 4] = [
    "PATCH /api/orders/{id}",
    "POST /api/orders/{id}/payment/refunds",
    "POST /api/orders/{id}/payment/handed-back",
    "POST /compat/etapas/orders/{id}/release-capacity",
];

/// How the tables of routes write a call.
fn route(method: &Method, path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "COOKING" | "PACKAGING" | "DELIVERY" => "{stage}",
        "{number}" => "{id}",
        part => part,
    });
    format!("{method} {}", parts.collect::<Vec<_>>().join("/"))
}

/// A call on an order that nobody tries here is no side door only because nobody has looked.
#[test]
fn every_call_on_an_order_is_tried() {
    let rest = ROUTES
        .iter()
        .map(|route| (&route.method, format!("/api{}", route.path)));
    let older = DIALECTS.iter().flat_map(|dialect| {
        let base = dialect.system.base();
        let rows = dialect.rows.iter();
        rows.map(move |row| (&row.method, format!("{base}{}", row.path)))
    });
    let about = ["/orders", "/order/", "/etapas/", "/pedidos", "/payments"];
    let changes = rest.chain(older).filter(|(method, path)| {
        let path = path
            .trim_start_matches("/compat/etapas")
            .trim_start_matches("/compat/pedidos");
        **method != Method::GET && path != "/api/orders" && about.iter().any(|word| path.contains(word))
    });
    let there: BTreeSet<String> = changes.map(|(method, path)| format!("{method} {path}")).collect();
    let tried = calls().into_iter().map(|(method, path, _)| route(&method, &path));
    let known = ELSEWHERE
        .iter()
        .chain(&WITHOUT_EFFECT)
        .map(|known| (*known).to_owned());
    assert_eq!(there, tried.chain(known).collect());
}

/// How far an order is, as a manager sees it: its status, and of one under way the stage and whether somebody has it.
async fn state(server: &TestServer, order: &str) -> String {
    let manager = server.machine("pardos", Role::Manager);
    let seen = server
        .get(&format!("/api/orders/{order}"), &manager)
        .await
        .expect(200)
        .body;
    let status = seen["status"].as_str().unwrap().to_lowercase();
    if status != "confirmed" {
        return status;
    }
    let stage = seen["currentStep"].as_str().unwrap().to_lowercase();
    let steps = seen["steps"].as_array().unwrap();
    let taken = steps.iter().any(|step| step["status"] == "IN_PROGRESS");
    format!("{stage} {}", if taken { "taken" } else { "waits" })
}

/// The number under which the restaurant knows an order.
async fn ticket(server: &TestServer, order: &str) -> Value {
    let manager = server.machine("pardos", Role::Manager);
    let seen = server.get(&format!("/api/orders/{order}"), &manager).await;
    seen.expect(200).body["number"].clone()
}

/// A new order of the owner's in this state, which those whose stages they are have brought there.
async fn made(server: &TestServer, owner: &str, wanted: &str) -> String {
    let order = server.order(owner).await;
    let call = async |role: Role, path: &str| {
        let token = server.machine("pardos", role);
        let address = format!("/api/orders/{order}{path}");
        let mut request = api_request(Method::POST, &address, Some(&token), Some(json!({})));
        let key = format!("{order}{path}");
        request
            .headers_mut()
            .insert("idempotency-key", key.parse().unwrap());
        server.ask(request).await.expect(200);
    };
    match wanted {
        "created" => return order,
        "cancelled" => {
            call(Role::Manager, "/cancel").await;
            return order;
        }
        _ => call(Role::Manager, "/confirm").await,
    }
    for (stage, role) in [
        ("COOKING", Role::Cook),
        ("PACKAGING", Role::Dispatcher),
        ("DELIVERY", Role::Driver),
    ] {
        for action in ["start", "complete"] {
            if state(server, &order).await == wanted {
                return order;
            }
            call(role, &format!("/stages/{stage}/{action}")).await;
        }
    }
    order
}

const STATES: [&str; 9] = [
    "created",
    "cooking waits",
    "cooking taken",
    "packaging waits",
    "packaging taken",
    "delivery waits",
    "delivery taken",
    "completed",
    "cancelled",
];

/// What may become of an order, and who may bring it about. The stages are those of the people who work there, and the manager's,
/// who also skips some in the words of an older system. Machines that place orders for others confirm and cancel them; where
/// they speak those words they do the kitchen's work as well, but take nothing from somebody who has it.
const EFFECTS: &[(&str, &str)] = &[
    ("completed → delivery taken", "driver manager"),
    ("cooking taken → cancelled", "manager"),
    ("cooking taken → completed", "manager"),
    ("cooking taken → cooking waits", "cook manager"),
    ("cooking taken → delivery waits", "manager"),
    ("cooking taken → packaging waits", "cook manager"),
    ("cooking waits → cancelled", "manager owner service"),
    ("cooking waits → completed", "manager service"),
    ("cooking waits → cooking taken", "cook manager service"),
    ("cooking waits → delivery waits", "manager service"),
    ("cooking waits → packaging waits", "cook manager service"),
    ("created → cancelled", "manager owner service"),
    ("created → cooking waits", "manager owner service"),
    ("delivery taken → cancelled", "manager"),
    ("delivery taken → completed", "driver manager"),
    ("delivery taken → delivery waits", "driver manager"),
    ("delivery waits → cancelled", "manager"),
    ("delivery waits → completed", "driver manager service"),
    ("delivery waits → delivery taken", "driver manager service"),
    ("delivery waits → packaging taken", "dispatcher manager"),
    ("packaging taken → cancelled", "manager"),
    ("packaging taken → completed", "manager"),
    ("packaging taken → delivery waits", "dispatcher manager"),
    ("packaging taken → packaging waits", "dispatcher manager"),
    ("packaging waits → cancelled", "manager"),
    ("packaging waits → completed", "manager service"),
    ("packaging waits → cooking taken", "cook manager"),
    ("packaging waits → delivery waits", "dispatcher manager service"),
    ("packaging waits → packaging taken", "dispatcher manager service"),
];

#[tokio::test]
async fn every_effect_is_of_those_who_may_have_it() {
    let server = TestServer::open().await;
    let (_, owner) = server.customer("pardos", "ana").await;
    let (_, other) = server.customer("pardos", "eva").await;
    let machine = |role| Some(server.machine("pardos", role));
    let callers = [
        ("visitor", None),
        ("owner", Some(owner.clone())),
        ("other", Some(other)),
        ("cook", machine(Role::Cook)),
        ("dispatcher", machine(Role::Dispatcher)),
        ("driver", machine(Role::Driver)),
        ("manager", machine(Role::Manager)),
        ("service", machine(Role::Service)),
        ("elsewhere", Some(server.machine("caleta", Role::Manager))),
    ];
    let mut found: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    // What nobody has done anything with, which then shows nothing.
    let mut idle: BTreeSet<String> = calls()
        .iter()
        .map(|(method, path, _)| route(method, path))
        .collect();
    for before in STATES {
        for (who, token) in &callers {
            let mut order = made(&server, &owner, before).await;
            assert_eq!(state(&server, &order).await, before);
            for (number, (method, path, body)) in calls().into_iter().enumerate() {
                let call = route(&method, &path);
                let said = ticket(&server, &order).await.to_string();
                let path = path.replace("{id}", &order).replace("{number}", &said);
                let body = body
                    .to_string()
                    .replace("\"{number}\"", &said)
                    .replace("{id}", &order);
                let body: Value = serde_json::from_str(&body).unwrap();
                let body = (!body.is_null()).then_some(body);
                let mut request = api_request(method, &path, token.as_deref(), body);
                let key = format!("{order}-{who}-{number}");
                request
                    .headers_mut()
                    .insert("idempotency-key", key.parse().unwrap());
                let answer = server.ask(request).await;
                assert!(answer.status < 500, "{path}: {}", answer.text);
                let after = state(&server, &order).await;
                if after != before {
                    assert!(
                        answer.status < 300,
                        "{who}: {path} was refused and did {before} → {after}"
                    );
                    found
                        .entry(format!("{before} → {after}"))
                        .or_default()
                        .insert(who);
                    idle.remove(&call);
                    order = made(&server, &owner, before).await;
                }
            }
        }
    }
    let found: Vec<(String, String)> = found
        .into_iter()
        .map(|(effect, who)| (effect, who.into_iter().collect::<Vec<_>>().join(" ")))
        .collect();
    let expected: Vec<(String, String)> = EFFECTS
        .iter()
        .map(|(effect, who)| ((*effect).to_owned(), (*who).to_owned()))
        .collect();
    assert_eq!(found, expected, "{found:#?}");
    idle.retain(|call| !WITHOUT_EFFECT.contains(&call.as_str()));
    assert_eq!(idle, BTreeSet::new());
}
