//! For which values of one number is the zone open?

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining::large::{LargeFacts, none_acceptable};
use crate::certify::bargaining::line::LineReferee;
use crate::certify::bargaining::recount::{RECOUNT_LIMIT, for_each_admissible};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::bargaining::BargainingGame;
use crate::numeric::{Interval, Rational, Vectors};

/// The claim that the zone is open for these legal values and no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenValues {
    /// The values, ascending, with a gap between one interval and the next.
    pub intervals: Vec<Interval>,
    /// Values with a package that is acceptable there: every end that belongs to its interval, and at least one value of
    /// each interval.
    pub shown: Vec<Shown>,
}

/// A package that is acceptable at a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The value.
    pub at: Rational,
    /// The package.
    pub package: Vec<usize>,
}

impl OpenValues {
    /// The legal values for which the zone is said not to be open, as intervals, in order.
    #[must_use]
    pub fn closed(&self, legal: &Interval) -> Vec<Interval> {
        let mut rest = vec![legal.clone()];
        for one in &self.intervals {
            let Some(last) = rest.pop() else { break };
            let below = one.from.clone().map(|from| Interval {
                to: Some(from),
                to_closed: !one.from_closed,
                ..Interval::ALL
            });
            let above = one.to.clone().map(|to| Interval {
                from: Some(to),
                from_closed: !one.to_closed,
                ..Interval::ALL
            });
            rest.extend(below.and_then(|below| last.meet(&below)));
            match above.and_then(|above| last.meet(&above)) {
                Some(above) => rest.push(above),
                None => return rest,
            }
        }
        rest
    }
}

impl LineReferee<'_> {
    /// Judges a claim about the values for which the zone of a large game is open.
    ///
    /// - `closed`: for each interval of values for which it is not, in order, why each of the games of
    ///   [`crate::games::line::GameLine::closed_over`] has no acceptable package.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_large_open_values(
        &self,
        claim: OpenValues,
        closed: &[Vec<LargeFacts>],
    ) -> Result<Certified<OpenValues>, Refused<OpenValues>> {
        let mut checks = self.frame(&claim);
        let mut union: Vec<Interval> = Vec::new();
        for one in &claim.shown {
            let values = self.row_of(&one.package).and_then(|row| self.accepted(&row));
            values.into_iter().for_each(|values| insert(&mut union, values));
        }
        checks.push(Check::count(
            "the packages shown are acceptable at all values of the intervals and no others",
            u128::from(union != claim.intervals),
            Witness::Compared(claim.shown.len() as u128),
        ));
        let gaps = claim.closed(self.line().legal());
        let games: Vec<Option<Vec<BargainingGame>>> =
            gaps.iter().map(|gap| self.line().closed_over(gap)).collect();
        let fits = |(games, facts): (&Option<Vec<BargainingGame>>, &Vec<LargeFacts>)| {
            games.as_ref().is_some_and(|games| games.len() == facts.len())
        };
        let misfit = games.len() != closed.len() || !games.iter().zip(closed).all(fits);
        checks.push(Check::count(
            "a reason for each kind of package at values with no zone",
            u128::from(misfit),
            Witness::Compared(gaps.len() as u128),
        ));
        let mut strength = Strength::Recount;
        if !misfit {
            for (game, facts) in games.into_iter().flatten().flatten().zip(closed.iter().flatten()) {
                if none_acceptable(Ok(game), facts, &mut checks) == Strength::Necessary {
                    strength = Strength::Necessary;
                }
            }
        }
        Certified::judge(claim, Certificate { strength, checks })
    }

    /// That the line is one, and that what is claimed is in order and shown.
    fn frame(&self, claim: &OpenValues) -> Vec<Check> {
        vec![
            Check::count(
                "games at other values lie on the line between two",
                self.astray(),
                Witness::Compared(self.samples().len() as u128),
            ),
            Check::count("intervals are legal, in order and apart", self.disorder(claim), Witness::Nothing),
            Check::count(
                "packages shown are acceptable at their values, ends included",
                self.misplaced(claim),
                Witness::Compared(claim.shown.len() as u128),
            ),
        ]
    }

    /// Judges a claim about the values for which the zone is open.
    ///
    /// Up to [`RECOUNT_LIMIT`] packages, the values of every package are worked out one by one and put together
    /// (`Recount`); beyond, only the packages shown are looked at (`Necessary`). As long as that takes no more than
    /// [`RECOUNT_LIMIT`] packages in all, the zone is counted in the games at other values too, which does not rest on the
    /// line.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_open_values(&self, claim: OpenValues) -> Result<Certified<OpenValues>, Refused<OpenValues>> {
        let rows = self.rows();
        let mut checks = self.frame(&claim);
        if let Some(rows) = rows {
            let again = self.union(rows);
            let missing = again.iter().filter(|one| !claim.intervals.contains(one)).count();
            let wrong = claim.intervals.iter().filter(|one| !again.contains(one)).count();
            let name = "intervals found again, package by package";
            checks.push(Check::count(name, (missing + wrong) as u128, Witness::Compared(rows.len() as u128)));
        }
        let (differing, counted) = self.miscounted(&claim);
        if counted > 0 {
            let name = "values at which a count of all packages says otherwise";
            checks.push(Check::count(name, differing, Witness::Compared(counted)));
        }
        let strength = if rows.is_some() { Strength::Recount } else { Strength::Necessary };
        Certified::judge(claim, Certificate { strength, checks })
    }

    /// Intervals outside the legal values, out of order, or without a gap before the next.
    fn disorder(&self, claim: &OpenValues) -> u128 {
        let illegal = claim.intervals.iter().filter(|one| {
            let is_inhabited = one.meet(one).is_some();
            !is_inhabited || !one.is_within(self.line().legal())
        });
        let touching = claim
            .intervals
            .windows(2)
            .filter(|pair| pair[0].order_from(&pair[1]).is_ge() || pair[0].reaches(&pair[1]));
        (illegal.count() + touching.count()) as u128
    }

    /// Packages that are not acceptable where they are shown, and ends and intervals without one.
    fn misplaced(&self, claim: &OpenValues) -> u128 {
        let accepts = |one: &&Shown| {
            let row = self.row_of(&one.package);
            let here = row.and_then(|row| self.accepted(&row)).is_some_and(|values| values.contains(&one.at));
            // Where the game at this very value is at hand, it has the last word.
            let sample = self.samples().iter().find(|sample| sample.at == one.at);
            here && sample.is_none_or(|sample| {
                let game = &sample.game;
                game.is_admissible(&one.package)
                    && (0..game.parties()).all(|party| game.gain(&one.package, party) >= 0)
            })
        };
        let refused = claim.shown.iter().filter(|one| !accepts(one)).count();
        let is_shown = |at: &Rational| claim.shown.iter().any(|one| one.at == *at);
        let bare = claim.intervals.iter().map(|interval| {
            let low = interval.from.as_ref().filter(|_| interval.from_closed);
            let high = interval.to.as_ref().filter(|_| interval.to_closed);
            let ends = [low, high].into_iter().flatten().filter(|end| !is_shown(end)).count();
            ends + usize::from(!claim.shown.iter().any(|one| interval.contains(&one.at)))
        });
        refused as u128 + bare.sum::<usize>() as u128
    }

    /// The values at which some package is acceptable.
    fn union(&self, rows: &Vectors) -> Vec<Interval> {
        let mut union: Vec<Interval> = Vec::new();
        // The same as positions in doubles, a little narrower: what lies inside adds nothing.
        let mut covered: Vec<(f64, f64)> = Vec::new();
        let legal = self.line().legal();
        let position = |end: &Option<Rational>| end.as_ref().map(|end| self.line().position(end).to_f64());
        let (least, most) = (position(&legal.from), position(&legal.to));
        let mut row = vec![0; rows.width()];
        for place in 0..rows.len() {
            rows.read(place, &mut row);
            // What a package does beyond the legal values makes no difference.
            let (low, high) = self.rough_positions(&row);
            let low = if least.is_some_and(|least| low <= least) { f64::NEG_INFINITY } else { low };
            let high = if most.is_some_and(|most| high >= most) { f64::INFINITY } else { high };
            if covered.iter().any(|(from, to)| *from <= low && high <= *to) {
                continue;
            }
            if let Some(values) = self.accepted(&row) {
                insert(&mut union, values);
                covered = union.iter().map(|one| self.covered(one)).collect();
            }
        }
        union
    }

    /// An interval as positions in doubles: inside it, or at an end that nothing legal lies beyond.
    fn covered(&self, values: &Interval) -> (f64, f64) {
        const NARROWER: f64 = 1e-12;
        let legal = self.line().legal();
        let position = |end: &Rational, inwards: f64| {
            let at = self.line().position(end).to_f64();
            at + inwards * NARROWER * at.abs()
        };
        let low = values.from.as_ref().filter(|_| values.order_from(legal).is_ne());
        let high = values.to.as_ref().filter(|_| values.order_to(legal).is_ne());
        let low = low.map_or(f64::NEG_INFINITY, |end| position(end, 1.0));
        (low, high.map_or(f64::INFINITY, |end| position(end, -1.0)))
    }

    /// Samples at which a count says otherwise, and how many were counted.
    fn miscounted(&self, claim: &OpenValues) -> (u128, u128) {
        let packages = self.line().ends()[0].game.packages().max(1);
        let (mut differing, mut counted) = (0, 0);
        for sample in self.samples().iter().take((RECOUNT_LIMIT / packages) as usize) {
            let mut is_open = false;
            for_each_admissible(&sample.game, &mut |_, gains| {
                is_open |= gains.iter().all(|&gain| gain >= 0);
            });
            counted += 1;
            let is_claimed = claim.intervals.iter().any(|one| one.contains(&sample.at));
            differing += u128::from(is_open != is_claimed);
        }
        (differing, counted)
    }
}

/// Adds an interval to a union of intervals that lie apart, in order.
fn insert(union: &mut Vec<Interval>, mut added: Interval) {
    let start = union.partition_point(|one| one.order_from(&added).is_lt());
    // The one before may reach over it, or up to it.
    let first = match start.checked_sub(1) {
        Some(before) if union[before].reaches(&added) => before,
        _ => start,
    };
    let mut end = first;
    while let Some(one) = union.get(end) {
        let reached = if one.order_from(&added).is_lt() { one.reaches(&added) } else { added.reaches(one) };
        if !reached {
            break;
        }
        if one.order_from(&added).is_lt() {
            (added.from, added.from_closed) = (one.from.clone(), one.from_closed);
        }
        if one.order_to(&added).is_gt() {
            (added.to, added.to_closed) = (one.to.clone(), one.to_closed);
        }
        end += 1;
    }
    union.splice(first..end, [added]);
}

#[cfg(test)]
mod tests {
    use super::insert;
    use crate::numeric::Interval;

    #[test]
    fn a_union_does_not_depend_on_the_order() {
        let parts = [(5, 6), (0, 1), (1, 2), (8, 9), (3, 4), (2, 3), (0, 3)]
            .map(|(from, to): (i64, i64)| Interval::closed(from.into(), to.into()));
        for shift in 0..parts.len() {
            let mut union = Vec::new();
            for place in 0..parts.len() {
                insert(&mut union, parts[(place + shift) % parts.len()].clone());
            }
            let expected = [(0, 4), (5, 6), (8, 9)]
                .map(|(from, to): (i64, i64)| Interval::closed(from.into(), to.into()));
            assert_eq!(union, expected, "{shift}");
        }
        let mut union = vec![Interval::closed(0.into(), 1.into())];
        insert(&mut union, Interval { from_closed: false, ..Interval::closed(1.into(), 2.into()) });
        assert_eq!(union, [Interval::closed(0.into(), 2.into())]);
        insert(&mut union, Interval::ALL);
        assert_eq!(union, [Interval::ALL]);
    }
}
