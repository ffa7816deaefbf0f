//! Files that somebody has asked for, to be fetched by a link.

use domain::Timestamp;
use serde::{Deserialize, Serialize};

/// Where a file can be fetched for a while, without signing in: the link is the permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportLink {
    /// A path of this site, or an address of the store of files.
    pub url: String,
    /// What the file is called when it is saved.
    pub file_name: String,
    /// The link is good until then: five minutes.
    pub expires_at: Timestamp,
}
