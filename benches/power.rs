//! Power indices on generated games; seeds and shapes are in the names.
//!
//! Voters, greatest weight and seed name a game of one rule; weights are uniform and independent, the quota is
//! half of all weights, rounded up to the next unit. Every figure includes the certificate. Tables are weighted
//! games written out coalition by coalition.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use zopa::budget::Budget;
use zopa::certify::power::Index;
use zopa::games::characteristic::{CharacteristicGame, Sense};
use zopa::games::voting::{VotingGame, WeightedRule};
use zopa::numeric::Rational;
use zopa::power::sample::{sample_banzhaf, sample_shapley};
use zopa::power::table::{banzhaf_value, index_of_table};
use zopa::power::{
    PowerAnswer, TooLarge, banzhaf::banzhaf, banzhaf_raw::banzhaf_raw, deegan_packel::deegan_packel,
    johnston::johnston, public_good::public_good, shapley::shapley,
};

/// Uniform numbers below `bound`.
fn uniform(seed: u64, bound: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    })
}

fn weights(voters: usize, greatest: u64, seed: u64) -> Vec<i64> {
    uniform(seed, greatest).take(voters).map(|weight| i64::try_from(weight).unwrap_or(0) + 1).collect()
}

fn voting(voters: usize, greatest: u64, seed: u64) -> VotingGame {
    let weights = weights(voters, greatest, seed);
    let quota = weights.iter().sum::<i64>() / 2 + 1;
    let weights = weights.into_iter().map(Rational::from).collect();
    VotingGame::new(voters, vec![WeightedRule { quota: quota.into(), weights }], vec![]).expect("a game")
}

fn table(players: usize, worth: impl Fn(i64, i64) -> i64) -> CharacteristicGame {
    let weights = weights(players, 100, 1);
    let total: i64 = weights.iter().sum();
    let mut votes = vec![0_i64; 1 << players];
    for coalition in 1..votes.len() {
        let lowest = coalition.trailing_zeros() as usize;
        votes[coalition] = votes[coalition & (coalition - 1)] + weights[lowest];
    }
    let worths: Vec<Rational> = votes.into_iter().map(|votes| worth(votes, total).into()).collect();
    CharacteristicGame::new(players, Sense::Worth, &worths).expect("a game")
}

type Solve = fn(&VotingGame, &Budget<'_>) -> Result<PowerAnswer, TooLarge>;

const INDICES: [(&str, Solve); 6] = [
    ("shapley", shapley),
    ("banzhaf", banzhaf),
    ("banzhaf_raw", banzhaf_raw),
    ("deegan_packel", deegan_packel),
    ("public_good", public_good),
    ("johnston", johnston),
];

fn power(criterion: &mut Criterion) {
    for (name, solve) in INDICES {
        let mut group = criterion.benchmark_group(name);
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_secs(1));
        for (voters, greatest) in [(15, 20), (50, 100), (100, 1_000), (200, 10), (200, 1_000)] {
            let game = voting(voters, greatest, 1);
            group.bench_function(format!("{voters} voters, weights to {greatest}, seed 1"), |bencher| {
                bencher.iter(|| solve(black_box(&game), &Budget::unlimited()));
            });
        }
        group.finish();
    }
    let mut group = criterion.benchmark_group("table");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    for players in [20, 25] {
        let simple = table(players, |votes, total| i64::from(2 * votes > total));
        for index in Index::ALL {
            group.bench_function(format!("{}, {players} players", index.id()), |bencher| {
                bencher.iter(|| index_of_table(black_box(&simple), index, &Budget::unlimited()));
            });
        }
        let general = table(players, |votes, _| votes * votes);
        group.bench_function(format!("banzhaf_value, {players} players"), |bencher| {
            bencher.iter(|| banzhaf_value(black_box(&general)));
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("sample");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    let game = voting(200, 1_000, 1);
    group.bench_function("shapley, 200 voters, 10000 draws, seed 1", |bencher| {
        bencher.iter(|| sample_shapley(black_box(&game), 10_000, 1, &Budget::unlimited()));
    });
    group.bench_function("banzhaf, 200 voters, 10000 draws, seed 1", |bencher| {
        bencher.iter(|| sample_banzhaf(black_box(&game), 10_000, 1, &Budget::unlimited()));
    });
    group.finish();
}

criterion_group!(benches, power);
criterion_main!(benches);
