//! The carta over the public API.

use crate::support::{Counting, TestServer};
use axum::http::Method;
use domain::TenantId;
use domain::staff::Role;
use serde_json::{Value, json};
use services::catalog::CatalogService;
use std::sync::atomic::Ordering;

#[tokio::test]
async fn the_carta_is_read_by_anybody() {
    let server = TestServer::open().await;
    let get = |path: &str| {
        let path = path.to_owned();
        async { server.api(Method::GET, &{ path }, None, None).await }
    };
    let mut names = Vec::new();
    let mut path = "/api/products?limit=7".to_owned();
    loop {
        let page = get(&path).await.expect(200).body;
        names.extend(
            page["products"]
                .as_array()
                .unwrap()
                .iter()
                .map(|product| product["productId"].to_string()),
        );
        match page["nextCursor"].as_str() {
            Some(next) => path = format!("/api/products?limit=7&cursor={next}"),
            None => break,
        }
    }
    let all = get("/api/products?limit=100").await.expect(200).body["products"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(names.len(), all);
    assert_eq!(
        names.iter().collect::<std::collections::BTreeSet<_>>().len(),
        all,
        "each once"
    );
    let found = get("/api/products?search=tequenos&available=true")
        .await
        .expect(200)
        .body;
    assert_eq!(found["products"].as_array().unwrap().len(), 2);
    let gone = get("/api/products/mollejitas").await.expect(200).body;
    assert_eq!((&gone["available"], &gone["stock"]), (&json!(false), &json!(0)));
    let product = get("/api/products/papas_fritas").await.expect(200).body;
    assert_eq!(
        (&product["priceCents"], &product["price"]),
        (&json!(800), &json!(8.0))
    );
    assert!(
        !get("/api/categories").await.expect(200).body["categories"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    get("/api/promotions").await.expect(200);
    get("/api/products?cursor=AAAA")
        .await
        .refused(400, "invalid_cursor");
}

#[tokio::test]
async fn the_texts_of_a_product_are_stored_as_they_were_read() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let dish = |tag: &str| {
        json!({
            "name": " Ají de\tgallina ",
            "description": "\u{200b} ",
            "sku": " A-1 ",
            "category": "brasa",
            "priceCents": 3_290,
            "tags": [tag],
            "optionGroups": [{
                "id": "arroz", "name": " Arroz\u{200b} ", "min": 1, "max": 1,
                "options": [{ "id": "blanco", "name": "Blanco\tgraneado " }],
            }],
        })
    };
    let made = server
        .post("/api/products", &manager, dish(" criollo\n"))
        .await
        .expect(201);
    let id = made.body["productId"].as_str().unwrap().to_owned();
    let shown = server
        .api(Method::GET, &format!("/api/products/{id}"), None, None)
        .await;
    let product = shown.expect(200).body;
    assert_eq!(product["name"], "Ají de gallina");
    assert_eq!(product["description"], "");
    assert_eq!(product["tags"], json!(["criollo"]));
    assert_eq!(product["optionGroups"][0]["name"], "Arroz");
    assert_eq!(
        product["optionGroups"][0]["options"][0]["name"],
        "Blanco graneado"
    );
    for tag in ["\u{200b}", "a\u{0}", "una etiqueta que es demasiado larga"] {
        let refused = server
            .post("/api/products", &manager, dish(tag))
            .await
            .expect(422);
        assert_eq!(refused.body["errors"][0]["pointer"], "/tags", "{tag:?}");
    }
}

#[tokio::test]
async fn a_dish_of_any_letters_gets_an_id() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let made = async |name: &str| {
        let dish = json!({ "name": name, "category": "brasa", "priceCents": 1_000 });
        let made = server.post("/api/products", &manager, dish).await.expect(201);
        made.body["productId"].as_str().unwrap().to_owned()
    };
    assert_eq!(made("Pão de queijo").await, "pao_de_queijo");
    assert_eq!(made("牛肉面").await, "plato");
    assert_eq!(made("酸辣汤").await, "plato_2");
    let found = server
        .api(Method::GET, "/api/products?search=pao", None, None)
        .await;
    assert_eq!(
        found.expect(200).body["products"][0]["productId"],
        "pao_de_queijo"
    );
}

/// A process hears what another one has changed, and reads the carta again for nothing else.
#[tokio::test]
async fn a_carta_that_has_not_changed_is_not_read_again() {
    let server = TestServer::open().await;
    let tenant = TenantId::parse("pardos").unwrap();
    let counting = Counting::of(&server.app.documents);
    let other = CatalogService::new(counting.clone(), server.clock.clone());
    let read = async || {
        let hours = other.tenant(&tenant).await.unwrap().catering.notice_hours;
        (hours, counting.rows.swap(0, Ordering::SeqCst))
    };
    let (before, first) = read().await;
    assert!(first > 0);
    server.later(60);
    assert_eq!(read().await, (before, 0));

    let manager = server.machine("pardos", Role::Manager);
    let longer = json!({ "catering": { "noticeHours": before + 1 } });
    let changed = server
        .api(Method::PATCH, "/api/settings", Some(&manager), Some(longer))
        .await;
    changed.expect(200);
    server.later(60);
    assert_eq!(read().await, (before + 1, first));
}

#[tokio::test]
async fn null_removes_what_a_product_may_be_without() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let change = async |body: Value| {
        let changed = server.api(
            Method::PATCH,
            "/api/products/papas_fritas",
            Some(&manager),
            Some(body),
        );
        changed.await
    };
    let given = json!({ "sku": "PF-1", "description": "Crocantes", "tags": ["nuevo"] });
    let before = change(given).await.expect(200).body;
    assert_eq!(
        (&before["sku"], &before["tags"]),
        (&json!("PF-1"), &json!(["nuevo"]))
    );
    let none = json!({ "sku": null, "description": null, "tags": null, "optionGroups": null });
    let after = change(none).await.expect(200).body;
    assert_eq!(
        (&after["description"], &after["tags"], &after["optionGroups"]),
        (&json!(""), &json!([]), &json!([]))
    );
    assert!(after["sku"].is_null() || after["sku"] == "", "{after}");
    assert_eq!(after["name"], before["name"]);
    // A name there must be.
    change(json!({ "name": null }))
        .await
        .refused(400, "missing_field");
}
