//! The form of a new key.

use super::Desk;
use super::shown::Shown;
use crate::components::text_field::TextField;
use crate::state::session::Session;
use ::texts::now::console::connections as texts;
use ::texts::now::errors;
use api::api_keys::NewApiKey;
use api::{ApiError, Code};
use domain::scope::{KEY_DAYS, MAX_KEY_NAME, Scope};
use domain::written::line;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::api_keys::make_api_key;
use ui::attempt::random_key;
use ui::page;
use ui::toast::{Toasts, Tone};

const NAME: &str = "llave-nombre";
const SCOPES: &str = "llave-permisos";

/// What is filled in, and what is wrong with it.
#[derive(Debug, Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    scopes: RwSignal<Vec<Scope>>,
    days: RwSignal<u16>,
    name_wrong: RwSignal<Option<String>>,
    scopes_wrong: RwSignal<Option<String>>,
    /// Under which the key is made once, however often the form is sent.
    attempt: StoredValue<String>,
}

impl Form {
    fn new() -> Form {
        let [.., usual] = KEY_DAYS;
        Form {
            name: RwSignal::new(String::new()),
            scopes: RwSignal::new(Vec::new()),
            days: RwSignal::new(usual),
            name_wrong: RwSignal::new(None),
            scopes_wrong: RwSignal::new(None),
            attempt: StoredValue::new(random_key()),
        }
    }

    /// The key; `None`, with what is wrong beside it and the first of it in focus, where it is none yet.
    fn read(self) -> Option<NewApiKey> {
        let name = line(&self.name.get_untracked(), 1, MAX_KEY_NAME);
        let scopes = self.scopes.get_untracked();
        let said = name.as_ref().err().map(|problem| errors::field(*problem));
        self.name_wrong.set(said);
        let missing = scopes.is_empty().then(|| texts::SCOPES_MISSING.to_owned());
        self.scopes_wrong.set(missing);
        if self.focus() {
            return None;
        }
        Some(NewApiKey {
            name: name.ok()?,
            scopes,
            expires_in_days: Some(self.days.get_untracked()),
        })
    }

    /// What the server found wrong; `false` where it named no field.
    fn refuse(self, error: &ApiError) -> bool {
        let of = |pointer| error.field(pointer).map(str::to_owned);
        let _ = self.name_wrong.try_set(of("/name"));
        let _ = self.scopes_wrong.try_set(of("/scopes"));
        self.focus()
    }

    /// Puts the focus where something is wrong; `false` where nothing is.
    fn focus(self) -> bool {
        let first = [(self.name_wrong, NAME), (self.scopes_wrong, SCOPES)]
            .into_iter()
            .find(|(wrong, _)| wrong.try_with_untracked(Option::is_some) == Some(true));
        if let Some((_, id)) = first {
            page::focus(id);
        }
        first.is_some()
    }
}

#[component]
pub(crate) fn NewKey(desk: Desk) -> AnyView {
    let form = Form::new();
    let busy = RwSignal::new(false);
    let (toasts, session) = (Toasts::expect(), Session::expect());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(new) = form.read() else { return };
        busy.set(true);
        let (asked, attempt, turn) = (session.asked(), form.attempt.get_value(), desk.turn());
        spawn_local(async move {
            let made = make_api_key(attempt, new).await;
            let _ = busy.try_set(false);
            desk.keys.ask();
            match made {
                Ok(made) => {
                    let name = made.api_key.name;
                    let secret = Shown::Secret {
                        title: texts::key_of(&name),
                        label: texts::KEY,
                        lead: texts::KEY_ONCE,
                        secret: made.token,
                    };
                    if !desk.reveal(turn, secret) {
                        toasts.say(Tone::Danger, texts::key_unseen(&name));
                    }
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.code == Code::IdempotencyKeyReused => {
                    let _ = form.attempt.try_set_value(random_key());
                    toasts.say(Tone::Danger, texts::MADE_BEFORE);
                }
                // It was made before, and revoked since.
                Err(error) if error.code == Code::NotFound => {
                    let _ = form.attempt.try_set_value(random_key());
                    toasts.say(Tone::Danger, texts::MADE_AND_GONE);
                }
                Err(error) if error.is_no_answer() => toasts.say(Tone::Danger, texts::PERHAPS_MADE),
                Err(error) if form.refuse(&error) => {}
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
        });
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="sheet__body stack">
                <TextField
                    id=NAME
                    label=texts::KEY_NAME
                    hint=texts::KEY_NAME_HINT
                    value=form.name
                    wrong=form.name_wrong
                    typed=Callback::new(move |text| form.name.set(text))
                    longest=MAX_KEY_NAME
                />
                {scopes(form)}
                {days(form)}
            </div>
            <div class="sheet__foot">
                <button class="button button--primary button--block" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::MAKING } else { texts::MAKE }}
                </button>
            </div>
        </form>
    }
    .into_any()
}

fn scopes(form: Form) -> AnyView {
    let choice = move |scope: Scope| {
        let choose = move |_| {
            form.scopes.update(|chosen| match chosen.contains(&scope) {
                true => chosen.retain(|one| *one != scope),
                false => chosen.push(scope),
            });
            form.scopes_wrong.set(None);
        };
        let id = (Some(&scope) == Scope::ALL.first()).then_some(SCOPES);
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    id=id
                    aria-describedby="llave-permisos-sobre"
                    prop:checked=move || form.scopes.with(|chosen| chosen.contains(&scope))
                    on:change=choose
                />
                <span class="choice__body">
                    <span class="choice__title">{texts::scope(scope)}</span>
                    <span class="choice__note">{texts::scope_note(scope)}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts::SCOPES}</legend>
            <div class="choices">{Scope::ALL.map(choice).collect_view()}</div>
            <div id="llave-permisos-sobre">
                {move || form.scopes_wrong.get().map(|wrong| view! { <p class="field__error">{wrong}</p> })}
            </div>
        </fieldset>
    }
    .into_any()
}

fn days(form: Form) -> AnyView {
    let choice = move |days: u16| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="llave-dura"
                    prop:checked=move || form.days.get() == days
                    on:change=move |_| form.days.set(days)
                />
                <span class="choice__body">
                    <span class="choice__title">{texts::lasts(days)}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{texts::LASTS}</legend>
            <div class="choices choices--row">{KEY_DAYS.map(choice).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
