//! What a browser keeps between visits, as JSON, per host and so per restaurant. What it cannot keep (it is full, or it may
//! not) stays in memory, as long as the page is there.

#[cfg(feature = "browser")]
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
#[cfg(feature = "browser")]
use std::cell::RefCell;
#[cfg(feature = "browser")]
use std::collections::BTreeMap;

/// What is kept under a name.
pub fn load<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_slice(text(name)?.as_bytes()).ok()
}

/// Keeps something under a name.
pub fn save<T: Serialize>(name: &str, value: &T) {
    if let Ok(text) = serde_json::to_string(value) {
        keep_text(name, &text);
    }
}

#[cfg(feature = "browser")]
fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

#[cfg(feature = "browser")]
thread_local! {
    /// What the browser could not keep.
    static IN_MEMORY: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

#[cfg(feature = "browser")]
fn text(name: &str) -> Option<String> {
    let in_memory = IN_MEMORY.with_borrow(|memory| memory.get(name).cloned());
    in_memory.or_else(|| storage()?.get_item(name).ok().flatten())
}

#[cfg(feature = "browser")]
fn keep_text(name: &str, text: &str) {
    let kept = storage().is_some_and(|storage| {
        let kept = storage.set_item(name, text).is_ok();
        if !kept {
            // What was kept before would come back with the next page.
            let _ = storage.remove_item(name);
        }
        kept
    });
    IN_MEMORY.with_borrow_mut(|memory| match kept {
        true => memory.remove(name),
        false => memory.insert(name.to_owned(), text.to_owned()),
    });
}

/// Whether all that was to be kept outlives the page.
#[cfg(feature = "browser")]
pub fn keeps() -> bool {
    storage().is_some() && IN_MEMORY.with_borrow(BTreeMap::is_empty)
}

/// Forgets what is kept under a name.
#[cfg(feature = "browser")]
pub fn forget(name: &str) {
    IN_MEMORY.with_borrow_mut(|memory| memory.remove(name));
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

/// Calls back when another tab has changed what is kept under a name, until the owner is gone.
#[cfg(feature = "browser")]
pub fn on_change(name: &'static str, changed: impl Fn() + 'static) {
    let listener = window_event_listener(leptos::ev::storage, move |event| {
        if event.key().is_none_or(|key| key == name) {
            // The other tab could keep it, so it is newer than what this one could not.
            IN_MEMORY.with_borrow_mut(|memory| memory.remove(name));
            changed();
        }
    });
    on_cleanup(move || listener.remove());
}

#[cfg(not(feature = "browser"))]
fn text(_name: &str) -> Option<String> {
    None
}

#[cfg(not(feature = "browser"))]
fn keep_text(_name: &str, _text: &str) {}

/// Forgets what is kept under a name.
#[cfg(not(feature = "browser"))]
pub fn forget(_name: &str) {}

/// Calls back when another tab has changed what is kept under a name, until the owner is gone.
#[cfg(not(feature = "browser"))]
pub fn on_change(_name: &'static str, _changed: impl Fn() + 'static) {}
