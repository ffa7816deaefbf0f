//! The last orders of the customer, to order the same again.

use super::order_row::OrderRow;
use api::pages::Page;
use domain::order::Status;
use leptos::prelude::*;
use rpc::orders::my_orders;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, nothing};
use ui::resource::Resource;

/// Number of earlier orders that are offered again.
const AGAIN: usize = 2;

/// Nothing when there are none, or when they cannot be had: the home page is whole without.
pub fn order_again() -> AnyView {
    let orders = Resource::new(|| my_orders(None));
    Effect::new(move |_| orders.ask());
    dynamic(move || {
        let orders = orders.value.get().map(|page| page.items).unwrap_or_default();
        let fit = orders
            .into_iter()
            .filter(|order| order.status != Status::Cancelled);
        let rows = fit
            .take(AGAIN)
            .map(|order| view! { <OrderRow order=order /> }.into_any());
        let rows: Vec<AnyView> = rows.collect();
        if rows.is_empty() {
            return nothing();
        }
        view! {
            <section class="section">
                <div class="section__head">
                    <h2>{texts::AGAIN_TITLE}</h2>
                    <a href=Page::MyOrders.href()>{texts::MY_ORDERS}</a>
                </div>
                <div class="orders">{rows}</div>
            </section>
        }
        .into_any()
    })
}
