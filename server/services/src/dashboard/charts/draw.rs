//! Drawing: bars, lying bars and rings, in one hand.
//!
//! Every drawing scales to the width it is given and carries neither styles nor scripts nor references, so that it
//! can stand in a page as it is.

use super::theme::{Rgb, Theme};
use charts_rs::{
    BarChart, ChartBase, Color, FontConfig, HorizontalBarChart, PieChart, Position, Series, TextConfig,
    YAxisConfig, compact_svg, measure_text_width_family,
};
use texts::now::dashboard as texts;

/// Made for the narrowest card, a phone's; a wider one only enlarges it.
const WIDTH: f32 = 380.0;
const HEIGHT: f32 = 240.0;
const FONT: &str = "Inter, system-ui, sans-serif";
const FONT_SIZE: f32 = 13.0;
const RADIUS: f32 = 4.0;
/// Height of a lying bar with its share of the gaps.
const ROW: f32 = 34.0;
/// Lines of the grid above the base line.
const STEPS: u8 = 4;
/// Height of a line of the legend.
const LEGEND: f32 = 24.0;
/// Room for the value beside the longest bar, as a part of that bar.
const BESIDE: f32 = 1.15;

/// What is drawn: rows of values, one for each label.
pub(super) struct Plot<'a> {
    pub title: &'a str,
    pub labels: Vec<String>,
    pub rows: Vec<Row<'a>>,
    /// Whether each value is written at its bar; otherwise they are read from an axis.
    pub values: bool,
}

/// Values of one meaning and colour.
pub(super) struct Row<'a> {
    pub name: &'a str,
    /// `None` where there is none: no bar, not one of no height.
    pub values: Vec<Option<f32>>,
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
    base(&mut chart.base, theme, HEIGHT);
    chart.base.series.colors = colours(plot, theme);
    chart.base.legend.show = Some(false);
    if plot.rows.len() > 1 {
        chart.base.texts = legend_line(&plot.rows, theme);
        chart.base.margin.top += LEGEND;
    }
    chart.base.y_axis_hidden = plot.values;
    if plot.values {
        chart.base.grid.stroke_color = Color::transparent();
    }
    chart.radius = Some(RADIUS);
    chart.y_axis_configs = vec![value_axis(plot, theme)];
    finish(&chart.svg().ok()?, plot.title, HEIGHT)
}

/// Lying bars, the first label on top, each with its value.
pub(super) fn lying_bars(plot: &Plot<'_>, theme: &Theme) -> Option<String> {
    let height = ROW * figure(i64::try_from(plot.labels.len()).ok()?) + 8.0;
    let mut upwards = series(plot);
    upwards.iter_mut().for_each(|row| row.data.reverse());
    let labels = plot.labels.iter().rev().cloned().collect();
    let mut chart = HorizontalBarChart::new(upwards, labels);
    base(&mut chart.base, theme, height);
    chart.base.series.colors = colours(plot, theme);
    chart.base.legend.show = Some(false);
    chart.base.grid.stroke_color = Color::transparent();
    chart.base.x_axis.hidden = true;
    chart.base.x_axis.stroke_color = Color::transparent();
    chart.base.x_axis.font.color = theme.text.into();
    chart.y_axis_configs = vec![value_axis(plot, theme)];
    chart.series_label_position = Some(Position::Right);
    // Lying bars have no corners of their own to round.
    chart.base.compact = false;
    let rounded = format!("<rect rx=\"{RADIUS}\" ");
    let svg = chart.svg().ok()?.replace("<rect ", &rounded);
    finish(&compact_svg(&svg), plot.title, height)
}

/// A ring of the parts of a whole, their sum in it, and below it which is which.
pub(super) fn ring(title: &str, parts: &[Part<'_>], theme: &Theme) -> Option<String> {
    const OUTER: f32 = 84.0;
    const MIDDLE: f32 = 96.0;
    let slices = parts
        .iter()
        .map(|part| Series::new(part.name.to_owned(), vec![figure(part.count)]));
    let mut chart = PieChart::new(slices.collect());
    base(&mut chart.base, theme, HEIGHT);
    // The ring takes four fifths of the room it is given.
    let room = OUTER * 2.5;
    chart.base.margin.top = MIDDLE - room / 2.0;
    chart.base.margin.bottom = HEIGHT - MIDDLE - room / 2.0;
    chart.base.series.colors = parts.iter().map(|part| (part.colour)(theme).into()).collect();
    chart.base.legend.show = Some(false);
    chart.base.texts = legend(parts, theme);
    let all: i64 = parts.iter().map(|part| part.count).sum();
    let mut inside = text(all.to_string(), theme.text, Some("700"));
    inside.font.size = 32.0;
    inside.top = Some(MIDDLE - 26.0);
    let mut below = text(texts::orders(all).into(), theme.soft, None);
    below.top = Some(MIDDLE + 10.0);
    chart.base.texts.extend([inside, below]);
    chart.rose_type = Some(false);
    chart.radius = OUTER;
    chart.inner_radius = 58.0;
    // A single part has no ends to round.
    chart.border_radius = (parts.len() > 1).then_some(3.0);
    chart.min_show_label_angle = 361.0;
    finish(&chart.svg().ok()?, title, HEIGHT)
}

/// Names and counts, two in a line.
fn legend(parts: &[Part<'_>], theme: &Theme) -> Vec<TextConfig> {
    const COLUMNS: [f32; 2] = [36.0, 210.0];
    let lines = [HEIGHT - 2.0 * LEGEND + 4.0, HEIGHT - LEGEND + 4.0];
    let places = lines.into_iter().flat_map(|top| COLUMNS.map(|left| (left, top)));
    let entries = parts.iter().zip(places).map(|(part, place)| {
        let name = format!("{} {}", part.name, part.count);
        entry(name, (part.colour)(theme), place, theme)
    });
    entries.flatten().collect()
}

/// Names in one line in the middle.
fn legend_line(rows: &[Row<'_>], theme: &Theme) -> Vec<TextConfig> {
    const GAP: f32 = 20.0;
    // Measured in the library's own font, which is a little narrower.
    let width = |row: &Row<'_>| {
        let measured = measure_text_width_family(FONT, FONT_SIZE, row.name);
        measured.map_or(60.0, |text| text.width() * 1.06) + NAME
    };
    let all: f32 = rows.iter().map(|row| width(row) + GAP).sum();
    let mut left = (WIDTH - all + GAP) / 2.0;
    let mut entries = Vec::new();
    for row in rows {
        entries.extend(entry(
            row.name.to_owned(),
            (row.colour)(theme),
            (left, 4.0),
            theme,
        ));
        left += width(row) + GAP;
    }
    entries
}

/// From a dot to its name.
const NAME: f32 = 17.0;

fn entry(name: String, colour: Rgb, (left, top): (f32, f32), theme: &Theme) -> [TextConfig; 2] {
    let mut dot = text("●".into(), colour, None);
    (dot.left, dot.top) = (Some(left), Some(top));
    let mut name = text(name, theme.text, None);
    (name.left, name.top) = (Some(left + NAME), Some(top));
    [dot, name]
}

fn text(text: String, colour: Rgb, weight: Option<&str>) -> TextConfig {
    TextConfig {
        text,
        font: font(colour, weight),
        ..TextConfig::default()
    }
}

fn font(colour: Rgb, weight: Option<&str>) -> FontConfig {
    FontConfig {
        size: FONT_SIZE,
        color: colour.into(),
        weight: weight.map(str::to_owned),
    }
}

fn series(plot: &Plot<'_>) -> Vec<Series> {
    let rows = plot.rows.iter().enumerate();
    rows.map(|(index, row)| {
        let mut series = Series::new_nullable(row.name.to_owned(), row.values.clone());
        series.index = Some(index);
        series.label_show = plot.values;
        series
    })
    .collect()
}

fn colours(plot: &Plot<'_>, theme: &Theme) -> Vec<Color> {
    plot.rows.iter().map(|row| (row.colour)(theme).into()).collect()
}

fn base(chart: &mut ChartBase, theme: &Theme, height: f32) {
    chart.width = WIDTH;
    chart.height = height;
    chart.margin = (2.0, 8.0, 2.0, 2.0).into();
    chart.background_color = Color::transparent();
    chart.is_light = theme.is_light();
    chart.font_family = FONT.into();
    chart.compact = true;
    chart.x_axis.font = font(theme.soft, None);
    chart.x_axis.stroke_color = theme.line.into();
    chart.grid.stroke_color = theme.line.into();
    chart.series.label.font = font(theme.text, Some("600"));
    chart.series.label.formatter = "{t}".into();
}

fn value_axis(plot: &Plot<'_>, theme: &Theme) -> YAxisConfig {
    let values = plot
        .rows
        .iter()
        .flat_map(|row| row.values.iter().copied().flatten());
    let largest = values.fold(0.0, f32::max);
    YAxisConfig {
        font: font(theme.soft, None),
        stroke_color: Color::transparent(),
        split_number: usize::from(STEPS),
        name_gap: 8.0,
        min: Some(0.0),
        max: Some(if plot.values {
            largest * BESIDE
        } else {
            top(largest)
        }),
        formatter: Some("{t}".into()),
        ..YAxisConfig::default()
    }
}

/// The upper end of an axis: whole round steps up to the largest value or a little more.
fn top(largest: f32) -> f32 {
    const ROUND: [f32; 9] = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0];
    let steps = f32::from(STEPS);
    let mut unit = 1.0;
    loop {
        let round = ROUND.iter().map(|round| round * unit);
        // There are no half orders.
        let mut fitting = round.filter(|step| step.fract() == 0.0 && step * steps >= largest);
        match fitting.next() {
            Some(step) => return step * steps,
            None if unit < 1e12 => unit *= 10.0,
            None => return largest,
        }
    }
}

/// Gives the drawing its name and font, and takes its fixed size away.
fn finish(svg: &str, title: &str, height: f32) -> Option<String> {
    let body = svg.get(svg.find('>')? + 1..)?.trim_start();
    let name = title
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-label=\"{name}\" font-family=\"{FONT}\">{body}"
    ))
}

#[cfg(test)]
mod tests {
    use super::top;

    #[test]
    fn an_axis_ends_a_little_above_the_largest_value_in_whole_steps() {
        for (largest, end) in [
            (0.0, 4.0),
            (3.0, 4.0),
            (5.0, 8.0),
            (38.0, 40.0),
            (41.0, 60.0),
            (1_694.0, 2_000.0),
        ] {
            assert_eq!(top(largest), end, "{largest}");
        }
        assert!(top(f32::MAX) >= f32::MAX && top(f32::NAN).is_nan());
    }
}
