//! What is sold.

use super::{States, cart_with};
use crate::components::dish_card::DishCard;
use crate::components::figure::figure;
use crate::components::picture::Picture;
use crate::components::promotion_card::{Offered, PromotionCard};
use api::catalog::Storefront;
use domain::catalog::{Product, Promotion};
use domain::{Currency, Money};
use leptos::prelude::*;
use ui::gallery::{PHOTOGRAPH, apart, component, narrow};

pub fn components(storefront: &Storefront) -> Vec<AnyView> {
    vec![
        narrow("DishCard", cards(storefront)),
        narrow("PromotionCard", promotions(storefront)),
        narrow("Picture", pictures(storefront)),
        component(
            "figure",
            vec![("figure", figure(Currency::default(), Money(128_490)))],
        ),
    ]
}

fn card(product: Product) -> AnyView {
    let product = Signal::stored(product);
    view! { <DishCard product /> }.into_any()
}

/// The first dish of each kind that the demo sells.
fn cards(storefront: &Storefront) -> States {
    let products = &storefront.catalog.products;
    let first = |wanted: fn(&Product) -> bool| products.iter().find(|product| wanted(product)).cloned();
    let mut states = States::new();
    if let Some(product) = first(|product| product.groups.iter().any(|group| group.mandatory())) {
        states.push(("with options", card(product)));
    }
    if let Some(product) = first(|product| product.groups.is_empty()) {
        states.extend(of_one(&product));
    }
    states
}

/// A dish without options: as it comes, in the cart, and when there is little of it or none.
fn of_one(product: &Product) -> States {
    let with = |active: bool, stock: Option<u32>| {
        card(Product {
            active,
            stock,
            ..product.clone()
        })
    };
    let in_cart = product.clone();
    vec![
        ("as it comes", with(true, None)),
        (
            "in the cart",
            apart(move || {
                cart_with(&in_cart, 2);
                card(in_cart)
            }),
        ),
        ("few left", with(true, Some(3))),
        ("sold out", with(true, Some(0))),
        ("not today", with(false, None)),
    ]
}

fn promotions(storefront: &Storefront) -> States {
    let Some(promotion) = storefront.catalog.promotions.first() else {
        return States::new();
    };
    let at = |regular_price| Offered {
        promotion: Promotion {
            regular_price,
            ..promotion.clone()
        },
        available: true,
    };
    let (saves, plain, top) = (at(Some(promotion.price + Money(500))), at(None), at(None));
    vec![
        (
            "saves something",
            view! { <PromotionCard promotion=saves /> }.into_any(),
        ),
        (
            "at its only price",
            view! { <PromotionCard promotion=plain /> }.into_any(),
        ),
        (
            "below the heading of a page",
            view! { <PromotionCard promotion=top top=true /> }.into_any(),
        ),
    ]
}

fn pictures(storefront: &Storefront) -> States {
    let first = storefront.catalog.products.first();
    let src = first.map(|product| product.image.clone()).unwrap_or_default();
    let photo = PHOTOGRAPH.to_owned();
    vec![
        ("illustration", view! { <Picture src size=220 /> }.into_any()),
        (
            "photograph",
            view! { <Picture src=photo.clone() size=220 /> }.into_any(),
        ),
        (
            "photograph in a line of the cart",
            view! { <Picture src=photo size=72 class="line__picture" /> }.into_any(),
        ),
    ]
}
