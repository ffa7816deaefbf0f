//! Signs from the sprite.

use leptos::prelude::*;

/// A sign by its name in `icons.svg`, in the colour of the text around it. Words beside it say what it means.
#[component]
pub fn Icon(name: &'static str) -> AnyView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use_ href=["/assets/icons.svg#", name].concat()></use_>
        </svg>
    }
    .into_any()
}
