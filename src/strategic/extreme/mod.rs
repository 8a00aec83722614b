//! The engine behind all extreme equilibria of a two-player game: vertices of best-response polytopes.
//!
//! - [`sides`]: the two polytopes, after strategies that are never played were left out.
//! - [`dictionary`]: one basis of a polytope in whole numbers, and exact pivoting.
//! - [`walk`]: all bases, and so all vertices, of a polytope; [`guide`] and [`bound`]: the same fast, with doubles that
//!   propose each step and a rigorous bound, or whole numbers, that settle it.
//! - [`face`]: all vertices of one polytope that are complementary to a vertex of the other.
//! - [`points`]: from labels to mixed strategies.
//! - [`refutation`]: reasons why such faces are empty, learned and tried again.
//! - [`subsets`]: maximal Nash subsets and components of the pairs found.
//!
//! Notation, used throughout: the first player has strategies `0..m`, the second `m..m + n`, and a [`Labels`] is a set
//! of those. A vertex of the first player's polytope has as labels its own strategies that it does not play and the other
//! player's best responses to it; two vertices whose labels together are all strategies are an equilibrium.

pub(in crate::strategic) mod bound;
pub(in crate::strategic) mod dictionary;
pub(in crate::strategic) mod face;
pub(in crate::strategic) mod guide;
pub(in crate::strategic) mod points;
pub(in crate::strategic) mod refutation;
pub(in crate::strategic) mod sides;
pub(in crate::strategic) mod subsets;
pub(in crate::strategic) mod walk;

/// A set of strategies of both players, one bit each.
pub(in crate::strategic) type Labels = u128;

/// Most strategies that a set of labels holds.
pub(in crate::strategic) const MAX_LABELS: usize = 128;

/// The members of a set, in ascending order.
pub(in crate::strategic) fn members(mut labels: Labels) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (labels != 0).then(|| labels.trailing_zeros() as usize)?;
        labels &= labels - 1;
        Some(lowest)
    })
}
