//! The carta as its owner changes it: drafts that are published together.

use crate::support::{Answer, Browser, TestServer};
use axum::http::Method;
use domain::event::Event;
use domain::staff::Role;
use serde_json::{Value, json};

const HOST: &str = "localhost:3000";

pub async fn manager(server: &TestServer) -> Browser {
    Browser::staff(server, HOST, "gerente").await
}

pub async fn desk(server: &TestServer, browser: &mut Browser) -> Value {
    let desk = browser.call(server, "/rpc/catalog/menu-desk", json!({})).await;
    desk.expect(200).body
}

/// A product as it is edited.
fn sheet(desk: &Value, id: &str) -> Value {
    let products = desk["catalogue"]["products"].as_array().unwrap();
    let product = products.iter().find(|product| product["id"] == id).unwrap();
    let mut sheet = json!({});
    for field in [
        "sku",
        "category",
        "name",
        "kitchenName",
        "description",
        "price",
        "image",
        "hours",
        "groups",
        "allergens",
        "tags",
    ] {
        if let Some(value) = product.get(field) {
            sheet[field] = value.clone();
        }
    }
    sheet
}

pub fn with(mut sheet: Value, changes: Value) -> Value {
    for (field, value) in changes.as_object().unwrap() {
        sheet[field] = value.clone();
    }
    sheet
}

async fn edit(server: &TestServer, browser: &mut Browser, id: Value, seen: Value, sheet: Value) -> Answer {
    let body = json!({ "id": id, "seen": seen, "sheet": sheet });
    browser.call(server, "/rpc/catalog/edit-product", body).await
}

pub async fn publish(server: &TestServer, browser: &mut Browser, desk: &Value) -> Answer {
    let body = json!({ "seen": desk["version"] });
    browser.call(server, "/rpc/catalog/publish-menu", body).await
}

pub async fn product(server: &TestServer, id: &str) -> Value {
    let path = format!("/api/products/{id}");
    server.api(Method::GET, &path, None, None).await.body
}

async fn menu_events(server: &TestServer) -> usize {
    server.deliver_events().await;
    let tenant = domain::TenantId::parse("pardos").unwrap();
    let events = server.app.bus.since(&tenant, 0, 500).await.unwrap();
    let changes = events
        .iter()
        .filter(|published| published.envelope.event == Event::MenuChanged {});
    changes.count()
}

pub async fn audited(server: &TestServer) -> Vec<String> {
    let token = server.machine("pardos", Role::Manager);
    let page = server.get("/api/audit", &token).await.expect(200).body;
    let entries = page["entries"].as_array().unwrap().iter();
    let said = |entry: &Value| {
        format!(
            "{} {}",
            entry["action"].as_str().unwrap(),
            entry["subject"].as_str().unwrap()
        )
    };
    entries.map(said).collect()
}

#[tokio::test]
async fn changes_wait_until_they_are_published_together() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let before = desk(&server, &mut gloria).await;
    assert_eq!((&before["draft"], &before["version"]), (&json!({}), &json!(0)));
    let agua = sheet(&before, "agua");
    let price = agua["price"].as_i64().unwrap();
    let dearer = with(
        agua.clone(),
        json!({ "price": price + 50, "allergens": ["  ninguno "] }),
    );
    edit(&server, &mut gloria, json!("agua"), agua, dearer)
        .await
        .expect(200);
    let new =
        json!({ "category": "bebidas", "name": " Emoliente ", "description": "", "price": 600, "image": "" });
    let edited = edit(&server, &mut gloria, Value::Null, Value::Null, new)
        .await
        .expect(200)
        .body;
    assert_eq!(
        edited["draft"]["products"]["emoliente"]["after"]["name"],
        "Emoliente"
    );
    let suspiro = sheet(&edited, "suspiro");
    let edited = edit(&server, &mut gloria, json!("suspiro"), suspiro, Value::Null)
        .await
        .expect(200)
        .body;

    // Nobody sees any of it yet, and what is there or not goes its own way.
    assert_eq!(product(&server, "agua").await["priceCents"], price);
    assert_eq!(product(&server, "emoliente").await["code"], "unknown_product");
    let off = json!({ "product": "agua", "availability": { "available": false } });
    gloria
        .call(&server, "/rpc/catalog/set-availability", off)
        .await
        .expect(200);
    assert_eq!(product(&server, "agua").await["available"], false);
    assert_eq!(menu_events(&server).await, 0);

    let published = publish(&server, &mut gloria, &edited).await.expect(200).body;
    assert_eq!(published["draft"], json!({}));
    let agua = product(&server, "agua").await;
    assert_eq!(
        (&agua["priceCents"], &agua["allergens"], &agua["available"]),
        (&json!(price + 50), &json!(["ninguno"]), &json!(false))
    );
    let new = product(&server, "emoliente").await;
    assert_eq!(
        (&new["available"], &new["imageUrl"]),
        (&json!(true), &json!("/assets/illustrations/cat_bebidas.svg"))
    );
    assert!(new["number"].as_u64().unwrap() > agua["number"].as_u64().unwrap());
    assert_eq!(product(&server, "suspiro").await["code"], "unknown_product");
    assert_eq!(menu_events(&server).await, 1);
    let mut said = audited(&server).await;
    said.sort();
    assert_eq!(
        said,
        [
            "availabilityChanged agua",
            "productChanged agua",
            "productCreated emoliente",
            "productRemoved suspiro"
        ]
    );
    // It is there to be ordered, at its price.
    let (_, ana) = server.customer("pardos", "ana").await;
    let order = json!({ "items": [{ "productId": "emoliente", "qty": 5 }], "paymentMethod": "cash" });
    let order = server.post("/api/orders", &ana, order).await.expect(201).body;
    assert_eq!(order["order"]["items"][0]["unitPriceCents"], 600);
}

#[tokio::test]
async fn of_two_managers_the_later_one_is_told() {
    let server = TestServer::open().await;
    let (mut one, mut other) = (manager(&server).await, manager(&server).await);
    let seen = desk(&server, &mut one).await;
    let agua = sheet(&seen, "agua");
    let renamed = with(agua.clone(), json!({ "name": "Agua San Mateo" }));
    let first = edit(&server, &mut one, json!("agua"), agua.clone(), renamed.clone())
        .await
        .expect(200)
        .body;
    // The other one still sees it as it was.
    let mine = with(agua.clone(), json!({ "price": 700 }));
    let refused = edit(&server, &mut other, json!("agua"), agua.clone(), mine).await;
    assert_eq!(
        (refused.status, &refused.body["code"]),
        (412, &json!("version_changed"))
    );
    // Another dish is no matter of theirs.
    let chicha = sheet(&seen, "chicha_grande");
    let cheaper = with(chicha.clone(), json!({ "price": 1000 }));
    edit(&server, &mut other, json!("chicha_grande"), chicha, cheaper)
        .await
        .expect(200);
    // Who publishes publishes what they have seen.
    let refused = publish(&server, &mut one, &first).await;
    assert_eq!(refused.status, 412);
    let seen = desk(&server, &mut one).await;
    publish(&server, &mut one, &seen).await.expect(200);
    assert_eq!(product(&server, "agua").await["name"], "Agua San Mateo");

    // As it was published it is no change; and all changes can be forgotten.
    let seen = desk(&server, &mut one).await;
    let published = sheet(&seen, "agua");
    let edited = with(published.clone(), json!({ "price": 900 }));
    edit(
        &server,
        &mut one,
        json!("agua"),
        published.clone(),
        edited.clone(),
    )
    .await
    .expect(200);
    let same = edit(&server, &mut one, json!("agua"), edited, published.clone())
        .await
        .expect(200)
        .body;
    assert_eq!(same["draft"], json!({}));
    let suspiro = sheet(&seen, "suspiro");
    edit(&server, &mut one, json!("suspiro"), suspiro, Value::Null)
        .await
        .expect(200);
    let version = &desk(&server, &mut one).await["version"];
    let stale = json!({ "seen": seen["version"] });
    let refused = other.call(&server, "/rpc/catalog/discard-draft", stale).await;
    assert_eq!(refused.status, 412, "nobody forgets what they have not seen");
    let body = json!({ "seen": version });
    let discarded = one
        .call(&server, "/rpc/catalog/discard-draft", body)
        .await
        .expect(200)
        .body;
    assert_eq!(discarded["draft"], json!({}));
    assert_eq!(product(&server, "suspiro").await["productId"], "suspiro");
}

/// A machine's change acts at once, and what was drafted before changes nothing of it that it is not about.
#[tokio::test]
async fn what_machines_change_meanwhile_stays() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let machine = server.machine("pardos", Role::Manager);
    let before = desk(&server, &mut gloria).await;
    let agua = sheet(&before, "agua");
    let renamed = with(agua.clone(), json!({ "name": "Agua de mesa" }));
    edit(&server, &mut gloria, json!("agua"), agua, renamed)
        .await
        .expect(200);
    let price = json!({ "priceCents": 777 });
    server
        .api(Method::PATCH, "/api/products/agua", Some(&machine), Some(price))
        .await
        .expect(200);
    let gone = server
        .api(Method::DELETE, "/api/products/suspiro", Some(&machine), None)
        .await;
    assert_eq!(gone.status, 204);
    let seen = desk(&server, &mut gloria).await;
    publish(&server, &mut gloria, &seen).await.expect(200);
    let agua = product(&server, "agua").await;
    assert_eq!(
        (&agua["name"], &agua["priceCents"]),
        (&json!("Agua de mesa"), &json!(777))
    );
    assert_eq!(product(&server, "suspiro").await["code"], "unknown_product");
}

#[tokio::test]
async fn what_cannot_be_used_is_said_where_it_stands() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let before = desk(&server, &mut gloria).await;
    let agua = sheet(&before, "agua");
    for (changes, pointer) in [
        (json!({ "name": "" }), "/name"),
        (json!({ "price": -1 }), "/priceCents"),
        (json!({ "category": "nada" }), "/category"),
        (
            json!({ "groups": [{ "id": "g", "name": "G", "min": 2, "max": 1, "options": [] }] }),
            "/optionGroups",
        ),
        (json!({ "image": "https://elsewhere.pe/a.png" }), "/imageUrl"),
    ] {
        let refused = edit(
            &server,
            &mut gloria,
            json!("agua"),
            agua.clone(),
            with(agua.clone(), changes),
        )
        .await;
        assert!([400, 422].contains(&refused.status));
        assert_eq!(refused.body["fields"][0]["pointer"], pointer);
    }
    // Part of a promotion.
    let seen = sheet(&before, "pollo_1_2");
    let used = edit(&server, &mut gloria, json!("pollo_1_2"), seen, Value::Null).await;
    assert_eq!((used.status, &used.body["code"]), (409, &json!("product_in_use")));
    assert_eq!(desk(&server, &mut gloria).await["draft"], json!({}));
}

#[tokio::test]
async fn sections_are_named_and_put_in_order() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let before = desk(&server, &mut gloria).await;
    let mut categories = before["catalogue"]["categories"].as_array().unwrap().clone();
    categories.rotate_left(1);
    categories[0]["name"] = json!("Otro nombre");
    categories.push(json!({ "name": "Sopas" }));
    let mut order: Vec<Value> = before["catalogue"]["products"]
        .as_array()
        .unwrap()
        .iter()
        .map(|product| product["id"].clone())
        .collect();
    order.reverse();
    let seen = before["catalogue"]["categories"].clone();
    let body = json!({ "seen": seen, "categories": categories, "order": order });
    let arranged = gloria
        .call(&server, "/rpc/catalog/arrange-menu", body)
        .await
        .expect(200)
        .body;
    assert_eq!(
        arranged["draft"]["categories"]["after"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()["id"],
        "sopas"
    );
    publish(&server, &mut gloria, &arranged).await.expect(200);
    let listed = server
        .api(Method::GET, "/api/categories", None, None)
        .await
        .expect(200)
        .body;
    let listed = listed["categories"].as_array().unwrap().clone();
    assert_eq!(
        (listed.len(), &listed[0]["name"]),
        (categories.len(), &json!("Otro nombre"))
    );
    let products = server
        .api(Method::GET, "/api/products?limit=1", None, None)
        .await
        .expect(200)
        .body;
    assert_eq!(products["products"][0]["productId"], order[0]);
    assert!(
        audited(&server)
            .await
            .iter()
            .any(|entry| entry.starts_with("categoriesChanged"))
    );
}

/// What a machine adds while a dish of that name is drafted is another dish.
#[tokio::test]
async fn what_is_new_gets_an_id_of_its_own() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let machine = server.machine("pardos", Role::Manager);
    let new =
        json!({ "category": "bebidas", "name": "Emoliente", "description": "", "price": 600, "image": "" });
    let drafted = edit(&server, &mut gloria, Value::Null, Value::Null, new)
        .await
        .expect(200)
        .body;
    let dish = json!({ "name": "Emoliente", "category": "bebidas", "priceCents": 900, "stock": 3 });
    server.post("/api/products", &machine, dish).await.expect(201);
    publish(&server, &mut gloria, &drafted).await.expect(200);
    let theirs = product(&server, "emoliente").await;
    assert_eq!(
        (&theirs["priceCents"], &theirs["stock"]),
        (&json!(900), &json!(3))
    );
    let ours = product(&server, "emoliente_2").await;
    assert_eq!((&ours["priceCents"], &ours["stock"]), (&json!(600), &Value::Null));

    let promotion =
        json!({ "name": "Agua y agua", "priceCents": 900, "components": [{ "productId": "agua" }] });
    for id in ["agua_y_agua", "agua_y_agua_2"] {
        let made = server.post("/api/promotions", &machine, promotion.clone()).await;
        assert_eq!(made.expect(201).body["promotionId"], id);
    }
    // A promotion is no dish, and nothing is made under an id that somebody names.
    for id in ["agua_y_agua", "nada"] {
        let sheet = sheet(&desk(&server, &mut gloria).await, "agua");
        let refused = edit(&server, &mut gloria, json!(id), Value::Null, sheet).await;
        assert_eq!(
            (refused.status, &refused.body["code"]),
            (404, &json!("unknown_product"))
        );
    }
}
