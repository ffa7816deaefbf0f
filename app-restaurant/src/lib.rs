//! The console for the kitchen and the counter. Read in this order: `routes` (the screens and who sees them), `app`
//! (how it starts), `state` (what it knows), `pages` and `components` (what it shows).
#![recursion_limit = "256"]

pub mod app;
mod components;
#[cfg(feature = "csr")]
mod crash;
mod pages;
mod routes;
mod state;

/// Draws the console into the page.
#[cfg(feature = "csr")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn mount() {
    crash::reload_after_a_fault();
    leptos::mount::mount_to_body(app::App);
}
