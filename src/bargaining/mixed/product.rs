//! The greatest product of gains among all combinations.

use crate::bargaining::convex::answer::Found;
use crate::bargaining::convex::product::greatest_product;
use crate::bargaining::mixed::cells::most;
use crate::bargaining::mixed::solve::Picked;
use crate::bargaining::mixed::zone::MixedZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::{Bound, Evidence, Reason};
use crate::certify::mixed::CellProof;
use crate::games::mixed::MixedPackage;
use crate::numeric::Rational;

/// What a search for a product came to.
pub(in crate::bargaining::mixed) enum Product {
    /// A package.
    Picked(Picked),
    /// In each combination somebody who must gain cannot, by these bounds.
    Nothing(Vec<Bound>),
}

impl MixedZone<'_> {
    /// The package with the greatest product of gains to the power of `weights`.
    pub(in crate::bargaining::mixed) fn greatest_product(
        &self,
        weights: &[u32],
        budget: &Budget<'_>,
    ) -> Option<Product> {
        let exact: Vec<Rational> = weights.iter().map(|&weight| Rational::from(i64::from(weight))).collect();
        let mut proofs: Vec<Option<Bound>> =
            (0..self.cells.len()).map(|place| self.closed(place).cloned()).collect();
        let mut best: Option<(Rational, MixedPackage, Bound)> = None;
        let (mut ties, mut gap): (Vec<MixedPackage>, Rational) = (Vec::new(), Rational::ZERO);
        for (place, zone) in &self.open {
            // At the prices of the best one, nothing here is worth more than it.
            if let Some((_, _, bound)) = &best
                && most(&self.cells.sets[*place], bound)? < Rational::ONE
            {
                proofs[*place] = Some(bound.clone());
                continue;
            }
            match greatest_product(zone, &exact, budget)? {
                Found::Nothing(Reason::NoGain { bound, .. } | Reason::NoZone { bound }) => {
                    proofs[*place] = Some(bound);
                }
                Found::Nothing(Reason::Unbounded { .. }) => return None,
                Found::Point { agreement, evidence: Evidence::Product { bound, gap: own }, .. } => {
                    gap = gap.max(own);
                    proofs[*place] = Some(bound.clone());
                    let package = self.package(*place, &agreement);
                    let gains = self.game.gains(&package)?;
                    let product = weights
                        .iter()
                        .zip(&gains)
                        .fold(Rational::ONE, |product, (&weight, gain)| &product * &gain.pow(weight));
                    match best.as_ref().map(|(greatest, _, _)| product.cmp(greatest)) {
                        Some(std::cmp::Ordering::Less) => {}
                        Some(std::cmp::Ordering::Equal) => ties.push(package),
                        Some(std::cmp::Ordering::Greater) | None => {
                            ties.clear();
                            best = Some((product, package, bound));
                        }
                    }
                }
                Found::Point { .. } => return None,
            }
        }
        let proofs: Vec<Bound> = proofs.into_iter().collect::<Option<_>>()?;
        let Some((_, package, _)) = best else { return Some(Product::Nothing(proofs)) };
        let proofs = proofs.into_iter().map(CellProof::Bound).collect();
        Some(Product::Picked(Picked { package, ties, proofs, gap }))
    }
}
