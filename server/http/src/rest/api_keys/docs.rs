//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::OperationDoc;
use crate::rest::openapi::shapes::{of, text};
use api::Code;
use api::api_keys::{ApiKeys, MadeApiKey, NewApiKey};
use serde_json::json;

/// No key makes, lists or revokes keys.
const MANAGERS_ONLY: &str = "Managers.";

pub(crate) fn list() -> OperationDoc {
    OperationDoc::new(
        "API keys",
        "The keys that have not ended by themselves, newest first, revoked ones included",
        of::<ApiKeys>(),
    )
    .who(MANAGERS_ONLY)
}

pub(crate) fn make() -> OperationDoc {
    OperationDoc::new(
        "API keys",
        "Make a key that may do what its scopes hold; the answer shows its token, this once",
        of::<MadeApiKey>(),
    )
    .who(MANAGERS_ONLY)
    .created()
    .body::<NewApiKey>(
        json!({ "name": "Contabilidad", "scopes": ["ordersRead", "money"], "expiresInDays": 365 }),
        &["name", "scopes"],
    )
    // A key that was revoked meanwhile is not made again by its idempotency key.
    .errors(&[Code::LimitReached, Code::NotFound])
}

pub(crate) fn revoke() -> OperationDoc {
    OperationDoc::new("API keys", "Revoke a key: the next call with it is 401", text())
        .who(MANAGERS_ONLY)
        .no_content()
}
