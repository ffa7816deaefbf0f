//! The customer's orders, newest first.

use crate::components::order_row::OrderRow;
use crate::components::rows::Rows;
use crate::components::signed_in::of_account;
use api::pages::Page;
use leptos::prelude::*;
use rpc::orders::my_orders;
use texts::now::storefront as texts;

pub fn my_orders_page() -> AnyView {
    of_account(|| view! { <Orders /> }.into_any())
}

#[component]
fn Orders() -> AnyView {
    let orders = Rows::new(my_orders);
    view! {
        <div class="orders">
            <For each=move || orders.items.get() key=|order| order.order_id.clone() let:order>
                <OrderRow order=order />
            </For>
            {orders.foot(texts::LOADING_ORDERS, empty)}
        </div>
    }
    .into_any()
}

pub(crate) fn empty() -> AnyView {
    view! {
        <div class="empty">
            <img class="empty__art" src="/assets/illustrations/empty_orders.svg" width="240" height="240" alt="" />
            <h2 class="empty__title">{texts::NO_ORDERS}</h2>
            <p>{texts::NO_ORDERS_TEXT}</p>
            <a class="button button--primary" href=Page::Menu.href()>
                {texts::SEE_CARTA}
            </a>
        </div>
    }
    .into_any()
}
