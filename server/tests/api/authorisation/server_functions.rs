//! The calls of the apps.

use super::{auth_functions, catalog_functions, connection_functions, customer_functions, seen};
use crate::support::{Browser, PASSWORD, TestServer};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const RPC_ROLES: [&str; 6] = ["visitor", "customer", "cook", "dispatcher", "driver", "manager"];
pub(super) const ANYBODY: &str = "++++++";
pub(super) const CUSTOMER: &str = "1+1111";
pub(super) const STAFF: &str = "11++++";
const COOKS: &str = "11+33+";
pub(super) const KITCHEN: &str = "11++3+";
pub(super) const MANAGERS: &str = "11333+";
/// Nobody whose browser is no registered tablet.
pub(super) const AT_A_TABLET: &str = "111111";

/// A server function, who may call it, and with what.
pub(super) type Row = (&'static str, &'static str, Value);

fn rpc() -> Vec<Row> {
    [
        auth_functions::of_auth(),
        customer_functions::of_customers(),
        connection_functions::of_connections(),
        of_claims(),
        of_catering(),
        of_orders(),
        of_payments(),
        catalog_functions::of_catalog(),
        catalog_functions::of_settings(),
        of_others(),
    ]
    .concat()
}

fn of_claims() -> Vec<Row> {
    vec![
        (
            "/rpc/claims/file",
            ANYBODY,
            json!({ "key": "k", "form": { "name": "Ana" } }),
        ),
        (
            "/rpc/claims/sheet",
            ANYBODY,
            json!({ "number": "000000001-2025", "key": "nadie" }),
        ),
        ("/rpc/claims/list", MANAGERS, json!({ "filter": {} })),
        ("/rpc/claims/totals", MANAGERS, json!({})),
        (
            "/rpc/claims/reply",
            MANAGERS,
            json!({ "number": "999999999-2025", "reply": { "answer": "Sí" } }),
        ),
        (
            "/rpc/claims/confirm-letter",
            MANAGERS,
            json!({ "number": "999999999-2025" }),
        ),
        (
            "/rpc/claims/paper",
            MANAGERS,
            json!({ "key": "k", "paper": { "name": "Ana" } }),
        ),
        (
            "/rpc/claims/offer",
            MANAGERS,
            json!({ "number": "999999999-2025", "offer": { "offer": "Sí" } }),
        ),
        (
            "/rpc/claims/note-offer",
            MANAGERS,
            json!({ "number": "999999999-2025", "note": "sent" }),
        ),
        (
            "/rpc/claims/answer-offer",
            ANYBODY,
            json!({ "number": "000000001-2025", "key": "nadie", "accepted": true }),
        ),
        ("/rpc/claims/poster", MANAGERS, json!({})),
        ("/rpc/claims/export", MANAGERS, json!({ "year": null })),
    ]
}

fn of_catering() -> Vec<Row> {
    vec![
        (
            "/rpc/catering/request",
            ANYBODY,
            json!({ "request": { "idempotencyKey": "k" } }),
        ),
        ("/rpc/catering/check-day", ANYBODY, json!({ "asked": {} })),
        ("/rpc/catering/page", ANYBODY, json!({ "link": "nadie" })),
        ("/rpc/catering/mine", CUSTOMER, json!({})),
        (
            "/rpc/catering/answer",
            ANYBODY,
            json!({ "link": "nadie", "answer": { "kind": "write", "text": "Hola" } }),
        ),
        (
            "/rpc/catering/pay",
            ANYBODY,
            json!({ "link": "nadie", "part": "deposit", "method": "card" }),
        ),
        ("/rpc/catering/payment", ANYBODY, json!({ "link": "nadie" })),
        (
            "/rpc/catering/settle-simulated",
            ANYBODY,
            json!({ "link": "nadie", "approve": true }),
        ),
        ("/rpc/catering/waiting", MANAGERS, json!({})),
        ("/rpc/catering/list", MANAGERS, json!({ "filter": {} })),
        ("/rpc/catering/detail", MANAGERS, json!({ "id": "cr_nadie" })),
        (
            "/rpc/catering/calendar",
            MANAGERS,
            json!({ "from": "2025-10-25", "to": "2025-10-26" }),
        ),
        (
            "/rpc/catering/enter",
            MANAGERS,
            json!({ "request": { "idempotencyKey": "k" } }),
        ),
        (
            "/rpc/catering/quote",
            MANAGERS,
            json!({ "id": "cr_nadie", "draft": {} }),
        ),
        (
            "/rpc/catering/act",
            MANAGERS,
            json!({ "id": "cr_nadie", "action": { "kind": "take" } }),
        ),
        ("/rpc/catering/payment-of", MANAGERS, json!({ "id": "cr_nadie" })),
    ]
}

fn of_payments() -> Vec<Row> {
    let order = json!({ "order_id": "o_nadie" });
    vec![
        (
            "/rpc/payments/open",
            CUSTOMER,
            json!({ "order_id": "o_nadie", "method": "card" }),
        ),
        ("/rpc/payments/state", CUSTOMER, order.clone()),
        ("/rpc/payments/record", MANAGERS, order.clone()),
        (
            "/rpc/payments/hand-back",
            MANAGERS,
            json!({ "order_id": "o_nadie", "refund": 1 }),
        ),
        (
            "/rpc/payments/give-back",
            MANAGERS,
            json!({ "order_id": "o_nadie", "form": { "idempotencyKey": "k", "amountCents": 100, "reason": "late" } }),
        ),
        (
            "/rpc/payments/settle-simulated",
            CUSTOMER,
            json!({ "order_id": "o_nadie", "approve": true }),
        ),
        ("/rpc/payments/settings", MANAGERS, json!({})),
        (
            "/rpc/payments/choose",
            MANAGERS,
            json!({ "online": { "by": "shared" }, "version": 0 }),
        ),
        (
            "/rpc/payments/look-up-account",
            MANAGERS,
            json!({ "token": "sin forma" }),
        ),
        (
            "/rpc/payments/connect-account",
            MANAGERS,
            json!({ "account": { "token": "sin forma", "webhookSecret": "x", "pos": "CAJA1" } }),
        ),
    ]
}

fn of_orders() -> Vec<Row> {
    let order = json!({ "order_id": "o_nadie" });
    let cooking = json!({ "order_id": "o_nadie", "stage": "COOKING" });
    let reason = json!({ "order_id": "o_nadie", "reason": "prueba" });
    let new_order = json!({
        "idempotencyKey": "k", "lines": [], "fulfilment": { "kind": "pickup", "branch": "miraflores" },
        "paymentMethod": "card", "expectedTotal": null,
    });
    vec![
        ("/rpc/orders/full-quarters", ANYBODY, Value::Null),
        ("/rpc/orders/place", CUSTOMER, json!({ "order": new_order })),
        ("/rpc/orders/mine", CUSTOMER, json!({ "cursor": null })),
        ("/rpc/orders/track", ANYBODY, order.clone()),
        ("/rpc/orders/cancel-mine", CUSTOMER, reason.clone()),
        ("/rpc/orders/list", STAFF, json!({ "filter": {} })),
        (
            "/rpc/orders/of-customer",
            MANAGERS,
            json!({ "customer": "c_nobody", "cursor": null }),
        ),
        (
            "/rpc/orders/export",
            MANAGERS,
            json!({ "from": "2025-10-01", "to": "2025-10-31" }),
        ),
        ("/rpc/operations/audit", MANAGERS, json!({ "cursor": null })),
        ("/rpc/operations/export-audit", MANAGERS, json!({})),
        ("/rpc/orders/detail", STAFF, order.clone()),
        ("/rpc/orders/confirm", MANAGERS, order.clone()),
        (
            "/rpc/orders/edit",
            MANAGERS,
            json!({ "order_id": "o_nadie", "wanted": { "edits": 0, "quantities": [1], "reason": "asked" } }),
        ),
        ("/rpc/orders/cancel", MANAGERS, reason),
        ("/rpc/stages/queue", STAFF, json!({ "stage": "COOKING" })),
        ("/rpc/stages/bell", STAFF, json!({})),
        ("/rpc/stages/take", COOKS, cooking.clone()),
        ("/rpc/stages/release", COOKS, cooking.clone()),
        ("/rpc/stages/complete", COOKS, cooking),
        ("/rpc/stages/recall", STAFF, order),
    ]
}

fn of_others() -> Vec<Row> {
    vec![
        ("/rpc/dashboard/overview", MANAGERS, json!({ "days": {} })),
        ("/rpc/notifications/mine", CUSTOMER, json!({ "cursor": null })),
        ("/rpc/notifications/mark-read", CUSTOMER, json!({ "read": "all" })),
        (
            "/rpc/operations/report-fault",
            ANYBODY,
            json!({ "report": { "app": "console", "build": "b.js", "message": "m", "location": "l", "page": "/", "browser": "other" } }),
        ),
        ("/rpc/operations/dead-letters", MANAGERS, json!({})),
        (
            "/rpc/operations/retry-dead-letter",
            MANAGERS,
            json!({ "id": "1" }),
        ),
    ]
}

#[test]
fn the_table_names_every_server_function() {
    let named: BTreeSet<&str> = rpc().into_iter().map(|(path, ..)| path).collect();
    let there: BTreeSet<&str> = server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    assert_eq!(named, there);
}

#[tokio::test]
async fn every_server_function_knows_who_may() {
    let server = TestServer::open().await;
    let mut callers = vec![
        Browser::new(),
        Browser::customer(&server, "localhost:3000", "ana").await,
    ];
    for username in ["cocina", "empaque", "reparto", "gerente"] {
        callers.push(Browser::staff(&server, "localhost:3000", username).await);
    }
    let mut wrong = Vec::new();
    // A caller who has signed out is nobody any more: that comes last.
    let (mut last, first): (Vec<_>, Vec<_>) = rpc()
        .into_iter()
        .partition(|(path, ..)| path.contains("sign-out") || path.ends_with("/lock"));
    // Anybody may sign out, also who has signed out everywhere.
    last.sort_by_key(|(path, ..)| !path.ends_with("everywhere"));
    for (path, expected, body) in first.into_iter().chain(last) {
        let mut found = String::new();
        for caller in &callers {
            found.push(called(&server, caller, path, &body).await);
        }
        if found != expected {
            wrong.push(format!("{path}: {found} and not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "of {RPC_ROLES:?}\n{}", wrong.join("\n"));
}

#[tokio::test]
async fn people_of_another_restaurant_are_nobody_here() {
    let server = TestServer::open().await;
    let mut callers = vec![Browser::customer(&server, "caleta.localhost", "ana").await];
    for username in ["cocina", "gerente"] {
        callers.push(Browser::staff(&server, "caleta.localhost", username).await);
    }
    for (path, expected, body) in rpc() {
        for caller in &mut callers {
            caller.host = "pardos.localhost".into();
            let as_visitor = expected.chars().next().unwrap();
            assert_eq!(called(&server, caller, path, &body).await, as_visitor, "{path}");
        }
    }
    let mut ana = Browser::at("pardos.localhost");
    let credentials = json!({ "credentials": { "username": "ana", "password": PASSWORD } });
    ana.call(&server, "/rpc/auth/sign-in", credentials)
        .await
        .refused(401, "wrong_credentials");
}

/// What a browser gets; that there is no such order comes after the question who may.
async fn called(server: &TestServer, caller: &Browser, path: &str, body: &Value) -> char {
    let mut caller = caller.clone();
    let answer = if body.is_null() {
        caller.get(server, path).await
    } else {
        caller.call(server, path, body.clone()).await
    };
    assert_ne!(answer.body["code"], "malformed", "{path}: {}", answer.text);
    match seen(&answer) {
        '4' => '+',
        other => other,
    }
}
