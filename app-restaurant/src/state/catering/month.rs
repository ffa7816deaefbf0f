//! The days of a month as a calendar shows them: whole weeks, Monday first.

use domain::Date;
use domain::catering::{DailyLimit, DayLoad};

/// A month of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    pub fn of(date: Date) -> Month {
        let (year, month, _) = date.ymd();
        Month { year, month }
    }

    /// Reads `2026-12`.
    pub fn parse(text: &str) -> Option<Month> {
        Date::parse(&format!("{text}-01")).map(Month::of)
    }

    /// `2026-12`.
    pub fn name(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    pub fn first(self) -> Date {
        Date::parse(&format!("{}-01", self.name())).unwrap_or(Date(0))
    }

    /// The month before.
    pub fn before(self) -> Month {
        Month::of(self.first().plus_days(-1))
    }

    /// The month after.
    pub fn after(self) -> Month {
        Month::of(self.first().plus_days(31))
    }

    pub fn contains(self, date: Date) -> bool {
        Month::of(date) == self
    }

    /// The weeks that have a day of it.
    pub fn weeks(self) -> Vec<[Date; 7]> {
        let first = self.first();
        let weekday = i32::try_from(first.weekday()).unwrap_or(0);
        let monday = first.plus_days(-weekday);
        let end = self.after().first();
        (0..6)
            .map(|week| monday.plus_days(week * 7))
            .take_while(|start| *start < end)
            .map(|start| [0, 1, 2, 3, 4, 5, 6].map(|day| start.plus_days(day)))
            .collect()
    }
}

/// Where a key leads in the calendar; `None` when it does not move.
pub fn moved(from: Date, key: &str) -> Option<Date> {
    let weekday = i32::try_from(from.weekday()).unwrap_or(0);
    Some(match key {
        "ArrowLeft" => from.plus_days(-1),
        "ArrowRight" => from.plus_days(1),
        "ArrowUp" => from.plus_days(-7),
        "ArrowDown" => from.plus_days(7),
        "Home" => from.plus_days(-weekday),
        "End" => from.plus_days(6 - weekday),
        _ => return None,
    })
}

/// Whether a day takes no further guest.
pub fn is_full(load: DayLoad, limit: Option<DailyLimit>) -> bool {
    limit.is_some_and(|limit| !limit.takes(load, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        let december = Month::parse("2026-12").unwrap();
        let weeks = december.weeks();
        // 1 December 2026 is a Tuesday.
        assert_eq!(weeks[0][0], date("2026-11-30"));
        assert_eq!(weeks.len(), 5);
        assert_eq!(weeks[4][6], date("2027-01-03"));
        // February 2027 has four weeks exactly.
        assert_eq!(Month::parse("2027-02").unwrap().weeks().len(), 4);
    }

    #[test]
    fn months_follow_each_other_over_the_year() {
        let december = Month::parse("2026-12").unwrap();
        assert_eq!(december.after().name(), "2027-01");
        assert_eq!(december.after().before(), december);
        assert_eq!(Month::parse("2026-13"), None);
    }

    #[test]
    fn a_day_is_full_by_guests_or_by_events() {
        let load = DayLoad {
            guests: 100,
            events: 2,
        };
        assert!(is_full(load, Some(DailyLimit::Guests(100))));
        assert!(!is_full(load, Some(DailyLimit::Guests(101))));
        assert!(is_full(load, Some(DailyLimit::Events(2))));
        assert!(!is_full(load, None));
    }

    #[test]
    fn keys_move_by_day_and_week() {
        let tuesday = date("2026-12-01");
        assert_eq!(moved(tuesday, "ArrowDown"), Some(date("2026-12-08")));
        assert_eq!(moved(tuesday, "Home"), Some(date("2026-11-30")));
        assert_eq!(moved(tuesday, "End"), Some(date("2026-12-06")));
        assert_eq!(moved(tuesday, "Enter"), None);
    }
}
