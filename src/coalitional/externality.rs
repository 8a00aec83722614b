//! What each coalition can have, under an assumption about the others.
//!
//! A partition function says what a bloc has in each partition. To ask who would rather leave, one has to say what
//! a coalition expects of the others once it has formed. Five answers are in use ([`Externality`]):
//! - *pessimistic*: they group in the way that is worst for it (Aumann 1967, alpha);
//! - *optimistic*: in the way that is best for it;
//! - *singletons*: each stands alone (Chander and Tulkens 1997, gamma; Hafalir 2007);
//! - *status quo*: they stay as they are, less those who leave (Hart and Kurz 1983, delta);
//! - *recursive*: they settle among themselves (Koczy 2007; `settling.rs`).
//!
//! Without externalities all five give the same game. Among partitions that serve equally, the coarsest first in
//! the order of [`crate::coalition::partitions`] is shown.
//!
//! References: Aumann 1967 (a survey of cooperative games without side payments); Chander and Tulkens 1997,
//! International Journal of Game Theory 26; Hafalir 2007, Games and Economic Behavior 61; Hart and Kurz 1983,
//! Econometrica 51; Koczy 2007, Theory and Decision 63.

use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::coalitional as referee;
use crate::certify::coalitional::ExternalityTable;
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::coalition::{Coalition, Partition};
use crate::coalitional::settling::Settlements;
use crate::games::characteristic::CharacteristicGame;
use crate::games::partition::{Externality, Grouping, PartitionGame, Table, Unanswerable};

/// Partitions between two questions to the budget.
const STRIDE: usize = 1024;

/// The game in characteristic form that follows from an assumption about the others.
///
/// Cost: `2^n` look-ups, or one pass over all partitions (one unit of work each); for [`Externality::Recursive`]
/// every way in which some of the players can group while the others settle. A budget that runs out gives `Undecided` without an answer.
///
/// Certificate: every worth is looked up in the partition assumed; for the worst and the best, all ways of the
/// others are tried again (`Recount`); for the recursive rule only up to five players, beyond it is `Necessary`.
///
/// # Errors
///
/// [`Unanswerable`] for a game without a table, or a status quo of other players.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::coalition::Coalition;
/// use zopa::coalitional::externality::characteristic;
/// use zopa::games::partition::{Externality, PartitionGame};
///
/// // Three; a bloc has 9 if it is the only one, 3 if there are two, 1 if there are three.
/// let game = PartitionGame::by_bloc_count(3, &[9.into(), 3.into(), 1.into()])?;
/// let answer = characteristic(&game, &Externality::Optimistic, &Budget::unlimited())?;
/// let table = answer.found().unwrap();
/// assert_eq!(table.game.worth(Coalition::single(0)), 3);
/// assert_eq!(table.assumed(Coalition::single(0)).unwrap().blocs().len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn characteristic(
    game: &PartitionGame,
    rule: &Externality,
    budget: &Budget<'_>,
) -> Result<Answer<ExternalityTable, Infallible>, Unanswerable> {
    let table = game.table()?;
    let chosen = match rule {
        Externality::Pessimistic => extremes(table, game.players(), budget, |new, kept| new < kept),
        Externality::Optimistic => extremes(table, game.players(), budget, |new, kept| new > kept),
        Externality::Singletons => Some(standing(table, game, &Partition::singletons(game.players()))),
        Externality::StatusQuo(before) if game.groups(before) => Some(standing(table, game, before)),
        Externality::StatusQuo(_) => return Err(Unanswerable::OtherPlayers),
        Externality::Recursive => settled(game, table, budget),
    };
    let Some(chosen) = chosen else {
        let verdict = Verdict::Undecided { best: None };
        return Ok(Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown });
    };
    let worths = std::iter::once(0).chain(chosen.iter().map(|&(units, _)| units)).collect();
    let characteristic = CharacteristicGame::from_units(game.players(), game.scale().clone(), worths);
    // A partition game has fewer players than a table may have, and its worths keep the same bound.
    let Ok(characteristic) = characteristic else {
        return Err(Unanswerable::TooManyPlayers { found: game.players() });
    };
    let assumed = chosen.iter().map(|(_, grouping)| grouping.partition()).collect();
    let verdict = match referee::judge_externality(
        game,
        ExternalityTable { rule: rule.clone(), game: characteristic, assumed },
    ) {
        Ok(found) => Verdict::Found(found),
        Err(refused) => Verdict::Refused(refused),
    };
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
}

/// For each coalition but the empty one, in the order of words, its worth and the partition assumed.
type Chosen = Vec<(i64, Grouping)>;

fn extremes(
    table: &Table,
    players: usize,
    budget: &Budget<'_>,
    better: fn(i64, i64) -> bool,
) -> Option<Chosen> {
    let mut best: Vec<Option<(i64, Grouping)>> = vec![None; 1 << players];
    for (rank, (grouping, units)) in table.rows().enumerate() {
        if rank % STRIDE == 0 && !budget.spend(STRIDE as u64) {
            return None;
        }
        for (bloc, &worth) in grouping.members().iter().zip(units) {
            let kept = &mut best[bloc.bits() as usize];
            if kept.as_ref().is_none_or(|&(kept, _)| better(worth, kept)) {
                *kept = Some((worth, grouping));
            }
        }
    }
    best.into_iter().skip(1).collect()
}

fn standing(table: &Table, game: &PartitionGame, before: &Partition) -> Chosen {
    let before = table.grouping(before.blocs());
    each(game, |coalition| Some((table, before.with_bloc(coalition)))).unwrap_or_default()
}

fn settled(game: &PartitionGame, table: &Table, budget: &Budget<'_>) -> Option<Chosen> {
    let settlements = Settlements::find(table, game.players(), budget)?;
    each(game, |coalition| Some((table, settlements.worst_for(coalition)?)))
}

fn each<'t>(
    game: &PartitionGame,
    assume: impl Fn(Coalition) -> Option<(&'t Table, Grouping)>,
) -> Option<Chosen> {
    let coalitions = game.everyone().subsets().filter(|coalition| !coalition.is_empty());
    coalitions
        .map(|coalition| {
            let (table, grouping) = assume(coalition)?;
            Some((table.unit_of(&grouping, coalition.lowest()?), grouping))
        })
        .collect()
}
