//! Keys of the public API: what each may do, how long it is good, when it was used, and who revokes it.

use crate::support::{Answer, Browser, TestServer, api_request};
use axum::http::Method;
use domain::TenantId;
use domain::scope::MAX_API_KEYS;
use domain::staff::Role;
use serde_json::{Value, json};
use std::time::Duration;

async fn make(server: &TestServer, new: Value, key: Option<&str>) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    let mut request = api_request(Method::POST, "/api/api-keys", Some(&manager), Some(new));
    if let Some(key) = key {
        let headers = request.headers_mut();
        headers.insert("idempotency-key", key.parse().unwrap());
    }
    server.ask(request).await
}

async fn token(server: &TestServer, scopes: &[&str]) -> String {
    let new = json!({ "name": "Prueba", "scopes": scopes });
    let made = make(server, new, None).await.expect(201);
    made.body["token"].as_str().unwrap().to_owned()
}

async fn listed(server: &TestServer) -> Vec<Value> {
    let manager = server.machine("pardos", Role::Manager);
    let list = server.get("/api/api-keys", &manager).await.expect(200);
    list.body["apiKeys"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_key_says_what_it_is_and_shows_its_token_once() {
    let server = TestServer::open().await;
    let new = json!({ "name": "  Contabilidad ", "scopes": ["ordersWrite"], "expiresInDays": 90 });
    let made = make(&server, new.clone(), Some("uno")).await.expect(201).body;
    let key = &made["apiKey"];
    assert_eq!(
        (&key["name"], &key["scopes"], &key["role"]),
        (
            &json!("Contabilidad"),
            &json!(["ordersRead", "ordersWrite"]),
            &json!("service")
        )
    );
    assert_eq!(key["madeAt"], "2025-10-25T17:00:00.000Z");
    assert_eq!(key["expiresAt"], "2026-01-23T17:00:00.000Z");
    // The same call again is the same key, with its token: the first answer may have been lost.
    let again = make(&server, new.clone(), Some("uno")).await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.body, made);
    let other = make(
        &server,
        json!({ "name": "Otra", "scopes": ["menu"] }),
        Some("uno"),
    )
    .await;
    assert!((400..500).contains(&other.status), "{}", other.text);
    let known = listed(&server).await;
    assert_eq!(known, std::slice::from_ref(key), "without its token");
    let id = key["id"].as_str().unwrap();
    let manager = server.machine("pardos", Role::Manager);
    let revoke = async |id: &str| {
        let path = format!("/api/api-keys/{id}");
        server.api(Method::DELETE, &path, Some(&manager), None).await
    };
    revoke(id).await.expect(204);
    // Nothing but the key remembers it, least of all its token.
    make(&server, new, Some("uno")).await.refused(404, "not_found");
}

#[tokio::test]
async fn what_is_no_key_is_refused_field_by_field() {
    let server = TestServer::open().await;
    for (new, pointer) in [
        (json!({ "name": " ", "scopes": ["menu"] }), "/name"),
        (json!({ "name": "x".repeat(61), "scopes": ["menu"] }), "/name"),
        (json!({ "name": "ERP", "scopes": [] }), "/scopes"),
        (
            json!({ "name": "ERP", "scopes": ["menu"], "expiresInDays": 3650 }),
            "/expiresInDays",
        ),
    ] {
        let refused = make(&server, new, None).await;
        assert!([400, 422].contains(&refused.status), "{}", refused.text);
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{}", refused.text);
    }
    let unknown = make(&server, json!({ "name": "ERP", "scopes": ["todo"] }), None).await;
    assert!((400..500).contains(&unknown.status));
    assert_eq!(listed(&server).await, Vec::<Value>::new());
}

#[tokio::test]
async fn there_are_twenty_good_keys_at_most() {
    let server = TestServer::open().await;
    let tenant = TenantId::parse("pardos").unwrap();
    // Those of operators are not counted.
    let auth = &server.app.auth;
    auth.make_token(&tenant, Role::Service, "almacén").await.unwrap();
    let new =
        |number: usize| json!({ "name": format!("Llave {number}"), "scopes": ["menu"], "expiresInDays": 90 });
    for number in 0..MAX_API_KEYS {
        make(&server, new(number), None).await.expect(201);
    }
    make(&server, new(20), None).await.refused(409, "limit_reached");
    let known = listed(&server).await;
    assert_eq!(known.len(), MAX_API_KEYS + 1);
    let id = known[0]["id"].as_str().unwrap();
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/api-keys/{id}");
    server
        .api(Method::DELETE, &path, Some(&manager), None)
        .await
        .expect(204);
    make(&server, new(20), None).await.expect(201);
    make(&server, new(21), None).await.refused(409, "limit_reached");
    // They end by themselves, and make room; what has ended is on the list no more.
    server.later(91 * 24 * 60);
    make(&server, new(22), None).await.expect(201);
    assert_eq!(listed(&server).await.len(), 2);
}

#[tokio::test]
async fn any_key_of_the_list_is_revoked_at_once_and_remembered_by_its_name() {
    let server = TestServer::open().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let operators = server
        .app
        .auth
        .make_token(&tenant, Role::Service, "almacén")
        .await
        .unwrap();
    server.later(1);
    let own = token(&server, &["ordersRead"]).await;
    server.later(1);
    let mut browser = Browser::staff(&server, "localhost:3000", "gerente").await;
    let known = browser
        .call(&server, "/rpc/auth/api-keys", json!({}))
        .await
        .expect(200);
    let known = known.body["apiKeys"].as_array().unwrap().clone();
    let names: Vec<&str> = known.iter().map(|key| key["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Prueba", "almacén"]);
    assert_eq!(
        (&known[1]["scopes"], &known[1]["byName"]),
        (&Value::Null, &json!(""))
    );
    for (key, token) in known.iter().zip([&own, &operators]) {
        server.get("/api/orders", token).await.expect(200);
        for _ in 0..2 {
            let id = json!({ "id": key["id"] });
            browser
                .call(&server, "/rpc/auth/revoke-api-key", id)
                .await
                .expect(200);
            server
                .get("/api/orders", token)
                .await
                .refused(401, "unauthenticated");
        }
        server.later(1);
    }
    let nothing = json!({ "id": "nada" });
    browser
        .call(&server, "/rpc/auth/revoke-api-key", nothing)
        .await
        .refused(404, "not_found");
    assert!(
        listed(&server)
            .await
            .iter()
            .all(|key| key["revokedAt"].is_string())
    );
    let manager = server.machine("pardos", Role::Manager);
    let log = server.get("/api/audit", &manager).await.expect(200);
    let of = |entry: &Value| [entry["action"].clone(), entry["subjectName"].clone()];
    let log: Vec<[Value; 2]> = log.body["entries"].as_array().unwrap().iter().map(of).collect();
    assert_eq!(
        log,
        [
            [json!("apiKeyRevoked"), json!("almacén")],
            [json!("apiKeyRevoked"), json!("Prueba")],
            [json!("apiKeyMade"), json!("Prueba")],
            // What an operator does is remembered as well.
            [json!("apiKeyMade"), json!("almacén")],
        ]
    );
    // Machines do not see what concerns the staff and their keys.
    let settings = token(&server, &["settings"]).await;
    let seen = server.get("/api/audit", &settings).await.expect(200);
    assert_eq!(seen.body["entries"], json!([]));
}

/// The list once the use of its first key is noted, which no call waits for.
async fn used(server: &TestServer, before: &Value) -> Value {
    for _ in 0..200 {
        let at = listed(server).await[0]["lastUsedAt"].clone();
        if at != *before {
            return at;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    before.clone()
}

#[tokio::test]
async fn the_use_of_a_key_is_noted_once_in_an_hour() {
    let server = TestServer::open().await;
    let own = token(&server, &["ordersRead"]).await;
    assert_eq!(listed(&server).await[0]["lastUsedAt"], Value::Null);
    server.later(5);
    server.get("/api/orders", &own).await.expect(200);
    let first = used(&server, &Value::Null).await;
    assert_eq!(first, "2025-10-25T17:05:00.000Z");
    server.later(50);
    // What is refused is a use as well.
    server.get("/api/customers", &own).await.expect(403);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(listed(&server).await[0]["lastUsedAt"], first);
    server.later(10);
    server.get("/api/orders", &own).await.expect(200);
    assert_eq!(used(&server, &first).await, "2025-10-25T18:05:00.000Z");
    // A token that is on no list leaves nothing behind.
    let unlisted = server.machine("pardos", Role::Service);
    server.get("/api/orders", &unlisted).await.expect(200);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.rows_like("%USED"), 1);
}

#[tokio::test]
async fn a_scope_opens_what_it_names() {
    let server = TestServer::open().await;
    let (ana, owner) = server.customer("pardos", "ana").await;
    let order = server.order(&owner).await;
    for (scope, path) in [
        ("ordersRead", format!("/api/orders/{order}")),
        ("ordersWrite", format!("/api/orders/{order}")),
        ("menu", "/api/menu/export".to_owned()),
        ("customers", format!("/api/customers/{ana}")),
        ("money", format!("/api/orders/{order}/payment")),
        ("figures", "/api/dashboard/summary".to_owned()),
        ("claims", "/api/claims".to_owned()),
        ("catering", "/api/catering".to_owned()),
        ("settings", "/api/settings".to_owned()),
        ("webhooks", "/api/webhooks".to_owned()),
    ] {
        let own = token(&server, &[scope]).await;
        server.get(&path, &own).await.expect(200);
    }
    let read = token(&server, &["ordersRead"]).await;
    let write = token(&server, &["ordersWrite"]).await;
    let new = json!({ "customerId": ana, "items": [{ "productId": "papas_fritas", "qty": 1 }] });
    server
        .post("/api/orders", &read, new.clone())
        .await
        .refused(403, "forbidden");
    let placed = server.post("/api/orders", &write, new).await.expect(201);
    let cancel = format!("/api/orders/{}/cancel", placed.body["orderId"].as_str().unwrap());
    let why = json!({ "reason": "prueba" });
    server
        .post(&cancel, &read, why.clone())
        .await
        .refused(403, "forbidden");
    server.post(&cancel, &write, why).await.expect(200);

    // Older systems do the kitchen's work by their machines; a key with scopes does none of it in their words.
    let confirm = format!("/api/orders/{order}/confirm");
    crate::requirements::keyed(&server, &confirm, &write, "k", json!({}))
        .await
        .expect(200);
    let number = server.get(&format!("/api/orders/{order}"), &write).await.body["number"].clone();
    let ready = json!({ "id": number, "status_pedido": 3 });
    let path = "/compat/pedidos/pedidos";
    let moved = server
        .api(Method::PUT, path, Some(&write), Some(ready.clone()))
        .await;
    moved.expect(403);
    let whole = server.machine("pardos", Role::Service);
    server
        .api(Method::PUT, path, Some(&whole), Some(ready))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_scope_opens_the_same_by_number_and_nothing_by_another_way_in() {
    let server = TestServer::open().await;
    let (ana, owner) = server.customer("pardos", "ana").await;
    let order = server.order(&owner).await;
    // A number opens what an id opens.
    let seen = token(&server, &["ordersRead"]).await;
    let seen = server.get(&format!("/api/orders/{order}"), &seen).await;
    let number = seen.expect(200).body["number"].clone();
    for (scope, path) in [
        ("ordersRead", format!("/api/orders/{number}")),
        ("ordersRead", format!("/api/customers/{ana}/orders")),
        ("ordersRead", "/api/orders/export".to_owned()),
        ("money", format!("/api/orders/{number}/payment")),
        ("customers", "/api/customers/1".to_owned()),
        ("ordersRead", "/api/customers/1/orders".to_owned()),
    ] {
        let own = token(&server, &[scope]).await;
        server.get(&path, &own).await.expect(200);
    }
    // Neither whose orders they are nor what they came to opens the orders themselves.
    for (scope, path) in [
        ("customers", format!("/api/customers/{ana}/orders")),
        ("money", "/api/orders/export".to_owned()),
        ("menu", format!("/api/orders/{order}")),
        ("menu", format!("/api/orders/{number}")),
        ("menu", "/api/customers/1".to_owned()),
    ] {
        let own = token(&server, &[scope]).await;
        server.get(&path, &own).await.refused(403, "forbidden");
    }
}

#[tokio::test]
async fn a_revoked_key_leaves_the_list_after_a_month_and_stays_revoked() {
    let server = TestServer::open().await;
    let new = json!({ "name": "Prueba", "scopes": ["ordersRead"] });
    let made = make(&server, new, None).await.expect(201).body;
    let (id, own) = (
        made["apiKey"]["id"].as_str().unwrap(),
        made["token"].as_str().unwrap(),
    );
    let manager = server.machine("pardos", Role::Manager);
    let path = format!("/api/api-keys/{id}");
    let revoked = server.api(Method::DELETE, &path, Some(&manager), None).await;
    revoked.expect(204);
    server.later(29 * 24 * 60);
    assert_eq!(listed(&server).await.len(), 1);
    server.later(2 * 24 * 60);
    assert_eq!(listed(&server).await, Vec::<Value>::new());
    server
        .get("/api/orders", own)
        .await
        .refused(401, "unauthenticated");
}
