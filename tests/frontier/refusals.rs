//! Wrong claims about a frontier are refused.

use zopa::certify::bargaining_set::SetPrinciple;
use zopa::certify::frontier::{
    FrontierEvidence, FrontierPoint, FrontierReason, NoFrontierPoint, judge_frontier_point,
    judge_no_frontier_point,
};
use zopa::games::frontier::{Frontier, Place};
use zopa::numeric::Rational;

use crate::common::{PRINCIPLES, claim, corners, curve, ellipse, pair, parabola, polynomial, zero};

fn refused(frontier: &Frontier, claim: &FrontierPoint, why: &str) {
    assert!(judge_frontier_point(frontier, claim.clone()).is_err(), "{why}: {claim:?}");
}

/// The gap between both places, as the judge counts it.
fn with_gap(frontier: &Frontier, mut claim: FrontierPoint) -> FrontierPoint {
    let (from, to) = (frontier.gains(&claim.from), frontier.gains(&claim.to));
    let first = (&to[0] - &from[0]).checked_div(&frontier.gains(&claim.end[0])[0]);
    let second = (&from[1] - &to[1]).checked_div(&frontier.gains(&claim.start[1])[1]);
    claim.gap = first.max(second).unwrap();
    claim
}

fn moved(place: &Place, by: &Rational) -> Place {
    Place { stretch: place.stretch, at: &place.at + by }
}

#[test]
fn right_claims_pass_and_moved_ones_do_not() {
    // Far more than a claim leaves open, and far less than a person would see.
    let way = "1e-8".parse::<Rational>().unwrap();
    for frontier in [parabola(), ellipse()] {
        for principle in PRINCIPLES {
            let right = claim(&frontier, principle.clone());
            assert!(judge_frontier_point(&frontier, right.clone()).is_ok());
            for by in [way.clone(), -&way] {
                let wrong = FrontierPoint {
                    from: moved(&right.from, &by),
                    to: moved(&right.to, &by),
                    ..right.clone()
                };
                refused(&frontier, &with_gap(&frontier, wrong), "moved");
            }
            let wide = FrontierPoint { to: moved(&right.to, &way), ..right.clone() };
            refused(&frontier, &with_gap(&frontier, wide), "too wide");
            let wide =
                FrontierPoint { to: moved(&right.to, &Rational::new(1, 1 << 40).unwrap()), ..right.clone() };
            refused(&frontier, &wide, "a gap that is not the one between the places");
        }
    }
}

#[test]
fn the_answer_of_one_principle_is_refused_as_that_of_another() {
    // Here all principles differ, but for the lexicographic ones.
    let frontier = curve(zero(), [polynomial(&[0, 3]), polynomial(&[5, -1, -4])]);
    let twins = [
        [SetPrinciple::KalaiSmorodinsky, SetPrinciple::LexKalaiSmorodinsky],
        [SetPrinciple::Egalitarian, SetPrinciple::Leximin],
    ];
    for principle in PRINCIPLES {
        let right = claim(&frontier, principle.clone());
        for other in PRINCIPLES {
            let same = other == principle
                || twins.iter().any(|two| two.contains(&other) && two.contains(&principle));
            if !same {
                refused(&frontier, &FrontierPoint { principle: other, ..right.clone() }, "another principle");
            }
        }
    }
}

#[test]
fn places_that_are_none_and_wrong_ends_are_refused() {
    let frontier = parabola();
    let right = claim(&frontier, SetPrinciple::Nash);
    let off = Place { stretch: 0, at: 2.into() };
    let nowhere = Place { stretch: 7, at: Rational::ZERO };
    for place in [off, nowhere] {
        refused(&frontier, &FrontierPoint { from: place.clone(), ..right.clone() }, "off the frontier");
        refused(
            &frontier,
            &FrontierPoint { end: [place.clone(), place], ..right.clone() },
            "off the frontier",
        );
    }
    let half = Place { stretch: 0, at: "1/2".parse().unwrap() };
    refused(
        &frontier,
        &FrontierPoint { start: [half.clone(), half.clone()], ..right.clone() },
        "not the start",
    );
    refused(&frontier, &FrontierPoint { end: [half.clone(), half], ..right.clone() }, "not the end");
    refused(
        &frontier,
        &FrontierPoint { from: right.to.clone(), to: right.from.clone(), ..right.clone() },
        "turned round",
    );
    let numbers =
        [vec![], vec![1.into()], vec![Rational::ZERO, Rational::ZERO], vec![1.into(), Rational::from(-1)]];
    for list in numbers {
        let wrong = FrontierPoint { principle: SetPrinciple::WeightedNash(list.clone()), ..right.clone() };
        refused(&frontier, &wrong, "numbers that are no weights");
        let wrong = FrontierPoint { principle: SetPrinciple::Proportional(list), ..right.clone() };
        refused(&frontier, &wrong, "numbers that are no proportions");
    }
}

#[test]
fn tampered_steps_and_paths_are_refused() {
    let frontier = parabola();
    let right = claim(&frontier, SetPrinciple::RaiffaDiscrete);
    let FrontierEvidence::Steps(steps) = &right.evidence else { panic!("a sequence has steps") };
    for place in 0..steps.len() {
        let mut list = steps.clone();
        list.remove(place);
        refused(
            &frontier,
            &FrontierPoint { evidence: FrontierEvidence::Steps(list), ..right.clone() },
            "a missing step",
        );
        let mut list = steps.clone();
        list[place].first[0].at += &"1e-6".parse().unwrap();
        refused(
            &frontier,
            &FrontierPoint { evidence: FrontierEvidence::Steps(list), ..right.clone() },
            "a moved step",
        );
    }
    let right = claim(&frontier, SetPrinciple::RaiffaContinuous);
    let FrontierEvidence::Path(pieces) = &right.evidence else { panic!("a path has pieces") };
    for place in 0..pieces.len() {
        let mut list = pieces.clone();
        list.remove(place);
        let wrong = FrontierPoint { evidence: FrontierEvidence::Path(list), ..right.clone() };
        refused(&frontier, &wrong, "a missing piece");
        let mut list = pieces.clone();
        list[place].coefficients[1] += &"1e-7".parse().unwrap();
        let wrong = FrontierPoint { evidence: FrontierEvidence::Path(list), ..right.clone() };
        refused(&frontier, &wrong, "another direction");
    }
    let none = FrontierPoint { evidence: FrontierEvidence::Path(Vec::new()), ..right.clone() };
    refused(&frontier, &none, "no path");
    refused(
        &frontier,
        &FrontierPoint { evidence: FrontierEvidence::Balance, ..right },
        "no evidence of a path",
    );
}

#[test]
fn wrong_reasons_for_no_point_are_refused() {
    let judge = |frontier: &Frontier, reason: FrontierReason| {
        judge_no_frontier_point(frontier, NoFrontierPoint { principle: SetPrinciple::Nash, reason }).is_ok()
    };
    let middle = Place { stretch: 0, at: "1/2".parse().unwrap() };
    assert!(!judge(&parabola(), FrontierReason::NoZone(middle.clone())));
    for party in 0..3 {
        assert!(!judge(&parabola(), FrontierReason::NoGain(party, middle.clone())));
    }
    // Beyond the curve there is no zone, and a place next to the disagreement point shows it; one far from it does not.
    let beyond = curve(pair("1/2", "0.8"), [polynomial(&[0, 1]), polynomial(&[1, 0, -1])]);
    assert!(judge(&beyond, FrontierReason::NoZone(middle)));
    assert!(!judge(&beyond, FrontierReason::NoZone(Place { stretch: 0, at: Rational::ZERO })));
    // On a level line the first can still gain.
    let level = corners(&[[3, 0], [4, -1]]);
    assert!(!judge(&level, FrontierReason::NoGain(0, Place { stretch: 0, at: Rational::ZERO })));
}
