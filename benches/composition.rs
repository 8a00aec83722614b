//! Composition under vetoes on generated problems; seeds and shapes are in the names.
//!
//! A name reads `function/candidates, funds, limits, implications, seed`. Funds are `money` (whole numbers of 1
//! to 60) or `different` (twelve random digits, so that hardly two groups bring the same). One candidate must
//! be in, each limit is a third on a random 30 % of the candidates, and the goal is half of all funds.
//!
//! - `compose`: counts, greatest fund, smallest groups, with the certificate (a recount up to 20 candidates).
//! - `everything`: the same, who is pivotal, what each rule costs, and the steps of each share limit.

#[path = "../tests/common/generate.rs"]
mod generate;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use generate::Generator;
use zopa::budget::Budget;
use zopa::composition::compose::{Composition, compose};
use zopa::composition::pivotal::standings;
use zopa::composition::rules::{limit_steps, rule_costs};
use zopa::games::composition::{Charter, CompositionProblem, ShareLimit};
use zopa::numeric::Rational;

#[derive(Clone, Copy)]
struct Shape {
    candidates: usize,
    different: bool,
    limits: usize,
    implications: usize,
}

const PLAIN: Shape = Shape { candidates: 20, different: false, limits: 1, implications: 5 };

const CASES: [Shape; 6] = [
    PLAIN,
    Shape { different: true, ..PLAIN },
    Shape { different: true, limits: 3, implications: 20, ..PLAIN },
    Shape { candidates: 40, ..PLAIN },
    Shape { candidates: 60, ..PLAIN },
    Shape { candidates: 40, different: true, ..PLAIN },
];

fn problem(shape: Shape, seed: u64) -> CompositionProblem {
    let mut generator = Generator::new(seed);
    let count = shape.candidates;
    let most = if shape.different { 1_000_000_000_000 } else { 60 };
    let funds: Vec<Rational> =
        (0..count).filter_map(|_| Rational::new(generator.between(1, most), 1)).collect();
    let total: Rational = funds.iter().sum();
    let third = Rational::new(1, 3).unwrap_or_default();
    let limits = (0..shape.limits).map(|_| {
        let carriers = (0..count).filter(|_| generator.chance(30)).collect();
        ShareLimit { carriers, at_most: third.clone() }
    });
    let limits = limits.collect();
    let implies = (0..shape.implications).map(|_| (generator.below(count), generator.below(count)));
    let charter = Charter {
        funds,
        extra_funds: Vec::new(),
        must: vec![0],
        implies: implies.collect(),
        limits,
        goal: total.checked_div(&Rational::from(2)),
    };
    CompositionProblem::new(charter).expect("a problem")
}

fn everything(composition: &Composition<'_>) -> bool {
    let budget = Budget::unlimited();
    let limits = 0..composition.problem().limits().len();
    let range = || (Rational::ZERO, Rational::ONE);
    standings(composition, &budget).found().is_some()
        && rule_costs(composition, &budget).found().is_some()
        && limits.into_iter().all(|limit| limit_steps(composition, limit, range()).is_some())
}

fn composition(criterion: &mut Criterion) {
    for (function, is_all) in [("compose", false), ("everything", true)] {
        let mut group = criterion.benchmark_group(function);
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_secs(1));
        for shape in CASES {
            let Shape { candidates, different, limits, implications } = shape;
            // Forty different funds take seconds for each member: counted once is enough.
            if is_all && candidates > 20 && different {
                continue;
            }
            let problem = problem(shape, 1);
            let funds = if different { "different" } else { "money" };
            let name = format!(
                "{candidates} candidates, {funds}, {limits} limits, {implications} implications, seed 1"
            );
            group.bench_function(name, |bencher| {
                bencher.iter(|| {
                    let composition = compose(black_box(&problem), &Budget::unlimited());
                    let found = composition.answer().found().is_some();
                    found && (!is_all || everything(&composition))
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, composition);
criterion_main!(benches);
