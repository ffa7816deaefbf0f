//! Dishes that are served at some hours, what the kitchen calls them, and those that cost nothing. It is noon in Lima, on a Saturday.

use crate::support::{Answer, Browser, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// From noon to four on workdays.
fn workdays() -> Value {
    let noon = json!([{ "opens": 720, "closes": 960 }]);
    json!([noon, noon, noon, noon, noon, [], []])
}

async fn change(server: &TestServer, change: Value) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    server
        .api(
            Method::PATCH,
            "/api/products/papas_fritas",
            Some(&manager),
            Some(change),
        )
        .await
}

async fn order(server: &TestServer, token: &str, at: Option<&str>) -> Answer {
    let order = json!({
        "items": [{ "productId": "papas_fritas", "qty": 2 }],
        "paymentMethod": "cash",
        "scheduledFor": at,
    });
    server.post("/api/orders", token, order).await
}

#[tokio::test]
async fn a_dish_is_sold_for_the_hours_in_which_it_is_served() {
    let server = TestServer::open().await;
    let changed = change(&server, json!({ "hours": workdays() })).await.expect(200);
    assert_eq!(changed.body["hours"], workdays());
    let (_, ana) = server.customer("pardos", "ana").await;

    let refused = order(&server, &ana, None).await.refused(409, "out_of_hours");
    assert!(
        refused.text.contains("lunes a viernes 12:00–16:00"),
        "{}",
        refused.text
    );
    for (at, sold) in [
        ("2025-10-25T14:00:00-05:00", false),
        ("2025-10-27T11:45:00-05:00", false),
        ("2025-10-27T12:00:00-05:00", true),
        ("2025-10-27T16:00:00-05:00", true),
        ("2025-10-27T16:15:00-05:00", false),
    ] {
        let placed = order(&server, &ana, Some(at)).await;
        assert_eq!(
            placed.status,
            if sold { 201 } else { 409 },
            "{at}: {}",
            placed.text
        );
    }
    // Machines of the restaurant sell it no other way.
    let machine = server.machine("pardos", Role::Service);
    let items = json!([{ "product_id": "papas_fritas", "qty": 1 }]);
    let (customer, _) = server.customer("pardos", "eva").await;
    let old = json!({ "customer_id": customer, "items": items });
    let refused = server.post("/compat/orchestrator/orders", &machine, old).await;
    assert_eq!(refused.status, 409, "{}", refused.text);
    // What consists of it is served with it.
    let page = Browser::new().get(&server, "/rpc/catalog/storefront").await;
    let products = page.body["catalogue"]["products"].as_array().unwrap();
    let shown = products.iter().find(|product| product["id"] == "papas_fritas");
    assert_eq!(shown.unwrap()["hours"], workdays());

    change(&server, json!({ "hours": null })).await.expect(200);
    order(&server, &ana, None).await.expect(201);
}

#[tokio::test]
async fn hours_that_cannot_be_are_refused() {
    let server = TestServer::open().await;
    let day = |spans: Value| json!([spans, [], [], [], [], [], []]);
    for hours in [
        day(json!([])),
        day(json!([{ "opens": 960, "closes": 720 }])),
        day(json!([{ "opens": 720, "closes": 960 }, { "opens": 900, "closes": 1000 }])),
    ] {
        let refused = change(&server, json!({ "hours": hours }))
            .await
            .refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], "/hours");
    }
    let refused = change(&server, json!({ "kitchenName": "Papas fritas XL" })).await;
    let refused = refused.refused(422, "invalid_value");
    assert_eq!(refused.body["errors"][0]["pointer"], "/kitchenName");
}

#[tokio::test]
async fn the_kitchen_reads_its_own_name_and_the_customer_the_menus() {
    let server = TestServer::open().await;
    let changed = change(&server, json!({ "kitchenName": " Papas " }))
        .await
        .expect(200);
    assert_eq!(changed.body["kitchenName"], "Papas");
    let (_, ana) = server.customer("pardos", "ana").await;
    let placed = order(&server, &ana, None).await.expect(201);
    let item = &placed.body["order"]["items"][0];
    assert_eq!(
        (&item["name"], &item["kitchenName"]),
        (&json!("Papas fritas"), &json!("Papas"))
    );
    // What was ordered stays as it was called.
    change(&server, json!({ "kitchenName": null })).await.expect(200);
    let path = format!("/api/orders/{}", placed.body["orderId"].as_str().unwrap());
    let read = server.get(&path, &ana).await.expect(200);
    assert_eq!(read.body["items"][0]["kitchenName"], "Papas");
}

#[tokio::test]
async fn an_order_that_costs_nothing_is_confirmed_at_once() {
    let server = TestServer::open().await;
    change(&server, json!({ "priceCents": 0 })).await.expect(200);
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = json!({
        "items": [{ "productId": "papas_fritas", "qty": 1 }],
        "paymentMethod": "yape",
        "fulfilment": { "kind": "pickup", "branch": "surco" },
    });
    let placed = server.post("/api/orders", &ana, order).await.expect(201);
    let order = &placed.body["order"];
    assert_eq!(
        (&order["status"], &order["totalCents"]),
        (&json!("CONFIRMED"), &json!(0)),
        "{order}"
    );
    change(&server, json!({ "priceCents": -1 }))
        .await
        .refused(422, "invalid_value");
}
