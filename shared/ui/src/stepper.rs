//! A number that goes up and down.

use super::dynamic::tap;
use leptos::prelude::*;
use texts::now::shared as texts;

/// A quantity from `least` to `most`. At `least` the lower button is off, unless going below it means something.
#[component]
pub fn Stepper(
    #[prop(into)] value: Signal<u16>,
    #[prop(optional)] least: u16,
    #[prop(into)] most: Signal<u16>,
    /// What is counted, for those who do not see it.
    #[prop(into)]
    label: String,
    #[prop(into)] change: Callback<u16>,
    /// Of the element, for putting the focus on it.
    #[prop(optional, into)]
    id: Option<String>,
) -> AnyView {
    let at_least = Signal::derive(move || value.get() <= least);
    let at_most = Signal::derive(move || value.get() >= most.get());
    view! {
        <div class="stepper" role="group" aria-label=label tabindex=id.is_some().then_some("-1") id=id>
            <button
                type="button"
                class="stepper__button"
                aria-label=texts::ONE_LESS
                disabled=at_least
                on:click=tap(move || change.run(value.get_untracked().saturating_sub(1)))
            >
                "−"
            </button>
            <output class="stepper__value">{Signal::derive(move || value.get().to_string())}</output>
            <button
                type="button"
                class="stepper__button"
                aria-label=texts::ONE_MORE
                disabled=at_most
                on:click=tap(move || change.run(value.get_untracked().saturating_add(1)))
            >
                "+"
            </button>
        </div>
    }
    .into_any()
}
