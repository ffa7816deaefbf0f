//! Orders for later: when a customer may ask for one, and when the kitchen begins with it.

use super::fulfilment::FulfilmentKind;
pub use super::service_hours::ServiceHours;
use super::stage::{Stage, StageTargets};
use super::tenant::Tenant;
use super::time::MINUTE_MS;
use super::{Date, Timestamp};
use serde::{Deserialize, Serialize};

/// Times are offered in steps of this many minutes.
pub const SLOT_MINUTES: i64 = 15;
/// An order may be placed for today and this many days after it.
pub const DAYS_AHEAD: i32 = 6;

const DAY_MINUTES: i64 = 24 * 60;

/// An order for later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schedule {
    /// When the customer wants to have it.
    pub at: Timestamp,
    /// When the kitchen begins, so that it is there in time by the restaurant's own targets.
    pub cook_from: Timestamp,
}

/// Why an order cannot be had at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleProblem {
    /// It cannot be ready by then; at the earliest at `earliest`.
    TooSoon { earliest: Timestamp },
    /// More than [`DAYS_AHEAD`] days away.
    TooFar,
    /// Outside of the hours in which the restaurant hands orders over.
    Closed { hours: ServiceHours },
}

impl Schedule {
    /// An order for `at`, or why not.
    pub fn new(
        tenant: &Tenant,
        kind: FulfilmentKind,
        at: Timestamp,
        now: Timestamp,
    ) -> Result<Schedule, ScheduleProblem> {
        let lead = lead_minutes(&tenant.targets, kind);
        let earliest = now.plus_minutes(lead);
        if at < earliest {
            return Err(ScheduleProblem::TooSoon { earliest });
        }
        let (day, hours) = (tenant.zone.date(at), tenant.hours);
        if day > tenant.zone.date(now).plus_days(DAYS_AHEAD) {
            return Err(ScheduleProblem::TooFar);
        }
        let minutes = at.since_ms(tenant.zone.midnight(day)) / MINUTE_MS;
        if minutes < i64::from(hours.opens) || minutes > i64::from(hours.closes) {
            return Err(ScheduleProblem::Closed { hours });
        }
        Ok(Schedule {
            at,
            cook_from: at.plus_minutes(-lead),
        })
    }
}

/// The times on a day that can still be had, earliest first.
pub fn slots(tenant: &Tenant, kind: FulfilmentKind, day: Date, now: Timestamp) -> Vec<Timestamp> {
    let midnight = tenant.zone.midnight(day);
    (0..DAY_MINUTES / SLOT_MINUTES)
        .map(|slot| midnight.plus_minutes(slot * SLOT_MINUTES))
        .filter(|at| Schedule::new(tenant, kind, *at, now).is_ok())
        .collect()
}

/// The days on which something can still be had, today first.
pub fn days(tenant: &Tenant, kind: FulfilmentKind, now: Timestamp) -> Vec<Date> {
    let today = tenant.zone.date(now);
    (0..=DAYS_AHEAD)
        .map(|ahead| today.plus_days(ahead))
        .filter(|day| !slots(tenant, kind, *day, now).is_empty())
        .collect()
}

/// From the first pan to the customer, in minutes, by the targets. A customer who picks up waits for no driver.
pub fn lead_minutes(targets: &StageTargets, kind: FulfilmentKind) -> i64 {
    Stage::Cooking.minutes_to_end(targets, kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cart::tests;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(&format!("2026-11-{text}:00-05:00")).unwrap()
    }

    /// Cooking 12, packaging 5, delivery 30 minutes.
    fn tenant() -> Tenant {
        Tenant {
            targets: StageTargets {
                cooking: 12,
                packaging: 5,
                delivery: 30,
            },
            hours: ServiceHours::default(),
            ..tests::tenant()
        }
    }

    fn scheduled(wanted: &str, now: &str) -> Result<Schedule, ScheduleProblem> {
        Schedule::new(&tenant(), FulfilmentKind::Delivery, at(wanted), at(now))
    }

    #[test]
    fn the_kitchen_begins_early_enough() {
        assert_eq!(
            scheduled("22T20:00", "22T13:00").unwrap().cook_from,
            at("22T19:13")
        );
        let pickup = Schedule::new(&tenant(), FulfilmentKind::Pickup, at("22T20:00"), at("22T13:00"));
        assert_eq!(pickup.unwrap().cook_from, at("22T19:43"));
    }

    #[test]
    fn what_cannot_be_ready_is_refused_with_the_earliest_time() {
        assert!(scheduled("22T13:47", "22T13:00").is_ok());
        assert_eq!(
            scheduled("22T13:46", "22T13:00"),
            Err(ScheduleProblem::TooSoon {
                earliest: at("22T13:47")
            })
        );
    }

    #[test]
    fn only_in_the_hours_of_the_next_days() {
        let closed = Err(ScheduleProblem::Closed {
            hours: ServiceHours::default(),
        });
        assert_eq!(scheduled("23T11:59", "22T13:00"), closed);
        assert!(scheduled("23T12:00", "22T13:00").is_ok());
        assert!(scheduled("23T23:00", "22T13:00").is_ok());
        assert_eq!(scheduled("23T23:01", "22T13:00"), closed);
        assert!(scheduled("28T12:00", "22T23:59").is_ok());
        assert_eq!(scheduled("29T12:00", "22T23:59"), Err(ScheduleProblem::TooFar));
    }

    #[test]
    fn slots_are_what_can_still_be_had() {
        let kind = FulfilmentKind::Delivery;
        let today = slots(
            &tenant(),
            kind,
            tenant().zone.date(at("22T13:00")),
            at("22T21:50"),
        );
        assert_eq!(today, [at("22T22:45"), at("22T23:00")]);
        let days = days(&tenant(), kind, at("22T22:30"));
        assert_eq!(
            days.first().map(ToString::to_string).as_deref(),
            Some("2026-11-23")
        );
        assert_eq!(days.len(), 6);
    }
}
