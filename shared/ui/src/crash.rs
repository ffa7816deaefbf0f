//! A fault of ours must not leave a page that looks alive and is dead: it is loaded again, and where that does not help for
//! a minute, the page says what happened and has a button for it.

#[cfg(feature = "browser")]
pub use api::auth::App;

/// How long after a fault a second one is taken for the same, in milliseconds.
#[cfg(any(test, feature = "browser"))]
const SAME_MS: i64 = 60_000;

/// Whether a page is loaded again by itself, that was for the same reason at some time. Both times are the device's, in
/// milliseconds; somebody may have set its clock meanwhile.
#[cfg(any(test, feature = "browser"))]
fn loads_again(last: Option<i64>, now: i64) -> bool {
    last.is_none_or(|last| now.saturating_sub(last).saturating_abs() > SAME_MS)
}

/// What has been put together in a page, and is not sent yet.
#[cfg(feature = "browser")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsent {
    /// Little, compared with a screen that nobody looks after.
    MayBeLost,
    /// Where the browser keeps nothing, the page is loaded again only by somebody who wants it.
    IsKept,
}

/// Has every fault of the app from now on handled, and the first of them reported. To be called before it is drawn.
#[cfg(feature = "browser")]
pub fn recover(app: App, unsent: Unsent) {
    std::panic::set_hook(Box::new(move |fault| {
        leptos::logging::error!("{fault}");
        if real::is_first() {
            // Where it cannot be sent, the page is loaded again or says what happened all the same.
            let _ = super::fault::send(app, fault);
        }
        real::recover(unsent);
    }));
}

/// What it does uses nothing of the app, of which nobody knows in what state it is; and no code of it either once the message
/// is there.
#[cfg(feature = "browser")]
mod real {
    use super::{Unsent, loads_again};
    use crate::clock::device_time;
    use leptos::prelude::{document, window};
    use texts::now::shared as texts;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, HtmlDialogElement};

    /// When the page was loaded again after a fault: in this tab only.
    const KEPT: &str = "fault";
    /// The same in the name of the window, which stays over a reload where the browser keeps nothing.
    const NAMED: &str = "fault:";
    const TITLE: &str = "fault-title";

    pub fn recover(unsent: Unsent) {
        let keeps = window().local_storage().ok().flatten().is_some();
        let now = device_time().0;
        let alone = unsent == Unsent::MayBeLost || keeps;
        let first = loads_again(last(), now);
        // Also for a page that somebody loads again by hand.
        let known = remember(now);
        if alone && first && known && window().location().reload().is_ok() {
            return;
        }
        // There may be a second fault after the first.
        if document().get_element_by_id(TITLE).is_none() {
            let _ = show();
        }
    }

    /// Whether no page of this tab has had a fault for a minute: a second one is the same.
    pub fn is_first() -> bool {
        loads_again(last(), device_time().0)
    }

    fn last() -> Option<i64> {
        let kept = window().session_storage().ok().flatten();
        let kept = kept.and_then(|storage| storage.get_item(KEPT).ok().flatten());
        let named = || Some(window().name().ok()?.strip_prefix(NAMED)?.to_owned());
        kept.or_else(named)?.parse().ok()
    }

    /// Whether it will be known after a reload.
    fn remember(now: i64) -> bool {
        let storage = window().session_storage().ok().flatten();
        if storage.is_some_and(|storage| storage.set_item(KEPT, &now.to_string()).is_ok()) {
            return true;
        }
        // A name that somebody else gave is theirs.
        let free = window()
            .name()
            .is_ok_and(|name| name.is_empty() || name.starts_with(NAMED));
        free && window().set_name(&[NAMED, &now.to_string()].concat()).is_ok()
    }

    /// A dialog over everything, made by hand.
    fn show() -> Result<(), JsValue> {
        let dialog = element("dialog", "sheet", "")?;
        dialog.set_attribute("aria-labelledby", TITLE)?;
        dialog.set_attribute("closedby", "none")?;
        let (body, foot) = (
            element("div", "sheet__body", "")?,
            element("div", "sheet__foot", "")?,
        );
        let title = element("h2", "sheet__title", texts::FAULT)?;
        title.set_id(TITLE);
        body.append_child(&title)?;
        let text = element("p", "", texts::FAULT_TEXT)?;
        body.append_child(&text)?;
        let button = element("button", "button button--primary button--large", texts::RELOAD)?;
        button.set_attribute("type", "button")?;
        button.add_event_listener_with_callback("click", &reload()?)?;
        foot.append_child(&button)?;
        dialog.append_child(&body)?;
        dialog.append_child(&foot)?;
        let page: JsValue = document().body().into();
        page.dyn_into::<Element>()?.append_child(&dialog)?;
        dialog.dyn_into::<HtmlDialogElement>()?.show_modal()
    }

    fn element(tag: &str, class: &str, text: &str) -> Result<Element, JsValue> {
        let element = document().create_element(tag)?;
        if !class.is_empty() {
            element.set_class_name(class);
        }
        if !text.is_empty() {
            element.set_text_content(Some(text));
        }
        Ok(element)
    }

    /// The browser's own function, so that the button works whatever has become of the app.
    fn reload() -> Result<js_sys::Function, JsValue> {
        let location: JsValue = window().location().into();
        let reload = js_sys::Reflect::get(&location, &"reload".into())?;
        Ok(reload.dyn_into::<js_sys::Function>()?.bind0(&location))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_loaded_again_by_itself_once_a_minute() {
        let now = 1_800_000_000_000;
        assert!(loads_again(None, now));
        assert!(loads_again(Some(now - SAME_MS - 1), now));
        assert!(!loads_again(Some(now - SAME_MS), now));
        assert!(!loads_again(Some(now), now));
        // The clock was set back by less than a minute, and by a day.
        assert!(!loads_again(Some(now + 1_000), now));
        assert!(loads_again(Some(now + 86_400_000), now));
        assert!(loads_again(Some(i64::MIN), i64::MAX));
    }
}
