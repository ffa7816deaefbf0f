//! What takes the password, for who came in with a PIN.

use super::{HOST, enter, give, shared};
use crate::support::{Browser, TestServer};
use serde_json::json;

#[tokio::test]
async fn who_came_in_with_a_pin_does_nothing_that_outlasts_it() {
    let server = TestServer::open().await;
    let mut tablet = shared(&server).await;
    give(&server, "gerente", "4826").await;
    let hire = json!({ "person": { "username": "nuevo", "name": "Nuevo", "role": "manager" } });
    let tries = [
        ("/rpc/auth/hire", hire),
        (
            "/rpc/auth/invite",
            json!({ "person": { "name": "Nueva", "role": "manager" } }),
        ),
        (
            "/rpc/auth/make-api-key",
            json!({ "key": "k-1", "new": { "name": "ERP", "scopes": ["menu"] } }),
        ),
        (
            "/rpc/webhooks/register",
            json!({ "key": "k-1", "new": { "url": "https://example.pe/" } }),
        ),
        (
            "/rpc/payments/choose",
            json!({ "online": { "by": "off" }, "version": 1 }),
        ),
        ("/rpc/payments/look-up-account", json!({ "token": "APP_USR-1" })),
        ("/rpc/auth/give-password", json!({ "username": "reparto" })),
        ("/rpc/auth/give-pin", json!({ "username": "empaque", "new": {} })),
        ("/rpc/auth/unlock-pin", json!({ "username": "gerente" })),
        ("/rpc/auth/register-tablet", json!({ "name": "Otra" })),
    ];
    enter(&server, &mut tablet, "gerente", "4826").await.expect(200);
    // Nor does the same session after it was renewed.
    server.later(11);
    for (path, body) in &tries {
        let refused = tablet.call(&server, path, body.clone()).await;
        assert_eq!(refused.status, 403, "{path}: {}", refused.text);
        refused.refused(403, "password_needed");
    }
    // The day's work goes on as ever.
    let staff = tablet.call(&server, "/rpc/auth/staff-members", json!({})).await;
    staff.expect(200);
    let mut office = Browser::staff(&server, HOST, "gerente").await;
    for (path, body) in tries {
        let answer = office.call(&server, path, body).await;
        assert_ne!(answer.status, 403, "{path}: {}", answer.text);
    }
}
