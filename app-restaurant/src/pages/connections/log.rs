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
use domain::{DeliveryId, WebhookId};
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
    // The messages of the page are not read aloud while a sheet lies over it.
    let said = RwSignal::new(None::<String>);
    let of = id.clone();
    let next = move |cursor| -> NextPage<DeliveryView> { Box::pin(deliveries(of.clone(), cursor)) };
    let ids = move || {
        let items = shelf.items.get();
        items
            .into_iter()
            .map(|one| one.delivery.id)
            .collect::<Vec<DeliveryId>>()
    };
    view! {
        <p class="muted">{move || if none.get() { texts::NO_LOG } else { texts::LOG_LEAD }}</p>
        <ul class="connections__list">
            <For
                each=ids
                key=DeliveryId::to_string
                children=move |delivery| {
                    let of = move || {
                        shelf.items.with(|items| items.iter().find(|one| one.delivery.id == delivery).cloned())
                    };
                    of_row(memo(of), id.clone(), loader, said)
                }
            />
        </ul>
        <p class="visually-hidden" role="status">
            {said}
        </p>
        <ReadOn shelf next=Box::new(next) place words=texts::OLDER busy_words=texts::OLDER_BUSY />
    }
    .into_any()
}

/// The id of a delivery's button on the page.
fn place(delivery: &DeliveryView) -> String {
    format!("envio-{}", delivery.delivery.id)
}

/// The row stays while what it says changes, and so does the focus on its button.
fn of_row(
    delivery: Memo<Option<DeliveryView>>,
    id: WebhookId,
    loader: Loader,
    said: RwSignal<Option<String>>,
) -> AnyView {
    let Some(first) = delivery.get_untracked() else {
        return ().into_any();
    };
    let delivery = memo(move || delivery.get().unwrap_or_else(|| first.clone()));
    view! { <Sent delivery id loader said /> }.into_any()
}

#[component]
pub(crate) fn Sent(
    delivery: Memo<DeliveryView>,
    id: WebhookId,
    loader: Loader,
    /// What was done last, to be read aloud.
    said: RwSignal<Option<String>>,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let event = move || delivery.with(|one| texts::event(&one.delivery.event).to_owned());
    let at = move || delivery.with(|one| restaurant.moment(one.delivery.created_at));
    let state = move || delivery.with(|one| view! { <span class=badge(one)>{words(one)}</span> }.into_any());
    let outcome = move || {
        delivery.with(|one| {
            let last = one.delivery.tries.last();
            let outcome = texts::outcome(
                last.and_then(|last| last.status_code),
                last.and_then(|last| last.error.as_deref()),
            );
            let waits = one.delivery.next_attempt_at.filter(|_| one.delivery.attempts > 0);
            let next = waits.map(|at| texts::next_try(&restaurant.moment(at)));
            [outcome, next.unwrap_or_default()].join(" ")
        })
    };
    view! {
        <li class="connection">
            <div class="connection__what">
                <p class="cluster">
                    <b>{event}</b>
                    {state}
                </p>
                <p>{outcome}</p>
                <p class="muted small">{at}</p>
            </div>
            {again(delivery, id, loader, said)}
        </li>
    }
    .into_any()
}

/// What is on its way already is not sent again; its button stays, with the focus where it has it.
fn again(
    delivery: Memo<DeliveryView>,
    webhook: WebhookId,
    loader: Loader,
    said: RwSignal<Option<String>>,
) -> AnyView {
    let (toasts, session, restaurant) = (Toasts::expect(), Session::expect(), RestaurantState::expect());
    let busy = RwSignal::new(false);
    let under_way = memo(move || {
        delivery.with(|one| one.delivery.status == DeliveryStatus::Pending && one.delivery.failures == 0)
    });
    let named = delivery.with_untracked(place);
    let about = move |of: &DeliveryView, words: fn(&str, &str) -> String| {
        let at = restaurant.moment(of.delivery.created_at);
        words(texts::event(&of.delivery.event), &at)
    };
    let press = move |_| {
        if busy.get_untracked() || under_way.get_untracked() {
            return;
        }
        busy.set(true);
        said.set(None);
        let of = delivery.get_untracked();
        let (webhook, asked) = (webhook.clone(), session.asked());
        spawn_local(async move {
            match redeliver(webhook, of.delivery.id.clone()).await {
                Ok(_) => {
                    let words = about(&of, texts::sent_again);
                    let _ = said.try_set(Some(words.clone()));
                    toasts.say(Tone::Success, words);
                }
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
            aria-label=move || delivery.with(|one| about(one, texts::again))
            aria-disabled=move || under_way.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {move || if busy.get() { texts::AGAIN_BUSY } else { texts::AGAIN }}
        </button>
    }
    .into_any()
}
