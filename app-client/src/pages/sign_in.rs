//! Signing in, and back to where one came from.

use crate::components::field::{Field, Kind, Problems};
use crate::state::session::{Session, Who, safe_return};
use ::texts::now::{errors, storefront as texts};
use api::ApiError;
use api::auth::Credentials;
use api::pages::Page;
use domain::customer::FieldProblem;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use rpc::auth::sign_in;
use ui::failure::Failure;
use ui::patience::{Patience, StillTrying};

use super::auth_frame::{PasswordField, auth_frame};

pub fn sign_in_page() -> AnyView {
    view! { <SignInForm /> }.into_any()
}

#[component]
pub(crate) fn SignInForm() -> AnyView {
    let session = Session::expect();
    let query = use_query_map();
    let back = Memo::new(move |_| safe_return(query.with(|query| query.get("a"))));
    leave_when_signed_in(session, back);
    let (username, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problems = Problems::default();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let patience = Patience::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let missing: Vec<(&'static str, String)> = [("username", username), ("password", password)]
            .into_iter()
            .filter(|(_, value)| value.with_untracked(|value| value.trim().is_empty()))
            .map(|(id, _)| (id, errors::field(FieldProblem::Missing)))
            .collect();
        if !missing.is_empty() || busy.get_untracked() {
            problems.show(missing);
            return;
        }
        busy.set(true);
        failure.set(None);
        let credentials = Credentials {
            username: username.with_untracked(|name| name.trim().to_owned()),
            password: password.get_untracked(),
            new_password: None,
        };
        leptos::task::spawn_local(async move {
            match patience.during(sign_in(credentials)).await {
                Ok(customer) => session.changed(Some(customer)),
                Err(error) => {
                    let _ = failure.try_set(Some(error));
                    let _ = busy.try_set(false);
                }
            }
        });
    };
    auth_frame(
        view! {
            <form class="auth__form" novalidate=true on:submit=submit>
                <h1>{texts::TITLE_SIGN_IN}</h1>
                {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
                <Field
                    id="username"
                    label=texts::USERNAME_OR_EMAIL
                    kind=Kind { input: "text", autocomplete: "username", inputmode: "email", longest: 254 }
                    value=username
                    problems=problems
                />
                <PasswordField value=password problems=problems new=false />
                <button class="button button--primary button--large" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::SIGNING_IN } else { texts::TITLE_SIGN_IN }}
                </button>
                <StillTrying patience=patience />
                <p class="muted">
                    <a href=Page::Recovery.href()>{texts::FORGOT_PASSWORD}</a>
                </p>
                <p class="muted">
                    {texts::FIRST_TIME} " "
                    <a href=move || with_return(Page::Registration.href(), back.get().as_deref())>{texts::REGISTER}</a>
                </p>
            </form>
        }
        .into_any(),
    )
}

/// Goes back to where one came from as soon as somebody is signed in.
pub fn leave_when_signed_in(session: Session, back: Memo<Option<String>>) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Who::Customer(_) = session.who() {
            let to = back
                .get_untracked()
                .unwrap_or_else(|| Page::MyOrders.href().to_owned());
            navigate(
                &to,
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
    });
}

/// A path that keeps where to go back to.
pub fn with_return(path: &str, back: Option<&str>) -> String {
    back.map_or_else(|| path.to_owned(), |back| [path, "?a=", back].concat())
}
