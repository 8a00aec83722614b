//! Questions about the demands of a game with too many packages to look at.
//!
//! - [`settled`]: is there an acceptable package at all?
//! - [`farthest`]: up to which walk-away value of one party there is one.
//! - [`closest`]: the packages whose greatest loss below a walk-away value is smallest.
//! - [`admissible`]: how many packages meet every rule.
//!
//! Each answer comes with a package that shows it and weights that show that none is better, judged from the game. Where
//! weights settle nothing, as where numbers are too long, the zone of two parties is merged, and packages are counted.

use dashu_int::{IBig, UBig};

use crate::bargaining::egalitarian::egalitarian;
use crate::bargaining::finite::lane::{Lane, Width};
use crate::bargaining::finite::sheet::width;
use crate::bargaining::large::blocks::Blocks;
use crate::bargaining::large::find::{by_rule, count_admissible};
use crate::bargaining::large::search::along::{Along, along, least_losses};
use crate::bargaining::large::search::principle::{Acceptable, acceptable, best_of_one};
use crate::bargaining::large::{large_solutions, large_zone, prices};
use crate::budget::Budget;
use crate::certify::bargaining::{LargeClosest, LargeFacts, Referee};
use crate::certify::{Certified, Verdict};
use crate::games::bargaining::BargainingGame;
use crate::numeric::Rational;

/// Is there an acceptable package? One that shows it, or why there is none, judged; `None` if that was left open.
///
/// Cost: some looks at the levels of all issues, and what comes near to the walk-away values.
#[must_use]
pub fn settled(game: &BargainingGame, budget: &Budget<'_>) -> Option<Certified<LargeFacts>> {
    let referee = Referee::new(game);
    let priced = match width(game) {
        Width::Narrow => priced::<i32>(game, budget),
        Width::Middle => priced::<i64>(game, budget),
        Width::Wide => priced::<i128>(game, budget),
    };
    let judged = |facts: LargeFacts| referee.judge_large(facts).ok();
    if let Some(certified) = priced.and_then(judged) {
        return Some(certified);
    }
    let searched = acceptable(game, budget).map(|found| match found {
        Acceptable::Package(package) => shown(package),
        Acceptable::None(weights) => LargeFacts { ruled_out: Some(weights), ..LargeFacts::default() },
    });
    if let Some(certified) = searched.and_then(judged) {
        return Some(certified);
    }
    if budget.is_exhausted() {
        return None;
    }
    let zone = large_zone(game, budget);
    match zone.large?.answer.verdict {
        Verdict::Found(facts) | Verdict::NoneExists(facts) => Some(facts),
        Verdict::Undecided { .. } | Verdict::Refused(_) => None,
    }
}

/// The claim that a package is acceptable.
fn shown(package: Vec<usize>) -> LargeFacts {
    LargeFacts { is_open: true, agreement: Some(package), ..LargeFacts::default() }
}

/// The first look, which settles most questions.
fn priced<L: Lane>(game: &BargainingGame, budget: &Budget<'_>) -> Option<LargeFacts> {
    let blocks = Blocks::<L>::of(game)?;
    Some(match prices::agreement(&blocks, budget)? {
        prices::Found::Agreement(package) => shown(package),
        prices::Found::None(weights) => {
            let weights = by_rule(game, &blocks.floors, &weights);
            LargeFacts { ruled_out: Some(weights), ..LargeFacts::default() }
        }
    })
}

/// How far the walk-away value of a party may go.
#[derive(Debug)]
pub struct Farthest {
    /// The greatest utility of the party where the others reach their walk-away values, in units.
    pub utility: i128,
    /// A package with that utility.
    pub package: Vec<usize>,
    /// That there is none with a unit more: what is known of the game with that walk-away value.
    pub beyond: Certified<LargeFacts>,
}

/// The greatest utility that a party can have where all others reach their walk-away values; `None` if there is no such package,
/// or if that was left open.
///
/// Cost: one search.
#[must_use]
pub fn farthest(game: &BargainingGame, party: usize, budget: &Budget<'_>) -> Option<Farthest> {
    let free = with_floor(game, party, game.least_utility(party))?;
    let (package, weights) = match best_of_one(&free, party, budget) {
        Some((package, weights)) => (package, Some(weights)),
        None => (merged_best(&free, party, budget)?, None),
    };
    let utility = game.utility(&package, party);
    let at = with_floor(game, party, utility)?;
    Referee::new(&at).judge_large(shown(package.clone())).ok()?;
    let more = with_floor(game, party, utility.checked_add(1)?)?;
    let beyond = ruled_out(&more, weights, budget)?;
    Some(Farthest { utility, package, beyond })
}

/// A package that is best for a party, by merging.
fn merged_best(game: &BargainingGame, party: usize, budget: &Budget<'_>) -> Option<Vec<usize>> {
    if budget.is_exhausted() {
        return None;
    }
    let zone = large_solutions(game, budget);
    let points = &zone.frontier().points;
    let best = (0..points.len()).map(|place| points.row(place)).max_by_key(|point| point[party])?;
    zone.packages_at(&best).into_iter().next().filter(|_| zone.frontier().is_complete)
}

/// How far a number may move, as [`outermost`] finds it.
#[derive(Debug)]
pub enum Outermost {
    /// No package keeps the demands of the parties that are not measured.
    Nothing,
    /// The greatest, over packages that do, of the least of `(utility - walk-away value) / step`, and a package with it.
    Reached(Rational, Vec<usize>),
}

/// Makes the least of `(utility - walk-away value) / step` greatest over the parties with a step above 0, where all others
/// reach their walk-away values; `None` if that is out of reach.
///
/// What is found is not judged: that nothing goes further is a claim about other games, see
/// [`crate::games::line::GameLine::closed_over`].
///
/// Cost: one search.
#[must_use]
pub fn outermost(game: &BargainingGame, steps: &[Rational], budget: &Budget<'_>) -> Option<Outermost> {
    match along(game, steps, false, budget) {
        Some(Along::Nothing) => return Some(Outermost::Nothing),
        Some(Along::Found(found)) if found.reached == found.at_most => {
            return Some(Outermost::Reached(found.reached, found.packages.into_iter().next()?));
        }
        _ => {}
    }
    // Of a single party it is its best.
    let mut measured = (0..game.parties()).filter(|&party| !steps[party].is_zero());
    let (Some(party), None) = (measured.next(), measured.next()) else { return None };
    let best = merged_best(&with_floor(game, party, game.least_utility(party))?, party, budget)?;
    let gain = Rational::new(game.gain(&best, party), 1)?;
    Some(Outermost::Reached(gain.checked_div(&steps[party])?, best))
}

/// Why no package is acceptable: these weights if they show it, else what [`settled`] finds.
fn ruled_out(
    game: &BargainingGame,
    weights: Option<Vec<IBig>>,
    budget: &Budget<'_>,
) -> Option<Certified<LargeFacts>> {
    let known = weights.and_then(|weights| {
        let facts = LargeFacts { ruled_out: Some(weights), ..LargeFacts::default() };
        Referee::new(game).judge_large(facts).ok()
    });
    known.or_else(|| settled(game, budget)).filter(|facts| !facts.is_open)
}

fn with_floor(game: &BargainingGame, party: usize, floor: i128) -> Option<BargainingGame> {
    let mut floors = game.walk_away().to_vec();
    floors[party] = floor;
    game.with_walk_away(floors).ok()
}

/// The admissible packages whose greatest loss below a walk-away value is smallest, at most `limit` of them; or, where that was
/// out of reach, one that comes near with a bound on how near any can come.
///
/// `None` if there is no admissible package, or if none was found.
///
/// Cost: one search.
#[must_use]
pub fn closest(game: &BargainingGame, limit: usize, budget: &Budget<'_>) -> Option<Certified<LargeClosest>> {
    let found = least_losses(game, budget);
    let searched = found.and_then(|found| {
        let shortfall = greatest_loss(game, found.packages.first()?)?;
        let at_least = -&found.at_most;
        let is_exact = shortfall == at_least;
        let total = (is_exact && found.is_complete).then_some(found.packages.len() as u128);
        let mut packages = found.packages;
        packages.truncate(if total.is_some() { limit } else { 1 });
        let proof = LargeFacts { ruled_out: Some(found.weights), ..LargeFacts::default() };
        let claim = LargeClosest { shortfall, at_least, packages, total, proof };
        Referee::new(game).judge_large_closest(claim).ok()
    });
    if searched.as_ref().is_some_and(|found| found.is_exact()) || budget.is_exhausted() {
        return searched;
    }
    merged_closest(game, budget).or(searched)
}

/// A package whose greatest loss is smallest, by merging: with all walk-away values lowered by the same number of points, it is
/// the one with the greatest smallest gain.
fn merged_closest(game: &BargainingGame, budget: &Budget<'_>) -> Option<Certified<LargeClosest>> {
    let depth = |party: usize| game.points(party, game.walk_away()[party] - game.least_utility(party));
    let depth = (0..game.parties()).map(depth).max()?;
    let deep = game.with_losses_up_to(&Rational::from_whole(depth.ceil())).ok()?;
    let zone = large_solutions(&deep, budget);
    if !zone.frontier().is_complete {
        return None;
    }
    let packages: Vec<Vec<usize>> = egalitarian(&zone).found()?.packages.iter().take(1).cloned().collect();
    let shortfall = greatest_loss(game, packages.first()?)?;
    let closer = game.with_losses_below(&shortfall).ok()?;
    let proof = settled(&closer, budget).filter(|facts| !facts.is_open)?.into_claim();
    let claim = LargeClosest { at_least: shortfall.clone(), shortfall, packages, total: None, proof };
    Referee::new(game).judge_large_closest(claim).ok()
}

fn greatest_loss(game: &BargainingGame, package: &[usize]) -> Option<Rational> {
    (0..game.parties()).map(|party| game.points(party, -game.gain(package, party))).max()
}

/// How many packages meet every rule, judged; `None` if they are too many to count.
#[must_use]
pub fn admissible(game: &BargainingGame, budget: &Budget<'_>) -> Option<Certified<LargeFacts>> {
    let count: UBig = match width(game) {
        Width::Narrow => count_admissible(&Blocks::<i32>::of(game)?, budget),
        Width::Middle => count_admissible(&Blocks::<i64>::of(game)?, budget),
        Width::Wide => count_admissible(&Blocks::<i128>::of(game)?, budget),
    }?;
    let facts = LargeFacts { admissible: Some(count), ..LargeFacts::default() };
    Referee::new(game).judge_large_counts(facts).ok()
}
