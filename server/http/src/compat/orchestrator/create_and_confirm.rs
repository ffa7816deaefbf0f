//! Customer, order and confirmation in one call.

use super::super::super::extract::{Body, SignedIn};
use super::super::super::rest::ids::IdOrNumber;
use super::super::super::rest::orders::line_id;
use super::super::super::rest::place_order::{ItemBody, customer, lines, receive, replay, sent};
use super::super::super::rest::{Answer, answer};
use api::orders::{NewOrder, OrderView};
use api::{ApiError, Code, FieldError};
use axum::http::{HeaderMap, StatusCode};
use domain::customer::FieldProblem;
use domain::order::ReceiptForm;
use domain::payment::PaymentMethod;
use domain::staff::Permission;
use domain::written::or_empty;
use ports::clock::unique;
use ports::correlation::correlated;
use serde::Deserialize;
use serde_json::{Value, json};
use services::orchestrator::Orchestrated;
use sha2::{Digest as _, Sha256};
use texts::now::errors as texts;
use utoipa::ToSchema;

/// Field names of both kinds, as its callers write them.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct Orchestrate {
    #[serde(alias = "customerId")]
    #[schema(value_type = Option<String>)]
    customer_id: Option<IdOrNumber>,
    items: Vec<ItemBody>,
    #[serde(alias = "idempotencyKey")]
    idempotency_key: Option<String>,
    #[serde(alias = "correlationId")]
    correlation_id: Option<String>,
}

/// Places and confirms an order: the id under which it is followed, and what was done.
pub(crate) async fn orchestrated(
    call: &SignedIn,
    headers: &HeaderMap,
    input: Orchestrate,
) -> Result<(String, Orchestrated), ApiError> {
    let (http, caller) = (&call.http, &call.caller);
    caller.require(Permission::Internal)?;
    let correlation = input.correlation_id.filter(|id| is_correlation(id)).or_else(|| {
        let id = headers.get("x-request-id")?.to_str().ok()?;
        is_correlation(id).then(|| id.to_owned())
    });
    let correlation = correlation.unwrap_or_else(|| unique(http.app.clock.now()));
    let key = match call.key.clone().or(input.idempotency_key) {
        Some(key) => key_of(&key)?,
        None => String::new(),
    };
    let sent = sent(&(&input.customer_id, &input.items))?;
    let orchestrator = &http.app.services.orchestrator;
    if !key.is_empty() {
        let again = correlated(Some(correlation.clone()), orchestrator.go_on(caller, &key, sent));
        if let Some(done) = again.await? {
            return Ok((correlation, done));
        }
    }
    let customer = match &input.customer_id {
        None => {
            let text = texts::field(FieldProblem::Missing);
            let field = FieldError::new("/customer_id", Code::MissingField, text);
            return Err(ApiError::invalid(vec![field]));
        }
        Some(input) => customer(call, input).await?,
    };
    let lines = lines(call, &input.items).await?;
    let order = NewOrder {
        idempotency_key: key,
        lines,
        fulfilment: receive(&http.app.services, call, &customer, None).await?,
        scheduled_for: None,
        receipt: ReceiptForm::None,
        payment_method: PaymentMethod::Card,
        phone: String::new(),
        expected_total: None,
    };
    let done = correlated(
        Some(correlation.clone()),
        orchestrator.create_and_confirm(caller, &customer, order, sent),
    )
    .await?;
    tracing::info!(correlation, order = %done.order.order_id, "order orchestrated");
    Ok((correlation, done))
}

pub(crate) async fn create_and_confirm(
    call: SignedIn,
    headers: HeaderMap,
    Body(input): Body<Orchestrate>,
) -> Answer {
    let (correlation, done) = orchestrated(&call, &headers, input).await?;
    let customer = json!({
        "id": done.customer.id,
        "name": done.customer.name,
        "email": or_empty(&done.customer.email),
    });
    let order = view(&done.order);
    let body = json!({
        "message": "Order orchestrated successfully",
        "success": true,
        "correlationId": correlation,
        "customer": customer,
        "order": order,
        "data": { "customer": customer, "order": order },
    });
    let mut answer = answer(StatusCode::CREATED, &body)?;
    if done.replayed {
        replay(&mut answer);
    }
    Ok(answer)
}

/// A key of this operation, which is no key of `POST /orders`. Keys of 1 to 255 printable characters, like everywhere.
fn key_of(key: &str) -> Result<String, ApiError> {
    if key.is_empty() || key.len() > 255 || !key.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
        return Err(ApiError::new(Code::InvalidValue, texts::KEY_INVALID));
    }
    let digest = hex::encode(Sha256::digest(key.as_bytes()));
    Ok(format!("orchestrator-{digest}"))
}

/// What may be written into logs and events: 1 to 128 plain characters.
fn is_correlation(id: &str) -> bool {
    (1..=128).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.:/+=".contains(&b))
}

/// An order as these callers read it.
pub(super) fn view(order: &OrderView) -> Value {
    let items = order.items.iter().enumerate().map(|(line, item)| {
        json!({
            "id": line_id(order, line),
            "productId": item.product_id,
            "qty": item.qty,
            "unitPriceCents": item.unit_price_cents,
            "subtotalCents": item.subtotal_cents,
        })
    });
    json!({
        "id": order.order_id,
        "customerId": order.customer_id,
        "number": order.number,
        "status": order.status,
        "totalCents": order.total_cents,
        "items": items.collect::<Vec<_>>(),
        "createdAt": order.created_at,
        "updatedAt": order.updated_at,
    })
}
