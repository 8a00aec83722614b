//! What is settled once some coalitions are: all combinations of their indicators.
//!
//! - [`Span`]: independent vectors in reduced form, exact, in whole numbers.
//! - [`Normals`]: whole vectors that are orthogonal to exactly the vectors of a span.
//!
//! Nothing overflows: up to a common factor, which is divided out, every entry is a minor of a matrix of 0
//! and 1 with at most 25 rows, below 2^39 by Hadamard's bound, and products of two such numbers have 78 bits.

use crate::coalition::Coalition;
use crate::numeric::Rational;
use crate::numeric::whole::Whole;

/// A space of vectors with one entry for each player.
#[derive(Debug, Clone)]
pub(super) struct Span {
    players: usize,
    /// Each with its leading player, where its entry is above 0 and those of the other rows are 0.
    rows: Vec<(usize, Vec<i128>)>,
}

/// Vectors that are orthogonal to a span, and to nothing else.
#[derive(Debug, Clone)]
pub(super) struct Normals(Vec<Vec<i128>>);

impl Span {
    /// Nothing but 0.
    pub(super) fn new(players: usize) -> Self {
        Self { players, rows: Vec::new() }
    }

    /// The dimension.
    pub(super) fn rank(&self) -> usize {
        self.rows.len()
    }

    /// Adds the indicator of a coalition of known players.
    pub(super) fn add(&mut self, coalition: Coalition) {
        let mut rest: Vec<i128> = (0..self.players).map(|player| coalition.contains(player).into()).collect();
        self.rows.iter().for_each(|(leading, row)| cancel(&mut rest, row, *leading));
        let Some(leading) = rest.iter().position(|&entry| entry != 0) else { return };
        if rest[leading] < 0 {
            rest.iter_mut().for_each(|entry| *entry = -*entry);
        }
        self.rows.iter_mut().for_each(|(_, row)| cancel(row, &rest, leading));
        self.rows.push((leading, rest));
    }

    /// A basis of the vectors that are orthogonal to all of it.
    pub(super) fn normals(&self) -> Normals {
        let is_free = |player: &usize| self.rows.iter().all(|(leading, _)| leading != player);
        let multiple = self.rows.iter().fold(1_i128, |multiple, (leading, row)| {
            multiple / multiple.common_divisor(&row[*leading]) * row[*leading]
        });
        let normal = |free: usize| {
            let mut normal = vec![0; self.players];
            normal[free] = multiple;
            for (leading, row) in &self.rows {
                normal[*leading] = -row[free] * (multiple / row[*leading]);
            }
            normal
        };
        Normals((0..self.players).filter(is_free).map(normal).collect())
    }
}

impl Normals {
    /// The vectors.
    pub(super) fn vectors(&self) -> &[Vec<i128>] {
        &self.0
    }

    /// Is the indicator of `coalition` in the span?
    pub(super) fn admit(&self, coalition: Coalition) -> bool {
        self.0.iter().all(|normal| dot(normal, coalition) == 0)
    }

    /// Is `vector`, one entry for each player, in the span?
    pub(super) fn admit_vector(&self, vector: &[Rational]) -> bool {
        self.0.iter().all(|normal| {
            let products = normal.iter().zip(vector).map(|(factor, entry)| &factor.over(&1) * entry);
            products.fold(Rational::ZERO, |sum, product| &sum + &product).is_zero()
        })
    }
}

/// The sum of the entries of the members.
pub(super) fn dot(vector: &[i128], coalition: Coalition) -> i128 {
    coalition.members().filter_map(|member| vector.get(member)).sum()
}

/// Takes a multiple of `row` away from a multiple of `vector`, so that its entry at `leading` becomes 0.
fn cancel(vector: &mut [i128], row: &[i128], leading: usize) {
    let (factor, own) = (vector[leading], row[leading]);
    if factor == 0 {
        return;
    }
    let mut shared = 0_i128;
    for (entry, other) in vector.iter_mut().zip(row) {
        *entry = *entry * own - other * factor;
        shared = shared.common_divisor(entry);
    }
    if shared > 1 {
        vector.iter_mut().for_each(|entry| *entry /= shared);
    }
}
