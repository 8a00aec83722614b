//! Frontiers as tests write them.

use zopa::bargaining::convex::{ConvexZone, convex_zone};
use zopa::bargaining::frontier::{frontier_zone, point_on_frontier};
use zopa::budget::Budget;
use zopa::certify::bargaining_set::{SetAnswer, SetPrinciple};
use zopa::certify::frontier::FrontierPoint;
use zopa::games::bargaining_set::BargainingSet;
use zopa::games::frontier::Frontier;
use zopa::numeric::{Field as _, Rational, RationalFunction};

/// A polynomial from its coefficients, the constant first.
pub(crate) fn polynomial(coefficients: &[i64]) -> RationalFunction {
    let s = RationalFunction::unknown();
    let constant = |number: i64| RationalFunction::constant(&number.into());
    coefficients.iter().rev().fold(constant(0), |sum, &own| sum.times(&s).plus(&constant(own)))
}

pub(crate) fn curve(disagreement: [Rational; 2], utilities: [RationalFunction; 2]) -> Frontier {
    Frontier::from_curve(disagreement, utilities, Rational::ZERO, Rational::ONE).unwrap()
}

pub(crate) fn zero() -> [Rational; 2] {
    [Rational::ZERO, Rational::ZERO]
}

pub(crate) fn pair(one: &str, two: &str) -> [Rational; 2] {
    [one, two].map(|text| text.parse().unwrap())
}

/// The frontier `y = 1 - x^2`.
pub(crate) fn parabola() -> Frontier {
    curve(zero(), [polynomial(&[0, 1]), polynomial(&[1, 0, -1])])
}

/// The frontier `x^2 / 4 + y^2 = 1` by its rational parameter.
pub(crate) fn ellipse() -> Frontier {
    let below = polynomial(&[1, 0, 1]);
    curve(zero(), [polynomial(&[2, 0, -2]).over(&below).unwrap(), polynomial(&[0, 2]).over(&below).unwrap()])
}

/// Straight lines from corner to corner, the first of them above 0.
pub(crate) fn corners(list: &[[i64; 2]]) -> Frontier {
    let list: Vec<[Rational; 2]> = list.iter().map(|corner| corner.map(Rational::from)).collect();
    Frontier::from_corners(zero(), &list).unwrap()
}

pub(crate) const PRINCIPLES: [SetPrinciple; 11] = [
    SetPrinciple::Nash,
    SetPrinciple::KalaiSmorodinsky,
    SetPrinciple::LexKalaiSmorodinsky,
    SetPrinciple::Egalitarian,
    SetPrinciple::Leximin,
    SetPrinciple::EqualLoss,
    SetPrinciple::Utilitarian,
    SetPrinciple::RaiffaDiscrete,
    SetPrinciple::RaiffaContinuous,
    SetPrinciple::PerlesMaschler,
    SetPrinciple::EqualArea,
];

/// The certified claim.
#[track_caller]
pub(crate) fn claim(frontier: &Frontier, principle: SetPrinciple) -> FrontierPoint {
    let answer = point_on_frontier(&frontier_zone(frontier), principle.clone(), &Budget::unlimited());
    assert!(answer.found().is_some(), "{principle:?}: {answer:?}");
    answer.found().unwrap().clone().into_claim()
}

type Solver = fn(&ConvexZone<'_>, &Budget<'_>) -> SetAnswer;

/// The gains that a principle for two gives over mixtures of points, from (0, 0).
#[track_caller]
pub(crate) fn over_mixtures(solver: Solver, points: &[[Rational; 2]]) -> [Rational; 2] {
    let points: Vec<Vec<Rational>> = points.iter().map(|point| point.to_vec()).collect();
    let set = BargainingSet::from_vertices(zero().to_vec(), &points).unwrap();
    let budget = Budget::unlimited();
    let answer = solver(&convex_zone(&set, &budget), &budget);
    assert!(answer.found().is_some(), "{answer:?}");
    let gains = &answer.found().unwrap().gains;
    [gains[0].clone(), gains[1].clone()]
}
