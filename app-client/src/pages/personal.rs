//! What concerns one person: who they are, what they ordered, their messages. Loaded together
//! when the first of them is wanted.

use super::account::account_page;
use super::my_orders::my_orders_page;
use super::notifications::notifications_page;
use super::recovery::recovery_page;
use super::registration::registration_page;
use super::sign_in::sign_in_page;
use crate::components::known_restaurant::loading;
use crate::components::order_again::order_again;
use leptos::lazy;
use leptos::prelude::*;
use ui::dynamic::later;

#[derive(Debug, Clone, Copy)]
pub enum Personal {
    SignIn,
    Registration,
    Recovery,
    Account,
    MyOrders,
    Notifications,
    /// The last orders, on the home page.
    OrderAgain,
}

pub fn personal(part: Personal) -> AnyView {
    later(Box::pin(draw_personal(part)), loading)
}

#[lazy]
fn draw_personal(part: Personal) -> AnyView {
    match part {
        Personal::SignIn => sign_in_page(),
        Personal::Registration => registration_page(),
        Personal::Recovery => recovery_page(),
        Personal::Account => account_page(),
        Personal::MyOrders => my_orders_page(),
        Personal::Notifications => notifications_page(),
        Personal::OrderAgain => order_again(),
    }
}
