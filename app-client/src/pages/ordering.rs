//! From the cart to the door. The code of these is loaded together when the first of them is wanted: one leads to the
//! other, and each file of its own would share most of what it needs with the others.

use super::cart::cart_page;
use super::checkout::checkout_page;
use super::payment::payment_page;
use super::tracking::tracking_page;
use crate::components::destination_form::destination_form;
use crate::components::known_restaurant::loading;
use leptos::lazy;
use leptos::prelude::*;
use ui::dynamic::later;

#[derive(Debug, Clone, Copy)]
pub enum Ordering {
    Cart,
    Checkout,
    Payment,
    Tracking,
    /// Where to, in a sheet.
    Destination {
        done: Callback<()>,
    },
}

pub fn ordering(part: Ordering) -> AnyView {
    later(Box::pin(draw_ordering(part)), loading)
}

#[lazy]
fn draw_ordering(part: Ordering) -> AnyView {
    match part {
        Ordering::Cart => cart_page(),
        Ordering::Checkout => checkout_page(),
        Ordering::Payment => payment_page(),
        Ordering::Tracking => tracking_page(),
        Ordering::Destination { done } => destination_form(done),
    }
}
