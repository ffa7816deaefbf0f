//! Orders by number: created, confirmed, cancelled.

use super::super::super::extract::{Body, SignedIn};
use super::super::super::rest::query::Parameters;
use super::super::super::rest::{Answer, answer, ids, ok};
use super::super::orchestrator::calls::{PlaceOrder, confirmed, placed};
use super::super::orchestrator::{Orchestrate, orchestrated};
use super::customers;
use super::pages::Part;
use crate::http::rest::place_order::replay;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse as _;
use serde_json::{Value, json};
use shared::api::orders::{OrderFilter, OrderView};
use shared::api::{ApiError, Code, FieldError, MAX_PAGE};
use shared::domain::order::Status;
use shared::texts::es::compat::CANCELLED_BY_CLIENT;
use shared::texts::es::errors as texts;
use std::collections::HashMap;

pub(super) async fn health() -> impl axum::response::IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "OK\n").into_response()
}

pub(super) async fn place(call: SignedIn, Body(told): Body<PlaceOrder>) -> Answer {
    let (order, replayed) = placed(&call, told).await?;
    let mut answer = answer(StatusCode::CREATED, &shown(&call, &order).await?)?;
    if replayed {
        replay(&mut answer);
    }
    Ok(answer)
}

pub(super) async fn order(call: SignedIn, Path(id): Path<String>) -> Answer {
    let id = ids::order(&call, &id).await?;
    let order = call.http.app.services.orders.order(&call.caller, &id).await?;
    ok(&shown(&call, &order).await?)
}

pub(super) async fn confirm(call: SignedIn, Path(id): Path<String>) -> Answer {
    let id = ids::order(&call, &id).await?;
    let order = confirmed(&call, &id).await?;
    let order = shown(&call, &order).await?;
    ok(&json!({ "success": true, "message": "Pedido confirmado", "order": order, "data": order }))
}

pub(super) async fn cancel(call: SignedIn, Path(id): Path<String>) -> Answer {
    let id = ids::order(&call, &id).await?;
    let orders = &call.http.app.services.orders;
    let order = orders.cancel(&call.caller, &id, CANCELLED_BY_CLIENT).await?;
    let order = shown(&call, &order).await?;
    ok(&json!({ "success": true, "message": "Pedido cancelado", "order": order }))
}

pub(super) async fn create_and_confirm(
    call: SignedIn,
    headers: HeaderMap,
    Body(told): Body<Orchestrate>,
) -> Answer {
    let (correlation, done) = orchestrated(&call, &headers, told).await?;
    let body = json!({
        "success": true,
        "message": "Order orchestrated successfully",
        "correlation_id": correlation,
        "data": {
            "customer": customers::view(&done.customer),
            "order": shown(&call, &done.order).await?,
        },
    });
    let mut answer = answer(StatusCode::CREATED, &body)?;
    if done.replayed {
        replay(&mut answer);
    }
    Ok(answer)
}

/// Orders by number, oldest first. `from` and `to` are days or instants.
pub(super) async fn list(call: SignedIn, Query(told): Query<HashMap<String, String>>) -> Answer {
    let part = Part::told(&told)?;
    let services = &call.http.app.services;
    let zone = services.catalog.tenant(&call.caller.tenant).await?.zone.clone();
    let told = Parameters::from(told);
    let mut filter = OrderFilter {
        status: told.text("status").map(status).transpose()?,
        from: told.instant("from", &zone)?,
        to: told.until("to", &zone)?,
        limit: Some(MAX_PAGE),
        ..OrderFilter::default()
    };
    if part.after > 0 {
        // Numbers grow with time: what comes after a row was not placed before it.
        match services.orders.by_number(&call.caller, part.after).await {
            Ok(last) => filter.from = filter.from.max(Some(last.created_at)),
            Err(error) if error.code == Code::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut found = Vec::new();
    loop {
        let page = services.orders.list(&call.caller, filter.clone()).await?;
        found.extend(page.items.into_iter().filter(|order| order.number > part.after));
        filter.cursor = page.next;
        if filter.cursor.is_none() || found.len() > part.limit {
            break;
        }
    }
    found.sort_by_key(|order| order.number);
    found.truncate(part.limit + 1);
    let mut rows = Vec::with_capacity(found.len());
    for order in &found {
        rows.push(shown(&call, order).await?);
    }
    ok(&part.page(rows))
}

/// Both spellings of what was cancelled are read.
fn status(told: &str) -> Result<Status, ApiError> {
    let told = if told.eq_ignore_ascii_case("CANCELED") {
        "CANCELLED"
    } else {
        told
    };
    Status::from_wire_name(told).ok_or_else(|| {
        ApiError::invalid(vec![FieldError::new(
            "/status",
            Code::InvalidValue,
            texts::INVALID,
        )])
    })
}

/// An order with numbers for its customer and its products.
async fn shown(call: &SignedIn, order: &OrderView) -> Result<Value, ApiError> {
    let services = &call.http.app.services;
    let house = services.catalog.storefront(&call.caller.tenant).await?;
    let customer = match &order.customer_id {
        Some(id) => services.customers.customer(&call.caller, id).await.ok(),
        None => None,
    };
    let number = |item: &shared::api::orders::ItemView| {
        let id = item.product_id.as_ref()?;
        Some(house.catalogue.product(id)?.number)
    };
    let items = order.items.iter().enumerate().map(|(line, item)| {
        json!({
            "id": line + 1,
            "order_id": order.number,
            "product_id": number(item),
            "qty": item.qty,
            "unit_price_cents": item.unit_price_cents,
            "subtotal_cents": item.subtotal_cents,
        })
    });
    Ok(json!({
        "id": order.number,
        "customer_id": customer.map(|customer| customer.number),
        "status": match order.status {
            Status::Created => "CREATED",
            Status::Confirmed | Status::Completed => "CONFIRMED",
            Status::Cancelled => "CANCELED",
        },
        "total_cents": order.total_cents,
        "created_at": order.created_at,
        "items": items.collect::<Vec<_>>(),
    }))
}
