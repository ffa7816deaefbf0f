//! Time zones: of the name of one the table is made with which browser and server compute.
//!
//! What is stored of a zone is its name. The table is made whenever a restaurant is read, so that it never runs out, and changes when
//! the database does.

use domain::zone::{Change, Zone};
use domain::{Date, Timestamp};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::sync::LazyLock;

/// Where every table begins, 2025-01-01: no order is older, so that each day is computed the same for ever.
const BEGINS: Timestamp = Timestamp(1_735_689_600_000);

/// A table has all changes of at least this many months to come.
const MONTHS_AHEAD: i32 = 13;

/// The one that is compiled in: what the machine has is not looked at, so that all processes have the same.
static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// A zone's name as the database writes it; `None` when it has no such zone.
pub fn name(text: &str) -> Option<String> {
    Some(zone(text)?.iana_name()?.to_owned())
}

/// The zone of a name with all changes that may be needed now; `None` when the database has no such zone. In one month it is
/// always the same.
pub fn table(name: &str, now: Timestamp) -> Option<Zone> {
    let zone = zone(name)?;
    let mut table = Zone::fixed(name, offset(&zone, BEGINS)?);
    let (begins, ends) = (instant(BEGINS)?, instant(ends(now))?);
    for change in zone.following(begins) {
        if change.timestamp() >= ends {
            break;
        }
        let offset_minutes = change.offset().seconds() / 60;
        let at = Timestamp(change.timestamp().as_millisecond());
        // Some change no more than their abbreviation.
        if table.offset_at(at) != offset_minutes {
            table.changes.push(Change { at, offset_minutes });
        }
    }
    Some(table)
}

/// A zone as it is stored: without a table, and with the offset of the moment, which holds where the database has no such zone any
/// more.
pub(crate) fn stored(wanted: Zone, now: Timestamp) -> Zone {
    let known = zone(&wanted.name).and_then(|zone| offset(&zone, now));
    Zone::fixed(wanted.name, known.unwrap_or(wanted.offset_minutes))
}

fn zone(name: &str) -> Option<TimeZone> {
    let found = DATABASE.get(name).ok()?;
    (!found.is_unknown()).then_some(found)
}

/// Minutes east of UTC.
fn offset(zone: &TimeZone, at: Timestamp) -> Option<i32> {
    Some(zone.to_offset(instant(at)?).seconds() / 60)
}

fn instant(at: Timestamp) -> Option<jiff::Timestamp> {
    jiff::Timestamp::from_millisecond(at.0).ok()
}

/// The beginning of the month after as many whole months as a table has at least.
fn ends(now: Timestamp) -> Timestamp {
    let utc = Zone::fixed("UTC", 0);
    let (year, month, _) = utc.date(now).ymd();
    let months = year * 12 + i32::from(month) - 1 + MONTHS_AHEAD + 1;
    let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
    let first = Date::from_ymd(months.div_euclid(12), month, 1);
    first.map_or(now, |first| utc.midnight(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The most that a zone may take in what is sent to browsers, in bytes.
    const MOST_BYTES: usize = 1_024;

    fn utc(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn now() -> Timestamp {
        utc("2026-11-29T12:00:00Z")
    }

    #[test]
    fn a_zone_without_daylight_saving_has_no_table() {
        for name in ["America/Lima", "America/Bogota", "America/Guayaquil"] {
            assert_eq!(table(name, now()), Some(Zone::fixed(name, -300)));
        }
        assert_eq!(table("Etc/GMT+5", now()).unwrap().offset_minutes, -300);
        assert_eq!(table("UTC", now()), Some(Zone::fixed("UTC", 0)));
    }

    #[test]
    fn clocks_of_santiago_are_right_in_both_seasons() {
        let zone = table("America/Santiago", now()).unwrap();
        let noon = |day: &str| zone.at(Date::parse(day).unwrap(), 12 * 60).rfc3339();
        assert_eq!(noon("2025-07-01"), "2025-07-01T16:00:00.000Z");
        assert_eq!(noon("2026-07-01"), "2026-07-01T16:00:00.000Z");
        assert_eq!(noon("2026-12-01"), "2026-12-01T15:00:00.000Z");
        assert_eq!(noon("2027-07-01"), "2027-07-01T16:00:00.000Z");
        assert_eq!(noon("2027-12-01"), "2027-12-01T15:00:00.000Z");
    }

    #[test]
    fn all_that_is_computed_is_as_the_database_has_it() {
        for name in [
            "America/Santiago",
            "America/New_York",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
        ] {
            let (zone, known) = (table(name, now()).unwrap(), zone(name).unwrap());
            let mut at = BEGINS;
            while at < utc("2027-12-29T12:00:00Z") {
                assert_eq!(Some(zone.offset_at(at)), offset(&known, at), "{name} {at}");
                at = at.plus_minutes(30);
            }
        }
    }

    #[test]
    fn a_table_is_the_same_for_a_month_and_has_thirteen_more() {
        let of = |text: &str| table("America/Santiago", utc(text));
        assert_eq!(of("2026-11-01T00:00:00Z"), of("2026-11-30T23:59:59.999Z"));
        assert_eq!(ends(utc("2026-11-30T23:59:59Z")), utc("2028-01-01T00:00:00Z"));
        assert_eq!(ends(utc("2026-12-01T00:00:00Z")), utc("2028-02-01T00:00:00Z"));
        assert_eq!(of("2026-11-01T00:00:00Z").unwrap().changes.len(), 6);
    }

    #[test]
    fn every_zone_there_is_takes_little() {
        let mut names = 0;
        for zone in DATABASE.available() {
            for now in [now(), utc("2045-06-01T00:00:00Z")] {
                let table = table(zone.as_str(), now).unwrap();
                let bytes = serde_json::to_string(&table).unwrap().len();
                assert!(bytes <= MOST_BYTES, "{zone} takes {bytes} bytes");
            }
            names += 1;
        }
        assert!(names > 400, "{names}");
    }

    #[test]
    fn offsets_are_whole_minutes() {
        for name in DATABASE.available() {
            let zone = zone(name.as_str()).unwrap();
            let offsets = zone.following(instant(BEGINS).unwrap()).take(4);
            assert!(
                offsets
                    .map(|change| change.offset().seconds())
                    .all(|offset| offset % 60 == 0),
                "{name}"
            );
        }
    }

    #[test]
    fn a_name_is_written_as_in_the_database_or_refused() {
        assert_eq!(name("america/santiago").as_deref(), Some("America/Santiago"));
        for unknown in [
            "",
            "Lima",
            "America/Cusco",
            "Etc/Unknown",
            "../etc/passwd",
            "America/Lima ",
        ] {
            assert_eq!(name(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn what_the_console_offers_is_in_the_database() {
        for (zone, _) in texts::now::console::business::ZONES {
            assert_eq!(name(zone).as_deref(), Some(zone));
        }
    }

    #[test]
    fn what_is_stored_is_the_name_with_the_offset_of_the_moment() {
        let wanted = Zone::fixed("America/Santiago", 0);
        assert_eq!(
            stored(wanted.clone(), now()),
            Zone::fixed("America/Santiago", -180)
        );
        let winter = stored(wanted, utc("2026-07-01T00:00:00Z"));
        assert_eq!(winter.offset_minutes, -240);
        let gone = Zone::fixed("America/Gone", -60);
        assert_eq!(stored(gone.clone(), now()), gone);
        assert_eq!(stored(Zone::lima(), now()), Zone::lima());
    }
}
