//! What is filled in to ask for catering: kept in the browser until it is sent, checked before.

mod day;
mod owed;
mod progress;

#[cfg(test)]
mod tests;

pub use day::{Answered, DaySaid, asked, said};
pub use owed::{due, part_named, part_of_word, stand};
pub use progress::{Step, of_quote, shown_status, steps};

use ::texts::now::{catering as problems, storefront, storefront::catering as texts};
use api::catering::NewCatering;
use domain::cart::FulfilmentKind;
use domain::catering::{CateringForm, PackagePrice};
use domain::customer::Address;
use domain::order::Fulfilment;
use domain::tenant::Tenant;
use domain::written::is_left_out;
use domain::{Money, Slug, Timestamp};
use serde::{Deserialize, Serialize};
use ui::attempt::Attempt;
use ui::storage;

pub(super) const KEPT: &str = "catering";
pub(super) const ATTEMPT: &str = "catering-attempt";

/// What was filled in so far, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub occasion: String,
    pub date: String,
    pub time: String,
    pub guests: String,
    pub kind: FulfilmentKind,
    pub line: String,
    pub district: String,
    pub reference: String,
    pub branch: Option<Slug>,
    /// Advice is wanted when `None`.
    pub package: Option<Slug>,
    pub diet: String,
    pub budget: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub company: String,
    pub ruc: String,
}

/// A field of the form, by the id of its element.
pub type FieldId = &'static str;

/// The fields in the order of the form, with the names that people see.
pub const FIELDS: [(FieldId, &str); 16] = [
    ("package", texts::PACKAGE),
    ("occasion", texts::OCCASION),
    ("date", texts::DATE),
    ("time", texts::TIME),
    ("guests", texts::GUESTS),
    ("branch", storefront::BRANCH),
    ("address-line", storefront::ADDRESS),
    ("district", storefront::DISTRICT),
    ("reference", storefront::REFERENCE),
    ("diet", texts::DIET),
    ("budget", texts::BUDGET),
    ("name", texts::NAME),
    ("phone", texts::PHONE),
    ("email", texts::EMAIL),
    ("company", texts::COMPANY),
    ("ruc", texts::RUC),
];

impl Draft {
    pub fn kept() -> Draft {
        storage::load(KEPT).unwrap_or_default()
    }

    pub fn keep(&self) {
        storage::save(KEPT, self);
    }

    /// The number of guests, where it is one.
    pub fn guests(&self) -> Option<u32> {
        self.guests.trim().parse().ok()
    }

    /// The form that is sent. What is no number counts as none, and [`check`] says so.
    fn form(&self, tenant: &Tenant) -> CateringForm {
        let branch = self.branch.clone().or_else(|| match tenant.branches.as_slice() {
            [only] => Some(only.id.clone()),
            _ => None,
        });
        let fulfilment = match self.kind {
            FulfilmentKind::Delivery => Some(Fulfilment::Delivery {
                address: Address {
                    line: self.line.clone(),
                    district: self.district.clone(),
                    reference: self.reference.clone(),
                },
            }),
            FulfilmentKind::Pickup => branch.map(|branch| Fulfilment::Pickup { branch }),
        };
        CateringForm {
            occasion: self.occasion.clone(),
            date: self.date.clone(),
            time: self.time.clone(),
            guests: self.guests().unwrap_or_default(),
            fulfilment,
            package: self.package.clone(),
            diet: self.diet.clone(),
            budget_cents: soles(&self.budget).unwrap_or_default(),
            name: self.name.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            company: self.company.clone(),
            ruc: self.ruc.clone(),
        }
    }

    /// What the package costs for these guests, before any quote.
    pub fn reference_price(&self, tenant: &Tenant) -> Option<Money> {
        let package = tenant.catering.package(self.package.as_ref()?)?;
        let guests = self.guests().filter(|guests| *guests > 0)?;
        Some(package.price.estimate(guests))
    }
}

/// How many guests a package suggests.
pub fn suggested_guests(price: PackagePrice) -> u32 {
    match price {
        PackagePrice::Whole { people, .. } => people,
        PackagePrice::PerPerson { from, .. } => from,
    }
}

/// An amount in soles as people write it: `1500`, `1,500.50`, `S/ 1500`. `Ok(None)` when nothing was written.
fn soles(text: &str) -> Result<Option<Money>, ()> {
    let text: String = text
        .trim()
        .trim_start_matches("S/")
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != ',')
        .collect();
    match text.as_str() {
        "" => Ok(None),
        text => Money::from_decimal(text).map(Some).ok_or(()),
    }
}

/// The form to send, or everything that is wrong, in the order of the form. `answer` is what the server said of a day last.
pub fn check(
    draft: &Draft,
    answer: Option<&Answered>,
    tenant: &Tenant,
    now: Timestamp,
) -> Result<CateringForm, Vec<(FieldId, String)>> {
    let form = draft.form(tenant);
    let mut wrong: Vec<(FieldId, String)> = Vec::new();
    if let DaySaid::Wrong { text, .. } = said(draft, answer, tenant, now) {
        wrong.push(("date", text));
    }
    if let Err(found) = form.checked(tenant, false, now) {
        for (pointer, problem) in found {
            let Some(field) = field_of(&pointer) else { continue };
            let text = match field {
                "address-line" if is_left_out(&draft.line) => storefront::ADDRESS_MISSING.to_owned(),
                "guests" if draft.guests().is_none() => texts::GUESTS_WRONG.to_owned(),
                _ => problems::problem(problem, tenant, now),
            };
            wrong.push((field, text));
        }
    }
    if draft.kind == FulfilmentKind::Delivery && is_left_out(&draft.district) {
        wrong.push(("district", storefront::DISTRICT_MISSING.to_owned()));
    }
    if soles(&draft.budget).is_err() {
        wrong.push(("budget", texts::AMOUNT_WRONG.to_owned()));
    }
    match wrong.is_empty() {
        true => Ok(form),
        false => Err(in_order(wrong)),
    }
}

/// As the form goes, each field once.
pub fn in_order(mut wrong: Vec<(FieldId, String)>) -> Vec<(FieldId, String)> {
    let place = |id: &str| FIELDS.iter().position(|(field, _)| *field == id);
    wrong.sort_by_key(|(field, _)| place(field));
    wrong.dedup_by(|one, other| one.0 == other.0);
    wrong
}

/// The field that the rules and the server speak of, by its JSON pointer.
pub fn field_of(pointer: &str) -> Option<FieldId> {
    let part = match pointer.rsplit('/').next()? {
        "line" | "address" => "address-line",
        "fulfilment" | "branch" => "branch",
        "budgetCents" => "budget",
        part => part,
    };
    let found = FIELDS.into_iter().find(|(field, _)| *field == part);
    found.map(|(field, _)| field)
}

/// What people call a field.
pub fn label(field: &str) -> &'static str {
    let known = FIELDS.into_iter().find(|(id, _)| *id == field);
    known.map_or("", |(_, name)| name)
}

/// Gives the form its key: the same until it is known to be stored, also after changes and a reload, so that sending it twice is
/// asking once.
pub fn with_key(form: CateringForm, website: String) -> NewCatering {
    let attempt = Attempt::of(ATTEMPT, &form);
    NewCatering {
        idempotency_key: attempt.key,
        form,
        website,
    }
}

/// The one with this key was stored: the next one is another.
pub fn forget(key: &str) {
    forget_attempt(key);
    storage::forget(KEPT);
}

/// What was written is stored, but somebody has left the form meanwhile, and may have come back to it: what was written there
/// since stays, and the same once more is still the same request.
pub fn forget_draft(sent: &Draft) {
    if &Draft::kept() == sent {
        storage::forget(KEPT);
    }
}

/// The one with this key was stored: what is sent next is another.
pub fn forget_attempt(key: &str) {
    Attempt::forget(ATTEMPT, key);
}
