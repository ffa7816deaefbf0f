//! The restaurant and what it sells.

use super::ApiError;
use crate::domain::catalog::Catalogue;
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

#[cfg(feature = "ssr")]
pub use service::Catalog;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::domain::{ProductId, TenantId};
    use std::sync::Arc;

    #[async_trait::async_trait]
    pub trait Catalog: std::fmt::Debug + Send + Sync {
        /// The restaurant's settings. 404 when there is no such restaurant.
        async fn tenant(&self, tenant: &TenantId) -> Result<Arc<Tenant>, ApiError>;

        /// The restaurant and its carta with the stock of this moment.
        async fn storefront(&self, tenant: &TenantId) -> Result<Storefront, ApiError>;

        /// The same with only these products and promotions, as far as there are any: what a cart is priced with.
        async fn offer(&self, tenant: &TenantId, items: &[ProductId]) -> Result<Storefront, ApiError>;
    }
}

/// The house and its carta. Anybody.
#[server(name = StorefrontCall, prefix = "/rpc/catalog", endpoint = "storefront", input = GetUrl)]
pub async fn storefront() -> Result<Storefront, ApiError> {
    super::context::anybody(async |_, services, caller| services.catalog.storefront(&caller.tenant).await)
        .await
}

/// The house alone. Anybody.
#[server(name = HouseCall, prefix = "/rpc/catalog", endpoint = "house", input = GetUrl)]
pub async fn house() -> Result<Tenant, ApiError> {
    super::context::anybody(async |_, services, caller| {
        let tenant = services.catalog.tenant(&caller.tenant).await?;
        Ok(Tenant::clone(&tenant))
    })
    .await
}
