//! The best packages by an aim among too many to look at, with a proof that none is better.
//!
//! Weights are found under which even the best package of all is hardly better than what can be had (`weights`). Every
//! package as good as a known one then has a weighted sum near the greatest, and those few are all looked at (`sweep`), the
//! nearest first: as long as none is known, further ones are let in step by step. This is a branch and bound whose bounds
//! come from one set of weights (Lagrangian relaxation: Geoffrion 1974).
//!
//! Where too many packages come near, as where parties divide a constant sum, the search ends with the best package it
//! knows and a bound on what any other can be.

pub(crate) mod aim;
pub(crate) mod along;
mod climb;
pub(crate) mod levels;
pub(crate) mod principle;
pub(crate) mod sweep;
mod weights;

use dashu_int::IBig;

use crate::bargaining::finite::Listing;
use crate::bargaining::finite::lane::Lane;
use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::search::aim::{Aim, weigh};
use crate::bargaining::large::search::climb::climb;
use crate::bargaining::large::search::sweep::{Best, End, Sweep};
use crate::budget::Budget;
use crate::numeric::Rational;

/// Most nodes before a good package is looked for by other means, and after.
const MOST_NODES: [u64; 2] = [1 << 18, 1 << 25];
/// The first look goes this share of all weighted sums down.
const FIRST: i64 = 1 << 16;

/// What a search found.
#[derive(Debug)]
pub(crate) struct Sought {
    /// Whole weights of 0 or more for the coordinates.
    pub(crate) weights: Vec<IBig>,
    /// The best packages known, in file order; empty if none is known.
    pub(crate) packages: Vec<Vec<usize>>,
    /// Coordinates of the first of them.
    pub(crate) values: Vec<i64>,
    /// No package is better than this: the least measure, or the product. `None`: no package is eligible.
    pub(crate) at_most: Option<Rational>,
    /// Whether all packages that are exactly as good were found; then none is better at all.
    pub(crate) is_complete: bool,
}

/// Looks for the best packages by `aim`; `None` if the budget ran out before weights were found, or there are none.
///
/// Without `wants_ties` one of the best packages is enough.
///
/// Cost: some hundred looks at all rows, and one step for each part of a package that comes near; the latter are limited.
pub(crate) fn seek(blocks: &Blocks<i64>, aim: &Aim, wants_ties: bool, budget: &Budget<'_>) -> Option<Sought> {
    let weights = weights::find(blocks, aim, budget).filter(|weights| aim.is_guided_by(weights))?;
    let sweep = Sweep::new(blocks, aim, &weights);
    let mut rounds = Rounds {
        sweep: &sweep,
        depth: (sweep.top() - sweep.bottom()) / FIRST + 1,
        seen: sweep.top() + 1,
        best: Best::default(),
    };
    let mut end = rounds.go(!wants_ties, MOST_NODES[0], budget);
    let mut is_complete = wants_ties && end == End::Finished;
    if end == End::TooMany {
        climb(&sweep, sweep.first(), &mut rounds.best, budget);
        end = rounds.go(!wants_ties, MOST_NODES[1], budget);
        is_complete = wants_ties && end == End::Finished;
    }
    if end == End::TooMany && wants_ties && !rounds.best.packages.is_empty() {
        // Perhaps only those that are exactly as good are too many.
        end = rounds.go(true, MOST_NODES[1], budget);
    }
    let Rounds { seen, best, .. } = rounds;
    let is_settled = end == End::Finished;
    let at_most = match (is_settled, best.packages.is_empty()) {
        (true, true) => None,
        (true, false) => Some(aim.reached(&best.values)),
        (false, _) => {
            let bound = aim.bound(blocks, &weights, seen - 1);
            // What is known is a bound from below.
            Some(match best.packages.is_empty() {
                true => bound,
                false => bound.max(aim.reached(&best.values)),
            })
        }
    };
    let mut packages: Vec<Vec<usize>> =
        best.packages.iter().map(|rows| blocks.package(rows.iter().copied())).collect();
    packages.sort();
    Some(Sought {
        weights: weights.into_iter().map(IBig::from).collect(),
        packages,
        values: best.values,
        at_most,
        is_complete,
    })
}

/// At most `limit` packages with at least `floors`, first in file order first; complete if all were counted, which is out of
/// reach where many packages come near the greatest sum under weights.
pub(crate) fn list_by_weights<L: Lane>(blocks: &Blocks<L>, floors: &[i128], limit: usize) -> Listing {
    let nothing = |is_complete| Listing { total: 0, packages: Vec::new(), is_complete };
    let Some(floors) = blocks.floors_with(floors) else { return nothing(true) };
    let Some(blocks) = blocks.for_weights(&floors) else { return nothing(false) };
    let budget = Budget::unlimited();
    let Some(aim) = Aim::above_floors(&blocks) else { return nothing(true) };
    let Some(weights) = weights::find(&blocks, &aim, &budget) else { return nothing(false) };
    // All that reach the floors are as good.
    let none = vec![0; blocks.width];
    let any = Aim::Least { base: none.clone(), step: none, is_lexicographic: false };
    let mut all = Best::default();
    let end = Sweep::new(&blocks, &any, &weights).run(i64::MIN, false, &mut all, MOST_NODES[1], &budget);
    let mut packages: Vec<Vec<usize>> =
        all.packages.iter().map(|rows| blocks.package(rows.iter().copied())).collect();
    packages.sort();
    let total = packages.len() as u128;
    packages.truncate(limit);
    Listing { total, packages, is_complete: end == End::Finished }
}

/// Walks that let in more and more.
struct Rounds<'a> {
    sweep: &'a Sweep<'a>,
    /// How far below the greatest weighted sum the next walk goes.
    depth: i64,
    /// Everything with at least this weighted sum was looked at.
    seen: i64,
    best: Best,
}

impl Rounds<'_> {
    /// Goes on until nothing that was not looked at can be as good, or better if `is_strict`.
    fn go(&mut self, is_strict: bool, most_nodes: u64, budget: &Budget<'_>) -> End {
        let sweep = self.sweep;
        loop {
            // Everything as good as the best so far has at least this sum, which rises with it.
            let least = sweep.demand(&self.best, is_strict).sum;
            let sum = sweep.top().saturating_sub(self.depth).max(least);
            let end = sweep.run(sum, is_strict, &mut self.best, most_nodes, budget);
            if end != End::Finished {
                return end;
            }
            self.seen = self.seen.min(sum);
            if sum <= sweep.demand(&self.best, is_strict).sum {
                return End::Finished;
            }
            self.depth = self.depth.saturating_mul(3) / 2 + 1;
        }
    }
}

impl Aim {
    /// Does a weighted sum bound the aim at all?
    fn is_guided_by(&self, weights: &[i64]) -> bool {
        match self {
            Self::Least { step, .. } => {
                weights.iter().zip(step).any(|(weight, step)| *weight > 0 && *step > 0)
            }
            Self::Product { powers, .. } => {
                powers.iter().any(|power| *power > 0)
                    && weights.iter().zip(powers).all(|(weight, power)| *weight > 0 || *power == 0)
            }
        }
    }

    /// The least measure or the product of a package with these coordinates.
    pub(crate) fn reached(&self, values: &[i64]) -> Rational {
        match self {
            Self::Least { base, step, .. } => {
                let measured = values.iter().zip(base).zip(step).filter(|(_, step)| **step > 0);
                let measures = measured
                    .filter_map(|((value, base), step)| Rational::new((value - base).into(), (*step).into()));
                measures.min().unwrap_or_default()
            }
            Self::Product { base, powers } => {
                let factors = values.iter().zip(base).zip(powers);
                let powers = factors.map(|((value, base), &power)| Rational::from(value - base).pow(power));
                powers.fold(Rational::ONE, |product, power| &product * &power)
            }
        }
    }

    /// What the least measure or the product is at most for an eligible package whose weighted sum is at most `sum`.
    fn bound(&self, blocks: &Blocks<i64>, weights: &[i64], sum: i64) -> Rational {
        let floors = self.eligible(blocks);
        let whole = |number: i64| Rational::from(number);
        match self {
            Self::Least { base, step, .. } => {
                let from: Vec<i64> = (0..floors.len())
                    .map(|place| if step[place] > 0 { base[place] } else { floors[place] })
                    .collect();
                let left = i128::from(sum) - i128::from(weigh(weights, &from));
                let own =
                    weights.iter().zip(step).map(|(&weight, &step)| i128::from(weight) * i128::from(step));
                Rational::new(left, own.sum()).unwrap_or_default()
            }
            Self::Product { base, powers } => {
                let from: Vec<i64> = (0..floors.len())
                    .map(|place| if powers[place] > 0 { base[place] } else { floors[place] })
                    .collect();
                let left = whole(sum.saturating_sub(weigh(weights, &from)).max(0));
                let total: u32 = powers.iter().sum();
                let parts = weights.iter().zip(powers).filter(|(_, power)| **power > 0);
                let parts = parts.map(|(&weight, &power)| {
                    let share =
                        (&left * &whole(power.into())).checked_div(&(&whole(weight) * &whole(total.into())));
                    share.unwrap_or_default().pow(power)
                });
                parts.fold(Rational::ONE, |product, part| &product * &part)
            }
        }
    }
}
