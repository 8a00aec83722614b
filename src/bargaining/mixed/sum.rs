//! The greatest sum of gains among all combinations.

use crate::bargaining::convex::program::{Goal, Program};
use crate::bargaining::convex::zone::Pool;
use crate::bargaining::mixed::cells::{most, nothing};
use crate::bargaining::mixed::solve::Picked;
use crate::bargaining::mixed::zone::MixedZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::Bound;
use crate::certify::mixed::CellProof;
use crate::games::mixed::MixedPackage;
use crate::numeric::Rational;

impl MixedZone<'_> {
    pub(in crate::bargaining::mixed) fn greatest_sum(&self, budget: &Budget<'_>) -> Option<Picked> {
        let ones = vec![Rational::ONE; self.game.parties()];
        let mut proofs: Vec<Option<Bound>> =
            (0..self.cells.len()).map(|place| self.closed(place).cloned()).collect();
        let mut best: Option<(Rational, MixedPackage)> = None;
        let mut ties = Vec::new();
        for (place, zone) in &self.open {
            let set = &self.cells.sets[*place];
            let simple = Bound { weights: ones.clone(), rows: nothing(set) };
            if let Some((sum, _)) = &best
                && most(set, &simple)? < *sum
            {
                proofs[*place] = Some(simple);
                continue;
            }
            let program = Program::at_least(&self.zeros(), Goal::Sum(ones.clone()));
            let optimum = zone.best(&program, &mut Pool::new(), budget)?;
            proofs[*place] = Some(optimum.bound);
            let package = self.package(*place, &optimum.agreement);
            match best.as_ref().map(|(sum, _)| optimum.value.cmp(sum)) {
                Some(std::cmp::Ordering::Less) => {}
                Some(std::cmp::Ordering::Equal) => ties.push(package),
                Some(std::cmp::Ordering::Greater) | None => {
                    ties.clear();
                    best = Some((optimum.value, package));
                }
            }
        }
        let (_, package) = best?;
        let proofs: Vec<Bound> = proofs.into_iter().collect::<Option<_>>()?;
        let proofs = proofs.into_iter().map(CellProof::Bound).collect();
        Some(Picked { package, ties, proofs, gap: Rational::ZERO })
    }
}
