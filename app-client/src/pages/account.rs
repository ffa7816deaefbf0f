//! The customer's own data, and the end of the session.

use super::account_addresses::AddressBook;
use super::account_email::AccountEmail;
use super::account_password::AccountPassword;
use super::account_privacy::AccountPrivacy;
use super::account_summary::AccountSummary;
use crate::components::field::{Field, Kind, Problems};
use crate::components::known_restaurant::parts;
use crate::components::signed_in::of_account;
use crate::state::leaving::Leaving;
use crate::state::session::Session;
use ::texts::now::{errors, storefront as texts};
use api::ApiError;
use api::customers::ProfileChange;
use api::orders::MyOrder;
use api::pages::Page;
use domain::customer::{Customer, check_name};
use domain::written;
use domain::written::Phone;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::auth::{sign_out, sign_out_everywhere};
use rpc::customers::{my_profile, update_profile};
use rpc::orders::my_orders;
use ui::dynamic::{dynamic, nothing};
use ui::failure::Failure;
use ui::icon::Icon;
use ui::patience::{Patience, StillTrying};
use ui::resource::{Load, Resource};
use ui::toast::{Toasts, Tone};

pub fn account_page() -> AnyView {
    of_account(|| view! { <Account /> }.into_any())
}

#[component]
fn Account() -> AnyView {
    let profile = Resource::new(my_profile);
    let orders = Resource::new(|| async { Ok(my_orders(None).await?.items) });
    Effect::new(move |_| {
        profile.ask();
        orders.ask();
    });
    // These are above the rest, which would move if they came after it.
    // Once there they stay: who asks again for one of them is typing in the others.
    let is_there = Memo::new(move |before: Option<&bool>| {
        let loaded = orders.load() != Load::Loading && profile.load() != Load::Loading;
        loaded || before == Some(&true)
    });
    dynamic(move || match is_there.get() {
        true => cards(profile, orders),
        false => parts(texts::LOADING_PROFILE),
    })
}

fn cards(profile: Resource<Customer>, orders: Resource<Vec<MyOrder>>) -> AnyView {
    let retry = Callback::new(move |()| profile.ask_now());
    let form = move || match profile.load() {
        Load::Ready(customer) => view! { <ProfileForm customer=customer /> }.into_any(),
        Load::Failed(error) => view! { <Failure error=error retry=Some(retry) /> }.into_any(),
        Load::Loading => nothing(),
    };
    view! {
        <div class="account__grid">
            <AccountSummary orders=orders />
            {form}
            <AccountEmail />
            <AccountPassword />
            <EndSession />
            <AccountPrivacy />
        </div>
    }
    .into_any()
}

#[component]
pub(crate) fn ProfileForm(customer: Customer) -> AnyView {
    let (session, toasts) = (Session::expect(), Toasts::expect());
    let name = RwSignal::new(customer.name);
    let phone = RwSignal::new(customer.phone.as_ref().map(Phone::shown).unwrap_or_default());
    let problems = Problems::default();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let patience = Patience::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let change = ProfileChange {
            name: Some(name.get_untracked()),
            phone: Some(phone.get_untracked()),
            ..ProfileChange::default()
        };
        failure.set(None);
        let wrong = check(&change);
        if !wrong.is_empty() {
            problems.show(wrong);
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match patience.during(update_profile(change)).await {
                Ok(_) => {
                    toasts.say(Tone::Success, texts::SAVED);
                    session.ask();
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
        <AddressBook addresses=customer.addresses />
        <form class="card form" novalidate=true on:submit=submit>
            <h2 class="card__title">{texts::YOUR_DATA}</h2>
            {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
            <div class="fields">
                <Field id="name" label=texts::NAME kind=Kind::text("name", 80) value=name problems=problems />
                <Field id="phone" label=texts::PHONE kind=Kind::PHONE value=phone problems=problems optional=true />
            </div>
            <button class="button button--primary" aria-busy=move || busy.get().then_some("true")>
                {move || if busy.get() { texts::SAVING } else { texts::SAVE }}
            </button>
            <StillTrying patience=patience />
        </form>
    }
    .into_any()
}

fn check(change: &ProfileChange) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    if let Some(Err(problem)) = change.name.as_deref().map(check_name) {
        wrong.push(("name", errors::field(problem)));
    }
    let phone = change.phone.as_deref().unwrap_or_default();
    if let Err(problem) = written::optional(phone, Phone::parse) {
        wrong.push(("phone", errors::field(problem)));
    }
    wrong
}

fn by_field(error: &ApiError) -> Vec<(&'static str, String)> {
    let known = |pointer: &str| match pointer {
        "/name" => Some("name"),
        "/phone" => Some("phone"),
        _ => None,
    };
    error
        .fields
        .iter()
        .filter_map(|field| Some((known(&field.pointer)?, field.message.clone())))
        .collect()
}

#[component]
pub(crate) fn EndSession() -> AnyView {
    let (session, toasts) = (Session::expect(), Toasts::expect());
    let leaving = Leaving::here();
    let (busy, patience) = (RwSignal::new(false), Patience::default());
    let end = move |everywhere: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            let ended = if everywhere {
                patience.during(sign_out_everywhere()).await
            } else {
                patience.during(sign_out()).await
            };
            match ended {
                Ok(()) => {
                    leaving.to(Page::Home.href());
                    session.changed(None);
                    toasts.say(Tone::Success, texts::SIGNED_OUT);
                }
                Err(error) => toasts.say(Tone::Danger, asked.notice(error).message),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <section class="card">
            <h2 class="card__title">{texts::SESSION}</h2>
            <ul class="rows" role="list">
                <li>
                    <button type="button" class="row-button" on:click=move |_| end(false)>
                        <Icon name="logout" />
                        <span class="rows__text">
                            <strong>{texts::SIGN_OUT}</strong>
                            <small>{texts::SIGN_OUT_TEXT}</small>
                        </span>
                    </button>
                </li>
                <li>
                    <button type="button" class="row-button" on:click=move |_| end(true)>
                        <Icon name="lock" />
                        <span class="rows__text">
                            <strong>{texts::SIGN_OUT_EVERYWHERE}</strong>
                            <small>{texts::SESSION_TEXT}</small>
                        </span>
                    </button>
                </li>
            </ul>
            <StillTrying patience=patience />
        </section>
    }
    .into_any()
}
