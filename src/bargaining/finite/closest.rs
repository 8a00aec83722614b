//! Where there is no agreement: the packages that ask least of the party that loses most.
//!
//! The loss of a party is its walk-away value minus its utility, in points of its own scale. That sets
//! points of different parties against each other; callers must say so.
//!
//! Method: for any bound `t`, "no party loses more than `t`" is a floor for each party in its own whole
//! units, so that a walk over integers finds packages strictly better than the best known, and fractions are
//! only touched when one is found. A second walk lists all packages that reach the smallest bound.

use dashu_int::IBig;

use crate::bargaining::finite::lane::{Lane, Width};
use crate::bargaining::finite::listing::list_at_least;
use crate::bargaining::finite::plan::Plan;
use crate::bargaining::finite::sheet::{Coordinates, Sheet, width};
use crate::bargaining::finite::walk::{CHUNK, Leaf, Visit, walk};
use crate::budget::Budget;
use crate::games::bargaining::BargainingGame;
use crate::numeric::Rational;

/// The admissible packages whose greatest loss is smallest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closest {
    /// The greatest loss below a walk-away value, in points; below zero if every party gains.
    pub shortfall: Rational,
    /// The first packages in file order that reach it.
    pub packages: Vec<Vec<usize>>,
    /// Number of packages that reach it.
    pub total: u128,
    /// Was every package looked at? If not, the budget ran out and a closer package may exist.
    pub is_complete: bool,
}

/// Finds the admissible packages whose greatest loss is smallest, and lists the first `limit` of them.
///
/// `None` if no package is admissible, or if the budget ran out before one was found.
#[must_use]
pub fn closest(game: &BargainingGame, limit: usize, budget: &Budget) -> Option<Closest> {
    let (shortfall, is_complete) = match width(game) {
        Width::Narrow => least_loss::<i32>(game, budget),
        Width::Middle => least_loss::<i64>(game, budget),
        Width::Wide => least_loss::<i128>(game, budget),
    }?;
    let floors: Vec<i128> = (0..game.parties()).map(|party| at_most(game, party, &shortfall)).collect();
    let listing = list_at_least(game, &floors, limit, budget);
    Some(Closest {
        shortfall,
        packages: listing.packages,
        total: listing.total,
        is_complete: is_complete && listing.is_complete,
    })
}

/// Least utility of `party`, in units, at which it loses at most `loss` points.
fn at_most(game: &BargainingGame, party: usize, loss: &Rational) -> i128 {
    saturated(bound(game, party, loss).ceil())
}

/// Least utility of `party`, in units, at which it loses less than `loss` points.
fn below(game: &BargainingGame, party: usize, loss: &Rational) -> i128 {
    saturated(bound(game, party, loss).floor()).saturating_add(1)
}

/// The utility of `party`, in units, that is exactly `loss` points below its walk-away value.
fn bound(game: &BargainingGame, party: usize, loss: &Rational) -> Rational {
    let units = |integer: IBig| Rational::from_big(integer, dashu_int::UBig::ONE);
    let scale = units(IBig::from(game.scale(party).clone()));
    &units(IBig::from(game.walk_away()[party])) - &(loss * &scale)
}

/// `integer`, or the end of the range beyond which it lies.
fn saturated(integer: IBig) -> i128 {
    let end = if integer < IBig::ZERO { i128::MIN } else { i128::MAX };
    i128::try_from(&integer).unwrap_or(end)
}

fn least_loss<L: Lane>(game: &BargainingGame, budget: &Budget) -> Option<(Rational, bool)> {
    let sheet = Sheet::<L>::new(game, Coordinates::Acceptance);
    let plan = Plan::fastest(&sheet);
    let mut search = Search { game, floors: sheet.floors(None), sheet: &sheet, least: None };
    let is_complete = walk(&plan, budget, &mut search);
    search.least.map(|loss| (loss, is_complete))
}

struct Search<'a, L> {
    game: &'a BargainingGame,
    sheet: &'a Sheet<L>,
    /// What a package must reach to be better than the best known.
    floors: Vec<L>,
    least: Option<Rational>,
}

impl<L: Lane> Search<'_, L> {
    /// Takes the package at `entry`, which is better than all before, as the best known.
    fn improve(&mut self, leaf: &Leaf<L>, entry: usize) {
        let losses = (0..self.sheet.parties).map(|party| {
            let utility = leaf.value(party, entry).widen();
            self.game.points(party, self.game.walk_away()[party] - utility)
        });
        let Some(loss) = losses.max() else { return };
        for party in 0..self.sheet.parties {
            self.floors[party] = self.sheet.threshold(party, below(self.game, party, &loss));
        }
        self.least = Some(loss);
    }
}

impl<L: Lane> Visit<L> for Search<'_, L> {
    fn matters(&mut self, upper: &[L], _lower: &[L]) -> bool {
        self.floors.iter().zip(upper).all(|(floor, upper)| upper >= floor)
    }

    fn leaf(&mut self, leaf: &Leaf<L>) {
        let mut missed = [L::default(); CHUNK];
        let mut thresholds = leaf.open(&self.floors);
        for start in (0..leaf.len()).step_by(CHUNK) {
            loop {
                let (count, passed) = leaf.compare(start, &thresholds, &mut missed);
                let Some(entry) = missed[..count].iter().position(|&flag| flag == L::default()) else {
                    debug_assert_eq!(passed, 0);
                    break;
                };
                self.improve(leaf, start + entry);
                thresholds = leaf.open(&self.floors);
            }
        }
    }
}
