//! Remove product: off the carta for good. Its record stays, as old orders and figures name it.

use super::CatalogService;
use super::store::{self, Menu, StoredProduct};
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use api::Code;
use domain::ProductId;
use domain::catalog::Product;
use domain::staff::Permission;
use ports::documents::{Commit, Document};
use std::collections::HashMap;
use texts::now::errors as texts;

impl CatalogService {
    /// Takes a product off the carta for good. Old orders keep it. Managers and machines; 404 when it is not there.
    pub async fn remove_product(&self, caller: &Caller, id: &ProductId) -> Result<(), Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let key = store::menu_key();
            let found = self.documents.get(&caller.tenant, &key).await;
            let document = found?.ok_or_else(Error::not_found)?;
            let mut menu: Menu = store::read(&document)?;
            if !menu.products.contains(id) {
                return Err(Error::new(Code::UnknownProduct, texts::NOT_FOUND));
            }
            menu.products.retain(|known| known != id);
            let write = store::put(key, &menu, store::unchanged(Some(&document)))?;
            let commit = Commit {
                writes: vec![write],
                events: Vec::new(),
            };
            let committed = self.documents.commit(&caller.tenant, commit).await;
            self.forget(&caller.tenant);
            retry::unless_overtaken(committed, ())
        })
        .await
    }
}

/// Refuses a code that another product of the carta has.
pub(super) fn unused_sku(
    all: &HashMap<String, Document>,
    menu: &Menu,
    product: &Product,
) -> Result<(), Error> {
    let Some(sku) = &product.sku else { return Ok(()) };
    let others = menu.products.iter().filter(|id| **id != product.id);
    let mut stored = others.filter_map(|id| {
        let document = all.get(&store::product_key(id).sk)?;
        store::read::<StoredProduct>(document).ok()
    });
    match stored.any(|other| other.product.sku.as_ref() == Some(sku)) {
        false => Ok(()),
        true => Err(Error::of_field(Code::ProductExists, "/sku", texts::SKU_EXISTS)),
    }
}
