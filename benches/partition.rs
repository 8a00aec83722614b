//! Partition function games; players, family and seed are in the names, certificates are included.
//!
//! Families: `random` (each worth uniform in 0..=1000, no structure), `bonus` (random plus 500 for each pair in a
//! bloc, so that large blocs form), `cournot` (worth by the number of blocs), `treaty` (by the sizes of all blocs).
//! `everything` is what one case asks for: four externality rules, stability under four kinds of leaving and the
//! externality-free value; `recursive` is the fifth rule alone.

#[path = "../tests/common/generate.rs"]
mod generate;
#[path = "../tests/common/partition_games.rs"]
mod partition_games;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use partition_games::{cournot, random, treaty};
use zopa::budget::Budget;
use zopa::coalition::{Coalition, Partition};
use zopa::coalitional::externality::characteristic;
use zopa::coalitional::externality_free::externality_free;
use zopa::coalitional::stability::{agreement, stability};
use zopa::games::partition::{Externality, Leaving, PartitionGame};

fn families(players: usize) -> [(&'static str, PartitionGame); 4] {
    [
        ("random, seed 1", random(players, 1000, 1, 0, 1)),
        ("bonus, seed 1", random(players, 1000, 1, 500, 1)),
        ("cournot", cournot(players)),
        ("treaty", treaty(players)),
    ]
}

fn rules(players: usize) -> [Externality; 4] {
    let status_quo = Partition::singletons(players).with_bloc(Coalition::all(players / 2));
    [
        Externality::Pessimistic,
        Externality::Optimistic,
        Externality::Singletons,
        Externality::StatusQuo(status_quo),
    ]
}

fn everything(game: &PartitionGame) {
    for rule in rules(game.players()) {
        assert!(
            characteristic(game, &rule, &Budget::unlimited()).is_ok_and(|answer| answer.found().is_some())
        );
    }
    for leaving in Leaving::ALL {
        assert!(stability(game, leaving, &Budget::unlimited()).is_ok_and(|answer| answer.found().is_some()));
    }
    assert!(externality_free(game).is_ok_and(|answer| answer.found().is_some()));
}

fn partition(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("partition");
    group.sample_size(10).warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_secs(1));
    for players in [8, 10] {
        for (family, game) in families(players) {
            group.bench_function(format!("everything/{players} players, {family}"), |bencher| {
                bencher.iter(|| everything(black_box(&game)));
            });
        }
        let game = random(players, 1000, 1, 500, 1);
        for rule in rules(players) {
            let word = format!("{rule:?}");
            let word = word.split('(').next().unwrap_or_default().to_lowercase();
            group.bench_function(format!("externality {word}/{players} players, bonus, seed 1"), |bencher| {
                bencher.iter(|| characteristic(black_box(&game), &rule, &Budget::unlimited()));
            });
        }
        group.bench_function(format!("stability/{players} players, bonus, seed 1"), |bencher| {
            bencher.iter(|| stability(black_box(&game), Leaving::RestStays, &Budget::unlimited()));
        });
        group.bench_function(format!("agreement/{players} players, bonus, seed 1"), |bencher| {
            let members = Coalition::all(players - 1);
            let stands = Partition::singletons(players).with_bloc(members);
            bencher.iter(|| agreement(black_box(&game), &stands, members, Leaving::RestStays));
        });
        group.bench_function(format!("externality_free/{players} players, bonus, seed 1"), |bencher| {
            bencher.iter(|| externality_free(black_box(&game)));
        });
    }
    for players in [6, 7, 8] {
        for (family, game) in families(players) {
            group.bench_function(format!("recursive/{players} players, {family}"), |bencher| {
                let rule = Externality::Recursive;
                bencher.iter(|| characteristic(black_box(&game), &rule, &Budget::unlimited()));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, partition);
criterion_main!(benches);
