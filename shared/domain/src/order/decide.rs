//! What a command does to an order, or why it does nothing.

use super::{
    Actor, Advance, Assignment, Order, Settled, State, Status, Step, advance, cancel, evolve, timing,
};
use crate::Timestamp;
use crate::event::{Event, StageChange};
use crate::payment::PaymentNote;
use crate::staff::{Permission, Role};
use crate::stage::{RECALL_WINDOW_MINUTES, Stage};
use crate::time::MINUTE_MS;
use serde::{Deserialize, Serialize};

/// What somebody wants to happen to an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// The payment is settled: into the kitchen.
    Confirm {
        settled: Settled,
        /// What the payment's record says then, where there is one.
        payment: Option<PaymentNote>,
    },
    /// The money stands otherwise than the order knows.
    NotePayment {
        payment: PaymentNote,
    },
    /// Nobody paid in time.
    Expire,
    Cancel {
        reason: String,
    },
    /// Start on a stage. An order that waits to be accepted is accepted by it.
    Take {
        stage: Stage,
    },
    /// Take and complete stages up to a point, all of them or none.
    Advance(Advance),
    /// Put a taken stage back into its queue.
    Release {
        stage: Stage,
    },
    Complete {
        stage: Stage,
    },
    /// Take the last completion back.
    Recall,
    /// Begin now with what is for later.
    BeginNow,
    /// A stage takes longer than its target.
    MarkOverdue {
        stage: Stage,
    },
}

/// Why a command does nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("this person may not do that")]
    NotAllowed,
    #[error("somebody else has taken it")]
    AlreadyTaken { by: Actor },
    #[error("the stage is not in progress")]
    NotInProgress,
    #[error("the order is at another stage")]
    OtherStage { stage: Option<Stage> },
    #[error("the order is {}", .status.wire_name())]
    Closed { status: Status },
    #[error("the order awaits its payment")]
    NotPaid,
    #[error("the time limit has not passed")]
    NotYet,
    #[error("it is too late to cancel")]
    CancelWindowOver,
    #[error("it is too late to take the completion back")]
    RecallWindowOver,
    #[error("nothing was completed yet")]
    NothingToRecall,
    #[error("a reason is needed")]
    ReasonMissing,
    #[error("it was changed too often")]
    TooManyEdits,
}

/// What a command by somebody does to an order now: the events in their order, none when it is done already, or why
/// not.
pub fn decide(
    order: &Order,
    command: &Command,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let mut order = order.clone();
    let mut events = decided(&order, command, actor, now)?;
    for event in &mut events {
        if let Some(about) = event.order_mut() {
            about.version = order.version + 1;
        }
        order = evolve(&order, event);
        if let Some(about) = event.order_mut() {
            about.ends_at = order.ends_at();
        }
    }
    Ok(events)
}

fn decided(order: &Order, command: &Command, actor: &Actor, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Confirm { settled, payment } => confirm(order, *settled, *payment, now),
        Command::NotePayment { payment } => Ok(note_payment(order, *payment, now)),
        Command::Expire => timing::expire(order, actor, now),
        Command::Cancel { reason } => cancel::cancel(order, reason, actor, now),
        Command::Take { stage } => taken_on(order, *stage, actor, now),
        Command::Advance(advance) => advance::advance(order, *advance, actor, now),
        Command::Release { stage } => release(order, *stage, actor, now),
        Command::Complete { stage } => complete(order, *stage, actor, now),
        Command::Recall => recall(order, actor, now),
        Command::BeginNow => timing::begin_now(order, actor, now),
        Command::MarkOverdue { stage } => timing::mark_overdue(order, *stage, actor, now),
    }
}

/// The stage that is open, with its waiting time and who took it.
pub(super) struct Open<'a> {
    pub(super) stage: Stage,
    pub(super) since: Timestamp,
    pub(super) taken: Option<&'a Assignment>,
    done: &'a [Step],
    overdue: bool,
}

pub(super) fn open(order: &Order) -> Result<Open<'_>, Refusal> {
    match &order.state {
        State::Working {
            stage,
            since,
            taken,
            done,
            overdue,
            ..
        } => Ok(Open {
            stage: *stage,
            since: *since,
            taken: taken.as_ref(),
            done,
            overdue: *overdue,
        }),
        State::AwaitingPayment => Err(Refusal::NotPaid),
        State::Completed { .. } | State::Cancelled { .. } => Err(Refusal::Closed {
            status: order.status(),
        }),
    }
}

/// The event carries no promise yet: computing one needs the number of waiting orders, which the orders service reads. It adds the
/// promise with [`Event::with_promise`].
pub(super) fn confirm(
    order: &Order,
    settled: Settled,
    payment: Option<PaymentNote>,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    match &order.state {
        State::AwaitingPayment => Ok(vec![Event::OrderConfirmed {
            order: order.reference(),
            settled,
            lines: order.sold(),
            at: now,
            payment,
            promise: None,
        }]),
        // A repeated confirmation changes nothing, even after the order was delivered.
        State::Working { .. } | State::Completed { .. } => Ok(vec![]),
        State::Cancelled { .. } => Err(Refusal::Closed {
            status: order.status(),
        }),
    }
}

/// What an older version of the record said is no news.
fn note_payment(order: &Order, payment: PaymentNote, now: Timestamp) -> Vec<Event> {
    if order
        .payment
        .is_some_and(|known| known.version >= payment.version)
    {
        return vec![];
    }
    vec![Event::OrderPaymentUpdated {
        order: order.reference(),
        payment,
        at: now,
    }]
}

/// Takes a stage; the first one of an order that waits to be accepted as well, which is confirmed by it as paid at the door.
fn taken_on(order: &Order, stage: Stage, actor: &Actor, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    if !order.waits_for_acceptance() || stage != Stage::Cooking {
        return take(order, stage, actor, now);
    }
    if !may_work(order, stage, actor) {
        return Err(Refusal::NotAllowed);
    }
    let mut events = confirm(order, Settled::CashOnDelivery, None, now)?;
    let accepted = events
        .iter()
        .fold(order.clone(), |order, event| evolve(&order, event));
    events.extend(take(&accepted, stage, actor, now)?);
    Ok(events)
}

pub(super) fn take(
    order: &Order,
    stage: Stage,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let open = at_stage(order, stage)?;
    if !may_work(order, stage, actor) {
        return Err(Refusal::NotAllowed);
    }
    match open.taken {
        Some(taken) if taken.by.id == actor.id => Ok(vec![]),
        Some(taken) => Err(Refusal::AlreadyTaken { by: taken.by.clone() }),
        None => Ok(vec![Event::OrderStageStarted {
            order: order.reference(),
            stage,
            by: actor.clone(),
            at: now,
        }]),
    }
}

fn release(order: &Order, stage: Stage, actor: &Actor, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    let open = at_stage(order, stage)?;
    let Some(taken) = open.taken else {
        return if may_work(order, stage, actor) {
            Ok(vec![])
        } else {
            Err(Refusal::NotAllowed)
        };
    };
    if !holds(taken, actor) {
        return Err(Refusal::AlreadyTaken { by: taken.by.clone() });
    }
    let change = StageChange::Released;
    Ok(vec![Event::OrderStageUpdated {
        order: order.reference(),
        stage,
        change,
        by: actor.clone(),
        at: now,
    }])
}

pub(super) fn complete(
    order: &Order,
    stage: Stage,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Event>, Refusal> {
    let done_by_them = order
        .done()
        .iter()
        .any(|step| step.stage == stage && step.was_done_by(&actor.id));
    if done_by_them && !matches!(order.state, State::Cancelled { .. }) {
        return Ok(vec![]);
    }
    let open = at_stage(order, stage)?;
    let Some(taken) = open.taken else {
        return Err(if may_work(order, stage, actor) {
            Refusal::NotInProgress
        } else {
            Refusal::NotAllowed
        });
    };
    if !holds(taken, actor) {
        return Err(Refusal::AlreadyTaken { by: taken.by.clone() });
    }
    let step = Step {
        stage,
        since: open.since,
        started_at: taken.at,
        finished_at: now.max(taken.at),
        by: taken.by.clone(),
        completed_by: (taken.by.id != actor.id).then(|| actor.id.clone()),
        overdue: open.overdue,
    };
    let next = stage.rule().next;
    let mut events = vec![Event::OrderStageCompleted {
        order: order.reference(),
        step: step.clone(),
        next,
        by: actor.clone(),
    }];
    if next.is_none() {
        events.push(Event::OrderDelivered {
            order: order.reference(),
            by: taken.by.clone(),
            at: step.finished_at,
        });
    }
    Ok(events)
}

fn recall(order: &Order, actor: &Actor, now: Timestamp) -> Result<Vec<Event>, Refusal> {
    let done = match &order.state {
        State::Completed { done, .. } => done.as_slice(),
        State::Working { .. } => open(order)?.done,
        State::AwaitingPayment => return Err(Refusal::NotPaid),
        State::Cancelled { .. } => {
            return Err(Refusal::Closed {
                status: order.status(),
            });
        }
    };
    let last = done.last().ok_or(Refusal::NothingToRecall)?;
    if actor.id != last.by.id && actor.role != Role::Manager {
        return Err(Refusal::NotAllowed);
    }
    if let State::Working {
        taken: Some(taken), ..
    } = &order.state
    {
        return Err(Refusal::AlreadyTaken { by: taken.by.clone() });
    }
    if now.since_ms(last.finished_at) >= RECALL_WINDOW_MINUTES * MINUTE_MS {
        return Err(Refusal::RecallWindowOver);
    }
    let delivered = matches!(order.state, State::Completed { .. });
    Ok(vec![Event::OrderStageUpdated {
        order: order.reference(),
        stage: last.stage,
        change: StageChange::Recalled {
            step: last.clone(),
            delivered,
        },
        by: actor.clone(),
        at: now,
    }])
}

fn at_stage(order: &Order, stage: Stage) -> Result<Open<'_>, Refusal> {
    let open = open(order)?;
    if open.stage == stage {
        Ok(open)
    } else {
        Err(Refusal::OtherStage {
            stage: Some(open.stage),
        })
    }
}

/// The role of this stage for this order, or a manager.
pub(super) fn may_work(order: &Order, stage: Stage, actor: &Actor) -> bool {
    // A driver at the counter may hand over what is picked up there.
    let hands_over = stage == Stage::Delivery && actor.role == Role::Driver;
    actor.role == stage.role(order.head.fulfilment.kind())
        || hands_over
        || actor.role.may(Permission::WorkForOthers)
}

/// Who took a stage holds it; a manager may act for them.
fn holds(taken: &Assignment, actor: &Actor) -> bool {
    taken.by.id == actor.id || actor.role.may(Permission::WorkForOthers)
}
