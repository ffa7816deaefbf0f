//! What the rules refuse, as answers.

use crate::error::Error;
use api::Code;
use domain::order::Refusal;
use serde_json::json;
use texts::now::errors as texts;

/// A refusal with its stable code; where somebody else has the order, who.
pub fn answer(refusal: &Refusal) -> Error {
    let code = match refusal {
        Refusal::NotAllowed => Code::Forbidden,
        Refusal::AlreadyTaken { .. } => Code::AlreadyTaken,
        Refusal::NotInProgress => Code::NotInProgress,
        Refusal::OtherStage { .. } => Code::OtherStage,
        Refusal::Closed { .. } => Code::OrderClosed,
        Refusal::NotPaid => Code::PaymentRequired,
        Refusal::NotYet | Refusal::TooManyEdits => Code::Conflict,
        Refusal::CancelWindowOver => Code::CancelWindowOver,
        Refusal::RecallWindowOver => Code::RecallWindowOver,
        Refusal::NothingToRecall => Code::NothingToRecall,
        Refusal::ReasonMissing => Code::MissingField,
    };
    let text = texts::refusal(refusal);
    match refusal {
        Refusal::AlreadyTaken { by } => {
            Error::new(code, text).with_detail(json!({ "takenBy": { "id": by.id, "name": by.name } }))
        }
        Refusal::ReasonMissing => Error::of_field(code, "/reason", text),
        Refusal::Closed { status } => {
            Error::new(code, text).with_detail(json!({ "orderStatus": status.wire_name() }))
        }
        _ => Error::new(code, text),
    }
}
