//! The point that a principle picks: is it feasible, and does its evidence hold?

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining_set::claim::{Evidence, Ideal, SetPoint, SetPrinciple};
use crate::certify::bargaining_set::measure::{Measure, distance};
use crate::certify::bargaining_set::path::{doubles, flow, steps};
use crate::certify::bargaining_set::{frontier, product, stages, sum};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::bargaining_set::BargainingSet;
use crate::numeric::Rational;

/// Judges the claim that a principle picks a point of `set`; every check is a proof, by multiplication alone.
///
/// Cost: one look at every vertex for each bound.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_set_point(
    set: &BargainingSet,
    claim: SetPoint,
) -> Result<Certified<SetPoint>, Refused<SetPoint>> {
    let measure = Measure::new(set);
    let certificate = Certificate { strength: Strength::Proof, checks: checks(&measure, &claim) };
    Certified::judge(claim, certificate)
}

fn checks(measure: &Measure<'_>, claim: &SetPoint) -> Vec<Check> {
    let names = ["the agreement is feasible", "gains beyond what the agreement gives"];
    let mut checks = measure.reaches(names, &claim.agreement, &claim.gains).to_vec();
    checks.push(shape(measure, claim));
    // What follows reads one entry for each party.
    if !checks.iter().all(Check::holds) {
        return checks;
    }
    checks.extend(check_ideals(measure, &claim.ideals));
    let ideals: Vec<Rational> = claim.ideals.iter().map(|ideal| ideal.gain.clone()).collect();
    let gains = &claim.gains;
    let ones = || vec![Rational::ONE; measure.parties()];
    match (&claim.principle, &claim.evidence) {
        (SetPrinciple::Nash, Evidence::Product { bound, gap }) => {
            checks.extend(product::checks(measure, &ones(), gains, bound, gap));
        }
        (SetPrinciple::WeightedNash(weights), Evidence::Product { bound, gap }) => {
            checks.extend(product::checks(measure, weights, gains, bound, gap));
        }
        (SetPrinciple::KalaiSmorodinsky, Evidence::Stages(list)) => {
            checks.extend(stages::along(measure, &ideals, gains, list));
        }
        (SetPrinciple::Egalitarian, Evidence::Stages(list)) => {
            checks.extend(stages::along(measure, &ones(), gains, list));
        }
        (SetPrinciple::Proportional(proportions), Evidence::Stages(list)) => {
            checks.extend(stages::along(measure, proportions, gains, list));
        }
        (SetPrinciple::LexKalaiSmorodinsky, Evidence::Stages(list)) => {
            checks.extend(stages::lexicographic(measure, &ideals, gains, list));
        }
        (SetPrinciple::Leximin, Evidence::Stages(list)) => {
            checks.extend(stages::lexicographic(measure, &ones(), gains, list));
        }
        (SetPrinciple::EqualLoss, Evidence::Stages(list)) => {
            checks.extend(stages::losses(measure, &ideals, gains, list));
        }
        (SetPrinciple::Utilitarian, Evidence::Sum { bound, most, ends, vertices }) => {
            checks.extend(sum::checks(measure, gains, bound, most, ends));
            checks.push(sum::check_vertices(measure, most, vertices));
        }
        (principle, Evidence::Frontier { corners, edges, point })
            if needs_frontier(principle) && point.principle == *principle =>
        {
            checks.extend(frontier::checks(measure, &ideals, gains, (corners, edges), point));
        }
        (SetPrinciple::RaiffaDiscrete, Evidence::Steps(path)) => {
            checks.extend(steps::checks(measure, &ideals, gains, path));
        }
        (SetPrinciple::RaiffaContinuous, Evidence::Flow { pieces, path }) => {
            checks.extend(flow::checks(measure, &ideals, gains, pieces, path));
        }
        (SetPrinciple::RaiffaContinuous, Evidence::DoubleFlow { doubles, path }) => {
            checks.extend(doubles::checks(measure, &ideals, gains, doubles, path));
        }
        _ => checks.push(Check::count("the evidence is of another principle", 1, Witness::Nothing)),
    }
    checks
}

/// Is it a principle that is defined by the frontier of two parties?
fn needs_frontier(principle: &SetPrinciple) -> bool {
    matches!(principle, SetPrinciple::PerlesMaschler | SetPrinciple::EqualArea)
}

/// Lists have one entry for each party, and numbers that come with the principle are of the right kind.
fn shape(measure: &Measure<'_>, claim: &SetPoint) -> Check {
    let parties = measure.parties();
    let needs_ideals = needs_frontier(&claim.principle)
        || matches!(
            claim.principle,
            SetPrinciple::KalaiSmorodinsky
                | SetPrinciple::LexKalaiSmorodinsky
                | SetPrinciple::EqualLoss
                | SetPrinciple::RaiffaDiscrete
                | SetPrinciple::RaiffaContinuous
        );
    let ideals_fit = claim.ideals.len() == parties || (claim.ideals.is_empty() && !needs_ideals);
    let numbers_fit = match &claim.principle {
        SetPrinciple::WeightedNash(weights) => {
            weights.len() == parties
                && !weights.iter().any(Rational::is_negative)
                && weights.iter().any(Rational::is_positive)
        }
        SetPrinciple::Proportional(proportions) => {
            proportions.len() == parties && proportions.iter().all(Rational::is_positive)
        }
        _ => true,
    };
    let wrong = u128::from(!ideals_fit) + u128::from(!numbers_fit);
    Check::count("one entry for each party", wrong, Witness::Compared(parties as u128))
}

/// Every ideal gain is reached by an agreement and cannot be exceeded.
fn check_ideals(measure: &Measure<'_>, ideals: &[Ideal]) -> Vec<Check> {
    let mut checks = Vec::new();
    for (party, ideal) in ideals.iter().enumerate() {
        let mut gains = vec![Rational::ZERO; measure.parties()];
        gains[party] = ideal.gain.clone();
        let names = ["the agreement of an ideal gain is feasible", "an ideal gain beyond what is feasible"];
        checks.extend(measure.reaches(names, &ideal.agreement, &gains));
        let has_weight = ideal.bound.weights.get(party).is_some_and(|weight| *weight >= Rational::ONE);
        let most = measure.greatest(&ideal.bound).filter(|_| has_weight);
        let off = most.map_or(Rational::ONE, |most| distance(&most, &ideal.gain));
        checks.push(Check::exact("an ideal gain below the greatest", off, Witness::Party(party)));
    }
    // One line for each kind of check: the worst of all parties.
    let mut worst: Vec<Check> = Vec::new();
    for check in checks {
        match worst.iter_mut().find(|other| other.name == check.name) {
            Some(other) if other.residual < check.residual => *other = check,
            Some(_) => {}
            None => worst.push(check),
        }
    }
    worst
}
