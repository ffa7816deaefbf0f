//! Draws the storefront's pages where there is no browser: a page follows from a restaurant's data, an address and the site's
//! template, and from nothing else.

use crate::app::App;
use crate::head::{self, escaped};
use crate::routes::{self, Ahead};
use crate::state::restaurant::{self, Extent, Known};
use crate::{ahead, card};
use any_spawner::Executor;
use api::catalog::Storefront;
use api::pages::Page;
use domain::catalog::{Catalog, Product};
use domain::palette;
use domain::palette::App as Whose;
use domain::store_words::Policies;
use domain::{ProductId, Slug};
use futures::StreamExt;
use leptos::prelude::*;
use leptos_router::location::RequestUrl;
use std::io;
use std::iter;
use std::sync::Arc;
use tokio::task::LocalSet;

/// What stands in the template in place of what is drawn.
const TITLE: &str = "<!--title-->";
const HEAD: &str = "<!--head-->";
const BODY: &str = "<!--app-->";

/// A page as it is drawn before anything is known of who reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    title: String,
    /// The description, the typefaces that are asked for first, and the data that the app draws the same from.
    head: String,
    /// The rules of the restaurant's colours, which the page has in itself.
    style: Option<String>,
    body: String,
}

/// The address of every page of a restaurant.
pub fn places(storefront: &Storefront) -> Vec<String> {
    Page::ALL
        .into_iter()
        .flat_map(|page| places_of(page, &storefront.catalog))
        .collect()
}

fn places_of(page: Page, catalog: &Catalog) -> Vec<String> {
    let each = |id: &str| page.with(&[id]);
    match routes::row(page).ahead {
        Ahead::Once => vec![page.href().to_owned()],
        Ahead::Frame(_) => vec![page.frame()],
        Ahead::Categories => {
            let categories = catalog.categories.iter();
            let each = categories.map(|category| each(category.id.as_str()));
            iter::once(page.href().to_owned()).chain(each).collect()
        }
        Ahead::Products => {
            let products = catalog.products.iter();
            products.map(|product| each(product.id.as_str())).collect()
        }
        Ahead::Promotions => {
            let promotions = catalog.promotions.iter();
            promotions.map(|promotion| each(promotion.id.as_str())).collect()
        }
    }
}

/// Where the page of an address lies: addresses that name what is made later, such as an order, share the frame of their kind.
/// `None` where no page has this address, or it names a dish, a promotion or a category that is not in the carta.
pub fn place(address: &str, catalog: &Catalog) -> Option<String> {
    let (page, parameters) = Page::at(address)?;
    match routes::row(page).ahead {
        Ahead::Frame(_) => Some(page.frame()),
        ahead if !is_there(ahead, parameters.first().copied(), catalog) => None,
        _ if parameters.is_empty() => Some(page.href().to_owned()),
        _ => Some(page.with(&parameters)),
    }
}

/// Draws the page of a [`place`]. It takes the thread for itself, outside of any runtime, and what it leaves there is of this
/// restaurant: each page is for a thread of its own.
///
/// `site` is where the storefront is reached, such as `https://pedidos.example.pe`; empty where nobody knows.
pub fn draw(storefront: &Storefront, place: &str, site: &str) -> io::Result<Drawn> {
    let address = match Page::at(place).map(|(page, _)| (page, routes::row(page).ahead)) {
        Some((page, Ahead::Frame(examples))) => page.with(examples),
        _ => place.to_owned(),
    };
    let known = Arc::new(part(storefront, &address));
    // It is for the whole process, which may have done it before.
    let _ = Executor::init_tokio();
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let body = runtime.block_on(LocalSet::new().run_until(body(&address, Arc::clone(&known))));
    Ok(Drawn {
        title: escaped(&head::title(&address, Some(&known))),
        head: [
            card::of(storefront, &known, &address, place, site),
            head_of(&address, &known)?,
        ]
        .concat(),
        style: colours(&known),
        body,
    })
}

impl Drawn {
    /// The page in the site's template.
    pub fn in_template(&self, template: &str) -> String {
        let style = self.style.as_ref();
        let style = style.map_or_else(String::new, |rules| format!("<style>{rules}</style>\n"));
        template
            .replacen(TITLE, &self.title, 1)
            .replacen(HEAD, &[style, self.head.clone()].concat(), 1)
            .replacen(BODY, &self.body, 1)
    }

    /// The text of the style that the page has besides the template's.
    pub fn style(&self) -> Option<&str> {
        self.style.as_deref()
    }
}

fn is_there(ahead: Ahead, named: Option<&str>, catalog: &Catalog) -> bool {
    let Some(id) = named else {
        return true;
    };
    let item = || ProductId::parse(id).ok();
    match ahead {
        Ahead::Once | Ahead::Frame(_) => true,
        Ahead::Categories => {
            let mut categories = catalog.categories.iter();
            Slug::parse(id).is_ok_and(|id| categories.any(|category| category.id == id))
        }
        Ahead::Products => item().is_some_and(|id| catalog.product(&id).is_some()),
        Ahead::Promotions => item().is_some_and(|id| catalog.promotion(&id).is_some()),
    }
}

/// What a page shows of the storefront: what it carries with it, so that the browser draws the same at first.
fn part(storefront: &Storefront, path: &str) -> Known {
    let mut part = storefront.clone();
    if !matches!(Page::at(path), Some((Page::Terms | Page::Privacy, _))) {
        part.tenant.policies = Policies::default();
    }
    let catalog = &mut part.catalog;
    let extent = match Page::at(path) {
        Some((Page::Menu, _)) => {
            catalog.promotions.clear();
            catalog.products.iter_mut().for_each(without_options);
            Extent::Carta
        }
        Some((Page::Dish, id)) => {
            catalog.products.retain(|product| id == [product.id.as_str()]);
            catalog.promotions.clear();
            catalog.categories.clear();
            Extent::Dish
        }
        Some((Page::Promotion, id)) => {
            catalog
                .promotions
                .retain(|promotion| id == [promotion.id.as_str()]);
            catalog.products.clear();
            catalog.categories.clear();
            Extent::Dish
        }
        _ => {
            catalog.products.clear();
            catalog
                .promotions
                .iter_mut()
                .for_each(|promotion| promotion.groups.clear());
            Extent::Page
        }
    };
    without_components(catalog);
    Known {
        extent,
        storefront: part,
    }
}

/// What consists of what says something only beside all products.
fn without_components(catalog: &mut Catalog) {
    let promotions = catalog.promotions.iter_mut();
    let of_promotions = promotions.map(|promotion| {
        promotion.components.clear();
        &mut promotion.groups
    });
    let of_products = catalog.products.iter_mut().map(|product| &mut product.groups);
    let groups = of_promotions.chain(of_products).flatten();
    for option in groups.flat_map(|group| &mut group.options) {
        option.components.clear();
    }
}

/// A card of the carta needs to know only whether something must be chosen.
fn without_options(product: &mut Product) {
    product.groups.retain(|group| group.mandatory());
    product.groups.iter_mut().for_each(|group| group.options.clear());
    product.allergens.clear();
    product.tags.clear();
}

async fn body(address: &str, known: Arc<Known>) -> String {
    let owner = Owner::new();
    let stream = owner.with(|| {
        provide_context(RequestUrl::new(address));
        provide_context(known);
        App().to_html_stream_in_order()
    });
    let html: String = stream.collect().await;
    owner.unset_with_forced_cleanup();
    // Marks between texts are for apps that take over the nodes of a page.
    ahead::with_controls_off(&html.replace("<!>", ""))
}

fn colours(known: &Known) -> Option<String> {
    let tokens = &known.storefront.tenant.brand.palette;
    (!tokens.is_empty()).then(|| palette::rules(Whose::Storefront, tokens).concat())
}

/// Description, typefaces and data.
fn head_of(address: &str, known: &Known) -> io::Result<String> {
    // Nothing in the data can end the element.
    let data = serde_json::to_string(known)?.replace('<', "\\u003c");
    let fonts = known.storefront.tenant.brand.fonts().map(|file| {
        format!("<link rel=\"preload\" href=\"/assets/fonts/{file}\" as=\"font\" type=\"font/woff2\" crossorigin>\n")
    });
    // Nobody looks for a restaurant that is not open yet.
    let robots = match known.storefront.tenant.draft {
        true => "<meta name=\"robots\" content=\"noindex\">\n",
        false => "",
    };
    Ok(format!(
        "<meta name=\"description\" content=\"{}\">\n{robots}{}<script type=\"application/json\" id=\"{}\">{data}</script>",
        escaped(&head::description(address, known)),
        fonts.concat(),
        restaurant::ELEMENT,
    ))
}
