//! Numbers that follow from a seed, so that a plan can be made again.

use std::time::Duration;

/// A stream of numbers: SplitMix64, which passes for random and needs no more than this.
#[derive(Debug, Clone)]
pub struct Draw(u64);

impl Draw {
    /// The stream of this name. Streams of other names are independent, so that one scenario or person draws the same whatever the others do.
    pub fn of(seed: u64, name: &str) -> Draw {
        // FNV-1a, by which names that are alike come to numbers that are not.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Draw(seed ^ hash)
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below `end`; 0 when `end` is.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number().checked_rem(end).unwrap_or(0)
    }

    /// Whether a draw with this probability, in percent, says yes.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of these; `None` when there are none.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let end = u64::try_from(of.len()).unwrap_or(0);
        of.get(usize::try_from(self.below(end)).unwrap_or(0))
    }

    /// A time from nothing to below `end`, to the microsecond.
    pub fn time(&mut self, end: Duration) -> Duration {
        Duration::from_micros(self.below(u64::try_from(end.as_micros()).unwrap_or(u64::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    #[test]
    fn the_same_seed_and_name_draw_the_same() {
        let drawn = |seed, name| -> Vec<u64> {
            let mut draw = Draw::of(seed, name);
            (0..8).map(|_| draw.below(1_000)).collect()
        };
        assert_eq!(drawn(7, "kills"), drawn(7, "kills"));
        assert_ne!(drawn(7, "kills"), drawn(8, "kills"));
        assert_ne!(drawn(7, "kills"), drawn(7, "sockets"));
    }

    #[test]
    fn nothing_is_drawn_from_nothing() {
        let mut draw = Draw::of(1, "none");
        assert_eq!(draw.below(0), 0);
        assert_eq!(draw.one::<u64>(&[]), None);
    }
}
