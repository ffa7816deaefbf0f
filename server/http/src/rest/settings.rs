//! The restaurant's settings.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::{Answer, ok};
use serde_json::Value;

pub(super) async fn settings(call: SignedIn) -> Answer {
    ok(&call.http.app.services.catalog.settings(&call.caller).await?)
}

pub(super) async fn change(call: SignedIn, Body(patch): Body<Value>) -> Answer {
    let catalog = &call.http.app.services.catalog;
    ok(&catalog.change_settings(&call.caller, patch).await?)
}
