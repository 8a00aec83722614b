//! All bases of a polytope, by walking from neighbour to neighbour.
//!
//! - [`walk`]: shows every basis to a visitor.
//! - [`Seen`]: which bases were met.
//!
//! With amounts that loosen each variable differently the polytope is simple: each basis has one neighbour for each free
//! variable, and the graph of neighbours is connected, so a walk that goes to each neighbour meets every basis.
//!
//! Reference: Balinski 1961, Pacific Journal of Mathematics 11.

use crate::budget::Budget;
use crate::numeric::whole::Whole;
use crate::strategic::extreme::Labels;
use crate::strategic::extreme::dictionary::Dictionary;

/// Something that stands at a basis and can go to its neighbours.
pub(in crate::strategic) trait Walker {
    /// How many columns, and so neighbours, each basis has.
    fn columns(&self) -> usize;
    /// The basis here.
    fn basis(&self) -> Labels;
    /// All labels of the vertex here.
    fn labels(&self) -> Labels;
    /// The row that `column` would probably be swapped with; `None` if the edge never ends.
    fn leaving(&mut self, column: usize) -> Option<usize>;
    /// The row that `column` must be swapped with.
    fn leaving_exactly(&mut self, column: usize) -> Option<usize>;
    /// The basis after that swap.
    fn neighbour(&self, row: usize, column: usize) -> Labels;
    /// Swaps a row and a column; the same again leads back.
    fn pivot(&mut self, row: usize, column: usize);
    /// Is this a basis of the polytope? Asked when one is first met.
    fn settle(&mut self) -> bool;
}

impl<W: Whole> Walker for Dictionary<W> {
    fn columns(&self) -> usize {
        self.free().len()
    }

    fn basis(&self) -> Labels {
        Self::basis(self)
    }

    fn labels(&self) -> Labels {
        Self::labels(self)
    }

    fn leaving(&mut self, column: usize) -> Option<usize> {
        Self::leaving(self, column)
    }

    fn leaving_exactly(&mut self, column: usize) -> Option<usize> {
        Self::leaving(self, column)
    }

    fn neighbour(&self, row: usize, column: usize) -> Labels {
        Self::basis(self) ^ 1 << self.free()[column] ^ 1 << self.basic()[row]
    }

    fn pivot(&mut self, row: usize, column: usize) {
        Self::pivot(self, row, column);
    }

    fn settle(&mut self) -> bool {
        true
    }
}

/// Shows every basis that can be reached to `visit`, the present one first; false if the budget ran out.
///
/// - `visit`: may ask to stop by false, which counts as running out.
pub(in crate::strategic) fn walk<S: Walker>(
    walker: &mut S,
    budget: &Budget<'_>,
    mut visit: impl FnMut(&mut S) -> bool,
) -> bool {
    let mut seen = Seen::new();
    seen.insert(walker.basis());
    if !budget.spend(1) || !visit(walker) {
        return false;
    }
    // The way back to the start: the swap that led to each basis, and the column to look at next there.
    let mut path: Vec<(u8, u8)> = Vec::new();
    let mut column = 0;
    loop {
        if column == walker.columns() {
            let Some((row, back)) = path.pop() else { return true };
            walker.pivot(row.into(), back.into());
            column = usize::from(back) + 1;
            continue;
        }
        match next(walker, column, &seen) {
            Step::Met => column += 1,
            Step::Broken => return false,
            Step::New { row } => {
                seen.insert(walker.basis());
                if !budget.spend(1) || !visit(walker) {
                    return false;
                }
                path.push((small(row), small(column)));
                column = 0;
            }
        }
    }
}

/// What came of looking at a neighbour.
enum Step {
    /// It was met before.
    Met,
    /// The walker is there now; this row was swapped.
    New { row: usize },
    /// It has no such neighbour, which cannot be in a bounded polytope: rather no answer than a wrong one.
    Broken,
}

/// Goes to the neighbour for `column` unless that was met.
fn next<S: Walker>(walker: &mut S, column: usize, seen: &Seen) -> Step {
    let Some(row) = walker.leaving(column) else { return Step::Broken };
    if seen.contains(walker.neighbour(row, column)) {
        return Step::Met;
    }
    walker.pivot(row, column);
    if walker.settle() {
        return Step::New { row };
    }
    walker.pivot(row, column);
    let Some(row) = walker.leaving_exactly(column) else { return Step::Broken };
    if seen.contains(walker.neighbour(row, column)) {
        return Step::Met;
    }
    walker.pivot(row, column);
    if walker.settle() { Step::New { row } } else { Step::Broken }
}

/// Rows and columns are fewer than 128.
fn small(place: usize) -> u8 {
    u8::try_from(place).unwrap_or(u8::MAX)
}

/// A set of bases that only grows; no basis is without free variables, so 0 marks an empty place.
#[derive(Debug, Clone)]
pub(in crate::strategic) struct Seen {
    table: Vec<Labels>,
    count: usize,
}

impl Seen {
    fn new() -> Self {
        Self { table: vec![0; 64], count: 0 }
    }

    /// Was this basis met?
    fn contains(&self, basis: Labels) -> bool {
        self.table[self.find(basis)] == basis
    }

    /// Adds a basis.
    fn insert(&mut self, basis: Labels) {
        let place = self.find(basis);
        self.table[place] = basis;
        self.count += 1;
        if self.count * 4 > self.table.len() * 3 {
            let larger = vec![0; self.table.len() * 2];
            for basis in std::mem::replace(&mut self.table, larger).into_iter().filter(|&basis| basis != 0) {
                let place = self.find(basis);
                self.table[place] = basis;
            }
        }
    }

    /// The place of a basis, or the empty one where it would go.
    fn find(&self, basis: Labels) -> usize {
        let mask = self.table.len() - 1;
        let mut place = Self::place(basis, mask);
        while self.table[place] != 0 && self.table[place] != basis {
            place = (place + 1) & mask;
        }
        place
    }

    /// Where to look first: well mixed bits of both halves.
    #[allow(clippy::cast_possible_truncation)] // only some bits are wanted
    fn place(basis: Labels, mask: usize) -> usize {
        let folded = (basis as u64) ^ ((basis >> 64) as u64).wrapping_mul(0xff51_afd7_ed55_8ccd);
        let mixed = (folded ^ folded >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed ^ mixed >> 32) as usize & mask
    }
}
