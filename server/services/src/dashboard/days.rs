//! Which days are asked for.

use crate::error::Error;
use api::dashboard::Days;
use api::{Code, FieldError};
use domain::Date;
use texts::now::errors as texts;

/// Maximum number of days at once.
const MAX_DAYS: i32 = 92;
/// Number of days in the review of the last days, the last one asked for included.
pub(super) const LAST_DAYS: i32 = 7;

/// Days in their order, both included, at most 92.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub from: Date,
    pub to: Date,
}

impl Range {
    /// The days asked for. A single bound asks for that day alone, none for today.
    pub fn new(days: Days, today: Date) -> Result<Range, Error> {
        let to = days.to.or(days.from).unwrap_or(today);
        let from = days.from.unwrap_or(to);
        let count = i64::from(to.0) - i64::from(from.0) + 1;
        if (1..=i64::from(MAX_DAYS)).contains(&count) {
            Ok(Range { from, to })
        } else {
            let pointer = if count < 1 { "/to" } else { "/from" };
            Err(Error::invalid(vec![FieldError::new(
                pointer,
                Code::InvalidValue,
                texts::DAYS,
            )]))
        }
    }

    pub fn days(self) -> impl Iterator<Item = Date> + Clone + Send {
        (self.from.0..=self.to.0).map(Date)
    }

    pub fn last_days(self) -> impl Iterator<Item = Date> + Clone + Send {
        (self.to.0.saturating_sub(LAST_DAYS - 1)..=self.to.0).map(Date)
    }

    /// The days asked for and the last days, each once.
    pub fn with_last_days(self) -> impl Iterator<Item = Date> + Clone + Send {
        let first = self.from.0.min(self.to.0.saturating_sub(LAST_DAYS - 1));
        (first..=self.to.0).map(Date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date(20_000);

    fn range(from: Option<i32>, to: Option<i32>) -> Result<(i32, i32), String> {
        let days = Days {
            from: from.map(Date),
            to: to.map(Date),
        };
        Range::new(days, TODAY)
            .map(|range| (range.from.0, range.to.0))
            .map_err(|error| api::ApiError::from(error).fields[0].pointer.clone())
    }

    #[test]
    fn nothing_asked_for_is_today() {
        assert_eq!(range(None, None), Ok((20_000, 20_000)));
        assert_eq!(range(Some(5), None), Ok((5, 5)));
        assert_eq!(range(None, Some(7)), Ok((7, 7)));
    }

    #[test]
    fn days_are_in_order_and_at_most_92() {
        assert_eq!(range(Some(1), Some(92)), Ok((1, 92)));
        assert_eq!(range(Some(1), Some(93)), Err("/from".into()));
        assert_eq!(range(Some(2), Some(1)), Err("/to".into()));
        assert_eq!(range(Some(i32::MIN), Some(i32::MAX)), Err("/from".into()));
    }

    #[test]
    fn the_last_days_end_with_the_last_day() {
        let range = Range {
            from: Date(18),
            to: Date(20),
        };
        assert_eq!(
            range.last_days().map(|day| day.0).collect::<Vec<_>>(),
            [14, 15, 16, 17, 18, 19, 20]
        );
        assert_eq!(range.with_last_days().count(), 7);
        assert_eq!(
            Range {
                from: Date(1),
                ..range
            }
            .with_last_days()
            .count(),
            20
        );
    }
}
