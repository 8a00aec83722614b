//! Games with too many packages to look at; generator, seeds and shapes are in the names.
//!
//! A name reads `question/levels^issues x parties, extras, seed`. Utilities are whole numbers: a weight of up to two decimals
//! (they add to about one) times a value of two decimals, so that a party's utility has a resolution of 1e-4 of its range.
//! `opposed`: what one party gains along an issue the other loses, each along a concave or convex curve of its own.
//! `limit`: a weighted limit at half of what all issues could be charged. `pairs`: issues with a bonus table. Walk-away value:
//! 30 % of a party's greatest utility.

#[path = "../tests/common/generate.rs"]
mod generate;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use dashu_int::UBig;
use generate::{Generator, Shape, Values, shaped};
use zopa::bargaining::egalitarian::egalitarian;
use zopa::bargaining::kalai_smorodinsky::kalai_smorodinsky;
use zopa::bargaining::nash::nash;
use zopa::bargaining::zone::{Zone, zone, zone_for_solutions};
use zopa::budget::Budget;
use zopa::certify::bargaining::{Choice, NoStrictGain};
use zopa::certify::{Answer, Completeness};
use zopa::games::bargaining::{BargainingGame, Rule, Term};

/// Two parties that want opposite ends of every issue.
fn opposed(issues: usize, levels: usize, pairs: usize, has_limit: bool, seed: u64) -> BargainingGame {
    let generator = &mut Generator::new(seed);
    let mut terms = Vec::new();
    let mut greatest = [0_i128; 2];
    let mut weights = [vec![0; issues], vec![0; issues]];
    for weights in &mut weights {
        let raw: Vec<i128> = (0..issues).map(|_| generator.between(1, 10)).collect();
        let sum: i128 = raw.iter().sum();
        // At least 1, so that fifty issues keep a weight each.
        weights.iter_mut().zip(&raw).for_each(|(weight, raw)| *weight = (100 * raw / sum).max(1));
    }
    for (issue, weights) in weights[0].iter().zip(&weights[1]).enumerate() {
        let weights = [*weights.0, *weights.1];
        let mut table = vec![0; levels * 2];
        for (party, greatest) in greatest.iter_mut().enumerate() {
            let bend = generator.between(-40, 40);
            for level in 0..levels {
                let place = if party == 0 { level } else { levels - 1 - level } as i128;
                let last = levels as i128 - 1;
                let value = 100 * place / last + bend * place * (last - place) * 4 / (last * last) / 4;
                table[level * 2 + party] = weights[party] * value;
            }
            *greatest += table.iter().skip(party).step_by(2).max().copied().unwrap_or(0);
        }
        terms.push(Term { issues: vec![issue], table });
    }
    for pair in 0..pairs {
        let both = vec![2 * pair, 2 * pair + 1];
        let table = (0..levels * levels * 2)
            .map(|_| if generator.chance(20) { generator.between(-200, 200) } else { 0 })
            .collect();
        terms.push(Term { issues: both, table });
    }
    let mut rules = Vec::new();
    if has_limit {
        let amounts: Vec<(usize, Vec<i128>)> = (0..issues)
            .map(|issue| (issue, (0..levels).map(|_| generator.between(0, 20)).collect()))
            .collect();
        let most: i128 = amounts.iter().map(|(_, values)| values.iter().max().copied().unwrap_or(0)).sum();
        rules.push(Rule::Sum { amounts, at_most: most / 2 });
    }
    let walk_away = greatest.iter().map(|total| total * 30 / 100).collect();
    let scales = vec![UBig::from(10_000_u32); 2];
    BargainingGame::new(vec![levels; issues], scales, terms, rules, walk_away)
        .unwrap_or_else(|_| unreachable!())
}

/// Three parties, twelve issues of ten levels, weights up to 10 and values up to 100: utilities up to 10^4.
fn twelve(values: Values, seed: u64) -> BargainingGame {
    let shape = Shape {
        issues: 12,
        levels: 10,
        parties: 3,
        values,
        pairs: 0,
        factor: 1,
        walk_away_percent: if matches!(values, Values::Random) { 60 } else { 40 },
    };
    shaped(shape, seed)
}

/// Five parties, issues of eight levels; with limits, as many weighted ones at 35 % of what all issues could be charged.
fn five(issues: usize, values: Values, limits: usize, seed: u64) -> BargainingGame {
    let pairs = if limits > 0 { 2 } else { 0 };
    let shape = Shape { issues, levels: 8, parties: 5, values, pairs, factor: 1, walk_away_percent: 40 };
    let game = shaped(shape, seed);
    let generator = &mut Generator::new(seed + 100);
    let mut rules = game.rules().to_vec();
    for _ in 0..limits {
        let amounts: Vec<(usize, Vec<i128>)> =
            (0..issues).map(|issue| (issue, (0..8).map(|_| generator.between(0, 20)).collect())).collect();
        let most: i128 = amounts.iter().map(|(_, values)| values.iter().max().copied().unwrap_or(0)).sum();
        rules.push(Rule::Sum { amounts, at_most: most * 35 / 100 });
    }
    let scales = (0..5).map(|party| game.scale(party).clone()).collect();
    BargainingGame::new(
        game.levels().to_vec(),
        scales,
        game.terms().to_vec(),
        rules,
        game.walk_away().to_vec(),
    )
    .unwrap_or_else(|_| unreachable!())
}

/// The whole answer of two principles with certificates.
fn answers(zone: &Zone<'_>) -> usize {
    [nash(zone), kalai_smorodinsky(zone)].iter().filter(|answer| answer.found().is_some()).count()
}

fn two_parties(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("zone, nash and kalai_smorodinsky");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    for issues in [10, 30, 50] {
        for (pairs, has_limit) in [(0, false), (2, true)] {
            for seed in [1, 2] {
                let game = opposed(issues, 10, pairs, has_limit, seed);
                let extras = if has_limit { "1 limit and 2 pairs" } else { "additive" };
                let points = zone_for_solutions(&game, &Budget::unlimited()).frontier().points.len();
                let name = format!("opposed, 10^{issues} x 2, {extras}, seed {seed} ({points} points)");
                group.bench_function(name, |bencher| {
                    bencher.iter(|| answers(&zone_for_solutions(black_box(&game), &Budget::unlimited())));
                });
            }
        }
    }
    group.finish();
}

fn counts(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("counts");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    for seed in [1, 2] {
        let game = twelve(Values::Random, seed);
        group.bench_function(format!("random, 10^12 x 3, seed {seed}"), |bencher| {
            bencher.iter(|| zone(black_box(&game), &Budget::unlimited()).survey().acceptable);
        });
    }
    group.finish();
}

fn three_parties(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("zone, nash and kalai_smorodinsky");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    for (values, word) in [(Values::Random, "random"), (Values::Opposed, "opposed")] {
        for seed in [1, 2] {
            let game = twelve(values, seed);
            let points = zone(&game, &Budget::unlimited()).frontier().points.len();
            group.bench_function(format!("{word}, 10^12 x 3, seed {seed} ({points} points)"), |bencher| {
                bencher.iter(|| answers(&zone_for_solutions(black_box(&game), &Budget::unlimited())));
            });
        }
    }
    group.finish();
}

/// The zone with each party's best, and one solution, all with certificates.
fn five_parties(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("searched");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    let principles: [(&str, Principle); 3] =
        [("nash", nash), ("kalai_smorodinsky", kalai_smorodinsky), ("egalitarian", egalitarian)];
    for (issues, limits) in [(30, 0), (30, 1), (60, 0)] {
        for (values, word) in [(Values::Random, "random"), (Values::Opposed, "opposed")] {
            for seed in [1, 2] {
                let game = five(issues, values, limits, seed);
                let extras = if limits > 0 { "1 limit and 2 pairs" } else { "additive" };
                for (name, principle) in principles {
                    let answer = principle(&zone_for_solutions(&game, &Budget::unlimited()));
                    let is_exact = answer.completeness == Completeness::All;
                    let word =
                        format!("{name}/{word}, {issues} issues x 8 levels x 5, {extras}, seed {seed}");
                    let exact = if is_exact { "exact" } else { "with a gap" };
                    group.bench_function(format!("{word} ({exact})"), |bencher| {
                        bencher.iter(|| {
                            let zone = zone_for_solutions(black_box(&game), &Budget::unlimited());
                            principle(&zone).found().is_some()
                        });
                    });
                }
            }
        }
    }
    group.finish();
}

/// A principle over packages.
type Principle = fn(&Zone<'_>) -> Answer<Choice, NoStrictGain>;

criterion_group!(benches, two_parties, three_parties, five_parties, counts);
criterion_main!(benches);
