//! The carta as a table that is brought back, into a draft or at once.

use crate::menu::{manager, product, publish};
use crate::support::{Browser, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

/// An import marks each bad cell and takes nothing then; what it takes is a draft, and taken twice it doubles nothing.
#[tokio::test]
async fn a_table_becomes_a_draft() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let file = gloria
        .call(&server, "/rpc/catalog/export-menu", json!({}))
        .await
        .expect(200)
        .body;
    let text = file["text"].as_str().unwrap().to_owned();
    let read = async |gloria: &mut Browser, csv: &str, take: bool| {
        let body = json!({ "csv": csv, "take": take });
        gloria
            .call(&server, "/rpc/catalog/import-menu", body)
            .await
            .expect(200)
            .body
    };
    let same = read(&mut gloria, &text, true).await;
    let rows = same["table"]["rows"].as_array().unwrap();
    assert!(
        rows.len() > 30 && rows.iter().all(|row| row["outcome"] == "same"),
        "{same}"
    );
    assert_eq!(same["desk"]["draft"], json!({}));

    let bad = read(
        &mut gloria,
        "Sección;Plato;Precio\nSopas;Sancochado;18,50\nSopas;Chilcano;\n",
        true,
    )
    .await;
    assert_eq!(bad["table"]["rows"][1]["problems"][0]["column"], "Precio");
    assert_eq!(bad["desk"], Value::Null);
    let good = "Sección;Plato;Precio\nSopas;Sancochado;18,50\nSopas;Chilcano;12,00\n";
    let looked = read(&mut gloria, good, false).await;
    assert_eq!(
        (&looked["table"]["rows"][0]["outcome"], &looked["desk"]),
        (&json!("new"), &Value::Null)
    );
    let taken = read(&mut gloria, good, true).await;
    assert_eq!(taken["desk"]["draft"]["products"].as_object().unwrap().len(), 2);
    let again = read(&mut gloria, good, true).await;
    assert_eq!(again["table"]["rows"][0]["outcome"], "same");
    assert_eq!(again["desk"]["draft"], taken["desk"]["draft"]);
    publish(&server, &mut gloria, &again["desk"]).await.expect(200);
    assert_eq!(product(&server, "sancochado").await["priceCents"], 1_850);
    assert_eq!(product(&server, "sancochado").await["category"], "sopas");
    // In the order of the table, not of the alphabet.
    let listed = server
        .api(Method::GET, "/api/products?category=sopas", None, None)
        .await
        .expect(200)
        .body;
    let listed = listed.to_string();
    assert!(listed.find("\"sancochado\"").unwrap() < listed.find("\"chilcano\"").unwrap());
}

/// More dishes than fit into one commit.
#[tokio::test]
async fn a_whole_carta_is_published() {
    let server = TestServer::open().await;
    let machine = server.machine("pardos", Role::Manager);
    let mut csv = "Sección,Plato,Precio\n".to_owned();
    for number in 0..150 {
        csv.push_str(&format!(
            "Sección {},Plato {number},{}.50\n",
            number / 20,
            number + 1
        ));
    }
    let import = async |path: &str, csv: &str| server.post(path, &machine, json!({ "csv": csv })).await;
    let dry = import("/api/menu/import?dry=true", &csv).await.expect(200).body;
    assert_eq!(dry["rows"].as_array().unwrap().len(), 150);
    assert_eq!(product(&server, "plato_149").await["code"], "unknown_product");
    import("/api/menu/import", &csv).await.expect(200);
    let last = product(&server, "plato_149").await;
    assert_eq!(
        (&last["priceCents"], &last["category"]),
        (&json!(15_050), &json!("seccion_7"))
    );
    let again = import("/api/menu/import", &csv).await.expect(200).body;
    assert!(
        again["rows"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["outcome"] == "same")
    );
    let refused = import("/api/menu/import", "Sección,Plato,Precio\nSopas,Menestrón,caro\n")
        .await
        .expect(422);
    assert_eq!(refused.body["errors"][0]["pointer"], "/csv/2/Precio");
    let exported = server.get("/api/menu/export", &machine).await.expect(200).body;
    assert!(exported["text"].as_str().unwrap().contains("\"Plato 149\""));
}

/// A section that is taken back stays while a dish of the draft is in it.
#[tokio::test]
async fn no_dish_of_the_draft_is_left_without_its_section() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let csv = "Sección,Plato,Precio\nSopas,Sancochado,18.50\n";
    let body = json!({ "csv": csv, "take": true });
    let taken = gloria.call(&server, "/rpc/catalog/import-menu", body).await;
    let desk = taken.expect(200).body["desk"].clone();
    let published = desk["catalogue"]["categories"].clone();
    let body = json!({ "seen": published, "categories": published, "order": [] });
    let refused = gloria.call(&server, "/rpc/catalog/arrange-menu", body).await;
    assert_eq!(refused.status, 412, "there is a section that was not seen");
    let seen = desk["draft"]["categories"]["after"].clone();
    let body = json!({ "seen": seen, "categories": published, "order": [] });
    let arranged = gloria.call(&server, "/rpc/catalog/arrange-menu", body).await;
    let arranged = arranged.expect(200).body;
    publish(&server, &mut gloria, &arranged).await.expect(200);
    assert_eq!(product(&server, "sancochado").await["category"], "sopas");
    let listed = server.api(Method::GET, "/api/categories", None, None).await;
    let listed = listed.expect(200).body["categories"].as_array().unwrap().clone();
    assert_eq!(listed.last().unwrap()["name"], "Sopas");
}
