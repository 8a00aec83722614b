//! Shortcuts of the tests: a built-in case, a question about it, numbers out of its answer.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use serde_json::Value;
use zopa::ask::{Ask, Loaded, Reply, ask};
use zopa::bargaining::finite::list_at_least;
use zopa::budget::Budget;
use zopa::catalogue;
use zopa::format::{Format, read};
use zopa::games::bargaining::BargainingGame;
use zopa::lower::Lowered;
use zopa::model::Case;
use zopa::numeric::Rational;
use zopa::study::change::Change;
use zopa::study::scenario::Scenario;

/// The number that `text` writes: a decimal or a fraction.
pub fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

/// A built-in case.
pub fn builtin(id: &str) -> Case {
    catalogue::entry(id).unwrap().read().case.unwrap()
}

/// A built-in case, ready to be asked about.
pub fn loaded(id: &str) -> Loaded {
    Loaded::new(builtin(id), catalogue::entry(id).unwrap().text.as_bytes(), id)
}

/// A case written as text, ready to be asked about.
pub fn written(text: &str) -> Loaded {
    let found = read(text.as_bytes(), Format::Toml);
    assert!(found.case.is_some(), "{:?}", found.findings);
    Loaded::new(found.case.unwrap(), text.as_bytes(), "case.toml")
}

/// What-ifs as the command line has them: `--cap development=#3`.
pub fn changes(flags: &[&str]) -> Vec<Change> {
    flags
        .iter()
        .map(|flag| flag.split_once(' ').unwrap())
        .map(|(flag, value)| Change::from_flag(flag, value).unwrap())
        .collect()
}

/// A case with what-ifs.
pub fn scenario(case: &Case, flags: &[&str]) -> Scenario {
    Scenario::new(case, &changes(flags)).unwrap()
}

/// The game of a case with what-ifs.
pub fn game(case: &Case, flags: &[&str]) -> Lowered {
    scenario(case, flags).lower().unwrap()
}

/// The reply to one command with its options, each `--flag value`.
pub fn reply(loaded: &Loaded, command: &str, flags: &[&str]) -> Reply {
    let options =
        flags.iter().flat_map(|flag| flag.split_once(' ').map(|(left, right)| [left, right]).unwrap());
    let options: Vec<String> = options.map(str::to_owned).collect();
    let question = Ask::parse(command, &options).unwrap();
    ask(loaded, &question, &Budget::unlimited()).unwrap()
}

/// The JSON answer to one command with its options, each `--flag value`.
pub fn answer(loaded: &Loaded, command: &str, flags: &[&str]) -> Value {
    reply(loaded, command, flags).tree()
}

/// The acceptable packages in file order.
pub fn acceptable(game: &BargainingGame) -> Vec<Vec<usize>> {
    list_at_least(game, game.walk_away(), usize::MAX, &Budget::unlimited()).packages
}

/// What a package is worth to each party, in points.
pub fn utilities(game: &BargainingGame, package: &[usize]) -> Vec<Rational> {
    (0..game.parties()).map(|party| game.points(party, game.utility(package, party))).collect()
}

/// What each party gains over walking away, in points.
pub fn gains(game: &BargainingGame, package: &[usize]) -> Vec<Rational> {
    (0..game.parties()).map(|party| game.points(party, game.gain(package, party))).collect()
}

/// The product of numbers.
pub fn product(numbers: &[Rational]) -> Rational {
    numbers.iter().fold(Rational::ONE, |product, number| &product * number)
}
