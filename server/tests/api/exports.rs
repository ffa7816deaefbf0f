//! Orders as a file behind a link.

use crate::support::{House, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::json;

#[tokio::test]
async fn orders_are_exported_behind_a_link_that_ends() {
    let house = House::open().await;
    let manager = house.machine("pardos", Role::Manager);
    let (_, ana) = house.customer("pardos", "ana").await;
    house.order(&ana).await;
    let file = house.exported("/api/orders/export", &manager).await;
    let lines: Vec<&str> = file.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}\"Pedido\",\"Fecha\""), "{file}");
    assert_eq!(lines.len(), 3, "{file}");
    assert!(
        lines[1].contains("\"Por pagar\"") || lines[1].contains("\"En curso\""),
        "{file}"
    );

    let export = house.get("/api/orders/export", &manager).await.expect(200).body;
    let link = export["url"].as_str().unwrap();
    let elsewhere = link.replace("/pardos/", "/caleta/");
    house
        .api(Method::GET, &elsewhere, None, None)
        .await
        .refused(404, "not_found");
    house
        .api(Method::GET, "/descargas/pardos/AAAA", None, None)
        .await
        .refused(404, "not_found");
    house.later(6);
    house
        .api(Method::GET, link, None, None)
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn a_period_is_a_year_at_most_and_not_turned_round() {
    let house = House::open().await;
    let manager = house.machine("pardos", Role::Manager);
    for period in ["from=2025-10-26&to=2025-10-25", "from=2024-01-01&to=2025-10-25"] {
        let refused = house.get(&format!("/api/orders/export?{period}"), &manager).await;
        assert_eq!(
            refused.refused(422, "invalid_value").body["errors"][0]["pointer"],
            json!("/to")
        );
    }
    house
        .get("/api/orders/export?from=x", &manager)
        .await
        .refused(400, "malformed");
    let year = "/api/orders/export?from=2025-01-01&to=2025-10-25";
    house.get(year, &manager).await.expect(200);
}

#[tokio::test]
async fn a_suspended_restaurant_hands_out_no_files() {
    let house = House::open().await;
    let manager = house.machine("pardos", Role::Manager);
    let export = house.get("/api/orders/export", &manager).await.expect(200).body;
    let link = export["url"].as_str().unwrap();
    house.command("tenant suspend pardos").await;
    let refused = house.api(Method::GET, link, None, None).await;
    refused.refused(503, "tenant_suspended");
    house.command("tenant resume pardos").await;
    assert_eq!(
        house
            .send(api_request(Method::GET, link, None, None))
            .await
            .status(),
        200
    );
}
