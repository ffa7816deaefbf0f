//! How much of each dish the queue holds together.

use crate::state::erased::memo;
use crate::state::queues::StageQueue;
use leptos::prelude::*;
use texts::now::console as texts;

#[component]
pub fn AllDay(queue: StageQueue) -> AnyView {
    let counts = memo(move || queue.facts.with(|facts| facts.all_day.clone()));
    view! {
        {move || {
            let counts = counts.get();
            (!counts.is_empty())
                .then(|| {
                    let items = counts
                        .into_iter()
                        .map(|dish| view! { <li><b>{dish.qty}</b>{dish.name}</li> })
                        .collect_view();
                    view! {
                        <ul class="all-day" aria-label=texts::ALL_DAY tabindex="0">
                            {items}
                        </ul>
                    }
                })
        }}
    }
    .into_any()
}
