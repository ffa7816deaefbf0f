//! Where somebody is in an app: the title of the window, and the focus after going to another page.

use api::exports::ExportLink;

/// Names the window and its entry in the history.
pub fn set_title(title: &str) {
    #[cfg(feature = "browser")]
    leptos::prelude::document().set_title(title);
    #[cfg(not(feature = "browser"))]
    let _ = title;
}

/// Shows a picture of the site in the browser's tab.
pub fn show_icon(address: &str) {
    #[cfg(feature = "browser")]
    if let Ok(Some(link)) = leptos::prelude::document().query_selector("link[rel=icon]") {
        // The one that pages come with says its type.
        let _ = link.remove_attribute("type");
        let _ = link.set_attribute("href", address);
    }
    #[cfg(not(feature = "browser"))]
    let _ = address;
}

/// Puts the focus on an element, by its id, and the eye with it.
pub fn focus(id: &str) {
    #[cfg(feature = "browser")]
    {
        use wasm_bindgen::JsCast;
        let element = leptos::prelude::document().get_element_by_id(id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }
    #[cfg(not(feature = "browser"))]
    let _ = id;
}

/// Puts the focus on what takes none by itself, such as a heading, by its id: the page is scrolled there, and the next key goes on
/// from there.
pub fn go_to(id: &str) {
    #[cfg(feature = "browser")]
    if let Some(element) = leptos::prelude::document().get_element_by_id(id) {
        let _ = element.set_attribute("tabindex", "-1");
        focus_in_place(id);
        element.scroll_into_view();
    }
    #[cfg(not(feature = "browser"))]
    let _ = id;
}

/// Where the browser is, as it says itself: a router is there a little before it.
pub fn path() -> Option<String> {
    #[cfg(feature = "browser")]
    let path = leptos::prelude::window().location().pathname().ok();
    #[cfg(not(feature = "browser"))]
    let path = None;
    path
}

/// Whether the device has a network at all, as far as the browser knows: without one no call leaves it.
pub fn is_connected() -> bool {
    #[cfg(feature = "browser")]
    let connected = leptos::prelude::window().navigator().on_line();
    #[cfg(not(feature = "browser"))]
    let connected = true;
    connected
}

/// Loads the page again.
pub fn reload() {
    #[cfg(feature = "browser")]
    let _ = leptos::prelude::window().location().reload();
}

/// Puts the focus on an element, by its id, in a moment, where it is on nothing by then: what had it is gone from the page.
pub fn focus_unless_placed(id: impl Into<String>) {
    let id = id.into();
    #[cfg(feature = "browser")]
    leptos::prelude::set_timeout(
        move || {
            let document = leptos::prelude::document();
            let body = document.body().map(|body| body.into());
            let placed = document.active_element().filter(|at| Some(at) != body.as_ref());
            if placed.is_none() {
                focus(&id);
            }
        },
        std::time::Duration::from_millis(60),
    );
    #[cfg(not(feature = "browser"))]
    let _ = id;
}

/// Puts the focus on an element that is about to be drawn, by its id.
pub fn focus_soon(id: String) {
    #[cfg(feature = "browser")]
    leptos::prelude::set_timeout(move || focus(&id), std::time::Duration::ZERO);
    #[cfg(not(feature = "browser"))]
    let _ = id;
}

/// Puts the focus on the first field that is marked as wrong, once it is drawn so: of the form, card or sheet that has the focus by
/// then, where one of its fields is, and else of the page.
pub fn focus_wrong() {
    #[cfg(feature = "browser")]
    leptos::prelude::set_timeout(
        || {
            use wasm_bindgen::JsCast;
            const WRONG: &str = "[aria-invalid=\"true\"]";
            let document = leptos::prelude::document();
            let here = document.active_element();
            let here = here.and_then(|at| at.closest("form, section, dialog").ok().flatten());
            let here = here.and_then(|part| part.query_selector(WRONG).ok().flatten());
            let wrong = here.or_else(|| document.query_selector(WRONG).ok().flatten());
            if let Some(field) = wrong.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = field.focus();
            }
        },
        std::time::Duration::ZERO,
    );
}

/// Puts the focus on an element, by its id, and leaves what is seen where it is.
pub fn focus_in_place(id: &str) {
    #[cfg(feature = "browser")]
    {
        use wasm_bindgen::JsCast;
        let element = leptos::prelude::document().get_element_by_id(id);
        if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
    }
    #[cfg(not(feature = "browser"))]
    let _ = id;
}

/// What follows the `#` in the address; empty where there is none.
pub fn fragment() -> String {
    #[cfg(feature = "browser")]
    let fragment = leptos::prelude::window().location().hash().unwrap_or_default();
    #[cfg(not(feature = "browser"))]
    let fragment = String::new();
    fragment.trim_start_matches('#').to_owned()
}

/// A text as it stands in an address.
pub fn encoded(text: &str) -> String {
    #[cfg(feature = "browser")]
    let encoded = js_sys::encode_uri_component(text).into();
    #[cfg(not(feature = "browser"))]
    let encoded = text.to_owned();
    encoded
}

/// Puts a text where the next paste takes it from; `false` where the browser does not let pages do so.
pub async fn copy(text: &str) -> bool {
    #[cfg(feature = "browser")]
    let copied = {
        let navigator = leptos::prelude::window().navigator();
        // Only secure pages have a clipboard.
        let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
        match clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
            true => {
                let copying = navigator.clipboard().write_text(text);
                wasm_bindgen_futures::JsFuture::from(copying).await.is_ok()
            }
            false => false,
        }
    };
    #[cfg(not(feature = "browser"))]
    let copied = {
        let _ = text;
        false
    };
    copied
}

/// Opens the browser's own way of printing.
pub fn print() {
    #[cfg(feature = "browser")]
    let _ = leptos::prelude::window().print();
}

/// Has the browser fetch a file and save it; the page stays.
pub fn download(file: &ExportLink) {
    #[cfg(feature = "browser")]
    let _ = fetched(file);
    #[cfg(not(feature = "browser"))]
    let _ = file;
}

#[cfg(feature = "browser")]
fn fetched(file: &ExportLink) -> Option<()> {
    use leptos::wasm_bindgen::JsCast;
    let link = leptos::prelude::document().create_element("a").ok()?;
    link.set_attribute("href", &file.url).ok()?;
    link.set_attribute("download", &file.file_name).ok()?;
    link.dyn_into::<web_sys::HtmlElement>().ok()?.click();
    Some(())
}

/// The name of the host, which says which restaurant this is.
pub fn host() -> String {
    #[cfg(feature = "browser")]
    let host = leptos::prelude::window().location().host().unwrap_or_default();
    #[cfg(not(feature = "browser"))]
    let host = String::new();
    host
}
