//! What those show of a page who are sent a link to it: its name, a sentence and a picture, by the Open Graph protocol.

use crate::head::{self, escaped};
use crate::state::restaurant::Known;
use api::catalog::Storefront;
use api::pages::Page;
use domain::catalog::pictures::{is_drawing, large};

/// The card of the page at an address, whose own data are `known`; nothing for pages that are a person's own, and where nobody
/// knows at which address the storefront is reached, which pictures are named with.
pub(crate) fn of(storefront: &Storefront, known: &Known, address: &str, place: &str, site: &str) -> String {
    let page = Page::at(address);
    let Some((page, parameters)) = page.filter(|(page, _)| !site.is_empty() && !is_own(*page)) else {
        return String::new();
    };
    let mut lines = vec![format!(
        "<link rel=\"canonical\" href=\"{}\">\n",
        escaped(&[site, place].concat())
    )];
    let mut says = |property: &str, content: &str| {
        let content = escaped(content);
        lines.push(format!(
            "<meta property=\"og:{property}\" content=\"{content}\">\n"
        ));
    };
    says("type", "website");
    says("locale", "es_PE");
    says("site_name", &storefront.tenant.brand.name);
    says("title", &head::title(address, Some(known)));
    says("description", &head::description(address, known));
    says("url", &[site, place].concat());
    if let Some(picture) = picture(storefront, page, parameters.first().copied()) {
        says("image", &[site, &picture].concat());
        lines.push("<meta name=\"twitter:card\" content=\"summary_large_image\">\n".to_owned());
    }
    lines.concat()
}

/// Whether a page is about a person's own affairs, or only the way to them.
fn is_own(page: Page) -> bool {
    match page {
        Page::Home
        | Page::Menu
        | Page::Dish
        | Page::Promotions
        | Page::Promotion
        | Page::Catering
        | Page::Claim
        | Page::Terms
        | Page::Privacy => false,
        Page::Cart
        | Page::Checkout
        | Page::Payment
        | Page::Tracking
        | Page::CateringRequest
        | Page::CateringPayment
        | Page::MyCatering
        | Page::Account
        | Page::MyOrders
        | Page::Notifications
        | Page::SignIn
        | Page::Registration
        | Page::Recovery
        | Page::ClaimSheet => true,
    }
}

/// The photograph of what the page is about, or the first of the carta, or the logo: drawings are shown by nobody.
fn picture(storefront: &Storefront, page: Page, id: Option<&str>) -> Option<String> {
    let catalog = &storefront.catalog;
    let dishes = || {
        let dishes = catalog.products.iter().filter(|dish| dish.active);
        dishes.filter(|dish| match (page, id) {
            (Page::Menu, Some(category)) => dish.category.as_str() == category,
            _ => true,
        })
    };
    let own = match page {
        Page::Dish => {
            let mut dishes = catalog.products.iter();
            let dish = dishes.find(|dish| Some(dish.id.as_str()) == id);
            dish.map(|dish| dish.image.as_str())
        }
        Page::Promotion => {
            let mut promotions = catalog.promotions.iter();
            let promotion = promotions.find(|promotion| Some(promotion.id.as_str()) == id);
            promotion.map(|promotion| promotion.image.as_str())
        }
        _ => None,
    };
    let first = dishes()
        .map(|dish| dish.image.as_str())
        .find(|image| !is_drawing(image));
    let photograph = own.filter(|image| !is_drawing(image)).or(first);
    let logo = storefront.tenant.brand.logo.as_str();
    photograph
        .map(|image| large(image).unwrap_or_else(|| image.to_owned()))
        .or_else(|| (!logo.is_empty() && !logo.ends_with(".svg")).then(|| logo.to_owned()))
}
