//! The shape of a zone over few amounts: its corners, and how much of all there is it takes up.
//!
//! Corners: every choice of as many inequalities as there are amounts, met with equality. Volume: a pyramid over each face
//! from one corner, and the volume of a face in the same way with one amount less (Lasserre 1983, Journal of Optimization
//! Theory and Applications 39).

use std::convert::Infallible;

use crate::bargaining::mixed::zone::MixedZone;
use crate::budget::Budget;
use crate::certify::mixed::{CellCorners, Corners, Share, judge_corners, judge_share};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::mixed::Region;
use crate::numeric::{Rational, dot, linear_system};

/// Most amounts of a zone whose volume is measured.
const MOST_AMOUNTS: usize = 3;
/// What all square systems of a zone may cost, the square of its amounts each.
const MOST_WORK: usize = 200_000;
/// Most combinations with room whose corners are listed.
const MOST_LISTED: usize = 32;

impl MixedZone<'_> {
    /// How much of all admissible packages nobody loses by, judged, where every level is as likely as another and every amount
    /// of its range as any other; `None` if the zone is not open, the game has more than three amounts or too many corners, the
    /// limits leave nothing that can be measured, or the budget ran out.
    ///
    /// Cost: a small square system for each choice of as many inequalities as there are amounts, in each combination.
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
    /// // The game of `mixed_zone`: 6 to 10 of 12 months.
    /// let budget = Budget::unlimited();
    /// let cells = cells(&game, &budget)?;
    /// let answer = mixed_zone(&game, &cells, &budget).share(&budget).unwrap();
    /// assert_eq!(answer.found().unwrap().share.to_string(), "1/3");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn share(&self, budget: &Budget<'_>) -> Option<Answer<Share, Infallible>> {
        if self.game.continuous().len() > MOST_AMOUNTS || !self.is_complete() || !self.is_open() {
            return None;
        }
        let mut work = 0;
        let mut volumes = Vec::with_capacity(self.cells.len());
        for (place, levels) in self.cells.levels.iter().enumerate() {
            let mut measured = |nobody_loses: bool| {
                let region = self.game.region(levels, nobody_loses)?;
                if let Some(volume) = of_box(&region) {
                    return Some(volume);
                }
                let corners = corners(&region, &mut work, budget)?;
                Some(volume(&region, &corners.iter().collect::<Vec<_>>()))
            };
            let admissible = measured(false)?;
            let acceptable = match self.closed(place) {
                Some(_) => Rational::ZERO,
                None => measured(true)?,
            };
            volumes.push([admissible, acceptable]);
        }
        let sum = |which: usize| volumes.iter().map(|own| &own[which]).sum::<Rational>();
        let share = sum(1).checked_div(&sum(0))?;
        let closing = (0..self.cells.len()).map(|place| self.closed(place).cloned()).collect();
        let verdict = judge_share(self.game, Share { volumes, closing, share })
            .map_or_else(Verdict::Refused, Verdict::Found);
        Some(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
    }

    /// The corners of the zone, combination by combination, judged; `None` if the zone is not open, it has room in too many
    /// combinations or too many corners, or the budget ran out.
    ///
    /// Cost: as [`MixedZone::share`], with any number of amounts.
    #[must_use]
    pub fn corners(&self, budget: &Budget<'_>) -> Option<Answer<Corners, Infallible>> {
        if !self.is_complete() || !self.is_open() || self.open.len() > MOST_LISTED {
            return None;
        }
        let mut work = 0;
        let mut cells = Vec::with_capacity(self.cells.len());
        for (place, levels) in self.cells.levels.iter().enumerate() {
            cells.push(match self.closed(place) {
                Some(bound) => CellCorners::Closed(bound.clone()),
                None => {
                    let region = self.game.region(levels, true)?;
                    CellCorners::Corners(corners(&region, &mut work, budget)?)
                }
            });
        }
        let verdict =
            judge_corners(self.game, Corners { cells }).map_or_else(Verdict::Refused, Verdict::Found);
        Some(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
    }
}

/// The corners of a region, in the order of their amounts; `None` if they cost too much.
fn corners(region: &Region, work: &mut usize, budget: &Budget<'_>) -> Option<Vec<Vec<Rational>>> {
    let size = region.rows.first().map_or(0, Vec::len);
    let mut found: Vec<Vec<Rational>> = Vec::new();
    let mut chosen: Vec<usize> = (0..size).collect();
    if region.rows.len() < size {
        return Some(found);
    }
    loop {
        *work += size * size;
        if *work > MOST_WORK || !budget.spend(size as u64) {
            return None;
        }
        let rows: Vec<Vec<Rational>> = chosen.iter().map(|&row| region.rows[row].clone()).collect();
        let bounds: Vec<Rational> = chosen.iter().map(|&row| region.bounds[row].clone()).collect();
        if let Some(point) = linear_system::solve(&rows, &bounds)
            && region.rows.iter().zip(&region.bounds).all(|(row, bound)| dot(row, &point) <= *bound)
        {
            found.push(point);
        }
        // The next choice, the last row fastest.
        let last = (0..size).rev().find(|&place| chosen[place] + size - place < region.rows.len());
        let Some(last) = last else { break };
        chosen[last] += 1;
        for place in last + 1..size {
            chosen[place] = chosen[place - 1] + 1;
        }
    }
    found.sort();
    found.dedup();
    Some(found)
}

/// The volume of a region that only the ends of each amount bound; `None` for others.
fn of_box(region: &Region) -> Option<Rational> {
    let size = region.rows.first().map_or(0, Vec::len);
    let is_end = |row: &Vec<Rational>| row.iter().filter(|entry| !entry.is_zero()).count() == 1;
    if region.rows.len() != 2 * size || !region.rows.iter().all(is_end) {
        return None;
    }
    // Rows are measured by their entry, so the two ends of an amount add up to its length.
    let lengths = (0..size).map(|place| {
        let own = region.rows.iter().zip(&region.bounds).filter(|(row, _)| !row[place].is_zero());
        own.map(|(_, bound)| bound).sum::<Rational>()
    });
    Some(lengths.fold(
        Rational::ONE,
        |volume, length| {
            if length.is_negative() { Rational::ZERO } else { &volume * &length }
        },
    ))
}

/// The volume of a region with these corners.
fn volume(region: &Region, corners: &[&Vec<Rational>]) -> Rational {
    let size = region.rows.first().map_or(0, Vec::len);
    if corners.len() <= size {
        return Rational::ZERO;
    }
    if size == 1 {
        let ends = corners.iter().map(|corner| &corner[0]);
        return ends.clone().max().zip(ends.min()).map(|(most, least)| most - least).unwrap_or_default();
    }
    let apex = corners[0];
    let pyramids = region.rows.iter().zip(&region.bounds).filter_map(|(row, bound)| {
        let height = bound - &dot(row, apex);
        let dropped = row.iter().position(|entry| !entry.is_zero())?;
        if height.is_zero() {
            return None;
        }
        let without = |list: &[Rational]| -> Vec<Rational> {
            let kept = list.iter().enumerate().filter(|(place, _)| *place != dropped);
            kept.map(|(_, number)| number.clone()).collect()
        };
        let face: Vec<Vec<Rational>> = corners
            .iter()
            .filter(|corner| dot(row, corner) == *bound)
            .map(|corner| without(corner))
            .collect();
        // On the face one amount follows from the others.
        let mut shadow = Region::default();
        for (other, end) in region.rows.iter().zip(&region.bounds).filter(|(other, _)| *other != row) {
            let factor = other[dropped].checked_div(&row[dropped])?;
            let rest: Vec<Rational> =
                other.iter().zip(row).map(|(other, own)| other - &(&factor * own)).collect();
            shadow.add(without(&rest), end - &(&factor * bound));
        }
        let base = volume(&shadow, &face.iter().collect::<Vec<_>>());
        let entry = if row[dropped].is_negative() { -&row[dropped] } else { row[dropped].clone() };
        (&height * &base).checked_div(&(&entry * &Rational::from(size as i64)))
    });
    pyramids.sum()
}
