//! Other numbers of parties: the frontier and the solutions are those of the listed zone.

use dashu_int::IBig;
use zopa::bargaining::large::large_zone;
use zopa::bargaining::zone::zone;
use zopa::budget::Budget;
use zopa::certify::bargaining::{LargeFacts, Referee};
use zopa::concepts::{Entry, solutions};
use zopa::games::bargaining::BargainingGame;

use crate::common::{brute, of_parties};
use crate::generate::{Shape, Values, shaped};

#[test]
fn frontiers_and_solutions_are_those_of_the_listed_zone() {
    let (mut compared, mut excluded) = (0, 0);
    for seed in 0..500 {
        let parties = [1, 3, 4, 5][seed as usize % 4];
        let game = of_parties(seed, parties);
        let expected = brute(&game);
        let (listed, merged) = (zone(&game, &Budget::unlimited()), large_zone(&game, &Budget::unlimited()));
        let facts = merged.large().unwrap().facts().unwrap();
        assert_eq!(facts.is_open, !expected.acceptable.is_empty(), "{seed}");
        assert!(merged.frontier().points.iter().eq(expected.efficient.keys().rev().cloned()), "{seed}");
        for (issue, own) in facts.levels.as_ref().unwrap().iter().enumerate() {
            for (level, shown) in own.iter().enumerate() {
                let has_it = |package: &&Vec<usize>| package[issue] == level;
                let mut with = expected.acceptable.iter().map(|(package, _)| package).filter(has_it);
                match shown {
                    Some(package) => assert!(with.any(|own| own == package), "{seed}"),
                    None => assert!(with.next().is_none(), "{seed}"),
                }
            }
        }
        excluded += facts.excluded.len();
        let weights: Vec<u32> = (0..).take(parties).map(|party| party % 3).collect();
        for concept in solutions() {
            let both = [&listed, &merged].map(|zone| match concept.entry {
                Entry::Choice(entry) => Some(entry(zone)),
                Entry::WeightedChoice(entry) if parties > 1 => Some(entry(zone, &weights)),
                _ => None,
            });
            let [Some(one), Some(other)] = both else { continue };
            if let Some((one, other)) = one.found().zip(other.found()) {
                compared += 1;
                assert_eq!(**one, **other, "{} {seed}", concept.id);
            } else {
                assert_eq!(one.found().is_some(), other.found().is_some(), "{} {seed}", concept.id);
            }
        }
    }
    assert!(compared > 800 && excluded > 200, "{compared} {excluded}");
}

#[test]
fn three_parties_with_a_million_packages_agree_with_the_walk() {
    for seed in [1, 2] {
        let shape = Shape {
            issues: 6,
            levels: 10,
            parties: 3,
            values: Values::Opposed,
            pairs: 1,
            factor: 1,
            walk_away_percent: 40,
        };
        let game = shaped(shape, seed);
        let (listed, merged) = (zone(&game, &Budget::unlimited()), large_zone(&game, &Budget::unlimited()));
        assert_eq!(listed.frontier().points, merged.frontier().points);
        assert!(listed.frontier().packages.iter().eq(merged.frontier().packages.iter()));
    }
}

/// Five parties, thirty issues of eight levels: far too many efficient points to merge.
fn vast(walk_away_percent: i128, seed: u64) -> BargainingGame {
    let values = Values::Random;
    shaped(Shape { issues: 30, levels: 8, parties: 5, values, pairs: 1, factor: 1, walk_away_percent }, seed)
}

#[test]
fn a_vast_zone_is_open_with_an_agreement_or_empty_with_weights() {
    for seed in 0..5 {
        let game = vast(55, seed);
        let zone = large_zone(&game, &Budget::unlimited());
        let facts = zone.large().unwrap().answer().found().unwrap();
        let agreement = facts.agreement.as_ref().unwrap();
        assert!(game.is_admissible(agreement) && (0..5).all(|party| game.gain(agreement, party) >= 0));
        assert!(facts.best.is_some() && facts.efficient.is_none());
        let game = vast(95, seed);
        let zone = large_zone(&game, &Budget::unlimited());
        let facts = zone.large().unwrap().answer().refutation().unwrap();
        // The weights by the definition: no sum of best rows reaches them. Terms alone are a bound, rules only take away.
        let weights = facts.ruled_out.as_ref().unwrap();
        let weigh = |units: &[i128]| -> IBig {
            units.iter().zip(weights).map(|(&unit, weight)| IBig::from(unit) * weight).sum()
        };
        assert!(weights.iter().all(|weight| *weight >= IBig::ZERO));
        let most: IBig = game.terms().iter().map(|term| term.table.chunks(5).map(weigh).max().unwrap()).sum();
        assert!(most < weigh(game.walk_away()), "{seed}");
    }
}

#[test]
fn weights_that_do_not_rule_a_zone_out_are_refused() {
    let (open, empty) = (vast(55, 1), vast(95, 1));
    let zone = large_zone(&empty, &Budget::unlimited());
    let facts = zone.large().unwrap().facts().unwrap().clone();
    assert!(Referee::new(&empty).judge_large(facts.clone()).is_ok());
    assert!(Referee::new(&open).judge_large(facts.clone()).is_err());
    let with = |weights: Vec<IBig>| LargeFacts { ruled_out: Some(weights), ..facts.clone() };
    assert!(Referee::new(&open).judge_large(with(vec![IBig::ZERO; 5])).is_err());
    assert!(Referee::new(&empty).judge_large(with(vec![IBig::ONE; 4])).is_err());
    let mut negative = facts.ruled_out.clone().unwrap();
    negative[0] = -negative[0].clone() - IBig::ONE;
    assert!(Referee::new(&empty).judge_large(with(negative)).is_err());
    // A claim without a reason is not proved, and one that says that it is open needs a package.
    let opened = LargeFacts { is_open: true, ..facts.clone() };
    assert!(Referee::new(&empty).judge_large(opened).is_err());
}
