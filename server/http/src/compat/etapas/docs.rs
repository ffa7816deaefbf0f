//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{OperationDoc, STAGE_ROLE};
use crate::rest::openapi::shapes::{Shape, moment, object, of, or_null, text, whole};
use api::Code;
use domain::stage::Stage;
use serde_json::json;

pub(crate) fn confirm() -> OperationDoc {
    OperationDoc::new(
        "Stages",
        "Complete the stage at which the order stands",
        object(&[("message", text()), ("orderId", text()), ("stage", of::<Stage>())]),
    )
    .who(STAGE_ROLE)
    .body::<super::StageOf>(json!({ "stage": "COOKING", "confirmedBy": "rosa" }), &["stage"])
    .errors(&[Code::AlreadyTaken, Code::OtherStage])
}

pub(crate) fn start() -> OperationDoc {
    OperationDoc::new(
        "Stages",
        "Take a stage",
        object(&[("message", text()), ("stepRecord", step())]),
    )
    .who(STAGE_ROLE)
    .body::<super::StageOf>(
        json!({ "orderId": "o_01k8a", "stage": "COOKING", "assignedTo": "rosa" }),
        &["orderId", "stage"],
    )
    .errors(&[
        Code::NotFound,
        Code::AlreadyTaken,
        Code::OtherStage,
        Code::OrderClosed,
        Code::PaymentRequired,
    ])
}

pub(crate) fn complete() -> OperationDoc {
    OperationDoc::new(
        "Stages",
        "Complete a stage; the answer has its duration in seconds",
        object(&[("message", text()), ("duration", whole())]),
    )
    .who("Who took it, and managers.")
    .body::<super::StageOf>(
        json!({ "orderId": "o_01k8a", "stage": "COOKING" }),
        &["orderId", "stage"],
    )
    .errors(&[
        Code::NotFound,
        Code::NotInProgress,
        Code::AlreadyTaken,
        Code::OtherStage,
        Code::OrderClosed,
    ])
}

fn step() -> Shape {
    object(&[
        ("orderId", text()),
        ("stepName", of::<Stage>()),
        ("status", text()),
        ("startedAt", or_null(moment())),
        ("finishedAt", or_null(moment())),
        ("attendedBy", or_null(object(&[("id", text()), ("name", text())]))),
        ("assignedTo", or_null(text())),
        ("tenantId", text()),
    ])
}
