//! Tablero: the restaurant at a glance, its charts, and the orders behind them.

use crate::components::chart::ChartCard;
use crate::components::kpis::Kpis;
use crate::components::orders_table::OrdersTable;
use crate::components::pager::{Pager, Paging};
use crate::components::range::Range;
use crate::routes::Screen;
use crate::state::dashboard_page::{DashboardPage, PAGE};
use crate::state::erased::memo;
use crate::state::following::Following;
use crate::state::orders_page::Place;
use crate::state::restaurant::RestaurantState;
use crate::state::rows::Rows;
use api::dashboard::Overview;
use api::orders::OrderList;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use rpc::dashboard::dashboard_overview;
use rpc::orders::list_orders;
use std::time::Duration;
use texts::now::console as texts;
use ui::resource::{Loaded, Loader, Resource};

/// Figures may be a second and a half old: they are sums over many orders.
const PAUSE: Duration = Duration::from_millis(1_500);

#[component]
pub fn DashboardScreen() -> AnyView {
    let restaurant = RestaurantState::expect();
    restaurant.title(texts::DASHBOARD);
    let query = use_query_map();
    let page = memo(move || query.with(|query| DashboardPage::read(|name| query.get(name))));
    let question = memo(move || page.with(|page| page.question(restaurant.day())));
    let ask = move || dashboard_overview(page.get_untracked().asked(restaurant.today()));
    let overview = Resource::new(ask).every(PAUSE);
    let following = Following::expect();
    Effect::new(move |before: Option<_>| {
        let question = question.get();
        following.figures();
        if before == Some(question) {
            overview.ask();
        } else {
            overview.ask_anew();
        }
        question
    });
    view! {
        <Head page overview=overview.value />
        <Range page />
        <Loaded loader=overview.loader() loading=texts::LOADING_FIGURES>
            <Figures overview=overview.value />
        </Loaded>
        <Orders page />
    }
    .into_any()
}

#[component]
pub(crate) fn Head(page: Memo<DashboardPage>, overview: RwSignal<Option<Overview>>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let days = move || {
        let today = restaurant.day();
        let (from, to) = page.with(|page| page.shown(today));
        texts::days(from, to, today)
    };
    let updated = move || {
        overview
            .with(|overview| overview.as_ref().map(|overview| overview.summary.updated_at))
            .map(|at| texts::updated_at(&restaurant.moment(at)))
    };
    view! {
        <div class="console__head">
            <div class="cluster">
                <h1>{texts::DASHBOARD}</h1>
                <span class="muted">{days}</span>
            </div>
            <span class="muted">{updated}</span>
        </div>
    }
    .into_any()
}

#[component]
pub(crate) fn Figures(overview: RwSignal<Option<Overview>>) -> AnyView {
    let Some(first) = overview.get_untracked() else {
        return ().into_any();
    };
    let summary = {
        let first = first.summary.clone();
        memo(move || {
            overview.with(|known| {
                known
                    .as_ref()
                    .map_or_else(|| first.clone(), |known| known.summary.clone())
            })
        })
    };
    let charts = memo(move || {
        overview.with(|known| {
            known
                .as_ref()
                .map(|known| known.charts.clone())
                .unwrap_or_default()
        })
    });
    let ids =
        memo(move || charts.with(|charts| charts.iter().map(|chart| chart.id.clone()).collect::<Vec<_>>()));
    let chart = move |id: String| {
        let known = charts.with_untracked(|charts| charts.iter().find(|chart| chart.id == id).cloned())?;
        let chart = memo(move || {
            let found = charts.with(|charts| charts.iter().find(|chart| chart.id == known.id).cloned());
            found.unwrap_or_else(|| known.clone())
        });
        Some(view! { <ChartCard chart /> })
    };
    view! {
        <Kpis summary />
        <section class="charts" aria-label=texts::CHARTS>
            <For each=move || ids.get() key=|id| id.clone() children=chart />
        </section>
    }
    .into_any()
}

/// The table of orders, page by page.
#[component]
fn Orders(page: Memo<DashboardPage>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let rows = Rows::default();
    let paging = RwSignal::new(Paging::default());
    let ask = move || {
        list_orders(
            page.get_untracked()
                .filter(restaurant.today(), &restaurant.zone()),
        )
    };
    let loader = Loader::new(ask, move |answer: OrderList| {
        let _ = paging.try_set(Paging::of(&answer));
        rows.replace(answer.items);
    })
    .every(PAUSE);
    let following = Following::expect();
    let question = memo(move || page.with(|page| (page.clone(), page.question(restaurant.day()))));
    let address = Callback::new(move |place: Place| {
        let query = page.with(|page| page.at(place).query());
        format!("{}{query}#pedidos-rango", Screen::Dashboard.href())
    });
    let navigate = use_navigate();
    Effect::new(move |before: Option<(DashboardPage, _)>| {
        let question = question.get();
        following.orders();
        // A page further on is one of the days before midnight: the next day's begin with the first.
        let is_another_day = before
            .as_ref()
            .is_some_and(|(page, asked)| *page == question.0 && *asked != question.1);
        if is_another_day && matches!(question.0.place, Place::At(..)) {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&untrack(|| address.run(Place::default())), options);
        } else if before.as_ref() == Some(&question) {
            loader.ask();
        } else {
            loader.ask_anew();
        }
        question
    });
    let empty = memo(move || rows.is_empty());
    let place = memo(move || page.with(|page| page.place.clone()));
    view! {
        <section class="stack">
            <h2 id="pedidos-rango">{texts::ORDERS_OF_RANGE}</h2>
            <Loaded loader loading=texts::LOADING_ORDERS>
                {move || {
                    if empty.get() {
                        view! { <p class="muted">{texts::NO_ORDERS_IN_RANGE}</p> }.into_any()
                    } else {
                        view! { <OrdersTable rows /> }.into_any()
                    }
                }}
                <Pager paging place on_page=PAGE address />
            </Loaded>
        </section>
    }
    .into_any()
}
