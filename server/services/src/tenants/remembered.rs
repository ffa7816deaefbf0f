//! What was looked up in the registry just now, found or not, in bounded memory.

use super::REMEMBERED_MS;
use domain::{TenantId, Timestamp};
use ports::tenants::RegisteredTenant;
use std::collections::HashMap;
use std::sync::Arc;

/// Largest number of names that are remembered at once.
pub const MOST_REMEMBERED: usize = 10_000;

/// By what a restaurant is looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Name {
    Id(TenantId),
    Host(String),
}

type Found = Option<Arc<RegisteredTenant>>;

#[derive(Debug, Default)]
pub(super) struct Remembered(HashMap<Name, (Found, Timestamp)>);

impl Remembered {
    /// What was found under a name, if that is not too long ago.
    pub(super) fn get(&self, name: &Name, now: Timestamp) -> Option<Found> {
        let (found, at) = self.0.get(name)?;
        is_fresh(*at, now).then(|| found.clone())
    }

    /// Remembers what was found. Where there is no room, what is outdated goes first, then names that nothing was found
    /// under, then everything.
    pub(super) fn keep(&mut self, name: Name, found: Found, now: Timestamp) {
        if self.0.len() >= MOST_REMEMBERED {
            self.0.retain(|_, (_, at)| is_fresh(*at, now));
        }
        if self.0.len() >= MOST_REMEMBERED {
            self.0.retain(|_, (found, _)| found.is_some());
        }
        if self.0.len() >= MOST_REMEMBERED {
            self.0.clear();
        }
        self.0.insert(name, (found, now));
    }

    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}

/// A clock that was set back makes nothing last longer.
fn is_fresh(at: Timestamp, now: Timestamp) -> bool {
    at <= now && now.since_ms(at) < REMEMBERED_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use ports::tenants::TenantState;

    const NOW: Timestamp = Timestamp(1_761_411_600_000);

    fn pardos() -> Found {
        Some(Arc::new(RegisteredTenant {
            id: TenantId::parse("pardos").unwrap(),
            name: "Pardos".into(),
            hosts: Vec::new(),
            state: TenantState::Active,
            demo: false,
            created_at: NOW,
            version: 1,
        }))
    }

    #[test]
    fn made_up_names_do_not_fill_the_memory() {
        let mut remembered = Remembered::default();
        let real = Name::Host("pedidos.example.pe".into());
        remembered.keep(real.clone(), pardos(), NOW);
        for number in 0..3 * MOST_REMEMBERED {
            remembered.keep(Name::Host(format!("h{number}.example")), None, NOW);
            assert!(remembered.0.len() <= MOST_REMEMBERED);
        }
        assert_eq!(remembered.get(&real, NOW), Some(pardos()), "what is real stays");
    }

    #[test]
    fn what_was_found_and_what_was_not_is_looked_up_again_in_time() {
        let mut remembered = Remembered::default();
        let (real, unreal) = (Name::Host("a.pe".into()), Name::Host("b.pe".into()));
        remembered.keep(real.clone(), pardos(), NOW);
        remembered.keep(unreal.clone(), None, NOW);
        let before = NOW.plus_ms(REMEMBERED_MS - 1);
        assert_eq!(remembered.get(&real, before), Some(pardos()));
        assert_eq!(remembered.get(&unreal, before), Some(None));
        for at in [NOW.plus_ms(REMEMBERED_MS), NOW.plus_ms(-1)] {
            assert_eq!(
                (remembered.get(&real, at), remembered.get(&unreal, at)),
                (None, None)
            );
        }
    }
}
