//! The terms on which an order is placed, and what they make of its price.

use serde_json::{Value, json};
use shared::api::catalog::Storefront;
use shared::api::context::Caller;
use shared::api::orders::{Terms, Unpaid};
use shared::domain::Money;
use shared::domain::cart::Quote;
use shared::domain::order::Awaits;

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

/// The restaurant, without its fee and its least amount where it does not bring the order itself.
pub(super) fn house(mut house: Storefront, terms: Terms) -> Storefront {
    if terms.own_delivery {
        house.tenant.minimum_order = Money::ZERO;
        house.tenant.delivery_fee = Money::ZERO;
    }
    house
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
