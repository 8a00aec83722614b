//! Frontiers at which something vanishes: no zone, no gain, corners, levels.

use zopa::bargaining::frontier::{frontier_zone, gains_at, point_on_frontier};
use zopa::budget::Budget;
use zopa::certify::bargaining_set::SetPrinciple;
use zopa::certify::frontier::FrontierReason;
use zopa::games::frontier::Frontier;
use zopa::numeric::Rational;

use crate::common::{PRINCIPLES, claim, corners, curve, pair, polynomial};

fn bent(disagreement: [Rational; 2]) -> Frontier {
    curve(disagreement, [polynomial(&[0, 1]), polynomial(&[1, 0, -1])])
}

fn reason(frontier: &Frontier, principle: SetPrinciple) -> FrontierReason {
    let answer = point_on_frontier(&frontier_zone(frontier), principle, &Budget::unlimited());
    answer.refutation().unwrap_or_else(|| panic!("{answer:?}")).reason.clone()
}

#[test]
fn every_principle_says_why_it_picks_no_point() {
    for principle in PRINCIPLES {
        for beyond in [pair("2", "0"), pair("0", "2"), pair("0.9", "0.9"), pair("3", "-5"), pair("-5", "3")] {
            let frontier = bent(beyond);
            assert!(!frontier_zone(&frontier).is_open());
            assert!(matches!(reason(&frontier, principle.clone()), FrontierReason::NoZone(_)));
        }
        // On the curve itself, and where one party has all it can have.
        let found = reason(&bent(pair("1/2", "3/4")), principle.clone());
        assert!(matches!(found, FrontierReason::NoGain(0, _)));
        assert!(matches!(reason(&bent(pair("1", "-3")), principle.clone()), FrontierReason::NoGain(0, _)));
        assert!(matches!(reason(&bent(pair("-3", "1")), principle.clone()), FrontierReason::NoGain(1, _)));
    }
}

#[test]
fn corners_and_levels_are_met_exactly() {
    // A rectangle: only the lexicographic principles go on to the corner.
    let rectangle = corners(&[[2, 1]]);
    let at = |principle: SetPrinciple| {
        let point = claim(&rectangle, principle);
        assert!(point.is_exact());
        gains_at(&rectangle, &point)
    };
    assert_eq!(at(SetPrinciple::Egalitarian), pair("1", "1"));
    assert_eq!(at(SetPrinciple::Leximin), pair("2", "1"));
    assert_eq!(at(SetPrinciple::LexKalaiSmorodinsky), pair("2", "1"));
    for principle in [
        SetPrinciple::Nash,
        SetPrinciple::KalaiSmorodinsky,
        SetPrinciple::Utilitarian,
        SetPrinciple::EqualArea,
        SetPrinciple::PerlesMaschler,
    ] {
        assert_eq!(at(principle), pair("2", "1"));
    }
    // Losses from (3, 1) cannot be equal above 0 for the second: it stays at 0.
    let flat = corners(&[[0, 1], [3, 0]]);
    let point = claim(&flat, SetPrinciple::EqualLoss);
    assert_eq!(gains_at(&flat, &point), pair("9/4", "1/4"));
}

#[test]
fn a_disagreement_point_that_cuts_the_curve_leaves_what_both_accept() {
    // From (1/4, 1/4): the ideal gains are where 1 - x^2 = 1/4, which is no fraction, and 15/16 - 1/4.
    let frontier = bent(pair("1/4", "1/4"));
    let zone = frontier_zone(&frontier);
    let [first, second] = zone.ideals().unwrap();
    assert!(first[0] < first[1] && (first[0].to_f64() - (0.75_f64.sqrt() - 0.25)).abs() < 1e-15);
    assert_eq!(second, pair("11/16", "11/16"));
    for principle in PRINCIPLES {
        let point = claim(&frontier, principle.clone());
        let gains = gains_at(&frontier, &point);
        assert!(gains.iter().all(Rational::is_positive), "{principle:?}");
    }
    // Equal gains x - 1/4 = 3/4 - x^2: by hand (sqrt 5 - 1) / 2 - 1/4.
    let equal = gains_at(&frontier, &claim(&frontier, SetPrinciple::Egalitarian));
    assert!((equal[0].to_f64() - ((5.0_f64.sqrt() - 1.0) / 2.0 - 0.25)).abs() < 1e-9);
}

#[test]
fn a_party_without_weight_only_accepts() {
    let frontier = bent(pair("0", "0"));
    let weights = vec![Rational::ZERO, Rational::ONE];
    let answer = point_on_frontier(
        &frontier_zone(&frontier),
        SetPrinciple::WeightedNash(weights),
        &Budget::unlimited(),
    );
    let point = answer.found().unwrap();
    assert_eq!(gains_at(&frontier, point), pair("0", "1"));
    // The same where the first accepts from a place on that is no fraction: 1 - s^3 = 1/2.
    let frontier = curve(pair("1/2", "0"), [polynomial(&[1, 0, 0, -1]), polynomial(&[0, 1])]);
    let weights = vec![Rational::ZERO, Rational::ONE];
    let point = claim(&frontier, SetPrinciple::WeightedNash(weights));
    let [first, second] = gains_at(&frontier, &point);
    assert!(first.is_zero() && (second.to_f64() - 0.5_f64.cbrt()).abs() < 1e-12);
}

#[test]
fn an_exhausted_budget_leaves_every_principle_undecided() {
    let frontier = bent(pair("0", "0"));
    let budget = Budget::of_work(0);
    for principle in PRINCIPLES {
        let answer = point_on_frontier(&frontier_zone(&frontier), principle, &budget);
        assert!(answer.found().is_none() && answer.refutation().is_none());
    }
}
