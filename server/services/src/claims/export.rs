//! The book as a table.

use super::ClaimsService;
use super::store::{self, Sheet};
use crate::caller::Caller;
use crate::csv;
use crate::error::Error;
use api::Code;
use api::claims::ClaimView;
use api::exports::ExportLink;
use domain::Zone;
use domain::written::or_empty;
use texts::now::claims as texts;

/// Maximum number of claims in a file.
const MAX_CLAIMS: usize = 5_000;
/// Number of claims read at once: eight entries each are read with them.
const BATCH: usize = 50;

impl ClaimsService {
    pub(super) async fn export_claims(
        &self,
        caller: &Caller,
        year: Option<u16>,
    ) -> Result<ExportLink, Error> {
        let tenant = &caller.tenant;
        let restaurant = self.catalog.tenant(tenant).await?;
        let this_year = restaurant.zone.date(self.clock.now()).ymd().0;
        let year = year.unwrap_or_else(|| u16::try_from(this_year).unwrap_or_default());
        let mut table = csv::begun(texts::COLUMNS);
        let (mut place, mut count) = (None, 0);
        loop {
            let query = store::book(Some(year), BATCH).after(place);
            let page = self.documents.query(tenant, &query).await?;
            let sheets: Vec<Sheet> = page.documents.iter().map(store::read).collect::<Result<_, _>>()?;
            count += sheets.len();
            if count > MAX_CLAIMS {
                return Err(Error::new(Code::LimitReached, texts::TOO_MANY));
            }
            for view in self.views(tenant, &restaurant, sheets).await? {
                csv::line(&mut table, row(&view, &restaurant.zone));
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

/// A claim as a row of an export, in the order of [`texts::COLUMNS`].
fn row(view: &ClaimView, zone: &Zone) -> [String; 32] {
    let (claim, form) = (&view.claim, &view.claim.form);
    let (reply, offer) = (view.reply.as_ref(), view.settlement.as_ref());
    let sent = offer.and_then(|offer| offer.sent.as_ref());
    let settled = offer.and_then(|offer| offer.answer.as_ref());
    [
        claim.number.to_string(),
        texts::filed(claim, zone),
        texts::kind(form.kind).into(),
        form.name.clone(),
        texts::document(form.document_kind).into(),
        form.document.clone(),
        form.address.clone(),
        or_empty(&form.phone).to_owned(),
        or_empty(&form.email).to_owned(),
        if form.minor { "Sí" } else { "No" }.into(),
        form.guardian.name.clone(),
        claim.provider.branch.clone(),
        texts::thing(form.thing).into(),
        form.order.clone(),
        form.amount_cents
            .map(|amount| amount.decimal())
            .unwrap_or_default(),
        form.description.clone(),
        form.detail.clone(),
        form.request.clone(),
        texts::reply_by(form.reply_by).into(),
        texts::date(claim.due),
        texts::state(view.state).into(),
        reply.map(|reply| reply.answer.clone()).unwrap_or_default(),
        reply.map(|reply| reply.actions.clone()).unwrap_or_default(),
        view.answered_at
            .map(|at| texts::moment(zone, at))
            .unwrap_or_default(),
        view.refunded_cents
            .map(|amount| amount.decimal())
            .unwrap_or_default(),
        if claim.paper.is_some() { "Sí" } else { "No" }.into(),
        claim
            .paper
            .as_ref()
            .map(|paper| paper.number.clone())
            .unwrap_or_default(),
        offer.map(|offer| offer.offer.offer.clone()).unwrap_or_default(),
        offer
            .and_then(|offer| offer.offer.refund_cents)
            .map(|amount| amount.decimal())
            .unwrap_or_default(),
        texts::offer_state(offer).into(),
        sent.map(|sent| texts::moment(zone, sent.at)).unwrap_or_default(),
        settled
            .map(|answer| {
                [
                    texts::moment(zone, answer.at).as_str(),
                    " ",
                    answer.words.as_str(),
                ]
                .concat()
            })
            .map(|text| text.trim_end().to_owned())
            .unwrap_or_default(),
    ]
}
