//! The exact engine on generated games; seeds and shapes are in the names.
//!
//! A name reads `function/values, levels^issues x parties, pairs, factor, seed`. Values are `random`,
//! `opposed` (linear, each party in a random direction) or `constant-sum` (every package efficient); pairs
//! is the number of pairs of issues with a bonus table and forbidden combinations (0: additive); a factor
//! other than 1 makes payoffs so large that they need wider integers. Walk-away value: 30 % of a party's
//! greatest additive utility.

#[path = "../tests/common/generate.rs"]
mod generate;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use generate::{Shape, Values, shaped};
use zopa::bargaining::finite::{closest, frontier, list_at_least, meeting, survey};
use zopa::bargaining::zone::{Zone, zone};
use zopa::budget::Budget;
use zopa::concepts::{Entry, solutions};
use zopa::games::bargaining::BargainingGame;
use zopa::numeric::Rational;

/// The plain game that the cases below vary.
const PLAIN: Shape = Shape {
    issues: 6,
    levels: 10,
    parties: 5,
    values: Values::Random,
    pairs: 0,
    factor: 1,
    walk_away_percent: 30,
};

const CASES: [(Shape, u64); 13] = [
    (PLAIN, 1),
    (Shape { values: Values::Opposed, ..PLAIN }, 1),
    (Shape { pairs: 6, ..PLAIN }, 1),
    (Shape { values: Values::Opposed, pairs: 18, ..PLAIN }, 1),
    (Shape { issues: 7, parties: 2, ..PLAIN }, 1),
    (Shape { issues: 7, parties: 2, values: Values::Opposed, pairs: 21, ..PLAIN }, 1),
    (Shape { issues: 7, ..PLAIN }, 1),
    (Shape { issues: 7, values: Values::Opposed, ..PLAIN }, 0),
    (Shape { issues: 7, values: Values::Opposed, ..PLAIN }, 1),
    (Shape { issues: 7, values: Values::Opposed, pairs: 7, ..PLAIN }, 0),
    (Shape { issues: 7, values: Values::Opposed, pairs: 21, ..PLAIN }, 0),
    (Shape { issues: 7, values: Values::Opposed, factor: 1_000_000_000, ..PLAIN }, 1),
    (Shape { issues: 5, values: Values::ConstantSum, ..PLAIN }, 1),
];

fn name(shape: Shape, seed: u64) -> String {
    let values = match shape.values {
        Values::Random => "random",
        Values::Opposed => "opposed",
        Values::ConstantSum => "constant-sum",
    };
    let Shape { issues, levels, parties, pairs, factor, .. } = shape;
    format!("{values}, {levels}^{issues} x {parties}, {pairs} pairs, factor {factor}, seed {seed}")
}

/// Runs `solve` on every case that `is_wanted`.
fn each<T>(
    criterion: &mut Criterion,
    function: &str,
    is_wanted: impl Fn(Shape) -> bool,
    solve: impl Fn(&BargainingGame) -> T,
) {
    let mut group: BenchmarkGroup<WallTime> = criterion.benchmark_group(function);
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    for (shape, seed) in CASES.into_iter().filter(|(shape, _)| is_wanted(*shape)) {
        let game = shaped(shape, seed);
        group.bench_function(name(shape, seed), |bencher| bencher.iter(|| solve(black_box(&game))));
    }
    group.finish();
}

/// Every solution concept on one zone: nash, weighted_nash, kalai_smorodinsky, lex_kalai_smorodinsky, egalitarian,
/// proportional, leximin, equal_loss, utilitarian. Returns how many found a package.
fn all_solutions(zone: &Zone<'_>) -> usize {
    let weights: Vec<u32> = (1..).take(zone.game().parties()).collect();
    let proportions: Vec<Rational> = weights.iter().map(|&weight| i64::from(weight).into()).collect();
    let answers = solutions().map(|concept| match concept.entry {
        Entry::Choice(entry) => usize::from(entry(zone).found().is_some()),
        Entry::WeightedChoice(entry) => usize::from(entry(zone, &weights).found().is_some()),
        Entry::ProportionalChoice(entry) => {
            usize::from(entry(zone, &proportions).is_ok_and(|answer| answer.found().is_some()))
        }
        _ => 0,
    });
    answers.sum()
}

fn bargaining(criterion: &mut Criterion) {
    let unlimited = Budget::unlimited;
    each(criterion, "survey", |_| true, |game| survey(game, &unlimited()));
    each(criterion, "frontier", |_| true, |game| frontier(game, Some(game.walk_away()), &unlimited()));
    // The whole answer with its certificates: counts, efficient packages and all nine solutions.
    each(criterion, "zone and solutions", |_| true, |game| all_solutions(&zone(game, &unlimited())));
    each(criterion, "zone", |_| true, |game| zone(game, &unlimited()).facts().map(|facts| facts.acceptable));
    let large = |shape: Shape| shape.issues == 7 && shape.parties == 5 && shape.factor == 1;
    each(criterion, "list_at_least", large, |game| list_at_least(game, game.walk_away(), 10, &unlimited()));
    each(criterion, "closest", large, |game| closest(game, 10, &unlimited()));
    each(criterion, "meeting", large, |game| meeting(game, &unlimited()));
}

criterion_group!(benches, bargaining);
criterion_main!(benches);
