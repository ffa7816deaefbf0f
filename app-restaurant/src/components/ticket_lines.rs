//! What is in an order, readable at two metres. A long one scrolls within its ticket, so that its buttons and the other
//! tickets stay in sight.

use crate::state::erased::memo;
use api::orders::{ItemView, OrderView};
use leptos::prelude::*;
use texts::now::console as texts;

/// Maximum number of lines that are shown at once: a longer list scrolls.
const LONG: usize = 12;

#[component]
pub fn TicketLines(order: Memo<OrderView>) -> AnyView {
    let items = memo(move || order.with(|order| order.items.clone()));
    let count = memo(move || items.with(Vec::len));
    view! {
        {move || {
            list(count.get(), (move || items.get().into_iter().map(line).collect_view()).into_any())
        }}
    }
    .into_any()
}

/// The list of a ticket, by its number of lines.
pub fn list(count: usize, lines: AnyView) -> AnyView {
    let long = count > LONG;
    view! {
        {long.then(|| view! { <p class="ticket__more">{texts::many_lines(count)}</p> })}
        <ul
            class="ticket__lines"
            aria-label=texts::CONTENTS
            data-long=long.then_some("true")
            tabindex=long.then_some("0")
        >
            {lines}
        </ul>
    }
    .into_any()
}

fn line(item: ItemView) -> impl IntoView {
    let options: Vec<&str> = item.options.iter().map(|option| option.name.as_str()).collect();
    let options = texts::options(item.qty, &options.join(", "));
    view! {
        <li>
            <span class="ticket__qty">{item.qty}</span>
            <span>{item.kitchen_name.unwrap_or(item.name)}</span>
            {(!options.is_empty()).then(|| view! { <span class="ticket__options">{options.clone()}</span> })}
            {(!item.note.is_empty())
                .then(|| {
                    view! {
                        <span class="ticket__note">
                            <span class="visually-hidden">{texts::NOTE} ": "</span>
                            <bdi>{item.note.clone()}</bdi>
                        </span>
                    }
                })}
        </li>
    }
}
