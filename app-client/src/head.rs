//! The title of each page, and what search engines read about it.

use crate::state::restaurant::Known;
use domain::{ProductId, Slug};
use texts::now::storefront as texts;

/// What the page at a path is called.
pub fn title(path: &str, known: Option<&Known>) -> String {
    let restaurant = known.map_or(texts::SITE, |known| known.storefront.tenant.brand.name.as_str());
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let named = |name: Option<String>| name.unwrap_or_else(|| texts::TITLE_NOT_FOUND.to_owned());
    let page = match parts.as_slice() {
        [] => return home_title(known),
        ["carta"] => texts::TITLE_CARTA.into(),
        ["carta", id] => known
            .and_then(|known| category_name(known, id))
            .unwrap_or_else(|| texts::TITLE_CARTA.into()),
        ["plato", id] | ["promociones", id] => match known {
            Some(known) => named(item_name(known, id)),
            None => texts::CARTA.into(),
        },
        ["promociones"] => texts::TITLE_PROMOTIONS.into(),
        ["pedido"] => texts::TITLE_CART.into(),
        ["pedido", "entrega"] => texts::TITLE_CHECKOUT.into(),
        ["pedido", "pago", _] => texts::TITLE_PAYMENT.into(),
        ["pedidos", _] => texts::TITLE_TRACKING.into(),
        ["catering"] => texts::catering::CATERING.into(),
        ["catering", "solicitud", _] => texts::catering_request::TITLE.into(),
        ["catering", "solicitud", _, "pago"] => texts::catering_request::TITLE_PAYMENT.into(),
        ["cuenta", "catering"] => texts::catering::CATERING.into(),
        ["cuenta"] => texts::TITLE_ACCOUNT.into(),
        ["cuenta", "pedidos"] => texts::TITLE_ORDERS.into(),
        ["cuenta", "avisos"] => texts::TITLE_NOTIFICATIONS.into(),
        ["ingresar"] => texts::TITLE_SIGN_IN.into(),
        ["registro"] => texts::TITLE_REGISTER.into(),
        ["libro-de-reclamaciones"] => texts::TITLE_BOOK.into(),
        ["libro-de-reclamaciones", _, _] => texts::TITLE_SHEET.into(),
        ["recuperar"] => texts::TITLE_RECOVERY.into(),
        ["terminos"] => texts::TITLE_TERMS.into(),
        ["privacidad"] => texts::TITLE_PRIVACY.into(),
        _ => texts::TITLE_NOT_FOUND.into(),
    };
    texts::title(&page, restaurant)
}

/// One or two sentences about the page at a path.
pub fn description(path: &str, known: &Known) -> String {
    let (brand, catalogue) = (&known.storefront.tenant.brand, &known.storefront.catalogue);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let found = match parts.as_slice() {
        ["carta", id] => catalogue
            .categories
            .iter()
            .find(|category| category.id.as_str() == *id)
            .map(|category| category.description.clone()),
        ["carta"] => Some(texts::about_carta(&brand.name)),
        ["catering"] => Some(texts::catering::about(&brand.name)),
        ["promociones"] => Some(texts::about_promotions(&brand.name)),
        ["plato", id] | ["promociones", id] => ProductId::parse(*id).ok().and_then(|id| {
            let product = catalogue.product(&id).map(|product| product.description.clone());
            product.or_else(|| {
                catalogue
                    .promotion(&id)
                    .map(|promotion| promotion.description.clone())
            })
        }),
        _ => None,
    };
    found.unwrap_or_else(|| brand.story.clone())
}

fn home_title(known: Option<&Known>) -> String {
    known.map_or_else(
        || texts::SITE.into(),
        |known| {
            let brand = &known.storefront.tenant.brand;
            texts::title(&brand.name, &brand.tagline)
        },
    )
}

fn category_name(known: &Known, id: &str) -> Option<String> {
    let id = Slug::parse(id).ok()?;
    let mut categories = known.storefront.catalogue.categories.iter();
    categories
        .find(|category| category.id == id)
        .map(|category| category.name.clone())
}

fn item_name(known: &Known, id: &str) -> Option<String> {
    let id = ProductId::parse(id).ok()?;
    let catalogue = &known.storefront.catalogue;
    let product = catalogue.product(&id).map(|product| product.name.clone());
    product.or_else(|| catalogue.promotion(&id).map(|promotion| promotion.name.clone()))
}
