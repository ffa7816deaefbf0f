//! The numbers of products, for callers that know products by them.

use super::CatalogService;
use super::store::{self, StoredProduct};
use crate::error::Error;
use domain::{ProductId, TenantId};
use ports::documents::Key;
use std::collections::HashMap;

impl CatalogService {
    /// The numbers of products, those that were taken off the carta for good included.
    pub async fn numbers(
        &self,
        tenant: &TenantId,
        products: &[ProductId],
    ) -> Result<HashMap<ProductId, u64>, Error> {
        let restaurant = self.restaurant(tenant).await?;
        let mut numbers = HashMap::new();
        let mut gone: Vec<Key> = Vec::new();
        for id in products {
            match restaurant.catalog.product(id) {
                Some(product) => {
                    numbers.insert(id.clone(), product.number);
                }
                None => gone.push(store::product_key(id)),
            }
        }
        gone.sort_by(|one, other| one.sk.cmp(&other.sk));
        gone.dedup();
        if gone.is_empty() {
            return Ok(numbers);
        }
        let found = self.documents.get_all(tenant, &gone).await;
        for document in found?.iter().flatten() {
            let stored: StoredProduct = store::read(document)?;
            numbers.insert(stored.product.id, stored.product.number);
        }
        Ok(numbers)
    }
}
