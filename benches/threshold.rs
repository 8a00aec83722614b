//! Thresholds on generated games; seeds and shapes are in the names.
//!
//! A name reads `function/number, values, levels^issues x parties, pairs, seed` as in the bench of the engine. Numbers: the
//! walk-away value of the first party, its weight on the first issue, its value of one level, and a shock that takes a
//! different share from every party. Walk-away values are 30 % of a party's greatest additive utility.
//!
//! - `open`: the values for which the zone is open.
//! - `nash`: where the Nash deal changes.
//! - `judged`: both, and the second look at every package.

#[path = "../tests/common/generate.rs"]
mod generate;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use generate::{Shape, Values, shaped};
use zopa::budget::Budget;
use zopa::certify::bargaining::LineReferee;
use zopa::games::bargaining::{BargainingGame, Term};
use zopa::games::line::{GameLine, LineEnd};
use zopa::numeric::{Interval, Rational};
use zopa::study::threshold::{nash_on, open_on};

/// The plain game that the cases below vary.
const PLAIN: Shape = Shape {
    issues: 6,
    levels: 10,
    parties: 5,
    values: Values::Random,
    pairs: 0,
    factor: 1,
    walk_away_percent: 30,
};

const CASES: [(&str, Shape); 6] = [
    ("random, 10^4 x 3, 0 pairs, seed 1", Shape { issues: 4, parties: 3, ..PLAIN }),
    ("random, 10^5 x 5, 0 pairs, seed 1", Shape { issues: 5, ..PLAIN }),
    ("opposed, 10^5 x 5, 5 pairs, seed 1", Shape { issues: 5, values: Values::Opposed, pairs: 5, ..PLAIN }),
    ("random, 10^6 x 5, 0 pairs, seed 1", PLAIN),
    ("opposed, 10^6 x 5, 6 pairs, seed 1", Shape { values: Values::Opposed, pairs: 6, ..PLAIN }),
    ("random, 10^7 x 2, 0 pairs, seed 1", Shape { issues: 7, parties: 2, ..PLAIN }),
];

/// What moves.
#[derive(Debug, Clone, Copy)]
enum Number {
    WalkAway,
    Weight,
    Value,
    Shock,
}

/// The game at the value 1 of a number that is 0 in `game`.
fn moved(game: &BargainingGame, number: Number) -> BargainingGame {
    let parties = game.parties();
    let mut terms: Vec<Term> = game.terms().to_vec();
    let mut floors = game.walk_away().to_vec();
    match number {
        Number::WalkAway => floors[0] += 100,
        Number::Weight => terms[0].table.iter_mut().step_by(parties).for_each(|units| *units *= 2),
        Number::Value => terms[0].table[0] += 100,
        Number::Shock => floors.iter_mut().zip(1..).for_each(|(floor, share)| *floor += 20 * share),
    }
    let scales = (0..parties).map(|party| game.scale(party).clone()).collect();
    BargainingGame::new(game.levels().to_vec(), scales, terms, game.rules().to_vec(), floors).expect("a game")
}

fn line(game: &BargainingGame, number: Number) -> GameLine {
    let legal = match number {
        Number::WalkAway | Number::Value => Interval::ALL,
        Number::Weight | Number::Shock => Interval::at_least(Rational::ZERO),
    };
    let end = |at: i64, game: BargainingGame| LineEnd {
        at: at.into(),
        stretch: vec![Rational::ONE; game.parties()],
        rule_unit: vec![Rational::ONE; game.rules().len()],
        game,
    };
    GameLine::new(legal, [end(0, game.clone()), end(1, moved(game, number))]).expect("a line")
}

fn thresholds(criterion: &mut Criterion) {
    let budget = Budget::unlimited();
    for number in [Number::WalkAway, Number::Weight, Number::Value, Number::Shock] {
        for (name, shape) in CASES {
            let line = line(&shaped(shape, 1), number);
            let near = Rational::ZERO;
            let open = || open_on(&line, &near, &budget).expect("open values");
            let nash = || nash_on(&line, &budget);
            let judged = || {
                let referee = LineReferee::new(&line, &[]);
                let open = referee.judge_open_values(open()).is_ok();
                open && nash().is_ok_and(|nash| referee.judge_nash_deals(nash).is_ok())
            };
            let mut group = criterion.benchmark_group(format!("{number:?}, {name}"));
            group.sample_size(10).warm_up_time(Duration::from_millis(100));
            group.measurement_time(Duration::from_millis(500));
            group.bench_function("open", |bencher| bencher.iter(|| black_box(open())));
            group.bench_function("nash", |bencher| bencher.iter(|| black_box(nash().is_ok())));
            group.bench_function("judged", |bencher| bencher.iter(|| black_box(judged())));
            group.finish();
        }
    }
}

criterion_group!(benches, thresholds);
criterion_main!(benches);
