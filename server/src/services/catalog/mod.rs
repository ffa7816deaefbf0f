//! The restaurants and their cartas: settings, categories, products, promotions and what is left of counted products.
//!
//! Events in: `OrderCreated` and `OrderCancelled`, which change what is left. Events out: `StockChanged`, when a
//! product is sold out or back.
//!
//! Settings and carta are remembered for [`REMEMBERED_MS`], because every order needs them and they rarely change;
//! what is left is read anew each time.

mod announce_stock;
mod put_menu;
mod store;

use crate::ports::documents::{Document, Write};
use crate::ports::{Clock, Documents, EngineError, Stock};
use crate::services::failure;
use async_trait::async_trait;
use shared::api::ApiError;
use shared::api::catalog::{Catalog, Storefront};
use shared::domain::tenant::Tenant;
use shared::domain::{ProductId, TenantId, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::House;

/// A change that another process makes is seen after so long at the latest.
pub const REMEMBERED_MS: i64 = 2_000;

/// See [`Catalog`] and [`Stock`]. It is also a [subscriber](crate::ports::event_bus::Subscriber).
#[derive(Debug)]
pub struct CatalogService {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
    houses: Mutex<HashMap<TenantId, Remembered>>,
}

#[derive(Debug, Clone)]
struct Remembered {
    house: Arc<House>,
    at: Timestamp,
}

impl CatalogService {
    pub fn new(documents: Arc<dyn Documents>, clock: Arc<dyn Clock>) -> CatalogService {
        CatalogService {
            documents,
            clock,
            houses: Mutex::default(),
        }
    }

    /// The settings and carta of a restaurant, without stock. Restaurants that are not there are not remembered, so
    /// that nobody fills the memory with names.
    async fn house(&self, tenant: &TenantId) -> Result<Arc<House>, ApiError> {
        let now = self.clock.now();
        if let Some(house) = self.remembered(tenant, now) {
            return Ok(house);
        }
        let found = store::read_house(&*self.documents, tenant).await;
        let house = Arc::new(found.map_err(failure::engine)?.ok_or_else(ApiError::not_found)?);
        let remembered = Remembered {
            house: Arc::clone(&house),
            at: now,
        };
        self.houses().insert(tenant.clone(), remembered);
        Ok(house)
    }

    fn remembered(&self, tenant: &TenantId, now: Timestamp) -> Option<Arc<House>> {
        let houses = self.houses();
        let found = houses.get(tenant)?;
        // A clock that was set back makes nothing last longer.
        (found.at <= now && now.since_ms(found.at) < REMEMBERED_MS).then(|| Arc::clone(&found.house))
    }

    fn forget(&self, tenant: &TenantId) {
        self.houses().remove(tenant);
    }

    fn houses(&self) -> std::sync::MutexGuard<'_, HashMap<TenantId, Remembered>> {
        self.houses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn stock(&self, tenant: &TenantId, house: &House) -> Result<Vec<Option<Document>>, EngineError> {
        if house.counted.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<_> = house.counted.iter().map(|counted| counted.key.clone()).collect();
        self.documents.get_all(tenant, &keys).await
    }
}

#[async_trait]
impl Catalog for CatalogService {
    async fn tenant(&self, tenant: &TenantId) -> Result<Arc<Tenant>, ApiError> {
        Ok(Arc::clone(&self.house(tenant).await?.settings))
    }

    async fn storefront(&self, tenant: &TenantId) -> Result<Storefront, ApiError> {
        let house = self.house(tenant).await?;
        let stock = self.stock(tenant, &house).await.map_err(failure::engine)?;
        let mut catalogue = house.catalogue.clone();
        for (counted, document) in house.counted.iter().zip(&stock) {
            if let Some(product) = catalogue.products.get_mut(counted.product) {
                product.stock = Some(document.as_ref().map_or(0, store::available));
            }
        }
        Ok(Storefront {
            tenant: Tenant::clone(&house.settings),
            catalogue,
        })
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
