//! What one order adds to the counters of its day, by where it stands and not by its events: for checks of the counters.

use super::{Counters, add_all, moved_to, sold, step, took, worked};
use crate::order::{Order, State, Status};
use crate::payment::Payment;
use crate::{Date, Money, Zone};

/// What the events of an order have added to the counters of its day by now: nothing of a rehearsal. [`is_told`] says which
/// counters it knows.
pub fn of_order(order: &Order, zone: &Zone) -> (Date, Counters) {
    let placed_at = order.head.placed_at;
    let (day, hour) = (zone.date(placed_at), zone.clock(placed_at).0);
    if order.head.rehearsal {
        return (day, Counters::new());
    }
    let reference = order.reference();
    let mut add = vec![(format!("hour:{hour:02}:orders"), 1)];
    moved_to(&mut add, order.status());
    if order.status() != Status::Cancelled {
        add.push((step(order.current_step()), 1));
    }
    if matches!(order.state, State::Working { .. } | State::Completed { .. }) {
        sold(&mut add, reference.total, &order.sold(), hour, 1);
    }
    for done in order.done() {
        worked(&mut add, done, 1);
    }
    if let (State::Completed { .. }, Some(at)) = (&order.state, order.finished_at()) {
        took(&mut add, &reference, at.since_ms(placed_at), 1);
    }
    (day, add_all(add))
}

/// What the events of a payment have added to the counters of the day on which its order was placed.
pub fn of_payment(payment: &Payment) -> Counters {
    let moved = [
        ("collected", payment.collected()),
        ("refunded", payment.refunded()),
    ];
    let moved = moved.into_iter().filter(|(_, amount)| *amount != Money::ZERO);
    moved.map(|(name, amount)| (name.to_owned(), amount.0)).collect()
}

/// Whether orders and payments tell a counter. How often a stage took too long they do not: an order forgets it when a
/// completion is taken back, or when it is cancelled.
pub fn is_told(counter: &str) -> bool {
    !counter.ends_with(":overdue")
}
