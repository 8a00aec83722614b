//! Amounts beside levels: the zone and every principle over generated games; seeds and shapes are in the names.
//!
//! A name reads `what/parties, amounts x pieces, levels, limits, seed`. Each amount goes from 0 to 12 in pieces of equal length; a
//! party likes more or less of it, at a rate of up to 20 points a unit that falls by up to 2 from piece to piece. Discrete issues
//! have 3 levels each, worth 0 to 40 points. Walk-away values are a third of the way from each party's least to its greatest
//! utility. A limit bounds a sum over all amounts.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use zopa::bargaining::mixed::{cells, mixed_zone};
use zopa::budget::Budget;
use zopa::certify::mixed::MixedPrinciple;
use zopa::games::bargaining::{BargainingGame, Term};
use zopa::games::mixed::{Continuous, MixedGame, Piece, SharedLimit, Stretch};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

struct Shape {
    parties: usize,
    amounts: usize,
    pieces: usize,
    discrete: usize,
    limits: usize,
}

fn game(shape: &Shape, seed: u64) -> MixedGame {
    let Shape { parties, amounts, pieces, discrete, limits } = *shape;
    let mut random = Random::new(seed);
    let mut number = |below: u64| random.below(below) as i64;
    let (mut least, mut greatest) = (vec![0_i64; parties], vec![0_i64; parties]);
    let mut continuous = Vec::new();
    for issue in 0..amounts {
        let mut rates: Vec<i64> = (0..parties).map(|_| number(41) - 20).collect();
        let mut list = Vec::new();
        for _ in 0..pieces {
            let length = Rational::new(12, pieces as i128).expect("a length");
            for (party, rate) in rates.iter_mut().enumerate() {
                greatest[party] += (*rate).max(0) * 12 / pieces as i64;
                least[party] += (*rate).min(0) * 12 / pieces as i64;
            }
            list.push(Piece { length, rates: rates.iter().map(|&rate| Rational::from(rate)).collect() });
            rates.iter_mut().for_each(|rate| *rate -= number(3));
        }
        continuous.push(Continuous { issue, stretches: vec![Stretch { from: 0.into(), pieces: list }] });
    }
    let mut terms = Vec::new();
    for issue in amounts..amounts + discrete {
        terms.push(Term {
            issues: vec![issue],
            table: (0..3 * parties).map(|_| i128::from(number(41))).collect(),
        });
        greatest.iter_mut().for_each(|own| *own += 30);
    }
    if discrete == 0 {
        terms.push(Term { issues: vec![0], table: vec![0; parties] });
    }
    let levels = std::iter::repeat_n(1, amounts).chain(std::iter::repeat_n(3, discrete)).collect();
    let walk_away =
        least.iter().zip(&greatest).map(|(low, high)| i128::from(low + (high - low) / 3)).collect();
    let frame = BargainingGame::new(levels, vec![1_u8.into(); parties], terms, Vec::new(), walk_away);
    let limits = (0..limits).map(|_| SharedLimit {
        levels: Vec::new(),
        amounts: (0..amounts).map(|place| (place, Rational::from(number(5)))).collect(),
        at_most: Rational::from(12 * amounts as i64),
    });
    let limits = limits.collect();
    MixedGame::new(frame.expect("a frame"), continuous, limits).expect("a game")
}

fn principles(parties: usize) -> Vec<MixedPrinciple> {
    vec![
        MixedPrinciple::Nash,
        MixedPrinciple::WeightedNash((1..).take(parties).collect()),
        MixedPrinciple::KalaiSmorodinsky,
        MixedPrinciple::Egalitarian,
        MixedPrinciple::Proportional((1..).take(parties).map(Rational::from).collect()),
        MixedPrinciple::Leximin,
        MixedPrinciple::EqualLoss,
        MixedPrinciple::Utilitarian,
    ]
}

fn mixed(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("mixed");
    group.sample_size(10);
    let shapes = [
        Shape { parties: 5, amounts: 10, pieces: 1, discrete: 0, limits: 0 },
        Shape { parties: 5, amounts: 10, pieces: 3, discrete: 0, limits: 2 },
        Shape { parties: 2, amounts: 10, pieces: 3, discrete: 0, limits: 2 },
        Shape { parties: 2, amounts: 3, pieces: 2, discrete: 5, limits: 1 },
        Shape { parties: 2, amounts: 2, pieces: 2, discrete: 7, limits: 1 },
        Shape { parties: 3, amounts: 3, pieces: 2, discrete: 5, limits: 1 },
        Shape { parties: 3, amounts: 2, pieces: 2, discrete: 7, limits: 1 },
    ];
    let budget = Budget::unlimited();
    for shape in shapes {
        for seed in 1..=2 {
            let game = game(&shape, seed);
            let name = format!(
                "{}, {} x {}, 3^{}, {} limits, seed {seed}",
                shape.parties, shape.amounts, shape.pieces, shape.discrete, shape.limits
            );
            group.bench_function(format!("zone/{name}"), |bencher| {
                bencher.iter(|| {
                    let cells = cells(black_box(&game), &budget).expect("combinations");
                    mixed_zone(&game, &cells, &budget).facts(&budget)
                });
            });
            if shape.amounts <= 3 {
                group.bench_function(format!("share/{name}"), |bencher| {
                    let cells = cells(&game, &budget).expect("combinations");
                    let zone = mixed_zone(&game, &cells, &budget);
                    bencher.iter(|| black_box(&zone).share(&budget).map(|answer| answer.found().is_some()));
                });
            }
            if shape.parties == 2 {
                group.bench_function(format!("frontier/{name}"), |bencher| {
                    let cells = cells(&game, &budget).expect("combinations");
                    let zone = mixed_zone(&game, &cells, &budget);
                    bencher.iter(|| {
                        let answer = black_box(&zone).frontier(&budget).expect("an open zone");
                        assert!(answer.found().is_some());
                    });
                });
            }
            group.bench_function(format!("all principles/{name}"), |bencher| {
                bencher.iter(|| {
                    let cells = cells(black_box(&game), &budget).expect("combinations");
                    let zone = mixed_zone(&game, &cells, &budget);
                    for principle in principles(shape.parties) {
                        let answer = black_box(zone.solve(principle, &budget));
                        assert!(answer.found().is_some() || answer.refutation().is_some());
                    }
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, mixed);
criterion_main!(benches);
