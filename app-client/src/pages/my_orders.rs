//! The customer's orders, newest first.

use crate::components::order_row::OrderRow;
use crate::components::signed_in::of_account;
use crate::state::session::Session;
use api::ApiError;
use api::orders::MyOrder;
use api::pages::Page;
use leptos::prelude::*;
use rpc::orders::my_orders;
use texts::now::storefront as texts;
use ui::failure::Failure;
use ui::resource::left_out_now;

pub fn my_orders_page() -> AnyView {
    of_account(|| view! { <Orders /> }.into_any())
}

#[component]
fn Orders() -> AnyView {
    let session = Session::expect();
    let orders = RwSignal::new(Vec::<MyOrder>::new());
    // Where the list goes on: unknown before the first answer, `None` at its end.
    let next = RwSignal::new(None::<Option<String>>);
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let more = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let asked = session.asked();
            match my_orders(next.get_untracked().flatten()).await {
                Ok(page) => {
                    let _ = failure.try_set(left_out_now());
                    let _ = orders.try_update(|orders| orders.extend(page.items));
                    let _ = next.try_set(Some(page.next_cursor));
                }
                Err(error) => {
                    let _ = failure.try_set(Some(asked.notice(error)));
                }
            }
            let _ = busy.try_set(false);
        });
    };
    Effect::new(move |_| more());
    let retry = Callback::new(move |()| more());
    let foot = move || match (failure.get(), next.get(), busy.get()) {
        (Some(error), _, _) => view! { <Failure error=error retry=Some(retry) /> }.into_any(),
        (None, _, true) | (None, None, false) => view! {
            <p class="working" role="status">
                {texts::LOADING_ORDERS}
            </p>
        }
        .into_any(),
        (None, Some(Some(_)), false) => view! {
            <button type="button" class="button" on:click=move |_| more()>
                {texts::MORE}
            </button>
        }
        .into_any(),
        (None, Some(None), false) => orders.with(Vec::is_empty).then(empty).into_any(),
    };
    view! {
        <div class="orders">
            <For each=move || orders.get() key=|order| order.order_id.clone() let:order>
                <OrderRow order=order />
            </For>
            {foot}
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
