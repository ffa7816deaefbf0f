//! Columns by state: who waits for an answer, who has to answer, what is to come, and what is done.

use super::card::{Card, one};
use super::phone_href;
use super::steps::Changed;
use crate::components::empty::Empty;
use crate::state::catering::{LANES, Lane, fresh, in_lane, put, sums};
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use api::catering::{CateringFilter, CateringView};
use api::{ApiError, Paged};
use domain::CateringId;
use domain::catering::CateringStatus;
use leptos::prelude::*;
use rpc::catering::list_catering;
use texts::now::console::catering as texts;
use ui::resource::{Loaded, Loader};

/// Open requests that the board has room for.
const OPEN: usize = 100;
/// As many of those that are done.
const DONE: usize = 10;

/// Open requests and the newest that are done, and whether there are more open ones.
type Found = (Vec<CateringView>, bool);

async fn ask() -> Result<Found, ApiError> {
    let open = CateringFilter {
        open: true,
        limit: Some(OPEN),
        ..CateringFilter::default()
    };
    let done = CateringFilter {
        status: Some(CateringStatus::Done),
        limit: Some(DONE),
        ..CateringFilter::default()
    };
    let (open, done) = futures::future::join(list_catering(open), list_catering(done)).await;
    let (open, done): (Paged<CateringView>, Paged<CateringView>) = (open?, done?);
    let more = open.next_cursor.is_some();
    Ok((open.items.into_iter().chain(done.items).collect(), more))
}

#[component]
pub fn Board() -> AnyView {
    let requests = RwSignal::new(Vec::<CateringView>::new());
    let more = RwSignal::new(false);
    let loader = Loader::new(ask, move |(answer, others): Found| {
        let _ = requests.try_update(|known| *known = fresh(known, answer));
        let _ = more.try_set(others);
    });
    let following = Following::expect();
    effect(move || {
        following.catering();
        loader.ask();
    });
    let changed = Changed::new(move |answer: Option<CateringView>| {
        if let Some(answer) = answer {
            let _ = requests.try_update(|known| put(known, &answer));
        }
        loader.ask();
    });
    view! {
        <Loaded loader loading=texts::LOADING>
            <Lanes requests more changed />
        </Loaded>
    }
    .into_any()
}

#[component]
pub(crate) fn Lanes(
    requests: RwSignal<Vec<CateringView>>,
    more: RwSignal<bool>,
    changed: Changed,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let empty = memo(move || requests.with(Vec::is_empty));
    let sums = memo(move || {
        let (undecided, accepted) = requests.with(|all| restaurant.with_tenant(|tenant| sums(all, tenant)));
        texts::sums(&restaurant.format(undecided), &restaurant.format(accepted))
    });
    view! {
        {move || more.get().then(|| view! { <p class="notice notice--warning">{texts::MORE_OPEN}</p> })}
        {move || {
            if empty.get() {
                view! {
                    <Empty art="empty_orders" title=texts::NONE text=texts::NONE_TEXT>
                        <a class="button" href=phone_href()>
                            {texts::BY_PHONE}
                        </a>
                    </Empty>
                }
                    .into_any()
            } else {
                view! {
                    <p class="muted">{sums}</p>
                    <div class="board">
                        {LANES.map(|lane| view! { <Column lane requests changed /> }).collect_view()}
                    </div>
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}

#[component]
fn Column(lane: Lane, requests: RwSignal<Vec<CateringView>>, changed: Changed) -> AnyView {
    let ids = memo(move || requests.with(|all| in_lane(all, lane)));
    let none = move || {
        let none = ids.with(Vec::is_empty);
        none.then(|| view! { <p class="lane__none">{lane.nothing()}</p> })
    };
    let card = move |id: CateringId| one(requests, id).map(|request| view! { <Card request changed /> });
    view! {
        <section class="lane" aria-labelledby=lane.id()>
            <div class="lane__head">
                <h2 id=lane.id()>{lane.words()}</h2>
                <span class="tabs__count">{move || ids.with(Vec::len)}</span>
            </div>
            {none}
            <For each=move || ids.get() key=|id| id.clone() children=card />
        </section>
    }
    .into_any()
}
