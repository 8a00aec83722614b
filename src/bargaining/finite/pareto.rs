//! Utility vectors that no other one weakly improves: the filter behind the frontier.
//!
//! [`Points`] holds vectors row by row with the number of packages at each.

use crate::bargaining::finite::lane::Lane;

/// Vectors of one length, each with a number of packages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Points<L> {
    /// Length of a vector.
    pub(crate) width: usize,
    /// `values[point * width + coordinate]`.
    pub(crate) values: Vec<L>,
    /// Packages at each point.
    pub(crate) packages: Vec<u128>,
}

impl<L: Lane> Points<L> {
    /// No vectors of length `width`.
    pub(crate) fn new(width: usize) -> Self {
        Self { width, values: Vec::new(), packages: Vec::new() }
    }

    /// Number of vectors.
    pub(crate) fn len(&self) -> usize {
        self.packages.len()
    }

    /// The vector number `point`.
    pub(crate) fn row(&self, point: usize) -> &[L] {
        &self.values[point * self.width..][..self.width]
    }
}

/// Keeps the vectors of `points` that no other one improves; equal ones become one. Sorted descending.
pub(crate) fn efficient<L: Lane>(points: &Points<L>) -> Points<L> {
    let sum = |point: usize| points.row(point).iter().map(|value| value.widen()).sum::<i128>();
    let mut order: Vec<(i128, u32)> = (0..points.len()).map(|point| (sum(point), point as u32)).collect();
    order.sort_unstable_by(|left, right| {
        right.0.cmp(&left.0).then_with(|| points.row(right.1 as usize).cmp(points.row(left.1 as usize)))
    });
    let mut kept = Points::new(points.width);
    for (_, point) in order {
        let row = points.row(point as usize);
        let packages = points.packages[point as usize];
        if kept.len() > 0 && kept.row(kept.len() - 1) == row {
            let last = kept.len() - 1;
            kept.packages[last] = kept.packages[last].saturating_add(packages);
        } else if !(0..kept.len()).any(|other| kept.row(other).iter().zip(row).all(|(a, b)| a >= b)) {
            kept.values.extend_from_slice(row);
            kept.packages.push(packages);
        }
    }
    kept
}
