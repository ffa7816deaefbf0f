//! The buttons with which the one signed in moves an order on: the same on tickets and on cards.

use super::refocus;
use crate::state::actions::{Action, actions, recall_left_ms};
use crate::state::erased::memo;
use crate::state::session::Session;
use crate::state::taps::Taps;
use api::orders::OrderView;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use std::time::Duration;
use texts::now::console as texts;
use ui::clock::Clock;
use ui::icon::Icon;

/// A button that has just taken another one's place does not hear the second half of a double tap.
const BOUNCE: Duration = Duration::from_millis(500);

/// Where the buttons stand: the stage is the page's on a ticket, and has to be named on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Ticket,
    /// The compact card: only what comes next.
    Card,
    /// The open card: everything.
    OpenCard,
}

#[component]
pub fn Actions(
    /// The order as it will be once its taps have arrived.
    order: Memo<OrderView>,
    place: Place,
) -> AnyView {
    let session = Session::expect();
    let clock = expect_context::<Clock>();
    let legal = memo(move || {
        let me = session.me();
        let all = me.map_or_else(Vec::new, |me| {
            order.with(|order| actions(order, &me, clock.now()))
        });
        place.offer(all)
    });
    view! {
        <For
            each=move || legal.get()
            key=|action| format!("{action:?}")
            children=move |action| view! { <Act order action place /> }
        />
    }
    .into_any()
}

impl Place {
    /// Which of the legal actions are offered here.
    fn offer(self, mut legal: Vec<Action>) -> Vec<Action> {
        match self {
            Place::Ticket => {
                legal
                    .retain(|action| !matches!(action, Action::Cancel | Action::Confirm | Action::Recall(_)));
            }
            Place::Card => {
                legal.retain(|action| *action != Action::Cancel);
                legal.truncate(1);
            }
            Place::OpenCard => {}
        }
        legal
    }
}

#[component]
fn Act(order: Memo<OrderView>, action: Action, place: Place) -> AnyView {
    let (taps, clock) = (Taps::expect(), expect_context::<Clock>());
    // Work waits its turn behind what is on its way; anything else needs the answer to it.
    let busy = memo(move || {
        order.with(|order| {
            let under_way = || taps.waiting(order).is_some_and(|tap| tap.sent);
            taps.is_busy(order) || (!action.is_kept() && under_way())
        })
    });
    let words = move || match action {
        Action::Recall(_) => {
            let left = order.with(|order| recall_left_ms(order, clock.now()));
            texts::undo_within(&texts::stopwatch(left.unwrap_or(0)))
        }
        Action::Release(_) if place == Place::Ticket => texts::RELEASE_SHORT.to_owned(),
        other => name(other, place).to_owned(),
    };
    // It says so meanwhile.
    let left = order.with_untracked(|order| taps.left_since_tap(order, BOUNCE));
    let bouncing = RwSignal::new(left.is_some());
    if let Some(left) = left {
        set_timeout(
            move || {
                let _ = bouncing.try_set(false);
            },
            left,
        );
    }
    let press = move |event: MouseEvent| {
        if bouncing.get_untracked() || busy.get_untracked() {
            return;
        }
        taps.act(&order.get_untracked(), action);
        refocus::after(&event);
    };
    // The name of the button stays the same while its clock runs.
    let label = move || texts::on_order(name(action, place), order.with(|order| order.number));
    view! {
        <button
            type="button"
            class=class(action)
            aria-label=label
            aria-disabled=move || (bouncing.get() || busy.get()).then_some("true")
            on:click=press
        >
            {matches!(action, Action::Recall(_)).then(|| view! { <Icon name="undo" /> })}
            {words}
        </button>
    }
    .into_any()
}

fn class(action: Action) -> &'static str {
    match action {
        Action::Take(_) | Action::Accept(_) | Action::Complete(_) | Action::Confirm => {
            "button button--primary"
        }
        Action::Cancel => "button button--danger",
        Action::Release(_) => "button button--quiet",
        Action::Recall(_) => "button",
    }
}

fn name(action: Action, place: Place) -> &'static str {
    match (action, place) {
        (Action::Take(_), Place::Ticket) => texts::TAKE,
        (Action::Take(stage), _) => texts::take_for(stage),
        (Action::Complete(stage), Place::Ticket) => texts::complete(stage),
        (Action::Complete(stage), _) => texts::complete_to(stage),
        (Action::Release(_), _) => texts::RELEASE,
        (Action::Recall(_), _) => texts::UNDO,
        (Action::Confirm, _) => texts::CONFIRM,
        (Action::Accept(_), _) => texts::ACCEPT,
        (Action::Cancel, _) => texts::CANCEL,
    }
}
