//! Adjusted winner: two parties divide items so that each has the same share of its own points, with at most one
//! item divided.
//!
//! Items go to the first party in the order of how much more they are worth to it, from the first on, until both have
//! the same share; the item at which that happens is divided. The same walk along the efficient divisions finds the
//! greatest product of points (Nash).
//!
//! References: Brams and Taylor 1996, Fair Division; Nash 1950, Econometrica 18.

use std::convert::Infallible;

use crate::certify::division::{DividedItems, DivisionPrinciple, judge_division};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::division::Division;
use crate::numeric::Rational;

/// The efficient division in which both parties have the same share of their own points.
///
/// Neither envies the other: each has at least half of its own points. Shares do not change if a party's points are
/// stretched. An item that is worth nothing to both goes to the first party; of items that are equally attractive the
/// first is given to the first party first, which changes who gets what but nobody's points.
///
/// Certificate: prices at which each item is where it is worth most, and equal shares (`Proof`).
/// Cost: a sort of the items.
///
/// ```
/// use zopa::bargaining::adjusted_winner::adjusted_winner;
/// use zopa::games::division::Division;
/// use zopa::numeric::Rational;
///
/// // 70 and 30 against 50 and 50: the first item is divided, so that the first has 70 s and the second 50 (1 - s) + 50.
/// let division = Division::new([[70, 30].map(Into::into).to_vec(), [50, 50].map(Into::into).to_vec()])?;
/// let answer = adjusted_winner(&division);
/// let found = answer.found().unwrap();
/// assert_eq!(found.to_first, [Rational::new(5, 6).unwrap(), 0.into()]);
/// assert_eq!(found.received(&division, 0), Rational::new(175, 3).unwrap());
/// # Ok::<(), zopa::games::division::InvalidDivision>(())
/// ```
///
/// Reference: Brams and Taylor 1996, Fair Division.
#[must_use]
pub fn adjusted_winner(division: &Division) -> Answer<DividedItems, Infallible> {
    walk(division, DivisionPrinciple::AdjustedWinner)
}

/// The division with the greatest product of points.
///
/// Certificate: prices of one over what each has, at which each item is where it is worth most (`Proof`).
/// Cost: a sort of the items.
///
/// ```
/// use zopa::bargaining::adjusted_winner::greatest_product;
/// use zopa::games::division::Division;
///
/// // 70 and 30 against 50 and 50: 70 times 50 is the most.
/// let division = Division::new([[70, 30].map(Into::into).to_vec(), [50, 50].map(Into::into).to_vec()])?;
/// assert_eq!(greatest_product(&division).found().unwrap().to_first, [1, 0]);
/// # Ok::<(), zopa::games::division::InvalidDivision>(())
/// ```
///
/// Reference: Nash 1950, Econometrica 18.
#[must_use]
pub fn greatest_product(division: &Division) -> Answer<DividedItems, Infallible> {
    walk(division, DivisionPrinciple::Nash)
}

/// Gives items to the first party, the most attractive first, as far as the principle says.
fn walk(division: &Division, principle: DivisionPrinciple) -> Answer<DividedItems, Infallible> {
    let [own, other] = [0, 1].map(|party: usize| division.points(party));
    let mut order: Vec<usize> = (0..division.items()).collect();
    // `a / b` descending, without dividing by 0; what is worth nothing to both comes first.
    let worthless = |item: usize| own[item].is_zero() && other[item].is_zero();
    order.sort_by(|&one, &two| {
        (worthless(two).cmp(&worthless(one)))
            .then_with(|| (&own[two] * &other[one]).cmp(&(&own[one] * &other[two])))
    });
    let mut to_first = vec![Rational::ZERO; division.items()];
    let (mut first, mut second) = (Rational::ZERO, division.total(1).clone());
    let mut last = None;
    for &item in &order {
        let (gained, lost) = (&own[item], &other[item]);
        // How much of the item would be given, if it were as large as that.
        let wished = match principle {
            DivisionPrinciple::AdjustedWinner => {
                let gap = &(&second * division.total(0)) - &(&first * division.total(1));
                gap.checked_div(&(&(gained * division.total(1)) + &(lost * division.total(0))))
            }
            DivisionPrinciple::Nash => {
                let slope = &(gained * &second) - &(lost * &first);
                let bend = &(gained * lost) * &Rational::from(2);
                match slope.checked_div(&bend) {
                    None if slope.is_positive() => Some(Rational::ONE),
                    None if slope.is_negative() => Some(Rational::ZERO),
                    share => share,
                }
            }
        };
        let share = wished.unwrap_or(Rational::ONE).min(Rational::ONE).max(Rational::ZERO);
        first += &(gained * &share);
        second = &second - &(lost * &share);
        let is_all = share == 1;
        to_first[item] = share;
        last = Some(item);
        if !is_all {
            break;
        }
    }
    let prices = match principle {
        DivisionPrinciple::Nash => {
            [&first, &second].map(|points| Rational::ONE.checked_div(points).unwrap_or(Rational::ONE))
        }
        // At the item where the walk ended both value it the same; if it is worth nothing to one, any price will do that
        // keeps the others where they are.
        DivisionPrinciple::AdjustedWinner => {
            last.map_or_else(|| [Rational::ONE, Rational::ONE], |item| between(own, other, &to_first, item))
        }
    };
    let claim = DividedItems { principle, to_first, prices };
    let verdict = judge_division(division, claim).map_or_else(Verdict::Refused, Verdict::Found);
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}

/// Prices at which an item is worth the same to both, or, if one of them has no points for it, prices between the least
/// attractive item of the first party and the most attractive one of the second.
fn between(own: &[Rational], other: &[Rational], to_first: &[Rational], item: usize) -> [Rational; 2] {
    if own[item].is_positive() && other[item].is_positive() {
        return [other[item].clone(), own[item].clone()];
    }
    // The price of the second over that of the first must be at most `own / other` of what the first has, and at least
    // that of what the second has.
    let ratio = |item: usize| own[item].checked_div(&other[item]);
    let items = || (0..own.len()).filter(|&one| !own[one].is_zero() || !other[one].is_zero());
    let most = items().filter(|&one| !to_first[one].is_zero()).filter_map(ratio).min();
    let least = items().filter(|&one| to_first[one] != 1).filter_map(ratio).max();
    let second = match (least, most) {
        (Some(least), _) if least.is_positive() => least,
        (_, Some(most)) if most.is_positive() => most,
        _ => Rational::ONE,
    };
    [Rational::ONE, second]
}
