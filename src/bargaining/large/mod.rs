//! Games with too many packages to look at one by one.
//!
//! [`large_zone`] finds what it can of a zone without a list of its packages, from the blocks that its payoffs add up over:
//!
//! - the efficient points of two parties, by merging blocks and keeping what nothing improves (`staircase`, `merged`); they
//!   give each party's best, the levels possible inside the zone and every solution, with packages; under limits, only what
//!   comes near to lines that touch the frontier from outside (`corners`);
//! - the efficient points of other numbers of parties in the same way (`many`), as long as they are not too many;
//! - where they are too many, one acceptable package, or weights that show that there is none (`prices`), each party's best
//!   and every solution, by weights that leave few packages to look at (`search`);
//! - what of a party's walk-away value and of every rule stands in the way of a zone (`demands`);
//! - how many packages are admissible, acceptable and on a walk-away value, by adding up sums (`count`).
//!
//! What is out of reach is left open and said: [`LargeFacts`] holds `None` for it. Issues that are tied together in more than
//! a million combinations are not taken apart.

pub(crate) mod blocks;
mod corners;
mod count;
pub mod demands;
mod find;
mod listing;
mod many;
mod merged;
mod prices;
pub(in crate::bargaining) mod search;
mod sieve;
mod staircase;

use crate::bargaining::finite::{Frontier, Listing};
use crate::bargaining::large::find::{Extent, find};
use crate::bargaining::large::listing::Packages;
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::bargaining::LargeFacts;
use crate::certify::{Answer, Verdict};
use crate::games::bargaining::BargainingGame;

/// What was found out about a large zone.
#[derive(Debug)]
pub struct Large {
    answer: Answer<LargeFacts, LargeFacts>,
    packages: Option<Box<dyn Packages>>,
    admissible_levels: Option<Vec<Vec<bool>>>,
}

impl Large {
    /// What is claimed: `Found` for an open zone, `NoneExists` for an empty one, `Undecided` if neither was found out.
    #[must_use]
    pub fn answer(&self) -> &Answer<LargeFacts, LargeFacts> {
        &self.answer
    }

    /// What is claimed, certified or not; `None` only for a claim that was refused.
    #[must_use]
    pub fn facts(&self) -> Option<&LargeFacts> {
        match &self.answer.verdict {
            Verdict::Found(facts) | Verdict::NoneExists(facts) => Some(facts),
            Verdict::Undecided { best } => best.as_ref(),
            Verdict::Refused(_) => None,
        }
    }

    /// For each issue and level whether an admissible package has it; `None` if several limits leave that open.
    #[must_use]
    pub fn admissible_levels(&self) -> Option<&[Vec<bool>]> {
        self.admissible_levels.as_deref()
    }

    /// At most `limit` packages with at least `floors`; complete if the total is exact.
    pub(in crate::bargaining) fn at_least(
        &self,
        floors: &[i128],
        limit: usize,
        frontier: &Frontier,
    ) -> Listing {
        let Some(packages) = &self.packages else {
            return Listing { total: 0, packages: Vec::new(), is_complete: false };
        };
        let mut listing = packages.list_at_least(floors, limit);
        if listing.is_complete {
            return listing;
        }
        let known =
            frontier.place(floors).map(|place| frontier.packages.get(place)).filter(|&count| count > 0);
        let counted =
            || packages.count_at_least(floors).map(|count| u128::try_from(count).unwrap_or(u128::MAX));
        if let Some(total) = known.or_else(counted) {
            listing.total = total;
            listing.is_complete = total < u128::MAX;
        }
        listing
    }
}

/// Finds what it can of the zone of a game without a list of its packages, however many or few they are.
///
/// [`crate::bargaining::zone::zone`] does so by itself where there are too many packages to look at.
///
/// Certificate: the packages shown are worked out from the game; that nothing was left out is found a second time by
/// other means (`Recount`) where that is within reach, and else not proved (`Necessary`).
/// Cost: for two parties about the number of efficient points of each part, times the levels.
///
/// ```
/// use zopa::bargaining::{large::large_zone, nash::nash};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Forty issues, each with four levels: 10^24 packages. On every issue one party gains what the other loses.
/// let terms = (0..40).map(|issue| Term { issues: vec![issue], table: vec![0, 3, 1, 2, 2, 1, 3, 0] });
/// let scales = vec![1u8.into(), 1u8.into()];
/// let game = BargainingGame::new(vec![4; 40], scales, terms.collect(), vec![], vec![20, 30])?;
/// let zone = large_zone(&game, &Budget::unlimited());
/// // They share 120; 71 splits leave 20 to the one and 30 to the other. The Nash deal shares the surplus of 70.
/// assert_eq!(zone.frontier().points.len(), 71);
/// let choice = nash(&zone);
/// assert_eq!(game.utility(&choice.found().unwrap().packages[0], 0), 55);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
#[must_use]
pub fn large_zone<'g>(game: &'g BargainingGame, budget: &Budget<'_>) -> Zone<'g> {
    find(game, Extent { counts: true, merges: true }, budget)
}

/// As [`large_zone`], but only what solutions start from: packages are not counted, nor levels looked for.
#[must_use]
pub fn large_solutions<'g>(game: &'g BargainingGame, budget: &Budget<'_>) -> Zone<'g> {
    find(game, Extent { counts: false, merges: true }, budget)
}

/// As [`large_solutions`], but efficient points are not merged: each party's best and every solution are searched for.
///
/// [`large_zone`] and [`large_solutions`] do so by themselves where there are too many efficient points.
///
/// Certificate: weights, and every package that they leave (`Proof`), or a bound where those are too many.
/// Cost: some hundred looks at the levels of all issues for each party and each principle, and what comes near.
///
/// ```
/// use zopa::bargaining::{egalitarian::egalitarian, large::searched_zone};
/// use zopa::budget::Budget;
/// use zopa::games::bargaining::{BargainingGame, Term};
///
/// // Thirty issues of three parties; level k gives k to one of them and a point to each of the others.
/// let level = |party: usize, k: i128| (0..3).map(move |other| if other == party { k } else { 3 - k });
/// let term = |issue: usize| (0..4).flat_map(|k| level(issue % 3, k)).collect();
/// let terms = (0..30).map(|issue| Term { issues: vec![issue], table: term(issue) });
/// let game = BargainingGame::new(vec![4; 30], vec![1u8.into(); 3], terms.collect(), vec![], vec![0; 3])?;
/// let zone = searched_zone(&game, &Budget::unlimited());
/// let answer = egalitarian(&zone);
/// // With k = 0 everywhere each party has 3 on the twenty issues of the others.
/// assert_eq!(game.utility(&answer.found().unwrap().packages[0], 0), 60);
/// # Ok::<(), zopa::games::bargaining::InvalidGame>(())
/// ```
#[must_use]
pub fn searched_zone<'g>(game: &'g BargainingGame, budget: &Budget<'_>) -> Zone<'g> {
    find(game, Extent { counts: false, merges: false }, budget)
}
