//! At the head of the kitchen's queue: orders of clients that know no payment, by branch. A cook who takes one on accepts it;
//! it is paid at the door.

use super::actions::{Actions, Place};
use super::ticket_lines::TicketLines;
use crate::state::erased::memo;
use crate::state::queues::StageQueue;
use crate::state::restaurant::RestaurantState;
use crate::state::taps::Taps;
use api::orders::OrderView;
use domain::Slug;
use domain::order::Status;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::clock::Clock;

#[component]
pub fn ToAccept(queue: StageQueue) -> AnyView {
    let branches = memo(move || {
        queue.facts.with(|facts| {
            facts
                .to_accept
                .iter()
                .map(|one| one.branch.clone())
                .collect::<Vec<_>>()
        })
    });
    view! {
        <For
            each=move || branches.get()
            key=|branch| branch.clone()
            children=move |branch| view! { <OfBranch queue branch /> }
        />
    }
    .into_any()
}

/// The queue of one branch. Where there are several, its heading names it.
#[component]
fn OfBranch(queue: StageQueue, branch: Slug) -> AnyView {
    let (taps, restaurant) = (Taps::expect(), RestaurantState::expect());
    let several = restaurant.with_tenant(|tenant| tenant.branches.len() > 1);
    let name = several.then(|| restaurant.branch(&branch));
    let heading = format!("por-aceptar-en-{branch}");
    let labelled = heading.clone();
    let waiting = memo(move || {
        let taken = taps.fresh().filter(|order| order.status != Status::Created);
        let still = |order: &&OrderView| {
            taken
                .as_ref()
                .is_none_or(|taken| taken.order_id != order.order_id)
        };
        queue.facts.with(|facts| {
            let here = facts.to_accept.iter().filter(|one| one.branch == branch);
            let orders = here.flat_map(|one| &one.orders);
            orders.filter(still).cloned().collect::<Vec<_>>()
        })
    });
    let empty = memo(move || waiting.with(Vec::is_empty));
    let title = StoredValue::new((heading, labelled, name));
    view! {
        {move || {
            (!empty.get())
                .then(|| {
                    let (heading, labelled, name) = title.get_value();
                    view! {
                        <section class="stack" aria-labelledby=labelled>
                            <h2 id=heading>
                                {move || texts::to_accept(name.as_deref(), waiting.with(Vec::len))}
                            </h2>
                            <p class="muted">{texts::TO_ACCEPT_MEANS}</p>
                            <div class="queue">
                                <For
                                    each=move || waiting.get()
                                    key=|order| (order.order_id.clone(), order.version)
                                    children=move |order| view! { <Waiting order /> }
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
fn Waiting(order: OrderView) -> AnyView {
    let clock = expect_context::<Clock>();
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
            <div class="ticket__actions">
                <Actions order=lines place=Place::Ticket />
            </div>
        </article>
    }
    .into_any()
}
