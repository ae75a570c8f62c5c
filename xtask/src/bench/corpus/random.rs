//! Numbers that look random and are the same everywhere: SplitMix64, seeded by what they are for.

/// A stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// The stream for one thing: streams of different things, or numbers, have nothing in common.
    pub(crate) fn of(what: &str, number: usize) -> Self {
        // FNV-1a, which is all a name needs.
        let name = what.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut seeded = Self(name ^ (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        seeded.next();
        seeded
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `limit`; zero where the limit is zero.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let wide = u128::from(self.next()) * limit as u128;
        (wide >> 64) as usize
    }

    /// A number from `low` to below `high`.
    pub(crate) fn within(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low)
    }

    /// True that many times in a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// So many different ones of a list, in their order there.
    pub(crate) fn some<T: Copy>(&mut self, list: &[T], count: usize) -> Vec<T> {
        let mut left = count.min(list.len());
        let mut chosen = Vec::with_capacity(left);
        for (at, item) in list.iter().enumerate() {
            if self.below(list.len() - at) < left {
                chosen.push(*item);
                left -= 1;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_paper() {
        // The reference implementation's first numbers for the seed 1234567.
        let mut random = Random(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        let expected = [6457827717110365317, 3203168211198807973, 9817491932198370423];
        assert_eq!(first, expected);
    }

    #[test]
    fn some_are_different_ones() {
        let mut random = Random::of("test", 1);
        for count in 0..=4 {
            let chosen = random.some(&[1, 2, 3, 4], count);
            assert_eq!(chosen.len(), count);
            assert!(chosen.is_sorted_by(|left, right| left < right), "{chosen:?}");
        }
    }
}
