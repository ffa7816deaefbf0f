//! What can be had, and when.

use super::*;
use crate::capacity::{FullQuarter, KitchenCapacity};
use crate::cart::tests;
use crate::opening::{Pause, Rush};
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
fn a_rush_moves_the_earliest_time_until_it_is_over() {
    let rushed = Tenant {
        rushes: vec![Rush {
            branch: None,
            minutes: 20,
            until: at("22T14:00"),
        }],
        ..tenant()
    };
    let earliest = |now: &str| rushed.soonest(DELIVERY, at(now));
    assert_eq!(earliest("22T13:59"), at("22T15:06"));
    assert_eq!(earliest("22T14:00"), at("22T14:47"));
    let wanted = |time: &str| Schedule::new(&rushed, DELIVERY, at(time), at("22T13:00"));
    assert_eq!(
        wanted("22T14:06"),
        Err(ScheduleProblem::TooSoon {
            earliest: at("22T14:07")
        })
    );
    // What is for later is begun as always.
    assert_eq!(wanted("22T20:00").unwrap().cook_from, at("22T19:13"));
    let other = |branch: &str| Tenant {
        rushes: vec![Rush {
            branch: Some(Slug::parse(branch).unwrap()),
            ..rushed.rushes[0].clone()
        }],
        ..rushed.clone()
    };
    assert_eq!(other("sur").rush_minutes(None, at("22T13:00")), 0);
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

/// One that takes three orders for a quarter of an hour.
fn limited() -> Tenant {
    Tenant {
        capacity: KitchenCapacity {
            per_quarter: Some(3),
            ..KitchenCapacity::default()
        },
        ..tenant()
    }
}

/// The same restaurant, which takes no more for these quarters of an hour.
fn full(times: &[&str]) -> Tenant {
    let full = times.iter().map(|time| FullQuarter {
        branch: None,
        at: at(time),
    });
    Tenant {
        full: full.collect(),
        ..limited()
    }
}

#[test]
fn what_is_full_is_not_offered_and_the_next_time_is() {
    let now = at("22T13:00");
    let full = full(&["22T20:00", "22T20:15"]);
    let wanted = |time: &str| Schedule::new(&full, DELIVERY, at(time), now);
    let next = |time: &str| Err(ScheduleProblem::Full { next: Some(at(time)) });
    assert_eq!(wanted("22T20:00"), next("22T20:30"));
    assert_eq!(wanted("22T20:07"), next("22T20:30"), "any minute of it");
    assert!(wanted("22T19:59").is_ok() && wanted("22T20:30").is_ok());
    let offered = slots(&full, DELIVERY, full.zone.date(now), now);
    assert!(!offered.contains(&at("22T20:00")) && !offered.contains(&at("22T20:15")));
    assert_eq!(
        offered.len(),
        slots(&tenant(), DELIVERY, full.zone.date(now), now).len() - 2
    );
    // Another place is not full.
    let other = Tenant {
        full: vec![FullQuarter {
            branch: Some(Slug::parse("sur").unwrap()),
            at: at("22T20:00"),
        }],
        ..limited()
    };
    assert!(Schedule::new(&other, DELIVERY, at("22T20:00"), now).is_ok());
    // Nor is one whose limit was taken away since.
    let unlimited = Tenant {
        capacity: KitchenCapacity::default(),
        ..full
    };
    assert!(Schedule::new(&unlimited, DELIVERY, at("22T20:00"), now).is_ok());
}

#[test]
fn the_next_time_may_be_tomorrow_or_earlier_and_there_may_be_none() {
    let wanted = |tenant: &Tenant, time: &str, now: &str| Schedule::new(tenant, DELIVERY, at(time), at(now));
    let next = |time: Option<&str>| Err(ScheduleProblem::Full { next: time.map(at) });
    let last = full(&["22T23:00"]);
    assert_eq!(wanted(&last, "22T23:00", "22T13:00"), next(Some("23T12:00")));
    let end = full(&["28T23:00"]);
    assert_eq!(wanted(&end, "28T23:00", "22T13:00"), next(Some("22T14:00")));
    let mut none = end;
    none.hours = WeeklyHours(Default::default());
    none.special_days = vec![crate::service_hours::SpecialDay {
        date: Date::parse("2026-11-28").unwrap(),
        branch: None,
        hours: vec![crate::service_hours::ServiceHours {
            opens: 1_375,
            closes: 1_380,
        }],
        note: String::new(),
    }];
    assert_eq!(wanted(&none, "28T23:00", "22T13:00"), next(None));
}

#[test]
fn an_order_for_now_counts_when_it_would_be_there() {
    let now = at("22T13:00");
    let full = full(&["22T13:45"]);
    let refused = Opening::Closed {
        opens: Some(at("22T14:00")),
        why: Why::Full,
    };
    assert_eq!(full.takes_now(DELIVERY, now), refused);
    let pickup = Handover {
        kind: FulfilmentKind::Pickup,
        branch: None,
    };
    assert!(full.takes_now(pickup, now).is_open(), "it is there at 13:17");
    assert!(full.takes_now(DELIVERY, at("22T13:13")).is_open());
    assert!(tenant().takes_now(DELIVERY, now).is_open());
    // Closed is closed, whatever is full.
    assert!(matches!(
        full.takes_now(DELIVERY, at("22T03:00")),
        Opening::Closed { why: Why::Hours, .. }
    ));
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
