//! The restaurant's settings over the public API.

use crate::support::{Answer, Browser, TestServer, api_request};
use axum::http::Method;
use domain::staff::Role;
use serde_json::{Value, json};

async fn patch(server: &TestServer, patch: Value) -> Answer {
    let manager = server.machine("pardos", Role::Manager);
    let request = api_request(Method::PATCH, "/api/settings", Some(&manager), Some(patch));
    server.ask(request).await
}

#[tokio::test]
async fn what_a_patch_does_not_name_stays() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let before = server.get("/api/settings", &manager).await.expect(200).body;
    let change = json!({ "minimumOrderCents": 2_500, "freeDeliveryFromCents": null,
        "catering": { "noticeHours": 72, "dailyLimit": null } });
    let after = patch(&server, change).await.expect(200).body;
    assert_eq!(
        (&after["minimumOrderCents"], &after["freeDeliveryFromCents"]),
        (&json!(2_500), &Value::Null)
    );
    assert_eq!(after["catering"]["noticeHours"], 72);
    assert_eq!(after["catering"]["packages"], before["catering"]["packages"]);
    assert_eq!(
        server.get("/api/settings", &manager).await.expect(200).body,
        after
    );
    // Another restaurant keeps its own.
    let elsewhere = server.machine("caleta", Role::Manager);
    assert_eq!(
        server.get("/api/settings", &elsewhere).await.expect(200).body["catering"]["noticeHours"],
        48
    );
}

#[tokio::test]
async fn what_cannot_be_used_is_named_and_changes_nothing() {
    let server = TestServer::open().await;
    let manager = server.machine("pardos", Role::Manager);
    let before = server.get("/api/settings", &manager).await.expect(200).body;
    for (change, pointer) in [
        (json!({ "taste": {} }), "/taste"),
        (json!({ "catering": { "notice": 1 } }), "/catering/notice"),
        (
            json!({ "catering": { "noticeHours": "dos" } }),
            "/catering/noticeHours",
        ),
        (json!({ "targets": { "cooking": 0 } }), "/targets/cooking"),
        (
            json!({ "catering": { "dailyLimit": {} } }),
            "/catering/dailyLimit",
        ),
        (json!({ "holidays": [{ "on": "12-40" }] }), "/holidays/0/on"),
        (json!({ "catering": { "minGuests": 500 } }), "/catering/minGuests"),
    ] {
        let refused = patch(&server, change).await.refused(422, "invalid_value");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer);
    }
    patch(&server, json!([])).await.refused(400, "malformed");
    assert_eq!(
        server.get("/api/settings", &manager).await.expect(200).body,
        before
    );
}

#[tokio::test]
async fn a_manager_changes_packages_and_rules_in_the_console() {
    let server = TestServer::open().await;
    let mut gloria = Browser::staff(&server, "localhost", "gerente").await;
    let known = gloria
        .call(&server, "/rpc/catalog/catering-rules", json!({}))
        .await;
    let mut wanted = known.expect(200).body;
    let packages = wanted["catering"]["packages"].as_array().unwrap().len();
    wanted["catering"]["dailyLimit"] = json!({ "unit": "events", "most": 2 });
    wanted["catering"]["packages"][0]["name"] = json!(" Oficina grande ");
    wanted["catering"]["packages"][0]["contents"] = json!(["Pollo ", "  ", "Papas"]);
    let path = "/rpc/catalog/change-catering-rules";
    let sent = json!({ "wanted": wanted });
    let stored = gloria.call(&server, path, sent.clone()).await.expect(200).body;
    let first = &stored["catering"]["packages"][0];
    assert_eq!(first["name"], "Oficina grande");
    assert_eq!(first["contents"], json!(["Pollo", "Papas"]));
    assert_eq!(stored["catering"]["packages"].as_array().unwrap().len(), packages);
    let house = "/rpc/catalog/house";
    let shown = server.api(Method::GET, house, None, None).await.expect(200).body;
    assert_eq!(shown["catering"], stored["catering"]);

    // What was made of an older version is refused, and so is what cannot be used.
    gloria
        .call(&server, path, sent)
        .await
        .refused(412, "version_changed");
    let mut wrong = stored;
    wrong["catering"]["packages"][1]["price"] = json!({ "kind": "perPerson", "from": 0, "price": -1 });
    let refused = gloria
        .call(&server, path, json!({ "wanted": wrong }))
        .await
        .expect(422)
        .body;
    let fields = refused["fields"].as_array().unwrap().iter();
    let pointers: Vec<&str> = fields.map(|field| field["pointer"].as_str().unwrap()).collect();
    assert_eq!(
        pointers,
        [
            "/catering/packages/1/price/from",
            "/catering/packages/1/price/price"
        ]
    );
}
