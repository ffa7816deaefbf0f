//! Quotes: what is offered, for how much, and until when.

use super::form::{CateringProblem, CateringProblems, instant, optional_note, or_note};
use super::{CateringRequest, MAX_MESSAGE};
use crate::cart::LineNote;
use crate::catalog::Catalog;
use crate::order::Actor;
use crate::tenant::Tenant;
use crate::written;
use crate::written::line;
use crate::{Date, Money, ProductId, Slug, Timestamp};
use serde::{Deserialize, Serialize};

/// Maximum number of lines, and of fees, of a quote.
pub const MAX_QUOTE_LINES: usize = 30;
/// Largest price of one of a line, and of a fee: S/ 100,000.00.
pub const MAX_PRICE: Money = Money(10_000_000);
/// Longest time for which a quote may be valid, in days.
pub const MAX_VALID_DAYS: i32 = 60;

/// What the restaurant offers. It never changes; another offer is another version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quote {
    /// 1, 2, 3 … within the request.
    pub version: u32,
    /// When the event is.
    pub at: Timestamp,
    /// The day of `at` in the restaurant's zone.
    pub day: Date,
    pub guests: u32,
    pub lines: Vec<QuoteLine>,
    pub fees: Vec<QuoteFee>,
    pub totals: QuoteTotals,
    pub deposit_percent: u8,
    /// It can be accepted before this instant.
    pub valid_until: Timestamp,
    pub message: String,
    /// Until this many hours before the event a cancellation is free; the restaurant's rule where it does not say.
    #[serde(default)]
    pub free_cancel_hours: Option<u16>,
    /// First name of who made it.
    pub by: String,
    pub made_at: Timestamp,
    /// When the customer saw it first.
    #[serde(default)]
    pub read_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteLine {
    #[serde(flatten)]
    pub source: QuoteSource,
    pub name: String,
    pub qty: u32,
    pub unit_price: Money,
    pub subtotal: Money,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "written::blank")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub note: Option<LineNote>,
}

/// Where a line comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind", content = "id")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum QuoteSource {
    Package(Slug),
    Dish(ProductId),
    /// Written by hand.
    Free,
}

/// What is paid besides the lines: transport, assembly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteFee {
    pub name: String,
    pub amount: Money,
}

/// The sums of a quote: `total = subtotal + fees − discount`; the tax is included in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteTotals {
    pub subtotal: Money,
    pub fees: Money,
    pub discount: Money,
    pub total: Money,
    pub tax: Money,
    /// Its rate in basis points.
    pub tax_basis_points: u32,
    /// What is paid to accept it, rounded up to a cent.
    pub deposit: Money,
    /// What is paid later.
    pub balance: Money,
}

/// A quote as it is written; what is left out is taken from the request and the restaurant's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteDraft {
    /// The version of the quote that it follows, 0 for the first: two people do not overwrite each other.
    pub follows: u32,
    /// `2026-12-04` and `13:00`; both or none.
    pub date: String,
    pub time: String,
    pub guests: Option<u32>,
    /// 1 to [`MAX_QUOTE_LINES`].
    pub lines: Vec<QuoteDraftLine>,
    pub fees: Vec<QuoteDraftFee>,
    pub discount_cents: Money,
    /// 0 to 100.
    pub deposit_percent: Option<u8>,
    /// The last day on which it can be accepted.
    pub valid_until: Option<String>,
    /// Up to 1000 characters.
    pub message: String,
}

/// A package, a dish, or neither: then name and price are written by hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteDraftLine {
    pub package: Option<String>,
    pub product: Option<String>,
    /// 2 to 80 characters, for a line that is neither package nor dish.
    pub name: String,
    /// 1 to the restaurant's largest number of guests.
    pub qty: u32,
    /// For a line that is neither package nor dish; others cost what the menu says.
    pub unit_price_cents: Money,
    /// Up to 140 characters.
    pub note: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct QuoteDraftFee {
    /// 2 to 80 characters.
    pub name: String,
    pub amount_cents: Money,
}

impl QuoteDraft {
    /// Reads a quote for a request. `catalog` has the dishes of its lines.
    pub fn checked(
        &self,
        request: &CateringRequest,
        tenant: &Tenant,
        catalog: &Catalog,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Quote, CateringProblems> {
        let mut wrong: CateringProblems = Vec::new();
        let settings = &tenant.catering;
        let at = self.at(request, tenant, now, &mut wrong);
        let day = tenant.zone.date(at);
        let guests = self.guests.unwrap_or_else(|| request.guests());
        if !(1..=settings.max_guests).contains(&guests) {
            let (min, max) = (1, settings.max_guests);
            wrong.push(("/guests".into(), CateringProblem::Guests { min, max }));
        }
        let lines = self.lines(tenant, catalog, &mut wrong);
        let fees = self.fees(&mut wrong);
        let deposit_percent = self.deposit_percent.unwrap_or(settings.deposit_percent);
        if deposit_percent > 100 {
            wrong.push(("/depositPercent".into(), CateringProblem::Percent));
        }
        let valid_until = self.valid_until(tenant, at, now, &mut wrong);
        let message = or_note(&mut wrong, "/message", optional_note(&self.message, MAX_MESSAGE));
        let tax_basis_points = tenant.tax_basis_points(day);
        let totals = QuoteTotals::of(
            &lines,
            &fees,
            self.discount_cents,
            deposit_percent,
            tax_basis_points,
        );
        let gross = totals.subtotal + totals.fees;
        if self.discount_cents < Money::ZERO || (self.discount_cents >= gross && gross > Money::ZERO) {
            wrong.push(("/discountCents".into(), CateringProblem::DiscountTooLarge));
        } else if totals.total <= Money::ZERO && wrong.is_empty() {
            wrong.push(("/lines".into(), CateringProblem::Amount { max: MAX_PRICE }));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Quote {
            version: self.follows.saturating_add(1),
            at,
            day,
            guests,
            lines,
            fees,
            totals,
            deposit_percent,
            valid_until,
            message,
            free_cancel_hours: Some(settings.free_cancel_hours),
            by: crate::customer::first_name(&by.name).to_owned(),
            made_at: now,
            read_at: None,
        })
    }

    fn at(
        &self,
        request: &CateringRequest,
        tenant: &Tenant,
        now: Timestamp,
        wrong: &mut CateringProblems,
    ) -> Timestamp {
        let at = if self.date.trim().is_empty() && self.time.trim().is_empty() {
            request.at()
        } else {
            match instant(&self.date, &self.time, tenant) {
                Ok(at) => at,
                Err(problems) => {
                    wrong.extend(problems);
                    return request.at();
                }
            }
        };
        // The restaurant knows for itself what notice it needs.
        match super::check_day(tenant, at, now) {
            Err(problem @ super::DayProblem::TooSoon { .. }) if at <= now => {
                wrong.push(("/date".into(), CateringProblem::Day(problem)));
            }
            Ok(_) | Err(super::DayProblem::TooSoon { .. }) => {}
            Err(problem) => wrong.push(("/date".into(), CateringProblem::Day(problem))),
        }
        at
    }

    fn lines(&self, tenant: &Tenant, catalog: &Catalog, wrong: &mut CateringProblems) -> Vec<QuoteLine> {
        if self.lines.is_empty() {
            wrong.push(("/lines".into(), CateringProblem::NoLines));
        }
        if self.lines.len() > MAX_QUOTE_LINES {
            let max = MAX_QUOTE_LINES;
            wrong.push(("/lines".into(), CateringProblem::TooManyLines { max }));
        }
        let mut lines = Vec::new();
        for (index, draft) in self.lines.iter().take(MAX_QUOTE_LINES).enumerate() {
            lines.extend(draft.checked(index, tenant, catalog, wrong));
        }
        lines
    }

    fn fees(&self, wrong: &mut CateringProblems) -> Vec<QuoteFee> {
        if self.fees.len() > MAX_QUOTE_LINES {
            let max = MAX_QUOTE_LINES;
            wrong.push(("/fees".into(), CateringProblem::TooManyLines { max }));
        }
        let mut fees = Vec::new();
        for (index, draft) in self.fees.iter().take(MAX_QUOTE_LINES).enumerate() {
            let name = or_note(wrong, format!("/fees/{index}/name"), line(&draft.name, 2, 80));
            if !(Money(1)..=MAX_PRICE).contains(&draft.amount_cents) {
                let max = MAX_PRICE;
                wrong.push((
                    format!("/fees/{index}/amountCents"),
                    CateringProblem::Amount { max },
                ));
            }
            fees.push(QuoteFee {
                name,
                amount: draft.amount_cents,
            });
        }
        fees
    }

    /// The end of the last day, but not after the event.
    fn valid_until(
        &self,
        tenant: &Tenant,
        at: Timestamp,
        now: Timestamp,
        wrong: &mut CateringProblems,
    ) -> Timestamp {
        let today = tenant.zone.date(now);
        let written = self.valid_until.as_deref().filter(|text| !text.trim().is_empty());
        let last = match written {
            None => Some(today.plus_days(i32::from(tenant.catering.quote_days))),
            Some(text) => Date::parse(text.trim()),
        };
        let latest = today.plus_days(MAX_VALID_DAYS);
        match last.filter(|last| (today..=latest).contains(last)) {
            Some(last) => tenant.zone.midnight(last.plus_days(1)).min(at),
            None => {
                wrong.push(("/validUntil".into(), CateringProblem::ValidUntil));
                at
            }
        }
    }
}

impl QuoteDraftLine {
    fn checked(
        &self,
        index: usize,
        tenant: &Tenant,
        catalog: &Catalog,
        wrong: &mut CateringProblems,
    ) -> Option<QuoteLine> {
        let before = wrong.len();
        let pointer = |field: &str| format!("/lines/{index}/{field}");
        let max = tenant.catering.max_guests;
        if !(1..=max).contains(&self.qty) {
            wrong.push((pointer("qty"), CateringProblem::Quantity { max }));
        }
        let note = written::optional(&self.note, LineNote::parse);
        let note = or_note(wrong, pointer("note"), note);
        let chosen = |id: &Option<String>| id.clone().filter(|id| !id.trim().is_empty());
        let (source, name, unit_price) = match (chosen(&self.package), chosen(&self.product)) {
            (Some(id), _) => {
                let package = Slug::parse(id).ok().and_then(|id| tenant.catering.package(&id));
                let Some(package) = package else {
                    wrong.push((pointer("package"), CateringProblem::UnknownPackage));
                    return None;
                };
                let source = QuoteSource::Package(package.id.clone());
                (source, package.name.clone(), package.price.unit())
            }
            (None, Some(id)) => {
                let product = ProductId::parse(id).ok().and_then(|id| catalog.product(&id));
                let Some(product) = product else {
                    wrong.push((pointer("product"), CateringProblem::UnknownProduct));
                    return None;
                };
                if !product.available() {
                    wrong.push((pointer("product"), CateringProblem::Unavailable));
                }
                (
                    QuoteSource::Dish(product.id.clone()),
                    product.name.clone(),
                    product.price,
                )
            }
            (None, None) => {
                let name = or_note(wrong, pointer("name"), line(&self.name, 2, 80));
                if !(Money::ZERO..=MAX_PRICE).contains(&self.unit_price_cents) {
                    let max = MAX_PRICE;
                    wrong.push((pointer("unitPriceCents"), CateringProblem::Amount { max }));
                }
                (QuoteSource::Free, name, self.unit_price_cents)
            }
        };
        (wrong.len() == before).then(|| QuoteLine {
            source,
            name,
            qty: self.qty,
            unit_price,
            subtotal: unit_price * self.qty,
            note,
        })
    }
}

impl QuoteTotals {
    /// The sums over lines and fees.
    pub fn of(
        lines: &[QuoteLine],
        fees: &[QuoteFee],
        discount: Money,
        deposit_percent: u8,
        tax_basis_points: u32,
    ) -> QuoteTotals {
        let subtotal: Money = lines.iter().map(|line| line.subtotal).sum();
        let fees: Money = fees.iter().map(|fee| fee.amount).sum();
        let total = subtotal + fees - discount;
        let percent = i64::from(deposit_percent.min(100));
        let deposit = Money(
            total
                .cents()
                .saturating_mul(percent)
                .saturating_add(99)
                .div_euclid(100),
        );
        QuoteTotals {
            subtotal,
            fees,
            discount,
            total,
            tax: total.tax_included(tax_basis_points),
            tax_basis_points,
            deposit,
            balance: total - deposit,
        }
    }
}
