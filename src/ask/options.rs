//! Reads a command and its options as the command line has them.

use crate::ask::{Ask, Question};
use crate::concepts::{Concept, Family, concept, family, set_solutions, solutions};
use crate::diagnostic::did_you_mean;
use crate::error::Error;
use crate::model::QUESTIONS;
use crate::model::coalitions::ExternalityRule;
use crate::numeric::Rational;
use crate::report::sections::coalitions::CoalitionsRequest;
use crate::report::sections::common::Sample;
use crate::report::sections::equilibria::{EquilibriaRequest, Wanted};
use crate::report::sections::solve::SolveRequest;
use crate::study::change::Change;
use crate::study::space::Space;

/// Options as they were written; what a command does not take is an error.
#[derive(Debug, Default)]
struct Given<'a> {
    concepts: Option<&'a str>,
    weights: Option<&'a str>,
    proportions: Option<&'a str>,
    over: Option<&'a str>,
    externality: Option<&'a str>,
    indices: Option<&'a str>,
    sample: Option<&'a str>,
    seed: Option<&'a str>,
    profile: Option<&'a str>,
    of: Option<&'a str>,
    and: Option<&'a str>,
    wanted: Option<Wanted>,
    path: Option<&'a str>,
}

impl Ask {
    /// Reads a command and its options, as the command line has them: `solve`, `["--concepts", "nash"]`.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if the command or an option is unknown or has no value.
    pub fn parse(command: &str, options: &[String]) -> Result<Self, Error> {
        let mut changes = Vec::new();
        let mut given = Given::default();
        let mut words = options.iter();
        while let Some(flag) = words.next() {
            if let Some(asked) = Wanted::of_flag(flag).filter(|_| command == "equilibria") {
                given.wanted = Some(asked);
                continue;
            }
            if command == "explain" && given.path.is_none() && !flag.starts_with("--") {
                given.path = Some(flag);
                continue;
            }
            let value = words.next().ok_or_else(|| {
                Error::request(format!("`{flag}` has no value"), "write --flag and its value")
            })?;
            match flag.as_str() {
                "--concepts" => given.concepts = Some(value),
                "--weights" => given.weights = Some(value),
                "--proportions" => given.proportions = Some(value),
                "--over" => given.over = Some(value),
                "--externality" => given.externality = Some(value),
                "--indices" => given.indices = Some(value),
                "--sample" => given.sample = Some(value),
                "--seed" => given.seed = Some(value),
                "--profile" if command == "equilibria" => given.profile = Some(value),
                "--of" => given.of = Some(value),
                "--and" => given.and = Some(value),
                _ => changes.push(Change::from_flag(flag, value)?),
            }
        }
        let question = match command {
            "zone" => Question::Zone,
            "why-not" => Question::WhyNot,
            "compose" => Question::Compose,
            "divide" => Question::Divide,
            "sequence" => Question::Sequence,
            "threshold" => given.threshold()?,
            "explain" => {
                let path = given.path.ok_or_else(|| {
                    let hint = "name a number, such as solve.nash.GOV or zone.acceptable";
                    Error::request("explain has no path of a number", hint)
                })?;
                Question::Explain { path: path.to_owned() }
            }
            "solve" => {
                let numbers = |text: Option<&str>, flag: &str| {
                    text.map(|text| parse_weights(text, flag)).transpose().map(Option::unwrap_or_default)
                };
                Question::Solve(SolveRequest {
                    concepts: given.concepts.map(parse_concepts).transpose()?,
                    over: given.over.map(parse_space).transpose()?,
                    weights: numbers(given.weights, "--weights")?,
                    proportions: numbers(given.proportions, "--proportions")?,
                })
            }
            "coalitions" => Question::Coalitions(CoalitionsRequest {
                concepts: given.concepts.map(|names| parse_names(names, Family::Coalitional)).transpose()?,
                externality: given.externality.map(parse_externality).transpose()?,
                sample: given.sample()?,
            }),
            "equilibria" => Question::Equilibria(EquilibriaRequest {
                wanted: match (given.concepts, given.profile) {
                    (Some(names), _) => Wanted::Concepts(parse_game_concepts(names)?),
                    (None, Some(profile)) => Wanted::Profile(parse_profile(profile)?),
                    (None, None) => given.wanted.unwrap_or_default(),
                },
            }),
            "power" => Question::Power { indices: parse_indices(given.indices)?, sample: given.sample()? },
            _ => {
                let hint = format!("use one of {}", QUESTIONS.join(", "));
                return Err(Error::request(format!("`{command}` is no question about a case"), hint));
            }
        };
        Ok(Self { question, changes })
    }
}

impl Given<'_> {
    fn threshold(&self) -> Result<Question, Error> {
        let of = self.of.ok_or_else(|| {
            let hint =
                "write for example --of parties.GOV.walk_away; zopa show CASE --numbers lists every path";
            Error::request("`threshold` does not say of which number", hint)
        })?;
        Ok(Question::Threshold { of: of.to_owned(), and: self.and.map(str::to_owned) })
    }

    fn sample(&self) -> Result<Option<Sample>, Error> {
        let whole = |flag: &str, text: &str| {
            text.parse::<u64>().map_err(|_| {
                Error::request(format!("`{flag} {text}` is not a whole number"), "write for example 100000")
            })
        };
        let Some(count) = self.sample else { return Ok(None) };
        let seed = self.seed.map(|seed| whole("--seed", seed)).transpose()?.unwrap_or(0);
        Sample::new(whole("--sample", count)?, seed).map(Some)
    }
}

/// Reads `a,b`, names of principles of bargaining.
///
/// # Errors
///
/// [`Error::Request`] with the nearest name for a concept that does not exist.
pub fn parse_concepts(names: &str) -> Result<Vec<&'static Concept>, Error> {
    let known = || solutions().chain(set_solutions());
    chosen(
        names,
        "concept",
        |name| concept(Family::Bargaining, name).filter(|one| known().any(|known| known.id == one.id)),
        solutions().map(|one| one.id).collect(),
    )
}

/// Reads the name of a space.
fn parse_space(name: &str) -> Result<Space, Error> {
    Space::ALL.into_iter().find(|space| space.word() == name).ok_or_else(|| {
        let known = Space::ALL.map(Space::word);
        let mut hint = did_you_mean(name, known.iter().copied());
        if hint.is_empty() {
            hint = format!("the spaces are: {}", known.join(", "));
        }
        Error::request(format!("unknown space `{name}` in --over"), hint)
    })
}

/// Reads names of coalitional concepts.
fn parse_names(names: &str, of: Family) -> Result<Vec<&'static Concept>, Error> {
    chosen(names, "concept", |name| concept(of, name), family(of).map(|one| one.id).collect())
}

/// Reads names of concepts of strategic and extensive games.
fn parse_game_concepts(names: &str) -> Result<Vec<&'static Concept>, Error> {
    let both = || family(Family::Strategic).chain(family(Family::Extensive));
    let find = |name: &str| concept(Family::Strategic, name).or_else(|| concept(Family::Extensive, name));
    chosen(names, "concept", find, both().map(|one| one.id).collect())
}

/// Reads `1/2,1/2,0,1`, with or without a leading `NE,`, as programs of the field print a profile.
fn parse_profile(text: &str) -> Result<Vec<Rational>, Error> {
    let text = text.trim();
    let numbers = text.strip_prefix("NE,").unwrap_or(text);
    let mut wrong = Vec::new();
    let mut read = |word: &str| {
        let number = word.trim().parse();
        if number.is_err() {
            wrong.push(format!("`{}`", word.trim()));
        }
        number.unwrap_or_default()
    };
    let profile = numbers.split(',').map(&mut read).collect();
    if wrong.is_empty() {
        return Ok(profile);
    }
    let are = if wrong.len() == 1 { "is no probability" } else { "are no probabilities" };
    let hint = "write numbers with commas between them, such as 1/2,1/2,0,1";
    Err(Error::request(format!("--profile: {} {are}", wrong.join(", ")), hint))
}

/// Reads names of power indices; without names, all of them.
///
/// # Errors
///
/// [`Error::Request`] with the nearest name for an index that does not exist.
pub fn parse_indices(names: Option<&str>) -> Result<Vec<&'static Concept>, Error> {
    let Some(names) = names else { return Ok(family(Family::Power).collect()) };
    let known = family(Family::Power).map(|one| one.id).collect();
    chosen(names, "index", |name| concept(Family::Power, name), known)
}

fn chosen(
    names: &str,
    kind: &str,
    find: impl Fn(&str) -> Option<&'static Concept>,
    known: Vec<&str>,
) -> Result<Vec<&'static Concept>, Error> {
    let mut chosen: Vec<&'static Concept> = Vec::new();
    for name in names.split(',').map(str::trim) {
        let found = find(name).ok_or_else(|| {
            let mut hint = did_you_mean(name, known.iter().copied());
            if hint.is_empty() {
                let plural = if kind == "index" { "indices" } else { "concepts" };
                hint = format!("the {plural} are: {}", known.join(", "));
            }
            Error::request(format!("unknown {kind} `{name}`"), hint)
        })?;
        if !chosen.iter().any(|one| one.id == found.id) {
            chosen.push(found);
        }
    }
    Ok(chosen)
}

/// Reads the name of an externality rule.
///
/// # Errors
///
/// [`Error::Request`] with the nearest name for a rule that does not exist.
pub fn parse_externality(name: &str) -> Result<ExternalityRule, Error> {
    let known = ExternalityRule::ALL;
    known.into_iter().find(|rule| rule.word() == name).ok_or_else(|| {
        let words = known.map(ExternalityRule::word);
        let mut hint = did_you_mean(name, words);
        if hint.is_empty() {
            hint = format!("the rules are: {}", words.join(", "));
        }
        Error::request(format!("unknown externality rule `{name}`"), hint)
    })
}

/// Reads `GOV=2,JTD=1`, the value of `flag`.
///
/// # Errors
///
/// [`Error::Request`] with the form that was expected.
pub fn parse_weights(text: &str, flag: &str) -> Result<Vec<(String, Rational)>, Error> {
    let weights = text
        .split(',')
        .map(|pair| {
            let (party, weight) = pair.split_once('=').unwrap_or((pair, ""));
            let weight = weight.trim().parse().map_err(|_| {
                let message = format!("`{flag} {text}`: `{pair}` is not of the form PARTY=NUMBER");
                Error::request(message, format!("write for example {flag} GOV=2,JTD=1,CSP=1"))
            })?;
            Ok((party.trim().to_owned(), weight))
        })
        .collect::<Result<Vec<(String, Rational)>, Error>>()?;
    let twice = |(place, (party, _)): &(usize, &(String, Rational))| {
        weights[..*place].iter().any(|(other, _)| other == party)
    };
    if let Some((_, (party, _))) = weights.iter().enumerate().find(twice) {
        let message = format!("`{flag} {text}` names `{party}` twice");
        return Err(Error::request(message, "give each party one number"));
    }
    Ok(weights)
}
