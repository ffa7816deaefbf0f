//! The menu and the restaurant's public data.

use api::ApiError;
use api::catalog::Storefront;
use domain::tenant::Tenant;
use leptos::prelude::server;
use leptos::server_fn::codec::GetUrl;

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
