//! The page of one request: its facts, quotes, messages and money, and the buttons for the next steps.

use super::card::BadgeOf;
use super::facts::{History, Wanted, Warnings};
use super::money::Money;
use super::steps::Changed;
use super::talk::Talk;
use super::todo::ToDo;
use super::versions::Versions;
use crate::components::empty::Empty;
use crate::routes::Screen;
use crate::state::catering::customer_name;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use api::Code;
use api::catering::CateringView;
use domain::CateringId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rpc::catering::catering_detail;
use texts::now::console::catering as texts;
use ui::resource::{Loaded, Loader, Resource};

/// The request that the address names.
pub fn named() -> Memo<Option<CateringId>> {
    let params = use_params_map();
    memo(move || {
        let id = params.with(|params| params.get("id"))?;
        CateringId::parse(id).ok()
    })
}

pub fn no_such() -> AnyView {
    view! {
        <Empty art="empty_orders" title=texts::NO_SUCH text=texts::NO_SUCH_TEXT page=true>
            <a class="button" href=Screen::Catering.href()>
                {texts::BACK}
            </a>
        </Empty>
    }
    .into_any()
}

#[component]
pub fn RequestScreen() -> AnyView {
    let id = named();
    view! {
        {move || match id.get() {
            Some(id) => view! { <One id /> }.into_any(),
            None => no_such(),
        }}
    }
    .into_any()
}

/// What a screen about one request keeps of it: the newer of what is known and what was answered.
pub fn kept_request(id: CateringId) -> Resource<CateringView> {
    let ask = move || catering_detail(id.clone());
    let request = Resource::newest(ask, |known, answer| known.version <= answer.version);
    let following = Following::expect();
    effect(move || {
        following.catering();
        request.ask();
    });
    request
}

/// Whether there is no such request.
pub fn is_missing(loader: Loader) -> Memo<bool> {
    memo(move || {
        loader
            .error
            .with(|error| error.as_ref().is_some_and(|error| error.code == Code::NotFound))
    })
}

#[component]
fn One(id: CateringId) -> AnyView {
    let request = kept_request(id);
    let missing = is_missing(request.loader());
    let changed = Changed::new(move |answer: Option<CateringView>| {
        if let Some(answer) = answer {
            request.learn(answer);
        }
        request.ask();
    });
    view! {
        {move || match missing.get() {
            true => no_such(),
            false => {
                view! {
                    <Loaded loader=request.loader() loading=texts::LOADING_ONE>
                        <Known request=request.value changed />
                    </Loaded>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

#[component]
fn Known(request: RwSignal<Option<CateringView>>, changed: Changed) -> AnyView {
    let restaurant = RestaurantState::expect();
    let Some(first) = request.get_untracked() else {
        return ().into_any();
    };
    let number = first.page.number;
    let request = memo(move || request.get().unwrap_or_else(|| first.clone()));
    restaurant.title(&texts::code(number));
    let who = memo(move || request.with(|request| texts::who(&customer_name(request), request.page.guests)));
    let status = move || request.with(|request| texts::status(request.page.status));
    view! {
        <div class="console__head">
            <div>
                <a class="back" href=Screen::Catering.href()>
                    {texts::BACK}
                </a>
                <h1>{who}</h1>
                <p class="cluster muted">
                    <span>{texts::code(number)}</span>
                    <span>{status}</span>
                    <BadgeOf request />
                </p>
            </div>
        </div>
        <Warnings request />
        <div class="catering">
            <div class="catering__main">
                <Wanted request />
                <Versions request />
                <Talk request changed />
                <History request />
            </div>
            <div class="catering__side">
                <ToDo request changed />
                <Money request changed />
            </div>
        </div>
    }
    .into_any()
}
