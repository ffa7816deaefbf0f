//! The parts of whole screens that ask nobody, and what stands where there is none.

use super::samples::{Samples, in_full, now, numbered};
use super::{States, seen_by};
use crate::components::pager::Paging;
use crate::pages::missing::{Missing, NotForYou};
use crate::pages::opening::{NotOpened, Opening};
use crate::pages::orders::{Head, List};
use crate::pages::system::Table;
use crate::state::erased::memo;
use crate::state::orders_page::OrdersPage;
use crate::state::rows::Rows;
use api::operations::DeadLetterView;
use api::orders::{OrderCounts, OrderList, OrderState, OrderView, Total};
use api::{ApiError, Code};
use domain::failure::FailureCause;
use domain::staff::Role;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::gallery::{component, on_demand};
use ui::resource::Loader;

pub fn components(samples: &Samples) -> Vec<AnyView> {
    vec![
        component("Head of the orders", heads()),
        component("List of orders", lists(samples)),
        component("Table of dead letters", tables()),
        component("NotForYou", not_for_you()),
        component("Missing", missing()),
        component("Opening", vec![("opening", view! { <Opening /> }.into_any())]),
        component("NotOpened", not_opened()),
    ]
}

fn heads() -> States {
    let counts = OrderCounts {
        open: 7,
        scheduled: 2,
        unpaid: 1,
        finished_today: 39,
        cancelled_today: 3,
    };
    let drawn = |page: OrdersPage, counts: Option<OrderCounts>| {
        let counts = RwSignal::new(counts);
        view! { <Head page=memo(move || page.clone()) counts /> }.into_any()
    };
    let searching = OrdersPage {
        search: "Rojas".to_owned(),
        ..OrdersPage::default()
    };
    vec![
        ("not counted yet", drawn(OrdersPage::of(OrderState::Open), None)),
        ("open", drawn(OrdersPage::of(OrderState::Open), Some(counts))),
        ("unpaid", drawn(OrdersPage::of(OrderState::Unpaid), Some(counts))),
        (
            "finished",
            drawn(OrdersPage::of(OrderState::Finished), Some(counts)),
        ),
        ("searching", drawn(searching, Some(counts))),
    ]
}

fn lists(samples: &Samples) -> States {
    let drawn = |page: OrdersPage, orders: Vec<OrderView>| {
        let list = OrderList {
            next: None,
            previous: None,
            total: Total {
                count: orders.len(),
                more: false,
            },
            counts: None,
            items: orders,
        };
        let (rows, paging) = (Rows::default(), RwSignal::new(Paging::of(&list)));
        rows.replace(list.items);
        view! { <List page=memo(move || page.clone()) rows paging /> }.into_any()
    };
    let orders = [&samples.waiting, &samples.packaging].map(in_full);
    let orders = (40..).zip(orders).map(|(number, order)| numbered(&order, number));
    let searching = OrdersPage {
        search: "Rojas".to_owned(),
        ..OrdersPage::default()
    };
    vec![
        ("with orders", drawn(OrdersPage::default(), orders.collect())),
        ("nothing open", drawn(OrdersPage::default(), Vec::new())),
        (
            "nothing there",
            drawn(OrdersPage::of(OrderState::Cancelled), Vec::new()),
        ),
        ("nothing found", drawn(searching, Vec::new())),
    ]
}

fn tables() -> States {
    let letter = |number: u32, event: &str, cause: FailureCause, error: &str| DeadLetterView {
        id: format!("muestra-{number}"),
        subscriber: "notifications".to_owned(),
        event: event.to_owned(),
        subject: format!("o_muestra{number}"),
        cause,
        error: error.to_owned(),
        failed_at: now().plus_minutes(-i64::from(number) * 50),
        tries: number,
        due_at: (number < 3).then(|| now().plus_minutes(i64::from(number))),
    };
    let drawn = |letters: Vec<DeadLetterView>| {
        let (letters, loader) = (RwSignal::new(letters), Loader::idle());
        view! { <Table letters loader /> }.into_any()
    };
    let some = vec![
        letter(
            1,
            "OrderConfirmed",
            FailureCause::Unavailable,
            "the mail server did not answer",
        ),
        letter(2, "OrderTeleported", FailureCause::Unreadable, "unknown variant"),
        letter(3, "ClaimFiled", FailureCause::Broken, "the address was refused"),
    ];
    vec![("with letters", drawn(some)), ("without any", drawn(Vec::new()))]
}

fn not_for_you() -> States {
    let drawn = || view! { <NotForYou /> }.into_any();
    vec![("for a cook", seen_by(Role::Cook, drawn))]
}

/// Drawn by a button, because it names the window.
fn missing() -> States {
    let drawn = || view! { <Missing /> }.into_any();
    vec![("no such screen", on_demand(drawn))]
}

fn not_opened() -> States {
    let drawn = |error: ApiError| {
        let retry = Callback::new(|()| {});
        view! { <NotOpened error retry /> }.into_any()
    };
    vec![
        (
            "without a connection",
            drawn(ApiError::new(Code::Offline, texts::NO_CONNECTION_TEXT)),
        ),
        ("the server is down", drawn(ApiError::engine_down())),
    ]
}
