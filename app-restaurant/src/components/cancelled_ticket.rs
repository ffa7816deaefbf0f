//! An order that was cancelled while it was on the screen: it stays, struck through, until somebody says they know.

use super::own_words::{OWN, with_own};
use super::ticket_lines::list;
use crate::state::queues::{CancelledTicket, StageQueue};
use domain::customer::first_name;
use leptos::prelude::*;
use texts::now::console as texts;

/// Who has cancelled it, and what they said.
pub fn why(struck: &CancelledTicket) -> AnyView {
    let [by, reason] = OWN;
    let reason = if struck.reason.is_empty() { "" } else { reason };
    with_own(
        &texts::cancelled_why(by, reason),
        &[first_name(&struck.by), &struck.reason],
    )
}

#[component]
pub fn CancelledTicketView(queue: StageQueue, struck: CancelledTicket) -> AnyView {
    let id = struck.order_id.clone();
    let why = why(&struck);
    let count = struck.lines.len();
    let lines = struck
        .lines
        .into_iter()
        .map(|(qty, name)| view! { <li><span class="ticket__qty">{qty}</span><span>{name}</span></li> })
        .collect_view()
        .into_any();
    view! {
        <article class="ticket" data-age="calm" data-state="cancelled">
            <header class="ticket__head">
                <h2 class="ticket__code">{struck.number}</h2>
                <span class="ticket__clock">{texts::CANCELLED}</span>
            </header>
            {list(count, lines)}
            <p class="ticket__who">{why}</p>
            <div class="ticket__actions">
                <button
                    type="button"
                    class="button button--danger"
                    aria-label=texts::on_order(texts::ACKNOWLEDGE, struck.number)
                    on:click=move |_| queue.acknowledge(&id)
                >
                    {texts::ACKNOWLEDGE}
                </button>
            </div>
        </article>
    }
    .into_any()
}
