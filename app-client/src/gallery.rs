//! Every component of the storefront in every state, drawn with what the demo restaurant sells: `/componentes` under
//! `cargo xtask dev`. A component that is new gets its place in the file below `gallery` of what it belongs to.

mod dishes;
mod fields;
mod frame;
mod orders;

use crate::components::known_restaurant::{loading, when_ready};
use crate::state::cart::Cart;
use crate::state::restaurant::RestaurantState;
use api::catalog::Storefront;
use domain::cart::CartLine;
use domain::catalog::Product;
use leptos::prelude::*;
use ui::gallery::{as_if_kept, gallery};

/// Where it is.
pub const PATH: &str = "/componentes";

/// Where the browser keeps the cart: the name of `state/cart.rs`.
const CART: &str = "cart";

/// What a component can be in, by name.
type States = Vec<(&'static str, AnyView)>;

pub fn gallery_page() -> AnyView {
    let restaurant = RestaurantState::expect();
    when_ready(restaurant.whole(), move || {
        let known = restaurant.known_now();
        known.map_or_else(loading, |known| gallery(own(&known.storefront)))
    })
}

fn own(storefront: &Storefront) -> Vec<AnyView> {
    let parts = [
        frame::components(storefront),
        dishes::components(storefront),
        orders::components(storefront),
        fields::components(storefront),
    ];
    parts.into_iter().flatten().collect()
}

/// A cart that holds `qty` of a dish. The cart of this browser is not changed.
fn cart_with(product: &Product, qty: u16) {
    let line = CartLine {
        product_id: product.id.clone(),
        qty,
        options: Vec::new(),
        note: String::new(),
    };
    as_if_kept(CART, &vec![line], || Cart::provide().wake());
}
