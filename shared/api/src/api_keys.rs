//! Keys of the public API, for the systems that a restaurant connects.

use domain::Timestamp;
use domain::scope::{Scope, Scopes};
use domain::staff::Role;
use serde::{Deserialize, Serialize};

/// A key to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    /// What it is for: 1 to 60 characters on one line.
    pub name: String,
    /// What it may do: at least one.
    pub scopes: Vec<Scope>,
    /// For how long it is good: 90 or 365; left out, 365.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in_days: Option<u16>,
}

/// A key as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    pub id: String,
    /// Empty where an operator who made it gave it none.
    pub name: String,
    /// `service`, but for keys of operators.
    pub role: Role,
    /// What it may do, with what each of these holds; `null` for all that its role may.
    pub scopes: Option<Scopes>,
    pub made_at: Timestamp,
    /// Who made it; empty for an operator.
    pub by_name: String,
    pub expires_at: Timestamp,
    /// About when it was used last: to the hour.
    pub last_used_at: Option<Timestamp>,
    /// Since when it is good no more, where that is before its end.
    pub revoked_at: Option<Timestamp>,
}

impl ApiKey {
    /// Whether calls with it are answered.
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// A key that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeApiKey {
    pub api_key: ApiKey,
    /// What is sent with each call: `Authorization: Bearer <token>`. It is shown this once.
    pub token: String,
}

/// All keys that have not ended by themselves, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKeys {
    pub api_keys: Vec<ApiKey>,
}
