//! The numbers of the orders that were seen, as ranges: an order that no list shows is found by its number.

use std::collections::BTreeMap;

/// A set of numbers. Those of orders in the order of time follow each other but for a few, so that it stays small.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// The first number of each range, with the last.
    ranges: BTreeMap<u64, u64>,
}

impl Numbers {
    pub fn add(&mut self, number: u64) {
        let before = self
            .ranges
            .range(..=number)
            .next_back()
            .map(|(first, last)| (*first, *last));
        let (first, last) = match before {
            Some((_, last)) if last >= number => return,
            Some((first, last)) if last.checked_add(1) == Some(number) => (first, number),
            _ => (number, number),
        };
        let after = number.checked_add(1).and_then(|next| self.ranges.remove(&next));
        self.ranges.insert(first, after.unwrap_or(last));
    }

    /// The numbers from `first` on that are not in it, without an end, lowest first.
    pub fn missing(&self, first: u64) -> impl Iterator<Item = u64> + '_ {
        let ends = self.ranges.values().map(|last| last.saturating_add(1));
        let starts = self.ranges.keys().copied().chain([u64::MAX]);
        let gaps = std::iter::once(first).chain(ends).zip(starts);
        gaps.flat_map(|(from, to)| from..to)
    }

    /// The least number; `None` when there is none.
    pub fn least(&self) -> Option<u64> {
        self.ranges.keys().next().copied()
    }

    /// How many numbers from `first` to the greatest are not in it.
    pub fn gaps(&self, first: u64) -> u64 {
        let greatest = self.ranges.values().next_back().copied().unwrap_or(0);
        let there = |(first, last): (&u64, &u64)| (last - first).saturating_add(1);
        let all = greatest.saturating_add(1).saturating_sub(first);
        all.saturating_sub(self.ranges.iter().map(there).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_any_order_make_ranges() {
        let mut numbers = Numbers::default();
        for number in [3, 1, 2, 7, 5, 3, 6, 10] {
            numbers.add(number);
        }
        let ranges: Vec<_> = numbers.ranges.iter().collect();
        assert_eq!(ranges, [(&1, &3), (&5, &7), (&10, &10)]);
        assert_eq!(numbers.missing(1).take(5).collect::<Vec<_>>(), [4, 8, 9, 11, 12]);
        assert_eq!((numbers.gaps(1), numbers.least()), (3, Some(1)));
        let none = Numbers::default();
        assert_eq!((none.missing(1).next(), none.gaps(1)), (Some(1), 0));
    }
}
