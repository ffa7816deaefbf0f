//! Files that somebody has asked for, to be fetched by a link.

#[cfg(feature = "ssr")]
use super::ApiError;
#[cfg(feature = "ssr")]
use crate::domain::TenantId;
use crate::domain::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a file can be fetched for a while, without signing in: the link is the permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ExportLink {
    /// A path of this site, or an address of the store of files.
    pub url: String,
    /// What the file is called when it is saved.
    pub file_name: String,
    /// The link is good until then: five minutes.
    pub expires_at: Timestamp,
}

/// Keeps files for who asked for them.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait Exports: std::fmt::Debug + Send + Sync {
    /// Keeps a text as a file (`file_name` of `a-z 0-9 . -`) and says where it can be fetched.
    async fn keep(
        &self,
        tenant: &TenantId,
        file_name: &str,
        content_type: &str,
        text: String,
    ) -> Result<ExportLink, ApiError>;
}
