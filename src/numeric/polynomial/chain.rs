//! Roots by Sturm's theorem: sure whatever the roots, and slow for high powers.

use std::cmp::Ordering;

use crate::numeric::Rational;
use crate::numeric::polynomial::{Polynomial, ROOT_BITS, Root, simplest_between};

/// A Sturm chain: how often its signs change tells how many roots there are.
pub(super) struct Chain {
    links: Vec<Polynomial>,
}

impl Chain {
    pub(super) fn of(polynomial: &Polynomial) -> Self {
        let first = polynomial.square_free().scaled();
        let mut links = vec![first.derivative().scaled()];
        links.insert(0, first);
        while let [.., before, last] = links.as_slice() {
            let rest = before.divided(last).1.scaled();
            if rest.is_zero() {
                break;
            }
            let negated = Polynomial::default().zip(&rest, |zero, one| zero - one);
            links.push(negated);
        }
        Self { links }
    }

    fn changes(&self, x: &Rational) -> usize {
        let signs = self.links.iter().map(|link| link.at(x).cmp(&Rational::ZERO));
        let signs: Vec<Ordering> = signs.filter(|sign| sign.is_ne()).collect();
        signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
    }

    /// Number of roots above `low` and not above `high`.
    fn count(&self, low: &Rational, high: &Rational) -> usize {
        self.changes(low).saturating_sub(self.changes(high))
    }

    pub(super) fn root_above(&self, x: &Rational) -> Option<Root> {
        let first = &self.links[0];
        let mut high = first.reach();
        let mut low = x.clone();
        if high <= low || self.count(&low, &high) == 0 {
            return None;
        }
        let two = Rational::from(2);
        let width = Rational::ONE.checked_div(&two.pow(ROOT_BITS)).unwrap_or_default();
        while self.count(&low, &high) > 1 || &high - &low > width || first.at(&low).is_zero() {
            let middle = (&low + &high).checked_div(&two)?;
            if first.at(&middle).is_zero() && self.count(&low, &middle) == 1 {
                return Some(Root::Exact(middle));
            }
            if self.count(&low, &middle) > 0 {
                high = middle;
            } else {
                low = middle;
            }
        }
        let simple = simplest_between(&low, &high);
        for at in [simple, high.clone()] {
            if first.at(&at).is_zero() {
                return Some(Root::Exact(at));
            }
        }
        Some(Root::Between(low, high))
    }
}
