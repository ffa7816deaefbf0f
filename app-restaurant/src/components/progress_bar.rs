//! How far an order is, as a bar of its stages; the words stand beside it.

use crate::state::erased::memo;
use api::orders::OrderView;
use domain::stage::{Stage, StepStatus};
use leptos::prelude::*;

#[component]
pub fn ProgressBar(order: Memo<OrderView>) -> AnyView {
    let states = memo(move || order.with(|order| Stage::ALL.map(|stage| state(order, stage))));
    view! {
        <span class="way" aria-hidden="true">
            {move || states.get().into_iter().map(|state| view! { <i data-state=state></i> }).collect_view()}
        </span>
    }
    .into_any()
}

fn state(order: &OrderView, stage: Stage) -> &'static str {
    let step = order.steps.iter().rev().find(|step| step.step_name == stage);
    match step.map(|step| step.status) {
        Some(StepStatus::Done) => "done",
        Some(StepStatus::Pending | StepStatus::InProgress) => "now",
        None => "next",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::{cooking, done_by, minutes};

    #[test]
    fn the_bar_shows_what_is_done_and_where_the_order_is() {
        let order = done_by(cooking(1), "cook", minutes(5));
        assert_eq!(
            Stage::ALL.map(|stage| state(&order, stage)),
            ["done", "now", "next"]
        );
    }
}
