//! The stages of an order in the words of older clients.

use super::super::extract::{Body, SignedIn};
use super::{Answer, ok, query};
use axum::extract::Path;
use serde::Deserialize;
use serde_json::{Value, json};
use shared::api::context::Caller;
use shared::api::orders::{OrderView, StepView};
use shared::api::{ApiError, Code, FieldError};
use shared::domain::OrderId;
use shared::domain::customer::FieldProblem;
use shared::domain::stage::{Stage, StepStatus};
use shared::texts::es::errors as texts;
use utoipa::ToSchema;

/// Which stage of which order. Who works on it is whoever calls, whatever else is told.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct StageOf {
    order_id: Option<String>,
    stage: Option<String>,
}

impl StageOf {
    fn stage(&self) -> Result<Stage, ApiError> {
        let wrong =
            |code, problem| ApiError::invalid(vec![FieldError::new("/stage", code, texts::field(problem))]);
        match self.stage.as_deref() {
            None | Some("") => Err(wrong(Code::MissingField, FieldProblem::Missing)),
            Some(name) => {
                Stage::from_wire_name(name).ok_or_else(|| wrong(Code::InvalidValue, FieldProblem::Malformed))
            }
        }
    }

    fn order(&self) -> Result<OrderId, ApiError> {
        match self.order_id.as_deref() {
            None | Some("") => {
                let text = texts::field(FieldProblem::Missing);
                let field = FieldError::new("/orderId", Code::MissingField, text);
                Err(ApiError::invalid(vec![field]))
            }
            Some(id) => query::id(id.to_owned()),
        }
    }
}

pub(super) async fn start(call: SignedIn, Body(told): Body<StageOf>) -> Answer {
    let (order, stage) = (told.order()?, told.stage()?);
    let stages = &call.http.app.services.stages;
    let order = stages.take(&call.caller, &order, stage).await?;
    ok(&json!({ "message": "Etapa iniciada", "stepRecord": step(&order, stage) }))
}

pub(super) async fn complete(call: SignedIn, Body(told): Body<StageOf>) -> Answer {
    let (order, stage) = (told.order()?, told.stage()?);
    let stages = &call.http.app.services.stages;
    let order = stages.complete(&call.caller, &order, stage).await?;
    ok(&json!({ "message": "Etapa completada", "duration": seconds(&order, stage) }))
}

/// Completes the stage at which the order stands, also one that nobody has taken: then its caller does both.
pub(super) async fn confirm(call: SignedIn, Path(id): Path<String>, Body(told): Body<StageOf>) -> Answer {
    let (id, stage) = (query::id(id)?, told.stage()?);
    let services = &call.http.app.services;
    let before = services.orders.order(&call.caller, &id).await?;
    let nothing_pending = || ApiError::new(Code::NotFound, texts::NOTHING_PENDING);
    let open = before
        .steps
        .iter()
        .find(|step| step.step_name == stage && step.status != StepStatus::Done)
        .filter(|_| before.current_step == stage.current_step())
        .ok_or_else(nothing_pending)?;
    finish(&call, &call.caller, &id, stage, open.status).await?;
    ok(&json!({ "message": "Etapa confirmada", "orderId": id, "stage": stage }))
}

/// Takes the stage where nobody has, and completes it.
pub(super) async fn finish(
    call: &SignedIn,
    caller: &Caller,
    order: &OrderId,
    stage: Stage,
    status: StepStatus,
) -> Result<OrderView, ApiError> {
    let stages = &call.http.app.services.stages;
    if status == StepStatus::Pending {
        stages.take(caller, order, stage).await?;
    }
    stages.complete(caller, order, stage).await
}

fn of_stage(order: &OrderView, stage: Stage) -> Option<&StepView> {
    order.steps.iter().rev().find(|step| step.step_name == stage)
}

fn step(order: &OrderView, stage: Stage) -> Value {
    let step = of_stage(order, stage);
    json!({
        "orderId": order.order_id,
        "stepName": stage,
        "status": step.map(|step| step.status),
        "startedAt": step.and_then(|step| step.started_at),
        "finishedAt": step.and_then(|step| step.finished_at),
        "attendedBy": step.and_then(|step| step.attended_by.as_ref()),
    })
}

/// How long the stage took, in whole seconds.
fn seconds(order: &OrderView, stage: Stage) -> i64 {
    let step = of_stage(order, stage);
    let span = step.and_then(|step| Some(step.finished_at?.since_ms(step.started_at?)));
    span.unwrap_or(0) / 1_000
}
