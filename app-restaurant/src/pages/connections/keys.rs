//! The keys: what each may do, until when it is good, when it was used last, and revoking it.

use super::Desk;
use super::shown::Shown;
use crate::components::twice::Twice;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::claims::date;
use ::texts::now::console as words;
use ::texts::now::console::connections as texts;
use api::Code;
use api::api_keys::ApiKey;
use domain::Timestamp;
use domain::staff::Role;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::api_keys::revoke_api_key;
use ui::toast::{Toasts, Tone};

#[component]
pub(crate) fn Keys(desk: Desk) -> AnyView {
    let known = memo(move || {
        let known = desk.keys.value.get();
        known.map(|known| known.api_keys).unwrap_or_default()
    });
    view! {
        <section class="card stack" aria-labelledby="llaves">
            <div class="card__head">
                <h2 class="card__title" id="llaves" tabindex="-1">
                    {texts::KEYS}
                </h2>
                <button type="button" class="button button--primary" on:click=move |_| desk.open(Shown::NewKey)>
                    {texts::NEW_KEY}
                </button>
            </div>
            <p class="muted">{texts::KEYS_LEAD}</p>
            {move || known.with(Vec::is_empty).then(|| view! { <p class="muted">{texts::NO_KEYS}</p> })}
            <ul class="connections__list">
                <For each=move || known.get() key=drawn_for children=move |key| view! { <KeyRow desk key /> } />
            </ul>
        </section>
    }
    .into_any()
}

/// What of a key a row is drawn anew for.
fn drawn_for(key: &ApiKey) -> (String, Option<Timestamp>, Option<Timestamp>) {
    (key.id.clone(), key.last_used_at, key.revoked_at)
}

#[component]
pub(crate) fn KeyRow(desk: Desk, key: ApiKey) -> AnyView {
    let revoked = key.revoked_at.is_some();
    let named = ["llave-", &key.id].concat();
    let name = match key.name.as_str() {
        "" => texts::UNNAMED.to_owned(),
        name => name.to_owned(),
    };
    view! {
        <li class="connection" data-over=revoked.then_some("")>
            <div class="connection__what">
                <p class="cluster">
                    <b id=named.clone()>
                        <bdi>{name.clone()}</bdi>
                    </b>
                    {revoked.then(|| view! { <span class="badge badge--neutral">{texts::REVOKED}</span> })}
                </p>
                <p>{scopes(&key)}</p>
                <p class="muted small">
                    {facts(&key)} " · " <bdi translate="no">{key.id.clone()}</bdi>
                </p>
            </div>
            {(!revoked).then(|| revoke(desk, key.id.clone(), name, named))}
        </li>
    }
    .into_any()
}

/// What a key may do, in words.
fn scopes(key: &ApiKey) -> String {
    match (&key.scopes, key.role) {
        (Some(scopes), _) => scopes.iter().map(texts::scope).collect::<Vec<_>>().join(" · "),
        (None, Role::Service) => texts::WHOLE.to_owned(),
        (None, role) => words::role(role).to_owned(),
    }
}

/// Who made it and when, when it was used, and when it ends. Its id stands after that, as the history of changes names the machine.
fn facts(key: &ApiKey) -> String {
    let restaurant = RestaurantState::expect();
    let day = |at: Timestamp| date(restaurant.zone().date(at));
    let used = match key.last_used_at {
        Some(at) => texts::used(&restaurant.moment(at)),
        None => texts::NEVER_USED.to_owned(),
    };
    let end = match key.revoked_at {
        Some(at) => texts::revoked_at(&restaurant.moment(at)),
        None => texts::ends(&day(key.expires_at)),
    };
    let made = texts::made_by(&key.by_name, &day(key.made_at));
    [made, end, used].join(" · ")
}

fn revoke(desk: Desk, id: String, name: String, about: String) -> AnyView {
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let busy = RwSignal::new(false);
    let act = Callback::new(move |()| {
        busy.set(true);
        let (id, name, asked) = (id.clone(), name.clone(), session.asked());
        spawn_local(async move {
            match revoke_api_key(id.clone()).await {
                Ok(()) => {
                    toasts.say(Tone::Success, texts::key_revoked(&name));
                    desk.revoked(&id);
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.code == Code::NotFound => desk.ended(&id),
                Err(error) if error.is_no_answer() => toasts.say(Tone::Danger, texts::PERHAPS_REVOKED),
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
            desk.keys.ask();
        });
    });
    view! { <Twice words=texts::REVOKE sure=texts::REVOKE_SURE busy act about /> }.into_any()
}
