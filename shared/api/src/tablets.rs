//! Tablets that several people of the staff share: a manager registers each once, and people switch on it with their PINs.

use domain::Timestamp;
use domain::staff::Role;
use serde::{Deserialize, Serialize};

/// Maximum number of tablets of a restaurant.
pub const MAX_TABLETS: usize = 100;

/// Maximum number of minutes after which a tablet that nobody touches is locked.
pub const MAX_LOCK_MINUTES: u16 = 240;

/// Number of minutes after which it is, where nobody has said anything else.
pub const LOCK_MINUTES: u16 = 2;

/// A tablet, as managers see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tablet {
    pub id: String,
    pub name: String,
    /// Minutes without a touch, 0 to 240, after which it asks who is there; 0 for never.
    pub locks_after_min: u16,
    pub registered_at: Timestamp,
    /// The manager who did.
    pub by_name: String,
    /// When it was used last, to the hour.
    pub seen_at: Timestamp,
    /// The name of who was there last; empty while nobody was.
    pub last_name: String,
}

/// The tablets of a restaurant, by name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tablets {
    pub tablets: Vec<Tablet>,
}

/// What is to become of a tablet: only what is named.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TabletChange {
    /// 1 to 80 characters on one line.
    pub name: Option<String>,
    /// 0 to 240; 0 for never.
    pub locks_after_min: Option<u16>,
}

/// What a registered tablet shows where nobody is signed in.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Door {
    /// The tablet's.
    pub id: String,
    /// What the tablet is called.
    pub tablet: String,
    pub locks_after_min: u16,
    /// Who has a PIN and may sign in, by name.
    pub people: Vec<AtTheDoor>,
    /// The user name of who was there last.
    pub last: Option<String>,
    /// Whether what waits for them can be counted: their session is locked, and not over.
    #[serde(default)]
    pub counts: bool,
}

/// Somebody who may come in with a PIN.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AtTheDoor {
    pub username: String,
    pub name: String,
    pub role: Role,
    /// Their PIN is locked.
    pub locked: bool,
}
