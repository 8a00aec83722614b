//! A small generator of random numbers, the same on every machine.
//!
//! Sampling is asked for with a seed, and the same seed must give the same bytes wherever it runs. [`Random`] is
//! therefore written out here, in whole numbers only, and depends on nothing but its seed: no clock, no address,
//! no thread.
//!
//! Method: xoshiro256++ (Blackman and Vigna 2021, ACM Transactions on Mathematical Software 47), its four words
//! filled by splitmix64 (Steele, Lea and Flood 2014, OOPSLA), as its authors recommend. Numbers below a bound are
//! drawn by the upper half of a product, with the few words rejected that would favour some of them (Lemire
//! 2019, ACM Transactions on Modeling and Computer Simulation 29). Good for estimates; no secret is safe with it.

/// A stream of random numbers that depends on its seed alone.
///
/// ```
/// use zopa::numeric::random::Random;
///
/// let (mut one, mut other) = (Random::new(7), Random::new(7));
/// let mut order = [0, 1, 2, 3];
/// one.shuffle(&mut order);
/// order.sort();
/// assert_eq!(order, [0, 1, 2, 3]);
/// let mut again = [0, 1, 2, 3];
/// other.shuffle(&mut again);
/// assert_eq!(one.below(1000), other.below(1000));
/// ```
#[derive(Debug, Clone)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// The stream of `seed`; every seed is as good as another, 0 included.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut counter = seed;
        Self { state: std::array::from_fn(|_| splitmix(&mut counter)) }
    }

    /// The next 64 random bits.
    pub fn word(&mut self) -> u64 {
        let [first, second, third, fourth] = &mut self.state;
        let word = first.wrapping_add(*fourth).rotate_left(23).wrapping_add(*first);
        let shifted = *second << 17;
        *third ^= *first;
        *fourth ^= *second;
        *second ^= *third;
        *first ^= *fourth;
        *third ^= shifted;
        *fourth = fourth.rotate_left(45);
        word
    }

    /// A number below `bound`, each equally likely; 0 if `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        // Of the 2^64 words, `surplus` too many would fall on some numbers; those are drawn again.
        let surplus = bound.wrapping_neg() % bound;
        loop {
            let product = u128::from(self.word()) * u128::from(bound);
            let (number, rest) = ((product >> 64) as u64, product as u64);
            if rest >= surplus {
                return number;
            }
        }
    }

    /// Puts `items` in random order, each order equally likely (Fisher and Yates 1938; Durstenfeld 1964).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let place = self.below(last as u64 + 1);
            items.swap(usize::try_from(place).unwrap_or(last), last);
        }
    }
}

/// One step of splitmix64.
fn splitmix(counter: &mut u64) -> u64 {
    *counter = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut word = *counter;
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Random, splitmix};

    #[test]
    fn words_are_those_of_the_reference_implementations() {
        // Outputs of the authors' C programs xoshiro256plusplus.c (state 1, 2, 3, 4) and splitmix64.c (seed
        // 1234567), as ports of them assert.
        let mut random = Random { state: [1, 2, 3, 4] };
        let expected: [u64; 10] = [
            41_943_041,
            58_720_359,
            3_588_806_011_781_223,
            3_591_011_842_654_386,
            9_228_616_714_210_784_205,
            9_973_669_472_204_895_162,
            14_011_001_112_246_962_877,
            12_406_186_145_184_390_807,
            15_849_039_046_786_891_736,
            10_450_023_813_501_588_000,
        ];
        assert_eq!(expected.map(|_| random.word()), expected);
        let mut counter = 1_234_567;
        let expected: [u64; 3] =
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(expected.map(|_| splitmix(&mut counter)), expected);
    }

    #[test]
    fn every_order_of_three_comes_about_equally_often() {
        let mut random = Random::new(1);
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..60_000 {
            let mut order = [0, 1, 2];
            random.shuffle(&mut order);
            *counts.entry(order).or_insert(0_u32) += 1;
        }
        // 10,000 expected of each, with a standard deviation of 91: five of them either way.
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|&count| count.abs_diff(10_000) < 456), "{counts:?}");
    }

    #[test]
    fn numbers_stay_below_their_bound_whatever_it_is() {
        let mut random = Random::new(2);
        assert_eq!((random.below(0), random.below(1)), (0, 0));
        // Half of the words are rejected at this bound, the worst there is.
        let bound = (1 << 63) + 1;
        assert!((0..1000).all(|_| random.below(bound) < bound));
    }
}
