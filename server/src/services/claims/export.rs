//! The book as a table.

use super::ClaimsService;
use super::store::{self, Sheet};
use crate::services::{csv, failure};
use shared::api::context::Caller;
use shared::api::exports::ExportLink;
use shared::api::{ApiError, Code};
use shared::texts::es::claims as texts;

/// The most claims that a file has.
const MOST: usize = 5_000;
/// The number read at once: eight entries each are read with them.
const AT_ONCE: usize = 50;

impl ClaimsService {
    pub(super) async fn export_claims(
        &self,
        caller: &Caller,
        year: Option<u16>,
    ) -> Result<ExportLink, ApiError> {
        let tenant = &caller.tenant;
        let house = self.catalog.tenant(tenant).await?;
        let this_year = house.zone.date(self.clock.now()).ymd().0;
        let year = year.unwrap_or_else(|| u16::try_from(this_year).unwrap_or_default());
        let mut table = csv::begun(texts::COLUMNS);
        let (mut place, mut count) = (None, 0);
        loop {
            let query = store::book(Some(year), AT_ONCE).after(place);
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
                csv::line(&mut table, texts::row(&view, &house.zone));
            }
            place = page.next;
            if place.is_none() {
                break;
            }
        }
        let name = format!("libro-de-reclamaciones-{year}.csv");
        self.exports.keep(tenant, &name, csv::CONTENT_TYPE, table).await
    }
}
