//! The addresses to which events are sent, with how each is doing.

use super::Desk;
use super::shown::Shown;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console::connections as texts;
use api::Code;
use api::webhooks::{Connection, DeliveryView};
use domain::WebhookId;
use domain::webhook::{DeliveryStatus, Webhook, host};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::webhooks::test_webhook;
use ui::toast::{Toasts, Tone};

#[component]
pub(crate) fn Hooks(desk: Desk) -> AnyView {
    let known = memo(move || desk.hooks.value.get().unwrap_or_default());
    let ids = move || {
        let known = known.get();
        known
            .into_iter()
            .map(|one| one.webhook.id)
            .collect::<Vec<WebhookId>>()
    };
    view! {
        <section class="card stack" aria-labelledby="avisos">
            <div class="card__head">
                <h2 class="card__title" id="avisos" tabindex="-1">
                    {texts::HOOKS}
                </h2>
                <button type="button" class="button button--primary" on:click=move |_| desk.open(Shown::NewAddress)>
                    {texts::ADD}
                </button>
            </div>
            <p class="muted">{texts::HOOKS_LEAD}</p>
            {move || known.with(Vec::is_empty).then(|| view! { <p class="muted">{texts::NO_HOOKS}</p> })}
            <ul class="connections__list">
                <For
                    each=ids
                    key=WebhookId::to_string
                    children=move |id| {
                        let of = move || {
                            known.with(|known| known.iter().find(|one| one.webhook.id == id).cloned())
                        };
                        of_row(desk, memo(of))
                    }
                />
            </ul>
        </section>
    }
    .into_any()
}

/// The row stays while what it says changes: the focus comes back to its buttons.
fn of_row(desk: Desk, connection: Memo<Option<Connection>>) -> AnyView {
    let Some(first) = connection.get_untracked() else {
        return ().into_any();
    };
    let connection = memo(move || connection.get().unwrap_or_else(|| first.clone()));
    view! { <HookRow desk connection /> }.into_any()
}

#[component]
pub(crate) fn HookRow(desk: Desk, connection: Memo<Connection>) -> AnyView {
    let webhook = memo(move || connection.with(|one| one.webhook.clone()));
    let url = memo(move || webhook.with(|webhook| webhook.url.clone()));
    let named = move || webhook.with(|webhook| host(&webhook.url).to_owned());
    let about = move || {
        webhook.with(|webhook| {
            let told = texts::chosen(webhook.events.len());
            let parts = [webhook.description.as_str(), told.as_str()];
            let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            said.join(" · ")
        })
    };
    let gone = memo(move || webhook.with(|webhook| webhook.gone));
    view! {
        <li class="connection">
            <div class="connection__what">
                <p class="cluster">
                    <b class="connections__url" translate="no">
                        {url}
                    </b>
                    {move || connection.with(state)}
                </p>
                <p class="muted small">{about}</p>
                {move || gone.get().then(|| view! { <p class="small">{texts::SWITCHED_OFF_HINT}</p> })}
            </div>
            <div class="connection__acts">
                {test(desk, webhook)}
                <button
                    type="button"
                    class="button"
                    aria-label=move || texts::log_of(&named())
                    on:click=move |_| desk.open(Shown::Log(webhook.get_untracked()))
                >
                    {texts::LOG}
                </button>
                <button
                    type="button"
                    class="button"
                    aria-label=move || texts::edit(&named())
                    on:click=move |_| desk.open(Shown::Address(webhook.get_untracked()))
                >
                    {texts::EDIT}
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// How an address is doing: whether it is on, and what came of what was sent last.
fn state(connection: &Connection) -> AnyView {
    let webhook = &connection.webhook;
    let (class, words) = match &connection.last {
        _ if webhook.gone => ("badge badge--danger", texts::SWITCHED_OFF.to_owned()),
        _ if !webhook.active => ("badge badge--neutral", texts::OFF.to_owned()),
        None => ("badge badge--neutral", texts::NOTHING_SENT.to_owned()),
        Some(last) => {
            let at = RestaurantState::expect().moment(last_at(last));
            (badge(last), [words(last), &at].join(", "))
        }
    };
    view! { <span class=class>{words}</span> }.into_any()
}

fn last_at(delivery: &DeliveryView) -> domain::Timestamp {
    let delivery = &delivery.delivery;
    delivery.tries.last().map_or(delivery.created_at, |last| last.at)
}

/// How something that was sent stands.
pub(super) fn words(delivery: &DeliveryView) -> &'static str {
    texts::delivery(delivery.delivery.status, delivery.delivery.failures != 0)
}

pub(super) fn badge(delivery: &DeliveryView) -> &'static str {
    match (delivery.delivery.status, delivery.delivery.failures) {
        (DeliveryStatus::Delivered, _) => "badge badge--success",
        (DeliveryStatus::Failed, _) => "badge badge--danger",
        (DeliveryStatus::Pending, 0) => "badge badge--info",
        (DeliveryStatus::Pending, _) => "badge badge--warning",
    }
}

/// Sends a message that only tries the address, and shows the log, where its fate appears.
fn test(desk: Desk, webhook: Memo<Webhook>) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let busy = RwSignal::new(false);
    let off = memo(move || webhook.with(|webhook| !webhook.active));
    let press = move |_| {
        if busy.get_untracked() || off.get_untracked() {
            return;
        }
        busy.set(true);
        let (webhook, asked) = (webhook.get_untracked(), session.asked());
        spawn_local(async move {
            match test_webhook(webhook.id.clone()).await {
                Ok(_) => desk.log(webhook),
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.is_no_answer() => {
                    toasts.say(Tone::Danger, texts::PERHAPS_SENT);
                    desk.log(webhook);
                }
                Err(error) if error.code == Code::NotFound => {
                    toasts.say(Tone::Danger, texts::GONE);
                    desk.without(&webhook.id);
                }
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
            desk.hooks.ask();
        });
    };
    view! {
        <button
            type="button"
            class="button"
            aria-label=move || webhook.with(|webhook| texts::test(host(&webhook.url)))
            aria-disabled=move || off.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {move || if busy.get() { texts::TESTING } else { texts::TEST }}
        </button>
    }
    .into_any()
}
