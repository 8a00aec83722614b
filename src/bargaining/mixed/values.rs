//! For which values of one number a game with amounts beside levels has a zone.
//!
//! The agreements of one combination, each with the values at which it is one, are a convex set: two linear programs give the
//! least and the greatest of its values. A combination that the multipliers of earlier ones keep closed, or within values that
//! are known to be open, needs none.

use std::convert::Infallible;

use crate::bargaining::mixed::cells::{MAX_COMBINATIONS, TooMany};
use crate::budget::Budget;
use crate::certify::mixed::{
    CellValues, Cover, MixedOpenValues, MixedSample, OpenEnd, judge_mixed_open_values,
};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::mixed::{MixedLine, MovingRow};
use crate::numeric::linear_program::{LinearProgram, Outcome};
use crate::numeric::{Interval, Rational};

/// Most multipliers of earlier combinations that are tried.
const MOST_TRIED: usize = 6;

/// What is to be known of a combination.
struct Cell {
    levels: Vec<usize>,
    rows: Vec<MovingRow>,
    /// The length of each piece.
    most: Vec<Rational>,
}

/// The values of a number for which the zone is open, judged; undecided once the budget has run out.
///
/// - `samples`: for the intervals that were found, games at their ends and at other values, for the judge to try the line at.
///
/// Cost: two linear programs for each combination that could open the zone at further values.
///
/// # Errors
///
/// [`TooMany`] beyond [`MAX_COMBINATIONS`].
///
/// ```
/// use zopa::bargaining::mixed::open_values;
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
/// use zopa::games::mixed::{Continuous, MixedEnd, MixedGame, MixedLine, Piece, Stretch};
/// use zopa::numeric::{Interval, Rational};
///
/// // Months from 0 to 12: the first loses 2 points by each, the second gains 5. The first has 20 without any month and walks
/// // away with 0; for the second to agree its walk-away value can be 50 at most.
/// let end = |floor: i64| {
///     let term = Term { issues: vec![0], table: vec![20, 0] };
///     let scales = vec![1_u8.into(), 1_u8.into()];
///     let frame = BargainingGame::new(vec![1], scales, vec![term], vec![], vec![0, floor.into()])?;
///     let piece = Piece { length: 12.into(), rates: vec![(-2).into(), 5.into()] };
///     let months = Continuous { issue: 0, stretches: vec![Stretch { from: 0.into(), pieces: vec![piece] }] };
///     let game = MixedGame::new(frame, vec![months], vec![])?;
///     let stretch = vec![Rational::ONE; 2];
///     Ok::<_, Box<dyn std::error::Error>>(MixedEnd { at: floor.into(), game, stretch, rule_unit: vec![] })
/// };
/// let line = MixedLine::new(Interval::ALL, [end(30)?, end(31)?])?;
/// let answer = open_values(&line, &mut |_| Vec::new(), &Budget::unlimited())?;
/// assert_eq!(answer.found().unwrap().intervals, [Interval::at_most(50.into())]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn open_values(
    line: &MixedLine,
    samples: &mut dyn FnMut(&[Interval]) -> Vec<MixedSample>,
    budget: &Budget<'_>,
) -> Result<Answer<MixedOpenValues, Infallible>, TooMany> {
    let found = cells(line, budget)?.and_then(|cells| search(line, &cells, budget));
    let Some((covers, cells)) = found else {
        return Ok(Answer {
            stop: Stop::OutOfBudget,
            verdict: Verdict::Undecided { best: None },
            completeness: Completeness::Unknown,
        });
    };
    let intervals: Vec<Interval> = union(&covers).iter().filter_map(|open| open.meet(line.legal())).collect();
    let samples = samples(&intervals);
    let claim = MixedOpenValues { intervals, covers, cells };
    let verdict =
        judge_mixed_open_values(line, &samples, claim).map_or_else(Verdict::Refused, Verdict::Found);
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
}

/// The combinations that meet the rules that do not move.
fn cells(line: &MixedLine, budget: &Budget<'_>) -> Result<Option<Vec<Cell>>, TooMany> {
    let game = &line.ends()[0].game;
    let counts = game.frame().levels();
    let mut cells = Vec::new();
    let mut levels = vec![0; counts.len()];
    loop {
        if !budget.spend(1) {
            return Ok(None);
        }
        if line.is_possible(&levels) {
            if cells.len() == MAX_COMBINATIONS {
                return Err(TooMany);
            }
            let most = game.pieces(&levels).map(|(_, piece)| piece.length.clone()).collect();
            cells.push(Cell { rows: line.rows(&levels), most, levels: levels.clone() });
        }
        let Some(last) = (0..counts.len()).rev().find(|&issue| levels[issue] + 1 < counts[issue]) else {
            return Ok(Some(cells));
        };
        levels[last] += 1;
        levels[last + 1..].fill(0);
    }
}

fn search(line: &MixedLine, cells: &[Cell], budget: &Budget<'_>) -> Option<(Vec<Cover>, Vec<CellValues>)> {
    let mut covers: Vec<Cover> = Vec::new();
    let mut open: Vec<Interval> = Vec::new();
    let mut closing: Vec<Vec<Rational>> = Vec::new();
    // Multipliers that stopped positions from going lower, and higher.
    let mut stopping: [Vec<Vec<Rational>>; 2] = [Vec::new(), Vec::new()];
    let mut values = Vec::with_capacity(cells.len());
    for cell in cells {
        if let Some(known) = cell.is_known(line, &closing, &stopping, &open) {
            values.push(known);
            continue;
        }
        match cell.ends(line, budget)? {
            Found::Closed(multipliers) => {
                keep(&mut closing, &multipliers);
                values.push(CellValues::Closed(multipliers));
            }
            Found::Open(cover, multipliers) => {
                for (list, own) in stopping.iter_mut().zip(&multipliers) {
                    own.iter().for_each(|own| keep(list, own));
                }
                covers.push(*cover);
                open = union(&covers);
                values.push(CellValues::Within(multipliers));
            }
        }
    }
    Some((covers, values))
}

/// Keeps multipliers to be tried, the last ones first.
fn keep(list: &mut Vec<Vec<Rational>>, multipliers: &[Rational]) {
    list.retain(|own| own != multipliers);
    list.insert(0, multipliers.to_vec());
    list.truncate(MOST_TRIED);
}

/// The values that covers make up together, ascending: each cover swallows what it reaches.
fn union(covers: &[Cover]) -> Vec<Interval> {
    let mut union: Vec<Interval> = Vec::new();
    for Cover { ends: [low, high], is_endless } in covers {
        let mut own = Interval::closed(low.at.clone(), high.at.clone());
        if is_endless[0] {
            (own.from, own.from_closed) = (None, false);
        }
        if is_endless[1] {
            (own.to, own.to_closed) = (None, false);
        }
        let (apart, touching): (Vec<_>, Vec<_>) = union.into_iter().partition(|one| one.meet(&own).is_none());
        for one in touching {
            if one.order_from(&own).is_lt() {
                (own.from, own.from_closed) = (one.from, one.from_closed);
            }
            if one.to.is_none() || own.to.as_ref().is_some_and(|end| one.to.as_ref() > Some(end)) {
                (own.to, own.to_closed) = (one.to, one.to_closed);
            }
        }
        union = apart;
        union.push(own);
    }
    union.sort_by(Interval::order_from);
    union
}

enum Found {
    /// Multipliers at which the rows add up to less than 0 whatever the value.
    Closed(Vec<Rational>),
    /// The values, and for each end the multipliers that stop it.
    Open(Box<Cover>, [Option<Vec<Rational>>; 2]),
}

/// A sum of rows: `base + slope t`, at most, wherever every row is at least 0.
struct Sum {
    base: Rational,
    slope: Rational,
}

impl Cell {
    fn sum(&self, multipliers: &[Rational]) -> Sum {
        let mut sum = Sum { base: Rational::ZERO, slope: Rational::ZERO };
        let mut prices = vec![Rational::ZERO; self.most.len()];
        for (row, own) in self.rows.iter().zip(multipliers).filter(|(_, own)| !own.is_zero()) {
            sum.base += &(&row.ends[0] * own);
            sum.slope += &(&(&row.ends[1] - &row.ends[0]) * own);
            for (price, rate) in prices.iter_mut().zip(&row.rates).filter(|(_, rate)| !rate.is_zero()) {
                *price += &(rate * own);
            }
        }
        for (price, most) in prices.iter().zip(&self.most).filter(|(price, _)| price.is_positive()) {
            sum.base += &(price * most);
        }
        sum
    }

    /// Is it closed, or open at known values alone, by multipliers that are known or of one row alone?
    fn is_known(
        &self,
        line: &MixedLine,
        closing: &[Vec<Rational>],
        stopping: &[Vec<Vec<Rational>>; 2],
        open: &[Interval],
    ) -> Option<CellValues> {
        let alone = (0..self.rows.len()).map(|row| {
            let mut multipliers = vec![Rational::ZERO; self.rows.len()];
            multipliers[row] = Rational::ONE;
            multipliers
        });
        let is_closed = |multipliers: &Vec<Rational>| {
            let sum = self.sum(multipliers);
            sum.slope.is_zero() && sum.base.is_negative()
        };
        if let Some(multipliers) = closing.iter().cloned().chain(alone).find(is_closed) {
            return Some(CellValues::Closed(multipliers));
        }
        let best = |side: usize| {
            let ends = stopping[side].iter().filter_map(|multipliers| {
                let sum = self.sum(multipliers);
                let is_bound = if side == 0 { sum.slope.is_positive() } else { sum.slope.is_negative() };
                let end = (-&sum.base).checked_div(&sum.slope).filter(|_| is_bound)?;
                Some((end, multipliers))
            });
            match side {
                0 => ends.max_by(|one, two| one.0.cmp(&two.0)),
                _ => ends.min_by(|one, two| one.0.cmp(&two.0)),
            }
        };
        let (low, high) = (best(0), best(1));
        if let (Some((least, one)), Some((most, other))) = (&low, &high)
            && least > most
        {
            // Together they leave nothing: added up so that the value cancels out.
            let slopes = [self.sum(one).slope, -&self.sum(other).slope];
            let both = one.iter().zip(*other).map(|(one, other)| &(one * &slopes[1]) + &(other * &slopes[0]));
            let both: Vec<Rational> = both.collect();
            return is_closed(&both).then_some(CellValues::Closed(both));
        }
        let span = Interval {
            from: low.as_ref().map(|(end, _)| line.value(end)),
            from_closed: low.is_some(),
            to: high.as_ref().map(|(end, _)| line.value(end)),
            to_closed: high.is_some(),
        };
        let multipliers = [low.map(|(_, own)| own.clone()), high.map(|(_, own)| own.clone())];
        open.iter().any(|open| span.is_within(open)).then_some(CellValues::Within(multipliers))
    }

    /// The least and the greatest value, with packages; `None` once the budget has run out.
    fn ends(&self, line: &MixedLine, budget: &Budget<'_>) -> Option<Found> {
        let game = &line.ends()[0].game;
        let amounts = self.most.len();
        let mut multipliers: [Option<Vec<Rational>>; 2] = [None, None];
        let mut ends: [Option<OpenEnd>; 2] = [None, None];
        for (side, sign) in [(0, -1), (1, 1)] {
            let program = self.program(sign)?;
            let outcome = program.solve(&mut |work| budget.spend(work))?;
            let end = |point: &[Rational]| OpenEnd {
                at: line.value(&(&point[amounts] - &point[amounts + 1])),
                package: game.package(&self.levels, &point[..amounts]),
            };
            match outcome {
                Outcome::Infeasible { multipliers } => {
                    return Some(Found::Closed(multipliers[..self.rows.len()].to_vec()));
                }
                Outcome::Optimal { point, multipliers: own, .. } => {
                    multipliers[side] = Some(own[..self.rows.len()].to_vec());
                    ends[side] = Some(end(&point));
                }
                Outcome::Unbounded { point, .. } => ends[side] = Some(end(&point)),
            }
        }
        let [Some(low), Some(high)] = ends else { return None };
        let is_endless = [multipliers[0].is_none(), multipliers[1].is_none()];
        Some(Found::Open(Box::new(Cover { ends: [low, high], is_endless }), multipliers))
    }

    /// The greatest position, or the least if `sign` is below 0. Unknowns are the pieces, then the position less another number.
    fn program(&self, sign: i64) -> Option<LinearProgram> {
        let amounts = self.most.len();
        let mut objective = vec![Rational::ZERO; amounts];
        objective.extend([Rational::from(sign), Rational::from(-sign)]);
        let rows = self.rows.iter().map(|row| {
            let slope = &row.ends[1] - &row.ends[0];
            let rates = row.rates.iter().map(|rate| -rate);
            rates.chain([-&slope, slope.clone()]).collect::<Vec<_>>()
        });
        let ends = (0..amounts).map(|own| {
            (0..amounts + 2).map(|place| Rational::from(i64::from(place == own))).collect::<Vec<_>>()
        });
        let bounds = self.rows.iter().map(|row| row.ends[0].clone()).chain(self.most.iter().cloned());
        LinearProgram::new(objective, rows.chain(ends).collect(), bounds.collect())
    }
}
