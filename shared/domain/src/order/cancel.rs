//! Cancelling: who may, and until when.

use super::decide::Refusal;
use super::{Actor, CancelCause, Order, State};
use crate::Timestamp;
use crate::event::Event;
use crate::staff::{Permission, Role};
use crate::stage::{CANCEL_WINDOW_MINUTES, Stage};
use crate::time::MINUTE_MS;
use crate::written::is_left_out;

pub(super) fn cancel(
    order: &Order,
    reason: &str,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let owner = actor.role == Role::Customer && actor.id == order.head.customer.id.as_str();
    let manager = actor.role.may(Permission::CancelAnyOrder) && actor.role == Role::Manager;
    if !owner && !manager && actor.role != Role::Service {
        return Err(Refusal::NotAllowed);
    }
    match &order.state {
        State::Cancelled { .. } => return Ok(vec![]),
        State::Completed { .. } => {
            return Err(Refusal::Closed {
                status: order.status(),
            });
        }
        State::AwaitingPayment => {}
        State::Working { .. } if manager => {
            if is_left_out(reason) {
                return Err(Refusal::ReasonMissing);
            }
        }
        State::Working { stage, taken, .. } => {
            let untouched = *stage == Stage::Cooking && taken.is_none();
            let in_time = now.since_ms(order.head.placed_at) < CANCEL_WINDOW_MINUTES * MINUTE_MS;
            // What a late cancellation costs is a rule of catering: it keeps nobody from cancelling.
            let to_come = order.head.schedule.is_some_and(|schedule| now < schedule.at);
            let by_its_rule = order.head.catering.is_some() && (to_come || actor.role == Role::Service);
            // Nobody has to begin with it yet.
            let for_later = order
                .head
                .schedule
                .is_some_and(|schedule| now < schedule.cook_from);
            if !untouched || !(in_time || for_later || by_its_rule) {
                return Err(Refusal::CancelWindowOver);
            }
        }
    }
    Ok(vec![cancelled(
        order,
        CancelCause::Requested,
        reason.trim(),
        actor,
        now,
    )])
}

pub(super) fn cancelled(
    order: &Order,
    cause: CancelCause,
    reason: &str,
    actor: &Actor,
    now: Timestamp,
) -> Event {
    Event::OrderCancelled {
        order: order.reference(),
        cause,
        reason: reason.to_owned(),
        expired: cause.is_expiry(),
        from: order.status(),
        step: order.current_step(),
        lines: order.sold(),
        counted: order.counted(),
        by: actor.clone(),
        at: now,
    }
}
