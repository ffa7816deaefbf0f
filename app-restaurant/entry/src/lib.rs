//! What a browser starts of the console. Nothing else is here: what the app is made of is a library.
#![cfg(target_family = "wasm")]

use app_restaurant::app::App;
use app_restaurant::crash;
use leptos::mount::mount_to_body;
use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the console into the page.
#[wasm_bindgen]
pub fn mount() {
    crash::reload_after_a_fault();
    mount_to_body(App);
}
