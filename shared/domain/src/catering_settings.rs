//! What a restaurant decides about its catering: packages, and rules as numbers.

use crate::written::optional_line;
use crate::{Money, Slug};
use serde::{Deserialize, Serialize};

/// A request may be for a day up to this many days ahead.
pub const MAX_DAYS_AHEAD: i32 = 365;
/// Bounds of every time in hours that a restaurant may set: up to 30 days.
pub const MAX_HOURS: u16 = 30 * 24;
/// Bound of the number of guests that a restaurant may set.
pub const MAX_GUESTS: u32 = 2_000;
/// Maximum number of packages of a restaurant.
pub const MAX_PACKAGES: usize = 20;

/// The rules of a restaurant's catering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CateringSettings {
    /// In the order in which they are shown.
    pub packages: Vec<CateringPackage>,
    /// Hours between a request and its event, at least.
    pub notice_hours: u16,
    /// The smallest and the largest number of guests, 1 to [`MAX_GUESTS`].
    pub min_guests: u32,
    pub max_guests: u32,
    /// How much one day can hold; no limit when `None`.
    pub daily_limit: Option<DailyLimit>,
    /// Part of the total that is paid to accept a quote, 0 to 100 percent, unless a quote says otherwise.
    pub deposit_percent: u8,
    /// Days for which a quote is valid unless it says otherwise, 1 to 60.
    pub quote_days: u16,
    /// A request or a wish for changes that is unanswered for longer is an alarm.
    pub answer_hours: u16,
    /// The balance is due this many hours before the event; later an open one is an alarm.
    pub balance_hours: u16,
    /// Until this many hours before the event all money goes back to a customer who cancels; later the deposit is kept.
    pub free_cancel_hours: u16,
}

/// What one day can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "unit", content = "most")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DailyLimit {
    /// Guests of all events together.
    Guests(u32),
    Events(u32),
}

/// Dishes for many, ready to be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CateringPackage {
    pub id: Slug,
    pub name: String,
    /// One line about it.
    pub description: String,
    /// What is in it, an entry each.
    pub contents: Vec<String>,
    /// Where the picture is, relative to the site.
    pub image: String,
    pub price: PackagePrice,
}

/// What a package costs, tax included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PackagePrice {
    /// For this many people; more people take several.
    Whole { people: u32, price: Money },
    /// For each person, from this many people on.
    PerPerson { from: u32, price: Money },
}

impl Default for CateringSettings {
    fn default() -> CateringSettings {
        CateringSettings {
            packages: Vec::new(),
            notice_hours: 48,
            min_guests: 10,
            max_guests: 300,
            daily_limit: None,
            deposit_percent: 30,
            quote_days: 7,
            answer_hours: 24,
            balance_hours: 24,
            free_cancel_hours: 48,
        }
    }
}

impl CateringSettings {
    pub fn package(&self, id: &Slug) -> Option<&CateringPackage> {
        self.packages.iter().find(|package| &package.id == id)
    }
}

/// Longest texts of a package, in characters, and how many entries its contents have at most.
pub const MAX_PACKAGE_NAME: usize = 80;
pub const MAX_PACKAGE_ABOUT: usize = 200;
pub const MAX_CONTENT: usize = 120;

impl CateringSettings {
    /// Takes out of the texts what nobody sees, and entries without any.
    pub fn tidy(&mut self) {
        let tidied = |text: &mut String, longest| {
            if let Ok(tidy) = optional_line(text, longest) {
                *text = tidy;
            }
        };
        for package in &mut self.packages {
            tidied(&mut package.name, MAX_PACKAGE_NAME);
            tidied(&mut package.description, MAX_PACKAGE_ABOUT);
            package
                .contents
                .iter_mut()
                .for_each(|entry| tidied(entry, MAX_CONTENT));
            package.contents.retain(|entry| !entry.is_empty());
        }
    }
}

impl PackagePrice {
    /// How many of it a number of guests takes.
    pub fn quantity(self, guests: u32) -> u32 {
        match self {
            PackagePrice::Whole { people, .. } => guests.div_ceil(people.max(1)).max(1),
            PackagePrice::PerPerson { .. } => guests,
        }
    }

    /// What one costs.
    pub fn unit(self) -> Money {
        match self {
            PackagePrice::Whole { price, .. } | PackagePrice::PerPerson { price, .. } => price,
        }
    }

    /// What it costs a person, rounded up to a cent.
    pub fn per_person(self) -> Money {
        match self {
            PackagePrice::Whole { people, price } => {
                let people = i64::from(people.max(1));
                Money((price.cents().saturating_add(people - 1)).div_euclid(people))
            }
            PackagePrice::PerPerson { price, .. } => price,
        }
    }

    /// What it costs for a number of guests, before any quote.
    pub fn estimate(self, guests: u32) -> Money {
        self.unit() * self.quantity(guests)
    }

    /// The smallest number of guests it is made for.
    pub fn from_guests(self) -> u32 {
        match self {
            PackagePrice::Whole { .. } => 1,
            PackagePrice::PerPerson { from, .. } => from,
        }
    }
}
