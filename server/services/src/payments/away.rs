//! Whether the gateway answers: what is done by itself waits while it does not, so that each call of it need not find out. Each account
//! of a restaurant's own is one of its own: what it does not answer holds up nobody else.

use domain::{TenantId, Timestamp};
use ports::payment_gateway::own_account;
use ports::{EngineError, delivery};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The pause no longer grows after this number of failures: half a minute.
const LONGEST: u32 = 2;

/// Whose account is asked: that of the deployment, or one of a restaurant's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Asked(Option<(TenantId, u32)>);

impl Asked {
    /// Where the payment of a reference was opened.
    pub(super) fn of(tenant: &TenantId, reference: &str) -> Asked {
        Asked(own_account(reference).map(|number| (tenant.clone(), number)))
    }
}

/// What this process has found out about the accounts that do not answer.
#[derive(Debug, Default)]
pub(super) struct Away(Mutex<HashMap<Asked, Pause>>);

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
    pub(super) fn is_at(&self, asked: &Asked, now: Timestamp) -> bool {
        let pauses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pauses.get(asked).is_some_and(|pause| pause.is_on(now))
    }

    /// Takes note of how a call of it ended. An answer that cannot be read is an answer.
    pub(super) fn note<T>(&self, asked: Asked, called: &Result<T, EngineError>, now: Timestamp) {
        let mut pauses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !called.as_ref().is_err_and(EngineError::is_unavailable) {
            pauses.remove(&asked);
            return;
        }
        let known = pauses.get(&asked).copied();
        // Calls that began together are one failure.
        if known.is_some_and(|known| known.is_on(now)) {
            return;
        }
        let failures = known
            .map_or(0, |known| known.failures)
            .saturating_add(1)
            .min(LONGEST);
        let until = delivery::next_try(now, failures, "gateway").unwrap_or(now);
        let pause = Pause {
            since: now,
            until,
            failures,
        };
        pauses.insert(asked, pause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::{HOUR_MS, MINUTE_MS, SECOND_MS};

    fn unavailable() -> Result<(), EngineError> {
        Err(EngineError::unavailable("gateway", "no answer"))
    }

    fn shared() -> Asked {
        Asked(None)
    }

    #[test]
    fn an_account_that_does_not_answer_holds_up_no_other() {
        let tenant = |id| TenantId::parse(id).unwrap();
        let away = Away::default();
        let now = Timestamp(HOUR_MS);
        let own = Asked::of(&tenant("pardos"), "A1_pardos_o_1_1");
        away.note(own.clone(), &unavailable(), now);
        assert!(away.is_at(&own, now));
        for other in [
            Asked::of(&tenant("pardos"), "A2_pardos_o_1_1"),
            Asked::of(&tenant("caleta"), "A1_caleta_o_1_1"),
            Asked::of(&tenant("pardos"), "pardos_o_1_1"),
        ] {
            assert!(!away.is_at(&other, now), "{other:?}");
        }
    }

    #[test]
    fn the_pause_grows_to_half_a_minute_and_ends_with_an_answer() {
        let away = Away::default();
        let mut now = Timestamp(HOUR_MS);
        let mut pauses = Vec::new();
        for _ in 0..4 {
            away.note(shared(), &unavailable(), now);
            let began = now;
            while away.is_at(&shared(), now) {
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
        away.note(shared(), &unavailable(), now);
        away.note(
            shared(),
            &Err::<(), _>(EngineError::broken("gateway", "what is this?")),
            now,
        );
        assert!(!away.is_at(&shared(), now));
    }

    #[test]
    fn a_clock_that_is_set_back_ends_it() {
        let away = Away::default();
        away.note(shared(), &unavailable(), Timestamp(2 * HOUR_MS));
        assert!(!away.is_at(&shared(), Timestamp(HOUR_MS)));
    }
}
