//! What the dashboard is made of.

use super::States;
use super::samples::now;
use crate::components::chart::ChartCard;
use crate::components::kpis::Kpis;
use crate::components::range::Range;
use crate::pages::dashboard::{Figures, Head};
use crate::state::dashboard_page::DashboardPage;
use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use ::texts::now::{console, dashboard as texts};
use api::dashboard::{Chart, Overview, Stats, Summary};
use domain::{Date, Money};
use leptos::prelude::*;
use ui::gallery::component;

pub fn components() -> Vec<AnyView> {
    vec![
        component("Head of the dashboard", heads()),
        component("Figures", figures()),
        component("Kpis", kpis()),
        component("ChartCard", charts()),
        component("Range", ranges()),
    ]
}

fn kpis() -> States {
    let drawn = |summary: Summary| view! { <Kpis summary=Signal::stored(summary) /> }.into_any();
    let busy = busy();
    let collected = Summary {
        collected_cents: busy.sales_cents,
        refunded_cents: Money::ZERO,
        ..busy.clone()
    };
    vec![
        ("nothing yet", drawn(nothing())),
        ("something to collect", drawn(busy)),
        ("all collected", drawn(collected)),
    ]
}

fn busy() -> Summary {
    Summary {
        orders: 48,
        active: 6,
        completed: 39,
        cancelled: 3,
        sales_cents: Money(284_310),
        collected_cents: Money(271_820),
        refunded_cents: Money(7_480),
        average_ticket_cents: Some(Money(6_318)),
        average_delivery_seconds: Some(2_340),
        ..nothing()
    }
}

fn nothing() -> Summary {
    let today = RestaurantState::expect().today();
    Summary {
        from: today,
        to: today,
        orders: 0,
        active: 0,
        completed: 0,
        cancelled: 0,
        sales_cents: Money::ZERO,
        collected_cents: Money::ZERO,
        refunded_cents: Money::ZERO,
        average_ticket_cents: None,
        average_delivery_seconds: None,
        updated_at: now(),
    }
}

/// What the screen shows of these figures, with a chart of each kind.
fn overview(summary: Summary) -> RwSignal<Option<Overview>> {
    RwSignal::new(Some(Overview {
        summary,
        stats: Stats {
            figures: Default::default(),
            by_status: Vec::new(),
            stages: Vec::new(),
            last_days: Vec::new(),
            top_products: Vec::new(),
            people: Vec::new(),
        },
        charts: vec![full_chart("muestra-3"), empty_chart("muestra-4")],
    }))
}

fn heads() -> States {
    let today = RestaurantState::expect().today();
    let drawn = |days: Option<(Date, Date)>, overview: RwSignal<Option<Overview>>| {
        let page = DashboardPage::of(days);
        view! { <Head page=memo(move || page.clone()) overview /> }.into_any()
    };
    vec![
        ("before an answer", drawn(None, RwSignal::new(None))),
        ("today", drawn(None, overview(nothing()))),
        (
            "other days",
            drawn(
                Some((today.plus_days(-30), today.plus_days(-20))),
                overview(busy()),
            ),
        ),
    ]
}

fn figures() -> States {
    let drawn = view! { <Figures overview=overview(busy()) /> };
    vec![("with charts", drawn.into_any())]
}

fn charts() -> States {
    let drawn = |chart: Chart| view! { <ChartCard chart=Signal::stored(chart) /> }.into_any();
    vec![
        ("nothing to draw", drawn(empty_chart("muestra-1"))),
        ("drawn", drawn(full_chart("muestra-2"))),
    ]
}

fn empty_chart(id: &str) -> Chart {
    Chart {
        id: id.to_owned(),
        title: texts::ORDERS_BY_HOUR.to_owned(),
        summary: console::NO_ORDERS_IN_RANGE.to_owned(),
        light_svg: String::new(),
        dark_svg: String::new(),
        columns: vec![texts::HOUR.to_owned(), texts::ORDERS.to_owned()],
        rows: Vec::new(),
    }
}

fn full_chart(id: &str) -> Chart {
    // More rows than fit on a page of its table.
    let counts = [2_u32, 5, 9, 7, 3, 1, 4, 8, 12, 10, 6, 2];
    Chart {
        summary: console::COUNTS_ORDERS.to_owned(),
        light_svg: bars("#8a1c12", &counts),
        dark_svg: bars("#ffb43b", &counts),
        rows: (11..).zip(counts).map(|(hour, count)| row(hour, count)).collect(),
        ..empty_chart(id)
    }
}

fn row(hour: u32, count: u32) -> Vec<String> {
    vec![format!("{hour}:00"), count.to_string()]
}

/// A drawing of the server's kind: a bar for each count.
fn bars(colour: &str, counts: &[u32]) -> String {
    let bar = |(place, count): (u32, &u32)| {
        let (x, height) = (place * 24 + 4, count * 9);
        let y = 120 - height;
        format!(r#"<rect x="{x}" y="{y}" width="16" height="{height}" fill="{colour}"/>"#)
    };
    let bars: String = (0..).zip(counts).map(bar).collect();
    format!(r#"<svg viewBox="0 0 288 120" width="100%">{bars}</svg>"#)
}

fn ranges() -> States {
    let today = RestaurantState::expect().today();
    let drawn = |days: Option<(Date, Date)>| {
        let page = DashboardPage::of(days);
        view! { <Range page=memo(move || page.clone()) /> }.into_any()
    };
    vec![
        ("today", drawn(None)),
        ("seven days", drawn(Some((today.plus_days(-6), today)))),
        (
            "other days",
            drawn(Some((today.plus_days(-30), today.plus_days(-20)))),
        ),
    ]
}
