//! The dashboard as its address says it: `?desde=2025-10-01&hasta=2025-10-07&cursor=…&pagina=2`; today without.

use super::orders_page::Place;
use api::dashboard::Days;
use api::orders::OrderFilter;
use domain::{Date, Zone};

/// Maximum number of days at once.
pub const MOST_DAYS: i32 = 92;
/// Rows of its table on a page.
pub const PAGE: usize = 15;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DashboardPage {
    /// First and last day; today when `None`, whichever day that is by then.
    pub days: Option<(Date, Date)>,
    /// The page of its table.
    pub place: Place,
}

/// Why a range of days cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeProblem {
    Missing,
    Backwards,
    TooLong,
}

/// Reads two dates of a form.
pub fn range(from: &str, to: &str) -> Result<(Date, Date), RangeProblem> {
    match (Date::parse(from), Date::parse(to)) {
        (Some(from), Some(to)) if from > to => Err(RangeProblem::Backwards),
        (Some(from), Some(to)) if to.0 - from.0 >= MOST_DAYS => Err(RangeProblem::TooLong),
        (Some(from), Some(to)) => Ok((from, to)),
        _ => Err(RangeProblem::Missing),
    }
}

impl DashboardPage {
    /// Reads the query of an address by the names of its parts.
    pub fn read(part: impl Fn(&str) -> Option<String>) -> DashboardPage {
        let from = part("desde").unwrap_or_default();
        let to = part("hasta").unwrap_or_default();
        DashboardPage {
            days: range(&from, &to).ok(),
            place: Place::read(&part),
        }
    }

    /// The query of its address, with its `?`; empty for today.
    pub fn query(&self) -> String {
        let mut parts = Vec::new();
        if let Some((from, to)) = self.days {
            parts.push(format!("desde={from}&hasta={to}"));
        }
        parts.extend(self.place.parts());
        if parts.is_empty() {
            String::new()
        } else {
            format!("?{}", parts.join("&"))
        }
    }

    pub fn of(days: Option<(Date, Date)>) -> DashboardPage {
        DashboardPage {
            days,
            place: Place::First,
        }
    }

    /// Another page of its table.
    pub fn at(&self, place: Place) -> DashboardPage {
        DashboardPage {
            days: self.days,
            place,
        }
    }

    /// The days as the dashboard's service wants them.
    pub fn asked(&self, today: Date) -> Days {
        let (from, to) = self.shown(today);
        Days {
            from: Some(from),
            to: Some(to),
        }
    }

    /// The days that the question is about; another one each day where it is about today.
    pub fn question(&self, today: Date) -> (Option<(Date, Date)>, Option<Date>) {
        (self.days, self.days.is_none().then_some(today))
    }

    /// First and last day.
    pub fn shown(&self, today: Date) -> (Date, Date) {
        self.days.unwrap_or((today, today))
    }

    /// The orders placed on these days.
    pub fn filter(&self, today: Date, zone: &Zone) -> OrderFilter {
        let (from, to) = self.shown(today);
        OrderFilter {
            from: Some(zone.midnight(from)),
            to: Some(zone.midnight(to.plus_days(1))),
            cursor: self.place.cursor(),
            last: self.place == Place::Last,
            limit: Some(PAGE),
            ..OrderFilter::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_go_forward_and_have_an_end() {
        assert_eq!(range("2025-10-02", "2025-10-01"), Err(RangeProblem::Backwards));
        assert_eq!(range("2025-01-01", "2025-10-01"), Err(RangeProblem::TooLong));
        assert_eq!(range("", "2025-10-01"), Err(RangeProblem::Missing));
        assert!(range("2025-10-01", "2025-10-01").is_ok());
        assert!(range("2025-07-02", "2025-10-01").is_ok(), "92 days");
    }

    #[test]
    fn the_address_says_everything() {
        let page = DashboardPage::of(range("2025-10-01", "2025-10-07").ok()).at(Place::At("c=".into(), 2));
        assert_eq!(
            page.query(),
            "?desde=2025-10-01&hasta=2025-10-07&cursor=c%3D&pagina=2"
        );
        let read = DashboardPage::read(|name| match name {
            "desde" => Some("2025-10-01".into()),
            "hasta" => Some("2025-10-07".into()),
            "cursor" => Some("c=".into()),
            "pagina" => Some("2".into()),
            _ => None,
        });
        assert_eq!(read, page);
    }

    #[test]
    fn today_is_another_question_each_day_and_other_days_are_not() {
        let (one, next) = (Date(20_000), Date(20_001));
        let today = DashboardPage::default();
        assert_ne!(today.question(one), today.question(next));
        let asked = today.asked(next);
        assert_eq!((asked.from, asked.to), (Some(next), Some(next)));
        let days = DashboardPage::of(Some((one, one)));
        assert_eq!(days.question(one), days.question(next));
        assert_ne!(days.question(one), today.question(one));
    }

    #[test]
    fn the_last_day_is_included() {
        let zone = Zone::lima();
        let filter = DashboardPage::default().filter(Date(20_000), &zone);
        assert_eq!(filter.from, Some(zone.midnight(Date(20_000))));
        assert_eq!(filter.to, Some(zone.midnight(Date(20_001))));
    }
}
