//! Create product and change product: one commit for the product, its stock, the carta's list and what is announced.

use super::product_fields::{changed, unknown_places};
use super::product_ids::{free_id, is_sold};
use super::store::{self, Announced, Menu, StoredProduct};
use super::{CatalogService, remove_product};
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::envelope::envelope;
use crate::error::Error;
use crate::versions::{self, Versioned};
use crate::{field_errors, retry};
use api::catalog::{Availability, MAX_DAYS_OFF, ProductChange};
use api::{Code, FieldError};
use domain::audit::AuditAction;
use domain::catalog::{OwnPrice, Product, ProductSheet};
use domain::customer::FieldProblem;
use domain::event::Event;
use domain::staff::Permission;
use domain::time::DAY_MS;
use domain::{Money, ProductId, TenantId, Timestamp};
use ports::documents::{Document, Expect, Write};
use serde_json::json;
use std::collections::HashMap;
use texts::now::errors as texts;

impl CatalogService {
    pub(super) async fn put_product(
        &self,
        caller: &Caller,
        wanted: Option<&ProductId>,
        put: Put,
        change: &ProductChange,
    ) -> Result<Versioned<Product>, Error> {
        caller.require(Permission::ManageCatalog)?;
        self.known_places(&caller.tenant, change.prices.as_deref().unwrap_or_default())
            .await?;
        retry::change(retry::ATTEMPTS, || async {
            let action = match put {
                Put::New => AuditAction::ProductCreated,
                Put::Change { .. } => AuditAction::ProductChanged,
            };
            self.try_to_put_product(caller, wanted, (put, action), change)
                .await
        })
        .await
    }

    /// Refuses prices at places that the restaurant does not have (422).
    pub(super) async fn known_places(&self, tenant: &TenantId, prices: &[OwnPrice]) -> Result<(), Error> {
        if prices.iter().all(|own| own.branch.is_none()) {
            return Ok(());
        }
        let restaurant = self.tenant(tenant).await?;
        let unknown = unknown_places(prices, &restaurant);
        match unknown.is_empty() {
            true => Ok(()),
            false => Err(Error::invalid(unknown)),
        }
    }

    /// Says whether a product can be had: at once, and for a product that has run out, until when. Those who cook or pack,
    /// managers and machines.
    pub async fn set_availability(
        &self,
        caller: &Caller,
        id: &ProductId,
        wanted: Availability,
    ) -> Result<Versioned<Product>, Error> {
        caller.require(Permission::MarkSoldOut)?;
        let ahead = wanted.until.map(|until| until.since_ms(self.clock.now()));
        let is_sound = |ahead: i64| !wanted.available && (1..=MAX_DAYS_OFF * DAY_MS).contains(&ahead);
        if !ahead.is_none_or(is_sound) {
            let text = texts::off_until(MAX_DAYS_OFF);
            let field = FieldError::new("/until", Code::InvalidValue, text);
            return Err(Error::invalid(vec![field]));
        }
        let change = ProductChange {
            active: Some(wanted.available),
            off_until: wanted.until,
            ..ProductChange::default()
        };
        let put = Put::Change { seen: None };
        retry::change(retry::ATTEMPTS, || async {
            let put = (put, AuditAction::AvailabilityChanged);
            self.try_to_put_product(caller, Some(id), put, &change).await
        })
        .await
    }

    /// `None` when somebody else changed the carta meanwhile.
    async fn try_to_put_product(
        &self,
        caller: &Caller,
        wanted: Option<&ProductId>,
        (put, action): (Put, AuditAction),
        change: &ProductChange,
    ) -> Result<Option<Versioned<Product>>, Error> {
        let all = store::read_all(&*self.documents, &caller.tenant).await?;
        let Some(listed) = all.get(&store::menu_key().sk) else {
            return Err(Error::not_found());
        };
        let mut menu: Menu = store::read(listed)?;
        let create = put == Put::New;
        let before = match put {
            Put::New => Before::new(&all, &menu, wanted, change, self.clock.now())?,
            Put::Change { .. } => Before::found(&all, &menu, wanted, self.clock.now())?,
        };
        // What cannot be used is said first, whatever was seen.
        let after = changed(&before.product, change, &menu, create)?;
        if let Put::Change { seen } = put {
            versions::require(seen, before.version())?;
        }
        if after.sku != before.product.sku {
            let carta = store::carta(&all)?.unwrap_or_default();
            remove_product::unused_sku(&carta.catalog, &after)?;
        }
        let mut writes = writes(&before, &after, change, &all)?;
        if create {
            menu.products.push(after.id.clone());
            let expect = Expect::Version(listed.version);
            writes.push(store::put(store::menu_key(), &menu, expect)?);
        }
        let (by, now) = (caller.actor()?, self.clock.now());
        let differs = match create {
            true => audit_entry::changes(&json!({}), &after)?,
            false => audit_entry::changes(&before.product, &after)?,
        };
        if !differs.is_empty() {
            let subject = Subject::new(&after.id, &after.name);
            writes.push(audit_entry::entry(
                Book::Catalog,
                &by,
                now,
                action,
                subject,
                differs,
            )?);
        }
        let mut events = Vec::new();
        let standing = |product: &Product| (product.active, product.available(), product.off_until);
        if !create && standing(&before.product) != standing(&after) {
            let event = Event::StockChanged {
                product_id: after.id.clone(),
                available: after.available(),
                until: after.off_until,
            };
            events.push(envelope(&caller.tenant, &by.id, now, event));
        }
        if create || ProductSheet::of(&before.product) != ProductSheet::of(&after) {
            events.push(envelope(&caller.tenant, &by.id, now, Event::MenuChanged {}));
        }
        let committed = self.commit(&caller.tenant, writes, events);
        let version = before.version() + 1;
        retry::unless_overtaken(
            committed.await,
            Versioned {
                record: after,
                version,
            },
        )
    }
}

/// What is done with a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    New,
    /// `seen` is the version that the caller has seen, where they say so.
    Change {
        seen: Option<u64>,
    },
}

/// A product as it was, with its count.
struct Before {
    product: Product,
    expect: Expect,
}

impl Before {
    /// The version of its record; 0 where there is none yet.
    fn version(&self) -> u64 {
        match self.expect {
            Expect::Version(version) => version,
            Expect::Absent | Expect::Anything => 0,
        }
    }

    /// A product that is not there yet.
    fn new(
        all: &HashMap<String, Document>,
        menu: &Menu,
        wanted: Option<&ProductId>,
        change: &ProductChange,
        now: Timestamp,
    ) -> Result<Before, Error> {
        let id = match wanted {
            Some(id) => id.clone(),
            None => free_id(change.name.as_deref().unwrap_or_default(), menu)
                .ok_or_else(|| missing("/name", FieldProblem::Missing))?,
        };
        if is_sold(menu, &id) {
            return Err(Error::new(Code::ProductExists, texts::PRODUCT_EXISTS));
        }
        let numbers = store::products(all).map(|product| product.number);
        let product = Product {
            number: numbers.max().unwrap_or(0) + 1,
            category: menu
                .categories
                .first()
                .map(|category| category.id.clone())
                .ok_or_else(Error::conflict)?,
            name: String::new(),
            kitchen_name: None,
            hours: None,
            sku: None,
            description: String::new(),
            price: Money::ZERO,
            prices: Vec::new(),
            image: String::new(),
            stock: None,
            active: true,
            off_until: None,
            groups: Vec::new(),
            allergens: Vec::new(),
            tags: Vec::new(),
            created_at: Some(now),
            id,
        };
        // What was taken off the carta for good may leave a record.
        let expect = store::unchanged(all.get(&store::product_key(&product.id).sk));
        Ok(Before { product, expect })
    }

    fn found(
        all: &HashMap<String, Document>,
        menu: &Menu,
        id: Option<&ProductId>,
        now: Timestamp,
    ) -> Result<Before, Error> {
        let unknown = || Error::new(Code::UnknownProduct, texts::NOT_FOUND);
        let id = id.filter(|id| menu.products.contains(id)).ok_or_else(unknown)?;
        let document = all.get(&store::product_key(id).sk).ok_or_else(unknown)?;
        let stored: StoredProduct = store::read(document)?;
        let stock = all.get(&store::stock_key(id).sk).map_or(0, store::available);
        let mut product = Product {
            stock: stored.counted.then_some(stock),
            ..stored.product
        };
        product.bring_back(now);
        Ok(Before {
            product,
            expect: Expect::Version(document.version),
        })
    }
}

/// The writes that make the product what it shall be. A count that is sent is the count of now: what is sold between
/// reading and writing is taken from it.
fn writes(
    before: &Before,
    after: &Product,
    change: &ProductChange,
    all: &HashMap<String, Document>,
) -> Result<Vec<Write>, ports::EngineError> {
    let id = &after.id;
    let stored = StoredProduct {
        product: Product {
            stock: None,
            ..after.clone()
        },
        counted: after.stock.is_some(),
    };
    let mut writes = vec![store::put(store::product_key(id), &stored, before.expect)?];
    if change.stock.is_none() {
        return Ok(writes);
    }
    let counted = all.get(&store::stock_key(id).sk);
    match after.stock {
        Some(stock) => {
            let there = counted.map_or(0, store::available);
            let delta = i64::from(stock) - i64::from(there);
            let floor = (delta < 0).then_some(0);
            writes.push(store::add_stock(id, delta, floor));
            let announced = Announced { available: stock > 0 };
            writes.push(store::put(store::announced_key(id), announced, Expect::Anything)?);
        }
        None if counted.is_some() => {
            for key in [store::stock_key(id), store::announced_key(id)] {
                writes.push(Write::Delete {
                    key,
                    expect: Expect::Anything,
                });
            }
        }
        None => {}
    }
    Ok(writes)
}

fn missing(pointer: &str, problem: FieldProblem) -> Error {
    Error::invalid(vec![field_errors::field(pointer, problem)])
}

#[cfg(test)]
mod tests {
    use super::super::product_ids::id_of;

    #[test]
    fn an_id_is_made_of_the_name() {
        let made = |name: &str| id_of(name).map(|id| id.to_string());
        assert_eq!(made("Ají de gallina (1/2)"), Some("aji_de_gallina_1_2".into()));
        assert_eq!(made("  Ñoquis!  "), Some("noquis".into()));
        assert_eq!(made("Pão de queijo"), Some("pao_de_queijo".into()));
        assert_eq!(made("crème brûlée"), Some("creme_brulee".into()));
        assert_eq!(made("¿?"), None);
        assert_eq!(made(&"a".repeat(60)), Some("a".repeat(40)));
    }
}
