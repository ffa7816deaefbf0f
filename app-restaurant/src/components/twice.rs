//! A button whose second press counts, for what cannot be taken back.

use leptos::prelude::*;
use ui::sure::Sure;

/// `words` until it was pressed, and `sure` until it is pressed again or left.
#[component]
pub fn Twice(
    words: &'static str,
    sure: &'static str,
    busy: RwSignal<bool>,
    act: Callback<()>,
    #[prop(default = "button")] class: &'static str,
    /// The id of what says what it is done to.
    #[prop(optional, into)]
    about: Option<String>,
) -> AnyView {
    let pressed = Sure::<()>::default();
    let press = move |_| {
        if !busy.get_untracked() && pressed.press(()) {
            act.run(());
        }
    };
    view! {
        <button
            type="button"
            class=class
            aria-describedby=about
            aria-busy=move || busy.get().then_some("true")
            on:click=press
            on:blur=move |_| pressed.forget()
        >
            {move || if pressed.is(()) { sure } else { words }}
        </button>
    }
    .into_any()
}
