//! What a deployment does from the first call to the delivered order, tried from outside. Written once: it is tried on one
//! process, started here, and on a deployed stack, where `BRASA_CLOUD_API` names one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "from_outside/api.rs"]
mod api;
mod process;

use api::{Api, PORTIONS, until, until_grown};
use domain::Timestamp;
use process::running::Running;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// The orders that are placed at once, and their callers, on one process.
const MANY: (usize, usize) = (200, 16);
/// The same on a stack. Each order makes some fifty calls of functions there, and the emulator starts a process for each one
/// that runs beside others: more of them would try the patience of its two processors and nothing else.
const MANY_ON_A_STACK: (usize, usize) = (100, 8);

/// A deployment, which ends with its test where it was started for it.
struct Deployment {
    api: Api,
    own: Option<(Running, TempDir)>,
}

fn deployment() -> Deployment {
    if let Some(api) = Api::of_stack() {
        return Deployment { api, own: None };
    }
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(Path::new(env!("CARGO_BIN_EXE_server")), folder.path());
    Deployment {
        api: Api::of_server(server.address),
        own: Some((server, folder)),
    }
}

#[test]
fn an_order_goes_through_the_house() {
    let Deployment { api, own } = deployment();
    let (customer, ana) = api.customer();
    let manager = api.staff("gerente");
    let before = api.get("/api/dashboard/summary", &manager).1;

    let order = api.order(&ana, "papas_fritas");
    let live = format!("/rpc/live/orders/{order}");
    let (status, first) = api.changes(&live);
    assert_eq!((status, &first["changes"]), (200, &json!([])));
    if own.is_none() {
        assert_eq!(api.stream(&live), 406, "a function cannot hold an answer open");
    }
    api.work(&order, &ana);

    let after = format!("{live}?after={}", first["cursor"].as_str().unwrap());
    until("the page shows the delivery", || {
        let changes = api.changes(&after).1;
        let events = changes["changes"].as_array().unwrap();
        let of_order = events.iter().all(|change| change["orderId"] == json!(order));
        assert!(of_order, "{changes}");
        events.iter().any(|change| change["event"] == "OrderDelivered")
    });
    until("the dashboard counts the order", || {
        let now = api.get("/api/dashboard/summary", &manager).1;
        now["completed"].as_i64() > before["completed"].as_i64()
    });
    until("the customer is notified", || {
        let (status, inbox) = api.get(&format!("/api/notifications/{customer}"), &ana);
        status == 200 && inbox.to_string().contains(&order)
    });
    let (_, found) = api.get(&format!("/api/orders/{order}"), &manager);
    let steps = found["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 3);
    for step in steps {
        // As instants: their texts have as many digits as they need.
        let at = |field: &str| Timestamp::parse(step[field].as_str().unwrap()).unwrap();
        assert!(
            at("startedAt") <= at("finishedAt") && step["attendedBy"]["name"].is_string(),
            "{step}"
        );
    }
}

#[test]
fn a_cancelled_order_gives_back_what_it_took() {
    let Deployment { api, own: _own } = deployment();
    let (_, ana) = api.customer();
    let stock = || {
        api.get("/api/products/anticuchos_2", &ana).1["stock"]
            .as_i64()
            .unwrap()
    };
    // Others order other dishes.
    let before = stock();
    let order = api.order(&ana, "anticuchos_2");
    assert_eq!(stock(), before - PORTIONS);
    for _ in 0..2 {
        let (status, cancelled) = api.post(&format!("/api/orders/{order}/cancel"), &ana, json!({}));
        assert_eq!(
            (status, &cancelled["status"]),
            (200, &json!("CANCELLED")),
            "{cancelled}"
        );
    }
    assert_eq!(stock(), before, "in the same commit, once");
}

#[test]
fn two_cooks_have_one_winner_and_a_slip_is_taken_back() {
    let Deployment { api, own: _own } = deployment();
    let (_, ana) = api.customer();
    let order = api.order(&ana, "papas_fritas");
    let (status, _) = api.post(&format!("/api/orders/{order}/confirm"), &ana, json!({}));
    assert_eq!(status, 200);
    let cooks = [api.staff("cocina"), api.staff("cocina2")];
    let start = format!("/api/orders/{order}/stages/COOKING/start");
    let answers = cooks.each_ref().map(|cook| api.post(&start, cook, json!({})));
    assert_eq!(answers[0].0, 200);
    assert_eq!(
        (answers[1].0, &answers[1].1["code"]),
        (409, &json!("already_taken"))
    );
    let (status, _) = api.post(
        &format!("/api/orders/{order}/stages/COOKING/complete"),
        &cooks[0],
        json!({}),
    );
    assert_eq!(status, 200);
    let (status, back) = api.post(&format!("/api/orders/{order}/recall"), &cooks[0], json!({}));
    assert_eq!((status, &back["currentStep"]), (200, &json!("COOKING")), "{back}");
}

#[test]
fn the_dialects_work_on_the_same_orders() {
    let Deployment { api, own: _own } = deployment();
    let (_, ana) = api.customer();
    let manager = api.staff("gerente");
    let (_, product) = api.get("/api/products/papas_fritas", &ana);
    let body = json!({ "itens": [{ "produto": product["number"], "quantidade": PORTIONS }] });
    let (status, placed) = api.post("/api/pedidos/checkout", &ana, body);
    assert_eq!(status, 201, "{placed}");
    let path = format!("/api/pedidos/{}/status_pagamento", placed["id"]);
    assert_eq!(api.get(&path, &ana), (200, json!("1")));
    let order = placed["pedido"].as_str().unwrap();
    let (status, _) = api.post(&format!("/api/orders/{order}/confirm"), &ana, json!({}));
    assert_eq!(status, 200);
    assert_eq!(api.get(&path, &ana), (200, json!("2")));
    let (status, list) = api.get("/api/pedidos", &manager);
    let listed = list
        .as_array()
        .unwrap()
        .iter()
        .any(|one| one["id"] == placed["id"]);
    assert!(status == 200 && listed, "{list}");
    for stage in ["COOKING", "PACKAGING", "DELIVERY"] {
        let body = json!({ "stage": stage });
        let (status, answer) = api.post(&format!("/api/orders/{order}/confirm-stage"), &manager, body);
        assert_eq!(status, 200, "{stage}: {answer}");
    }
    let hook = json!({ "url": "http://127.0.0.1:9/brasa", "events": ["OrderDelivered"] });
    let (status, hook) = api.post("/api/webhooks", &manager, hook);
    assert_eq!(status, 201, "{hook}");
    assert!(hook["secret"].as_str().unwrap().starts_with("whsec_"));
}

#[test]
fn many_orders_at_once_are_each_delivered_once() {
    let Deployment { api, own } = deployment();
    let (many, callers) = if own.is_some() { MANY } else { MANY_ON_A_STACK };
    let (_, ana) = api.customer();
    let manager = api.staff("gerente");
    let completed = || {
        api.get("/api/dashboard/summary", &manager).1["completed"]
            .as_u64()
            .unwrap()
    };
    let before = completed();
    let placed = Mutex::new(Vec::new());
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..callers {
            scope.spawn(|| {
                while next.fetch_add(1, Ordering::Relaxed) < many {
                    let order = api.order(&ana, "papas_fritas");
                    api.work(&order, &ana);
                    placed.lock().unwrap().push(order);
                }
            });
        }
    });
    let placed = placed.into_inner().unwrap();
    assert_eq!(placed.iter().collect::<BTreeSet<_>>().len(), many);
    for order in &placed {
        let (status, found) = api.get(&format!("/api/orders/{order}"), &manager);
        assert_eq!((status, &found["status"]), (200, &json!("COMPLETED")), "{found}");
    }
    let wanted = before + u64::try_from(many).unwrap();
    until_grown("the dashboard counts each of them", completed, wanted);
    assert_eq!(completed(), wanted, "once");
}
