//! An order of the customer's own, in a list, and ordering the same again.

use crate::state::cart::Cart;
use crate::state::restaurant::RestaurantState;
use ::texts::now::{shared as times, storefront as texts};
use api::orders::MyOrder;
use api::pages::Page;
use domain::cart::{CartLine, CartProblemKind, FulfilmentKind, When};
use domain::order::Status;
use domain::stage::CurrentStep;
use leptos::prelude::*;
use ui::clock::time;
use ui::dynamic::{dynamic, nothing};
use ui::icon::Icon;
use ui::money::Price;
use ui::toast::{Toasts, Tone};

#[component]
pub fn OrderRow(order: MyOrder) -> AnyView {
    let restaurant = RestaurantState::expect();
    // On a page that carries no data the restaurant is known a little later.
    let when_and_how_much = dynamic(move || {
        restaurant.known().map_or_else(nothing, |known| {
            let tenant = &known.storefront.tenant;
            let moment = |at| times::moment(&tenant.zone, at, time());
            let ordered = times::sentence(&moment(order.created_at));
            let wanted = order.scheduled_for.map(|at| texts::scheduled_for(&moment(at)));
            view! {
                <span>{ordered}</span>
                {wanted.map(|wanted| view! { <span>{wanted}</span> })}
                <Price amount=order.total currency=tenant.currency />
            }
            .into_any()
        })
    });
    let lines = StoredValue::new(order.lines);
    let badge = match order.status {
        Status::Created => "badge badge--warning",
        Status::Confirmed => "badge badge--info",
        Status::Completed => "badge badge--success",
        Status::Cancelled => "badge badge--neutral",
    };
    let status = texts::status_badge(order.status, order.current_step, order.fulfilment);
    let (cart, toasts) = (Cart::expect(), Toasts::expect());
    let navigate = leptos_router::hooks::use_navigate();
    // Which of its dishes are on the carta is known with the whole carta.
    let whole = restaurant.whole();
    let off = Signal::derive(move || !whole.get());
    let asleep = Signal::derive(move || off.get().then_some(""));
    let again = move |_| {
        if order_again(restaurant, cart, toasts, lines.get_value()) {
            navigate(Page::Cart.href(), leptos_router::NavigateOptions::default());
        }
    };
    let href = match (order.status, order.current_step) {
        (Status::Created, CurrentStep::Created) => Page::Payment.with(&[order.order_id.as_str()]),
        _ => Page::Tracking.with(&[order.order_id.as_str()]),
    };
    view! {
        <article class="card order-row">
            <a class="dish__link" href=href>
                {texts::contents(&order.contents)}
            </a>
            <button type="button" class="button" disabled=off data-asleep=asleep on:click=again>
                <Icon name="repeat" />
                {texts::AGAIN}
            </button>
            <p class="cluster muted">
                <span class=badge>{status}</span>
                <span>{texts::order_number(order.number)}</span>
                {when_and_how_much}
            </p>
        </article>
    }
    .into_any()
}

/// Puts the lines into the cart that can still be ordered, and says so. Whether there was any.
pub fn order_again(restaurant: RestaurantState, cart: Cart, toasts: Toasts, lines: Vec<CartLine>) -> bool {
    let Some(known) = restaurant.known_now() else {
        return false;
    };
    let count = lines.len();
    let (sold, _): (Vec<CartLine>, Vec<CartLine>) = lines.into_iter().partition(|line| {
        let storefront = &known.storefront;
        let alone = std::slice::from_ref(line);
        let quote = domain::cart::quote(
            &storefront.tenant,
            &storefront.catalog,
            alone,
            FulfilmentKind::Pickup,
            When::soon(time()),
        );
        // What has run out stays visible in the cart; what is gone from the carta cannot.
        let (catalog, id) = (&storefront.catalog, &line.product_id);
        let on_carta = catalog.product(id).is_some() || catalog.promotion(id).is_some();
        let gone = |kind: &CartProblemKind| match kind {
            CartProblemKind::OutOfStock { .. }
            | CartProblemKind::OutOfHours { .. }
            | CartProblemKind::OptionUnavailable { .. } => false,
            CartProblemKind::Unavailable { .. } => !on_carta,
            _ => true,
        };
        quote
            .err()
            .is_none_or(|problems| !problems.iter().any(|problem| gone(&problem.kind)))
    });
    let any = !sold.is_empty();
    let wanted: u32 = sold.iter().map(|line| u32::from(line.qty)).sum();
    let lines = sold.len();
    let added = cart.add_all(sold);
    match (lines, count) {
        (0, _) => toasts.say(Tone::Danger, texts::NOT_AGAIN),
        _ if added == 0 => toasts.say(Tone::Danger, texts::NO_ROOM),
        _ if added < wanted => toasts.say(Tone::Danger, texts::ROOM_FOR_SOME),
        (some, all) if some < all => toasts.say(Tone::Success, texts::PARTLY_AGAIN),
        (some, _) => toasts.say(Tone::Success, texts::added_again(some)),
    }
    any
}
