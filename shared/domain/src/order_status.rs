//! Where orders stand, in words that their events carry.

use super::Timestamp;
use super::actor::Actor;
use super::stage::Stage;
use serde::{Deserialize, Serialize};

/// Why an order was cancelled. What somebody wrote about it stands in the order alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CancelCause {
    /// Somebody wanted it so.
    #[default]
    Requested,
    /// Nobody paid in time.
    Unpaid,
    /// Nobody accepted or confirmed it in time.
    Unconfirmed,
}

impl CancelCause {
    pub fn wire_name(self) -> &'static str {
        match self {
            CancelCause::Requested => "requested",
            CancelCause::Unpaid => "unpaid",
            CancelCause::Unconfirmed => "unconfirmed",
        }
    }

    /// Whether its time was over.
    pub fn is_expiry(self) -> bool {
        self != CancelCause::Requested
    }

    /// What the words of an order say from before it had a cause.
    pub(crate) fn of_words(words: &str) -> CancelCause {
        match words {
            "unpaid" => CancelCause::Unpaid,
            "unconfirmed" => CancelCause::Unconfirmed,
            _ => CancelCause::Requested,
        }
    }
}

/// Why the restaurant changes what was ordered. The customer reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EditReason {
    /// Something of it has run out.
    SoldOut,
    /// The customer has asked for it.
    Asked,
    /// It was noted down wrongly.
    Mistake,
}

impl EditReason {
    pub const ALL: [EditReason; 3] = [EditReason::SoldOut, EditReason::Asked, EditReason::Mistake];
}

/// Where an order stands in words of the public API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Status {
    /// Awaiting payment.
    Created,
    Confirmed,
    Completed,
    Cancelled,
}

impl Status {
    pub const ALL: [Status; 4] = [
        Status::Created,
        Status::Confirmed,
        Status::Completed,
        Status::Cancelled,
    ];

    pub fn wire_name(self) -> &'static str {
        match self {
            Status::Created => "CREATED",
            Status::Confirmed => "CONFIRMED",
            Status::Completed => "COMPLETED",
            Status::Cancelled => "CANCELLED",
        }
    }

    pub fn from_wire_name(name: &str) -> Option<Status> {
        Status::ALL
            .into_iter()
            .find(|status| status.wire_name().eq_ignore_ascii_case(name))
    }
}

/// A stage that was completed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    pub stage: Stage,
    pub since: Timestamp,
    pub started_at: Timestamp,
    pub finished_at: Timestamp,
    /// Whose work it was.
    pub by: Actor,
    /// Id of who said that it was done, where that was somebody else: a manager may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed_by: Option<String>,
    /// Whether it was found to take longer than its target.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
}

impl Step {
    /// Whether this person did it, or said that it was done.
    pub fn was_done_by(&self, id: &str) -> bool {
        self.by.id == id || self.completed_by.as_deref() == Some(id)
    }
}

/// How the payment was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Settled {
    Paid,
    CashOnDelivery,
    /// The restaurant vouches for it.
    ManagerOverride,
}
