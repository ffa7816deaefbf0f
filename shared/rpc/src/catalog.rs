//! The menu and the restaurant's public data.

use api::ApiError;
use api::catalog::{Availability, NewPause, ServiceSettings, Storefront};
use domain::ProductId;
use domain::catalog::Product;
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

/// When the restaurant takes orders and where it brings them. Managers.
#[server(name = ServiceSettingsCall, prefix = "/rpc/catalog", endpoint = "service-settings", input = Json, client = super::Reading)]
pub async fn service_settings() -> Result<ServiceSettings, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.service_settings(&caller).await
    })
    .await
}

/// Changes that, from the version that was read. Managers.
#[server(name = ChangeServiceSettingsCall, prefix = "/rpc/catalog", endpoint = "change-service-settings", input = Json, client = super::Writing)]
pub async fn change_service_settings(service: ServiceSettings) -> Result<ServiceSettings, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageSettings, async |services, caller| {
        services.catalog.change_service_settings(&caller, &service).await
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

/// Says that a product has run out, until when, or that it is there again. Who cooks or packs, and managers.
#[server(name = SetAvailabilityCall, prefix = "/rpc/catalog", endpoint = "set-availability", input = Json, client = super::Writing)]
pub async fn set_availability(product: ProductId, availability: Availability) -> Result<Product, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::MarkSoldOut, async |services, caller| {
        let set = services.catalog.set_availability(&caller, &product, availability);
        Ok(set.await?.record)
    })
    .await
}
