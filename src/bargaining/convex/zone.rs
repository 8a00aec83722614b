//! A convex set that has been looked at once.

use std::cell::OnceCell;

use crate::bargaining::convex::amounts::AmountEngine;
use crate::bargaining::convex::program::{Goal, Optimum, Outcome, Program};
use crate::bargaining::convex::rows::RowEngine;
use crate::bargaining::convex::vertices::VertexEngine;
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Ideal, Part, Reason};
use crate::games::bargaining_set::{BargainingSet, Shape};
use crate::numeric::Rational;

/// A set with one agreement at which nobody loses, or the reason why there is none; every principle starts from it.
#[derive(Debug)]
pub struct ConvexZone<'s> {
    set: &'s BargainingSet,
    engine: Engine<'s>,
    opening: Opening,
    ideals: OnceCell<Vec<Ideal>>,
}

#[derive(Debug)]
enum Engine<'s> {
    Vertices(VertexEngine<'s>),
    Rows(RowEngine<'s>),
    Amounts(AmountEngine<'s>),
}

/// How a set stands before any principle is asked for.
#[derive(Debug)]
pub(in crate::bargaining) enum Opening {
    /// Something at which nobody loses.
    Open(Agreement),
    /// There is nothing, or no end.
    Closed(Reason),
    /// The budget ran out.
    Cut,
}

/// Vertices that mattered in one run of a principle.
pub(in crate::bargaining) type Pool = Vec<usize>;

/// Looks at `set` once: is there an agreement at which nobody loses, and are gains bounded?
///
/// Cost: one linear program.
///
/// ```
/// use zopa::bargaining::convex::convex_zone;
/// use zopa::budget::Budget;
/// use zopa::games::bargaining_set::BargainingSet;
///
/// // Lotteries over (4, 0) and (0, 2); both walk away below 1: half of each gives (2, 1).
/// let points = [vec![4.into(), 0.into()], vec![0.into(), 2.into()]];
/// let set = BargainingSet::from_vertices(vec![1.into(), 1.into()], &points)?;
/// let budget = Budget::unlimited();
/// let zone = convex_zone(&set, &budget);
/// assert!(zone.is_open());
/// let ideals = zone.ideals(&budget).unwrap();
/// // The first gains at most 1, at (2, 1) itself, where the second gains nothing.
/// assert_eq!(ideals[0].gain, 1);
/// # Ok::<(), zopa::games::bargaining_set::InvalidSet>(())
/// ```
#[must_use]
pub fn convex_zone<'s>(set: &'s BargainingSet, budget: &Budget<'_>) -> ConvexZone<'s> {
    let engine = match set.shape() {
        Shape::Vertices(vertices) => Engine::Vertices(VertexEngine::new(set, vertices)),
        Shape::Rows(rows) => Engine::Rows(RowEngine::new(set, rows)),
        Shape::Amounts(amounts) => Engine::Amounts(AmountEngine::new(set, amounts)),
    };
    let mut zone = ConvexZone { set, engine, opening: Opening::Cut, ideals: OnceCell::new() };
    let goal = match &zone.engine {
        Engine::Vertices(_) => Goal::Agree,
        // The greatest sum also shows whether gains have an end.
        Engine::Rows(_) | Engine::Amounts(_) => Goal::Sum(vec![Rational::ONE; set.parties()]),
    };
    let is_mixed = matches!(goal, Goal::Agree);
    let program = Program::at_least(&zone.zeros(), goal);
    zone.opening = match zone.solve(&program, &mut Pool::new(), budget) {
        None => Opening::Cut,
        Some(Outcome::Optimal(optimum)) if is_mixed && optimum.value.is_zero() => {
            Opening::Closed(Reason::NoZone { bound: optimum.bound })
        }
        Some(Outcome::Optimal(optimum)) => Opening::Open(optimum.agreement),
        Some(Outcome::Infeasible(bound)) => Opening::Closed(Reason::NoZone { bound }),
        Some(Outcome::Unbounded { point, direction }) => {
            Opening::Closed(Reason::Unbounded { point, direction })
        }
    };
    zone
}

impl<'s> ConvexZone<'s> {
    /// The set.
    #[must_use]
    pub fn set(&self) -> &'s BargainingSet {
        self.set
    }

    /// Is there an agreement at which nobody loses, and are gains bounded?
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.opening, Opening::Open(_))
    }

    /// The greatest gain of each party, with what proves it; `None` if the zone is not open, or the budget ran out.
    ///
    /// Cost: one linear program for each party, the first time.
    #[must_use]
    pub fn ideals(&self, budget: &Budget<'_>) -> Option<&[Ideal]> {
        if let Some(ideals) = self.ideals.get() {
            return Some(ideals);
        }
        let ideals: Option<Vec<Ideal>> = (0..self.set.parties())
            .map(|party| {
                let mut weights = self.zeros();
                weights[party] = Rational::ONE;
                let program = Program::at_least(&self.zeros(), Goal::Sum(weights));
                let optimum = self.best(&program, &mut Pool::new(), budget)?;
                Some(Ideal { gain: optimum.value, agreement: optimum.agreement, bound: optimum.bound })
            })
            .collect();
        let ideals = ideals?;
        Some(self.ideals.get_or_init(|| ideals))
    }

    pub(in crate::bargaining) fn opening(&self) -> &Opening {
        &self.opening
    }

    pub(in crate::bargaining) fn zeros(&self) -> Vec<Rational> {
        vec![Rational::ZERO; self.set.parties()]
    }

    /// The vertices in doubles, if the set is given by them.
    pub(super) fn vertices(&self) -> Option<&VertexEngine<'s>> {
        match &self.engine {
            Engine::Vertices(engine) => Some(engine),
            Engine::Rows(_) | Engine::Amounts(_) => None,
        }
    }

    /// The optimum of a program whose demands can be met and whose goal has an end, as in every open zone.
    pub(in crate::bargaining) fn best(
        &self,
        program: &Program,
        pool: &mut Pool,
        budget: &Budget<'_>,
    ) -> Option<Optimum> {
        match self.solve(program, pool, budget)? {
            Outcome::Optimal(optimum) => Some(optimum),
            Outcome::Infeasible(_) | Outcome::Unbounded { .. } => None,
        }
    }

    /// The greatest sum of amounts, each times `factors`, at which nobody loses; `None` over other sets, or once the budget has
    /// run out.
    pub(in crate::bargaining) fn greatest_amounts(
        &self,
        factors: &[Rational],
        budget: &Budget<'_>,
    ) -> Option<Outcome> {
        let Engine::Amounts(engine) = &self.engine else { return None };
        engine.with_more(&Program::at_least(&self.zeros(), Goal::Agree), Some(factors), budget)
    }

    fn solve(&self, program: &Program, pool: &mut Pool, budget: &Budget<'_>) -> Option<Outcome> {
        match &self.engine {
            Engine::Vertices(engine) => engine.solve(program, self.home(), pool, budget),
            Engine::Rows(engine) => engine.solve(program, budget),
            Engine::Amounts(engine) => engine.solve(program, budget),
        }
    }

    fn home(&self) -> Option<&[Part]> {
        match &self.opening {
            Opening::Open(Agreement::Mixture(parts)) => Some(parts),
            _ => None,
        }
    }
}
