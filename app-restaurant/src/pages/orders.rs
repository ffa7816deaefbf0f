//! Pedidos: every order, oldest first.

use crate::components::empty::Empty;
use crate::components::pager::Pager;
use crate::components::record::Record;
use crate::components::shown::Shown;
use crate::routes::Screen;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::house::House;
use crate::state::kept::Kept;
use crate::state::orders_page::{OrdersPage, Which};
use crate::state::rows::Rows;
use crate::state::taps::Taps;
use crate::state::trail::Trail;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::api::Paged;
use shared::api::orders::{OrderView, list_orders};
use shared::texts::es::console as texts;
use std::time::Duration;

const PAUSE: Duration = Duration::from_millis(300);

#[component]
pub fn OrdersScreen() -> AnyView {
    let house = House::expect();
    house.title(texts::ORDERS);
    let query = use_query_map();
    let page = memo(move || query.with(|query| OrdersPage::read(|name| query.get(name))));
    let trail = RwSignal::new(Trail::default());
    provide_context(trail);
    let rows = Rows::default();
    let next = RwSignal::new(None::<String>);
    let ask = move || list_orders(page.get_untracked().filter(house.today(), &house.zone()));
    let kept = Kept::new(PAUSE, ask, move |answer: Paged<OrderView>| {
        rows.replace(answer.items);
        let _ = next.try_set(answer.next_cursor);
    });
    let following = Following::expect();
    Effect::new(move |before: Option<OrdersPage>| {
        let page = page.get();
        following.orders();
        if before.as_ref() == Some(&page) {
            kept.ask();
        } else {
            let other = before.is_some_and(|before| before.of(before.which) != page.of(page.which));
            trail.update(|trail| {
                if other {
                    *trail = Trail::default();
                }
                trail.at(&page.cursor);
            });
            kept.ask_anew();
        }
        page
    });
    let taps = Taps::expect();
    effect(move || {
        if let Some(order) = taps.fresh() {
            rows.freshen(&order);
        }
    });
    view! {
        <Head page />
        <Shown kept loading=texts::LOADING_ORDERS>
            <List page rows next=next.into() />
        </Shown>
    }
    .into_any()
}

fn address(page: &OrdersPage) -> String {
    format!("{}{}", Screen::Orders.href(), page.query())
}

#[component]
fn Head(page: Memo<OrdersPage>) -> AnyView {
    let tab = move |which: Which| {
        let href = move || page.with(|page| address(&page.of(which)));
        let current = move || page.with(|page| page.which == which).then_some("true");
        view! { <a class="tabs__tab" href=href aria-current=current>{which.words()}</a> }
    };
    let day = move |today_only: bool, words: &'static str| {
        let href = move || {
            page.with(|page| {
                let first = page.of(page.which);
                address(&OrdersPage { today_only, ..first })
            })
        };
        let current = move || page.with(|page| page.today_only == today_only).then_some("true");
        view! { <a class="tabs__tab" href=href aria-current=current>{words}</a> }
    };
    view! {
        <div class="console__head">
            <div>
                <h1>{texts::ORDERS}</h1>
                <p class="muted">{texts::OLDEST_FIRST}</p>
            </div>
            <nav class="tabs" aria-label=texts::FILTER_DAY>
                {day(false, texts::EVERY_DAY)}
                {day(true, texts::TODAY_ONLY)}
            </nav>
        </div>
        <nav class="tabs" aria-label=texts::FILTER_STEP>
            {Which::ALL.map(tab).collect_view()}
        </nav>
    }
    .into_any()
}

#[component]
fn List(page: Memo<OrdersPage>, rows: Rows, next: Signal<Option<String>>) -> AnyView {
    let empty = memo(move || rows.is_empty());
    view! {
        {move || empty.get().then(|| view! { <Nothing page /> })}
        <div class="records">
            <For
                each=move || rows.ids()
                key=|id| id.clone()
                children=move |id| rows.get(&id).map(|order| view! { <Record order /> })
            />
        </div>
        <Turning page next />
    }
    .into_any()
}

#[component]
fn Turning(page: Memo<OrdersPage>, next: Signal<Option<String>>) -> AnyView {
    let trail = expect_context::<RwSignal<Trail>>();
    let number = Signal::derive(move || page.with(|page| page.number));
    let previous = Signal::derive(move || {
        page.with(|page| {
            let (cursor, number) = trail.with(|trail| trail.before(&page.cursor, page.number))?;
            Some(address(&page.at(cursor, number)))
        })
    });
    let next = Signal::derive(move || {
        let cursor = next.get()?;
        Some(page.with(|page| address(&page.at(Some(cursor), page.number + 1))))
    });
    view! { <Pager number previous next /> }.into_any()
}

#[component]
fn Nothing(page: Memo<OrdersPage>) -> AnyView {
    let (title, text) = page.with_untracked(|page| {
        if page.cursor.is_some() {
            (texts::NO_MORE, texts::NO_MORE_TEXT)
        } else if page.which == Which::All && !page.today_only {
            (texts::NO_ORDERS, texts::NO_ORDERS_TEXT)
        } else {
            (texts::NO_ORDERS_HERE, texts::NO_ORDERS_HERE_TEXT)
        }
    });
    let plain = page.with_untracked(|page| page.query().is_empty());
    view! {
        <Empty art="empty_orders" title text>
            {(!plain).then(|| view! { <a class="button" href=Screen::Orders.href()>{texts::SEE_ALL}</a> })}
        </Empty>
    }
    .into_any()
}
