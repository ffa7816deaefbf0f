//! Files: pictures that a manager uploads, documents for customers.

use super::EngineError;
use async_trait::async_trait;
use shared::domain::TenantId;
use std::fmt::Debug;

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// E.g. `image/webp`; at most 200 bytes on one line.
    pub content_type: String,
    pub bytes: Vec<u8>,
}

/// Stores files by tenant and name. Names are 1 to 200 of `A-Z a-z 0-9 . _ - /`, without `..` and without a leading
/// `/`; another name is refused as broken.
#[async_trait]
pub trait Blobs: Debug + Send + Sync {
    /// Stores a file in place of the one before it.
    async fn put(&self, tenant: &TenantId, name: &str, blob: Blob) -> Result<(), EngineError>;

    async fn get(&self, tenant: &TenantId, name: &str) -> Result<Option<Blob>, EngineError>;

    /// Removes a file; what is not there is removed already.
    async fn delete(&self, tenant: &TenantId, name: &str) -> Result<(), EngineError>;
}
