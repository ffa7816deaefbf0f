//! The quote that is being made, as it is typed, and its sums.

use api::catering::CateringView;
use domain::catalog::{Catalog, Product};
use domain::catering::{
    CateringRequest, QuoteDraft, QuoteDraftFee, QuoteDraftLine, QuoteFee, QuoteLine, QuoteSource,
    QuoteTotals, State, Wanted,
};
use domain::tenant::Tenant;
use domain::written::{Email, Line, Note, Phone, Ruc, or_empty};
use domain::{Date, Money, ProductId, Slug};
use serde::{Deserialize, Serialize};

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    Package,
    Dish,
    Free,
}

/// A line as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorLine {
    /// Tells lines apart while they are changed.
    pub key: u32,
    pub source: Source,
    /// Package or dish; empty for a line that is neither.
    pub id: String,
    /// As it is shown; written by hand where it is neither.
    pub name: String,
    pub qty: String,
    /// Of a line that is neither, in soles.
    pub price: String,
    pub note: String,
}

/// A fee as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorFee {
    pub key: u32,
    pub name: String,
    pub amount: String,
}

/// The quote as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editor {
    /// The version that it follows.
    pub follows: u32,
    pub date: String,
    pub time: String,
    pub guests: String,
    pub lines: Vec<EditorLine>,
    pub fees: Vec<EditorFee>,
    pub discount: String,
    pub deposit_percent: String,
    pub valid_until: String,
    pub message: String,
    /// The key of the next line or fee.
    pub next_key: u32,
}

/// An amount in soles as people write it: `1500`, `1,500.50`, `S/ 1500`. Nothing is nothing.
pub fn soles(text: &str) -> Option<Money> {
    match text.trim() {
        "" => Some(Money::ZERO),
        text => Money::from_written(text),
    }
}

/// Dishes that a search shows.
const MAX_FOUND: usize = 8;
/// What is no amount, so that the rules refuse it.
const NO_AMOUNT: Money = Money(-1);

impl Editor {
    /// A quote for a request: the newest version to be changed, or the package that was asked for.
    pub fn of(request: &CateringView, tenant: &Tenant, today: Date) -> Editor {
        let page = &request.page;
        let zone = &tenant.zone;
        let mut editor = Editor {
            follows: page.quote.as_ref().map_or(0, |quote| quote.version),
            date: zone.date(page.at).to_string(),
            time: zone.hhmm(page.at),
            guests: page.guests.to_string(),
            deposit_percent: tenant.catering.deposit_percent.to_string(),
            valid_until: today.plus_days(i32::from(tenant.catering.quote_days)).to_string(),
            ..Editor::default()
        };
        if let Some(quote) = &page.quote {
            editor.deposit_percent = quote.deposit_percent.to_string();
            editor.discount = amount(quote.totals.discount);
            editor.message.clone_from(&quote.message);
            for line in &quote.lines {
                editor.repeat(line);
            }
            for fee in &quote.fees {
                let key = editor.key();
                editor.fees.push(EditorFee {
                    key,
                    name: fee.name.clone(),
                    amount: amount(fee.amount),
                });
            }
            return editor;
        }
        match page.package.as_ref().and_then(|id| tenant.catering.package(id)) {
            Some(package) => {
                let qty = package.price.quantity(page.guests);
                editor.push(Source::Package, package.id.as_str(), &package.name, qty);
            }
            None => editor.push(Source::Free, "", "", 1),
        }
        editor
    }

    fn repeat(&mut self, line: &QuoteLine) {
        let (source, id) = match &line.source {
            QuoteSource::Package(id) => (Source::Package, id.to_string()),
            QuoteSource::Dish(id) => (Source::Dish, id.to_string()),
            QuoteSource::Free => (Source::Free, String::new()),
        };
        let free = source == Source::Free;
        let key = self.key();
        self.lines.push(EditorLine {
            key,
            source,
            id,
            name: line.name.clone(),
            qty: line.qty.to_string(),
            price: if free {
                amount(line.unit_price)
            } else {
                String::new()
            },
            note: or_empty(&line.note).to_owned(),
        });
    }

    fn key(&mut self) -> u32 {
        self.next_key = self.next_key.wrapping_add(1);
        self.next_key
    }

    /// One line more, with its name as it is shown.
    pub fn push(&mut self, source: Source, id: &str, name: &str, qty: u32) {
        let key = self.key();
        self.lines.push(EditorLine {
            key,
            source,
            id: id.to_owned(),
            name: name.to_owned(),
            qty: qty.to_string(),
            price: String::new(),
            note: String::new(),
        });
    }

    /// The number of guests, where it can be read.
    pub fn guests(&self) -> u32 {
        self.guests.trim().parse().unwrap_or_default()
    }

    /// One fee more.
    pub fn push_fee(&mut self) {
        let key = self.key();
        self.fees.push(EditorFee {
            key,
            name: String::new(),
            amount: String::new(),
        });
    }

    /// The draft that is sent; what is no number is what the rules refuse.
    pub fn draft(&self) -> QuoteDraft {
        let line = |line: &EditorLine| QuoteDraftLine {
            package: (line.source == Source::Package).then(|| line.id.clone()),
            product: (line.source == Source::Dish).then(|| line.id.clone()),
            name: match line.source {
                Source::Free => line.name.clone(),
                Source::Package | Source::Dish => String::new(),
            },
            qty: line.qty.trim().parse().unwrap_or_default(),
            unit_price_cents: soles(&line.price).unwrap_or(NO_AMOUNT),
            note: line.note.clone(),
        };
        let fee = |fee: &EditorFee| QuoteDraftFee {
            name: fee.name.clone(),
            amount_cents: soles(&fee.amount).unwrap_or(NO_AMOUNT),
        };
        QuoteDraft {
            follows: self.follows,
            date: self.date.clone(),
            time: self.time.clone(),
            guests: Some(self.guests()),
            lines: self.lines.iter().map(line).collect(),
            fees: self.fees.iter().map(fee).collect(),
            discount_cents: soles(&self.discount).unwrap_or(NO_AMOUNT),
            // What is no percentage is too much.
            deposit_percent: Some(self.deposit_percent.trim().parse().unwrap_or(u8::MAX)),
            valid_until: Some(self.valid_until.trim().to_owned()).filter(|date| !date.is_empty()),
            message: self.message.clone(),
        }
    }

    /// The sums of what is typed so far; what cannot be read yet counts as nothing.
    pub fn totals(&self, tenant: &Tenant, catalog: &Catalog) -> QuoteTotals {
        let lines: Vec<QuoteLine> = self
            .lines
            .iter()
            .map(|line| {
                let unit_price = unit_price(line, tenant, catalog).max(Money::ZERO);
                let qty = line.qty.trim().parse::<u32>().unwrap_or_default();
                QuoteLine {
                    source: QuoteSource::Free,
                    name: String::new(),
                    qty,
                    unit_price,
                    subtotal: unit_price * qty,
                    note: None,
                }
            })
            .collect();
        let fees: Vec<QuoteFee> = self
            .fees
            .iter()
            .map(|fee| QuoteFee {
                name: String::new(),
                amount: soles(&fee.amount).unwrap_or_default().max(Money::ZERO),
            })
            .collect();
        let percent = self.deposit_percent.trim().parse().unwrap_or_default();
        let day = Date::parse(self.date.trim()).unwrap_or(Date(0));
        let discount = soles(&self.discount).unwrap_or_default();
        QuoteTotals::of(&lines, &fees, discount, percent, tenant.tax_basis_points(day))
    }
}

/// What one of a line costs, as far as is known.
pub fn unit_price(line: &EditorLine, tenant: &Tenant, catalog: &Catalog) -> Money {
    let found = match line.source {
        Source::Package => Slug::parse(&line.id)
            .ok()
            .and_then(|id| tenant.catering.package(&id))
            .map(|package| package.price.unit()),
        Source::Dish => ProductId::parse(&line.id)
            .ok()
            .and_then(|id| catalog.product(&id))
            .map(|product| product.price),
        Source::Free => soles(&line.price),
    };
    found.unwrap_or_default()
}

/// The first dishes that are sold now and have all words; none while nothing is searched for.
pub fn dishes<'a>(catalog: &'a Catalog, words: &str) -> Vec<&'a Product> {
    if words.trim().is_empty() {
        return Vec::new();
    }
    let found = catalog.search(words).into_iter();
    found.filter(|dish| dish.available()).take(MAX_FOUND).collect()
}

fn amount(amount: Money) -> String {
    match amount {
        Money::ZERO => String::new(),
        amount => amount.decimal(),
    }
}

/// The request as the rules know it, so that a draft is checked here by the rules of the server.
pub fn request_of(view: &CateringView, tenant: &Tenant) -> CateringRequest {
    let page = &view.page;
    let wanted = Wanted {
        occasion: Line::parse(&page.occasion).ok(),
        at: page.at,
        day: tenant.zone.date(page.at),
        guests: page.guests,
        fulfilment: page.fulfilment.clone(),
        package: page.package.clone(),
        diet: Note::parse(&page.diet).ok(),
        budget: page.budget_cents,
        name: page.contact.name.clone(),
        phone: Phone::parse(&page.contact.phone).ok(),
        email: Email::parse(&page.contact.email).ok(),
        company: Line::parse(&page.contact.company).ok(),
        ruc: Ruc::parse(&page.contact.ruc).ok(),
    };
    let request = CateringRequest::new(
        page.id.clone(),
        page.number,
        view.customer_id.clone(),
        None,
        wanted,
        page.requested_at,
    );
    CateringRequest {
        quotes: view.quotes.clone(),
        state: match page.quote {
            Some(_) => State::Quoted {
                wants_change: page.wants_change,
            },
            None => State::New,
        },
        ..request
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{actor, now, quoted, request, tenant};
    use super::*;
    use domain::catering::{CateringProblem, Quote};

    fn today() -> Date {
        tenant().zone.date(now())
    }

    fn checked(editor: &Editor, view: &CateringView) -> Result<Quote, Vec<(String, CateringProblem)>> {
        let known = request_of(view, &tenant());
        editor
            .draft()
            .checked(&known, &tenant(), &Catalog::default(), &actor(), now())
    }

    #[test]
    fn a_first_quote_begins_with_the_package_that_was_asked_for() {
        let editor = Editor::of(&request(), &tenant(), today());
        assert_eq!(editor.lines.len(), 1);
        assert_eq!(
            (editor.lines[0].name.as_str(), editor.lines[0].qty.as_str()),
            ("Parrillera", "2")
        );
        assert_eq!(
            (editor.date.as_str(), editor.time.as_str()),
            ("2026-12-04", "13:00")
        );
        let totals = editor.totals(&tenant(), &Catalog::default());
        assert_eq!((totals.total, totals.deposit), (Money(149_800), Money(44_940)));
        assert_eq!(editor.valid_until, "2026-12-03");
        assert_eq!(checked(&editor, &request()).unwrap().totals, totals);
    }

    #[test]
    fn another_version_begins_with_the_one_before() {
        let editor = Editor::of(&quoted(), &tenant(), today());
        assert_eq!((editor.follows, editor.lines[0].price.as_str()), (1, "1500.00"));
        assert_eq!(checked(&editor, &quoted()).unwrap().version, 2);
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        assert_eq!(soles("S/ 1,500.5"), Some(Money(150_050)));
        assert_eq!(soles(" "), Some(Money::ZERO));
        assert_eq!(soles("mil"), None);
    }

    #[test]
    fn what_cannot_be_read_is_refused_at_its_field_and_counts_as_nothing() {
        let mut editor = Editor::of(&request(), &tenant(), today());
        editor.lines[0].qty = "muchos".into();
        editor.deposit_percent = "todo".into();
        editor.push_fee();
        editor.fees[0].amount = "gratis".into();
        editor.date = "mañana".into();
        let wrong = checked(&editor, &request()).unwrap_err();
        let at: Vec<&str> = wrong.iter().map(|(pointer, _)| pointer.as_str()).collect();
        let expected = [
            "/date",
            "/lines/0/qty",
            "/fees/0/name",
            "/fees/0/amountCents",
            "/depositPercent",
        ];
        assert_eq!(at, expected);
        assert_eq!(editor.totals(&tenant(), &Catalog::default()).total, Money::ZERO);
    }

    #[test]
    fn lines_keep_their_keys() {
        let mut editor = Editor::of(&request(), &tenant(), today());
        editor.push(Source::Free, "", "", 1);
        editor.lines.remove(0);
        editor.push(Source::Dish, "pollo_1_4", "¼ de pollo", 40);
        let keys: Vec<u32> = editor.lines.iter().map(|line| line.key).collect();
        assert_eq!(keys, [2, 3]);
        assert_eq!(editor.draft().lines[1].product.as_deref(), Some("pollo_1_4"));
    }
}
