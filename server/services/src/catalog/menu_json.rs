//! The carta as JSON, in the words of the public API: written whole, and read again.
//!
//! An entry is a category, a dish or a promotion. It is found again by its id, its own code or its name, so that a file that is read twice
//! doubles nothing; ids in the file that the carta gives to others, or does not have, are the file's own and are followed within it.
//! What an entry does not name stays as it is, and what the file does not name stays on the carta. The order of promotions is not
//! carried.

mod categories;
mod entries;
mod finding;

use self::categories::Sections;
use self::entries::{DishEntry, PromotionEntry, empty_promotion, empty_sheet};
use self::finding::Found;
use super::draft::{MAX_PRODUCTS, read_sheet};
use super::menu_table::ReadRow;
use super::product_fields::unknown_places;
use super::promotion_fields::read_promotion;
use super::store::Menu;
use crate::error::Error;
use ::texts::now::errors;
use ::texts::now::menu_table as texts;
use api::catalog::{CellProblem, MenuRow, RowOutcome};
use api::{Code, FieldError};
use domain::ProductId;
use domain::catalog::{Catalog, Category, Component, OptionGroup, ProductSheet, Promotion};
use domain::customer::FieldProblem;
use domain::tenant::Tenant;
use domain::written::line;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

type Entry = Map<String, Value>;

/// The whole file. Words that it does not know are passed over: a file of a later version is read as far as it goes.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct MenuDocument {
    categories: Vec<Entry>,
    products: Vec<Entry>,
    promotions: Vec<Entry>,
}

/// Whether a text is meant as JSON, and not as a table.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// A carta as a file.
pub(super) fn written(carta: &Catalog) -> Result<String, Error> {
    fn entry(value: impl Serialize) -> Result<Entry, Error> {
        match serde_json::to_value(value) {
            Ok(Value::Object(entry)) => Ok(entry),
            _ => Err(Error::internal()),
        }
    }
    let products = carta.products.iter();
    let products = products.map(|product| entry(DishEntry::of(&product.id, &ProductSheet::of(product))));
    let promotions = carta.promotions.iter();
    let document = MenuDocument {
        categories: carta.categories.iter().map(entry).collect::<Result<_, _>>()?,
        products: products.collect::<Result<_, _>>()?,
        promotions: promotions
            .map(|promotion| entry(PromotionEntry::of(promotion)))
            .collect::<Result<_, _>>()?,
    };
    serde_json::to_string(&document).map_err(|_| Error::internal())
}

/// Reads a file over a carta: its entries, and the categories, with those that are new behind the others. 422 where it is no carta
/// at all.
pub(super) fn read(
    text: &str,
    carta: &Catalog,
    restaurant: &Tenant,
) -> Result<(Vec<Category>, Vec<ReadRow>), Error> {
    let unusable = || Error::of_field(Code::InvalidValue, "/csv", texts::NO_JSON);
    let text = text.trim_start_matches('\u{feff}');
    let document: MenuDocument = serde_json::from_str(text).map_err(|_| unusable())?;
    let lists = [&document.categories, &document.products, &document.promotions];
    if lists.iter().all(|list| list.is_empty()) {
        return Err(unusable());
    }
    if lists.iter().any(|list| list.len() > MAX_PRODUCTS) {
        let text = errors::field(FieldProblem::TooMany(MAX_PRODUCTS));
        return Err(Error::of_field(Code::InvalidValue, "/csv", text));
    }
    let mut reading = Reading {
        was: carta,
        carta: carta.clone(),
        sections: Sections::default(),
        restaurant,
        ids: BTreeMap::new(),
    };
    let mut rows = reading.sections.read(&document.categories, &mut reading.carta);
    let dishes = reading.find_dishes(&document.products);
    let promotions = reading.find_promotions(&document.promotions);
    for (entry, found) in document.products.into_iter().zip(dishes) {
        rows.push(reading.dish(entry, found));
    }
    for (entry, found) in document.promotions.into_iter().zip(promotions) {
        rows.push(reading.promotion(entry, found));
    }
    let rows = rows.into_iter().enumerate();
    let rows = rows.map(|(at, read)| read.shown_at(at + 1)).collect();
    Ok((reading.carta.categories, rows))
}

/// A file that is being read, and the carta as its entries so far leave it.
struct Reading<'r> {
    was: &'r Catalog,
    carta: Catalog,
    sections: Sections,
    restaurant: &'r Tenant,
    /// What the carta calls what the file calls otherwise.
    ids: BTreeMap<ProductId, ProductId>,
}

/// What an entry comes to.
struct Read {
    shown: MenuRow,
    dish: Option<(ProductId, ProductSheet)>,
    promotion: Option<Promotion>,
}

impl Read {
    fn wrong(name: &str, problems: Vec<CellProblem>) -> Read {
        Read {
            shown: MenuRow {
                problems,
                outcome: RowOutcome::Wrong,
                ..shown(name, None)
            },
            dish: None,
            promotion: None,
        }
    }

    fn shown_at(self, line: usize) -> ReadRow {
        ReadRow {
            shown: MenuRow { line, ..self.shown },
            dish: self.dish,
            promotion: self.promotion,
        }
    }
}

/// An entry that can be used; `changed` is what differs of what is there.
fn shown(name: &str, changed: Option<Vec<String>>) -> MenuRow {
    MenuRow {
        line: 0,
        name: name.to_owned(),
        outcome: match &changed {
            None => RowOutcome::New,
            Some(changed) if changed.is_empty() => RowOutcome::Same,
            Some(_) => RowOutcome::Changed,
        },
        changed: changed.unwrap_or_default(),
        problems: Vec::new(),
    }
}

fn problem(column: &str, message: impl Into<String>) -> CellProblem {
    CellProblem {
        column: column.to_owned(),
        message: message.into(),
    }
}

/// What is wrong with fields, each by the first word of its pointer.
fn problems(fields: &[FieldError]) -> Vec<CellProblem> {
    let of = |field: &FieldError| {
        let word = field.pointer.split('/').nth(1).unwrap_or_default();
        problem(word, &*field.message)
    };
    fields.iter().map(of).collect()
}

fn text<'e>(entry: &'e Entry, name: &str) -> Option<&'e str> {
    let text = entry.get(name).and_then(Value::as_str).map(str::trim);
    text.filter(|text| !text.is_empty())
}

/// A name as it is stored, so that it is found again: on one line, without letters that nobody sees.
fn name(entry: &Entry, field: &str) -> Option<String> {
    let name = line(text(entry, field)?, 1, usize::MAX);
    name.ok()
}

fn id(entry: &Entry, name: &str) -> Option<ProductId> {
    text(entry, name).and_then(|id| ProductId::parse(id).ok())
}

/// What is there, with what an entry says of it. What cannot be nothing is as it was where the entry says `null`.
fn over<T: Serialize + for<'de> Deserialize<'de>>(before: &T, entry: Entry) -> Result<T, CellProblem> {
    const NEEDED: [&str; 5] = ["productId", "promotionId", "category", "name", "priceCents"];
    let malformed = || errors::field(FieldProblem::Malformed);
    let Ok(Value::Object(mut whole)) = serde_json::to_value(before) else {
        return Err(problem("", malformed()));
    };
    let said = entry.into_iter();
    whole.extend(said.filter(|(name, value)| !(value.is_null() && NEEDED.contains(&name.as_str()))));
    serde_path_to_error::deserialize(Value::Object(whole)).map_err(|error: serde_path_to_error::Error<_>| {
        let word = error.path().iter().next().map(ToString::to_string);
        problem(&word.unwrap_or_default(), malformed())
    })
}

/// The words of an entry that say something else than what is there.
fn differing<T: Serialize>(before: &T, after: &T) -> Vec<String> {
    let map = |value: &T| serde_json::to_value(value).ok();
    match (map(before), map(after)) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            let names = after.iter();
            let differs = names.filter(|(name, value)| before.get(*name) != Some(value));
            differs.map(|(name, _)| name.clone()).collect()
        }
        _ => Vec::new(),
    }
}

impl Reading<'_> {
    /// Puts in place of what the file calls its parts what the carta calls them.
    fn translate(&self, components: &mut [Component], groups: &mut [OptionGroup]) {
        let options = groups.iter_mut().flat_map(|group| &mut group.options);
        let of_options = options.flat_map(|option| &mut option.components);
        for component in components.iter_mut().chain(of_options) {
            if let Some(here) = self.ids.get(&component.product_id) {
                component.product_id.clone_from(here);
            }
        }
    }

    fn dish(&mut self, mut entry: Entry, found: Found) -> Read {
        let name = name(&entry, "name").unwrap_or_default();
        let (id, is_new) = match found {
            Found::Known(id) => (id, false),
            Found::New(id) => (id, true),
            Found::Twice => return Read::wrong(&name, vec![problem("productId", texts::ENTRY_TWICE)]),
            Found::Unnamed => return Read::wrong(&name, vec![problem("name", texts::NO_NAME)]),
        };
        let known = self.was.product(&id).filter(|_| !is_new);
        let before = known.map(ProductSheet::of);
        let category = match (self::name(&entry, "category"), &before) {
            (Some(named), _) => self.sections.of(&named, &mut self.carta),
            (None, Some(before)) => Some(before.category.clone()),
            (None, None) => None,
        };
        let Some(category) = category else {
            return Read::wrong(&name, vec![problem("category", texts::NO_SECTION)]);
        };
        if is_new && entry.get("priceCents").is_none_or(Value::is_null) {
            return Read::wrong(&name, vec![problem("priceCents", texts::NO_PRICE)]);
        }
        entry.insert("productId".into(), Value::String(id.to_string()));
        let start = before.clone().unwrap_or_else(|| empty_sheet(category.clone()));
        let mut sheet = match over(&DishEntry::of(&id, &start), entry) {
            Ok(read) => read.sheet(category),
            Err(wrong) => return Read::wrong(&name, vec![wrong]),
        };
        self.translate(&mut [], &mut sheet.groups);
        let unknown = unknown_places(&sheet.prices, self.restaurant);
        if !unknown.is_empty() {
            return Read::wrong(&name, problems(&unknown));
        }
        match read_sheet(&id, &sheet, &self.carta) {
            Ok(sheet) => {
                let mut products = self.carta.products.iter_mut();
                if let Some(known) = products.find(|product| product.id == id) {
                    *known = sheet.clone().onto(known.clone());
                }
                let as_entry = |sheet: &ProductSheet| DishEntry::of(&id, sheet);
                let changed = before.map(|before| differing(&as_entry(&before), &as_entry(&sheet)));
                Read {
                    shown: shown(&sheet.name, changed),
                    dish: Some((id, sheet)),
                    promotion: None,
                }
            }
            Err(Error::Refused(refused)) => Read::wrong(&name, problems(&refused.fields)),
            Err(Error::Engine(_)) => Read::wrong(&name, vec![problem("name", texts::NO_NAME)]),
        }
    }

    fn promotion(&mut self, mut entry: Entry, found: Found) -> Read {
        let name = name(&entry, "name").unwrap_or_default();
        let id = match found {
            Found::Known(id) | Found::New(id) => id,
            Found::Twice => return Read::wrong(&name, vec![problem("promotionId", texts::ENTRY_TWICE)]),
            Found::Unnamed => return Read::wrong(&name, vec![problem("name", texts::NO_NAME)]),
        };
        let before = self.was.promotion(&id).cloned();
        entry.insert("promotionId".into(), Value::String(id.to_string()));
        let start = before.clone().unwrap_or_else(|| empty_promotion(id.clone()));
        let mut wanted = match over(&PromotionEntry::of(&start), entry) {
            Ok(read) => read.promotion(),
            Err(wrong) => return Read::wrong(&name, vec![wrong]),
        };
        self.translate(&mut wanted.components, &mut wanted.groups);
        match read_promotion(&wanted, &Menu::of(&self.carta)) {
            Ok(promotion) => {
                let mut promotions = self.carta.promotions.iter_mut();
                match promotions.find(|known| known.id == id) {
                    Some(known) => *known = promotion.clone(),
                    None => self.carta.promotions.push(promotion.clone()),
                }
                let as_entry = PromotionEntry::of;
                let changed = before.map(|before| differing(&as_entry(&before), &as_entry(&promotion)));
                Read {
                    shown: shown(&promotion.name, changed),
                    dish: None,
                    promotion: Some(promotion),
                }
            }
            Err(fields) => Read::wrong(&name, problems(&fields)),
        }
    }
}
