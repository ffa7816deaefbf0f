//! User and password, and a new one in place of a password that was made for somebody.

use crate::state::erased::effect;
use crate::state::session::Session;
use ::texts::now::{console as texts, errors};
use api::auth::{Credentials, SignedInStaff};
use api::{ApiError, Code};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::page;

/// The id of the field for a new password.
const NEW: &str = "clave-nueva";

#[component]
pub fn SignInForm(
    /// Whose name stands there already.
    #[prop(optional)]
    username: String,
    #[prop(into)] done: Callback<SignedInStaff>,
) -> AnyView {
    let session = Session::expect();
    let known = !username.is_empty();
    let username = RwSignal::new(username);
    let password = RwSignal::new(String::new());
    let new_password = RwSignal::new(String::new());
    // Whether the server has asked for a password of their own.
    let must_change = RwSignal::new(false);
    let tried = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let missing_new = move || tried.get() && must_change.get() && new_password.with(String::is_empty);
    effect(move || page::focus(if known { "clave" } else { "usuario" }));
    // Somebody else's password may be their own.
    effect(move || {
        username.track();
        must_change.set(false);
        new_password.set(String::new());
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        error.set(None);
        let credentials = Credentials {
            username: username.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            new_password: must_change.get_untracked().then(|| new_password.get_untracked()),
        };
        if let Some(missing) = first_missing(&credentials) {
            return page::focus(missing);
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let name = credentials.username.clone();
            let still = || username.try_with_untracked(|now| now.trim() == name) == Some(true);
            match session.sign_in(credentials).await {
                Ok(me) => {
                    let _ = done.try_run(me);
                }
                Err(why) if why.code == Code::PasswordChangeRequired => {
                    let _ = tried.try_set(false);
                    let _ = must_change.try_set(still());
                }
                Err(why) => {
                    if !asks_again(&why) {
                        let _ = must_change.try_set(false);
                    }
                    let said = why.fields.first().map(|field| field.message.clone());
                    let _ = error.try_set(Some(said.unwrap_or(why.message)));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {move || refusal(error.get())}
            {who(username, password, tried)}
            {move || {
                must_change.get().then(|| view! { <NewPassword password=new_password missing=Signal::derive(missing_new) /> })
            }}
            <button
                class="button button--primary button--large button--block"
                aria-busy=move || busy.get().then_some("true")
            >
                {move || if busy.get() { texts::ENTERING } else { texts::ENTER }}
            </button>
        </form>
    }
    .into_any()
}

/// Whether a new password is still asked for. Where the first one is theirs already, or is not right, none is.
fn asks_again(why: &ApiError) -> bool {
    let keeps = why.code == Code::InvalidValue || why.is_temporary();
    keeps && why.field("/newPassword") != Some(errors::PASSWORD_IS_THEIRS)
}

/// The id of the first field that is empty.
fn first_missing(credentials: &Credentials) -> Option<&'static str> {
    let new_password = credentials.new_password.as_ref();
    let fields = [
        ("usuario", credentials.username.is_empty()),
        ("clave", credentials.password.is_empty()),
        (NEW, new_password.is_some_and(String::is_empty)),
    ];
    fields.into_iter().find(|(_, empty)| *empty).map(|(id, _)| id)
}

fn refusal(error: Option<String>) -> Option<impl IntoView> {
    error.map(|error| view! { <div class="notice notice--error" role="alert"><p>{error}</p></div> })
}

/// The fields that are always there.
fn who(username: RwSignal<String>, password: RwSignal<String>, tried: RwSignal<bool>) -> impl IntoView {
    view! {
        <Credential
            id="usuario"
            name="username"
            label=texts::USER
            kind="text"
            autocomplete="username"
            value=username
            missing=Signal::derive(move || tried.get() && username.with(|name| name.trim().is_empty()))
            problem=texts::USER_MISSING
        />
        <Credential
            id="clave"
            name="password"
            label=texts::PASSWORD
            kind="password"
            autocomplete="current-password"
            value=password
            missing=Signal::derive(move || tried.get() && password.with(String::is_empty))
            problem=texts::PASSWORD_MISSING
        />
    }
}

/// A field of the sign-in, which is never left empty.
#[component]
pub(crate) fn Credential(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    /// `text` or `password`.
    kind: &'static str,
    autocomplete: &'static str,
    value: RwSignal<String>,
    missing: Signal<bool>,
    /// What is said when it is missing.
    problem: &'static str,
    #[prop(optional)] hint: Option<&'static str>,
) -> AnyView {
    let error = [id, "-error"].concat();
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <input
                class="field__input"
                id=id
                name=name
                type=kind
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || missing.get().then_some("true")
                aria-describedby=error.clone()
                bind:value=value
            />
            <div id=error>
                {hint.map(|hint| view! { <p class="field__hint">{hint}</p> })}
                {move || missing.get().then(|| view! { <p class="field__error">{problem}</p> })}
            </div>
        </div>
    }
    .into_any()
}

/// Where somebody writes a password of their own, which begins with the focus in it.
#[component]
fn NewPassword(password: RwSignal<String>, missing: Signal<bool>) -> AnyView {
    effect(move || page::focus(NEW));
    view! {
        <div class="notice" role="status">
            <p>{texts::NEW_PASSWORD_LEAD}</p>
        </div>
        <Credential
            id=NEW
            name="new-password"
            label=texts::NEW_PASSWORD
            kind="password"
            autocomplete="new-password"
            value=password
            missing
            problem=texts::NEW_PASSWORD_MISSING
            hint=texts::NEW_PASSWORD_HINT
        />
    }
    .into_any()
}
