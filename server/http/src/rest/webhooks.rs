//! Where events of the restaurant are sent.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::orders::Nothing;
use super::query::{self, Parameters};
use super::{Answer, answer, ok, page};
use api::webhooks::{NewWebhook, WebhookChange};
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse as _;
use serde_json::json;
use std::collections::HashMap;

pub(super) async fn register(call: SignedIn, Body(new): Body<NewWebhook>) -> Answer {
    let webhooks = &call.http.app.services.webhooks;
    let (made, replayed) = webhooks.register(&call.caller, call.key.as_deref(), new).await?;
    let mut answer = answer(StatusCode::CREATED, &made)?;
    if replayed {
        answer
            .headers_mut()
            .insert("idempotency-replayed", HeaderValue::from_static("true"));
    }
    Ok(answer)
}

pub(super) async fn list(call: SignedIn) -> Answer {
    let all = call.http.app.services.webhooks.webhooks(&call.caller).await?;
    ok(&json!({ "webhooks": all }))
}

pub(super) async fn webhook(call: SignedIn, Path(id): Path<String>) -> Answer {
    let webhooks = &call.http.app.services.webhooks;
    ok(&webhooks.webhook(&call.caller, &query::id(id)?).await?)
}

pub(super) async fn change(
    call: SignedIn,
    Path(id): Path<String>,
    Body(change): Body<WebhookChange>,
) -> Answer {
    let webhooks = &call.http.app.services.webhooks;
    ok(&webhooks.change(&call.caller, &query::id(id)?, change).await?)
}

pub(super) async fn remove(call: SignedIn, Path(id): Path<String>) -> Answer {
    let webhooks = &call.http.app.services.webhooks;
    webhooks.remove(&call.caller, &query::id(id)?).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn rotate_secret(call: SignedIn, Path(id): Path<String>, _: Body<Nothing>) -> Answer {
    let webhooks = &call.http.app.services.webhooks;
    ok(&webhooks.rotate_secret(&call.caller, &query::id(id)?).await?)
}

pub(super) async fn test(call: SignedIn, Path(id): Path<String>, _: Body<Nothing>) -> Answer {
    let webhooks = &call.http.app.services.webhooks;
    let delivery = webhooks.test(&call.caller, &query::id(id)?).await?;
    answer(StatusCode::ACCEPTED, &delivery)
}

pub(super) async fn deliveries(
    call: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let parameters = Parameters::from(query);
    let webhooks = &call.http.app.services.webhooks;
    let deliveries = webhooks
        .deliveries(
            &call.caller,
            &query::id(id)?,
            parameters.cursor(),
            parameters.limit()?,
        )
        .await?;
    ok(&page("deliveries", &deliveries))
}

pub(super) async fn redeliver(
    call: SignedIn,
    Path((id, delivery)): Path<(String, String)>,
    _: Body<Nothing>,
) -> Answer {
    let webhooks = &call.http.app.services.webhooks;
    let delivery = webhooks
        .redeliver(&call.caller, &query::id(id)?, &query::id(delivery)?)
        .await?;
    answer(StatusCode::ACCEPTED, &delivery)
}
