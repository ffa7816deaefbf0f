//! What a browser starts of the storefront. Nothing else is here: what the app is made of is a library.
#![cfg(target_family = "wasm")]

use app_client::app::App;
use leptos::mount::{hydrate_from_async, mount_to, mount_to_body};
use leptos::prelude::document;
use ui::crash::{self, Unsent};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// The element that the app is drawn into. Extensions put elements of their own into the body.
const ROOT: &str = "app";
/// What the root of a pre-rendered page has.
const DRAWN: &str = "data-drawn";

/// Takes over a pre-rendered page, or draws the app into an empty one.
#[wasm_bindgen]
pub fn hydrate() {
    // There is a cart.
    crash::recover(crash::App::Storefront, Unsent::IsKept);
    let Some(root) = document().get_element_by_id(ROOT) else {
        mount_to_body(App);
        return;
    };
    let drawn = root.has_attribute(DRAWN);
    // What was drawn can be taken over only as it was: an extension or a translation may have changed it.
    let mends = drawn && crash::has_recovered();
    if mends {
        root.set_inner_html("");
    }
    let root = root.unchecked_into();
    if mends || !drawn {
        mount_to(root, App).forget();
        return;
    }
    // The page's own part is waited for where it is loaded lazily.
    spawn_local(async move { hydrate_from_async(root, App).await.forget() });
}
