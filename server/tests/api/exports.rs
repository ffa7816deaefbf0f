//! Orders as a file behind a link.

use crate::support::{TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::json;

#[tokio::test]
async fn orders_are_exported_behind_a_link_that_ends() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let (_, ana) = server.customer("pardos", "ana").await;
    server.order(&ana).await;
    let file = server.exported("/api/orders/export", &manager).await;
    let lines: Vec<&str> = file.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}\"Pedido\",\"Fecha\""), "{file}");
    assert_eq!(lines.len(), 3, "{file}");
    assert!(
        lines[1].contains("\"Por pagar\"") || lines[1].contains("\"En curso\""),
        "{file}"
    );

    let export = server.get("/api/orders/export", &manager).await.expect(200).body;
    let link = export["url"].as_str().unwrap();
    let elsewhere = link.replace("/pardos/", "/caleta/");
    server
        .api(Method::GET, &elsewhere, None, None)
        .await
        .refused(404, "not_found");
    server
        .api(Method::GET, "/descargas/pardos/AAAA", None, None)
        .await
        .refused(404, "not_found");
    server.later(6);
    server
        .api(Method::GET, link, None, None)
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn a_period_is_a_year_at_most_and_not_turned_round() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    for period in ["from=2025-10-26&to=2025-10-25", "from=2024-01-01&to=2025-10-25"] {
        let refused = server
            .get(&format!("/api/orders/export?{period}"), &manager)
            .await;
        assert_eq!(
            refused.refused(422, "invalid_value").body["errors"][0]["pointer"],
            json!("/to")
        );
    }
    server
        .get("/api/orders/export?from=x", &manager)
        .await
        .refused(400, "malformed");
    let year = "/api/orders/export?from=2025-01-01&to=2025-10-25";
    server.get(year, &manager).await.expect(200);
}

#[tokio::test]
async fn a_suspended_restaurant_hands_out_no_files() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let export = server.get("/api/orders/export", &manager).await.expect(200).body;
    let link = export["url"].as_str().unwrap();
    server.command("tenant suspend pardos").await;
    let refused = server.api(Method::GET, link, None, None).await;
    refused.refused(503, "tenant_suspended");
    server.command("tenant resume pardos").await;
    assert_eq!(
        server
            .send(api_request(Method::GET, link, None, None))
            .await
            .status(),
        200
    );
}
