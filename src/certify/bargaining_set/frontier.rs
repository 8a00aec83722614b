//! A place on the frontier of a set of two parties: are these all its corners, and is the point where it is claimed to be?

use crate::certify::bargaining_set::claim::{Agreement, Bound};
use crate::certify::bargaining_set::measure::{Measure, distance};
use crate::certify::check::{Check, Witness};
use crate::certify::frontier::{FrontierPoint, point_checks};
use crate::games::frontier::Frontier;
use crate::numeric::{Rational, dot};

/// - `ideals`: the greatest gains, already checked; `gains`: those of the claim.
///
/// Neighbours that attain the same bound leave nothing beyond the line between them, and nothing lies beyond the ideal
/// gains: so lines from corner to corner are the whole frontier.
pub(in crate::certify::bargaining_set) fn checks(
    measure: &Measure<'_>,
    ideals: &[Rational],
    gains: &[Rational],
    (corners, edges): (&[Agreement], &[Bound]),
    point: &FrontierPoint,
) -> Vec<Check> {
    let fits = measure.parties() == 2 && !corners.is_empty() && corners.len() == edges.len() + 1;
    let form = Check::count(
        "a frontier of two parties",
        u128::from(!fits),
        Witness::Compared(corners.len() as u128),
    );
    if !form.holds() {
        return vec![form];
    }
    let mut checks = vec![form];
    let mut points: Vec<[Rational; 2]> = Vec::with_capacity(corners.len());
    let mut off = 0_u128;
    for corner in corners {
        let given = corner.gains(measure.set);
        let names = ["a corner is feasible", "gains of a corner"];
        off += u128::from(!measure.reaches(names, corner, &given).iter().all(Check::holds));
        let at = |party: usize| given.get(party).cloned().unwrap_or_default();
        points.push([at(0), at(1)]);
    }
    checks.push(Check::count("corners that are not feasible", off, Witness::Compared(corners.len() as u128)));
    let last = &points[points.len() - 1];
    let ends = distance(&points[0][1], &ideals[1]).max(distance(&last[0], &ideals[0]));
    checks.push(Check::exact("ends of the frontier below the ideal gains", ends, Witness::Nothing));
    let beyond = edges.iter().zip(points.windows(2)).map(|(edge, pair)| match measure.greatest(edge) {
        Some(most) if edge.weights.iter().any(Rational::is_positive) => {
            let room = |point: &[Rational; 2]| distance(&most, &dot(&edge.weights, point));
            room(&pair[0]).max(room(&pair[1]))
        }
        _ => Rational::ONE,
    });
    let beyond = beyond.max().unwrap_or_default();
    checks.push(Check::exact("room beyond a line between neighbouring corners", beyond, Witness::Nothing));
    let Ok(frontier) = Frontier::from_corners([Rational::ZERO, Rational::ZERO], &points) else {
        checks.push(Check::count("corners in their order", 1, Witness::Nothing));
        return checks;
    };
    checks.extend(point_checks(&frontier, point));
    let [first, second] = [frontier.gains(&point.from)[0].clone(), frontier.gains(&point.to)[1].clone()];
    let off = distance(&first, &gains[0]).max(distance(&second, &gains[1]));
    checks.push(Check::exact("gains that are not those of the place", off, Witness::Nothing));
    checks
}
