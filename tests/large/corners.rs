//! Two parties under limits: the frontier corner by corner, its packages, and wrong claims about it.

use std::sync::Arc;

use dashu_int::IBig;
use zopa::bargaining::kalai_smorodinsky::kalai_smorodinsky;
use zopa::bargaining::large::{large_solutions, large_zone};
use zopa::bargaining::nash::nash;
use zopa::bargaining::utilitarian::utilitarian;
use zopa::bargaining::zone::TIES_LISTED;
use zopa::budget::Budget;
use zopa::certify::bargaining::{Choice, LargeFacts, Referee};
use zopa::certify::{Completeness, Strength};
use zopa::games::bargaining::{BargainingGame, Rule, Term};
use zopa::numeric::Vectors;

use crate::common::brute;
use crate::generate::{Generator, Shape, Values, shaped};

/// Two parties under as many limits, of which some bind.
fn limited(issues: usize, levels: usize, limits: usize, values: Values, seed: u64) -> BargainingGame {
    let shape = Shape { issues, levels, parties: 2, values, pairs: 2, factor: 1, walk_away_percent: 30 };
    let game = shaped(shape, seed);
    let generator = &mut Generator::new(seed + 1000);
    let mut rules = game.rules().to_vec();
    for _ in 0..limits {
        let amounts: Vec<(usize, Vec<i128>)> = (0..issues)
            .map(|issue| (issue, (0..levels).map(|_| generator.between(0, 20)).collect()))
            .collect();
        let most: i128 = amounts.iter().map(|(_, values)| values.iter().max().unwrap()).sum();
        rules.push(Rule::Sum { amounts, at_most: most * generator.between(15, 60) / 100 });
    }
    let (levels, terms) = (game.levels().to_vec(), game.terms().to_vec());
    BargainingGame::new(levels, vec![100_u8.into(); 2], terms, rules, game.walk_away().to_vec()).unwrap()
}

#[test]
fn every_efficient_point_and_package_under_limits_is_found() {
    let (mut cornered, mut points) = (0, 0);
    for seed in 0..96 {
        let values = [Values::Opposed, Values::Random][seed as usize % 2];
        // Four limits are more than are looked at corner by corner.
        let game = limited(6 + seed as usize % 3, 3, 1 + seed as usize / 2 % 4, values, seed);
        let expected = brute(&game);
        let zone = large_solutions(&game, &Budget::unlimited());
        let facts = zone.large().unwrap().facts().unwrap();
        let efficient = facts.efficient.as_ref().unwrap();
        let mut found: Vec<Vec<i128>> = efficient.points.iter().collect();
        found.reverse();
        assert!(found.iter().eq(expected.efficient.keys()), "{seed}");
        for point in found {
            let at: Vec<&Vec<usize>> = expected
                .acceptable
                .iter()
                .filter(|(_, utilities)| *utilities == point)
                .map(|(package, _)| package)
                .collect();
            assert!(zone.packages_at(&point).iter().eq(at), "{seed}");
            points += 1;
        }
        cornered += usize::from(!efficient.weights.is_empty());
    }
    assert!(cornered >= 60 && points > 150, "{cornered} {points}");
}

/// Forty issues alike: a level that gives the first party 1 and costs 1, another that gives the second party 1; at most so
/// many of the first kind.
fn alike(at_most: i128) -> BargainingGame {
    let terms = (0..40).map(|issue| Term { issues: vec![issue], table: vec![1, 0, 0, 1] });
    let amounts = (0..40).map(|issue| (issue, vec![1, 0])).collect();
    let rules = vec![Rule::Sum { amounts, at_most }];
    BargainingGame::new(vec![2; 40], vec![1_u8.into(); 2], terms.collect(), rules, vec![0, 0]).unwrap()
}

#[test]
fn ties_beyond_any_list_are_counted_twice() {
    let zone_of = |at_most| large_solutions(Box::leak(Box::new(alike(at_most))), &Budget::unlimited());
    let zone = zone_of(15);
    assert_eq!(zone.frontier().points.len(), 16);
    let answer = nash(&zone);
    let choice = answer.found().unwrap();
    // 15 and 25: 40 choose 15.
    assert_eq!(choice.total, 40_225_345_056);
    assert_eq!(choice.packages.len(), TIES_LISTED);
    assert_eq!(choice.packages[0], [[0; 15].as_slice(), &[1; 25]].concat());
    assert_eq!(answer.completeness, Completeness::All);
    assert_eq!(choice.certificate().strength, Strength::Recount);
    // Every split is as good: all ways to pick at most 15 of 40.
    let answer = utilitarian(&zone);
    let choice = answer.found().unwrap();
    let mut ways = vec![1_u128];
    (0..40).for_each(|_| {
        ways = (0..=ways.len())
            .map(|place| {
                ways.get(place).unwrap_or(&0) + place.checked_sub(1).map_or(0, |before| ways[before])
            })
            .collect();
    });
    assert_eq!(choice.total, ways[..=15].iter().sum());
    assert_eq!(choice.certificate().strength, Strength::Recount);
}

#[test]
fn a_wrong_number_of_ties_is_refused() {
    let game = alike(15);
    let zone = large_solutions(&game, &Budget::unlimited());
    let right = nash(&zone).found().unwrap().clone().into_claim();
    assert!(zone.referee().judge_choice(right.clone()).is_ok());
    for total in [right.total - 1, right.total + 1] {
        assert!(zone.referee().judge_choice(Choice { total, ..right.clone() }).is_err());
    }
}

/// Fifty issues of ten levels, a limit and two pairs.
fn vast() -> BargainingGame {
    limited(50, 10, 1, Values::Opposed, 7)
}

#[test]
fn a_vast_zone_under_a_limit_is_found_again() {
    let game = vast();
    let zone = large_solutions(&game, &Budget::unlimited());
    let certificate = zone.large().unwrap().answer().found().unwrap().certificate().clone();
    assert_eq!(certificate.strength, Strength::Recount);
    let points = zone.frontier().points.len();
    assert!(points > 300, "{points}");
    for principle in [nash, kalai_smorodinsky] {
        let answer = principle(&zone);
        assert_eq!(answer.completeness, Completeness::All);
        assert_eq!(answer.found().unwrap().certificate().strength, Strength::Recount);
    }
}

/// The efficient points without number `left_out`.
fn without(facts: &mut LargeFacts, left_out: usize) {
    let efficient = facts.efficient.as_mut().unwrap();
    let mut points = Vectors::new(2);
    let kept = |place: &usize| *place != left_out;
    (0..efficient.points.len()).filter(kept).for_each(|place| points.push(&efficient.points.row(place)));
    efficient.points = Arc::new(points);
    Arc::make_mut(&mut efficient.packages).remove(left_out);
    let points = &efficient.points;
    facts.best = Some(vec![points.row(0)[0], points.row(points.len() - 1)[1]]);
    facts.agreement = efficient.packages.first().cloned();
}

#[test]
fn a_vast_frontier_with_a_point_left_out_is_refused() {
    let game = vast();
    let zone = large_solutions(&game, &Budget::unlimited());
    let right = zone.large().unwrap().facts().unwrap();
    let judge = |facts: LargeFacts| Referee::new(&game).judge_large(facts);
    assert!(judge(right.clone()).is_ok());
    let count = right.efficient.as_ref().unwrap().points.len();
    for left_out in [0, 1, count / 3, count / 2, count - 2, count - 1] {
        let mut wrong = right.clone();
        without(&mut wrong, left_out);
        assert!(judge(wrong).is_err(), "{left_out}");
    }
    let mut wrong = right.clone();
    Arc::make_mut(&mut wrong.efficient.as_mut().unwrap().packages).swap(3, 4);
    assert!(judge(wrong).is_err());
}

#[test]
fn weights_that_do_not_fit_are_refused_and_poor_ones_prove_nothing() {
    let game = vast();
    let zone = large_solutions(&game, &Budget::unlimited());
    let right = zone.large().unwrap().facts().unwrap();
    let with = |weights: Vec<Vec<IBig>>| {
        let mut facts = right.clone();
        facts.efficient.as_mut().unwrap().weights = weights;
        Referee::new(&game).judge_large(facts)
    };
    let list = |weights: [i64; 3]| weights.map(IBig::from).to_vec();
    assert!(with(vec![list([1, -1, 0])]).is_err());
    assert!(with(vec![vec![IBig::ONE; 2]]).is_err());
    assert!(with(vec![vec![IBig::ONE; 4]]).is_err());
    let huge = IBig::ONE << 100;
    for poor in
        [vec![list([1, 1, 0])], vec![list([0, 0, 0])], vec![], vec![vec![huge.clone(), huge, IBig::ZERO]]]
    {
        assert_eq!(with(poor).unwrap().certificate().strength, Strength::Necessary);
    }
}

#[test]
fn an_empty_zone_under_a_limit_is_proved() {
    // Each alone is possible; together they ask for 21 of 40 at most 15.
    for (walk_away, at_most) in [(vec![16, 0], 15), (vec![10, 31], 15), (vec![0, 0], -1)] {
        let game = alike(at_most).with_walk_away(walk_away).unwrap();
        for find in [large_zone, large_solutions] {
            let zone = find(&game, &Budget::unlimited());
            let refutation = zone.large().unwrap().answer().refutation().unwrap();
            assert_eq!(refutation.certificate().strength, Strength::Recount, "{at_most}");
        }
    }
}

#[test]
fn walk_away_values_out_of_reach_change_nothing() {
    let game = vast();
    let none = game.with_walk_away(vec![-(1 << 62); 2]).unwrap();
    let zero = game.with_walk_away(vec![-(1 << 20); 2]).unwrap();
    let [none, zero] = [&none, &zero].map(|game| large_solutions(game, &Budget::unlimited()));
    assert_eq!(none.frontier().points, zero.frontier().points);
    for zone in [&none, &zero] {
        let certificate = zone.large().unwrap().answer().found().unwrap().certificate();
        assert_eq!(certificate.strength, Strength::Recount);
    }
    let high = game.with_walk_away(vec![1 << 62, 0]).unwrap();
    let high = large_solutions(&high, &Budget::unlimited());
    let certificate = high.large().unwrap().answer().refutation().unwrap().certificate().clone();
    assert_eq!(certificate.strength, Strength::Recount);
}

#[test]
fn issues_that_cancel_each_other_out_are_no_harm() {
    // What one issue takes away the other gives back: sums are small, and numbers are not.
    let big = 1_000_000_000_000;
    let mut terms = vec![
        Term { issues: vec![0], table: vec![big, -big, big + 3, -big + 1, big + 1, -big + 2] },
        Term { issues: vec![1], table: vec![-big, big, -big + 1, big + 3, -big + 2, big] },
    ];
    let small = [[3, 0, 1, 2, 0, 3], [2, 1, 1, 1, 0, 4], [5, 0, 2, 2, 1, 4], [1, 0, 0, 2, 1, 1]];
    terms.extend((2..).zip(small).map(|(issue, table)| Term { issues: vec![issue], table: table.to_vec() }));
    let amounts = (0..6).map(|issue| (issue, vec![0, 2, 1])).collect();
    let rules = vec![Rule::Sum { amounts, at_most: 6 }];
    let game = BargainingGame::new(vec![3; 6], vec![1_u8.into(); 2], terms, rules, vec![2, 2]).unwrap();
    let expected = brute(&game);
    let zone = large_solutions(&game, &Budget::unlimited());
    let found: Vec<Vec<i128>> = zone.frontier().points.iter().collect();
    assert!(found.iter().rev().eq(expected.efficient.keys()), "{found:?}");
    let facts = zone.large().unwrap().facts().unwrap();
    assert!(!facts.efficient.as_ref().unwrap().weights.is_empty());
}

#[test]
fn forged_points_are_refused_whatever_their_size() {
    let game = alike(15);
    let zone = large_solutions(&game, &Budget::unlimited());
    let mut wrong = zone.large().unwrap().facts().unwrap().clone();
    let efficient = wrong.efficient.as_mut().unwrap();
    let mut points = Vectors::new(2);
    (0..efficient.points.len()).for_each(|_| points.push(&[i128::MAX, i128::MAX]));
    efficient.points = Arc::new(points);
    assert!(Referee::new(&game).judge_large(wrong).is_err());
}

#[test]
fn a_look_at_corners_that_is_cut_short_claims_nothing() {
    let game = vast();
    for work in [1, 1000, 300_000] {
        let zone = large_solutions(&game, &Budget::of_work(work));
        assert!(zone.large().unwrap().answer().found().is_none(), "{work}");
        assert!(nash(&zone).found().is_none(), "{work}");
    }
}
