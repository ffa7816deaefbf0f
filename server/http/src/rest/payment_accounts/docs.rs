//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::OperationDoc;
use crate::rest::openapi::shapes::of;
use api::Code;
use api::payment_accounts::{FoundAccount, NewPaymentAccount, PaymentChoice, PaymentSettings, PaymentToken};
use serde_json::json;

/// Machines have no business with whose account it is.
const ONLY_MANAGERS: &str = "Managers.";

pub(crate) fn settings() -> OperationDoc {
    OperationDoc::new(
        "Settings",
        "Whose account customers pay into before they receive",
        of::<PaymentSettings>(),
    )
    .who(ONLY_MANAGERS)
}

pub(crate) fn choose() -> OperationDoc {
    OperationDoc::new(
        "Settings",
        "Say whose account customers pay into from now on: `{\"by\": \"shared\"}` for that of the deployment, \
         `{\"by\": \"own\", \"account\": 1}` for one that was connected, `{\"by\": \"off\"}` for nobody's",
        of::<PaymentSettings>(),
    )
    .who(ONLY_MANAGERS)
    .body::<PaymentChoice>(json!({ "online": { "by": "off" } }), &["online"])
    .errors(&[Code::Conflict])
    .if_match()
}

pub(crate) fn connect() -> OperationDoc {
    OperationDoc::new(
        "Settings",
        "Connect the restaurant's own account at Mercado Pago, which takes the money from now on; one that was connected before \
         gets what is new of it. What is under way stays where it was opened",
        of::<PaymentSettings>(),
    )
    .who(ONLY_MANAGERS)
    .body::<NewPaymentAccount>(
        json!({ "token": "APP_USR-…", "webhookSecret": "…", "pos": "CAJA1" }),
        &["token", "webhookSecret", "pos"],
    )
    .errors(&[Code::Conflict, Code::LimitReached, Code::RateLimited])
}

pub(crate) fn look_up() -> OperationDoc {
    OperationDoc::new(
        "Settings",
        "Whose account at Mercado Pago an access token is, and its points of sale",
        of::<FoundAccount>(),
    )
    .who(ONLY_MANAGERS)
    .body::<PaymentToken>(json!({ "token": "APP_USR-…" }), &["token"])
    .errors(&[Code::RateLimited])
}
