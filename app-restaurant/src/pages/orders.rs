//! Pedidos: the orders of the restaurant by where they stand, the open ones first, and one of them as a whole.

use crate::components::empty::Empty;
use crate::components::export_orders::ExportOrders;
use crate::components::pager::{Pager, Paging};
use crate::components::record::Record;
use crate::components::search_orders::SearchOrders;
use crate::routes::Screen;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::orders_page::{OrdersPage, PAGE, Place, words};
use crate::state::restaurant::RestaurantState;
use crate::state::rows::Rows;
use crate::state::taps::Taps;
use api::orders::{OrderCounts, OrderList, OrderState};
use domain::Slug;
use domain::stage::Stage;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use rpc::orders::list_orders;
use texts::now::console as texts;
use ui::resource::{Loaded, Loader};

#[component]
pub fn OrdersScreen() -> AnyView {
    let restaurant = RestaurantState::expect();
    restaurant.title(texts::ORDERS);
    let query = use_query_map();
    let page = memo(move || {
        let page = query.with(|query| OrdersPage::read(|name| query.get(name)));
        restaurant.with_tenant(|tenant| page.within(&tenant.branches))
    });
    let rows = Rows::default();
    let paging = RwSignal::new(Paging::default());
    let counts = RwSignal::new(None::<OrderCounts>);
    let ask = move || {
        list_orders(
            page.get_untracked()
                .filter(restaurant.today(), &restaurant.zone()),
        )
    };
    let loader = Loader::new(ask, move |answer: OrderList| {
        let _ = paging.try_set(Paging::of(&answer));
        let _ = counts.try_set(answer.counts);
        rows.replace(answer.items);
    });
    let following = Following::expect();
    Effect::new(move |before: Option<(OrdersPage, u64)>| {
        let page = page.get();
        let beat = following.orders();
        match before {
            Some((before, known)) if before.lists_like(&page) => {
                if known != beat {
                    loader.ask();
                }
            }
            _ => loader.ask_anew(),
        }
        (page, beat)
    });
    let taps = Taps::expect();
    effect(move || {
        if let Some(order) = taps.fresh() {
            rows.freshen(&order);
        }
    });
    view! {
        <Head page counts />
        <Loaded loader loading=texts::LOADING_ORDERS>
            <List page rows paging />
        </Loaded>
        <ExportOrders />
    }
    .into_any()
}

fn address(page: &OrdersPage) -> String {
    format!("{}{}", Screen::Orders.href(), page.query())
}

#[component]
pub(crate) fn Head(page: Memo<OrdersPage>, counts: RwSignal<Option<OrderCounts>>) -> AnyView {
    let tab = move |state: OrderState| {
        let current = move || {
            page.with(|page| page.state == state && page.search.is_empty())
                .then_some("true")
        };
        let count = move || {
            counts
                .get()
                .map(|counts| texts::as_many(count(counts, state), OrderCounts::MOST))
        };
        view! {
            <a class="tabs__tab" href=address(&OrdersPage::of(state)) aria-current=current>
                {words(state)} <span class="tabs__count">{count}</span>
            </a>
        }
    };
    view! {
        <div class="console__head">
            <h1>{texts::ORDERS}</h1>
            <SearchOrders page />
        </div>
        <div class="cluster">
            <nav class="tabs tabs--boxed" aria-label=texts::FILTER_STATE>
                {OrderState::ALL.map(tab).collect_view()}
            </nav>
            <Narrower page />
        </div>
    }
    .into_any()
}

fn count(counts: OrderCounts, state: OrderState) -> usize {
    match state {
        OrderState::Open => counts.open,
        OrderState::Scheduled => counts.scheduled,
        OrderState::Unpaid => counts.unpaid,
        OrderState::Finished => counts.finished_today,
        OrderState::Cancelled => counts.cancelled_today,
    }
}

/// What else can be chosen among the orders of a state: the stage of open ones, the branch of unpaid ones where there are
/// several, the days of finished ones.
#[component]
fn Narrower(page: Memo<OrdersPage>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let branches = restaurant.with_tenant(|tenant| tenant.branches.clone());
    let link = |page: OrdersPage, current: bool, words: String| {
        view! {
            <a class="tabs__tab" href=address(&page) aria-current=current.then_some("true")>
                {words}
            </a>
        }
    };
    view! {
        {move || {
            let page = page.get();
            let first = page.at(Place::First);
            if !page.search.is_empty() {
                ().into_any()
            } else if page.state == OrderState::Open {
                let stage = |stage: Option<Stage>| {
                    let words = stage.map_or(texts::EVERY_STAGE, texts::stage);
                    link(OrdersPage { stage, ..first.clone() }, page.stage == stage, words.to_owned())
                };
                let stages = Stage::ALL.into_iter().map(Some);
                view! {
                    <nav class="tabs" aria-label=texts::FILTER_STEP>
                        {std::iter::once(None).chain(stages).map(stage).collect_view()}
                    </nav>
                }
                    .into_any()
            } else if page.state == OrderState::Unpaid && branches.len() > 1 {
                let at = |branch: Option<Slug>, words: String| {
                    let current = page.branch == branch;
                    link(OrdersPage { branch, ..first.clone() }, current, words)
                };
                let each = branches.iter().map(|branch| at(Some(branch.id.clone()), branch.name.clone()));
                view! {
                    <nav class="tabs" aria-label=texts::FILTER_BRANCH>
                        {at(None, texts::EVERY_BRANCH.to_owned())} {each.collect_view()}
                    </nav>
                }
                    .into_any()
            } else if page.has_days() {
                let days = |every_day: bool, words: &'static str| {
                    link(OrdersPage { every_day, ..first.clone() }, page.every_day == every_day, words.to_owned())
                };
                view! {
                    <nav class="tabs" aria-label=texts::FILTER_DAY>
                        {days(false, texts::TODAY_ONLY)} {days(true, texts::EVERY_DAY)}
                    </nav>
                }
                    .into_any()
            } else {
                ().into_any()
            }
        }}
    }
    .into_any()
}

#[component]
pub(crate) fn List(page: Memo<OrdersPage>, rows: Rows, paging: RwSignal<Paging>) -> AnyView {
    let empty = memo(move || rows.is_empty());
    let chosen = memo(move || page.with(|page| page.chosen.clone()));
    let navigate = use_navigate();
    let choose = Callback::new(move |chosen: Option<String>| {
        let page = page.with_untracked(|page| page.showing(chosen));
        let there = format!("{}{}", Screen::Orders.path(), page.query());
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&there, options);
    });
    let place = memo(move || page.with(|page| page.place.clone()));
    let other = Callback::new(move |place: Place| page.with(|page| address(&page.at(place))));
    view! {
        {move || empty.get().then(|| view! { <Nothing page /> })}
        <div class="records">
            <For
                each=move || rows.ids()
                key=|id| id.clone()
                children=move |id| rows.get(&id).map(|order| view! { <Record order chosen choose /> })
            />
            <Pager paging place on_page=PAGE address=other />
        </div>
    }
    .into_any()
}

#[component]
fn Nothing(page: Memo<OrdersPage>) -> AnyView {
    let page = page.get_untracked();
    let plain = page.query().is_empty();
    let (title, text) = if page.place != Place::First {
        (texts::NO_MORE, texts::NO_MORE_TEXT)
    } else if !page.search.is_empty() {
        (texts::NOTHING_FOUND, texts::NOTHING_FOUND_TEXT)
    } else if plain {
        (texts::NOTHING_OPEN, texts::NOTHING_OPEN_TEXT)
    } else {
        (texts::NO_ORDERS_HERE, texts::NO_ORDERS_HERE_TEXT)
    };
    view! {
        <Empty art="empty_orders" title text>
            {(!plain).then(|| view! { <a class="button" href=Screen::Orders.href()>{texts::SEE_OPEN}</a> })}
        </Empty>
    }
    .into_any()
}
