//! How the handler of deadlines is asked, by every engine alike: its error or panic is nobody else's, and it is asked again
//! after a pause that grows.

use crate::workflows::OnDeadline;
use domain::stage::CurrentStep;
use domain::time::{MINUTE_MS, SECOND_MS};
use domain::{OrderId, TenantId};
use futures::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, PoisonError, RwLock};

/// Maximum number of deadlines that are handled at the same time.
pub const CONCURRENCY: usize = 16;
/// A handler that failed is asked again after this time, then after twice as long, up to [`LONGEST_PAUSE_MS`].
const FIRST_PAUSE_MS: i64 = 5 * SECOND_MS;
const LONGEST_PAUSE_MS: i64 = MINUTE_MS;

/// The handler of an engine, from the moment at which it is named.
#[derive(Debug, Default)]
pub struct DeadlineHandler(RwLock<Option<Arc<dyn OnDeadline>>>);

impl DeadlineHandler {
    pub fn set(&self, handler: Arc<dyn OnDeadline>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(handler);
    }

    pub fn get(&self) -> Option<Arc<dyn OnDeadline>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Asks about a deadline at which the handler has failed so often already. `None` when it is done; otherwise the pause before
/// it is asked again, in milliseconds.
pub async fn handle_deadline(
    handler: &dyn OnDeadline,
    tenant: &TenantId,
    order: &OrderId,
    step: CurrentStep,
    failures: u32,
) -> Option<i64> {
    let asking = AssertUnwindSafe(handler.deadline(tenant, order, step)).catch_unwind();
    let error = match asking.await {
        Ok(Ok(())) => return None,
        Ok(Err(error)) => error.to_string(),
        Err(_) => "the handler panicked".to_owned(),
    };
    tracing::warn!(%tenant, %order, step = step.wire_name(), error, "a deadline will be tried again");
    Some(pause_ms(failures))
}

/// The pause after a number of failures before this one, in milliseconds.
fn pause_ms(failures: u32) -> i64 {
    FIRST_PAUSE_MS
        .checked_shl(failures.min(8))
        .map_or(LONGEST_PAUSE_MS, |pause| pause.min(LONGEST_PAUSE_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_minute() {
        let pauses: Vec<i64> = (0..6).map(|failures| pause_ms(failures) / SECOND_MS).collect();
        assert_eq!(pauses, [5, 10, 20, 40, 60, 60]);
        assert_eq!(pause_ms(u32::MAX), LONGEST_PAUSE_MS);
    }
}
