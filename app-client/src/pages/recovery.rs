//! A forgotten password: a code by mail, and with it a new password. The request is in the address, so that the page may
//! be reloaded, and the code may come from another device.

use super::auth_frame::{SecretField, auth_frame};
use crate::components::field::{Field, Kind, Problems};
use crate::state::leaving::Leaving;
use crate::state::session::Session;
use ::texts::now::{errors, storefront as texts};
use api::ApiError;
use api::account::PasswordReset;
use api::pages::Page;
use domain::customer::{FieldProblem, check_password};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rpc::account::{recover_password, reset_password};
use ui::failure::Failure;
use ui::patience::{Patience, StillTrying};

pub fn recovery_page() -> AnyView {
    view! { <Recovery /> }.into_any()
}

#[component]
fn Recovery() -> AnyView {
    let query = use_query_map();
    let part =
        move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name).unwrap_or_default()));
    let (request, link) = (part("solicitud"), part("clave"));
    (move || match request.get() {
        id if id.is_empty() => view! { <AskForCode /> }.into_any(),
        id => view! { <ChoosePassword request=id link=link.get() /> }.into_any(),
    })
    .into_any()
}

#[component]
pub(crate) fn AskForCode() -> AnyView {
    let leaving = Leaving::here();
    let account = RwSignal::new(String::new());
    let problems = Problems::default();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let patience = Patience::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        if account.with_untracked(|account| account.trim().is_empty()) {
            problems.show(vec![("account", errors::field(FieldProblem::Missing))]);
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            match patience.during(recover_password(account.get_untracked())).await {
                Ok(id) => {
                    let to = [Page::Recovery.href(), "?solicitud=", id.as_str()].concat();
                    leaving.to(&to);
                }
                Err(error) => {
                    let of_field = error
                        .fields
                        .iter()
                        .map(|field| ("account", field.message.clone()));
                    problems.show(of_field.collect());
                    let _ = failure.try_set(error.fields.is_empty().then_some(error));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    auth_frame(
        view! {
            <form class="auth__form" novalidate=true on:submit=submit>
                <h1>{texts::TITLE_RECOVERY}</h1>
                <p class="muted">{texts::RECOVERY_TEXT}</p>
                {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
                <Field
                    id="account"
                    label=texts::USERNAME_OR_EMAIL
                    kind=Kind { input: "text", autocomplete: "username", inputmode: "email", longest: 254 }
                    value=account
                    problems=problems
                />
                <button class="button button--primary button--large" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::SENDING_CODE } else { texts::SEND_CODE }}
                </button>
                <StillTrying patience=patience />
                <p class="muted">
                    <a href=Page::SignIn.href()>{texts::BACK_TO_SIGN_IN}</a>
                </p>
            </form>
        }
        .into_any(),
    )
}

#[component]
pub(crate) fn ChoosePassword(
    request: String,
    /// What the link of the mail carries; empty where the code is typed.
    link: String,
) -> AnyView {
    let (session, leaving) = (Session::expect(), Leaving::here());
    let typed = link.is_empty();
    let (code, password) = (RwSignal::new(link), RwSignal::new(String::new()));
    let problems = Problems::default();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let patience = Patience::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let reset = PasswordReset {
            request_id: request.clone(),
            code: code.get_untracked(),
            password: password.get_untracked(),
        };
        let mut wrong = Vec::new();
        if reset.code.trim().is_empty() {
            wrong.push(("code", errors::field(FieldProblem::Missing)));
        }
        if let Err(problem) = check_password(&reset.password) {
            wrong.push(("password", errors::field(problem)));
        }
        failure.set(None);
        if !wrong.is_empty() {
            problems.show(wrong);
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            match patience.during(reset_password(reset)).await {
                Ok(customer) => {
                    leaving.replaced_by(Page::MyOrders.href());
                    session.changed(Some(customer));
                }
                Err(error) => {
                    problems.show(by_field(&error));
                    // A link that is of no use has no field to stand beside.
                    let shown = error.fields.is_empty() || !typed;
                    let _ = failure.try_set(shown.then_some(error));
                    let _ = busy.try_set(false);
                }
            }
        });
    };
    auth_frame(
        view! {
            <form class="auth__form" novalidate=true on:submit=submit>
                <h1>{texts::TITLE_NEW_PASSWORD}</h1>
                {typed.then(|| view! { <p class="muted">{texts::CODE_SENT}</p> })}
                {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
                {typed
                    .then(|| {
                        view! {
                            <Field
                                id="code"
                                label=texts::CODE
                                kind=Kind { autocomplete: "one-time-code", ..Kind::digits(12) }
                                value=code
                                problems=problems
                                hint=texts::CODE_HINT
                            />
                        }
                    })}
                <SecretField id="password" label=texts::NEW_PASSWORD value=password problems=problems new=true />
                <button class="button button--primary button--large" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::SAVING } else { texts::SAVE_AND_ENTER }}
                </button>
                <StillTrying patience=patience />
                <p class="muted">
                    <a href=Page::Recovery.href()>{texts::ANOTHER_CODE}</a>
                </p>
            </form>
        }
        .into_any(),
    )
}

fn by_field(error: &ApiError) -> Vec<(&'static str, String)> {
    let known = |pointer: &str| match pointer {
        "/code" => Some("code"),
        "/password" => Some("password"),
        _ => None,
    };
    let fields = error.fields.iter();
    fields
        .filter_map(|field| Some((known(&field.pointer)?, field.message.clone())))
        .collect()
}
