//! The menu and the restaurant's public data.

use api::ApiError;
use api::catalog::{NewPause, OpeningHours, Storefront};
use domain::opening::Pause;
use domain::tenant::Tenant;
use leptos::prelude::server;
use leptos::server_fn::codec::{GetUrl, Json};

/// The restaurant and its menu. Anybody.
#[server(name = StorefrontCall, prefix = "/rpc/catalog", endpoint = "storefront", input = GetUrl, client = super::Reading)]
pub async fn storefront() -> Result<Storefront, ApiError> {
    super::context::anybody(async |_, services, caller| services.catalog.storefront(&caller.tenant).await)
        .await
}

/// The restaurant alone. Anybody.
#[server(name = RestaurantCall, prefix = "/rpc/catalog", endpoint = "house", input = GetUrl, client = super::Reading)]
pub async fn restaurant() -> Result<Tenant, ApiError> {
    super::context::anybody(async |_, services, caller| {
        let tenant = services.catalog.tenant(&caller.tenant).await?;
        Ok(Tenant::clone(&tenant))
    })
    .await
}

/// When the restaurant takes orders. Managers.
#[server(name = OpeningHoursCall, prefix = "/rpc/catalog", endpoint = "hours", input = Json, client = super::Reading)]
pub async fn opening_hours() -> Result<OpeningHours, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.opening_hours(&caller).await
    })
    .await
}

/// Changes when the restaurant takes orders, from the version that was read. Managers.
#[server(name = ChangeOpeningHoursCall, prefix = "/rpc/catalog", endpoint = "change-hours", input = Json, client = super::Writing)]
pub async fn change_opening_hours(hours: OpeningHours) -> Result<OpeningHours, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.change_opening_hours(&caller, &hours).await
    })
    .await
}

/// Pauses orders for now, or ends a pause. Who cooks or packs, and managers.
#[server(name = PauseCall, prefix = "/rpc/catalog", endpoint = "pause", input = Json, client = super::Writing)]
pub async fn pause(pause: NewPause) -> Result<Vec<Pause>, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::PauseSales, async |services, caller| {
        services.catalog.pause(&caller, &pause).await
    })
    .await
}
