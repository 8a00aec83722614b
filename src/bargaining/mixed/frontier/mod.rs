//! The efficient gains of two parties among all combinations.
//!
//! The efficient gains of one combination are a chain of falling lines. Its ends are two programs each, and between two of its
//! points the best under the weights that see both alike is a point between, or shows that there is none (Aneja and Nair 1979,
//! Management Science 25). Chains are laid over each other, the most promising combination first; one that the weights of
//! earlier chains keep below what stands needs no program at all.

mod outline;

use std::convert::Infallible;

use crate::bargaining::convex::ConvexZone;
use crate::bargaining::convex::program::{Goal, Program};
use crate::bargaining::convex::zone::Pool;
use crate::bargaining::mixed::cells::{alone, most, nothing};
use crate::bargaining::mixed::frontier::outline::{Corner, Edge, Line, Outline};
use crate::bargaining::mixed::zone::MixedZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::Bound;
use crate::certify::mixed::{FrontierEnd, FrontierPiece, MixedFrontier, judge_mixed_frontier};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::bargaining_set::BargainingSet;
use crate::numeric::{Rational, dot};

/// Most bounds that every combination is measured by.
const MOST_SHARED: usize = 12;

/// A chain of one combination, with bounds that enclose it.
struct Chain {
    corners: Vec<Corner>,
    bounds: Vec<Bound>,
}

impl MixedZone<'_> {
    /// The efficient gains of two parties, judged; `None` for other numbers of parties, where the zone is not open, or once the
    /// budget has run out.
    ///
    /// Cost: two linear programs for each line of each combination that reaches beyond those before it.
    ///
    /// ```
    /// use zopa::bargaining::mixed::{cells, mixed_zone};
    /// use zopa::budget::Budget;
    /// # use zopa::games::bargaining::{BargainingGame, Term};
    /// # use zopa::games::mixed::{Continuous, MixedGame, Piece, Stretch};
    /// # let term = Term { issues: vec![0], table: vec![20, 0] };
    /// # let scales = vec![1_u8.into(), 1_u8.into()];
    /// # let frame = BargainingGame::new(vec![1], scales, vec![term], vec![], vec![0, 30])?;
    /// # let piece = Piece { length: 12.into(), rates: vec![(-2).into(), 5.into()] };
    /// # let months = Continuous { issue: 0, stretches: vec![Stretch { from: 0.into(), pieces: vec![piece] }] };
    /// # let game = MixedGame::new(frame, vec![months], vec![])?;
    /// // The game of `mixed_zone`: from 6 months to 10 each month is worth 2 points to the one and 5 to the other.
    /// let budget = Budget::unlimited();
    /// let cells = cells(&game, &budget)?;
    /// let answer = mixed_zone(&game, &cells, &budget).frontier(&budget).unwrap();
    /// let pieces = &answer.found().unwrap().pieces;
    /// assert_eq!(pieces.len(), 1);
    /// let months = |end: usize| &pieces[0].ends[end].package.amounts[0];
    /// assert_eq!((months(0), months(1)), (&10.into(), &6.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn frontier(&self, budget: &Budget<'_>) -> Option<Answer<MixedFrontier, Infallible>> {
        if self.game.parties() != 2 || !self.is_complete() || !self.is_open() {
            return None;
        }
        let claim = self.outline(budget)?;
        let verdict = judge_mixed_frontier(self.game, claim).map_or_else(Verdict::Refused, Verdict::Found);
        Some(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
    }

    fn outline(&self, budget: &Budget<'_>) -> Option<MixedFrontier> {
        let mut own: Vec<Vec<Bound>> =
            (0..self.cells.len()).map(|place| self.closed(place).cloned().into_iter().collect()).collect();
        let mut shared: Vec<Bound> = Vec::new();
        let mut outline = Outline::default();
        let mut order: Vec<(Rational, usize)> = Vec::with_capacity(self.open.len());
        for (number, (place, _)) in self.open.iter().enumerate() {
            let set = &self.cells.sets[*place];
            let sum = Bound { weights: vec![Rational::ONE; 2], rows: nothing(set) };
            order.push((most(set, &sum)?, number));
        }
        order.sort_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)));
        for (_, number) in order {
            if !budget.spend(outline.edges.len() as u64) {
                return None;
            }
            let (place, zone) = &self.open[number];
            let set = &self.cells.sets[*place];
            let simple = [alone(set, 0), alone(set, 1)];
            if outline.covers(&lines(set, simple.iter())?)
                || outline.covers(&lines(set, shared.iter().chain(&simple))?)
            {
                own[*place] = simple.to_vec();
                continue;
            }
            let Chain { corners, bounds } = self.chain(*place, zone, budget)?;
            outline = outline.joined(&Outline { edges: edges(corners) });
            let room = MOST_SHARED.saturating_sub(shared.len());
            let new: Vec<Bound> = bounds.iter().filter(|bound| !shared.contains(bound)).cloned().collect();
            shared.extend(new.into_iter().take(room));
            own[*place] = bounds;
        }
        Some(MixedFrontier { pieces: pieces(outline.edges), shared, bounds: own })
    }

    /// The efficient gains of one combination.
    fn chain(&self, place: usize, zone: &ConvexZone<'_>, budget: &Budget<'_>) -> Option<Chain> {
        let mut bounds = Vec::new();
        let best = |floors: &[Rational], weights: [Rational; 2]| {
            let program = Program::at_least(floors, Goal::Sum(weights.to_vec()));
            let optimum = zone.best(&program, &mut Pool::new(), budget)?;
            let package = self.package(place, &optimum.agreement);
            let gains: [Rational; 2] = self.game.gains(&package)?.try_into().ok()?;
            Some((optimum.value, Corner { gains, package }, optimum.bound))
        };
        let unit = |party: usize| [0, 1].map(|own| Rational::from(i64::from(own == party)));
        let mut ends = Vec::new();
        for party in [1, 0] {
            let (most, _, bound) = best(&self.zeros(), unit(party))?;
            bounds.push(bound);
            let mut floors = self.zeros();
            floors[party] = most;
            ends.push(best(&floors, unit(1 - party))?.1);
        }
        let last = ends.pop()?;
        let mut corners = ends;
        // What is still ahead, the nearest last.
        let mut ahead = vec![last];
        while let (Some(from), Some(to)) = (corners.last(), ahead.last()) {
            if from.gains == to.gains {
                ahead.pop();
                continue;
            }
            let weights = [&from.gains[1] - &to.gains[1], &to.gains[0] - &from.gains[0]];
            let (value, corner, bound) = best(&self.zeros(), weights.clone())?;
            if value > dot(&weights, &from.gains) {
                ahead.push(corner);
            } else {
                bounds.push(bound);
                corners.extend(ahead.pop());
            }
        }
        Some(Chain { corners, bounds })
    }
}

/// What each bound allows in a set.
fn lines<'b>(set: &BargainingSet, bounds: impl Iterator<Item = &'b Bound>) -> Option<Vec<Line>> {
    let line = |bound: &Bound| {
        let weights = [bound.weights[0].clone(), bound.weights[1].clone()];
        Some(Line { weights, value: most(set, bound)? })
    };
    bounds.map(line).collect()
}

/// The edges between corners; a corner on the line of its neighbours is left out.
fn edges(corners: Vec<Corner>) -> Vec<Edge> {
    let mut kept: Vec<Corner> = Vec::with_capacity(corners.len());
    for corner in corners {
        while let [.., before, last] = kept.as_slice() {
            let run = |one: &Corner, other: &Corner, side: usize| &other.gains[side] - &one.gains[side];
            let turn = &(&run(before, last, 0) * &run(last, &corner, 1))
                - &(&run(before, last, 1) * &run(last, &corner, 0));
            if !turn.is_zero() {
                break;
            }
            kept.pop();
        }
        kept.push(corner);
    }
    match kept.as_slice() {
        [only] => vec![Edge { from: only.clone(), to: only.clone() }],
        many => many.windows(2).map(|pair| Edge { from: pair[0].clone(), to: pair[1].clone() }).collect(),
    }
}

/// The pieces of the claim: an end that another piece improves on is open.
fn pieces(edges: Vec<Edge>) -> Vec<FrontierPiece> {
    let drops: Vec<[bool; 2]> = edges
        .windows(2)
        .map(|pair| {
            let (before, after) = (&pair[0].to.gains, &pair[1].from.gains);
            let is_same = |party: usize| before[party] == after[party];
            // At the same gain of the first the earlier end is better, at the same gain of the second the later one.
            [is_same(1) && !is_same(0), is_same(0) && !is_same(1)]
        })
        .collect();
    let count = edges.len();
    let piece = |(place, edge): (usize, Edge)| {
        let starts_open = place.checked_sub(1).is_some_and(|before| drops[before][1]);
        let ends_open = place + 1 < count && drops[place][0];
        let end =
            |corner: Corner, is_open: bool| FrontierEnd { package: corner.package, is_closed: !is_open };
        FrontierPiece { ends: [end(edge.from, starts_open), end(edge.to, ends_open)] }
    };
    edges.into_iter().enumerate().map(piece).collect()
}
