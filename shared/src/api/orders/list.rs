//! Which orders are asked for.

use crate::domain::Timestamp;
use crate::domain::order::Status;
use crate::domain::stage::CurrentStep;
use serde::{Deserialize, Serialize};

/// Which orders to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OrderFilter {
    /// Only orders on which somebody still has to do something.
    pub open: bool,
    pub status: Option<Status>,
    pub step: Option<CurrentStep>,
    /// Placed at or after, and before.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub newest_first: bool,
    pub cursor: Option<String>,
    /// 1 to 100; 20 when `None`.
    pub limit: Option<usize>,
}
