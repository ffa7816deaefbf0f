//! A button that copies what a field shows, and says so on itself: what is said elsewhere is not read over an open sheet.

use ::texts::now::console::connections as texts;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::page;
use ui::toast::{Toasts, Tone};

/// Where the browser does not let it, the field gets the focus, to be copied by hand.
#[component]
pub fn CopyButton(
    text: String,
    field: &'static str,
    #[prop(default = "button")] class: &'static str,
) -> AnyView {
    let toasts = Toasts::expect();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let done = page::copy(&text).await;
            let _ = copied.try_set(done);
            if !done {
                toasts.say(Tone::Danger, texts::NOT_COPIED);
                page::focus(field);
            }
        });
    };
    view! {
        <button type="button" class=class on:click=copy>
            <span role="status">{move || if copied.get() { texts::COPIED } else { texts::COPY }}</span>
        </button>
    }
    .into_any()
}
