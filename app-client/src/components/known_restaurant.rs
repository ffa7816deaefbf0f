//! What a page shows until the restaurant is known.

use crate::state::restaurant::{Known, RestaurantState};
use domain::tenant::Tenant;
use leptos::prelude::*;
use texts::now::storefront as texts;
use ui::dynamic::dynamic;
use ui::failure::Failure;

/// Draws what `part` takes of the restaurant once that is known, and again when the part has changed. What else changes, such as
/// when the whole carta arrives, draws nothing again: a tap that has begun, or the focus, would be gone with what it was on.
pub fn with_part<T: Clone + PartialEq + Send + Sync + 'static>(
    part: impl Fn(&Known) -> T + Send + Sync + 'static,
    draw: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let part = Memo::new(move |_| restaurant.known().map(|known| part(&known)));
    dynamic(move || part.get().map_or_else(waiting_for_restaurant, &draw))
}

/// The same for what is drawn of the restaurant without its carta.
pub fn with_tenant(draw: impl Fn(&Tenant) -> AnyView + Send + Sync + 'static) -> AnyView {
    with_part(
        |known| known.storefront.tenant.clone(),
        move |tenant| draw(&tenant),
    )
}

/// Draws once `ready`, and not again when the restaurant changes: for what people fill in.
pub fn when_ready(ready: Memo<bool>, draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    framed_until(ready, skeleton, draw)
}

/// The same with what stands in its place `meanwhile`.
pub fn framed_until(
    ready: Memo<bool>,
    meanwhile: fn() -> AnyView,
    draw: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    dynamic(move || {
        if ready.get() {
            draw()
        } else {
            failure_or(meanwhile)
        }
    })
}

/// What stands in the place of the restaurant, or why it could not be had.
pub fn waiting_for_restaurant() -> AnyView {
    failure_or(skeleton)
}

/// Why the restaurant could not be had; `meanwhile` as long as it may still come.
pub fn failure_or(meanwhile: fn() -> AnyView) -> AnyView {
    let restaurant = RestaurantState::expect();
    match restaurant.failure() {
        Some(error) => {
            let retry = Callback::new(move |()| restaurant.ask());
            view! { <div class="page"><Failure error=error retry=Some(retry) /></div> }.into_any()
        }
        None => meanwhile(),
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

/// The frame of a page before anything is known of what it shows: its title, `said` of what is awaited, and grey shapes.
pub fn frame(title: &'static str, said: &'static str) -> AnyView {
    view! {
        <div class="page">
            <h1 class="page__title">{title}</h1>
            {parts(said)}
        </div>
    }
    .into_any()
}

/// Grey shapes of what is to come on a page with something at its side.
pub fn parts(said: &'static str) -> AnyView {
    view! {
        <div class="split">
            <div class="stack">
                <p class="working" role="status">
                    {said}
                </p>
                {block()}
                {block()}
            </div>
            <div class="split__side">{block()}</div>
        </div>
    }
    .into_any()
}

/// The grey shape of something that is to come.
pub fn block() -> AnyView {
    view! { <span class="skeleton skeleton--block" aria-hidden="true"></span> }.into_any()
}

/// Grey shapes of what is to come.
pub fn skeleton() -> AnyView {
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
