//! Messages: who must hear something has it stored.

use super::report::{Discrepancy, Invariant, of_order};
use domain::fulfilment::FulfilmentKind;
use domain::notification::NotificationKind;
use domain::order::{Order, State, Status};
use domain::stage::Stage;

/// That the customer was not told something.
pub(super) fn missing(order: &Order, untold: &[NotificationKind]) -> Option<Discrepancy> {
    (!untold.is_empty()).then(|| Discrepancy {
        found: format!("its customer was not told: {untold:?}"),
        expected: "a stored message for each".to_owned(),
        advice: "have the dead letters of `notifications` delivered again; where there are none, call the customer",
        ..of_order(order, Invariant::Messages, &format!("{untold:?}"))
    })
}

/// What the customer should have been told by where the order stands. Of a customer who is gone nothing is kept.
pub(super) fn owed(order: &Order) -> Vec<NotificationKind> {
    if order.head.customer.name.is_empty() {
        return Vec::new();
    }
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
    let ended = match order.status() {
        Status::Completed => Some(NotificationKind::Delivered),
        Status::Cancelled => Some(NotificationKind::Cancelled),
        Status::Created | Status::Confirmed => None,
    };
    confirmed
        .into_iter()
        .chain(begun)
        .chain(ready.then_some(NotificationKind::ReadyForPickup))
        .chain(ended)
        .collect()
}
