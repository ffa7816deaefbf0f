//! The stages of an order in the words of older clients.

use super::super::super::extract::{Body, SignedIn};
use super::super::super::rest::ids::{self, IdOrNumber};
use super::super::super::rest::{Answer, ok};
use api::orders::{OrderView, StepView};
use api::{ApiError, Code, FieldError};
use axum::extract::Path;
use domain::OrderId;
use domain::customer::FieldProblem;
use domain::order::{Advance, Reach};
use domain::staff::Permission;
use domain::stage::{Stage, StepStatus};
use serde::Deserialize;
use serde_json::{Value, json};
use texts::now::errors as texts;
use utoipa::ToSchema;

/// Which stage of which order. Who works on it is the caller, whatever else is sent.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct StageOf {
    #[schema(value_type = Option<String>)]
    order_id: Option<IdOrNumber>,
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

    async fn order(&self, call: &SignedIn) -> Result<OrderId, ApiError> {
        match self.order_id.as_ref().map(|input| input.0.as_str()) {
            None | Some("") => {
                let text = texts::field(FieldProblem::Missing);
                let field = FieldError::new("/orderId", Code::MissingField, text);
                Err(ApiError::invalid(vec![field]))
            }
            Some(id) => ids::order(call, id).await,
        }
    }
}

pub(crate) async fn start(call: SignedIn, Body(body): Body<StageOf>) -> Answer {
    let (order, stage) = (body.order(&call).await?, body.stage()?);
    let order = worked(&call, &order, stage, Reach::Taken).await?;
    ok(&json!({ "message": "Etapa iniciada", "stepRecord": step(&order, stage) }))
}

pub(crate) async fn complete(call: SignedIn, Body(body): Body<StageOf>) -> Answer {
    let (id, stage) = (body.order(&call).await?, body.stage()?);
    let services = &call.http.app.services;
    let order = match call.other_words && call.caller.may(Permission::Internal) {
        false => services.stages.complete(&call.caller, &id, stage).await?,
        true => {
            // Completing begins with somebody who has begun.
            let before = services.orders.order(&call.caller, &id).await?;
            if of_stage(&before, stage).is_none_or(|step| step.status == StepStatus::Pending) {
                return Err(ApiError::new(Code::NotFound, texts::NOTHING_PENDING).into());
            }
            worked(&call, &id, stage, Reach::Done).await?
        }
    };
    ok(&json!({ "message": "Etapa completada", "duration": seconds(&order, stage) }))
}

/// Completes the stage at which the order stands, also one that nobody has taken: then its caller does both.
pub(crate) async fn confirm(call: SignedIn, Path(id): Path<String>, Body(body): Body<StageOf>) -> Answer {
    let (id, stage) = (ids::order(&call, &id).await?, body.stage()?);
    let services = &call.http.app.services;
    let before = services.orders.order(&call.caller, &id).await?;
    let nothing_pending = || ApiError::new(Code::NotFound, texts::NOTHING_PENDING);
    let waits = before.to_accept && stage == Stage::Cooking;
    if !waits {
        before
            .steps
            .iter()
            .find(|step| step.step_name == stage && step.status != StepStatus::Done)
            .filter(|_| before.current_step == stage.current_step())
            .ok_or_else(nothing_pending)?;
    }
    worked(&call, &id, stage, Reach::Done).await?;
    ok(&json!({ "message": "Etapa confirmada", "orderId": id, "stage": stage }))
}

/// Works on the stage at which the order stands. In the words of these clients a machine may do so as well.
async fn worked(call: &SignedIn, order: &OrderId, stage: Stage, reach: Reach) -> Result<OrderView, ApiError> {
    let advance = Advance {
        stage,
        reach,
        through: false,
        by_machine: call.other_words,
    };
    let stages = &call.http.app.services.stages;
    Ok(stages.advance(&call.caller, order, advance).await?)
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
        "assignedTo": step.and_then(|step| Some(&step.attended_by.as_ref()?.name)),
        "tenantId": order.tenant_id,
    })
}

/// How long the stage took, in whole seconds.
fn seconds(order: &OrderView, stage: Stage) -> i64 {
    let step = of_stage(order, stage);
    let span = step.and_then(|step| Some(step.finished_at?.since_ms(step.started_at?)));
    span.unwrap_or(0) / 1_000
}
