//! The figures of the dashboard.

use api::ApiError;
use api::dashboard::{Days, Overview};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

#[cfg(feature = "ssr")]
pub use service::Dashboard;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::caller::Caller;
    use api::dashboard::{Stats, Summary};

    #[async_trait::async_trait]
    pub trait Dashboard: std::fmt::Debug + Send + Sync {
        /// Staff and machines.
        async fn summary(&self, caller: &Caller, days: Days) -> Result<Summary, ApiError>;

        /// How many orders were ever placed, cancelled ones included. It is counted among the orders themselves. Staff and
        /// machines.
        async fn orders_ever(&self, caller: &Caller) -> Result<i64, ApiError>;

        /// Staff and machines.
        async fn stats(&self, caller: &Caller, days: Days) -> Result<Stats, ApiError>;

        /// Everything with its charts. Staff.
        async fn overview(&self, caller: &Caller, days: Days) -> Result<Overview, ApiError>;
    }
}

/// The figures and charts of some days. Staff.
#[server(name = DashboardOverviewCall, prefix = "/rpc/dashboard", endpoint = "overview", input = Json, client = super::PageClient)]
pub async fn dashboard_overview(days: Days) -> Result<Overview, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::SeeDashboard, async |services, caller| {
        services.dashboard.overview(&caller, days).await
    })
    .await
}
