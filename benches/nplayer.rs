//! Games in normal form on generated payoffs; seeds and shapes are in the names. Every figure includes the
//! certificate.
//!
//! Payoffs are whole numbers, uniform and independent below the bound in the name. `mixed` games have no pure
//! equilibrium: the first such seeds from the one named. For `approximate_nash` a figure is for all games of the
//! line together.

#[allow(dead_code)] // the tests use the rest
#[path = "../tests/nplayer/games.rs"]
mod games;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use games::{Payoffs, random};
use zopa::budget::Budget;
use zopa::certify::strategic::Equilibrium;
use zopa::games::normal_form::NormalFormGame;
use zopa::strategic::approximate_nash::{approximate_nash, default_target};
use zopa::strategic::iterated_dominance::iterated_dominance;
use zopa::strategic::pure_nash::pure_nash;
use zopa::strategic::rationalizable::rationalizable;
use zopa::strategic::selection::{Fallback, selection};

fn group<'a>(criterion: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    group
}

/// The first games from `seed` on that have no pure equilibrium.
fn mixed(counts: &[usize], bound: u64, seed: u64, wanted: usize) -> Vec<NormalFormGame> {
    let is_mixed = |game: &NormalFormGame| pure_nash(game, &Budget::unlimited()).found().is_none();
    (seed..).map(|seed| random(counts, Payoffs::Below(bound), seed)).filter(is_mixed).take(wanted).collect()
}

fn pure(criterion: &mut Criterion) {
    let mut group = group(criterion, "pure_nash");
    for (name, counts) in [
        ("3162 x 3162, below 10^6, seed 1", vec![3162; 2]),
        ("215^3, below 10^6, seed 1", vec![215; 3]),
        ("14^6, below 10^6, seed 1", vec![14; 6]),
        ("2^20, below 10^6, seed 1", vec![2; 20]),
    ] {
        let game = random(&counts, Payoffs::Below(1_000_000), 1);
        group.bench_function(name, |bencher| {
            bencher.iter(|| pure_nash(black_box(&game), &Budget::unlimited()));
        });
    }
    group.finish();
}

fn near(criterion: &mut Criterion) {
    let mut group = group(criterion, "approximate_nash");
    for (name, counts, bound, wanted) in [
        ("20 mixed 2^3, below 10^6, seed 1", vec![2; 3], 1_000_000, 20),
        ("20 mixed 4^3, below 10, seed 1", vec![4; 3], 10, 20),
        ("20 mixed 3^6, below 10^6, seed 1", vec![3; 6], 1_000_000, 20),
        ("20 mixed 3^6, below 10, seed 1", vec![3; 6], 10, 20),
        ("5 mixed 3^8, below 10^6, seed 1", vec![3; 8], 1_000_000, 5),
        ("5 mixed 20^3, below 10^6, seed 1", vec![20; 3], 1_000_000, 5),
    ] {
        let games = mixed(&counts, bound, 1, wanted);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let solve = |game| approximate_nash(game, &default_target(), &Budget::unlimited());
                black_box(&games).iter().filter(|game| solve(game).found().is_some()).count()
            });
        });
    }
    group.finish();
}

fn dominance(criterion: &mut Criterion) {
    for (name, counts, bound) in [
        ("200 x 200, below 10^6, seed 1", vec![200; 2], 1_000_000),
        ("40 x 3, below 10^6, seed 1", vec![40, 3], 1_000_000),
        ("4^5, below 10, seed 1", vec![4; 5], 10),
    ] {
        let game = random(&counts, Payoffs::Below(bound), 1);
        let mut first = group(criterion, "iterated_dominance");
        first.bench_function(name, |bencher| {
            bencher.iter(|| iterated_dominance(black_box(&game), &Budget::unlimited()));
        });
        first.finish();
        let mut second = group(criterion, "rationalizable");
        second.bench_function(name, |bencher| {
            bencher.iter(|| rationalizable(black_box(&game), &Budget::unlimited()));
        });
        second.finish();
    }
}

fn reasons(criterion: &mut Criterion) {
    let mut group = group(criterion, "selection");
    let game = random(&[20, 20, 20], Payoffs::Below(10), 1);
    let answer = pure_nash(&game, &Budget::unlimited());
    let list: Vec<Equilibrium> = answer
        .found()
        .map(|list| list.profiles.iter().map(|&profile| list.equilibrium(&game, profile)).collect())
        .unwrap_or_default();
    for (name, fallback) in [("pure", Fallback::PureMaximin), ("mixed", Fallback::MixedMaximin)] {
        let name = format!("20^3, below 10, seed 1, {} equilibria, {name} maximin", list.len());
        group.bench_function(name, |bencher| {
            bencher.iter(|| selection(black_box(&game), &list, &fallback, &Budget::unlimited()));
        });
    }
    group.finish();
}

criterion_group!(benches, pure, near, dominance, reasons);
criterion_main!(benches);
