//! Does a game have a property? Every inequality of the definition, or one witness against it.
//!
//! - [`Holds`]: all inequalities are tried; each one is compared, so nothing is left to believe (`Proof`). If the
//!   work allowed runs out first, what was tried is said and the claim is `Necessary`.
//! - [`Fails`]: the coalitions shown break the inequality by the amount shown (`Proof`).
//!
//! All inequalities are over whole numbers. A worth is at most 2^62 either way, so sums of two fit 64 bits but for
//! one, 2^63 exactly, and are made in 128.
//!
//! Superadditivity takes `3^n / 2` comparisons. A convex game is superadditive, because two coalitions without
//! common members share the empty one, which has nothing; so the `n^2 / 8 * 2^n` comparisons of convexity come first.
//!
//! References: von Neumann and Morgenstern 1944; Shapley 1971, International Journal of Game Theory 1 (convex
//! games; that pairs of players are enough).

use dashu_int::IBig;

use crate::budget::Budget;
use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::coalition::Coalition;
use crate::games::characteristic::{CharacteristicGame, Sense};
use crate::numeric::Rational;

/// A property of a coalitional game. In words for worths; a game of costs has it if it holds with "costs less"
/// for "is worth more", except that [`Property::Monotone`] speaks of the numbers as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// A larger coalition has no smaller number: `v(S) <= v(T)` for `S` within `T`, for costs as for worths.
    Monotone,
    /// Coalitions that merge lose nothing: `v(S) + v(T) <= v(S and T together)` for `S`, `T` without common members.
    Superadditive,
    /// Who joins later adds no less (costs: adds no more): `v(S) + v(T) <= v(S or T) + v(S and T)` for all `S`, `T`.
    Convex,
    /// There is something to share: `v(everyone)` is more than the players have alone, all together.
    Essential,
}

/// The claim that a game has a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holds {
    /// The property.
    pub property: Property,
}

/// The claim that a game lacks a property, with coalitions that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fails {
    /// The property.
    pub property: Property,
    /// Monotone: the smaller and the larger coalition. Superadditive, convex: the two coalitions. Essential: each
    /// player alone.
    pub coalitions: Vec<Coalition>,
    /// By how much the inequality fails, in points; above 0, or for [`Property::Essential`] at least 0.
    pub amount: Rational,
}

/// Judges the claim that a game has a property.
///
/// - `budget`: one unit for each comparison; if it runs out the claim stays `Necessary`.
///
/// # Errors
///
/// [`Refused`] if an inequality fails.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::certify::coalitional::{Holds, Property, judge_holds};
/// use zopa::games::characteristic::CharacteristicGame;
///
/// let game = CharacteristicGame::from_units(2, 1_u8.into(), vec![0, 1, 2, 3])?;
/// let judged = |property| judge_holds(&game, Holds { property }, &Budget::unlimited());
/// assert!(judged(Property::Convex).is_ok());
/// assert!(judged(Property::Essential).is_err());
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
pub fn judge_holds(
    game: &CharacteristicGame,
    claim: Holds,
    budget: &Budget<'_>,
) -> Result<Certified<Holds>, Refused<Holds>> {
    let certificate = match claim.property {
        Property::Monotone => monotone(game, budget).certificate("larger coalitions with a smaller number"),
        Property::Convex => convex(game, budget).certificate("pairs of players who add less together"),
        Property::Superadditive => {
            let convex = convex(game, budget);
            if convex.broken == 0 && convex.is_complete {
                convex.certificate("pairs of players who add less together, of which a convex game has none")
            } else {
                superadditive(game, budget).certificate("pairs of coalitions that lose by merging")
            }
        }
        Property::Essential => {
            let lacking = u128::from(surplus(game) <= 0);
            let name = "worth of everyone is more than the players have alone";
            let check = Check::count(name, lacking, Witness::Coalition(game.everyone()));
            Certificate { strength: Strength::Proof, checks: vec![check] }
        }
    };
    Certified::judge(claim, certificate)
}

/// Judges the claim that a game lacks a property, from the coalitions shown.
///
/// # Errors
///
/// [`Refused`] if they show nothing of the kind.
///
/// ```
/// use zopa::certify::coalitional::{Fails, Property, judge_fails};
/// use zopa::coalition::Coalition;
/// use zopa::games::characteristic::CharacteristicGame;
///
/// // Worth 1 and 2 alone, 2 together: they lose 1 by merging.
/// let game = CharacteristicGame::from_units(2, 1_u8.into(), vec![0, 1, 2, 2])?;
/// let coalitions = vec![Coalition::single(0), Coalition::single(1)];
/// let claim = |amount: i64| {
///     Fails { property: Property::Superadditive, coalitions: coalitions.clone(), amount: amount.into() }
/// };
/// assert!(judge_fails(&game, claim(1)).is_ok());
/// assert!(judge_fails(&game, claim(2)).is_err());
/// # Ok::<(), zopa::games::characteristic::InvalidCharacteristic>(())
/// ```
pub fn judge_fails(game: &CharacteristicGame, claim: Fails) -> Result<Certified<Fails>, Refused<Fails>> {
    let worth = |coalition: Coalition| i128::from(game.unit(coalition));
    let known = claim.coalitions.iter().all(|coalition| coalition.is_subset_of(game.everyone()));
    let (fits, excess) = match (claim.property, claim.coalitions.as_slice()) {
        (Property::Monotone, &[smaller, larger]) => {
            let excess = as_given(game, worth(smaller)) - as_given(game, worth(larger));
            (smaller.is_subset_of(larger), excess)
        }
        (Property::Superadditive, &[one, other]) => {
            let excess = worth(one) + worth(other) - worth(one.union(other));
            (one.intersection(other).is_empty(), excess)
        }
        (Property::Convex, &[one, other]) => {
            let shared = worth(one.intersection(other));
            (true, worth(one) + worth(other) - worth(one.union(other)) - shared)
        }
        (Property::Essential, alone) => {
            let players = (0..game.players()).map(Coalition::single);
            (alone.iter().copied().eq(players), -surplus(game))
        }
        _ => (false, 0),
    };
    let least = i128::from(claim.property != Property::Essential);
    let off = &claim.amount - &amount(game, excess);
    let off = if off.is_negative() { -&off } else { off };
    let witness = claim.coalitions.first().map_or(Witness::Nothing, |&first| Witness::Coalition(first));
    let checks = vec![
        Check::count(
            "coalitions shown are of the kind that the property speaks of",
            u128::from(!(known && fits)),
            witness,
        ),
        Check::count("the inequality fails for them", u128::from(excess < least), Witness::Nothing),
        Check::exact("it fails by the amount shown", off, Witness::Nothing),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// `units` as a number of points.
fn amount(game: &CharacteristicGame, units: i128) -> Rational {
    Rational::from_big(IBig::from(units), game.scale().clone())
}

/// With the sign of the file: costs positive.
fn as_given(game: &CharacteristicGame, units: i128) -> i128 {
    if game.sense() == Sense::Cost { -units } else { units }
}

/// What everyone has together beyond what the players have alone.
fn surplus(game: &CharacteristicGame) -> i128 {
    let worth = |coalition| i128::from(game.unit(coalition));
    worth(game.everyone()) - (0..game.players()).map(|player| worth(Coalition::single(player))).sum::<i128>()
}

/// What came of trying inequalities.
struct Tried {
    compared: u128,
    broken: u128,
    is_complete: bool,
}

impl Tried {
    /// Tries `next(row)` for one row of inequalities after the other: how many there are and how many fail.
    fn rows(rows: usize, budget: &Budget<'_>, next: impl Fn(u64) -> (u64, u64)) -> Self {
        let mut tried = Self { compared: 0, broken: 0, is_complete: true };
        for row in 0..rows as u64 {
            let (compared, broken) = next(row);
            tried.compared += u128::from(compared);
            tried.broken += u128::from(broken);
            if !budget.spend(compared) {
                tried.is_complete = row + 1 == rows as u64;
                break;
            }
        }
        tried
    }

    fn certificate(&self, name: &'static str) -> Certificate {
        let strength = if self.is_complete { Strength::Proof } else { Strength::Necessary };
        Certificate {
            strength,
            checks: vec![Check::count(name, self.broken, Witness::Compared(self.compared))],
        }
    }
}

fn monotone(game: &CharacteristicGame, budget: &Budget<'_>) -> Tried {
    let units = game.units();
    let sign = |units: i64| if game.sense() == Sense::Cost { -units } else { units };
    Tried::rows(units.len(), budget, |row| {
        let coalition = Coalition::from_bits(row);
        let outside = game.everyone().minus(coalition);
        let here = sign(units[row as usize]);
        let broken =
            outside.members().filter(|&player| sign(game.unit(coalition.with(player))) < here).count();
        (outside.len() as u64, broken as u64)
    })
}

fn convex(game: &CharacteristicGame, budget: &Budget<'_>) -> Tried {
    let units = game.units();
    let worth = |bits: u64| i128::from(units[bits as usize]);
    Tried::rows(units.len(), budget, |row| {
        let outside = game.everyone().minus(Coalition::from_bits(row));
        let (mut compared, mut broken) = (0, 0);
        let mut rest = outside.bits();
        while rest != 0 {
            let one = rest & rest.wrapping_neg();
            rest ^= one;
            let added = worth(row | one) - worth(row);
            let mut others = rest;
            while others != 0 {
                let other = others & others.wrapping_neg();
                others ^= other;
                compared += 1;
                broken += u64::from(added > worth(row | one | other) - worth(row | other));
            }
        }
        (compared, broken)
    })
}

fn superadditive(game: &CharacteristicGame, budget: &Budget<'_>) -> Tried {
    let units = game.units();
    Tried::rows(units.len(), budget, |row| {
        // Each pair once: the second coalition has only players after the lowest of the first.
        let coalition = Coalition::from_bits(row);
        let lowest = row & row.wrapping_neg();
        let others = game.everyone().minus(coalition).bits() & !(lowest.wrapping_sub(1));
        if row == 0 || others == 0 {
            return (0, 0);
        }
        let here = i128::from(units[row as usize]);
        let (mut compared, mut broken) = (0, 0);
        let mut other = others;
        while other != 0 {
            let together = i128::from(units[(row | other) as usize]);
            broken += u64::from(here + i128::from(units[other as usize]) > together);
            compared += 1;
            other = (other - 1) & others;
        }
        (compared, broken)
    })
}
