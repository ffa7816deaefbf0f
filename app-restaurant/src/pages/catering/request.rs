//! The page of one request: its facts, quotes, messages and money, and the buttons for the next steps.

use super::card::BadgeOf;
use super::facts::{History, Wanted, Warnings};
use super::money::Money;
use super::steps::Changed;
use super::talk::Talk;
use super::todo::ToDo;
use super::versions::Versions;
use crate::components::empty::Empty;
use crate::components::shown::Shown;
use crate::routes::Screen;
use crate::state::catering::customer_name;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::kept::Kept;
use crate::state::restaurant::RestaurantState;
use api::Code;
use api::catering::CateringView;
use domain::CateringId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use rpc::catering::catering_detail;
use std::time::Duration;
use texts::now::console::catering as texts;

const PAUSE: Duration = Duration::from_millis(300);

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
pub fn kept_request(id: CateringId, into: RwSignal<Option<CateringView>>) -> Kept {
    let ask = move || catering_detail(id.clone());
    let kept = Kept::new(PAUSE, ask, move |answer: CateringView| keep_newer(into, answer));
    let following = Following::expect();
    effect(move || {
        following.catering();
        kept.ask();
    });
    kept
}

fn keep_newer(into: RwSignal<Option<CateringView>>, answer: CateringView) {
    let news = into.try_with_untracked(|known| match known {
        None => true,
        Some(known) => known.version <= answer.version && *known != answer,
    });
    if news == Some(true) {
        let _ = into.try_set(Some(answer));
    }
}

/// Whether there is no such request.
pub fn is_missing(kept: Kept) -> Memo<bool> {
    memo(move || {
        kept.error
            .with(|error| error.as_ref().is_some_and(|error| error.code == Code::NotFound))
    })
}

#[component]
fn One(id: CateringId) -> AnyView {
    let request = RwSignal::new(None::<CateringView>);
    let kept = kept_request(id, request);
    let missing = is_missing(kept);
    let changed = Changed::new(move |answer: Option<CateringView>| {
        if let Some(answer) = answer {
            keep_newer(request, answer);
        }
        kept.ask();
    });
    view! {
        {move || match missing.get() {
            true => no_such(),
            false => {
                view! {
                    <Shown kept loading=texts::LOADING_ONE>
                        <Known request changed />
                    </Shown>
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
