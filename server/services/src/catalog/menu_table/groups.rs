//! The options of a dish in a cell.

use domain::catalog::{DishOption, OptionGroup};
use domain::letters::{fold, free_slug};
use domain::{Money, Slug};

/// The id of an option whose name has no letter that ids have.
const UNNAMED: &str = "opcion";

pub(super) fn written(groups: &[OptionGroup]) -> String {
    groups.iter().map(written_group).collect::<Vec<_>>().join("\n")
}

fn written_group(group: &OptionGroup) -> String {
    let bounds = match (group.min, group.max) {
        (min, max) if min == max => max.to_string(),
        (min, max) => format!("{min}-{max}"),
    };
    let option = |option: &DishOption| match option.extra {
        Money::ZERO if ![" +", " -"].iter().any(|sign| option.name.contains(sign)) => unparted(&option.name),
        extra if extra < Money::ZERO => format!("{} {}", unparted(&option.name), extra.decimal()),
        extra => format!("{} +{}", unparted(&option.name), extra.decimal()),
    };
    let options: Vec<String> = group.options.iter().map(option).collect();
    format!("{} ({bounds}): {}", unparted(&group.name), options.join(" | "))
}

/// A name without what parts names.
fn unparted(name: &str) -> String {
    name.replace('|', "/").replace("):", ") ")
}

/// Whether a name was written so.
fn is_written(name: &str, written: &str) -> bool {
    fold(&unparted(name)) == fold(written)
}

/// The groups of a cell, a line each. Groups and options of the same names keep their ids and what they consist of.
pub(super) fn read(cell: &str, before: &[OptionGroup]) -> Option<Vec<OptionGroup>> {
    let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut groups: Vec<OptionGroup> = Vec::new();
    for line in lines {
        let (head, options) = line.split_once("):")?;
        let (name, bounds) = head.rsplit_once('(')?;
        let name = name.trim();
        let (min, max) = bounds.split_once('-').unwrap_or((bounds, bounds));
        let taken = |id: &Slug| groups.iter().any(|group| &group.id == id);
        let mut known = before.iter().filter(|group| !taken(&group.id));
        let known = known.find(|group| is_written(&group.name, name));
        let id = known.map(|known| known.id.clone());
        let read = OptionGroup {
            id: id.or_else(|| {
                free_slug(name, UNNAMED, |id| {
                    taken(id) || before.iter().any(|known| known.id == *id)
                })
            })?,
            name: same_or(known.map(|known| &known.name), name),
            min: min.trim().parse().ok()?,
            max: max.trim().parse().ok()?,
            options: read_options(options, known)?,
        };
        groups.push(read);
    }
    Some(groups)
}

/// The name as it is known, where it was only written without what parts names.
fn same_or(known: Option<&String>, written: &str) -> String {
    let same = known.filter(|known| unparted(known) == written);
    same.map_or_else(|| written.to_owned(), String::clone)
}

fn read_options(text: &str, before: Option<&OptionGroup>) -> Option<Vec<DishOption>> {
    let mut options: Vec<DishOption> = Vec::new();
    for part in text.split('|').map(str::trim).filter(|part| !part.is_empty()) {
        let priced = |sign: &str| {
            let (name, price) = part.rsplit_once(sign)?;
            Some((name.trim(), Money::from_written(price)?))
        };
        let less = || priced(" -").map(|(name, extra)| (name, -extra));
        // A name that is known may look like one with a price.
        let mut known = before.iter().flat_map(|group| &group.options);
        let is_name = known.any(|option| option.extra.is_zero() && is_written(&option.name, part));
        let priced = priced(" +").or_else(less).filter(|_| !is_name);
        let (name, extra) = priced.unwrap_or((part, Money::ZERO));
        let taken = |id: &Slug| options.iter().any(|option| &option.id == id);
        let all = || before.iter().flat_map(|group| &group.options);
        let known = all().find(|option| !taken(&option.id) && is_written(&option.name, name));
        let id = known.map(|known| known.id.clone());
        let read = DishOption {
            id: id.or_else(|| {
                free_slug(name, UNNAMED, |id| {
                    taken(id) || all().any(|known| known.id == *id)
                })
            })?,
            name: same_or(known.map(|known| &known.name), name),
            extra,
            components: known.map(|known| known.components.clone()).unwrap_or_default(),
        };
        options.push(read);
    }
    Some(options)
}
