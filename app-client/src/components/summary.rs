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

/// Lines before the sum, then subtotal, delivery, tax and total.
pub fn totals_list(
    currency: Currency,
    lines: impl IntoIterator<Item = (String, Money)>,
    totals: &Totals,
    kind: FulfilmentKind,
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
    if kind == FulfilmentKind::Delivery {
        rows.push(total_row(ROW, texts::DELIVERY_FEE.into(), fee));
    }
    rows.push(total_row(
        "totals__row muted",
        texts::TAX.into(),
        currency.format(totals.tax),
    ));
    rows.push(total_row(
        "totals__row totals__row--total",
        texts::TOTAL.into(),
        currency.format(totals.total),
    ));
    view! { <dl class="totals">{rows}</dl> }.into_any()
}
