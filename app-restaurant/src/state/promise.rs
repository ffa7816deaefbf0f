//! By when an order should be with its customer.

use api::orders::OrderView;
use domain::Timestamp;
use domain::order::Status;
use domain::time::MINUTE_MS;

/// By when a confirmed order should be handed over: at the end of what its customer was promised; one for later at the time that was
/// asked for, or at the first one that could be promised instead. `None` when nothing is promised.
pub fn promised(order: &OrderView) -> Option<Timestamp> {
    let promised = match (order.promise, order.scheduled_for) {
        (Some(promise), None) => Some(promise.until),
        (Some(promise), Some(_)) => Some(promise.from),
        (None, scheduled) => scheduled,
    };
    promised.filter(|_| order.status == Status::Confirmed)
}

/// The whole minutes that are left; negative when it is late.
pub fn minutes_left(promised: Timestamp, now: Timestamp) -> i64 {
    (promised.0 - now.0).div_euclid(MINUTE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::{cooking, minutes};

    #[test]
    fn an_order_is_due_when_its_customer_was_promised_it_at_the_latest() {
        let mut order = cooking(1);
        assert_eq!(promised(&order), Some(minutes(57)));
        order.scheduled_for = Some(minutes(40));
        assert_eq!(promised(&order), Some(minutes(47)));
        order.scheduled_for = Some(minutes(300));
        order.promise = None;
        assert_eq!(promised(&order), Some(minutes(300)));
        order.status = Status::Cancelled;
        assert_eq!(promised(&order), None);
    }

    #[test]
    fn what_is_left_is_counted_in_whole_minutes() {
        for (now, left) in [(minutes(14), 2), (minutes(16), 0), (minutes(18), -2)] {
            assert_eq!(minutes_left(minutes(16), now), left);
        }
        assert_eq!(minutes_left(minutes(16), minutes(16).plus_ms(1)), -1);
    }
}
