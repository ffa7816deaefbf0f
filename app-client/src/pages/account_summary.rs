//! What a customer comes back for: the order that is on its way, and ordering the same again.

use crate::components::order_row::order_again;
use crate::components::picture::Picture;
use crate::state::cart::Cart;
use crate::state::restaurant::RestaurantState;
use ::texts::now::{shared as times, storefront as texts};
use api::orders::MyOrder;
use api::pages::Page;
use api::{ApiError, Code};
use domain::order::Status;
use domain::stage::CurrentStep;
use leptos::prelude::*;
use ui::clock::time;
use ui::dynamic::{dynamic, nothing};
use ui::failure::Failure;
use ui::icon::Icon;
use ui::money::Price;
use ui::resource::{Load, Resource};
use ui::toast::Toasts;

/// Orders that are offered again.
const AGAIN: usize = 2;
/// Steps of an order, its payment and its arrival included.
const STEPS: &str = "5";

#[component]
pub fn AccountSummary(orders: Resource<Vec<MyOrder>>) -> AnyView {
    let retry = Callback::new(move |()| orders.ask_now());
    // An order that this page cannot show may be the one that is on its way.
    let left_out = Memo::new(move |_| orders.error.get().filter(|error| error.code == Code::OldPage));
    (move || match orders.load() {
        Load::Ready(orders) => {
            let live = orders.iter().filter(|order| is_live(order)).map(live);
            let live: Vec<AnyView> = live.collect();
            view! {
                {left_out.get().map(|error| failed(error, retry))}
                {live}
                {again(&orders)}
            }
            .into_any()
        }
        Load::Failed(error) => failed(error, retry),
        Load::Loading => nothing(),
    })
    .into_any()
}

fn failed(error: ApiError, retry: Callback<()>) -> AnyView {
    view! {
        <div class="account__wide">
            <Failure error=error retry=Some(retry) />
        </div>
    }
    .into_any()
}

fn is_live(order: &MyOrder) -> bool {
    matches!(order.status, Status::Created | Status::Confirmed)
}

/// An order that is on its way.
pub(crate) fn live(order: &MyOrder) -> AnyView {
    let unpaid = order.status == Status::Created;
    let (page, follow) = if unpaid {
        (Page::Payment, texts::PAY_ORDER)
    } else {
        (Page::Tracking, texts::FOLLOW)
    };
    let href = page.with(&[order.order_id.as_str()]);
    let done = match order.current_step {
        CurrentStep::Created => "1",
        CurrentStep::Cooking => "2",
        CurrentStep::Packaging => "3",
        CurrentStep::Delivery => "4",
        CurrentStep::Delivered => STEPS,
    };
    let status = texts::status_badge(order.status, order.current_step, order.fulfilment);
    view! {
        <section class="live ember account__wide" aria-label=texts::order_number(order.number)>
            <div>
                <p class="muted">{texts::order_number(order.number)} " · " {texts::contents(&order.contents)}</p>
                <h2 class="live__status">{status}</h2>
            </div>
            <a class="button" href=href>
                {follow}
                <Icon name="next" />
            </a>
            <progress class="progress" max=STEPS value=done aria-label=status></progress>
        </section>
    }
    .into_any()
}

/// The newest orders that are finished, each different from the others.
pub(crate) fn again(orders: &[MyOrder]) -> AnyView {
    let mut shown: Vec<&MyOrder> = Vec::new();
    for order in orders.iter().filter(|order| !is_live(order)) {
        if shown.len() < AGAIN && shown.iter().all(|other| other.lines != order.lines) {
            shown.push(order);
        }
    }
    if shown.is_empty() {
        return nothing();
    }
    let rows: Vec<AnyView> = shown.into_iter().cloned().map(row).collect();
    view! {
        <section class="card account__wide" aria-labelledby="account-again">
            <div class="card__head">
                <h2 class="card__title" id="account-again">
                    {texts::TO_REPEAT}
                </h2>
                <a class="link" href=Page::MyOrders.href()>
                    {texts::ALL_ORDERS}
                </a>
            </div>
            <ul class="rows" role="list">
                {rows}
            </ul>
        </section>
    }
    .into_any()
}

fn row(order: MyOrder) -> AnyView {
    let (restaurant, cart, toasts) = (RestaurantState::expect(), Cart::expect(), Toasts::expect());
    let navigate = leptos_router::hooks::use_navigate();
    let contents = texts::contents(&order.contents);
    let name = [texts::AGAIN, " ", contents.as_str()].concat();
    let first = order.lines.first().map(|line| line.product_id.clone());
    let picture = dynamic(move || {
        let image = restaurant.known().zip(first.clone()).and_then(|(known, first)| {
            let catalog = &known.storefront.catalog;
            let product = catalog.product(&first).map(|product| product.image.clone());
            product.or_else(|| catalog.promotion(&first).map(|promotion| promotion.image.clone()))
        });
        image.map_or_else(nothing, |image| {
            view! { <Picture src=image size=72 /> }.into_any()
        })
    });
    let when_and_how_much = dynamic(move || {
        restaurant.known().map_or_else(nothing, |known| {
            let tenant = &known.storefront.tenant;
            let ordered = times::sentence(&times::moment(&tenant.zone, order.created_at, time()));
            view! {
                {ordered}
                " · "
                <Price amount=order.total currency=tenant.currency />
            }
            .into_any()
        })
    });
    let lines = StoredValue::new(order.lines);
    // Which of its dishes are on the carta is known with the whole carta.
    let whole = restaurant.whole();
    let off = Signal::derive(move || !whole.get());
    let press = move |_| {
        if order_again(restaurant, cart, toasts, lines.get_value()) {
            navigate(Page::Cart.href(), leptos_router::NavigateOptions::default());
        }
    };
    view! {
        <li>
            <span class="rows__picture pic">{picture}</span>
            <span class="rows__text">
                <a href=Page::Tracking.with(&[order.order_id.as_str()])>{contents}</a>
                <small>{when_and_how_much}</small>
            </span>
            <button
                type="button"
                class="button button--small"
                aria-label=name
                disabled=off
                data-asleep=Signal::derive(move || off.get().then_some(""))
                on:click=press
            >
                <Icon name="repeat" />
                <span class="rows__word">{texts::AGAIN}</span>
            </button>
        </li>
    }
    .into_any()
}
