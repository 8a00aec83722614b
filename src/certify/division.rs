//! Is a division of items what a principle asks for?
//!
//! A division is efficient if prices of the parties' points exist, both above 0, at which each item is with a party to
//! which it is worth most: then no other division gives more in priced points, so none is better for one and no worse
//! for the other. With the parties' shares of their own points equal, it is the only such pair of shares; with prices
//! of one over what each has, no product of points is greater (Nash 1950). So the checks are a proof.
//!
//! References: Brams and Taylor 1996, Fair Division; Nash 1950, Econometrica 18.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::division::Division;
use crate::numeric::Rational;

/// What a division is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DivisionPrinciple {
    /// Equal shares of each party's own points, efficient.
    AdjustedWinner,
    /// The greatest product of points.
    Nash,
}

/// The claim that a division serves a principle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DividedItems {
    /// The principle.
    pub principle: DivisionPrinciple,
    /// For each item the share that goes to the first party; the rest goes to the second.
    pub to_first: Vec<Rational>,
    /// For each party what one of its points counts, above 0.
    pub prices: [Rational; 2],
}

impl DividedItems {
    /// What a party, 0 or 1, gets in its own points.
    #[must_use]
    pub fn received(&self, division: &Division, party: usize) -> Rational {
        let share =
            |to_first: &Rational| if party == 0 { to_first.clone() } else { &Rational::ONE - to_first };
        division
            .points(party)
            .iter()
            .zip(&self.to_first)
            .map(|(points, to_first)| points * &share(to_first))
            .sum()
    }

    /// Items of which both get something.
    pub fn divided(&self) -> impl Iterator<Item = usize> {
        let is_divided = |share: &Rational| !share.is_zero() && *share != 1;
        self.to_first.iter().enumerate().filter(move |(_, share)| is_divided(share)).map(|(item, _)| item)
    }
}

/// Judges a claimed division (`Proof`).
///
/// # Errors
///
/// [`Refused`] with the failed check.
///
/// ```
/// use zopa::certify::division::{DividedItems, DivisionPrinciple, judge_division};
/// use zopa::games::division::Division;
///
/// // 60 and 40 against 40 and 60: one item each, 60 for both.
/// let division = Division::new([[60, 40].map(Into::into).to_vec(), [40, 60].map(Into::into).to_vec()])?;
/// let claim = DividedItems {
///     principle: DivisionPrinciple::AdjustedWinner,
///     to_first: vec![1.into(), 0.into()],
///     prices: [1.into(), 1.into()],
/// };
/// assert!(judge_division(&division, claim.clone()).is_ok());
/// let wrong = DividedItems { to_first: vec![0.into(), 1.into()], ..claim };
/// assert!(judge_division(&division, wrong).is_err());
/// # Ok::<(), zopa::games::division::InvalidDivision>(())
/// ```
pub fn judge_division(
    division: &Division,
    claim: DividedItems,
) -> Result<Certified<DividedItems>, Refused<DividedItems>> {
    let certificate = checks(division, &claim);
    Certified::judge(claim, certificate)
}

fn checks(division: &Division, claim: &DividedItems) -> Certificate {
    let fits = claim.to_first.len() == division.items();
    let outside =
        claim.to_first.iter().filter(|share| share.is_negative() || **share > Rational::ONE).count();
    let mut checks = vec![Check::count(
        "a share between 0 and 1 of each item for the first party",
        outside as u128 + u128::from(!fits),
        Witness::Compared(division.items() as u128),
    )];
    if fits {
        let [first, second] = &claim.prices;
        let unpriced = claim.prices.iter().filter(|price| !price.is_positive()).count();
        checks.push(Check::count("prices of points above 0", unpriced as u128, Witness::Nothing));
        let misplaced = (0..division.items()).filter(|&item| {
            let gap = &(first * &division.points(0)[item]) - &(second * &division.points(1)[item]);
            let to_first = &claim.to_first[item];
            (gap.is_positive() && *to_first != 1) || (gap.is_negative() && !to_first.is_zero())
        });
        checks.push(Check::count(
            "items with a party to which they are worth less at these prices",
            misplaced.count() as u128,
            Witness::Compared(division.items() as u128),
        ));
        let divided = claim.divided().count().saturating_sub(1);
        checks.push(Check::count("items divided beyond one", divided as u128, Witness::Nothing));
        let received = [0, 1].map(|party: usize| claim.received(division, party));
        let (name, gap) = match claim.principle {
            DivisionPrinciple::AdjustedWinner => (
                "difference of the parties' shares of their own points",
                &(&received[0] / division.total(0)) - &(&received[1] / division.total(1)),
            ),
            DivisionPrinciple::Nash => (
                "difference of what each has at these prices",
                &(first * &received[0]) - &(second * &received[1]),
            ),
        };
        let gap = if gap.is_negative() { -&gap } else { gap };
        checks.push(Check::exact(name, gap, Witness::Nothing));
    }
    Certificate { strength: Strength::Proof, checks }
}
