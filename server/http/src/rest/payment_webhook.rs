//! The address where the payment gateway says that something has happened.

pub(crate) mod docs;

use super::super::extract::{Anybody, Body, FromGateway};
use super::{Answer, ok};
use api::ApiError;
use api::payments::GatewayMessage;
use axum::extract::Query;
use axum::http::HeaderMap;
use domain::OrderId;
use serde_json::{Map, Value, json};
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
    body: Body<Map<String, Value>>,
) -> Answer {
    apply_notification(&call, query, &headers, body).await?;
    ok(&json!({ "received": true }))
}

/// Hands a notification over, and says which order it was about.
pub(in super::super) async fn apply_notification(
    call: &Anybody,
    Query(query): Query<HashMap<String, String>>,
    headers: &HeaderMap,
    Body(body): Body<Map<String, Value>>,
) -> Result<Option<OrderId>, ApiError> {
    let header = |name: &str| {
        let value = headers.get(name)?;
        // What is not text is signed by nobody.
        Some(value.to_str().unwrap_or_default().to_owned())
    };
    let message = GatewayMessage {
        signature: header("x-signature"),
        request_id: header("x-request-id"),
        data_id: query.get("data.id").cloned(),
        body: Value::Object(body),
    };
    let payments = &call.http.app.services.payments;
    Ok(payments.verify_notification(&call.caller.tenant, message).await?)
}
