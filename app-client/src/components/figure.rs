//! An amount in large figures, with a small sign of the currency.

use domain::{Currency, Money};
use leptos::prelude::*;

pub fn figure(currency: Currency, amount: Money) -> AnyView {
    let text = currency.format(amount);
    let (symbol, digits) = text.split_once('\u{a0}').unwrap_or(("", &text));
    view! {
        <span class="figure">
            <small>{symbol.to_owned()}</small>
            " "
            {digits.to_owned()}
        </span>
    }
    .into_any()
}
