//! What can be a part of a product: its price, its picture, its tags and what is chosen with it.

use super::store::Menu;
use domain::catalog::{Component, MAX_COMPONENT_QTY, MAX_COMPONENTS, OptionGroup};
use domain::{Money, ProductId, Slug, written};

/// A dish of more than 10,000 is a slip of the keyboard.
pub(super) const MAX_PRICE: Money = Money(1_000_000);
const MAX_GROUPS: usize = 20;
const MAX_OPTIONS: usize = 50;
const MAX_TAGS: usize = 20;
/// Longest address of a picture, in bytes.
const MAX_IMAGE: usize = 300;

/// Pages show pictures of their own site only.
pub(super) fn is_image(path: &str) -> bool {
    (2..=MAX_IMAGE).contains(&path.len())
        && path.starts_with('/')
        && !path.contains("//")
        && !path.contains("..")
        && path
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_./~%?=&+,".contains(&b))
}

pub(super) fn read_tags(tags: &[String]) -> Option<Vec<String>> {
    let tags = (tags.len() <= MAX_TAGS).then_some(tags)?;
    tags.iter().map(|tag| written::line(tag, 1, 30).ok()).collect()
}

/// The groups with their names as they are stored; `None` where they cannot be used.
pub(super) fn read_groups(groups: &[OptionGroup], of: &ProductId, menu: &Menu) -> Option<Vec<OptionGroup>> {
    let mut options = groups.iter().flat_map(|group| &group.options);
    let known = options.all(|option| are_components(&option.components, of, menu));
    if groups.len() > MAX_GROUPS || !groups.iter().all(is_group) || !distinct(groups) || !known {
        return None;
    }
    let name = |text: &str| written::line(text, 1, 80).ok();
    let read = |group: &OptionGroup| {
        let mut group = group.clone();
        group.name = name(&group.name)?;
        for option in &mut group.options {
            option.name = name(&option.name)?;
        }
        Some(group)
    };
    groups.iter().map(read).collect()
}

/// Whether a choice of a product may consist of these: other products of the carta, each once.
fn are_components(components: &[Component], of: &ProductId, menu: &Menu) -> bool {
    let ids: Vec<&ProductId> = components.iter().map(|component| &component.product_id).collect();
    components.len() <= MAX_COMPONENTS
        && unique(&ids)
        && components
            .iter()
            .all(|component| (1..=MAX_COMPONENT_QTY).contains(&component.qty))
        && ids.iter().all(|id| *id != of && menu.products.contains(id))
}

fn is_group(group: &OptionGroup) -> bool {
    let most: u32 = match group.max {
        // One may be chosen several times.
        max if usize::from(max) > group.options.len() => 20,
        max => u32::from(max),
    };
    let ids: Vec<&Slug> = group.options.iter().map(|option| &option.id).collect();
    (1..=MAX_OPTIONS).contains(&group.options.len())
        && group.max >= 1
        && group.min <= group.max
        && u32::from(group.max) <= most
        && unique(&ids)
        && (group.options.iter()).all(|option| (Money::ZERO..=MAX_PRICE).contains(&option.extra))
}

fn distinct(groups: &[OptionGroup]) -> bool {
    unique(&groups.iter().map(|group| &group.id).collect::<Vec<_>>())
}

fn unique<T: PartialEq>(ids: &[&T]) -> bool {
    ids.iter()
        .enumerate()
        .all(|(index, id)| !ids.iter().take(index).any(|other| other == id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_paths_of_the_site() {
        for good in ["/assets/illustrations/agua.svg", "/files/a.webp?w=1"] {
            assert!(is_image(good), "{good}");
        }
        for bad in [
            "",
            "/",
            "javascript:alert(1)",
            "https://x.pe/a",
            "//x.pe/a",
            "/../etc",
            "/a b",
        ] {
            assert!(!is_image(bad), "{bad}");
        }
    }
}
