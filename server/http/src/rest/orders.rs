//! Orders, except for placing them.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn};
use super::query::Parameters;
use super::{Answer, ids, ok, page};
use api::orders::{EditOrder, OrderFilter, OrderState, OrderView};
use api::{ApiError, Code};
use axum::extract::{Path, Query};
use domain::cart::CartLine;
use domain::customer::Address;
use domain::order::{EditReason, Status};
use domain::stage::CurrentStep;
use domain::{CustomerId, Slug};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use texts::now::errors as texts;
use utoipa::ToSchema;

/// One order; or, for the id of a customer, all of theirs.
pub(in super::super) async fn order(
    call: SignedIn,
    Path(id): Path<String>,
    query: Query<HashMap<String, String>>,
) -> Answer {
    if id.starts_with(CustomerId::PREFIX) {
        return of_customer(call, Path(id), query).await;
    }
    let id = ids::order(&call, &id).await?;
    let orders = &call.http.app.services.orders;
    ok(&shown(&orders.order(&call.caller, &id).await?))
}

/// An order of the public API: as the apps see it, with its id under the name that every answer has for one.
pub(in super::super) fn shown(order: &OrderView) -> Value {
    let mut shown = json!(order);
    if let Some(fields) = shown.as_object_mut() {
        fields.insert("id".to_owned(), json!(order.order_id));
    }
    if let Some(items) = shown.get_mut("items").and_then(Value::as_array_mut) {
        for (line, item) in items.iter_mut().enumerate() {
            item["id"] = line_id(order, line).into();
        }
    }
    shown
}

/// The id of a line: it tells lines of one order apart, and nothing is found by it.
pub(in super::super) fn line_id(order: &OrderView, line: usize) -> String {
    format!("{}-{}", order.order_id, line + 1)
}

pub(in super::super) async fn of_customer(
    call: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let parameters = Parameters::from(query);
    let id = ids::customer(&call, &id).await?;
    let orders = &call.http.app.services.orders;
    let found = orders
        .of_customer(&call.caller, &id, parameters.cursor(), parameters.limit()?)
        .await?;
    ok(&page("orders", &found.map(|order| shown(&order))))
}

pub(in super::super) async fn list(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    let parameters = Parameters::from(query);
    let services = &call.http.app.services;
    let restaurant = services.catalog.tenant(&call.caller.tenant).await?;
    let filter = OrderFilter {
        state: parameters.one_of("state", OrderState::from_wire_name)?,
        search: parameters.text("search").unwrap_or_default().to_owned(),
        open: parameters.flag("open")?.unwrap_or_default(),
        status: parameters.one_of("status", Status::from_wire_name)?,
        step: parameters.one_of("stage", CurrentStep::from_wire_name)?,
        branch: parameters.one_of("branch", |id| Slug::parse(id).ok())?,
        to_accept: parameters.flag("toAccept")?.unwrap_or_default(),
        from: parameters.instant("from", &restaurant.zone)?,
        to: parameters.until("to", &restaurant.zone)?,
        newest_first: false,
        cursor: parameters.cursor(),
        last: parameters.flag("last")?.unwrap_or_default(),
        limit: Some(parameters.limit()?),
        counts: parameters.flag("counts")?.unwrap_or_default(),
    };
    let list = services.orders.list(&call.caller, filter).await?;
    let mut body = json!({
        "orders": list.items.iter().map(shown).collect::<Vec<_>>(),
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

pub(super) async fn export(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    let parameters = Parameters::from(query);
    let (from, to) = (parameters.day("from")?, parameters.day("to")?);
    ok(&call
        .http
        .app
        .services
        .orders
        .export(&call.caller, from, to)
        .await?)
}

/// Needs an idempotency key. An order that is confirmed already is given as it is, whatever the key.
pub(in super::super) async fn confirm(call: SignedIn, Path(id): Path<String>, _: Body<Nothing>) -> Answer {
    if call.key.is_none() {
        return Err(ApiError::new(Code::MissingIdempotencyKey, texts::KEY_MISSING).into());
    }
    let id = ids::order(&call, &id).await?;
    let payments = &call.http.app.services.payments;
    ok(&shown(&payments.confirm(&call.caller, &id).await?))
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(in super::super) struct Cancel {
    reason: Option<String>,
}

pub(in super::super) async fn cancel(
    call: SignedIn,
    Path(id): Path<String>,
    Body(body): Body<Cancel>,
) -> Answer {
    let reason = body.reason.unwrap_or_default();
    let id = ids::order(&call, &id).await?;
    let orders = &call.http.app.services.orders;
    ok(&shown(&orders.cancel(&call.caller, &id, &reason).await?))
}

/// How an order is to be from now on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Edit {
    /// How often it was changed before, as was read of it: the length of its `edits`.
    edits: usize,
    /// How many there are to be of each of its items, in their order; 0 takes one away.
    quantities: Vec<u16>,
    /// What is ordered besides, as in `POST /orders`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    added: Vec<CartLine>,
    /// Where it is brought to from now on; left out where that stays.
    address: Option<Address>,
    reason: EditReason,
}

pub(super) async fn edit(call: SignedIn, Path(id): Path<String>, Body(edit): Body<Edit>) -> Answer {
    let wanted = EditOrder {
        edits: edit.edits,
        quantities: edit.quantities,
        added: edit.added,
        address: edit.address,
        reason: edit.reason,
    };
    let id = ids::order(&call, &id).await?;
    let orders = &call.http.app.services.orders;
    ok(&shown(&orders.edit(&call.caller, &id, wanted).await?))
}

/// A body of which nothing is used but its restaurant: whatever else it says changes nothing.
#[derive(Debug, Deserialize, ToSchema)]
pub(in super::super) struct Nothing {
    #[serde(flatten)]
    #[schema(ignore)]
    #[allow(dead_code, reason = "it takes in what nothing reads")]
    rest: Map<String, Value>,
}
