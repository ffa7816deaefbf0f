//! The restaurant and what it sells.

use super::ApiError;
use crate::domain::Money;
use crate::domain::catalog::{Catalogue, OptionGroup};
use crate::domain::tenant::Tenant;
use leptos::prelude::server;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// All that the storefront shows to everybody: the house and its carta.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Storefront {
    pub tenant: Tenant,
    pub catalogue: Catalogue,
}

/// What of a product shall change; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProductChange {
    /// 2 to 80 characters.
    pub name: Option<String>,
    /// At most 400 characters.
    pub description: Option<String>,
    /// One of the carta's, by its id or name.
    pub category: Option<String>,
    /// The restaurant's own code for it; empty to remove it.
    pub sku: Option<String>,
    /// With tax, up to 10,000 of the currency.
    pub price: Option<Money>,
    /// Where the picture is: a path of the site.
    pub image: Option<String>,
    /// How many there are now; `Some(None)` when they are no longer counted.
    pub stock: Option<Option<u32>>,
    /// Whether it is on the carta.
    pub active: Option<bool>,
    pub groups: Option<Vec<OptionGroup>>,
    pub tags: Option<Vec<String>>,
}

#[cfg(feature = "ssr")]
pub use service::Catalog;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::api::context::Caller;
    use crate::domain::catalog::Product;
    use crate::domain::settings::Settings;
    use crate::domain::{ProductId, TenantId};
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

/// The house and its carta. Anybody.
#[server(name = StorefrontCall, prefix = "/rpc/catalog", endpoint = "storefront", input = GetUrl, client = super::PageClient)]
pub async fn storefront() -> Result<Storefront, ApiError> {
    super::context::anybody(async |_, services, caller| services.catalog.storefront(&caller.tenant).await)
        .await
}

/// The house alone. Anybody.
#[server(name = HouseCall, prefix = "/rpc/catalog", endpoint = "house", input = GetUrl, client = super::PageClient)]
pub async fn house() -> Result<Tenant, ApiError> {
    super::context::anybody(async |_, services, caller| {
        let tenant = services.catalog.tenant(&caller.tenant).await?;
        Ok(Tenant::clone(&tenant))
    })
    .await
}
