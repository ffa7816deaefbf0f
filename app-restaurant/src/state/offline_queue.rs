//! What people did while their tablet could not tell the server, in the order in which they did it.
//!
//! Taking, completing and releasing may be sent twice without harm, so a tap stays here until the server has
//! answered it. Taps that undo each other before they were sent leave nothing to send. One that was sent may have arrived although
//! no answer came: what undoes it is sent after it.

use api::orders::{Attendant, OrderView};
use domain::stage::{Stage, StepStatus};
use domain::{OrderId, Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum TapKind {
    Take,
    Complete,
    Release,
}

/// One thing somebody did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tap {
    pub by: Attendant,
    pub order_id: OrderId,
    pub number: u64,
    pub stage: Stage,
    pub kind: TapKind,
    pub at: Timestamp,
    /// On its way: it may have reached the server, so it can no longer be withdrawn.
    #[serde(default)]
    pub sent: bool,
    /// It was on its way before, and no answer came: it may have reached the server then.
    #[serde(default)]
    pub unheard: bool,
}

/// How far a tap that waits has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Only this device knows of it, and may withdraw it.
    Here,
    OnItsWay,
    /// It may have arrived, and is sent again.
    Unheard,
}

/// The taps that wait, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PendingTaps(Vec<Tap>);

/// Maximum number of taps that wait; more are refused, for then something else is wrong.
pub const MAX_TAPS: usize = 500;

impl PendingTaps {
    /// Adds a tap, or withdraws the one that it undoes. `false` when there is no room.
    pub fn push(&mut self, tap: Tap) -> bool {
        let last = self.0.iter().rposition(|known| known.order_id == tap.order_id);
        if let Some(known) = last.and_then(|index| self.0.get(index)) {
            let same_work = known.stage == tap.stage && known.by.id == tap.by.id;
            if same_work && known.kind == tap.kind {
                return true;
            }
            let undone = matches!(
                (known.kind, tap.kind),
                (TapKind::Take, TapKind::Release) | (TapKind::Release, TapKind::Take)
            );
            if same_work && undone && known.standing() == Standing::Here {
                last.map(|index| self.0.remove(index));
                return true;
            }
        }
        if self.0.len() >= MAX_TAPS {
            return false;
        }
        self.0.push(tap);
        true
    }

    /// Withdraws somebody's last tap on an order, unless it is on its way or may have arrived.
    pub fn withdraw(&mut self, order: &OrderId, by: &str) {
        let here = |tap: &Tap| tap.standing() == Standing::Here;
        let last = self
            .0
            .iter()
            .rposition(|tap| &tap.order_id == order && tap.by.id == by);
        if let Some(index) = last.filter(|index| self.0.get(*index).is_some_and(here)) {
            self.0.remove(index);
        }
    }

    /// The next tap to send for somebody, marked as on its way.
    pub fn next(&mut self, by: &str) -> Option<Tap> {
        let tap = self.0.iter_mut().find(|tap| tap.by.id == by)?;
        tap.sent = true;
        Some(tap.clone())
    }

    /// The server has done it.
    pub fn settle(&mut self, tap: &Tap) {
        if let Some(index) = self.0.iter().position(|known| known.is(tap)) {
            self.0.remove(index);
        }
    }

    /// The server has refused it: what the same person did to the same order afterwards makes no sense either.
    pub fn refuse(&mut self, tap: &Tap) {
        if let Some(first) = self.0.iter().position(|known| known.is(tap)) {
            let mut index = 0;
            self.0.retain(|known| {
                let follows = index >= first && known.order_id == tap.order_id && known.by.id == tap.by.id;
                index += 1;
                !follows
            });
        }
    }

    /// Nothing is on its way any more, and what was has not been done: it did not leave the device, or the server has said so.
    pub fn unsend(&mut self) {
        self.0.iter_mut().for_each(|tap| tap.sent = false);
    }

    /// Nothing is on its way any more, and what was may have arrived: no answer came, or the page was loaded again.
    pub fn lose(&mut self) {
        for tap in &mut self.0 {
            tap.unheard |= tap.sent;
            tap.sent = false;
        }
    }

    pub fn count_of(&self, by: &str) -> usize {
        self.0.iter().filter(|tap| tap.by.id == by).count()
    }

    /// People other than this one whose taps wait: name and how many.
    pub fn others(&self, me: &str) -> Vec<(String, usize)> {
        let mut others: Vec<(&Attendant, usize)> = Vec::new();
        for tap in self.0.iter().filter(|tap| tap.by.id != me) {
            match others.iter_mut().find(|(by, _)| by.id == tap.by.id) {
                Some((_, count)) => *count += 1,
                None => others.push((&tap.by, 1)),
            }
        }
        others
            .into_iter()
            .map(|(by, count)| (by.name.clone(), count))
            .collect()
    }

    /// Somebody's last tap that waits for an order.
    pub fn of(&self, order: &OrderId, by: &str) -> Option<&Tap> {
        self.0
            .iter()
            .rev()
            .find(|tap| &tap.order_id == order && tap.by.id == by)
    }

    /// The order as it will be once somebody's taps have arrived. What others did without being heard is not known to
    /// hold.
    pub fn apply_pending(&self, order: &OrderView, by: &str) -> OrderView {
        let mut order = order.clone();
        for tap in self
            .0
            .iter()
            .filter(|tap| tap.order_id == order.order_id && tap.by.id == by)
        {
            let open = order.steps.iter_mut().find(|step| step.step_name == tap.stage);
            let Some(step) = open.filter(|step| step.status != StepStatus::Done) else {
                continue;
            };
            match tap.kind {
                TapKind::Take => {
                    step.status = StepStatus::InProgress;
                    step.started_at = Some(tap.at);
                    step.attended_by = Some(tap.by.clone());
                }
                TapKind::Complete => {
                    step.status = StepStatus::Done;
                    step.finished_at = Some(tap.at);
                }
                TapKind::Release => {
                    step.status = StepStatus::Pending;
                    step.started_at = None;
                    step.attended_by = None;
                }
            }
        }
        order
    }
}

impl Tap {
    pub fn standing(&self) -> Standing {
        match (self.sent, self.unheard) {
            (true, _) => Standing::OnItsWay,
            (false, true) => Standing::Unheard,
            (false, false) => Standing::Here,
        }
    }

    /// The same tap, whether or not it is on its way.
    fn is(&self, other: &Tap) -> bool {
        self.order_id == other.order_id
            && self.kind == other.kind
            && self.stage == other.stage
            && self.by.id == other.by.id
            && self.at == other.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::{cooking, minutes};

    fn tap(by: &str, number: u64, kind: TapKind, minute: i64) -> Tap {
        Tap {
            by: Attendant {
                id: by.into(),
                name: by.into(),
            },
            order_id: cooking(number).order_id,
            number,
            stage: Stage::Cooking,
            kind,
            at: minutes(minute),
            sent: false,
            unheard: false,
        }
    }

    fn taps(all: impl IntoIterator<Item = Tap>) -> PendingTaps {
        let mut pending = PendingTaps::default();
        for tap in all {
            assert!(pending.push(tap));
        }
        pending
    }

    #[test]
    fn a_double_tap_is_one_tap() {
        let pending = taps([tap("a", 1, TapKind::Take, 1), tap("a", 1, TapKind::Take, 1)]);
        assert_eq!(pending.count_of("a"), 1);
    }

    #[test]
    fn what_undoes_itself_is_never_sent() {
        let pending = taps([tap("a", 1, TapKind::Take, 1), tap("a", 1, TapKind::Release, 2)]);
        assert_eq!(pending, PendingTaps::default());
    }

    #[test]
    fn what_is_on_its_way_is_undone_by_the_next_tap() {
        let mut pending = taps([tap("a", 1, TapKind::Take, 1)]);
        pending.next("a").unwrap();
        pending.push(tap("a", 1, TapKind::Release, 2));
        pending.withdraw(&cooking(2).order_id, "a");
        assert_eq!(pending.count_of("a"), 2);
        pending.withdraw(&cooking(1).order_id, "a");
        assert_eq!(pending.count_of("a"), 1);
        pending.withdraw(&cooking(1).order_id, "a");
        assert_eq!(pending.count_of("a"), 1);
    }

    #[test]
    fn what_may_have_arrived_is_undone_by_the_next_tap() {
        let mut pending = taps([tap("a", 1, TapKind::Take, 1)]);
        pending.next("a").unwrap();
        pending.lose();
        pending.withdraw(&cooking(1).order_id, "a");
        pending.push(tap("a", 1, TapKind::Release, 2));
        let take = pending.next("a").unwrap();
        assert_eq!(take.kind, TapKind::Take);
        pending.settle(&take);
        assert_eq!(pending.next("a").map(|tap| tap.kind), Some(TapKind::Release));
    }

    #[test]
    fn what_may_have_arrived_stays_so_when_it_does_not_leave_again() {
        let mut pending = taps([tap("a", 1, TapKind::Take, 1)]);
        pending.next("a").unwrap();
        pending.lose();
        pending.next("a").unwrap();
        pending.unsend();
        let standing = |pending: &PendingTaps| pending.of(&cooking(1).order_id, "a").map(Tap::standing);
        assert_eq!(standing(&pending), Some(Standing::Unheard));
    }

    #[test]
    fn what_has_not_left_the_device_is_withdrawn() {
        let mut pending = taps([tap("a", 1, TapKind::Take, 1)]);
        pending.next("a").unwrap();
        pending.unsend();
        pending.push(tap("a", 1, TapKind::Release, 2));
        assert_eq!(pending, PendingTaps::default());
    }

    #[test]
    fn everybody_sends_their_own_in_order() {
        let mut pending = taps([
            tap("b", 9, TapKind::Take, 0),
            tap("a", 1, TapKind::Take, 1),
            tap("a", 1, TapKind::Complete, 2),
            tap("a", 2, TapKind::Take, 3),
        ]);
        assert_eq!(pending.others("a"), [("b".to_owned(), 1)]);
        let first = pending.next("a").unwrap();
        assert_eq!((first.number, first.kind, first.sent), (1, TapKind::Take, true));
        pending.settle(&first);
        let second = pending.next("a").unwrap();
        assert_eq!((second.number, second.kind), (1, TapKind::Complete));
    }

    #[test]
    fn a_refused_tap_takes_those_that_build_on_it_along() {
        let mut pending = taps([
            tap("a", 1, TapKind::Take, 1),
            tap("a", 2, TapKind::Take, 2),
            tap("a", 1, TapKind::Complete, 3),
        ]);
        let first = pending.next("a").unwrap();
        pending.refuse(&first);
        assert_eq!(pending.count_of("a"), 1);
        assert_eq!(pending.next("a").map(|tap| tap.number), Some(2));
    }

    #[test]
    fn the_screen_shows_what_will_be() {
        let order = cooking(1);
        let mut pending = taps([tap("s_cook", 1, TapKind::Take, 4)]);
        let foreseen = pending.apply_pending(&order, "s_cook");
        let step = foreseen.open_step().unwrap();
        assert_eq!(
            (step.status, step.started_at),
            (StepStatus::InProgress, Some(minutes(4)))
        );
        pending.push(tap("s_cook", 1, TapKind::Complete, 5));
        assert_eq!(pending.apply_pending(&order, "s_cook").open_step(), None);
        assert_eq!(pending.apply_pending(&cooking(2), "s_cook"), cooking(2));
        assert_eq!(pending.apply_pending(&order, "s_other"), order);
    }

    #[test]
    fn they_survive_being_written_down() {
        let mut pending = taps([tap("a", 1, TapKind::Take, 1)]);
        pending.next("a").unwrap();
        let text = serde_json::to_string(&pending).unwrap();
        let mut read: PendingTaps = serde_json::from_str(&text).unwrap();
        assert_eq!(read, pending);
        // The page was loaded again while it was on its way.
        read.lose();
        assert_eq!(
            read.of(&cooking(1).order_id, "a").map(Tap::standing),
            Some(Standing::Unheard)
        );
        let older = text.replace(r#","unheard":false"#, "");
        assert_ne!(older, text);
        assert_eq!(serde_json::from_str::<PendingTaps>(&older).unwrap(), pending);
    }
}
