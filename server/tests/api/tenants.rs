//! The registry before everything else: who is unknown, who is suspended, and which host leads where.

use super::support::{Answer, Browser, TestServer, api_request};
use application::demo;
use axum::http::Method;
use domain::staff::Role;
use serde_json::json;

/// What a visitor gets at a host.
async fn at(server: &TestServer, host: &str) -> Answer {
    let mut request = api_request(Method::GET, "/api/categories", None, None);
    request.headers_mut().insert("host", host.parse().unwrap());
    server.ask(request).await
}

async fn named(server: &TestServer, tenant: &str) -> Answer {
    let mut request = api_request(Method::GET, "/api/categories", None, None);
    request
        .headers_mut()
        .insert("x-tenant-id", tenant.parse().unwrap());
    server.ask(request).await
}

#[tokio::test]
async fn who_is_unknown_is_not_found_whatever_names_them() {
    let server = TestServer::open().await;
    named(&server, "nobody").await.refused(404, "not_found");
    at(&server, "nobody.localhost").await.refused(404, "not_found");
    let token = server.machine("nobody", Role::Manager);
    server.get("/api/orders", &token).await.refused(404, "not_found");
    let order = json!({ "items": [] });
    server
        .post("/api/orders", &token, order)
        .await
        .refused(404, "not_found");
    // A host that names none is the default restaurant's.
    at(&server, "www.example.pe").await.expect(200);
}

#[tokio::test]
async fn a_suspended_restaurant_says_so_and_comes_back() {
    let server = TestServer::open().await;
    let token = server.sign_in("pardos", "gerente", "brasa-demo").await;
    server.command("tenant suspend pardos").await;
    for answer in [
        at(&server, "localhost:3000").await,
        at(&server, "pardos.example.pe").await,
        named(&server, "pardos").await,
        server.get("/api/orders", &token).await,
        server.post("/api/orders", &token, json!({})).await,
    ] {
        let refused = answer.refused(503, "tenant_suspended");
        assert!(
            refused.body["detail"].as_str().unwrap().contains("no atiende"),
            "{}",
            refused.text
        );
    }
    let page = server.ask(api_request(Method::GET, "/carta", None, None)).await;
    assert!(
        page.status == 503 && page.text.contains("no atiende"),
        "{}",
        page.text
    );
    let called = Browser::new().get(&server, "/rpc/catalog/storefront").await;
    assert_eq!(
        (called.status, &called.body["code"]),
        (503, &json!("tenant_suspended"))
    );
    named(&server, "caleta").await.expect(200);
    at(&server, "caleta.localhost").await.expect(200);
    server.command("tenant resume pardos").await;
    server.get("/api/orders", &token).await.expect(200);
}

#[tokio::test]
async fn a_host_name_leads_to_the_restaurant_that_it_is_registered_for() {
    let server = TestServer::open().await;
    let first = async |host: &str| {
        let answer = at(&server, host).await.expect(200);
        answer.body["categories"][0]["id"].as_str().unwrap().to_owned()
    };
    let (pardos, caleta) = (first("localhost").await, first("caleta.localhost").await);
    assert_ne!(pardos, caleta);
    assert_eq!(first("pedidos.lacaleta.pe").await, pardos, "nobody's yet");
    server
        .command("tenant hosts caleta --host pedidos.lacaleta.pe --host pardos.lacaleta.pe")
        .await;
    for host in [
        "pedidos.lacaleta.pe",
        "Pedidos.LaCaleta.pe:8443",
        "pedidos.lacaleta.pe.",
        "pardos.lacaleta.pe",
    ] {
        assert_eq!(first(host).await, caleta, "{host}");
    }
    server.command("tenant delete caleta --yes").await;
    assert_eq!(first("pedidos.lacaleta.pe").await, pardos, "free again");
    named(&server, "caleta").await.refused(404, "not_found");
    at(&server, "caleta.localhost").await.refused(404, "not_found");
}

#[tokio::test]
async fn what_a_manager_changed_of_the_demo_stays_after_a_restart() {
    let server = TestServer::open().await;
    let manager = server.sign_in("pardos", "gerente", "brasa-demo").await;
    let change = json!({ "priceCents": 1_234, "available": false });
    let patch = api_request(
        Method::PATCH,
        "/api/products/papas_fritas",
        Some(&manager),
        Some(change),
    );
    server.ask(patch).await.expect(200);
    let new = json!({ "name": "Plato del día", "category": "guarniciones", "priceCents": 2_000 });
    let new = server.post("/api/products", &manager, new).await.expect(201);
    let packages = json!({ "catering": { "packages": [] } });
    let patch = api_request(Method::PATCH, "/api/settings", Some(&manager), Some(packages));
    server.ask(patch).await.expect(200);

    let app = &server.app;
    let now = app.clock.now();
    demo::seed(
        &app.tenants,
        &app.catalog,
        &app.auth,
        &app.claims,
        &app.catering,
        now,
    )
    .await
    .unwrap();
    let product = server
        .get("/api/products/papas_fritas", &manager)
        .await
        .expect(200)
        .body;
    assert_eq!(
        (&product["priceCents"], &product["available"]),
        (&json!(1_234), &json!(false))
    );
    let id = new.body["productId"].as_str().unwrap();
    server
        .get(&format!("/api/products/{id}"), &manager)
        .await
        .expect(200);
    let settings = server.get("/api/settings", &manager).await.expect(200).body;
    assert_eq!(settings["catering"]["packages"], json!([]));
}

#[tokio::test]
async fn in_production_a_message_that_nobody_signed_pays_for_nothing() {
    let server = TestServer::in_production(&[]).await;
    server.make_restaurant("pardos").await;
    let message = json!({ "id": "sim_o_1_1", "type": "payment", "action": "state_FINISHED" });
    let sent = server
        .api(Method::POST, "/api/payments/webhook", None, Some(message))
        .await;
    sent.refused(401, "bad_signature");
}
