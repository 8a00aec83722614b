//! That no package lies beyond the efficient points of two parties, by weights.
//!
//! A further efficient point would lie beyond a corner: it would give the first party more than one point does, and the
//! second more than the point before. Against the greatest weighted sum it would lose no more than the corner does. For each
//! list of weights the sums of rows that lose no more than that are put into a table, piece by piece; no other comes near.
//!
//! The same tables count the packages that reach given utilities.

use std::cmp::Reverse;

use dashu_int::IBig;

use crate::certify::bargaining::large::pieces::{Piece, Pieces};
use crate::certify::bargaining::large::sweep::{weigh, whole_weights};

/// Most numbers that a row gives: two parties and limits.
const MOST_NUMBERS: usize = 5;
/// Sums of numbers stay within this.
const MOST_UNITS: i128 = 1 << 60;
/// Most sums of all tables, and most that are tried.
const MOST_SUMS: usize = 1 << 22;
const MOST_TRIED: usize = 1 << 27;

/// An efficient point that was found a second time, with the number of packages there if they were counted.
pub(in crate::certify::bargaining) type Seen = ([i128; 2], Option<u128>);

/// What a few rows give together.
type Sum = [i64; MOST_NUMBERS];

/// A game and lists of weights.
pub(super) struct Beyond {
    /// Rows of each piece: numbers of the parties and of the limits that can be broken.
    pieces: Vec<Vec<Sum>>,
    floors: Sum,
    /// The least and one more than the greatest that each party can have.
    range: [[i128; 2]; 2],
    /// Number of numbers in use.
    width: usize,
    tangents: Vec<Tangent>,
    /// Sums that may still be put into tables, and tried.
    patience: usize,
    tries: usize,
}

/// The greatest weighted sum under some weights, of all pieces and of each.
struct Tangent {
    weights: Vec<i128>,
    greatest: i128,
    tops: Vec<i128>,
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    /// A list does not have a weight of 0 or more for each party and limit.
    Weights,
    /// Numbers are too large.
    Size,
}

impl Beyond {
    /// For pieces of a game of two parties.
    pub(super) fn of(pieces: &Pieces, weights: &[Vec<IBig>]) -> Result<Self, Misfit> {
        let sum = |pick: &dyn Fn(&Piece) -> Option<i128>| -> i128 {
            pieces.pieces.iter().map(|piece| pick(piece).unwrap_or(0)).sum()
        };
        let least = |place: usize| sum(&|piece| piece.rows.iter().map(|row| row.gives[place]).min());
        let most = |place: usize| sum(&|piece| piece.rows.iter().map(|row| row.gives[place]).max());
        let can_break = |&place: &usize| place < 2 || least(place) < pieces.floors[place];
        let live: Vec<usize> = (0..pieces.floors.len()).filter(can_break).collect();
        if live.len() > MOST_NUMBERS {
            return Err(Misfit::Size);
        }
        let reach = |place: usize| {
            let size = sum(&|piece| piece.rows.iter().map(|row| row.gives[place].abs()).max());
            if place < 2 { size } else { size.saturating_add(pieces.floors[place].abs()) }
        };
        if live.iter().any(|&place| reach(place) > MOST_UNITS) {
            return Err(Misfit::Size);
        }
        let picked = |gives: &[i128]| {
            let mut sum = [0; MOST_NUMBERS];
            sum.iter_mut().zip(&live).for_each(|(to, &place)| *to = gives[place] as i64);
            sum
        };
        let piece = |piece: &Piece| piece.rows.iter().map(|row| picked(&row.gives)).collect();
        let rows: Vec<Vec<Sum>> = pieces.pieces.iter().map(piece).collect();
        let mut tangents = Vec::new();
        for own in weights {
            let all = whole_weights(own, pieces.floors.len()).ok_or(Misfit::Weights)?;
            tangents.push(Tangent::of(&rows, &all, &live).ok_or(Misfit::Size)?);
        }
        let range = [0, 1].map(|party| [least(party), most(party) + 1]);
        let floors = picked(&pieces.floors);
        Ok(Self {
            pieces: rows,
            floors,
            range,
            width: live.len(),
            tangents,
            patience: MOST_SUMS,
            tries: MOST_TRIED,
        })
    }

    /// How many different gains packages reach beyond these corners, at least; `None` if too much comes near.
    ///
    /// - `corners`: the least utilities of the parties.
    pub(super) fn reached(&mut self, corners: &[[i128; 2]]) -> Option<usize> {
        let mut near: Vec<Vec<Sum>> = vec![Vec::new(); self.tangents.len()];
        let mut allowed = vec![0_i128; self.tangents.len()];
        for corner in corners {
            let demand = self.demand(*corner);
            let (tangent, loss) = self.nearest(&demand)?;
            if loss >= 0 {
                near[tangent].push(demand);
                allowed[tangent] = allowed[tangent].max(loss);
            }
        }
        let mut reached = 0;
        for (tangent, demands) in near.iter().enumerate().filter(|(_, demands)| !demands.is_empty()) {
            reached += self.table(tangent, allowed[tangent], &stairs(demands), Keep::MostRoom)?.len();
        }
        Some(reached)
    }

    /// How many packages give the parties at least these utilities; `None` if too much comes near, or there are too many.
    pub(super) fn count(&mut self, least: [i128; 2]) -> Option<u128> {
        let demand = self.demand(least);
        let (tangent, loss) = self.nearest(&demand)?;
        if loss < 0 {
            return Some(0);
        }
        let found = self.table(tangent, loss, &stairs(&[demand]), Keep::Packages)?;
        let total = found.iter().fold(0, |total: u128, cell| total.saturating_add(cell.packages));
        (total < u128::MAX).then_some(total)
    }

    /// What a package must reach to give the parties at least these utilities.
    fn demand(&self, least: [i128; 2]) -> Sum {
        let mut demand = self.floors;
        for (party, [low, high]) in self.range.into_iter().enumerate() {
            // Less than the least is no demand, and more than the greatest is out of reach in any case.
            demand[party] = least[party].clamp(low, high) as i64;
        }
        demand
    }

    /// The list of weights against which such a package loses least, and how much it can lose.
    fn nearest(&self, demand: &Sum) -> Option<(usize, i128)> {
        let demand: Vec<i128> = demand.iter().map(|own| i128::from(*own)).collect();
        let losses = self.tangents.iter().enumerate().map(|(number, tangent)| {
            let weighed = weigh(&tangent.weights, &demand[..self.width])?;
            Some((tangent.greatest.checked_sub(weighed)?, number))
        });
        let (loss, number) = losses.collect::<Option<Vec<_>>>()?.into_iter().min()?;
        Some((number, loss))
    }

    /// The sums of a row of every piece that reach one of the demands and the floors of the limits, and lose at most `allowed`;
    /// `None` if there are too many on the way.
    fn table(&mut self, tangent: usize, allowed: i128, stairs: &[[i64; 2]], keep: Keep) -> Option<Vec<Cell>> {
        let Tangent { weights, tops, .. } = &self.tangents[tangent];
        let mut pieces: Vec<Vec<(i128, &Sum)>> = Vec::new();
        for (rows, top) in self.pieces.iter().zip(tops) {
            let own = rows.iter().map(|row| (top - weighed(weights, row), row));
            pieces.push(own.filter(|(loss, _)| *loss <= allowed).collect());
        }
        // Pieces with few rows that lose little settle most for least work.
        let stake = |rows: &Vec<(i128, &Sum)>| {
            rows.iter().fold(0, |sum: i128, (loss, _)| sum.saturating_add(allowed - loss))
        };
        pieces.sort_by_cached_key(stake);
        let mut lifts = vec![[0; MOST_NUMBERS]];
        for rows in pieces.iter().rev() {
            let mut lift = lifts[lifts.len() - 1];
            for (place, lift) in lift.iter_mut().enumerate() {
                *lift += rows.iter().map(|(_, row)| row[place]).max().unwrap_or(0);
            }
            lifts.push(lift);
        }
        lifts.reverse();
        let last = self.width - 1;
        let mut sums = vec![Cell { rest: [0; MOST_NUMBERS], last: 0, packages: 1, loss: 0 }];
        for (rows, lift) in pieces.iter().zip(&lifts[1..]) {
            let mut next: Vec<Cell> = Vec::new();
            self.tries = self.tries.checked_sub(sums.len().checked_mul(rows.len())?)?;
            for cell in &sums {
                for &(loss, row) in rows.iter().filter(|(loss, _)| cell.loss + loss <= allowed) {
                    let mut rest = cell.rest;
                    rest[last] = cell.last;
                    rest.iter_mut().zip(row).for_each(|(to, own)| *to += own);
                    let most = |place: usize| rest[place] + lift[place];
                    // The last demand that does not ask the first party for more asks the second for least.
                    let known = stairs.partition_point(|stair| stair[0] <= most(0));
                    let is_within = known.checked_sub(1).is_some_and(|known| stairs[known][1] <= most(1))
                        && (2..self.width).all(|place| most(place) >= self.floors[place]);
                    if !is_within {
                        continue;
                    }
                    self.patience = self.patience.checked_sub(1)?;
                    let own = rest[last];
                    rest[last] = 0;
                    next.push(Cell { rest, last: own, packages: cell.packages, loss: cell.loss + loss });
                }
            }
            next.sort_unstable_by_key(|cell| (cell.rest, Reverse(cell.last)));
            next.dedup_by(|other, kept| kept.takes(other, keep));
            sums = next;
        }
        Some(sums)
    }
}

/// Demands by what they ask of the first party, each with the least that it or one before it asks of the second.
fn stairs(demands: &[Sum]) -> Vec<[i64; 2]> {
    let mut stairs: Vec<[i64; 2]> = demands.iter().map(|demand| [demand[0], demand[1]]).collect();
    stairs.sort_unstable();
    for place in 1..stairs.len() {
        stairs[place][1] = stairs[place][1].min(stairs[place - 1][1]);
    }
    stairs
}

/// What a table keeps of sums that fall on one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// Of those that differ in the last number the greatest.
    MostRoom,
    /// The number of packages with each sum.
    Packages,
}

/// One place of a table.
struct Cell {
    /// The sum, but for its last number.
    rest: Sum,
    /// The last number of the sum.
    last: i64,
    packages: u128,
    /// What it loses against the greatest weighted sum.
    loss: i128,
}

impl Cell {
    /// Takes in what comes after it in order, if both fall on one place.
    fn takes(&mut self, other: &Self, keep: Keep) -> bool {
        let is_same = self.rest == other.rest && (keep == Keep::MostRoom || self.last == other.last);
        if is_same && keep == Keep::Packages {
            self.packages = self.packages.saturating_add(other.packages);
        }
        is_same
    }
}

impl Tangent {
    /// `None` if numbers are too large.
    fn of(pieces: &[Vec<Sum>], weights: &[i128], live: &[usize]) -> Option<Self> {
        let (mut greatest, mut tops) = (0_i128, Vec::new());
        let weights: Vec<i128> = live.iter().map(|&place| weights[place]).collect();
        if weights.iter().any(|weight| *weight > MOST_UNITS) {
            return None;
        }
        for rows in pieces {
            let top = rows.iter().map(|row| weighed(&weights, row)).max()?;
            greatest = greatest.checked_add(top)?;
            tops.push(top);
        }
        Some(Self { weights, greatest, tops })
    }
}

/// The weighted sum of a row: weights and numbers are below 2^61, and numbers are few.
fn weighed(weights: &[i128], row: &Sum) -> i128 {
    weights.iter().zip(row).map(|(weight, own)| weight * i128::from(*own)).sum()
}
