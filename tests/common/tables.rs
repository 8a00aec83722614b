//! Seeded coalitional games for tests and benches: the same seed gives the same table on every machine.

// Each test or bench uses part of this; a generator that fails is a broken test.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use zopa::games::characteristic::{CharacteristicGame, Sense};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

/// The numbers of one table: `worth(S)` for each coalition, by its bits.
pub fn table(players: usize, worth: impl Fn(u32) -> i64) -> Vec<i64> {
    (0..1_u32 << players).map(worth).collect()
}

/// A game of worths in whole points.
pub fn worths(players: usize, units: Vec<i64>) -> CharacteristicGame {
    CharacteristicGame::from_units(players, 1_u8.into(), units).unwrap()
}

/// A game of costs in whole points.
pub fn costs(players: usize, units: &[i64]) -> CharacteristicGame {
    let costs: Vec<Rational> = units.iter().map(|&cost| cost.into()).collect();
    CharacteristicGame::new(players, Sense::Cost, &costs).unwrap()
}

/// Adds up `each[i]` over the members of each coalition.
pub fn additive(each: &[i64]) -> Vec<i64> {
    let mut sums = vec![0_i64];
    for &value in each {
        let with: Vec<i64> = sums.iter().map(|sum| sum + value).collect();
        sums.extend(with);
    }
    sums
}

/// What the others' claims leave over of an estate (O'Neill 1982).
pub fn bankruptcy(estate: i64, claims: &[i64]) -> Vec<i64> {
    let all: i64 = claims.iter().sum();
    additive(claims).into_iter().map(|inside| (estate - (all - inside)).max(0)).collect()
}

/// The greatest of the members' costs (Littlechild and Owen 1973).
pub fn airport(each: &[i64]) -> Vec<i64> {
    let greatest = |set: u32| (0..each.len()).filter(|&i| set >> i & 1 == 1).map(|i| each[i]).max();
    table(each.len(), |set| greatest(set).unwrap_or(0))
}

/// Pairs of a left and a right glove; the first `left` players have left ones.
pub fn gloves(players: usize, left: usize) -> Vec<i64> {
    let lefts = (1_u32 << left) - 1;
    table(players, |set| i64::from((set & lefts).count_ones().min((set & !lefts).count_ones())))
}

/// 1 if the members' weights reach the quota.
pub fn voting(quota: i64, weights: &[i64]) -> Vec<i64> {
    additive(weights).into_iter().map(|sum| i64::from(sum >= quota)).collect()
}

/// Independent worths in `-span..=span`.
pub fn random(players: usize, span: u32, seed: u64) -> Vec<i64> {
    let mut random = Random::new(seed);
    let width = 2 * u64::from(span) + 1;
    let mut units: Vec<i64> =
        (0..1_u64 << players).map(|_| random.below(width) as i64 - i64::from(span)).collect();
    units[0] = 0;
    units
}

/// A sum of `terms` games in which one random coalition earns 0 to 9 and nobody else matters: convex.
pub fn convex(players: usize, terms: usize, seed: u64) -> Vec<i64> {
    let mut random = Random::new(seed);
    let mut units = vec![0_i64; 1 << players];
    for _ in 0..terms {
        let coalition = 1 + random.below((1 << players) - 1) as usize;
        units[coalition] += random.below(10) as i64;
    }
    for player in 0..players {
        for set in 0..units.len() {
            if set >> player & 1 == 1 {
                units[set] += units[set ^ 1 << player];
            }
        }
    }
    units
}

/// Random claims of 1 to 1000 and an estate of half their sum.
pub fn bankrupt(players: usize, seed: u64) -> Vec<i64> {
    let mut random = Random::new(seed);
    let claims: Vec<i64> = (0..players).map(|_| 1 + random.below(1000) as i64).collect();
    bankruptcy(claims.iter().sum::<i64>() / 2, &claims)
}
