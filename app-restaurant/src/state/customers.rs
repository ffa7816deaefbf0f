//! Customers on a screen: where each stands in a list, and the addresses of the list and of each.

use super::orders_page::{OrdersPage, encode};
use super::shelf::Placed;
use crate::routes::Screen;
use api::orders::OrderView;
use domain::customer::Customer;
use domain::{CustomerId, Timestamp};
use std::cmp::Reverse;

impl Placed for Customer {
    type Place = u64;

    fn place(&self) -> u64 {
        self.number
    }
}

impl Placed for OrderView {
    type Place = Reverse<(Timestamp, u64)>;

    fn place(&self) -> Self::Place {
        Reverse((self.created_at, self.number))
    }
}

/// The query of the list's address; empty for all customers.
pub fn query(search: &str) -> String {
    match search.trim() {
        "" => String::new(),
        search => format!("?buscar={}", encode(search)),
    }
}

/// The address of a customer.
pub fn href(id: &CustomerId) -> String {
    format!("{}/{id}", Screen::Customers.href())
}

/// Where an order is shown as a whole.
pub fn order_href(order: &OrderView) -> String {
    let page = OrdersPage {
        search: order.number.to_string(),
        chosen: Some(order.order_id.to_string()),
        ..OrdersPage::default()
    };
    format!("{}{}", Screen::Orders.href(), page.query())
}
