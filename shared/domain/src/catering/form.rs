//! What somebody asks for, as it is written in the form and as it is stored.

use super::days::{DayProblem, check_day};
use crate::customer::{FieldProblem, check_name};
use crate::order::Fulfilment;
use crate::tenant::Tenant;
use crate::written;
use crate::written::{Email, Line, Note, Phone, Ruc};
use crate::{Date, Money, Slug, Timestamp};
use serde::{Deserialize, Serialize};

/// Largest budget that can be named: S/ 1,000,000.00.
pub const MAX_BUDGET: Money = Money(100_000_000);

/// The form as it is written, read by browser and server with [`CateringForm::checked`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CateringForm {
    /// 2 to 80 characters.
    pub occasion: String,
    /// `2026-12-04`, in the restaurant's zone.
    pub date: String,
    /// `13:00`, in the restaurant's zone.
    pub time: String,
    pub guests: u32,
    /// Delivery to an address, or pickup at a branch.
    pub fulfilment: Option<Fulfilment>,
    /// One of the restaurant's packages; advice is wanted when it is left out.
    pub package: Option<Slug>,
    /// Diet and allergies, up to 500 characters.
    pub diet: String,
    /// In cents.
    pub budget_cents: Option<Money>,
    pub name: String,
    pub phone: String,
    pub email: String,
    /// Up to 120 characters; needed with a RUC.
    pub company: String,
    pub ruc: String,
}

/// What a request is for, such as a birthday.
pub type Occasion = Line<80, 2>;
/// Diet and allergies.
pub type Diet = Note<500>;
/// The name of a company that asks.
pub type Company = Line<120>;

/// The wishes of a request, checked. What a person wrote in it is absent once they were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    #[serde(with = "written::blank")]
    pub occasion: Option<Occasion>,
    pub at: Timestamp,
    /// The day of `at` in the restaurant's zone.
    pub day: Date,
    pub guests: u32,
    pub fulfilment: Fulfilment,
    /// `None` when the customer wants advice.
    pub package: Option<Slug>,
    #[serde(with = "written::blank")]
    pub diet: Option<Diet>,
    pub budget: Option<Money>,
    pub name: String,
    #[serde(with = "written::blank")]
    pub phone: Option<Phone>,
    /// Absent too where the staff entered a request without one.
    #[serde(with = "written::blank")]
    pub email: Option<Email>,
    /// Absent for a person.
    #[serde(with = "written::blank")]
    pub company: Option<Company>,
    #[serde(with = "written::blank")]
    pub ruc: Option<Ruc>,
}

/// What is wrong with a field of the form, or of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CateringProblem {
    Field(FieldProblem),
    NoDate,
    NoTime,
    Day(DayProblem),
    Guests {
        min: u32,
        max: u32,
    },
    UnknownPackage,
    /// The package is made for at least this many guests.
    PackageGuests {
        from: u32,
    },
    /// Neither delivery nor pickup was chosen.
    NoPlace,
    UnknownBranch,
    /// Not an amount that can be used.
    Amount {
        max: Money,
    },
    /// Not a quantity from 1 to `max`.
    Quantity {
        max: u32,
    },
    NoLines,
    TooManyLines {
        max: usize,
    },
    UnknownProduct,
    /// Off the menu, or sold out.
    Unavailable,
    /// More is taken off than there is.
    DiscountTooLarge,
    Percent,
    /// The quote would be over before it begins, or end after the event.
    ValidUntil,
    /// A company without its RUC, or a RUC without its company.
    CompanyAndRuc,
}

impl From<FieldProblem> for CateringProblem {
    fn from(problem: FieldProblem) -> CateringProblem {
        CateringProblem::Field(problem)
    }
}

/// Fields that cannot be used, each by its JSON pointer.
pub type CateringProblems = Vec<(String, CateringProblem)>;

impl CateringForm {
    /// Reads the form. What is taken of a day by others only the server knows. `staff` may enter a request at shorter
    /// notice, and without an e-mail address.
    pub fn checked(&self, tenant: &Tenant, staff: bool, now: Timestamp) -> Result<Wanted, CateringProblems> {
        let mut wrong: CateringProblems = Vec::new();
        let settings = &tenant.catering;
        let occasion = or_note(&mut wrong, "/occasion", Occasion::parse(&self.occasion).map(Some));
        let (at, day) = match self.at(tenant) {
            Err(problems) => {
                wrong.extend(problems);
                (now, tenant.zone.date(now))
            }
            Ok(at) => match check_day(tenant, at, now) {
                Ok(day) => (at, day),
                Err(DayProblem::TooSoon { .. }) if staff && at > now => (at, tenant.zone.date(at)),
                Err(problem) => {
                    wrong.push(("/date".to_owned(), CateringProblem::Day(problem)));
                    (at, tenant.zone.date(at))
                }
            },
        };
        if !(settings.min_guests..=settings.max_guests).contains(&self.guests) {
            let (min, max) = (settings.min_guests, settings.max_guests);
            wrong.push(("/guests".to_owned(), CateringProblem::Guests { min, max }));
        }
        let package = self.package.as_ref();
        match package.map(|id| settings.package(id)) {
            Some(None) => wrong.push(("/package".to_owned(), CateringProblem::UnknownPackage)),
            Some(Some(package)) if self.guests < package.price.from_guests() => {
                let from = package.price.from_guests();
                wrong.push(("/package".to_owned(), CateringProblem::PackageGuests { from }));
            }
            _ => {}
        }
        let fulfilment = self.place(tenant, &mut wrong);
        let diet = or_note(&mut wrong, "/diet", written::optional(&self.diet, Diet::parse));
        let budget = self.budget_cents.filter(|budget| *budget != Money::ZERO);
        if budget.is_some_and(|budget| !(Money(1)..=MAX_BUDGET).contains(&budget)) {
            wrong.push((
                "/budgetCents".to_owned(),
                CateringProblem::Amount { max: MAX_BUDGET },
            ));
        }
        let name = or_note(&mut wrong, "/name", check_name(&self.name));
        let phone = or_note(&mut wrong, "/phone", Phone::parse(&self.phone).map(Some));
        let email = match staff {
            true => written::optional(&self.email, Email::parse),
            false => Email::parse(&self.email).map(Some),
        };
        let email = or_note(&mut wrong, "/email", email);
        let (company, ruc) = self.company(&mut wrong);
        match fulfilment {
            Some(fulfilment) if wrong.is_empty() => Ok(Wanted {
                occasion,
                at,
                day,
                guests: self.guests,
                fulfilment,
                package: self.package.clone(),
                diet,
                budget,
                name,
                phone,
                email,
                company,
                ruc,
            }),
            _ => Err(wrong),
        }
    }

    /// The instant of date and time, or which of the two cannot be read.
    pub fn at(&self, tenant: &Tenant) -> Result<Timestamp, CateringProblems> {
        instant(&self.date, &self.time, tenant)
    }

    fn place(&self, tenant: &Tenant, wrong: &mut CateringProblems) -> Option<Fulfilment> {
        match &self.fulfilment {
            None => {
                wrong.push(("/fulfilment".to_owned(), CateringProblem::NoPlace));
                None
            }
            Some(Fulfilment::Pickup { branch }) => {
                if tenant.branches.iter().any(|known| &known.id == branch) {
                    return self.fulfilment.clone();
                }
                wrong.push(("/fulfilment/branch".to_owned(), CateringProblem::UnknownBranch));
                None
            }
            Some(Fulfilment::Delivery { address }) => {
                let read = address
                    .checked()
                    .and_then(|address| match address.district.is_empty() {
                        true => Err(("district", FieldProblem::Missing)),
                        false => Ok(address),
                    });
                match read {
                    Ok(address) => Some(Fulfilment::Delivery { address }),
                    Err((part, problem)) => {
                        wrong.push((format!("/fulfilment/address/{part}"), problem.into()));
                        None
                    }
                }
            }
        }
    }

    fn company(&self, wrong: &mut CateringProblems) -> (Option<Company>, Option<Ruc>) {
        let company = written::optional(&self.company, Company::parse);
        let company = or_note(wrong, "/company", company);
        let ruc = or_note(wrong, "/ruc", written::optional(&self.ruc, Ruc::parse));
        if !written::is_left_out(&self.ruc) && written::is_left_out(&self.company) {
            wrong.push(("/company".to_owned(), CateringProblem::CompanyAndRuc));
        }
        (company, ruc)
    }
}

/// The instant of a date and a time as they are written, or which of the two cannot be read.
pub fn instant(date: &str, time: &str, tenant: &Tenant) -> Result<Timestamp, CateringProblems> {
    match (Date::parse(date.trim()), minutes(time.trim())) {
        (Some(date), Some(minutes)) => Ok(tenant.zone.at(date, minutes)),
        (date, minutes) => {
            let date = date
                .is_none()
                .then_some(("/date".to_owned(), CateringProblem::NoDate));
            let time = minutes
                .is_none()
                .then_some(("/time".to_owned(), CateringProblem::NoTime));
            Err(date.into_iter().chain(time).collect())
        }
    }
}

/// Minutes after midnight of `13:00`.
fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str, most: u16| {
        let digits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u16>().ok().filter(|value| digits && *value <= most)
    };
    Some(number(hour, 23)? * 60 + number(minute, 59)?)
}

/// A note that may stay empty.
pub(super) fn optional_note(text: &str, longest: usize) -> Result<String, FieldProblem> {
    match written::note(text, 1, longest) {
        Err(FieldProblem::Missing) => Ok(String::new()),
        read => read,
    }
}

/// What was read, or nothing and a remark of what is wrong.
pub(super) fn or_note<T: Default>(
    wrong: &mut CateringProblems,
    pointer: impl Into<String>,
    read: Result<T, FieldProblem>,
) -> T {
    read.unwrap_or_else(|problem| {
        wrong.push((pointer.into(), problem.into()));
        T::default()
    })
}
