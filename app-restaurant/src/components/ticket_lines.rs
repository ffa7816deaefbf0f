//! What is in an order, readable at two metres.

use crate::state::erased::memo;
use api::orders::{ItemView, OrderView};
use leptos::prelude::*;
use texts::now::console as texts;

#[component]
pub fn TicketLines(order: Memo<OrderView>) -> AnyView {
    let items = memo(move || order.with(|order| order.items.clone()));
    view! {
        <ul class="ticket__lines" aria-label=texts::CONTENTS>
            {move || items.get().into_iter().map(line).collect_view()}
        </ul>
    }
    .into_any()
}

fn line(item: ItemView) -> impl IntoView {
    let options: Vec<&str> = item.options.iter().map(|option| option.name.as_str()).collect();
    let options = options.join(", ");
    view! {
        <li>
            <span class="ticket__qty">{item.qty}</span>
            <span>{item.name}</span>
            {(!options.is_empty()).then(|| view! { <span class="ticket__options">{options.clone()}</span> })}
            {(!item.note.is_empty())
                .then(|| {
                    view! {
                        <span class="ticket__note">
                            <span class="visually-hidden">{texts::NOTE} ": "</span>
                            {item.note.clone()}
                        </span>
                    }
                })}
        </li>
    }
}
