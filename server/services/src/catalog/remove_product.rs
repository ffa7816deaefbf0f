//! Remove product: off the carta for good. Its record stays, as old orders and figures name it.

use super::CatalogService;
use super::store::{self, Menu, StoredProduct};
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use api::Code;
use domain::ProductId;
use domain::audit::AuditAction;
use domain::catalog::{Component, OptionGroup, Product, Promotion};
use domain::staff::Permission;
use ports::documents::Document;
use std::collections::HashMap;
use texts::now::errors as texts;

impl CatalogService {
    /// Takes a product off the carta for good. Old orders keep it. Managers and machines; 404 when it is not there, 409 while
    /// promotions or choices consist of it.
    pub async fn remove_product(&self, caller: &Caller, id: &ProductId) -> Result<(), Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let key = store::menu_key();
            let all = store::read_all(&*self.documents, &caller.tenant).await?;
            let document = all.get(&key.sk).ok_or_else(Error::not_found)?;
            let mut menu: Menu = store::read(document)?;
            if !menu.products.contains(id) {
                return Err(Error::new(Code::UnknownProduct, texts::NOT_FOUND));
            }
            let parts = consisting_of(&all, &menu, id);
            if !parts.is_empty() {
                let text = texts::product_in_use(&parts);
                return Err(Error::new(Code::ProductInUse, text));
            }
            menu.products.retain(|known| known != id);
            let write = store::put(key, &menu, store::unchanged(Some(document)))?;
            let known = all.get(&store::product_key(id).sk);
            let known = known.and_then(|document| store::read::<StoredProduct>(document).ok());
            let name = known.map(|known| known.product.name).unwrap_or_default();
            let noted = audit_entry::entry(
                Book::Catalog,
                &caller.actor()?,
                self.clock.now(),
                AuditAction::ProductRemoved,
                Subject::new(id, name),
                Vec::new(),
            )?;
            let committed = self.commit(&caller.tenant, vec![write, noted], Vec::new()).await;
            retry::unless_overtaken(committed, ())
        })
        .await
    }
}

/// The names of what is sold and consists of a product, itself or by a choice.
fn consisting_of(all: &HashMap<String, Document>, menu: &Menu, id: &ProductId) -> Vec<String> {
    let is_it = |components: &[Component]| components.iter().any(|component| component.product_id == *id);
    let by_choice = |groups: &[OptionGroup]| {
        let mut options = groups.iter().flat_map(|group| &group.options);
        options.any(|option| is_it(&option.components))
    };
    let products = menu
        .products
        .iter()
        .filter(|other| *other != id)
        .filter_map(|other| {
            let stored: StoredProduct = store::read(all.get(&store::product_key(other).sk)?).ok()?;
            by_choice(&stored.product.groups).then_some(stored.product.name)
        });
    let promotions = menu.promotions.iter().filter_map(|promotion| {
        let stored: Promotion = store::read(all.get(&store::promotion_key(promotion).sk)?).ok()?;
        (is_it(&stored.components) || by_choice(&stored.groups)).then_some(stored.name)
    });
    promotions.chain(products).collect()
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
