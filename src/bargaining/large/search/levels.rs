//! Which levels acceptable packages can have, where there are too many packages to look at.

use dashu_int::IBig;

use crate::bargaining::large::blocks::{Block, Blocks};
use crate::bargaining::large::search::aim::Aim;
use crate::bargaining::large::search::principle::{by_limit, narrow};
use crate::bargaining::large::search::seek;
use crate::budget::Budget;
use crate::certify::bargaining::Excluded;
use crate::games::bargaining::{BargainingGame, Rule};

/// Known packages in which a level is put in place of another.
const STARTS: usize = 64;
/// Most issues looked at, over all levels and starts.
const MOST_LOOKED_AT: usize = 50_000_000;
/// Work that all searches together may cost.
const MOST_WORK: u64 = 1 << 27;

/// What is known about the levels.
#[derive(Debug)]
pub(in crate::bargaining) struct Levels {
    /// For each issue and level an acceptable package that has it, if there is one.
    pub(in crate::bargaining) shown: Vec<Vec<Option<Vec<usize>>>>,
    /// Why there is none, for every other level.
    pub(in crate::bargaining) excluded: Vec<Excluded>,
}

/// Settles for every level whether an acceptable package has it; `None` if one was left open, or the searches cost too much.
///
/// - `known`: some acceptable packages, at least one.
///
/// Cost: a search for each level that no known package has, nor one that differs from some known ones in that level alone.
pub(in crate::bargaining) fn levels(
    game: &BargainingGame,
    known: &[&[usize]],
    budget: &Budget<'_>,
) -> Option<Levels> {
    let blocks = narrow(game)?;
    let deepest = seek(&blocks, &Aim::above_floors(&blocks)?, false, budget)?.packages.pop();
    let mut shown: Vec<Vec<Option<Vec<usize>>>> =
        game.levels().iter().map(|&count| vec![None; count]).collect();
    known.iter().copied().chain(deepest.as_deref()).for_each(|package| show(&mut shown, package));
    let cost = game.levels().iter().sum::<usize>() * game.levels().len();
    let starts = STARTS.min(MOST_LOOKED_AT / cost.max(1));
    let starts = deepest
        .as_deref()
        .into_iter()
        .chain(known.iter().step_by(known.len() / starts.max(1) + 1).take(starts).copied());
    for start in starts {
        for issue in 0..shown.len() {
            for level in 0..shown[issue].len() {
                let mut package = start.to_vec();
                package[issue] = level;
                if shown[issue][level].is_none() && is_acceptable(game, &package) {
                    show(&mut shown, &package);
                }
            }
        }
    }
    let mut excluded = Vec::new();
    let before = budget.spent();
    for issue in 0..shown.len() {
        for level in 0..shown[issue].len() {
            if shown[issue][level].is_some() {
                continue;
            }
            if budget.spent() - before > MOST_WORK {
                return None;
            }
            match with_level(game, &blocks, issue, level, budget)? {
                Found::Package(package) => show(&mut shown, &package),
                Found::None(weights) => excluded.push(Excluded { issue, level, weights }),
            }
        }
    }
    Some(Levels { shown, excluded })
}

fn show(shown: &mut [Vec<Option<Vec<usize>>>], package: &[usize]) {
    for (own, &level) in shown.iter_mut().zip(package) {
        own[level].get_or_insert_with(|| package.to_vec());
    }
}

fn is_acceptable(game: &BargainingGame, package: &[usize]) -> bool {
    let floors = game.walk_away().iter().enumerate();
    floors.into_iter().all(|(party, &floor)| game.utility(package, party) >= floor)
        && game.is_admissible(package)
}

enum Found {
    Package(Vec<usize>),
    None(Vec<IBig>),
}

/// Looks for an acceptable package with a level; `None` if that was left open.
fn with_level(
    game: &BargainingGame,
    blocks: &Blocks<i64>,
    issue: usize,
    level: usize,
    budget: &Budget<'_>,
) -> Option<Found> {
    let own = |block: &Block<i64>| match block.issues.iter().position(|&own| own == issue) {
        Some(place) => block.with_level(place, level, blocks.width),
        None => block.clone(),
    };
    let fixed =
        Blocks { blocks: blocks.blocks.iter().map(own).collect(), floors: blocks.floors.clone(), ..*blocks };
    if fixed.blocks.iter().any(|block| block.len() == 0) {
        // Rules forbid the level by themselves, whatever the weights.
        let limits = game.rules().iter().filter(|rule| matches!(rule, Rule::Sum { .. })).count();
        return Some(Found::None(vec![IBig::ZERO; game.parties() + limits]));
    }
    let mut sought = seek(&fixed, &Aim::above_floors(&fixed)?, false, budget)?;
    match (sought.packages.pop(), &sought.at_most) {
        (Some(package), _) => Some(Found::Package(package)),
        (None, None) => {
            let mut weights = by_limit(game, &sought.weights);
            // What every package reaches needs no weight.
            let [_, least] = fixed.sums(i64::min)?;
            for (party, &floor) in game.walk_away().iter().enumerate() {
                if i128::from(least[0][party]) >= floor {
                    weights[party] = IBig::ZERO;
                }
            }
            Some(Found::None(weights))
        }
        (None, Some(_)) => None,
    }
}
