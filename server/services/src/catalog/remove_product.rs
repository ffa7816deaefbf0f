//! Remove product: off the carta for good. Its record stays, as old orders and figures name it.

use super::CatalogService;
use super::store::{self, Menu, StoredProduct};
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::envelope::envelope;
use crate::error::Error;
use crate::retry;
use api::Code;
use domain::ProductId;
use domain::audit::AuditAction;
use domain::catalog::{Catalog, Product};
use domain::event::Event;
use domain::staff::Permission;
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
            let carta = store::carta(&all)?.ok_or_else(Error::not_found)?;
            unused(&carta.catalog, id)?;
            menu.products.retain(|known| known != id);
            let write = store::put(key, &menu, store::unchanged(Some(document)))?;
            let known = all.get(&store::product_key(id).sk);
            let known = known.and_then(|document| store::read::<StoredProduct>(document).ok());
            let name = known.map(|known| known.product.name).unwrap_or_default();
            let (by, now) = (caller.actor()?, self.clock.now());
            let noted = audit_entry::entry(
                Book::Catalog,
                &by,
                now,
                AuditAction::ProductRemoved,
                Subject::new(id, name),
                Vec::new(),
            )?;
            let event = envelope(&caller.tenant, &by.id, now, Event::MenuChanged {});
            let committed = self.commit(&caller.tenant, vec![write, noted], vec![event]).await;
            retry::unless_overtaken(committed, ())
        })
        .await
    }
}

/// Refuses to take away what something else that is sold consists of.
pub(super) fn unused(catalog: &Catalog, id: &ProductId) -> Result<(), Error> {
    match &catalog.consisting_of(id)[..] {
        [] => Ok(()),
        parts => Err(Error::new(Code::ProductInUse, texts::product_in_use(parts))),
    }
}

/// Refuses a code that another product of the carta has.
pub(super) fn unused_sku(catalog: &Catalog, product: &Product) -> Result<(), Error> {
    let Some(sku) = &product.sku else { return Ok(()) };
    let mut others = catalog.products.iter().filter(|other| other.id != product.id);
    match others.any(|other| other.sku.as_ref() == Some(sku)) {
        false => Ok(()),
        true => Err(Error::of_field(Code::ProductExists, "/sku", texts::SKU_EXISTS)),
    }
}
