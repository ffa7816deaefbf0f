//! What an event makes of an order.

use super::{Actor, Assignment, CancelCause, Order, State, Step};
use crate::Timestamp;
use crate::event::{Event, StageChange};
use crate::payment::PaymentNote;
use crate::stage::Stage;

/// The order after an event. An event that says nothing of this order, or that does not fit its state, changes
/// nothing: an event that comes twice is heard once.
pub fn evolve(order: &Order, event: &Event) -> Order {
    if event.order().is_none_or(|about| about.order_id != order.head.id) {
        return order.clone();
    }
    if let Event::OrderPaymentUpdated { payment, at, .. } = event {
        return noted(order, *payment, *at);
    }
    if let Event::OrderDelivered { order: about, .. } = event
        && about.version > order.version
    {
        // It completes nothing that the last stage has not; it only has its place among the events.
        return Order {
            version: about.version,
            ..order.clone()
        };
    }
    if let Event::OrderEdited { order: about, at, .. } = event
        && about.version > order.version
    {
        // What it is after it stands in the order alone: events name nobody's address. See [`edit`](super::edit).
        return Order {
            version: about.version,
            updated_at: (*at).max(order.updated_at),
            ..order.clone()
        };
    }
    let Some(state) = next_state(order, event) else {
        return order.clone();
    };
    Order {
        head: order.head.clone(),
        version: order.version + 1,
        updated_at: event.at().map_or(order.updated_at, |at| at.max(order.updated_at)),
        settled: match event {
            Event::OrderConfirmed { settled, .. } => Some(*settled),
            _ => order.settled,
        },
        payment: match event {
            Event::OrderConfirmed { payment, .. } => newer(order.payment, *payment),
            _ => order.payment,
        },
        promise: match event {
            Event::OrderConfirmed { promise, .. } => *promise,
            _ => order.promise,
        },
        edits: order.edits.clone(),
        state,
    }
}

fn noted(order: &Order, payment: PaymentNote, at: Timestamp) -> Order {
    let payment = newer(order.payment, Some(payment));
    if payment == order.payment {
        return order.clone();
    }
    Order {
        version: order.version + 1,
        updated_at: at.max(order.updated_at),
        payment,
        ..order.clone()
    }
}

/// The note of the newer version of a payment's record.
fn newer(known: Option<PaymentNote>, reported: Option<PaymentNote>) -> Option<PaymentNote> {
    match (known, reported) {
        (Some(known), Some(reported)) if reported.version > known.version => Some(reported),
        (None, reported) => reported,
        (known, _) => known,
    }
}

fn next_state(order: &Order, event: &Event) -> Option<State> {
    let state = &order.state;
    match event {
        Event::OrderConfirmed { at, .. } => confirmed(order, *at),
        Event::OrderCancelled {
            by,
            cause,
            reason,
            at,
            ..
        } => cancelled(state, by, *cause, reason, *at),
        Event::OrderStageStarted { stage, by, at, .. } => {
            let (by, at) = (by.clone(), *at);
            begun(state, *stage, Some(Assignment { by, at }), at)
        }
        Event::OrderStageCompleted { step, next, .. } => completed(state, step, *next),
        Event::OrderStageUpdated {
            stage,
            change: StageChange::BroughtForward,
            at,
            ..
        } => begun(state, *stage, None, *at),
        Event::OrderStageUpdated { stage, change, .. } => stage_changed(state, *stage, change),
        _ => None,
    }
}

fn confirmed(order: &Order, at: Timestamp) -> Option<State> {
    matches!(order.state, State::AwaitingPayment).then(|| State::Working {
        confirmed_at: at,
        done: vec![],
        stage: Stage::Cooking,
        since: order.head.cook_from().max(at),
        taken: None,
        overdue: false,
    })
}

fn cancelled(state: &State, by: &Actor, cause: CancelCause, reason: &str, at: Timestamp) -> Option<State> {
    let (confirmed_at, done) = match state {
        State::AwaitingPayment => (None, vec![]),
        State::Working {
            confirmed_at, done, ..
        } => (Some(*confirmed_at), done.clone()),
        State::Completed { .. } | State::Cancelled { .. } => return None,
    };
    Some(State::Cancelled {
        confirmed_at,
        done,
        at,
        by: by.clone(),
        cause: Some(cause),
        reason: reason.to_owned(),
    })
}

/// The stage in which the order waits has begun: by somebody who takes it, or because an order for later is wanted now.
fn begun(state: &State, begun: Stage, taken: Option<Assignment>, at: Timestamp) -> Option<State> {
    match state {
        State::Working {
            confirmed_at,
            done,
            stage,
            since,
            taken: None,
            overdue,
        } if *stage == begun => Some(State::Working {
            confirmed_at: *confirmed_at,
            done: done.clone(),
            stage: *stage,
            // Somebody may begin early with an order for later.
            since: (*since).min(at),
            taken,
            overdue: *overdue,
        }),
        _ => None,
    }
}

fn completed(state: &State, step: &Step, next: Option<Stage>) -> Option<State> {
    let State::Working {
        confirmed_at,
        done,
        stage,
        taken: Some(_),
        ..
    } = state
    else {
        return None;
    };
    if *stage != step.stage {
        return None;
    }
    let (confirmed_at, done) = (
        *confirmed_at,
        [done.as_slice(), std::slice::from_ref(step)].concat(),
    );
    Some(match next {
        Some(next) => State::Working {
            confirmed_at,
            done,
            stage: next,
            since: step.finished_at,
            taken: None,
            overdue: false,
        },
        None => State::Completed { confirmed_at, done },
    })
}

fn stage_changed(state: &State, changed: Stage, change: &StageChange) -> Option<State> {
    match (state, change) {
        (
            State::Working {
                confirmed_at,
                done,
                stage,
                since,
                taken: Some(_),
                overdue,
            },
            StageChange::Released,
        ) if *stage == changed => Some(State::Working {
            confirmed_at: *confirmed_at,
            done: done.clone(),
            stage: *stage,
            since: *since,
            taken: None,
            overdue: *overdue,
        }),
        (
            State::Working {
                confirmed_at,
                done,
                stage,
                since,
                taken,
                overdue: false,
            },
            StageChange::Overdue { .. },
        ) if *stage == changed => Some(State::Working {
            confirmed_at: *confirmed_at,
            done: done.clone(),
            stage: *stage,
            since: *since,
            taken: taken.clone(),
            overdue: true,
        }),
        (
            State::Working {
                confirmed_at,
                done,
                taken: None,
                ..
            }
            | State::Completed { confirmed_at, done },
            StageChange::Recalled { step, .. },
        ) if done.last() == Some(step) => Some(State::Working {
            confirmed_at: *confirmed_at,
            done: done.iter().take(done.len() - 1).cloned().collect(),
            stage: step.stage,
            since: step.since,
            taken: Some(Assignment {
                by: step.by.clone(),
                at: step.started_at,
            }),
            overdue: step.overdue,
        }),
        _ => None,
    }
}
