//! Customer, order and confirmation in one call.

use super::super::extract::{Body, SignedIn};
use super::super::once::REPLAYED;
use super::place_order::{ItemBody, lines, receive};
use super::{Answer, answer};
use crate::ports::clock::unique;
use crate::ports::correlation::correlated;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use shared::api::orders::{NewOrder, OrderView};
use shared::api::{ApiError, Code, FieldError};
use shared::domain::CustomerId;
use shared::domain::customer::FieldProblem;
use shared::domain::order::Receipt;
use shared::domain::payment::PaymentMethod;
use shared::domain::staff::Permission;
use shared::texts::es::errors as texts;
use utoipa::ToSchema;

/// Field names of both kinds, as its callers write them.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct Orchestrate {
    #[serde(alias = "customerId")]
    customer_id: Option<String>,
    items: Vec<ItemBody>,
    #[serde(alias = "idempotencyKey")]
    idempotency_key: Option<String>,
    #[serde(alias = "correlationId")]
    correlation_id: Option<String>,
}

pub(super) async fn create_and_confirm(
    call: SignedIn,
    headers: HeaderMap,
    Body(told): Body<Orchestrate>,
) -> Answer {
    let (http, caller) = (&call.http, &call.caller);
    caller.require(Permission::Internal)?;
    let customer = match told.customer_id.as_deref() {
        None | Some("") => {
            let text = texts::field(FieldProblem::Missing);
            let field = FieldError::new("/customer_id", Code::MissingField, text);
            return Err(ApiError::invalid(vec![field]).into());
        }
        Some(id) => CustomerId::parse(id)
            .map_err(|_| ApiError::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER))?,
    };
    let lines = lines(&told.items)?;
    let key = match call.key.clone().or(told.idempotency_key) {
        Some(key) => key_of(&key)?,
        None => unique(http.app.clock.now()),
    };
    let correlation = told.correlation_id.filter(|id| is_correlation(id)).or_else(|| {
        let id = headers.get("x-request-id")?.to_str().ok()?;
        is_correlation(id).then(|| id.to_owned())
    });
    let correlation = correlation.unwrap_or_else(|| unique(http.app.clock.now()));
    let order = NewOrder {
        idempotency_key: key,
        lines,
        fulfilment: receive(&http.app.services, &call, &customer, None).await?,
        scheduled_for: None,
        receipt: Receipt::None,
        payment_method: PaymentMethod::Card,
        phone: String::new(),
        expected_total: None,
    };
    let orchestrator = &http.app.services.orchestrator;
    let done = correlated(
        Some(correlation.clone()),
        orchestrator.create_and_confirm(caller, &customer, order),
    )
    .await?;
    tracing::info!(correlation, order = %done.order.order_id, "order orchestrated");
    let customer = json!({
        "id": done.customer.id,
        "name": done.customer.name,
        "email": done.customer.email,
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
        answer
            .headers_mut()
            .insert(REPLAYED, HeaderValue::from_static("true"));
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

fn view(order: &OrderView) -> Value {
    let items = order.items.iter().enumerate().map(|(line, item)| {
        json!({
            "id": format!("{}-{}", order.order_id, line + 1),
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
