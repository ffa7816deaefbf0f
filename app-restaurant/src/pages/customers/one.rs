//! The page of one customer: what they have ordered, how to reach them, what is noted, and what can be done with the account.

use super::PAUSE;
use super::account::AccountCard;
use super::contact::Contact;
use super::history::History;
use super::note::NoteCard;
use crate::components::empty::Empty;
use crate::pages::missing::NotForYou;
use crate::routes::Screen;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::claims::date;
use ::texts::now::console::customers as texts;
use api::Code;
use api::customers::CustomerRecord;
use domain::CustomerId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rpc::customers::customer_record;
use ui::resource::{Loaded, Resource};

#[component]
pub fn CustomerScreen() -> AnyView {
    RestaurantState::expect().title(texts::TITLE);
    let session = Session::expect();
    let allowed = memo(move || session.role().is_some_and(|role| Screen::Customers.is_for(role)));
    let params = use_params_map();
    let id = memo(move || {
        let id = params.with(|params| params.get("id"))?;
        CustomerId::parse(id).ok()
    });
    view! {
        {move || match (allowed.get(), id.get()) {
            (false, _) => view! { <NotForYou /> }.into_any(),
            (true, Some(id)) => view! { <One id /> }.into_any(),
            (true, None) => view! { <NoSuch /> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
pub(crate) fn NoSuch() -> AnyView {
    view! {
        <Empty art="empty_orders" title=texts::NO_SUCH text=texts::NO_SUCH_TEXT page=true>
            <a class="button" href=Screen::Customers.href()>
                {texts::SEE_ALL}
            </a>
        </Empty>
    }
    .into_any()
}

#[component]
fn One(id: CustomerId) -> AnyView {
    let asked = id.clone();
    let record = Resource::new(move || customer_record(asked.clone())).every(PAUSE);
    // No live message tells of customers.
    let following = Following::expect();
    effect(move || {
        following.orders();
        record.ask();
    });
    let missing = memo(move || {
        let gone = |error: &api::ApiError| error.code == Code::NotFound;
        record.error.with(|error| error.as_ref().is_some_and(gone))
    });
    view! {
        {move || match missing.get() {
            true => view! { <NoSuch /> }.into_any(),
            false => {
                let id = id.clone();
                view! {
                    <Loaded loader=record.loader() loading=texts::LOADING_ONE>
                        <Known id=id.clone() record />
                    </Loaded>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

#[component]
fn Known(id: CustomerId, record: Resource<CustomerRecord>) -> AnyView {
    let Some(first) = record.value.get_untracked() else {
        return ().into_any();
    };
    let restaurant = RestaurantState::expect();
    restaurant.title(&texts::code(first.customer.number));
    let known = memo(move || record.value.get().unwrap_or_else(|| first.clone()));
    let customer = memo(move || known.with(|known| known.customer.clone()));
    let note = memo(move || known.with(|known| known.note.clone()));
    let name = memo(move || customer.with(|customer| customer.name.clone()));
    let blocked = memo(move || customer.with(|customer| customer.blocked));
    let about = move || {
        customer.with(|customer| {
            let day = date(restaurant.zone().date(customer.created_at));
            format!("{}, {}", texts::code(customer.number), texts::since(&day))
        })
    };
    view! {
        <div class="console__head">
            <div>
                <a class="back" href=Screen::Customers.href()>
                    {texts::BACK}
                </a>
                <h1>
                    <bdi>{name}</bdi>
                </h1>
                <p class="cluster muted">
                    <span>{about}</span>
                    {move || {
                        blocked.get().then(|| view! { <span class="badge badge--danger">{texts::BLOCKED}</span> })
                    }}
                </p>
            </div>
        </div>
        <div class="customer-page">
            <div class="customer-page__side">
                <Contact customer />
                <NoteCard id=id.clone() note record />
            </div>
            <History id />
            <AccountCard customer record />
        </div>
    }
    .into_any()
}
