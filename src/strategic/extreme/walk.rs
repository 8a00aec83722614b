//! All bases of a polytope, by walking from neighbour to neighbour.
//!
//! - [`walk`]: shows every basis to a visitor.
//! - [`Walker`]: what can walk.
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
    /// Every label that a basis can have.
    fn all(&self) -> Labels;
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

    fn all(&self) -> Labels {
        self.basic().iter().fold(Self::basis(self), |labels, label| labels | 1 << label)
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
    visit: impl FnMut(&mut S) -> bool,
) -> bool {
    // Half the memory where it is enough: what takes time in a large walk is waiting for the table.
    if walker.all() >> u64::BITS == 0 {
        walk_with(walker, budget, visit, Seen::<u64>::new())
    } else {
        walk_with(walker, budget, visit, Seen::<u128>::new())
    }
}

fn walk_with<S: Walker, K: Key>(
    walker: &mut S,
    budget: &Budget<'_>,
    mut visit: impl FnMut(&mut S) -> bool,
    mut seen: Seen<K>,
) -> bool {
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
fn next<S: Walker, K: Key>(walker: &mut S, column: usize, seen: &Seen<K>) -> Step {
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

/// A basis in as many bits as needed.
trait Key: Copy + Eq + Default {
    /// From labels that fit.
    fn of(basis: Labels) -> Self;
    /// Well mixed bits.
    fn mixed(self) -> u64;
}

impl Key for u64 {
    #[allow(clippy::cast_possible_truncation)] // chosen only where labels fit
    fn of(basis: Labels) -> Self {
        basis as Self
    }

    fn mixed(self) -> u64 {
        let mixed = (self ^ self >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 32
    }
}

impl Key for u128 {
    fn of(basis: Labels) -> Self {
        basis
    }

    #[allow(clippy::cast_possible_truncation)] // both halves are taken
    fn mixed(self) -> u64 {
        ((self as u64) ^ ((self >> 64) as u64).wrapping_mul(0xff51_afd7_ed55_8ccd)).mixed()
    }
}

/// A set of bases that only grows; no basis is without free variables, so 0 marks an empty place.
#[derive(Debug, Clone)]
struct Seen<K> {
    table: Vec<K>,
    count: usize,
}

impl<K: Key> Seen<K> {
    fn new() -> Self {
        Self { table: vec![K::default(); 64], count: 0 }
    }

    /// Was this basis met?
    fn contains(&self, basis: Labels) -> bool {
        let key = K::of(basis);
        self.table[self.find(key)] == key
    }

    /// Adds a basis.
    fn insert(&mut self, basis: Labels) {
        let key = K::of(basis);
        let place = self.find(key);
        self.table[place] = key;
        self.count += 1;
        if self.count * 4 > self.table.len() * 3 {
            let larger = vec![K::default(); self.table.len() * 2];
            for key in std::mem::replace(&mut self.table, larger) {
                if key != K::default() {
                    let place = self.find(key);
                    self.table[place] = key;
                }
            }
        }
    }

    /// The place of a basis, or the empty one where it would go.
    #[allow(clippy::cast_possible_truncation)] // only some bits are wanted
    fn find(&self, key: K) -> usize {
        let mask = self.table.len() - 1;
        let mut place = key.mixed() as usize & mask;
        while self.table[place] != K::default() && self.table[place] != key {
            place = (place + 1) & mask;
        }
        place
    }
}
