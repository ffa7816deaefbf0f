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
    /// The manager has handed cash back.
    HandBack,
    /// Somebody asks for what is somebody else's.
    Pry,
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
}

impl Action {
    /// What is no call of somebody, or changes what is sold, has its moment for itself: what others were told at that moment
    /// could be of before it or of after it.
    pub(crate) fn can_go_beside(self) -> bool {
        !matches!(
            self,
            Action::ChangeProduct
                | Action::Wait
                | Action::SetBack
                | Action::Crash
                | Action::Gateway
                | Action::Mailer
                | Action::Sweep
                | Action::Pry
        )
    }
}

/// How often each action is drawn, against the others.
const WEIGHTS: [(Action, u64); 23] = [
    (Action::Place, 20),
    (Action::PlaceAgain, 8),
    (Action::OpenPayment, 8),
    (Action::Settle, 10),
    (Action::PayUnseen, 5),
    (Action::Notify, 4),
    (Action::Confirm, 4),
    (Action::Cancel, 7),
    (Action::Work, 40),
    (Action::Recall, 6),
    (Action::ChangeProduct, 6),
    (Action::HandBack, 2),
    (Action::Pry, 2),
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
];

/// Percentage of steps that have a fault, and percentage of steps that run beside the step before.
const FAULTS_PERCENT: u64 = 12;
const BESIDE_PERCENT: u64 = 15;

/// The history of a seed.
pub fn history(seed: u64, steps: usize) -> Vec<Step> {
    let mut draw = Draw::new(seed);
    // A third of all histories is without faults, so that what is wrong without them is found with fewer steps.
    let faults = !draw.chance(33);
    (0..steps).map(|_| step(&mut draw, faults)).collect()
}

fn step(draw: &mut Draw, faults: bool) -> Step {
    let mut action = action(draw);
    while !faults
        && matches!(
            action,
            Action::Crash | Action::Gateway | Action::Mailer | Action::SetBack
        )
    {
        action = self::action(draw);
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

fn action(draw: &mut Draw) -> Action {
    let all = WEIGHTS.iter().map(|(_, weight)| weight).sum();
    let mut at = draw.below(all);
    for (action, weight) in WEIGHTS {
        if at < weight {
            return action;
        }
        at -= weight;
    }
    Action::Wait
}
