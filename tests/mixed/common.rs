//! Games as tests write them.

use zopa::bargaining::mixed::{cells, mixed_zone};
use zopa::budget::Budget;
use zopa::certify::mixed::{MixedAnswer, MixedFacts, MixedPrinciple};
use zopa::games::bargaining::{BargainingGame, Rule, Term};
use zopa::games::mixed::{Continuous, MixedGame, MixedPackage, Piece, SharedLimit, Stretch};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

pub(crate) fn rational(number: i64) -> Rational {
    Rational::from(number)
}

/// Two discrete issues, a bonus over one of them and a stretch, two amounts, one shared limit.
pub(crate) fn random_game(random: &mut Random, parties: usize) -> MixedGame {
    let mut number = |span: u64, least: i64| random.below(span) as i64 + least;
    let stretches = |number: &mut dyn FnMut(u64, i64) -> i64| {
        let mut list: Vec<Stretch> = Vec::new();
        let mut from = rational(number(3, 0));
        for _ in 0..number(2, 1) {
            let count = number(2, 1);
            let mut rates: Vec<i64> = (0..parties).map(|_| number(13, -5)).collect();
            let mut pieces = Vec::new();
            for _ in 0..count {
                let length = rational(number(3, 1));
                pieces.push(Piece { length, rates: rates.iter().map(|&rate| rational(rate)).collect() });
                rates.iter_mut().for_each(|rate| *rate -= number(4, 0));
            }
            let stretch = Stretch { from: from.clone(), pieces };
            from = stretch.to();
            list.push(stretch);
        }
        list
    };
    let continuous: Vec<Continuous> =
        [2, 3].map(|issue| Continuous { issue, stretches: stretches(&mut number) }).to_vec();
    let levels = vec![2, 3, continuous[0].stretches.len(), continuous[1].stretches.len()];
    let mut table = |issues: Vec<usize>, span: u64| {
        let size: usize = issues.iter().map(|&issue| levels[issue]).product();
        let table = (0..size * parties).map(|_| i128::from(number(span, -5))).collect();
        Term { issues, table }
    };
    let mut terms = vec![table(vec![0], 25), table(vec![1], 25), table(vec![0, 3], 8)];
    // The values at the lower ends continue the curves.
    for own in &continuous {
        let mut at = vec![Rational::ZERO; parties];
        let mut entries = Vec::new();
        for stretch in &own.stretches {
            entries.extend(at.iter().map(|value| value.to_f64() as i128));
            for piece in &stretch.pieces {
                at.iter_mut().zip(&piece.rates).for_each(|(at, rate)| *at += &(rate * &piece.length));
            }
        }
        terms.push(Term { issues: vec![own.issue], table: entries });
    }
    let rules =
        vec![Rule::Combinations { issues: vec![0, 1], allowed: vec![true, true, true, false, true, true] }];
    let walk_away = (0..parties).map(|_| i128::from(number(16, -2))).collect();
    let scales = (0..parties).map(|_| 1_u8.into()).collect();
    let limit = SharedLimit {
        levels: vec![(1, vec![rational(0), rational(1), rational(2)])],
        amounts: vec![(0, rational(1)), (1, rational(1))],
        at_most: rational(number(10, 3)),
    };
    let frame = BargainingGame::new(levels, scales, terms, rules, walk_away).unwrap();
    MixedGame::new(frame, continuous, vec![limit]).unwrap()
}

pub(crate) const PRINCIPLES: [MixedPrinciple; 6] = [
    MixedPrinciple::Nash,
    MixedPrinciple::KalaiSmorodinsky,
    MixedPrinciple::Egalitarian,
    MixedPrinciple::Leximin,
    MixedPrinciple::EqualLoss,
    MixedPrinciple::Utilitarian,
];

pub(crate) fn solve(game: &MixedGame, principle: MixedPrinciple) -> MixedAnswer {
    let budget = Budget::unlimited();
    let cells = cells(game, &budget).unwrap();
    mixed_zone(game, &cells, &budget).solve(principle, &budget)
}

/// The zone; `None` if it is proved empty.
pub(crate) fn facts(game: &MixedGame) -> Option<MixedFacts> {
    let budget = Budget::unlimited();
    let cells = cells(game, &budget).unwrap();
    let answer = mixed_zone(game, &cells, &budget).facts(&budget);
    assert!(answer.found().is_some() || answer.refutation().is_some(), "{answer:?}");
    answer.found().map(|facts| facts.clone().into_claim())
}

/// Every package with amounts on a grid of `steps` parts of each piece.
pub(crate) fn grid(game: &MixedGame, steps: i64, each: &mut dyn FnMut(&MixedPackage)) {
    let counts = game.frame().levels();
    let combinations: usize = counts.iter().product();
    for combination in 0..combinations {
        let mut rest = combination;
        let mut levels = vec![0; counts.len()];
        for issue in (0..counts.len()).rev() {
            (levels[issue], rest) = (rest % counts[issue], rest / counts[issue]);
        }
        let values: Vec<Vec<Rational>> = game
            .continuous()
            .iter()
            .map(|own| {
                let stretch = &own.stretches[levels[own.issue]];
                let mut values = vec![stretch.from.clone()];
                let mut at = stretch.from.clone();
                for piece in &stretch.pieces {
                    for step in 1..=steps {
                        values.push(
                            &at + &(&piece.length * &Rational::new(step.into(), steps.into()).unwrap()),
                        );
                    }
                    at = &at + &piece.length;
                }
                values
            })
            .collect();
        for first in &values[0] {
            for second in &values[1] {
                let package =
                    MixedPackage { levels: levels.clone(), amounts: vec![first.clone(), second.clone()] };
                each(&package);
            }
        }
    }
}
