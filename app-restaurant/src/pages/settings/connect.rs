//! A manager connects the restaurant's own account at Mercado Pago: first the key that says whose it is, then the rest.

use super::collecting::{TITLE, not_saved};
use crate::components::copy_button::CopyButton;
use crate::components::text_field::TextField;
use crate::state::collecting::{Collecting, Connecting};
use crate::state::erased::effect;
use crate::state::menu_form::wrong_with;
use crate::state::session::Session;
use ::texts::now::console::collecting as texts;
use api::payment_accounts::{FoundAccount, FoundPointOfSale};
use api::{Code, FieldError};
use leptos::ev::{FocusEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::payments::{connect_account, look_up_account};
use ui::page;
use ui::resource::Loader;
use ui::toast::{Toasts, Tone};
use web_sys::HtmlInputElement;

const TOKEN: &str = "cobros-token";
const SECRET: &str = "cobros-secreto";
const POS: &str = "cobros-caja";
const ADDRESS: &str = "cobros-direccion";
/// Longest key, in characters.
const LONGEST: usize = 200;

#[component]
pub(crate) fn Connect(collecting: Collecting, loader: Loader) -> AnyView {
    let connecting = collecting.connecting;
    let (busy, found) = (connecting.busy, connecting.found);
    let (toasts, session) = (Toasts::expect(), Session::expect());
    effect(move || {
        if collecting.renews.get() {
            page::focus(TOKEN);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        connecting.wrong.set(missing(connecting));
        if connecting.wrong.with_untracked(|wrong| !wrong.is_empty()) {
            return focus_wrong(connecting);
        }
        busy.set(true);
        match found.with_untracked(is_usable) {
            true => connect(collecting, loader, session, toasts),
            false => look_up(connecting, session, toasts),
        }
    };
    let leave = move |_| {
        collecting.leave();
        page::focus_soon(TITLE.to_owned());
    };
    view! {
        <form class="stack" aria-labelledby="cobros-conectar" novalidate on:submit=submit>
            <h3 id="cobros-conectar">{move || if collecting.renews.get() { texts::RENEW } else { texts::CONNECT }}</h3>
            <p class="muted">{texts::WHERE}</p>
            <TextField
                id=TOKEN
                label=texts::TOKEN
                hint=texts::TOKEN_HINT
                value=connecting.token
                wrong=wrong(connecting, "/token")
                typed=Callback::new(move |token| connecting.type_token(token))
                longest=LONGEST
                kind="password"
                completes="new-password"
                capitals="none"
            />
            <div role="status">{move || found.get().map(|found| owner(&found))}</div>
            {move || found.get().filter(can_be_paid).map(|found| rest(collecting, &found.points_of_sale))}
            <div class="cluster">
                <button type="button" class="button" on:click=leave>
                    {texts::NOT_NOW}
                </button>
                <button class="button button--primary" aria-busy=move || busy.get().then_some("true")>
                    {move || words(found.with(is_usable), busy.get())}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn is_usable(found: &Option<FoundAccount>) -> bool {
    found.as_ref().is_some_and(can_be_paid)
}

fn can_be_paid(found: &FoundAccount) -> bool {
    !found.points_of_sale.is_empty()
}

/// What the button says.
fn words(known: bool, busy: bool) -> &'static str {
    match (known, busy) {
        (false, false) => texts::LOOK_UP,
        (false, true) => texts::LOOKING_UP,
        (true, false) => texts::USE,
        (true, true) => texts::USING,
    }
}

fn wrong(connecting: Connecting, pointer: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || connecting.wrong.with(|wrong| wrong_with(wrong, pointer)))
}

/// What is not typed yet of what can be sent now.
fn missing(connecting: Connecting) -> Vec<FieldError> {
    let known = connecting.found.with_untracked(is_usable);
    let fields = [
        ("/token", connecting.token, true),
        ("/webhookSecret", connecting.secret, known),
    ];
    let empty = fields
        .into_iter()
        .filter(|(_, typed, asked)| *asked && typed.with_untracked(|typed| typed.trim().is_empty()));
    empty
        .map(|(pointer, ..)| FieldError::new(pointer, Code::MissingField, texts::MISSING))
        .collect()
}

fn focus_wrong(connecting: Connecting) {
    let fields = [("/token", TOKEN), ("/pos", POS), ("/webhookSecret", SECRET)];
    let found = connecting.wrong.try_with_untracked(|wrong| {
        let is_wrong = |pointer: &str| wrong_with(wrong, pointer).is_some();
        fields.into_iter().find(|(pointer, _)| is_wrong(pointer))
    });
    if let Some((_, id)) = found.flatten() {
        page::focus(id);
    }
}

fn look_up(connecting: Connecting, session: Session, toasts: Toasts) {
    let (asked, token) = (session.asked(), connecting.token.get_untracked());
    spawn_local(async move {
        match look_up_account(token.clone()).await {
            Ok(found) => {
                connecting.learn(&token, found);
                page::focus_soon(POS.to_owned());
            }
            Err(error) if error.code == Code::Unauthenticated => asked.expire(),
            Err(error) if error.fields.is_empty() => toasts.say(Tone::Danger, error.message),
            Err(error) => {
                let _ = connecting.wrong.try_set(error.fields);
                focus_wrong(connecting);
            }
        }
        let _ = connecting.busy.try_set(false);
    });
}

fn connect(collecting: Collecting, loader: Loader, session: Session, toasts: Toasts) {
    let (asked, connecting) = (session.asked(), collecting.connecting);
    let account = connecting.wanted();
    spawn_local(async move {
        match connect_account(account).await {
            Ok(stored) => {
                collecting.saved(stored);
                toasts.say(Tone::Success, texts::USED);
                page::focus_soon(TITLE.to_owned());
            }
            Err(error) if error.code == Code::Unauthenticated => asked.expire(),
            Err(error) if error.fields.is_empty() => {
                toasts.say(Tone::Danger, not_saved(collecting, loader, error));
            }
            Err(error) => {
                let _ = connecting.wrong.try_set(error.fields);
                focus_wrong(connecting);
            }
        }
        let _ = connecting.busy.try_set(false);
    });
}

/// Whose account the token is.
fn owner(found: &FoundAccount) -> AnyView {
    let name = match found.name.as_str() {
        "" => found.user.clone(),
        name => [name, " (", &found.user, ")"].concat(),
    };
    view! {
        <div class="notice">
            <p>{texts::LOOKED_UP} " " <b translate="no">{name}</b></p>
            {(!can_be_paid(found)).then(|| view! { <p>{texts::NO_POS}</p> })}
        </div>
    }
    .into_any()
}

/// Where codes are made, and how the messages of Mercado Pago come here.
fn rest(collecting: Collecting, points: &[FoundPointOfSale]) -> AnyView {
    let connecting = collecting.connecting;
    let (pos, chosen) = (connecting.pos, connecting.pos.get_untracked());
    let option = |point: &FoundPointOfSale| {
        let selected = point.id == chosen;
        let name = [&point.name, " (", &point.id, ")"].concat();
        view! { <option value=point.id.clone() selected=selected>{name}</option> }.into_any()
    };
    let options: Vec<AnyView> = points.iter().map(option).collect();
    let wrong_pos = wrong(connecting, "/pos");
    view! {
        <div class="field">
            <label class="field__label" for=POS>
                {texts::POS}
            </label>
            <select
                class="field__input"
                id=POS
                aria-invalid=move || wrong_pos.with(Option::is_some).then_some("true")
                aria-describedby="cobros-caja-sobre"
                on:change=move |event| pos.set(event_target_value(&event))
            >
                {options}
            </select>
            <div id="cobros-caja-sobre">
                {move || match wrong_pos.get() {
                    Some(wrong) => view! { <p class="field__error">{wrong}</p> }.into_any(),
                    None => view! { <p class="field__hint">{texts::POS_HINT}</p> }.into_any(),
                }}
            </div>
        </div>
        {address(collecting)}
        <TextField
            id=SECRET
            label=texts::SECRET
            hint=texts::SECRET_HINT
            value=connecting.secret
            wrong=wrong(connecting, "/webhookSecret")
            typed=Callback::new(move |secret| connecting.secret.set(secret))
            longest=LONGEST
            kind="password"
            completes="new-password"
            capitals="none"
        />
    }
    .into_any()
}

/// Where Mercado Pago has to send its messages, to be copied.
fn address(collecting: Collecting) -> AnyView {
    let url = collecting.stored.with_untracked(|stored| {
        let stored = stored.as_ref();
        stored.map_or_else(String::new, |stored| stored.notifications_url.clone())
    });
    // All of it is marked, to be copied.
    let mark = |event: FocusEvent| event_target::<HtmlInputElement>(&event).select();
    view! {
        <div class="field">
            <label class="field__label" for=ADDRESS>
                {texts::ADDRESS}
            </label>
            <div class="cluster">
                <input
                    class="field__input"
                    id=ADDRESS
                    readonly
                    translate="no"
                    aria-describedby="cobros-direccion-sobre"
                    value=url.clone()
                    on:focus=mark
                />
                <CopyButton text=url field=ADDRESS />
            </div>
            <p class="field__hint" id="cobros-direccion-sobre">
                {texts::ADDRESS_HINT}
            </p>
        </div>
    }
    .into_any()
}
