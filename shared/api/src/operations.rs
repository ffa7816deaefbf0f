//! What the person who runs the system looks after: events that could not be handled.

use domain::Timestamp;
use domain::failure::FailureCause;
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
    pub cause: FailureCause,
    /// For whoever looks after the program.
    pub error: String,
    /// When it failed last.
    pub failed_at: Timestamp,
    /// How often it has failed.
    pub tries: u32,
    /// When it is tried again by itself; `None` once it was tried for days.
    pub due_at: Option<Timestamp>,
}
