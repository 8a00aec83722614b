//! Which combinations leave room for an agreement.

use std::cell::OnceCell;

use crate::bargaining::convex::zone::Opening;
use crate::bargaining::convex::{ConvexZone, convex_zone};
use crate::bargaining::mixed::cells::{Cells, alone, most};
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Bound, Reason};
use crate::certify::mixed::{
    CellState, MixedEmpty, MixedFacts, MixedIdeal, judge_mixed_empty, judge_mixed_facts,
};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::bargaining_set::BargainingSet;
use crate::games::mixed::{MixedGame, MixedPackage};
use crate::numeric::Rational;

/// A mixed game of which every combination has been looked at once.
#[derive(Debug)]
pub struct MixedZone<'s> {
    pub(in crate::bargaining::mixed) game: &'s MixedGame,
    pub(in crate::bargaining::mixed) cells: &'s Cells,
    states: Vec<CellState>,
    /// For each combination that leaves room, its place and its zone.
    pub(in crate::bargaining::mixed) open: Vec<(usize, ConvexZone<'s>)>,
    is_cut: bool,
    ideals: OnceCell<Vec<MixedIdeal>>,
}

/// Looks at every combination once: is there an agreement at which nobody loses?
///
/// Cost: one linear program for each combination in which every party alone could have enough.
///
/// ```
/// use zopa::bargaining::mixed::{cells, mixed_zone};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
/// use zopa::games::mixed::{Continuous, MixedGame, Piece, Stretch};
///
/// // Months from 0 to 12: the first loses 2 points by each, the second gains 5; they walk away with 0 and 30, and the
/// // first has 20 without any month: 6 to 10 months do for both.
/// let term = Term { issues: vec![0], table: vec![20, 0] };
/// let frame = BargainingGame::new(vec![1], vec![1_u8.into(), 1_u8.into()], vec![term], vec![], vec![0, 30])?;
/// let piece = Piece { length: 12.into(), rates: vec![(-2).into(), 5.into()] };
/// let months = Continuous { issue: 0, stretches: vec![Stretch { from: 0.into(), pieces: vec![piece] }] };
/// let game = MixedGame::new(frame, vec![months], vec![])?;
/// let budget = Budget::unlimited();
/// let cells = cells(&game, &budget)?;
/// let zone = mixed_zone(&game, &cells, &budget);
/// let answer = zone.facts(&budget);
/// let ends = &answer.found().unwrap().amounts[0];
/// assert_eq!((&ends[0].amount, &ends[1].amount), (&6.into(), &10.into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mixed_zone<'s>(game: &'s MixedGame, cells: &'s Cells, budget: &Budget<'_>) -> MixedZone<'s> {
    let mut zone = MixedZone {
        game,
        cells,
        states: Vec::with_capacity(cells.len()),
        open: Vec::new(),
        is_cut: cells.is_cut,
        ideals: OnceCell::new(),
    };
    // Weights that closed one combination often close the next.
    let mut last: Option<Bound> = None;
    for (place, set) in cells.sets.iter().enumerate() {
        if !budget.spend(set.parties() as u64) {
            zone.is_cut = true;
            return zone;
        }
        if let Some(bound) = closed_at_once(set, last.as_ref()) {
            zone.states.push(CellState::Closed(bound));
            continue;
        }
        let own = convex_zone(set, budget);
        match own.opening() {
            Opening::Open(agreement) => {
                let package = zone.package(place, agreement);
                zone.states.push(CellState::Open(package));
                zone.open.push((place, own));
            }
            Opening::Closed(Reason::NoZone { bound }) => {
                last = Some(bound.clone());
                zone.states.push(CellState::Closed(bound.clone()));
            }
            Opening::Closed(_) | Opening::Cut => {
                zone.is_cut = true;
                return zone;
            }
        }
    }
    zone
}

/// A package at which nobody loses, of the first combination that has one; `None` inside if there is none, outside once the
/// budget has run out.
///
/// Cost: as [`mixed_zone`], up to that combination.
#[must_use]
pub fn first_agreement(game: &MixedGame, cells: &Cells, budget: &Budget<'_>) -> Option<Option<MixedPackage>> {
    if cells.is_cut {
        return None;
    }
    let mut last: Option<Bound> = None;
    for (levels, set) in cells.levels.iter().zip(&cells.sets) {
        if !budget.spend(set.parties() as u64) {
            return None;
        }
        if closed_at_once(set, last.as_ref()).is_some() {
            continue;
        }
        match convex_zone(set, budget).opening() {
            Opening::Open(Agreement::Amounts(pieces)) => return Some(Some(game.package(levels, pieces))),
            Opening::Closed(Reason::NoZone { bound }) => last = Some(bound.clone()),
            Opening::Open(_) | Opening::Closed(_) | Opening::Cut => return None,
        }
    }
    Some(None)
}

/// A bound below 0 that needs no program: one party alone has never enough, or `last` closes this combination, too.
fn closed_at_once(set: &BargainingSet, last: Option<&Bound>) -> Option<Bound> {
    let is_closed = |bound: &Bound| most(set, bound).is_some_and(|most| most.is_negative());
    (0..set.parties()).map(|party| alone(set, party)).chain(last.cloned()).find(is_closed)
}

impl<'s> MixedZone<'s> {
    /// The game.
    #[must_use]
    pub fn game(&self) -> &'s MixedGame {
        self.game
    }

    /// How the combinations that were looked at stand.
    #[must_use]
    pub fn states(&self) -> &[CellState] {
        &self.states
    }

    /// The levels of the admissible combinations.
    pub fn combinations(&self) -> impl Iterator<Item = &[usize]> {
        self.cells.levels.iter().map(Vec::as_slice)
    }

    /// Does some combination leave room?
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Were all combinations looked at?
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.is_cut
    }

    /// The zone, judged: which combinations leave room, what each party can have, how far amounts go; or that there is none.
    ///
    /// Cost: a linear program for each party and twice for each continuous issue, in those combinations that could matter.
    #[must_use]
    pub fn facts(&self, budget: &Budget<'_>) -> Answer<MixedFacts, MixedEmpty> {
        let undecided = || Answer {
            stop: Stop::OutOfBudget,
            verdict: Verdict::Undecided { best: None },
            completeness: Completeness::Unknown,
        };
        if self.is_cut {
            return undecided();
        }
        if self.open.is_empty() {
            let claim = MixedEmpty { bounds: self.closing() };
            return match judge_mixed_empty(self.game, claim) {
                Ok(empty) => finished(Verdict::NoneExists(empty)),
                Err(_) => undecided(),
            };
        }
        let Some(ideals) = self.ideals(budget) else { return undecided() };
        let Some(amounts) = self.amount_ends(budget) else { return undecided() };
        let claim = MixedFacts { cells: self.states.clone(), ideals: ideals.to_vec(), amounts };
        finished(judge_mixed_facts(self.game, claim).map_or_else(Verdict::Refused, Verdict::Found))
    }

    /// The greatest gain of each party among all combinations; `None` once the budget has run out.
    #[must_use]
    pub fn ideals(&self, budget: &Budget<'_>) -> Option<&[MixedIdeal]> {
        if let Some(ideals) = self.ideals.get() {
            return Some(ideals);
        }
        let ideals = self.find_ideals(budget)?;
        Some(self.ideals.get_or_init(|| ideals))
    }

    /// The bounds of the combinations that leave no room; where one does, nothing.
    pub(in crate::bargaining::mixed) fn closing(&self) -> Vec<Bound> {
        let closed = self.states.iter().filter_map(|state| match state {
            CellState::Closed(bound) => Some(bound.clone()),
            CellState::Open(_) => None,
        });
        closed.collect()
    }

    /// The bound of a combination that leaves no room.
    pub(in crate::bargaining::mixed) fn closed(&self, place: usize) -> Option<&Bound> {
        match self.states.get(place)? {
            CellState::Closed(bound) => Some(bound),
            CellState::Open(_) => None,
        }
    }

    /// The package of an agreement in combination `place`.
    pub(in crate::bargaining::mixed) fn package(&self, place: usize, agreement: &Agreement) -> MixedPackage {
        let pieces: &[Rational] = match agreement {
            Agreement::Amounts(pieces) => pieces,
            Agreement::Mixture(_) | Agreement::Point(_) => &[],
        };
        self.game.package(&self.cells.levels[place], pieces)
    }

    pub(in crate::bargaining::mixed) fn zeros(&self) -> Vec<Rational> {
        vec![Rational::ZERO; self.game.parties()]
    }
}

fn finished<T, R>(verdict: Verdict<T, R>) -> Answer<T, R> {
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}
