//! Files that somebody downloads by a link.

#[cfg(feature = "ssr")]
use api::ApiError;
#[cfg(feature = "ssr")]
use api::exports::ExportLink;
#[cfg(feature = "ssr")]
use domain::TenantId;

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
