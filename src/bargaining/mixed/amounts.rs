//! From where to where the amount of a continuous issue goes among all agreements at which nobody loses.

use crate::bargaining::convex::program::Outcome;
use crate::bargaining::mixed::cells::nothing;
use crate::bargaining::mixed::zone::MixedZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::Bound;
use crate::certify::mixed::AmountEnd;
use crate::games::mixed::MixedPackage;
use crate::numeric::Rational;

impl MixedZone<'_> {
    pub(in crate::bargaining::mixed) fn amount_ends(
        &self,
        budget: &Budget<'_>,
    ) -> Option<Vec<[AmountEnd; 2]>> {
        (0..self.game.continuous().len())
            .map(|issue| Some([self.amount_end(issue, -1, budget)?, self.amount_end(issue, 1, budget)?]))
            .collect()
    }

    /// The greatest `sign * amount`.
    fn amount_end(&self, issue: usize, sign: i64, budget: &Budget<'_>) -> Option<AmountEnd> {
        let sign = Rational::from(sign);
        let continuous = &self.game.continuous()[issue];
        let reach = |place: usize| {
            let stretch = &continuous.stretches[self.cells.levels[place][continuous.issue]];
            let end = if sign.is_positive() { stretch.to() } else { stretch.from.clone() };
            &end * &sign
        };
        let mut bounds: Vec<Option<Bound>> =
            (0..self.cells.len()).map(|place| self.closed(place).cloned()).collect();
        let mut order: Vec<(Rational, usize)> =
            self.open.iter().enumerate().map(|(number, (place, _))| (reach(*place), number)).collect();
        order.sort_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)));
        let mut best: Option<(Rational, MixedPackage)> = None;
        for (reach, number) in order {
            let (place, zone) = &self.open[number];
            if best.as_ref().is_some_and(|(amount, _)| reach <= *amount) {
                bounds[*place] =
                    Some(Bound { weights: self.zeros(), rows: nothing(&self.cells.sets[*place]) });
                continue;
            }
            let pieces = self.game.pieces(&self.cells.levels[*place]);
            let own = pieces.map(|(own, _)| if own == issue { sign.clone() } else { Rational::ZERO });
            let Outcome::Optimal(optimum) = zone.greatest_amounts(&own.collect::<Vec<_>>(), budget)? else {
                return None;
            };
            bounds[*place] = Some(optimum.bound);
            let package = self.package(*place, &optimum.agreement);
            let amount = &package.amounts[issue] * &sign;
            if best.as_ref().is_none_or(|(best, _)| amount > *best) {
                best = Some((amount, package));
            }
        }
        let (amount, package) = best?;
        Some(AmountEnd {
            amount: &amount * &sign,
            package,
            bounds: bounds.into_iter().collect::<Option<_>>()?,
        })
    }
}
