//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::of;
use crate::rest::orders::Nothing;
use api::Code;
use api::catalog::{NewPause, NewRush, Pauses, Readiness, Rushes};
use domain::settings::Settings;
use serde_json::json;

pub(crate) fn settings() -> OperationDoc {
    OperationDoc::new("Settings", "The restaurant's rules", of::<Settings>()).who(MANAGERS)
}

pub(crate) fn change() -> OperationDoc {
    OperationDoc::new(
        "Settings",
        "Change rules by a JSON merge patch: what is not named stays, lists are replaced",
        of::<Settings>(),
    )
    .who(MANAGERS)
    .body::<Settings>(json!({ "catering": { "noticeHours": 72 } }), &[])
    .errors(&[Code::Conflict])
    .if_match()
}

pub(crate) fn pause() -> OperationDoc {
    OperationDoc::new(
        "Settings",
        "Stop orders for now for some minutes, in one place or all of them; 0 minutes end the pause",
        of::<Pauses>(),
    )
    .who("Who cooks or packs, managers and machines.")
    .body::<NewPause>(json!({ "minutes": 30 }), &[])
}

pub(crate) fn rush() -> OperationDoc {
    OperationDoc::new(
        "Settings",
        "Say that orders take longer for a while, in one place or all of them; 0 minutes end the rush. What was promised stays",
        of::<Rushes>(),
    )
    .who("Who cooks or packs, managers and machines.")
    .body::<NewRush>(json!({ "minutes": 20, "lasts": 60 }), &[])
}

pub(crate) fn readiness() -> OperationDoc {
    OperationDoc::new(
        "Settings",
        "Whether the restaurant is published, and what it lacks before it can be",
        of::<Readiness>(),
    )
    .who(MANAGERS)
}

pub(crate) fn publish() -> OperationDoc {
    OperationDoc::new(
        "Settings",
        "Publish the restaurant: its orders are real from then on. Twice is once",
        of::<Readiness>(),
    )
    .who(MANAGERS)
    .body::<Nothing>(json!({}), &[])
    .errors(&[Code::NotReady])
}
