//! What a dish costs at one place, or where it is brought.

use crate::support::{Browser, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

const DISH: &str = "/api/products/papas_fritas";

struct Shop {
    server: TestServer,
    ana: String,
    manager: String,
}

impl Shop {
    /// Fried potatoes cost more where they are brought, and less at Surco, but for what is picked up there.
    async fn open() -> Shop {
        let server = TestServer::open().await;
        let (_, ana) = server.customer("pardos", "ana").await;
        let manager = server.machine("pardos", Role::Manager);
        let shop = Shop { server, ana, manager };
        let prices = json!([
            { "fulfilment": "delivery", "priceCents": 1_000 },
            { "branch": "surco", "priceCents": 700 },
            { "branch": "surco", "fulfilment": "pickup", "priceCents": 650 },
        ]);
        let changed = shop.patch(json!({ "prices": prices })).await.expect(200);
        assert_eq!(changed.body["prices"], prices);
        shop
    }

    async fn patch(&self, change: Value) -> crate::support::Answer {
        self.server
            .api(Method::PATCH, DISH, Some(&self.manager), Some(change))
            .await
    }

    /// What one costs in an order of ten.
    async fn price(&self, fulfilment: Value) -> (String, Value) {
        let order = json!({ "items": [{ "productId": "papas_fritas", "qty": 10 }], "fulfilment": fulfilment,
                            "paymentMethod": "cash" });
        let placed = self
            .server
            .post("/api/orders", &self.ana, order)
            .await
            .expect(201);
        let id = placed.body["orderId"].as_str().unwrap().to_owned();
        let order = self.server.get(&format!("/api/orders/{id}"), &self.manager).await;
        let order = order.expect(200).body;
        (id, order["items"][0]["unitPriceCents"].clone())
    }
}

fn brought(district: &str) -> Value {
    json!({ "kind": "delivery", "address": { "line": "Av. Siempre Viva 742", "district": district } })
}

fn picked_up(branch: &str) -> Value {
    json!({ "kind": "pickup", "branch": branch })
}

#[tokio::test]
async fn an_order_costs_what_holds_where_it_is_cooked_and_how_it_is_handed_over() {
    let shop = Shop::open().await;
    for (fulfilment, price) in [
        (picked_up("miraflores"), 800),
        (brought("Miraflores"), 1_000),
        (brought("Santiago de Surco"), 700),
        (picked_up("surco"), 650),
    ] {
        assert_eq!(shop.price(fulfilment.clone()).await.1, price, "{fulfilment}");
    }
    // The carta says all of it.
    let told = shop.server.get(DISH, &shop.ana).await.expect(200).body;
    assert_eq!(
        (&told["priceCents"], told["prices"].as_array().map(Vec::len)),
        (&json!(800), Some(3))
    );
}

#[tokio::test]
async fn what_is_added_to_an_order_costs_what_the_order_costs() {
    let shop = Shop::open().await;
    let prices = json!({ "prices": [{ "fulfilment": "delivery", "priceCents": 990 }] });
    let side = "/api/products/arroz_casa";
    let changed = shop
        .server
        .api(Method::PATCH, side, Some(&shop.manager), Some(prices))
        .await;
    changed.expect(200);
    let (id, _) = shop.price(brought("Miraflores")).await;
    let path = format!("/api/orders/{id}");
    let order = shop.server.get(&path, &shop.manager).await.expect(200).body;
    let edit = json!({
        "edits": 0,
        "quantities": [9],
        "added": [{ "productId": "arroz_casa", "qty": 1 }],
        "reason": "sold_out",
    });
    let edited = shop
        .server
        .api(Method::PATCH, &path, Some(&shop.manager), Some(edit))
        .await;
    let edited = edited.expect(200).body;
    assert_eq!(edited["items"][1]["unitPriceCents"], 990, "{edited}");
    let total = |order: &Value| order["totalCents"].as_i64().unwrap();
    assert_eq!(total(&edited), total(&order) - 10);
}

#[tokio::test]
async fn what_is_added_costs_what_it_costs_where_the_order_is_cooked() {
    let shop = Shop::open().await;
    let patch = async |path: &str, change: Value| {
        let server = &shop.server;
        let answer = server.api(Method::PATCH, path, Some(&shop.manager), Some(change));
        answer.await.expect(200).body
    };
    let prices = json!({ "prices": [{ "branch": "surco", "priceCents": 500 }] });
    patch("/api/products/arroz_casa", prices).await;
    let (id, _) = shop.price(brought("Santiago de Surco")).await;
    // By now another place cooks for that district.
    let mut zones = shop
        .server
        .get("/api/settings", &shop.manager)
        .await
        .expect(200)
        .body["deliveryZones"]
        .clone();
    for zone in zones.as_array_mut().unwrap() {
        zone["branch"] = json!("miraflores");
    }
    patch("/api/settings", json!({ "deliveryZones": zones })).await;
    let edit = json!({
        "edits": 0,
        "quantities": [10],
        "added": [{ "productId": "arroz_casa", "qty": 1 }],
        "reason": "sold_out",
    });
    let edited = patch(&format!("/api/orders/{id}"), edit).await;
    assert_eq!(
        (&edited["branch"], &edited["items"][1]["unitPriceCents"]),
        (&json!("surco"), &json!(500))
    );
}

#[tokio::test]
async fn a_price_that_is_for_nothing_or_said_twice_is_refused() {
    let shop = Shop::open().await;
    let before = shop.server.get(DISH, &shop.manager).await.expect(200).body;
    for (prices, pointer) in [
        (json!([{ "priceCents": 1 }]), "/prices/0/branch"),
        (
            json!([{ "branch": "surco", "priceCents": 1 }, { "branch": "surco", "priceCents": 2 }]),
            "/prices/1/branch",
        ),
        (
            json!([{ "branch": "nowhere", "priceCents": 1 }]),
            "/prices/0/branch",
        ),
        (
            json!([{ "branch": "surco", "priceCents": -1 }]),
            "/prices/0/priceCents",
        ),
    ] {
        let refused = shop.patch(json!({ "prices": prices })).await.expect(422).body;
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{prices}");
    }
    assert_eq!(
        shop.server.get(DISH, &shop.manager).await.expect(200).body,
        before
    );
    let none = shop.patch(json!({ "prices": null })).await.expect(200).body;
    assert_eq!(none["prices"], json!([]));
}

#[tokio::test]
async fn own_prices_wait_in_the_draft_like_the_price() {
    let shop = Shop::open().await;
    let mut gloria = Browser::staff(&shop.server, "localhost", "gerente").await;
    let desk = gloria
        .call(&shop.server, "/rpc/catalog/menu-desk", json!({}))
        .await
        .expect(200)
        .body;
    let dishes = desk["catalogue"]["products"].as_array().unwrap();
    let dish = dishes.iter().find(|dish| dish["id"] == "papas_fritas").unwrap();
    let mut sheet = dish.clone();
    for apart in ["id", "number", "stock", "active", "offUntil", "createdAt"] {
        sheet.as_object_mut().unwrap().remove(apart);
    }
    let mut wanted = sheet.clone();
    wanted["prices"] = json!([{ "fulfilment": "pickup", "priceCents": 500 }]);
    let call = json!({ "id": "papas_fritas", "seen": sheet, "sheet": wanted });
    let path = "/rpc/catalog/edit-product";
    let desk = gloria.call(&shop.server, path, call).await.expect(200).body;
    assert_eq!(shop.price(picked_up("miraflores")).await.1, 800, "not published");
    let seen = json!({ "seen": desk["version"] });
    gloria
        .call(&shop.server, "/rpc/catalog/publish-menu", seen)
        .await
        .expect(200);
    assert_eq!(shop.price(picked_up("miraflores")).await.1, 500);
    assert_eq!(shop.price(brought("Miraflores")).await.1, 800);
    // A place that there is not is refused in the console too.
    let mut wrong = wanted.clone();
    wrong["prices"] = json!([{ "branch": "nowhere", "priceCents": 500 }]);
    let call = json!({ "id": "papas_fritas", "seen": wanted, "sheet": wrong });
    let refused = gloria.call(&shop.server, path, call).await;
    assert_eq!(
        refused.expect(422).body["fields"][0]["pointer"],
        "/prices/0/branch"
    );
}
