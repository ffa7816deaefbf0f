//! What a browser starts of the storefront. Nothing else is here: what the app is made of is a library.
#![cfg(target_family = "wasm")]

use app_client::app::App;
use leptos::mount::{mount_to, mount_to_body};
use leptos::prelude::document;
use ui::crash::{self, Unsent};
use ui::take_over::take_over;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// The element that the app is drawn into. Extensions put elements of their own into the body.
const ROOT: &str = "app";
/// What the root of a page has that the server has drawn.
const DRAWN: &str = "data-drawn";

/// Draws the app into an empty page, or in the place of what the server has drawn.
#[wasm_bindgen]
pub fn start() {
    // There is a cart.
    crash::recover(crash::App::Storefront, Unsent::IsKept);
    let Some(root) = document().get_element_by_id(ROOT) else {
        mount_to_body(App);
        return;
    };
    if root.has_attribute(DRAWN) {
        let draw = |root| mount_to(root, App).forget();
        spawn_local(async move { take_over(&root, draw).await });
    } else {
        mount_to(root.unchecked_into(), App).forget();
    }
}
