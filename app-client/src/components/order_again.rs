//! The last orders of the customer, to order the same again.

use super::order_row::OrderRow;
use api::orders::MyOrder;
use api::pages::Page;
use domain::order::Status;
use leptos::prelude::*;
use rpc::orders::my_orders;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, nothing};
use ui::resource::left_out_now;

/// Number of earlier orders that are offered again.
const AGAIN: usize = 2;

/// Nothing when there are none, or when they cannot be had: the home page is whole without.
pub fn order_again() -> AnyView {
    let orders = RwSignal::new(Vec::<MyOrder>::new());
    leptos::task::spawn_local(async move {
        if let Ok(page) = my_orders(None).await {
            // They are named in the list of all orders.
            drop(left_out_now());
            let fit = page
                .items
                .into_iter()
                .filter(|order| order.status != Status::Cancelled);
            let _ = orders.try_set(fit.take(AGAIN).collect());
        }
    });
    dynamic(move || {
        let rows: Vec<AnyView> = orders
            .get()
            .into_iter()
            .map(|order| view! { <OrderRow order=order /> }.into_any())
            .collect();
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
