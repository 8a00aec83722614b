//! Lowers `[coalitions]` to a game of coalitions.
//!
//! What does not depend on the others becomes a table with one number for each coalition
//! ([`CharacteristicGame`]): named worths, an estate with claims, an airport, gloves. What depends on how the
//! others group becomes a [`PartitionGame`], with its deals. A vote stays a [`VotingGame`], exact at any number of
//! players; up to 25 of them it is a table of 0 and 1 as well ([`LoweredCoalitions::table`]).
//!
//! Tables are filled in whole units by sums over subsets, never by way of a fraction for each coalition: 25
//! players have 33 million of them. Cost: 2 to the number of players, for each voting rule once.
//!
//! A case must have passed `check`: a name that is not declared is reported again here, but without advice.

use std::borrow::Cow;
use std::collections::BTreeMap;

use dashu_int::UBig;

use crate::coalition::{Coalition, Partition};
use crate::diagnostic::Code;
use crate::error::Error;
use crate::games::characteristic::{CharacteristicGame, MAX_TABLE_PLAYERS, Sense};
use crate::games::partition::{Deal, Externality, MAX_PARTITION_PLAYERS, Outside, PartitionGame, Share};
use crate::games::voting::{Units, VotingGame, WeightedRule};
use crate::lower::bargaining::{too_fine, wrong};
use crate::lower::labels::{PartyLabels, PlayerLabels};
use crate::model::coalitions as written;
use crate::model::coalitions::{Blocs, Coalitions, ExternalityRule, ShareRule, Worths};
use crate::model::{Case, Name, Quantity};
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled};

// The limits of `check` are those of the games.
const _: () = assert!(crate::model::check::MAX_TABLE_PLAYERS == MAX_TABLE_PLAYERS);
const _: () = assert!(crate::model::check::MAX_PARTITION_PLAYERS == MAX_PARTITION_PLAYERS);
const _: () = assert!(crate::model::check::MAX_BLOCKS <= crate::games::voting::MAX_VOTERS);

/// A game of coalitions in the form that its numbers have.
#[derive(Debug, Clone, PartialEq)]
pub enum CoalitionGame {
    /// What a coalition has does not depend on the others.
    Characteristic(CharacteristicGame),
    /// It depends on how the others group.
    Partition(PartitionGame),
    /// Coalitions win or lose.
    Voting(VotingGame),
}

/// A deal of the case in its game.
#[derive(Debug, Clone, PartialEq)]
pub struct LoweredDeal {
    /// Short name.
    pub id: String,
    /// Name for people.
    pub label: Option<String>,
    /// The deal.
    pub deal: Deal,
}

/// `[coalitions]` as a game, with the names of its players.
#[derive(Debug, Clone, PartialEq)]
pub struct LoweredCoalitions {
    /// The game.
    pub game: CoalitionGame,
    /// The way back.
    pub labels: PlayerLabels,
    /// The deals, in file order; none but in a [`PartitionGame`].
    pub deals: Vec<LoweredDeal>,
    /// The partition that holds today.
    pub status_quo: Option<Partition>,
    /// The rule that the modeller states.
    pub externality: Option<Externality>,
}

impl LoweredCoalitions {
    /// The table of the game: as it is, or 0 and 1 for a vote of at most 25 players. A game that depends on the
    /// others has none.
    ///
    /// A table that is there is lent, not copied: that of 25 players takes 268 MB.
    #[must_use]
    pub fn table(&self) -> Option<Cow<'_, CharacteristicGame>> {
        match &self.game {
            CoalitionGame::Characteristic(game) => Some(Cow::Borrowed(game)),
            CoalitionGame::Voting(game) => voting_table(game).map(Cow::Owned),
            CoalitionGame::Partition(_) => None,
        }
    }
}

/// Turns `[coalitions]` of `case` into a game.
///
/// # Errors
///
/// [`Error::Request`] if the case says nothing of what coalitions can have; [`Error::Case`] if the block is
/// inconsistent or its numbers need more digits than can be added exactly.
///
/// ```
/// use zopa::{format::{Format, read}, lower::{CoalitionGame, lower_coalitions}};
///
/// let text = r#"{"players": ["A", "B"], "worths": [0, 1, "1/2", 3]}"#;
/// let case = read(text.as_bytes(), Format::Json).case.expect("a sound game");
/// let lowered = lower_coalitions(&case)?;
/// assert_eq!(lowered.labels.players[1].id, "B");
/// let CoalitionGame::Characteristic(game) = lowered.game else { panic!("a table") };
/// assert_eq!(game.worth(game.everyone()), 3);
/// # Ok::<(), zopa::error::Error>(())
/// ```
pub fn lower_coalitions(case: &Case) -> Result<LoweredCoalitions, Error> {
    let block =
        case.coalitions.as_ref().filter(|block| block.worths != Worths::Missing).ok_or_else(|| {
            let hint = "add [coalitions] with a `unit` and one of worths, partitions, voting";
            Error::request("this case does not say what coalitions can have", hint)
        })?;
    let lowering = Lowering { block };
    let label = |name: &Name| PartyLabels {
        id: name.text.clone(),
        name: case.party(&name.text).map_or_else(|| name.text.clone(), |party| party.name.clone()),
    };
    let labels = PlayerLabels {
        players: block.players.iter().map(label).collect(),
        unit: block.unit.clone().unwrap_or_default(),
    };
    let status_quo = block.status_quo.as_ref().map(|blocs| lowering.partition(blocs)).transpose()?;
    let game = lowering.game()?;
    let deals = match &game {
        CoalitionGame::Partition(game) => {
            block.deals.iter().map(|deal| lowering.deal(game, deal)).collect::<Result<_, _>>()?
        }
        _ => Vec::new(),
    };
    let externality = block.externality.and_then(|rule| externality(rule, status_quo.as_ref()));
    Ok(LoweredCoalitions { game, labels, deals, status_quo, externality })
}

/// A rule of the case as solvers have it; `None` for `status_quo` where none is stated.
#[must_use]
pub fn externality(rule: ExternalityRule, status_quo: Option<&Partition>) -> Option<Externality> {
    Some(match rule {
        ExternalityRule::Pessimistic => Externality::Pessimistic,
        ExternalityRule::Optimistic => Externality::Optimistic,
        ExternalityRule::Singletons => Externality::Singletons,
        ExternalityRule::StatusQuo => Externality::StatusQuo(status_quo?.clone()),
        ExternalityRule::Recursive => Externality::Recursive,
    })
}

struct Lowering<'a> {
    block: &'a Coalitions,
}

impl Lowering<'_> {
    fn players(&self) -> usize {
        self.block.players.len()
    }

    fn player(&self, name: &Name) -> Result<usize, Error> {
        let place = self.block.players.iter().position(|player| player.text == name.text);
        place.ok_or_else(|| wrong(Code::UnknownParty, format!("unknown player `{}`", name.text)))
    }

    fn coalition(&self, names: &[Name]) -> Result<Coalition, Error> {
        names.iter().map(|name| self.player(name)).collect()
    }

    fn blocs(&self, blocs: &Blocs) -> Result<Vec<Coalition>, Error> {
        blocs.blocs.iter().map(|bloc| self.coalition(bloc)).collect()
    }

    fn partition(&self, blocs: &Blocs) -> Result<Partition, Error> {
        Partition::new(self.players(), self.blocs(blocs)?).map_err(refused(Code::NotAPartition))
    }

    fn game(&self) -> Result<CoalitionGame, Error> {
        let players = self.players();
        Ok(match &self.block.worths {
            Worths::Partitions(list) => CoalitionGame::Partition(self.partitions(list)?),
            Worths::ByBlocCount(worths) => {
                let worths: Vec<Rational> = worths.iter().map(|worth| worth.value.clone()).collect();
                let game = PartitionGame::by_bloc_count(players, &worths);
                CoalitionGame::Partition(game.map_err(refused(Code::BadNumber))?)
            }
            Worths::ByAgreementSize { together, outsider } => {
                let values = |list: &[Quantity]| -> Vec<Rational> {
                    list.iter().map(|worth| worth.value.clone()).collect()
                };
                let game = PartitionGame::by_agreement_size(players, &values(together), &values(outsider));
                CoalitionGame::Partition(game.map_err(refused(Code::BadNumber))?)
            }
            Worths::Voting { rules, vetoes } => {
                let rules = rules.iter().map(|rule| self.rule(rule)).collect::<Result<_, _>>()?;
                let vetoes = vetoes.iter().map(|name| self.player(name)).collect::<Result<_, _>>()?;
                let game = VotingGame::new(players, rules, vetoes);
                CoalitionGame::Voting(game.map_err(refused(Code::OutOfRange))?)
            }
            table => {
                if !(1..=MAX_TABLE_PLAYERS).contains(&players) {
                    let message = format!("{players} players, at most {MAX_TABLE_PLAYERS} in a table");
                    return Err(wrong(Code::TooLarge, message));
                }
                CoalitionGame::Characteristic(self.table(table)?)
            }
        })
    }

    fn rule(&self, rule: &written::VotingRule) -> Result<WeightedRule, Error> {
        let mut weights = vec![Rational::ZERO; self.players()];
        for (name, weight) in &rule.weights {
            weights[self.player(name)?] = weight.value.clone();
        }
        Ok(WeightedRule { quota: rule.quota.value.clone(), weights })
    }

    /// A table of at most [`MAX_TABLE_PLAYERS`] players.
    fn table(&self, worths: &Worths) -> Result<CharacteristicGame, Error> {
        let players = self.players();
        let (scale, units) = match worths {
            Worths::Dense(worths) => {
                let sense = self.sense();
                return CharacteristicGame::new(players, sense, worths).map_err(refused(Code::BadNumber));
            }
            Worths::Table(named) => {
                let rest = self.block.otherwise.as_ref().map_or(Rational::ZERO, |rest| rest.value.clone());
                let numbers = named.iter().map(|(_, worth)| &worth.value);
                let scale = common_denominator(numbers.chain([&rest]));
                let mut units = vec![unit(&rest, &scale)?; 1 << players];
                units[0] = 0;
                for (key, worth) in named {
                    let set = key.blocs.first().map_or(Ok(Coalition::EMPTY), |bloc| self.coalition(bloc))?;
                    if let Some(slot) = units.get_mut(place(set)).filter(|_| !set.is_empty()) {
                        *slot = unit(&worth.value, &scale)?;
                    }
                }
                (scale, units)
            }
            Worths::Bankruptcy { estate, claims } => {
                let numbers = claims.iter().map(|(_, claim)| &claim.value);
                let scale = common_denominator(numbers.chain([&estate.value]));
                let claims = self.per_player(claims, &scale)?;
                let total = claims.iter().try_fold(0_i64, |sum, &claim| sum.checked_add(claim));
                let total = total.filter(|total| *total <= i64::MAX / 4).ok_or_else(too_fine)?;
                let spare = unit(&estate.value, &scale)? - total;
                let mut units = over_subsets(players, |rest, player| rest + claims[player]);
                // The others claim the total less what the coalition claims.
                units.iter_mut().for_each(|units| *units = (*units + spare).max(0));
                // An estate beyond all claims would leave something to nobody.
                units[0] = 0;
                (scale, units)
            }
            Worths::Airport { costs } => {
                let scale = common_denominator(costs.iter().map(|(_, cost)| &cost.value));
                let costs = self.per_player(costs, &scale)?;
                (scale, over_subsets(players, |rest, player| rest.max(costs[player])))
            }
            Worths::Glove { left, right } => {
                let (left, right) = (self.coalition(left)?, self.coalition(right)?);
                let pairs = |set: u64| {
                    let owners = |side: Coalition| Coalition::from_bits(set).intersection(side).len();
                    i64::try_from(owners(left).min(owners(right))).unwrap_or(0)
                };
                (UBig::ONE, (0..1_u64 << players).map(pairs).collect())
            }
            _ => return Err(wrong(Code::MissingWorth, "no worths for a table")),
        };
        let game = CharacteristicGame::from_units(players, scale, units).map_err(refused(Code::BadNumber))?;
        Ok(if self.sense() == Sense::Cost { game.as_costs() } else { game })
    }

    fn sense(&self) -> Sense {
        match self.block.sense {
            written::Sense::Worth => Sense::Worth,
            written::Sense::Cost => Sense::Cost,
        }
    }

    /// One number for each player in units; 0 for one that is not named.
    fn per_player(&self, numbers: &[(Name, Quantity)], scale: &UBig) -> Result<Vec<i64>, Error> {
        let mut units = vec![0; self.players()];
        for (name, number) in numbers {
            units[self.player(name)?] = unit(&number.value, scale)?;
        }
        Ok(units)
    }

    fn partitions(&self, list: &[(Blocs, Vec<Quantity>)]) -> Result<PartitionGame, Error> {
        let mut rows: BTreeMap<Partition, Vec<Rational>> = BTreeMap::new();
        for (key, worths) in list {
            let blocs = self.blocs(key)?;
            let partition = self.partition(key)?;
            if worths.len() != blocs.len() {
                let message = format!("partition `{key}` needs one number for each bloc");
                return Err(wrong(Code::WrongLength, message));
            }
            let mut row: Vec<(Coalition, Rational)> =
                blocs.into_iter().zip(worths).map(|(bloc, worth)| (bloc, worth.value.clone())).collect();
            row.sort_by_key(|(bloc, _)| bloc.lowest());
            rows.insert(partition, row.into_iter().map(|(_, worth)| worth).collect());
        }
        let game = match &self.block.otherwise {
            None => PartitionGame::new(self.players(), rows.into_iter().collect()),
            Some(rest) => PartitionGame::from_fn(self.players(), |partition, bloc| {
                let place = partition.blocs().iter().position(|one| *one == bloc);
                let named = rows.get(partition).zip(place).and_then(|(row, place)| row.get(place));
                named.unwrap_or(&rest.value).clone()
            }),
        };
        game.map_err(refused(Code::MissingWorth))
    }

    fn deal(&self, game: &PartitionGame, deal: &written::Deal) -> Result<LoweredDeal, Error> {
        let mut outside = Vec::with_capacity(deal.outside.len());
        for (name, option) in &deal.outside {
            let share = match option.share {
                ShareRule::Alone => Share::Alone,
                ShareRule::Equal => Share::Equal,
                ShareRule::WhatItAdds => Share::WhatItAdds,
            };
            let partition = self.partition(&option.partition)?;
            outside.push(Outside { player: self.player(name)?, partition, share });
        }
        let (partition, members) = (self.partition(&deal.partition)?, self.coalition(&deal.members)?);
        let lowered = Deal::new(game, partition, members, outside).map_err(refused(Code::DealMismatch))?;
        Ok(LoweredDeal { id: deal.id.text.clone(), label: deal.label.clone(), deal: lowered })
    }
}

/// The 0/1 table of a vote, by sums of weights over subsets.
fn voting_table(game: &VotingGame) -> Option<CharacteristicGame> {
    let players = game.players();
    if players > MAX_TABLE_PLAYERS {
        return None;
    }
    let wins = |rule: &Units| {
        // A total of weights is at most 2^62, so that a sum over a subset fits.
        let weight = |player: usize| i64::try_from(rule.weights[player]).unwrap_or(0);
        let quota = i64::try_from(rule.quota).unwrap_or(i64::MAX);
        let mut sums = over_subsets(players, |rest, player| rest + weight(player));
        sums.iter_mut().for_each(|sum| *sum = i64::from(*sum >= quota));
        sums
    };
    let both = |mut one: Vec<i64>, other: Vec<i64>| {
        one.iter_mut().zip(other).for_each(|(one, other)| *one &= other);
        one
    };
    let mut units = game.rules().iter().map(wins).reduce(both).unwrap_or_else(|| vec![1; 1 << players]);
    let vetoes: Coalition = game.vetoes().iter().copied().collect();
    for (set, wins) in units.iter_mut().enumerate() {
        *wins &= i64::from(vetoes.is_subset_of(Coalition::from_bits(set as u64)));
    }
    CharacteristicGame::from_units(players, UBig::ONE, units).ok()
}

/// A number for each subset of the players: that of nobody is 0, and `with(rest, player)` joins a player to the
/// number of a subset without it.
fn over_subsets(players: usize, with: impl Fn(i64, usize) -> i64) -> Vec<i64> {
    let mut numbers = Vec::with_capacity(1 << players);
    numbers.push(0);
    for player in 0..players {
        for subset in 0..1_usize << player {
            numbers.push(with(numbers[subset], player));
        }
    }
    numbers
}

fn place(set: Coalition) -> usize {
    usize::try_from(set.bits()).unwrap_or(usize::MAX)
}

fn unit(value: &Rational, scale: &UBig) -> Result<i64, Error> {
    let units = scaled(value, scale).and_then(|units| i64::try_from(units).ok());
    units.filter(|units| units.unsigned_abs() <= (i64::MAX / 4).unsigned_abs()).ok_or_else(too_fine)
}

/// An error of a game as an error of the case.
pub(in crate::lower) fn refused<E: std::fmt::Display>(code: Code) -> impl Fn(E) -> Error {
    move |error| wrong(code, error.to_string())
}
