//! Commands that time is the reason for: nobody paid, a stage takes too long, or an order for later is begun now.

use super::cancel::cancelled;
use super::decide::{Refusal, open};
use super::{Actor, Order, State};
use crate::Timestamp;
use crate::event::{Event, StageChange};
use crate::staff::Permission;
use crate::stage::Stage;

pub(super) fn expire(order: &Order, actor: &Actor, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    if !matches!(order.state, State::AwaitingPayment) {
        return Ok(vec![]);
    }
    if order.ends_at().is_some_and(|end| now < end) {
        return Err(Refusal::NotYet);
    }
    let cause = order.head.waits.cause();
    Ok(vec![cancelled(order, cause, cause.wire_name(), actor, now)])
}

pub(super) fn begin_now(order: &Order, actor: &Actor, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    if !actor.role.may(Permission::WorkForOthers) {
        return Err(Refusal::NotAllowed);
    }
    let open = open(order)?;
    if open.taken.is_some() || open.since <= now {
        return Ok(vec![]);
    }
    Ok(vec![Event::OrderStageUpdated {
        order: order.reference(),
        stage: open.stage,
        change: StageChange::BroughtForward,
        by: actor.clone(),
        at: now,
    }])
}

pub(super) fn mark_overdue(
    order: &Order,
    stage: Stage,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    match &order.state {
        State::Working {
            stage: current,
            overdue: false,
            since,
            taken,
            ..
        } if *current == stage => {
            let change = StageChange::Overdue {
                since: *since,
                taken_by: taken.as_ref().map(|t| t.by.clone()),
            };
            Ok(vec![Event::OrderStageUpdated {
                order: order.reference(),
                stage,
                change,
                by: actor.clone(),
                at: now,
            }])
        }
        _ => Ok(vec![]),
    }
}
