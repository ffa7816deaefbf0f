//! User and password.

use crate::state::erased::effect;
use crate::state::session::Session;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::auth::SignedInStaff;
use shared::texts::es::console as texts;
use shared::ui::page;

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
    let tried = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let missing_user = move || tried.get() && username.with(|name| name.trim().is_empty());
    let missing_password = move || tried.get() && password.with(String::is_empty);
    effect(move || page::focus(if known { "clave" } else { "usuario" }));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        error.set(None);
        let (name, secret) = (
            username.get_untracked().trim().to_owned(),
            password.get_untracked(),
        );
        if name.is_empty() || secret.is_empty() {
            page::focus(if name.is_empty() { "usuario" } else { "clave" });
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match session.sign_in(name, secret).await {
                Ok(me) => {
                    let _ = done.try_run(me);
                }
                Err(why) => {
                    let _ = error.try_set(Some(why.message));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {move || {
                error.get().map(|error| view! { <div class="notice notice--error" role="alert"><p>{error}</p></div> })
            }}
            <div class="field">
                <label class="field__label" for="usuario">
                    {texts::USER}
                </label>
                <input
                    class="field__input"
                    id="usuario"
                    name="username"
                    autocomplete="username"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-invalid=move || missing_user().then_some("true")
                    aria-describedby="usuario-error"
                    bind:value=username
                />
                <div id="usuario-error">
                    {move || missing_user().then(|| view! { <p class="field__error">{texts::USER_MISSING}</p> })}
                </div>
            </div>
            <div class="field">
                <label class="field__label" for="clave">
                    {texts::PASSWORD}
                </label>
                <input
                    class="field__input"
                    id="clave"
                    name="password"
                    type="password"
                    autocomplete="current-password"
                    aria-invalid=move || missing_password().then_some("true")
                    aria-describedby="clave-error"
                    bind:value=password
                />
                <div id="clave-error">
                    {move || {
                        missing_password().then(|| view! { <p class="field__error">{texts::PASSWORD_MISSING}</p> })
                    }}
                </div>
            </div>
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
