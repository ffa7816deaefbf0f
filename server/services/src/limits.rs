//! How often somebody may do something: counted in memory, per process.

use crate::error::Error;
use api::Code;
use domain::Timestamp;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use texts::now::errors as texts;

/// Maximum number of windows that are kept; beyond that the ones whose window ends first are forgotten.
const MAX_WATCHED: usize = 20_000;

/// At most `allowed` times within a window that begins with the first time.
#[derive(Debug)]
pub struct Limit<K> {
    allowed: u32,
    window_ms: i64,
    seen: Mutex<HashMap<K, Window>>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    ends: Timestamp,
    times: u32,
}

impl<K: Eq + Hash + Clone> Limit<K> {
    pub fn new(allowed: u32, window_ms: i64) -> Limit<K> {
        Limit {
            allowed,
            window_ms,
            seen: Mutex::new(HashMap::new()),
        }
    }

    /// Refuses those who has used all their times, with how long to wait.
    pub fn check(&self, who: &K, now: Timestamp) -> Result<(), Error> {
        self.check_up_to(self.allowed, who, now)
    }

    fn check_up_to(&self, allowed: u32, who: &K, now: Timestamp) -> Result<(), Error> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        match seen.get(who) {
            Some(window) if self.runs(window, now) && window.times >= allowed => {
                Err(refused(window.ends, now))
            }
            _ => Ok(()),
        }
    }

    /// Whether it is not over. A clock that was set back makes none last longer.
    fn runs(&self, window: &Window, now: Timestamp) -> bool {
        now < window.ends && window.ends.since_ms(now) <= self.window_ms
    }

    /// Counts one time more.
    pub fn count(&self, who: &K, now: Timestamp) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(window) = seen.get_mut(who).filter(|window| self.runs(window, now)) {
            window.times = window.times.saturating_add(1);
            return;
        }
        if seen.len() >= MAX_WATCHED {
            make_room(&mut seen, now);
        }
        seen.insert(
            who.clone(),
            Window {
                ends: now.plus_ms(self.window_ms),
                times: 1,
            },
        );
    }

    /// Checks and counts.
    pub fn take(&self, who: &K, now: Timestamp) -> Result<(), Error> {
        self.take_up_to(self.allowed, who, now)
    }

    /// The same with another number of times than the limit's own.
    pub fn take_up_to(&self, allowed: u32, who: &K, now: Timestamp) -> Result<(), Error> {
        self.check_up_to(allowed, who, now)?;
        self.count(who, now);
        Ok(())
    }

    /// Starts over for somebody.
    pub fn forget(&self, who: &K) {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(who);
    }
}

fn refused(ends: Timestamp, now: Timestamp) -> Error {
    let seconds = ends.since_ms(now).div_euclid(1_000) + 1;
    Error::new(Code::RateLimited, texts::RATE_LIMITED).retry_after(u32::try_from(seconds).unwrap_or(u32::MAX))
}

/// Forgets windows that are over; when all still run, the half that ends first.
fn make_room<K: Eq + Hash + Clone>(seen: &mut HashMap<K, Window>, now: Timestamp) {
    seen.retain(|_, window| now < window.ends);
    if seen.len() >= MAX_WATCHED {
        let mut ends: Vec<Timestamp> = seen.values().map(|window| window.ends).collect();
        ends.sort_unstable();
        let middle = ends.get(ends.len() / 2).copied().unwrap_or(now);
        seen.retain(|_, window| window.ends > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends() {
        let limit = Limit::new(2, 60_000);
        let now = Timestamp(0);
        assert!(limit.take(&"ana", now).is_ok() && limit.take(&"ana", now).is_ok());
        let refused = api::ApiError::from(limit.take(&"ana", now.plus_ms(1_000)).unwrap_err());
        assert_eq!((refused.code, refused.retry_after), (Code::RateLimited, Some(60)));
        assert!(limit.take(&"eva", now).is_ok(), "each has their own");
        assert!(limit.take(&"ana", now.plus_ms(60_000)).is_ok());
    }

    #[test]
    fn a_clock_that_is_set_back_locks_nobody_out() {
        let limit = Limit::new(1, 60_000);
        limit.count(&"ana", Timestamp(3_600_000));
        assert!(limit.check(&"ana", Timestamp(3_600_000)).is_err());
        assert!(limit.take(&"ana", Timestamp(0)).is_ok());
        assert!(limit.take(&"ana", Timestamp(59_999)).is_err(), "it counts on");
    }

    #[test]
    fn who_succeeds_starts_over() {
        let limit = Limit::new(1, 60_000);
        limit.count(&1, Timestamp(0));
        assert!(limit.check(&1, Timestamp(0)).is_err());
        limit.forget(&1);
        assert!(limit.check(&1, Timestamp(0)).is_ok());
    }

    #[test]
    fn memory_is_bounded() {
        let limit = Limit::new(1, 1_000_000);
        for who in 0..MAX_WATCHED * 2 {
            limit.count(&who, Timestamp(i64::try_from(who).unwrap()));
        }
        let last = MAX_WATCHED * 2 - 1;
        assert!(limit.seen.lock().unwrap().len() <= MAX_WATCHED);
        let now = Timestamp(i64::try_from(last).unwrap());
        assert!(limit.check(&last, now).is_err(), "the newest are kept");
    }
}
