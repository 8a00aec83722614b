//! From units of the engine to claims in points.
//!
//! - [`in_points`], [`balanced`], [`nucleolus`]: payments, weights and levels as claims.
//! - [`greatest_excess`]: the proper coalition with the greatest excess at any payments.
//! - [`judged`]: the verdict on a claim.

use dashu_int::IBig;
use dashu_int::ops::Abs;

use crate::certify::coalitional::{Binding, BoundWeight, ExcessLevel, Nucleolus, Weight};
use crate::certify::{Certified, Refused, Verdict};
use crate::coalition::Coalition;
use crate::coalitional::excess::stages::{Descent, Level};
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;
use crate::numeric::whole::Whole;

/// Members of the low part of a coalition in [`greatest_excess`].
const LOW_PLAYERS: usize = 8;

/// Payments as shares in points.
pub(crate) fn in_points(game: &CharacteristicGame, payments: &[Rational]) -> Vec<Rational> {
    payments.iter().map(|payment| game.points(payment)).collect()
}

/// The weights of a level so that they add to 1 for each player, and what the coalitions then have beyond
/// everyone together, in points.
pub(crate) fn balanced(game: &CharacteristicGame, level: &Level) -> (Vec<Weight>, Rational) {
    // Each player is in coalitions of the same total weight: the multipliers balance up to this factor.
    let of_first = level.coalitions.iter().filter(|weighted| weighted.0.contains(0));
    let total: Rational = of_first.map(|weighted| &weighted.1).sum();
    let scaled = |weight: &Rational| weight.checked_div(&total).unwrap_or_default();
    let weights = level.coalitions.iter();
    let weights = weights.map(|(coalition, weight)| Weight { coalition: *coalition, weight: scaled(weight) });
    (weights.collect(), game.excess_in_points(&scaled(&level.excess)))
}

/// The claim of a nucleolus or prenucleolus.
pub(crate) fn nucleolus(game: &CharacteristicGame, descent: Descent) -> Nucleolus {
    let level = |level: Level| ExcessLevel {
        excess: game.excess_in_points(&level.excess),
        coalitions: level
            .coalitions
            .into_iter()
            .map(|(coalition, weight)| Weight { coalition, weight })
            .collect(),
        bounds: level.bounds.into_iter().map(|(player, weight)| BoundWeight { player, weight }).collect(),
    };
    Nucleolus {
        allocation: in_points(game, &descent.payments),
        levels: descent.levels.into_iter().map(level).collect(),
    }
}

/// The verdict on a claim that was judged.
pub(crate) fn judged<T, R>(judged: Result<Certified<T>, Refused<T>>) -> Verdict<T, R> {
    match judged {
        Ok(claim) => Verdict::Found(claim),
        Err(refused) => Verdict::Refused(refused),
    }
}

/// The proper coalition with the greatest excess, the lowest of equals; none if there is one player.
///
/// - `payments`: one for each player, in units.
pub(crate) fn greatest_excess(game: &CharacteristicGame, payments: &[Rational]) -> Option<Binding> {
    let denominator = IBig::from(common_denominator(payments));
    let whole =
        |number: &Rational| number.numerator() * (&denominator / IBig::from(number.denominator().clone()));
    let payments: Vec<IBig> = payments.iter().map(whole).collect();
    let worth = game.units().iter().map(|unit| unit.unsigned_abs()).max().unwrap_or(0);
    let sizes = payments.iter().map(|payment| payment.clone().abs());
    let is_narrow =
        sizes.fold(&denominator * IBig::from(worth), |sum, size| sum + size) < IBig::from(1) << 125;
    let (coalition, excess) = if is_narrow {
        let narrow = |number: &IBig| i128::try_from(number).unwrap_or_default();
        let payments: Vec<i128> = payments.iter().map(narrow).collect();
        greatest(game, &payments, &narrow(&denominator))
    } else {
        greatest(game, &payments, &denominator)
    }?;
    Some(Binding { coalition, excess: game.excess_in_points(&excess) })
}

fn greatest<W: Whole>(
    game: &CharacteristicGame,
    payments: &[W],
    denominator: &W,
) -> Option<(Coalition, Rational)> {
    let low_players = game.players().min(LOW_PLAYERS);
    let mut low = vec![W::of(0)];
    for payment in &payments[..low_players] {
        let mut with = low.clone();
        with.iter_mut().for_each(|sum| sum.add(payment));
        low.extend(with);
    }
    let mut greatest: Option<(usize, W)> = None;
    let proper = 1..game.units().len() - 1;
    for (block, units) in game.units().chunks(low.len()).enumerate() {
        let mut high = W::of(0);
        let members = Coalition::from_bits(block as u64).members();
        members.for_each(|member| high.add(&payments[low_players + member]));
        for (at, (&unit, low)) in units.iter().zip(&low).enumerate() {
            let mut excess = denominator.times(&W::of(unit.into()));
            excess.subtract(low);
            excess.subtract(&high);
            let at = block * units.len() + at;
            if proper.contains(&at) && greatest.as_ref().is_none_or(|(_, most)| excess > *most) {
                greatest = Some((at, excess));
            }
        }
    }
    greatest.map(|(at, excess)| (Coalition::from_bits(at as u64), excess.over(denominator)))
}
