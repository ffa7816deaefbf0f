//! What the person who runs the system looks after: events that could not be handled.

use domain::Timestamp;
use serde::{Deserialize, Serialize};

/// An event that somebody could not handle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetterView {
    pub id: String,
    /// Who could not handle it.
    pub subscriber: String,
    pub event: String,
    pub subject: String,
    pub error: String,
    pub failed_at: Timestamp,
}
