//! Walks through the dividends of a game, or the sums of claimed ones, in blocks that stay small.
//!
//! A table of 128-bit numbers for 25 players would take half a gigabyte. Here the players are split: the last
//! few (at most [`SPLIT`]) fix a block, the others run inside it. For each set `H` of the last ones
//! [`for_each_block`] collects one block of the table, adds up what its subsets hold with or without signs, and
//! finishes inside the block.
//!
//! With signs (inclusion and exclusion) worths become dividends; without, dividends become worths. All sums wrap
//! around at 2^128: they are exact whenever the true result fits, whatever happens on the way.

use crate::coalition::Coalition;

/// Players that fix a block, at most.
const SPLIT: usize = 5;

/// Greatest number of players whose table is one block.
const WHOLE: usize = 20;

/// How subsets are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::certify::coalitional) enum Sign {
    /// All with plus: from dividends to worths.
    Plus,
    /// Plus or minus by the number of players left out: from worths to dividends.
    Alternating,
}

/// Calls `visit(H, block)` for each set `H` of the last players.
///
/// - `value(S)`: the table, by the bits of a coalition.
/// - `block[L]`: the sum over all `T` within `H` and `L` together of `value(T)`, signed as asked.
pub(in crate::certify::coalitional) fn for_each_block(
    players: usize,
    sign: Sign,
    value: impl Fn(usize) -> i128,
    mut visit: impl FnMut(Coalition, &mut [i128]),
) {
    let last = players.saturating_sub(WHOLE).min(SPLIT);
    let inner = players - last;
    let mut block = vec![0_i128; 1 << inner];
    for high in Coalition::all(last).subsets() {
        block.fill(0);
        for part in high.subsets() {
            let start = (part.bits() as usize) << inner;
            let is_minus = sign == Sign::Alternating && high.minus(part).len() % 2 == 1;
            for (place, entry) in block.iter_mut().enumerate() {
                let value = value(start + place);
                *entry = if is_minus { entry.wrapping_sub(value) } else { entry.wrapping_add(value) };
            }
        }
        add_up(&mut block, sign);
        visit(Coalition::from_bits(high.bits() << inner), &mut block);
    }
}

/// Replaces each entry by the signed sum over its subsets, halves first so that small parts stay in the cache.
fn add_up(block: &mut [i128], sign: Sign) {
    if block.len() < 2 {
        return;
    }
    let (without, with) = block.split_at_mut(block.len() / 2);
    for (with, without) in with.iter_mut().zip(without.iter()) {
        *with = match sign {
            Sign::Plus => with.wrapping_add(*without),
            Sign::Alternating => with.wrapping_sub(*without),
        };
    }
    add_up(without, sign);
    add_up(with, sign);
}
