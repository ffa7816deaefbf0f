//! Which orders have arrived and were not seen yet, and which have left without a word. A sound repeats until all is seen.

use domain::OrderId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Attention {
    /// Whether the queue was ever looked at: before, all of it is old.
    started: bool,
    known: BTreeSet<OrderId>,
    unseen: BTreeSet<OrderId>,
    /// Orders that have left the queue, and nobody knows why yet.
    gone: BTreeSet<OrderId>,
}

impl Attention {
    /// Takes the queue as it is now: every order in it, and those of them that wait for the one who looks here. `quietly`
    /// takes everything as seen. Returns how many have just arrived.
    pub fn look(&mut self, all: &[OrderId], waiting: &[OrderId], quietly: bool) -> usize {
        let quietly = quietly || !self.started;
        self.started = true;
        let mut arrived = 0;
        for id in waiting {
            if !self.known.contains(id) && !quietly {
                self.unseen.insert(id.clone());
                arrived += 1;
            }
        }
        self.unseen.retain(|id| waiting.contains(id) && !quietly);
        let known = all.iter().cloned().collect();
        let before = std::mem::replace(&mut self.known, known);
        self.gone.extend(before);
        self.gone.retain(|id| !self.known.contains(id));
        arrived
    }

    /// It is known why this order has left.
    pub fn explain(&mut self, id: &OrderId) {
        self.gone.remove(id);
    }

    /// The orders that have left the queue, and nobody knows why yet.
    pub fn unexplained(&self) -> impl Iterator<Item = &OrderId> {
        self.gone.iter()
    }

    /// Somebody has seen this order.
    pub fn see(&mut self, id: &OrderId) {
        self.known.insert(id.clone());
        self.unseen.remove(id);
    }

    pub fn see_all(&mut self) {
        self.unseen.clear();
    }

    pub fn is_new(&self, id: &OrderId) -> bool {
        self.unseen.contains(id)
    }

    pub fn count(&self) -> usize {
        self.unseen.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[u32]) -> Vec<OrderId> {
        numbers
            .iter()
            .map(|n| OrderId::parse(format!("o_{n}")).unwrap())
            .collect()
    }

    #[test]
    fn what_was_there_first_is_old_and_what_comes_is_new() {
        let mut attention = Attention::default();
        assert_eq!(attention.look(&ids(&[1, 2]), &ids(&[1, 2]), false), 0);
        assert_eq!(attention.look(&ids(&[1, 2, 3]), &ids(&[1, 2, 3]), false), 1);
        assert_eq!(attention.look(&ids(&[1, 2, 3]), &ids(&[1, 2, 3]), false), 0);
        assert_eq!(attention.count(), 1);
        attention.see(&ids(&[3])[0]);
        assert_eq!(attention.count(), 0);
    }

    #[test]
    fn what_somebody_else_took_needs_nobody_any_more() {
        let mut attention = Attention::default();
        attention.look(&[], &[], false);
        attention.look(&ids(&[1]), &ids(&[1]), false);
        attention.look(&ids(&[1]), &[], false);
        assert_eq!(attention.count(), 0);
        assert_eq!(
            attention.look(&ids(&[1]), &ids(&[1]), false),
            0,
            "put back, it is known"
        );
    }

    #[test]
    fn who_looks_quietly_hears_nothing() {
        let mut attention = Attention::default();
        attention.look(&[], &[], false);
        attention.look(&ids(&[1]), &ids(&[1]), true);
        assert_eq!(attention.count(), 0);
    }

    #[test]
    fn what_has_left_is_remembered_until_it_is_known_why() {
        let mut attention = Attention::default();
        attention.look(&ids(&[1, 2, 3]), &ids(&[1, 2, 3]), false);
        let read = serde_json::to_string(&attention).unwrap();
        // The tablet is loaded again, and two have left meanwhile.
        let mut attention: Attention = serde_json::from_str(&read).unwrap();
        attention.look(&ids(&[2]), &ids(&[2]), false);
        attention.explain(&ids(&[1])[0]);
        assert_eq!(attention.unexplained().cloned().collect::<Vec<_>>(), ids(&[3]));
        // It comes back, as after a completion that was taken back.
        attention.look(&ids(&[2, 3]), &ids(&[2, 3]), false);
        assert_eq!(attention.unexplained().count(), 0);
    }

    #[test]
    fn a_reload_does_not_silence_it() {
        let mut attention = Attention::default();
        attention.look(&[], &[], false);
        attention.look(&ids(&[1]), &ids(&[1]), false);
        let read: Attention = serde_json::from_str(&serde_json::to_string(&attention).unwrap()).unwrap();
        assert!(read.is_new(&ids(&[1])[0]));
    }
}
