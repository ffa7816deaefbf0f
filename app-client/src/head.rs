//! The title of each page, and what search engines read about it.

use crate::routes::{self, Title};
use crate::state::restaurant::{Extent, Known};
use texts::now::storefront as texts;

/// What the page at an address is called.
pub fn title(address: &str, known: Option<&Known>) -> String {
    let restaurant = known.map_or(texts::SITE, |known| known.storefront.tenant.brand.name.as_str());
    let page = match routes::at(address) {
        None => texts::TITLE_NOT_FOUND.to_owned(),
        Some((row, parameter)) => match row.title {
            Title::OfTheRestaurant => return of_the_restaurant(known),
            Title::Words(words) => words.to_owned(),
            Title::Named(name, meanwhile) => known
                .and_then(|known| name(known, parameter))
                .unwrap_or_else(|| without_name(known, parameter, meanwhile).to_owned()),
        },
    };
    texts::title(&page, restaurant)
}

/// One or two sentences about the page at an address.
pub fn description(address: &str, known: &Known) -> String {
    let of_page = routes::at(address).and_then(|(row, parameter)| (row.description)(known, parameter));
    of_page.unwrap_or_else(|| known.storefront.tenant.brand.story.clone())
}

fn of_the_restaurant(known: Option<&Known>) -> String {
    known.map_or_else(
        || texts::SITE.into(),
        |known| {
            let brand = &known.storefront.tenant.brand;
            texts::title(&brand.name, &brand.tagline)
        },
    )
}

/// What a page is called as long as the name of what it shows is not known: where the whole menu is, there is no such thing.
fn without_name(known: Option<&Known>, parameter: &str, meanwhile: &'static str) -> &'static str {
    let is_missing = known.is_some_and(|known| known.extent == Extent::Whole) && !parameter.is_empty();
    if is_missing {
        texts::TITLE_NOT_FOUND
    } else {
        meanwhile
    }
}

/// A text as it stands in a page.
#[cfg(feature = "ssr")]
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
