//! What a browser starts of the storefront. Nothing else is here: what the app is made of is a library.
#![cfg(target_family = "wasm")]

use app_client::app::App;
use leptos::mount::{hydrate_lazy, mount_to_body};
use leptos::prelude::document;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over a pre-rendered page, or draws the app into an empty body.
#[wasm_bindgen]
pub fn hydrate() {
    let drawn = document()
        .body()
        .is_some_and(|body| body.first_element_child().is_some());
    if drawn {
        hydrate_lazy(App);
    } else {
        mount_to_body(App);
    }
}
