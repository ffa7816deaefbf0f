//! The server functions about keys and webhooks, with who may call each.

use super::server_functions::{MANAGERS, Row};
use serde_json::json;

pub(super) fn of_connections() -> Vec<Row> {
    let one = json!({ "id": "w_nada" });
    vec![
        ("/rpc/auth/api-keys", MANAGERS, json!({})),
        (
            "/rpc/auth/make-api-key",
            MANAGERS,
            json!({ "key": "k", "new": { "name": "ERP", "scopes": ["menu"] } }),
        ),
        ("/rpc/auth/revoke-api-key", MANAGERS, json!({ "id": "nada" })),
        ("/rpc/webhooks/list", MANAGERS, json!({})),
        (
            "/rpc/webhooks/register",
            MANAGERS,
            json!({ "key": "k", "new": { "url": "http://127.0.0.1:9/hook" } }),
        ),
        (
            "/rpc/webhooks/change",
            MANAGERS,
            json!({ "id": "w_nada", "change": {} }),
        ),
        ("/rpc/webhooks/rotate-secret", MANAGERS, one.clone()),
        ("/rpc/webhooks/remove", MANAGERS, one.clone()),
        ("/rpc/webhooks/test", MANAGERS, one),
        (
            "/rpc/webhooks/deliveries",
            MANAGERS,
            json!({ "id": "w_nada", "cursor": null }),
        ),
        (
            "/rpc/webhooks/redeliver",
            MANAGERS,
            json!({ "id": "w_nada", "delivery": "d_nada" }),
        ),
    ]
}
