//! The work on an order.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::orders::{Nothing, shown};
use super::{Answer, ids, ok, query};
use axum::extract::Path;

pub(super) async fn start(
    call: SignedIn,
    Path((id, stage)): Path<(String, String)>,
    _: Body<Nothing>,
) -> Answer {
    let stages = &call.http.app.services.stages;
    ok(&shown(
        &stages
            .take(
                &call.caller,
                &ids::order(&call, &id).await?,
                query::stage(&stage)?,
            )
            .await?,
    ))
}

pub(super) async fn complete(
    call: SignedIn,
    Path((id, stage)): Path<(String, String)>,
    _: Body<Nothing>,
) -> Answer {
    let stages = &call.http.app.services.stages;
    ok(&shown(
        &stages
            .complete(
                &call.caller,
                &ids::order(&call, &id).await?,
                query::stage(&stage)?,
            )
            .await?,
    ))
}

pub(super) async fn release(
    call: SignedIn,
    Path((id, stage)): Path<(String, String)>,
    _: Body<Nothing>,
) -> Answer {
    let stages = &call.http.app.services.stages;
    ok(&shown(
        &stages
            .release(
                &call.caller,
                &ids::order(&call, &id).await?,
                query::stage(&stage)?,
            )
            .await?,
    ))
}

pub(super) async fn recall(call: SignedIn, Path(id): Path<String>, _: Body<Nothing>) -> Answer {
    let id = ids::order(&call, &id).await?;
    ok(&shown(
        &call.http.app.services.stages.recall(&call.caller, &id).await?,
    ))
}
