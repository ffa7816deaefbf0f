//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OWNER, OperationDoc, STAFF};
use crate::rest::openapi::shapes::{named, of, one_of, order_list, page};
use crate::rest::orders::Nothing;
use api::Code;
use serde_json::json;

pub(crate) fn of_customer() -> OperationDoc {
    OperationDoc::new(
        "Orders",
        "A customer's orders, newest first",
        page("orders", named("Order")),
    )
    .who("The customer, managers and machines.")
    .query(&["cursor", "limit"])
}

pub(crate) fn list() -> OperationDoc {
    OperationDoc::new(
        "Orders",
        "Orders, oldest first, those in work by when they should be cooked, each with what the caller needs of it",
        order_list(),
    )
    .who(STAFF)
    .query(&[
        "state",
        "search order",
        "status",
        "stage",
        "open",
        "branch",
        "toAccept",
        "from",
        "to",
        "cursor",
        "last",
        "limit",
        "counts",
    ])
}

pub(crate) fn export() -> OperationDoc {
    OperationDoc::new(
        "Orders",
        "The orders of some days as CSV, behind a link",
        of::<api::exports::ExportLink>(),
    )
    .who(MANAGERS)
    .query(&["from day", "to day"])
    .errors(&[Code::LimitReached])
}

pub(crate) fn order() -> OperationDoc {
    OperationDoc::new(
        "Orders",
        "An order; with the id of a customer, a page of theirs",
        one_of(&[named("Order"), page("orders", named("Order"))]),
    )
    .who(OWNER)
}

pub(crate) fn confirm() -> OperationDoc {
    OperationDoc::new(
        "Orders",
        "Send an order into the kitchen. Needs an idempotency key",
        named("Order"),
    )
    .who("The order's customer with an approved payment, managers and machines.")
    .body::<Nothing>(json!({}), &[])
    .errors(&[
        Code::MissingIdempotencyKey,
        Code::PaymentRequired,
        Code::OrderClosed,
    ])
}

pub(crate) fn edit() -> OperationDoc {
    OperationDoc::new(
        "Orders",
        "Change what was ordered before it is cooked, or where it is brought to before somebody takes it along; what it costs less goes \
         back, and what it costs more is collected with it",
        named("Order"),
    )
    .who("Managers and machines.")
    .body::<super::Edit>(
        json!({
            "edits": 0, "quantities": [2, 0], "reason": "sold_out",
            "added": [{ "productId": "papas_familiar", "qty": 1 }],
        }),
        &["edits", "quantities", "reason"],
    )
    .errors(&[
        Code::Conflict,
        Code::OrderClosed,
        Code::OtherStage,
        Code::PaymentRequired,
        Code::OutOfStock,
        Code::OutOfZone,
        Code::Unavailable86,
        Code::UnknownProduct,
        Code::InvalidValue,
        Code::MissingField,
    ])
}

pub(crate) fn cancel() -> OperationDoc {
    OperationDoc::new(
        "Orders",
        "Cancel an order; its stock returns, once",
        named("Order"),
    )
    .who("The order's customer within the window, managers and machines.")
    .body::<super::Cancel>(json!({ "reason": "Ya no lo necesito" }), &[])
    .errors(&[Code::CancelWindowOver, Code::OrderClosed])
}
