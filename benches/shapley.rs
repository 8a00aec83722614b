//! Values and properties of coalitional games by table; family, number of players and seed are in the names.
//!
//! `random`: independent worths up to a million either way. `convex`: a sum of `2 n` games in which one random
//! coalition earns something. `bankruptcy`: random claims on half of their sum. `bankruptcy, last worth lowered`: the
//! same with the worth of all but the first player lowered by one, so that it is not convex and every pair of
//! coalitions is tried.

#[path = "../tests/common/tables.rs"]
mod tables;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use tables::{bankrupt, convex, random, worths};
use zopa::budget::Budget;
use zopa::certify::coalitional::{ShapleyValue, judge_shapley};
use zopa::coalitional::{dividends::dividends, properties, sampling::sample, shapley::shapley};
use zopa::games::characteristic::CharacteristicGame;

/// Runs `solve` on one generated game for each number of players.
fn each<T>(
    criterion: &mut Criterion,
    function: &str,
    family: &str,
    sizes: &[usize],
    units: impl Fn(usize, u64) -> Vec<i64>,
    solve: impl Fn(&CharacteristicGame) -> T,
) {
    let mut group: BenchmarkGroup<WallTime> = criterion.benchmark_group(function);
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    for &players in sizes {
        let game = worths(players, units(players, 1));
        let name = format!("{family}, n = {players}, seed 1");
        group.bench_function(name, |bencher| bencher.iter(|| solve(black_box(&game))));
    }
    group.finish();
}

fn values(criterion: &mut Criterion) {
    let millions = |players, seed| random(players, 1_000_000, seed);
    each(criterion, "shapley", "random", &[15, 20, 25], millions, shapley);
    each(criterion, "shapley", "bankruptcy", &[20], bankrupt, shapley);
    // A claim that is wrong is recomputed like one that is right.
    let judge = |game: &CharacteristicGame| {
        judge_shapley(game, ShapleyValue { value: vec![0.into(); game.players()] }).is_err()
    };
    each(criterion, "judge_shapley", "random", &[15, 20, 25], millions, judge);
    each(criterion, "dividends", "random", &[15, 20], millions, dividends);
    let estimate = |game: &CharacteristicGame| sample(game, 100_000, 1, &Budget::unlimited());
    each(criterion, "sample 100000 orders", "random", &[20], millions, estimate);
}

fn kinds(criterion: &mut Criterion) {
    let summed = |players, seed| convex(players, 2 * players, seed);
    let lowered = |players: usize, seed| {
        let mut units = bankrupt(players, seed);
        let last = units.len() - 2;
        units[last] -= 1;
        units
    };
    let merging = |game: &CharacteristicGame| properties::superadditive(game, &Budget::unlimited());
    let joining = |game: &CharacteristicGame| properties::convex(game, &Budget::unlimited());
    each(criterion, "convex", "convex", &[15, 20], summed, joining);
    each(criterion, "superadditive", "convex", &[15, 20], summed, merging);
    each(criterion, "superadditive", "bankruptcy, last worth lowered", &[15, 18], lowered, merging);
    each(criterion, "monotone", "convex", &[20], summed, properties::monotone);
    each(criterion, "dummy_players", "convex", &[20], summed, properties::dummy_players);
    each(criterion, "symmetric_players", "convex", &[20], summed, properties::symmetric_players);
}

criterion_group!(benches, values, kinds);
criterion_main!(benches);
