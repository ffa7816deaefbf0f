//! What a page shows until the restaurant is known.

use crate::state::restaurant::{Known, RestaurantState};
use leptos::prelude::*;
use std::sync::Arc;
use texts::now::storefront as texts;
use ui::dynamic::dynamic;
use ui::failure::Failure;

/// Draws once something is known of the restaurant, and again when that changes.
pub fn with_restaurant(draw: impl Fn(Arc<Known>) -> AnyView + Send + Sync + 'static) -> AnyView {
    let restaurant = RestaurantState::expect();
    dynamic(move || restaurant.known().map_or_else(waiting_for_restaurant, &draw))
}

/// Draws once `ready`, and not again when the restaurant changes: for what people fill in.
pub fn when_ready(ready: Memo<bool>, draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    dynamic(move || {
        if ready.get() {
            draw()
        } else {
            waiting_for_restaurant()
        }
    })
}

/// What stands in the place of the restaurant, or why it could not be had.
pub fn waiting_for_restaurant() -> AnyView {
    let restaurant = RestaurantState::expect();
    match restaurant.failure() {
        Some(error) => {
            let retry = Callback::new(move |()| restaurant.ask());
            view! { <div class="page"><Failure error=error retry=Some(retry) /></div> }.into_any()
        }
        None => skeleton(),
    }
}

/// What stands in the place of a page whose code is on its way.
pub fn loading() -> AnyView {
    view! {
        <p class="working working--page" role="status">
            {texts::LOADING}
        </p>
    }
    .into_any()
}

/// Grey shapes of what is to come.
pub fn skeleton() -> AnyView {
    let block = || view! { <span class="skeleton skeleton--block" aria-hidden="true"></span> }.into_any();
    view! {
        <div class="page stack">
            <p class="working" role="status">
                {texts::LOADING_HOUSE}
            </p>
            <span class="skeleton skeleton--title" aria-hidden="true"></span>
            {block()}
            {block()}
            {block()}
        </div>
    }
    .into_any()
}
