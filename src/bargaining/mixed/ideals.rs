//! The greatest gain of each party among all combinations.

use crate::bargaining::convex::program::{Goal, Program};
use crate::bargaining::convex::zone::Pool;
use crate::bargaining::mixed::cells::{alone, most};
use crate::bargaining::mixed::zone::MixedZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::Bound;
use crate::certify::mixed::MixedIdeal;
use crate::games::mixed::MixedPackage;
use crate::numeric::Rational;

impl MixedZone<'_> {
    pub(in crate::bargaining::mixed) fn find_ideals(&self, budget: &Budget<'_>) -> Option<Vec<MixedIdeal>> {
        (0..self.game.parties()).map(|party| self.ideal(party, budget)).collect()
    }

    /// The combination that could give most by itself first: it often leaves nothing to the others.
    fn ideal(&self, party: usize, budget: &Budget<'_>) -> Option<MixedIdeal> {
        let mut best: Option<(Rational, MixedPackage)> = None;
        let mut bounds: Vec<Option<Bound>> =
            (0..self.cells.len()).map(|place| self.closed(place).cloned()).collect();
        let mut order: Vec<(Rational, usize)> = Vec::with_capacity(self.open.len());
        for (number, (place, _)) in self.open.iter().enumerate() {
            let set = &self.cells.sets[*place];
            order.push((most(set, &alone(set, party))?, number));
        }
        order.sort_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)));
        for (reach, number) in order {
            let (place, zone) = &self.open[number];
            if best.as_ref().is_some_and(|(gain, _)| reach <= *gain) {
                bounds[*place] = Some(alone(&self.cells.sets[*place], party));
                continue;
            }
            let mut weights = self.zeros();
            weights[party] = Rational::ONE;
            let program = Program::at_least(&self.zeros(), Goal::Sum(weights));
            let optimum = zone.best(&program, &mut Pool::new(), budget)?;
            bounds[*place] = Some(optimum.bound);
            if best.as_ref().is_none_or(|(gain, _)| optimum.value > *gain) {
                best = Some((optimum.value, self.package(*place, &optimum.agreement)));
            }
        }
        let (gain, package) = best?;
        Some(MixedIdeal { gain, package, bounds: bounds.into_iter().collect::<Option<_>>()? })
    }
}
