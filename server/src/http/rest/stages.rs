//! The work on an order.

use super::super::extract::{Body, SignedIn};
use super::orders::Nothing;
use super::{Answer, ok, query};
use axum::extract::Path;

pub(super) async fn start(
    call: SignedIn,
    Path((id, stage)): Path<(String, String)>,
    _: Body<Nothing>,
) -> Answer {
    let stages = &call.http.app.services.stages;
    ok(&stages
        .take(&call.caller, &query::id(id)?, query::stage(&stage)?)
        .await?)
}

pub(super) async fn complete(
    call: SignedIn,
    Path((id, stage)): Path<(String, String)>,
    _: Body<Nothing>,
) -> Answer {
    let stages = &call.http.app.services.stages;
    ok(&stages
        .complete(&call.caller, &query::id(id)?, query::stage(&stage)?)
        .await?)
}

pub(super) async fn release(
    call: SignedIn,
    Path((id, stage)): Path<(String, String)>,
    _: Body<Nothing>,
) -> Answer {
    let stages = &call.http.app.services.stages;
    ok(&stages
        .release(&call.caller, &query::id(id)?, query::stage(&stage)?)
        .await?)
}

pub(super) async fn recall(call: SignedIn, Path(id): Path<String>, _: Body<Nothing>) -> Answer {
    ok(&call
        .http
        .app
        .services
        .stages
        .recall(&call.caller, &query::id(id)?)
        .await?)
}
