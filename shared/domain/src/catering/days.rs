//! Which days can be had.

use crate::catering_settings::{DailyLimit, MAX_DAYS_AHEAD};
use crate::tenant::Tenant;
use crate::time::MINUTE_MS;
use crate::{Date, Timestamp};
use serde::{Deserialize, Serialize};

/// What a request takes of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub day: Date,
    pub guests: u32,
}

/// What is taken of a day by all requests together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayLoad {
    pub guests: u32,
    pub events: u32,
}

/// Why nothing can be had on a day, or at a time of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum DayProblem {
    /// The restaurant needs more notice; at the earliest at `earliest`.
    TooSoon { earliest: Timestamp },
    /// More than [`MAX_DAYS_AHEAD`] days away; at the latest on `latest`.
    TooFar { latest: Date },
    /// The restaurant is closed that day.
    Holiday,
    /// The day cannot hold as many guests, or no more events.
    Full,
}

impl DailyLimit {
    /// Whether a day with this load can take an event with this number of guests.
    pub fn takes(self, load: DayLoad, guests: u32) -> bool {
        match self {
            DailyLimit::Guests(most) => load.guests.saturating_add(guests) <= most,
            DailyLimit::Events(most) => load.events < most,
        }
    }
}

/// Whether an event can be had at a time, apart from what is taken of its day.
pub fn check_day(tenant: &Tenant, at: Timestamp, now: Timestamp) -> Result<Date, DayProblem> {
    let earliest = now.plus_minutes(i64::from(tenant.catering.notice_hours) * 60);
    if at < earliest {
        // The next full minute, so that what is offered can be had.
        let minutes = (earliest.0 + MINUTE_MS - 1).div_euclid(MINUTE_MS);
        return Err(DayProblem::TooSoon {
            earliest: Timestamp(minutes * MINUTE_MS),
        });
    }
    let day = tenant.zone.date(at);
    let latest = tenant.zone.date(now).plus_days(MAX_DAYS_AHEAD);
    if day > latest {
        return Err(DayProblem::TooFar { latest });
    }
    if tenant.holidays.is_holiday(day) {
        return Err(DayProblem::Holiday);
    }
    Ok(day)
}

/// The first day from `from` on that can be had by its load, at this time of the day (what clocks show, in minutes after midnight).
pub fn next_free_day(
    tenant: &Tenant,
    from: Date,
    minutes: u16,
    guests: u32,
    now: Timestamp,
    load: impl Fn(Date) -> DayLoad,
) -> Option<Date> {
    let latest = tenant.zone.date(now).plus_days(MAX_DAYS_AHEAD);
    let limit = tenant.catering.daily_limit;
    let from = from.max(tenant.zone.date(now));
    (0..=MAX_DAYS_AHEAD)
        .map(|ahead| from.plus_days(ahead))
        .take_while(|day| *day <= latest)
        .find(|day| {
            let at = tenant.zone.at(*day, minutes);
            check_day(tenant, at, now).is_ok() && limit.is_none_or(|limit| limit.takes(load(*day), guests))
        })
}
