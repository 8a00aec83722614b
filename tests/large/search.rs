//! Solutions by weights: those of the listed zone on small games, and proved ones on vast games.

use dashu_int::IBig;
use zopa::bargaining::egalitarian::egalitarian;
use zopa::bargaining::kalai_smorodinsky::kalai_smorodinsky;
use zopa::bargaining::large::{large_zone, searched_zone};
use zopa::bargaining::nash::nash;
use zopa::bargaining::proportional::proportional;
use zopa::bargaining::weighted_nash::weighted_nash;
use zopa::bargaining::zone::{Zone, zone};
use zopa::budget::Budget;
use zopa::certify::bargaining::{Bound, Choice, LargeFacts, NoStrictGain, Principle, Reached, Referee};
use zopa::certify::{Answer, Completeness, Strength};
use zopa::concepts::{Entry, solutions};
use zopa::games::bargaining::{BargainingGame, Term};
use zopa::numeric::Rational;

use crate::common::{brute, of_parties};
use crate::generate::{Shape, Values, shaped};

/// Every solution over packages, with numbers for those that need some.
fn all<'g>(zone: &Zone<'g>) -> Vec<(&'static str, Answer<Choice, impl Sized + use<'g>>)> {
    let parties = zone.game().parties();
    let weights: Vec<u32> = (0..).take(parties).map(|party| [2, 0, 4, 6][party % 4]).collect();
    let proportions: Vec<Rational> =
        (0..).take(parties).map(|party| Rational::new([1, 3, 2][party % 3], 2).unwrap()).collect();
    let mut answers = Vec::new();
    for concept in solutions() {
        match concept.entry {
            Entry::Choice(entry) => answers.push((concept.id, entry(zone))),
            Entry::WeightedChoice(entry) => answers.push((concept.id, entry(zone, &weights))),
            Entry::ProportionalChoice(_) => {
                answers.push((concept.id, proportional(zone, &proportions).unwrap()));
            }
            _ => {}
        }
    }
    answers
}

#[test]
fn zones_and_solutions_are_those_of_the_listed_zone() {
    let (mut compared, mut empty) = (0, 0);
    for seed in 0..600 {
        let parties = [1, 2, 3, 4, 5][seed as usize % 5];
        let game = of_parties(seed, parties);
        let expected = brute(&game);
        let (listed, searched) =
            (zone(&game, &Budget::unlimited()), searched_zone(&game, &Budget::unlimited()));
        let facts = searched.large().unwrap().facts().unwrap();
        let is_settled = searched.large().unwrap().answer().found().is_some() || facts.ruled_out.is_some();
        assert!(is_settled, "{seed}: {facts:?}");
        assert_eq!(facts.is_open, !expected.acceptable.is_empty(), "{seed}");
        if !facts.is_open {
            empty += 1;
            continue;
        }
        assert_eq!(facts.best, listed.survey().best, "{seed}");
        for ((id, one), (_, other)) in all(&listed).into_iter().zip(all(&searched)) {
            match (one.found(), other.found()) {
                (Some(one), Some(choice)) => {
                    compared += 1;
                    assert_eq!(one.packages, choice.packages, "{id} {seed}");
                    assert_eq!((one.total, &one.ideal), (choice.total, &choice.ideal), "{id} {seed}");
                    assert_eq!(other.completeness, Completeness::All, "{id} {seed}");
                    assert_eq!(choice.certificate().strength, Strength::Proof, "{id} {seed}");
                }
                // Where all gains are 0, shares of them are no guide.
                (Some(one), None) => assert!(one.ideal.iter().all(|&gain| gain == 0), "{id} {seed}"),
                (None, Some(_)) => panic!("{id} {seed}"),
                (None, None) => {}
            }
        }
    }
    assert!(compared > 2000 && empty > 100, "{compared} {empty}");
}

#[test]
fn walk_away_values_far_below_all_utilities_change_nothing() {
    for seed in 0..60 {
        let game = of_parties(seed, 3).with_walk_away(vec![-200_000_000_000_000; 3]).unwrap();
        let (listed, searched) =
            (zone(&game, &Budget::unlimited()), searched_zone(&game, &Budget::unlimited()));
        if listed.survey().acceptable == 0 {
            continue;
        }
        assert_eq!(searched.survey().best, listed.survey().best, "{seed}");
        for ((id, one), (_, other)) in all(&listed).into_iter().zip(all(&searched)) {
            let (one, other) = (one.found().unwrap(), other.found().unwrap());
            assert_eq!((&one.packages, one.total), (&other.packages, other.total), "{id} {seed}");
        }
    }
}

#[test]
fn bargaining_weights_whose_powers_take_too_long_are_left_undecided() {
    let game = vast(30, Values::Random, 55, 1);
    let zone = searched_zone(&game, &Budget::unlimited());
    assert!(weighted_nash(&zone, &[1000, 999, 998, 997, 996]).found().is_some());
    let weights = [u32::MAX, u32::MAX - 1, 1, 2, 3];
    assert!(weighted_nash(&zone, &weights).found().is_none());
    let claim = Choice {
        principle: Principle::WeightedNash(weights.to_vec()),
        ..(**nash(&zone).found().unwrap()).clone()
    };
    assert!(zone.referee().judge_choice(claim).is_err());
}

#[test]
fn bargaining_weights_of_many_digits_are_compared_in_moments() {
    let game = vast(30, Values::Random, 55, 1);
    let zone = searched_zone(&game, &Budget::unlimited());
    for weights in [[1, 2, 1, 1, 3], [377, 411, 533, 777, 239], [1000, 1, 1, 1, 1]] {
        let answer = weighted_nash(&zone, &weights);
        let choice = answer.found().unwrap();
        assert_eq!(choice.certificate().strength, Strength::Proof, "{weights:?}");
        // The product of gains with these powers, by logarithms: no change of one level improves it.
        let value = |package: &[usize]| -> f64 {
            let logs =
                (0..5).map(|party| f64::from(weights[party]) * (game.gain(package, party) as f64).ln());
            if game.is_admissible(package) { logs.sum() } else { f64::NAN }
        };
        let best = value(&choice.packages[0]);
        for issue in 0..30 {
            for level in 0..8 {
                let mut other = choice.packages[0].clone();
                other[issue] = level;
                let other = value(&other);
                assert!(other.is_nan() || other <= best + 1e-6, "{weights:?}");
            }
        }
    }
}

/// Five parties, issues of eight levels: far too many efficient points to merge.
fn vast(issues: usize, values: Values, walk_away_percent: i128, seed: u64) -> BargainingGame {
    shaped(Shape { issues, levels: 8, parties: 5, values, pairs: 1, factor: 1, walk_away_percent }, seed)
}

#[test]
fn solutions_of_vast_zones_are_proved() {
    for (issues, seed) in [(30, 1), (30, 2), (60, 1)] {
        for values in [Values::Random, Values::Opposed] {
            let game = vast(issues, values, 40, seed);
            let zone = searched_zone(&game, &Budget::unlimited());
            let facts = zone.large().unwrap().answer().found().unwrap();
            assert_eq!(facts.certificate().strength, Strength::Recount, "{issues} {seed}");
            assert!(facts.best.is_some());
            for answer in [nash(&zone), kalai_smorodinsky(&zone), egalitarian(&zone)] {
                let choice = answer.found().unwrap();
                let bound = choice.bound.as_ref().unwrap();
                assert!(bound.is_complete, "{:?} {issues} {seed}", choice.principle);
                assert_eq!(choice.certificate().strength, Strength::Proof);
                // No package that differs on one issue is better: by the definition, in doubles.
                let value = |package: &[usize]| worth(&game, &choice.principle, &choice.ideal, package);
                let best = value(&choice.packages[0]);
                for issue in 0..issues {
                    for level in 0..8 {
                        let mut other = choice.packages[0].clone();
                        other[issue] = level;
                        assert!(value(&other) <= best * (1.0 + 1e-12), "{:?}", choice.principle);
                    }
                }
            }
        }
    }
}

/// What a package is worth by the first entry of a principle's key; below 0 if it is not acceptable.
fn worth(game: &BargainingGame, principle: &Principle, ideal: &[i128], package: &[usize]) -> f64 {
    let gains: Vec<f64> = (0..game.parties()).map(|party| game.gain(package, party) as f64).collect();
    if !game.is_admissible(package) || gains.iter().any(|&gain| gain < 0.0) {
        return -1.0;
    }
    let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
    match principle {
        Principle::Nash => gains.iter().product(),
        Principle::KalaiSmorodinsky => {
            least(&mut gains.iter().zip(ideal).map(|(gain, &ideal)| gain / ideal as f64))
        }
        _ => least(&mut gains.iter().copied()),
    }
}

#[test]
fn large_zones_are_searched_where_points_are_too_many_to_merge() {
    let game = vast(30, Values::Random, 55, 3);
    let zone = large_zone(&game, &Budget::unlimited());
    let choice = egalitarian(&zone);
    let searched = searched_zone(&game, &Budget::unlimited());
    assert_eq!(**choice.found().unwrap(), **egalitarian(&searched).found().unwrap());
}

#[test]
fn a_search_that_is_cut_short_ends_with_a_bound() {
    // Parties divide a constant sum: every package has the same weighted sum, and no weights tell them apart.
    let shape = Shape {
        issues: 30,
        levels: 8,
        parties: 4,
        values: Values::ConstantSum,
        pairs: 0,
        factor: 1,
        walk_away_percent: 20,
    };
    let game = shaped(shape, 5);
    let zone = searched_zone(&game, &Budget::unlimited());
    let weights = [3, 1, 1, 7];
    let mut open = 0;
    for answer in [kalai_smorodinsky(&zone), weighted_nash(&zone, &weights), nash(&zone), egalitarian(&zone)]
    {
        let choice = answer.found().unwrap();
        let bound = choice.bound.as_ref().unwrap();
        if bound.is_complete {
            continue;
        }
        open += 1;
        assert_eq!(answer.completeness, Completeness::One);
        assert_eq!(choice.certificate().strength, Strength::Proof);
        // A lower bound is refused.
        let lower = &bound.at_most * &Rational::new(1, 2).unwrap();
        let claim = Choice { bound: Some(Bound { at_most: lower, ..bound.clone() }), ..(**choice).clone() };
        assert!(zone.referee().judge_choice(claim).is_err());
    }
    assert!(open > 0);
}

#[test]
fn where_somebody_gains_nothing_the_nash_deal_is_not_defined_and_weights_show_it() {
    // What the first party gains the second loses, and they walk away from less than an even share: only that is left.
    let terms = (0..40).map(|issue| Term { issues: vec![issue], table: vec![0, 2, 5, 1, 1, 4, 2, 0, 6] });
    let scales = vec![1_u8.into(); 3];
    let game = BargainingGame::new(vec![3; 40], scales, terms.collect(), vec![], vec![40, 40, 60]).unwrap();
    let zone = searched_zone(&game, &Budget::unlimited());
    assert!(zone.large().unwrap().answer().found().is_some());
    let answer = nash(&zone);
    let claim = answer.refutation().unwrap();
    assert_eq!(claim.certificate().strength, Strength::Proof);
    assert!(claim.efficient.is_empty() && claim.ruled_out.is_some());
    // The same weights say nothing where everybody can gain, and no weights at all prove nothing.
    let open = game.with_walk_away(vec![39, 39, 60]).unwrap();
    assert!(nash(&searched_zone(&open, &Budget::unlimited())).found().is_some());
    assert!(Referee::new(&open).judge_no_strict_gain((**claim).clone()).is_err());
    let short = NoStrictGain { ruled_out: Some(vec![IBig::ONE]), ..(**claim).clone() };
    assert!(Referee::new(&game).judge_no_strict_gain(short).is_err());
    let silent = NoStrictGain { ruled_out: None, ..(**claim).clone() };
    assert!(Referee::new(&game).judge_no_strict_gain(silent).is_err());
}

#[test]
fn wrong_claims_are_refused() {
    let game = vast(30, Values::Random, 55, 1);
    let zone = searched_zone(&game, &Budget::unlimited());
    let referee = zone.referee();
    let facts = (**zone.large().unwrap().answer().found().unwrap()).clone();
    // Ideal gains are only known to a referee who has seen them proved.
    let answer = kalai_smorodinsky(&zone);
    assert!(Referee::new(&game).judge_choice((**answer.found().unwrap()).clone()).is_err());
    let fresh = Referee::new(&game);
    assert!(fresh.judge_large(facts.clone()).is_ok());
    assert!(fresh.judge_choice((**answer.found().unwrap()).clone()).is_ok());
    for answer in [nash(&zone), kalai_smorodinsky(&zone), egalitarian(&zone)] {
        let choice = (**answer.found().unwrap()).clone();
        let bound = choice.bound.clone().unwrap();
        let refused = |claim: Choice| assert!(referee.judge_choice(claim.clone()).is_err(), "{claim:?}");
        assert!(referee.judge_choice(choice.clone()).is_ok());
        let with = |bound: Bound| Choice { bound: Some(bound), ..choice.clone() };
        refused(with(Bound { weights: bound.weights[1..].to_vec(), ..bound.clone() }));
        let lower = &bound.at_most * &Rational::new(999, 1000).unwrap();
        refused(with(Bound { at_most: lower.clone(), ..bound.clone() }));
        refused(with(Bound { reached: lower, is_complete: false, ..bound.clone() }));
        let higher = &bound.at_most * &Rational::new(1001, 1000).unwrap();
        refused(with(Bound { at_most: higher.clone(), ..bound.clone() }));
        // A higher bound is no wrong claim if it does not say that all ties were counted.
        assert!(
            referee
                .judge_choice(with(Bound { at_most: higher, is_complete: false, ..bound.clone() }))
                .is_ok()
        );
        refused(Choice { total: choice.total + 1, ..choice.clone() });
        let mut ideal = choice.ideal.clone();
        ideal[2] += 1;
        refused(Choice { ideal, ..choice.clone() });
        // Another package, said to be worth as much.
        refused(Choice { packages: vec![facts.agreement.clone().unwrap()], ..choice.clone() });
        // A number that no machine number holds.
        let vast = Rational::from(10).pow(80);
        let lost = Bound { at_most: vast.clone(), is_complete: false, ..bound.clone() };
        assert!(referee.judge_choice(with(lost)).is_ok());
        for is_complete in [true, false] {
            let below = &Rational::ZERO - &vast;
            refused(with(Bound { at_most: below, is_complete, ..bound.clone() }));
        }
        let largest = i128::MAX.into();
        let heavy = Bound { weights: vec![largest; bound.weights.len()], ..bound.clone() };
        // Such weights leave nothing that can be worked out: no proof, and no error.
        let judged = referee.judge_choice(with(heavy)).unwrap();
        assert_eq!(judged.certificate().strength, Strength::Necessary);
    }
    // Bests that are too low, or not shown.
    let reached = facts.reached.clone().unwrap();
    let with = |reached: Vec<Reached>, best: Vec<i128>| LargeFacts {
        reached: Some(reached),
        best: Some(best),
        ..facts.clone()
    };
    let best = facts.best.clone().unwrap();
    for party in 0..5 {
        let mut lower = best.clone();
        lower[party] -= 1;
        assert!(Referee::new(&game).judge_large(with(reached.clone(), lower)).is_err());
        let mut swapped = reached.clone();
        swapped[party].package = facts.agreement.clone().unwrap();
        let mut own = best.clone();
        own[party] = game.utility(&swapped[party].package, party);
        assert!(Referee::new(&game).judge_large(with(swapped, own)).is_err());
        let mut negative = reached.clone();
        negative[party].weights[0] = IBig::from(-1);
        assert!(Referee::new(&game).judge_large(with(negative, best.clone())).is_err());
    }
    assert!(Referee::new(&game).judge_large(with(reached[1..].to_vec(), best)).is_err());
}

#[test]
fn walk_away_values_far_out_of_reach_are_left_open_and_not_miscounted() {
    let game = of_parties(1, 3);
    let far = game.with_walk_away(vec![-4_000_000_000_000_000_000; 3]).unwrap();
    let zone = searched_zone(&far, &Budget::unlimited());
    // No answer is better than a wrong one.
    assert!(nash(&zone).found().is_none());
}
