//! Orders by number: checkout, the kitchen's list, and how the payment stands.

use super::super::super::extract::{Body, SignedIn};
use super::super::super::once::REPLAYED;
use super::super::place_order::receive;
use super::super::{Answer, answer, ok};
use super::status::{self, Situation};
use super::{malformed, number};
use crate::ports::clock::unique;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::api::context::Who;
use shared::api::orders::{NewOrder, OrderFilter, OrderView};
use shared::api::{ApiError, Code, MAX_PAGE};
use shared::domain::CustomerId;
use shared::domain::cart::{CartLine, MAX_QTY};
use shared::domain::order::{Receipt, Status};
use shared::domain::payment::{PaymentMethod, PaymentStatus};
use shared::texts::es::errors as texts;
use std::cmp::Reverse;
use utoipa::ToSchema;

/// What is told of prices is not read.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(in super::super) struct Checkout {
    /// The customer's number; customers order for themselves.
    #[schema(value_type = Option<u64>)]
    id_cliente: Value,
    itens: Vec<Item>,
}

#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = ItemDoPedido)]
struct Item {
    /// The product's number.
    #[schema(required, value_type = u64)]
    produto: Value,
    #[schema(required, value_type = u16, minimum = 1, maximum = 99)]
    quantidade: Value,
    descricao: Option<String>,
}

pub(in super::super) async fn checkout(call: SignedIn, Body(told): Body<Checkout>) -> Answer {
    let (http, caller) = (&call.http, &call.caller);
    if told.itens.is_empty() {
        return Err(malformed("/itens").into());
    }
    let customer = customer(&call, &told.id_cliente).await?;
    let house = http.app.services.catalog.storefront(&caller.tenant).await?;
    let mut lines = Vec::with_capacity(told.itens.len());
    for (index, item) in told.itens.iter().enumerate() {
        let Some(wanted) = item.produto.as_u64() else {
            return Err(malformed(&format!("/itens/{index}/produto")).into());
        };
        let qty = item.quantidade.as_u64().and_then(|qty| u16::try_from(qty).ok());
        let Some(qty) = qty.filter(|qty| (1..=MAX_QTY).contains(qty)) else {
            return Err(malformed(&format!("/itens/{index}/quantidade")).into());
        };
        let mut products = house.catalogue.products.iter();
        let product = products.find(|product| product.number == wanted);
        lines.push(CartLine {
            product_id: product
                .map(|product| product.id.clone())
                .ok_or_else(|| ApiError::new(Code::UnknownProduct, texts::NOT_FOUND))?,
            qty,
            options: Vec::new(),
            note: item.descricao.clone().unwrap_or_default(),
        });
    }
    http.may_order(caller)?;
    let order = NewOrder {
        idempotency_key: call.key.clone().unwrap_or_else(|| unique(http.app.clock.now())),
        lines,
        fulfilment: receive(&http.app.services, &call, &customer, None).await?,
        scheduled_for: None,
        receipt: Receipt::None,
        payment_method: PaymentMethod::Yape,
        phone: String::new(),
        expected_total: None,
    };
    let orders = &http.app.services.orders;
    let (order, replayed) = orders.place(caller, Some(&customer), order).await?;
    let payment = http
        .app
        .services
        .payments
        .open(caller, &order.order_id, PaymentMethod::Yape)
        .await;
    let qr = payment.ok().and_then(|payment| payment.qr);
    let body = json!({
        "id": order.number,
        "pedido": order.order_id,
        "status_pedido": order.status,
        "total": order.total,
        "qr": qr,
    });
    let mut answer = answer(StatusCode::CREATED, &body)?;
    if replayed {
        answer
            .headers_mut()
            .insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(answer)
}

/// The customer of a number: oneself for customers, anybody for those who may order for others.
async fn customer(call: &SignedIn, told: &Value) -> Result<CustomerId, ApiError> {
    let services = &call.http.app.services;
    let number = told.as_u64();
    if let Who::Customer { id, .. } = &call.caller.who {
        let own = services.customers.customer(&call.caller, id).await?;
        return match number {
            Some(number) if number != own.number => {
                Err(ApiError::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER))
            }
            None if !told.is_null() => Err(malformed("/id_cliente")),
            Some(_) | None => Ok(own.id),
        };
    }
    let number = number.ok_or_else(|| malformed("/id_cliente"))?;
    Ok(services.customers.by_number(&call.caller, number).await?.id)
}

/// Ready ones first, then those in the making, then those that wait; the oldest of each first.
pub(in super::super) async fn list(call: SignedIn) -> Answer {
    let orders = &call.http.app.services.orders;
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let filter = OrderFilter {
            open: true,
            status: Some(Status::Confirmed),
            cursor,
            limit: Some(MAX_PAGE),
            ..OrderFilter::default()
        };
        let page = orders.list(&call.caller, filter).await?;
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let mut sorted: Vec<(Situation, &OrderView)> = all
        .iter()
        .filter_map(|order| Some((status::of(order)?, order)))
        .filter(|(situation, _)| *situation != Situation::Finalizado)
        .collect();
    sorted.sort_by_key(|(situation, order)| (Reverse(*situation), order.created_at, order.number));
    ok(&sorted
        .into_iter()
        .map(|(_, order)| view(order))
        .collect::<Vec<_>>())
}

pub(super) fn view(order: &OrderView) -> Value {
    let situation = status::of(order);
    let items = order.items.iter().map(|item| {
        json!({
            "produto": item.product_id,
            "nome": item.name,
            "quantidade": item.qty,
            "descricao": item.note,
            "valor": item.price,
        })
    });
    json!({
        "id": order.number,
        "pedido": order.order_id,
        "cliente": order.customer.name,
        "status_pedido": situation.map(Situation::number),
        "status": situation.map(Situation::name),
        "itens": items.collect::<Vec<_>>(),
        "total": order.total,
        "criado_em": order.created_at,
    })
}

/// `"1"` sent, `"2"` approved, `"3"` refused.
pub(in super::super) async fn payment_status(call: SignedIn, Path(id): Path<String>) -> Answer {
    let order = call
        .http
        .app
        .services
        .orders
        .by_number(&call.caller, number(&id)?)
        .await?;
    // What was paid for a cancelled order goes back: it is not approved to anybody. Those who do not see the money see
    // whether the order was taken.
    let payment = order.payment.map_or(
        match order.status {
            Status::Created => PaymentStatus::Pending,
            Status::Confirmed | Status::Completed | Status::Cancelled => PaymentStatus::Approved,
        },
        |payment| payment.status,
    );
    ok(&match (order.status, payment) {
        (Status::Cancelled, _) | (_, PaymentStatus::Rejected | PaymentStatus::Refunded) => "3",
        (_, PaymentStatus::Approved) => "2",
        (_, PaymentStatus::Pending) => "1",
    })
}
