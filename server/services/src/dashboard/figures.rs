//! From counters to the figures that are shown.

use super::days::Range;
use api::dashboard::{DayFigures, Stats, Summary, TopProduct};
use domain::catalog::Catalog;
use domain::dashboard::{Counters, Figures, ProductFigures};
use domain::order::Status;
use domain::{Date, Timestamp};
use std::collections::BTreeMap;

/// Number of best sellers that are named.
const TOP_PRODUCTS: usize = 10;

/// Adds up the counters of some days.
pub(super) fn sum(counted: &BTreeMap<Date, Counters>, days: impl Iterator<Item = Date>) -> Counters {
    let mut sum = Counters::new();
    for (name, count) in days.filter_map(|day| counted.get(&day)).flatten() {
        *sum.entry(name.clone()).or_insert(0) += count;
    }
    sum
}

pub(super) fn summary(range: Range, figures: &Figures, active: i64, now: Timestamp) -> Summary {
    Summary {
        from: range.from,
        to: range.to,
        orders: figures.orders(),
        active,
        completed: figures.completed,
        cancelled: figures.cancelled,
        sales_cents: figures.sales,
        collected_cents: figures.collected,
        refunded_cents: figures.refunded,
        average_ticket_cents: figures.average_ticket(),
        average_delivery_seconds: figures.mean_delivery_ms.map(|ms| ms / 1_000),
        updated_at: now,
    }
}

pub(super) fn stats(
    range: Range,
    figures: Figures,
    counted: &BTreeMap<Date, Counters>,
    catalog: &Catalog,
) -> Stats {
    let last_days = range.last_days().map(|day| {
        let figures = counted.get(&day).map(Figures::read).unwrap_or_default();
        DayFigures {
            day,
            orders: figures.orders(),
            sales_cents: figures.sales,
        }
    });
    let top_products = figures.products.iter().take(TOP_PRODUCTS);
    Stats {
        by_status: Status::ALL
            .into_iter()
            .map(|status| (status.wire_name().to_owned(), of_status(&figures, status)))
            .collect(),
        stages: figures.stages.clone(),
        last_days: last_days.collect(),
        top_products: top_products.map(|product| named(product, catalog)).collect(),
        people: figures.people.clone(),
        figures,
    }
}

/// How many orders stand there.
pub(super) fn of_status(figures: &Figures, status: Status) -> i64 {
    match status {
        Status::Created => figures.created,
        Status::Confirmed => figures.confirmed,
        Status::Completed => figures.completed,
        Status::Cancelled => figures.cancelled,
    }
}

/// A best seller by its name; by its id when it has left the carta.
fn named(product: &ProductFigures, catalog: &Catalog) -> TopProduct {
    let id = &product.product_id;
    let promotion = || catalog.promotion(id).map(|promotion| &promotion.name);
    let name = catalog
        .product(id)
        .map(|product| &product.name)
        .or_else(promotion);
    TopProduct {
        product_id: id.clone(),
        name: name.cloned().unwrap_or_else(|| id.to_string()),
        qty: product.qty,
        sales_cents: product.sales,
    }
}
