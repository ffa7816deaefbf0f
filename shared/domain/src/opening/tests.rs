//! A table of instants for each kind of hours.

use super::*;
use crate::catering::tests;
use crate::service_hours::WeeklyHours;

/// An instant in Lima; 23 November 2026 is a Monday.
fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("2026-11-{text}:00-05:00")).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(&format!("2026-11-{text}")).unwrap()
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn span(opens: u16, closes: u16) -> ServiceHours {
    ServiceHours { opens, closes }
}

/// Monday closed; Tuesday to Thursday 12:00–15:30 and 18:30–23:00; Friday and Saturday 18:00–02:00; Sunday 12:00–22:00.
fn week() -> WeeklyHours {
    let split = vec![span(720, 930), span(1110, 1380)];
    let night = vec![span(1080, 1560)];
    let sunday = vec![span(720, 1320)];
    WeeklyHours([
        vec![],
        split.clone(),
        split.clone(),
        split,
        night.clone(),
        night,
        sunday,
    ])
}

fn tenant() -> Tenant {
    Tenant {
        hours: week(),
        ..tests::tenant()
    }
}

/// Until when it is open, or when it opens.
fn said(tenant: &Tenant, now: &str) -> (bool, Option<Timestamp>) {
    match tenant.opening(None, at(now)) {
        Opening::Open { until } => (true, until),
        Opening::Closed { opens, .. } => (false, opens),
    }
}

#[test]
fn each_weekday_has_its_own_hours_with_breaks_and_nights_past_midnight() {
    let tenant = tenant();
    for (now, open, next) in [
        ("23T12:30", false, "24T12:00"),
        ("24T11:59", false, "24T12:00"),
        ("24T12:00", true, "24T15:30"),
        ("24T15:29", true, "24T15:30"),
        ("24T15:30", false, "24T18:30"),
        ("24T22:59", true, "24T23:00"),
        ("24T23:00", false, "25T12:00"),
        ("27T17:59", false, "27T18:00"),
        ("27T23:59", true, "28T02:00"),
        ("28T00:00", true, "28T02:00"),
        ("28T01:59", true, "28T02:00"),
        ("28T02:00", false, "28T18:00"),
        ("29T01:00", true, "29T02:00"),
        ("29T02:00", false, "29T12:00"),
        ("29T22:00", false, "01T12:00"),
    ] {
        let next = match next {
            "01T12:00" => Timestamp::parse("2026-12-01T12:00:00-05:00").unwrap(),
            next => at(next),
        };
        assert_eq!(said(&tenant, now), (open, Some(next)), "{now}");
    }
}

#[test]
fn who_never_closes_is_open_without_an_end() {
    let tenant = Tenant {
        hours: WeeklyHours::always(),
        ..tests::tenant()
    };
    for now in ["23T00:00", "23T23:59", "24T12:00"] {
        assert_eq!(said(&tenant, now), (true, None), "{now}");
    }
}

#[test]
fn spans_that_meet_at_midnight_are_one() {
    let mut week = WeeklyHours(Default::default());
    week.0[0] = vec![span(1080, 1440)];
    week.0[1] = vec![span(0, 120)];
    let tenant = Tenant {
        hours: week,
        ..tests::tenant()
    };
    assert_eq!(said(&tenant, "23T20:00"), (true, Some(at("24T02:00"))));
}

#[test]
fn who_is_never_open_opens_at_no_time() {
    let tenant = Tenant {
        hours: WeeklyHours(Default::default()),
        ..tests::tenant()
    };
    assert_eq!(said(&tenant, "23T12:30"), (false, None));
}

#[test]
fn a_special_day_is_other_than_its_weekday_and_says_why() {
    let special = |branch: Option<&str>, hours: Vec<ServiceHours>, note: &str| SpecialDay {
        date: day("25"),
        branch: branch.map(slug),
        hours,
        note: note.into(),
    };
    let mut tenant = tenant();
    let place = tenant.branches[0].id.clone();
    tenant.special_days = vec![special(None, vec![], "Aniversario")];
    assert_eq!(
        tenant.opening(Some(&place), at("25T13:00")),
        Opening::Closed {
            opens: Some(at("26T12:00")),
            why: Why::SpecialDay("Aniversario".into())
        }
    );
    // What is said of the place itself counts first.
    tenant
        .special_days
        .push(special(Some(place.as_str()), vec![span(780, 900)], ""));
    assert_eq!(
        tenant.opening(Some(&place), at("25T13:00")),
        Opening::Open {
            until: Some(at("25T15:00"))
        }
    );
    assert!(!tenant.opening(None, at("25T13:00")).is_open());
    assert_eq!(
        tenant.hours_on(Some(&place), day("25")),
        (&[span(780, 900)][..], Some(""))
    );
    assert_eq!(
        tenant.hours_on(Some(&place), day("29")),
        (&[span(720, 1320)][..], None)
    );
}

#[test]
fn the_night_before_a_closed_day_goes_on_past_midnight() {
    let mut tenant = tenant();
    tenant.special_days = vec![SpecialDay {
        date: day("28"),
        branch: None,
        hours: vec![],
        note: String::new(),
    }];
    assert_eq!(said(&tenant, "28T01:00"), (true, Some(at("28T02:00"))));
    assert_eq!(said(&tenant, "28T19:00"), (false, Some(at("29T12:00"))));
}

#[test]
fn a_place_may_have_hours_of_its_own() {
    let mut tenant = tenant();
    let place = tenant.branches[0].id.clone();
    tenant.branches[0].opening_hours = Some(WeeklyHours::always());
    assert!(tenant.opening(Some(&place), at("23T12:30")).is_open());
    assert!(!tenant.opening(Some(&slug("nowhere")), at("23T12:30")).is_open());
}

#[test]
fn a_pause_ends_by_itself_and_in_the_hours() {
    let mut tenant = tenant();
    let place = tenant.branches[0].id.clone();
    let pause = |branch: Option<&Slug>, until: &str| Pause {
        branch: branch.cloned(),
        until: at(until),
    };
    let paused = |opens: &str| Opening::Closed {
        opens: Some(at(opens)),
        why: Why::Paused,
    };
    tenant.pauses = vec![pause(None, "24T13:30"), pause(Some(&place), "24T14:00")];
    assert_eq!(tenant.opening(None, at("24T13:00")), paused("24T13:30"));
    assert_eq!(tenant.opening(Some(&place), at("24T13:00")), paused("24T14:00"));
    assert!(tenant.opening(None, at("24T13:30")).is_open());
    assert!(tenant.opening(Some(&place), at("24T14:00")).is_open());
    // It outlasts the hours.
    tenant.pauses = vec![pause(None, "24T16:00")];
    assert_eq!(tenant.opening(None, at("24T15:00")), paused("24T18:30"));
    assert!(
        tenant.hands_over_at(None, at("24T15:00")),
        "for later it is taken"
    );
}

#[test]
fn the_night_belongs_to_the_day_on_which_it_began() {
    let tenant = tenant();
    for (now, of) in [
        ("27T17:00", "27"),
        ("27T23:59", "27"),
        ("28T00:30", "27"),
        ("28T01:59", "27"),
        ("28T02:00", "27"),
        ("28T02:01", "28"),
        ("28T20:00", "28"),
    ] {
        assert_eq!(tenant.service_day(None, at(now)), day(of), "{now}");
    }
    let always = Tenant {
        hours: WeeklyHours::always(),
        ..tests::tenant()
    };
    assert_eq!(always.service_day(None, at("28T00:30")), day("28"));
}

#[test]
fn the_end_of_the_hours_is_the_last_time_at_which_something_is_handed_over() {
    let tenant = tenant();
    for (time, handed_over) in [
        ("24T11:59", false),
        ("24T12:00", true),
        ("24T15:30", true),
        ("24T15:31", false),
        ("28T02:00", true),
        ("28T02:01", false),
    ] {
        assert_eq!(tenant.hands_over_at(None, at(time)), handed_over, "{time}");
    }
}

#[test]
fn what_has_run_out_is_back_when_the_kitchen_begins_on_another_day() {
    let tenant = tenant();
    for (now, begins) in [
        // Between the hours of a day, in the night after an evening, and before a day that is closed.
        ("24T16:00", "25T12:00"),
        ("28T01:30", "28T18:00"),
        ("28T03:00", "29T12:00"),
        ("29T20:00", "2026-12-01T12:00:00-05:00"),
    ] {
        let begins = Timestamp::parse(begins).unwrap_or_else(|| at(begins));
        assert_eq!(tenant.begins_next_day(None, at(now)), begins, "{now}");
    }
    let always = Tenant {
        hours: WeeklyHours::always(),
        ..tests::tenant()
    };
    assert_eq!(always.begins_next_day(None, at("24T16:00")), at("25T00:00"));
    let never = Tenant {
        hours: WeeklyHours(Default::default()),
        ..tests::tenant()
    };
    assert_eq!(never.begins_next_day(None, at("24T16:00")), at("25T00:00"));
}

/// Every day 12:00–15:00 and 18:00–01:00 in Santiago, whose clocks are set back in the night of Saturday 4 April 2026, and forward
/// in that of Saturday 5 September.
fn in_santiago() -> Tenant {
    let spans = vec![span(720, 900), span(1080, 1500)];
    Tenant {
        zone: crate::zone::tests::santiago(),
        hours: WeeklyHours(std::array::from_fn(|_| spans.clone())),
        ..tests::tenant()
    }
}

#[test]
fn hours_are_what_clocks_show_when_these_are_changed() {
    let tenant = in_santiago();
    let utc = |text: &str| Timestamp::parse(&format!("2026-{text}:00Z")).unwrap();
    for (now, next) in [
        // Saturday evening has an hour more: 23:30 comes twice before it closes at one in the night.
        ("04-04T21:00", "04-05T05:00"),
        ("04-05T02:30", "04-05T05:00"),
        ("04-05T03:30", "04-05T05:00"),
        ("04-05T16:00", "04-05T19:00"),
        // It would close when it is one, to which clocks are set forward at midnight.
        ("09-05T22:00", "09-06T04:00"),
        ("09-06T15:00", "09-06T18:00"),
    ] {
        let until = Some(utc(next));
        assert_eq!(tenant.opening(None, utc(now)), Opening::Open { until }, "{now}");
    }
    for (now, next) in [("04-05T05:00", "04-05T16:00"), ("09-06T04:00", "09-06T15:00")] {
        let opens = Some(utc(next));
        let why = Why::Hours;
        assert_eq!(
            tenant.opening(None, utc(now)),
            Opening::Closed { opens, why },
            "{now}"
        );
    }
    assert_eq!(
        tenant.service_day(None, utc("04-05T04:30")).to_string(),
        "2026-04-04",
        "half past midnight is of the evening before"
    );
}

#[test]
fn hours_that_are_not_there_are_no_hours() {
    let mut tenant = in_santiago();
    tenant.hours.0[5] = vec![];
    tenant.hours.0[6] = vec![span(0, 60), span(720, 900)];
    let forward = Timestamp::parse("2026-09-06T04:00:00Z").unwrap();
    assert!(!tenant.opening(None, forward).is_open());
    assert!(!tenant.hands_over_at(None, forward));
}
