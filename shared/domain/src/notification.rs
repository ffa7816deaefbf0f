//! What a customer is notified of about an order. Which events are, is in `event/notification.rs`.

use super::order_status::EditReason;
use super::payment::GivenFor;
use super::{Money, NotificationId, OrderId, Timestamp};
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
    /// The restaurant has changed what was ordered.
    Edited,
    /// Somebody of the restaurant gives money back.
    Refunded,
}

/// What somebody of the restaurant gives back, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoneyGiven {
    pub amount: Money,
    pub reason: GivenFor,
}

/// Why an order was changed, and what it cost before and costs now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderChanged {
    pub reason: EditReason,
    pub before: Money,
    pub after: Money,
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
    /// What goes back, and why, where the message is of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<MoneyGiven>,
    /// Why the order was changed, and what that does to its cost, where the message is of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<OrderChanged>,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
}
