//! Games with too many packages to look at one by one.
//!
//! [`large_zone`] finds what it can of a zone without a list of its packages, from the blocks that its payoffs add up over:
//!
//! - the efficient points of two parties, by merging blocks and keeping what nothing improves (`staircase`, `merged`); they
//!   give each party's best, the levels possible inside the zone and every solution, with packages;
//! - the efficient points of other numbers of parties in the same way (`many`), as long as they are not too many;
//! - where they are too many, one acceptable package, or weights that show that there is none (`prices`);
//! - how many packages are admissible, acceptable and on a walk-away value, by adding up sums (`count`).
//!
//! What is out of reach is left open and said: [`LargeFacts`] holds `None` for it. Issues that are tied together in more than
//! a million combinations are not taken apart.

pub(crate) mod blocks;
mod count;
mod listing;
mod many;
mod merged;
mod prices;
mod sieve;
mod staircase;

use std::cell::RefCell;
use std::sync::Arc;

use dashu_int::{IBig, UBig};

use crate::bargaining::finite::lane::{Lane, Width};
use crate::bargaining::finite::sheet::{is_limit, width};
use crate::bargaining::finite::{Frontier, Listing, Survey};
use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::count::count_at_least;
use crate::bargaining::large::listing::Packages;
use crate::bargaining::large::many::Many;
use crate::bargaining::large::merged::Merged;
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::bargaining::{Efficient, LargeFacts, Referee, ZoneFacts};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::bargaining::{BargainingGame, Rule};

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
    find_wide(game, Extent::Zone, budget)
}

/// As [`large_zone`], but only what solutions start from: packages are not counted, nor levels looked for.
#[must_use]
pub fn large_solutions<'g>(game: &'g BargainingGame, budget: &Budget<'_>) -> Zone<'g> {
    find_wide(game, Extent::Solutions, budget)
}

/// How much is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Zone,
    Solutions,
}

fn find_wide<'g>(game: &'g BargainingGame, extent: Extent, budget: &Budget<'_>) -> Zone<'g> {
    match width(game) {
        Width::Narrow => find::<i32>(game, extent, budget),
        Width::Middle => find::<i64>(game, extent, budget),
        Width::Wide => find::<i128>(game, extent, budget),
    }
}

fn find<'g, L: Lane>(game: &'g BargainingGame, extent: Extent, budget: &Budget<'_>) -> Zone<'g> {
    let blocks = Blocks::<L>::of(game);
    let mut facts = LargeFacts::default();
    let mut frontier = Frontier::empty(game.parties(), false);
    let mut packages: Option<Box<dyn Packages>> = None;
    let admissible_levels = blocks.as_ref().and_then(|blocks| admissible_levels(blocks, game.levels()));
    let mut is_decided = false;
    if let Some(blocks) = blocks.as_ref().filter(|_| extent == Extent::Zone) {
        facts.admissible = count_admissible(blocks, budget);
        facts.acceptable = count_at_least(blocks, &blocks.floors, budget);
        if let Some(acceptable) = &facts.acceptable {
            is_decided = true;
            facts.is_open = *acceptable != UBig::ZERO;
            let strict = strict(blocks);
            facts.on_boundary = count_at_least(blocks, &strict, budget).map(|inside| acceptable - inside);
        }
    }
    if let Some(blocks) = blocks {
        let counted = blocks.width == 2;
        if blocks.parties != 2 {
            match prices::agreement(&blocks, budget) {
                Some(prices::Found::Agreement(package)) => {
                    (is_decided, facts.is_open) = (true, true);
                    facts.agreement = Some(package);
                }
                Some(prices::Found::None(weights)) => {
                    (is_decided, facts.is_open) = (true, false);
                    facts.ruled_out = Some(by_rule(game, &blocks.floors, &weights));
                    frontier.is_complete = true;
                }
                None => {}
            }
        }
        if facts.ruled_out.is_some() {
            // Nothing more to find.
        } else if blocks.parties != 2 {
            if let Ok(many) = Many::of(blocks, budget) {
                is_decided = true;
                frontier = many.frontier();
                facts.is_open = !frontier.points.is_empty();
                if facts.is_open {
                    facts.agreement = many.list_at_least(&frontier.points.row(0), 1).packages.pop();
                    facts.best = Some(greatest(&frontier));
                }
                packages = Some(Box::new(many));
            }
        } else if let Ok(merged) = Merged::of(blocks, budget) {
            is_decided = true;
            let shown;
            (frontier, shown) = merged.frontier();
            facts.is_open = !shown.is_empty();
            facts.agreement = shown.first().cloned();
            if extent == Extent::Zone {
                facts.levels = merged.levels(game.levels(), &shown, budget);
            }
            let points = Arc::clone(&frontier.points);
            facts.best = facts.is_open.then(|| vec![points.row(0)[0], points.row(points.len() - 1)[1]]);
            let counts = counted.then(|| frontier.packages.iter().collect());
            facts.efficient = Some(Efficient { points, packages: Arc::new(shown), counts });
            packages = Some(Box::new(merged));
        }
    }
    // An open zone is only claimed with a package that shows it.
    is_decided &= facts.is_open == facts.agreement.is_some();
    let referee = Referee::new(game);
    let survey = survey(game, &facts, admissible_levels.as_deref());
    let counted = counts(&facts, &survey, &frontier);
    let stop = if budget.is_exhausted() { Stop::OutOfBudget } else { Stop::Finished };
    let verdict = if is_decided {
        match referee.judge_large(facts) {
            Ok(facts) if facts.is_open => Verdict::Found(facts),
            Ok(facts) => Verdict::NoneExists(facts),
            Err(refused) => Verdict::Refused(refused),
        }
    } else {
        Verdict::Undecided { best: Some(facts) }
    };
    let large = Large {
        answer: Answer { stop, verdict, completeness: Completeness::Unknown },
        packages,
        admissible_levels,
    };
    let verdict = Verdict::Undecided { best: Some(counted) };
    let answer = Answer { stop, verdict, completeness: Completeness::Unknown };
    Zone { game, referee, survey, frontier, answer, listed: RefCell::default(), large: Some(large) }
}

/// Weights for each party and each limit of the game, from weights for the coordinates of its blocks.
///
/// A floor that the blocks raised, because everything reaches it, needs no weight: what is above it only adds.
fn by_rule<L: Lane>(game: &BargainingGame, floors: &[L], weights: &[IBig]) -> Vec<IBig> {
    let mut coordinates = floors.iter().zip(weights);
    let mut weight = |floor: i128| match coordinates.next() {
        Some((raised, weight)) if raised.widen() <= floor => weight.clone(),
        _ => IBig::ZERO,
    };
    let mut all: Vec<IBig> = game.walk_away().iter().map(|&floor| weight(floor)).collect();
    for rule in game.rules() {
        if let Rule::Sum { amounts, at_most } = rule {
            all.push(if is_limit(amounts, *at_most) { weight(-at_most) } else { IBig::ZERO });
        }
    }
    all
}

/// The greatest utility of each party at efficient points.
fn greatest(frontier: &Frontier) -> Vec<i128> {
    let mut greatest = vec![i128::MIN; frontier.points.width()];
    let mut row = greatest.clone();
    for place in 0..frontier.points.len() {
        frontier.points.read(place, &mut row);
        greatest.iter_mut().zip(&row).for_each(|(greatest, &value)| *greatest = value.max(*greatest));
    }
    greatest
}

/// Counts the packages that meet every rule.
fn count_admissible<L: Lane>(blocks: &Blocks<L>, budget: &Budget<'_>) -> Option<UBig> {
    let floors = blocks.floors_with(&vec![i128::MIN; blocks.parties]);
    floors.map_or(Some(UBig::ZERO), |floors| count_at_least(blocks, &floors, budget))
}

/// Floors just above the walk-away values.
fn strict<L: Lane>(blocks: &Blocks<L>) -> Vec<L> {
    let parties = blocks.floors[..blocks.parties].iter().map(|&floor| floor + L::narrow(1));
    parties.chain(blocks.floors[blocks.parties..].iter().copied()).collect()
}

/// The levels that some admissible package has; `None` where several limits could exclude more than each alone.
fn admissible_levels<L: Lane>(blocks: &Blocks<L>, levels: &[usize]) -> Option<Vec<Vec<bool>>> {
    let mut seen: Vec<Vec<bool>> = levels.iter().map(|&count| vec![false; count]).collect();
    if blocks.width > blocks.parties + 1 {
        return None;
    }
    let Some([most, _]) = blocks.sums(L::max) else { return Some(seen) };
    let all = &most[blocks.blocks.len()];
    let mut package = vec![0; levels.len()];
    for block in &blocks.blocks {
        let Some(own) = block.bound(blocks.width, L::max) else { continue };
        for row in 0..block.len() {
            let values = block.row(row, blocks.width);
            let fits = (blocks.parties..blocks.width)
                .all(|limit| all[limit] - own[limit] + values[limit] >= blocks.floors[limit]);
            if fits {
                block.write(row, &mut package);
                block.issues.iter().for_each(|&issue| seen[issue][package[issue]] = true);
            }
        }
    }
    Some(seen)
}

/// The same facts in the shape of a zone that is counted package by package; counts stop at `u128::MAX`, and what was not
/// found out is 0 or empty.
fn survey(game: &BargainingGame, facts: &LargeFacts, admissible_levels: Option<&[Vec<bool>]>) -> Survey {
    let count = |count: &Option<UBig>| {
        count.as_ref().map_or(0, |count| u128::try_from(count.clone()).unwrap_or(u128::MAX))
    };
    let every = || game.levels().iter().map(|&count| vec![true; count]).collect();
    let seen = |levels: &Vec<Vec<Option<Vec<usize>>>>| {
        levels.iter().map(|own| own.iter().map(Option::is_some).collect()).collect()
    };
    Survey {
        admissible: count(&facts.admissible),
        acceptable: count(&facts.acceptable).max(u128::from(facts.is_open)),
        on_boundary: count(&facts.on_boundary),
        best: facts.best.clone(),
        levels: facts.levels.as_ref().map_or_else(every, seen),
        admissible_levels: admissible_levels.map_or_else(every, <[_]>::to_vec),
        is_complete: facts.acceptable.is_some(),
    }
}

fn counts(facts: &LargeFacts, survey: &Survey, frontier: &Frontier) -> ZoneFacts {
    ZoneFacts {
        admissible: survey.admissible,
        acceptable: survey.acceptable,
        on_boundary: survey.on_boundary,
        efficient: frontier.packages.iter().fold(0, u128::saturating_add),
        best: survey.best.clone(),
        levels: survey.levels.clone(),
        efficient_points: Arc::clone(&frontier.points),
        agreement: facts.agreement.clone(),
    }
}
