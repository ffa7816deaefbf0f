//! Each step of an order: since when it waited, start, end, how long, and who.

use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use api::orders::{OrderView, StepView};
use domain::Timestamp;
use domain::order::Status;
use leptos::prelude::*;
use texts::now::console as texts;
use ui::clock::Clock;

#[component]
pub fn StepsTable(order: Memo<OrderView>) -> AnyView {
    let steps = memo(move || {
        order.with(|order| {
            (
                order.steps.clone(),
                order.overdue,
                order.status == Status::Cancelled,
            )
        })
    });
    view! {
        {move || {
            let (steps, overdue, cancelled) = steps.get();
            if steps.is_empty() {
                let words = if cancelled { texts::NO_STEPS_CANCELLED } else { texts::NO_STEPS };
                return view! { <p class="muted">{words}</p> }.into_any();
            }
            let rows = steps.into_iter().map(|step| view! { <Row step overdue /> }).collect_view();
            view! {
                <div class="table-scroll" role="region" tabindex="0" aria-label=texts::STEPS>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{texts::STEP}</th>
                                <th scope="col">{texts::STATE}</th>
                                <th scope="col">{texts::WAITED_SINCE}</th>
                                <th scope="col">{texts::START}</th>
                                <th scope="col">{texts::END}</th>
                                <th scope="col" class="table__num">
                                    {texts::TOOK}
                                </th>
                                <th scope="col">{texts::WHO}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
                .into_any()
        }}
    }
    .into_any()
}

#[component]
fn Row(step: StepView, overdue: bool) -> AnyView {
    let (restaurant, clock) = (RestaurantState::expect(), expect_context::<Clock>());
    let moment =
        move |at: Option<Timestamp>| at.map_or_else(|| texts::NONE.to_owned(), |at| restaurant.moment(at));
    let took = move || match (step.started_at, step.finished_at) {
        (Some(from), Some(to)) => texts::duration(to.since_ms(from)),
        (Some(from), None) => texts::duration(clock.now().since_ms(from)),
        (None, _) => texts::NONE.to_owned(),
    };
    let late = overdue && step.finished_at.is_none();
    let who = step
        .attended_by
        .map_or_else(|| texts::NOBODY.to_owned(), |by| by.name);
    view! {
        <tr>
            <th scope="row">{texts::stage(step.step_name)}</th>
            <td>
                {texts::step_state(step.status)}
                {late.then(|| view! { " " <span class="badge badge--danger">{texts::OVERDUE}</span> })}
            </td>
            <td>{restaurant.moment(step.waiting_since)}</td>
            <td>{moment(step.started_at)}</td>
            <td>{moment(step.finished_at)}</td>
            <td class="table__num">{took}</td>
            <td>{who}</td>
        </tr>
    }
    .into_any()
}
