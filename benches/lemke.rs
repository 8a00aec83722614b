//! One equilibrium of a two-player game or tree; sizes, payoffs and seeds are in the names.
//!
//! Payoffs are uniform and independent, from 0 to the greatest. Poker has one card for each player, an ante and a bet
//! of 1 (Kuhn 1950). Every figure includes the certificate, which is exact.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use zopa::budget::Budget;
use zopa::extensive::sequence_form::sequence_form;
use zopa::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome};
use zopa::games::normal_form::{NormalFormGame, Player};
use zopa::numeric::random::Random;
use zopa::numeric::{Rational, Units};
use zopa::strategic::lemke_howson::{Start, lemke_howson, lemke_howson_from_every_label};
use zopa::strategic::zero_sum::zero_sum;

fn game(size: usize, greatest: u64, seed: u64, opposed: bool) -> NormalFormGame {
    let mut random = Random::new(seed);
    let mut draw = || -> Vec<i64> {
        (0..size * size).map(|_| i64::try_from(random.below(greatest + 1)).unwrap_or(0)).collect()
    };
    let first = draw();
    let second = if opposed { first.iter().map(|payoff| -payoff).collect() } else { draw() };
    let units = [first, second].map(|units| Units::from_integers(1_u8.into(), units)).to_vec();
    let player = || Player { name: String::new(), strategies: vec![String::new(); size] };
    NormalFormGame::from_units("", vec![player(), player()], units).expect("a game")
}

fn poker(cards: usize) -> ExtensiveGame {
    let set = |number: usize, mover, probabilities: Vec<Rational>| InformationSet {
        label: String::new(),
        number: number as u64,
        mover,
        actions: vec![String::new(); probabilities.len().max(2)],
        probabilities,
    };
    let deals = cards * (cards - 1);
    let chance = Rational::new(1, deals as i128).expect("cards");
    let mut sets = vec![set(1, Mover::Chance, vec![chance; deals])];
    for place in 0..4 * cards {
        sets.push(set(place + 1, Mover::Player(place % 4 / 2), vec![]));
    }
    let stakes = [-2, -1, 1, 2];
    let node = |set: Option<usize>, stake: i64| Node {
        label: String::new(),
        set: set.map(|set| set as u32),
        outcome: stakes.iter().position(|other| *other == stake).map(|place| place as u32),
    };
    let mut nodes = vec![node(Some(0), 0)];
    for (first, second) in (0..deals).map(|deal| (deal / (cards - 1), deal % (cards - 1))) {
        let second = if second < first { second } else { second + 1 };
        let sign = if first > second { 1 } else { -1 };
        let at = |card: usize, place: usize| Some(1 + 4 * card + place);
        nodes.extend([
            node(at(first, 0), 0),
            node(at(second, 2), 0),
            node(None, sign),
            node(at(first, 1), 0),
        ]);
        nodes.extend([node(None, -1), node(None, 2 * sign), node(at(second, 3), 0)]);
        nodes.extend([node(None, 1), node(None, 2 * sign)]);
    }
    let outcomes = (1..=4).map(|number| Outcome { label: String::new(), number }).collect();
    let payoffs = [stakes.map(Rational::from).to_vec(), stakes.map(|stake| (-stake).into()).to_vec()];
    ExtensiveGame::new("", vec![String::new(); 2], nodes, sets, outcomes, &payoffs).expect("a tree")
}

fn one(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one equilibrium");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    for size in [10, 50, 100, 200] {
        for seed in 0..5 {
            let game = game(size, 1000, seed, false);
            let name = format!("lemke_howson, {size} x {size}, payoffs to 1,000, seed {seed}");
            group.bench_function(name, |bencher| {
                bencher.iter(|| lemke_howson(black_box(&game), Start::Any, &Budget::unlimited()));
            });
        }
    }
    for size in [10, 20] {
        let game = game(size, 1000, 0, false);
        group.bench_function(format!("lemke_howson_from_every_label, {size} x {size}, seed 0"), |bencher| {
            bencher.iter(|| lemke_howson_from_every_label(black_box(&game), &Budget::unlimited()));
        });
    }
    for size in [10, 50, 100, 200] {
        let game = game(size, 1000, 0, true);
        group.bench_function(format!("zero_sum, {size} x {size}, payoffs to 1,000, seed 0"), |bencher| {
            bencher.iter(|| zero_sum(black_box(&game), &Budget::unlimited()));
        });
    }
    for cards in [3, 8, 16] {
        let game = poker(cards);
        group.bench_function(format!("sequence_form, poker with {cards} cards"), |bencher| {
            bencher.iter(|| sequence_form(black_box(&game), &Budget::unlimited()));
        });
    }
    group.finish();
}

criterion_group!(benches, one);
criterion_main!(benches);
