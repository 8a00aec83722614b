//! From `[coalitions]` to games, and the way back from players to names.

use std::collections::BTreeSet;

use crate::coalition::{Coalition, Partition, partitions};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::games::characteristic::{CharacteristicGame, MAX_TABLE_PLAYERS, Sense};
use crate::games::partition::{Deal, MAX_PARTITION_PLAYERS, Outside, PartitionGame, Share};
use crate::games::voting::{VotingGame, WeightedRule};
use crate::lower::worths::{airport, bankruptcy, gloves, passing, table};
use crate::model::coalitions::{self, Blocs, Coalitions, ShareRule, Worths};
use crate::model::{Case, Name, Quantity};
use crate::numeric::Rational;

/// A coalitional game with the names of its players.
#[derive(Debug, Clone)]
pub struct LoweredCoalitions {
    /// The players, in the order of their indices.
    pub players: Players,
    /// The game; `None` if the case declares only sub-deals.
    pub game: Option<CoalitionalGame>,
    /// The partition that holds today.
    pub status_quo: Option<Partition>,
    /// Deals by id, in file order; only in a partition function.
    pub deals: Vec<(String, Deal)>,
}

/// One of the forms of a coalitional game.
#[derive(Debug, Clone)]
pub enum CoalitionalGame {
    /// What a coalition gets does not depend on the others.
    Characteristic(CharacteristicGame),
    /// What a bloc gets depends on how the others group.
    Partition(PartitionGame),
    /// A coalition passes a motion, or does not.
    Voting(VotingGame),
}

/// Ids and names of players.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Players {
    /// Ids, in the order of their indices.
    pub ids: Vec<String>,
    /// Full names.
    pub names: Vec<String>,
}

impl Players {
    /// The id of a player; empty if there is no such player.
    #[must_use]
    pub fn id(&self, player: usize) -> String {
        self.ids.get(player).cloned().unwrap_or_default()
    }

    /// The ids of the members of a coalition.
    #[must_use]
    pub fn members(&self, coalition: Coalition) -> Vec<String> {
        coalition.members().map(|player| self.id(player)).collect()
    }

    /// The ids of each bloc of a partition.
    #[must_use]
    pub fn blocs(&self, partition: &Partition) -> Vec<Vec<String>> {
        partition.blocs().iter().map(|&bloc| self.members(bloc)).collect()
    }

    /// The player with this id.
    pub(in crate::lower) fn index(&self, name: &Name) -> Result<usize, Error> {
        let found = self.ids.iter().position(|id| *id == name.text);
        found.ok_or_else(|| wrong(format!("unknown player `{}`", name.text)))
    }

    fn coalition(&self, names: &[Name]) -> Result<Coalition, Error> {
        names.iter().map(|name| self.index(name)).collect()
    }

    pub(in crate::lower) fn partition(&self, blocs: &Blocs) -> Result<Partition, Error> {
        let groups = blocs.blocs.iter().map(|bloc| self.coalition(bloc)).collect::<Result<_, Error>>()?;
        Partition::new(self.ids.len(), groups).map_err(|not| wrong(format!("`{blocs}`: {not}")))
    }

    /// One number for each player; 0 for one that is not named.
    fn numbers(&self, named: &[(Name, Quantity)]) -> Result<Vec<Rational>, Error> {
        let mut numbers = vec![Rational::ZERO; self.ids.len()];
        for (name, quantity) in named {
            numbers[self.index(name)?] = quantity.value.clone();
        }
        Ok(numbers)
    }
}

/// The coalitions of a case, or what is missing.
pub(in crate::lower) fn block(case: &Case) -> Result<&Coalitions, Error> {
    case.coalitions.as_ref().ok_or_else(|| {
        let message = format!("case `{}` has no [coalitions], so there is no game of coalitions", case.id);
        Error::request(message, "add the block; docs/CASE_FILE.md shows how, mali-2024 has one")
    })
}

/// Turns the coalitions of a case into a game.
///
/// # Errors
///
/// [`Error`] if the case has no coalitions, or they do not fit together.
pub fn lower_coalitions(case: &Case) -> Result<LoweredCoalitions, Error> {
    let block = block(case)?;
    let players = players(case, block)?;
    let game = game(block, &players)?;
    let status_quo = block.status_quo.as_ref().map(|blocs| players.partition(blocs)).transpose()?;
    let deals = match &game {
        Some(CoalitionalGame::Partition(game)) => block
            .deals
            .iter()
            .map(|deal| Ok((deal.id.text.clone(), lower_deal(game, deal, &players)?)))
            .collect(),
        _ => Ok(Vec::new()),
    };
    Ok(LoweredCoalitions { game, status_quo, deals: deals?, players })
}

/// A voting game as the table of who wins: 1 for a coalition that passes.
///
/// # Errors
///
/// [`Error::Request`] if there are too many players for a table.
pub fn winning_table(game: &VotingGame) -> Result<CharacteristicGame, Error> {
    let players = game.players();
    if players > MAX_TABLE_PLAYERS {
        let message = format!(
            "{players} players have too many coalitions for a table, which holds at most {MAX_TABLE_PLAYERS}"
        );
        return Err(Error::request(message, "zopa power answers for any number of voters"));
    }
    characteristic(CharacteristicGame::new(players, Sense::Worth, &passing(game)))
}

fn players(case: &Case, block: &Coalitions) -> Result<Players, Error> {
    let parties = block.players.iter().map(|name| {
        case.party(&name.text)
            .ok_or_else(|| wrong(format!("unknown party `{}` among the players", name.text)))
    });
    let parties = parties.collect::<Result<Vec<_>, Error>>()?;
    Ok(Players {
        ids: parties.iter().map(|party| party.id.text.clone()).collect(),
        names: parties.iter().map(|party| party.name.clone()).collect(),
    })
}

fn game(block: &Coalitions, players: &Players) -> Result<Option<CoalitionalGame>, Error> {
    let count = players.ids.len();
    let sense = match block.sense {
        coalitions::Sense::Worth => Sense::Worth,
        coalitions::Sense::Cost => Sense::Cost,
    };
    let otherwise = block.otherwise.as_ref().map(|quantity| &quantity.value);
    let too_many = || wrong(format!("{count} players, at most {MAX_TABLE_PLAYERS} fit into a table"));
    let worths = match &block.worths {
        Worths::Missing => return Ok(None),
        Worths::Partitions(rows) => {
            return partition_game(rows, otherwise, players).map(CoalitionalGame::Partition).map(Some);
        }
        Worths::ByBlocCount(worths) => {
            let worths: Vec<Rational> = worths.iter().map(|worth| worth.value.clone()).collect();
            let game =
                PartitionGame::by_bloc_count(count, &worths).map_err(|invalid| wrong(invalid.to_string()))?;
            return Ok(Some(CoalitionalGame::Partition(game)));
        }
        Worths::Voting { rules, vetoes } => {
            let rules = rules.iter().map(|rule| {
                Ok(WeightedRule { quota: rule.quota.value.clone(), weights: players.numbers(&rule.weights)? })
            });
            let vetoes = vetoes.iter().map(|name| players.index(name)).collect::<Result<_, Error>>()?;
            let game = VotingGame::new(count, rules.collect::<Result<_, Error>>()?, vetoes);
            let game = game.map_err(|invalid| wrong(invalid.to_string()))?;
            return Ok(Some(CoalitionalGame::Voting(game)));
        }
        _ if count > MAX_TABLE_PLAYERS => return Err(too_many()),
        Worths::Table(rows) => {
            let rows = rows.iter().map(|(blocs, worth)| {
                let members = blocs.blocs.first().map_or(&[][..], Vec::as_slice);
                Ok((players.coalition(members)?, worth.value.clone()))
            });
            let rows = rows.collect::<Result<Vec<_>, Error>>()?;
            table(count, &rows, otherwise)
                .map_err(|missing| wrong(format!("`{}` has no worth", players.members(missing).join("+"))))?
        }
        Worths::Dense(worths) => worths.clone(),
        Worths::Bankruptcy { estate, claims } => bankruptcy(&estate.value, &players.numbers(claims)?),
        Worths::Airport { costs } => airport(&players.numbers(costs)?),
        Worths::Glove { left, right } => gloves(count, players.coalition(left)?, players.coalition(right)?),
    };
    characteristic(CharacteristicGame::new(count, sense, &worths))
        .map(CoalitionalGame::Characteristic)
        .map(Some)
}

fn characteristic<E: std::fmt::Display>(
    game: Result<CharacteristicGame, E>,
) -> Result<CharacteristicGame, Error> {
    game.map_err(|invalid| wrong(invalid.to_string()))
}

/// A partition function from its rows, each with one worth for each bloc in the order written.
fn partition_game(
    rows: &[(Blocs, Vec<Quantity>)],
    otherwise: Option<&Rational>,
    players: &Players,
) -> Result<PartitionGame, Error> {
    let mut listed = Vec::with_capacity(rows.len());
    for (blocs, worths) in rows {
        let mut numbers = Vec::with_capacity(worths.len());
        for (bloc, worth) in blocs.blocs.iter().zip(worths) {
            numbers.push((players.coalition(bloc)?.lowest(), worth.value.clone()));
        }
        numbers.sort_by_key(|(lowest, _)| *lowest);
        listed.push((players.partition(blocs)?, numbers.into_iter().map(|(_, worth)| worth).collect()));
    }
    let count = players.ids.len();
    if let Some(otherwise) = otherwise.filter(|_| count <= MAX_PARTITION_PLAYERS) {
        let named: BTreeSet<Partition> = listed.iter().map(|(partition, _)| partition.clone()).collect();
        let others = partitions(count).filter(|partition| !named.contains(partition));
        let rows =
            others.map(|partition| (partition.clone(), vec![otherwise.clone(); partition.blocs().len()]));
        listed.extend(rows);
    }
    PartitionGame::new(count, listed).map_err(|invalid| wrong(invalid.to_string()))
}

fn lower_deal(game: &PartitionGame, deal: &coalitions::Deal, players: &Players) -> Result<Deal, Error> {
    let outside = deal.outside.iter().map(|(name, option)| {
        let share = match option.share {
            ShareRule::Alone => Share::Alone,
            ShareRule::Equal => Share::Equal,
            ShareRule::WhatItAdds => Share::WhatItAdds,
        };
        Ok(Outside { player: players.index(name)?, partition: players.partition(&option.partition)?, share })
    });
    let (partition, members) = (players.partition(&deal.partition)?, players.coalition(&deal.members)?);
    let outside = outside.collect::<Result<_, Error>>()?;
    Deal::new(game, partition, members, outside)
        .map_err(|invalid| wrong(format!("deal `{}`: {invalid}", deal.id.text)))
}

/// A case built in code whose coalitions do not fit together; a file is told so by its reader, with a place.
fn wrong(message: String) -> Error {
    Error::Case(vec![Diagnostic::error(Code::MissingWorth, format!("[coalitions]: {message}"))])
}
