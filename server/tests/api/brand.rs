//! How a restaurant looks and what it says of itself, as its manager changes it.

use crate::menu::{audited, manager};
use crate::pictures::logo;
use crate::support::{Browser, TestServer};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

async fn brand(server: &TestServer, gloria: &mut Browser) -> Value {
    gloria
        .call(server, "/rpc/catalog/brand", json!({}))
        .await
        .expect(200)
        .body
}

/// The restaurant as any page has it.
async fn house(server: &TestServer) -> Value {
    let path = "/rpc/catalog/house";
    server.api(Method::GET, path, None, None).await.expect(200).body
}

#[tokio::test]
async fn a_manager_changes_the_brand_and_everybody_sees_it() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let known = brand(&server, &mut gloria).await;
    assert_eq!(known["brand"]["colours"]["brand"], "#c8281c");
    let logo = gloria.call(&server, "/rpc/catalog/keep-picture", logo()).await;
    let logo = logo.expect(200).body["imageUrl"].clone();
    let mut wanted = known.clone();
    wanted["brand"]["headline"] = json!("Brasa de leña");
    wanted["brand"]["logo"] = logo.clone();
    wanted["brand"]["colours"]["brand"] = json!("#ffd23f");
    let forms = ["edge", "corners", "letters"].map(|form| wanted["brand"][form].clone());
    assert_eq!(forms, ["teeth", "soft", "fraunces"]);
    wanted["brand"]["edge"] = json!("scallops");
    wanted["brand"]["letters"] = json!("bricolage");
    let sent = json!({ "wanted": wanted });
    let changed = gloria
        .call(&server, "/rpc/catalog/change-brand", sent.clone())
        .await;
    let changed = changed.expect(200).body;
    assert_eq!(changed["brand"], wanted["brand"]);
    let shown = house(&server).await["brand"].clone();
    assert_eq!(
        (&shown["headline"], &shown["logo"]),
        (&json!("Brasa de leña"), &logo)
    );
    let token = |name: &str| {
        let palette = shown["palette"].as_array().unwrap().iter();
        palette
            .clone()
            .find(|token| token[0] == name)
            .map(|token| token[1].clone())
    };
    assert_eq!(token("--brand"), Some(json!("#ffd23f")));
    assert_eq!(
        token("--brand-ink"),
        Some(json!("#1b1512")),
        "white would not be read on it"
    );
    assert_eq!(token("--edge-w"), Some(json!("28px")));
    assert_eq!(token("--font-body"), Some(json!("var(--figtree)")));
    assert_eq!(token("--radius"), None, "it is as usual");
    let noted = audited(&server).await;
    assert!(
        noted.iter().any(|entry| entry.starts_with("settings")),
        "{noted:?}"
    );

    // What was made of something else is refused, and nothing is written over.
    let refused = gloria.call(&server, "/rpc/catalog/change-brand", sent).await;
    refused.refused(412, "version_changed");
    let again = json!({ "wanted": changed });
    gloria
        .call(&server, "/rpc/catalog/change-brand", again)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_brand_that_nobody_could_read_is_refused() {
    let server = TestServer::open().await;
    let machine = server.machine("pardos", Role::Manager);
    let patch = async |brand: Value| {
        let body = json!({ "brand": brand });
        server
            .api(Method::PATCH, "/api/settings", Some(&machine), Some(body))
            .await
    };
    for (wrong, pointer) in [
        (json!({ "colours": { "ink": "#9a948e" } }), "/brand/colours/ink"),
        (
            json!({ "colours": { "brand": "#7b7b7b" } }),
            "/brand/colours/brand",
        ),
        (json!({ "colours": { "brand": "red" } }), "/brand/colours/brand"),
        (json!({ "edge": "zigzag" }), "/brand/edge"),
        (json!({ "colours": { "sky": "#0000ff" } }), "/brand/colours/sky"),
        (json!({ "name": "P" }), "/brand/name"),
        (json!({ "story": "x".repeat(301) }), "/brand/story"),
        (json!({ "logo": "https://elsewhere.pe/logo.png" }), "/brand/logo"),
    ] {
        let refused = patch(wrong.clone()).await.refused(422, "invalid_value").body;
        let pointers: Vec<&Value> = refused["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| &e["pointer"])
            .collect();
        assert!(pointers.contains(&&json!(pointer)), "{wrong}: {pointers:?}");
    }
    let renamed = patch(json!({ "name": "Pardos Chicken" })).await.expect(200).body;
    assert_eq!(renamed["brand"]["name"], "Pardos Chicken");
    assert_eq!(house(&server).await["brand"]["name"], "Pardos Chicken");
}

#[tokio::test]
async fn a_form_of_which_nothing_is_said_stays() {
    let server = TestServer::open().await;
    let mut gloria = manager(&server).await;
    let mut known = brand(&server, &mut gloria).await;
    // A page that was opened before there were forms knows none of them.
    for form in ["edge", "corners", "letters"] {
        known["brand"].as_object_mut().unwrap().remove(form);
    }
    let path = "/rpc/catalog/change-brand";
    let stored = gloria
        .call(&server, path, json!({ "wanted": known }))
        .await
        .expect(200)
        .body;
    assert_eq!(stored["brand"]["edge"], "teeth");
    assert_eq!(stored["version"], known["version"], "nothing has changed");
    assert!(
        audited(&server)
            .await
            .iter()
            .all(|entry| !entry.starts_with("settings"))
    );
}
