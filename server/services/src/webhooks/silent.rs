//! The addresses that did not answer a moment ago, as this process has found out.

use domain::time::MINUTE_MS;
use domain::{Timestamp, WebhookId};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An address is tried again after this time, in milliseconds, whatever the pause of what could not be sent to it: what is
/// newer waits no longer than this once it is back.
const LONGEST_MS: i64 = MINUTE_MS;

/// From when until when nothing is sent to an address.
#[derive(Debug, Default)]
pub(super) struct Silent(Mutex<HashMap<WebhookId, (Timestamp, Timestamp)>>);

impl Silent {
    fn all(&self) -> MutexGuard<'_, HashMap<WebhookId, (Timestamp, Timestamp)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the address did not answer a moment ago. A clock that was set back makes no pause longer.
    pub(super) fn is(&self, webhook: &WebhookId, now: Timestamp) -> bool {
        self.all()
            .get(webhook)
            .is_some_and(|(since, until)| (*since..*until).contains(&now))
    }

    /// It did not answer now. What could not be sent is tried again at `again`, and with it the address.
    pub(super) fn is_silent(&self, webhook: &WebhookId, now: Timestamp, again: Option<Timestamp>) {
        let longest = now.plus_ms(LONGEST_MS);
        let until = again.map_or(longest, |again| again.min(longest));
        let mut all = self.all();
        all.retain(|_, (since, until)| (*since..*until).contains(&now));
        all.insert(webhook.clone(), (now, until));
    }

    /// It has answered, or somebody has a reason to try it at once.
    pub(super) fn speaks(&self, webhook: &WebhookId) {
        self.all().remove(webhook);
    }
}
