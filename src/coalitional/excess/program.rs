//! One level: the least `t` such that no coalition that is not settled has an excess above `t`.
//!
//! - [`Program`]: minimise `t` subject to `x(S) + t >= v(S)` for the coalitions met so far, `x(S)` as settled for
//!   those of earlier levels, and perhaps `x_i >= v(i)`.
//!
//! Method: the dual simplex method on a [`Basis`]. The multipliers of the rows stay at least 0 and add to 1
//! over the excess rows, so `t` is a lower bound at every step and never falls. The row that is violated most
//! enters; after a run of steps that leave `t` where it is, the lowest violated row enters, and ties leave by the
//! lowest row, until `t` rises again (Bland's rule), so that the method ends.
//!
//! Reference: Bland 1977, Mathematics of Operations Research 2.

use crate::budget::Budget;
use crate::coalition::Coalition;
use crate::coalitional::excess::basis::{Basis, Row};
use crate::coalitional::excess::sweep::Point;
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::whole::Whole;

/// Steps without a rise of `t` before Bland's rule takes over.
const PATIENCE: usize = 40;

/// What earlier levels leave to a program.
#[derive(Debug, Clone)]
pub(crate) struct Settled<W> {
    /// Independent coalitions and what they are paid, times `unit`.
    pub payments: Vec<(Coalition, W)>,
    /// The common denominator of these payments.
    pub unit: W,
}

/// A linear program for one level, with a basis that is optimal or on the way there.
#[derive(Debug)]
pub(crate) struct Program<'g, W> {
    game: &'g CharacteristicGame,
    unit: W,
    basis: Basis,
    /// Right side of each row of the basis, times `unit`.
    rights: Vec<W>,
    /// Vectors orthogonal to what is settled.
    normals: Vec<Vec<i64>>,
    pool: Vec<Coalition>,
    /// Players that must not be paid less than alone.
    bounded: Vec<usize>,
}

impl<'g, W: Whole> Program<'g, W> {
    /// A program whose basis has multipliers of at least 0.
    ///
    /// - `near`: coalitions that were bound before; the first that is not settled starts the basis.
    /// - `pool`: coalitions to begin with.
    /// - `bounded`: players that must not be paid less than alone.
    pub(crate) fn new(
        game: &'g CharacteristicGame,
        settled: &Settled<W>,
        near: &[Coalition],
        mut pool: Vec<Coalition>,
        bounded: Vec<usize>,
    ) -> Self {
        let players = game.players();
        let mut basis = Basis::new(players + 1);
        let mut rights = vec![W::of(0); players + 1];
        let mut put = |basis: &mut Basis, row: Row, right: W| {
            let is_new = basis.fill(row);
            let place = basis.rows().iter().position(|&there| there == Some(row));
            if let Some(place) = place.filter(|_| is_new) {
                rights[place] = right;
            }
        };
        for (coalition, payment) in &settled.payments {
            put(&mut basis, Row::Payment(*coalition), payment.clone());
        }
        let free = (0..=players).filter(|&place| basis.rows()[place].is_none());
        let normals: Vec<Vec<i64>> = free.map(|place| basis.column(place)[..players].to_vec()).collect();
        pool.retain(|&coalition| is_open(&normals, coalition));
        let singles = || (0..players).map(Coalition::single).filter(|&single| is_open(&normals, single));
        let near: Vec<Coalition> = near.iter().copied().filter(|&one| is_open(&normals, one)).collect();
        // Before anything is settled all players alone balance; later a coalition and its complement do.
        let first = near.first().copied().or_else(|| singles().next());
        let pair = first.filter(|_| settled.payments.len() > 1);
        let pair = pair.into_iter().flat_map(|one| [one, game.everyone().minus(one)]);
        let start: Vec<Coalition> = pair.chain(near.iter().copied()).chain(singles()).collect();
        for coalition in start {
            let right = W::of(game.unit(coalition).into()).times(&settled.unit);
            put(&mut basis, Row::Excess(coalition), right);
        }
        Self { game, unit: settled.unit.clone(), basis, rights, normals, pool, bounded }
    }

    /// Vectors that are orthogonal to exactly what is settled.
    pub(crate) fn normals(&self) -> &[Vec<i64>] {
        &self.normals
    }

    /// Coalitions met so far.
    pub(crate) fn pool(&self) -> &[Coalition] {
        &self.pool
    }

    /// Lets coalitions in that the program did not know.
    pub(crate) fn admit(&mut self, coalitions: &[Coalition]) {
        self.pool.extend(coalitions);
    }

    /// The rows that are not settled, with their multipliers times the determinant.
    pub(crate) fn multipliers(&self) -> impl Iterator<Item = (Row, i64)> {
        let last = self.basis.size() - 1;
        let places = (0..self.basis.size()).filter(|&place| self.is_replaceable(place));
        places.filter_map(move |place| Some((self.basis.rows()[place]?, self.basis.column(place)[last])))
    }

    /// The determinant that multipliers are times of.
    pub(crate) fn determinant(&self) -> i64 {
        self.basis.determinant()
    }

    /// Payments and level at which all rows of the basis hold exactly.
    pub(crate) fn point(&self) -> Point<W> {
        let mut solution = vec![W::of(0); self.basis.size()];
        for (place, right) in self.rights.iter().enumerate() {
            for (sum, &entry) in solution.iter_mut().zip(self.basis.column(place)) {
                if entry != 0 {
                    sum.add(&right.times(&W::of(entry.into())));
                }
            }
        }
        let level = solution.pop().unwrap_or_else(|| W::of(0));
        let denominator = self.unit.times(&W::of(self.basis.determinant().into()));
        Point { payments: solution, level, denominator }
    }

    /// Pivots until no coalition met so far is violated; false if the budget ran out on the way.
    pub(crate) fn optimise(&mut self, budget: &Budget<'_>) -> bool {
        let mut stalled = 0;
        loop {
            let work = self.pool.len() + self.basis.size() * self.basis.size();
            if !budget.spend(work as u64) {
                return false;
            }
            let Some(row) = self.entering(stalled > PATIENCE) else { return true };
            let combination = self.basis.express(row);
            // There is always a place: the program has a solution, and `t` is free.
            let Some((place, rises)) = self.leaving(&combination) else { return true };
            stalled = if rises { 0 } else { stalled + 1 };
            self.basis.replace(place, row, &combination);
            self.rights[place] = self.right(row);
        }
    }

    fn right(&self, row: Row) -> W {
        W::of(self.game.unit(row.coalition()).into()).times(&self.unit)
    }

    fn is_replaceable(&self, place: usize) -> bool {
        match self.basis.rows()[place] {
            Some(Row::Excess(_)) => true,
            Some(Row::Payment(coalition)) => {
                coalition.len() == 1 && coalition.lowest().is_some_and(|one| self.bounded.contains(&one))
            }
            None => false,
        }
    }

    /// The violated row to bring in: the worst, or by Bland's rule the lowest.
    fn entering(&self, by_rule: bool) -> Option<Row> {
        let point = self.point();
        let nothing = W::of(0);
        let excess = |&coalition: &Coalition| {
            (point.above(self.game.unit(coalition), coalition), Row::Excess(coalition))
        };
        let bound = |&player: &usize| {
            let single = Coalition::single(player);
            let mut below = W::of(self.game.unit(single).into()).times(&point.denominator);
            below.subtract(&point.payments[player]);
            (below, Row::Payment(single))
        };
        let rows = self.pool.iter().map(excess).chain(self.bounded.iter().map(bound));
        let violated = rows.filter(|(above, _)| *above > nothing);
        let entering = if by_rule {
            violated.min_by_key(|&(_, row)| row)
        } else {
            violated.max_by(|one, two| one.0.cmp(&two.0).then(two.1.cmp(&one.1)))
        };
        entering.map(|(_, row)| row)
    }

    /// The place whose multiplier reaches 0 first, ties by the lowest row; and whether `t` rises.
    fn leaving(&self, combination: &[i64]) -> Option<(usize, bool)> {
        let last = self.basis.size() - 1;
        let multiplier = |place: usize| i128::from(self.basis.column(place)[last]);
        let share = |place: usize| i128::from(combination[place]);
        let places = (0..=last).filter(|&place| share(place) > 0 && self.is_replaceable(place));
        let place = places.min_by(|&one, &two| {
            let ratios = (multiplier(one) * share(two)).cmp(&(multiplier(two) * share(one)));
            ratios.then(self.basis.rows()[one].cmp(&self.basis.rows()[two]))
        })?;
        Some((place, multiplier(place) > 0))
    }
}

/// Is a coalition outside of what `normals` are orthogonal to?
fn is_open(normals: &[Vec<i64>], coalition: Coalition) -> bool {
    normals.iter().any(|normal| coalition.members().map(|member| normal[member]).sum::<i64>() != 0)
}
