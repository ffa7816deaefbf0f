//! The figures at a glance.

use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use api::dashboard::Summary;
use domain::Money;
use leptos::prelude::*;
use texts::now::console as texts;

/// A figure, and what it counts.
#[derive(Debug, Clone, PartialEq)]
struct Figure {
    name: &'static str,
    value: Option<String>,
    counts: String,
}

impl Figure {
    fn of(name: &'static str, value: Option<String>, counts: String) -> Figure {
        Figure { name, value, counts }
    }

    fn count(name: &'static str, count: i64, counts: &'static str) -> Figure {
        Figure::of(name, Some(count.to_string()), counts.to_owned())
    }
}

/// What of the sales has not come in yet.
fn to_collect(summary: &Summary) -> Money {
    let kept = summary.collected_cents - summary.refunded_cents;
    (summary.sales_cents - kept).max(Money::ZERO)
}

#[component]
pub fn Kpis(#[prop(into)] summary: Signal<Summary>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let figures = memo(move || {
        summary.with(|summary| {
            [
                Figure::count(texts::KPI_ACTIVE, summary.active, texts::COUNTS_ACTIVE),
                Figure::count(texts::KPI_ORDERS, summary.orders, texts::COUNTS_ORDERS),
                Figure::count(texts::KPI_COMPLETED, summary.completed, texts::COUNTS_COMPLETED),
                Figure::count(texts::KPI_CANCELLED, summary.cancelled, texts::COUNTS_CANCELLED),
                Figure::of(
                    texts::KPI_SALES,
                    Some(restaurant.format(summary.sales_cents)),
                    texts::COUNTS_SALES.to_owned(),
                ),
                Figure::of(
                    texts::KPI_COLLECTED,
                    Some(restaurant.format(summary.collected_cents)),
                    texts::counts_collected(&restaurant.format(to_collect(summary)), to_collect(summary)),
                ),
                Figure::of(
                    texts::KPI_REFUNDED,
                    Some(restaurant.format(summary.refunded_cents)),
                    texts::COUNTS_REFUNDED.to_owned(),
                ),
                Figure::of(
                    texts::KPI_TICKET,
                    summary
                        .average_ticket_cents
                        .map(|amount| restaurant.format(amount)),
                    texts::COUNTS_TICKET.to_owned(),
                ),
                Figure::of(
                    texts::KPI_DELIVERY,
                    summary
                        .average_delivery_seconds
                        .map(|seconds| texts::duration(seconds.saturating_mul(1_000))),
                    texts::COUNTS_DELIVERY.to_owned(),
                ),
            ]
        })
    });
    let tile = |figure: Figure| {
        let value = match figure.value {
            Some(value) => view! { {value} }.into_any(),
            None => view! {
                <span aria-hidden="true">{texts::NO_FIGURE}</span>
                <span class="visually-hidden">{texts::NO_FIGURE_ALOUD}</span>
            }
            .into_any(),
        };
        view! {
            <div class="kpi">
                <dt>{figure.name}</dt>
                <dd class="kpi__value">{value}</dd>
                <dd class="kpi__note">{figure.counts}</dd>
            </div>
        }
    };
    view! {
        <dl class="kpis" aria-label=texts::AT_A_GLANCE>
            {move || figures.get().map(tile).collect_view()}
        </dl>
    }
    .into_any()
}
