//! The best efficient points by a key, stage by stage, exactly.
//!
//! A key is a list of numbers, greater is better, the first entry first. At each stage the points whose entry
//! is near the greatest in doubles are compared again in exact fractions, and only those that attain the
//! greatest go on. Doubles therefore save time and never decide.

use std::collections::BTreeSet;

use crate::bargaining::finite::{EfficientPoint, first_among, list_at_least};
use crate::bargaining::zone::{TIES_LISTED, Zone};
use crate::budget::Budget;
use crate::certify::bargaining::{Choice, NoStrictGain, Principle, RunnerUp};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::numeric::Rational;

/// Greatest number of tied points whose packages are looked up one point at a time.
const POINTS_LISTED: usize = 100;

/// Doubles nearer than this, relative to their size, are compared again as fractions.
const NEAR: f64 = 1e-9;

/// What a concept prefers: the same key in doubles and in fractions, for the gains of each party in points.
pub(in crate::bargaining) struct Key<R, E> {
    /// The principle, for the claim.
    pub(in crate::bargaining) principle: Principle,
    /// The key in doubles.
    pub(in crate::bargaining) rough: R,
    /// The key in fractions.
    pub(in crate::bargaining) exact: E,
}

/// Chooses among the efficient points of `zone` that `eligible` accepts, and has the claim judged.
pub(in crate::bargaining) fn choose<R, E>(
    zone: &Zone<'_>,
    key: Key<R, E>,
    eligible: impl Fn(&[i128]) -> bool,
) -> Answer<Choice, NoStrictGain>
where
    R: Fn(&[f64]) -> Vec<f64>,
    E: Fn(&[Rational]) -> Vec<Rational>,
{
    let Some(ideal) = zone.ideal().filter(|_| zone.frontier().is_complete) else {
        return undecided();
    };
    let game = zone.game();
    let gains = |point: &EfficientPoint| -> Vec<i128> {
        point.utilities.iter().zip(game.walk_away()).map(|(utility, floor)| utility - floor).collect()
    };
    let points: Vec<(Vec<i128>, u128)> = zone
        .frontier()
        .points
        .iter()
        .map(|point| (gains(point), point.packages))
        .filter(|(gains, _)| eligible(gains))
        .collect();
    if points.is_empty() {
        let efficient = zone.frontier().points.iter().map(gains).collect();
        return match zone.referee().judge_no_strict_gain(NoStrictGain { efficient }) {
            Ok(claim) => finished(Verdict::NoneExists(claim)),
            Err(_) => undecided(),
        };
    }
    let unit: Vec<f64> = (0..game.parties()).map(|party| game.points(party, 1).to_f64()).collect();
    #[allow(clippy::cast_precision_loss)] // a screen only: what is near is compared in fractions
    let in_doubles = |gains: &[i128]| -> Vec<f64> {
        gains.iter().zip(&unit).map(|(&gain, unit)| gain as f64 * unit).collect()
    };
    let in_fractions = |gains: &[i128]| -> Vec<Rational> {
        gains.iter().enumerate().map(|(party, &gain)| game.points(party, gain)).collect()
    };
    let rough: Vec<Vec<f64>> = points.iter().map(|(gains, _)| (key.rough)(&in_doubles(gains))).collect();
    let exact = |place: usize| (key.exact)(&in_fractions(&points[place].0));
    let best = greatest((0..points.len()).collect(), &rough, exact);
    let is_best = |place: &usize| best.binary_search(place).is_ok();
    let rest: Vec<usize> = (0..points.len()).filter(|place| !is_best(place)).collect();
    let next = greatest(rest, &rough, exact).first().copied();

    let utilities = |place: usize| -> Vec<i128> {
        points[place].0.iter().zip(game.walk_away()).map(|(gain, floor)| gain + floor).collect()
    };
    // Where a principle does not look at every gain, packages that are not efficient tie with those that are.
    let floors: Vec<Vec<i128>> = match &key.principle {
        Principle::Egalitarian => {
            let least = exact(best[0]).remove(0);
            let floor = |party| game.walk_away()[party] + game.units_at_least(party, &least);
            vec![(0..game.parties()).map(floor).collect()]
        }
        Principle::WeightedNash(weights) if weights.contains(&0) => {
            // No acceptable package has a greater product, so at these floors the weighted gains are equal.
            let floor = |(party, utility): (usize, i128)| match weights[party] {
                0 => game.walk_away()[party],
                _ => utility,
            };
            let floors = |&place: &usize| utilities(place).into_iter().enumerate().map(floor).collect();
            best.iter().map(floors).collect::<BTreeSet<_>>().into_iter().collect()
        }
        _ => Vec::new(),
    };
    let (packages, total) = if floors.is_empty() {
        let mut packages = Vec::new();
        if best.len() <= POINTS_LISTED {
            for &place in &best {
                packages.extend(zone.packages_at(&utilities(place)));
            }
        } else {
            let tied = best.iter().map(|&place| utilities(place)).collect();
            packages = first_among(game, &tied, TIES_LISTED, &Budget::unlimited());
        }
        packages.sort();
        packages.truncate(TIES_LISTED);
        (packages, best.iter().map(|&place| points[place].1).sum())
    } else {
        let (mut packages, mut total) = (Vec::new(), 0_u128);
        for floors in &floors {
            let listing = list_at_least(game, floors, TIES_LISTED, &Budget::unlimited());
            packages.extend(listing.packages);
            total = total.saturating_add(listing.total);
        }
        packages.sort();
        packages.truncate(TIES_LISTED);
        (packages, total)
    };
    let runner_up = next
        .and_then(|place| zone.packages_at(&utilities(place)).into_iter().next())
        .map(|package| RunnerUp { package });
    let choice = Choice { principle: key.principle, packages, total, ideal, runner_up };
    finished(match zone.referee().judge_choice(choice) {
        Ok(choice) => Verdict::Found(choice),
        Err(refused) => Verdict::Refused(refused),
    })
}

/// The places among `candidates` with the greatest key, ascending.
fn greatest(
    mut candidates: Vec<usize>,
    rough: &[Vec<f64>],
    exact: impl Fn(usize) -> Vec<Rational>,
) -> Vec<usize> {
    let stages = candidates.first().map_or(0, |&place| rough[place].len());
    #[allow(clippy::needless_range_loop)] // a stage is a column of the keys, not a row
    for stage in 0..stages {
        if candidates.len() == 1 {
            break;
        }
        let entry = |place: usize| rough[place][stage];
        let top = candidates.iter().map(|&place| entry(place)).fold(f64::NEG_INFINITY, f64::max);
        let margin = NEAR * top.abs().max(1.0);
        candidates.retain(|&place| entry(place) >= top - margin);
        if candidates.len() == 1 {
            break;
        }
        let mut keys: Vec<Rational> =
            candidates.iter().map(|&place| exact(place).swap_remove(stage)).collect();
        let Some(most) = keys.iter().max().cloned() else { break };
        candidates.retain({
            let mut keys = keys.drain(..);
            move |_| keys.next() == Some(most.clone())
        });
    }
    candidates
}

fn finished(verdict: Verdict<Choice, NoStrictGain>) -> Answer<Choice, NoStrictGain> {
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// The answer where the zone is empty or was not counted to the end.
fn undecided() -> Answer<Choice, NoStrictGain> {
    let verdict = Verdict::Undecided { best: None };
    Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown }
}

/// `numbers` in ascending order.
pub(in crate::bargaining) fn ascending(mut numbers: Vec<Rational>) -> Vec<Rational> {
    numbers.sort();
    numbers
}

/// `numbers` in ascending order.
pub(in crate::bargaining) fn ascending_doubles(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers
}

/// Each party's ideal gain in points; empty if the zone is.
pub(in crate::bargaining) fn ideal_in_points(zone: &Zone<'_>) -> Vec<Rational> {
    let ideal = zone.ideal().unwrap_or_default();
    ideal.iter().enumerate().map(|(party, &gain)| zone.game().points(party, gain)).collect()
}
