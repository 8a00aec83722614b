//! What each coalition can have under an assumption about the others.
//!
//! - [`ExternalityTable`]: the claim, a game in characteristic form and the partition assumed for each coalition.
//! - [`judge_externality`]: looks every worth up in its assumed partition, and tries every way in which the
//!   others can group. What the others would settle on themselves (`recursive`) is found again in games of up to
//!   [`SETTLE_LIMIT`] players, by elimination; beyond, its worths are only looked up in the assumed partitions.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::coalitional::settling::Settling;
use crate::coalition::{Coalition, Partition, groupings};
use crate::games::characteristic::{CharacteristicGame, Sense};
use crate::games::partition::{Externality, PartitionGame};

/// Greatest number of players for which it is found again what the others would settle on.
pub const SETTLE_LIMIT: usize = 5;

/// The game in characteristic form that follows from an assumption about the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalityTable {
    /// The assumption.
    pub rule: Externality,
    /// What each coalition can have; in the units of the partition game.
    pub game: CharacteristicGame,
    /// The partition assumed for each coalition but the empty one, in the order of the words of coalitions.
    pub assumed: Vec<Partition>,
}

impl ExternalityTable {
    /// The partition in which `coalition` is thought to stand; `None` for nobody and for unknown players.
    #[must_use]
    pub fn assumed(&self, coalition: Coalition) -> Option<&Partition> {
        let place = usize::try_from(coalition.bits()).ok()?.checked_sub(1)?;
        self.assumed.get(place)
    }
}

/// Judges the claim that a game in characteristic form follows from an assumption about the others.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_externality(
    game: &PartitionGame,
    claim: ExternalityTable,
) -> Result<Certified<ExternalityTable>, Refused<ExternalityTable>> {
    let mut checks = Vec::new();
    let shape = game.table().is_err()
        || claim.game.sense() != Sense::Worth
        || claim.game.players() != game.players()
        || claim.game.scale() != game.scale()
        || claim.assumed.len() + 1 != 1 << game.players();
    let name = "there is a worth and a partition for each coalition, in the units of the game";
    checks.push(Check::count(name, shape.into(), Witness::Compared(claim.assumed.len() as u128)));
    if shape {
        return Certified::judge(claim, Certificate { strength: Strength::Necessary, checks });
    }
    let wrong = coalitions(game).zip(&claim.assumed).filter(|&(coalition, partition)| {
        game.unit(partition, coalition) != Some(claim.game.unit(coalition))
    });
    let name = "worths that are not those of the assumed partition";
    checks.push(Check::count(name, wrong.count() as u128, Witness::Compared(claim.assumed.len() as u128)));
    let strength = match &claim.rule {
        Externality::Singletons => {
            checks.push(stands(game, &claim, &Partition::singletons(game.players())));
            Strength::Proof
        }
        Externality::StatusQuo(before) => {
            checks.push(stands(game, &claim, before));
            Strength::Proof
        }
        Externality::Pessimistic | Externality::Optimistic => {
            let worst = claim.rule == Externality::Pessimistic;
            let (mut compared, mut wrong) = (0_u128, 0);
            for coalition in coalitions(game) {
                for units in ways(game, coalition) {
                    let claimed = claim.game.unit(coalition);
                    wrong += u128::from(if worst { units < claimed } else { units > claimed });
                    compared += 1;
                }
            }
            let name = if worst {
                "ways of the others to group that leave a coalition less"
            } else {
                "ways of the others to group that leave a coalition more"
            };
            checks.push(Check::count(name, wrong, Witness::Compared(compared)));
            Strength::Recount
        }
        Externality::Recursive if game.players() <= SETTLE_LIMIT => {
            let mut settling = Settling::new(game);
            let wrong = coalitions(game)
                .filter(|&coalition| settling.worth(coalition) != Some(claim.game.unit(coalition)));
            let wrong = wrong.count() as u128;
            let name = "worths where the others settle, found again by elimination";
            checks.push(Check::count(name, wrong, Witness::Compared(claim.assumed.len() as u128)));
            Strength::Recount
        }
        Externality::Recursive => Strength::Necessary,
    };
    Certified::judge(claim, Certificate { strength, checks })
}

fn coalitions(game: &PartitionGame) -> impl Iterator<Item = Coalition> {
    game.everyone().subsets().filter(|coalition| !coalition.is_empty())
}

/// The worth of `coalition` for each way in which the others can group.
fn ways(game: &PartitionGame, coalition: Coalition) -> impl Iterator<Item = i64> {
    let table = game.table().ok();
    let first = coalition.lowest().unwrap_or(0);
    groupings(game.everyone().minus(coalition)).filter_map(move |mut blocs| {
        blocs.push(coalition);
        table.map(|table| table.unit_of(&table.grouping(&blocs), first))
    })
}

fn stands(game: &PartitionGame, claim: &ExternalityTable, before: &Partition) -> Check {
    let pairs = coalitions(game).zip(&claim.assumed);
    let wrong = pairs.filter(|&(coalition, partition)| *partition != before.with_bloc(coalition)).count();
    let name = "partitions that are not those of the rule";
    Check::count(name, wrong as u128, Witness::Partition(before.clone()))
}
