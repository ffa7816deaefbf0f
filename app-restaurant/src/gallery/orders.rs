//! Orders as those see them who answer for them.

use super::samples::{Samples, in_full, numbered, to_collect};
use super::{States, seen_by};
use crate::components::actions::{Actions, Place as Standing};
use crate::components::block_customer::Account;
use crate::components::export_orders::ExportOrders;
use crate::components::file_button::{FileButton, Making};
use crate::components::orders_table::OrdersTable;
use crate::components::pager::{Pager, Paging};
use crate::components::progress_bar::ProgressBar;
use crate::components::record::{Record, StateBadge};
use crate::components::record_body::RecordBody;
use crate::components::record_facts::RecordFacts;
use crate::components::search_orders::SearchOrders;
use crate::components::steps_table::StepsTable;
use crate::routes::Screen;
use crate::state::erased::memo;
use crate::state::orders_page::{OrdersPage, Place};
use crate::state::rows::Rows;
use api::orders::{OrderList, OrderView, Total};
use domain::CustomerId;
use domain::order::{BusinessName, Receipt, Status};
use domain::staff::Role;
use domain::written::Ruc;
use leptos::prelude::*;
use ui::gallery::{component, small};

/// Rows on a page of the sample list.
const ON_PAGE: usize = 2;

pub fn components(samples: &Samples) -> Vec<AnyView> {
    vec![
        small("StateBadge", badges(samples)),
        small("ProgressBar", bars(samples)),
        component("Actions", actions(samples)),
        component("Record", records(samples)),
        component("RecordBody", bodies(samples)),
        component("RecordFacts", facts(samples)),
        component("Account", accounts()),
        component("StepsTable", steps(samples)),
        component("OrdersTable", tables(samples)),
        component("Pager", pagers(samples)),
        component("SearchOrders", searches()),
        component("ExportOrders", exports()),
        component("FileButton", files()),
    ]
}

fn badges(samples: &Samples) -> States {
    let drawn = |order: &OrderView| {
        let order = order.clone();
        view! { <StateBadge order=memo(move || order.clone()) /> }.into_any()
    };
    let all = samples.all().map(|(name, order)| (name, drawn(order)));
    let others = [
        ("to be paid", drawn(&samples.unpaid())),
        ("to be accepted", drawn(&samples.to_accept())),
        ("cancelled", drawn(&samples.cancelled())),
    ];
    all.into_iter().chain(others).collect()
}

fn bars(samples: &Samples) -> States {
    let drawn = |order: &OrderView| {
        let order = order.clone();
        view! { <ProgressBar order=memo(move || order.clone()) /> }.into_any()
    };
    samples.all().map(|(name, order)| (name, drawn(order))).into()
}

/// The buttons by which an order goes on, for those who may press them.
fn actions(samples: &Samples) -> States {
    let drawn = |role: Role, order: &OrderView, place: Standing| {
        let order = order.clone();
        let draw = move || view! { <Actions order=memo(move || order.clone()) place /> }.into_any();
        seen_by(role, draw)
    };
    let (cook, manager) = (Role::Cook, Role::Manager);
    vec![
        ("ticket, to take", drawn(cook, &samples.waiting, Standing::Ticket)),
        (
            "ticket, in hand",
            drawn(manager, &samples.elsewhere, Standing::Ticket),
        ),
        (
            "ticket, to accept",
            drawn(cook, &samples.to_accept(), Standing::Ticket),
        ),
        ("card", drawn(manager, &samples.waiting, Standing::Card)),
        ("open card", drawn(manager, &samples.waiting, Standing::OpenCard)),
        (
            "open card, not paid",
            drawn(manager, &samples.unpaid(), Standing::OpenCard),
        ),
        (
            "open card, to take back",
            drawn(manager, &samples.packaging, Standing::OpenCard),
        ),
    ]
}

fn records(samples: &Samples) -> States {
    let drawn = |order: &OrderView| {
        let (order, chosen) = (ArcRwSignal::new(order.clone()), RwSignal::new(None::<String>));
        let choose = Callback::new(move |id| chosen.set(id));
        view! { <Record order chosen choose /> }.into_any()
    };
    let all = samples.all().map(|(name, order)| (name, drawn(order)));
    let others = [
        ("to be paid", drawn(&samples.unpaid())),
        ("cancelled", drawn(&samples.cancelled())),
        ("picked up", drawn(&samples.pickup())),
        ("for an event", drawn(&samples.catering(""))),
    ];
    let all = all.into_iter().chain(others);
    all.chain([("open", open_record(samples))]).collect()
}

/// As somebody sees it who does not handle money: nothing is asked of the server.
fn open_record(samples: &Samples) -> AnyView {
    let order = in_full(&numbered(&samples.waiting, 8));
    seen_by(Role::Dispatcher, move || {
        let chosen = RwSignal::new(Some(order.order_id.to_string()));
        let choose = Callback::new(move |id| chosen.set(id));
        view! { <Record order=ArcRwSignal::new(order) chosen choose /> }.into_any()
    })
}

fn bodies(samples: &Samples) -> States {
    let drawn = |role: Role, order: OrderView| {
        let draw = move || view! { <RecordBody order=memo(move || order.clone()) /> }.into_any();
        seen_by(role, draw)
    };
    vec![
        (
            "something to do",
            drawn(Role::Dispatcher, in_full(&samples.packaging)),
        ),
        (
            "nothing to do",
            drawn(Role::Dispatcher, in_full(&samples.waiting)),
        ),
        ("with little to see", drawn(Role::Cook, samples.waiting.clone())),
    ]
}

/// Whether somebody may order, as it stands among the facts of an order.
fn accounts() -> States {
    let drawn = |now: bool| {
        let customer = CustomerId::parse("c_muestra").ok();
        let blocked = RwSignal::new(Some(now));
        let account = customer.map(|customer| view! { <Account customer blocked now /> });
        view! { <dl class="facts">{account}</dl> }.into_any()
    };
    vec![("may order", drawn(false)), ("blocked", drawn(true))]
}

/// As somebody sees them who does not block customers: nothing is asked of the server.
fn facts(samples: &Samples) -> States {
    let drawn = |order: OrderView| {
        let draw = move || view! { <RecordFacts order=memo(move || order.clone()) /> }.into_any();
        seen_by(Role::Dispatcher, draw)
    };
    let full = in_full(&samples.waiting);
    let with_invoice = OrderView {
        receipt: Some(Receipt::Factura {
            ruc: Ruc::parse("20131312955").ok(),
            business_name: BusinessName::parse("Panadería San Martín").ok(),
        }),
        ..full.clone()
    };
    let later = OrderView {
        scheduled_for: Some(samples.now.plus_minutes(180)),
        ..full.clone()
    };
    vec![
        ("to an address", drawn(full)),
        ("over the counter", drawn(samples.pickup())),
        ("to be collected", drawn(to_collect(&samples.waiting))),
        ("with an invoice", drawn(with_invoice)),
        ("for later", drawn(later)),
        (
            "for an event",
            drawn(in_full(&samples.catering("Dos personas celíacas"))),
        ),
        ("cancelled", drawn(in_full(&samples.cancelled()))),
    ]
}

fn steps(samples: &Samples) -> States {
    let drawn = |order: OrderView| view! { <StepsTable order=memo(move || order.clone()) /> }.into_any();
    let overdue = OrderView {
        overdue: true,
        ..samples.elsewhere.clone()
    };
    let never = OrderView {
        status: Status::Cancelled,
        ..samples.unpaid()
    };
    let all = samples.all().map(|(name, order)| (name, drawn(order.clone())));
    let others = [
        ("too slow", drawn(overdue)),
        ("none yet", drawn(samples.unpaid())),
        ("cancelled before any", drawn(never)),
    ];
    all.into_iter().chain(others).collect()
}

fn tables(samples: &Samples) -> States {
    let all = [
        &samples.waiting,
        &samples.packaging,
        &samples.delivered,
        &samples.cancelled(),
        &samples.unpaid(),
    ]
    .map(in_full);
    let numbered = (20..).zip(all).map(|(number, order)| numbered(&order, number));
    let rows = Rows::default();
    rows.replace(numbered.collect());
    vec![("orders", view! { <OrdersTable rows /> }.into_any())]
}

fn pagers(samples: &Samples) -> States {
    let drawn = |place: Place, rows: u64, total: usize, more: bool| {
        let on = |wanted: bool| wanted.then(|| "muestra".to_owned());
        let list = OrderList {
            items: (0..rows).map(|row| numbered(&samples.waiting, row)).collect(),
            next: on(place != Place::Last && total > ON_PAGE),
            previous: on(place != Place::First),
            total: Total { count: total, more },
            counts: None,
        };
        let paging = Signal::stored(Paging::of(&list));
        let address = |place: Place| {
            let page = OrdersPage::default().at(place);
            format!("{}{}", Screen::Orders.href(), page.query())
        };
        let place = Signal::stored(place);
        view! { <Pager paging place on_page=ON_PAGE address /> }.into_any()
    };
    let between = Place::At("muestra".to_owned(), 2);
    vec![
        ("only one", drawn(Place::First, 2, 2, false)),
        ("first", drawn(Place::First, 2, 5, false)),
        ("between", drawn(between, 2, 5, false)),
        ("last", drawn(Place::Last, 1, 5, false)),
        ("of many", drawn(Place::First, 2, 100, true)),
    ]
}

fn searches() -> States {
    let drawn = |search: &str| {
        let page = OrdersPage {
            search: search.to_owned(),
            ..OrdersPage::default()
        };
        view! { <SearchOrders page=memo(move || page.clone()) /> }.into_any()
    };
    vec![("empty", drawn("")), ("searching", drawn("Rojas"))]
}

fn files() -> States {
    let never = || -> Making { Box::pin(std::future::pending()) };
    let draw =
        move || view! { <FileButton make=Box::new(never) words="Descargar" busy="Preparando…" /> }.into_any();
    vec![("ready", draw())]
}

fn exports() -> States {
    let draw = || view! { <ExportOrders /> }.into_any();
    vec![("for the manager", seen_by(Role::Manager, draw))]
}
