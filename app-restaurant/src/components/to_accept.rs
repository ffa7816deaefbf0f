//! At the head of the kitchen's queue: orders of clients that know no payment. A cook who takes one on accepts it; it is paid
//! at the door.

use super::ticket_lines::TicketLines;
use crate::state::erased::memo;
use crate::state::following::Following;
use crate::state::queues::StageQueue;
use crate::state::session::Session;
use crate::state::taps::Taps;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::orders::OrderView;
use shared::api::stages::take_stage;
use shared::domain::order::Status;
use shared::texts::es::console as texts;
use shared::ui::clock::Clock;
use shared::ui::toast::{Toasts, Tone};

#[component]
pub fn ToAccept(queue: StageQueue) -> AnyView {
    let taps = Taps::expect();
    let waiting = memo(move || {
        let taken = taps.fresh().filter(|order| order.status != Status::Created);
        queue.facts.with(|facts| {
            let still = |order: &&OrderView| {
                taken
                    .as_ref()
                    .is_none_or(|taken| taken.order_id != order.order_id)
            };
            facts.to_accept.iter().filter(still).cloned().collect::<Vec<_>>()
        })
    });
    view! {
        {move || {
            (!waiting.with(Vec::is_empty))
                .then(|| {
                    view! {
                        <section class="stack" aria-labelledby="por-aceptar">
                            <h2 id="por-aceptar">{move || texts::to_accept(waiting.with(Vec::len))}</h2>
                            <p class="muted">{texts::TO_ACCEPT_MEANS}</p>
                            <div class="queue">
                                <For
                                    each=move || waiting.get()
                                    key=|order| (order.order_id.clone(), order.version)
                                    children=move |order| view! { <Waiting queue order /> }
                                />
                            </div>
                        </section>
                    }
                })
        }}
    }
    .into_any()
}

#[component]
fn Waiting(queue: StageQueue, order: OrderView) -> AnyView {
    let (clock, session) = (expect_context::<Clock>(), Session::expect());
    let heading = format!("por-aceptar-{}", order.order_id);
    let labelled = heading.clone();
    let (number, since) = (order.number, order.created_at);
    let how = texts::how(order.fulfilment.kind());
    let shown = StoredValue::new(order);
    let lines = memo(move || shown.get_value());
    view! {
        <article class="ticket" data-state="new" aria-labelledby=labelled>
            <header class="ticket__head">
                <h3 class="ticket__code" id=heading>
                    <span class="visually-hidden">{texts::COLUMN_NUMBER} " "</span>
                    {number}
                </h3>
                <span class="ticket__clock">{move || texts::stopwatch(clock.now().since_ms(since))}</span>
                <span class="ticket__kind">{how}</span>
                <span class="ticket__age">{texts::TO_ACCEPT}</span>
            </header>
            <TicketLines order=lines />
            {move || {
                session
                    .works_at(queue.stage)
                    .then(|| {
                        view! {
                            <div class="ticket__actions">
                                <Accept queue order=shown />
                            </div>
                        }
                    })
            }}
        </article>
    }
    .into_any()
}

/// Takes it on, which is also its confirmation.
#[component]
fn Accept(queue: StageQueue, order: StoredValue<OrderView>) -> AnyView {
    let (taps, toasts, following) = (Taps::expect(), Toasts::expect(), Following::expect());
    let busy = RwSignal::new(false);
    let number = order.with_value(|order| order.number);
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let id = order.with_value(|order| order.order_id.clone());
        spawn_local(async move {
            match take_stage(id, queue.stage).await {
                Ok(order) => taps.answered(order),
                Err(error) => {
                    toasts.say(Tone::Danger, error.message);
                    following.look_again();
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <button
            type="button"
            class="button button--primary"
            aria-label=texts::on_order(texts::ACCEPT, number)
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {texts::ACCEPT}
        </button>
    }
    .into_any()
}
