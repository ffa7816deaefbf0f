//! The charts: what each shows, as two drawings, a sentence and a table.

mod draw;
mod sales;
#[cfg(test)]
mod tests;
mod theme;
mod work;

use api::dashboard::{Chart, Stats};
use domain::tenant::Tenant;
use theme::Theme;

/// Maximum number of best sellers and people that are drawn; their tables have all that are known.
const LYING: usize = 7;
/// Maximum length of names beside lying bars, in characters.
const NAME: usize = 22;

/// All charts of some days.
pub(super) fn all(stats: &Stats, tenant: &Tenant) -> Vec<Chart> {
    vec![
        sales::orders_by_hour(stats),
        sales::sales_by_hour(stats, tenant),
        sales::last_days(stats, tenant),
        work::by_status(stats),
        work::stage_times(stats, tenant),
        sales::top_dishes(stats, tenant),
        work::people(stats),
    ]
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

/// The first of the largest, when there is any.
fn best<K, V: Ord + Copy + Default>(values: impl Iterator<Item = (K, V)>) -> Option<(K, V)> {
    let some = values.filter(|(_, value)| *value > V::default());
    some.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

fn columns(heads: &[&str]) -> Vec<String> {
    heads.iter().map(|&head| head.to_owned()).collect()
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let kept: String = name.chars().take(NAME - 1).collect();
    format!("{}…", kept.trim_end())
}
