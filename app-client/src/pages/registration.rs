//! Becoming a customer.

use crate::components::field::{Field, Kind, Problems};
use crate::state::destination::Destination;
use crate::state::session::{Session, safe_return};
use ::texts::now::{errors, storefront as texts};
use api::ApiError;
use api::auth::Registration;
use api::pages::Page;
use domain::customer::{Address, FieldProblem, check_name, check_password_of, check_username};
use domain::written;
use domain::written::{Email, Phone};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use rpc::auth::register;
use ui::failure::Failure;
use ui::patience::{Patience, StillTrying};

use super::auth_frame::{PasswordField, auth_frame};
use super::sign_in::{leave_when_signed_in, with_return};

pub fn registration_page() -> AnyView {
    view! { <RegistrationForm /> }.into_any()
}

#[component]
pub(crate) fn RegistrationForm() -> AnyView {
    let (session, destination) = (Session::expect(), Destination::expect());
    let query = use_query_map();
    let back = Memo::new(move |_| safe_return(query.with(|query| query.get("a"))));
    leave_when_signed_in(session, back);
    let text = || RwSignal::new(String::new());
    let (name, username, email, phone, password) = (text(), text(), text(), text(), text());
    let problems = Problems::default();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let keeps = RwSignal::new(true);
    let patience = Patience::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let registration = Registration {
            name: name.get_untracked(),
            username: username.get_untracked(),
            email: email.get_untracked(),
            phone: phone.get_untracked(),
            password: password.get_untracked(),
            address: kept_address(destination, keeps),
        };
        let wrong = check(&registration);
        failure.set(None);
        if !wrong.is_empty() {
            problems.show(wrong);
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            match patience.during(register(registration)).await {
                Ok(customer) => session.changed(Some(customer)),
                Err(error) => {
                    problems.show(by_field(&error));
                    let _ = failure.try_set(error.fields.is_empty().then_some(error));
                    let _ = busy.try_set(false);
                }
            }
        });
    };
    auth_frame(
        view! {
            <form class="auth__form" novalidate=true on:submit=submit>
                <h1>{texts::REGISTER}</h1>
                {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
                <Field id="name" label=texts::YOUR_NAME kind=Kind::text("name", 80) value=name problems=problems />
                <Field id="email" label=texts::EMAIL kind=Kind::EMAIL value=email problems=problems />
                <Field
                    id="username"
                    label=texts::USERNAME
                    kind=Kind::text("username", 40)
                    value=username
                    problems=problems
                    hint=texts::USERNAME_HINT
                />
                <Field
                    id="phone"
                    label=texts::PHONE
                    kind=Kind::PHONE
                    value=phone
                    problems=problems
                    hint=texts::PHONE_HINT
                    optional=true
                />
                <PasswordField value=password problems=problems new=true />
                {move || chosen(destination).map(|address| keep_address(&address, keeps))}
                <button class="button button--primary button--large" aria-busy=move || busy.get().then_some("true")>
                    {move || if busy.get() { texts::REGISTERING } else { texts::REGISTER }}
                </button>
                <StillTrying patience=patience />
                <p class="muted">
                    {texts::HAVE_ACCOUNT} " "
                    <a href=move || with_return(Page::SignIn.href(), back.get().as_deref())>{texts::SIGN_IN}</a>
                </p>
            </form>
        }
        .into_any(),
    )
}

/// The address that was chosen for an order before; followed.
fn chosen(destination: Destination) -> Option<Address> {
    destination.get().address.checked().ok()
}

/// What of it becomes the customer's: they have seen it, and want that.
fn kept_address(destination: Destination, keeps: RwSignal<bool>) -> Address {
    let chosen = untrack(move || chosen(destination));
    chosen.filter(|_| keeps.get_untracked()).unwrap_or_default()
}

/// Whether the address that was chosen for an order is kept with the account.
fn keep_address(address: &Address, keeps: RwSignal<bool>) -> AnyView {
    let text = texts::keep_address(&address.line, &address.district);
    view! {
        <label class="check">
            <input
                type="checkbox"
                id="keep-address"
                prop:checked=keeps
                on:change=move |event| keeps.set(event_target_checked(&event))
            />
            <span>{text}</span>
        </label>
    }
    .into_any()
}

/// What is wrong, in the order of the form.
fn check(registration: &Registration) -> Vec<(&'static str, String)> {
    let phone = written::optional(&registration.phone, Phone::parse).err();
    let checks: [(&'static str, Option<FieldProblem>); 5] = [
        ("name", check_name(&registration.name).err()),
        ("email", Email::parse(&registration.email).err()),
        ("username", check_username(&registration.username).err()),
        ("phone", phone),
        (
            "password",
            check_password_of(&registration.password, &registration.username).err(),
        ),
    ];
    checks
        .into_iter()
        .filter_map(|(id, problem)| Some((id, errors::field(problem?))))
        .collect()
}

fn by_field(error: &ApiError) -> Vec<(&'static str, String)> {
    let known = |pointer: &str| {
        ["name", "email", "username", "phone", "password"]
            .into_iter()
            .find(|id| pointer.trim_start_matches('/') == *id)
    };
    error
        .fields
        .iter()
        .filter_map(|field| Some((known(&field.pointer)?, field.message.clone())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let ids = |registration: &Registration| {
            check(registration)
                .into_iter()
                .map(|(id, _)| id)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            ids(&Registration::default()),
            ["name", "email", "username", "password"]
        );
        let good = Registration {
            username: "lucia.r".into(),
            email: "lucia@example.pe".into(),
            password: "chicha-morada".into(),
            name: "Lucía Rojas".into(),
            ..Registration::default()
        };
        assert!(ids(&good).is_empty());
        assert_eq!(
            ids(&Registration {
                phone: "12".into(),
                ..good
            }),
            ["phone"]
        );
    }

    #[test]
    fn the_servers_errors_find_their_fields() {
        use api::{Code, FieldError};
        let error = ApiError::invalid(vec![FieldError::new("/email", Code::EmailTaken, "Ya existe")]);
        assert_eq!(by_field(&error), [("email", "Ya existe".to_owned())]);
    }
}
