//! Publish: what was changed of a carta becomes the carta, in one commit where it has room.

use super::CatalogService;
use super::draft::{fits_people, new_id, read_sheet};
use super::promotion_fields::read_promotion;
use super::remove_product::unused;
use super::store::{self, Menu, StoredProduct};
use crate::audit_entry::{self, Book, Subject};
use crate::caller::Caller;
use crate::envelope::envelope;
use crate::error::Error;
use crate::retry;
use api::FieldError;
use api::audit::AuditChange;
use domain::audit::AuditAction;
use domain::catalog::{Catalog, Category, MenuDraft, Product, ProductSheet};
use domain::event::Event;
use domain::order::Actor;
use domain::{ProductId, Timestamp};
use ports::documents::{Document, Expect, Write};
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;

/// A dish takes two writes, and a commit has room for a hundred.
const CHANGES_PER_COMMIT: usize = 45;

impl CatalogService {
    /// Makes the carta what it is with these changes, with `last` in the last commit; what is wrong with any of them is said by its
    /// name, and nothing is changed then. Gives the carta, or `None` when somebody else changed it meanwhile.
    ///
    /// More than 45 changed dishes take several commits, each with the list of what is sold then: categories that are new first, so that no
    /// dish is without one, and those that go last. What was written before somebody else was faster is no difference the next time.
    ///
    /// Something new whose id somebody else has taken meanwhile gets another one where it is of a stored draft, in which case there is
    /// a `last` write; otherwise the caller decides anew.
    pub(super) async fn put_draft(
        &self,
        caller: &Caller,
        draft: &MenuDraft,
        last: Option<Write>,
    ) -> Result<Option<Catalog>, Error> {
        let all = store::read_all(&*self.documents, &caller.tenant).await?;
        let published = store::carta(&all)?.ok_or_else(Error::not_found)?.catalog;
        let draft = match (renamed(draft.clone().settled(&published), &published), &last) {
            ((draft, true), Some(_)) | ((draft, false), _) => draft,
            ((_, true), None) => return Ok(None),
        };
        let draft = checked(draft, &published)?;
        let after = draft.applied(&published);
        fits_people(&after, &published)?;
        let noted = Noted {
            by: caller.actor()?,
            now: self.clock.now(),
        };
        let mut changes = product_changes(&noted, &published, &after, &all)?;
        changes.extend(promotion_changes(&noted, &published, &after, &all)?);
        let mut end: Vec<Write> = last.into_iter().collect();
        if published.categories != after.categories {
            let by_name = |catalog: &Catalog| json!({ "categories": catalog.categories });
            let differs = audit_entry::changes(&by_name(&published), &by_name(&after))?;
            end.push(noted.entry(AuditAction::CategoriesChanged, Subject::default(), differs)?);
        }
        let event = || envelope(&caller.tenant, &noted.by.id, noted.now, Event::MenuChanged {});
        // The list is written with every change, so that nothing of it goes while something else comes to consist of it.
        let mut listed = all
            .get(&store::menu_key().sk)
            .map_or(0, |document| document.version);
        let mut put_list = |list: &Menu| {
            let put = store::put(store::menu_key(), list, Expect::Version(listed));
            listed += 1;
            put
        };
        let mut list = Menu::of(&published);
        let is_new = |category: &&Category| published.categories.iter().all(|known| known.id != category.id);
        list.categories
            .extend(after.categories.iter().filter(is_new).cloned());
        let last_ones = changes.split_off(changes.len() - changes.len().min(CHANGES_PER_COMMIT));
        for some in changes.chunks(CHANGES_PER_COMMIT) {
            let mut writes: Vec<Write> = Vec::new();
            for change in some {
                change.listed(&mut list);
                writes.extend(change.writes.iter().cloned());
            }
            writes.push(put_list(&list)?);
            let committed = self.commit(&caller.tenant, writes, vec![event()]).await;
            if retry::unless_overtaken(committed, ())?.is_none() {
                return Ok(None);
            }
        }
        let mut writes: Vec<Write> = last_ones.into_iter().flat_map(|change| change.writes).collect();
        writes.extend(end);
        let mut events = Vec::new();
        if !draft.is_empty() {
            writes.push(put_list(&Menu::of(&after))?);
            events.push(event());
        }
        if writes.is_empty() {
            return Ok(Some(after));
        }
        let committed = self.commit(&caller.tenant, writes, events).await;
        retry::unless_overtaken(committed, after)
    }
}

/// What becomes of the list of what is sold.
enum Listed {
    Same,
    Product(ProductId),
    Promotion(ProductId),
    Gone(ProductId),
}

/// A product or a promotion that becomes another, comes or goes.
struct Change {
    /// Its record and what is remembered of it.
    writes: Vec<Write>,
    list: Listed,
}

impl Change {
    /// Makes the list what it is with this.
    fn listed(&self, list: &mut Menu) {
        match &self.list {
            Listed::Same => {}
            Listed::Product(id) => list.products.push(id.clone()),
            Listed::Promotion(id) => list.promotions.push(id.clone()),
            Listed::Gone(id) => {
                list.products.retain(|known| known != id);
                list.promotions.retain(|known| known != id);
            }
        }
    }
}

/// Who publishes, and when.
struct Noted {
    by: Actor,
    now: Timestamp,
}

impl Noted {
    fn entry(
        &self,
        action: AuditAction,
        subject: Subject,
        changes: Vec<AuditChange>,
    ) -> Result<Write, Error> {
        audit_entry::entry(Book::Catalog, &self.by, self.now, action, subject, changes)
    }

    /// What is remembered of something that is another, by what there was and is of it.
    fn difference<T: Serialize>(
        &self,
        [created, changed, removed]: [AuditAction; 3],
        subject: Subject,
        before: Option<&T>,
        after: Option<&T>,
    ) -> Result<Write, Error> {
        let changes = match (before, after) {
            (Some(before), Some(after)) => audit_entry::changes(before, after)?,
            (None, Some(after)) => audit_entry::changes(&json!({}), after)?,
            (_, None) => Vec::new(),
        };
        let action = match (before, after) {
            (None, _) => created,
            (Some(_), Some(_)) => changed,
            (Some(_), None) => removed,
        };
        self.entry(action, subject, changes)
    }
}

/// The draft with ids of their own for what is new and whose id something else has got meanwhile; whether there was any.
pub(super) fn renamed(mut draft: MenuDraft, published: &Catalog) -> (MenuDraft, bool) {
    let is_taken = |id: &ProductId| published.product(id).is_some() || published.promotion(id).is_some();
    let products = draft.products.iter().filter(|(_, edit)| edit.before.is_none());
    let promotions = draft.promotions.iter().filter(|(_, edit)| edit.before.is_none());
    let ids = products.map(|(id, _)| id).chain(promotions.map(|(id, _)| id));
    let taken: Vec<ProductId> = ids.filter(|id| is_taken(id)).cloned().collect();
    for id in &taken {
        let after = draft.applied(published);
        let product = draft.products.get(id).and_then(|edit| edit.after.as_ref());
        let promotion = draft.promotions.get(id).and_then(|edit| edit.after.as_ref());
        let name = product
            .map(|sheet| &sheet.name)
            .or(promotion.map(|known| &known.name));
        if let Some(own) = name.and_then(|name| new_id(name, [published, &after])) {
            draft.rename(id, &own);
        }
    }
    (draft, !taken.is_empty())
}

/// The draft with its texts as they are stored, or everything that is wrong with it among what is published by now.
fn checked(mut draft: MenuDraft, published: &Catalog) -> Result<MenuDraft, Error> {
    let after = draft.applied(published);
    let mut fields: Vec<FieldError> = Vec::new();
    let mut wrong = |id: &dyn std::fmt::Display, name: &str, found: Vec<FieldError>| {
        fields.extend(found.into_iter().map(|field| FieldError {
            pointer: format!("/{id}{}", field.pointer),
            message: format!("{name}: {}", field.message),
            ..field
        }));
    };
    for (id, edit) in &mut draft.products {
        match (after.product(id), &mut edit.after) {
            (Some(product), Some(sheet)) => match read_sheet(id, &ProductSheet::of(product), &after) {
                Ok(read) => {
                    edit.before = published.product(id).map(ProductSheet::of);
                    *sheet = read;
                }
                Err(Error::Refused(refused)) => wrong(id, &product.name, refused.fields),
                Err(error) => return Err(error),
            },
            _ => unused(&after, id)?,
        }
    }
    let menu = Menu::of(&after);
    for (id, edit) in &mut draft.promotions {
        let Some(promotion) = after.promotion(id).filter(|_| edit.after.is_some()) else {
            continue;
        };
        match read_promotion(promotion, &menu) {
            Ok(read) => {
                edit.before = published.promotion(id).cloned();
                edit.after = Some(read);
            }
            Err(found) => wrong(id, &promotion.name, found),
        }
    }
    match fields.is_empty() {
        true => Ok(draft),
        false => Err(Error::invalid(fields)),
    }
}

/// The writes of each product that is another, or no longer there.
fn product_changes(
    noted: &Noted,
    published: &Catalog,
    after: &Catalog,
    all: &HashMap<String, Document>,
) -> Result<Vec<Change>, Error> {
    const DONE: [AuditAction; 3] = [
        AuditAction::ProductCreated,
        AuditAction::ProductChanged,
        AuditAction::ProductRemoved,
    ];
    let mut numbers = store::products(all)
        .map(|product| product.number)
        .max()
        .unwrap_or(0);
    let mut changes = Vec::new();
    for product in &after.products {
        let before = published.product(&product.id);
        if before == Some(product) {
            continue;
        }
        let (id, mut product) = (product.id.clone(), product.clone());
        if before.is_none() {
            numbers += 1;
            product.number = numbers;
            product.created_at = Some(noted.now);
        }
        let subject = Subject::new(&product.id, &product.name);
        let entry = noted.difference(DONE, subject, before, Some(&product))?;
        let key = store::product_key(&product.id);
        let document = all.get(&key.sk);
        // What was taken off the carta for good may leave a record, which counts no more.
        let known = document
            .filter(|_| before.is_some())
            .map(store::read::<StoredProduct>);
        let stored = StoredProduct {
            counted: known.transpose()?.is_some_and(|known| known.counted),
            product,
        };
        changes.push(Change {
            writes: vec![store::put(key, &stored, store::unchanged(document))?, entry],
            list: match before {
                Some(_) => Listed::Same,
                None => Listed::Product(id),
            },
        });
    }
    for gone in published
        .products
        .iter()
        .filter(|known| after.product(&known.id).is_none())
    {
        let subject = Subject::new(&gone.id, &gone.name);
        changes.push(Change {
            writes: vec![noted.difference::<Product>(DONE, subject, Some(gone), None)?],
            list: Listed::Gone(gone.id.clone()),
        });
    }
    Ok(changes)
}

/// The same of the promotions.
fn promotion_changes(
    noted: &Noted,
    published: &Catalog,
    after: &Catalog,
    all: &HashMap<String, Document>,
) -> Result<Vec<Change>, Error> {
    const DONE: [AuditAction; 3] = [
        AuditAction::PromotionCreated,
        AuditAction::PromotionChanged,
        AuditAction::PromotionRemoved,
    ];
    let mut changes = Vec::new();
    for promotion in &after.promotions {
        let before = published.promotion(&promotion.id);
        if before == Some(promotion) {
            continue;
        }
        let subject = Subject::new(&promotion.id, &promotion.name);
        let entry = noted.difference(DONE, subject, before, Some(promotion))?;
        let key = store::promotion_key(&promotion.id);
        let document = all.get(&key.sk);
        changes.push(Change {
            writes: vec![store::put(key, promotion, store::unchanged(document))?, entry],
            list: match before {
                Some(_) => Listed::Same,
                None => Listed::Promotion(promotion.id.clone()),
            },
        });
    }
    for gone in published
        .promotions
        .iter()
        .filter(|known| after.promotion(&known.id).is_none())
    {
        let subject = Subject::new(&gone.id, &gone.name);
        changes.push(Change {
            writes: vec![noted.difference(DONE, subject, Some(gone), None)?],
            list: Listed::Gone(gone.id.clone()),
        });
    }
    Ok(changes)
}
