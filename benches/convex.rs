//! Every principle over generated convex sets; seeds and shapes are in the names.
//!
//! A name reads `function/parties x vertices` or `parties x rows`. Vertices have coordinates from 0 to 999 and the
//! disagreement point is at 200, so that many vertices lie below it for somebody; rows have coefficients from 0 to 99 and
//! bounds of 10,000.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use zopa::bargaining::adjusted_winner::adjusted_winner;
use zopa::bargaining::convex::{ConvexZone, convex_zone};
use zopa::bargaining::egalitarian::egalitarian_over_set;
use zopa::bargaining::equal_loss::equal_loss_over_set;
use zopa::bargaining::kalai_smorodinsky::kalai_smorodinsky_over_set;
use zopa::bargaining::lex_kalai_smorodinsky::lex_kalai_smorodinsky_over_set;
use zopa::bargaining::leximin::leximin_over_set;
use zopa::bargaining::nash::nash_over_set;
use zopa::bargaining::proportional::proportional_over_set;
use zopa::bargaining::raiffa_continuous::raiffa_continuous_over_set;
use zopa::bargaining::raiffa_discrete::raiffa_discrete_over_set;
use zopa::bargaining::utilitarian::utilitarian_over_set;
use zopa::bargaining::weighted_nash::weighted_nash_over_set;
use zopa::budget::Budget;
use zopa::certify::bargaining_set::SetAnswer;
use zopa::games::bargaining_set::BargainingSet;
use zopa::games::division::Division;
use zopa::numeric::Rational;
use zopa::numeric::linear_program::LinearProgram;
use zopa::numeric::random::Random;

fn list(random: &mut Random, length: usize, bound: u64) -> Vec<Rational> {
    (0..length).map(|_| Rational::from(random.below(bound) as i64)).collect()
}

fn vertices(parties: usize, count: usize) -> BargainingSet {
    let mut random = Random::new(5);
    let points: Vec<Vec<Rational>> = (0..count).map(|_| list(&mut random, parties, 1000)).collect();
    BargainingSet::from_vertices(vec![200.into(); parties], &points).expect("a set")
}

fn rows(parties: usize, count: usize) -> BargainingSet {
    let mut random = Random::new(5);
    let rows: Vec<Vec<Rational>> = (0..count).map(|_| list(&mut random, parties, 100)).collect();
    BargainingSet::from_rows(vec![0.into(); parties], rows, vec![10_000.into(); count]).expect("a set")
}

/// A principle, the numbers that some need filled in.
type Solver = fn(&ConvexZone<'_>, &Budget<'_>) -> SetAnswer;

fn counting(zone: &ConvexZone<'_>) -> Vec<Rational> {
    (1..).take(zone.set().parties()).map(Rational::from).collect()
}

/// nash, weighted_nash, kalai_smorodinsky, lex_kalai_smorodinsky, egalitarian, proportional, leximin, equal_loss,
/// raiffa_discrete, utilitarian, raiffa_continuous.
const SOLVERS: &[(&str, Solver)] = &[
    ("nash", nash_over_set),
    ("weighted_nash", |zone, budget| {
        weighted_nash_over_set(zone, &counting(zone), budget).expect("weights that fit")
    }),
    ("kalai_smorodinsky", kalai_smorodinsky_over_set),
    ("lex_kalai_smorodinsky", lex_kalai_smorodinsky_over_set),
    ("egalitarian", egalitarian_over_set),
    ("proportional", |zone, budget| {
        proportional_over_set(zone, &counting(zone), budget).expect("proportions that fit")
    }),
    ("leximin", leximin_over_set),
    ("equal_loss", equal_loss_over_set),
    ("raiffa_discrete", raiffa_discrete_over_set),
    ("utilitarian", utilitarian_over_set),
    ("raiffa_continuous", raiffa_continuous_over_set),
];

/// The principles that are timed on a set: over rows the flow of `raiffa_continuous` has no fast way yet.
fn timed(set: &BargainingSet) -> &'static [(&'static str, Solver)] {
    if set.vertices().is_some() { SOLVERS } else { &SOLVERS[..SOLVERS.len() - 1] }
}

/// Every principle on one set, from the numbers to the judged answers; how many found a point.
fn all(set: &BargainingSet) -> usize {
    let budget = Budget::unlimited();
    let zone = convex_zone(set, &budget);
    timed(set).iter().filter(|(_, solve)| solve(&zone, &budget).found().is_some()).count()
}

fn convex(criterion: &mut Criterion) {
    let cases = [
        ("3 parties x 20 vertices", vertices(3, 20)),
        ("5 parties x 200 vertices", vertices(5, 200)),
        ("10 parties x 1000 vertices", vertices(10, 1000)),
        ("5 parties x 100000 vertices", vertices(5, 100_000)),
        ("10 parties x 60 rows", rows(10, 60)),
    ];
    let mut group: BenchmarkGroup<WallTime> = criterion.benchmark_group("all principles");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    for (name, set) in &cases {
        assert_eq!(all(set), timed(set).len(), "{name}");
        group.bench_function(*name, |bencher| bencher.iter(|| all(black_box(set))));
    }
    group.finish();
    for &(function, solve) in SOLVERS {
        let mut group: BenchmarkGroup<WallTime> = criterion.benchmark_group(function);
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(100))
            .measurement_time(Duration::from_millis(500));
        for (name, set) in cases[2..].iter().filter(|(_, set)| timed(set).iter().any(|own| own.0 == function))
        {
            let budget = Budget::unlimited();
            group.bench_function(*name, |bencher| {
                bencher.iter(|| solve(&convex_zone(black_box(set), &budget), &budget).found().is_some());
            });
        }
        group.finish();
    }
}

/// Items that two parties divide, by `adjusted_winner`; names are numbers of items.
fn division(criterion: &mut Criterion) {
    let mut group: BenchmarkGroup<WallTime> = criterion.benchmark_group("adjusted_winner");
    group.sample_size(10).measurement_time(Duration::from_secs(1));
    for items in [10, 1000] {
        let mut random = Random::new(5);
        let game = Division::new([list(&mut random, items, 100), list(&mut random, items, 100)]);
        let game = game.expect("a division");
        group.bench_function(items.to_string(), |bencher| {
            bencher.iter(|| adjusted_winner(black_box(&game)).found().is_some());
        });
    }
    group.finish();
}

/// Linear programs of random entries from 1 to a million, as many rows as unknowns.
fn programs(criterion: &mut Criterion) {
    let mut group: BenchmarkGroup<WallTime> = criterion.benchmark_group("linear_program");
    group.sample_size(10).measurement_time(Duration::from_secs(1));
    for size in [20, 40, 80] {
        let mut random = Random::new(5);
        let mut numbers = |length: usize| -> Vec<Rational> {
            (0..length).map(|_| Rational::from(1 + random.below(1_000_000) as i64)).collect()
        };
        let (objective, bounds) = (numbers(size), numbers(size));
        let rows = (0..size).map(|_| numbers(size)).collect();
        let program = LinearProgram::new(objective, rows, bounds).expect("a program");
        group.bench_function(format!("{size} x {size}"), |bencher| {
            bencher.iter(|| black_box(&program).solve(&mut |_| true).expect("an answer"));
        });
    }
    group.finish();
}

criterion_group!(benches, convex, division, programs);
criterion_main!(benches);
