//! The parts of the home page.

use super::States;
use crate::components::known_restaurant::skeleton;
use crate::pages::home::{categories, category_tiles, catering_band, hero, how_it_works};
use crate::state::restaurant::{Known, RestaurantState};
use leptos::prelude::*;
use ui::gallery::component;

pub fn components() -> Vec<AnyView> {
    vec![
        component("hero", of_the_restaurant(|known| hero(&known.storefront.tenant))),
        component(
            "categories",
            of_the_restaurant(|known| categories(category_tiles(known))),
        ),
        component(
            "catering_band",
            of_the_restaurant(|known| catering_band(&known.storefront.tenant)),
        ),
        component("how_it_works", vec![("steps", how_it_works())]),
    ]
}

fn of_the_restaurant(draw: fn(&Known) -> AnyView) -> States {
    let known = RestaurantState::expect().known_now();
    vec![("of the restaurant", known.as_deref().map_or_else(skeleton, draw))]
}
