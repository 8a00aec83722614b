//! Packages by what they are worth, without a dead end.
//!
//! Blocks are decided one after the other, and a row is only taken if the blocks to come can lift what is still missing:
//! [`Suffixes`] answers that.

use dashu_int::UBig;

use crate::bargaining::finite::Listing;
use crate::bargaining::finite::lane::Lane;
use crate::bargaining::large::blocks::Blocks;

/// What a merged game can be asked, whatever the width of its numbers.
pub(crate) trait Packages: std::fmt::Debug {
    /// At most `limit` packages with at least `floors`, in file order; complete if these are all.
    fn list_at_least(&self, floors: &[i128], limit: usize) -> Listing;
    /// The number of packages with at least `floors`; `None` if that is out of reach.
    fn count_at_least(&self, floors: &[i128]) -> Option<UBig>;
}

/// What the last blocks can do together.
pub(crate) trait Suffixes<L> {
    /// Can the blocks from `place` on lift every coordinate to what is `missing`?
    fn reaches(&self, place: usize, missing: &[L]) -> bool;
}

/// At most `limit` packages with at least `floors`, sorted; complete if these are all.
pub(crate) fn list_at_least<L: Lane, S: Suffixes<L>>(
    blocks: &Blocks<L>,
    suffixes: &S,
    floors: &[i128],
    limit: usize,
) -> Listing {
    let mut search =
        Search { blocks, suffixes, limit, package: vec![0; blocks.issues], packages: Vec::new() };
    let floors = blocks.floors_with(floors);
    let open = floors.filter(|floors| suffixes.reaches(0, floors));
    let is_complete = open.is_none_or(|floors| search.descend(0, &floors));
    search.packages.sort();
    Listing { total: search.packages.len() as u128, packages: search.packages, is_complete }
}

struct Search<'a, L, S> {
    blocks: &'a Blocks<L>,
    suffixes: &'a S,
    limit: usize,
    package: Vec<usize>,
    packages: Vec<Vec<usize>>,
}

impl<L: Lane, S: Suffixes<L>> Search<'_, L, S> {
    /// Lists rows of the blocks from `place` on that lift what is missing; says whether there was room for all.
    fn descend(&mut self, place: usize, missing: &[L]) -> bool {
        let blocks = self.blocks;
        let Some(block) = blocks.blocks.get(place) else {
            let has_room = self.packages.len() < self.limit;
            if has_room {
                self.packages.push(self.package.clone());
            }
            return has_room;
        };
        (0..block.len()).all(|row| {
            let add = block.row(row, blocks.width);
            let rest: Vec<L> = missing.iter().zip(add).map(|(&missing, &add)| missing - add).collect();
            if !self.suffixes.reaches(place + 1, &rest) {
                return true;
            }
            block.write(row, &mut self.package);
            self.descend(place + 1, &rest)
        })
    }
}
