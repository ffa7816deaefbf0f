//! What is done: where orders stand, how long stages take, and who does them.

use super::draw::{self, Part, Plot, Row, figure};
use super::theme::{Rgb, Theme};
use super::{LYING, columns, drawn, short};
use crate::dashboard::figures;
use api::dashboard::{Chart, Stats};
use domain::customer::first_name;
use domain::dashboard::PersonFigures;
use domain::order::Status;
use domain::stage::Stage;
use domain::tenant::Tenant;
use texts::now::dashboard as texts;

pub(super) fn by_status(stats: &Stats) -> Chart {
    let counts = Status::ALL.map(|status| (status, figures::of_status(&stats.figures, status)));
    let colour = |status| -> fn(&Theme) -> Rgb {
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

pub(super) fn stage_times(stats: &Stats, tenant: &Tenant) -> Chart {
    let target = |stage: Stage| stage.target_minutes(&tenant.targets);
    let stages = &stats.stages;
    let plot = Plot {
        title: texts::STAGE_TIMES,
        labels: stages
            .iter()
            .map(|of| texts::stage(of.stage).to_owned())
            .collect(),
        rows: vec![
            Row {
                name: texts::TARGET,
                values: stages.iter().map(|of| Some(figure(target(of.stage)))).collect(),
                colour: |theme| theme.quiet,
            },
            Row {
                name: texts::MEAN,
                values: stages.iter().map(|of| of.mean_ms.map(minutes)).collect(),
                colour: |theme| theme.amber,
            },
            Row {
                name: texts::NINE_OF_TEN_SHORT,
                values: stages.iter().map(|of| of.p90_ms.map(minutes)).collect(),
                colour: |theme| theme.ember,
            },
        ],
        values: true,
    };
    let time = |ms: Option<i64>| ms.map_or_else(|| texts::NONE.to_owned(), texts::duration);
    let rows = stages.iter().map(|of| {
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
    let means = stages
        .iter()
        .filter_map(|of| Some((of.stage, of.mean_ms?, target(of.stage))));
    let means: Vec<_> = means.collect();
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
        ..drawn(!means.is_empty(), |theme| draw::bars(&plot, theme))
    }
}

pub(super) fn people(stats: &Stats) -> Chart {
    let mut people: Vec<_> = stats.people.iter().collect();
    people.sort_by_key(|of| std::cmp::Reverse(of.done));
    let label = |of: &PersonFigures| {
        let name = first_name(&of.name);
        short(&format!("{name} · {}", texts::stage(of.stage).to_lowercase()))
    };
    let plot = Plot {
        title: texts::PEOPLE,
        labels: people.iter().take(LYING).map(|of| label(of)).collect(),
        rows: vec![Row {
            name: texts::DONE,
            values: people
                .iter()
                .take(LYING)
                .map(|of| Some(figure(of.done)))
                .collect(),
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

/// A time in minutes with one decimal.
fn minutes(ms: i64) -> f32 {
    figure((ms + 3_000) / 6_000) / 10.0
}
