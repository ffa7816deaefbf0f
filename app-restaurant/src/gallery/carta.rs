//! Carta.

use super::samples::now;
use super::{States, idle_queues};
use crate::pages::carta::dish::{Dish, Stand};
use crate::pages::carta::{Carta, Dishes, Menu};
use crate::state::carta::{Standing, found};
use crate::state::erased::memo;
use crate::state::samples::dish;
use api::catalog::{MenuDesk, Storefront};
use domain::Slug;
use domain::catalog::{Catalog, Category, Product};
use leptos::prelude::*;
use rpc::catalog::storefront;
use ui::gallery::{apart, component};
use ui::resource::Loader;

pub fn components() -> Vec<AnyView> {
    vec![
        component("Carta", cartas()),
        component("Dishes", dishes()),
        component("Dish", each()),
        component("Stand", standings()),
    ]
}

fn counted(id: &str, name: &str, stock: u32) -> Product {
    Product {
        stock: Some(stock),
        ..dish(id, name, "brasa")
    }
}

fn off(id: &str, name: &str) -> Product {
    Product {
        active: false,
        off_until: Some(now().plus_minutes(3 * 24 * 60)),
        ..dish(id, name, "brasa")
    }
}

pub(super) fn carta() -> Catalog {
    let category = Slug::parse("brasa").ok().map(|id| Category {
        id,
        name: "Brasa".to_owned(),
        description: String::new(),
    });
    Catalog {
        categories: category.into_iter().collect(),
        products: vec![
            dish("entero", "Pollo entero a la brasa", "brasa"),
            counted(
                "octavo",
                "Un octavo de pollo con un nombre que no cabe en una línea de un teléfono",
                6,
            ),
            counted("medio", "Medio pollo", 0),
            off("encamotado", "Pollo encamotado"),
        ],
        promotions: Vec::new(),
    }
}

pub(super) fn idle() -> Loader {
    Loader::new(storefront, |_: Storefront| {})
}

/// A carta that who sees it does not manage.
fn published(catalog: Catalog) -> Menu {
    let desk = MenuDesk {
        catalog,
        ..MenuDesk::default()
    };
    Menu::new(desk, false)
}

fn cartas() -> States {
    let drawn = |catalog: Catalog| {
        apart(move || {
            idle_queues();
            view! { <Carta menu=published(catalog) loader=idle() /> }.into_any()
        })
    };
    vec![
        ("some dishes", drawn(carta())),
        ("none", drawn(Catalog::default())),
    ]
}

fn dishes() -> States {
    let drawn = apart(|| {
        idle_queues();
        let (catalog, category) = (carta(), Slug::parse("brasa").ok());
        let dishes = memo(move || found(&carta(), "", false));
        category
            .map(|category| view! { <Dishes menu=published(catalog) loader=idle() category dishes /> })
            .into_any()
    });
    vec![("of a category", drawn)]
}

fn each() -> States {
    let drawn = |at: usize| {
        apart(move || {
            idle_queues();
            let catalog = carta();
            let id = catalog.products.get(at).map(|product| product.id.clone());
            let menu = published(catalog);
            view! { <ul class="menu__dishes">{id.map(|id| view! { <Dish menu loader=idle() id /> })}</ul> }
                .into_any()
        })
    };
    vec![
        ("for sale", drawn(0)),
        ("few left", drawn(1)),
        ("none left", drawn(2)),
        ("run out", drawn(3)),
    ]
}

fn standings() -> States {
    let drawn = |standing: Standing| view! { <Stand standing /> }.into_any();
    vec![
        ("for sale", drawn(Standing::Sold)),
        ("few left", drawn(Standing::Left(1))),
        ("none left", drawn(Standing::NoneLeft)),
        ("until then", drawn(Standing::Out(Some(now().plus_minutes(60))))),
        ("without a date", drawn(Standing::Out(None))),
    ]
}
