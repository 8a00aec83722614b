//! Reading and writing game files; form, size and seed are in the names.
//!
//! `whole`: payoffs of up to four digits. `decimals`: the same in ten-thousandths. `long decimals`: 20 digits.
//! `offers`: a tree in which two players in turn offer and accept, each node with a set and each end with an
//! outcome of its own.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use zopa::format::game::read_game;
use zopa::model::game::GameForm;
use zopa::numeric::random::Random;

/// A game of two players with `size` strategies each, its payoffs written by `write`.
fn table(size: usize, seed: u64, write: impl Fn(&mut Random) -> String) -> String {
    let mut random = Random::new(seed);
    let mut text = format!("NFG 1 R \"\" {{ \"A\" \"B\" }} {{ {size} {size} }}\n\n");
    for _ in 0..2 * size * size {
        text.push_str(&write(&mut random));
        text.push(' ');
    }
    text
}

/// A tree of `3 * rounds + 1` nodes.
fn offers(rounds: usize) -> String {
    let mut text = "EFG 2 R \"\" { \"A\" \"B\" }\n\n".to_owned();
    for round in 0..rounds {
        let (giver, taker, number) = (round % 2 + 1, 2 - round % 2, round + 1);
        let _ = writeln!(text, "p \"\" {giver} {number} \"\" {{ \"offer\" }} 0");
        let _ = writeln!(text, "p \"\" {taker} {} \"\" {{ \"accept\" \"refuse\" }} 0", number + rounds);
        let _ = writeln!(text, "t \"\" {number} \"\" {{ {}, {} }}", round % 1000, 1000 - round % 1000);
    }
    text.push_str("t \"\" 0\n");
    text
}

fn game(text: &str) -> GameForm {
    read_game("-", text.as_bytes()).game.expect("a game")
}

fn files(criterion: &mut Criterion) {
    let whole = |random: &mut Random| (random.below(20_000) as i64 - 10_000).to_string();
    let decimals = |random: &mut Random| format!("{:.4}", random.below(20_000) as f64 / 10_000.0);
    let long = |random: &mut Random| format!("{}.{:019}", random.below(10), random.below(10_u64.pow(19)));
    let texts = [
        ("nfg, whole, 200 x 200, seed 1".to_owned(), table(200, 1, whole)),
        ("nfg, decimals, 200 x 200, seed 1".to_owned(), table(200, 1, decimals)),
        ("nfg, long decimals, 200 x 200, seed 1".to_owned(), table(200, 1, long)),
        ("efg, offers, 397 nodes".to_owned(), offers(132)),
        ("efg, offers, 1,000,000 nodes".to_owned(), offers(333_333)),
    ];
    for (name, text) in &texts {
        let mut group = criterion.benchmark_group(name);
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_secs(1));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("read", |bencher| bencher.iter(|| read_game("-", black_box(text.as_bytes()))));
        let game = game(text);
        group.bench_function("write", |bencher| bencher.iter(|| black_box(&game).write()));
        group.finish();
    }
}

criterion_group!(benches, files);
criterion_main!(benches);
