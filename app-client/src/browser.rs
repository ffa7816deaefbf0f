//! What the storefront asks of the browser beyond what `ui` offers. Natively all of it does nothing.

#[cfg(feature = "csr")]
pub use real::*;
#[cfg(not(feature = "csr"))]
pub use stand_in::*;

#[cfg(feature = "csr")]
mod real {
    use leptos::prelude::{document, on_cleanup, window, window_event_listener};
    use wasm_bindgen::JsCast;
    use web_sys::{ScrollBehavior, ScrollToOptions};

    /// The text of an element, by its id.
    pub fn text_of(id: &str) -> Option<String> {
        document().get_element_by_id(id)?.text_content()
    }

    /// What sticks to the top of the carta.
    const BARS: [&str; 2] = [".site-header", ".menu-bar"];
    /// Between the bars and what is scrolled to, in pixels.
    const GAP: f64 = 16.0;

    fn height_of_bars() -> f64 {
        let height = |selector: &&str| {
            let bar = document().query_selector(selector).ok().flatten();
            bar.map_or(0.0, |bar| bar.get_bounding_client_rect().height())
        };
        BARS.iter().map(height).sum()
    }

    /// Scrolls until an element is right under the bars.
    pub fn scroll_to(id: &str, smoothly: bool) {
        if let Some(element) = document().get_element_by_id(id) {
            let top = element.get_bounding_client_rect().top() + scrolled();
            let options = ScrollToOptions::new();
            options.set_behavior(if smoothly {
                ScrollBehavior::Smooth
            } else {
                ScrollBehavior::Instant
            });
            options.set_top(top - height_of_bars() - GAP);
            window().scroll_to_with_scroll_to_options(&options);
        }
    }

    /// How far the page is scrolled down, in pixels.
    pub fn scrolled() -> f64 {
        window().scroll_y().unwrap_or_default()
    }

    /// Scrolls down so far, in pixels, at once.
    pub fn scroll_down_to(top: f64) {
        let options = ScrollToOptions::new();
        options.set_behavior(ScrollBehavior::Instant);
        options.set_top(top);
        window().scroll_to_with_scroll_to_options(&options);
    }

    /// Calls back when the page was scrolled, until the owner is gone.
    pub fn on_scroll(scrolled: impl Fn() + 'static) {
        let listener = window_event_listener(leptos::ev::scroll, move |_| scrolled());
        on_cleanup(move || listener.remove());
    }

    /// The last of these elements that begins above the reading line under the bars; the last one of all at the end
    /// of the page.
    pub fn being_read(ids: &[String]) -> Option<usize> {
        let line = height_of_bars() + 3.0 * GAP;
        let top = |id: &String| {
            document()
                .get_element_by_id(id)
                .map(|element| element.get_bounding_client_rect())
        };
        let screen = window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64())
            .unwrap_or_default();
        let last = ids.len().checked_sub(1);
        let at_end = ids
            .last()
            .and_then(top)
            .is_some_and(|last| last.bottom() < screen);
        if at_end {
            last
        } else {
            ids.iter()
                .rposition(|id| top(id).is_some_and(|rect| rect.top() < line))
        }
    }

    /// Scrolls a row sideways until one of its children stands in the middle.
    pub fn centre_in_row(row: &str, child: usize) {
        let Some(row) = document().get_element_by_id(row) else {
            return;
        };
        let child = u32::try_from(child)
            .ok()
            .and_then(|child| row.children().item(child));
        if let Some(child) = child {
            let (outer, inner) = (row.get_bounding_client_rect(), child.get_bounding_client_rect());
            let ahead = inner.left() + inner.width() / 2.0 - outer.left() - outer.width() / 2.0;
            #[allow(clippy::cast_possible_truncation, reason = "pixels on a screen")]
            row.set_scroll_left(row.scroll_left() + ahead as i32);
        }
    }

    /// Offers a link to the browser's own way of sharing, or copies it. Says whether it was copied.
    pub fn share(title: &str, link: &str) -> bool {
        let navigator = window().navigator();
        let sharing = js_sys::Reflect::get(&navigator, &"share".into()).ok();
        if let Some(share) = sharing.and_then(|share| share.dyn_into::<js_sys::Function>().ok()) {
            let data = js_sys::Object::new();
            let _ = js_sys::Reflect::set(&data, &"title".into(), &title.into());
            let _ = js_sys::Reflect::set(&data, &"url".into(), &link.into());
            if let Ok(promise) = share.call1(&navigator, &data) {
                settle(promise);
            }
            return false;
        }
        // Only secure pages have a clipboard.
        let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
        if clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
            settle(navigator.clipboard().write_text(link).into());
            return true;
        }
        false
    }

    /// Waits for a promise whose failure changes nothing, such as a share that was called off.
    fn settle(promise: wasm_bindgen::JsValue) {
        if let Ok(promise) = promise.dyn_into::<js_sys::Promise>() {
            leptos::task::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
            });
        }
    }

    /// Calls back with the address, path and search, to which somebody goes through the history, until the owner is gone.
    pub fn on_history(went: impl Fn(&str) + 'static) {
        let listener = window_event_listener(leptos::ev::popstate, move |_| {
            let location = window().location();
            let (path, search) = (location.pathname(), location.search());
            went(&[path.unwrap_or_default(), search.unwrap_or_default()].concat());
        });
        on_cleanup(move || listener.remove());
    }

    /// The address of a page of this site, with its host.
    pub fn full_address(path: &str) -> String {
        [window().location().origin().unwrap_or_default().as_str(), path].concat()
    }

    /// Whether somebody is typing a search.
    pub fn is_searching() -> bool {
        document()
            .active_element()
            .is_some_and(|element| element.get_attribute("type").as_deref() == Some("search"))
    }
}

#[cfg(not(feature = "csr"))]
mod stand_in {
    pub fn text_of(_id: &str) -> Option<String> {
        None
    }

    pub fn scroll_to(_id: &str, _smoothly: bool) {}

    pub fn scrolled() -> f64 {
        0.0
    }

    pub fn scroll_down_to(_top: f64) {}

    pub fn on_scroll(_scrolled: impl Fn() + 'static) {}

    pub fn being_read(_ids: &[String]) -> Option<usize> {
        None
    }

    pub fn centre_in_row(_row: &str, _child: usize) {}

    pub fn share(_title: &str, _link: &str) -> bool {
        false
    }

    pub fn on_history(_went: impl Fn(&str) + 'static) {}

    pub fn full_address(path: &str) -> String {
        path.to_owned()
    }

    pub fn is_searching() -> bool {
        false
    }
}
