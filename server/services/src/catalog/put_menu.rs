//! Put menu: stores the settings and the whole carta of a restaurant.

use super::CatalogService;
use super::store::{self, Announced, Menu, StoredProduct};
use crate::retry;
use crate::zones;
use domain::catalog::{Catalog, Product};
use domain::tenant::Tenant;
use domain::{TenantId, Timestamp};
use ports::EngineError;
use ports::body;
use ports::documents::{CommitError, Document, Expect, Key, Write};
use serde::Serialize;
use std::collections::HashMap;

/// A product takes up to three writes, and a commit has room for a hundred.
const PRODUCTS_PER_COMMIT: usize = 30;

/// The settings and the carta of a restaurant as writes, a commit each.
#[derive(Debug)]
pub struct PlannedMenu(Vec<Vec<Write>>);

impl CatalogService {
    /// Stores a restaurant in place of what was there. What stays the same is not written. The stock in `catalog`
    /// is what a product begins with: where it is counted already, that count stays.
    ///
    /// A carta of more than 30 changed products takes several commits, the list of what is sold last.
    pub async fn put_menu(
        &self,
        tenant: &TenantId,
        settings: &Tenant,
        catalog: &Catalog,
    ) -> Result<(), CommitError> {
        let mut tries = 1;
        loop {
            match self.try_to_put(tenant, settings, catalog).await {
                Err(CommitError::ConditionFailed { .. }) if tries < retry::ATTEMPTS => tries += 1,
                other => return other,
            }
        }
    }

    async fn try_to_put(
        &self,
        tenant: &TenantId,
        settings: &Tenant,
        catalog: &Catalog,
    ) -> Result<(), CommitError> {
        let planned = self.plan_menu(tenant, settings, catalog).await?;
        self.put_planned(tenant, planned).await
    }

    /// Reads what is there and says what has to be written in its place, nothing of which is written yet.
    pub async fn plan_menu(
        &self,
        tenant: &TenantId,
        settings: &Tenant,
        catalog: &Catalog,
    ) -> Result<PlannedMenu, EngineError> {
        let settings = Tenant {
            zone: zones::stored(settings.zone.clone(), self.clock.now()),
            ..settings.clone()
        };
        let before = self.documents.get(tenant, &store::settings_key()).await?;
        let all = store::read_all(&*self.documents, tenant).await?;
        let mut products = Vec::new();
        for product in &catalog.products {
            products.extend(put_product(product, &all, self.clock.now())?);
        }
        for promotion in &catalog.promotions {
            let key = store::promotion_key(&promotion.id);
            products.extend(changed(key, promotion, &all)?.map(|write| vec![write]));
        }
        let menu = Menu::of(catalog);
        let mut last = Vec::from_iter(changed(store::menu_key(), &menu, &all)?);
        last.extend(changed_from(before.as_ref(), store::settings_key(), &settings)?);
        let some = products.chunks(PRODUCTS_PER_COMMIT).map(<[_]>::concat);
        Ok(PlannedMenu(some.chain([last]).collect()))
    }

    /// Writes what was planned, once. It fails with [`CommitError::ConditionFailed`] where somebody else has written since the
    /// plan was made; a plan without products is one commit, all or nothing.
    pub async fn put_planned(
        &self,
        tenant: &TenantId,
        PlannedMenu(commits): PlannedMenu,
    ) -> Result<(), CommitError> {
        for writes in commits.into_iter().filter(|writes| !writes.is_empty()) {
            self.commit(tenant, writes, Vec::new()).await?;
        }
        Ok(())
    }
}

/// The writes of a product; `None` when it is stored as it is. The product's own write, conditional on what was read,
/// keeps its stock from being begun twice.
fn put_product(
    product: &Product,
    all: &HashMap<String, Document>,
    now: Timestamp,
) -> Result<Option<Vec<Write>>, EngineError> {
    let known = all.get(&store::product_key(&product.id).sk);
    let known = known.and_then(|document| store::read::<StoredProduct>(document).ok());
    let stored = StoredProduct {
        product: Product {
            stock: None,
            created_at: known.map_or(Some(now), |known| known.product.created_at),
            ..product.clone()
        },
        counted: product.stock.is_some(),
    };
    let id = &product.id;
    let Some(write) = changed(store::product_key(id), &stored, all)? else {
        return Ok(None);
    };
    let mut writes = vec![write];
    let has_stock = all.contains_key(&store::stock_key(id).sk);
    let anything = Expect::Anything;
    match product.stock {
        Some(initial) if !has_stock => {
            let available = initial > 0;
            writes.push(store::add_stock(id, i64::from(initial), None));
            writes.push(store::put(
                store::announced_key(id),
                Announced { available },
                anything,
            )?);
        }
        None if has_stock => {
            for key in [store::stock_key(id), store::announced_key(id)] {
                writes.push(Write::Delete {
                    key,
                    expect: anything,
                });
            }
        }
        Some(_) | None => {}
    }
    Ok(Some(writes))
}

fn changed<T>(key: Key, data: &T, all: &HashMap<String, Document>) -> Result<Option<Write>, EngineError>
where
    T: Serialize + body::Record + PartialEq,
{
    changed_from(all.get(&key.sk), key, data)
}

fn changed_from<T>(before: Option<&Document>, key: Key, data: &T) -> Result<Option<Write>, EngineError>
where
    T: Serialize + body::Record + PartialEq,
{
    // What cannot be read is replaced.
    if before.is_some_and(|document| store::read::<T>(document).is_ok_and(|stored| stored == *data)) {
        return Ok(None);
    }
    store::put(key, data, store::unchanged(before)).map(Some)
}
