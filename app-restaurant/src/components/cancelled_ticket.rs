//! An order that was cancelled while it was on the screen: it stays, struck through, until somebody says they know.

use super::ticket_lines::list;
use crate::state::queues::{CancelledTicket, StageQueue};
use domain::customer::first_name;
use leptos::prelude::*;
use texts::now::console as texts;

#[component]
pub fn CancelledTicketView(queue: StageQueue, struck: CancelledTicket) -> AnyView {
    let id = struck.order_id.clone();
    let why = texts::cancelled_why(first_name(&struck.by), &struck.reason);
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
