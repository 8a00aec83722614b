//! Numbers of coalitions, voter by voter: what every index is a sum of.

use dashu_int::{IBig, UBig};

use crate::numeric::Rational;
use crate::power::board::Board;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::power) enum Kind {
    /// Winning coalitions that a member turns losing by leaving, by size.
    Swings,
    /// The same, all sizes together.
    SwingsInAll,
    /// Winning coalitions that every member turns losing by leaving, by size.
    Minimal,
    /// The same, all sizes together.
    MinimalInAll,
    /// Swings by the number of members of the coalition that have one.
    Critical,
}

impl Kind {
    /// Are counts kept apart by size (or by number of critical members)?
    pub(in crate::power) fn is_by_size(self) -> bool {
        !matches!(self, Self::SwingsInAll | Self::MinimalInAll)
    }
}

/// Counts by voter, then by size; one entry in all where sizes are not kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::power) struct Tally {
    /// Counts of each voter.
    counts: Vec<Vec<UBig>>,
}

impl Tally {
    /// The counts of the voters of a board, from those of one veto player and of one voter of each group.
    pub(in crate::power) fn new(board: &Board, veto: &[UBig], groups: &[Vec<UBig>]) -> Self {
        let mut counts = vec![Vec::new(); board.players];
        for &player in &board.vetoes {
            counts[player] = veto.to_vec();
        }
        for (group, found) in board.groups.iter().zip(groups) {
            for &player in &group.players {
                counts[player].clone_from(found);
            }
        }
        Self { counts }
    }

    /// The counts of each voter as they are.
    pub(in crate::power) fn from_counts(counts: Vec<Vec<UBig>>) -> Self {
        Self { counts }
    }

    /// For each voter the sum of counts, each times `factor(size) / below`.
    pub(in crate::power) fn weigh(&self, factor: impl Fn(usize) -> UBig, below: &UBig) -> Vec<Rational> {
        let sizes = self.counts.iter().map(Vec::len).max().unwrap_or(0);
        let factors: Vec<UBig> = (0..sizes).map(factor).collect();
        let weighed = self.counts.iter().map(|counts| {
            let above = counts.iter().zip(&factors).filter(|(count, _)| !count.is_zero());
            let above = above.fold(UBig::ZERO, |sum, (count, factor)| sum + count * factor);
            Rational::from_big(IBig::from(above), below.clone())
        });
        weighed.collect()
    }
}

/// The row `binomial(top, 0..=top)`.
pub(in crate::power) fn binomials(top: usize) -> Vec<UBig> {
    let mut row = vec![UBig::ONE];
    for k in 1..=top {
        let next = &row[k - 1] * UBig::from(top + 1 - k) / UBig::from(k);
        row.push(next);
    }
    row
}

/// The factorials `0!..=top!`.
pub(in crate::power) fn factorials(top: usize) -> Vec<UBig> {
    let mut row = vec![UBig::ONE];
    for k in 1..=top {
        let next = &row[k - 1] * UBig::from(k);
        row.push(next);
    }
    row
}

/// The least common multiple of `1..=top`.
pub(in crate::power) fn common_multiple(top: usize) -> UBig {
    use dashu_int::ops::Gcd;
    (1..=top).fold(UBig::ONE, |multiple, k| {
        let k = UBig::from(k);
        let shared = (&multiple).gcd(&k);
        multiple / shared * k
    })
}
