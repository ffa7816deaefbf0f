//! The page of a dish: what can be chosen with it, and the way into the cart.

use super::States;
use crate::pages::carta::Tabs;
use crate::pages::dish::{BuyBar, Plate};
use crate::pages::dish_options::OptionGroups;
use crate::pages::offered::Offered;
use api::catalog::Storefront;
use domain::catalog::{DishOption, OptionGroup, Pick, Product, Promotion};
use domain::{Money, Slug};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use ui::gallery::{alone, apart, component};
use ui::resource::Load;

pub fn components(storefront: &Storefront) -> Vec<AnyView> {
    vec![
        component("Tabs", tabs()),
        component("Plate", plates(storefront)),
        component("OptionGroups", options()),
        component("BuyBar", bars(storefront)),
    ]
}

/// Where the address names no category.
fn tabs() -> States {
    let drawn = |searching: bool| {
        apart(move || {
            provide_context(ArcMemo::new(|_| ParamsMap::new()));
            view! { <Tabs searching=Memo::new(move |_| searching) /> }.into_any()
        })
    };
    vec![
        ("of the carta", drawn(false)),
        ("while somebody searches", drawn(true)),
    ]
}

/// What has groups that must be chosen from, and what has none.
fn of_kind(storefront: &Storefront, with_options: bool) -> Option<Product> {
    let mandatory = |product: &&Product| product.groups.iter().any(OptionGroup::mandatory);
    let plain = |product: &&Product| product.groups.is_empty();
    let mut products = storefront.catalog.products.iter();
    let found = match with_options {
        true => products.find(mandatory),
        false => products.find(plain),
    };
    found.cloned()
}

fn following(offered: Offered) -> Memo<Load<Offered>> {
    Memo::new(move |_| Load::Ready(offered.clone()))
}

fn plates(storefront: &Storefront) -> States {
    let catalog = &storefront.catalog;
    let drawn = |offered: Offered| view! { <Plate offered=following(offered) /> }.into_any();
    let dish = |product: Product| drawn(Offered::product(product, catalog));
    let mut states = States::new();
    if let Some(product) = of_kind(storefront, true) {
        states.push(("with options", dish(product)));
    }
    if let Some(product) = of_kind(storefront, false) {
        let few = Product {
            stock: Some(3),
            ..product.clone()
        };
        let none = Product {
            stock: Some(0),
            ..product.clone()
        };
        states.push(("without options", dish(product)));
        states.push(("few left", dish(few)));
        states.push(("sold out", dish(none)));
    }
    if let Some(promotion) = catalog.promotions.first().cloned() {
        let promotion = Promotion {
            regular_price: Some(promotion.price + Money(500)),
            ..promotion
        };
        states.push(("promotion", drawn(Offered::promotion(promotion, catalog, None))));
    }
    states
}

fn bars(storefront: &Storefront) -> States {
    let drawn = |product: Product| {
        let offered = following(Offered::product(product, &storefront.catalog));
        let (picks, note, qty) = (
            RwSignal::new(Vec::new()),
            RwSignal::new(String::new()),
            RwSignal::new(2),
        );
        let back = super::PATH.to_owned();
        view! { <BuyBar offered picks note qty back /> }.into_any()
    };
    let mut states = States::new();
    if let Some(product) = of_kind(storefront, false) {
        let none = Product {
            stock: Some(0),
            ..product.clone()
        };
        states.push(("to be added", drawn(product)));
        states.push(("sold out", drawn(none)));
    }
    if let Some(product) = of_kind(storefront, true) {
        states.push(("something is missing", drawn(product)));
    }
    states
}

/// An option group with this name, and the least and the largest number of its options that are chosen.
fn group(id: &str, name: &str, (min, max): (u8, u8), options: &[(&str, &str, i64)]) -> Option<OptionGroup> {
    let option = |(id, name, extra): &(&str, &str, i64)| {
        Some(DishOption {
            id: Slug::parse(*id).ok()?,
            name: (*name).to_owned(),
            extra: Money(*extra),
            components: Vec::new(),
        })
    };
    Some(OptionGroup {
        id: Slug::parse(id).ok()?,
        name: name.to_owned(),
        min,
        max,
        options: options.iter().filter_map(option).collect(),
    })
}

/// One group for each way to choose.
fn groups() -> Vec<OptionGroup> {
    let drinks = [("chicha", "Chicha morada", 0), ("inca", "Inca Kola", 150)];
    let points = [("jugoso", "Jugoso", 0), ("dorado", "Bien dorado", 0)];
    let sauces = [
        ("aji", "Ají de la casa", 0),
        ("mayonesa", "Mayonesa", 0),
        ("golf", "Salsa golf", 50),
    ];
    let sides = [("papas", "Papas fritas", 0), ("ensalada", "Ensalada", 0)];
    let all = [
        group("bebida", "Bebida", (1, 1), &drinks),
        group("punto", "Punto", (0, 1), &points),
        group("cremas", "Cremas", (0, 2), &sauces),
        group("guarniciones", "Guarniciones", (2, 3), &sides),
    ];
    all.into_iter().flatten().collect()
}

/// The option at a place of each group.
fn picks(groups: &[OptionGroup], place: usize) -> Vec<Pick> {
    let pick = |group: &OptionGroup| {
        Some(Pick {
            group: group.id.clone(),
            option: group.options.get(place)?.id.clone(),
        })
    };
    groups.iter().filter_map(pick).collect()
}

fn options() -> States {
    let drawn = |picks: Vec<Pick>, gone: Vec<Pick>| {
        let (picks, gone) = (RwSignal::new(picks), Memo::new(move |_| gone.clone()));
        alone(view! { <OptionGroups groups=groups() picks gone /> }.into_any())
    };
    let groups = groups();
    vec![
        ("nothing chosen", drawn(Vec::new(), Vec::new())),
        ("something chosen", drawn(picks(&groups, 0), Vec::new())),
        ("something sold out", drawn(picks(&groups, 0), picks(&groups, 1))),
    ]
}
