//! Writes games as `.nfg` and `.efg` files.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::format::game_number::written;
use crate::format::game_text::quoted;
use crate::games::extensive::{ExtensiveGame, InformationSet, Mover};
use crate::games::normal_form::{NormalFormGame, Outcomes, Player};
use crate::numeric::Units;

/// A game in normal form, by its outcomes if they have names, else by payoffs.
pub(crate) fn nfg(game: &NormalFormGame) -> String {
    let names: Vec<&str> = game.players().iter().map(|player| player.name.as_str()).collect();
    let mut text =
        format!("NFG 1 R {} {}\n{}\n", quoted(game.title()), texts(&names), strategies(game.players()));
    comment(&mut text, game.comment());
    text.push('\n');
    let payoffs: Vec<&Units> = (0..names.len()).map(|player| game.payoffs(player)).collect();
    match game.outcomes() {
        Some(outcomes) => outcome_form(&mut text, game, outcomes),
        None => {
            for profile in 0..game.profiles() {
                let gap = if game.strategy(0, profile) > 0 { "  " } else { "" };
                text.push_str(gap);
                for (player, units) in payoffs.iter().enumerate() {
                    text.push_str(if player == 0 { "" } else { " " });
                    number(&mut text, units, profile);
                }
                if game.strategy(0, profile) + 1 == game.strategies(0) {
                    text.push('\n');
                }
            }
        }
    }
    text
}

fn outcome_form(text: &mut String, game: &NormalFormGame, outcomes: &Outcomes) {
    text.push_str("{\n");
    for (place, label) in outcomes.labels.iter().enumerate() {
        text.push_str("{ ");
        text.push_str(&quoted(label));
        payoffs(text, &outcomes.payoffs, place);
        text.push_str(" }\n");
    }
    text.push_str("}\n");
    for (profile, outcome) in outcomes.by_profile.iter().enumerate() {
        let is_last = game.strategy(0, profile) + 1 == game.strategies(0);
        let _ = write!(
            text,
            "{}{}",
            outcome.map_or(0, |place| u64::from(place) + 1),
            if is_last { "\n" } else { " " }
        );
    }
}

/// Numbers of strategies if their names are the numbers, else the names.
fn strategies(players: &[Player]) -> String {
    let is_numbered = |player: &Player| {
        player.strategies.iter().enumerate().all(|(place, name)| *name == (place + 1).to_string())
    };
    let lists: Vec<String> = if players.iter().all(is_numbered) {
        players.iter().map(|player| player.strategies.len().to_string()).collect()
    } else {
        players.iter().map(|player| texts(&player.strategies)).collect()
    };
    format!("{{ {} }}", lists.join(" "))
}

/// `{ "a" "b" }`.
fn texts<T: AsRef<str>>(texts: &[T]) -> String {
    let mut list = String::from("{ ");
    for text in texts {
        list.push_str(&quoted(text.as_ref()));
        list.push(' ');
    }
    list.push('}');
    list
}

fn comment(text: &mut String, comment: &str) {
    if !comment.is_empty() {
        text.push_str(&quoted(comment));
        text.push('\n');
    }
}

/// ` 1, 2`: what one outcome pays each player.
fn payoffs(text: &mut String, units: &[Units], place: usize) {
    for (player, units) in units.iter().enumerate() {
        text.push_str(if player == 0 { " " } else { ", " });
        number(text, units, place);
    }
}

fn number(text: &mut String, units: &Units, place: usize) {
    match units.narrow() {
        // The usual case, and the one that must be fast: whole payoffs.
        Some(list) if units.scale().is_one() => {
            let _ = write!(text, "{}", list[place]);
        }
        _ => text.push_str(&written(&units.get(place))),
    }
}

/// A game in extensive form; a set or an outcome is described where it is first named.
pub(crate) fn efg(game: &ExtensiveGame) -> String {
    let mut text = format!("EFG 2 R {} {}\n", quoted(game.title()), texts(game.players()));
    comment(&mut text, game.comment());
    text.push('\n');
    let set_numbers = numbers(game.sets().iter().map(|set| (mover(set), set.number)).collect());
    let outcome_numbers = numbers(game.outcomes().iter().map(|outcome| (0, outcome.number)).collect());
    let units: Vec<Units> = (0..game.players().len()).map(|player| game.payoffs(player).clone()).collect();
    let mut is_set_new = vec![true; game.sets().len()];
    let mut is_outcome_new = vec![true; game.outcomes().len()];
    for node in game.nodes() {
        let label = quoted(&node.label);
        match node.set.map(|set| set as usize) {
            None => {
                let _ = write!(text, "t {label}");
            }
            Some(place) => {
                let set = &game.sets()[place];
                let _ = match set.mover {
                    Mover::Chance => write!(text, "c {label} {}", set_numbers[place]),
                    Mover::Player(player) => write!(text, "p {label} {} {}", player + 1, set_numbers[place]),
                };
                if std::mem::take(&mut is_set_new[place]) {
                    describe(&mut text, set);
                }
            }
        }
        match node.outcome.map(|outcome| outcome as usize) {
            None => text.push_str(" 0"),
            Some(place) => {
                let _ = write!(text, " {}", outcome_numbers[place]);
                if std::mem::take(&mut is_outcome_new[place]) {
                    let _ = write!(text, " {} {{", quoted(&game.outcomes()[place].label));
                    payoffs(&mut text, &units, place);
                    text.push_str(" }");
                }
            }
        }
        text.push('\n');
    }
    text
}

fn describe(text: &mut String, set: &InformationSet) {
    let _ = write!(text, " {} {{", quoted(&set.label));
    for (place, action) in set.actions.iter().enumerate() {
        let _ = write!(text, " {}", quoted(action));
        if let Some(probability) = set.probabilities.get(place) {
            let _ = write!(text, " {}", written(probability));
        }
    }
    text.push_str(" }");
}

/// Chance counts as 0, players from 1.
fn mover(set: &InformationSet) -> usize {
    match set.mover {
        Mover::Chance => 0,
        Mover::Player(player) => player + 1,
    }
}

/// The numbers of things of one owner each, as they are if a file could hold them, else counted from 1.
fn numbers(given: Vec<(usize, u64)>) -> Vec<u64> {
    let mut seen = HashSet::new();
    if given.iter().all(|&one| one.1 > 0 && seen.insert(one)) {
        return given.into_iter().map(|(_, number)| number).collect();
    }
    (1..=given.len() as u64).collect()
}
