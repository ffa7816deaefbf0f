//! The restaurant's settings over the public API.

use crate::support::{Answer, TestServer, api_request};
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
