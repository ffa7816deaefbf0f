//! What a person has typed, in the form in which it is counted and stored.

use leptos::ev::Event;
use leptos::prelude::event_target_value;

/// The text of the field that `event` is about, composed (Unicode's form NFC): `e` and an accent after it become `é`, as the
/// server composes them too, so that both count the same characters.
pub fn typed(event: &Event) -> String {
    composed(event_target_value(event))
}

#[cfg(feature = "browser")]
fn composed(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    js_sys::JsString::from(text).normalize("NFC").into()
}

#[cfg(not(feature = "browser"))]
fn composed(text: String) -> String {
    text
}
