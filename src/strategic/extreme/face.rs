//! All vertices of one player's polytope that make an equilibrium with a vertex of the other player's.
//!
//! - [`Complement`]: finds them.
//!
//! They are the vertices of a face: what is no best response is not played, and what is played must be a best response.
//! In a game without degeneracy that face is a point or empty; else all of it is walked. Most faces are empty
//! because a strategy that is played is strictly dominated among those left (conditional dominance: Porter, Nudelman and
//! Shoham 2008, Games and Economic Behavior 63); the others are settled by the simplex method.

use dashu_int::IBig;

use crate::budget::Budget;
use crate::numeric::whole::Whole;
use crate::strategic::extreme::bound::{Doubles, Location, invert};
use crate::strategic::extreme::dictionary::Dictionary;
use crate::strategic::extreme::refutation::Refutations;
use crate::strategic::extreme::sides::Side;
use crate::strategic::extreme::walk::walk;
use crate::strategic::extreme::{Labels, members};

/// Faces of one polytope that are complementary to vertices of the other.
#[derive(Debug)]
pub(in crate::strategic) struct Complement<'s, W> {
    side: &'s Side,
    entries: Vec<Vec<W>>,
    /// `above[i][k]`: against which own strategies the other player's `k` pays it more than `i`.
    above: Vec<Vec<Labels>>,
    doubles: Option<Doubles>,
    refutations: Refutations,
    scratch: Scratch,
}

/// Room that is used again for each face.
#[derive(Debug, Default)]
struct Scratch {
    own: Vec<usize>,
    other: Vec<usize>,
    matrix: Vec<f64>,
    exchanged: Vec<usize>,
}

impl<'s, W: Whole> Complement<'s, W> {
    pub(in crate::strategic) fn new(side: &'s Side, number: impl Fn(&IBig) -> W) -> Self {
        let entries: Vec<Vec<W>> = side.entries.iter().map(|row| row.iter().map(&number).collect()).collect();
        let above = |one: &Vec<W>| {
            let beats = |two: &Vec<W>| {
                let places = one.iter().zip(two).enumerate().filter(|(_, (one, two))| two > one);
                places.fold(0, |labels, (place, _)| labels | 1 << (side.own.0 + place))
            };
            entries.iter().map(beats).collect()
        };
        let above = entries.iter().map(above).collect();
        let (refutations, scratch) = (Refutations::default(), Scratch::default());
        Self { side, entries, above, doubles: Doubles::of(side), refutations, scratch }
    }

    /// The labels of every vertex of the face on which only `allowed` is played and all of `exact`, strategies of the
    /// other player, are best responses; `None` if the budget ran out.
    pub(in crate::strategic) fn vertices(
        &mut self,
        allowed: Labels,
        exact: Labels,
        budget: &Budget<'_>,
    ) -> Option<Vec<Labels>> {
        if self.refutations.refutes(allowed, exact) || self.is_dominated(allowed, exact) {
            return Some(Vec::new());
        }
        let unplayed = self.side.own_labels() & !allowed;
        match self.located(allowed, exact) {
            Location::Inside => return Some(vec![unplayed | exact]),
            Location::Outside => return Some(Vec::new()),
            Location::Unclear => {}
        }
        let Some(mut face) = self.face(allowed, exact) else { return Some(Vec::new()) };
        let mut found = Vec::new();
        let is_whole = walk(&mut face, budget, |face| {
            found.push(face.labels() | unplayed);
            true
        });
        found.sort_unstable();
        found.dedup();
        is_whole.then_some(found)
    }

    /// Does some strategy pay more than one of `exact`, whatever of `allowed` is played?
    fn is_dominated(&self, allowed: Labels, exact: Labels) -> bool {
        members(exact)
            .any(|played| self.above[played - self.side.other.0].iter().any(|above| allowed & !above == 0))
    }

    /// Where the only point lies that the face can have, if it plays as many strategies as must be best responses.
    fn located(&mut self, allowed: Labels, exact: Labels) -> Location {
        let Some(doubles) = &mut self.doubles else { return Location::Unclear };
        let Scratch { own, other, matrix, exchanged } = &mut self.scratch;
        own.clear();
        own.extend(members(allowed).map(|label| label - self.side.own.0));
        other.clear();
        other.extend(members(exact).map(|label| label - self.side.other.0));
        if own.len() != other.len() {
            return Location::Unclear;
        }
        matrix.clear();
        for &row in &*other {
            let row = doubles.row(row);
            matrix.extend(own.iter().map(|&column| row[column]));
        }
        if !invert(matrix, own.len(), exchanged) {
            Location::Unclear
        } else if self.refutations.learn(self.side, doubles, (own, other), matrix) {
            Location::Outside
        } else {
            doubles.locate(own, other, matrix)
        }
    }

    /// The face with one of its vertices, by the simplex method; `None` if it is empty.
    ///
    /// What the strategies of `exact` lack to be best responses, all together, is made as small as possible.
    fn face(&self, allowed: Labels, exact: Labels) -> Option<Dictionary<W>> {
        let (own, other) = (self.side.own.0, self.side.other);
        let free: Vec<usize> = members(allowed).collect();
        let mut entries: Vec<Vec<W>> = self
            .entries
            .iter()
            .map(|row| free.iter().map(|label| row[label - own].clone()).chain([W::of(1)]).collect())
            .collect();
        let mut lack = vec![W::of(0); free.len() + 1];
        for label in members(exact) {
            lack.iter_mut().zip(&entries[label - other.0]).for_each(|(sum, entry)| sum.add(entry));
        }
        entries.push(lack);
        // The lack is the last row, under a label of its own.
        let last = entries.len() - 1;
        let mut basic: Vec<usize> = (other.0..other.0 + other.1).collect();
        basic.push(free.iter().chain(&basic).max().map_or(0, |most| most + 1));
        let mut dictionary = Dictionary::new(basic, free, entries);
        let zero = W::of(0);
        // Bland's rule: the lowest label that helps enters, and the lowest of equal ones leaves.
        loop {
            let helps = |column: &usize| *dictionary.entry(last, *column) > zero;
            let columns = 0..dictionary.free().len();
            let Some(column) = columns.filter(helps).min_by_key(|&column| dictionary.free()[column]) else {
                break;
            };
            let rows = (0..last).filter(|&row| *dictionary.entry(row, column) > zero);
            let row = rows.min_by(|&one, &two| {
                let (first, second) = (dictionary.entry(one, column), dictionary.entry(two, column));
                let order = dictionary.right(one).times(second).cmp(&dictionary.right(two).times(first));
                order.then(dictionary.basic()[one].cmp(&dictionary.basic()[two]))
            })?;
            dictionary.pivot(row, column);
        }
        (*dictionary.right(last) == zero).then(|| dictionary.without_last_row().face(exact))
    }
}
