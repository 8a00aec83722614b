//! Raiffa's sequence along a frontier: places from doubles, widened until they are sure.

use crate::bargaining::frontier::rough::{Rough, place};
use crate::bargaining::frontier::zone::{Accepted, FrontierZone};
use crate::budget::Budget;
use crate::certify::frontier::Pincers;
use crate::games::frontier::Place;
use crate::numeric::Rational;

/// Most agreements on the way.
const MOST: usize = 400;
/// Stretches between both places that are close enough.
const CLOSE: f64 = 1e-14;
/// What is left, at most, of the way between both places after a step that is worth its while.
const GAIN: f64 = 0.999;

/// The sequence until both places are as near as doubles can bring them; `None` if the budget runs out.
pub(super) fn sequence(
    zone: &FrontierZone<'_>,
    accepted: &Accepted,
    budget: &Budget<'_>,
) -> Option<Vec<Pincers>> {
    let walk = Walk { zone, rough: zone.rough() };
    let mut list = vec![Pincers { first: accepted.start.clone(), second: accepted.end.clone() }];
    while let Some(last) = list.last().filter(|_| list.len() < MOST) {
        if !budget.spend(1) {
            return None;
        }
        // Where widening eats up what a step gains, nothing more is to be had.
        let before = walk.apart(last);
        match walk.next(last).filter(|next| before > CLOSE && walk.apart(next) < before * GAIN) {
            Some(next) => list.push(next),
            None => break,
        }
    }
    Some(list)
}

struct Walk<'z, 'f> {
    zone: &'z FrontierZone<'f>,
    rough: &'z Rough,
}

impl Walk<'_, '_> {
    /// How far both places are apart, in stretches.
    fn apart(&self, pincers: &Pincers) -> f64 {
        self.rough.number(&pincers.second[1]) - self.rough.number(&pincers.first[0])
    }

    /// Half of what either could still gain: the place of each party's part, between two that are sure.
    fn next(&self, before: &Pincers) -> Option<Pincers> {
        let gain = |place: &Place, party: usize| self.zone.frontier().gains(place)[party].clone();
        let half = |one: &Place, two: &Place, party: usize| {
            (&gain(one, party) + &gain(two, party)).checked_div(&Rational::from(2))
        };
        let ends = [0, 1].map(|side: usize| half(&before.first[side], &before.second[side], 0));
        let [low, high] = ends;
        let first = [self.around(0, &low?, false)?, self.around(0, &high?, true)?];
        let ends = [0, 1].map(|side: usize| half(&before.first[side], &before.second[side], 1));
        let [high, low] = ends;
        let second = [self.around(1, &high?, false)?, self.around(1, &low?, true)?];
        Some(Pincers { first, second })
    }

    /// A place near the one where a party gains `target`, not behind it or not before it.
    fn around(&self, party: usize, target: &Rational, is_behind: bool) -> Option<Place> {
        let number = target.to_f64();
        let reach = self.rough.len() as f64;
        let lean = |place: f64| {
            let gain = self.rough.at(place).gains[party];
            if party == 0 { number - gain } else { gain - number }
        };
        let near = self.rough.turn(0.0, reach, lean);
        let mut width = f64::EPSILON * reach;
        for _ in 0..40 {
            let at = if is_behind { (near + width).min(reach) } else { (near - width).max(0.0) };
            let found = place(self.zone.frontier(), at)?;
            let gain = &self.zone.frontier().gains(&found)[party];
            // The first party gains towards the end, the second towards the start.
            let is_sure = if is_behind == (party == 0) { gain >= target } else { gain <= target };
            if is_sure {
                return Some(found);
            }
            width *= 2.0;
        }
        None
    }
}
