//! What a customer may always do: take their data along, and have the account removed (Ley 29733: access and
//! cancellation).

use super::auth_frame::SecretField;
use crate::components::field::Problems;
use crate::state::leaving::Leaving;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::{errors, shared::day, storefront as texts};
use api::ApiError;
use api::pages::Page;
use domain::customer::FieldProblem;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use rpc::account::close_account;
use rpc::personal_data::my_data;
use ui::clock::time;
use ui::failure::Failure;
use ui::icon::Icon;
use ui::page;
use ui::patience::{Patience, StillTrying};
use ui::toast::{Toasts, Tone};

#[component]
pub fn AccountPrivacy() -> AnyView {
    view! {
        <section class="card" aria-labelledby="account-privacy">
            <h2 class="card__title" id="account-privacy">
                {texts::YOUR_PRIVACY}
            </h2>
            <ul class="rows" role="list">
                <li>
                    <MyData />
                </li>
                <li>
                    <CloseAccount />
                </li>
            </ul>
        </section>
    }
    .into_any()
}

#[component]
fn MyData() -> AnyView {
    let session = Session::expect();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let prepare = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match my_data().await {
                Ok(file) => page::download(&file),
                Err(error) => {
                    let _ = failure.try_set(Some(asked.notice(error)));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <div class="stack account__row">
            <button type="button" class="row-button" aria-busy=move || busy.get().then_some("true") on:click=prepare>
                <Icon name="download" />
                <span class="rows__text">
                    <strong>{move || if busy.get() { texts::PREPARING } else { texts::MY_DATA }}</strong>
                    <small>{texts::MY_DATA_TEXT}</small>
                </span>
            </button>
            {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
        </div>
    }
    .into_any()
}

#[component]
fn CloseAccount() -> AnyView {
    let (session, restaurant, toasts) = (Session::expect(), RestaurantState::expect(), Toasts::expect());
    let leaving = Leaving::here();
    let password = RwSignal::new(String::new());
    let problems = Problems::default();
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let patience = Patience::default();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        if password.with_untracked(String::is_empty) {
            problems.show(vec![("close-password", errors::field(FieldProblem::Missing))]);
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match patience.during(close_account(password.get_untracked())).await {
                Ok(erased_at) => {
                    leaving.to(Page::Home.href());
                    session.changed(None);
                    let day = restaurant.known_now().map(|known| {
                        let zone = &known.storefront.tenant.zone;
                        day(zone.date(erased_at), zone.date(time()))
                    });
                    toasts.say(Tone::Success, texts::account_closed(day.as_deref()));
                }
                Err(error) => {
                    let error = asked.notice(error);
                    let fields = error.fields.iter();
                    problems.show(
                        fields
                            .map(|field| ("close-password", field.message.clone()))
                            .collect(),
                    );
                    let _ = failure.try_set(error.fields.is_empty().then_some(error));
                    let _ = busy.try_set(false);
                }
            }
        });
    };
    view! {
        <details class="stack account__row">
            <summary class="row-button row-button--danger">
                <Icon name="trash" />
                <span class="rows__text">
                    <strong>{texts::CLOSE_ACCOUNT}</strong>
                    <small>{texts::CLOSE_ACCOUNT_SHORT}</small>
                </span>
            </summary>
            <form class="form" novalidate=true on:submit=submit>
                <p>{texts::CLOSE_ACCOUNT_TEXT}</p>
                {move || failure.get().map(|error| view! { <Failure error=error retry=None /> }.into_any())}
                <SecretField
                    id="close-password"
                    label=texts::CLOSE_ACCOUNT_PASSWORD
                    value=password
                    problems=problems
                    new=false
                />
                <div class="cluster">
                    <button class="button button--danger" aria-busy=move || busy.get().then_some("true")>
                        {texts::CLOSE_ACCOUNT_NOW}
                    </button>
                </div>
                <StillTrying patience=patience />
            </form>
        </details>
    }
    .into_any()
}
