//! What was sent to an address, newest first, and sending it again.

use super::hooks::{badge, words};
use crate::components::read_on::{NextPage, ReadOn};
use crate::state::erased::{effect, follow, memo};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use crate::state::shelf::{Placed, Shelf};
use ::texts::now::console::connections as texts;
use api::webhooks::DeliveryView;
use api::{Code, Paged};
use domain::time::SECOND_MS;
use domain::webhook::{DeliveryStatus, Webhook};
use domain::{Timestamp, WebhookId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::webhooks::{deliveries, redeliver};
use std::cmp::Reverse;
use ui::clock::Clock;
use ui::resource::{Loaded, Loader};
use ui::toast::{Toasts, Tone};

/// How often is looked what came of what was sent, while the log is open.
const LOOKED_AGAIN_MS: i64 = 2 * SECOND_MS;

impl Placed for DeliveryView {
    /// Ids sort by time.
    type Place = Reverse<String>;

    fn place(&self) -> Self::Place {
        Reverse(self.delivery.id.to_string())
    }
}

#[component]
pub(crate) fn Log(webhook: Webhook) -> AnyView {
    let shelf = Shelf::new(Paged::default());
    let id = webhook.id.clone();
    let loader = Loader::new(
        move || deliveries(id.clone(), None),
        move |page| shelf.renew(page),
    );
    let clock = expect_context::<Clock>();
    let turn = memo(move || clock.now().0 / LOOKED_AGAIN_MS);
    effect(move || {
        follow(turn);
        loader.ask();
    });
    let id = webhook.id;
    view! {
        <div class="sheet__body stack">
            <Loaded loader loading=texts::LOG_LOADING>
                <Deliveries shelf id=id.clone() loader />
            </Loaded>
        </div>
    }
    .into_any()
}

#[component]
pub(crate) fn Deliveries(shelf: Shelf<DeliveryView>, id: WebhookId, loader: Loader) -> AnyView {
    let none = memo(move || shelf.items.with(Vec::is_empty));
    let of = id.clone();
    let next = move |cursor| -> NextPage<DeliveryView> { Box::pin(deliveries(of.clone(), cursor)) };
    view! {
        <p class="muted">{move || if none.get() { texts::NO_LOG } else { texts::LOG_LEAD }}</p>
        <ul class="connections__list">
            <For
                each=move || shelf.items.get()
                key=drawn_for
                children=move |delivery| view! { <Sent delivery id=id.clone() loader /> }
            />
        </ul>
        <ReadOn shelf next=Box::new(next) place words=texts::OLDER busy_words=texts::OLDER_BUSY />
    }
    .into_any()
}

/// What of a delivery a row is drawn anew for.
fn drawn_for(delivery: &DeliveryView) -> (String, u32, u32, Option<Timestamp>) {
    let of = &delivery.delivery;
    (of.id.to_string(), of.attempts, of.failures, of.next_attempt_at)
}

/// The id of a delivery's button on the page.
fn place(delivery: &DeliveryView) -> String {
    format!("envio-{}", delivery.delivery.id)
}

#[component]
pub(crate) fn Sent(delivery: DeliveryView, id: WebhookId, loader: Loader) -> AnyView {
    let restaurant = RestaurantState::expect();
    let of = &delivery.delivery;
    let event = texts::event(&of.event).to_owned();
    let at = restaurant.moment(of.created_at);
    let last = of.tries.last();
    let outcome = texts::outcome(
        last.and_then(|last| last.status_code),
        last.and_then(|last| last.error.as_deref()),
    );
    let waits = of.next_attempt_at.filter(|_| of.attempts > 0);
    let next = waits.map(|at| texts::next_try(&restaurant.moment(at)));
    let pending = of.status == DeliveryStatus::Pending && of.failures == 0;
    let label = texts::again(&event, &at);
    view! {
        <li class="connection">
            <div class="connection__what">
                <p class="cluster">
                    <b>{event}</b>
                    <span class=badge(&delivery)>{words(&delivery)}</span>
                </p>
                <p>{outcome} " " {next}</p>
                <p class="muted small">{at}</p>
            </div>
            {(!pending).then(|| again(&delivery, id, loader, label))}
        </li>
    }
    .into_any()
}

fn again(delivery: &DeliveryView, webhook: WebhookId, loader: Loader, label: String) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let busy = RwSignal::new(false);
    let (named, id) = (place(delivery), delivery.delivery.id.clone());
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (webhook, id, asked) = (webhook.clone(), id.clone(), session.asked());
        spawn_local(async move {
            match redeliver(webhook, id).await {
                Ok(_) => {}
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.is_no_answer() => toasts.say(Tone::Danger, texts::PERHAPS_SENT),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
            loader.ask_now();
        });
    };
    view! {
        <button
            type="button"
            class="button"
            id=named
            aria-label=label
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {move || if busy.get() { texts::AGAIN_BUSY } else { texts::AGAIN }}
        </button>
    }
    .into_any()
}
