//! By when an order should be with its customer.

use api::orders::OrderView;
use domain::Timestamp;
use domain::cart::FulfilmentKind;
use domain::order::Status;
use domain::stage::Stage;
use domain::time::MINUTE_MS;

/// By when a confirmed order should be handed over: the time that its customer has named, or the targets of all stages
/// after it could be begun. A customer who picks up does not wait for a driver. `None` when nothing is promised.
pub fn promised(order: &OrderView, target_minutes: impl Fn(Stage) -> i64) -> Option<Timestamp> {
    if order.status != Status::Confirmed {
        return None;
    }
    let begins = order.steps.first()?.waiting_since;
    let stages = Stage::ALL
        .into_iter()
        .filter(|stage| *stage != Stage::Delivery || order.fulfilment.kind() == FulfilmentKind::Delivery);
    let ready = begins.plus_minutes(stages.map(target_minutes).sum());
    Some(order.scheduled_for.unwrap_or(ready))
}

/// The whole minutes that are left; negative when it is late.
pub fn minutes_left(promised: Timestamp, now: Timestamp) -> i64 {
    (promised.0 - now.0).div_euclid(MINUTE_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::samples::{cooking, minutes};
    use api::orders::FulfilmentView;
    use domain::Slug;

    fn target(stage: Stage) -> i64 {
        match stage {
            Stage::Cooking => 12,
            Stage::Packaging => 4,
            Stage::Delivery => 30,
        }
    }

    #[test]
    fn an_order_is_promised_by_the_targets_of_its_stages() {
        let mut order = cooking(1);
        assert_eq!(promised(&order, target), Some(minutes(46)));
        order.fulfilment = FulfilmentView::Pickup {
            branch: Slug::parse("surco").unwrap(),
        };
        assert_eq!(promised(&order, target), Some(minutes(16)));
        order.scheduled_for = Some(minutes(300));
        assert_eq!(promised(&order, target), Some(minutes(300)));
        order.status = Status::Cancelled;
        assert_eq!(promised(&order, target), None);
    }

    #[test]
    fn what_is_left_is_counted_in_whole_minutes() {
        for (now, left) in [(minutes(14), 2), (minutes(16), 0), (minutes(18), -2)] {
            assert_eq!(minutes_left(minutes(16), now), left);
        }
        assert_eq!(minutes_left(minutes(16), minutes(16).plus_ms(1)), -1);
    }
}
