//! Is there an acceptable package at all? One that shows it, or weights that show that there is none.
//!
//! With weights of 0 or more on the coordinates, the best row of each block by itself gives the package with the greatest
//! weighted sum. If even that is below the weighted sum of the floors, no package reaches all floors. Else weight is moved to the
//! coordinates that this package leaves short, and the package is mended row by row (multiplicative weights: Arora, Hazan
//! and Kale 2012). Doubles look for weights, by `+ - * /` alone, so that every machine takes the same way; whole numbers decide.

use dashu_int::IBig;

use crate::bargaining::finite::lane::Lane;
use crate::bargaining::large::blocks::Blocks;
use crate::budget::Budget;

/// Rounds of moving weight.
const ROUNDS: usize = 3000;
/// How strongly weight moves in one round.
const STRENGTH: f64 = 0.08;
/// Weights are whole numbers up to about this, each in units of its coordinate's range.
const FINEST: f64 = 1e9;

/// What was found.
pub(crate) enum Found {
    /// An acceptable package.
    Agreement(Vec<usize>),
    /// A weight for each coordinate, with which no package reaches the floors.
    None(Vec<IBig>),
}

/// Looks for an acceptable package or for weights that rule one out; `None` if neither was found.
pub(crate) fn agreement<L: Lane>(blocks: &Blocks<L>, budget: &Budget<'_>) -> Option<Found> {
    let width = blocks.width;
    let (Some([most, _]), Some([least, _])) = (blocks.sums(L::max), blocks.sums(L::min)) else {
        return Some(Found::None(vec![IBig::ONE; width]));
    };
    let (most, least) = (&most[blocks.blocks.len()], &least[blocks.blocks.len()]);
    let range: Vec<f64> =
        most.iter().zip(least).map(|(&most, &least)| (most.widen() - least.widen()).max(1) as f64).collect();
    let floors: Vec<i128> = blocks.floors.iter().map(|floor| floor.widen()).collect();
    // In units of each coordinate's range.
    let mut shares = vec![1.0_f64; width];
    let rows: u64 = blocks.blocks.iter().map(|block| block.len() as u64).sum();
    for _ in 0..ROUNDS {
        if !budget.spend(1 + rows / 8) {
            return None;
        }
        let highest = shares.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        shares.iter_mut().for_each(|share| *share /= highest);
        let weights: Vec<f64> = shares.iter().zip(&range).map(|(share, range)| share / range).collect();
        let (mut chosen, sums) = best(blocks, &weights);
        let value = |sums: &[i128]| -> f64 {
            sums.iter()
                .zip(&floors)
                .zip(&weights)
                .map(|((sum, floor), weight)| (sum - floor) as f64 * weight)
                .sum()
        };
        if value(&sums) < 0.0
            && let Some(whole) = ruled_out(blocks, &weights, &floors)
        {
            return Some(Found::None(whole));
        }
        for (place, share) in shares.iter_mut().enumerate() {
            let beyond = ((sums[place] - floors[place]) as f64 / range[place]).clamp(-1.0, 1.0);
            *share *= 1.0 - STRENGTH * beyond;
        }
        if mend(blocks, &mut chosen, sums, &floors, &range) {
            let mut package = vec![0; blocks.issues];
            blocks.blocks.iter().zip(&chosen).for_each(|(block, &row)| block.write(row, &mut package));
            return Some(Found::Agreement(package));
        }
    }
    None
}

/// The best row of every block by weighted sum, and what they add up to.
fn best<L: Lane>(blocks: &Blocks<L>, weights: &[f64]) -> (Vec<usize>, Vec<i128>) {
    let width = blocks.width;
    let mut sums = vec![0_i128; width];
    let chosen = blocks.blocks.iter().map(|block| {
        let value = |row: usize| -> f64 {
            block
                .row(row, width)
                .iter()
                .zip(weights)
                .map(|(value, weight)| value.widen() as f64 * weight)
                .sum()
        };
        let (mut best, mut greatest) = (0, f64::NEG_INFINITY);
        for row in 0..block.len() {
            let value = value(row);
            if value > greatest {
                (best, greatest) = (row, value);
            }
        }
        sums.iter_mut().zip(block.row(best, width)).for_each(|(sum, value)| *sum += value.widen());
        best
    });
    (chosen.collect(), sums)
}

/// Whole weights near `weights`, if they show that no package reaches the floors.
fn ruled_out<L: Lane>(blocks: &Blocks<L>, weights: &[f64], floors: &[i128]) -> Option<Vec<IBig>> {
    let greatest = weights.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let whole: Vec<IBig> =
        weights.iter().map(|weight| IBig::from((weight / greatest * FINEST) as i64)).collect();
    let weigh = |values: &mut dyn Iterator<Item = i128>| {
        values.zip(&whole).fold(IBig::ZERO, |sum, (value, weight)| sum + IBig::from(value) * weight)
    };
    let mut most = IBig::ZERO;
    for block in &blocks.blocks {
        let rows = (0..block.len())
            .map(|row| weigh(&mut block.row(row, blocks.width).iter().map(|value| value.widen())));
        most += rows.max()?;
    }
    (most < weigh(&mut floors.iter().copied())).then_some(whole)
}

/// Changes one row after the other as long as that makes the greatest shortfalls smaller; says whether none is left.
fn mend<L: Lane>(
    blocks: &Blocks<L>,
    chosen: &mut [usize],
    mut sums: Vec<i128>,
    floors: &[i128],
    range: &[f64],
) -> bool {
    let short = |sums: &dyn Fn(usize) -> i128| -> f64 {
        let missing =
            (0..floors.len()).map(|place| ((floors[place] - sums(place)).max(0)) as f64 / range[place]);
        missing.map(|share| share * share).sum()
    };
    let mut now = short(&|place| sums[place]);
    loop {
        if now <= 0.0 {
            return true;
        }
        let mut next: Option<(f64, usize, usize)> = None;
        for (index, block) in blocks.blocks.iter().enumerate() {
            let old = block.row(chosen[index], blocks.width);
            for row in 0..block.len() {
                let new = block.row(row, blocks.width);
                let value = short(&|place| sums[place] + new[place].widen() - old[place].widen());
                if value < next.map_or(now, |next| next.0) {
                    next = Some((value, index, row));
                }
            }
        }
        let Some((value, index, row)) = next else { return false };
        let block = &blocks.blocks[index];
        let (old, new) = (block.row(chosen[index], blocks.width), block.row(row, blocks.width));
        sums.iter_mut().zip(new).zip(old).for_each(|((sum, new), old)| *sum += new.widen() - old.widen());
        chosen[index] = row;
        now = value;
    }
}
