//! Where an order stands between its placing and its end.

use super::{Order, State};
use crate::Timestamp;
use crate::stage::Stage;

impl Order {
    /// Whether somebody still has to do something for it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::AwaitingPayment | State::Working { .. })
    }

    /// Whether it is paid and the kitchen should not begin with it yet.
    pub fn is_for_later(&self, now: Timestamp) -> bool {
        matches!(self.state, State::Working { since, .. } if since > now)
    }

    /// Whether it is for later, nobody has begun with it, and it keeps the time at which the kitchen should.
    pub fn is_unbegun_for_later(&self) -> bool {
        let untouched = matches!(
            &self.state,
            State::Working {
                stage: Stage::Cooking,
                taken: None,
                since,
                ..
            } if *since >= self.head.cook_from()
        );
        untouched && self.head.schedule.is_some()
    }

    /// Since when it is finished: delivered or cancelled.
    pub fn finished_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::AwaitingPayment | State::Working { .. } => None,
            State::Completed { confirmed_at, done } => {
                Some(done.last().map_or(*confirmed_at, |step| step.finished_at))
            }
            State::Cancelled { at, .. } => Some(*at),
        }
    }
}
