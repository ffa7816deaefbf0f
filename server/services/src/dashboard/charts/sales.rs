//! What is sold: by hour, by day and by dish.

use super::draw::{self, Plot, Row, figure};
use super::{LYING, best, columns, drawn, short};
use api::dashboard::{Chart, DayFigures, Stats};
use domain::Money;
use domain::dashboard::HourFigures;
use domain::tenant::Tenant;
use texts::now::dashboard as texts;

/// Minimum number of hours that are drawn.
const HOURS: usize = 8;

pub(super) fn orders_by_hour(stats: &Stats) -> Chart {
    let hours = busy_hours(&stats.figures.hours);
    let best = best(hours.iter().map(|(hour, of)| (*hour, of.orders)));
    let plot = Plot {
        title: texts::ORDERS_BY_HOUR,
        labels: hours.iter().map(|(hour, _)| format!("{hour} h")).collect(),
        rows: vec![Row {
            name: texts::ORDERS,
            values: hours.iter().map(|(_, of)| Some(figure(of.orders))).collect(),
            colour: |theme| theme.ember,
        }],
        values: false,
    };
    Chart {
        id: "orders-by-hour".into(),
        title: plot.title.into(),
        summary: texts::orders_by_hour(best),
        columns: columns(&[texts::HOUR, texts::ORDERS]),
        rows: hours
            .iter()
            .map(|(hour, of)| vec![texts::hour(*hour), of.orders.to_string()])
            .collect(),
        ..drawn(best.is_some(), |theme| draw::bars(&plot, theme))
    }
}

pub(super) fn sales_by_hour(stats: &Stats, tenant: &Tenant) -> Chart {
    let hours = busy_hours(&stats.figures.hours);
    let best = best(hours.iter().map(|(hour, of)| (*hour, of.sales)));
    let title = texts::sales_by_hour_title(tenant.currency.symbol());
    let plot = Plot {
        title: &title,
        labels: hours.iter().map(|(hour, _)| format!("{hour} h")).collect(),
        rows: vec![Row {
            name: texts::SALES,
            values: hours.iter().map(|(_, of)| Some(whole(of.sales))).collect(),
            colour: |theme| theme.amber,
        }],
        values: false,
    };
    let named = best.map(|(hour, sales)| (hour, tenant.format(sales)));
    Chart {
        id: "sales-by-hour".into(),
        title: plot.title.into(),
        summary: texts::sales_by_hour(named, &tenant.format(stats.figures.sales)),
        columns: columns(&[texts::HOUR, texts::SALES]),
        rows: hours
            .iter()
            .map(|(hour, of)| vec![texts::hour(*hour), tenant.format(of.sales)])
            .collect(),
        ..drawn(best.is_some(), |theme| draw::bars(&plot, theme))
    }
}

pub(super) fn last_days(stats: &Stats, tenant: &Tenant) -> Chart {
    let days = &stats.last_days;
    let best = best(days.iter().map(|of| (of.day, of.sales_cents)));
    let orders = days.iter().map(|of| of.orders).sum();
    let sales: Money = days.iter().map(|of| of.sales_cents).sum();
    let title = texts::last_days_title(tenant.currency.symbol());
    let plot = Plot {
        title: &title,
        labels: days.iter().map(|of| texts::day_short(of.day)).collect(),
        rows: vec![Row {
            name: texts::SALES,
            values: days.iter().map(|of| Some(whole(of.sales_cents))).collect(),
            colour: |theme| theme.ember,
        }],
        values: true,
    };
    let row = |of: &DayFigures| {
        vec![
            texts::day_short(of.day),
            of.orders.to_string(),
            tenant.format(of.sales_cents),
        ]
    };
    Chart {
        id: "last-days".into(),
        title: plot.title.into(),
        summary: texts::last_days(orders, &tenant.format(sales), best.map(|(day, _)| day)),
        columns: columns(&[texts::DAY, texts::ORDERS, texts::SALES]),
        rows: days.iter().map(row).collect(),
        ..drawn(best.is_some(), |theme| draw::bars(&plot, theme))
    }
}

pub(super) fn top_dishes(stats: &Stats, tenant: &Tenant) -> Chart {
    let dishes = &stats.top_products;
    let plot = Plot {
        title: texts::TOP_DISHES,
        labels: dishes.iter().take(LYING).map(|of| short(&of.name)).collect(),
        rows: vec![Row {
            name: texts::QUANTITY,
            values: dishes.iter().take(LYING).map(|of| Some(figure(of.qty))).collect(),
            colour: |theme| theme.ember,
        }],
        values: true,
    };
    let rows = dishes
        .iter()
        .map(|of| vec![of.name.clone(), of.qty.to_string(), tenant.format(of.sales_cents)]);
    Chart {
        id: "top-dishes".into(),
        title: plot.title.into(),
        summary: texts::top_dishes(dishes.first().map(|of| (of.name.as_str(), of.qty))),
        columns: columns(&[texts::DISH, texts::QUANTITY, texts::SALES]),
        rows: rows.collect(),
        ..drawn(!dishes.is_empty(), |theme| draw::lying_bars(&plot, theme))
    }
}

/// The hours from the first to the last in which something happened, and some around them when those are few.
pub(super) fn busy_hours(hours: &[HourFigures]) -> Vec<(usize, HourFigures)> {
    let busy = |of: &HourFigures| of.orders != 0 || of.sales != Money::ZERO;
    let Some(first) = hours.iter().position(busy) else {
        return Vec::new();
    };
    let last = hours.iter().rposition(busy).unwrap_or(first);
    let missing = HOURS.saturating_sub(last - first + 1);
    let last = (last + missing.div_ceil(2)).min(hours.len() - 1);
    let first = first.min((last + 1).saturating_sub(HOURS));
    let hours = hours.iter().copied().enumerate();
    hours.skip(first).take(last - first + 1).collect()
}

/// An amount in whole units of the currency.
fn whole(amount: Money) -> f32 {
    figure((amount.cents() + 50).div_euclid(100))
}
