//! Coalitional games for tests and benches: families with a seed, and rules by which games are made.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use zopa::games::characteristic::{CharacteristicGame, Sense};
use zopa::numeric::Rational;

/// Numbers that look random and are the same on every machine.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % u64::try_from(high - low + 1).unwrap()).unwrap()
    }
}

/// How the worths of a generated game come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Each worth on its own, from 0 to a million times the number of members; everyone has the most.
    Random,
    /// Each worth on its own, from 0 to 3; everyone has 3 for each player.
    Integer,
    /// The square of the sum of weights, with a little noise that keeps the game convex.
    Convex,
    /// What an estate leaves once the others have their claims; the estate is half of all claims.
    Bankruptcy,
    /// 1 for more than half of the weights.
    Majority,
}

pub const FAMILIES: [Family; 5] =
    [Family::Random, Family::Integer, Family::Convex, Family::Bankruptcy, Family::Majority];

impl Family {
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Integer => "integer",
            Self::Convex => "convex",
            Self::Bankruptcy => "bankruptcy",
            Self::Majority => "majority",
        }
    }

    /// A game of `players` players; the same for the same seed.
    pub fn game(self, players: usize, seed: u64) -> CharacteristicGame {
        let mut numbers = Numbers::new(seed);
        let weights: Vec<i64> = (0..players).map(|_| numbers.between(1, 1000)).collect();
        let total: i64 = weights.iter().sum();
        let size = 1_usize << players;
        let mut sums = vec![0_i64];
        for weight in &weights {
            let with: Vec<i64> = sums.iter().map(|sum| sum + weight).collect();
            sums.extend(with);
        }
        let mut worth = |coalition: usize| match self {
            Self::Random if coalition + 1 == size => 1_000_000 * i64::from(coalition.count_ones()),
            Self::Random => numbers.between(0, 1_000_000) * i64::from(coalition.count_ones()),
            Self::Integer if coalition + 1 == size => 3 * i64::from(coalition.count_ones()),
            Self::Integer => numbers.between(0, 3),
            // Each pair adds at least 2 in mixed differences; noise of 0 or 1 on each coalition takes at most 2.
            Self::Convex => {
                sums[coalition] * sums[coalition] + numbers.between(0, 1) * i64::from(coalition + 1 < size)
            }
            Self::Bankruptcy => (total / 2 - (total - sums[coalition])).max(0),
            Self::Majority => i64::from(2 * sums[coalition] > total),
        };
        let units = (0..size).map(|coalition| if coalition == 0 { 0 } else { worth(coalition) }).collect();
        CharacteristicGame::from_units(players, 1_u8.into(), units).unwrap()
    }
}

/// A game of whole worths, the empty coalition first.
pub fn whole(worths: &[i64]) -> CharacteristicGame {
    let players = worths.len().trailing_zeros() as usize;
    CharacteristicGame::from_units(players, 1_u8.into(), worths.to_vec()).unwrap()
}

/// A game of costs.
pub fn costs(costs: &[i64]) -> CharacteristicGame {
    let players = costs.len().trailing_zeros() as usize;
    let costs: Vec<Rational> = costs.iter().map(|&cost| cost.into()).collect();
    CharacteristicGame::new(players, Sense::Cost, &costs).unwrap()
}

/// A game made by a rule from the members of each coalition.
pub fn by_rule(players: usize, worth: impl Fn(&[usize]) -> i64) -> CharacteristicGame {
    let members = |bits: usize| (0..players).filter(|player| bits >> player & 1 == 1).collect::<Vec<_>>();
    whole(&(0..1 << players).map(|bits| worth(&members(bits))).collect::<Vec<_>>())
}

/// 1 for coalitions whose weights reach the quota.
pub fn voting(quota: i64, weights: &[i64]) -> CharacteristicGame {
    by_rule(weights.len(), |members| i64::from(members.iter().map(|&one| weights[one]).sum::<i64>() >= quota))
}

/// What an estate leaves a coalition once the others have their claims.
pub fn bankruptcy(estate: i64, claims: &[i64]) -> CharacteristicGame {
    by_rule(claims.len(), |members| {
        let others = (0..claims.len()).filter(|player| !members.contains(player));
        (estate - others.map(|player| claims[player]).sum::<i64>()).max(0)
    })
}

/// Pairs of a left and a right glove.
pub fn glove(left: usize, right: usize) -> CharacteristicGame {
    by_rule(left + right, |members| {
        let lefts = members.iter().filter(|&&player| player < left).count();
        lefts.min(members.len() - lefts) as i64
    })
}
