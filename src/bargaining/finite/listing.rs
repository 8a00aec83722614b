//! Packages by name: those at or above some utilities, at exactly some utilities, or at some of many.
//!
//! All walk in file order (issue 0 slowest, level 0 first), so that the first packages found are the first of
//! the file.

use crate::bargaining::finite::lane::{Lane, Width};
use crate::bargaining::finite::plan::Plan;
use crate::bargaining::finite::sheet::{Coordinates, Sheet, width};
use crate::bargaining::finite::walk::{CHUNK, Leaf, Visit, walk};
use crate::budget::Budget;
use crate::games::bargaining::BargainingGame;

/// The first packages of a kind, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Number of packages of this kind, listed or not.
    pub total: u128,
    /// The first of them in file order, each a level for every issue.
    pub packages: Vec<Vec<usize>>,
    /// Was every package looked at? If not, the budget ran out.
    pub is_complete: bool,
}

/// Lists the first `limit` admissible packages that give every party at least its value in `floors`.
///
/// - `floors`: one for each party, in its units.
#[must_use]
pub fn list_at_least(game: &BargainingGame, floors: &[i128], limit: usize, budget: &Budget) -> Listing {
    list(game, floors, None, None, limit, budget)
}

/// Lists the first `limit` admissible packages that give every party exactly its value in `utilities`.
///
/// - `utilities`: one for each party, in its units.
#[must_use]
pub fn list_at(game: &BargainingGame, utilities: &[i128], limit: usize, budget: &Budget) -> Listing {
    list(game, utilities, Some(utilities), None, limit, budget)
}

/// The first `limit` admissible packages with utilities between `floors` and `ceilings` that `is_asked_for`
/// accepts, in file order.
///
/// - `floors`, `ceilings`: one for each party, in its units.
/// - `is_asked_for`: sees the utilities of a package.
///
/// One walk, which ends once enough are found.
#[must_use]
pub fn first_where(
    game: &BargainingGame,
    floors: &[i128],
    ceilings: &[i128],
    is_asked_for: &dyn Fn(&[i128]) -> bool,
    limit: usize,
    budget: &Budget,
) -> Vec<Vec<usize>> {
    list(game, floors, Some(ceilings), Some(is_asked_for), limit, budget).packages
}

/// Which utilities are asked for, if not all between floors and ceilings.
type Among<'a> = Option<&'a dyn Fn(&[i128]) -> bool>;

fn list(
    game: &BargainingGame,
    floors: &[i128],
    ceilings: Option<&[i128]>,
    among: Among<'_>,
    limit: usize,
    budget: &Budget,
) -> Listing {
    match width(game) {
        Width::Narrow => run::<i32>(game, floors, ceilings, among, limit, budget),
        Width::Middle => run::<i64>(game, floors, ceilings, among, limit, budget),
        Width::Wide => run::<i128>(game, floors, ceilings, among, limit, budget),
    }
}

fn run<L: Lane>(
    game: &BargainingGame,
    floors: &[i128],
    ceilings: Option<&[i128]>,
    among: Among<'_>,
    limit: usize,
    budget: &Budget,
) -> Listing {
    let sheet = Sheet::<L>::new(game, Coordinates::Acceptance);
    let plan = Plan::in_file_order(&sheet);
    let exact = ceilings.unwrap_or(&[]).iter().enumerate();
    let mut lister = Lister {
        floors: sheet.floors(Some(floors)),
        ceilings: exact.map(|(party, &value)| sheet.threshold(party, value)).collect(),
        among,
        limit,
        total: 0,
        packages: Vec::new(),
    };
    let is_complete = walk(&plan, budget, &mut lister);
    Listing { total: lister.total, packages: lister.packages, is_complete }
}

struct Lister<'a, L> {
    floors: Vec<L>,
    /// Upper ends for the parties, or none.
    ceilings: Vec<L>,
    among: Among<'a>,
    limit: usize,
    total: u128,
    packages: Vec<Vec<usize>>,
}

impl<L: Lane> Visit<L> for Lister<'_, L> {
    fn matters(&mut self, upper: &[L], lower: &[L]) -> bool {
        let is_done = self.among.is_some() && self.packages.len() >= self.limit;
        !is_done
            && self.floors.iter().zip(upper).all(|(floor, upper)| upper >= floor)
            && self.ceilings.iter().zip(lower).all(|(ceiling, lower)| lower <= ceiling)
    }

    fn leaf(&mut self, leaf: &Leaf<L>) {
        let thresholds = leaf.open(&self.floors);
        let mut missed = [L::default(); CHUNK];
        for start in (0..leaf.len()).step_by(CHUNK) {
            let (count, mut passed) = leaf.compare(start, &thresholds, &mut missed);
            if passed > 0 && !self.ceilings.is_empty() {
                for (party, &ceiling) in self.ceilings.iter().enumerate() {
                    let threshold = ceiling - leaf.offset[party];
                    for (flag, &value) in missed.iter_mut().zip(&leaf.columns[party][start..start + count]) {
                        *flag |= L::mask(value > threshold);
                    }
                }
                passed = missed[..count].iter().filter(|&&flag| flag == L::default()).count();
            }
            self.total = self.total.saturating_add(passed as u128);
            if passed > 0 && self.packages.len() < self.limit {
                let room = self.limit - self.packages.len();
                let hits = (0..count).filter(|&entry| missed[entry] == L::default());
                let among = self.among;
                let mut utilities = vec![0; if among.is_some() { self.ceilings.len() } else { 0 }];
                let asked_for = hits.filter(|&entry| {
                    among.is_none_or(|is_asked_for| {
                        for (party, utility) in utilities.iter_mut().enumerate() {
                            *utility = leaf.value(party, start + entry).widen();
                        }
                        is_asked_for(&utilities)
                    })
                });
                self.packages.extend(asked_for.take(room).map(|entry| leaf.package(start + entry)));
            }
        }
    }
}
