//! What somebody is to the restaurant. What each role may do is in [`staff`](crate::staff).

use serde::{Deserialize, Serialize};

/// What somebody is to the restaurant. The wire names are those of the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    Customer,
    Cook,
    Dispatcher,
    Driver,
    Manager,
    /// A machine of the restaurant's own.
    Service,
}

impl Role {
    pub const ALL: [Role; 6] = [
        Role::Customer,
        Role::Cook,
        Role::Dispatcher,
        Role::Driver,
        Role::Manager,
        Role::Service,
    ];
}
