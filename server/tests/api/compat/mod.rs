//! Clients of older systems, each below its base path: all the calls that they make, and what is different for them.

mod order_list;
mod repeats;
#[path = "../../dialects/table.rs"]
mod table;
mod waiting;

use crate::support::{Answer, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};
use table::{Sent, tables};

/// What each client could do of what it asks for before the dialects (commit 862255d, each call alone), and the number of
/// kinds of calls that are tried now.
const SCORE: [(&str, usize, usize); 5] = [
    ("A", 13, 22),
    ("B", 14, 15),
    ("C", 4, 6),
    ("D", 5, 28),
    ("E", 1, 17),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_call_of_every_system_works() {
    let server = TestServer::open().await;
    let service = server.machine("pardos", Role::Service);
    let runtime = tokio::runtime::Handle::current();
    let mut wrong = Vec::new();
    for (number, table) in tables().iter().enumerate() {
        let answer = |sent: Sent<'_>| {
            let asked = asked(&server, &service, sent);
            tokio::task::block_in_place(|| runtime.block_on(asked))
        };
        let (kinds, found) = table.run(&format!("7{number}x"), answer);
        let score = SCORE.iter().find(|(system, ..)| *system == table.system);
        let (_, before, tried) = score.unwrap();
        assert_eq!(kinds, *tried, "{}", table.system);
        println!(
            "{}: {before} calls worked before, {kinds} kinds are tried now, {} are wrong",
            table.system,
            found.len()
        );
        wrong.extend(found);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn asked(server: &TestServer, service: &str, sent: Sent<'_>) -> (u16, Value) {
    if sent.settled {
        server.deliver_events().await;
    }
    let token = match sent.as_whom.as_str() {
        "nobody" => None,
        "service" => Some(service),
        token => Some(token),
    };
    let method = Method::from_bytes(sent.method.as_bytes()).unwrap();
    let mut request = api_request(method, &sent.path, token, sent.body);
    if let Some(key) = sent.key {
        request
            .headers_mut()
            .insert("x-idempotency-key", key.parse().unwrap());
    }
    let answer = server.ask(request).await;
    (answer.status, answer.body)
}

/// A restaurant that has switched a system off has none of it; another one still has it.
#[tokio::test]
async fn a_restaurant_switches_each_off() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let other = server.machine("caleta", Role::Manager);
    let health = "/compat/backoffice/health";
    server.get(health, &manager).await.expect(200);
    let off = json!({ "compat": { "backoffice": false } });
    server
        .api(Method::PATCH, "/api/settings", Some(&manager), Some(off))
        .await
        .expect(200);
    server.get(health, &manager).await.expect(404);
    server.get("/compat/backoffice/docs", &manager).await.expect(404);
    server
        .get("/compat/pedidos/produtos/", &manager)
        .await
        .expect(200);
    server.get(health, &other).await.expect(200);
    server
        .get("/compat/nada/x", &manager)
        .await
        .refused(404, "not_found");
}

/// Pages of other origins may use `/api` and `/compat`, without anybody's cookies, and nothing of `/rpc`.
#[tokio::test]
async fn pages_of_other_origins_may_read_what_needs_a_token() {
    let server = TestServer::open().await;
    for path in [
        "/api/orders",
        "/api/nada",
        "/compat/pedidos/pedidos/",
        "/compat/etapas/orders",
        "/compat/nada",
    ] {
        let mut request = api_request(Method::OPTIONS, path, None, None);
        let headers = request.headers_mut();
        headers.insert("origin", "https://elsewhere.example".parse().unwrap());
        headers.insert("access-control-request-method", "POST".parse().unwrap());
        let asked = server.ask(request).await.expect(204);
        assert_eq!(asked.header("access-control-allow-origin"), Some("*"), "{path}");
        assert!(
            asked
                .header("access-control-allow-headers")
                .unwrap()
                .contains("authorization")
        );
        let answer = server.api(Method::GET, path, None, None).await;
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        let shown = answer.header("access-control-expose-headers").unwrap();
        for name in ["retry-after", "x-request-id", "idempotency-replayed"] {
            assert!(shown.contains(name), "{shown}");
        }
    }
    for path in ["/rpc/catalog/house", "/health"] {
        let answer = server.api(Method::GET, path, None, None).await;
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
}

/// What lies under `/api` of these systems stays, and says where they are at home.
#[tokio::test]
async fn older_names_under_api_are_deprecated() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    for (path, page) in [
        ("/api/pedidos/", "pedidos"),
        ("/api/bebidas", "pedidos"),
        ("/api/dashboard/resumen", "etapas"),
    ] {
        let answer = server.get(path, &manager).await.expect(200);
        assert!(answer.header("deprecation").is_some(), "{path}");
        assert!(
            answer
                .header("link")
                .unwrap()
                .contains(&format!("/compat/{page}/docs"))
        );
    }
    assert_eq!(
        server.get("/api/orders", &manager).await.header("deprecation"),
        None
    );
    for name in ["etapas", "orchestrator", "pedidos", "backoffice"] {
        let page = server
            .api(Method::GET, &format!("/compat/{name}/docs"), None, None)
            .await
            .expect(200);
        assert!(page.text.contains("<h2>Calls</h2>") && page.text.contains(&format!("/compat/{name}")));
    }
}

/// A jump over states needs the right to all of them, and a refusal changes nothing. A machine has none of them under `/api`.
#[tokio::test]
async fn a_refused_jump_changes_nothing() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    let confirm = format!("/api/orders/{order}/confirm");
    crate::requirements::keyed(&server, &confirm, &ana, "k", json!({}))
        .await
        .expect(200);
    let read = async || {
        server
            .get(&format!("/api/orders/{order}"), &ana)
            .await
            .expect(200)
            .body
    };
    let before = read().await;
    let put = async |base: &str, role, status: u8| -> Answer {
        let token = server.machine("pardos", role);
        let body = json!({ "id": before["number"], "status_pedido": status });
        let path = format!("{base}/pedidos/");
        server.api(Method::PUT, &path, Some(&token), Some(body)).await
    };
    put("/api", Role::Cook, 3).await.refused(403, "forbidden");
    put("/api", Role::Service, 2).await.refused(403, "forbidden");
    put("/compat/pedidos", Role::Driver, 4).await.expect(403);
    // A dispatcher packs, and neither cooks nor brings it.
    put("/compat/pedidos", Role::Dispatcher, 4).await.expect(403);
    put("/compat/pedidos", Role::Cook, 4).await.expect(403);
    assert_eq!(read().await["version"], before["version"]);
    put("/compat/pedidos", Role::Service, 4).await.expect(200);
    let after = read().await;
    assert_eq!(after["status"], "COMPLETED");
    let manager = server.machine("pardos", Role::Manager);
    let seen = server.get(&format!("/api/orders/{order}"), &manager).await.body;
    let by = seen["steps"][0]["attendedBy"]["id"].as_str().unwrap();
    assert!(by.starts_with("service-"), "recorded as that machine: {by}");
}

/// What was cancelled goes nowhere, in whichever words and by whomever it is sent there.
#[tokio::test]
async fn a_cancelled_order_is_not_moved() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    let path = format!("/api/orders/{order}");
    server
        .post(&format!("{path}/cancel"), &ana, json!({}))
        .await
        .expect(200);
    let manager = server.machine("pardos", Role::Manager);
    let before = server.get(&path, &manager).await.expect(200).body;
    for role in [Role::Manager, Role::Service, Role::Cook] {
        let token = server.machine("pardos", role);
        for status in 2..=4 {
            let body = json!({ "id": before["number"], "status_pedido": status });
            let put = server.api(Method::PUT, "/compat/pedidos/pedidos/", Some(&token), Some(body));
            assert!(put.await.expect(409).body["detail"].is_string());
        }
        let stage = json!({ "orderId": order, "stage": "COOKING" });
        for call in ["etapas/iniciar", "etapas/completar"] {
            let path = format!("/compat/etapas/{call}");
            let answer = server.post(&path, &token, stage.clone()).await;
            assert!(matches!(answer.status, 404 | 409), "{call}: {}", answer.text);
        }
    }
    assert_eq!(server.get(&path, &manager).await.body, before);
}

/// A gateway's word about a payment that is not ours, or not this restaurant's, is 404 and changes nothing.
#[tokio::test]
async fn a_word_about_an_unknown_payment_is_404() {
    let server = TestServer::open().await;
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = server.order(&ana).await;
    for id in [
        json!(order),
        json!("o_nobody"),
        json!("sim_o_nobody_1"),
        json!(""),
        json!(7),
        json!(null),
        json!({ "a": 1 }),
    ] {
        for action in ["state_FINISHED", "state_CANCELED"] {
            let body =
                json!({ "id": id, "type": "payment", "action": action, "api_version": "v1", "user_id": 4 });
            let path = "/compat/pedidos/pedidos/status_pagamento/";
            let answer = server.api(Method::POST, path, None, Some(body)).await;
            assert!(
                matches!(answer.status, 404 | 422),
                "{id}: {} {}",
                answer.status,
                answer.text
            );
            assert!(id != json!("o_nobody") || answer.status == 404);
            assert!(answer.body["detail"].is_string(), "{id}: {}", answer.text);
        }
    }
    let read = server.get(&format!("/api/orders/{order}"), &ana).await.body;
    assert_eq!(
        (&read["status"], &read["version"]),
        (&json!("CREATED"), &json!(1))
    );
}

/// The address of a dialect leads to its page, with or without a slash.
#[tokio::test]
async fn a_base_address_leads_to_its_page() {
    let server = TestServer::open().await;
    for name in ["etapas", "orchestrator", "pedidos", "backoffice"] {
        for slash in ["", "/"] {
            let path = format!("/compat/{name}{slash}");
            let answer = server.api(Method::GET, &path, None, None).await.expect(307);
            let docs = format!("/compat/{name}/docs");
            assert_eq!(answer.header("location"), Some(docs.as_str()));
        }
    }
    // What is not there is refused in the words of the system, and every call needs its own method.
    for (path, field) in [
        ("/compat/etapas/nada", "error"),
        ("/compat/orchestrator/orders/1/nada", "errors"),
        ("/compat/pedidos/nada/", "detail"),
        ("/compat/backoffice/nada", "error"),
    ] {
        let answer = server.api(Method::GET, path, None, None).await.expect(404);
        assert!(
            !answer.body[field].is_null() && answer.body["title"].is_null(),
            "{}",
            answer.text
        );
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    }
    let answer = server
        .api(Method::PATCH, "/compat/pedidos/pedidos/", None, None)
        .await;
    assert!(answer.expect(405).body["detail"].is_string());
    server
        .api(Method::GET, "/compat/pedidos/redoc", None, None)
        .await
        .expect(200);
}

/// An orchestrator that creates, dies, begins again, confirms and repeats everything leaves one order.
#[tokio::test]
async fn an_orchestrator_that_dies_and_repeats_leaves_one_order() {
    let server = TestServer::open().await;
    let (ana, _) = server.customer("pardos", "ana").await;
    let service = server.machine("pardos", Role::Service);
    let base = "/compat/orchestrator";
    let call = async |path: String, key: &str, body: Value| {
        let mut request = api_request(Method::POST, &path, Some(&service), Some(body));
        request
            .headers_mut()
            .insert("x-idempotency-key", key.parse().unwrap());
        server.ask(request).await
    };
    let wanted = json!({ "customer_id": ana, "items": [{ "product_id": "agua", "qty": 2 }] });
    let create = async || {
        let placed = call(format!("{base}/orders"), "create-order-1", wanted.clone()).await;
        placed.expect(201).body["id"].as_str().unwrap().to_owned()
    };
    let order = create().await;
    for _ in 0..2 {
        assert_eq!(create().await, order);
        let confirm = format!("{base}/orders/{order}/confirm");
        let confirmed = call(confirm, "confirm-order-1", json!({})).await.expect(200);
        assert_eq!(confirmed.body["status"], "CONFIRMED");
    }
    let all = server
        .get(&format!("/api/customers/{ana}/orders"), &service)
        .await;
    assert_eq!(all.expect(200).body["orders"].as_array().unwrap().len(), 1);
}
