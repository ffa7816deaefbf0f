//! Placing an order. Of what a client says about money only the total that it expects is read.

use super::super::extract::{Body, SignedIn};
use super::super::once::REPLAYED;
use super::super::problem;
use super::customers::AddressBody;
use super::{Answer, answer};
use crate::ports::clock::unique;
use axum::http::{HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared::api::context::{Services, Who};
use shared::api::orders::NewOrder;
use shared::api::{ApiError, Code, FieldError};
use shared::domain::cart::{CartLine, CartProblemKind, MAX_QTY, Pick};
use shared::domain::order::{Fulfilment, Receipt};
use shared::domain::payment::PaymentMethod;
use shared::domain::{Currency, CustomerId, Money, ProductId, Slug, Timestamp};
use shared::texts::es::errors as texts;
use utoipa::ToSchema;

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct PlaceOrder {
    /// For whom; customers order for themselves.
    customer_id: Option<String>,
    /// 1 to 50 lines.
    items: Vec<ItemBody>,
    fulfilment: Option<FulfilmentBody>,
    /// As soon as possible when it is left out; otherwise a time within the house's hours, of today or the next six
    /// days, by which it can be ready.
    scheduled_for: Option<Timestamp>,
    receipt: Receipt,
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
pub(super) struct ItemBody {
    #[serde(alias = "product_id")]
    #[schema(required, value_type = String)]
    product_id: Option<String>,
    // Read as it is, so that 1.5, 0 and "two" are told to be no quantity.
    #[schema(required, value_type = u16, minimum = 1, maximum = 99)]
    qty: Value,
    options: Vec<Pick>,
    note: String,
}

/// How the order gets to the customer; where and from which branch may be left out.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase", tag = "kind")]
#[schema(as = FulfilmentWanted)]
pub(super) enum FulfilmentBody {
    Delivery { address: Option<AddressBody> },
    Pickup { branch: Option<Slug> },
}

pub(super) async fn place(call: SignedIn, Body(told): Body<PlaceOrder>) -> Answer {
    let (http, caller) = (&call.http, &call.caller);
    let lines = lines(&told.items)?;
    let customer = match &told.customer_id {
        Some(id) => Some(CustomerId::parse(id.as_str()).map_err(|_| unknown_customer())?),
        None => None,
    };
    let own = match &caller.who {
        Who::Customer { id, .. } => Some(id),
        _ => None,
    };
    http.may_order(caller)?;
    let fulfilment = match customer.as_ref().or(own) {
        Some(orderer) if customer.is_none() || own.is_none_or(|own| own == orderer) => {
            receive(&http.app.services, &call, orderer, told.fulfilment).await?
        }
        Some(_) => return Err(unknown_customer().into()),
        None => {
            let field = FieldError::new("/customerId", Code::MissingField, texts::UNKNOWN_CUSTOMER);
            return Err(ApiError::invalid(vec![field]).into());
        }
    };
    let key = call.key.clone().unwrap_or_else(|| unique(http.app.clock.now()));
    let order = NewOrder {
        idempotency_key: key,
        lines,
        fulfilment,
        scheduled_for: told.scheduled_for,
        receipt: told.receipt,
        payment_method: told.payment_method.unwrap_or(PaymentMethod::Card),
        phone: told.phone.unwrap_or_default(),
        expected_total: told.expected_total_cents,
    };
    let (view, replayed) = http
        .app
        .services
        .orders
        .place(caller, customer.as_ref(), order)
        .await?;
    let body = json!({
        "orderId": view.order_id,
        "number": view.number,
        "message": "Pedido creado",
        "order": view,
    });
    let mut answer = answer(StatusCode::CREATED, &body)?;
    if replayed {
        answer
            .headers_mut()
            .insert(REPLAYED, HeaderValue::from_static("true"));
    }
    Ok(answer)
}

/// The lines as far as their form goes: 400 when it is not that of an order.
pub(super) fn lines(items: &[ItemBody]) -> Result<Vec<CartLine>, ApiError> {
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
            let text = texts::field(shared::domain::customer::FieldProblem::Missing);
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
        let Ok(product_id) = ProductId::parse(product.as_str()) else {
            return Err(ApiError::new(Code::UnknownProduct, texts::NOT_FOUND));
        };
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

/// What was told, completed with what is known: the customer's own address, the first branch. Where nothing was told,
/// it is delivered to whoever has an address and a telephone, and picked up by everybody else.
pub(super) async fn receive(
    services: &Services,
    call: &SignedIn,
    customer: &CustomerId,
    told: Option<FulfilmentBody>,
) -> Result<Fulfilment, ApiError> {
    let told = match told {
        Some(FulfilmentBody::Delivery {
            address: Some(address),
        }) => {
            return Ok(Fulfilment::Delivery {
                address: address.into_address(),
            });
        }
        Some(FulfilmentBody::Pickup { branch: Some(branch) }) => return Ok(Fulfilment::Pickup { branch }),
        told => told,
    };
    if !matches!(told, Some(FulfilmentBody::Pickup { .. })) {
        let found = services.customers.orderer(&call.caller, customer).await;
        let customer = found.map_err(|error| match error.code {
            Code::NotFound => unknown_customer(),
            _ => error,
        })?;
        let delivered = told.is_some() || customer.phone.is_some();
        match customer.address.filter(|_| delivered) {
            Some(address) => return Ok(Fulfilment::Delivery { address }),
            // The service says that the address is missing.
            None if told.is_some() => {
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
