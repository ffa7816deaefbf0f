//! The restaurant's settings.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::if_match::{IfMatch, versioned};
use super::orders::Nothing;
use super::{Answer, ok};
use api::catalog::{NewPause, NewRush, Pauses, Rushes};
use axum::http::StatusCode;
use serde_json::Value;

pub(super) async fn settings(call: SignedIn) -> Answer {
    let settings = call.http.app.services.catalog.settings(&call.caller).await?;
    versioned(StatusCode::OK, &settings)
}

pub(super) async fn change(call: SignedIn, seen: IfMatch, Body(patch): Body<Value>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let settings = catalog
        .change_settings(&call.caller, patch, seen.version())
        .await?;
    versioned(StatusCode::OK, &settings)
}

pub(super) async fn pause(call: SignedIn, Body(wanted): Body<NewPause>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let pauses = catalog.pause(&call.caller, &wanted).await?;
    ok(&Pauses { pauses })
}

pub(super) async fn rush(call: SignedIn, Body(wanted): Body<NewRush>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    let rushes = catalog.rush(&call.caller, &wanted).await?;
    ok(&Rushes { rushes })
}

pub(super) async fn readiness(call: SignedIn) -> Answer {
    ok(&call.http.app.services.catalog.readiness(&call.caller).await?)
}

pub(super) async fn publish(call: SignedIn, _: Body<Nothing>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    ok(&catalog.publish_restaurant(&call.caller).await?)
}
