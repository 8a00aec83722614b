//! The arithmetic of one number: worked out by hand, held against the other commands, and refused where it is wrong.
#![allow(clippy::unwrap_used)] // a test that cannot read its answer must fail

#[path = "../common/cases.rs"]
mod cases;
#[path = "../common/generate.rs"]
mod generate;
#[path = "../common/random_case.rs"]
mod random_case;

mod hand;
mod messages;
mod random;
mod refusals;
mod screens;

use serde_json::Value;
use zopa::ask::{Ask, Loaded, Reply, ask};
use zopa::budget::Budget;
use zopa::error::Error;

/// What is replied to `explain` of one path, with flags as the command line has them.
fn explained(loaded: &Loaded, path: &str, flags: &[&str]) -> Result<Reply, Error> {
    let flags =
        flags.iter().flat_map(|flag| flag.split_once(' ').map(|(left, right)| [left, right]).unwrap());
    let options: Vec<String> = std::iter::once(path).chain(flags).map(str::to_owned).collect();
    ask(loaded, &Ask::parse("explain", &options)?, &Budget::unlimited())
}

/// The part `explain` of the JSON answer.
#[track_caller]
fn explanation(loaded: &Loaded, path: &str, flags: &[&str]) -> Value {
    explained(loaded, path, flags).unwrap().tree()["explain"].clone()
}

/// The exact values of the lines of the last account, with what each is about.
fn lines(explanation: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let account = explanation["accounts"].as_array().unwrap().last().unwrap();
    let lines = account["lines"].as_array().unwrap().iter();
    lines
        .map(|line| {
            let what = if line["what"].is_null() { &line["kind"] } else { &line["what"] };
            (text(what), text(&line["exact"]))
        })
        .collect()
}

/// The same as pairs of words, to be compared.
fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|&(left, right)| (left.to_owned(), right.to_owned())).collect()
}
