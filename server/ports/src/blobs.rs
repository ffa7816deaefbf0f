//! Files: photographs of dishes, logos, and what somebody has asked for as a file.

use super::EngineError;
use async_trait::async_trait;
use domain::{TenantId, Timestamp};
use std::fmt::Debug;

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// E.g. `image/webp`; at most 200 bytes on one line.
    pub content_type: String,
    pub bytes: Vec<u8>,
}

/// What the names of exports begin with: a day (UTC) follows, and the file.
pub const EXPORTS: &str = "exports/";

/// The day (UTC) of an export's name, e.g. `2025-10-25`. Days sort as text.
pub fn day(at: Timestamp) -> String {
    at.rfc3339().chars().take(10).collect()
}

/// Stores files by tenant and name. Names are 1 to 200 of `A-Z a-z 0-9 . _ - /`, without `..` and without a leading
/// `/`; another name is refused as broken. Files whose names begin with [`EXPORTS`] are gone two days later.
#[async_trait]
pub trait Blobs: Debug + Send + Sync {
    /// Stores a file in place of the one before it.
    async fn put(&self, tenant: &TenantId, name: &str, blob: Blob) -> Result<(), EngineError>;

    async fn get(&self, tenant: &TenantId, name: &str) -> Result<Option<Blob>, EngineError>;

    /// An address at which anybody can fetch the file for `seconds`, to be saved as `file_name` (`a-z 0-9 . -`); `None` where
    /// files have no address of their own.
    async fn link(
        &self,
        tenant: &TenantId,
        name: &str,
        file_name: &str,
        seconds: u32,
    ) -> Result<Option<String>, EngineError>;

    /// Removes a file; what is not there is removed already.
    async fn delete(&self, tenant: &TenantId, name: &str) -> Result<(), EngineError>;
}
