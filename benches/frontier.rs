//! Principles over the frontier of two parties; seeds and shapes are in the names.
//!
//! `curve` is the parabola `y = 1 - x^2`, `ellipse` the quarter `x^2 / 4 + y^2 = 1` by its rational parameter;
//! `2 x vertices` are mixtures of points of which all lie on the frontier. Certificates are included.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use zopa::bargaining::convex::convex_zone;
use zopa::bargaining::equal_area::equal_area_over_set;
use zopa::bargaining::frontier::{frontier_zone, point_on_frontier};
use zopa::bargaining::perles_maschler::perles_maschler_over_set;
use zopa::budget::Budget;
use zopa::certify::bargaining_set::SetPrinciple;
use zopa::games::bargaining_set::BargainingSet;
use zopa::games::frontier::Frontier;
use zopa::numeric::random::Random;
use zopa::numeric::{Field as _, Rational, RationalFunction};

fn constant(number: i64) -> RationalFunction {
    RationalFunction::constant(&number.into())
}

fn curve(utilities: [RationalFunction; 2]) -> Frontier {
    let nothing = [Rational::ZERO, Rational::ZERO];
    Frontier::from_curve(nothing, utilities, Rational::ZERO, Rational::ONE).expect("a frontier")
}

fn parabola() -> Frontier {
    let s = RationalFunction::unknown();
    curve([s.clone(), constant(1).minus(&s.times(&s))])
}

fn ellipse() -> Frontier {
    let s = RationalFunction::unknown();
    let (square, two) = (s.times(&s), constant(2));
    let below = constant(1).plus(&square);
    let over = |one: RationalFunction| one.over(&below).expect("not over zero");
    curve([over(two.times(&constant(1).minus(&square))), over(two.times(&s))])
}

/// A chain of `count` corners with steps of 1 to 1,000, steeper and steeper.
fn chain(count: usize) -> BargainingSet {
    let mut random = Random::new(5);
    let mut steps: Vec<(i64, i64)> =
        (1..count).map(|_| (random.below(1000) as i64 + 1, random.below(1000) as i64 + 1)).collect();
    steps.sort_by(|one, two| (one.1 * two.0).cmp(&(two.1 * one.0)));
    let mut at = (0, steps.iter().map(|step| step.1).sum::<i64>());
    let mut points = vec![vec![Rational::from(at.0), Rational::from(at.1)]];
    for (gain, loss) in steps {
        at = (at.0 + gain, at.1 - loss);
        points.push(vec![at.0.into(), at.1.into()]);
    }
    BargainingSet::from_vertices(vec![Rational::ZERO; 2], &points).expect("a set")
}

fn curves(criterion: &mut Criterion) {
    for (name, frontier) in [("curve", parabola()), ("ellipse", ellipse())] {
        for (principle, asked) in [
            ("nash", SetPrinciple::Nash),
            ("raiffa_discrete", SetPrinciple::RaiffaDiscrete),
            ("raiffa_continuous", SetPrinciple::RaiffaContinuous),
            ("perles_maschler", SetPrinciple::PerlesMaschler),
            ("equal_area", SetPrinciple::EqualArea),
        ] {
            criterion.bench_function(&format!("{principle}/{name}"), |bencher| {
                let budget = Budget::unlimited();
                bencher
                    .iter(|| point_on_frontier(&frontier_zone(black_box(&frontier)), asked.clone(), &budget));
            });
        }
    }
}

fn polygons(criterion: &mut Criterion) {
    for count in [10, 100] {
        let set = chain(count);
        criterion.bench_function(&format!("perles_maschler/2 x {count}"), |bencher| {
            let budget = Budget::unlimited();
            bencher.iter(|| perles_maschler_over_set(&convex_zone(black_box(&set), &budget), &budget));
        });
        criterion.bench_function(&format!("equal_area/2 x {count}"), |bencher| {
            let budget = Budget::unlimited();
            bencher.iter(|| equal_area_over_set(&convex_zone(black_box(&set), &budget), &budget));
        });
    }
}

criterion_group!(benches, curves, polygons);
criterion_main!(benches);
