//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::{array, named, object, page, text};
use crate::rest::orders::Nothing;
use api::Code;
use api::webhooks::{NewWebhook, WebhookChange};
use serde_json::json;

pub(crate) fn register() -> OperationDoc {
    OperationDoc::new(
        "Webhooks",
        "Register an address; the answer shows its secret, this once",
        named("Webhook"),
    )
    .who(MANAGERS)
    .created()
    .body::<NewWebhook>(
        json!({ "url": "https://example.pe/brasa", "events": ["OrderConfirmed"],
            "description": "ERP" }),
        &["url"],
    )
    // An address that was removed meanwhile is not registered again by its key.
    .errors(&[Code::LimitReached, Code::NotFound])
}

pub(crate) fn list() -> OperationDoc {
    OperationDoc::new(
        "Webhooks",
        "All addresses",
        object(&[("webhooks", array(named("Webhook")))]),
    )
    .who(MANAGERS)
}

pub(crate) fn webhook() -> OperationDoc {
    OperationDoc::new("Webhooks", "An address", named("Webhook")).who(MANAGERS)
}

pub(crate) fn change() -> OperationDoc {
    OperationDoc::new(
        "Webhooks",
        "Change an address: only the given fields",
        named("Webhook"),
    )
    .who(MANAGERS)
    .body::<WebhookChange>(
        json!({ "url": "https://example.pe/brasa",
                "events": ["OrderConfirmed"], "description": "ERP", "active": true }),
        &[],
    )
}

pub(crate) fn remove() -> OperationDoc {
    OperationDoc::new("Webhooks", "Remove an address with its log", text())
        .who(MANAGERS)
        .no_content()
}

pub(crate) fn rotate_secret() -> OperationDoc {
    OperationDoc::new("Webhooks", "A new secret, shown this once", named("Webhook"))
        .who(MANAGERS)
        .body::<Nothing>(json!({}), &[])
}

pub(crate) fn test() -> OperationDoc {
    OperationDoc::new("Webhooks", "Send a Ping", named("Delivery"))
        .who(MANAGERS)
        .body::<Nothing>(json!({}), &[])
        .accepted()
        .errors(&[Code::Conflict])
}

pub(crate) fn deliveries() -> OperationDoc {
    OperationDoc::new(
        "Webhooks",
        "What was sent, newest first, of 30 days",
        page("deliveries", named("Delivery")),
    )
    .who(MANAGERS)
    .query(&["cursor", "limit"])
}

pub(crate) fn redeliver() -> OperationDoc {
    OperationDoc::new("Webhooks", "Send a delivery again", named("Delivery"))
        .who(MANAGERS)
        .body::<Nothing>(json!({}), &[])
        .accepted()
        .errors(&[Code::Conflict])
}
