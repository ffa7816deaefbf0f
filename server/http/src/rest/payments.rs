//! The payment of an order.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::{Answer, ids, ok};
use api::payments::GiveBackForm;
use api::{ApiError, Code, FieldError};
use axum::extract::Path;
use domain::Money;
use domain::customer::FieldProblem;
use domain::payment::{GivenFor, PaymentMethod};
use serde::Deserialize;
use texts::now::errors as texts;
use utoipa::ToSchema;

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct Open {
    method: Option<String>,
}

pub(super) async fn open(call: SignedIn, Path(id): Path<String>, Body(body): Body<Open>) -> Answer {
    let method = method(body.method)?;
    ok(&call
        .http
        .app
        .services
        .payments
        .open(&call.caller, &ids::order(&call, &id).await?, method)
        .await?)
}

pub(super) async fn payment(call: SignedIn, Path(id): Path<String>) -> Answer {
    ok(&call
        .http
        .app
        .services
        .payments
        .payment(&call.caller, &ids::order(&call, &id).await?)
        .await?)
}

/// Which refund was handed back.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct HandedBack {
    refund: u32,
}

/// Cash and the like that no gateway gives back.
pub(super) async fn handed_back(
    call: SignedIn,
    Path(id): Path<String>,
    Body(handed): Body<HandedBack>,
) -> Answer {
    let payments = &call.http.app.services.payments;
    let order = ids::order(&call, &id).await?;
    ok(&payments.hand_back(&call.caller, &order, handed.refund).await?)
}

/// What is given back, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct GiveBack {
    amount_cents: Money,
    reason: GivenFor,
    /// For the restaurant itself.
    #[serde(default)]
    note: String,
}

/// Needs an idempotency key.
pub(super) async fn give_back(call: SignedIn, Path(id): Path<String>, Body(body): Body<GiveBack>) -> Answer {
    let Some(idempotency_key) = call.key.clone() else {
        return Err(ApiError::new(Code::MissingIdempotencyKey, texts::KEY_MISSING).into());
    };
    let form = GiveBackForm {
        idempotency_key,
        amount_cents: body.amount_cents,
        reason: body.reason,
        note: body.note,
    };
    let order = ids::order(&call, &id).await?;
    let payments = &call.http.app.services.payments;
    ok(&payments.give_back(&call.caller, &order, form).await?)
}

fn method(input: Option<String>) -> Result<PaymentMethod, ApiError> {
    let wrong = |code, text: String| ApiError::invalid(vec![FieldError::new("/method", code, text)]);
    let input = input.ok_or_else(|| wrong(Code::MissingField, texts::field(FieldProblem::Missing)))?;
    serde_json::from_value(input.into())
        .map_err(|_| wrong(Code::InvalidValue, texts::field(FieldProblem::Malformed)))
}
