//! The rows of a table, read one after the other.

use super::super::categories;
use super::super::draft::read_sheet;
use super::super::product_ids::free_id;
use super::super::store::Menu;
use super::columns::{COLUMNS, Column};
use super::groups;
use crate::error::Error;
use api::catalog::{CellProblem, MenuRow, RowOutcome};
use domain::catalog::{Catalog, Category, OptionGroup, ProductSheet, Promotion, category_of};
use domain::letters::fold;
use domain::{Money, ProductId, Slug, written};
use std::collections::{HashMap, HashSet};
use texts::now::menu_table as texts;

/// A row with the dish or the promotion that it makes; neither where something in it cannot be used.
pub(in super::super) struct ReadRow {
    pub shown: MenuRow,
    pub dish: Option<(ProductId, ProductSheet)>,
    /// Tables have none.
    pub promotion: Option<Promotion>,
}

/// The dishes of a carta by what rows may call them.
#[derive(Default)]
struct Known {
    by_code: HashMap<String, ProductId>,
    /// By their folded names, in the order of the carta.
    by_name: HashMap<String, Vec<ProductId>>,
}

impl Known {
    fn of(carta: &Catalog) -> Known {
        let mut known = Known::default();
        for product in &carta.products {
            known.take(&product.id, &product.name, product.sku.as_deref());
        }
        known
    }

    fn take(&mut self, id: &ProductId, name: &str, sku: Option<&str>) {
        if let Some(sku) = sku {
            self.by_code.insert(sku.to_owned(), id.clone());
        }
        let named = self.by_name.entry(fold(name)).or_default();
        if !named.contains(id) {
            named.push(id.clone());
        }
    }
}

/// How a row comes out.
pub(super) struct Read {
    name: String,
    outcome: RowOutcome,
    /// The headings of what becomes another.
    changed: Vec<String>,
    problems: Vec<CellProblem>,
    dish: Option<(ProductId, ProductSheet)>,
}

impl Read {
    pub(super) fn shown_at(self, line: usize) -> ReadRow {
        ReadRow {
            shown: MenuRow {
                line,
                name: self.name,
                outcome: self.outcome,
                changed: self.changed,
                problems: self.problems,
            },
            dish: self.dish,
            promotion: None,
        }
    }
}

/// A table that is being read, and the carta as the rows so far leave it.
pub(super) struct Reading {
    columns: Vec<Option<Column>>,
    headings: Vec<String>,
    carta: Catalog,
    known: Known,
    /// The dishes of the rows so far.
    seen: HashSet<ProductId>,
    /// How many rows of the table have a name.
    twins: HashMap<String, usize>,
}

impl Reading {
    /// Of a table with these headings and rows.
    pub(super) fn new(
        columns: Vec<Option<Column>>,
        headings: Vec<String>,
        carta: &Catalog,
        records: &[csv::StringRecord],
    ) -> Reading {
        let mut reading = Reading {
            columns,
            headings,
            carta: carta.clone(),
            known: Known::of(carta),
            seen: HashSet::new(),
            twins: HashMap::new(),
        };
        for record in records {
            let name = fold(&reading.name(record, Column::Name).unwrap_or_default());
            *reading.twins.entry(name).or_default() += 1;
        }
        reading
    }

    /// The categories as the rows leave them.
    pub(super) fn into_categories(self) -> Vec<Category> {
        self.carta.categories
    }

    /// The rows below it find a dish as a row has made it.
    pub(super) fn take(&mut self, id: &ProductId, sheet: &ProductSheet) {
        self.seen.insert(id.clone());
        self.known.take(id, &sheet.name, sheet.sku.as_deref());
        let mut products = self.carta.products.iter_mut();
        match products.find(|product| &product.id == id) {
            Some(known) => *known = sheet.clone().onto(known.clone()),
            None => self.carta.products.push(sheet.clone().product(id.clone())),
        }
    }

    /// A cell of a row; `None` where the table has no such column, or the row ends before it.
    fn cell<'r>(&self, record: &'r csv::StringRecord, column: Column) -> Option<&'r str> {
        let at = self.columns.iter().position(|known| *known == Some(column))?;
        let cell = record.get(at)?.trim();
        // What our own files put before what a spreadsheet would take for a formula.
        let guarded = cell.strip_prefix('\'');
        Some(
            guarded
                .filter(|rest| rest.starts_with(['=', '+', '-', '@']))
                .unwrap_or(cell),
        )
    }

    /// A name as it is stored, so that it is found again: on one line, without letters that nobody sees.
    fn name(&self, record: &csv::StringRecord, column: Column) -> Option<String> {
        let cell = self.cell(record, column)?;
        Some(written::line(cell, 1, usize::MAX).unwrap_or_default())
    }

    /// The heading of a column as it is written there.
    fn heading(&self, column: Column) -> String {
        let at = self.columns.iter().position(|known| *known == Some(column));
        let heading = at.and_then(|at| self.headings.get(at)).cloned();
        let ours = COLUMNS.iter().position(|known| *known == column);
        let ours = ours
            .and_then(|at| texts::COLUMNS.get(at))
            .copied()
            .unwrap_or_default();
        heading.unwrap_or_else(|| ours.to_owned())
    }

    /// What is wrong in a column, by its heading as it is written there.
    fn problem(&self, column: Column, message: impl Into<String>) -> CellProblem {
        CellProblem {
            column: self.heading(column),
            message: message.into(),
        }
    }

    /// Reads a row over the carta as the rows above leave it. A category that is new is on it then.
    pub(super) fn row(&mut self, record: &csv::StringRecord) -> Read {
        let name = self.name(record, Column::Name).unwrap_or_default();
        let known = self.known(record);
        let before = known
            .as_ref()
            .and_then(|id| self.carta.product(id))
            .map(ProductSheet::of);
        let mut problems = Vec::new();
        if known.as_ref().is_some_and(|id| self.seen.contains(id)) {
            problems.push(self.problem(Column::Name, texts::TWICE));
        }
        let category = self.category(record, before.as_ref());
        let price = self.price(record, before.as_ref());
        let groups = self.groups(record, before.as_ref());
        // In a table nothing is mostly a slip, but where what must be chosen has the price.
        let price = match (&price, &groups) {
            (Ok(Money::ZERO), Ok(groups)) if !groups.iter().any(OptionGroup::mandatory) => {
                Err(self.problem(Column::Price, texts::NO_PRICE))
            }
            _ => price,
        };
        let (category, price, groups) = match (category, price, groups) {
            (Ok(category), Ok(price), Ok(groups)) if problems.is_empty() => (category, price, groups),
            (category, price, groups) => {
                problems.extend([category.err(), price.err(), groups.err()].into_iter().flatten());
                return wrong(name, problems);
            }
        };
        let list = |column: Column, before: Option<&Vec<String>>| match self.cell(record, column) {
            // As it was written of them: a word may have a comma of its own.
            Some(cell) if before.is_some_and(|before| before.join(", ") == cell) => {
                before.cloned().unwrap_or_default()
            }
            Some(cell) => listed(cell),
            None => before.cloned().unwrap_or_default(),
        };
        let was = before.as_ref();
        let sheet = ProductSheet {
            sku: match self.cell(record, Column::Sku) {
                Some(sku) => Some(sku.to_owned()).filter(|sku| !sku.is_empty()),
                None => was.and_then(|was| was.sku.clone()),
            },
            category,
            name: name.clone(),
            kitchen_name: match self.cell(record, Column::Kitchen) {
                Some(text) => Some(one_line(text)).filter(|text| !text.is_empty()),
                None => was.and_then(|was| was.kitchen_name.clone()),
            },
            description: match self.cell(record, Column::Description) {
                Some(text) => one_line(text),
                None => was.map(|was| was.description.clone()).unwrap_or_default(),
            },
            price,
            prices: was.map(|was| was.prices.clone()).unwrap_or_default(),
            image: was.map(|was| was.image.clone()).unwrap_or_default(),
            hours: was.and_then(|was| was.hours.clone()),
            groups,
            allergens: list(Column::Allergens, was.map(|was| &was.allergens)),
            tags: list(Column::Tags, was.map(|was| &was.tags)),
        };
        let Some(id) = known.or_else(|| free_id(&name, &Menu::of(&self.carta))) else {
            return wrong(name, vec![self.problem(Column::Name, texts::NO_NAME)]);
        };
        self.checked(id, &sheet, before.as_ref())
    }

    /// How a sheet that was read comes out by the rules of a dish.
    fn checked(&self, id: ProductId, sheet: &ProductSheet, before: Option<&ProductSheet>) -> Read {
        let name = sheet.name.clone();
        match read_sheet(&id, sheet, &self.carta) {
            Ok(sheet) => Read {
                outcome: match before {
                    None => RowOutcome::New,
                    Some(before) if *before == sheet => RowOutcome::Same,
                    Some(_) => RowOutcome::Changed,
                },
                name: sheet.name.clone(),
                changed: before
                    .map(|before| self.changed(before, &sheet))
                    .unwrap_or_default(),
                problems: Vec::new(),
                dish: Some((id, sheet)),
            },
            Err(Error::Refused(refused)) => {
                let fields = refused.fields.iter();
                let problem =
                    |field: &api::FieldError| self.problem(Column::of_field(&field.pointer), &*field.message);
                wrong(name, fields.map(problem).collect())
            }
            Err(Error::Engine(_)) => wrong(name, vec![self.problem(Column::Name, texts::NO_NAME)]),
        }
    }

    fn category(
        &mut self,
        record: &csv::StringRecord,
        before: Option<&ProductSheet>,
    ) -> Result<Slug, CellProblem> {
        let section = self
            .name(record, Column::Section)
            .filter(|section| !section.is_empty());
        let category = match section {
            Some(section) => category_named(&section, &mut self.carta),
            None => before.map(|before| before.category.clone()),
        };
        category.ok_or_else(|| self.problem(Column::Section, texts::NO_SECTION))
    }

    fn price(&self, record: &csv::StringRecord, before: Option<&ProductSheet>) -> Result<Money, CellProblem> {
        let price = self.cell(record, Column::Price).filter(|price| !price.is_empty());
        let price = match price {
            Some(price) => Money::from_written(price),
            None => before.map(|before| before.price),
        };
        price.ok_or_else(|| self.problem(Column::Price, texts::NO_PRICE))
    }

    fn groups(
        &self,
        record: &csv::StringRecord,
        before: Option<&ProductSheet>,
    ) -> Result<Vec<OptionGroup>, CellProblem> {
        let before = before.map(|before| &before.groups[..]).unwrap_or_default();
        match self.cell(record, Column::Options) {
            Some(cell) if !cell.is_empty() => {
                let read = groups::read(cell, before);
                read.ok_or_else(|| self.problem(Column::Options, texts::NO_OPTIONS))
            }
            // Nobody takes all choices away by leaving a cell empty.
            _ => Ok(before.to_vec()),
        }
    }

    fn category_of(&self, id: &ProductId) -> Option<&Slug> {
        self.carta.product(id).map(|product| &product.category)
    }

    /// What a row changes of a dish.
    fn changed(&self, before: &ProductSheet, after: &ProductSheet) -> Vec<String> {
        let differs = [
            (before.category != after.category, Column::Section),
            (before.name != after.name, Column::Name),
            (before.kitchen_name != after.kitchen_name, Column::Kitchen),
            (before.description != after.description, Column::Description),
            (before.price != after.price, Column::Price),
            (before.groups != after.groups, Column::Options),
            (before.allergens != after.allergens, Column::Allergens),
            (before.tags != after.tags, Column::Tags),
            (before.sku != after.sku, Column::Sku),
        ];
        let columns = differs.into_iter().filter(|(differs, _)| *differs);
        columns.map(|(_, column)| self.heading(column)).collect()
    }

    /// The dish that a row is about: by its id, else by its code, else by its name. Of that name the one in the section of the row,
    /// else one elsewhere that no other row can mean: sections may have dishes of one name.
    fn known(&self, record: &csv::StringRecord) -> Option<ProductId> {
        let cell = |column| self.cell(record, column).filter(|cell| !cell.is_empty());
        if let Some(id) = cell(Column::Id).and_then(|id| ProductId::parse(id).ok())
            && self.carta.product(&id).is_some()
        {
            return Some(id);
        }
        let now = |id: &ProductId| self.carta.product(id);
        let by_code = cell(Column::Sku).and_then(|sku| Some((sku, self.known.by_code.get(sku)?)));
        // A row above may have given it another code, or another name.
        if let Some((sku, id)) = by_code
            && now(id).is_some_and(|product| product.sku.as_deref() == Some(sku))
        {
            return Some(id.clone());
        }
        let name = fold(&self.name(record, Column::Name).filter(|name| !name.is_empty())?);
        let is_called = |id: &&ProductId| now(id).is_some_and(|product| fold(&product.name) == name);
        let named: Vec<&ProductId> = self.known.by_name.get(&name)?.iter().filter(is_called).collect();
        let section = self
            .name(record, Column::Section)
            .filter(|section| !section.is_empty());
        let section = section.map(|section| section_of(&section, &self.carta));
        let in_section = |id: &&&ProductId| match &section {
            // A section that is not there yet has no dishes.
            Some(section) => section.is_some() && self.category_of(id) == section.as_ref(),
            None => true,
        };
        let here = named.iter().find(in_section);
        let alone = self.twins.get(&name) == Some(&1);
        let elsewhere = named.first().filter(|_| alone && named.len() == 1);
        here.or(elsewhere).map(|id| (*id).clone())
    }
}

fn wrong(name: String, problems: Vec<CellProblem>) -> Read {
    Read {
        name,
        outcome: RowOutcome::Wrong,
        changed: Vec::new(),
        problems,
        dish: None,
    }
}

/// The category that a cell means: by its name, which people read, before its id.
fn section_of(section: &str, carta: &Catalog) -> Option<Slug> {
    let named = carta
        .categories
        .iter()
        .find(|known| fold(&known.name) == fold(section));
    let known = named.or_else(|| category_of(&carta.categories, section));
    known.map(|category| category.id.clone())
}

/// The same, put behind the others where there is none.
fn category_named(section: &str, carta: &mut Catalog) -> Option<Slug> {
    section_of(section, carta).or_else(|| categories::made(section, carta))
}

fn listed(cell: &str) -> Vec<String> {
    let parts = cell.split([',', ';', '\n']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
