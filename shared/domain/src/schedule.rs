//! Orders for later: when a customer may ask for one, and when the kitchen begins with it.

use super::fulfilment::FulfilmentKind;
use super::stage::{Stage, StageTargets};
use super::tenant::Tenant;
use super::{Date, Slug, Timestamp};
use serde::{Deserialize, Serialize};

/// Times are offered in steps of this many minutes.
pub const SLOT_MINUTES: u16 = 15;
/// An order may be placed for today and this many days after it.
pub const DAYS_AHEAD: i32 = 6;

const DAY_MINUTES: u16 = 24 * 60;

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
    /// Outside of the hours in which the place hands orders over; it opens at `opens`, if that is within two weeks.
    Closed { opens: Option<Timestamp> },
}

/// How and where a customer is given the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handover<'a> {
    pub kind: FulfilmentKind,
    /// Where it is picked up; `None` for a delivery.
    pub branch: Option<&'a Slug>,
}

impl Schedule {
    /// An order for `at`, or why not.
    pub fn new(
        tenant: &Tenant,
        handover: Handover<'_>,
        at: Timestamp,
        now: Timestamp,
    ) -> Result<Schedule, ScheduleProblem> {
        let lead = lead_minutes(&tenant.targets, handover.kind);
        let branch = tenant.branch_of(handover.branch).map(|branch| &branch.id);
        // While it pauses, the kitchen begins with nothing.
        let begins = tenant.paused_until(branch, now).unwrap_or(now);
        let earliest = begins.plus_minutes(lead);
        if at < earliest {
            return Err(ScheduleProblem::TooSoon { earliest });
        }
        if tenant.zone.date(at) > tenant.zone.date(now).plus_days(DAYS_AHEAD) {
            return Err(ScheduleProblem::TooFar);
        }
        if !tenant.hands_over_at(branch, at) {
            let opens = tenant.opens_after(branch, at);
            return Err(ScheduleProblem::Closed { opens });
        }
        Ok(Schedule {
            at,
            cook_from: at.plus_minutes(-lead),
        })
    }
}

/// The times on a day that can still be had, earliest first. Each stands once on the day's clocks, also where these are changed.
pub fn slots(tenant: &Tenant, handover: Handover<'_>, day: Date, now: Timestamp) -> Vec<Timestamp> {
    let mut times: Vec<Timestamp> = (0..DAY_MINUTES / SLOT_MINUTES)
        .map(|slot| tenant.zone.at(day, slot * SLOT_MINUTES))
        .collect();
    // All times over which clocks are set forward are one instant, and that of the first time after them.
    times.dedup();
    times.retain(|at| Schedule::new(tenant, handover, *at, now).is_ok());
    times
}

/// The days on which something can still be had, today first.
pub fn days(tenant: &Tenant, handover: Handover<'_>, now: Timestamp) -> Vec<Date> {
    let today = tenant.zone.date(now);
    (0..=DAYS_AHEAD)
        .map(|ahead| today.plus_days(ahead))
        .filter(|day| !slots(tenant, handover, *day, now).is_empty())
        .collect()
}

/// The first time that can be had.
pub fn first_slot(tenant: &Tenant, handover: Handover<'_>, now: Timestamp) -> Option<Timestamp> {
    let today = tenant.zone.date(now);
    (0..=DAYS_AHEAD).find_map(|ahead| {
        slots(tenant, handover, today.plus_days(ahead), now)
            .into_iter()
            .next()
    })
}

/// From the first pan to the customer, in minutes, by the targets. A customer who picks up waits for no driver.
pub fn lead_minutes(targets: &StageTargets, kind: FulfilmentKind) -> i64 {
    Stage::Cooking.minutes_to_end(targets, kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cart::tests;
    use crate::opening::Pause;
    use crate::service_hours::WeeklyHours;

    const DELIVERY: Handover<'_> = Handover {
        kind: FulfilmentKind::Delivery,
        branch: None,
    };

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
            hours: WeeklyHours::default(),
            ..tests::tenant()
        }
    }

    fn scheduled(wanted: &str, now: &str) -> Result<Schedule, ScheduleProblem> {
        Schedule::new(&tenant(), DELIVERY, at(wanted), at(now))
    }

    #[test]
    fn the_kitchen_begins_early_enough() {
        assert_eq!(
            scheduled("22T20:00", "22T13:00").unwrap().cook_from,
            at("22T19:13")
        );
        let picked_up = Handover {
            kind: FulfilmentKind::Pickup,
            branch: None,
        };
        let pickup = Schedule::new(&tenant(), picked_up, at("22T20:00"), at("22T13:00"));
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
        let closed = |opens: &str| {
            Err(ScheduleProblem::Closed {
                opens: Some(at(opens)),
            })
        };
        assert_eq!(scheduled("23T11:59", "22T13:00"), closed("23T12:00"));
        assert!(scheduled("23T12:00", "22T13:00").is_ok());
        assert!(scheduled("23T23:00", "22T13:00").is_ok());
        assert_eq!(scheduled("23T23:01", "22T13:00"), closed("24T12:00"));
        assert!(scheduled("28T12:00", "22T23:59").is_ok());
        assert_eq!(scheduled("29T12:00", "22T23:59"), Err(ScheduleProblem::TooFar));
    }

    #[test]
    fn slots_are_what_can_still_be_had() {
        let today = slots(
            &tenant(),
            DELIVERY,
            tenant().zone.date(at("22T13:00")),
            at("22T21:50"),
        );
        assert_eq!(today, [at("22T22:45"), at("22T23:00")]);
        let days = days(&tenant(), DELIVERY, at("22T22:30"));
        assert_eq!(
            days.first().map(ToString::to_string).as_deref(),
            Some("2026-11-23")
        );
        assert_eq!(days.len(), 6);
        assert_eq!(
            first_slot(&tenant(), DELIVERY, at("22T22:30")),
            Some(at("23T12:00"))
        );
    }

    #[test]
    fn nothing_is_begun_in_a_pause() {
        let paused = Tenant {
            pauses: vec![Pause {
                branch: None,
                until: at("22T14:00"),
            }],
            ..tenant()
        };
        let wanted = |time: &str| Schedule::new(&paused, DELIVERY, at(time), at("22T13:00"));
        assert_eq!(
            wanted("22T14:46"),
            Err(ScheduleProblem::TooSoon {
                earliest: at("22T14:47")
            })
        );
        assert!(wanted("22T14:47").is_ok());
    }

    #[test]
    fn times_are_offered_by_the_clocks_of_a_day_on_which_they_are_changed() {
        let always = Tenant {
            zone: crate::zone::tests::santiago(),
            hours: WeeklyHours::always(),
            ..tenant()
        };
        let offered = |tenant: &Tenant, day: &str, from: &str| -> Vec<String> {
            let (day, now) = (Date::parse(day).unwrap(), Timestamp::parse(from).unwrap());
            let times = slots(tenant, DELIVERY, day, now);
            times.into_iter().map(|at| tenant.zone.hhmm(at)).collect()
        };
        let long = offered(&always, "2026-04-04", "2026-04-03T12:00:00Z");
        assert_eq!(long.len(), 96, "each time once");
        assert_eq!(long.last().unwrap(), "23:45");
        let short = offered(&always, "2026-09-06", "2026-09-05T12:00:00Z");
        assert_eq!(short.len(), 92);
        assert_eq!(short[..2], ["01:00", "01:15"]);
        assert_eq!(short.last().unwrap(), "23:45");

        // From six in the evening to two in the night.
        let late = Tenant {
            hours: WeeklyHours::every_day(crate::service_hours::ServiceHours {
                opens: 1_080,
                closes: 1_560,
            }),
            ..always
        };
        let nights = [
            ("2026-04-05", "2026-04-03T12:00:00Z", "00:00", "00:30"),
            ("2026-09-06", "2026-09-05T12:00:00Z", "01:00", "01:30"),
        ];
        for (day, from, first, third) in nights {
            let times = offered(&late, day, from);
            assert_eq!((times[0].as_str(), times[2].as_str()), (first, third), "{day}");
            assert!(times.iter().any(|time| time == "02:00"), "{day}: {times:?}");
            assert!(times.iter().all(|time| time != "02:15"), "{day}: {times:?}");
        }
    }
}
