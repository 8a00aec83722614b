//! Games that have no acceptable package exactly if a line has none at any of some values.
//!
//! Packages whose coordinates all move by the same amounts are looked at together. Where all of these go up with the number,
//! a package is acceptable at one of the values only if it is near the greatest of them; where all go down, near the least.

use std::collections::BTreeMap;

use crate::games::bargaining::{BargainingGame, MAX_UNITS, Rule, Term};
use crate::games::line::{Coordinate, GameLine};
use crate::numeric::{Interval, Rational};

/// Most combinations of levels by which packages are told apart.
const MOST_COMBINATIONS: usize = 1 << 12;
/// Most kinds of packages.
const MOST_KINDS: usize = 64;

impl GameLine {
    /// A game for each kind of package: if none of them has an acceptable package, the line has none at any of `values`.
    ///
    /// `None` if there are too many kinds, or if coordinates of one move against each other.
    #[must_use]
    pub fn closed_over(&self, values: &Interval) -> Option<Vec<BargainingGame>> {
        let levels = self.ends()[0].game.levels();
        let issues = self.moving_issues();
        let count = issues.iter().try_fold(1_usize, |product, &issue| product.checked_mul(levels[issue]));
        let count = count.filter(|&count| count <= MOST_COMBINATIONS)?;
        let mut kinds: BTreeMap<Vec<i128>, Vec<bool>> = BTreeMap::new();
        let mut package = vec![0; levels.len()];
        for combination in 0..count {
            let mut rest = combination;
            for &issue in issues.iter().rev() {
                package[issue] = rest % levels[issue];
                rest /= levels[issue];
            }
            let rise = |coordinate: usize| {
                let [before, after] = self.stretched(coordinate, &package);
                after - before
            };
            let rises = (0..self.coordinates().len()).map(rise).collect();
            kinds.entry(rises).or_insert_with(|| vec![false; count])[combination] = true;
        }
        if kinds.len() > MOST_KINDS {
            return None;
        }
        let game = |(rises, allowed): (Vec<i128>, Vec<bool>)| {
            let game = self.at_best(&rises, values)?;
            let rule = Rule::Combinations { issues: issues.clone(), allowed };
            if issues.is_empty() { Some(game) } else { game.with_rule(rule).ok() }
        };
        kinds.into_iter().map(game).collect()
    }

    /// The issues on whose levels it depends by how much a coordinate moves.
    fn moving_issues(&self) -> Vec<usize> {
        let games = self.ends().each_ref().map(|end| &end.game);
        let parties = games[0].parties();
        let mut issues: Vec<usize> = Vec::new();
        for (coordinate, [first, second]) in self.coordinates().iter().zip(self.factors()) {
            let mut look = |own: &[usize], before: &[i128], after: &[i128]| {
                let mut rises = before.iter().zip(after).map(|(one, two)| two * second - one * first);
                let start = rises.next();
                if rises.any(|rise| Some(rise) != start) {
                    issues.extend(own);
                }
            };
            match *coordinate {
                Coordinate::Gain(party) => {
                    let column = |term: &Term| -> Vec<i128> {
                        term.table.iter().skip(party).step_by(parties).copied().collect()
                    };
                    for (before, after) in games[0].terms().iter().zip(games[1].terms()) {
                        look(&before.issues, &column(before), &column(after));
                    }
                }
                Coordinate::Slack(rule) => {
                    let [Rule::Sum { amounts: before, .. }, Rule::Sum { amounts: after, .. }] =
                        games.map(|game| &game.rules()[rule])
                    else {
                        continue;
                    };
                    for ((issue, before), (_, after)) in before.iter().zip(after) {
                        look(&[*issue], before, after);
                    }
                }
            }
        }
        issues.sort_unstable();
        issues.dedup();
        issues
    }

    /// The game at the first end with demands that a package of this kind reaches if it is acceptable at one of `values`.
    fn at_best(&self, rises: &[i128], values: &Interval) -> Option<BargainingGame> {
        let (ups, downs) = (rises.iter().any(|rise| *rise > 0), rises.iter().any(|rise| *rise < 0));
        let (end, is_closed) = match (ups, downs) {
            (true, true) => return None,
            (true, false) => (&values.to, values.to_closed),
            _ => (&values.from, values.from_closed),
        };
        let end = end.as_ref().map(|end| self.position(end));
        // The least whole number of units that a coordinate must have at the first end; `None` if any number will do.
        let least = |coordinate: usize| -> Option<i128> {
            let rise = rises[coordinate];
            if rise == 0 {
                return Some(0);
            }
            let factor = Rational::new(self.factors()[coordinate][0], 1)?;
            let bound = (&-&Rational::new(rise, 1)? * end.as_ref()?).checked_div(&factor)?;
            let whole = if is_closed { bound.ceil() } else { bound.floor() + 1 };
            let beyond = if bound.is_negative() { -MAX_UNITS } else { MAX_UNITS };
            Some(i128::try_from(whole).unwrap_or(beyond).clamp(-MAX_UNITS, MAX_UNITS))
        };
        let start = &self.ends()[0].game;
        let mut floors = start.walk_away().to_vec();
        let mut rules = start.rules().to_vec();
        for (place, coordinate) in self.coordinates().iter().enumerate() {
            let least = least(place);
            match *coordinate {
                Coordinate::Gain(party) => {
                    let (low, high) = (start.least_utility(party), start.greatest_utility(party) + 1);
                    floors[party] = least.map_or(low, |least| (floors[party] + least).clamp(low, high));
                }
                Coordinate::Slack(rule) => {
                    let Rule::Sum { amounts, at_most } = &mut rules[rule] else { return None };
                    let sum = |pick: fn(i128, i128) -> i128| -> i128 {
                        amounts.iter().filter_map(|(_, list)| list.iter().copied().reduce(pick)).sum()
                    };
                    let (low, high) = (sum(i128::min) - 1, sum(i128::max));
                    *at_most = least.map_or(high, |least| (*at_most - least).clamp(low, high));
                }
            }
        }
        let scales = (0..start.parties()).map(|party| start.scale(party).clone()).collect();
        BargainingGame::new(start.levels().to_vec(), scales, start.terms().to_vec(), rules, floors).ok()
    }
}
