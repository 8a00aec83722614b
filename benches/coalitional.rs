//! Core, least core, nucleolus and vertices on generated games; seeds, sizes and families are in the names.
//!
//! A name reads `concept/family, n players, seed`. Families are those of `tests/common/worths.rs`: `random` and `integer`
//! worths, `convex` (squares of sums with noise), `bankruptcy` (estate half of all claims), `majority` (weighted).
//! Every answer carries its certificate, which is part of the time.

#[path = "../tests/common/worths.rs"]
mod worths;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use worths::{FAMILIES, Family};
use zopa::budget::Budget;
use zopa::coalitional::{
    core::core, least_core::least_core, nucleolus::nucleolus, prenucleolus::prenucleolus,
    vertices::core_vertices,
};
use zopa::games::characteristic::CharacteristicGame;

/// Players of the games that every run times; `ZOPA_BENCH_PLAYERS=25` adds larger ones.
const PLAYERS: [usize; 3] = [10, 15, 20];

fn each(
    criterion: &mut Criterion,
    concept: &str,
    players: &[usize],
    families: &[Family],
    solve: impl Fn(&CharacteristicGame) -> bool,
) {
    let mut group = criterion.benchmark_group(concept);
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    for &players in players {
        for &family in families {
            for seed in [1, 2] {
                let game = family.game(players, seed);
                let name = format!("{}, {players} players, seed {seed}", family.name());
                group.bench_function(name, |bencher| bencher.iter(|| assert!(solve(black_box(&game)))));
            }
        }
    }
    group.finish();
}

fn coalitional(criterion: &mut Criterion) {
    let free = Budget::unlimited;
    let more: Option<usize> = std::env::var("ZOPA_BENCH_PLAYERS").ok().and_then(|text| text.parse().ok());
    let players: Vec<usize> = PLAYERS.into_iter().chain(more).collect();
    let is_found = |game: &CharacteristicGame| nucleolus(game, &free()).found().is_some();
    each(criterion, "nucleolus", &players, &FAMILIES, is_found);
    each(criterion, "prenucleolus", &[15], &FAMILIES, |game| prenucleolus(game, &free()).found().is_some());
    each(criterion, "least_core", &[15], &FAMILIES, |game| least_core(game, &free()).found().is_some());
    each(criterion, "core", &[15], &FAMILIES, |game| {
        let answer = core(game, &free());
        answer.found().is_some() || answer.refutation().is_some()
    });
    each(criterion, "core_vertices", &[5, 7], &[Family::Random, Family::Bankruptcy], |game| {
        let answer = core_vertices(game, 10_000, &free());
        answer.found().is_some() || answer.refutation().is_some()
    });
}

criterion_group!(benches, coalitional);
criterion_main!(benches);
