//! What is left of counted products as it is stored, for checks of everything that is stored.

use super::CatalogService;
use super::store::{self, Announced, StoredProduct};
use crate::error::Error;
use domain::{ProductId, TenantId};
use ports::documents::Document;
use std::collections::BTreeSet;

/// What is stored of a product that is counted, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredStock {
    pub product: ProductId,
    /// How many are left; `None` where nothing is counted for it.
    pub left: Option<i64>,
    /// Whether the product says that it is counted.
    pub counted: bool,
    /// Whether it was said last that there is some.
    pub announced: bool,
}

impl CatalogService {
    /// All products that are counted, or of which something is counted, by id.
    pub async fn stored_stock(&self, tenant: &TenantId) -> Result<Vec<StoredStock>, Error> {
        let all = store::read_all(&*self.documents, tenant).await?;
        let mut stocks = Vec::new();
        for id in store::product_ids(&all) {
            let document = |key: ports::documents::Key| all.get(&key.sk);
            let stock = document(store::stock_key(&id));
            let counted = match document(store::product_key(&id)) {
                Some(product) => store::read::<StoredProduct>(product)?.counted,
                None => false,
            };
            if stock.is_none() && !counted {
                continue;
            }
            stocks.push(StoredStock {
                left: stock.map(store::counted),
                counted,
                announced: announced(document(store::announced_key(&id)))?,
                product: id,
            });
        }
        stocks.sort_by(|one, other| one.product.cmp(&other.product));
        Ok(stocks)
    }

    /// The ids of everything that is or was on the carta: products and promotions, those that were taken off it included.
    pub async fn stored_items(&self, tenant: &TenantId) -> Result<BTreeSet<ProductId>, Error> {
        let all = store::read_all(&*self.documents, tenant).await?;
        Ok(store::item_ids(&all))
    }

    /// Says of a product whether there is some, where something else was said last.
    pub async fn announce_again(&self, tenant: &TenantId, product: &ProductId) -> Result<(), Error> {
        self.announce(tenant, product)
            .await
            .map_err(|error| ports::EngineError::unavailable("catalog", error).into())
    }
}

/// Before anything was said, there was some.
fn announced(document: Option<&Document>) -> Result<bool, Error> {
    Ok(match document {
        Some(document) => store::read::<Announced>(document)?.available,
        None => true,
    })
}
