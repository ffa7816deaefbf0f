//! Where somebody is in an app: the title of the window, and the focus after going to another page.

/// Names the window and its entry in the history.
pub fn set_title(title: &str) {
    #[cfg(feature = "browser")]
    leptos::prelude::document().set_title(title);
    #[cfg(not(feature = "browser"))]
    let _ = title;
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

/// Opens the browser's own way of printing.
pub fn print() {
    #[cfg(feature = "browser")]
    let _ = leptos::prelude::window().print();
}

/// Saves a text as a file of this name and kind.
pub fn save(name: &str, kind: &str, text: &str) {
    #[cfg(feature = "browser")]
    let _ = saved(name, kind, text);
    #[cfg(not(feature = "browser"))]
    let _ = (name, kind, text);
}

#[cfg(feature = "browser")]
fn saved(name: &str, kind: &str, text: &str) -> Option<()> {
    use js_sys::{Array, Function, Object, Reflect, global};
    use wasm_bindgen::{JsCast, JsValue};
    let part = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &kind.into()).ok()?;
    let blob: Function = part(&global(), "Blob")?.dyn_into().ok()?;
    let blob = Reflect::construct(&blob, &Array::of2(&Array::of1(&text.into()), &options)).ok()?;
    let urls = part(&global(), "URL")?;
    let call = |name: &str, told: &JsValue| {
        part(&urls, name)?
            .dyn_into::<Function>()
            .ok()?
            .call1(&urls, told)
            .ok()
    };
    let url = call("createObjectURL", &blob)?;
    let link = leptos::prelude::document().create_element("a").ok()?;
    link.set_attribute("href", &url.as_string()?).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_into::<web_sys::HtmlElement>().ok()?.click();
    call("revokeObjectURL", &url)?;
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
