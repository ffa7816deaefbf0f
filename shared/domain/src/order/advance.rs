//! Stages worked through by one command: all that is asked, or none of it.

use super::decide::{Refusal, complete, confirm, may_work, take};
use super::{Actor, Order, Settled, State, evolve};
use crate::Timestamp;
use crate::event::Event;
use crate::staff::Role;
use crate::stage::{Stage, StepStatus};
use serde::{Deserialize, Serialize};

/// How far an order is to be brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advance {
    pub stage: Stage,
    pub reach: Reach,
    /// Whether the stages before it are worked through as well; otherwise the order has to stand at this one.
    pub through: bool,
    /// Whether a machine may do it, for clients of older systems, whose machines do the kitchen's work.
    pub by_machine: bool,
}

/// How far within the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// Somebody is at it.
    Taken,
    /// It is completed.
    Done,
}

/// The events that bring the order so far. Who may is asked for every stage before the first one changes: a refusal
/// changes nothing. An order that is so far already has no events.
pub(super) fn advance(
    order: &Order,
    wanted: Advance,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let mut events = Vec::new();
    let mut order = order.clone();
    let may = |order: &Order, stage| {
        (wanted.by_machine && actor.role == Role::Service) || may_work(order, stage, actor)
    };
    if matches!(order.state, State::Cancelled { .. }) {
        return take(&order, wanted.stage, actor, now);
    }
    if order.waits_for_acceptance() {
        let accepted = confirm(&order, Settled::CashOnDelivery, None, now)?;
        order = accepted.iter().fold(order, |order, event| evolve(&order, event));
        events.extend(accepted);
    }
    while !done(&order, wanted.stage) {
        let Some((stage, status)) = order.open_stage() else {
            // Not paid, finished or cancelled: the same refusal as for any other work.
            return take(&order, wanted.stage, actor, now);
        };
        if stage > wanted.stage || (stage < wanted.stage && !wanted.through) {
            return Err(Refusal::OtherStage { stage: Some(stage) });
        }
        if !may(&order, stage) {
            return Err(Refusal::NotAllowed);
        }
        let worker = worker(&order, stage, actor, wanted.by_machine);
        let last = stage == wanted.stage && wanted.reach == Reach::Taken;
        let step = match status {
            // Who has it already takes it once more without effect; anybody else is answered who has it.
            _ if last => take(&order, stage, &worker, now)?,
            StepStatus::Pending => take(&order, stage, &worker, now)?,
            StepStatus::InProgress | StepStatus::Done => complete(&order, stage, &worker, now)?,
        };
        order = step.iter().fold(order, |order, event| evolve(&order, event));
        events.extend(step.into_iter().map(|event| named(event, actor)));
        if last {
            break;
        }
    }
    Ok(events)
}

/// Whether the stage is completed. One that was recalled is open again.
fn done(order: &Order, stage: Stage) -> bool {
    let open = order.open_stage().is_none_or(|(open, _)| open > stage);
    open && order.done().iter().any(|step| step.stage == stage)
}

/// A machine works with the rights of the stage's role.
fn worker(order: &Order, stage: Stage, actor: &Actor, by_machine: bool) -> Actor {
    match actor.role {
        Role::Service if by_machine => Actor {
            role: stage.role(order.head.fulfilment.kind()),
            ..actor.clone()
        },
        _ => actor.clone(),
    }
}

/// The event with the actor as who it really is.
fn named(mut event: Event, actor: &Actor) -> Event {
    let own = |by: &mut Actor| {
        if by.id == actor.id {
            *by = actor.clone();
        }
    };
    match &mut event {
        Event::OrderStageStarted { by, .. } | Event::OrderDelivered { by, .. } => own(by),
        Event::OrderStageCompleted { by, step, .. } => {
            own(by);
            own(&mut step.by);
        }
        _ => {}
    }
    event
}
