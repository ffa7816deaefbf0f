//! Pictures of dishes.

use leptos::prelude::*;

/// A picture of a dish. A manager's photograph fills its frame; an illustration stands in it.
#[component]
pub fn Picture(
    src: String,
    size: u16,
    #[prop(optional)] alt: String,
    /// On the first screen: not to be loaded late.
    #[prop(optional)]
    early: bool,
    #[prop(optional)] class: &'static str,
) -> AnyView {
    let photo = !src.starts_with("/assets/illustrations/");
    let class = match (class, photo) {
        ("", false) => None,
        (class, false) => Some(class),
        ("line__picture", true) => Some("line__picture photo"),
        ("promo__art", true) => Some("promo__art photo"),
        (_, true) => Some("photo"),
    };
    let size = size.to_string();
    view! { <img class=class src=src width=size.clone() height=size alt=alt loading=(!early).then_some("lazy") /> }
        .into_any()
}
