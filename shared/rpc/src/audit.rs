//! What the people and machines of the restaurant have changed.

use api::ApiError;
use api::audit::AuditPage;
use api::exports::ExportLink;
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// Entries, newest first, before those of an earlier page. Managers.
#[server(name = AuditCall, prefix = "/rpc/operations", endpoint = "audit", input = Json, client = super::Reading)]
pub async fn audit(cursor: Option<String>) -> Result<AuditPage, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.audit.entries(&caller, cursor, api::DEFAULT_PAGE).await
    })
    .await
}

/// The newest of them as a file. Managers.
#[server(name = ExportAuditCall, prefix = "/rpc/operations", endpoint = "export-audit", input = Json, client = super::Writing)]
pub async fn export_audit() -> Result<ExportLink, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.audit.export(&caller).await
    })
    .await
}
