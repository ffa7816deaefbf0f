//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::of;
use api::Code;
use api::catalog::{NewPause, Pauses};
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
