//! The efficient gains of two parties where issues have amounts.

use zopa::bargaining::mixed::{cells, mixed_zone};
use zopa::budget::Budget;
use zopa::certify::mixed::{MixedFrontier, MixedPrinciple, judge_mixed_frontier};
use zopa::games::bargaining::{BargainingGame, Term};
use zopa::games::mixed::{Continuous, MixedGame, Piece, Stretch};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

use crate::common::{grid, random_game, rational, solve};

/// The pieces with their gains and whether their ends count, from left to right.
type Line = Vec<([[Rational; 2]; 2], [bool; 2])>;

/// The frontier; `None` if there is no zone.
fn frontier(game: &MixedGame) -> Option<MixedFrontier> {
    let budget = Budget::unlimited();
    let cells = cells(game, &budget).unwrap();
    let answer = mixed_zone(game, &cells, &budget).frontier(&budget)?;
    Some(answer.found().unwrap_or_else(|| panic!("{answer:?}")).clone().into_claim())
}

fn line(game: &MixedGame, frontier: &MixedFrontier) -> Line {
    let gains = |place: usize, end: usize| -> [Rational; 2] {
        game.gains(&frontier.pieces[place].ends[end].package).unwrap().try_into().unwrap()
    };
    (0..frontier.pieces.len())
        .map(|place| {
            let ends = &frontier.pieces[place].ends;
            ([gains(place, 0), gains(place, 1)], [ends[0].is_closed, ends[1].is_closed])
        })
        .collect()
}

/// What the second party has at most where the first has `first`: by a look at every piece.
fn height(line: &Line, first: &Rational) -> Option<Rational> {
    let heights = line.iter().filter(|([_, to], _)| to[0] >= *first).map(|([from, to], _)| {
        let share = (first - &from[0]).checked_div(&(&to[0] - &from[0])).filter(|share| !share.is_negative());
        &from[1] + &(&share.unwrap_or_default() * &(&to[1] - &from[1]))
    });
    heights.max()
}

/// Two levels of one issue beside an amount from 0 to `most`: for each level what both have without and for each unit.
fn two_chains(most: [i64; 2], start: [[i64; 2]; 2], rates: [[i64; 2]; 2]) -> MixedGame {
    // The amount is a continuous issue for each level, of which the other level has none: a table over both.
    let stretches = (0..2).map(|level| Stretch {
        from: rational(if level == 0 { 0 } else { most[0] }),
        pieces: vec![Piece { length: rational(most[level]), rates: rates[level].map(rational).to_vec() }],
    });
    let table = start.iter().flatten().map(|&units| i128::from(units)).collect();
    let term = Term { issues: vec![0], table };
    let frame = BargainingGame::new(vec![2], vec![1_u8.into(); 2], vec![term], vec![], vec![0, 0]).unwrap();
    let issue = Continuous { issue: 0, stretches: stretches.collect() };
    MixedGame::new(frame, vec![issue], vec![]).unwrap()
}

fn numbers(line: &Line) -> Vec<([[i64; 2]; 2], [bool; 2])> {
    let whole = |gains: &[Rational; 2]| [0, 1].map(|side| gains[side].to_f64() as i64);
    line.iter().map(|(ends, closed)| ([whole(&ends[0]), whole(&ends[1])], *closed)).collect()
}

#[test]
fn chains_worked_out_by_hand_overlap_as_they_should() {
    // From (0, 10) to (5, 5), and from (3, 4) to (9, 1): the second falls behind until 5, where it is at 3.
    let game = two_chains([5, 6], [[0, 10], [3, 4]], [[1, -1], [1, -1]]);
    // A unit moves one point: (3, 4) to (7, 0) as nobody loses.
    let found = numbers(&line(&game, &frontier(&game).unwrap()));
    assert_eq!(found, [([[0, 10], [5, 5]], [true, true]), ([[5, 2], [7, 0]], [false, true])]);
    // A chain that starts level with where the first ends: its start improves on that end.
    let game = two_chains([5, 2], [[0, 10], [6, 5]], [[1, -1], [1, -2]]);
    let found = numbers(&line(&game, &frontier(&game).unwrap()));
    assert_eq!(found, [([[0, 10], [5, 5]], [true, false]), ([[6, 5], [8, 1]], [true, true])]);
    // Chains that cross at (4, 6): the one is steeper before, the other after.
    let game = two_chains([8, 4], [[0, 8], [0, 14]], [[2, -1], [2, -4]]);
    let found = numbers(&line(&game, &frontier(&game).unwrap()));
    // 8 - x/2 and 14 - 2x meet at x = 4.
    assert_eq!(found, [([[0, 14], [4, 6]], [true, true]), ([[4, 6], [16, 0]], [true, true])]);
    // What is better for both alone is one point.
    let game = two_chains([5, 3], [[0, 1], [2, 3]], [[1, 1], [1, 2]]);
    let found = numbers(&line(&game, &frontier(&game).unwrap()));
    assert_eq!(found, [([[5, 9], [5, 9]], [true, true])]);
    // One point and a chain that begins below it.
    let game = two_chains([5, 3], [[0, 1], [4, 6]], [[1, 1], [1, -1]]);
    let found = numbers(&line(&game, &frontier(&game).unwrap()));
    assert_eq!(found, [([[5, 6], [5, 6]], [true, true]), ([[5, 5], [7, 3]], [false, true])]);
}

#[test]
fn no_package_of_a_grid_is_beyond_the_frontier_and_the_grid_comes_near_it() {
    let mut random = Random::new(81);
    let (mut open, mut edges, mut open_ends) = (0, 0, 0);
    for _ in 0..150 {
        let game = random_game(&mut random, 2);
        let Some(frontier) = frontier(&game) else { continue };
        let line = line(&game, &frontier);
        open += 1;
        edges += line.len();
        open_ends += line.iter().flat_map(|(_, closed)| closed).filter(|closed| !**closed).count();
        let mut best: Vec<[Rational; 2]> = Vec::new();
        grid(&game, 6, &mut |package| {
            let gains: [Rational; 2] = game.gains(package).unwrap().try_into().unwrap();
            if game.is_admissible(package) && !gains.iter().any(Rational::is_negative) {
                assert!(height(&line, &gains[0]) >= Some(gains[1].clone()), "{gains:?} {line:?}");
                best.push(gains);
            }
        });
        // Rates are at most 16 and pieces at most 3 long: a grid package is near every end, and no better than it.
        for gains in line.iter().flat_map(|(ends, _)| ends) {
            let near = best.iter().any(|own| (0..2).all(|side| (&gains[side] - &own[side]).to_f64() < 16.0));
            assert!(near || best.len() < 20);
        }
    }
    assert!(open > 60 && edges > 100 && open_ends > 10, "{open} {edges} {open_ends}");
}

#[test]
fn every_principle_picks_a_point_of_the_frontier_and_nash_its_best() {
    let mut random = Random::new(82);
    let mut seen = 0;
    for _ in 0..80 {
        let game = random_game(&mut random, 2);
        let Some(frontier) = frontier(&game) else { continue };
        let line = line(&game, &frontier);
        let on_line = |gains: &[Rational]| height(&line, &gains[0]) == Some(gains[1].clone());
        for principle in
            [MixedPrinciple::Leximin, MixedPrinciple::KalaiSmorodinsky, MixedPrinciple::EqualLoss]
        {
            let answer = solve(&game, principle.clone());
            assert!(answer.found().is_none_or(|choice| on_line(&choice.gains)), "{principle:?} {line:?}");
        }
        // The greatest sum of two numbers on a piece is at one of its ends.
        let sum = line.iter().flat_map(|(ends, _)| ends).map(|gains| &gains[0] + &gains[1]).max();
        let utilitarian = solve(&game, MixedPrinciple::Utilitarian);
        assert_eq!(utilitarian.found().map(|choice| choice.gains.iter().sum()), sum);
        // The greatest product on a line: where the two factors are in proportion to its slope, or at an end.
        let product = |gains: [&Rational; 2]| gains[0] * gains[1];
        let best = line.iter().map(|([from, to], _)| {
            let [run, fall] = [&to[0] - &from[0], &from[1] - &to[1]];
            let middle = (&(&from[1] * &run) + &(&from[0] * &fall)).checked_div(&(&fall * &rational(2)));
            let first = middle.unwrap_or_default().clamp(from[0].clone(), to[0].clone());
            let second = &from[1] - &(&(&first - &from[0]) * &fall).checked_div(&run).unwrap_or_default();
            product([&first, &second])
        });
        let best = best.max().unwrap();
        let nash = solve(&game, MixedPrinciple::Nash);
        match nash.found() {
            Some(choice) => {
                let own = product([&choice.gains[0], &choice.gains[1]]);
                assert!(own <= best && (&best - &own).to_f64() <= 1e-6 * best.to_f64(), "{own} {best}");
                seen += 1;
            }
            None => assert!(best.is_zero()),
        }
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn a_frontier_with_a_wrong_part_is_refused() {
    let mut random = Random::new(83);
    let mut tried = 0;
    while tried < 400 {
        let game = random_game(&mut random, 2);
        let Some(claim) = frontier(&game) else { continue };
        assert!(judge_mixed_frontier(&game, claim.clone()).is_ok());
        let mut refused = |wrong: MixedFrontier, why: &str| {
            tried += 1;
            assert!(judge_mixed_frontier(&game, wrong).is_err(), "accepted {why}: {claim:?}");
        };
        for place in 0..claim.pieces.len() {
            let mut wrong = claim.clone();
            wrong.pieces.remove(place);
            refused(wrong, "a piece left out");
            for end in 0..2 {
                let mut wrong = claim.clone();
                wrong.pieces[place].ends[end].is_closed = !claim.pieces[place].ends[end].is_closed;
                refused(wrong, "an end that counts, or not");
                let mut wrong = claim.clone();
                wrong.pieces[place].ends[end].package.amounts[0] += &rational(100);
                refused(wrong, "an amount outside its stretch");
                if claim.pieces[place].ends[0] != claim.pieces[place].ends[1] {
                    let mut wrong = claim.clone();
                    wrong.pieces[place].ends[end] = wrong.pieces[place].ends[1 - end].clone();
                    wrong.pieces[place].ends.iter_mut().for_each(|end| end.is_closed = true);
                    refused(wrong, "a piece of which one end is left");
                }
            }
            let mut wrong = claim.clone();
            wrong.pieces[place].ends.reverse();
            if wrong != claim {
                refused(wrong, "a piece from right to left");
            }
            let mut wrong = claim.clone();
            wrong.pieces.push(claim.pieces[place].clone());
            if claim.pieces.len() > 1 {
                refused(wrong, "a piece twice");
            }
        }
        let mut wrong = claim.clone();
        wrong.bounds.pop();
        refused(wrong, "a combination without bounds");
        let mut wrong = claim.clone();
        (wrong.shared, wrong.bounds) = (Vec::new(), vec![Vec::new(); claim.bounds.len()]);
        refused(wrong, "no bounds at all");
        let mut wrong = claim.clone();
        wrong.pieces.clear();
        refused(wrong, "no piece");
        let mut wrong = claim.clone();
        for bound in wrong.shared.iter_mut().chain(wrong.bounds.iter_mut().flatten()) {
            bound.weights.iter_mut().for_each(|weight| *weight = -&*weight);
        }
        refused(wrong, "weights below 0");
    }
}

#[test]
fn three_parties_and_an_empty_zone_have_none() {
    let mut random = Random::new(84);
    for _ in 0..5 {
        assert!(frontier(&random_game(&mut random, 3)).is_none());
    }
    let game = two_chains([5, 6], [[-9, 1], [-8, 1]], [[1, -1], [1, -1]]);
    assert!(frontier(&game).is_none());
}
