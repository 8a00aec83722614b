//! Seeded games for tests and benches: the same seed gives the same game on every machine.

// Each test or bench uses part of this; a generator that fails is a broken test.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use dashu_int::UBig;
use zopa::games::bargaining::{BargainingGame, Rule, Term};

/// The splitmix64 generator (Steele, Lea and Flood 2014).
pub struct Generator(u64);

impl Generator {
    /// A stream that depends on `seed` alone.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A number in `low..=high`.
    pub fn between(&mut self, low: i128, high: i128) -> i128 {
        low + i128::from(self.next()) % (high - low + 1)
    }

    /// An index below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    /// True `percent` times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// How the parties' values of the levels of one issue relate.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// Each level uniform in 0..=100, independent of all else.
    Random,
    /// Linear over the levels, each party in a random direction.
    Opposed,
    /// Random, but what the parties get always adds to the same total: every package is efficient.
    ConstantSum,
}

/// What a bench game looks like.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Number of issues.
    pub issues: usize,
    /// Levels of each issue.
    pub levels: usize,
    /// Number of parties.
    pub parties: usize,
    /// How values relate.
    pub values: Values,
    /// Number of pairs of issues with a bonus table and forbidden combinations: neighbours on a ring
    /// first, then second neighbours and so on; enough pairs tie all issues to all others.
    pub pairs: usize,
    /// Payoffs are multiplied by this: large factors need wider integers.
    pub factor: i128,
    /// Walk-away value as a percentage of the party's greatest additive utility.
    pub walk_away_percent: i128,
}

/// A game of `shape`; payoffs are weight (1..=10, per party and issue) times value (0..=100).
pub fn shaped(shape: Shape, seed: u64) -> BargainingGame {
    let mut generator = Generator::new(seed);
    let Shape { issues, levels, parties, .. } = shape;
    let mut terms = Vec::new();
    let mut greatest = vec![0_i128; parties];
    for issue in 0..issues {
        let mut table = vec![0_i128; levels * parties];
        for party in 0..parties {
            let weight = generator.between(1, 10);
            let rises = generator.chance(50);
            for level in 0..levels {
                let place = if rises { level } else { levels - 1 - level };
                let value = match shape.values {
                    Values::Opposed => 100 * place as i128 / (levels as i128 - 1).max(1),
                    _ => generator.between(0, 100),
                };
                table[level * parties + party] = value * weight * shape.factor;
            }
        }
        if matches!(shape.values, Values::ConstantSum) {
            for row in table.chunks_exact_mut(parties) {
                row[parties - 1] =
                    1000 * shape.factor * (parties as i128 - 1) - row[..parties - 1].iter().sum::<i128>();
            }
        }
        for (party, total) in greatest.iter_mut().enumerate() {
            *total += table.iter().skip(party).step_by(parties).max().unwrap();
        }
        terms.push(Term { issues: vec![issue], table });
    }
    let mut rules = Vec::new();
    for pair in 0..shape.pairs {
        let distance = 1 + pair / issues % (issues / 2);
        let mut both = vec![pair % issues, (pair + distance) % issues];
        both.sort_unstable();
        let table = (0..levels * levels * parties)
            .map(|_| if generator.chance(20) { shape.factor * generator.between(-200, 200) } else { 0 })
            .collect();
        terms.push(Term { issues: both.clone(), table });
        let allowed = (0..levels * levels).map(|_| !generator.chance(10)).collect();
        rules.push(Rule::Combinations { issues: both, allowed });
    }
    let walk_away = greatest.iter().map(|total| total * shape.walk_away_percent / 100).collect();
    BargainingGame::new(vec![levels; issues], vec![UBig::from(100_u8); parties], terms, rules, walk_away)
        .unwrap()
}

/// A small game with everything a game may have; values are multiplied by `factor`.
pub fn small(seed: u64, factor: i128) -> BargainingGame {
    let generator = &mut Generator::new(seed);
    let parties = 1 + generator.below(5);
    let issues = 1 + generator.below(6);
    let levels: Vec<usize> = (0..issues).map(|_| 1 + generator.below(4)).collect();
    let spread = [1, 3, 20][generator.below(3)];
    let mut terms = Vec::new();
    for _ in 0..generator.below(issues + 3) {
        let chosen = subset(generator, issues);
        let rows: usize = chosen.iter().map(|&issue| levels[issue]).product();
        let table = (0..rows * parties).map(|_| factor * generator.between(-spread, spread)).collect();
        terms.push(Term { issues: chosen, table });
    }
    let mut rules = Vec::new();
    for _ in 0..generator.below(4) {
        if generator.chance(50) {
            let chosen = subset(generator, issues);
            let rows: usize = chosen.iter().map(|&issue| levels[issue]).product();
            let percent = [70, 90, 100][generator.below(3)];
            rules.push(Rule::Combinations {
                issues: chosen,
                allowed: (0..rows).map(|_| generator.chance(percent)).collect(),
            });
        } else {
            let mut amounts = Vec::new();
            for (issue, &count) in levels.iter().enumerate() {
                if generator.chance(60) {
                    amounts.push((issue, (0..count).map(|_| generator.between(-2, 5)).collect()));
                }
            }
            rules.push(Rule::Sum { amounts, at_most: generator.between(-1, 8) });
        }
    }
    let scales = (0..parties).map(|_| UBig::from(1 + generator.below(7) as u64)).collect();
    let walk_away = (0..parties).map(|_| factor * generator.between(-2 * spread, spread)).collect();
    BargainingGame::new(levels, scales, terms, rules, walk_away).unwrap()
}

/// One to three issues, ascending, mostly one.
fn subset(generator: &mut Generator, issues: usize) -> Vec<usize> {
    let count = 1 + [0, 0, 1, 2][generator.below(4)].min(issues - 1);
    let mut chosen = Vec::new();
    while chosen.len() < count {
        let issue = generator.below(issues);
        if !chosen.contains(&issue) {
            chosen.push(issue);
        }
    }
    chosen.sort_unstable();
    chosen
}
