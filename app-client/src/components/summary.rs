//! What an order costs.

use domain::cart::{FulfilmentKind, Totals};
use domain::{Currency, Money};
use leptos::prelude::*;
use texts::now::storefront as texts;

/// A row of a sum.
pub fn total_row(class: &'static str, label: String, amount: String) -> AnyView {
    view! {
        <div class=class>
            <dt>{label}</dt>
            <dd>{amount}</dd>
        </div>
    }
    .into_any()
}

/// The words beside the fee of an order that is handed over in this way, which may be another one in the customer's district; `None`
/// where there is none.
pub fn fee_words(kind: FulfilmentKind, lacks_zone: bool) -> Option<&'static str> {
    match kind {
        FulfilmentKind::Pickup => None,
        FulfilmentKind::Delivery if lacks_zone => Some(texts::DELIVERY_FEE_FROM),
        FulfilmentKind::Delivery => Some(texts::DELIVERY_FEE),
    }
}

/// Lines before the sum, then subtotal, delivery in these words, tax and total.
pub fn totals_list(
    currency: Currency,
    lines: impl IntoIterator<Item = (String, Money)>,
    totals: &Totals,
    delivery: Option<&'static str>,
) -> AnyView {
    const ROW: &str = "totals__row";
    let fee = match totals.delivery_fee {
        Money::ZERO => texts::FREE.to_owned(),
        fee => currency.format(fee),
    };
    let mut rows: Vec<AnyView> = lines
        .into_iter()
        .map(|(label, amount)| total_row(ROW, label, currency.format(amount)))
        .collect();
    rows.push(total_row(
        ROW,
        texts::SUBTOTAL.into(),
        currency.format(totals.subtotal),
    ));
    rows.extend(delivery.map(|words| total_row(ROW, words.into(), fee)));
    // Where none is paid, there is nothing to say.
    let taxed = totals.tax_basis_points > 0 || totals.tax > Money::ZERO;
    rows.extend(taxed.then(|| {
        total_row(
            "totals__row muted",
            texts::TAX.into(),
            currency.format(totals.tax),
        )
    }));
    rows.push(total_row(
        "totals__row totals__row--total",
        texts::TOTAL.into(),
        currency.format(totals.total),
    ));
    view! { <dl class="totals">{rows}</dl> }.into_any()
}
