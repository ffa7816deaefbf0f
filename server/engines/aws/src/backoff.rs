//! Pauses between tries, of random length, so that those who met once do not meet again.

use rand::RngExt;
use std::time::Duration;

/// The first pause lasts at most so long, each later one at most twice as long as the one before.
const FIRST_MS: u64 = 16;
const LONGEST_MS: u64 = 800;
/// Maximum number of attempts; all pauses together last about two seconds.
const MAX_ATTEMPTS: u32 = 10;

/// The pauses of one call.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    made: u32,
}

impl Backoff {
    /// Waits before the next try; `false` when there is none any more.
    pub(super) async fn wait(&mut self) -> bool {
        self.made += 1;
        if self.made >= MAX_ATTEMPTS {
            return false;
        }
        let most = FIRST_MS
            .checked_shl(self.made.saturating_sub(1))
            .map_or(LONGEST_MS, |most| most.min(LONGEST_MS));
        let pause = rand::rng().random_range(1..=most);
        tokio::time::sleep(Duration::from_millis(pause)).await;
        true
    }
}
