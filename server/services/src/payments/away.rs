//! Whether the gateway answers: what is done by itself waits while it does not, so that each call of it need not find out.

use domain::Timestamp;
use ports::{EngineError, delivery};
use std::sync::{Mutex, PoisonError};

/// The pause no longer grows after this number of failures: half a minute.
const LONGEST: u32 = 2;

/// What this process has found out about the gateway.
#[derive(Debug, Default)]
pub(super) struct Away(Mutex<Option<Pause>>);

#[derive(Debug, Clone, Copy)]
struct Pause {
    since: Timestamp,
    until: Timestamp,
    failures: u32,
}

impl Pause {
    /// A clock that was set back makes no pause longer.
    fn is_on(&self, now: Timestamp) -> bool {
        (self.since..self.until).contains(&now)
    }
}

impl Away {
    /// Whether it did not answer a moment ago.
    pub(super) fn is_at(&self, now: Timestamp) -> bool {
        let pause = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pause.is_some_and(|pause| pause.is_on(now))
    }

    /// Takes note of how a call of it ended. An answer that cannot be read is an answer.
    pub(super) fn note<T>(&self, called: &Result<T, EngineError>, now: Timestamp) {
        let mut pause = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let away = called.as_ref().is_err_and(EngineError::is_unavailable);
        match *pause {
            // Calls that began together are one failure.
            Some(known) if away && known.is_on(now) => {}
            known if away => {
                let failures = known
                    .map_or(0, |known| known.failures)
                    .saturating_add(1)
                    .min(LONGEST);
                let until = delivery::next_try(now, failures, "gateway").unwrap_or(now);
                *pause = Some(Pause {
                    since: now,
                    until,
                    failures,
                });
            }
            _ => *pause = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::{HOUR_MS, MINUTE_MS, SECOND_MS};

    fn unavailable() -> Result<(), EngineError> {
        Err(EngineError::unavailable("gateway", "no answer"))
    }

    #[test]
    fn the_pause_grows_to_half_a_minute_and_ends_with_an_answer() {
        let away = Away::default();
        let mut now = Timestamp(HOUR_MS);
        let mut pauses = Vec::new();
        for _ in 0..4 {
            away.note(&unavailable(), now);
            let began = now;
            while away.is_at(now) {
                now = now.plus_ms(SECOND_MS);
            }
            pauses.push(now.since_ms(began));
        }
        assert!(
            (10 * SECOND_MS..15 * SECOND_MS).contains(&pauses[0]),
            "{pauses:?}"
        );
        assert!(
            pauses[1..]
                .iter()
                .all(|pause| (30 * SECOND_MS..MINUTE_MS).contains(pause)),
            "{pauses:?}"
        );
        away.note(&unavailable(), now);
        away.note(
            &Err::<(), _>(EngineError::broken("gateway", "what is this?")),
            now,
        );
        assert!(!away.is_at(now));
    }

    #[test]
    fn a_clock_that_is_set_back_ends_it() {
        let away = Away::default();
        away.note(&unavailable(), Timestamp(2 * HOUR_MS));
        assert!(!away.is_at(Timestamp(HOUR_MS)));
    }
}
