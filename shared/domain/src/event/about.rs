//! What events are about: their order, request and payment, as far as they have one.

use super::{Event, MoneyMoved, OrderRef, RequestRef};
use crate::payment::PaymentNote;
use crate::promise::Promise;
use crate::{Money, OrderId, Timestamp};

impl Event {
    /// How the payment stands, for the events of a payment.
    pub fn payment(&self) -> Option<PaymentNote> {
        match self {
            Event::PaymentApproved { payment, .. }
            | Event::PaymentRejected { payment, .. }
            | Event::PaymentRefunded { payment, .. } => *payment,
            Event::PaymentUpdated { payment, .. } => Some(*payment),
            _ => None,
        }
    }

    /// What an event of a payment says of money that moved, where it says for an order of which day. Each amount that
    /// comes in or goes back has one event; that of a rehearsal is none.
    pub fn money_moved(&self) -> Option<MoneyMoved> {
        let (placed_at, rehearsal, collected, refunded) = match self {
            Event::PaymentApproved {
                amount,
                placed_at,
                rehearsal,
                ..
            } => (placed_at, rehearsal, *amount, Money::ZERO),
            Event::PaymentRefunded {
                amount,
                placed_at,
                rehearsal,
                ..
            } => (placed_at, rehearsal, Money::ZERO, *amount),
            Event::PaymentUpdated {
                collected,
                placed_at,
                rehearsal,
                ..
            } => (placed_at, rehearsal, *collected, Money::ZERO),
            _ => return None,
        };
        if *rehearsal {
            return None;
        }
        Some(MoneyMoved {
            placed_at: (*placed_at)?,
            collected,
            refunded,
        })
    }

    /// The same with what is promised to the customer, where it confirms an order.
    #[must_use]
    pub fn with_promise(mut self, given: Promise) -> Event {
        if let Event::OrderConfirmed { promise, .. } = &mut self {
            *promise = Some(given);
        }
        self
    }

    /// The order it is about, for the events of an order's life.
    pub fn order(&self) -> Option<&OrderRef> {
        match self {
            Event::OrderCreated { order, .. }
            | Event::OrderConfirmed { order, .. }
            | Event::OrderPaymentUpdated { order, .. }
            | Event::OrderCancelled { order, .. }
            | Event::OrderEdited { order, .. }
            | Event::OrderStageStarted { order, .. }
            | Event::OrderStageUpdated { order, .. }
            | Event::OrderStageCompleted { order, .. }
            | Event::OrderDelivered { order, .. } => Some(order),
            _ => None,
        }
    }

    /// The same, to be completed where the event is made.
    pub(crate) fn order_mut(&mut self) -> Option<&mut OrderRef> {
        match self {
            Event::OrderCreated { order, .. }
            | Event::OrderConfirmed { order, .. }
            | Event::OrderPaymentUpdated { order, .. }
            | Event::OrderCancelled { order, .. }
            | Event::OrderEdited { order, .. }
            | Event::OrderStageStarted { order, .. }
            | Event::OrderStageUpdated { order, .. }
            | Event::OrderStageCompleted { order, .. }
            | Event::OrderDelivered { order, .. } => Some(order),
            _ => None,
        }
    }

    /// The id of the order it is about, payments and notifications included.
    pub fn order_id(&self) -> Option<&OrderId> {
        match self {
            Event::PaymentApproved { order_id, .. }
            | Event::PaymentRejected { order_id, .. }
            | Event::PaymentRefunded { order_id, .. }
            | Event::PaymentUpdated { order_id, .. }
            | Event::NotificationSent { order_id, .. } => Some(order_id),
            other => other.order().map(|order| &order.order_id),
        }
    }

    /// The request for catering it is about, for the events of its life.
    pub fn request(&self) -> Option<&RequestRef> {
        match self {
            Event::CateringRequested { catering }
            | Event::CateringQuoted { catering, .. }
            | Event::CateringAccepted { catering, .. }
            | Event::CateringDeclined { catering }
            | Event::CateringCancelled { catering }
            | Event::CateringExpired { catering }
            | Event::CateringUpdated { catering, .. } => Some(catering),
            _ => None,
        }
    }

    /// When it happened to the order, for the events that say so.
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Event::OrderConfirmed { at, .. }
            | Event::OrderCancelled { at, .. }
            | Event::OrderEdited { at, .. }
            | Event::OrderPaymentUpdated { at, .. }
            | Event::OrderStageStarted { at, .. }
            | Event::OrderStageUpdated { at, .. }
            | Event::OrderDelivered { at, .. } => Some(*at),
            Event::OrderStageCompleted { step, .. } => Some(step.finished_at),
            _ => None,
        }
    }
}
