//! Lotteries over the acceptable packages of a case.

use std::sync::Arc;

use zopa::bargaining::zone::zone;
use zopa::budget::Budget;
use zopa::catalogue;
use zopa::games::bargaining::BargainingGame;
use zopa::games::bargaining_set::BargainingSet;
use zopa::numeric::{Rational, Vectors};
use zopa::study::scenario::Scenario;

use crate::common::point;

/// Lotteries over the acceptable packages, and over the efficient ones alone.
fn lotteries(game: &BargainingGame) -> [BargainingSet; 2] {
    let zone = zone(game, &Budget::unlimited());
    let parties = game.parties();
    let floors: Vec<Rational> =
        game.walk_away().iter().enumerate().map(|(party, &units)| game.points(party, units)).collect();
    let scales: Vec<_> = (0..parties).map(|party| game.scale(party).clone()).collect();
    let mut all = Vectors::new(parties);
    for package in zone.acceptable(1000, &Budget::unlimited()).unwrap() {
        all.push(&(0..parties).map(|party| game.utility(&package, party)).collect::<Vec<_>>());
    }
    let efficient = Arc::clone(&zone.frontier().points);
    [Arc::new(all), efficient]
        .map(|points| BargainingSet::from_units(floors.clone(), points, scales.clone()).unwrap())
}

#[test]
fn lotteries_of_mali_give_the_reference_answers() {
    // Computed in doubles by other programs from the same 21 packages: step 0.54411, product 137.28, equal gain 4.77945.
    let case = catalogue::entry("mali-2024").unwrap().read().case.unwrap();
    let lowered = Scenario::new(&case, &[]).unwrap().lower().unwrap();
    let [all, efficient] = lotteries(&lowered.game);
    assert_eq!(all.vertices().unwrap().len(), 21);
    let near = |value: &Rational, expected: f64, digits: f64| (value.to_f64() - expected).abs() <= digits;
    for set in [&all, &efficient] {
        let step = point("kalai_smorodinsky", set);
        assert!(near(step.step().unwrap(), 0.54411, 5e-6), "{step:?}");
        let nash = point("nash", set);
        let product = nash.gains.iter().fold(Rational::ONE, |product, gain| &product * gain);
        assert!(near(&product, 137.28, 5e-3), "{product}");
        for (gain, expected) in nash.gains.iter().zip([3.301, 5.199, 7.998]) {
            assert!(near(gain, expected, 5e-4), "{gain}");
        }
        assert!(nash.gap().to_f64() < 1e-25);
        let equal = point("egalitarian", set);
        assert!(near(equal.step().unwrap(), 4.77945, 5e-6), "{equal:?}");
    }
    // Dominated packages change nothing, exactly.
    for name in ["kalai_smorodinsky", "egalitarian", "leximin", "equal_loss"] {
        assert_eq!(point(name, &all).gains, point(name, &efficient).gains, "{name}");
    }
}
