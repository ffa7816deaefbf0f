//! Orders by number: created, confirmed, cancelled.

use super::super::super::extract::{Body, SignedIn};
use super::super::super::rest::{Answer, answer, ids, ok};
use super::super::orchestrator::calls::{PlaceOrder, confirmed, placed};
use super::super::orchestrator::{Orchestrate, orchestrated};
use super::customers;
use super::order_list::Word;
use crate::rest::place_order::replay;
use api::ApiError;
use api::orders::OrderView;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse as _;
use serde_json::{Value, json};
use texts::now::compat::CANCELLED_BY_CLIENT;

pub(super) async fn health() -> impl axum::response::IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "OK\n").into_response()
}

pub(super) async fn place(call: SignedIn, Body(body): Body<PlaceOrder>) -> Answer {
    let (order, replayed) = placed(&call, body).await?;
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
    Body(input): Body<Orchestrate>,
) -> Answer {
    let (correlation, done) = orchestrated(&call, &headers, input).await?;
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

/// An order with numbers for its customer and its products.
pub(super) async fn shown(call: &SignedIn, order: &OrderView) -> Result<Value, ApiError> {
    let services = &call.http.app.services;
    let products: Vec<_> = order
        .items
        .iter()
        .filter_map(|item| item.product_id.clone())
        .collect();
    let numbers = services.catalog.numbers(&call.caller.tenant, &products).await?;
    let customer = match &order.customer_id {
        Some(id) => services.customers.customer(&call.caller, id).await.ok(),
        None => None,
    };
    let items = order.items.iter().enumerate().map(|(line, item)| {
        json!({
            "id": line + 1,
            "order_id": order.number,
            "product_id": item.product_id.as_ref().and_then(|id| numbers.get(id)),
            "qty": item.qty,
            "unit_price_cents": item.unit_price_cents,
            "subtotal_cents": item.subtotal_cents,
        })
    });
    Ok(json!({
        "id": order.number,
        "customer_id": customer.map(|customer| customer.number),
        "status": Word::of(order.status).name(),
        "total_cents": order.total_cents,
        "created_at": order.created_at,
        "items": items.collect::<Vec<_>>(),
    }))
}
