//! The carta as a table: written for a spreadsheet, and read again as people change it there.
//!
//! A row is a dish. It is found again by its id, its own code or its name, so that a table that is read twice doubles nothing. What a
//! column does not say stays. The cell of the options has a line for each group, such as `Guarnición (1): Papas | Camote +3.00`, with
//! how many are chosen in brackets: `(1)`, `(0-3)`.

mod columns;
mod groups;
mod reading;

use self::columns::{COLUMNS, Column};
pub(super) use self::reading::ReadRow;
use self::reading::Reading;
use super::draft::MAX_PRODUCTS;
use crate::csv as table;
use crate::error::Error;
use ::texts::now::errors;
use ::texts::now::menu_table as texts;
use api::Code;
use domain::catalog::{Catalog, Category};

/// The dishes of a carta as a table.
pub(super) fn written(carta: &Catalog) -> String {
    let mut text = table::begun(texts::COLUMNS);
    for category in &carta.categories {
        for product in carta.in_category(&category.id) {
            let cells = COLUMNS.map(|column| match column {
                Column::Section => category.name.clone(),
                Column::Name => product.name.clone(),
                Column::Kitchen => product.kitchen_name.clone().unwrap_or_default(),
                Column::Description => product.description.clone(),
                Column::Price => product.price.decimal(),
                Column::Options => groups::written(&product.groups),
                Column::Allergens => product.allergens.join(", "),
                Column::Tags => product.tags.join(", "),
                Column::Sku => product.sku.clone().unwrap_or_default(),
                Column::Id => product.id.to_string(),
            });
            table::line(&mut text, cells);
        }
    }
    text
}

/// Reads a table over a carta: its rows, and the categories, with those that are new behind the others. 422 where it is no table of
/// dishes at all.
pub(super) fn read(text: &str, carta: &Catalog) -> Result<(Vec<Category>, Vec<ReadRow>), Error> {
    // The reader counts a line's end of two characters as half of the next line.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let unusable = || Error::of_field(Code::InvalidValue, "/csv", texts::NO_TABLE);
    let headings = reader.headers().map_err(|_| unusable())?.clone();
    let columns: Vec<Option<Column>> = headings.iter().map(Column::named).collect();
    if !columns.contains(&Some(Column::Name)) {
        return Err(unusable());
    }
    let headings = headings.iter().map(str::to_owned).collect();
    let records: Result<Vec<csv::StringRecord>, csv::Error> = reader.records().collect();
    let mut records = records.map_err(|_| unusable())?;
    records.retain(|record| record.iter().any(|cell| !cell.trim().is_empty()));
    if records.is_empty() {
        return Err(unusable());
    }
    if records.len() > MAX_PRODUCTS {
        let text = errors::field(domain::customer::FieldProblem::TooMany(MAX_PRODUCTS));
        return Err(Error::of_field(Code::InvalidValue, "/csv", text));
    }
    let mut reading = Reading::new(columns, headings, carta, &records);
    let mut rows: Vec<ReadRow> = Vec::new();
    for record in &records {
        let line = record.position().map_or(0, |position| position.line());
        let row = reading
            .row(record)
            .shown_at(usize::try_from(line).unwrap_or(usize::MAX));
        if let Some((id, sheet)) = &row.dish {
            reading.take(id, sheet);
        }
        rows.push(row);
    }
    Ok((reading.into_categories(), rows))
}

/// What parts the cells of the first line: a tab where it was copied from a spreadsheet, a semicolon where the comma is decimal. What
/// stands in quotation marks parts nothing.
fn delimiter(text: &str) -> u8 {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let outside: String = first.split('"').step_by(2).collect();
    let count = |mark: &u8| outside.bytes().filter(|byte| byte == mark).count();
    // Of as many, the later one.
    [b',', b';', b'\t'].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests;
