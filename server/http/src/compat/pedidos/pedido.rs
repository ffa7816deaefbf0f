//! Orders by number: checkout, the kitchen's lists, how the payment stands, and cancelling.

use super::super::super::extract::{Body, FromGateway, JsonBytes, SignedIn, key_or_none};
use super::super::super::rest::payment_webhook::apply_notification;
use super::super::super::rest::place_order::{placed, receive, replay, sent};
use super::super::super::rest::{Answer, answer, ok};
use super::shown::{Shown, standing};
use super::status::{self, Situation};
use super::{malformed, number};
use ::texts::now::compat::CANCELLED_BY_CLIENT;
use ::texts::now::errors as texts;
use api::orders::{NewOrder, OrderFilter, OrderState, OrderView};
use api::{ApiError, Code, MAX_PAGE};
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use domain::CustomerId;
use domain::cart::{CartLine, MAX_QTY};
use domain::order::{ReceiptForm, Status};
use domain::payment::PaymentMethod;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use services::caller::{Caller, Who};
use services::orders::{Terms, Unpaid};
use std::cmp::Reverse;
use std::collections::HashMap;
use utoipa::ToSchema;

/// Maximum number of finished orders in a list.
const MOST_FINISHED: usize = 1_000;
/// Maximum number of orders in work that are looked at for their situation.
const MOST_OPEN: usize = 1_000;

/// Prices that are sent are not read.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(default)]
pub(crate) struct Checkout {
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

/// An order in these words is brought by the client itself, and paid by a code.
const TERMS: Terms = Terms {
    unpaid: Unpaid::Pays,
    own_delivery: true,
    sent: None,
};

pub(crate) async fn checkout(call: SignedIn, Body(body): Body<Checkout>) -> Answer {
    let (http, caller) = (&call.http, &call.caller);
    let terms = Terms {
        sent: Some(sent(&body)?),
        ..TERMS
    };
    if let Some(order) = placed(&call, terms).await? {
        return opened(&call, &order, true).await;
    }
    if body.itens.is_empty() {
        return Err(malformed("/itens").into());
    }
    let customer = customer(&call, &body.id_cliente).await?;
    let restaurant = http.app.services.catalog.storefront(&caller.tenant).await?;
    let mut lines = Vec::with_capacity(body.itens.len());
    for (index, item) in body.itens.iter().enumerate() {
        let Some(wanted) = item.produto.as_u64() else {
            return Err(malformed(&format!("/itens/{index}/produto")).into());
        };
        let qty = item.quantidade.as_u64().and_then(|qty| u16::try_from(qty).ok());
        let Some(qty) = qty.filter(|qty| (1..=MAX_QTY).contains(qty)) else {
            return Err(malformed(&format!("/itens/{index}/quantidade")).into());
        };
        let mut products = restaurant.catalog.products.iter();
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
        idempotency_key: key_or_none(call.key.as_ref())?,
        lines,
        fulfilment: receive(&http.app.services, &call, &customer, None).await?,
        scheduled_for: None,
        receipt: ReceiptForm::None,
        payment_method: PaymentMethod::Yape,
        phone: String::new(),
        expected_total: None,
    };
    let orders = &http.app.services.orders;
    let (order, replayed) = orders.place(caller, Some(&customer), order, terms).await?;
    opened(&call, &order, replayed).await
}

/// The order with a payment that is open: its id, and its code.
async fn opened(call: &SignedIn, order: &OrderView, replayed: bool) -> Answer {
    let payments = &call.http.app.services.payments;
    let payment = payments
        .open(&call.caller, &order.order_id, PaymentMethod::Yape)
        .await;
    let mut body = Shown::of(call).await?.order(order).await;
    if let (Some(fields), Ok(payment)) = (body.as_object_mut(), payment) {
        fields.insert("qr".to_owned(), json!(payment.qr));
    }
    let mut answer = answer(StatusCode::CREATED, &body)?;
    if replayed {
        replay(&mut answer);
    }
    Ok(answer)
}

/// The customer of a number: oneself for customers, anybody for those who may order for others.
async fn customer(call: &SignedIn, input: &Value) -> Result<CustomerId, ApiError> {
    let services = &call.http.app.services;
    let number = input.as_u64();
    if let Who::Customer { id, .. } = &call.caller.who
        && input.is_null()
    {
        return Ok(id.clone());
    }
    let number = number.ok_or_else(|| malformed("/id_cliente"))?;
    Ok(services.customers.by_number(&call.caller, number).await?.id)
}

/// Ready ones first, then those in the making, then those that wait; the oldest of each first.
pub(crate) async fn list(call: SignedIn) -> Answer {
    let open = [Situation::Pronto, Situation::EmPreparacao, Situation::Recebido];
    in_situations(&call, &open).await
}

pub(crate) async fn received(call: SignedIn) -> Answer {
    in_situations(&call, &[Situation::Recebido]).await
}

pub(crate) async fn cooking(call: SignedIn) -> Answer {
    in_situations(&call, &[Situation::EmPreparacao]).await
}

pub(crate) async fn ready(call: SignedIn) -> Answer {
    in_situations(&call, &[Situation::Pronto]).await
}

pub(crate) async fn finished(call: SignedIn) -> Answer {
    let filter = OrderFilter {
        state: Some(OrderState::Finished),
        newest_first: true,
        ..OrderFilter::default()
    };
    let orders = walked(&call, filter, MOST_FINISHED).await?;
    ok(&Shown::of(&call).await?.all(&orders).await)
}

async fn in_situations(call: &SignedIn, wanted: &[Situation]) -> Answer {
    let filter = OrderFilter {
        open: true,
        status: Some(Status::Confirmed),
        ..OrderFilter::default()
    };
    let all = walked(call, filter, MOST_OPEN).await?;
    let mut sorted: Vec<(Situation, OrderView)> = all
        .into_iter()
        .filter_map(|order| Some((status::of(&order)?, order)))
        .filter(|(situation, _)| wanted.contains(situation))
        .collect();
    sorted.sort_by_key(|(situation, order)| (Reverse(*situation), order.created_at, order.number));
    let orders: Vec<OrderView> = sorted.into_iter().map(|(_, order)| order).collect();
    ok(&Shown::of(call).await?.all(&orders).await)
}

/// All pages of a list, at most `most` orders of it.
async fn walked(call: &SignedIn, mut filter: OrderFilter, most: usize) -> Result<Vec<OrderView>, ApiError> {
    let orders = &call.http.app.services.orders;
    let mut all = Vec::new();
    filter.limit = Some(MAX_PAGE);
    loop {
        let page = orders.list(&call.caller, filter.clone()).await?;
        all.extend(page.items);
        filter.cursor = page.next;
        if filter.cursor.is_none() || all.len() >= most {
            all.truncate(most);
            return Ok(all);
        }
    }
}

/// A cancelled order is not there any more.
pub(crate) async fn order(call: SignedIn, Path(id): Path<String>) -> Answer {
    let orders = &call.http.app.services.orders;
    let order = orders.by_number(&call.caller, number(&id)?).await?;
    if order.status == Status::Cancelled {
        return Err(ApiError::not_found().into());
    }
    ok(&Shown::of(&call).await?.order(&order).await)
}

pub(crate) async fn cancel(call: SignedIn, Path(id): Path<String>) -> Answer {
    let orders = &call.http.app.services.orders;
    let order = orders.by_number(&call.caller, number(&id)?).await?;
    orders
        .cancel(&call.caller, &order.order_id, CANCELLED_BY_CLIENT)
        .await?;
    ok(&true)
}

/// `"1"` sent, `"2"` approved, `"3"` refused.
pub(crate) async fn payment_status(call: SignedIn, Path(id): Path<String>) -> Answer {
    let services = &call.http.app.services;
    let order = services.orders.by_number(&call.caller, number(&id)?).await?;
    let payment = services.payments.payment(&call.caller, &order.order_id).await;
    let paid = payment.ok().and_then(|payment| payment.status);
    ok(&standing(&order, paid).to_string())
}

/// A gateway's word, answered with the order as it stands after it.
pub(crate) async fn payment_notification(
    FromGateway(call): FromGateway,
    query: Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: JsonBytes,
) -> Answer {
    let tenant = call.caller.tenant.clone();
    let Some(id) = apply_notification(&call, query, &headers, body).await? else {
        return ok(&json!({ "received": true }));
    };
    let restaurant = Caller::system(&tenant);
    match call.http.app.services.orders.order(&restaurant, &id).await {
        Ok(order) => ok(&Shown::to(&call.http, &restaurant).await?.order(&order).await),
        // A request for catering is paid before it is an order.
        Err(error) if error.code() == Code::NotFound => ok(&json!({ "received": true })),
        Err(error) => Err(error.into()),
    }
}
