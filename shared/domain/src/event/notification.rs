//! Which events a customer is notified of.

use super::Event;
use crate::customer::first_name;
use crate::fulfilment::FulfilmentKind;
use crate::notification::{MoneyGiven, NotificationKind, OrderChanged};
use crate::order_status::CancelCause;
use crate::stage::Stage;

impl Event {
    /// The money that its customer is notified of.
    pub fn given(&self) -> Option<MoneyGiven> {
        match self {
            Event::PaymentUpdated { given, .. } => *given,
            _ => None,
        }
    }

    /// The change of an order that its customer is notified of.
    pub fn edited(&self) -> Option<OrderChanged> {
        match self {
            Event::OrderEdited {
                order,
                reason,
                total_before,
                ..
            } => Some(OrderChanged {
                reason: *reason,
                before: *total_before,
                after: order.total,
            }),
            _ => None,
        }
    }

    /// What the customer is notified of by it, and the first name of who attends.
    pub fn notification(&self) -> Option<(NotificationKind, Option<&str>)> {
        match self {
            Event::OrderConfirmed { .. } => Some((NotificationKind::Confirmed, None)),
            // What nobody accepted was never to be paid before.
            Event::OrderCancelled {
                expired: true,
                cause,
                reason,
                ..
            } if *cause != CancelCause::Unconfirmed && reason != CancelCause::Unconfirmed.wire_name() => {
                Some((NotificationKind::Expired, None))
            }
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
            Event::OrderDelivered { by, .. } => {
                Some((NotificationKind::Delivered, Some(first_name(&by.name))))
            }
            Event::OrderEdited { .. } => Some((NotificationKind::Edited, None)),
            Event::PaymentRejected { .. } => Some((NotificationKind::PaymentRejected, None)),
            Event::PaymentUpdated { given: Some(_), .. } => Some((NotificationKind::Refunded, None)),
            _ => None,
        }
    }
}
