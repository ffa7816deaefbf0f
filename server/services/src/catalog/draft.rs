//! Managers change the carta, and publish their changes together.
//!
//! The draft is one record of the restaurant, shared by all who manage it. Who changes a dish says how they saw it, so that of two
//! people who change the same one the later gets 412.

use super::CatalogService;
use super::categories::{MAX_CATEGORIES, read_categories};
use super::product_fields::{change_of, changed};
use super::product_ids::free_id;
use super::promotion_fields::read_promotion;
use super::publish::renamed;
use super::remove_product::{unused, unused_sku};
use super::store::{self, Menu};
use crate::caller::Caller;
use crate::error::Error;
use crate::field_errors;
use crate::retry;
use crate::versions;
use api::Code;
use api::catalog::{CategoryEntry, MenuDesk};
use domain::ProductId;
use domain::catalog::{Catalog, Category, Edit, MenuDraft, ProductSheet, Promotion};
use domain::customer::FieldProblem;
use domain::staff::Permission;
use ports::EngineError;
use ports::documents::Commit;
use texts::now::errors as texts;

/// A carta of more is none that people read.
pub(super) const MAX_PRODUCTS: usize = 1_000;
/// Maximum number of promotions of a carta.
const MAX_PROMOTIONS: usize = 200;
/// Maximum length of a draft in bytes: an item of DynamoDB has at most 400 KB.
const MAX_DRAFT_BYTES: usize = 350_000;

impl CatalogService {
    /// The carta with what is not published yet. Managers and machines.
    pub async fn menu_desk(&self, caller: &Caller) -> Result<MenuDesk, Error> {
        caller.require(Permission::ManageCatalog)?;
        let catalog = self.storefront(&caller.tenant).await?.catalog;
        let (draft, document) = store::read_draft(&*self.documents, &caller.tenant).await?;
        let (draft, _) = renamed(draft.settled(&catalog), &catalog);
        Ok(MenuDesk {
            draft,
            catalog,
            version: document.map_or(0, |document| document.version),
        })
    }

    /// Changes a product of the draft, adds one (without `id`), or takes one away (without `sheet`). `seen` is how the caller saw
    /// it: 412 where it is another by now. A sheet that is as published is no change any more.
    pub async fn edit_product(
        &self,
        caller: &Caller,
        id: Option<&ProductId>,
        seen: Option<&ProductSheet>,
        sheet: Option<&ProductSheet>,
    ) -> Result<MenuDesk, Error> {
        caller.require(Permission::ManageCatalog)?;
        let prices = sheet.map_or(&[][..], |sheet| &sheet.prices);
        self.known_places(&caller.tenant, prices).await?;
        let change = |published: &Catalog, draft: &mut MenuDraft| {
            let shown = draft.applied(published);
            let name = sheet.map_or("", |sheet| &*sheet.name);
            let is_known = |id: &ProductId| shown.product(id).or(published.product(id)).is_some();
            let id = named(id, is_known, name, [published, &shown])?;
            let known = shown.product(&id);
            same(known.map(ProductSheet::of).as_ref(), seen)?;
            let before = published.product(&id).map(ProductSheet::of);
            let after = match sheet {
                // What is published is no change, whatever today's rules say of it.
                Some(sheet) if Some(sheet) == before.as_ref() => before.clone(),
                Some(sheet) => Some(read_sheet(&id, sheet, &shown)?),
                None => {
                    unused(&shown, &id)?;
                    None
                }
            };
            draft.products.insert(id, Edit { before, after });
            Ok(())
        };
        self.change_draft(caller, change).await
    }

    /// The same with a promotion, whose own id does not count.
    pub async fn edit_promotion(
        &self,
        caller: &Caller,
        id: Option<&ProductId>,
        seen: Option<&Promotion>,
        wanted: Option<&Promotion>,
    ) -> Result<MenuDesk, Error> {
        let change = |published: &Catalog, draft: &mut MenuDraft| {
            let shown = draft.applied(published);
            let name = wanted.map_or("", |wanted| &*wanted.name);
            let is_known = |id: &ProductId| shown.promotion(id).or(published.promotion(id)).is_some();
            let id = named(id, is_known, name, [published, &shown])?;
            same(shown.promotion(&id), seen)?;
            let before = published.promotion(&id).cloned();
            let after = wanted.map(|wanted| {
                if Some(wanted) == before.as_ref() {
                    return Ok(wanted.clone());
                }
                let wanted = Promotion {
                    id: id.clone(),
                    ..wanted.clone()
                };
                read_promotion(&wanted, &Menu::of(&shown)).map_err(Error::invalid)
            });
            let after = after.transpose()?;
            let edit = Edit { before, after };
            draft.promotions.insert(id, edit);
            Ok(())
        };
        self.change_draft(caller, change).await
    }

    /// Puts the categories and the products of the draft in order, and names, adds and takes away categories. `seen` is how the
    /// caller saw them: 412 where they are others by now. Those that dishes are in stay, behind the others.
    pub async fn arrange_menu(
        &self,
        caller: &Caller,
        seen: &[Category],
        categories: &[CategoryEntry],
        order: &[ProductId],
    ) -> Result<MenuDesk, Error> {
        let change = |published: &Catalog, draft: &mut MenuDraft| {
            let shown = draft.applied(published);
            same(Some(&shown.categories[..]), Some(seen))?;
            let mut after = read_categories(categories, &shown.categories)?;
            let is_left_out = |category: &&Category| {
                let is_used = shown.in_category(&category.id).next().is_some();
                is_used && after.iter().all(|known| known.id != category.id)
            };
            let used: Vec<Category> = shown.categories.iter().filter(is_left_out).cloned().collect();
            after.extend(used);
            draft.categories = Some(Edit {
                before: Some(published.categories.clone()),
                after: Some(after),
            });
            draft.order = Some(order.to_vec());
            Ok(())
        };
        self.change_draft(caller, change).await
    }

    /// Forgets all that is not published: 412 where that is not what the caller has seen.
    pub async fn discard_draft(&self, caller: &Caller, seen: u64) -> Result<MenuDesk, Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let (_, document) = store::read_draft(&*self.documents, &caller.tenant).await?;
            let version = document.as_ref().map_or(0, |document| document.version);
            versions::require(Some(seen), version)?;
            let expect = store::unchanged(document.as_ref());
            let writes = vec![store::put(store::draft_key(), MenuDraft::default(), expect)?];
            let events = Vec::new();
            let committed = self.documents.commit(&caller.tenant, Commit { writes, events });
            retry::unless_overtaken(committed.await, ())
        })
        .await?;
        self.menu_desk(caller).await
    }

    /// Publishes all that is not published: 412 where that is not what the caller has seen. Managers and machines.
    pub async fn publish_menu(&self, caller: &Caller, seen: u64) -> Result<MenuDesk, Error> {
        caller.require(Permission::ManageCatalog)?;
        let published = retry::change(retry::ATTEMPTS, || async {
            let (draft, document) = store::read_draft(&*self.documents, &caller.tenant).await?;
            versions::require(
                Some(seen),
                document.as_ref().map_or(0, |document| document.version),
            )?;
            let none = MenuDraft::default();
            let emptied = store::put(store::draft_key(), &none, store::unchanged(document.as_ref()))?;
            self.put_draft(caller, &draft, Some(emptied)).await
        });
        published.await?;
        self.menu_desk(caller).await
    }

    /// Changes the draft, whatever somebody else changes of it at the same time.
    pub(super) async fn change_draft(
        &self,
        caller: &Caller,
        change: impl Fn(&Catalog, &mut MenuDraft) -> Result<(), Error>,
    ) -> Result<MenuDesk, Error> {
        caller.require(Permission::ManageCatalog)?;
        retry::change(retry::ATTEMPTS, || async {
            let catalog = self.storefront(&caller.tenant).await?.catalog;
            let (draft, document) = store::read_draft(&*self.documents, &caller.tenant).await?;
            let (mut draft, _) = renamed(draft.settled(&catalog), &catalog);
            change(&catalog, &mut draft)?;
            let draft = draft.settled(&catalog);
            fits(&draft, &catalog)?;
            let write = store::put(store::draft_key(), &draft, store::unchanged(document.as_ref()))?;
            let (writes, events) = (vec![write], Vec::new());
            let committed = self.documents.commit(&caller.tenant, Commit { writes, events });
            let version = document.map_or(0, |document| document.version) + 1;
            let desk = MenuDesk {
                catalog,
                draft,
                version,
            };
            retry::unless_overtaken(committed.await, desk)
        })
        .await
    }
}

/// The id that was named, which something must have, or a new one of a name, which nothing has in these cartas.
fn named(
    id: Option<&ProductId>,
    is_known: impl Fn(&ProductId) -> bool,
    name: &str,
    cartas: [&Catalog; 2],
) -> Result<ProductId, Error> {
    match id {
        Some(id) if is_known(id) => Ok(id.clone()),
        Some(_) => Err(Error::new(Code::UnknownProduct, texts::NOT_FOUND)),
        None => {
            let missing = || Error::invalid(vec![field_errors::field("/name", FieldProblem::Missing)]);
            new_id(name, cartas).ok_or_else(missing)
        }
    }
}

/// An id of a name that nothing has in these cartas.
pub(super) fn new_id(name: &str, [one, other]: [&Catalog; 2]) -> Option<ProductId> {
    let (mut all, others) = (Menu::of(one), Menu::of(other));
    all.products.extend(others.products);
    all.promotions.extend(others.promotions);
    free_id(name, &all)
}

fn same<T: PartialEq + ?Sized>(now: Option<&T>, seen: Option<&T>) -> Result<(), Error> {
    match now == seen {
        true => Ok(()),
        false => Err(Error::new(Code::VersionChanged, texts::VERSION_CHANGED)),
    }
}

/// A sheet of a product as it is stored, or what is wrong with it among the rest of a carta.
pub(super) fn read_sheet(
    id: &ProductId,
    sheet: &ProductSheet,
    carta: &Catalog,
) -> Result<ProductSheet, Error> {
    let product = sheet.clone().product(id.clone());
    let read = changed(&product, &change_of(sheet), &Menu::of(carta), false)?;
    unused_sku(carta, &read)?;
    Ok(ProductSheet::of(&read))
}

/// Refuses a carta that becomes one that nobody reads.
pub(super) fn fits_people(after: &Catalog, published: &Catalog) -> Result<(), Error> {
    let grows = |after: usize, before: usize, most: usize| after > most && after > before;
    if grows(after.products.len(), published.products.len(), MAX_PRODUCTS)
        || grows(after.promotions.len(), published.promotions.len(), MAX_PROMOTIONS)
        || grows(after.categories.len(), published.categories.len(), MAX_CATEGORIES)
    {
        let text = texts::menu_too_long(MAX_PRODUCTS, MAX_PROMOTIONS, MAX_CATEGORIES);
        return Err(Error::new(Code::LimitReached, text));
    }
    Ok(())
}

/// Refuses that, and a draft that could not be stored.
fn fits(draft: &MenuDraft, published: &Catalog) -> Result<(), Error> {
    fits_people(&draft.applied(published), published)?;
    let written = serde_json::to_vec(draft).map_err(|error| EngineError::broken("menu", error))?;
    match written.len() > MAX_DRAFT_BYTES {
        false => Ok(()),
        true => Err(Error::new(Code::LimitReached, texts::DRAFT_TOO_LONG)),
    }
}
