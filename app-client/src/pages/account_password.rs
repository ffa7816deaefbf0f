//! A new password of somebody who knows the old one.

use super::auth_frame::SecretField;
use crate::components::field::Problems;
use crate::state::session::Session;
use ::texts::now::{errors, storefront as texts};
use api::ApiError;
use api::account::PasswordChange;
use domain::customer::{FieldProblem, check_password};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::account::change_password;
use ui::failure::Failure;
use ui::patience::{Patience, StillTrying};
use ui::toast::{Toasts, Tone};

#[component]
pub fn AccountPassword() -> AnyView {
    let (session, toasts) = (Session::expect(), Toasts::expect());
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problems = Problems::default();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let patience = Patience::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let change = PasswordChange {
            password: current.get_untracked(),
            new_password: new.get_untracked(),
        };
        let mut wrong = Vec::new();
        if change.password.is_empty() {
            wrong.push(("current-password", errors::field(FieldProblem::Missing)));
        }
        if let Err(problem) = check_password(&change.new_password) {
            wrong.push(("new-password", errors::field(problem)));
        }
        failure.set(None);
        if !wrong.is_empty() {
            problems.show(wrong);
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match patience.during(change_password(change)).await {
                Ok(()) => {
                    // All other sessions have ended; this is a new one.
                    session.changed(session.customer_now());
                    toasts.say(Tone::Success, texts::PASSWORD_CHANGED);
                    let _ = current.try_set(String::new());
                    let _ = new.try_set(String::new());
                }
                Err(error) => {
                    let error = asked.notice(error);
                    problems.show(by_field(&error));
                    let _ = failure.try_set(error.fields.is_empty().then_some(error));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <section class="card" aria-labelledby="account-password">
            <h2 class="card__title" id="account-password">
                {texts::SECURITY}
            </h2>
            <details class="stack">
                <summary class="link">{texts::CHANGE_PASSWORD}</summary>
                <form class="form" novalidate=true on:submit=submit>
                    {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
                    <SecretField
                        id="current-password"
                        label=texts::CURRENT_PASSWORD
                        value=current
                        problems=problems
                        new=false
                    />
                    <SecretField id="new-password" label=texts::NEW_PASSWORD value=new problems=problems new=true />
                    <div class="cluster">
                        <button class="button button--primary" aria-busy=move || busy.get().then_some("true")>
                            {texts::SAVE_PASSWORD}
                        </button>
                    </div>
                    <StillTrying patience=patience />
                </form>
            </details>
        </section>
    }
    .into_any()
}

fn by_field(error: &ApiError) -> Vec<(&'static str, String)> {
    let id = |pointer: &str| match pointer {
        "/newPassword" => "new-password",
        _ => "current-password",
    };
    let fields = error.fields.iter();
    fields
        .map(|field| (id(&field.pointer), field.message.clone()))
        .collect()
}
