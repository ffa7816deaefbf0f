//! What there is to know of each page of the storefront: how it is drawn, what it is called, what search engines read
//! about it, and at which addresses it is drawn ahead of time. Their addresses are in `api::pages`.

use crate::pages::book::{Book, book};
use crate::pages::carta::carta_page;
use crate::pages::catering::catering_page;
use crate::pages::catering_parts::{Part, catering_part};
use crate::pages::dish::{dish_page, promotion_page};
use crate::pages::home::home_page;
use crate::pages::ordering::{Ordering, ordering};
use crate::pages::personal::{Personal, personal};
use crate::pages::policies::{privacy_page, terms_page};
use crate::pages::promotions::promotions_page;
use crate::state::restaurant::Known;
use api::pages::Page;
use domain::catalog::Category;
use domain::{ProductId, Slug};
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_router::any_nested_route::AnyNestedRoute;
use leptos_router::{NestedRoute, PartialPathMatch, PathSegment, PossibleRouteMatch};
use texts::now::storefront as texts;

/// A row of the table of pages.
#[derive(Debug)]
pub struct Row {
    /// Draws it. Of a part that is loaded when somebody wants it, this is what loads it.
    pub view: fn() -> AnyView,
    pub title: Title,
    /// One or two sentences about it. Without any, the restaurant's story stands there.
    pub description: fn(&Known, &str) -> Option<String>,
    pub ahead: Ahead,
}

/// What a page is called.
#[derive(Debug)]
pub enum Title {
    Words(&'static str),
    /// As what its address names is called; the words until that is known.
    Named(fn(&Known, &str) -> Option<String>, &'static str),
    /// The restaurant's own name and motto.
    OfTheRestaurant,
}

/// At which addresses a page is drawn ahead of time: as it is before anything is known of who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ahead {
    Once,
    /// Once for all its addresses, which name what is made later, such as an order: at [`Page::frame`], and drawn as if these
    /// were its parameters.
    Frame(&'static [&'static str]),
    /// Once for all categories, and once for each.
    Categories,
    Products,
    Promotions,
}

const AN_ORDER: Ahead = Ahead::Frame(&["o_0"]);
const A_LINK: Ahead = Ahead::Frame(&["0"]);
const A_SHEET: Ahead = Ahead::Frame(&["000000001-2026", "0"]);

impl Row {
    fn called(words: &'static str, view: fn() -> AnyView) -> Row {
        Row {
            view,
            title: Title::Words(words),
            description: |_, _| None,
            ahead: Ahead::Once,
        }
    }

    fn named(
        name: fn(&Known, &str) -> Option<String>,
        meanwhile: &'static str,
        view: fn() -> AnyView,
    ) -> Row {
        Row {
            title: Title::Named(name, meanwhile),
            ..Row::called(meanwhile, view)
        }
    }

    fn about(self, description: fn(&Known, &str) -> Option<String>) -> Row {
        Row { description, ..self }
    }

    fn ahead(self, ahead: Ahead) -> Row {
        Row { ahead, ..self }
    }
}

/// The table.
pub fn row(page: Page) -> Row {
    use texts::{catering, catering_request};
    match page {
        Page::Home => Row {
            title: Title::OfTheRestaurant,
            ..Row::called(texts::SITE, home_page)
        },
        Page::Menu => Row::named(menu_name, texts::TITLE_CARTA, carta_page)
            .about(about_menu)
            .ahead(Ahead::Categories),
        Page::Dish => Row::named(item_name, texts::CARTA, dish_page)
            .about(about_item)
            .ahead(Ahead::Products),
        Page::Promotions => Row::called(texts::TITLE_PROMOTIONS, promotions_page)
            .about(|known, _| Some(texts::about_promotions(brand(known)))),
        Page::Promotion => Row::named(item_name, texts::CARTA, promotion_page)
            .about(about_item)
            .ahead(Ahead::Promotions),
        Page::Cart => Row::called(texts::TITLE_CART, || ordering(Ordering::Cart)),
        Page::Checkout => Row::called(texts::TITLE_CHECKOUT, || ordering(Ordering::Checkout)),
        Page::Payment => Row::called(texts::TITLE_PAYMENT, || ordering(Ordering::Payment)).ahead(AN_ORDER),
        Page::Tracking => Row::called(texts::TITLE_TRACKING, || ordering(Ordering::Tracking)).ahead(AN_ORDER),
        Page::Catering => Row::called(catering::CATERING, catering_page)
            .about(|known, _| Some(catering::about(brand(known)))),
        Page::CateringRequest => {
            Row::called(catering_request::TITLE, || catering_part(Part::Request)).ahead(A_LINK)
        }
        Page::CateringPayment => {
            Row::called(catering_request::TITLE_PAYMENT, || catering_part(Part::Payment)).ahead(A_LINK)
        }
        Page::MyCatering => Row::called(catering::CATERING, || catering_part(Part::MyList)),
        Page::Account => Row::called(texts::TITLE_ACCOUNT, || personal(Personal::Account)),
        Page::MyOrders => Row::called(texts::TITLE_ORDERS, || personal(Personal::MyOrders)),
        Page::Notifications => Row::called(texts::TITLE_NOTIFICATIONS, || personal(Personal::Notifications)),
        Page::SignIn => Row::called(texts::TITLE_SIGN_IN, || personal(Personal::SignIn)),
        Page::Registration => Row::called(texts::TITLE_REGISTER, || personal(Personal::Registration)),
        Page::Recovery => Row::called(texts::TITLE_RECOVERY, || personal(Personal::Recovery)),
        Page::Claim => Row::called(texts::TITLE_BOOK, || book(Book::Form)),
        Page::ClaimSheet => Row::called(texts::TITLE_SHEET, || book(Book::Sheet)).ahead(A_SHEET),
        Page::Terms => Row::called(texts::TITLE_TERMS, terms_page),
        Page::Privacy => Row::called(texts::TITLE_PRIVACY, privacy_page),
    }
}

/// The row of the page at an address, and what its parameter names; of the fallback for none.
pub fn at(address: &str) -> Option<(Row, &str)> {
    let (page, parameters) = Page::at(address)?;
    Some((row(page), parameters.first().copied().unwrap_or_default()))
}

/// All pages for the router.
pub fn routes() -> StaticVec<AnyNestedRoute> {
    let route = |page: Page| NestedRoute::new(Address(page), row(page).view).into_maybe_erased();
    Page::ALL.map(route).to_vec().into()
}

/// The addresses of a page, for the router.
#[derive(Debug, Clone, Copy)]
struct Address(Page);

impl PossibleRouteMatch for Address {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        let parameters = self.0.parameters(path)?.into_iter();
        let parameters = parameters.map(|(name, value)| (name.into(), value.to_owned()));
        Some(PartialPathMatch::new("", parameters.collect(), path))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.push(PathSegment::Static(self.0.path().into()));
    }
}

fn brand(known: &Known) -> &str {
    &known.storefront.tenant.brand.name
}

fn category<'a>(known: &'a Known, id: &str) -> Option<&'a Category> {
    let id = Slug::parse(id).ok()?;
    let mut categories = known.storefront.catalog.categories.iter();
    categories.find(|category| category.id == id)
}

/// The whole menu is shown where there is no such category.
fn menu_name(known: &Known, id: &str) -> Option<String> {
    let name = category(known, id).map(|category| category.name.clone());
    name.or_else(|| Some(texts::TITLE_CARTA.to_owned()))
}

fn about_menu(known: &Known, id: &str) -> Option<String> {
    if id.is_empty() {
        return Some(texts::about_carta(brand(known)));
    }
    Some(category(known, id)?.description.clone())
}

/// Name and description of a dish or a promotion.
fn item<'a>(known: &'a Known, id: &str) -> Option<(&'a str, &'a str)> {
    let id = ProductId::parse(id).ok()?;
    let catalog = &known.storefront.catalog;
    let product = catalog
        .product(&id)
        .map(|product| (&product.name, &product.description));
    let promotion = || {
        let promotion = catalog.promotion(&id);
        promotion.map(|promotion| (&promotion.name, &promotion.description))
    };
    let (name, description) = product.or_else(promotion)?;
    Some((name, description))
}

fn item_name(known: &Known, id: &str) -> Option<String> {
    Some(item(known, id)?.0.to_owned())
}

fn about_item(known: &Known, id: &str) -> Option<String> {
    Some(item(known, id)?.1.to_owned())
}
