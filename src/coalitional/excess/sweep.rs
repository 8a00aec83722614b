//! Sweeps over the excesses of all coalitions.
//!
//! - [`Table`]: the worth of each coalition, less a fixed payment, in single precision: 4 bytes each.
//! - [`Point`]: payments, a level and their common denominator, in whole numbers.
//! - [`Table::above`]: coalitions whose excess is above the level; none is a proof.
//!
//! Method: a coalition is a low part and a high part, so that a block of coalitions with one high part is a straight
//! loop `worth - low` with one maximum. What the loop finds within the error bound of single precision is compared
//! again in whole numbers. Coalitions that are settled are struck out of the table.
//!
//! The error bound: with `u = 2^-24`, rounding a worth, a low sum and their difference errs by less than
//! `2u |worth| + 2u |low|`; sums in double precision add less than `u` times the sum of all payments. Eight
//! times `u` times all magnitudes together is more than enough.

use crate::coalition::Coalition;
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::whole::Whole;

/// Members of the low part of a coalition: a block is 4 KB.
const LOW_PLAYERS: usize = 10;
/// Coalitions that one sweep remembers before it keeps only the worst.
const MOST_CANDIDATES: usize = 4096;

/// Payments over a common denominator.
#[derive(Debug, Clone)]
pub(crate) struct Point<W> {
    /// Payment of each player, times the denominator.
    pub payments: Vec<W>,
    /// The level `t`, times the denominator.
    pub level: W,
    /// The denominator, above 0.
    pub denominator: W,
}

impl<W: Whole> Point<W> {
    /// The excess of a coalition over the level, times the denominator.
    pub(crate) fn above(&self, worth: i64, coalition: Coalition) -> W {
        let mut above = W::of(worth.into()).times(&self.denominator);
        coalition.members().for_each(|member| above.subtract(&self.payments[member]));
        above.subtract(&self.level);
        above
    }
}

/// What a sweep needs to know of each coalition.
#[derive(Debug)]
pub(crate) struct Table<'g> {
    game: &'g CharacteristicGame,
    /// Worth less fixed payment; minus infinity for a coalition that is struck out.
    worths: Vec<f32>,
    /// Fixed payments, so that worths that are mostly additive lose no digits.
    centre: Vec<i128>,
    /// The greatest absolute entry.
    magnitude: f64,
    low_players: usize,
}

impl<'g> Table<'g> {
    /// The table of a game, the empty coalition and that of everyone struck out.
    pub(crate) fn new(game: &'g CharacteristicGame) -> Self {
        let players = game.players();
        let unit = |player| i128::from(game.unit(Coalition::single(player)));
        let surplus = i128::from(game.unit(game.everyone())) - (0..players).map(unit).sum::<i128>();
        let share = surplus / i128::try_from(players).unwrap_or(1);
        let centre: Vec<i128> = (0..players).map(|player| unit(player) + share).collect();
        let low_players = players.min(LOW_PLAYERS);
        let low = sums(&centre[..low_players]);
        let mut worths = Vec::with_capacity(game.units().len());
        // All sums fit 64 bits if no worth is above 2^56: there are at most 25 payments below 3 times that.
        let is_narrow = game.units().iter().all(|unit| unit.unsigned_abs() < 1 << 56);
        let narrow: Vec<i64> = low.iter().filter_map(|&low| i64::try_from(low).ok()).collect();
        for (block, units) in game.units().chunks(low.len()).enumerate() {
            let high: i128 = high_members(block, low_players).map(|player| centre[player]).sum();
            #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // within the error bound
            match i64::try_from(high) {
                Ok(high) if is_narrow => {
                    worths.extend(units.iter().zip(&narrow).map(|(unit, low)| (unit - low - high) as f32));
                }
                _ => {
                    let centred = units.iter().zip(&low).map(|(&unit, low)| i128::from(unit) - low - high);
                    worths.extend(centred.map(|worth| worth as f32));
                }
            }
        }
        let magnitude = worths.iter().fold(0.0_f32, |most, worth| most.max(worth.abs())).into();
        let mut table = Self { game, worths, centre, magnitude, low_players };
        table.strike(Coalition::EMPTY);
        table.strike(game.everyone());
        table
    }

    fn strike(&mut self, coalition: Coalition) {
        let at = usize::try_from(coalition.bits()).ok();
        if let Some(entry) = at.and_then(|at| self.worths.get_mut(at)) {
            *entry = f32::NEG_INFINITY;
        }
    }

    /// Strikes out every coalition that each of `normals` is orthogonal to.
    ///
    /// - `normals`: integer vectors, one entry for each player; together they say what is settled.
    pub(crate) fn strike_settled(&mut self, normals: &[Vec<i64>]) {
        // One combination modulo 2^64 screens: it is 0 wherever all normals are.
        let mut combined = vec![0_i64; self.game.players()];
        let mut factor = 1_i64;
        for normal in normals {
            factor = factor.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            for (sum, entry) in combined.iter_mut().zip(normal) {
                *sum = sum.wrapping_add(entry.wrapping_mul(factor));
            }
        }
        let low = wrapping_sums(&combined[..self.low_players]);
        for (block, worths) in self.worths.chunks_mut(low.len()).enumerate() {
            let high = high_members(block, self.low_players).map(|player| combined[player]);
            let target = high.fold(0_i64, i64::wrapping_add).wrapping_neg();
            for (at, worth) in worths.iter_mut().enumerate() {
                if low[at] == target && is_settled(normals, block * low.len() + at) {
                    *worth = f32::NEG_INFINITY;
                }
            }
        }
    }

    /// The coalitions that are furthest above the level of `point`, at most `most` of them; none if no
    /// coalition that is left in the table is above it.
    pub(crate) fn above<W: Whole>(&self, point: &Point<W>, most: usize) -> Vec<Coalition> {
        let offsets: Vec<f64> = point
            .payments
            .iter()
            .zip(&self.centre)
            .map(|(payment, &centre)| {
                let mut offset = payment.clone();
                offset.subtract(&W::of(centre).times(&point.denominator));
                offset.ratio(&point.denominator)
            })
            .collect();
        let level = point.level.ratio(&point.denominator);
        let size = offsets.iter().map(|offset| offset.abs()).sum::<f64>() + self.magnitude + level.abs();
        let error = size * f64::from(8.0 * f32::EPSILON / 2.0);
        let view = View { table: self, offsets, low: Vec::new() }.with_low();
        let (mut found, complete) = view.candidates(level - error, level + error, most);
        if found.iter().all(|candidate| candidate.0 <= level + error) {
            let is_above = |bits: u32| {
                let coalition = Coalition::from_bits(bits.into());
                point.above(self.game.unit(coalition), coalition) > W::of(0)
            };
            if complete {
                found.retain(|candidate| is_above(candidate.1));
            } else {
                found = view.confirmed(level - error, most, is_above);
            }
        }
        keep_worst(&mut found, most);
        found.into_iter().map(|(_, bits)| Coalition::from_bits(bits.into())).collect()
    }
}

/// A table seen from one point.
struct View<'t, 'g> {
    table: &'t Table<'g>,
    offsets: Vec<f64>,
    low: Vec<f32>,
}

impl View<'_, '_> {
    fn with_low(mut self) -> Self {
        let low = sums(&self.offsets[..self.table.low_players]);
        #[allow(clippy::cast_possible_truncation)] // within the error bound
        self.low.extend(low.into_iter().map(|sum| sum as f32));
        self
    }

    /// Calls `visit(excess, coalition, floor)` where the rough excess is above `floor`, which may rise.
    fn scan(&self, mut floor: f64, mut visit: impl FnMut(f64, u32, &mut f64)) {
        for (block, worths) in self.table.worths.chunks(self.low.len()).enumerate() {
            let high: f64 =
                high_members(block, self.table.low_players).map(|player| self.offsets[player]).sum();
            if f64::from(greatest_difference(worths, &self.low)) - high <= floor {
                continue;
            }
            for (at, (worth, low)) in worths.iter().zip(&self.low).enumerate() {
                let excess = f64::from(worth - low) - high;
                if excess > floor {
                    visit(excess, u32::try_from(block * self.low.len() + at).unwrap_or(0), &mut floor);
                }
            }
        }
    }

    /// Coalitions above `unsure`; once there are too many, only the worst of those above `sure`, and false.
    fn candidates(&self, unsure: f64, sure: f64, most: usize) -> (Vec<(f64, u32)>, bool) {
        let mut found: Vec<(f64, u32)> = Vec::new();
        let mut complete = true;
        self.scan(unsure, |excess, bits, floor| {
            found.push((excess, bits));
            if found.len() >= MOST_CANDIDATES {
                complete = false;
                found.retain(|candidate| candidate.0 > sure);
                *floor = floor.max(sure);
                if found.len() > MOST_CANDIDATES / 2 {
                    keep_worst(&mut found, most);
                    *floor = found.iter().fold(f64::INFINITY, |least, candidate| least.min(candidate.0));
                }
            }
        });
        (found, complete)
    }

    /// The first coalitions above `unsure` that `is_above` confirms.
    fn confirmed(&self, unsure: f64, most: usize, is_above: impl Fn(u32) -> bool) -> Vec<(f64, u32)> {
        let mut found = Vec::new();
        self.scan(unsure, |excess, bits, floor| {
            if is_above(bits) {
                found.push((excess, bits));
            }
            if found.len() >= most {
                *floor = f64::INFINITY;
            }
        });
        found
    }
}

/// Keeps the `most` entries with the greatest excess; equal ones by the lowest coalition.
fn keep_worst(found: &mut Vec<(f64, u32)>, most: usize) {
    found.sort_unstable_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
    found.truncate(most);
}

/// The greatest entry of `worths - low`, in a loop that a compiler makes wide.
fn greatest_difference(worths: &[f32], low: &[f32]) -> f32 {
    const LANES: usize = 32;
    let greater = |one: f32, two: f32| if one > two { one } else { two };
    let mut greatest = [f32::NEG_INFINITY; LANES];
    let (worths, low) = (worths.chunks_exact(LANES), low.chunks_exact(LANES));
    let rest = worths.remainder().iter().zip(low.remainder());
    let rest = rest.map(|(worth, low)| worth - low).fold(f32::NEG_INFINITY, greater);
    for (worths, low) in worths.zip(low) {
        for lane in 0..LANES {
            greatest[lane] = greater(worths[lane] - low[lane], greatest[lane]);
        }
    }
    greatest.into_iter().fold(rest, greater)
}

/// The players of the high part that `block` stands for.
fn high_members(block: usize, low_players: usize) -> impl Iterator<Item = usize> {
    Coalition::from_bits(block as u64).members().map(move |player| player + low_players)
}

/// The sum over each subset, by its bits.
fn sums<T: Copy + Default + std::ops::Add<Output = T>>(terms: &[T]) -> Vec<T> {
    let mut sums = vec![T::default()];
    for &term in terms {
        let with: Vec<T> = sums.iter().map(|&sum| sum + term).collect();
        sums.extend(with);
    }
    sums
}

fn wrapping_sums(terms: &[i64]) -> Vec<i64> {
    sums(&terms.iter().map(|&term| std::num::Wrapping(term)).collect::<Vec<_>>())
        .into_iter()
        .map(|sum| sum.0)
        .collect()
}

fn is_settled(normals: &[Vec<i64>], bits: usize) -> bool {
    let coalition = Coalition::from_bits(bits as u64);
    normals.iter().all(|normal| coalition.members().map(|member| normal[member]).sum::<i64>() == 0)
}
