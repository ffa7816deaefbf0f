//! Amounts.

use domain::{Currency, Money};
use leptos::prelude::*;

/// A price, and what it was before where that is known.
#[component]
pub fn Price(
    amount: Money,
    currency: Currency,
    #[prop(optional_no_strip)] was: Option<Money>,
    #[prop(optional)] large: bool,
) -> AnyView {
    let class = if large { "price price--large" } else { "price" };
    let was = was.map(|was| view! { <s class="price__was">{currency.format(was)}</s> }.into_any());
    view! { <span class=class>{was} {currency.format(amount)}</span> }.into_any()
}
