//! Previous and next.

use leptos::prelude::*;
use shared::texts::es::console as texts;

#[component]
pub fn Pager(
    /// Of this page, from 1.
    #[prop(into)]
    number: Signal<usize>,
    /// Address of the page before, where there is one.
    #[prop(into)]
    previous: Signal<Option<String>>,
    /// Address of the page after, where there is one.
    #[prop(into)]
    next: Signal<Option<String>>,
) -> AnyView {
    let alone = move || previous.get().is_none() && next.get().is_none();
    view! {
        {move || {
            (!alone())
                .then(|| {
                    view! {
                        <nav class="pager" aria-label=texts::PAGES>
                            {turn(previous.get(), "prev", texts::PREVIOUS)}
                            <span class="pager__status">{move || texts::page(number.get())}</span>
                            {turn(next.get(), "next", texts::NEXT)}
                        </nav>
                    }
                })
        }}
    }
    .into_any()
}

fn turn(href: Option<String>, rel: &'static str, words: &'static str) -> AnyView {
    match href {
        Some(href) => view! { <a class="button" rel=rel href=href>{words}</a> }.into_any(),
        None => view! { <span class="button" aria-disabled="true">{words}</span> }.into_any(),
    }
}
