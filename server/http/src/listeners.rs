//! Pages that listen to changes: so many, from one address so many, and some places are kept for staff.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Maximum number of pages that listen to changes at once; each holds a connection and some memory.
const MAX_LISTENERS: usize = 2_000;
/// Of these so many are left for staff, whatever visitors do.
const KEPT_FOR_STAFF: usize = 200;
/// Maximum number of visitors' pages of one address. A mobile network has many behind one.
const MAX_OF_ADDRESS: usize = 300;

/// How many may listen.
#[derive(Debug, Clone, Copy)]
struct Limits {
    all: usize,
    kept_for_staff: usize,
    of_address: usize,
}

/// Who listens.
#[derive(Debug)]
pub(super) struct Listeners {
    limits: Limits,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    all: usize,
    visitors: HashMap<String, usize>,
}

/// A place, which is free again when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    listeners: Arc<Listeners>,
    /// `None` for staff.
    visitor: Option<String>,
}

impl Default for Listeners {
    fn default() -> Listeners {
        Listeners::of(Limits {
            all: MAX_LISTENERS,
            kept_for_staff: KEPT_FOR_STAFF,
            of_address: MAX_OF_ADDRESS,
        })
    }
}

impl Listeners {
    fn of(limits: Limits) -> Listeners {
        Listeners {
            limits,
            open: Mutex::default(),
        }
    }

    /// A place for somebody of the staff; `None` when all are taken.
    pub(super) fn staff(self: &Arc<Self>) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.all >= self.limits.all {
            return None;
        }
        open.all += 1;
        Some(Place {
            listeners: Arc::clone(self),
            visitor: None,
        })
    }

    /// A place for a page of this address; `None` when it has as many as it may have, or all that are not kept are taken.
    pub(super) fn visitor(self: &Arc<Self>, address: String) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let of_address = open.visitors.get(&address).copied().unwrap_or_default();
        let full = open.all + self.limits.kept_for_staff >= self.limits.all;
        if full || of_address >= self.limits.of_address {
            return None;
        }
        open.all += 1;
        open.visitors.insert(address.clone(), of_address + 1);
        Some(Place {
            listeners: Arc::clone(self),
            visitor: Some(address),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.listeners.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all = open.all.saturating_sub(1);
        let Some(address) = &self.visitor else { return };
        if let Some(of_address) = open.visitors.get_mut(address) {
            *of_address = of_address.saturating_sub(1);
            if *of_address == 0 {
                open.visitors.remove(address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_leave_places_to_each_other_and_to_staff() {
        let listeners = Arc::new(Listeners::of(Limits {
            all: 5,
            kept_for_staff: 2,
            of_address: 2,
        }));
        let visitor = |address: &str| listeners.visitor(address.to_owned());
        let first = [visitor("a"), visitor("a")];
        assert!(first.iter().all(Option::is_some) && visitor("a").is_none());
        let other = visitor("b");
        assert!(other.is_some() && visitor("c").is_none(), "the rest is kept");
        let staff = [listeners.staff(), listeners.staff()];
        assert!(staff.iter().all(Option::is_some) && listeners.staff().is_none());
        drop((first, staff));
        assert!(visitor("a").is_some() && visitor("c").is_some());
        drop(other);
        let open = listeners.open.lock().unwrap();
        assert!(open.visitors.is_empty() && open.all == 0, "{open:?}");
    }
}
