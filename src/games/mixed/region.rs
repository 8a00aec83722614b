//! The amounts of one combination as linear inequalities.

use crate::games::mixed::{MixedGame, Stretch};
use crate::numeric::Rational;

/// Most inequalities of one combination.
const MOST_ROWS: usize = 400;

/// Amounts `x` with `A x <= b`, one amount for each continuous issue. No row is a multiple of another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Region {
    /// The rows of `A`.
    pub rows: Vec<Vec<Rational>>,
    /// `b`.
    pub bounds: Vec<Rational>,
}

impl Region {
    /// Adds `row x <= bound`: measured by its first number that is not 0, once, and not at all if it always holds.
    pub fn add(&mut self, row: Vec<Rational>, bound: Rational) {
        let unit = row.iter().find(|entry| !entry.is_zero()).map(|entry| match entry.is_negative() {
            true => -entry,
            false => entry.clone(),
        });
        let Some(unit) = unit else {
            if bound.is_negative() {
                self.rows.push(row);
                self.bounds.push(bound);
            }
            return;
        };
        let measured = |number: &Rational| number.checked_div(&unit).unwrap_or_default();
        let row: Vec<Rational> = row.iter().map(measured).collect();
        let bound = measured(&bound);
        match self.rows.iter().position(|own| *own == row) {
            Some(place) if self.bounds[place] > bound => self.bounds[place] = bound,
            Some(_) => {}
            None => {
                self.rows.push(row);
                self.bounds.push(bound);
            }
        }
    }
}

/// For a party and a stretch: the lines whose lowest is the curve, each with its slope and its height at 0.
fn lines(stretch: &Stretch, party: usize) -> Vec<[Rational; 2]> {
    let (mut at, mut value) = (stretch.from.clone(), Rational::ZERO);
    let mut lines: Vec<[Rational; 2]> = Vec::with_capacity(stretch.pieces.len());
    for piece in &stretch.pieces {
        let rate = &piece.rates[party];
        if lines.last().is_none_or(|[last, _]| last != rate) {
            lines.push([rate.clone(), &value - &(rate * &at)]);
        }
        value += &(rate * &piece.length);
        at += &piece.length;
    }
    lines
}

impl MixedGame {
    /// The amounts that go with a combination: those that its stretches and the limits allow, and, if `nobody_loses`, at which
    /// every party has at least its walk-away value.
    ///
    /// A curve that flattens is the lowest of its lines, so each party is one inequality for each choice of a line on every
    /// issue. `None` where these are more than a few hundred.
    ///
    /// # Panics
    ///
    /// If `levels` is not one level in range for each issue of the frame.
    #[must_use]
    pub fn region(&self, levels: &[usize], nobody_loses: bool) -> Option<Region> {
        let count = self.continuous.len();
        let unit = |place: usize, number: Rational| {
            let mut row = vec![Rational::ZERO; count];
            row[place] = number;
            row
        };
        let mut region = Region::default();
        for (place, stretch) in self.stretches(levels).enumerate() {
            region.add(unit(place, -&Rational::ONE), -&stretch.from);
            region.add(unit(place, Rational::ONE), stretch.to());
        }
        for limit in &self.limits {
            let taken: Rational = limit.levels.iter().map(|(issue, list)| &list[levels[*issue]]).sum();
            let mut row = vec![Rational::ZERO; count];
            limit.amounts.iter().for_each(|(place, unit)| row[*place] += unit);
            region.add(row, &limit.at_most - &taken);
        }
        if !nobody_loses {
            return Some(region);
        }
        for (party, floor) in self.walk_away().iter().enumerate() {
            let choices: Vec<Vec<[Rational; 2]>> =
                self.stretches(levels).map(|stretch| lines(stretch, party)).collect();
            let ways = choices.iter().try_fold(1_usize, |ways, own| ways.checked_mul(own.len()))?;
            if region.rows.len().saturating_add(ways) > MOST_ROWS {
                return None;
            }
            let own = &self.frame.points(party, self.frame.utility(levels, party)) - floor;
            for way in 0..ways {
                let (mut rest, mut row, mut bound) = (way, Vec::with_capacity(count), own.clone());
                for lines in &choices {
                    let [rate, height] = &lines[rest % lines.len()];
                    rest /= lines.len();
                    row.push(-rate);
                    bound += height;
                }
                region.add(row, bound);
            }
        }
        Some(region)
    }
}
