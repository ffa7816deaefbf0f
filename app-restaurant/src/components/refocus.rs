//! Keeps the keyboard's place when the button that was pressed gives way to the next one.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use std::time::Duration;
use ui::page;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// After a press by keyboard: to the next action of the same order, or to the screen when the order is gone.
pub fn after(event: &MouseEvent) {
    // A click without a pointer is a key's.
    if event.detail() != 0 {
        return;
    }
    let button = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let card = button.and_then(|button| button.closest(".ticket, .record").ok().flatten());
    let Some(card) = card else { return };
    set_timeout(move || go_on(&card), Duration::from_millis(60));
}

fn go_on(card: &Element) {
    if !card.is_connected() {
        page::focus("contenido");
        return;
    }
    let here = document().active_element();
    if card.contains(here.as_ref().map(AsRef::as_ref)) {
        return;
    }
    let next = card
        .query_selector(".ticket__actions button, .record__body .cluster button, .record__actions button, .record__toggle")
        .ok()
        .flatten();
    match next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        Some(next) => drop(next.focus()),
        None => page::focus("contenido"),
    }
}
