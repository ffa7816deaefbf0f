//! The steps of a history as data, which are drawn from a seed, stored, left out and done again. A step names nothing by
//! its id: what it is about is drawn from its own number among what is there when it is done, so that a history still means
//! something when steps of it are left out.

use crate::draw::Draw;
use serde::{Deserialize, Serialize};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub action: Action,
    /// What it draws from.
    pub draw: u64,
    /// Whether it goes on at the same time as the step before it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
}

/// What goes wrong in a step, at which of its effects: commits, mails, calls of the gateway and of the supervisor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Counted from 0.
    pub effect: u64,
    pub kind: FaultKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FaultKind {
    /// It is not done.
    Refused,
    /// It is done, and said not to be.
    AnswerLost,
    /// The process ends before it.
    CrashBefore,
    /// The process ends after it.
    CrashAfter,
}

/// What somebody does, or what happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// A customer orders, or a machine or the dispatcher for one.
    Place,
    /// A call that placed an order is made again under its key, by whoever made it; sometimes with something else in it, or for
    /// somebody else.
    PlaceAgain,
    OpenPayment,
    /// The customer pays or declines, and the page says so.
    Settle,
    /// The customer pays with a code, whichever, and nobody says so.
    PayUnseen,
    /// The gateway's message comes.
    Notify,
    Confirm,
    Cancel,
    /// Somebody of the staff takes, completes or releases a stage, or brings an order forward.
    Work,
    Recall,
    /// The manager sets a count, or takes a dish off the carta or puts it back.
    ChangeProduct,
    /// When orders are taken changes: hours, special days, pauses.
    Hours,
    /// The manager blocks a customer, or lets them order again.
    Block,
    /// A machine orders for somebody and confirms it, in one call.
    Orchestrate,
    /// Something about the addresses that receive webhooks.
    Webhook,
    /// The manager has handed cash back.
    HandBack,
    /// The manager gives money of an order back.
    GiveBack,
    /// The manager changes what was ordered.
    Edit,
    /// Somebody asks for what is somebody else's.
    Pry,
    /// Something about somebody's account.
    Account,
    /// Something in the book of claims.
    Claim,
    /// Something about a request for catering.
    Catering,
    /// The last command on an order that was done is given again by the same person.
    Repeat,
    /// A machine confirms, advances or cancels an order under a key.
    Keyed,
    /// A call that was answered under its key is made again.
    KeyedAgain,
    /// Some events are delivered, one at a time, in any order, some twice.
    DeliverSome,
    DeliverAll,
    /// What becomes due by itself is looked at.
    RunTasks,
    /// What is old is removed.
    Sweep,
    /// Dead letters are delivered again.
    Retry,
    Wait,
    /// The clock is set back.
    SetBack,
    Crash,
    /// The gateway goes away, or comes back.
    Gateway,
    /// The same with the mailer.
    Mailer,
    /// Those who receive webhooks answer in another way.
    Receiver,
}

impl Action {
    /// What is no call of somebody, or changes what is sold, has its moment for itself: what others were told at that moment
    /// could be of before it or of after it. Passwords are hashed in other threads, whose turns no seed decides.
    pub(crate) fn can_go_beside(self) -> bool {
        !matches!(
            self,
            Action::ChangeProduct
                | Action::Hours
                | Action::Block
                | Action::Wait
                | Action::SetBack
                | Action::Crash
                | Action::Gateway
                | Action::Mailer
                | Action::Receiver
                | Action::Sweep
                | Action::Pry
                | Action::Account
                | Action::Repeat
        )
    }
}

/// How often each action is drawn, against the others.
const WEIGHTS: [(Action, u64); 36] = [
    (Action::Place, 20),
    (Action::PlaceAgain, 8),
    (Action::OpenPayment, 8),
    (Action::Settle, 10),
    (Action::PayUnseen, 5),
    (Action::Notify, 4),
    (Action::Confirm, 6),
    (Action::Cancel, 7),
    (Action::Work, 40),
    (Action::Recall, 6),
    (Action::ChangeProduct, 6),
    (Action::Hours, 4),
    (Action::Block, 6),
    (Action::Orchestrate, 5),
    (Action::Webhook, 2),
    (Action::HandBack, 2),
    (Action::GiveBack, 3),
    (Action::Edit, 5),
    (Action::Pry, 2),
    (Action::Account, 5),
    (Action::Claim, 10),
    (Action::Catering, 10),
    (Action::Repeat, 6),
    (Action::Keyed, 4),
    (Action::KeyedAgain, 3),
    (Action::DeliverSome, 18),
    (Action::DeliverAll, 8),
    (Action::RunTasks, 8),
    (Action::Sweep, 1),
    (Action::Retry, 2),
    (Action::Wait, 12),
    (Action::SetBack, 2),
    (Action::Crash, 2),
    (Action::Gateway, 2),
    (Action::Mailer, 2),
    (Action::Receiver, 1),
];

/// What some histories are most about, so that it comes to an end in them: drawn this many times as often.
const MOSTLY: u64 = 6;
/// Percentage of histories that are most about each of these.
const MOSTLY_PERCENT: [(Action, u64); 4] = [
    (Action::Account, 8),
    (Action::Claim, 15),
    (Action::Catering, 20),
    (Action::Webhook, 10),
];

/// Percentage of steps that have a fault, and percentage of steps that run beside the step before.
const FAULTS_PERCENT: u64 = 12;
const BESIDE_PERCENT: u64 = 15;

/// The history of a seed.
pub fn history(seed: u64, steps: usize) -> Vec<Step> {
    let mut draw = Draw::new(seed);
    // A third of all histories is without faults, so that what is wrong without them is found with fewer steps.
    let faults = !draw.chance(33);
    let mostly = mostly(&mut draw);
    (0..steps).map(|_| step(&mut draw, mostly, faults)).collect()
}

/// What a history is most about; `None` where it is about nothing more than other things.
fn mostly(draw: &mut Draw) -> Option<Action> {
    let mut at = draw.below(100);
    for (action, percent) in MOSTLY_PERCENT {
        if at < percent {
            return Some(action);
        }
        at -= percent;
    }
    None
}

fn step(draw: &mut Draw, mostly: Option<Action>, faults: bool) -> Step {
    let mut action = action(draw, mostly);
    while !faults
        && matches!(
            action,
            Action::Crash | Action::Gateway | Action::Mailer | Action::Receiver | Action::SetBack
        )
    {
        action = self::action(draw, mostly);
    }
    let beside = action.can_go_beside() && draw.chance(BESIDE_PERCENT);
    let kind = match draw.below(4) {
        0 => FaultKind::Refused,
        1 => FaultKind::AnswerLost,
        2 => FaultKind::CrashBefore,
        _ => FaultKind::CrashAfter,
    };
    // Most calls have one effect, deliveries some.
    let (low, high) = (draw.below(2), draw.below(12));
    let effect = if draw.chance(60) { low } else { high };
    Step {
        action,
        draw: draw.number(),
        beside,
        fault: (draw.chance(FAULTS_PERCENT) && faults).then_some(Fault { effect, kind }),
    }
}

fn action(draw: &mut Draw, mostly: Option<Action>) -> Action {
    let weight = |(action, weight): &(Action, u64)| match Some(*action) == mostly {
        true => weight * MOSTLY,
        false => *weight,
    };
    let mut at = draw.below(WEIGHTS.iter().map(weight).sum());
    for entry in &WEIGHTS {
        if at < weight(entry) {
            return entry.0;
        }
        at -= weight(entry);
    }
    Action::Wait
}
