//! The e-mail address of an account: another one counts once the code that was sent to it was typed.

use super::auth_frame::SecretField;
use crate::components::field::{Field, Kind, Problems};
use crate::state::session::Session;
use ::texts::now::{errors, storefront as texts};
use api::ApiError;
use api::account::EmailChange;
use domain::customer::FieldProblem;
use domain::written::Email;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::account::{change_email, confirm_email, my_account};
use ui::failure::Failure;
use ui::patience::{Patience, StillTrying};
use ui::resource::{Load, Resource};
use ui::toast::{Toasts, Tone};

#[component]
pub fn AccountEmail() -> AnyView {
    let account = Resource::new(my_account);
    let ask = Callback::new(move |()| account.ask_now());
    Effect::new(move |_| account.ask());
    let content = move || match account.load() {
        Load::Ready(account) => {
            let pending = account.pending_email.clone();
            view! {
                <p>{account.email.unwrap_or_else(|| texts::NO_EMAIL.to_owned())}</p>
                {pending.map(|email| view! { <Confirm email=email done=ask /> })}
                <Change done=ask />
            }
            .into_any()
        }
        Load::Failed(error) => view! { <Failure error=error retry=Some(ask) /> }.into_any(),
        Load::Loading => view! {
            <p class="working" role="status">
                {texts::LOADING_PROFILE}
            </p>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-labelledby="account-email">
            <h2 class="card__title" id="account-email">
                {texts::EMAIL}
            </h2>
            {content}
        </section>
    }
    .into_any()
}

#[component]
pub(crate) fn Confirm(email: String, done: Callback<()>) -> AnyView {
    let (session, toasts) = (Session::expect(), Toasts::expect());
    let code = RwSignal::new(String::new());
    let problems = Problems::default();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let patience = Patience::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match patience.during(confirm_email(code.get_untracked())).await {
                Ok(()) => {
                    toasts.say(Tone::Success, texts::EMAIL_CONFIRMED);
                    let _ = done.try_run(());
                }
                Err(error) => {
                    let error = asked.notice(error);
                    let of_code = error.fields.iter().map(|field| ("code", field.message.clone()));
                    problems.show(of_code.collect());
                    let _ = failure.try_set(error.fields.is_empty().then_some(error));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            <p role="status">{texts::code_sent_to(&email)}</p>
            {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
            <Field
                id="code"
                label=texts::CODE
                kind=Kind { autocomplete: "one-time-code", ..Kind::digits(12) }
                value=code
                problems=problems
                hint=texts::CODE_HINT
            />
            <div class="cluster">
                <button class="button button--primary" aria-busy=move || busy.get().then_some("true")>
                    {texts::CONFIRM_EMAIL}
                </button>
            </div>
            <StillTrying patience=patience />
        </form>
    }
    .into_any()
}

#[component]
pub(crate) fn Change(done: Callback<()>) -> AnyView {
    let session = Session::expect();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problems = Problems::default();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let patience = Patience::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let change = EmailChange {
            email: email.get_untracked(),
            password: password.get_untracked(),
        };
        let mut wrong = Vec::new();
        if let Err(problem) = Email::parse(&change.email) {
            wrong.push(("email", errors::field(problem)));
        }
        if change.password.is_empty() {
            wrong.push(("email-password", errors::field(FieldProblem::Missing)));
        }
        failure.set(None);
        if !wrong.is_empty() {
            problems.show(wrong);
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match patience.during(change_email(change)).await {
                Ok(()) => {
                    let _ = done.try_run(());
                }
                Err(error) => {
                    let error = asked.notice(error);
                    let id = |pointer: &str| {
                        if pointer == "/email" {
                            "email"
                        } else {
                            "email-password"
                        }
                    };
                    let fields = error.fields.iter();
                    problems.show(
                        fields
                            .map(|field| (id(&field.pointer), field.message.clone()))
                            .collect(),
                    );
                    let _ = failure.try_set(error.fields.is_empty().then_some(error));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <details class="stack">
            <summary class="link">{texts::CHANGE_EMAIL}</summary>
            <form class="form" novalidate=true on:submit=submit>
                {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
                <Field id="email" label=texts::NEW_EMAIL kind=Kind::EMAIL value=email problems=problems />
                <SecretField
                    id="email-password"
                    label=texts::EMAIL_PASSWORD
                    value=password
                    problems=problems
                    new=false
                />
                <div class="cluster">
                    <button class="button button--primary" aria-busy=move || busy.get().then_some("true")>
                        {texts::SEND_CODE}
                    </button>
                </div>
                <StillTrying patience=patience />
            </form>
        </details>
    }
    .into_any()
}
