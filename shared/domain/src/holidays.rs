//! Holidays of a restaurant, and the business days in which the law counts its terms.

use super::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The holidays of a restaurant, as rules with dates, because laws add and move them. A restaurant that says nothing has
/// those of Peru.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Holidays(pub Vec<Holiday>);

/// One holiday, as long as it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Holiday {
    pub on: HolidayDate,
    /// The first day on which the rule holds; `None` when it always has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day on which the rule holds; `None` as long as no law ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// The day of a holiday. In JSON it is `12-25`, `easter-2` or `2026-07-27`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolidayDate {
    /// Every year on a day (1–31) of a month (1–12).
    Yearly { month: u8, day: u8 },
    /// Days after Easter Sunday, negative before it: −2 is Good Friday. At most 99 either way.
    Easter(i8),
    /// On this day only.
    Once(Date),
}

/// Days of the year that are national holidays of Peru, on their date (DL 713 art. 6; 7 June by Ley 31788, 23 July by Ley
/// 31822, 6 August by Ley 31530, 9 December by Ley 31381). Days that a decree takes off for the public sector are none.
const PERU: [(u8, u8); 14] = [
    (1, 1),
    (5, 1),
    (6, 7),
    (6, 29),
    (7, 23),
    (7, 28),
    (7, 29),
    (8, 6),
    (8, 30),
    (10, 8),
    (11, 1),
    (12, 8),
    (12, 9),
    (12, 25),
];
/// Maundy Thursday and Good Friday; Easter Sunday itself is none (DL 713 art. 6).
const PERU_EASTER: [i8; 2] = [-3, -2];

impl Default for Holidays {
    /// The sixteen national holidays of Peru.
    fn default() -> Holidays {
        let yearly = PERU.map(|(month, day)| HolidayDate::Yearly { month, day });
        let easter = PERU_EASTER.map(HolidayDate::Easter);
        let rule = |on| Holiday {
            on,
            from: None,
            until: None,
        };
        Holidays(yearly.into_iter().chain(easter).map(rule).collect())
    }
}

impl Holidays {
    pub fn is_holiday(&self, day: Date) -> bool {
        self.0.iter().any(|holiday| holiday.is_on(day))
    }

    /// The holidays of a year, earliest first.
    pub fn of_year(&self, year: i32) -> Vec<Date> {
        let Some(first) = Date::from_ymd(year, 1, 1) else {
            return Vec::new();
        };
        (0..366)
            .map(|days| first.plus_days(days))
            .filter(|day| day.ymd().0 == year && self.is_holiday(*day))
            .collect()
    }

    /// Monday to Friday, and no holiday.
    pub fn is_business_day(&self, day: Date) -> bool {
        day.weekday() < 5 && !self.is_holiday(day)
    }

    /// The last day of a term of some business days that begins on the day after `day`. A term that never ends,
    /// because every day is a holiday, ends after the days that it would take if one day a week were none.
    pub fn plus_business_days(&self, day: Date, count: u16) -> Date {
        let (mut last, mut left) = (day, count);
        for _ in 0..u32::from(count) * 7 {
            if left == 0 {
                break;
            }
            last = last.plus_days(1);
            left -= u16::from(self.is_business_day(last));
        }
        last
    }

    /// How many business days lie after `from`, up to and including `until`; 0 when `until` is not later. Looks at ten
    /// years at most.
    pub fn business_days_between(&self, from: Date, until: Date) -> usize {
        (1..=until.0.saturating_sub(from.0).min(3_653))
            .filter(|days| self.is_business_day(from.plus_days(*days)))
            .count()
    }
}

impl Holiday {
    fn is_on(&self, day: Date) -> bool {
        let holds = self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until);
        let (year, month, of_month) = day.ymd();
        holds
            && match self.on {
                HolidayDate::Yearly { month: m, day: d } => (m, d) == (month, of_month),
                HolidayDate::Easter(days) => {
                    easter(year).is_some_and(|sunday| sunday.plus_days(i32::from(days)) == day)
                }
                HolidayDate::Once(once) => once == day,
            }
    }
}

/// Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher.
pub fn easter(year: i32) -> Option<Date> {
    let (golden, century, of_century) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let late = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * late + 114;
    let (month, day) = (u8::try_from(days / 31).ok()?, u8::try_from(days % 31 + 1).ok()?);
    Date::from_ymd(year, month, day)
}

impl fmt::Display for HolidayDate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HolidayDate::Yearly { month, day } => write!(out, "{month:02}-{day:02}"),
            HolidayDate::Easter(days) => write!(out, "easter{days:+}"),
            HolidayDate::Once(date) => date.fmt(out),
        }
    }
}

impl HolidayDate {
    /// Reads the forms of JSON.
    pub fn parse(text: &str) -> Option<HolidayDate> {
        if let Some(days) = text.strip_prefix("easter") {
            let days: i8 = days.parse().ok()?;
            return (-99..=99).contains(&days).then_some(HolidayDate::Easter(days));
        }
        if let Some(date) = Date::parse(text) {
            return Some(HolidayDate::Once(date));
        }
        // A leap year, so that 29 February is a day.
        let (_, month, day) = Date::parse(&format!("2024-{text}"))?.ymd();
        Some(HolidayDate::Yearly { month, day })
    }
}

impl Serialize for HolidayDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for HolidayDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let expected = "not a holiday such as 12-25, easter-2 or 2026-07-27";
        HolidayDate::parse(&text).ok_or_else(|| serde::de::Error::custom(expected))
    }
}

#[cfg(test)]
mod tests;
