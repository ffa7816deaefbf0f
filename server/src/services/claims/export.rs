//! The book as CSV: UTF-8 with its mark, commas, every cell in quotation marks, lines ended as RFC 4180 says.

use super::ClaimsService;
use super::store::{self, Sheet};
use crate::services::failure;
use shared::api::context::Caller;
use shared::api::{ApiError, Code};
use shared::texts::es::claims as texts;

/// The most claims that a file has.
const MOST: usize = 5_000;
/// The number read at once: two entries each are read with them.
const AT_ONCE: usize = 50;

impl ClaimsService {
    pub(super) async fn export_claims(&self, caller: &Caller, year: Option<u16>) -> Result<String, ApiError> {
        let tenant = &caller.tenant;
        let house = self.catalog.tenant(tenant).await?;
        let this_year = house.zone.date(self.clock.now()).ymd().0;
        let year = year.or_else(|| u16::try_from(this_year).ok());
        let mut csv = String::from('\u{feff}');
        line(&mut csv, texts::COLUMNS.map(str::to_owned));
        let (mut place, mut count) = (None, 0);
        loop {
            let query = store::book(year, AT_ONCE).after(place);
            let page = self
                .documents
                .query(tenant, &query)
                .await
                .map_err(failure::engine)?;
            let sheets: Vec<Sheet> = page.documents.iter().map(store::read).collect::<Result<_, _>>()?;
            count += sheets.len();
            if count > MOST {
                return Err(ApiError::new(Code::LimitReached, texts::TOO_MANY));
            }
            for view in self.views(tenant, &house, sheets).await? {
                line(&mut csv, texts::row(&view, &house.zone));
            }
            place = page.next;
            if place.is_none() {
                return Ok(csv);
            }
        }
    }
}

fn line<const N: usize>(csv: &mut String, cells: [String; N]) {
    let cells = cells.map(|text| cell(&text));
    csv.push_str(&cells.join(","));
    csv.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, written) in [
            ("Lucía", "\"Lucía\""),
            ("=1+1", "\"'=1+1\""),
            ("+51987654321", "\"'+51987654321\""),
            ("-2", "\"'-2\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("di \"no\", y\nya", "\"di \"\"no\"\", y\nya\""),
        ] {
            assert_eq!(cell(text), written);
        }
    }
}
