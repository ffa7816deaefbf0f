//! What one has just completed and may take back.

use crate::state::actions::{Action, last_done, recall_left_ms};
use crate::state::erased::memo;
use crate::state::queues::StageQueue;
use crate::state::taps::Taps;
use api::orders::OrderView;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::clock::Clock;
use ui::icon::Icon;

#[component]
pub fn Recent(queue: StageQueue) -> AnyView {
    let clock = expect_context::<Clock>();
    let shown = memo(move || {
        let now = clock.now();
        let all = queue.facts.with(|facts| facts.recallable.clone());
        all.into_iter()
            .filter(|order| recall_left_ms(order, now).is_some())
            .filter(|order| last_done(order).is_some_and(|step| step.step_name == queue.stage))
            .collect::<Vec<_>>()
    });
    view! {
        {move || {
            (!shown.with(Vec::is_empty))
                .then(|| {
                    view! {
                        <section class="stack" aria-labelledby="recientes">
                            <h2 id="recientes">{texts::RECENT}</h2>
                            <ul class="recent">
                                <For
                                    each=move || shown.get()
                                    key=|order| (order.order_id.clone(), order.version)
                                    children=move |order| view! { <Finished queue order /> }
                                />
                            </ul>
                        </section>
                    }
                })
        }}
    }
    .into_any()
}

#[component]
fn Finished(queue: StageQueue, order: OrderView) -> AnyView {
    let (taps, clock) = (Taps::expect(), expect_context::<Clock>());
    let number = order.number;
    let order = StoredValue::new(order);
    let busy = move || order.with_value(|order| taps.is_busy(order));
    let left = move || {
        order
            .with_value(|order| recall_left_ms(order, clock.now()))
            .unwrap_or(0)
    };
    view! {
        <li>
            {texts::finished(number, queue.stage)}
            <button
                type="button"
                class="button button--quiet"
                aria-label=texts::on_order(texts::UNDO, number)
                aria-busy=move || busy().then_some("true")
                disabled=busy
                on:click=move |_| taps.act(&order.get_value(), Action::Recall(queue.stage))
            >
                <Icon name="undo" />
                {move || texts::undo_within(&texts::stopwatch(left()))}
            </button>
        </li>
    }
    .into_any()
}
