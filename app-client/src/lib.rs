//! The storefront: pre-rendered per restaurant, then taken over in the browser. Read in this order: [`app`] (the
//! frame and the routes), [`state`] (what the pages share), `pages` (one file each) and `components` (their parts).
#![recursion_limit = "256"]

pub mod app;
mod browser;
mod components;
pub mod head;
mod pages;
pub mod state;

/// Takes over a pre-rendered page, or draws the app into an empty body.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    use leptos::prelude::document;
    let drawn = document()
        .body()
        .is_some_and(|body| body.first_element_child().is_some());
    if drawn {
        leptos::mount::hydrate_lazy(app::App);
    } else {
        leptos::mount::mount_to_body(app::App);
    }
}
