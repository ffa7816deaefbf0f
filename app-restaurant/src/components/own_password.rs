//! A new password of one's own, by who knows the old one.

use super::sign_in_form::Credential;
use crate::state::erased::effect;
use crate::state::session::Session;
use ::texts::now::console as texts;
use api::Code;
use api::account::PasswordChange;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::staff::change_own_password;
use ui::page;
use ui::toast::{Toasts, Tone};

const OLD: &str = "clave-actual";
const NEW: &str = "clave-propia";

/// Closes with `open`, once the password is another.
#[component]
pub fn OwnPassword(open: RwSignal<bool>) -> AnyView {
    let (session, toasts) = (Session::expect(), Toasts::expect());
    let (old, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let tried = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    effect(move || page::focus(OLD));
    let missing =
        move |field: RwSignal<String>| Signal::derive(move || tried.get() && field.with(String::is_empty));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        error.set(None);
        let change = PasswordChange {
            password: old.get_untracked(),
            new_password: new.get_untracked(),
        };
        let empty = [(OLD, &change.password), (NEW, &change.new_password)]
            .into_iter()
            .find(|(_, text)| text.is_empty());
        if let Some((id, _)) = empty {
            return page::focus(id);
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let asked = session.asked();
        spawn_local(async move {
            match change_own_password(change).await {
                Ok(()) => {
                    toasts.say(Tone::Success, texts::OWN_PASSWORD_CHANGED);
                    let _ = open.try_set(false);
                    page::focus_unless_placed("cambiar-clave");
                }
                Err(why) if why.code == Code::Unauthenticated => asked.expire(),
                Err(why) => {
                    let said = why.fields.first().map(|field| field.message.clone());
                    let _ = error.try_set(Some(said.unwrap_or(why.message)));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {move || {
                let error = error.get();
                error.map(|error| view! { <div class="notice notice--error" role="alert"><p>{error}</p></div> })
            }}
            <Credential
                id=OLD
                name="password"
                label=texts::OWN_PASSWORD_OLD
                kind="password"
                autocomplete="current-password"
                value=old
                missing=missing(old)
                problem=texts::PASSWORD_MISSING
            />
            <Credential
                id=NEW
                name="new-password"
                label=texts::NEW_PASSWORD
                kind="password"
                autocomplete="new-password"
                value=new
                missing=missing(new)
                problem=texts::NEW_PASSWORD_MISSING
                hint=texts::NEW_PASSWORD_HINT
            />
            <button class="button button--primary button--block" aria-busy=move || busy.get().then_some("true")>
                {move || if busy.get() { texts::OWN_PASSWORD_CHANGING } else { texts::OWN_PASSWORD }}
            </button>
        </form>
    }
    .into_any()
}
