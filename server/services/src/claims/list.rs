//! Reading the book: a list, one claim, and the sheet of a person who has its key.

use super::ClaimsService;
use super::store::{self, Outcome, Sheet};
use crate::caller::Caller;
use crate::error::Error;
use crate::secrecy::same;
use api::claims::{ClaimFilter, ClaimPage, ClaimTotals, ClaimView, WhichClaims};
use api::{DEFAULT_PAGE, MAX_PAGE};
use domain::claim::ClaimNumber;
use domain::search::Search;
use domain::tenant::Tenant;
use domain::{Date, TenantId};
use ports::documents::{Document, Query};

/// Maximum number of claims that a search reads for one page; the cursor then goes on from there.
const LOOKED_AT: usize = 1_000;
/// Maximum number of late claims that are counted.
const COUNTED: usize = 1_000;
/// The longest search, in characters.
const SEARCH: usize = 80;

impl ClaimsService {
    pub(super) async fn list_claims(&self, caller: &Caller, filter: ClaimFilter) -> Result<ClaimPage, Error> {
        let tenant = &caller.tenant;
        let restaurant = self.catalog.tenant(tenant).await?;
        let today = restaurant.zone.date(self.clock.now());
        let limit = filter.limit.unwrap_or(DEFAULT_PAGE).clamp(1, MAX_PAGE);
        let words: String = filter.search.unwrap_or_default().chars().take(SEARCH).collect();
        let search = Search::parse(&words);
        let scope = format!("claims/{}/{words}", filter.which.wire_name());
        let mut place = self.cursors.open_some(tenant, &scope, filter.cursor.as_deref())?;
        let (mut sheets, mut looked_at) = (Vec::new(), 0);
        loop {
            let query = query(filter.which, today, limit - sheets.len()).after(place);
            let page = self.documents.query(tenant, &query).await?;
            looked_at += page.documents.len();
            let found = self.sheets(tenant, filter.which, &page.documents).await?;
            sheets.extend(found.into_iter().filter(|sheet| fits(sheet, search.as_ref())));
            place = page.next;
            if place.is_none() || sheets.len() >= limit || looked_at >= LOOKED_AT {
                break;
            }
        }
        Ok(ClaimPage {
            claims: self.views(tenant, &restaurant, sheets).await?,
            next_cursor: place.map(|place| self.cursors.seal(tenant, &scope, &place)),
            totals: self.count(tenant, today).await?,
        })
    }

    pub(super) async fn show_claim(
        &self,
        tenant: &TenantId,
        number: ClaimNumber,
    ) -> Result<ClaimView, Error> {
        let sheet = store::load(&*self.documents, tenant, number).await?;
        let sheet = sheet.ok_or_else(Error::not_found)?;
        let restaurant = self.catalog.tenant(tenant).await?;
        let mut views = self.views(tenant, &restaurant, vec![sheet]).await?;
        views.pop().ok_or_else(Error::not_found)
    }

    /// The sheet, for a person who has its key. A wrong key is the same 404 as a number that was never given.
    pub async fn sheet(&self, tenant: &TenantId, number: ClaimNumber, key: &str) -> Result<ClaimView, Error> {
        let sheet = store::load(&*self.documents, tenant, number).await?;
        let sheet = sheet
            .filter(|sheet| same(&sheet.key, key))
            .ok_or_else(Error::not_found)?;
        let restaurant = self.catalog.tenant(tenant).await?;
        let mut views = self.views(tenant, &restaurant, vec![sheet]).await?;
        let mut view = views.pop().ok_or_else(Error::not_found)?;
        // Whose order it is stays in the restaurant.
        view.claim.order_id = None;
        // An offer that was not sent yet is none.
        view.settlement = view.settlement.filter(|offer| offer.sent.is_some());
        Ok(view)
    }

    /// Sheets with what came of them.
    pub(super) async fn views(
        &self,
        tenant: &TenantId,
        restaurant: &Tenant,
        sheets: Vec<Sheet>,
    ) -> Result<Vec<ClaimView>, Error> {
        let numbers: Vec<ClaimNumber> = sheets.iter().map(|sheet| sheet.claim.number).collect();
        let outcomes = store::outcomes(&*self.documents, tenant, &numbers).await?;
        let today = restaurant.zone.date(self.clock.now());
        let both = sheets.into_iter().zip(outcomes);
        Ok(both
            .map(|(sheet, outcome)| view(restaurant, today, sheet, outcome))
            .collect())
    }

    /// The sheets that the documents of a list are, or lead to.
    async fn sheets(
        &self,
        tenant: &TenantId,
        which: WhichClaims,
        documents: &[Document],
    ) -> Result<Vec<Sheet>, Error> {
        if which == WhichClaims::All {
            return documents.iter().map(store::read).collect();
        }
        let numbers: Vec<ClaimNumber> = documents.iter().map(store::read).collect::<Result<_, _>>()?;
        store::load_all(&*self.documents, tenant, &numbers).await
    }

    pub(super) async fn count(&self, tenant: &TenantId, today: Date) -> Result<ClaimTotals, Error> {
        let found = self.documents.get(tenant, &store::totals_key()).await?;
        let count = |name| {
            found
                .as_ref()
                .map_or(0, |found| usize::try_from(found.counter(name)).unwrap_or(0))
        };
        let late = self
            .documents
            .query(tenant, &store::open(Some(today), COUNTED))
            .await;
        let (all, answered) = (count(store::FILED), count(store::ANSWERS));
        Ok(ClaimTotals {
            open: all.saturating_sub(answered),
            late: late?.documents.len(),
            answered,
            all,
        })
    }
}

fn view(restaurant: &Tenant, today: Date, sheet: Sheet, outcome: Outcome) -> ClaimView {
    let mut claim = sheet.claim;
    if let Some(settlement) = &outcome.settlement {
        claim.due = settlement.due(claim.due);
    }
    let refunded = outcome.refunded;
    let mut view = ClaimView {
        refunded_cents: None,
        refunded_at: refunded.as_ref().map(|refunded| refunded.at),
        state: claim.state(outcome.answered.is_some(), &restaurant.holidays, today),
        days_left: claim.days_left(&restaurant.holidays, today),
        reply: outcome.reply,
        answered_at: outcome.answered.map(|done| done.at),
        undelivered_at: outcome.undelivered.map(|done| done.at),
        settlement: outcome.settlement,
        claim,
    };
    view.refunded_cents = refunded.and_then(|refunded| refunded.amount.or(view.promised()));
    view
}

fn query(which: WhichClaims, today: Date, limit: usize) -> Query {
    match which {
        WhichClaims::Open => store::open(None, limit),
        WhichClaims::Late => store::open(Some(today), limit),
        WhichClaims::Answered => store::all_answered(limit).newest_first(),
        WhichClaims::All => store::book(None, limit).newest_first(),
    }
}

fn fits(sheet: &Sheet, search: Option<&Search>) -> bool {
    let claim = &sheet.claim;
    search.is_none_or(|search| search.is_in(&claim.number.to_string()) || search.is_in(&claim.form.name))
}
