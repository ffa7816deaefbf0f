//! What a customer has ordered, newest first.

use super::PAUSE;
use crate::components::read_on::{NextPage, ReadOn};
use crate::components::record::StateBadge;
use crate::state::customers::order_href;
use crate::state::erased::{effect, memo};
use crate::state::following::Following;
use crate::state::restaurant::RestaurantState;
use crate::state::shelf::Shelf;
use ::texts::now::console as words;
use ::texts::now::console::customers as texts;
use api::Paged;
use api::customers::{CustomerOrders, CustomerTotals};
use api::orders::OrderView;
use domain::CustomerId;
use leptos::prelude::*;
use rpc::orders::orders_of_customer;
use ui::resource::{Loaded, Loader};

#[component]
pub fn History(id: CustomerId) -> AnyView {
    let shelf = Shelf::new(Paged::default());
    let totals = RwSignal::new(CustomerTotals::default());
    let asked = id.clone();
    let ask = move || orders_of_customer(asked.clone(), None);
    let loader = Loader::new(ask, move |answer: CustomerOrders| {
        shelf.renew(answer.orders);
        let _ = totals.try_set(answer.totals.unwrap_or_default());
    })
    .every(PAUSE);
    let following = Following::expect();
    effect(move || {
        following.orders();
        loader.ask();
    });
    view! {
        <section class="card stack customer-page__history" aria-labelledby="pedidos-del-cliente">
            <h2 class="card__title" id="pedidos-del-cliente">
                {texts::ORDERS}
            </h2>
            <Loaded loader loading=texts::LOADING_ORDERS>
                <Orders id=id.clone() shelf totals />
            </Loaded>
        </section>
    }
    .into_any()
}

#[component]
pub fn Orders(id: CustomerId, shelf: Shelf<OrderView>, totals: RwSignal<CustomerTotals>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let none = memo(move || shelf.items.with(Vec::is_empty));
    let sums = move || {
        let totals = totals.get();
        let spent = restaurant.format(totals.spent_cents);
        texts::totals(totals.count.count, totals.count.more, &spent)
    };
    let next = Box::new(move |cursor| -> NextPage<OrderView> {
        let page = orders_of_customer(id.clone(), cursor);
        Box::pin(async move { Ok(page.await?.orders) })
    });
    view! {
        {move || match none.get() {
            true => view! { <p class="muted">{texts::NO_ORDERS}</p> }.into_any(),
            false => view! { <p class="muted">{sums}</p> }.into_any(),
        }}
        <ul class="customer-orders">
            <For
                each=move || shelf.items.get()
                key=|order| (order.order_id.to_string(), order.version)
                children=|order| view! { <Ordered order /> }
            />
        </ul>
        <ReadOn shelf next place=place words=texts::ORDERS_MORE busy_words=texts::MORE_BUSY />
    }
    .into_any()
}

/// The id of an order's link on the page.
fn place(order: &OrderView) -> String {
    format!("pedido-{}", order.number)
}

#[component]
pub fn Ordered(order: OrderView) -> AnyView {
    let restaurant = RestaurantState::expect();
    let contents = words::short_contents(order.items.iter().map(|item| (item.qty, item.name.as_str())));
    let at = restaurant.moment(order.created_at);
    let total = order.total_cents.map(|total| restaurant.format(total));
    let (id, href, number) = (place(&order), order_href(&order), order.number);
    let how = words::how(order.fulfilment.kind());
    let order = memo(move || order.clone());
    view! {
        <li class="customer-order">
            <a class="customer-order__number" id=id href=href>
                <span aria-hidden="true">{number}</span>
                <span class="visually-hidden">{texts::open_order(number)}</span>
            </a>
            <span class="customer-order__what">
                {contents}
                <span class="muted small">{at} ", " {how}</span>
            </span>
            <StateBadge order />
            <span class="customer-order__total price">{total}</span>
        </li>
    }
    .into_any()
}
