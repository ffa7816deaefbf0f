//! What a browser starts of the console. Nothing else is here: what the app is made of is a library.
#![cfg(target_family = "wasm")]

use app_restaurant::app::App;
use leptos::mount::mount_to_body;
use ui::crash::{self, Unsent};
use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the console into the page.
#[wasm_bindgen]
pub fn mount() {
    // A tablet at the wall has nobody who would reload it.
    crash::recover(crash::App::Console, Unsent::MayBeLost);
    mount_to_body(App);
}
