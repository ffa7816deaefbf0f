//! The figures at a glance.

use crate::state::erased::memo;
use crate::state::house::House;
use leptos::prelude::*;
use shared::api::dashboard::Summary;
use shared::texts::es::console as texts;

#[component]
pub fn Kpis(#[prop(into)] summary: Signal<Summary>) -> AnyView {
    let house = House::expect();
    let count = |number: i64| Some(number.to_string());
    let figures = memo(move || {
        summary.with(|summary| {
            [
                (texts::KPI_ORDERS, count(summary.orders)),
                (texts::KPI_ACTIVE, count(summary.active)),
                (texts::KPI_COMPLETED, count(summary.completed)),
                (texts::KPI_CANCELLED, count(summary.cancelled)),
                (texts::KPI_SALES, Some(house.format(summary.sales_cents))),
                (
                    texts::KPI_TICKET,
                    summary.average_ticket_cents.map(|amount| house.format(amount)),
                ),
                (
                    texts::KPI_DELIVERY,
                    summary
                        .average_delivery_seconds
                        .map(|seconds| texts::duration(seconds.saturating_mul(1_000))),
                ),
            ]
        })
    });
    let tile = |(name, value): (&'static str, Option<String>)| {
        let value = match value {
            Some(value) => view! { {value} }.into_any(),
            None => view! {
                <span aria-hidden="true">{texts::NO_FIGURE}</span>
                <span class="visually-hidden">{texts::NO_FIGURE_ALOUD}</span>
            }
            .into_any(),
        };
        view! {
            <div class="kpi">
                <dt>{name}</dt>
                <dd class="kpi__value">{value}</dd>
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
