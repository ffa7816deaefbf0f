//! Makes the storefront's pages of one restaurant ahead of time:
//! `prerender --data STOREFRONT.json --template PAGE.html --out FOLDER`.
#![recursion_limit = "256"]

use api::catalog::Storefront;
use api::pages::Page;
use app_client::routes::{Ahead, row};
use app_client::{ahead, app::App, head, state::restaurant};
use domain::catalog::{Catalog, Product};
use domain::palette;
use domain::palette::App as Whose;
use futures::StreamExt;
use leptos::prelude::*;
use leptos_router::location::RequestUrl;
use restaurant::{Extent, Known};
use std::error::Error;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("prerender: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let storefront: Storefront = serde_json::from_slice(&std::fs::read(argument("--data")?)?)?;
    let template = std::fs::read_to_string(argument("--template")?)?;
    let out = argument("--out")?;
    any_spawner::Executor::init_tokio()?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    for path in paths(&storefront) {
        let known = Arc::new(part(&storefront, &path));
        let html = runtime.block_on(tokio::task::LocalSet::new().run_until(draw(&path, known.clone())));
        let page = template
            .replacen("<!--title-->", &escaped(&head::title(&path, Some(&known))), 1)
            .replacen("<!--head-->", &head_of(&path, &known)?, 1)
            .replacen("<!--app-->", &html, 1);
        let folder = Path::new(&out).join(place(&path).trim_start_matches('/'));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("index.html"), page)?;
    }
    Ok(())
}

fn argument(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    let mut arguments = std::env::args_os()
        .skip_while(|argument| argument != name)
        .skip(1);
    arguments
        .next()
        .map(PathBuf::from)
        .ok_or_else(|| format!("{name} is missing").into())
}

/// The address of every page, as it is drawn before it is known who reads it.
fn paths(storefront: &Storefront) -> Vec<String> {
    Page::ALL
        .into_iter()
        .flat_map(|page| addresses(page, &storefront.catalog))
        .collect()
}

fn addresses(page: Page, catalog: &Catalog) -> Vec<String> {
    let each = |id: &str| page.with(&[id]);
    match row(page).ahead {
        Ahead::Once => vec![page.href().to_owned()],
        Ahead::Frame(parameters) => vec![page.with(parameters)],
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

/// Where the page of an address lies.
fn place(path: &str) -> String {
    match Page::at(path) {
        Some((page, _)) if matches!(row(page).ahead, Ahead::Frame(_)) => page.frame(),
        _ => path.to_owned(),
    }
}

/// What a page shows of the storefront: what it carries with it, so that the browser draws the same at first.
fn part(storefront: &Storefront, path: &str) -> Known {
    let mut part = storefront.clone();
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

async fn draw(path: &str, known: Arc<Known>) -> String {
    let owner = Owner::new();
    let stream = owner.with(|| {
        provide_context(RequestUrl::new(path));
        provide_context(known);
        App().to_html_stream_in_order()
    });
    let html: String = stream.collect().await;
    owner.unset();
    // Marks between texts are for apps that take over the nodes of a page.
    ahead::with_controls_off(&html.replace("<!>", ""))
}

/// Description, the restaurant's colours, and its data.
fn head_of(path: &str, known: &Known) -> Result<String, Box<dyn Error>> {
    let tokens = &known.storefront.tenant.brand.palette;
    let colours = if tokens.is_empty() {
        String::new()
    } else {
        format!(
            "<style>{}</style>\n",
            palette::rules(Whose::Storefront, tokens).concat()
        )
    };
    // Nothing in the data can end the element.
    let data = serde_json::to_string(known)?.replace('<', "\\u003c");
    Ok(format!(
        "<meta name=\"description\" content=\"{}\">\n{colours}<script type=\"application/json\" id=\"{}\">{data}</script>",
        escaped(&head::description(path, known)),
        restaurant::ELEMENT,
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
