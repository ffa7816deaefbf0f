//! Placing an order. Of what a client says about money only the total that it expects is read.

pub(crate) mod docs;

use super::super::extract::{Body, SignedIn, key_or_none};
use super::super::idempotency::REPLAYED;
use super::super::problem;
use super::customers::AddressBody;
use super::ids::{self, IdOrNumber};
use super::orders::shown;
use super::{Answer, answer};
use api::orders::{NewOrder, OrderView};
use api::{ApiError, Code, FieldError};
use axum::body::Body as HttpBody;
use axum::http::{HeaderValue, Response, StatusCode};
use domain::cart::{CartLine, CartProblemKind, MAX_QTY, Pick};
use domain::customer::FieldProblem;
use domain::order::{Fulfilment, Receipt, ReceiptForm};
use domain::payment::PaymentMethod;
use domain::{Currency, CustomerId, Money, Slug, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use services::Services;
use services::caller::Who;
use services::orders::Terms;
use sha2::{Digest as _, Sha256};
use texts::now::errors as texts;
use utoipa::ToSchema;

#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub(in super::super) struct PlaceOrder {
    /// For whom, by id or number; customers order for themselves.
    #[schema(value_type = Option<String>)]
    customer_id: Option<IdOrNumber>,
    /// 1 to 50 lines.
    items: Vec<ItemBody>,
    fulfilment: Option<FulfilmentBody>,
    /// As soon as possible when it is left out; otherwise a time within the restaurant's hours, of today or the next six
    /// days, by which it can be ready.
    scheduled_for: Option<Timestamp>,
    #[schema(value_type = Receipt)]
    receipt: ReceiptForm,
    /// `card` when it is left out.
    payment_method: Option<PaymentMethod>,
    /// The customer's own when it is left out.
    phone: Option<String>,
    /// Refused with `price_changed` where the total is another.
    expected_total_cents: Option<Money>,
}

#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[schema(as = OrderItem)]
pub(in super::super) struct ItemBody {
    /// The id or number of a product. `product_id` is read as well, and is not to be relied on.
    #[serde(alias = "product_id")]
    #[schema(required, value_type = String)]
    pub(super) product_id: Option<IdOrNumber>,
    // Read as it is, so that 1.5, 0 and "two" are refused as no quantity.
    #[schema(required, value_type = u16, minimum = 1, maximum = 99)]
    qty: Value,
    options: Vec<Pick>,
    note: String,
}

/// How the order gets to the customer; where and from which branch may be left out.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase", tag = "kind")]
#[schema(as = FulfilmentWanted)]
pub(in super::super) enum FulfilmentBody {
    Delivery { address: Option<AddressBody> },
    Pickup { branch: Option<Slug> },
}

pub(in super::super) async fn place(call: SignedIn, Body(body): Body<PlaceOrder>) -> Answer {
    let (http, caller) = (&call.http, &call.caller);
    let terms = Terms {
        own_delivery: body.fulfilment.is_none(),
        sent: Some(sent(&body)?),
        ..Terms::default()
    };
    if let Some(view) = placed(&call, terms).await? {
        return created(&view, true);
    }
    let lines = lines(&call, &body.items).await?;
    let customer = match &body.customer_id {
        Some(body) => Some(customer(&call, body).await?),
        None => None,
    };
    let own = match &caller.who {
        Who::Customer { id, .. } => Some(id),
        _ => None,
    };
    http.may_order(caller)?;
    let fulfilment = match customer.as_ref().or(own) {
        Some(orderer) if customer.is_none() || own.is_none_or(|own| own == orderer) => {
            receive(&http.app.services, &call, orderer, body.fulfilment).await?
        }
        Some(_) => return Err(unknown_customer().into()),
        None => {
            let text = texts::field(FieldProblem::Missing);
            let field = FieldError::new("/customerId", Code::MissingField, text);
            return Err(ApiError::invalid(vec![field]).into());
        }
    };
    let order = NewOrder {
        idempotency_key: key_or_none(call.key.as_ref())?,
        lines,
        fulfilment,
        scheduled_for: body.scheduled_for,
        receipt: body.receipt,
        payment_method: body.payment_method.unwrap_or(PaymentMethod::Card),
        phone: body.phone.unwrap_or_default(),
        expected_total: body.expected_total_cents,
    };
    let orders = &http.app.services.orders;
    let (view, replayed) = orders.place(caller, customer.as_ref(), order, terms).await?;
    created(&view, replayed)
}

fn created(view: &OrderView, replayed: bool) -> Answer {
    // What callers of other systems look for is at the top as well.
    let body = json!({
        "id": view.order_id,
        "orderId": view.order_id,
        "number": view.number,
        "status": view.status,
        "totalCents": view.total_cents,
        "payBefore": view.pay_before,
        "message": "Pedido creado",
        "order": shown(view),
    });
    let mut answer = answer(StatusCode::CREATED, &body)?;
    if replayed {
        replay(&mut answer);
    }
    Ok(answer)
}

/// SHA-256 of what a client sent, as far as it is read.
pub(in super::super) fn sent(input: &impl Serialize) -> Result<[u8; 32], ApiError> {
    let input = serde_json::to_vec(input).map_err(|_| ApiError::internal())?;
    Ok(Sha256::digest(input).into())
}

/// The order that was placed under the call's key before; nothing of what was sent is looked up again for it.
pub(in super::super) async fn placed(call: &SignedIn, terms: Terms) -> Result<Option<OrderView>, ApiError> {
    match &call.key {
        Some(key) => {
            let orders = &call.http.app.services.orders;
            Ok(orders.placed(&call.caller, key, terms).await?)
        }
        None => Ok(None),
    }
}

/// Marks an answer as one that was given before.
pub(in super::super) fn replay(answer: &mut Response<HttpBody>) {
    let given_before = HeaderValue::from_static("true");
    answer.headers_mut().insert(REPLAYED, given_before);
}

/// The customer whom a body names. What is nobody's is an unknown customer.
pub(in super::super) async fn customer(call: &SignedIn, input: &IdOrNumber) -> Result<CustomerId, ApiError> {
    let found = ids::customer(call, &input.0).await;
    found.map_err(|error| match error.code {
        Code::NotFound => unknown_customer(),
        _ => error,
    })
}

/// The lines as far as their form goes: 400 when it is not that of an order.
pub(in super::super) async fn lines(call: &SignedIn, items: &[ItemBody]) -> Result<Vec<CartLine>, ApiError> {
    let (catalog, tenant) = (&call.http.app.services.catalog, &call.caller.tenant);
    if items.is_empty() {
        let text = texts::cart(&CartProblemKind::Empty, Currency::default());
        return Err(ApiError::invalid(vec![FieldError::new(
            "/items",
            Code::MissingField,
            text,
        )]));
    }
    let mut lines = Vec::with_capacity(items.len());
    let mut fields = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Some(product) = &item.product_id else {
            let text = texts::field(FieldProblem::Missing);
            fields.push(FieldError::new(
                format!("/items/{index}/productId"),
                Code::MissingField,
                text,
            ));
            continue;
        };
        let qty = item
            .qty
            .as_u64()
            .and_then(|qty| u16::try_from(qty).ok())
            .filter(|qty| (1..=MAX_QTY).contains(qty));
        let Some(qty) = qty else {
            let text = texts::cart(&CartProblemKind::QuantityOutOfBounds, Currency::default());
            fields.push(FieldError::new(
                format!("/items/{index}/qty"),
                Code::Malformed,
                text,
            ));
            continue;
        };
        let product_id = ids::product(catalog, tenant, &product.0).await?;
        lines.push(CartLine {
            product_id,
            qty,
            options: item.options.clone(),
            note: item.note.clone(),
        });
    }
    match fields.first() {
        None => Ok(lines),
        Some(first) => Err(ApiError {
            message: first.message.clone(),
            fields,
            ..problem::malformed()
        }),
    }
}

/// What the caller said, completed with what is known: the customer's own address, the first branch. Where they said nothing,
/// a customer picks it up at the first branch; a caller who orders for others brings it to a customer who has an address and a
/// telephone, on their own terms.
pub(in super::super) async fn receive(
    services: &Services,
    call: &SignedIn,
    customer: &CustomerId,
    input: Option<FulfilmentBody>,
) -> Result<Fulfilment, ApiError> {
    let input = match input {
        Some(FulfilmentBody::Delivery {
            address: Some(address),
        }) => {
            return Ok(Fulfilment::Delivery {
                address: address.into_address(),
            });
        }
        Some(FulfilmentBody::Pickup { branch: Some(branch) }) => return Ok(Fulfilment::Pickup { branch }),
        input => input,
    };
    let by_others = call.caller.customer_id().is_err();
    if matches!(input, Some(FulfilmentBody::Delivery { .. })) || (input.is_none() && by_others) {
        let found = services.customers.orderer(&call.caller, customer).await;
        let customer = found.map_err(|error| match error.code() {
            Code::NotFound => unknown_customer(),
            _ => error.into(),
        })?;
        let delivered = input.is_some() || customer.phone.is_some();
        match customer.address.filter(|_| delivered) {
            Some(address) => return Ok(Fulfilment::Delivery { address }),
            // The service says that the address is missing.
            None if input.is_some() => {
                return Ok(Fulfilment::Delivery {
                    address: Default::default(),
                });
            }
            None => {}
        }
    }
    let tenant = services.catalog.tenant(&call.caller.tenant).await?;
    let branch = tenant.branches.first().ok_or_else(ApiError::conflict)?;
    Ok(Fulfilment::Pickup {
        branch: branch.id.clone(),
    })
}

fn unknown_customer() -> ApiError {
    ApiError::new(Code::UnknownCustomer, texts::UNKNOWN_CUSTOMER)
}
