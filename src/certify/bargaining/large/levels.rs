//! That the levels possible inside a large zone are all of them.

use dashu_int::IBig;

use crate::certify::bargaining::large::Judge;
use crate::certify::bargaining::large::dense::{Dense, MOST_WORK};
use crate::certify::bargaining::large::pieces::Pieces;
use crate::certify::check::Strength;

/// A level that no acceptable package has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excluded {
    /// The issue.
    pub issue: usize,
    /// The level.
    pub level: usize,
    /// Weights of 0 or more for each party and then for each limit of the game: no package with the level that comes near the
    /// greatest weighted sum is acceptable.
    pub weights: Vec<IBig>,
}

impl Judge<'_, '_> {
    /// That no acceptable package has a level for which none is shown.
    pub(super) fn levels(
        &mut self,
        levels: &[Vec<Option<Vec<usize>>>],
        pieces: Option<&Pieces>,
        dense: Option<Dense<'_>>,
    ) {
        if !self.facts.is_open {
            let shown = levels.iter().flatten().flatten().count() + self.facts.excluded.len();
            return self.check("levels shown where no package is acceptable", shown, 0);
        }
        let without = levels.iter().enumerate().flat_map(|(issue, own)| {
            let levels = own.iter().enumerate().filter(|(_, shown)| shown.is_none());
            levels.map(move |(level, _)| (issue, level))
        });
        let mut without: Vec<(usize, usize)> = without.collect();
        let (mut proved, mut wrong) = (Vec::new(), 0);
        for Excluded { issue, level, weights } in &self.facts.excluded {
            if !without.contains(&(*issue, *level)) {
                wrong += 1;
            } else if let Some(pieces) = pieces {
                match pieces.with_level(*issue, *level).reaches_floors(weights) {
                    Some(true) => wrong += 1,
                    Some(false) => proved.push((*issue, *level)),
                    // Too much to look at: neither wrong nor proved.
                    None => {}
                }
            }
        }
        if !self.facts.excluded.is_empty() {
            self.check("levels that weights do not exclude", wrong, proved.len());
            without.retain(|level| !proved.contains(level));
        }
        if without.is_empty() {
            return;
        }
        let two = pieces.filter(|_| self.referee.game().parties() == 2);
        let dense = dense.or_else(|| two.and_then(Dense::of));
        let Some((pieces, dense)) = pieces.zip(dense) else {
            self.strength = Strength::Necessary;
            return;
        };
        let name = "levels that an acceptable package has after all";
        if let Some(inside) = dense.rows_inside() {
            let rows = pieces.pieces.iter().zip(&inside).flat_map(|(piece, inside)| {
                let inside = piece.rows.iter().zip(inside).filter(|(_, inside)| **inside);
                inside.flat_map(|(row, _)| piece.issues.iter().copied().zip(row.levels.iter().copied()))
            });
            let mut again: Vec<Vec<bool>> = levels.iter().map(|own| vec![false; own.len()]).collect();
            for (issue, level) in rows {
                // Where the shape is wrong that was counted before.
                if let Some(own) = again.get_mut(issue).and_then(|own| own.get_mut(level)) {
                    *own = true;
                }
            }
            let wrong = without.iter().filter(|&&(issue, level)| again[issue][level]).count();
            self.check(name, wrong, without.len());
        } else if dense.work().saturating_mul(without.len()) <= MOST_WORK {
            let is_possible = |&&(issue, level): &&(usize, usize)| {
                let fixed = pieces.with_level(issue, level);
                Dense::of(&fixed).is_some_and(|dense| !dense.frontier().is_empty())
            };
            let wrong = without.iter().filter(is_possible).count();
            self.check(name, wrong, without.len());
        } else {
            self.strength = Strength::Necessary;
        }
    }
}
