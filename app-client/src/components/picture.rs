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
        ("", true) => Some("photo".to_owned()),
        (class, false) => Some(class.to_owned()),
        (class, true) => Some([class, " photo"].concat()),
    };
    view! { <img class=class src=src width=size height=size alt=alt loading=(!early).then_some("lazy") /> }
        .into_any()
}
