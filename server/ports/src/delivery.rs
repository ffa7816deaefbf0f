//! How a subscriber is asked to handle an event: a few times at once, then again and again for days, and never so that its
//! panic or its waiting is anybody else's.

use crate::correlation::correlated;
use crate::event_bus::{DeadLetter, HandleError, Subscriber};
use domain::Timestamp;
use domain::event::Envelope;
use domain::failure::FailureCause;
use domain::time::{HOUR_MS, SECOND_MS, spread};
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

/// The pauses before the second and the third try; the next one is that of a dead letter.
const PAUSES: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(250)];
/// Who has not handled an event after this time has failed. What it calls has limits of its own, which are shorter.
const LONGEST: Duration = Duration::from_secs(20);

/// The pause after a letter's first failure, in milliseconds. Each further one is three times as long.
const FIRST_PAUSE_MS: i64 = 10 * SECOND_MS;
/// Longest pause between two tries of a letter, in milliseconds.
const LONGEST_PAUSE_MS: i64 = HOUR_MS;
/// After this many failures, which is about three days, a letter waits for somebody.
const LAST_TRY: u32 = 78;

/// After this time a round tries no further letter of a subscriber and tenant. With [`LONGEST`] it is the longest that a round
/// takes, and a function on AWS has more.
const ROUND: Duration = Duration::from_secs(15);
/// Maximum number of letters of one subscriber of one tenant that are tried in a round.
pub const LETTERS_A_ROUND: usize = 50;

/// Asks three times at most.
pub async fn deliver_with_retries(subscriber: &dyn Subscriber, event: &Envelope) -> Result<(), HandleError> {
    for pause in PAUSES {
        match deliver_once(subscriber, event).await {
            Ok(()) => return Ok(()),
            Err(error) => {
                tracing::debug!(subscriber = subscriber.name(), %error, "an event will be tried again");
                tokio::time::sleep(pause).await;
            }
        }
    }
    deliver_once(subscriber, event).await
}

/// Asks once; a panic is a failure, and so is an answer that does not come.
pub async fn deliver_once(subscriber: &dyn Subscriber, event: &Envelope) -> Result<(), HandleError> {
    let handling = correlated(event.correlation_id.clone(), subscriber.handle(event));
    let handling = AssertUnwindSafe(handling).catch_unwind();
    match tokio::time::timeout(LONGEST, handling).await {
        Ok(handled) => handled.unwrap_or_else(|_| Err(HandleError::new("the subscriber panicked"))),
        Err(_) => Err(HandleError::caused(
            FailureCause::Unavailable,
            format!("not done within {} s", LONGEST.as_secs()),
        )),
    }
}

/// Delivers a letter once more. Whoever does not want its event, which may not have been readable before, has handled it.
async fn deliver_letter(subscriber: &dyn Subscriber, letter: &DeadLetter) -> Result<(), HandleError> {
    let event = letter.readable()?;
    match subscriber.wants(event) {
        true => deliver_once(subscriber, event).await,
        false => Ok(()),
    }
}

/// What becomes of the letters of one subscriber of one tenant in a round, one after the other.
#[derive(Debug)]
pub struct Round {
    ends: tokio::time::Instant,
    /// Whether what one of them needs does not answer, so that the others would wait for the same.
    down: bool,
}

/// What became of a letter in a round.
#[derive(Debug)]
pub enum Retried {
    Handled,
    Failed(HandleError),
    /// It was not tried: what one before it needs does not answer.
    Spared,
    /// The round was over before its turn: it stays due.
    Left,
}

impl Round {
    pub fn begin() -> Round {
        Round {
            ends: tokio::time::Instant::now() + ROUND,
            down: false,
        }
    }

    /// Tries the next letter. What became of it is to be noted before the one after it is tried, so that a round that is cut
    /// off has lost one at most.
    pub async fn retry(&mut self, subscriber: &dyn Subscriber, letter: &DeadLetter) -> Retried {
        if self.down {
            return Retried::Spared;
        }
        if tokio::time::Instant::now() >= self.ends {
            return Retried::Left;
        }
        match deliver_letter(subscriber, letter).await {
            Ok(()) => Retried::Handled,
            Err(error) => {
                self.down = error.cause == FailureCause::Unavailable;
                Retried::Failed(error)
            }
        }
    }
}

/// When a letter is tried again that has failed `tries` times, the last of them at `now`; `None` when it is not, unless
/// somebody says so. `of` is what tells it from others that failed at the same time.
pub fn next_try(now: Timestamp, tries: u32, of: impl std::hash::Hash) -> Option<Timestamp> {
    if tries >= LAST_TRY {
        return None;
    }
    let grown = 3_i64.saturating_pow(tries.saturating_sub(1));
    let pause = FIRST_PAUSE_MS.saturating_mul(grown).min(LONGEST_PAUSE_MS);
    Some(now.plus_ms(spread(pause, (of, tries))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::DAY_MS;

    #[test]
    fn a_letter_is_tried_for_days_with_growing_pauses() {
        let (mut now, mut tries, mut pauses) = (Timestamp(0), 1, Vec::new());
        while let Some(next) = next_try(now, tries, "letter") {
            pauses.push(next.since_ms(now));
            (now, tries) = (next, tries + 1);
        }
        assert!((10_000..12_501).contains(&pauses[0]), "{pauses:?}");
        assert!(pauses[..6].is_sorted(), "{pauses:?}");
        assert!(pauses.iter().all(|pause| *pause <= LONGEST_PAUSE_MS * 5 / 4));
        assert!((3 * DAY_MS..4 * DAY_MS).contains(&now.0), "{now:?}");
    }

    #[test]
    fn what_failed_together_is_not_tried_together() {
        let mut times: Vec<_> = (0..100).map(|seq| next_try(Timestamp(0), 7, seq)).collect();
        times.sort();
        times.dedup();
        assert!(times.len() > 90, "{}", times.len());
    }
}
