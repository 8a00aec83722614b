//! Extensive games; family and number of nodes are in the names, certificates are included.
//!
//! Family `offers`: alternating offers of whole units with a last round, built by rule, no seed. `lossless`: nothing
//! is lost by refusing, so that ties are everywhere; `costly`: each refusal costs both sides a unit.

#[path = "../tests/common/trees.rs"]
mod trees;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use trees::{Shape, alternating_offers, game, random};
use zopa::budget::Budget;
use zopa::certify::Completeness;
use zopa::extensive::backward_induction::backward_induction;

fn extensive(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("extensive");
    group.sample_size(10).warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_secs(1));
    for (units, rounds) in [(10, 2), (68, 3)] {
        for (name, loss) in [("lossless", 0), ("costly", 1)] {
            let game = alternating_offers(units, rounds, loss);
            group.bench_function(
                format!("backward_induction, offers, {name}, {} nodes", game.nodes().len()),
                |bencher| {
                    bencher.iter(|| {
                        let answer = backward_induction(black_box(&game), &Budget::unlimited());
                        assert_eq!(answer.completeness, Completeness::All);
                        assert!(answer.found().is_some());
                        answer
                    });
                },
            );
        }
    }
    let shape = Shape { players: 3, depth: 9, actions: 4, payoffs: 5, chance: 4, sets: 0 };
    let game = game(3, &random(&shape, 1));
    group.bench_function(
        format!("backward_induction, random with chance, seed 1, {} nodes", game.nodes().len()),
        |bencher| bencher.iter(|| backward_induction(black_box(&game), &Budget::unlimited())),
    );
    group.finish();
}

criterion_group!(benches, extensive);
criterion_main!(benches);
