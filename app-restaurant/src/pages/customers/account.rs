//! What a manager does with a customer's account: block it, take the person's data, close it for good.

use crate::components::block_customer::Account;
use crate::components::file_button::{FileButton, Making};
use crate::components::twice::Twice;
use crate::routes::Screen;
use crate::state::erased::effect;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::claims::date;
use ::texts::now::console::customers as texts;
use api::Code;
use api::customers::CustomerRecord;
use domain::customer::Customer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use rpc::account::erase_customer;
use rpc::personal_data::customer_data;
use ui::resource::Resource;
use ui::toast::{Toasts, Tone};

#[component]
pub fn AccountCard(customer: Memo<Customer>, record: Resource<CustomerRecord>) -> AnyView {
    let id = customer.with_untracked(|customer| customer.id.clone());
    let blocked = RwSignal::new(None);
    effect(move || {
        let now = customer.with(|customer| customer.blocked);
        if blocked.with_untracked(|known| *known != Some(now)) {
            blocked.set(Some(now));
        }
    });
    // What the button has brought about is known to the page, too.
    effect(move || {
        let Some(now) = blocked.get() else { return };
        if let Some(mut known) = record.value.get_untracked()
            && known.customer.blocked != now
        {
            known.customer.blocked = now;
            record.learn(known);
        }
    });
    let (of_account, of_data) = (id.clone(), id);
    let make = Box::new(move || -> Making { Box::pin(customer_data(of_data.clone())) });
    view! {
        <section class="card stack" aria-labelledby="cuenta">
            <h2 class="card__title" id="cuenta">
                {texts::ACCOUNT}
            </h2>
            <dl class="facts customer-page__account">
                {move || {
                    let customer = of_account.clone();
                    blocked.get().map(|now| view! { <Account customer blocked now /> })
                }}
            </dl>
            <FileButton make words=texts::DATA busy=texts::DATA_BUSY />
            <Erase customer record />
        </section>
    }
    .into_any()
}

#[component]
pub fn Erase(customer: Memo<Customer>, record: Resource<CustomerRecord>) -> AnyView {
    let (toasts, session, restaurant) = (Toasts::expect(), Session::expect(), RestaurantState::expect());
    let navigate = StoredValue::new_local(use_navigate());
    let busy = RwSignal::new(false);
    let act = Callback::new(move |()| {
        busy.set(true);
        let asked = session.asked();
        let id = customer.with_untracked(|customer| customer.id.clone());
        spawn_local(async move {
            let leave = || {
                let _ = navigate.try_with_value(|navigate| {
                    navigate(Screen::Customers.path(), Default::default());
                });
            };
            match erase_customer(id).await {
                Ok(at) => {
                    let day = date(restaurant.zone().date(at));
                    toasts.say(Tone::Success, texts::erased(&day));
                    leave();
                }
                Err(error) if error.code == Code::NotFound => {
                    toasts.say(Tone::Success, texts::ERASED_ALREADY);
                    leave();
                }
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) if error.is_no_answer() => {
                    toasts.say(Tone::Danger, texts::PERHAPS_ERASED);
                    record.ask_now();
                }
                Err(error) => toasts.say(Tone::Danger, error.message),
            }
            let _ = busy.try_set(false);
        });
    });
    view! {
        <div class="customer-page__erase">
            <Twice
                words=texts::ERASE
                sure=texts::ERASE_SURE
                busy
                act
                class="button button--danger"
                about="cuenta-borrar"
            />
            <p class="muted small" id="cuenta-borrar">
                {texts::ERASE_HINT}
            </p>
        </div>
    }
    .into_any()
}
