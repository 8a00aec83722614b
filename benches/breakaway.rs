//! Breakaways from the packages of a zone, on a generated game; seeds and shapes are in the names.
//!
//! A game of six issues with eight levels and five parties, opposed linear values (see `benches/bargaining.rs`), its
//! first 2,000 acceptable packages, and four sub-deals of two or three parties that settle four or five issues
//! while the others stay at level 0. The certificate, which looks at everything again, is included.

#[path = "../tests/common/generate.rs"]
mod generate;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use generate::{Shape, Values, shaped};
use zopa::bargaining::finite::list_at_least;
use zopa::budget::Budget;
use zopa::coalitional::breakaway::breakaways;
use zopa::games::subdeal::{BreakawayProblem, SubDeal};
use zopa::numeric::Rational;

fn breakaway(criterion: &mut Criterion) {
    let shape = Shape {
        issues: 6,
        levels: 8,
        parties: 5,
        values: Values::Opposed,
        pairs: 0,
        factor: 1,
        walk_away_percent: 30,
    };
    let game = shaped(shape, 1);
    let packages = list_at_least(&game, game.walk_away(), 2000, &Budget::unlimited()).packages;
    let sides: [(&[usize], &[usize]); 4] = [
        (&[0, 1], &[0, 1, 2, 3]),
        (&[2, 3], &[1, 2, 3, 4, 5]),
        (&[0, 2, 4], &[0, 1, 2, 3, 4]),
        (&[1, 3, 4], &[2, 3, 4, 5]),
    ];
    let deals = sides.map(|(members, settles)| SubDeal {
        members: members.to_vec(),
        settles: settles.to_vec(),
        otherwise: vec![0; 6],
        shift: vec![Rational::ZERO; 5],
    });
    let name = format!("opposed, 8^6 x 5, {} packages, 4 sub-deals, seed 1", packages.len());
    let problem = BreakawayProblem::new(&game, deals.to_vec(), packages).expect("sub-deals of the game");
    let mut group = criterion.benchmark_group("breakaways");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    group.bench_function(name, |bencher| {
        bencher.iter(|| breakaways(black_box(&problem), &Budget::unlimited()).found().is_some());
    });
    group.finish();
}

criterion_group!(benches, breakaway);
criterion_main!(benches);
