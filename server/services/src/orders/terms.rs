//! The terms on which an order is placed, and what they make of its price.

use crate::caller::Caller;
use crate::catalog::Offer;
use crate::error::Error;
use crate::idempotency::IdempotentRequest;
use crate::orders::{Terms, Unpaid};
use api::orders::NewOrder;
use domain::cart::Quote;
use domain::order::{Awaits, Fulfilment};
use domain::payment::PaymentMethod;
use domain::{CustomerId, Money};
use serde_json::{Value, json};
use std::sync::Arc;

/// What keys of new orders are remembered under.
const OPERATION: &str = "orders.place";

/// The call under a key whose client's own words are known; for whom the order is stands in them.
pub(super) fn sent_once(
    caller: &Caller,
    key: &str,
    terms: Terms,
) -> Result<Option<IdempotentRequest>, Error> {
    let known = terms.sent.is_some();
    let once = known.then(|| IdempotentRequest::new(&caller.label(), OPERATION, key, &terms));
    Ok(once.transpose()?.map(IdempotentRequest::in_own_words))
}

/// The call that places an order, as it is remembered. For whom it is belongs to what was asked: one key never answers one person
/// with the order of another. `None` without a key: nothing is remembered that nobody can ask for.
pub(super) fn once(
    caller: &Caller,
    customer: &CustomerId,
    wanted: &NewOrder,
    terms: Terms,
) -> Result<Option<IdempotentRequest>, Error> {
    let key = &wanted.idempotency_key;
    if key.is_empty() {
        return Ok(None);
    }
    match sent_once(caller, key, terms)? {
        Some(once) => Ok(Some(once)),
        None => {
            let made = (customer, wanted, terms);
            IdempotentRequest::new(&caller.label(), OPERATION, key, &made).map(Some)
        }
    }
}

/// The same call as this version or one before may have remembered it. Versions before this one remembered what was made of the
/// client's words, as is still done without them; versions before those left out for whom it is, which is enough where the
/// caller is the customer.
pub(super) fn once_or_before(
    caller: &Caller,
    customer: &CustomerId,
    wanted: &NewOrder,
    terms: Terms,
) -> Result<Option<IdempotentRequest>, Error> {
    let Some(once) = once(caller, customer, wanted, terms)? else {
        return Ok(None);
    };
    let once = match terms.sent {
        Some(_) => once.or_before(&(customer, wanted, Terms { sent: None, ..terms }))?,
        None => once,
    };
    Ok(Some(match caller.customer_id() {
        Ok(_) => once.or_before(wanted)?,
        Err(_) => once,
    }))
}

/// What an order on these terms waits for.
pub(super) fn awaits(caller: &Caller, terms: Terms) -> Awaits {
    match terms.unpaid {
        Unpaid::Pays => Awaits::Payment,
        Unpaid::Accepted => Awaits::Acceptance {
            placed_by: caller.label(),
        },
        Unpaid::Confirmed => Awaits::Confirmation,
    }
}

/// The restaurant as it serves who orders in this way, at the prices of it: in the zone of the address; without its fee and its least amount, and
/// wherever that is, where it does not bring the order itself.
pub(super) fn restaurant(mut restaurant: Offer, terms: Terms, fulfilment: &Fulfilment) -> Offer {
    match fulfilment {
        _ if terms.own_delivery => {
            let tenant = Arc::make_mut(&mut restaurant.tenant);
            tenant.minimum_order = Money::ZERO;
            tenant.delivery_fee = Money::ZERO;
            // A courier of the integrator's needs as long for the way.
            tenant.targets = tenant.targets_to(fulfilment.district());
            tenant.delivery_zones.clear();
        }
        Fulfilment::Delivery { address } => {
            restaurant.tenant = Arc::new(restaurant.tenant.serving_district(&address.district));
        }
        Fulfilment::Pickup { .. } => {}
    }
    let Offer { tenant, catalog } = &mut restaurant;
    catalog.price_as_served(tenant, fulfilment.branch(), fulfilment.kind());
    restaurant
}

/// A quote in the public API's words: amounts are whole cents, and say so.
pub(super) fn quote_told(quote: &Quote) -> Value {
    let lines = quote.lines.iter().map(|line| {
        json!({
            "productId": line.product_id,
            "name": line.name,
            "qty": line.qty,
            "unitPriceCents": line.unit_price,
            "subtotalCents": line.subtotal,
        })
    });
    let totals = &quote.totals;
    json!({
        "lines": lines.collect::<Vec<_>>(),
        "subtotalCents": totals.subtotal,
        "deliveryFeeCents": totals.delivery_fee,
        "totalCents": totals.total,
        "taxCents": totals.tax,
    })
}

/// How an order is paid: nobody is asked to pay for what costs nothing.
pub(super) fn payment_method(wanted: &NewOrder, quote: &Quote) -> PaymentMethod {
    match quote.totals.total.is_zero() {
        true => PaymentMethod::Cash,
        false => wanted.payment_method,
    }
}

/// Whether something of an order is to be paid at the door.
pub(super) fn owes_cash(wanted: &NewOrder, quote: &Quote) -> bool {
    wanted.payment_method == PaymentMethod::Cash && !quote.totals.total.is_zero()
}

/// Whether an order that is paid so is to be paid before it is cooked.
pub(super) fn is_paid_first(method: PaymentMethod, terms: Terms) -> bool {
    method != PaymentMethod::Cash && terms.unpaid == Unpaid::Pays
}
