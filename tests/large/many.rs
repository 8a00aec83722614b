//! Other numbers of parties: the frontier and the solutions are those of the listed zone.

use zopa::bargaining::large::large_zone;
use zopa::bargaining::zone::zone;
use zopa::budget::Budget;
use zopa::concepts::{Entry, solutions};

use crate::common::{brute, of_parties};
use crate::generate::{Shape, Values, shaped};

#[test]
fn frontiers_and_solutions_are_those_of_the_listed_zone() {
    let mut compared = 0;
    for seed in 0..500 {
        let parties = [1, 3, 4, 5][seed as usize % 4];
        let game = of_parties(seed, parties);
        let expected = brute(&game);
        let (listed, merged) = (zone(&game, &Budget::unlimited()), large_zone(&game, &Budget::unlimited()));
        let facts = merged.large().unwrap().facts().unwrap();
        assert_eq!(facts.is_open, !expected.acceptable.is_empty(), "{seed}");
        assert!(merged.frontier().points.iter().eq(expected.efficient.keys().rev().cloned()), "{seed}");
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
    assert!(compared > 800, "{compared}");
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
