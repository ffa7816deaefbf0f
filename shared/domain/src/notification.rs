//! What a customer is notified of about an order.

use super::event::{Event, StageChange};
use super::order::UNCONFIRMED;
use super::stage::Stage;
use super::{NotificationId, OrderId, Timestamp};
use serde::{Deserialize, Serialize};

/// The moments worth telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NotificationKind {
    Confirmed,
    Cooking,
    Packing,
    /// Packed and waiting at the counter.
    ReadyForPickup,
    OnTheWay,
    Delivered,
    Cancelled,
    Expired,
    PaymentRejected,
}

/// A message to a customer in their account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notification {
    pub id: NotificationId,
    pub order_id: OrderId,
    pub order_number: u64,
    pub kind: NotificationKind,
    /// First name of who attends, where somebody does.
    pub person: Option<String>,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
}

/// What an event has to tell the customer, and the first name of who attends.
pub fn worth_telling(event: &Event) -> Option<(NotificationKind, Option<&str>)> {
    use super::cart::FulfilmentKind;
    use super::customer::first_name;
    match event {
        Event::OrderConfirmed { .. } => Some((NotificationKind::Confirmed, None)),
        // What nobody accepted was never to be paid before.
        Event::OrderCancelled {
            expired: true,
            reason,
            ..
        } if reason != UNCONFIRMED => Some((NotificationKind::Expired, None)),
        Event::OrderCancelled { .. } => Some((NotificationKind::Cancelled, None)),
        Event::OrderStageStarted { stage, by, order, .. } => {
            let name = Some(first_name(&by.name));
            match (stage, order.fulfilment) {
                (Stage::Cooking, _) => Some((NotificationKind::Cooking, name)),
                (Stage::Packaging, _) => Some((NotificationKind::Packing, name)),
                (Stage::Delivery, FulfilmentKind::Delivery) => Some((NotificationKind::OnTheWay, name)),
                (Stage::Delivery, FulfilmentKind::Pickup) => None,
            }
        }
        Event::OrderStageCompleted { order, step, .. }
            if step.stage == Stage::Packaging && order.fulfilment == FulfilmentKind::Pickup =>
        {
            Some((NotificationKind::ReadyForPickup, None))
        }
        Event::OrderDelivered { by, .. } => Some((NotificationKind::Delivered, Some(first_name(&by.name)))),
        Event::OrderStageUpdated {
            change: StageChange::Overdue { .. },
            ..
        } => None,
        _ => None,
    }
}
