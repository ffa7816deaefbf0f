//! What an orchestrator calls that does the steps itself.

use super::super::super::extract::{Body, SignedIn, key_or_none};
use super::super::super::rest::ids::{self, IdOrNumber};
use super::super::super::rest::place_order::{
    ItemBody, customer as named, lines, placed as placed_before, receive, replay, sent,
};
use super::super::super::rest::{Answer, answer, ok};
use super::create_and_confirm::view;
use api::orders::{NewOrder, OrderView};
use api::{ApiError, Code, FieldError};
use axum::extract::Path;
use axum::http::StatusCode;
use domain::OrderId;
use domain::customer::FieldProblem;
use domain::order::ReceiptForm;
use domain::payment::PaymentMethod;
use domain::staff::Permission;
use domain::written::or_empty;
use serde::{Deserialize, Serialize};
use serde_json::json;
use services::orders::{Terms, Unpaid};
use texts::now::errors as texts;

/// The client confirms it, within a day.
const TERMS: Terms = Terms {
    unpaid: Unpaid::Confirmed,
    own_delivery: true,
    sent: None,
};

pub(super) async fn customer(call: SignedIn, Path(id): Path<String>) -> Answer {
    call.caller.require(Permission::Internal)?;
    let id = ids::customer(&call, &id).await?;
    let customer = call
        .http
        .app
        .services
        .customers
        .customer(&call.caller, &id)
        .await?;
    ok(&json!({ "id": customer.id, "name": customer.name, "email": or_empty(&customer.email) }))
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct PlaceOrder {
    #[serde(alias = "customerId")]
    customer_id: Option<IdOrNumber>,
    items: Vec<ItemBody>,
}

pub(super) async fn place(call: SignedIn, Body(body): Body<PlaceOrder>) -> Answer {
    let (order, replayed) = placed(&call, body).await?;
    let mut answer = answer(StatusCode::CREATED, &view(&order))?;
    if replayed {
        replay(&mut answer);
    }
    Ok(answer)
}

/// Places an order that waits to be confirmed, and says whether it was placed before under its key.
pub(crate) async fn placed(call: &SignedIn, input: PlaceOrder) -> Result<(OrderView, bool), ApiError> {
    // What waits a day for its confirmation keeps its dishes from others: a customer cannot have that.
    call.caller.require(Permission::OrderForOthers)?;
    let terms = Terms {
        sent: Some(sent(&input)?),
        ..TERMS
    };
    if let Some(order) = placed_before(call, terms).await? {
        return Ok((order, true));
    }
    let Some(customer) = &input.customer_id else {
        let text = texts::field(FieldProblem::Missing);
        let field = FieldError::new("/customer_id", Code::MissingField, text);
        return Err(ApiError::invalid(vec![field]));
    };
    let lines = lines(call, &input.items).await?;
    let customer = named(call, customer).await?;
    let http = &call.http;
    http.may_order(&call.caller)?;
    let order = NewOrder {
        idempotency_key: key_or_none(call.key.as_ref())?,
        lines,
        fulfilment: receive(&http.app.services, call, &customer, None).await?,
        scheduled_for: None,
        receipt: ReceiptForm::None,
        payment_method: PaymentMethod::Card,
        phone: String::new(),
        expected_total: None,
    };
    let orders = &http.app.services.orders;
    Ok(orders.place(&call.caller, Some(&customer), order, terms).await?)
}

pub(super) async fn confirm(call: SignedIn, Path(id): Path<String>) -> Answer {
    let id = ids::order(&call, &id).await?;
    ok(&view(&confirmed(&call, &id).await?))
}

/// Confirms an order; needs an idempotency key.
pub(crate) async fn confirmed(call: &SignedIn, id: &OrderId) -> Result<OrderView, ApiError> {
    if call.key.is_none() {
        return Err(ApiError::new(Code::MissingIdempotencyKey, texts::KEY_MISSING));
    }
    Ok(call.http.app.services.payments.confirm(&call.caller, id).await?)
}
