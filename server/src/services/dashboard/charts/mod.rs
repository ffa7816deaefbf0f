//! The charts: what each shows, as two drawings, a sentence and a table.

mod draw;
#[cfg(test)]
mod tests;
mod theme;

use super::figures;
use draw::{Part, Plot, Row, figure};
use shared::api::dashboard::{Chart, Stats};
use shared::domain::Money;
use shared::domain::dashboard::HourFigures;
use shared::domain::order::Status;
use shared::domain::tenant::Tenant;
use shared::texts::es::dashboard as texts;
use theme::Theme;

/// At least so many hours are drawn.
const HOURS: usize = 8;
/// So many best sellers and people are drawn; their tables have all that are known.
const LYING: usize = 7;
/// Names beside lying bars are cut to so many characters.
const NAME: usize = 22;

/// All charts of some days.
pub(super) fn all(stats: &Stats, tenant: &Tenant) -> Vec<Chart> {
    vec![
        orders_by_hour(stats),
        sales_by_hour(stats, tenant),
        last_days(stats, tenant),
        by_status(stats),
        stage_times(stats, tenant),
        top_dishes(stats, tenant),
        people(stats),
    ]
}

fn orders_by_hour(stats: &Stats) -> Chart {
    let hours = busy_hours(&stats.figures.hours);
    let best = best(hours.iter().map(|(hour, of)| (*hour, of.orders)));
    let plot = Plot {
        title: texts::ORDERS_BY_HOUR,
        labels: hours.iter().map(|(hour, _)| format!("{hour} h")).collect(),
        rows: vec![Row {
            name: texts::ORDERS,
            values: hours.iter().map(|(_, of)| figure(of.orders)).collect(),
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

fn sales_by_hour(stats: &Stats, tenant: &Tenant) -> Chart {
    let hours = busy_hours(&stats.figures.hours);
    let best = best(hours.iter().map(|(hour, of)| (*hour, of.sales)));
    let plot = Plot {
        title: texts::SALES_BY_HOUR,
        labels: hours.iter().map(|(hour, _)| format!("{hour} h")).collect(),
        rows: vec![Row {
            name: texts::SALES,
            values: hours.iter().map(|(_, of)| whole(of.sales)).collect(),
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

fn last_days(stats: &Stats, tenant: &Tenant) -> Chart {
    let days = &stats.last_days;
    let best = best(days.iter().map(|of| (of.day, of.sales_cents)));
    let orders = days.iter().map(|of| of.orders).sum();
    let sales: Money = days.iter().map(|of| of.sales_cents).sum();
    let plot = Plot {
        title: texts::LAST_DAYS,
        labels: days.iter().map(|of| texts::day_short(of.day)).collect(),
        rows: vec![Row {
            name: texts::SALES,
            values: days.iter().map(|of| whole(of.sales_cents)).collect(),
            colour: |theme| theme.ember,
        }],
        values: true,
    };
    let row = |of: &shared::api::dashboard::DayFigures| {
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

fn by_status(stats: &Stats) -> Chart {
    let counts = Status::ALL.map(|status| (status, figures::of_status(&stats.figures, status)));
    let colour = |status| -> fn(&Theme) -> theme::Rgb {
        match status {
            Status::Created => |theme| theme.amber,
            Status::Confirmed => |theme| theme.ember,
            Status::Completed => |theme| theme.green,
            Status::Cancelled => |theme| theme.quiet,
        }
    };
    let parts: Vec<Part<'_>> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| Part {
            name: texts::status(status),
            count,
            colour: colour(status),
        })
        .collect();
    Chart {
        id: "by-status".into(),
        title: texts::BY_STATUS.into(),
        summary: texts::by_status(stats.figures.orders(), &counts),
        columns: columns(&[texts::STATUS, texts::ORDERS]),
        rows: counts
            .map(|(status, count)| vec![texts::status(status).to_owned(), count.to_string()])
            .into(),
        ..drawn(!parts.is_empty(), |theme| {
            draw::ring(texts::BY_STATUS, &parts, theme)
        })
    }
}

fn stage_times(stats: &Stats, tenant: &Tenant) -> Chart {
    let target = |stage: shared::domain::stage::Stage| stage.target_minutes(&tenant.targets);
    let worked: Vec<_> = stats.stages.iter().filter(|of| of.mean_ms.is_some()).collect();
    let plot = Plot {
        title: texts::STAGE_TIMES,
        labels: worked
            .iter()
            .map(|of| texts::stage(of.stage).to_owned())
            .collect(),
        rows: vec![
            Row {
                name: texts::TARGET,
                values: worked.iter().map(|of| figure(target(of.stage))).collect(),
                colour: |theme| theme.quiet,
            },
            Row {
                name: texts::MEAN,
                values: worked.iter().map(|of| minutes(of.mean_ms)).collect(),
                colour: |theme| theme.amber,
            },
            Row {
                name: texts::NINE_OF_TEN_SHORT,
                values: worked.iter().map(|of| minutes(of.p90_ms)).collect(),
                colour: |theme| theme.ember,
            },
        ],
        values: true,
    };
    let time = |ms: Option<i64>| ms.map_or_else(|| texts::NONE.to_owned(), texts::duration);
    let rows = stats.stages.iter().map(|of| {
        vec![
            texts::stage(of.stage).to_owned(),
            of.done.to_string(),
            format!("{} min", target(of.stage)),
            time(of.mean_ms),
            time(of.p50_ms),
            time(of.p90_ms),
            of.overdue.to_string(),
        ]
    });
    let means: Vec<_> = worked
        .iter()
        .map(|of| (of.stage, of.mean_ms.unwrap_or_default(), target(of.stage)))
        .collect();
    Chart {
        id: "stage-times".into(),
        title: plot.title.into(),
        summary: texts::stage_times(&means),
        columns: columns(&[
            texts::STAGE,
            texts::DONE,
            texts::TARGET,
            texts::MEAN,
            texts::MEDIAN,
            texts::NINE_OF_TEN,
            texts::LATE,
        ]),
        rows: rows.collect(),
        ..drawn(!worked.is_empty(), |theme| draw::bars(&plot, theme))
    }
}

fn top_dishes(stats: &Stats, tenant: &Tenant) -> Chart {
    let dishes = &stats.top_products;
    let plot = Plot {
        title: texts::TOP_DISHES,
        labels: dishes.iter().take(LYING).map(|of| short(&of.name)).collect(),
        rows: vec![Row {
            name: texts::QUANTITY,
            values: dishes.iter().take(LYING).map(|of| figure(of.qty)).collect(),
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

fn people(stats: &Stats) -> Chart {
    let mut people: Vec<_> = stats.people.iter().collect();
    people.sort_by_key(|of| std::cmp::Reverse(of.done));
    let label = |of: &shared::domain::dashboard::PersonFigures| {
        let name = shared::domain::customer::first_name(&of.name);
        short(&format!("{name} · {}", texts::stage(of.stage).to_lowercase()))
    };
    let plot = Plot {
        title: texts::PEOPLE,
        labels: people.iter().take(LYING).map(|of| label(of)).collect(),
        rows: vec![Row {
            name: texts::DONE,
            values: people.iter().take(LYING).map(|of| figure(of.done)).collect(),
            colour: |theme| theme.green,
        }],
        values: true,
    };
    let rows = people.iter().map(|of| {
        vec![
            of.name.clone(),
            texts::stage(of.stage).to_owned(),
            of.done.to_string(),
            of.mean_ms.map_or_else(|| texts::NONE.to_owned(), texts::duration),
        ]
    });
    Chart {
        id: "people".into(),
        title: plot.title.into(),
        summary: texts::people(people.first().map(|of| (of.name.as_str(), of.done))),
        columns: columns(&[texts::PERSON, texts::STAGE, texts::DONE, texts::MEAN]),
        rows: rows.collect(),
        ..drawn(!people.is_empty(), |theme| draw::lying_bars(&plot, theme))
    }
}

/// A chart with its drawings only; without any when there is nothing to draw.
fn drawn(something: bool, draw: impl Fn(&Theme) -> Option<String>) -> Chart {
    let draw = |theme| {
        if something {
            draw(theme).unwrap_or_default()
        } else {
            String::new()
        }
    };
    Chart {
        id: String::new(),
        title: String::new(),
        summary: String::new(),
        light_svg: draw(&theme::LIGHT),
        dark_svg: draw(&theme::DARK),
        columns: Vec::new(),
        rows: Vec::new(),
    }
}

/// The hours from the first to the last in which something happened, and some around them when those are few.
fn busy_hours(hours: &[HourFigures]) -> Vec<(usize, HourFigures)> {
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

/// The first of the largest, when there is any.
fn best<K, V: Ord + Copy + Default>(values: impl Iterator<Item = (K, V)>) -> Option<(K, V)> {
    let some = values.filter(|(_, value)| *value > V::default());
    some.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

fn columns(heads: &[&str]) -> Vec<String> {
    heads.iter().map(|&head| head.to_owned()).collect()
}

/// An amount in whole units of the currency.
fn whole(amount: Money) -> f32 {
    figure((amount.cents() + 50).div_euclid(100))
}

/// A time in minutes with one decimal.
fn minutes(ms: Option<i64>) -> f32 {
    figure((ms.unwrap_or_default() + 3_000) / 6_000) / 10.0
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let kept: String = name.chars().take(NAME - 1).collect();
    format!("{}…", kept.trim_end())
}
