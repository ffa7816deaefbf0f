//! The restaurants and their cartas: settings, categories, products, promotions and what is left of counted products.
//!
//! Events in: `OrderCreated` and `OrderCancelled`, which change what is left. Events out: `SettingsChanged`; `MenuChanged`;
//! `StockChanged`, when a product is sold out or back.
//!
//! Settings and carta are remembered, because every order needs them and they rarely change: for two seconds as they are,
//! and then for as long as their revision is the same. What is left is read anew each time, and with it the revision, so that
//! a page that has heard of a change in another process is not given what that process's neighbour remembers of before.
//!
//! What is stored of a restaurant's time zone is its name; a restaurant that is read here has it with its table of this month.

mod announce_stock;
mod brand;
mod categories;
mod catering_rules;
mod draft;
mod for_a_while;
mod import;
mod inspect;
mod menu_json;
mod menu_table;
mod online_payments;
mod order_rules;
mod pause;
mod product_fields;
mod product_ids;
mod product_numbers;
mod promotion_fields;
mod promotions;
mod publish;
mod publish_restaurant;
mod put_menu;
mod put_product;
mod remove_menu;
mod remove_product;
mod rush;
mod service_settings;
mod settings;
mod store;
mod store_words;
mod templates;

pub use inspect::StoredStock;
pub use put_menu::PlannedMenu;
use put_product::Put;

use crate::caller::Caller;
use crate::error::Error;
use crate::remembered::Remembered;
use crate::versions::Versioned;
use api::Code;
use api::catalog::{ProductChange, Storefront};
use domain::catalog::{Catalog, Product};
use domain::event::Envelope;
use domain::settings::Settings;
use domain::tenant::Tenant;
use domain::{ProductId, TenantId};
use ports::documents::{Commit, CommitError, Write};
use ports::{Clock, Documents};
use std::sync::Arc;
use store::StoredMenu;
use texts::now::errors as texts;

/// How long settings and carta are remembered without a look at their revision, in milliseconds. What is sold is looked at
/// again before; [`CatalogService::tenant`] sees what another process has changed after this time at the latest.
const REMEMBERED_MS: i64 = 2_000;

/// How often a carta that keeps changing is read anew before it is given as it is.
const READ_ANEW: usize = 3;

/// Maximum number of restaurants that are remembered.
const MAX_REMEMBERED: usize = 1_000;

/// A restaurant and what it sells at a moment.
#[derive(Debug, Clone)]
pub struct Offer {
    pub tenant: Arc<Tenant>,
    pub catalog: Catalog,
}

/// The catalog service. It is also a [subscriber](ports::event_bus::Subscriber).
#[derive(Debug)]
pub struct CatalogService {
    documents: Arc<dyn Documents>,
    clock: Arc<dyn Clock>,
    restaurants: Remembered<TenantId, Arc<StoredMenu>>,
    online: bool,
}

impl CatalogService {
    pub fn new(documents: Arc<dyn Documents>, clock: Arc<dyn Clock>) -> CatalogService {
        CatalogService {
            documents,
            clock,
            restaurants: Remembered::new(MAX_REMEMBERED, REMEMBERED_MS),
            online: true,
        }
    }

    /// The same with whether customers of published restaurants can pay before they receive.
    #[must_use]
    pub fn paid_online(mut self, online: bool) -> CatalogService {
        self.online = online;
        self
    }

    /// Whether customers of a restaurant can pay before they receive. Those of a draft pay with no money.
    pub fn is_paid_online(&self, tenant: &Tenant) -> bool {
        tenant.online_payments.takes_money(self.online, tenant.draft)
    }

    /// The settings and carta of a restaurant, without stock. Restaurants that are not there are not remembered, so
    /// that nobody fills the memory with names.
    async fn restaurant(&self, tenant: &TenantId) -> Result<Arc<StoredMenu>, Error> {
        let now = self.clock.now();
        if let Some(restaurant) = self.restaurants.get(tenant, now) {
            return Ok(restaurant);
        }
        let lookup = self.restaurants.lookup();
        let restaurant = match self.unchanged(tenant).await? {
            Some(restaurant) => restaurant,
            None => {
                let found = store::read_storefront(&*self.documents, tenant).await;
                Arc::new(found?.ok_or_else(Error::not_found)?)
            }
        };
        let restaurant = store::with_clocks(restaurant, now);
        self.restaurants
            .keep(lookup, tenant.clone(), Arc::clone(&restaurant), now);
        Ok(restaurant)
    }

    /// What is remembered of a restaurant, however long ago it was read, where nothing of it has changed since: its revision
    /// grows with every change. `None` where nothing is remembered, or something has changed, or its settings are gone.
    async fn unchanged(&self, tenant: &TenantId) -> Result<Option<Arc<StoredMenu>>, Error> {
        let Some(restaurant) = self.restaurants.latest(tenant) else {
            return Ok(None);
        };
        let keys = [store::revision_key(), store::settings_key()];
        let found = self.documents.get_all(tenant, &keys).await?;
        let [revision, Some(_)] = &found[..] else {
            return Ok(None);
        };
        let same = store::revision(revision.as_ref()) == restaurant.revision;
        Ok(same.then_some(restaurant))
    }

    /// Commits a change of the settings or the carta, which every process sees by the revision that grows with it.
    async fn commit(
        &self,
        tenant: &TenantId,
        mut writes: Vec<Write>,
        events: Vec<Envelope>,
    ) -> Result<(), CommitError> {
        writes.push(store::revise());
        let committed = self.documents.commit(tenant, Commit { writes, events }).await;
        self.restaurants.forget(tenant);
        committed
    }

    /// What is sold, with what is left of it; where some items are `wanted`, only these and what they consist of.
    async fn sold(&self, tenant: &TenantId, wanted: Option<&[ProductId]>) -> Result<Offer, Error> {
        for _ in 0..READ_ANEW {
            let restaurant = self.restaurant(tenant).await?;
            let (sold, revision) = self.with_stock(tenant, &restaurant, wanted).await?;
            if revision == restaurant.revision {
                return Ok(sold);
            }
            self.restaurants.forget(tenant);
        }
        let restaurant = self.restaurant(tenant).await?;
        Ok(self.with_stock(tenant, &restaurant, wanted).await?.0)
    }

    /// The same of a restaurant as it was read, and the revision it has by now.
    async fn with_stock(
        &self,
        tenant: &TenantId,
        restaurant: &StoredMenu,
        wanted: Option<&[ProductId]>,
    ) -> Result<(Offer, i64), Error> {
        let all = &restaurant.catalog;
        let some = wanted.map(|items| all.with_components(items));
        let wanted = |id: &ProductId| some.as_ref().is_none_or(|some| some.contains(id));
        let mut catalog = Catalog {
            categories: match some {
                Some(_) => Vec::new(),
                None => all.categories.clone(),
            },
            products: Vec::new(),
            promotions: all
                .promotions
                .iter()
                .filter(|promotion| wanted(&promotion.id))
                .cloned()
                .collect(),
        };
        let (mut counted, mut keys) = (Vec::new(), vec![store::revision_key()]);
        for product in all.products.iter().filter(|product| wanted(&product.id)) {
            if let Some(key) = restaurant.counted.get(&product.id) {
                counted.push(catalog.products.len());
                keys.push(key.clone());
            }
            catalog.products.push(product.clone());
        }
        let mut found = self.documents.get_all(tenant, &keys).await?.into_iter();
        let revision = store::revision(found.next().flatten().as_ref());
        for (place, document) in counted.into_iter().zip(found) {
            if let Some(product) = catalog.products.get_mut(place) {
                // Its count may have been switched off since it was remembered here that it has one.
                product.stock = document.as_ref().map(store::available);
            }
        }
        catalog.bring_back(self.clock.now());
        let tenant = Arc::clone(&restaurant.settings);
        Ok((Offer { tenant, catalog }, revision))
    }
}

impl CatalogService {
    /// The restaurant's settings. 404 when there is no such restaurant.
    pub async fn tenant(&self, tenant: &TenantId) -> Result<Arc<Tenant>, Error> {
        Ok(Arc::clone(&self.restaurant(tenant).await?.settings))
    }

    /// The restaurant as everybody may see it: what is prepared for another day is nobody's yet.
    pub async fn house(&self, tenant: &TenantId) -> Result<Tenant, Error> {
        Ok(self.shown_today(self.tenant(tenant).await?))
    }

    fn shown_today(&self, tenant: Arc<Tenant>) -> Tenant {
        let mut tenant = Arc::unwrap_or_clone(tenant);
        let today = tenant.zone.date(self.clock.now());
        tenant.notice = tenant.notice.filter(|notice| notice.is_shown_on(today));
        tenant
    }

    /// The restaurant and its carta with the stock of this moment.
    pub async fn storefront(&self, tenant: &TenantId) -> Result<Storefront, Error> {
        let Offer { tenant, catalog } = self.sold(tenant, None).await?;
        let tenant = self.shown_today(tenant);
        Ok(Storefront {
            online: self.is_paid_online(&tenant),
            tenant,
            catalog,
        })
    }

    /// The same with only these products and promotions and what they consist of, as far as there are any, and without the
    /// categories: what a cart is priced with.
    pub async fn offer(&self, tenant: &TenantId, items: &[ProductId]) -> Result<Offer, Error> {
        self.sold(tenant, Some(items)).await
    }

    /// Puts a new product at the end of the carta. Name, category and price are needed; its id is made of the
    /// name where none is sent, with a number behind it where another product has that id. Managers and machines. 409 when there is a product or promotion of this id.
    pub async fn create_product(
        &self,
        caller: &Caller,
        id: Option<ProductId>,
        product: ProductChange,
    ) -> Result<Versioned<Product>, Error> {
        self.put_product(caller, id.as_ref(), Put::New, &product).await
    }

    /// Changes settings by a JSON merge patch (RFC 7396): what it does not name stays, lists are replaced as a whole.
    /// 422 with a pointer for each that is unknown or cannot be used; 412 when they are not in the version any more that was
    /// `seen`. Managers and machines.
    pub async fn change_settings(
        &self,
        caller: &Caller,
        patch: serde_json::Value,
        seen: Option<u64>,
    ) -> Result<Versioned<Settings>, Error> {
        self.patch_settings(caller, &patch, seen).await
    }

    /// Changes a product. 412 when it is not in the version any more that was `seen`. Managers and machines.
    pub async fn change_product(
        &self,
        caller: &Caller,
        id: &ProductId,
        change: ProductChange,
        seen: Option<u64>,
    ) -> Result<Versioned<Product>, Error> {
        let put = Put::Change { seen };
        self.put_product(caller, Some(id), put, &change).await
    }

    /// A product as it is stored, with its version, which grows with every change but those of its stock. 404 when there is
    /// none.
    pub async fn product(&self, tenant: &TenantId, id: &ProductId) -> Result<Versioned<Product>, Error> {
        let keys = [store::product_key(id), store::stock_key(id)];
        let mut found = self.documents.get_all(tenant, &keys).await?.into_iter();
        let unknown = || Error::new(Code::UnknownProduct, texts::NOT_FOUND);
        let document = found.next().flatten().ok_or_else(unknown)?;
        let stored: store::StoredProduct = store::read(&document)?;
        let stock = found.next().flatten().map_or(0, |stock| store::available(&stock));
        let mut record = Product {
            stock: stored.counted.then_some(stock),
            ..stored.product
        };
        record.bring_back(self.clock.now());
        let version = document.version;
        Ok(Versioned { record, version })
    }
}

/// Takes a quantity of a product that is counted, if it is there, as a write that joins the caller's commit: an order and its
/// stock are never one without the other. When the commit fails at this write, less is left than was asked for.
pub fn take_stock(product: &ProductId, qty: u32) -> Write {
    store::add_stock(product, -i64::from(qty), Some(0))
}

/// Puts it back. The caller sees to it that this happens once.
pub fn put_back_stock(product: &ProductId, qty: u32) -> Write {
    store::add_stock(product, i64::from(qty), None)
}
