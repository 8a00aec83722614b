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

use crate::certify::bargaining_set::measure::{distance, dot};
use crate::certify::bargaining_set::path::claim::{Arrival, Moment};
use crate::certify::bargaining_set::path::offers::{Reach, Support};
use crate::certify::bargaining_set::product::GREATEST_GAP;
use crate::certify::check::{Check, Witness};
use crate::numeric::Rational;
use crate::numeric::affine::Place;

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
        Arrival::Near(gap) => {
            let off = gains.iter().zip(&last.low).map(|(gain, low)| distance(gain, low)).max();
            let found = greatest_gap(ideals, &last.low, &reach.most);
            let tolerance = Rational::new(1, GREATEST_GAP.into()).unwrap_or_default();
            vec![
                Check::exact(
                    "gains that are not those of the last step",
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
    }
}

/// The greatest share of an ideal gain between the numbers; 1 where somebody without prospects has room.
fn greatest_gap(ideals: &[Rational], low: &[Rational], most: &[Rational]) -> Rational {
    let gaps = ideals.iter().zip(low.iter().zip(most)).map(|(ideal, (low, most))| {
        let room = most - low;
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
