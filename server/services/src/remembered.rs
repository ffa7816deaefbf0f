//! What was looked up a moment ago, in bounded memory. The time is the caller's: it comes from the [`Clock`](ports::Clock).

use domain::Timestamp;
use quick_cache::sync::Cache;
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};

/// Values by their keys, each good for a while. When there are too many, those that are asked for least go.
#[derive(Debug)]
pub(crate) struct Remembered<K, V> {
    values: Cache<K, (V, Timestamp)>,
    good_for_ms: i64,
    /// Grows with everything that is forgotten.
    forgotten: AtomicU64,
}

/// When something is looked up: what was forgotten since is not kept as it was before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lookup(u64);

impl<K: Eq + Hash + Clone, V: Clone> Remembered<K, V> {
    pub(crate) fn new(max_values: usize, good_for_ms: i64) -> Remembered<K, V> {
        Remembered {
            values: Cache::new(max_values),
            good_for_ms,
            forgotten: AtomicU64::new(0),
        }
    }

    /// To be called before something is read that is then kept.
    pub(crate) fn lookup(&self) -> Lookup {
        Lookup(self.forgotten.load(Ordering::SeqCst))
    }

    /// What was found under a key, unless that is too long ago. A clock that was set back makes nothing last longer.
    pub(crate) fn get(&self, key: &K, now: Timestamp) -> Option<V> {
        let (value, at) = self.values.get(key)?;
        (at <= now && now.since_ms(at) < self.good_for_ms).then_some(value)
    }

    /// What was found under a key, however long ago: for callers that can see whether it has changed since.
    pub(crate) fn latest(&self, key: &K) -> Option<V> {
        self.values.get(key).map(|(value, _)| value)
    }

    /// Keeps what was read, unless something was forgotten meanwhile: it may be of before.
    pub(crate) fn keep(&self, lookup: Lookup, key: K, value: V, now: Timestamp) {
        let fresh = || self.forgotten.load(Ordering::SeqCst) == lookup.0;
        if !fresh() {
            return;
        }
        self.values.insert(key.clone(), (value, now));
        // Forgotten between the look and the insertion.
        if !fresh() {
            self.values.remove(&key);
        }
    }

    pub(crate) fn forget(&self, key: &K) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.values.remove(key);
    }

    pub(crate) fn forget_all(&self) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.values.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_761_411_600_000);

    #[test]
    fn a_clock_that_is_set_back_makes_nothing_last_longer() {
        let remembered = Remembered::new(100, 5_000);
        remembered.keep(remembered.lookup(), "a", 1, NOW);
        assert_eq!(
            remembered.get(&"a", NOW.plus_ms(-1)),
            None,
            "it is of a time to come"
        );
    }

    #[test]
    fn a_value_is_good_for_a_while() {
        let remembered = Remembered::new(100, 5_000);
        remembered.keep(remembered.lookup(), "a", 1, NOW);
        assert_eq!(remembered.get(&"a", NOW.plus_ms(4_999)), Some(1));
        for at in [NOW.plus_ms(5_000), NOW.plus_ms(-1)] {
            assert_eq!(remembered.get(&"a", at), None);
        }
        assert_eq!(remembered.latest(&"a"), Some(1));
        assert_eq!(remembered.get(&"b", NOW), None);
    }

    #[test]
    fn what_is_forgotten_is_gone() {
        let remembered = Remembered::new(100, 5_000);
        for key in ["a", "b", "c"] {
            remembered.keep(remembered.lookup(), key, 1, NOW);
        }
        remembered.forget(&"a");
        assert_eq!(
            (remembered.get(&"a", NOW), remembered.get(&"b", NOW)),
            (None, Some(1))
        );
        remembered.forget_all();
        assert_eq!(
            (remembered.get(&"b", NOW), remembered.get(&"c", NOW)),
            (None, None)
        );
    }

    #[test]
    fn what_was_read_before_a_change_is_not_kept_after_it() {
        let remembered = Remembered::new(100, 5_000);
        let before = remembered.lookup();
        remembered.forget(&"a");
        remembered.keep(before, "a", 1, NOW);
        assert_eq!(remembered.get(&"a", NOW), None);
        remembered.keep(remembered.lookup(), "a", 2, NOW);
        assert_eq!(remembered.get(&"a", NOW), Some(2));
    }

    #[test]
    fn memory_is_bounded_and_what_is_used_stays() {
        let remembered = Remembered::new(1_000, 5_000);
        for key in 0..10_000 {
            remembered.keep(remembered.lookup(), key, (), NOW);
            // Somebody asks for the first one again and again.
            assert_eq!(remembered.get(&0, NOW), Some(()), "{key}");
        }
        assert!(remembered.values.len() <= 1_000);
        assert_eq!(remembered.get(&9_999, NOW), Some(()), "the newest is there");
    }
}
