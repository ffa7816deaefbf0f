//! Drawing: bars, lying bars and rings, in one hand.
//!
//! Every drawing scales to the width it is given and carries neither styles nor scripts nor references, so that it
//! can stand in a page as it is.

use super::theme::{Rgb, Theme};
use charts_rs::{
    Align, BarChart, Box, ChartBase, Color, FontConfig, HorizontalBarChart, LegendCategory, PieChart,
    Position, Series, TextConfig, YAxisConfig,
};

const WIDTH: f32 = 380.0;
const HEIGHT: f32 = 240.0;
const FONT: &str = "Inter, system-ui, sans-serif";
const FONT_SIZE: f32 = 13.0;
/// Height of a lying bar with its share of the gaps.
const ROW: f32 = 34.0;
/// Lines of the grid above the base line.
const STEPS: usize = 4;

/// What is drawn: rows of values, one for each label.
pub(super) struct Plot<'a> {
    pub title: &'a str,
    pub labels: Vec<String>,
    pub rows: Vec<Row<'a>>,
    /// Whether each value is written beside its bar.
    pub values: bool,
}

/// Values of one meaning and colour.
pub(super) struct Row<'a> {
    pub name: &'a str,
    pub values: Vec<f32>,
    pub colour: fn(&Theme) -> Rgb,
}

/// A part of a whole.
pub(super) struct Part<'a> {
    pub name: &'a str,
    pub count: i64,
    pub colour: fn(&Theme) -> Rgb,
}

/// A count or amount as drawings take it; what is lost beyond seven digits does not show.
pub(super) fn figure(value: i64) -> f32 {
    value as f32
}

/// Standing bars.
pub(super) fn bars(plot: &Plot<'_>, theme: &Theme) -> Option<String> {
    let mut chart = BarChart::new(series(plot), plot.labels.clone());
    prepare(&mut chart.base, plot, theme, HEIGHT);
    chart.radius = Some(4.0);
    chart.base.legend.show = Some(plot.rows.len() > 1);
    let mut axis = value_axis(plot, theme);
    axis.width = Some(34.0);
    chart.y_axis_configs = vec![axis];
    finish(chart.svg().ok()?, plot.title, HEIGHT)
}

/// Lying bars, the first label on top.
pub(super) fn lying_bars(plot: &Plot<'_>, theme: &Theme) -> Option<String> {
    let height = ROW * figure(i64::try_from(plot.labels.len()).ok()?) + 16.0;
    let mut upwards = series(plot);
    upwards.iter_mut().for_each(|row| row.data.reverse());
    let labels = plot.labels.iter().rev().cloned().collect();
    let mut chart = HorizontalBarChart::new(upwards, labels);
    prepare(&mut chart.base, plot, theme, height);
    chart.base.legend.show = Some(false);
    chart.base.x_axis.hidden = true;
    chart.y_axis_configs = vec![value_axis(plot, theme)];
    chart.base.grid.stroke_color = Color::transparent();
    chart.series_label_position = Some(Position::Right);
    finish(chart.svg().ok()?, plot.title, height)
}

/// A ring of the parts of a whole, with their sum in it.
pub(super) fn ring(title: &str, parts: &[Part<'_>], theme: &Theme) -> Option<String> {
    let slices = parts.iter().map(|part| {
        let name = format!("{} {}", part.name, part.count);
        Series::new(name, vec![figure(part.count)])
    });
    let mut chart = PieChart::new(slices.collect());
    let all: i64 = parts.iter().map(|part| part.count).sum();
    base(&mut chart.base, theme, HEIGHT);
    chart.base.series.colors = parts.iter().map(|part| (part.colour)(theme).into()).collect();
    chart.base.legend.show = Some(true);
    chart.base.legend.position = Some(Position::Bottom);
    chart.base.texts = vec![TextConfig {
        text: all.to_string(),
        font: FontConfig {
            size: 30.0,
            color: theme.text.into(),
            weight: Some("700".into()),
        },
        ..TextConfig::default()
    }];
    chart.rose_type = Some(false);
    chart.radius = 92.0;
    chart.inner_radius = 58.0;
    chart.min_show_label_angle = 361.0;
    finish(chart.svg().ok()?, title, HEIGHT)
}

fn series(plot: &Plot<'_>) -> Vec<Series> {
    let rows = plot.rows.iter().enumerate();
    rows.map(|(index, row)| {
        let mut series = Series::new(row.name.to_owned(), row.values.clone());
        series.index = Some(index);
        series.label_show = plot.values;
        series
    })
    .collect()
}

fn prepare(chart: &mut ChartBase, plot: &Plot<'_>, theme: &Theme, height: f32) {
    base(chart, theme, height);
    chart.series.colors = plot.rows.iter().map(|row| (row.colour)(theme).into()).collect();
}

fn base(chart: &mut ChartBase, theme: &Theme, height: f32) {
    let font = |colour: Rgb| FontConfig {
        size: FONT_SIZE,
        color: colour.into(),
        weight: None,
    };
    chart.width = WIDTH;
    chart.height = height;
    chart.margin = Box {
        left: 2.0,
        top: 8.0,
        right: 2.0,
        bottom: 2.0,
    };
    chart.background_color = Color::transparent();
    chart.is_light = theme.is_light();
    chart.font_family = FONT.into();
    chart.compact = true;
    chart.legend.font = font(theme.text);
    chart.legend.category = LegendCategory::RoundRect;
    chart.legend.align = Align::Center;
    chart.legend.margin = Some(Box {
        bottom: 6.0,
        ..Box::default()
    });
    chart.x_axis.font = font(theme.soft);
    chart.x_axis.stroke_color = theme.line.into();
    chart.grid.stroke_color = theme.line.into();
    chart.series.label.font = FontConfig {
        weight: Some("600".into()),
        ..font(theme.text)
    };
}

fn value_axis(plot: &Plot<'_>, theme: &Theme) -> YAxisConfig {
    let values = plot.rows.iter().flat_map(|row| row.values.iter().copied());
    YAxisConfig {
        font: FontConfig {
            size: FONT_SIZE,
            color: theme.soft.into(),
            weight: None,
        },
        stroke_color: Color::transparent(),
        split_number: STEPS,
        name_gap: 6.0,
        min: Some(0.0),
        max: Some(top(values.fold(0.0, f32::max))),
        formatter: Some("{t}".into()),
        ..YAxisConfig::default()
    }
}

/// The upper end of an axis: four equal round steps that hold the largest value and the figure above it.
fn top(largest: f32) -> f32 {
    const ROUND: [f32; 5] = [1.0, 2.0, 2.5, 5.0, 10.0];
    let wanted = largest * 1.1 / figure(4);
    let mut unit = 1.0;
    while unit * 10.0 < wanted {
        unit *= 10.0;
    }
    let step = ROUND.iter().map(|round| round * unit).find(|step| {
        // No half orders.
        *step >= wanted && step.fract() == 0.0
    });
    step.unwrap_or(unit * 10.0) * figure(4)
}

/// Gives the drawing its name and takes its fixed size away.
fn finish(svg: String, title: &str, height: f32) -> Option<String> {
    let body = &svg[svg.find('>')? + 1..];
    let name = title
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-label=\"{name}\">{}",
        body.trim_start()
    ))
}
