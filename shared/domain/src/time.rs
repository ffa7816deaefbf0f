//! Instants and days.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// An instant, in milliseconds since 1970-01-01T00:00:00Z. In JSON it is RFC 3339 in UTC with `Z` and three digits of
/// milliseconds, so that instants sort as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
pub struct Timestamp(pub i64);

pub const SECOND_MS: i64 = 1_000;
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The part of a pause by which it may be longer, in percent.
const SPREAD_PERCENT: i64 = 25;

/// A pause in milliseconds, made longer by up to a quarter: what failed together is not tried together. `of` is what tells it
/// from others that failed at the same time; the same gives the same.
pub fn spread(pause_ms: i64, of: impl Hash) -> i64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    let part = i64::try_from(hasher.finish() % 1_000).unwrap_or(0);
    pause_ms.saturating_add(part.saturating_mul(pause_ms).saturating_mul(SPREAD_PERCENT) / 100_000)
}

/// 0001-01-01 to 9999-12-31: outside of it RFC 3339 has no form.
const BOUNDS_MS: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

impl Timestamp {
    /// This instant moved by a number of milliseconds.
    pub fn plus_ms(self, ms: i64) -> Timestamp {
        Timestamp(
            self.0
                .saturating_add(ms)
                .clamp(*BOUNDS_MS.start(), *BOUNDS_MS.end()),
        )
    }

    pub fn plus_minutes(self, minutes: i64) -> Timestamp {
        self.plus_ms(minutes.saturating_mul(MINUTE_MS))
    }

    /// Milliseconds from `earlier` to here; never negative, so that a clock set back shows as no time at all.
    pub fn since_ms(self, earlier: Timestamp) -> i64 {
        self.0.saturating_sub(earlier.0).max(0)
    }

    /// RFC 3339 in UTC, e.g. `2025-10-25T16:05:00.000Z`, always with three digits of milliseconds.
    pub fn rfc3339(self) -> String {
        let utc = self.utc();
        let (date, clock) = (utc.date(), utc.time());
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            date.year(),
            u8::from(date.month()),
            date.day(),
            clock.hour(),
            clock.minute(),
            clock.second(),
            clock.millisecond()
        )
    }

    /// Reads RFC 3339; what is finer than a millisecond is dropped.
    pub fn parse(text: &str) -> Option<Timestamp> {
        let instant = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        let ms = i64::try_from(instant.unix_timestamp_nanos().div_euclid(1_000_000)).ok()?;
        BOUNDS_MS.contains(&ms).then_some(Timestamp(ms))
    }

    fn utc(self) -> OffsetDateTime {
        let ms = self.0.clamp(*BOUNDS_MS.start(), *BOUNDS_MS.end());
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.rfc3339())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Timestamp::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 instant"))
    }
}

/// A calendar day, as days since 1970-01-01. In JSON and keys it is `2025-10-25`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
pub struct Date(pub i32);

impl Date {
    /// Reads `2025-10-25`.
    pub fn parse(text: &str) -> Option<Date> {
        let instant = Timestamp::parse(&format!("{text}T00:00:00Z"))?;
        (text.len() == 10).then(|| Date(i32::try_from(instant.0.div_euclid(DAY_MS)).unwrap_or(0)))
    }

    /// The day of a year, month (1–12) and day (1–31), if there is one.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Date> {
        Date::parse(&format!("{year:04}-{month:02}-{day:02}"))
    }

    pub fn plus_days(self, days: i32) -> Date {
        Date(self.0.saturating_add(days))
    }

    /// Year, month (1–12) and day (1–31).
    pub fn ymd(self) -> (i32, u8, u8) {
        let date = Timestamp(i64::from(self.0).saturating_mul(DAY_MS)).utc().date();
        (date.year(), u8::from(date.month()), date.day())
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> usize {
        usize::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).ok_or_else(|| serde::de::Error::custom("not a date such as 2025-10-25"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_read_and_write_rfc_3339() {
        let at = Timestamp::parse("2025-10-25T11:05:00-05:00").unwrap();
        assert_eq!(at.rfc3339(), "2025-10-25T16:05:00.000Z");
        assert_eq!(at.plus_ms(120).rfc3339(), "2025-10-25T16:05:00.120Z");
        assert_eq!(Timestamp::parse("yesterday"), None);
    }

    #[test]
    fn dates_keep_their_form() {
        let date = Date::parse("2024-02-29").unwrap();
        assert_eq!(date.ymd(), (2024, 2, 29));
        assert_eq!(date.weekday(), 3);
        assert_eq!(Date::parse("2025-13-01"), None);
        assert_eq!(Date::parse("2025-1-1"), None);
    }

    #[test]
    fn a_clock_set_back_is_no_negative_time() {
        assert_eq!(Timestamp(5).since_ms(Timestamp(9)), 0);
    }
}
