//! Clocks of places that are set forward and back, on the days on which they are.

use super::*;

fn zone(name: &str, offset_minutes: i32, changes: &[(i64, i32)]) -> Zone {
    Zone {
        changes: changes.iter().copied().map(Change::from).collect(),
        ..Zone::fixed(name, offset_minutes)
    }
}

/// Back at 24:00 of the first Saturday of April, forward at 24:00 of the first Saturday of September: the first hour of that
/// Sunday is not there, and the last hour of that Saturday is there twice.
pub(crate) fn santiago() -> Zone {
    let changes = [
        (1_743_908_400, -240),
        (1_757_217_600, -180),
        (1_775_358_000, -240),
        (1_788_667_200, -180),
        (1_806_807_600, -240),
        (1_820_116_800, -180),
    ];
    zone("America/Santiago", -180, &changes)
}

/// Forward at 02:00 in March, back at 02:00 in November.
fn new_york() -> Zone {
    zone(
        "America/New_York",
        -300,
        &[(1_772_953_200, -240), (1_793_512_800, -300)],
    )
}

/// Half an hour back in April, and forward in October.
fn lord_howe() -> Zone {
    zone(
        "Australia/Lord_Howe",
        660,
        &[(1_775_314_800, 630), (1_791_041_400, 660)],
    )
}

fn utc(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The hours of a day.
fn hours(zone: &Zone, text: &str) -> f64 {
    let day = day(text);
    let ms = zone.midnight(day.plus_days(1)).since_ms(zone.midnight(day));
    ms as f64 / (60 * MINUTE_MS) as f64
}

#[test]
fn the_day_is_the_restaurants_own() {
    let zone = Zone::lima();
    let late = utc("2025-10-26T04:59:59Z");
    assert_eq!(zone.date(late), day("2025-10-25"));
    assert_eq!(zone.hhmm(late), "23:59");
    assert_eq!(zone.midnight(zone.date(late)), utc("2025-10-25T05:00:00Z"));
    assert_eq!(zone.date(late.plus_ms(1_000)), day("2025-10-26"));
    assert_eq!(hours(&zone, "2026-04-04"), 24.0);
}

#[test]
fn noon_follows_the_season() {
    let noon = |zone: &Zone, text: &str| zone.at(day(text), 12 * 60).rfc3339();
    let santiago = santiago();
    assert_eq!(noon(&santiago, "2026-07-01"), "2026-07-01T16:00:00.000Z");
    assert_eq!(noon(&santiago, "2026-12-01"), "2026-12-01T15:00:00.000Z");
    assert_eq!(noon(&new_york(), "2026-03-07"), "2026-03-07T17:00:00.000Z");
    assert_eq!(noon(&new_york(), "2026-03-08"), "2026-03-08T16:00:00.000Z");
    assert_eq!(noon(&lord_howe(), "2026-07-01"), "2026-07-01T01:30:00.000Z");
    assert_eq!(noon(&lord_howe(), "2026-12-01"), "2026-12-01T01:00:00.000Z");
}

#[test]
fn days_have_as_many_hours_as_they_have() {
    assert_eq!(hours(&santiago(), "2026-04-04"), 25.0);
    assert_eq!(hours(&santiago(), "2026-04-05"), 24.0);
    assert_eq!(hours(&santiago(), "2026-09-05"), 24.0);
    assert_eq!(hours(&santiago(), "2026-09-06"), 23.0);
    assert_eq!(hours(&new_york(), "2026-03-08"), 23.0);
    assert_eq!(hours(&new_york(), "2026-11-01"), 25.0);
    assert_eq!(hours(&lord_howe(), "2026-04-05"), 24.5);
    assert_eq!(hours(&lord_howe(), "2026-10-04"), 23.5);
}

#[test]
fn a_time_that_is_not_there_is_the_instant_of_the_change() {
    let forward = utc("2026-09-06T04:00:00Z");
    let zone = santiago();
    assert_eq!(zone.hhmm(forward.plus_ms(-1)), "23:59");
    assert_eq!(zone.hhmm(forward), "01:00");
    assert_eq!(zone.midnight(day("2026-09-06")), forward);
    for (on, minutes) in [("2026-09-05", 1_440), ("2026-09-05", 1_470), ("2026-09-06", 59)] {
        assert_eq!(zone.at(day(on), minutes), forward, "{on} {minutes}");
    }
    assert_eq!(zone.at(day("2026-09-05"), 1_439), forward.plus_minutes(-1));
    assert_eq!(zone.at(day("2026-09-06"), 61), forward.plus_minutes(1));
    assert_eq!(new_york().at(day("2026-03-08"), 150), utc("2026-03-08T07:00:00Z"));
    assert_eq!(
        lord_howe().at(day("2026-10-04"), 135),
        utc("2026-10-03T15:30:00Z")
    );
}

#[test]
fn of_a_time_that_is_there_twice_the_first_is_meant() {
    let zone = santiago();
    let (first, second) = (utc("2026-04-05T02:30:00Z"), utc("2026-04-05T03:30:00Z"));
    for at in [first, second] {
        assert_eq!(zone.hhmm(at), "23:30");
        assert_eq!(zone.date(at), day("2026-04-04"));
        assert_eq!(zone.minutes(at), 23 * 60 + 30);
    }
    assert_eq!(zone.at(day("2026-04-04"), 23 * 60 + 30), first);
    // Midnight, and two in the night after.
    assert_eq!(zone.at(day("2026-04-04"), 1_440), utc("2026-04-05T04:00:00Z"));
    assert_eq!(zone.at(day("2026-04-04"), 1_560), utc("2026-04-05T06:00:00Z"));
    assert_eq!(new_york().at(day("2026-11-01"), 90), utc("2026-11-01T05:30:00Z"));
    assert_eq!(
        lord_howe().at(day("2026-04-05"), 105),
        utc("2026-04-04T14:45:00Z")
    );
}

#[test]
fn what_clocks_show_is_found_again_on_every_day() {
    for zone in [Zone::lima(), santiago(), new_york(), lord_howe()] {
        let mut at = utc("2026-01-01T00:00:00Z");
        while at < utc("2027-12-31T00:00:00Z") {
            let found = zone.at(zone.date(at), zone.minutes(at));
            assert_eq!(zone.hhmm(found), zone.hhmm(at), "{} {at}", zone.name);
            assert!(found <= at && at.since_ms(found) <= 60 * MINUTE_MS, "{at}");
            assert!(zone.midnight(zone.date(at)) <= at, "{at}");
            at = at.plus_minutes(15);
        }
    }
}

#[test]
fn outside_of_the_table_the_nearest_offset_holds() {
    let zone = santiago();
    assert_eq!(zone.offset_at(utc("2001-07-01T00:00:00Z")), -180);
    assert_eq!(zone.offset_at(utc("2040-07-01T00:00:00Z")), -180);
    assert_eq!(zone.midnight(day("2001-07-01")), utc("2001-07-01T03:00:00Z"));
    assert_eq!(zone.midnight(day("2040-07-01")), utc("2040-07-01T03:00:00Z"));
}

#[test]
fn a_zone_without_changes_is_written_as_it_always_was() {
    let stored = r#"{"name":"America/Lima","offsetMinutes":-300}"#;
    assert_eq!(serde_json::from_str::<Zone>(stored).unwrap(), Zone::lima());
    assert_eq!(serde_json::to_string(&Zone::lima()).unwrap(), stored);
    let written = serde_json::to_string(&new_york()).unwrap();
    assert_eq!(
        written,
        r#"{"name":"America/New_York","offsetMinutes":-300,"changes":[[1772953200,-240],[1793512800,-300]]}"#
    );
    assert_eq!(serde_json::from_str::<Zone>(&written).unwrap(), new_york());
}
