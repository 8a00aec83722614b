//! One question about one case: what the command line, the published answers and `verify` have in common.
//!
//! - [`Ask`]: a command with its what-ifs and options.
//! - [`Loaded`]: a case with the bytes it was read from.
//! - [`ask`]: the [`Reply`], as text, JSON or CSV.
//! - [`published`]: runs the `[[expect]]` blocks of a case.
//! - [`verify`]: judges a saved answer.

pub mod published;
pub mod verify;

use serde_json::Value;

use crate::budget::Budget;
use crate::concepts::{Concept, When, concept, solutions};
use crate::diagnostic::did_you_mean;
use crate::error::Error;
use crate::model::Case;
use crate::numeric::Rational;
use crate::report::render::{csv, json, text};
use crate::report::sections::common::ModelRef;
use crate::report::sections::solve::{SolveAnswer, solve_answer};
use crate::report::sections::why_not::{WhyNotAnswer, why_not_answer};
use crate::report::sections::zone::{ZoneAnswer, zone_answer};
use crate::study::change::Change;
use crate::study::scenario::Scenario;

/// A case with what is needed to name it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The case.
    pub case: Case,
    /// Its name and the digest of its bytes.
    pub model: ModelRef,
    /// The case as a person typed it: a path or a built-in id.
    pub typed: String,
}

impl Loaded {
    /// A case that was read from `bytes`.
    #[must_use]
    pub fn new(case: Case, bytes: &[u8], typed: &str) -> Self {
        let model = ModelRef::of(&case, bytes);
        Self { case, model, typed: typed.to_owned() }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub enum Question {
    /// Is there a deal that everybody prefers to no deal?
    Zone,
    /// Which deals do fairness principles point to?
    Solve {
        /// The concepts.
        concepts: Vec<&'static Concept>,
        /// Bargaining weights by party.
        weights: Vec<(String, Rational)>,
    },
    /// Who blocks, by how much, and what small change opens it?
    WhyNot,
}

/// A question with its what-ifs.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What is asked.
    pub question: Question,
    /// What is changed for this run.
    pub changes: Vec<Change>,
}

/// What is answered.
#[derive(Debug, Clone)]
pub enum Reply {
    /// To [`Question::Zone`].
    Zone(Box<ZoneAnswer>),
    /// To [`Question::Solve`].
    Solve(Box<SolveAnswer>),
    /// To [`Question::WhyNot`].
    WhyNot(Box<WhyNotAnswer>),
}

impl Ask {
    /// Reads a command and its options, as the command line has them: `solve`, `["--concepts", "nash"]`.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if the command or an option is unknown or has no value.
    pub fn parse(command: &str, options: &[String]) -> Result<Self, Error> {
        let mut changes = Vec::new();
        let mut names = None;
        let mut weights = Vec::new();
        for pair in options.chunks(2) {
            let [flag, value] = pair else {
                return Err(Error::request(
                    format!("`{}` has no value", pair[0]),
                    "write --flag and its value",
                ));
            };
            match flag.as_str() {
                "--concepts" => names = Some(value.as_str()),
                "--weights" => weights = parse_weights(value)?,
                _ => changes.push(Change::from_flag(flag, value)?),
            }
        }
        let question = match command {
            "zone" => Question::Zone,
            "why-not" => Question::WhyNot,
            "solve" => Question::Solve { concepts: parse_concepts(names, !weights.is_empty())?, weights },
            _ => {
                let hint = "use zone, solve or why-not";
                return Err(Error::request(format!("`{command}` is no question about a case"), hint));
            }
        };
        Ok(Self { question, changes })
    }
}

/// Reads `a,b`; without names, the concepts that are always computed, and the weighted ones if there are weights.
///
/// # Errors
///
/// [`Error::Request`] with the nearest name for a concept that does not exist.
pub fn parse_concepts(names: Option<&str>, has_weights: bool) -> Result<Vec<&'static Concept>, Error> {
    let Some(names) = names else {
        let wanted = |one: &&Concept| {
            one.when == When::Always
                || (has_weights && matches!(one.entry, crate::concepts::Entry::WeightedChoice(_)))
        };
        return Ok(solutions().filter(wanted).collect());
    };
    let mut chosen: Vec<&'static Concept> = Vec::new();
    for name in names.split(',').map(str::trim) {
        let found = concept(name).filter(|one| solutions().any(|known| known.id == one.id));
        let found = found.ok_or_else(|| {
            let mut hint = did_you_mean(name, solutions().map(|one| one.id));
            if hint.is_empty() {
                let known: Vec<&str> = solutions().map(|one| one.id).collect();
                hint = format!("the concepts are: {}", known.join(", "));
            }
            Error::request(format!("unknown concept `{name}`"), hint)
        })?;
        if !chosen.iter().any(|one| one.id == found.id) {
            chosen.push(found);
        }
    }
    Ok(chosen)
}

/// Reads `GOV=2,JTD=1`.
///
/// # Errors
///
/// [`Error::Request`] with the form that was expected.
pub fn parse_weights(text: &str) -> Result<Vec<(String, Rational)>, Error> {
    let weights = text
        .split(',')
        .map(|pair| {
            let (party, weight) = pair.split_once('=').unwrap_or((pair, ""));
            let weight = weight.trim().parse().map_err(|_| {
                let message = format!("`--weights {text}`: `{pair}` is not of the form PARTY=NUMBER");
                Error::request(message, "write for example --weights GOV=2,JTD=1,CSP=1")
            })?;
            Ok((party.trim().to_owned(), weight))
        })
        .collect::<Result<Vec<(String, Rational)>, Error>>()?;
    let twice = |(place, (party, _)): &(usize, &(String, Rational))| {
        weights[..*place].iter().any(|(other, _)| other == party)
    };
    if let Some((_, (party, _))) = weights.iter().enumerate().find(twice) {
        let message = format!("`--weights {text}` names `{party}` twice");
        return Err(Error::request(message, "give each party one weight"));
    }
    Ok(weights)
}

/// Answers one question about one case.
///
/// # Errors
///
/// [`Error`] if the case or a what-if is wrong.
pub fn ask(loaded: &Loaded, ask: &Ask, budget: &Budget<'_>) -> Result<Reply, Error> {
    let scenario = Scenario::new(&loaded.case, &ask.changes)?;
    let (model, typed) = (&loaded.model, loaded.typed.as_str());
    Ok(match &ask.question {
        Question::Zone => Reply::Zone(Box::new(zone_answer(&scenario, model, typed, budget)?)),
        Question::Solve { concepts, weights } => {
            Reply::Solve(Box::new(solve_answer(&scenario, model, typed, concepts, weights, budget)?))
        }
        Question::WhyNot => Reply::WhyNot(Box::new(why_not_answer(&scenario, model, typed, budget)?)),
    })
}

impl Reply {
    /// For a person.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Zone(answer) => text::zone(answer),
            Self::Solve(answer) => text::solve(answer),
            Self::WhyNot(answer) => text::why_not(answer),
        }
    }

    /// For a script.
    #[must_use]
    pub fn json(&self) -> String {
        match self {
            Self::Zone(answer) => json::json(answer),
            Self::Solve(answer) => json::json(answer),
            Self::WhyNot(answer) => json::json(answer),
        }
    }

    /// For a script, as a tree.
    #[must_use]
    pub fn tree(&self) -> Value {
        match self {
            Self::Zone(answer) => json::tree(answer),
            Self::Solve(answer) => json::tree(answer),
            Self::WhyNot(answer) => json::tree(answer),
        }
    }

    /// For a spreadsheet; `None` where rows make no sense.
    #[must_use]
    pub fn csv(&self) -> Option<String> {
        match self {
            Self::Zone(answer) => Some(csv::zone(answer)),
            Self::Solve(answer) => Some(csv::solve(answer)),
            Self::WhyNot(_) => None,
        }
    }

    /// Did something stay undecided?
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        match self {
            Self::Zone(answer) => !answer.zone.complete || !answer.zone.closes_complete,
            Self::Solve(answer) => answer.status == "undecided",
            Self::WhyNot(answer) => !answer.why_not.complete,
        }
    }
}
