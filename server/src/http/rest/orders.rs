//! Orders, except for placing them.

use super::super::extract::{Body, SignedIn};
use super::query::{self, Parameters};
use super::{Answer, ok, page};
use axum::extract::{Path, Query};
use serde::Deserialize;
use serde_json::json;
use shared::api::orders::{OrderFilter, OrderState};
use shared::api::{ApiError, Code};
use shared::domain::CustomerId;
use shared::domain::order::Status;
use shared::domain::stage::CurrentStep;
use shared::texts::es::errors as texts;
use std::collections::HashMap;
use utoipa::ToSchema;

/// One order; or, for the id of a customer, all of theirs.
pub(super) async fn order(
    call: SignedIn,
    Path(id): Path<String>,
    told: Query<HashMap<String, String>>,
) -> Answer {
    if id.starts_with(CustomerId::PREFIX) {
        return of_customer(call, Path(id), told).await;
    }
    ok(&call
        .http
        .app
        .services
        .orders
        .order(&call.caller, &query::id(id)?)
        .await?)
}

pub(super) async fn of_customer(
    call: SignedIn,
    Path(id): Path<String>,
    Query(told): Query<HashMap<String, String>>,
) -> Answer {
    let told = Parameters::from(told);
    let orders = &call.http.app.services.orders;
    let found = orders
        .of_customer(&call.caller, &query::id(id)?, told.cursor(), told.limit()?)
        .await?;
    ok(&page("orders", &found))
}

pub(super) async fn list(call: SignedIn, Query(told): Query<HashMap<String, String>>) -> Answer {
    let told = Parameters::from(told);
    let services = &call.http.app.services;
    let house = services.catalog.tenant(&call.caller.tenant).await?;
    let filter = OrderFilter {
        state: told.one_of("state", OrderState::from_wire_name)?,
        search: told.text("search").unwrap_or_default().to_owned(),
        open: told.flag("open")?.unwrap_or_default(),
        status: told.one_of("status", Status::from_wire_name)?,
        step: told.one_of("stage", CurrentStep::from_wire_name)?,
        from: told.instant("from", &house.zone)?,
        to: told.until("to", &house.zone)?,
        newest_first: false,
        cursor: told.cursor(),
        last: told.flag("last")?.unwrap_or_default(),
        limit: Some(told.limit()?),
        counts: told.flag("counts")?.unwrap_or_default(),
    };
    let list = services.orders.list(&call.caller, filter).await?;
    let mut body = json!({
        "orders": list.items,
        "nextCursor": list.next,
        "previousCursor": list.previous,
        "hasMore": list.next.is_some(),
        "total": list.total.count,
        "totalIsMore": list.total.more,
    });
    if let (Some(counts), Some(fields)) = (list.counts, body.as_object_mut()) {
        fields.insert("counts".to_owned(), json!(counts));
    }
    ok(&body)
}

/// Needs an idempotency key. An order that is confirmed already is given as it is, whatever the key.
pub(super) async fn confirm(call: SignedIn, Path(id): Path<String>, _: Body<Nothing>) -> Answer {
    if call.key.is_none() {
        return Err(ApiError::new(Code::MissingIdempotencyKey, texts::KEY_MISSING).into());
    }
    ok(&call
        .http
        .app
        .services
        .payments
        .confirm(&call.caller, &query::id(id)?)
        .await?)
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct Cancel {
    reason: Option<String>,
}

pub(super) async fn cancel(call: SignedIn, Path(id): Path<String>, Body(told): Body<Cancel>) -> Answer {
    let reason = told.reason.unwrap_or_default();
    ok(&call
        .http
        .app
        .services
        .orders
        .cancel(&call.caller, &query::id(id)?, &reason)
        .await?)
}

/// A body of which nothing is used but its restaurant.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct Nothing {}
