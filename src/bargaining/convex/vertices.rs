//! Programs over the mixtures of vertices, by column generation.

use std::cmp::Ordering;

use dashu_int::IBig;

use crate::bargaining::convex::program::{Goal, Optimum, Outcome, Program};
use crate::bargaining::convex::rough::{Rough, dot};
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Bound, Part};
use crate::games::bargaining_set::{BargainingSet, Vertices};
use crate::numeric::Rational;
use crate::numeric::guess::guess;
use crate::numeric::linear_program::{self, LinearProgram};
use crate::numeric::scale::nearest_double;

/// Sums of products of doubles that are at most 1 are right up to this, for up to a thousand parties.
const ROUNDING: f64 = 1e-12;

/// Vertices that join the program of doubles at once.
const JOIN: usize = 4;

/// How often a program of doubles is solved, and pivots of each.
const ROUNDS: usize = 200;
const PIVOTS: usize = 1000;

/// A vertex with the weighted sum of its gains.
#[derive(Debug)]
pub(super) struct Best {
    pub(super) vertex: usize,
    pub(super) value: Rational,
}

/// The vertices in gains, in doubles.
#[derive(Debug)]
pub(super) struct VertexEngine<'s> {
    set: &'s BargainingSet,
    vertices: &'s Vertices,
    /// Gains over `units`, vertex by vertex: at most 1 away from 0.
    doubles: Vec<f64>,
    /// For each party what 1 in `doubles` stands for.
    units: Vec<f64>,
    /// A few vertices that are best for somebody: where every program starts.
    first: Vec<usize>,
}

impl<'s> VertexEngine<'s> {
    pub(super) fn new(set: &'s BargainingSet, vertices: &'s Vertices) -> Self {
        let parties = set.parties();
        let mut doubles = gains_in_units(set, vertices);
        let mut units = vec![0.0_f64; parties];
        for row in doubles.chunks(parties) {
            units.iter_mut().zip(row).for_each(|(unit, gain)| *unit = gain.abs().max(*unit));
        }
        units.iter_mut().filter(|unit| **unit <= 0.0).for_each(|unit| *unit = 1.0);
        for row in doubles.chunks_mut(parties) {
            row.iter_mut().zip(&units).for_each(|(gain, unit)| *gain /= unit);
        }
        for (unit, scale) in units.iter_mut().zip(vertices.scales()) {
            *unit /= scale.to_f64().value();
        }
        let mut engine = Self { set, vertices, doubles, units, first: Vec::new() };
        let mut first: Vec<usize> = (0..parties)
            .map(|party| {
                let mut weights = vec![0.0; parties];
                weights[party] = 1.0;
                engine.best_in_doubles(&weights).0
            })
            .collect();
        first.push(engine.best_in_doubles(&vec![1.0; parties]).0);
        first.sort_unstable();
        first.dedup();
        engine.first = first;
        engine
    }

    pub(super) fn len(&self) -> usize {
        self.vertices.len()
    }

    /// For each party what 1 in doubles stands for.
    pub(super) fn units(&self) -> &[f64] {
        &self.units
    }

    /// The gains at a vertex in doubles, over the units.
    pub(super) fn row(&self, vertex: usize) -> &[f64] {
        let parties = self.units.len();
        &self.doubles[vertex * parties..(vertex + 1) * parties]
    }

    /// The vertex with the greatest weighted sum, probably, and that sum; weights are those of `row`.
    pub(super) fn best_in_doubles(&self, weights: &[f64]) -> (usize, f64) {
        let sums = self.doubles.chunks(self.units.len()).map(|row| dot(row, weights));
        sums.enumerate().fold(
            (0, f64::NEG_INFINITY),
            |best, (vertex, sum)| {
                if sum > best.1 { (vertex, sum) } else { best }
            },
        )
    }

    /// The vertex with the greatest weighted sum of gains, exactly; of equals the first.
    ///
    /// - `weights`: one number for each party.
    pub(super) fn best(&self, weights: &[Rational]) -> Best {
        let rough: Vec<f64> =
            weights.iter().zip(&self.units).map(|(weight, unit)| weight.to_f64() * unit).collect();
        let error = ROUNDING * rough.iter().map(|weight| weight.abs()).sum::<f64>();
        let sums: Vec<f64> = self.doubles.chunks(self.units.len()).map(|row| dot(row, &rough)).collect();
        let greatest = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (multipliers, unit) = self.vertices.multipliers(weights);
        let mut best: Option<(usize, IBig)> = None;
        let mut row = vec![0; self.units.len()];
        for (vertex, sum) in sums.iter().enumerate() {
            // Written so that what is not a number is looked at exactly.
            if *sum < greatest - 2.0 * error {
                continue;
            }
            self.vertices.units().read(vertex, &mut row);
            let pairs = row.iter().zip(&multipliers).filter(|(units, _)| **units != 0);
            let sum: IBig = pairs.map(|(&units, factor)| factor * IBig::from(units)).sum();
            if best.as_ref().is_none_or(|(_, best)| sum > *best) {
                best = Some((vertex, sum));
            }
        }
        let (vertex, sum) = best.unwrap_or_default();
        let floor: Rational =
            weights.iter().zip(self.set.disagreement()).map(|(weight, own)| weight * own).sum();
        Best { vertex, value: &(&Rational::from_whole(sum) * &unit) - &floor }
    }

    /// The vertices at which nobody loses and the gains add to `sum`, ascending.
    pub(super) fn with_sum(&self, sum: &Rational) -> Vec<usize> {
        let rough = sum.to_f64();
        let error = 2.0 * ROUNDING * self.units.iter().sum::<f64>();
        let is_near = |&vertex: &usize| (dot(self.row(vertex), &self.units) - rough).abs() <= error;
        let is_there = |&vertex: &usize| {
            let gains = self.set.gains(vertex);
            !gains.iter().any(Rational::is_negative) && gains.iter().sum::<Rational>() == *sum
        };
        (0..self.len()).filter(is_near).filter(is_there).collect()
    }

    /// The answer; `None` once the budget has run out.
    ///
    /// - `home`: a mixture at which nobody loses, which takes the share that the program leaves.
    /// - `pool`: vertices that mattered before; joined by those that matter now.
    pub(super) fn solve(
        &self,
        program: &Program,
        home: Option<&[Part]>,
        pool: &mut Vec<usize>,
        budget: &Budget<'_>,
    ) -> Option<Outcome> {
        if pool.is_empty() {
            pool.clone_from(&self.first);
        }
        let mut columns = self.guess(program, pool, budget)?;
        loop {
            let gains: Vec<Vec<Rational>> = columns.iter().map(|&vertex| self.set.gains(vertex)).collect();
            let solved = exact(program, &gains)?.solve(&mut |work| budget.spend(work))?;
            let (multipliers, with_goal) = match &solved {
                linear_program::Outcome::Optimal { multipliers, .. } => (multipliers, true),
                linear_program::Outcome::Infeasible { multipliers } => (multipliers, false),
                linear_program::Outcome::Unbounded { point, direction } => {
                    let (point, direction) = (point.clone(), direction.clone());
                    return Some(Outcome::Unbounded { point, direction });
                }
            };
            let (demands, share) = multipliers.split_at(program.demands.len());
            let weights = program.weights(demands, self.set.parties(), with_goal);
            let mut limit = share.first().cloned().unwrap_or_default();
            if with_goal && matches!(program.goal, Goal::Agree) {
                limit -= &Rational::ONE;
            }
            if !budget.spend(self.len() as u64) {
                return None;
            }
            let best = self.best(&weights);
            if best.value > limit {
                columns.push(best.vertex);
                continue;
            }
            let bound = Bound { weights, rows: Vec::new() };
            return Some(match &solved {
                linear_program::Outcome::Optimal { point, value, .. } => {
                    columns
                        .iter()
                        .filter(|vertex| !pool.contains(vertex))
                        .copied()
                        .collect::<Vec<_>>()
                        .into_iter()
                        .for_each(|vertex| pool.push(vertex));
                    Outcome::Optimal(Optimum {
                        value: value.clone(),
                        agreement: Agreement::Mixture(mixture(&columns, point, home.unwrap_or_default())),
                        bound,
                        multipliers: demands.to_vec(),
                    })
                }
                _ => Outcome::Infeasible(bound),
            });
        }
    }

    /// The vertices that probably matter; `None` once the budget has run out.
    fn guess(&self, program: &Program, pool: &[usize], budget: &Budget<'_>) -> Option<Vec<usize>> {
        let mut columns = pool.to_vec();
        let parties = self.units.len();
        let rough = Rough::new(program, &self.units);
        for _ in 0..ROUNDS {
            if !budget.spend((self.len() + 20 * columns.len()) as u64) {
                return None;
            }
            let (rows, bounds, objective) = rough.table(columns.iter().map(|&vertex| self.row(vertex)));
            let Some(guess) = guess(&rows, &bounds, &objective, PIVOTS) else { return Some(columns) };
            let weights = rough.weights(&guess.multipliers);
            let limit = guess.multipliers.last().copied().unwrap_or_default() - rough.each;
            let margin = 1e-9 * (limit.abs() + weights.iter().map(|weight| weight.abs()).sum::<f64>());
            let mut better: Vec<(f64, usize)> = Vec::new();
            for (vertex, row) in self.doubles.chunks(parties).enumerate() {
                let sum = dot(row, &weights);
                if sum > limit + margin
                    && better.last().is_none_or(|(least, _)| sum > *least || better.len() < JOIN)
                {
                    let place = better.partition_point(|(other, _)| *other >= sum);
                    better.insert(place, (sum, vertex));
                    better.truncate(JOIN);
                }
            }
            better.retain(|(_, vertex)| !columns.contains(vertex));
            if better.is_empty() {
                return Some(guess.basic.iter().filter_map(|&place| columns.get(place)).copied().collect());
            }
            columns.extend(better.iter().map(|&(_, vertex)| vertex));
        }
        Some(columns)
    }
}

/// The program over a few vertices: a share for each, and the step if there is one.
fn exact(program: &Program, gains: &[Vec<Rational>]) -> Option<LinearProgram> {
    let has_step = matches!(program.goal, Goal::Step);
    let part = |party: Option<usize>, gains: &[Rational]| match party {
        Some(party) => -&gains[party],
        None => -&gains.iter().sum::<Rational>(),
    };
    let mut rows: Vec<Vec<Rational>> = program
        .demands
        .iter()
        .map(|demand| {
            let shares = gains.iter().map(|gains| part(demand.party, gains));
            shares.chain(has_step.then(|| demand.rate.clone())).collect()
        })
        .collect();
    let mut bounds: Vec<Rational> = program.demands.iter().map(|demand| -&demand.bound).collect();
    let mut shares = vec![Rational::ONE; gains.len()];
    shares.extend(has_step.then_some(Rational::ZERO));
    rows.push(shares);
    bounds.push(Rational::ONE);
    let objective = match &program.goal {
        Goal::Step => {
            let mut objective = vec![Rational::ZERO; gains.len()];
            objective.push(Rational::ONE);
            objective
        }
        Goal::Sum(weights) => gains
            .iter()
            .map(|gains| weights.iter().zip(gains).map(|(weight, gain)| weight * gain).sum())
            .collect(),
        Goal::Agree => vec![Rational::ONE; gains.len()],
    };
    LinearProgram::new(objective, rows, bounds)
}

/// The shares that a point of the small program gives, and the rest to `home`.
fn mixture(columns: &[usize], point: &[Rational], home: &[Part]) -> Vec<Part> {
    let mut parts: Vec<Part> =
        columns.iter().zip(point).map(|(&vertex, share)| Part { vertex, share: share.clone() }).collect();
    let rest = &Rational::ONE - &parts.iter().map(|part| &part.share).sum::<Rational>();
    parts.extend(home.iter().map(|part| Part { vertex: part.vertex, share: &part.share * &rest }));
    gathered(parts)
}

/// Each vertex once, ascending, those with a share alone.
pub(super) fn gathered(mut parts: Vec<Part>) -> Vec<Part> {
    parts.sort_by_key(|part| part.vertex);
    let mut gathered: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts.into_iter().filter(|part| !part.share.is_zero()) {
        match gathered.last_mut().map(|last| (last.vertex.cmp(&part.vertex), last)) {
            Some((Ordering::Equal, last)) => last.share += &part.share,
            _ => gathered.push(part),
        }
    }
    gathered
}

/// The gains at every vertex in units, as doubles.
///
/// Whole parts are taken off before they are rounded, so that great utilities with small differences keep them.
fn gains_in_units(set: &BargainingSet, vertices: &Vertices) -> Vec<f64> {
    let floors: Vec<(i128, f64)> = set
        .disagreement()
        .iter()
        .zip(vertices.scales())
        .map(|(own, scale)| {
            let units = own * &Rational::from_whole(IBig::from(scale.clone()));
            let whole = i128::try_from(units.floor()).unwrap_or_default();
            (whole, (&units - &Rational::from_whole(IBig::from(whole))).to_f64())
        })
        .collect();
    let mut list = Vec::with_capacity(vertices.len() * floors.len());
    let mut row = vec![0; floors.len()];
    for vertex in 0..vertices.len() {
        vertices.units().read(vertex, &mut row);
        let gains = row.iter().zip(&floors);
        list.extend(gains.map(|(&units, (whole, rest))| nearest_double(units.saturating_sub(*whole)) - rest));
    }
    list
}
