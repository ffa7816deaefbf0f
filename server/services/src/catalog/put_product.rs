//! Create product and change product: one commit for the product, its stock, the carta's list and what is announced.

use super::product_ids::{free_id, is_sold};
use super::store::{self, Announced, Menu, StoredProduct};
use super::{CatalogService, pictures, remove_product};
use crate::caller::Caller;
use crate::envelope::envelope;
use crate::error::Error;
use crate::{field_errors, retry};
use api::catalog::ProductChange;
use api::{Code, FieldError};
use domain::catalog::{Component, MAX_COMPONENT_QTY, MAX_COMPONENTS, OptionGroup, Product, category_of};
use domain::customer::FieldProblem;
use domain::event::Event;
use domain::staff::Permission;
use domain::{Money, ProductId, Slug, Timestamp, written};
use ports::documents::{Commit, Document, Expect, Write};
use std::collections::HashMap;
use texts::now::errors as texts;

/// A dish of more than 10,000 is a slip of the keyboard.
const MAX_PRICE: Money = Money(1_000_000);
/// More than anybody keeps.
const MAX_STOCK: u32 = 1_000_000;
const MAX_GROUPS: usize = 20;
const MAX_OPTIONS: usize = 50;
const MAX_TAGS: usize = 20;
/// A picture's address may be so long.
const MAX_IMAGE: usize = 300;

impl CatalogService {
    pub(super) async fn put_product(
        &self,
        caller: &Caller,
        wanted: Option<&ProductId>,
        create: bool,
        change: &ProductChange,
    ) -> Result<Product, Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let _change = self.changing(&caller.tenant);
            self.try_to_put_product(caller, wanted, create, change).await
        })
        .await
    }

    /// `None` when somebody else changed the carta meanwhile.
    async fn try_to_put_product(
        &self,
        caller: &Caller,
        wanted: Option<&ProductId>,
        create: bool,
        change: &ProductChange,
    ) -> Result<Option<Product>, Error> {
        let all = store::read_all(&*self.documents, &caller.tenant).await?;
        let Some(listed) = all.get(&store::menu_key().sk) else {
            return Err(Error::not_found());
        };
        let mut menu: Menu = store::read(listed)?;
        let before = match create {
            true => Before::new(&all, &menu, wanted, change, self.clock.now())?,
            false => Before::found(&all, &menu, wanted)?,
        };
        let after = changed(&before.product, change, &menu, create)?;
        if after.sku != before.product.sku {
            remove_product::unused_sku(&all, &menu, &after)?;
        }
        let mut writes = writes(&before, &after, change, &all)?;
        if create {
            menu.products.push(after.id.clone());
            let expect = Expect::Version(listed.version);
            writes.push(store::put(store::menu_key(), &menu, expect)?);
        }
        let mut events = Vec::new();
        if !create && before.product.available() != after.available() {
            let event = Event::StockChanged {
                product_id: after.id.clone(),
                available: after.available(),
            };
            events.push(envelope(
                &caller.tenant,
                &caller.actor()?.id,
                self.clock.now(),
                event,
            ));
        }
        let committed = self.documents.commit(&caller.tenant, Commit { writes, events });
        retry::unless_overtaken(committed.await, after)
    }
}

/// A product as it was, with its count.
struct Before {
    product: Product,
    expect: Expect,
}

impl Before {
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
            sku: None,
            description: String::new(),
            price: Money::ZERO,
            image: String::new(),
            stock: None,
            active: true,
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

    fn found(all: &HashMap<String, Document>, menu: &Menu, id: Option<&ProductId>) -> Result<Before, Error> {
        let unknown = || Error::new(Code::UnknownProduct, texts::NOT_FOUND);
        let id = id.filter(|id| menu.products.contains(id)).ok_or_else(unknown)?;
        let document = all.get(&store::product_key(id).sk).ok_or_else(unknown)?;
        let stored: StoredProduct = store::read(document)?;
        let stock = all.get(&store::stock_key(id).sk).map_or(0, store::available);
        let product = Product {
            stock: stored.counted.then_some(stock),
            ..stored.product
        };
        Ok(Before {
            product,
            expect: Expect::Version(document.version),
        })
    }
}

/// The product with the change, or everything that is wrong with it.
fn changed(before: &Product, change: &ProductChange, menu: &Menu, create: bool) -> Result<Product, Error> {
    let mut fields: Vec<FieldError> = Vec::new();
    let mut after = before.clone();
    match &change.name {
        Some(name) => match written::line(name, 2, 80) {
            Ok(name) => after.name = name,
            Err(problem) => fields.push(field_errors::field("/name", problem)),
        },
        None if create => fields.push(field_errors::field("/name", FieldProblem::Missing)),
        None => {}
    }
    if let Some(text) = &change.description {
        match written::optional_line(text, 400) {
            Ok(text) => after.description = text,
            Err(problem) => fields.push(field_errors::field("/description", problem)),
        }
    }
    match &change.category {
        Some(named) => match category_of(&menu.categories, named) {
            Some(category) => after.category = category.id.clone(),
            None => fields.push(FieldError::new(
                "/category",
                Code::InvalidValue,
                texts::UNKNOWN_CATEGORY,
            )),
        },
        None if create => fields.push(field_errors::field("/category", FieldProblem::Missing)),
        None => {}
    }
    if let Some(sku) = &change.sku {
        match written::optional(sku, |sku| written::line(sku, 1, 60)) {
            Ok(sku) => after.sku = sku,
            Err(problem) => fields.push(field_errors::field("/sku", problem)),
        }
    }
    match change.price {
        Some(price) if (Money(1)..=MAX_PRICE).contains(&price) => after.price = price,
        Some(_) => fields.push(field_errors::field("/priceCents", FieldProblem::Malformed)),
        None if create => fields.push(field_errors::field("/priceCents", FieldProblem::Missing)),
        None => {}
    }
    match &change.image {
        Some(image) if is_image(image) => after.image.clone_from(image),
        Some(_) => fields.push(field_errors::field("/imageUrl", FieldProblem::Malformed)),
        // The picture of its category.
        None if create => after.image = pictures::of_category(&after.category),
        None => {}
    }
    match change.stock {
        Some(Some(stock)) if stock > MAX_STOCK => {
            fields.push(field_errors::field("/stock", FieldProblem::Malformed));
        }
        Some(stock) => after.stock = stock,
        None => {}
    }
    if let Some(groups) = &change.groups {
        match read_groups(groups, &before.id, menu) {
            Some(groups) => after.groups = groups,
            None => fields.push(field_errors::field("/optionGroups", FieldProblem::Malformed)),
        }
    }
    if let Some(tags) = &change.tags {
        match read_tags(tags) {
            Some(tags) => after.tags = tags,
            None => fields.push(field_errors::field("/tags", FieldProblem::Malformed)),
        }
    }
    if let Some(active) = change.active {
        after.active = active;
    }
    match fields.is_empty() {
        true => Ok(after),
        false => Err(Error::invalid(fields)),
    }
}

/// Pages show pictures of their own site only.
fn is_image(path: &str) -> bool {
    (2..=MAX_IMAGE).contains(&path.len())
        && path.starts_with('/')
        && !path.contains("//")
        && !path.contains("..")
        && path
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_./~%?=&+,".contains(&b))
}

fn read_tags(tags: &[String]) -> Option<Vec<String>> {
    let tags = (tags.len() <= MAX_TAGS).then_some(tags)?;
    tags.iter().map(|tag| written::line(tag, 1, 30).ok()).collect()
}

/// The groups with their names as they are stored; `None` where they cannot be used.
fn read_groups(groups: &[OptionGroup], of: &ProductId, menu: &Menu) -> Option<Vec<OptionGroup>> {
    let mut options = groups.iter().flat_map(|group| &group.options);
    let known = options.all(|option| are_components(&option.components, of, menu));
    if groups.len() > MAX_GROUPS || !groups.iter().all(is_group) || !distinct(groups) || !known {
        return None;
    }
    let name = |text: &str| written::line(text, 1, 80).ok();
    let read = |group: &OptionGroup| {
        let mut group = group.clone();
        group.name = name(&group.name)?;
        for option in &mut group.options {
            option.name = name(&option.name)?;
        }
        Some(group)
    };
    groups.iter().map(read).collect()
}

/// Whether a choice of a product may consist of these: other products of the carta, each once.
fn are_components(components: &[Component], of: &ProductId, menu: &Menu) -> bool {
    let ids: Vec<&ProductId> = components.iter().map(|component| &component.product_id).collect();
    components.len() <= MAX_COMPONENTS
        && unique(&ids)
        && components
            .iter()
            .all(|component| (1..=MAX_COMPONENT_QTY).contains(&component.qty))
        && ids.iter().all(|id| *id != of && menu.products.contains(id))
}

fn is_group(group: &OptionGroup) -> bool {
    let most: u32 = match group.max {
        // One may be chosen several times.
        max if usize::from(max) > group.options.len() => 20,
        max => u32::from(max),
    };
    let ids: Vec<&Slug> = group.options.iter().map(|option| &option.id).collect();
    (1..=MAX_OPTIONS).contains(&group.options.len())
        && group.max >= 1
        && group.min <= group.max
        && u32::from(group.max) <= most
        && unique(&ids)
        && (group.options.iter()).all(|option| (Money::ZERO..=MAX_PRICE).contains(&option.extra))
}

fn distinct(groups: &[OptionGroup]) -> bool {
    unique(&groups.iter().map(|group| &group.id).collect::<Vec<_>>())
}

fn unique<T: PartialEq>(ids: &[&T]) -> bool {
    ids.iter()
        .enumerate()
        .all(|(index, id)| !ids.iter().take(index).any(|other| other == id))
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
    use super::*;

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

    #[test]
    fn pictures_are_paths_of_the_site() {
        for good in ["/assets/illustrations/agua.svg", "/files/a.webp?w=1"] {
            assert!(is_image(good), "{good}");
        }
        for bad in [
            "",
            "/",
            "javascript:alert(1)",
            "https://x.pe/a",
            "//x.pe/a",
            "/../etc",
            "/a b",
        ] {
            assert!(!is_image(bad), "{bad}");
        }
    }
}
