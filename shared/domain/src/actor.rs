//! Who does something.

use super::role::Role;
use serde::{Deserialize, Serialize};

/// Who did something: a customer, somebody of the staff, a machine, or the system itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Actor {
    /// A customer's or staff id, the name of a machine, or `system`.
    pub id: String,
    pub name: String,
    pub role: Role,
}

impl Actor {
    /// The system itself: time limits and reactions to events.
    pub fn system() -> Actor {
        Actor {
            id: "system".into(),
            name: "Brasa".into(),
            role: Role::Service,
        }
    }
}
