//! When an order is promised to its customer: computed once, when it is confirmed, from the targets of the stages and from what
//! waits in the kitchen then, and kept. Queues are sorted by it, and whether it was held is measured against it.

use super::Timestamp;
use super::fulfilment::FulfilmentKind;
use super::schedule::Schedule;
use super::stage::{Stage, StageTargets};
use serde::{Deserialize, Serialize};

/// What one more order in front of the kitchen adds to the promised time, in minutes.
const MINUTES_PER_ORDER_AHEAD: i64 = 2;
/// The width of the promised range, in minutes.
const WIDTH_MINUTES: i64 = 10;
/// A stage that has used up its target takes at least this long from now on, in minutes.
const LEFT_AT_LEAST_MINUTES: i64 = 2;

/// A promised time as a range, and by when each stage has to be done for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promise {
    /// With the customer at the earliest, or ready at the counter.
    pub from: Timestamp,
    /// With the customer at the latest.
    pub until: Timestamp,
    /// By when it should be cooked, to be there at `from`.
    pub cooked_by: Timestamp,
    /// By when it should be packed.
    pub packed_by: Timestamp,
    /// How many orders waited in the kitchen of its branch before this one when it was promised.
    pub orders_ahead: u32,
}

impl Promise {
    /// What is promised at `at` to an order before which `orders_ahead` others wait. An order for later comes at its time, or as
    /// soon as it can be there when its time has become too near. A customer who picks up does not wait for a driver.
    pub fn new(
        targets: &StageTargets,
        kind: FulfilmentKind,
        schedule: Option<Schedule>,
        orders_ahead: u32,
        at: Timestamp,
    ) -> Promise {
        let begins = schedule.map_or(at, |schedule| schedule.cook_from.max(at));
        let waits = i64::from(orders_ahead) * MINUTES_PER_ORDER_AHEAD;
        let ready = begins.plus_minutes(waits + Stage::Cooking.minutes_to_end(targets, kind));
        let from = schedule.map_or(ready, |schedule| schedule.at.max(ready));
        let before = |stage: Stage| from.plus_minutes(-stage.minutes_to_end(targets, kind));
        Promise {
            from,
            until: from.plus_minutes(WIDTH_MINUTES),
            cooked_by: before(Stage::Packaging),
            packed_by: before(Stage::Delivery),
            orders_ahead,
        }
    }

    /// By when a stage should be done.
    pub fn due(&self, stage: Stage) -> Timestamp {
        match stage {
            Stage::Cooking => self.cooked_by,
            Stage::Packaging => self.packed_by,
            Stage::Delivery => self.from,
        }
    }
}

/// When an order is expected that stands at a stage since some time and waits behind others there: what is left of the stage's
/// target, and the stages after it.
pub fn expected(
    targets: &StageTargets,
    kind: FulfilmentKind,
    (stage, since): (Stage, Timestamp),
    orders_ahead: u32,
    now: Timestamp,
) -> Timestamp {
    let all = stage.minutes_to_end(targets, kind);
    let own = all
        - stage
            .rule()
            .next
            .map_or(0, |next| next.minutes_to_end(targets, kind));
    let elapsed = now.since_ms(since) / super::time::MINUTE_MS;
    let left = (own - elapsed).max(LEFT_AT_LEAST_MINUTES) + i64::from(orders_ahead) * MINUTES_PER_ORDER_AHEAD;
    since.max(now).plus_minutes(left + all - own)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_761_411_600_000);
    const TARGETS: StageTargets = StageTargets {
        cooking: 12,
        packaging: 5,
        delivery: 30,
    };

    fn minutes(at: Timestamp) -> i64 {
        at.since_ms(NOW) / 60_000
    }

    #[test]
    fn a_promise_is_the_targets_and_two_minutes_for_each_order_ahead() {
        let promised = Promise::new(&TARGETS, FulfilmentKind::Delivery, None, 3, NOW);
        let due = [
            promised.cooked_by,
            promised.packed_by,
            promised.from,
            promised.until,
        ];
        assert_eq!(due.map(minutes), [18, 23, 53, 63]);
        assert_eq!(promised.orders_ahead, 3);
    }

    #[test]
    fn who_picks_up_waits_for_no_driver_and_is_cooked_for_at_the_same_time() {
        let promised = Promise::new(&TARGETS, FulfilmentKind::Pickup, None, 3, NOW);
        let due = [promised.cooked_by, promised.packed_by, promised.from];
        assert_eq!(due.map(minutes), [18, 23, 23]);
    }

    #[test]
    fn an_order_for_later_comes_at_its_time_or_as_soon_as_it_can() {
        let schedule = Schedule {
            at: NOW.plus_minutes(60),
            cook_from: NOW.plus_minutes(13),
        };
        let promise = |at| Promise::new(&TARGETS, FulfilmentKind::Delivery, Some(schedule), 0, at);
        assert_eq!(promise(NOW).from, schedule.at);
        assert_eq!(minutes(promise(NOW).cooked_by), 25);
        // Paid when its time had come too near: nobody is promised what cannot be.
        assert_eq!(minutes(promise(NOW.plus_minutes(20)).from), 67);
    }

    #[test]
    fn what_is_expected_moves_on_with_the_clock() {
        let at = |stage, elapsed| {
            let now = NOW.plus_minutes(elapsed);
            minutes(expected(&TARGETS, FulfilmentKind::Delivery, (stage, NOW), 0, now))
        };
        assert_eq!([at(Stage::Cooking, 0), at(Stage::Cooking, 12)], [47, 49]);
        assert_eq!([at(Stage::Delivery, 0), at(Stage::Delivery, 40)], [30, 42]);
        // It is not begun before its time.
        let later = (Stage::Cooking, NOW.plus_minutes(100));
        let found = expected(&TARGETS, FulfilmentKind::Pickup, later, 0, NOW);
        assert_eq!(minutes(found), 117);
    }
}
