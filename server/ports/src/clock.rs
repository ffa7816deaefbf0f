//! The time, and the ids that are made of it.

use domain::Timestamp;
use rand::RngExt;
use std::fmt::Debug;
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time. Everything that the product does at or after some time asks here, so that tests decide it.
pub trait Clock: Debug + Send + Sync {
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let ms = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_millis());
        Timestamp(i64::try_from(ms).unwrap_or(i64::MAX))
    }
}

/// The part of an id after its prefix: 26 characters that begin with the time, so that ids sort by age, and end in 80
/// random bits, so that none can be guessed.
pub fn unique(now: Timestamp) -> String {
    let ms = u64::try_from(now.0).unwrap_or(0);
    ulid::Ulid::from_parts(ms, rand::rng().random())
        .to_string()
        .to_lowercase()
}
