//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{OperationDoc, STAGE_ROLE};
use crate::rest::openapi::shapes::named;
use crate::rest::orders::Nothing;
use api::Code;
use serde_json::json;

pub(crate) fn recall() -> OperationDoc {
    OperationDoc::new(
        "Stages",
        "Take the last completion back, within two minutes",
        named("Order"),
    )
    .who("Who completed it, and managers.")
    .body::<Nothing>(json!({}), &[])
    .errors(&[
        Code::RecallWindowOver,
        Code::NothingToRecall,
        Code::OrderClosed,
        Code::AlreadyTaken,
    ])
}

pub(crate) fn start() -> OperationDoc {
    OperationDoc::new("Stages", "Take a stage: one winner", named("Order"))
        .who(STAGE_ROLE)
        .body::<Nothing>(json!({}), &[])
        .errors(&[
            Code::AlreadyTaken,
            Code::OtherStage,
            Code::OrderClosed,
            Code::PaymentRequired,
        ])
}

pub(crate) fn complete() -> OperationDoc {
    OperationDoc::new("Stages", "Complete a stage", named("Order"))
        .who("Who took it, and managers.")
        .body::<Nothing>(json!({}), &[])
        .errors(&[
            Code::NotInProgress,
            Code::AlreadyTaken,
            Code::OtherStage,
            Code::OrderClosed,
        ])
}

pub(crate) fn release() -> OperationDoc {
    OperationDoc::new("Stages", "Put a stage back into its queue", named("Order"))
        .who("Who took it, and managers.")
        .body::<Nothing>(json!({}), &[])
        .errors(&[
            Code::NotInProgress,
            Code::AlreadyTaken,
            Code::OtherStage,
            Code::OrderClosed,
        ])
}
