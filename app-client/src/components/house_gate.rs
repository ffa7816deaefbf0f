//! What a page shows until the house is known.

use crate::state::house::{House, Known};
use leptos::prelude::*;
use shared::texts::es::storefront as texts;
use shared::ui::failure::Failure;
use std::sync::Arc;

/// Draws once something is known of the house, and again when that changes.
pub fn with_house(draw: impl Fn(Arc<Known>) -> AnyView + Send + 'static) -> AnyView {
    let house = House::expect();
    (move || match (house.known(), house.failure()) {
        (Some(known), _) => draw(known),
        (None, Some(error)) => {
            let retry = Callback::new(move |()| house.ask());
            view! { <div class="page"><Failure error=error retry=Some(retry) /></div> }.into_any()
        }
        (None, None) => skeleton(),
    })
    .into_any()
}

/// Grey shapes of what is to come.
pub fn skeleton() -> AnyView {
    let block = || view! { <span class="skeleton skeleton--block" aria-hidden="true"></span> };
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
