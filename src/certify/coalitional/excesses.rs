//! The excesses of all coalitions at given payments, one after the other, exactly.
//!
//! - [`Excesses`]: payments and levels on one denominator.
//! - [`Excesses::greatest`]: the proper coalition with the greatest excess.
//! - [`Excesses::count_open_above`]: coalitions above a level that does not count as settled for them.
//!
//! Coalitions are walked so that each differs from the one before by one player (a Gray code), with one addition
//! each. Numbers have 128 bits where the greatest sum shows that they suffice, else any size.

use dashu_int::IBig;
use dashu_int::ops::Abs;

use crate::coalition::Coalition;
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;
use crate::numeric::whole::Whole;

/// Payments in units of a game, ready to be compared with its worths.
pub(super) struct Excesses<'g> {
    game: &'g CharacteristicGame,
    denominator: IBig,
    payments: Vec<IBig>,
    levels: Vec<IBig>,
    is_narrow: bool,
}

impl<'g> Excesses<'g> {
    /// - `payments`: one for each player, in units.
    /// - `levels`: excesses to compare with, in units.
    pub(super) fn new(game: &'g CharacteristicGame, payments: &[Rational], levels: &[Rational]) -> Self {
        let denominator = IBig::from(common_denominator(payments.iter().chain(levels)));
        let whole = |number: &Rational| {
            number.numerator() * (&denominator / IBig::from(number.denominator().clone()))
        };
        let payments: Vec<IBig> = payments.iter().map(whole).collect();
        let levels: Vec<IBig> = levels.iter().map(whole).collect();
        let greatest = game.units().iter().map(|unit| unit.unsigned_abs()).max().unwrap_or(0);
        let sizes = payments.iter().chain(&levels).map(|number| number.clone().abs());
        let size = sizes.fold(&denominator * IBig::from(greatest) + &denominator, |sum, size| sum + size);
        let is_narrow = size < IBig::from(1) << 125;
        Self { game, denominator, payments, levels, is_narrow }
    }

    /// The proper coalition with the greatest excess, in units; the lowest of equals. None if there is one player.
    pub(super) fn greatest(&self) -> Option<(Coalition, Rational)> {
        if self.is_narrow {
            self.greatest_in(&narrow(&self.payments), &narrow_one(&self.denominator))
        } else {
            self.greatest_in(&self.payments, &self.denominator)
        }
    }

    fn greatest_in<W: Whole>(&self, payments: &[W], denominator: &W) -> Option<(Coalition, Rational)> {
        let mut greatest: Option<(Coalition, W)> = None;
        walk(self.game, payments, denominator, |coalition, excess| {
            let is_greater = greatest
                .as_ref()
                .is_none_or(|(there, most)| *excess > *most || *excess == *most && coalition < *there);
            if is_greater {
                greatest = Some((coalition, excess.clone()));
            }
        });
        greatest.map(|(coalition, excess)| (coalition, excess.over(denominator)))
    }

    /// How many proper coalitions are above a level before which they are not settled.
    ///
    /// - `is_settled(k, S)`: was `S` settled before level `k`?
    ///
    /// Levels never rise, so a coalition above several of them must be settled before the first.
    pub(super) fn count_open_above(&self, is_settled: impl Fn(usize, Coalition) -> bool) -> u128 {
        if self.is_narrow {
            let numbers = (narrow(&self.payments), narrow(&self.levels), narrow_one(&self.denominator));
            self.count_in(&numbers.0, &numbers.1, &numbers.2, is_settled)
        } else {
            self.count_in(&self.payments, &self.levels, &self.denominator, is_settled)
        }
    }

    fn count_in<W: Whole>(
        &self,
        payments: &[W],
        levels: &[W],
        denominator: &W,
        is_settled: impl Fn(usize, Coalition) -> bool,
    ) -> u128 {
        let mut open = 0;
        let Some(lowest) = levels.last() else { return open };
        walk(self.game, payments, denominator, |coalition, excess| {
            if excess > lowest {
                let first = levels.partition_point(|level| level >= excess);
                open += u128::from(!is_settled(first, coalition));
            }
        });
        open
    }
}

/// Calls `visit(S, v(S) - x(S))` for each proper coalition, all times the denominator.
fn walk<W: Whole>(
    game: &CharacteristicGame,
    payments: &[W],
    denominator: &W,
    mut visit: impl FnMut(Coalition, &W),
) {
    let everyone = game.everyone();
    let mut paid = W::of(0);
    for step in 1..game.units().len() as u64 {
        let coalition = Coalition::from_bits(step ^ step >> 1);
        let player = step.trailing_zeros() as usize;
        let Some(payment) = payments.get(player) else { return };
        if coalition.contains(player) {
            paid.add(payment);
        } else {
            paid.subtract(payment);
        }
        if coalition != everyone {
            let mut excess = denominator.times(&W::of(game.unit(coalition).into()));
            excess.subtract(&paid);
            visit(coalition, &excess);
        }
    }
}

fn narrow(numbers: &[IBig]) -> Vec<i128> {
    numbers.iter().map(narrow_one).collect()
}

fn narrow_one(number: &IBig) -> i128 {
    i128::try_from(number).unwrap_or_default()
}
