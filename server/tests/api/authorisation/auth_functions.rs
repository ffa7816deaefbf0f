//! The server functions about accounts and the staff, with who may call each.

use super::server_functions::{ANYBODY, AT_A_TABLET, CUSTOMER, MANAGERS, Row, STAFF};
use serde_json::json;

pub(super) fn of_auth() -> Vec<Row> {
    let credentials = json!({ "credentials": { "username": "nadie", "password": "adivino-1" } });
    vec![
        ("/rpc/auth/staff-members", MANAGERS, json!({})),
        (
            "/rpc/auth/hire",
            MANAGERS,
            json!({ "person": { "username": "x", "name": "X", "role": "cook" } }),
        ),
        (
            "/rpc/auth/change-staff-member",
            MANAGERS,
            json!({ "username": "nadie", "change": {}, "version": 1 }),
        ),
        (
            "/rpc/auth/give-password",
            MANAGERS,
            json!({ "username": "nadie" }),
        ),
        ("/rpc/auth/door", ANYBODY, json!({})),
        (
            "/rpc/auth/pin-sign-in",
            AT_A_TABLET,
            json!({ "username": "cocina", "pin": "4071" }),
        ),
        ("/rpc/auth/lock", ANYBODY, json!({})),
        ("/rpc/auth/register-tablet", MANAGERS, json!({ "name": "Cocina" })),
        ("/rpc/auth/tablets", MANAGERS, json!({})),
        (
            "/rpc/auth/change-tablet",
            MANAGERS,
            json!({ "id": "nada", "change": {} }),
        ),
        ("/rpc/auth/remove-tablet", MANAGERS, json!({ "id": "nada" })),
        (
            "/rpc/auth/give-pin",
            MANAGERS,
            json!({ "username": "nadie", "new": {} }),
        ),
        ("/rpc/auth/unlock-pin", MANAGERS, json!({ "username": "nadie" })),
        ("/rpc/auth/invitations", MANAGERS, json!({})),
        (
            "/rpc/auth/invite",
            MANAGERS,
            json!({ "person": { "name": "X", "role": "cook" } }),
        ),
        ("/rpc/auth/withdraw-invitation", MANAGERS, json!({ "id": "nada" })),
        ("/rpc/auth/invited", ANYBODY, json!({ "code": "nada" })),
        (
            "/rpc/auth/join",
            ANYBODY,
            json!({ "joining": { "code": "nada", "name": "", "username": "", "password": "" } }),
        ),
        ("/rpc/auth/change-own-password", STAFF, json!({ "change": {} })),
        ("/rpc/auth/register", ANYBODY, json!({ "registration": {} })),
        ("/rpc/auth/recover-password", ANYBODY, json!({ "account": "" })),
        ("/rpc/auth/reset-password", ANYBODY, json!({ "reset": {} })),
        ("/rpc/auth/change-password", CUSTOMER, json!({ "change": {} })),
        ("/rpc/auth/my-account", CUSTOMER, json!({})),
        ("/rpc/auth/change-email", CUSTOMER, json!({ "change": {} })),
        ("/rpc/auth/confirm-email", CUSTOMER, json!({ "code": "" })),
        ("/rpc/auth/close-account", CUSTOMER, json!({ "password": "" })),
        (
            "/rpc/auth/erase-customer",
            MANAGERS,
            json!({ "customer": "c_nobody" }),
        ),
        ("/rpc/auth/sign-in", ANYBODY, credentials.clone()),
        ("/rpc/auth/sign-out", ANYBODY, json!({})),
        ("/rpc/auth/sign-out-everywhere", CUSTOMER, json!({})),
        ("/rpc/auth/who-am-i", ANYBODY, json!({})),
        ("/rpc/auth/staff-sign-in", ANYBODY, credentials),
        ("/rpc/auth/staff-sign-out", ANYBODY, json!({})),
        ("/rpc/auth/staff-who-am-i", ANYBODY, json!({})),
    ]
}
