//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{OperationDoc, PAYER};
use crate::rest::openapi::shapes::of;
use api::Code;
use serde_json::json;

pub(crate) fn payment() -> OperationDoc {
    OperationDoc::new(
        "Payments",
        "How the payment stands",
        of::<api::payments::PaymentView>(),
    )
    .who(PAYER)
}

pub(crate) fn open() -> OperationDoc {
    OperationDoc::new(
        "Payments",
        "Open the payment at the restaurant's gateway",
        of::<api::payments::PaymentView>(),
    )
    .who("The order's customer, those who order for others, and machines.")
    .body::<super::Open>(json!({ "method": "yape" }), &["method"])
    .errors(&[Code::OrderClosed, Code::PaymentSettled, Code::PaymentUnavailable])
}

pub(crate) fn give_back() -> OperationDoc {
    OperationDoc::new(
        "Payments",
        "Give money of an order back, all of it or a part: through the gateway, or by hand where it came in by hand",
        of::<api::payments::PaymentView>(),
    )
    .who("Managers and machines.")
    .body::<super::GiveBack>(
        json!({ "amountCents": 1290, "reason": "missing_item", "note": "Faltó el suspiro" }),
        &["amountCents", "reason"],
    )
    .errors(&[
        Code::MissingIdempotencyKey,
        Code::IdempotencyKeyReused,
        Code::Conflict,
        Code::InvalidValue,
    ])
}

pub(crate) fn handed_back() -> OperationDoc {
    OperationDoc::new(
        "Payments",
        "Note that somebody has handed a refund back which no gateway gives back",
        of::<api::payments::PaymentView>(),
    )
    .who("Managers and machines.")
    .body::<super::HandedBack>(json!({ "refund": 1 }), &["refund"])
    .errors(&[Code::Conflict])
}
