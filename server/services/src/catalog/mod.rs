//! The restaurants and their cartas: settings, categories, products, promotions and what is left of counted products.
//!
//! Events in: `OrderCreated` and `OrderCancelled`, which change what is left. Events out: `StockChanged`, when a
//! product is sold out or back.
//!
//! Settings and carta are remembered for [`REMEMBERED_MS`], because every order needs them and they rarely change;
//! what is left is read anew each time.

mod announce_stock;
mod pictures;
mod product_ids;
mod product_numbers;
mod put_menu;
mod put_product;
mod remove_menu;
mod remove_product;
mod settings;
mod store;

pub use put_menu::PlannedMenu;

use crate::failure;
use crate::remembered::Remembered;
use api::ApiError;
use api::catalog::{ProductChange, Storefront};
use async_trait::async_trait;
use domain::catalog::Product;
use domain::settings::Settings;
use domain::tenant::Tenant;
use domain::{ProductId, TenantId};
use ports::documents::Write;
use ports::{Clock, Documents, Stock};
use rpc::catalog::Catalog;
use rpc::context::Caller;
use std::collections::HashMap;
use std::sync::Arc;
use store::StoredMenu;

/// A change that another process makes is seen after so long at the latest.
pub const REMEMBERED_MS: i64 = 2_000;

/// Maximum number of restaurants that are remembered.
const MAX_REMEMBERED: usize = 1_000;

/// See [`Catalog`] and [`Stock`]. It is also a [subscriber](ports::event_bus::Subscriber).
#[derive(Debug)]
pub struct CatalogService {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
    restaurants: Remembered<TenantId, Arc<StoredMenu>>,
}

impl CatalogService {
    pub fn new(documents: Arc<dyn Documents>, clock: Arc<dyn Clock>) -> CatalogService {
        CatalogService {
            documents,
            clock,
            restaurants: Remembered::new(MAX_REMEMBERED, REMEMBERED_MS),
        }
    }

    /// The settings and carta of a restaurant, without stock. Restaurants that are not there are not remembered, so
    /// that nobody fills the memory with names.
    async fn restaurant(&self, tenant: &TenantId) -> Result<Arc<StoredMenu>, ApiError> {
        let now = self.clock.now();
        if let Some(restaurant) = self.restaurants.get(tenant, now) {
            return Ok(restaurant);
        }
        let found = store::read_storefront(&*self.documents, tenant).await;
        let restaurant = Arc::new(found.map_err(failure::engine)?.ok_or_else(ApiError::not_found)?);
        self.restaurants
            .keep(tenant.clone(), Arc::clone(&restaurant), now);
        Ok(restaurant)
    }

    fn forget(&self, tenant: &TenantId) {
        self.restaurants.forget(tenant);
    }

    /// What is sold, as far as it is `wanted`, with what is left of it.
    async fn sold(
        &self,
        tenant: &TenantId,
        wanted: impl Fn(&ProductId) -> bool,
    ) -> Result<Storefront, ApiError> {
        let restaurant = self.restaurant(tenant).await?;
        let all = &restaurant.catalog;
        let mut catalog = domain::catalog::Catalog {
            categories: all.categories.clone(),
            products: Vec::new(),
            promotions: all
                .promotions
                .iter()
                .filter(|promotion| wanted(&promotion.id))
                .cloned()
                .collect(),
        };
        let (mut counted, mut keys) = (Vec::new(), Vec::new());
        for product in all.products.iter().filter(|product| wanted(&product.id)) {
            if let Some(key) = restaurant.counted.get(&product.id) {
                counted.push(catalog.products.len());
                keys.push(key.clone());
            }
            catalog.products.push(product.clone());
        }
        let stock = match keys.is_empty() {
            true => Vec::new(),
            false => self
                .documents
                .get_all(tenant, &keys)
                .await
                .map_err(failure::engine)?,
        };
        for (place, document) in counted.into_iter().zip(&stock) {
            if let Some(product) = catalog.products.get_mut(place) {
                product.stock = Some(document.as_ref().map_or(0, store::available));
            }
        }
        Ok(Storefront {
            tenant: Tenant::clone(&restaurant.settings),
            catalog,
        })
    }
}

#[async_trait]
impl Catalog for CatalogService {
    async fn tenant(&self, tenant: &TenantId) -> Result<Arc<Tenant>, ApiError> {
        Ok(Arc::clone(&self.restaurant(tenant).await?.settings))
    }

    async fn storefront(&self, tenant: &TenantId) -> Result<Storefront, ApiError> {
        self.sold(tenant, |_| true).await
    }

    async fn offer(&self, tenant: &TenantId, items: &[ProductId]) -> Result<Storefront, ApiError> {
        self.sold(tenant, |id| items.contains(id)).await
    }

    async fn numbers(
        &self,
        tenant: &TenantId,
        products: &[ProductId],
    ) -> Result<HashMap<ProductId, u64>, ApiError> {
        self.product_numbers(tenant, products).await
    }

    async fn create_product(
        &self,
        caller: &Caller,
        id: Option<ProductId>,
        product: ProductChange,
    ) -> Result<Product, ApiError> {
        self.put_product(caller, id.as_ref(), true, &product).await
    }

    async fn remove_product(&self, caller: &Caller, id: &ProductId) -> Result<(), ApiError> {
        self.take_off(caller, id).await
    }

    async fn settings(&self, caller: &Caller) -> Result<Settings, ApiError> {
        self.read_settings(caller).await
    }

    async fn change_settings(&self, caller: &Caller, patch: serde_json::Value) -> Result<Settings, ApiError> {
        self.patch_settings(caller, &patch).await
    }

    async fn change_product(
        &self,
        caller: &Caller,
        id: &ProductId,
        change: ProductChange,
    ) -> Result<Product, ApiError> {
        self.put_product(caller, Some(id), false, &change).await
    }
}

impl Stock for CatalogService {
    fn take(&self, product: &ProductId, qty: u32) -> Write {
        store::add_stock(product, -i64::from(qty), Some(0))
    }

    fn put_back(&self, product: &ProductId, qty: u32) -> Write {
        store::add_stock(product, i64::from(qty), None)
    }
}
