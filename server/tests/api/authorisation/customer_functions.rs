//! The server functions about customers, with who may call each.

use super::server_functions::{CUSTOMER, MANAGERS, Row};
use serde_json::json;

pub(super) fn of_customers() -> Vec<Row> {
    vec![
        ("/rpc/customers/my-profile", CUSTOMER, json!({})),
        ("/rpc/customers/my-data", CUSTOMER, json!({})),
        ("/rpc/customers/update-profile", CUSTOMER, json!({ "change": {} })),
        (
            "/rpc/customers/is-blocked",
            MANAGERS,
            json!({ "customer": "c_nobody" }),
        ),
        (
            "/rpc/customers/block",
            MANAGERS,
            json!({ "customer": "c_nobody", "blocked": true }),
        ),
        (
            "/rpc/customers/list",
            MANAGERS,
            json!({ "search": "", "cursor": null }),
        ),
        (
            "/rpc/customers/record",
            MANAGERS,
            json!({ "customer": "c_nobody" }),
        ),
        (
            "/rpc/customers/change-note",
            MANAGERS,
            json!({ "customer": "c_nobody", "change": { "text": "x" }, "version": 1 }),
        ),
        ("/rpc/customers/export", MANAGERS, json!({ "search": "" })),
        (
            "/rpc/customers/data-of",
            MANAGERS,
            json!({ "customer": "c_nobody" }),
        ),
    ]
}
