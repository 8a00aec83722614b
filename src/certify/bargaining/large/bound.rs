//! That no package is better than a choice by more than is said, where there are too many to compare it with.
//!
//! The claim comes with weights. Every package that would contradict it has a weighted sum that follows from its definition:
//!
//! - where the least of some measures counts, each coordinate of such a package reaches a floor, so the sum reaches that of
//!   the floors;
//! - where a product counts, the weighted arithmetic mean of gains is at least their geometric mean, so the weighted sum of
//!   gains reaches a root of the product.
//!
//! All packages with such a sum are looked at (`sweep`), which the weights keep few.

use std::cmp::Ordering;
use std::f64::consts::LN_2;

use dashu_int::ops::BitTest;
use dashu_int::{IBig, UBig};

use crate::certify::bargaining::choice::{Choice, Principle};
use crate::certify::bargaining::keys::Scale;
use crate::certify::bargaining::large::pieces::Pieces;
use crate::certify::bargaining::large::sweep::{Demand, sweep, weigh, whole_weights};
use crate::certify::bargaining::recount::Referee;
use crate::certify::check::{Check, Strength, Witness};
use crate::games::bargaining::{BargainingGame, MAX_UNITS};
use crate::numeric::Rational;
use crate::numeric::logarithm::{exp, ln};
use crate::numeric::scale::common_denominator;

/// Greatest sum of bargaining weights whose powers are worked out.
const MOST_POWERS: u64 = 1 << 14;

/// Why no package is much better than a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// A whole number of 0 or more for each party, then for each limit of the game (for its negative amount); for the
    /// utilitarian choice one more, for the sum of gains.
    pub weights: Vec<IBig>,
    /// What the principle makes greatest, or first makes greatest, for the choice: the first entry of its key.
    pub reached: Rational,
    /// The same for any package is at most this.
    pub at_most: Rational,
    /// Whether every package that is exactly as good was counted; then none is better.
    pub is_complete: bool,
}

/// A package that is best for one party, with weights that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// An acceptable package.
    pub package: Vec<usize>,
    /// As those of [`Bound`].
    pub weights: Vec<IBig>,
}

impl Referee<'_> {
    /// Adds the checks of a choice that comes with a bound; says what they prove.
    pub(in crate::certify::bargaining) fn against_bound(
        &self,
        choice: &Choice,
        bound: &Bound,
        scale: &Scale<'_>,
        first: &[i128],
        checks: &mut Vec<Check>,
    ) -> Strength {
        let needs_ideal = matches!(choice.principle, Principle::KalaiSmorodinsky | Principle::EqualLoss);
        let is_known = self.proved_ideal().as_ref() == Some(&choice.ideal);
        let wrong = !is_known && (needs_ideal || !choice.ideal.is_empty());
        checks.push(Check::count("ideal gains proved before", u128::from(wrong), Witness::Nothing));
        if are_too_high(&choice.principle) {
            checks.push(Check::count(
                "bargaining weights whose powers can be worked out",
                1,
                Witness::Nothing,
            ));
            return Strength::Necessary;
        }
        let reached = scale.first_entry(first);
        let wrong = u128::from(reached != bound.reached || reached > bound.at_most);
        checks.push(Check::count(
            "the choice is worth what is said, within its bound",
            wrong,
            Witness::Nothing,
        ));
        let is_settled = reached == bound.at_most;
        let shape = u128::from(bound.is_complete && !is_settled || choice.runner_up.is_some());
        checks.push(Check::count(
            "all ties are only claimed at the bound, and no next best",
            shape,
            Witness::Nothing,
        ));
        if !checks.iter().all(Check::holds) {
            // Refused already: nothing is gained by looking at packages.
            return Strength::Necessary;
        }
        let chosen = scale.weigh(first);
        let (mut better, mut equal, mut looked_at) = (0_u128, 0_u128, 0_u128);
        let parties = self.game().parties();
        let floors = self.game().walk_away();
        let least = if bound.is_complete { Beyond::NoLess } else { Beyond::More };
        let pieces = self.pieces_for(&choice.principle);
        let weights = pieces.as_ref().map(|pieces| whole_weights(&bound.weights, pieces.floors.len()));
        let misfit = u128::from(weights == Some(None));
        checks.push(Check::count(
            "weights fit the parties and limits, none below 0",
            misfit,
            Witness::Nothing,
        ));
        let mut look = |coordinates: &[i128]| {
            looked_at += 1;
            let gains: Vec<i128> =
                coordinates[..parties].iter().zip(floors).map(|(sum, floor)| sum - floor).collect();
            if !scale.may_choose(&gains) {
                return;
            }
            if !bound.is_complete {
                better += u128::from(scale.is_above(&gains, &bound.at_most));
                return;
            }
            match scale.compare(&scale.weigh(&gains), &chosen) {
                Ordering::Greater => better += 1,
                Ordering::Equal => equal += 1,
                Ordering::Less => {}
            }
        };
        let tried = pieces.zip(weights.flatten()).and_then(|(pieces, weights)| {
            let demand = demand(self.game(), choice, bound, least, &pieces, &weights)?;
            sweep(&pieces, &weights, &demand, &mut look)
        });
        if tried.is_none() {
            if bound.is_complete {
                // Too many packages near the greatest weighted sum.
                checks.push(self.check_neighbours(choice, scale, first));
            }
            return Strength::Necessary;
        }
        let compared = || Witness::Compared(looked_at);
        let name = if bound.is_complete {
            "packages near the greatest weighted sum that are better"
        } else {
            "packages near the greatest weighted sum that are above the bound"
        };
        checks.push(Check::count(name, better, compared()));
        if bound.is_complete {
            checks.push(Check::count("ties counted again", choice.total.abs_diff(equal), compared()));
        }
        Strength::Proof
    }

    /// Do these weights leave no package with every gain above 0?
    pub(in crate::certify::bargaining) fn is_strict_gain_ruled_out(&self, weights: &[IBig]) -> bool {
        let parties = self.game().parties();
        let Some(mut pieces) = Pieces::of(self.game()) else { return false };
        pieces.floors.iter_mut().take(parties).for_each(|floor| *floor += 1);
        pieces.are_ruled_out(weights)
    }

    /// What each party reaches at best, in units, if every package shown is acceptable and no package is better; else how
    /// many are wrong.
    pub(super) fn judge_reached(
        &self,
        reached: &[Reached],
        pieces: Option<&Pieces>,
    ) -> Result<Vec<i128>, usize> {
        let game = self.game();
        let Some(pieces) = pieces.filter(|_| reached.len() == game.parties()) else {
            return Err(1);
        };
        let mut wrong = 0;
        let mut best = Vec::new();
        for (party, own) in reached.iter().enumerate() {
            let (Some(gains), Some(weights)) =
                (self.acceptable_gains(&own.package), whole_weights(&own.weights, pieces.floors.len()))
            else {
                wrong += 1;
                continue;
            };
            let value = gains[party] + game.walk_away()[party];
            let mut floors = pieces.floors.clone();
            floors[party] = value + 1;
            let mut is_better = false;
            let tried = weigh(&weights, &floors).and_then(|weighted| {
                sweep(pieces, &weights, &Demand { floors, weighted }, &mut |_| is_better = true)
            });
            wrong += usize::from(is_better || tried.is_none());
            best.push(value);
        }
        if wrong == 0 { Ok(best) } else { Err(wrong) }
    }

    /// The pieces of the game; for a sum of gains with one more coordinate, every party in units of a common scale.
    fn pieces_for(&self, principle: &Principle) -> Option<Pieces> {
        let mut pieces = Pieces::of(self.game())?;
        if *principle != Principle::Utilitarian {
            return Some(pieces);
        }
        let factors = common_units(self.game())?;
        let mut least = 0_i128;
        for piece in &mut pieces.pieces {
            let mut lowest = 0_i128;
            for row in &mut piece.rows {
                let sum = weigh(&factors, &row.gives[..factors.len()])?;
                if sum.abs() > MAX_UNITS >> 20 {
                    return None;
                }
                lowest = lowest.min(sum);
                row.gives.push(sum);
            }
            least = least.checked_add(lowest)?;
        }
        pieces.floors.push(least);
        Some(pieces)
    }
}

/// Would the powers of a product take too long?
fn are_too_high(principle: &Principle) -> bool {
    let Principle::WeightedNash(weights) = principle else { return false };
    weights.iter().map(|&weight| u64::from(weight)).sum::<u64>() > MOST_POWERS
}

/// Which packages contradict a claim.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beyond {
    /// Those at the bound or above.
    NoLess,
    /// Those above.
    More,
}

/// The units of each party in one unit of a scale that all share, and that scale's units in a point.
fn common_units(game: &BargainingGame) -> Option<Vec<i128>> {
    let unit = |party: usize| game.points(party, 1);
    let units: Vec<Rational> = (0..game.parties()).map(unit).collect();
    let common = Rational::from_big(common_denominator(&units).into(), UBig::ONE);
    units.iter().map(|unit| i128::try_from((unit * &common).ceil()).ok()).collect()
}

/// What every package that is eligible and beyond the bound reaches.
fn demand(
    game: &BargainingGame,
    choice: &Choice,
    bound: &Bound,
    beyond: Beyond,
    pieces: &Pieces,
    weights: &[i128],
) -> Option<Demand> {
    let walk_away = game.walk_away();
    let mut floors = pieces.floors.clone();
    // The least whole number of units of a party that is beyond this many points over something.
    let units = |party: usize, points: &Rational| match beyond {
        Beyond::NoLess => game.units_at_least(party, points),
        Beyond::More => {
            let scale = Rational::from_big(game.scale(party).clone().into(), UBig::ONE);
            let beyond = if points.is_negative() { -MAX_UNITS } else { MAX_UNITS };
            let whole = i128::try_from((points * &scale).floor()).unwrap_or(beyond);
            whole.clamp(-MAX_UNITS, MAX_UNITS) + 1
        }
    };
    match &choice.principle {
        Principle::Nash => product_demand(game, &vec![1; walk_away.len()], bound, pieces, weights),
        Principle::WeightedNash(powers) => product_demand(game, powers, bound, pieces, weights),
        principle => {
            for (party, floor) in floors.iter_mut().enumerate().take(walk_away.len()) {
                let least = match principle {
                    Principle::Proportional(proportions) => {
                        walk_away[party] + units(party, &(&bound.at_most * &proportions[party]))
                    }
                    Principle::KalaiSmorodinsky => {
                        let ideal = game.points(party, *choice.ideal.get(party)?);
                        if ideal.is_zero() {
                            *floor
                        } else {
                            walk_away[party] + units(party, &(&bound.at_most * &ideal))
                        }
                    }
                    Principle::EqualLoss => {
                        walk_away[party] + choice.ideal.get(party)? + units(party, &bound.at_most)
                    }
                    Principle::Utilitarian => *floor,
                    _ => walk_away[party] + units(party, &bound.at_most),
                };
                *floor = least.max(*floor);
            }
            if choice.principle == Principle::Utilitarian {
                // Sums of gains, in common units: all of them are whole.
                let factors = common_units(game)?;
                let base = weigh(&factors, walk_away)?;
                let one = Rational::new(factors[0], 1)?.checked_div(&game.points(0, 1))?;
                let sum = &bound.at_most * &one;
                let least = match beyond {
                    Beyond::NoLess => i128::try_from(sum.ceil()).ok()?,
                    Beyond::More => i128::try_from(sum.floor()).ok()?.checked_add(1)?,
                };
                *floors.last_mut()? = base.checked_add(least)?;
            }
            Some(Demand { weighted: weigh(weights, &floors)?, floors })
        }
    }
}

/// As `demand`, for a product of gains, each to a power.
fn product_demand(
    game: &BargainingGame,
    powers: &[u32],
    bound: &Bound,
    pieces: &Pieces,
    weights: &[i128],
) -> Option<Demand> {
    let walk_away = game.walk_away();
    let mut floors = pieces.floors.clone();
    let (mut rest, mut total) = (0_i128, 0_u32);
    // The product in units, a whole number.
    let mut product = bound.at_most.clone();
    let mut weighted = Vec::new();
    for place in 0..floors.len() {
        let power = powers.get(place).copied().unwrap_or(0);
        if power == 0 {
            rest = rest.checked_add(weights[place].checked_mul(floors[place])?)?;
            continue;
        }
        rest = rest.checked_add(weights[place].checked_mul(walk_away[place])?)?;
        floors[place] = walk_away[place] + 1;
        total = total.checked_add(power)?;
        let scale = Rational::from_big(game.scale(place).clone().into(), UBig::ONE);
        product = &product * &scale.pow(power);
        weighted.push((weights[place], power));
    }
    // With gains g, weights w and powers a that add up to A, the sum of w g is at least A times the A-th root of the product
    // of (w g / a)^a.
    let mut under = UBig::try_from(product.ceil()).ok()? * UBig::from(total).pow(total as usize);
    let mut over = UBig::ONE;
    for (weight, power) in weighted {
        under *= UBig::try_from(weight).ok()?.pow(power as usize);
        over *= UBig::from(power).pow(power as usize);
    }
    Some(Demand { floors, weighted: rest.checked_add(root_below(&under, &over, total)?)? })
}

/// A whole number whose power `degree` is at most `under / over`, and near the greatest; `None` if it is too large.
///
/// Doubles propose one, a little low, and its power is compared.
fn root_below(under: &UBig, over: &UBig, degree: u32) -> Option<i128> {
    if degree == 0 || under < over {
        return Some(0);
    }
    // A logarithm from the leading digits and the length.
    let logarithm = |number: &UBig| {
        let shift = number.bit_len().saturating_sub(64);
        let leading = u64::try_from(number >> shift).unwrap_or(u64::MAX);
        ln(leading as f64) + shift as f64 * LN_2
    };
    let guess = exp((logarithm(under) - logarithm(over)) / f64::from(degree));
    [1e-9, 1e-6, 1e-3, 0.5].iter().find_map(|lower| {
        let root = (guess * (1.0 - lower)) as i128;
        let power = UBig::try_from(root).ok()?.pow(degree as usize) * over;
        (root < i128::MAX && power <= *under).then_some(root)
    })
}
