//! Messages: who must hear something has it stored.

use super::report::{Discrepancy, Invariant, of_order};
use domain::fulfilment::FulfilmentKind;
use domain::notification::NotificationKind;
use domain::order::{Order, State, Status};
use domain::stage::Stage;
use std::collections::HashSet;

/// What the customer should have been told by where the order stands, and was not. Of a customer who is gone nothing is
/// kept.
pub(super) fn missing(order: &Order, told: &HashSet<NotificationKind>) -> Option<Discrepancy> {
    if order.head.customer.name.is_empty() {
        return None;
    }
    let mut missing: Vec<NotificationKind> = owed(order).filter(|kind| !told.contains(kind)).collect();
    let of_end = [NotificationKind::Cancelled, NotificationKind::Expired];
    if order.status() == Status::Cancelled && of_end.iter().all(|kind| !told.contains(kind)) {
        missing.push(NotificationKind::Cancelled);
    }
    (!missing.is_empty()).then(|| Discrepancy {
        found: format!("its customer was not told: {missing:?}"),
        expected: "a stored message for each".to_owned(),
        advice: "have the dead letters of `notifications` delivered again; where there are none, call the customer",
        ..of_order(order, Invariant::Messages, &format!("{missing:?}"))
    })
}

fn owed(order: &Order) -> impl Iterator<Item = NotificationKind> {
    let delivered_to = order.head.fulfilment.kind();
    let confirmed = order.confirmed_at().map(|_| NotificationKind::Confirmed);
    let taken = match &order.state {
        State::Working {
            stage,
            taken: Some(_),
            ..
        } => Some(*stage),
        _ => None,
    };
    let begun = order.done().iter().map(|step| step.stage).chain(taken);
    let begun = begun.filter_map(move |stage| match (stage, delivered_to) {
        (Stage::Cooking, _) => Some(NotificationKind::Cooking),
        (Stage::Packaging, _) => Some(NotificationKind::Packing),
        (Stage::Delivery, FulfilmentKind::Delivery) => Some(NotificationKind::OnTheWay),
        (Stage::Delivery, FulfilmentKind::Pickup) => None,
    });
    let packed = order.done().iter().any(|step| step.stage == Stage::Packaging);
    let ready = packed && delivered_to == FulfilmentKind::Pickup;
    let delivered = order.status() == Status::Completed;
    confirmed
        .into_iter()
        .chain(begun)
        .chain(ready.then_some(NotificationKind::ReadyForPickup))
        .chain(delivered.then_some(NotificationKind::Delivered))
}
