//! The figures of the dashboard.

use api::ApiError;
use api::dashboard::{Days, Overview};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// The figures and charts of some days. Staff.
#[server(name = DashboardOverviewCall, prefix = "/rpc/dashboard", endpoint = "overview", input = Json, client = super::Reading)]
pub async fn dashboard_overview(days: Days) -> Result<Overview, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeDashboard, async |services, caller| {
        services.dashboard.overview(&caller, days).await
    })
    .await
}
