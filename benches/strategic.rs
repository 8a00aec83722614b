//! Equilibria of generated games of two players; seeds, sizes and families are in the names.
//!
//! A name reads `concept/family, m x n, seed`. Families are those of `tests/common/bimatrix.rs`: `random` (payoffs uniform and
//! independent, 0 to 99), `small` (the same, 0 to 2: degenerate), `repeated` (0 to 99, rows and columns repeated at random:
//! degenerate), `coordination` (both get 1 if they choose the same). Every answer carries its certificate, which is part
//! of the time. `ZOPA_BENCH_STRATEGIES=20` adds random games of that size; 20 x 20 takes most of a minute for each sample.

#[path = "../tests/common/bimatrix.rs"]
mod bimatrix;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use zopa::budget::Budget;
use zopa::certify::Completeness;
use zopa::games::normal_form::NormalFormGame;
use zopa::strategic::extreme_equilibria::extreme_equilibria;

fn strategic(criterion: &mut Criterion) {
    let more: Option<usize> = std::env::var("ZOPA_BENCH_STRATEGIES").ok().and_then(|text| text.parse().ok());
    let mut games: Vec<(String, NormalFormGame)> = Vec::new();
    for size in [7, 10, 15].into_iter().chain(more) {
        for seed in [1, 2, 3] {
            let name = format!("random, {size} x {size}, seed {seed}");
            games.push((name, bimatrix::random(size, size, 0, 99, seed)));
        }
    }
    games.push(("small, 12 x 12, seed 1".to_owned(), bimatrix::random(12, 12, 0, 2, 1)));
    games.push(("repeated, 12 x 12, seed 1".to_owned(), bimatrix::repeated(12, 12, 99, 1)));
    games.push(("coordination, 12 x 12".to_owned(), bimatrix::coordination(12)));

    let mut group = criterion.benchmark_group("extreme_equilibria");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    for (name, game) in &games {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let answer = extreme_equilibria(black_box(game), &Budget::unlimited());
                assert!(answer.found().is_some_and(|found| found.completeness == Completeness::All));
            });
        });
    }
    group.finish();
}

criterion_group!(benches, strategic);
criterion_main!(benches);
