//! Delivery zones: to which districts orders are brought, and on what terms.

use crate::support::{Browser, TestServer};
use axum::http::Method;
use domain::Timestamp;
use domain::staff::Role;
use domain::time::MINUTE_MS;
use serde_json::{Value, json};

struct Shop {
    server: TestServer,
    ana: String,
    manager: String,
}

/// `qty` times a dish of S/ 8.00, for an address in a district.
fn wanted(qty: u16, district: &str) -> Value {
    json!({
        "items": [{ "productId": "papas_fritas", "qty": qty }],
        "fulfilment": { "kind": "delivery", "address": { "line": "Av. Siempre Viva 742", "district": district } },
    })
}

impl Shop {
    async fn open() -> Shop {
        let server = TestServer::open().await;
        let (_, ana) = server.customer("pardos", "ana").await;
        let manager = server.machine("pardos", Role::Manager);
        Shop { server, ana, manager }
    }

    /// The order as a manager sees it.
    async fn placed(&self, order: Value) -> Value {
        let placed = self
            .server
            .post("/api/orders", &self.ana, order)
            .await
            .expect(201);
        let path = format!("/api/orders/{}", placed.body["orderId"].as_str().unwrap());
        self.server.get(&path, &self.manager).await.expect(200).body
    }

    async fn change(&self, zones: Value) -> crate::support::Answer {
        let patch = json!({ "deliveryZones": zones });
        self.server
            .api(Method::PATCH, "/api/settings", Some(&self.manager), Some(patch))
            .await
    }
}

#[tokio::test]
async fn a_zone_decides_on_fee_minimum_place_and_minutes() {
    let shop = Shop::open().await;
    let near = shop.placed(wanted(6, "miraflores")).await;
    let far = shop.placed(wanted(6, " Santiago de Surco ")).await;
    assert_eq!(
        (&near["deliveryFeeCents"], &near["branch"]),
        (&json!(500), &json!("miraflores"))
    );
    assert_eq!(
        (&far["deliveryFeeCents"], &far["branch"]),
        (&json!(600), &json!("surco"))
    );
    let least = shop
        .server
        .post("/api/orders", &shop.ana, wanted(1, "San Isidro"))
        .await;
    let refused = least.refused(422, "below_minimum");
    assert!(
        refused.body["detail"].as_str().unwrap().contains("40.00"),
        "{}",
        refused.text
    );
    // The way takes longer there, and is promised so.
    let way = async |district: &str| {
        let mut order = wanted(6, district);
        order["paymentMethod"] = json!("cash");
        let promise = shop.placed(order).await["promise"].clone();
        let at = |field: &str| Timestamp::parse(promise[field].as_str().unwrap()).unwrap();
        at("from").since_ms(at("packedBy")) / MINUTE_MS
    };
    assert_eq!((way("Miraflores").await, way("San Isidro").await), (30, 40));
}

#[tokio::test]
async fn a_ticket_is_late_by_the_way_to_its_zone() {
    let shop = Shop::open().await;
    let mut driver = Browser::staff(&shop.server, "pardos.localhost", "reparto").await;
    let mut ids = Vec::new();
    for district in ["Miraflores", "San Isidro"] {
        let mut order = wanted(6, district);
        order["paymentMethod"] = json!("cash");
        let id = shop.placed(order).await["orderId"].as_str().unwrap().to_owned();
        for step in [
            "COOKING/start",
            "COOKING/complete",
            "PACKAGING/start",
            "PACKAGING/complete",
        ] {
            let path = format!("/api/orders/{id}/stages/{step}");
            shop.server
                .post(&path, &shop.manager, json!({}))
                .await
                .expect(200);
        }
        ids.push(id);
    }
    let asked = json!({ "stage": "DELIVERY" });
    let queue = driver
        .call(&shop.server, "/rpc/stages/queue", asked)
        .await
        .expect(200)
        .body;
    assert_eq!(queue["tickets"].as_array().unwrap().len(), 2);
    assert_eq!(queue["targetMinutes"], json!(30));
    assert_eq!(queue["ownTargets"], json!({ ids[1].as_str(): 40 }));
    let mut cook = Browser::staff(&shop.server, "pardos.localhost", "cocina").await;
    shop.placed(wanted(6, "San Isidro")).await;
    let asked = json!({ "stage": "COOKING" });
    let queue = cook
        .call(&shop.server, "/rpc/stages/queue", asked)
        .await
        .expect(200)
        .body;
    assert!(
        queue.get("ownTargets").is_none(),
        "cooking takes as long wherever it goes"
    );
}

#[tokio::test]
async fn nothing_is_brought_to_where_no_zone_is() {
    let shop = Shop::open().await;
    for (district, code) in [("Arequipa", "out_of_zone"), ("", "missing_field")] {
        let refused = shop
            .server
            .post("/api/orders", &shop.ana, wanted(6, district))
            .await;
        assert_eq!(refused.status / 100, 4, "{}", refused.text);
        let error = &refused.body["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["code"]),
            (&json!("/fulfilment/address/district"), &json!(code)),
            "{}",
            refused.text
        );
    }
    // It may be picked up all the same.
    let mut pickup = wanted(6, "");
    pickup["fulfilment"] = json!({ "kind": "pickup", "branch": "surco" });
    shop.placed(pickup).await;
    let mut line = wanted(6, "");
    line["fulfilment"] = json!({ "kind": "delivery", "address": "Jr. Puno 45" });
    let nowhere = shop.server.post("/api/orders", &shop.ana, line.clone()).await;
    nowhere.refused(400, "missing_field");
    // Without zones all districts are served on the terms of the restaurant, and an address is a line.
    shop.change(json!([])).await.expect(200);
    let placed = shop.placed(line).await;
    assert_eq!(placed["fulfilment"]["address"]["line"], "Jr. Puno 45");
    let anywhere = shop.placed(wanted(6, "Arequipa")).await;
    assert_eq!(
        (&anywhere["deliveryFeeCents"], &anywhere["branch"]),
        (&json!(500), &json!("miraflores"))
    );
}

#[tokio::test]
async fn a_zone_is_served_in_its_hours() {
    // The test begins on a Saturday at noon.
    let shop = Shop::open().await;
    let order = wanted(6, "Barranco");
    let early = shop.server.post("/api/orders", &shop.ana, order.clone()).await;
    let refused = early.refused(409, "closed");
    assert_eq!(refused.body["opensAt"], "2025-10-25T23:00:00.000Z");
    let mut later = order.clone();
    later["scheduledFor"] = json!("2025-10-25T19:00:00-05:00");
    shop.placed(later).await;
    shop.server.later(6 * 60);
    let (_, eva) = shop.server.customer("pardos", "eva").await;
    shop.server.post("/api/orders", &eva, order).await.expect(201);
}

#[tokio::test]
async fn zones_that_cannot_be_are_refused() {
    let shop = Shop::open().await;
    let zone = |change: Value| {
        let mut zone = json!({ "name": "Cerca", "districts": ["Lince"], "feeCents": 500, "minutes": 30 });
        for (name, value) in change.as_object().unwrap() {
            zone[name] = value.clone();
        }
        zone
    };
    let other = json!({ "name": "Lejos", "districts": ["Ate", "LINCE"], "feeCents": 900, "minutes": 60 });
    for (zones, pointer) in [
        (json!([zone(json!({ "name": "" }))]), "/deliveryZones/0/name"),
        (
            json!([zone(json!({ "districts": [] }))]),
            "/deliveryZones/0/districts",
        ),
        (
            json!([zone(json!({ "districts": ["x"] }))]),
            "/deliveryZones/0/districts/0",
        ),
        (json!([zone(json!({})), other]), "/deliveryZones/1/districts/1"),
        (
            json!([zone(json!({ "feeCents": -1 }))]),
            "/deliveryZones/0/feeCents",
        ),
        (json!([zone(json!({ "minutes": 0 }))]), "/deliveryZones/0/minutes"),
        (
            json!([zone(json!({ "branch": "luna" }))]),
            "/deliveryZones/0/branch",
        ),
        (
            json!([zone(json!({ "hours": { "opens": 700, "closes": 600 } }))]),
            "/deliveryZones/0/hours/0",
        ),
    ] {
        let refused = shop.change(zones).await.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{}", refused.text);
    }
    let read = shop.change(json!([zone(json!({}))])).await.expect(200).body;
    assert_eq!(read["deliveryZones"][0]["districts"], json!(["Lince"]));
}
