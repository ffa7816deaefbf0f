//! The carta as JSON: taken out whole and brought back, into a draft or at once.

use crate::menu::{manager, product, publish};
use crate::support::TestServer;
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

const EXPORT: &str = "/api/menu/export?format=json";
const IMPORT: &str = "/api/menu/import";

fn outcomes(table: &Value) -> Vec<&str> {
    let rows = table["rows"].as_array().unwrap().iter();
    rows.map(|row| row["outcome"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn what_is_taken_out_and_brought_back_changes_nothing() {
    let server = TestServer::open().await;
    let machine = server.machine("pardos", Role::Manager);
    let prices = json!({ "prices": [{ "fulfilment": "delivery", "priceCents": 900 }] });
    let dish = "/api/products/papas_fritas";
    server
        .api(Method::PATCH, dish, Some(&machine), Some(prices.clone()))
        .await
        .expect(200);
    let file = server.get(EXPORT, &machine).await.expect(200).body;
    assert!(file["fileName"].as_str().unwrap().ends_with(".json"));
    let menu: Value = serde_json::from_str(file["text"].as_str().unwrap()).unwrap();
    let count = |list: &str| menu[list].as_array().unwrap().len();
    assert!(count("products") > 30 && count("promotions") > 0 && count("categories") > 5);
    let listed = menu["products"].as_array().unwrap();
    let potatoes = listed.iter().find(|entry| entry["productId"] == "papas_fritas");
    assert_eq!(potatoes.unwrap()["prices"], prices["prices"]);
    let again = server.post(IMPORT, &machine, json!({ "menu": menu })).await;
    let again = again.expect(200).body;
    assert!(
        outcomes(&again).iter().all(|outcome| *outcome == "same"),
        "{again}"
    );
    // The same as text, and in another restaurant: all of it is new there, once.
    server.make_restaurant("nueva").await;
    let there = server.machine("nueva", Role::Manager);
    for expected in ["new", "same"] {
        let table = server.post(IMPORT, &there, json!({ "csv": file["text"] })).await;
        let table = table.expect(200).body;
        let differs = outcomes(&table)
            .into_iter()
            .filter(|outcome| *outcome != expected);
        assert_eq!(differs.count(), 0, "{table}");
    }
    let copy = server.get(EXPORT, &there).await.expect(200).body;
    let copy: Value = serde_json::from_str(copy["text"].as_str().unwrap()).unwrap();
    for list in ["products", "promotions"] {
        assert_eq!(copy[list].as_array().unwrap().len(), count(list), "{list}");
    }
}

#[tokio::test]
async fn an_entry_changes_what_it_names_and_finds_its_dish_again() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let before = product(&server, "papas_fritas").await;
    let file = json!({
        "products": [
            { "name": "Papas fritas", "priceCents": 990 },
            { "name": "Sopa criolla", "category": "Sopas", "priceCents": 1_850, "optionGroups": null },
        ],
        "promotions": [{ "name": "Sopa y papas", "priceCents": 2_500,
            "components": [{ "productId": "sopa_criolla", "qty": 1 }, { "productId": "papas_fritas", "qty": 1 }] }],
        "later": "what nobody knows yet",
    });
    let call = json!({ "csv": file.to_string(), "take": true });
    let path = "/rpc/catalog/import-menu";
    let taken = gloria.call(&server, path, call.clone()).await.expect(200).body;
    assert_eq!(outcomes(&taken["table"]), ["changed", "new", "new"]);
    assert_eq!(taken["table"]["rows"][0]["changed"], json!(["priceCents"]));
    let again = gloria.call(&server, path, call).await.expect(200).body;
    assert_eq!(outcomes(&again["table"]), ["same", "same", "same"]);
    publish(&server, &mut gloria, &again["desk"]).await.expect(200);
    let after = product(&server, "papas_fritas").await;
    assert_eq!(after["priceCents"], 990);
    for stays in ["name", "description", "category", "tags", "allergens"] {
        assert_eq!(after[stays], before[stays], "{stays}");
    }
    assert_eq!(product(&server, "sopa_criolla").await["category"], "sopas");
}

#[tokio::test]
async fn each_entry_that_cannot_be_used_is_marked_and_none_is_taken() {
    let server = TestServer::open().await;
    let machine = server.machine("pardos", Role::Manager);
    let wrong = json!({
        "products": [
            { "productId": "papas_fritas", "priceCents": 950 },
            { "productId": "papas_fritas", "priceCents": 960 },
            { "name": "Sin precio", "category": "brasa" },
            { "name": "Sin sección", "priceCents": 900 },
            { "name": "Mal precio", "category": "brasa", "priceCents": "nueve" },
            { "name": "Mal local", "category": "brasa", "priceCents": 1,
              "prices": [{ "branch": "nowhere", "priceCents": 2 }] },
        ],
        "promotions": [{ "name": "De nada", "priceCents": 100, "components": [] }],
    });
    let path = format!("{IMPORT}?dry=1");
    let table = server.post(&path, &machine, json!({ "menu": wrong })).await;
    let table = table.expect(200).body;
    let problems: Vec<Option<&str>> = table["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["problems"][0]["column"].as_str())
        .collect();
    let expected = [
        None,
        Some("productId"),
        Some("priceCents"),
        Some("category"),
        Some("priceCents"),
        Some("prices"),
        Some("components"),
    ];
    assert_eq!(problems, expected, "{table}");
    let refused = server.post(IMPORT, &machine, json!({ "menu": wrong })).await;
    refused.refused(422, "invalid_value");
    assert_eq!(product(&server, "papas_fritas").await["priceCents"], 800);
    for none in [
        json!({ "csv": "{}" }),
        json!({ "csv": "{ carta" }),
        json!({ "menu": [] }),
    ] {
        let refused = server.post(IMPORT, &machine, none).await;
        refused.refused(422, "invalid_value");
    }
    server
        .get("/api/menu/export?format=xml", &machine)
        .await
        .refused(422, "invalid_value");
}

#[tokio::test]
async fn dishes_of_one_name_are_told_apart_and_ids_of_another_carta_are_followed() {
    let server = TestServer::open().await;
    server.make_restaurant("nueva").await;
    let machine = server.machine("nueva", Role::Manager);
    let take = async |menu: Value| {
        let table = server.post(IMPORT, &machine, json!({ "menu": menu })).await;
        table.expect(200).body
    };
    let dish = |id: &str, category: &str| json!({ "productId": id, "name": "Chicha", "category": category, "priceCents": 500 });
    let first = json!({
        "categories": [{ "id": "vasos", "name": "Vasos" }, { "id": "jarras", "name": "Jarras" }],
        "products": [dish("chicha", "vasos"), dish("chicha_jarra", "jarras")],
        "promotions": [
            { "promotionId": "lunes", "name": "2x1", "priceCents": 500, "components": [{ "productId": "chicha", "qty": 2 }] },
            { "promotionId": "martes", "name": "2x1", "priceCents": 900, "components": [{ "productId": "chicha_jarra", "qty": 2 }] },
        ],
    });
    let table = take(first.clone()).await;
    assert!(
        outcomes(&table).iter().all(|outcome| *outcome == "new"),
        "{table}"
    );
    let table = take(first).await;
    assert!(
        outcomes(&table).iter().all(|outcome| *outcome == "same"),
        "{table}"
    );

    // Without ids each is the one of its section; another system calls section and dishes otherwise, and means these.
    let second = json!({
        "categories": [{ "id": "c7", "name": "jarras" }],
        "products": [
            { "name": "Chicha", "category": "Vasos", "priceCents": 550 },
            { "productId": "p9", "name": "CHICHA", "category": "c7", "priceCents": 950 },
            { "productId": "p8", "name": "Menú", "category": "c7", "priceCents": 1_500, "optionGroups": [
                { "id": "bebida", "name": "Bebida", "min": 1, "max": 1, "options": [
                    { "id": "jarra", "name": "Jarra", "components": [{ "productId": "p9", "qty": 1 }] },
                ] },
            ] },
        ],
    });
    let table = take(second.clone()).await;
    assert_eq!(
        outcomes(&table),
        ["changed", "changed", "changed", "new"],
        "{table}"
    );
    let price = async |id: &str| {
        let path = format!("/api/products/{id}");
        let dish = server.get(&path, &machine).await.expect(200).body;
        (dish["priceCents"].clone(), dish["category"].clone())
    };
    assert_eq!(price("chicha").await, (json!(550), json!("vasos")));
    assert_eq!(price("chicha_jarra").await, (json!(950), json!("jarras")));
    let menu = server.get("/api/products/p8", &machine).await.expect(200).body;
    let component = &menu["optionGroups"][0]["options"][0]["components"][0]["productId"];
    assert_eq!(component, "chicha_jarra");
    let again = take(second).await;
    assert_eq!(outcomes(&again), ["same"; 4], "{again}");
}

#[tokio::test]
async fn an_entry_is_found_by_its_code_and_null_takes_nothing_that_is_needed() {
    let server = TestServer::open().await;
    let machine = server.machine("pardos", Role::Manager);
    let dish = "/api/products/papas_fritas";
    let code = json!({ "sku": "P-1" });
    server
        .api(Method::PATCH, dish, Some(&machine), Some(code))
        .await
        .expect(200);
    let file = json!({ "products": [{ "sku": "P-1", "priceCents": 990, "category": null, "name": null, "tags": null }] });
    let table = server.post(IMPORT, &machine, json!({ "menu": file })).await;
    assert_eq!(outcomes(&table.expect(200).body), ["changed"]);
    let now = product(&server, "papas_fritas").await;
    assert_eq!(
        (&now["priceCents"], &now["name"], &now["tags"]),
        (&json!(990), &json!("Papas fritas"), &json!([]))
    );
    // A section keeps its line where the file says none, and two of one name could not be told apart.
    let sections = json!({ "categories": [
        { "id": "bebidas", "name": "Para beber" },
        { "id": "postres", "name": "para beber" },
        { "id": "sopas", "name": "Sopas" },
    ] });
    let path = format!("{IMPORT}?dry=1");
    let table = server.post(&path, &machine, json!({ "menu": sections })).await;
    assert_eq!(outcomes(&table.expect(200).body), ["wrong", "wrong", "new"]);
}

#[tokio::test]
async fn a_file_means_the_same_twice_whatever_it_calls_things() {
    let server = TestServer::open().await;
    server.make_restaurant("nueva").await;
    let machine = server.machine("nueva", Role::Manager);
    let take = async |menu: &Value| {
        let table = server.post(IMPORT, &machine, json!({ "menu": menu })).await;
        table.expect(200).body
    };
    let files = [
        // Dishes and promotions are numbered apart.
        json!({
            "products": [{ "productId": "1", "name": "Pollo", "category": "Brasa", "priceCents": 900 }],
            "promotions": [{ "promotionId": "1", "name": "Combo", "priceCents": 800,
                "components": [{ "productId": "1", "qty": 1 }] }],
        }),
        // An id that a name would make is another entry's own.
        json!({ "products": [
            { "name": "Chicha", "category": "Vasos", "priceCents": 500 },
            { "productId": "chicha", "name": "Chicha morada", "category": "Vasos", "priceCents": 600 },
        ] }),
        // Two of one name in one section, and two promotions of one name.
        json!({
            "products": [
                { "name": "Inca Kola", "category": "Vasos", "priceCents": 500 },
                { "name": "Inca Kola", "category": "Vasos", "priceCents": 700 },
            ],
            "promotions": [
                { "name": "2x1", "priceCents": 800, "components": [{ "productId": "1", "qty": 2 }] },
                { "name": "2x1", "priceCents": 900, "components": [{ "productId": "1", "qty": 3 }] },
            ],
        }),
        // Names that are stored on one line.
        json!({ "products": [{ "name": "Pollo\na la leña", "category": "Para\npicar", "priceCents": 900 },
                             { "name": "Tequeños", "category": "Para\tpicar", "priceCents": 900 }] }),
    ];
    for file in &files {
        let first = take(file).await;
        assert!(
            outcomes(&first).iter().all(|outcome| *outcome == "new"),
            "{first}"
        );
        let second = take(file).await;
        assert!(
            outcomes(&second).iter().all(|outcome| *outcome == "same"),
            "{second}"
        );
    }
    let carta = server.get(EXPORT, &machine).await.expect(200).body;
    let carta: Value = serde_json::from_str(carta["text"].as_str().unwrap()).unwrap();
    let sections: Vec<&str> = carta["categories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| section["name"].as_str().unwrap())
        .collect();
    assert!(
        sections.ends_with(&["Brasa", "Vasos", "Para picar"]),
        "{sections:?}"
    );

    // What goes from one to the other within the file goes.
    let swapped = json!({
        "categories": [{ "id": "brasa", "name": "Vasos" }, { "id": "vasos", "name": "Brasa" }],
        "products": [{ "productId": "1", "sku": "A" }, { "productId": "chicha", "sku": "B" }],
    });
    assert_eq!(outcomes(&take(&swapped).await), ["changed"; 4]);
    let swapped =
        json!({ "products": [{ "productId": "1", "sku": "B" }, { "productId": "chicha", "sku": "A" }] });
    assert_eq!(outcomes(&take(&swapped).await), ["changed"; 2]);

    // What names one thing twice is not guessed at.
    let twice = json!({
        "categories": [{ "id": "b", "name": "Bebidas" }, { "id": "b", "name": "Cervezas" }, { "name": "bebidas" }],
        "products": [
            { "productId": "p9", "name": "Uno", "category": "b", "priceCents": 100 },
            { "productId": "p9", "name": "Dos", "category": "b", "priceCents": 100 },
        ],
    });
    let path = format!("{IMPORT}?dry=1");
    let table = server.post(&path, &machine, json!({ "menu": twice })).await;
    let table = table.expect(200).body;
    let wrong = outcomes(&table).into_iter().filter(|outcome| *outcome == "wrong");
    assert_eq!(wrong.count(), 4, "{table}");
}
