//! The address where the payment gateway says that something has happened.

use super::super::extract::{Anybody, Body};
use super::{Answer, ok};
use axum::extract::Query;
use axum::http::HeaderMap;
use serde_json::{Map, Value, json};
use shared::api::payments::GatewayMessage;
use std::collections::HashMap;

pub(super) async fn hear(
    call: Anybody,
    Query(told): Query<HashMap<String, String>>,
    headers: HeaderMap,
    Body(body): Body<Map<String, Value>>,
) -> Answer {
    let header = |name: &str| {
        let value = headers.get(name)?;
        // What is not text is signed by nobody.
        Some(value.to_str().unwrap_or_default().to_owned())
    };
    let message = GatewayMessage {
        signature: header("x-signature"),
        request_id: header("x-request-id"),
        data_id: told.get("data.id").cloned(),
        body: Value::Object(body),
    };
    let payments = &call.http.app.services.payments;
    payments.hear(&call.caller.tenant, message).await?;
    ok(&json!({ "received": true }))
}
