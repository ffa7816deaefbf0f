//! Orders that know no payment.

use super::super::super::extract::{Body, SignedIn, key_or_none};
use super::super::super::rest::place_order::{ItemBody, lines, placed, receive, replay, sent};
use super::super::super::rest::query::Parameters;
use super::super::super::rest::{Answer, answer, ids, ok};
use super::customers;
use api::orders::{NewOrder, OrderView};
use api::{ApiError, Code, FieldError};
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::customer::FieldProblem;
use domain::order::ReceiptForm;
use domain::payment::PaymentMethod;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use services::orders::{Terms, Unpaid};
use std::collections::HashMap;
use texts::now::errors as texts;

/// Prices that are sent are not read.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct PlaceOrder {
    customer_id: Option<String>,
    items: Vec<ItemBody>,
}

/// The kitchen takes it on, and it is paid at the door.
const TERMS: Terms = Terms {
    unpaid: Unpaid::Accepted,
    own_delivery: true,
    sent: None,
};

pub(super) async fn place(call: SignedIn, Body(body): Body<PlaceOrder>) -> Answer {
    let terms = Terms {
        sent: Some(sent(&body)?),
        ..TERMS
    };
    if let Some(order) = placed(&call, terms).await? {
        return created(&order, true);
    }
    let lines = lines(&call, &body.items).await?;
    let customer = match body.customer_id.as_deref() {
        Some(id) if !id.is_empty() => customers::found(&call, id).await.map_err(unknown)?,
        _ => match call.caller.customer_id() {
            Ok(own) => own.clone(),
            Err(_) => {
                let text = texts::field(FieldProblem::Missing);
                let field = FieldError::new("/customerId", Code::MissingField, text);
                return Err(ApiError::invalid(vec![field]).into());
            }
        },
    };
    let http = &call.http;
    http.may_order(&call.caller)?;
    let fulfilment = receive(&http.app.services, &call, &customer, None).await?;
    let order = NewOrder {
        idempotency_key: key_or_none(call.key.as_ref())?,
        lines,
        fulfilment,
        scheduled_for: None,
        receipt: ReceiptForm::None,
        payment_method: PaymentMethod::Cash,
        phone: String::new(),
        expected_total: None,
    };
    let orders = &http.app.services.orders;
    let (order, replayed) = orders.place(&call.caller, Some(&customer), order, terms).await?;
    created(&order, replayed)
}

fn created(order: &OrderView, replayed: bool) -> Answer {
    let mut body = view(order);
    if let Some(fields) = body.as_object_mut() {
        fields.insert("message".to_owned(), json!("Pedido creado"));
    }
    let mut answer = answer(StatusCode::CREATED, &body)?;
    if replayed {
        replay(&mut answer);
    }
    Ok(answer)
}

fn unknown(error: ApiError) -> ApiError {
    match error.code {
        Code::NotFound => ApiError::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER),
        _ => error,
    }
}

pub(super) async fn of_customer(
    call: SignedIn,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    let parameters = Parameters::from(query);
    let id = customers::found(&call, &id).await?;
    let orders = &call.http.app.services.orders;
    let page = orders
        .of_customer(&call.caller, &id, parameters.cursor(), parameters.limit()?)
        .await?;
    let all: Vec<Value> = page.items.iter().map(view).collect();
    ok(&json!({ "orders": all, "nextCursor": page.next_cursor }))
}

pub(super) async fn order(call: SignedIn, Path(id): Path<String>) -> Answer {
    let id = ids::order(&call, &id).await?;
    let order = call.http.app.services.orders.order(&call.caller, &id).await?;
    ok(&view(&order))
}

/// There is no limit of deliveries under way that could be given back.
pub(super) async fn release_capacity(call: SignedIn, Path(id): Path<String>) -> Answer {
    let id = ids::order(&call, &id).await?;
    let order = call.http.app.services.orders.order(&call.caller, &id).await?;
    ok(&json!({ "message": "Capacidad liberada", "orderId": order.order_id }))
}

/// An order as these clients read it.
pub(super) fn view(order: &OrderView) -> Value {
    let items = order.items.iter().map(|item| {
        json!({
            "productId": item.product_id,
            "name": item.name,
            "qty": item.qty,
            "price": item.price,
        })
    });
    json!({
        "orderId": order.order_id,
        "customerId": order.customer_id.as_ref().map(customers::shown),
        "tenantId": order.tenant_id,
        "status": order.status,
        "currentStep": order.current_step,
        "items": items.collect::<Vec<_>>(),
        "total": order.total,
        "customer": order.customer,
        "steps": order.steps,
        "createdAt": order.created_at,
    })
}
