//! Who brings about what: each caller tries every call on an order in every state it may be in, and what has become of the order
//! is held against a table. A side door to an effect fails here, whichever endpoint it is.

use crate::support::{TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is called on an order, with its body; `{id}` stands for the order's id.
fn calls() -> Vec<(String, Value)> {
    let mut calls = vec![
        ("/orders/{id}/confirm".to_owned(), json!({})),
        ("/orders/{id}/cancel".to_owned(), json!({ "reason": "prueba" })),
        ("/orders/{id}/payment".to_owned(), json!({ "method": "cash" })),
        ("/orders/{id}/payment".to_owned(), json!({ "method": "card" })),
        ("/orders/{id}/recall".to_owned(), json!({})),
    ];
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        for action in ["start", "complete", "release"] {
            calls.push((format!("/orders/{{id}}/stages/{stage}/{action}"), json!({})));
        }
        calls.push(("/orders/{id}/confirm-stage".to_owned(), json!({ "stage": stage })));
        for action in ["iniciar", "completar"] {
            calls.push((
                format!("/etapas/{action}"),
                json!({ "orderId": "{id}", "stage": stage }),
            ));
        }
    }
    calls
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

/// What may become of an order, and who may bring it about. Machines that place orders for others confirm and cancel them; the
/// stages are those of the people who work there, and the manager's.
const EFFECTS: &[(&str, &str)] = &[
    ("completed → delivery taken", "driver manager"),
    ("cooking taken → cancelled", "manager"),
    ("cooking taken → cooking waits", "cook manager"),
    ("cooking taken → packaging waits", "cook manager"),
    ("cooking waits → cancelled", "manager owner service"),
    ("cooking waits → cooking taken", "cook manager"),
    ("cooking waits → packaging waits", "cook manager"),
    ("created → cancelled", "manager owner service"),
    ("created → cooking waits", "manager owner service"),
    ("delivery taken → cancelled", "manager"),
    ("delivery taken → completed", "driver manager"),
    ("delivery taken → delivery waits", "driver manager"),
    ("delivery waits → cancelled", "manager"),
    ("delivery waits → completed", "driver manager"),
    ("delivery waits → delivery taken", "driver manager"),
    ("delivery waits → packaging taken", "dispatcher manager"),
    ("packaging taken → cancelled", "manager"),
    ("packaging taken → delivery waits", "dispatcher manager"),
    ("packaging taken → packaging waits", "dispatcher manager"),
    ("packaging waits → cancelled", "manager"),
    ("packaging waits → cooking taken", "cook manager"),
    ("packaging waits → delivery waits", "dispatcher manager"),
    ("packaging waits → packaging taken", "dispatcher manager"),
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
    for before in STATES {
        for (who, token) in &callers {
            let mut order = made(&server, &owner, before).await;
            assert_eq!(state(&server, &order).await, before);
            for (number, (path, body)) in calls().into_iter().enumerate() {
                let path = format!("/api{}", path.replace("{id}", &order));
                let body = serde_json::from_str(&body.to_string().replace("{id}", &order)).unwrap();
                let mut request = api_request(Method::POST, &path, token.as_deref(), Some(body));
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
}
