//! Every component of the storefront in every state, drawn with what the demo restaurant sells: `/componentes` under
//! `cargo xtask dev`. A component that is new gets its place in the file below `gallery` of what it belongs to.
//!
//! Not here are, and `cargo xtask step architecture` holds all others to it:
//!
//! - `app::{App, Arrival}`: they are around this page.
//! - `components::announcement::Announcement`: it says what the restaurant says, which is nothing here.
//! - `header::BottomBar`: it is at the foot of this page, and could be nowhere else.
//! - `components::saved_addresses::SavedAddresses`, `pages::account::Account`, `pages::account_email::AccountEmail`,
//!   `pages::account_summary::AccountSummary`, `pages::catering_list::Requests`, `pages::catering_payment::Payment`,
//!   `pages::catering_request::Request`, `pages::claim_sheet::Sheet`, `pages::my_orders::Orders`,
//!   `pages::notifications::Notifications`, `pages::payment::Payment`, `pages::tracking::Followed`: they ask the server as
//!   soon as they are drawn; what they draw of its answer is here.
//! - `pages::catering_form::{Asking, Form}`, `pages::claim_form::ClaimPage`, `pages::checkout::CheckoutForm`: they ask for the
//!   profile of somebody who is signed in, and keep what is typed; their parts are here.
//! - `pages::checkout::Checkout`: it leads to the cart where that is empty; its parts are here.
//! - `pages::recovery::Recovery`: it reads its address; both forms between which it chooses are here.

mod account;
mod catering;
mod claims;
mod dishes;
mod fields;
mod frame;
mod home;
mod ordering;
mod orders;
mod paying;
mod plates;
mod tracking;

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
        home::components(),
        dishes::components(storefront),
        plates::components(storefront),
        ordering::components(storefront),
        paying::components(),
        tracking::components(storefront),
        orders::components(storefront),
        catering::components(storefront),
        claims::components(storefront),
        account::components(storefront),
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
