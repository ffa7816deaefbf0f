//! The times that an order for later can still be had at.

use shared::domain::cart::FulfilmentKind;
use shared::domain::schedule::{days, slots};
use shared::domain::tenant::Tenant;
use shared::domain::{Date, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    /// The first time that can be had on it.
    pub first: Timestamp,
}

/// What there is to choose from, and what is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    pub days: Vec<Day>,
    /// The chosen day.
    pub day: Option<Date>,
    /// The times of the chosen day.
    pub slots: Vec<Timestamp>,
    /// The chosen time. It stays among the times when it can no longer be had, until another one is chosen.
    pub chosen: Option<Timestamp>,
}

pub fn offer(tenant: &Tenant, kind: FulfilmentKind, wanted: Option<Timestamp>, now: Timestamp) -> Offer {
    let first = |date: Date| {
        let first = slots(tenant, kind, date, now).first().copied()?;
        Some(Day { date, first })
    };
    let days: Vec<Day> = days(tenant, kind, now).into_iter().filter_map(first).collect();
    let day = wanted.map(|at| tenant.zone.date(at));
    let mut slots = day.map_or_else(Vec::new, |day| slots(tenant, kind, day, now));
    if let Some(at) = wanted
        && !slots.contains(&at)
    {
        slots.push(at);
        slots.sort();
    }
    Offer {
        days,
        day,
        slots,
        chosen: wanted,
    }
}
