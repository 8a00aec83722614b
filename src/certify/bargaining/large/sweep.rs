//! Every package that reaches some floors and comes near the greatest weighted sum.
//!
//! A package loses against the greatest weighted sum what its rows lose against the best row of their pieces. All packages
//! that lose no more than a given allowance are looked at, piece by piece; a piece that not even its best row could get to
//! the floors with is passed over.

use dashu_int::IBig;

use crate::certify::bargaining::large::pieces::Pieces;

/// Most rows tried.
const MOST_TRIED: u64 = 1 << 27;

/// What is asked of a package.
pub(super) struct Demand {
    /// For each coordinate the least that it must reach.
    pub(super) floors: Vec<i128>,
    /// The least weighted sum that follows from what a package must reach.
    pub(super) weighted: i128,
}

/// A row with what it loses.
struct Choice<'p> {
    loss: i128,
    gives: &'p [i128],
}

/// Shows the coordinates of every package that meets `demand`; how many rows were tried, or `None` if there were too many,
/// or numbers too large.
pub(super) fn sweep(
    pieces: &Pieces,
    weights: &[i128],
    demand: &Demand,
    visit: &mut dyn FnMut(&[i128]),
) -> Option<u64> {
    let width = demand.floors.len();
    let mut greatest = 0_i128;
    let mut all: Vec<Vec<Choice<'_>>> = Vec::new();
    for piece in &pieces.pieces {
        let weighed: Vec<i128> =
            piece.rows.iter().map(|row| weigh(weights, &row.gives)).collect::<Option<_>>()?;
        let Some(best) = weighed.iter().max().copied() else { return Some(0) };
        greatest = greatest.checked_add(best)?;
        let choices = piece.rows.iter().zip(&weighed);
        let losses =
            choices.map(|(row, own)| Some(Choice { loss: best.checked_sub(*own)?, gives: &row.gives }));
        all.push(losses.collect::<Option<_>>()?);
    }
    let allowance = greatest.checked_sub(demand.weighted)?;
    // Pieces with much at stake settle most for least work.
    let stake = |choices: &Vec<Choice<'_>>| {
        let losses = choices.iter().map(|choice| choice.loss / choices.len() as i128);
        losses.fold(0_i128, i128::saturating_add)
    };
    all.sort_by_cached_key(|choices| -stake(choices));
    for choices in &mut all {
        choices.retain(|choice| choice.loss <= allowance);
        choices.sort_by_key(|choice| choice.loss);
    }
    let mut lifts = vec![vec![0_i128; width]];
    for choices in all.iter().rev() {
        let mut lift = lifts[lifts.len() - 1].clone();
        for (place, lift) in lift.iter_mut().enumerate() {
            *lift += choices.iter().map(|choice| choice.gives[place]).max().unwrap_or(0);
        }
        lifts.push(lift);
    }
    lifts.reverse();
    let mut search = Search { all: &all, lifts: &lifts, floors: &demand.floors, tried: 0, visit };
    search.go(0, allowance, &vec![0; width]).then_some(search.tried)
}

struct Search<'s, 'p> {
    all: &'s [Vec<Choice<'p>>],
    /// What the pieces from each place on can add to each coordinate.
    lifts: &'s [Vec<i128>],
    floors: &'s [i128],
    tried: u64,
    visit: &'s mut dyn FnMut(&[i128]),
}

impl Search<'_, '_> {
    /// Goes through the pieces from `place` on; `false` if there were too many rows.
    fn go(&mut self, place: usize, allowance: i128, sums: &[i128]) -> bool {
        let Some(choices) = self.all.get(place) else {
            (self.visit)(sums);
            return true;
        };
        let mut next = sums.to_vec();
        for choice in choices.iter().take_while(|choice| choice.loss <= allowance) {
            self.tried += 1;
            if self.tried > MOST_TRIED {
                return false;
            }
            let reach = self.lifts[place + 1].iter().zip(self.floors);
            let parts = next.iter_mut().zip(sums).zip(choice.gives).zip(reach);
            let mut is_within = true;
            for (((next, sum), give), (lift, floor)) in parts {
                *next = sum + give;
                is_within &= *next + lift >= *floor;
            }
            if is_within && !self.go(place + 1, allowance - choice.loss, &next) {
                return false;
            }
        }
        true
    }
}

/// Weights as machine numbers; `None` if one is negative or too large, or there is not one for each coordinate.
pub(super) fn whole_weights(weights: &[IBig], width: usize) -> Option<Vec<i128>> {
    let whole = weights.iter().map(|weight| i128::try_from(weight).ok().filter(|weight| *weight >= 0));
    whole.collect::<Option<Vec<i128>>>().filter(|weights| weights.len() == width)
}

/// The weighted sum of some coordinates; `None` if it is too large.
pub(super) fn weigh(weights: &[i128], values: &[i128]) -> Option<i128> {
    let mut parts = weights.iter().zip(values).map(|(weight, value)| weight.checked_mul(*value));
    parts.try_fold(0_i128, |sum, part| sum.checked_add(part?))
}
