//! Where a path of gains that rise ends.
//!
//! The end is at least the last moment, and at most what each could still have there.
//!
//! It is known exactly where everybody goes straight to it. From a point `d` let `x` be feasible, and let each party
//! `i` that can still rise have a bound `w g <= M` with `w d = M - w_i (I_i(d) - d_i)` and `w x = M`, and an agreement
//! that gives it `I_i(d)`, those with weight at least `d` and those without at least `x`. Let `I_i(d) - d_i` be
//! `c_i (x_i - d_i)`, with one `c` for all with weight in a bound. At points where each is a share `s_i` of its way
//! from `d` to `x`, one share for all with weight in a bound, the bound leaves party `i` at most, and the mixture of
//! its agreement and `x` at least, `I_i = x_i + (1 - s_i) (I_i(d) - x_i)`: it rises by a multiple of what is missing to
//! `x_i`, and all with weight in its bound by the same multiple. So the path never leaves these points, and ends at `x`.
//!
//! Where the last moment is known up to a little, let one bound stop all that can gain, and let the agreements give each
//! all that it leaves, wherever between `low` and `high` the path is. From each such point everybody goes straight to
//! `x + (I(x) - x) / m`, with `m` for the number of those that can gain. `I_i` falls where others have more, so the end is
//! at least `low + (I(high) - low) / m`, and at most `high + (I(low) - high) / m`.

use std::cmp::Ordering;

use crate::certify::bargaining_set::measure::distance;
use crate::certify::bargaining_set::path::claim::{Arrival, Moment};
use crate::certify::bargaining_set::path::offers::{Reach, Support};
use crate::certify::bargaining_set::product::GREATEST_GAP;
use crate::certify::check::{Check, Witness};
use crate::numeric::affine::Place;
use crate::numeric::{Rational, dot};

pub(in crate::certify::bargaining_set) fn checks(
    support: &Support,
    ideals: &[Rational],
    gains: &[Rational],
    arrival: &Arrival,
    last: &Moment,
    reach: &Reach,
) -> Vec<Check> {
    match arrival {
        Arrival::Straight => {
            let wrong = (0..gains.len()).filter(|&party| !goes_straight(support, gains, last, reach, party));
            vec![Check::count(
                "parties that do not go straight to these gains",
                wrong.count() as u128,
                Witness::Compared(gains.len() as u128),
            )]
        }
        Arrival::Near(gap) => between(ideals, gains, &last.low, &reach.most, gap),
        Arrival::Together(gap) => {
            let moves: Vec<bool> = ideals.iter().map(Rational::is_positive).collect();
            let mut checks = vec![one_bound_stops_all(support, last, &moves)];
            let count = moves.iter().filter(|&&moves| moves).count();
            let count = Rational::from(i64::try_from(count).unwrap_or(i64::MAX));
            let ends = |from: &[Rational], to: &[Rational]| -> Vec<Rational> {
                let one = |party: usize| match (&to[party] - &from[party]).checked_div(&count) {
                    Some(way) if moves[party] => &from[party] + &way,
                    _ => from[party].clone(),
                };
                (0..from.len()).map(one).collect()
            };
            let (low, high) = (ends(&last.low, &reach.least), ends(&last.high, &reach.most));
            checks.extend(between(ideals, gains, &low, &high, gap));
            checks
        }
    }
}

/// Does one bound stop everybody who can gain, wherever the path is at the last moment?
pub(super) fn one_bound_stops_all(support: &Support, last: &Moment, moves: &[bool]) -> Check {
    let apart = (0..moves.len()).filter(|&party| !stops_with_all(support, last, moves, party));
    Check::count(
        "parties that one bound does not stop with all others",
        apart.count() as u128,
        Witness::Compared(moves.len() as u128),
    )
}

/// The end lies between `low`, which is claimed, and `high`, as near as is claimed.
fn between(
    ideals: &[Rational],
    gains: &[Rational],
    low: &[Rational],
    high: &[Rational],
    gap: &Rational,
) -> Vec<Check> {
    let off = gains.iter().zip(low).map(|(gain, low)| distance(gain, low)).max();
    let found = greatest_gap(ideals, low, high);
    let tolerance = Rational::new(1, GREATEST_GAP.into()).unwrap_or_default();
    vec![
        Check::exact(
            "gains that are not those at which the path arrives",
            off.unwrap_or(Rational::ONE),
            Witness::Nothing,
        ),
        Check::exact("the stated gap is that of the bounds", distance(&found, gap), Witness::Nothing),
        Check {
            name: "share of an ideal gain by which the end may lie higher",
            residual: found,
            tolerance,
            witness: Witness::Nothing,
        },
    ]
}

/// Is this party stopped by the bound that stops all that can gain, wherever the path is? One that cannot gain stays.
fn stops_with_all(support: &Support, last: &Moment, moves: &[bool], party: usize) -> bool {
    if !moves[party] {
        return last.low[party].is_zero() && last.high[party].is_zero();
    }
    let first = moves.iter().position(|&moves| moves).map(|first| last.stops[first].bound);
    let stop = last.stops[party];
    let (Some(Some(ceiling)), Some(Some(offer))) =
        (support.ceilings.get(stop.bound), support.offers.get(stop.agreement))
    else {
        return false;
    };
    let range = Place::pair(&last.low, &last.high);
    let has_weight =
        moves.iter().zip(&ceiling.weights).all(|(&moves, weight)| !moves || weight.is_positive());
    let is_tight = ceiling.left[party].as_ref().is_some_and(|left| left.same(offer.gain(party), moves));
    first == Some(stop.bound)
        && has_weight
        && is_tight
        && offer.holds_in(party, &range)
        && offer.gain(party).least_sign(&range) != Ordering::Less
}

/// The greatest share of an ideal gain between the numbers; who has no prospects stays at 0, else it is 1.
fn greatest_gap(ideals: &[Rational], low: &[Rational], most: &[Rational]) -> Rational {
    let gaps = ideals.iter().zip(low.iter().zip(most)).map(|(ideal, (low, most))| {
        let room = if ideal.is_zero() { low.clone() } else { most - low };
        if room.is_zero() { room } else { room.checked_div(ideal).unwrap_or(Rational::ONE) }
    });
    gaps.max().unwrap_or(Rational::ONE)
}

/// Does this party rise straight to its gain, with all that have weight in its bound?
fn goes_straight(support: &Support, gains: &[Rational], last: &Moment, reach: &Reach, party: usize) -> bool {
    let start = &last.low;
    let (most, goal) = (&reach.most[party], &gains[party]);
    if last.low != last.high || reach.least[party] != *most {
        return false;
    }
    if *most == start[party] {
        return *goal == start[party];
    }
    let stop = last.stops[party];
    let (Some(Some(ceiling)), Some(Some(offer))) =
        (support.ceilings.get(stop.bound), support.offers.get(stop.agreement))
    else {
        return false;
    };
    // With p = I - d and q = x - d: the multiples p_i / q_i are the same.
    let rise = |party: usize| &reach.most[party] - &start[party];
    let way = |party: usize| &gains[party] - &start[party];
    let given = offer.gains(&Place::new(start));
    let others = (0..gains.len()).filter(|&other| other != party);
    way(party).is_positive()
        && dot(&ceiling.weights, gains) == ceiling.most
        && others.into_iter().all(|other| {
            if ceiling.weights[other].is_positive() {
                &rise(other) * &way(party) == &rise(party) * &way(other)
            } else {
                given[other] >= gains[other]
            }
        })
}
