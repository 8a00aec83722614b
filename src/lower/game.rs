//! The names of a strategic or extensive game: each player, strategy, information set and action gets one of its own.
//!
//! Game files may leave names out or repeat them. An answer needs names that tell things apart, so a missing name
//! is the number of the thing (`1`), and one that stands before is marked by its own number (`bet #3`).

use std::collections::HashSet;

use crate::error::Error;
use crate::games::extensive::{ExtensiveGame, Mover};
use crate::games::normal_form::NormalFormGame;
use crate::model::Case;
use crate::model::game::GameForm;

/// Names of a game in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrategyLabels {
    /// The players.
    pub players: Vec<String>,
    /// For each player its strategies.
    pub strategies: Vec<Vec<String>>,
}

/// Names of a game in extensive form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeLabels {
    /// The players.
    pub players: Vec<String>,
    /// The information sets; those of one player have different names.
    pub sets: Vec<String>,
    /// For each information set its actions.
    pub actions: Vec<Vec<String>>,
}

impl StrategyLabels {
    /// Names of `game`, all different within one list.
    #[must_use]
    pub fn of(game: &NormalFormGame) -> Self {
        let players = distinct(game.players().iter().map(|player| player.name.as_str()));
        let own = |strategies: &Vec<String>| distinct(strategies.iter().map(String::as_str));
        Self { players, strategies: game.players().iter().map(|player| own(&player.strategies)).collect() }
    }
}

impl TreeLabels {
    /// Names of `game`, all different within one list.
    #[must_use]
    pub fn of(game: &ExtensiveGame) -> Self {
        let players = distinct(game.players().iter().map(String::as_str));
        let mut sets = vec![String::new(); game.sets().len()];
        let movers = (0..players.len()).map(Mover::Player).chain([Mover::Chance]);
        for mover in movers {
            let own: Vec<usize> = (0..sets.len()).filter(|&set| game.sets()[set].mover == mover).collect();
            // A set without a name is called after its first node, as people do.
            let label = |&set: &usize| match game.sets()[set].label.as_str() {
                "" => {
                    game.members(set).first().map_or("", |&node| game.nodes()[node as usize].label.as_str())
                }
                label => label,
            };
            for (&set, name) in own.iter().zip(distinct(own.iter().map(label))) {
                sets[set] = name;
            }
        }
        let own = |actions: &Vec<String>| distinct(actions.iter().map(String::as_str));
        Self { players, sets, actions: game.sets().iter().map(|set| own(&set.actions)).collect() }
    }
}

/// The names, with a number in place of a missing one and behind one that was there before.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = HashSet::new();
    names
        .enumerate()
        .map(|(place, name)| {
            let number = place + 1;
            let mut own = if name.trim().is_empty() { number.to_string() } else { name.to_owned() };
            while !seen.insert(own.clone()) {
                own = format!("{own} #{number}");
            }
            own
        })
        .collect()
}

/// The game of a case.
///
/// # Errors
///
/// [`Error::Request`] if the case has none.
pub fn given_game(case: &Case) -> Result<&GameForm, Error> {
    case.game.as_ref().map(|game| &game.form).ok_or_else(|| {
        let hint = "add [game] or [sequence], or give an .nfg or .efg file";
        Error::request(format!("case `{}` has no strategic or extensive game", case.id), hint)
    })
}

#[cfg(test)]
mod tests {
    use super::distinct;

    #[test]
    fn every_name_is_another() {
        let names = ["bet", "", "bet", " ", "bet #3", "2"];
        assert_eq!(distinct(names.into_iter()), ["bet", "2", "bet #3", "4", "bet #3 #5", "2 #6"]);
    }
}
