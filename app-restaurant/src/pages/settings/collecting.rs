//! Pagos en línea: whose account customers pay into before they receive.

use super::connect::Connect;
use crate::components::by_pin::ByPin;
use crate::state::collecting::{Collecting, Who};
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::console::collecting as texts;
use api::payment_accounts::ConnectedAccount;
use api::{ApiError, Code};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::payments::{choose_payments, payment_settings};
use ui::page;
use ui::resource::{Loaded, Loader};
use ui::toast::{Toasts, Tone};

/// The head of the card, where one goes on when what had the focus is gone.
pub(super) const TITLE: &str = "cobros";

/// Asks for it, and again whenever the settings have changed.
#[component]
pub fn AskedCollecting() -> AnyView {
    let collecting = Collecting::new(None);
    let loader = Loader::new(payment_settings, move |stored| collecting.learn(stored));
    let following = Following::expect();
    effect(move || {
        following.settings();
        loader.ask();
    });
    view! {
        <Loaded loader loading=texts::LOADING>
            <CollectingCard collecting loader />
        </Loaded>
    }
    .into_any()
}

fn save(collecting: Collecting, loader: Loader, toasts: Toasts, session: Session) {
    let Some((online, version)) = collecting.wanted() else {
        return;
    };
    if collecting.busy.get_untracked() {
        return;
    }
    collecting.busy.set(true);
    let session = session.asked();
    spawn_local(async move {
        match choose_payments(online, version).await {
            Ok(stored) => {
                collecting.saved(stored);
                page::focus_soon(TITLE.to_owned());
                toasts.say(Tone::Success, texts::SAVED);
            }
            Err(error) if error.code == Code::Unauthenticated => session.expire(),
            Err(error) => toasts.say(Tone::Danger, not_saved(collecting, loader, error)),
        }
        let _ = collecting.busy.try_set(false);
    });
}

/// What is said of a choice that was not stored, or of which nobody knows.
pub(crate) fn not_saved(collecting: Collecting, loader: Loader, error: ApiError) -> String {
    let refused = matches!(error.code, Code::RateLimited | Code::EngineDown);
    let lost = error.is_no_answer() && !refused;
    if lost || error.code == Code::VersionChanged {
        loader.ask_now();
    }
    if error.code == Code::VersionChanged {
        collecting.leave();
    }
    match error.fields.first() {
        _ if lost => texts::PERHAPS_SAVED.to_owned(),
        _ if error.code == Code::VersionChanged => texts::OVERTAKEN.to_owned(),
        Some(field) => field.message.clone(),
        None => error.message,
    }
}

#[component]
pub(crate) fn CollectingCard(collecting: Collecting, loader: Loader) -> AnyView {
    let connects = memo(move || collecting.connects());
    view! {
        <section class="card stack" aria-labelledby=TITLE>
            <header class="card__head">
                <h2 id=TITLE tabindex="-1">{texts::TITLE}</h2>
                <p class="muted">{texts::LEAD}</p>
            </header>
            <ByPin />
            {choices(collecting)}
            {move || match connects.get() {
                true => view! { <Connect collecting loader /> }.into_any(),
                false => foot(collecting, loader),
            }}
        </section>
    }
    .into_any()
}

fn choices(collecting: Collecting) -> AnyView {
    let shared = memo(move || {
        collecting
            .stored
            .with(|stored| stored.as_ref().is_some_and(|stored| stored.shared))
    });
    let choice = move |who: Who, title: &'static str, note: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="quien-cobra"
                    prop:checked=move || collecting.marked() == who
                    on:change=move |_| collecting.chosen.set(Some(who))
                />
                <span class="choice__body">
                    <span class="choice__title">{title}</span>
                    <span class="choice__note">{note}</span>
                </span>
            </label>
        }
        .into_any()
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts::WHO}</legend>
            <div class="choices">
                {move || shared.get().then(|| choice(Who::Shared, texts::SHARED, texts::SHARED_NOTE))}
                {choice(Who::Own, texts::OWN, texts::OWN_NOTE)} {choice(Who::Nobody, texts::OFF, texts::OFF_NOTE)}
            </div>
        </fieldset>
    }
    .into_any()
}

/// The account that is connected, and the buttons.
fn foot(collecting: Collecting, loader: Loader) -> AnyView {
    let account = memo(move || {
        let own = collecting.marked() == Who::Own;
        let account = collecting
            .stored
            .with(|stored| stored.as_ref().and_then(|stored| stored.account.clone()));
        account.filter(|_| own)
    });
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let differs = memo(move || collecting.marked() != collecting.takes());
    let busy = collecting.busy;
    view! {
        {move || account.get().map(|account| connected(&account))}
        {move || differs.get().then(|| view! { <p class="muted small">{texts::UNDER_WAY}</p> })}
        <div class="cluster">
            {move || {
                account
                    .get()
                    .map(|_| {
                        view! {
                            <button
                                type="button"
                                class="button"
                                id="cobros-cambiar"
                                on:click=move |_| collecting.renews.set(true)
                            >
                                {texts::RENEW}
                            </button>
                        }
                    })
            }}
            <button
                type="button"
                class="button button--primary"
                disabled=move || !differs.get()
                aria-busy=move || busy.get().then_some("true")
                on:click=move |_| save(collecting, loader, toasts, session)
            >
                {move || if busy.get() { texts::SAVING } else { texts::SAVE }}
            </button>
        </div>
    }
    .into_any()
}

/// The key of the account counts no more: nobody can pay online before there is another.
fn refused(since: &str) -> AnyView {
    view! {
        <p class="notice notice--error" role="alert">
            {texts::refused_since(since)}
        </p>
    }
    .into_any()
}

/// What an account is called, and who has connected it.
fn connected(account: &ConnectedAccount) -> AnyView {
    let restaurant = RestaurantState::expect();
    let when = restaurant.moment(account.connected_at);
    view! {
        <div class="notice">
            <p>
                <b translate="no">{texts::connected(&account.name, &account.user, &account.pos)}</b>
            </p>
            <p class="muted small">{texts::connected_by(&account.connected_by, &when)}</p>
        </div>
        {account.refused_since.map(|since| refused(&restaurant.moment(since)))}
    }
    .into_any()
}
