//! When a restaurant hands orders over.

use serde::{Deserialize, Serialize};

/// When a restaurant hands orders over, every day, in minutes after midnight of its own zone: 0 to 1440, `opens` before
/// `closes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceHours {
    pub opens: u16,
    pub closes: u16,
}

impl Default for ServiceHours {
    /// Noon to eleven at night.
    fn default() -> ServiceHours {
        ServiceHours {
            opens: 12 * 60,
            closes: 23 * 60,
        }
    }
}
