//! How far amounts go among all agreements at which nobody loses: each by itself, or all by what a unit of them costs.

use std::convert::Infallible;

use crate::bargaining::convex::program::Outcome;
use crate::bargaining::mixed::cells::nothing;
use crate::bargaining::mixed::zone::MixedZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::Bound;
use crate::certify::mixed::{AmountEnd, Cheapest, judge_cheapest};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::mixed::MixedPackage;
use crate::numeric::Rational;

/// The greatest sum of amounts times factors, with a package and a bound for each combination.
struct Greatest {
    sum: Rational,
    package: MixedPackage,
    bounds: Vec<Bound>,
}

impl MixedZone<'_> {
    /// The least cost at which nobody loses, if a unit of each continuous issue costs `costs`; `None` where the zone is not
    /// open, the numbers do not fit, or the budget ran out.
    ///
    /// Cost: one linear program for each combination that could cost less than the best before it.
    #[must_use]
    pub fn cheapest(&self, costs: &[Rational], budget: &Budget<'_>) -> Option<Answer<Cheapest, Infallible>> {
        if !self.is_complete() || !self.is_open() || costs.len() != self.game.continuous().len() {
            return None;
        }
        let factors: Vec<Rational> = costs.iter().map(|cost| -cost).collect();
        let Greatest { sum, package, bounds } = self.greatest_amounts(&factors, budget)?;
        let claim = Cheapest { costs: costs.to_vec(), cost: -&sum, package, bounds };
        let verdict = judge_cheapest(self.game, claim).map_or_else(Verdict::Refused, Verdict::Found);
        Some(Answer { stop: Stop::Finished, verdict, completeness: Completeness::One })
    }

    pub(in crate::bargaining::mixed) fn amount_ends(
        &self,
        budget: &Budget<'_>,
    ) -> Option<Vec<[AmountEnd; 2]>> {
        let count = self.game.continuous().len();
        let end = |issue: usize, sign: i64| {
            let mut factors = vec![Rational::ZERO; count];
            factors[issue] = Rational::from(sign);
            let Greatest { package, bounds, .. } = self.greatest_amounts(&factors, budget)?;
            Some(AmountEnd { amount: package.amounts[issue].clone(), package, bounds })
        };
        (0..count).map(|issue| Some([end(issue, -1)?, end(issue, 1)?])).collect()
    }

    /// The greatest sum of amounts times `factors`: the combination that could reach most by its ends alone first.
    fn greatest_amounts(&self, factors: &[Rational], budget: &Budget<'_>) -> Option<Greatest> {
        let reach = |place: usize| -> Rational {
            let levels = &self.cells.levels[place];
            let ends = self.game.continuous().iter().zip(factors).map(|(issue, factor)| {
                let stretch = &issue.stretches[levels[issue.issue]];
                let end = if factor.is_positive() { stretch.to() } else { stretch.from.clone() };
                &end * factor
            });
            ends.sum()
        };
        let mut bounds: Vec<Option<Bound>> =
            (0..self.cells.len()).map(|place| self.closed(place).cloned()).collect();
        let mut order: Vec<(Rational, usize)> =
            self.open.iter().enumerate().map(|(number, (place, _))| (reach(*place), number)).collect();
        order.sort_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)));
        let mut best: Option<(Rational, MixedPackage)> = None;
        for (reach, number) in order {
            let (place, zone) = &self.open[number];
            if best.as_ref().is_some_and(|(sum, _)| reach <= *sum) {
                bounds[*place] =
                    Some(Bound { weights: self.zeros(), rows: nothing(&self.cells.sets[*place]) });
                continue;
            }
            let pieces = self.game.pieces(&self.cells.levels[*place]);
            let own: Vec<Rational> = pieces.map(|(issue, _)| factors[issue].clone()).collect();
            let Outcome::Optimal(optimum) = zone.greatest_amounts(&own, budget)? else {
                return None;
            };
            bounds[*place] = Some(optimum.bound);
            let package = self.package(*place, &optimum.agreement);
            let sum: Rational =
                package.amounts.iter().zip(factors).map(|(amount, factor)| amount * factor).sum();
            if best.as_ref().is_none_or(|(best, _)| sum > *best) {
                best = Some((sum, package));
            }
        }
        let (sum, package) = best?;
        Some(Greatest { sum, package, bounds: bounds.into_iter().collect::<Option<_>>()? })
    }
}
