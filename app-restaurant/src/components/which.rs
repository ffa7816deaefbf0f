//! Which rows of a list are shown: all or some of them, and those with some words in them.

use leptos::prelude::*;
use ui::icon::Icon;

/// Two tabs with how many there are behind each, and a search.
#[component]
pub fn Which(
    /// What is chosen.
    label: &'static str,
    /// The words of the tabs.
    tabs: [&'static str; 2],
    /// How many there are behind them, followed.
    counts: Signal<(usize, usize)>,
    /// Whether the second is chosen.
    second: RwSignal<bool>,
    /// What is looked for.
    search: RwSignal<String>,
    /// The words of the search.
    words: &'static str,
) -> AnyView {
    let tab = move |text: &'static str, is_second: bool| {
        let count = move || {
            let (of_first, of_second) = counts.get();
            if is_second { of_second } else { of_first }
        };
        view! {
            <button
                type="button"
                class="tabs__tab"
                aria-pressed=move || if second.get() == is_second { "true" } else { "false" }
                on:click=move |_| second.set(is_second)
            >
                {text}
                <span class="tabs__count">{count}</span>
            </button>
        }
    };
    let [first_words, second_words] = tabs;
    view! {
        <div class="which">
            <div class="tabs tabs--boxed" role="group" aria-label=label>
                {tab(first_words, false)}
                {tab(second_words, true)}
            </div>
            <div class="search">
                <Icon name="search" />
                <input class="field__input" type="search" aria-label=words placeholder=words bind:value=search />
            </div>
        </div>
    }
    .into_any()
}
