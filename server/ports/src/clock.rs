//! The time, and the ids that are made of it.

use domain::Timestamp;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::cell::RefCell;
use std::fmt::Debug;
use std::future::Future;
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
    let bits = SEEDED
        .try_with(|bits| bits.borrow_mut().random())
        .unwrap_or_else(|_| rand::rng().random());
    ulid::Ulid::from_parts(ms, bits).to_string().to_lowercase()
}

tokio::task_local! {
    static SEEDED: RefCell<StdRng>;
}

/// Does something with ids whose random bits follow from a seed, so that it can be done again with the same ids. For
/// simulations: such ids can be guessed.
pub async fn seeded<T>(seed: u64, doing: impl Future<Output = T>) -> T {
    SEEDED
        .scope(RefCell::new(StdRng::seed_from_u64(seed)), doing)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn ids_follow_from_the_seed_where_there_is_one() {
        let made = async || [unique(Timestamp(1)), unique(Timestamp(1))];
        let first = seeded(7, made()).await;
        assert_eq!(seeded(7, made()).await, first);
        assert_ne!(seeded(8, made()).await, first);
        assert_ne!(first[0], first[1]);
        assert_ne!(made().await, made().await);
    }
}
