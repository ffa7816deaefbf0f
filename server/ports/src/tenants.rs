//! The registry of restaurants: which there are, by which host names they are reached, and whether they are served. It
//! is looked at before anything of a restaurant is, so it belongs to none of them.

use super::EngineError;
use async_trait::async_trait;
use domain::{TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt::Debug;

/// A restaurant as the registry has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegisteredTenant {
    pub id: TenantId,
    /// The name that operators read in lists.
    pub name: String,
    /// Host names that lead to it, in lower case and without a port; each leads to one restaurant at most.
    pub hosts: Vec<String>,
    pub state: TenantState,
    /// Whether it is a demo restaurant, with accounts whose password everybody knows. Production does not serve it.
    pub demo: bool,
    pub created_at: Timestamp,
    /// 1 when it is created, and one more with every change.
    pub version: u64,
}

/// Whether a restaurant is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TenantState {
    /// It is being made: nobody is served as if it were not there yet. One whose making was interrupted stays so until it
    /// is made again or given up.
    Preparing,
    Active,
    /// Nobody is served; everything stays as it is.
    Suspended,
    /// Nobody is served as if it had never been; its id is never given again.
    Deleted,
}

impl TenantState {
    /// The state as lists show it.
    pub fn name(self) -> &'static str {
        match self {
            TenantState::Preparing => "preparing",
            TenantState::Active => "active",
            TenantState::Suspended => "suspended",
            TenantState::Deleted => "deleted",
        }
    }
}

/// Why the registry did not take a record. Nothing was changed by that.
#[derive(Debug, Clone, thiserror::Error)]
pub enum RegistryError {
    /// There is a restaurant of this id, or there was one.
    #[error("the id is taken")]
    IdTaken,
    /// The host name leads to another restaurant.
    #[error("the host name {0} is taken")]
    HostTaken(String),
    /// The stored record is not the one before this version.
    #[error("the record has changed meanwhile")]
    Changed,
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// The registry. What is read is as of the last change.
#[async_trait]
pub trait Tenants: Debug + Send + Sync {
    /// The restaurant of an id, whatever its state.
    async fn by_id(&self, id: &TenantId) -> Result<Option<RegisteredTenant>, EngineError>;

    /// The restaurant that a host name, in lower case and without a port, leads to.
    async fn by_host(&self, host: &str) -> Result<Option<RegisteredTenant>, EngineError>;

    /// All of them by id, the deleted ones included.
    async fn list(&self) -> Result<Vec<RegisteredTenant>, EngineError>;

    /// Stores a new restaurant with its host names, all or nothing.
    async fn create(&self, tenant: &RegisteredTenant) -> Result<(), RegistryError>;

    /// Stores a restaurant in place of the version before it; host names that it has no longer are free again.
    async fn replace(&self, tenant: &RegisteredTenant) -> Result<(), RegistryError>;
}
