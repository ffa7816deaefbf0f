//! The menu and the restaurant's public data.

use api::ApiError;
use api::catalog::Storefront;
use domain::tenant::Tenant;
use leptos::prelude::server;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
pub use service::Catalog;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::caller::Caller;
    use api::catalog::ProductChange;
    use domain::catalog::Product;
    use domain::settings::Settings;
    use domain::{ProductId, TenantId};
    use std::collections::HashMap;
    use std::sync::Arc;

    #[async_trait::async_trait]
    pub trait Catalog: std::fmt::Debug + Send + Sync {
        /// The restaurant's settings. 404 when there is no such restaurant.
        async fn tenant(&self, tenant: &TenantId) -> Result<Arc<Tenant>, ApiError>;

        /// The restaurant and its carta with the stock of this moment.
        async fn storefront(&self, tenant: &TenantId) -> Result<Storefront, ApiError>;

        /// The same with only these products and promotions, as far as there are any: what a cart is priced with.
        async fn offer(&self, tenant: &TenantId, items: &[ProductId]) -> Result<Storefront, ApiError>;

        /// The numbers of products, those that were taken off the carta for good included.
        async fn numbers(
            &self,
            tenant: &TenantId,
            products: &[ProductId],
        ) -> Result<HashMap<ProductId, u64>, ApiError>;

        /// Puts a new product at the end of the carta. Name, category and price are needed; its id is made of the
        /// name where none is sent, with a number behind it where another product has that id. Managers and machines. 409 when there is a product or promotion of this id.
        async fn create_product(
            &self,
            caller: &Caller,
            id: Option<ProductId>,
            product: ProductChange,
        ) -> Result<Product, ApiError>;

        /// Takes a product off the carta for good. Old orders keep it. Managers and machines; 404 when it is not there.
        async fn remove_product(&self, caller: &Caller, id: &ProductId) -> Result<(), ApiError>;

        /// The restaurant's settings. Managers and machines.
        async fn settings(&self, caller: &Caller) -> Result<Settings, ApiError>;

        /// Changes settings by a JSON merge patch (RFC 7396): what it does not name stays, lists are replaced as a whole.
        /// 422 with a pointer for each that is unknown or cannot be used. Managers and machines.
        async fn change_settings(
            &self,
            caller: &Caller,
            patch: serde_json::Value,
        ) -> Result<Settings, ApiError>;

        /// Changes a product. Managers and machines.
        async fn change_product(
            &self,
            caller: &Caller,
            id: &ProductId,
            change: ProductChange,
        ) -> Result<Product, ApiError>;
    }
}

/// The restaurant and its menu. Anybody.
#[server(name = StorefrontCall, prefix = "/rpc/catalog", endpoint = "storefront", input = GetUrl, client = super::PageClient)]
pub async fn storefront() -> Result<Storefront, ApiError> {
    super::context::anybody(async |_, services, caller| services.catalog.storefront(&caller.tenant).await)
        .await
}

/// The restaurant alone. Anybody.
#[server(name = RestaurantCall, prefix = "/rpc/catalog", endpoint = "house", input = GetUrl, client = super::PageClient)]
pub async fn restaurant() -> Result<Tenant, ApiError> {
    super::context::anybody(async |_, services, caller| {
        let tenant = services.catalog.tenant(&caller.tenant).await?;
        Ok(Tenant::clone(&tenant))
    })
    .await
}
