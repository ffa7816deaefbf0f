//! How urgent an order is, by how long its stage has waited.

use domain::Timestamp;
use domain::time::MINUTE_MS;
use texts::now::console as texts;

/// The steps in which an order ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// Nobody should begin with it yet.
    Ahead,
    Calm,
    /// Three quarters of the target are gone.
    Late,
    /// The target is gone.
    Urgent,
}

impl Age {
    /// By the time since which a stage waits and how long it should take. A stage without a target is never late.
    pub fn of(since: Timestamp, now: Timestamp, target_minutes: i64) -> Age {
        if since.since_ms(now) >= MINUTE_MS {
            return Age::Ahead;
        }
        let waited = now.since_ms(since);
        let target = target_minutes.max(0) * MINUTE_MS;
        if target == 0 || waited < target / 4 * 3 {
            Age::Calm
        } else if waited < target {
            Age::Late
        } else {
            Age::Urgent
        }
    }

    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Age::Ahead => "ahead",
            Age::Calm => "calm",
            Age::Late => "late",
            Age::Urgent => "urgent",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Age::Ahead => texts::AHEAD,
            Age::Calm => texts::CALM,
            Age::Late => texts::LATE,
            Age::Urgent => texts::URGENT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_age_at_three_quarters_and_at_the_target() {
        let age = |minutes: i64| Age::of(Timestamp(0), Timestamp(minutes * MINUTE_MS), 12);
        assert_eq!(
            [age(0), age(8), age(9), age(11), age(12), age(60)],
            [
                Age::Calm,
                Age::Calm,
                Age::Late,
                Age::Late,
                Age::Urgent,
                Age::Urgent
            ]
        );
        // A clock that is a moment behind the server's makes no order one for later.
        assert_eq!(Age::of(Timestamp(9), Timestamp(0), 12), Age::Calm);
        assert_eq!(Age::of(Timestamp(MINUTE_MS), Timestamp(0), 12), Age::Ahead);
        assert_eq!(Age::of(Timestamp(0), Timestamp(i64::MAX), 0), Age::Calm);
    }
}
