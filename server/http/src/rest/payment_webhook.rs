//! The address where the payment gateway says that something has happened.

pub(crate) mod docs;

use super::super::extract::{Anybody, FromGateway, JsonBytes};
use super::{Answer, ok};
use api::ApiError;
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue};
use domain::OrderId;
use ports::payment_gateway::Message;
use serde_json::{Value, json};
use std::collections::HashMap;
use utoipa::ToSchema;

/// What gateways send, as it is documented. What a gateway sends besides is read by its engine.
#[derive(ToSchema)]
#[allow(dead_code, reason = "the body is handed over as it is")]
pub(super) struct Notification {
    id: Option<Value>,
    r#type: Option<String>,
    date_created: Option<String>,
    user_id: Option<Value>,
    api_version: Option<String>,
    /// `state_FINISHED` or `state_CANCELED`, with the simulated gateway.
    action: Option<String>,
}

pub(super) async fn verify_notification(
    FromGateway(call): FromGateway,
    query: Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: JsonBytes,
) -> Answer {
    apply_notification(&call, query, &headers, body).await?;
    ok(&json!({ "received": true }))
}

/// Hands a notification over as it came, and says which order it was about.
pub(in super::super) async fn apply_notification(
    call: &Anybody,
    Query(query): Query<HashMap<String, String>>,
    headers: &HeaderMap,
    JsonBytes(body): JsonBytes,
) -> Result<Option<OrderId>, ApiError> {
    // What is not text is signed by nobody.
    let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let headers = headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), text(value)));
    let message = Message {
        headers: headers.collect(),
        query: query.into_iter().collect(),
        body: body.to_vec(),
    };
    let payments = &call.http.app.services.payments;
    Ok(payments
        .verify_notification(&call.caller.tenant, &message)
        .await?)
}
