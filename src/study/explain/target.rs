//! Which number is asked for: paths in the words of the answers and of the case.
//!
//! `solve.nash.utilities.GOV` (or `solve.nash.GOV`, as a sequence refers to it), `solve.nash.gains.GOV`,
//! `solve.nash.product`, `solve.nash.ideals.GOV`, `solve.nash.shares.GOV`, `solve.nash.runner_up.lead`;
//! `zone.parties.GOV.best`, `zone.parties.GOV.slack`, `zone.acceptable` and the other counts; `why_not.shortfall`;
//! `utilities.GOV` with every issue fixed, `zone.packages.NAME.utilities.GOV`; and every number of the case.

use crate::certify::arithmetic::{CountOf, Number};
use crate::concepts::{Concept, Entry, solutions};
use crate::diagnostic::{did_you_mean, nearest, short};
use crate::error::Error;
use crate::model::{Case, WalkAway, path};

/// A number that can be explained; parties are counted among the signatories.
#[derive(Debug, Clone)]
pub enum Target {
    /// A number of the case, by its path.
    Input(String),
    /// A walk-away value that has to be worked out, or that stands in the disagreement point.
    WalkAway(usize),
    /// A number of one package.
    OfPackage(Which, What),
    /// The greatest utility of a party inside the zone.
    Best(usize),
    /// The same less its walk-away value.
    Slack(usize),
    /// The greatest gain of a party, as a concept sees it.
    Ideal(&'static Concept, usize),
    /// The gain of a party as a share of it.
    Share(&'static Concept, usize),
    /// By how much the product of gains is greater than at the next best package.
    Lead(&'static Concept),
    /// A number of packages.
    Count(CountOf),
    /// How far the closest package falls short.
    Shortfall,
}

/// Which package is meant.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    /// The one that what-ifs fix, issue by issue.
    Fixed,
    /// A named one of the case, by place.
    Named(usize),
    /// The first that a concept picks.
    Picked(&'static Concept),
    /// The next best to a concept.
    NextBest(&'static Concept),
    /// The one that comes closest to an empty zone.
    Closest,
}

/// What of a package is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// What it is worth to a party.
    Utility(usize),
    /// What a party gains.
    Gain(usize),
    /// The product of all gains.
    Product,
}

/// The counts, as the zone names them.
const COUNTS: [(&str, CountOf); 4] = [
    ("admissible", CountOf::Admissible),
    ("acceptable", CountOf::Acceptable),
    ("on_boundary", CountOf::OnBoundary),
    ("efficient", CountOf::Efficient),
];

/// What can be explained, for somebody who asked for something else.
const KINDS: &str = "these can be explained:
    utility      solve.CONCEPT.PARTY, zone.packages.NAME.utilities.PARTY; utilities.PARTY with every issue fixed
    gain         solve.CONCEPT.gains.PARTY
    product      solve.CONCEPT.product
    ideal, share solve.CONCEPT.ideals.PARTY, solve.CONCEPT.shares.PARTY
    zone         zone.parties.PARTY.best or .slack; zone.admissible, .acceptable, .on_boundary or .efficient
    shortfall    why_not.shortfall
    input        every path of zopa show CASE --numbers";

/// The concepts that need nothing beyond the case.
fn concepts() -> impl Iterator<Item = &'static Concept> {
    solutions().filter(|concept| matches!(concept.entry, Entry::Choice(_)))
}

impl Target {
    /// Reads a path.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] with the nearest path, and what can be explained, if there is no such number.
    pub fn parse(case: &Case, text: &str) -> Result<Self, Error> {
        let words: Vec<&str> = text.split('.').collect();
        let reader = Reader { case, text };
        if let Some(target) = reader.answer(&words)? {
            return Ok(target);
        }
        if path::numbers(case).iter().any(|entry| entry.path == text) {
            return Ok(Self::Input(text.to_owned()));
        }
        let known = known(case);
        let near = nearest(text, known.iter().map(String::as_str));
        let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        let message = format!("`{}` is no number that can be explained", short(text));
        Err(Error::request(message, format!("{near}{KINDS}")))
    }

    /// The path of the number, with its words written out.
    #[must_use]
    pub fn path(&self, case: &Case) -> String {
        let party = |place: &usize| case.signatories().nth(*place).map_or("", |party| party.id.as_str());
        match self {
            Self::Input(path) => path.clone(),
            Self::WalkAway(place) => format!("parties.{}.walk_away", party(place)),
            Self::OfPackage(which, what) => {
                let block = match which {
                    Which::Fixed => String::new(),
                    Which::Named(place) => {
                        let id = case.packages.get(*place).map_or("", |package| package.id.as_str());
                        format!("zone.packages.{id}.")
                    }
                    Which::Picked(concept) => format!("solve.{}.", concept.id),
                    Which::NextBest(concept) => format!("solve.{}.runner_up.", concept.id),
                    Which::Closest => "why_not.least_bad.".to_owned(),
                };
                match what {
                    What::Utility(place) => format!("{block}utilities.{}", party(place)),
                    What::Gain(place) => format!("{block}gains.{}", party(place)),
                    What::Product => format!("{block}product"),
                }
            }
            Self::Best(place) => format!("zone.parties.{}.best", party(place)),
            Self::Slack(place) => format!("zone.parties.{}.slack", party(place)),
            Self::Ideal(concept, place) => format!("solve.{}.ideals.{}", concept.id, party(place)),
            Self::Share(concept, place) => format!("solve.{}.shares.{}", concept.id, party(place)),
            Self::Lead(concept) => format!("solve.{}.runner_up.lead", concept.id),
            Self::Count(of) => {
                let word = COUNTS.iter().find(|(_, count)| count == of).map_or("", |(word, _)| *word);
                format!("zone.{word}")
            }
            Self::Shortfall => "why_not.shortfall".to_owned(),
        }
    }

    /// The number as the bookkeeper knows it, at a package, and compared with another one, where it needs them.
    #[must_use]
    pub fn number(&self, package: Option<&[usize]>, other: Option<&[usize]>) -> Option<Number> {
        let package = || package.map(<[usize]>::to_vec);
        let other = || other.map(<[usize]>::to_vec);
        Some(match self {
            Self::Input(path) => Number::Input(path.clone()),
            Self::WalkAway(party) => Number::WalkAway(*party),
            Self::OfPackage(_, What::Utility(party)) => {
                Number::Utility { party: *party, package: package()? }
            }
            Self::OfPackage(_, What::Gain(party)) => Number::Gain { party: *party, package: package()? },
            Self::OfPackage(_, What::Product) => Number::Product(package()?),
            Self::Best(party) => Number::Best { party: *party, package: package()? },
            Self::Slack(party) | Self::Ideal(_, party) => {
                Number::Ideal { party: *party, package: package()? }
            }
            Self::Share(_, party) => Number::Share { party: *party, package: package()?, ideal: other()? },
            Self::Lead(_) => Number::Lead { package: package()?, rival: other()? },
            Self::Count(of) => Number::Count(*of),
            Self::Shortfall => Number::Shortfall(package()?),
        })
    }

    /// The kind of the number, in one word.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Input(_) => "input",
            Self::WalkAway(_) => "walk_away",
            Self::OfPackage(_, What::Utility(_)) => "utility",
            Self::OfPackage(_, What::Gain(_)) => "gain",
            Self::OfPackage(_, What::Product) => "product",
            Self::Best(_) => "best",
            Self::Slack(_) => "slack",
            Self::Ideal(..) => "ideal",
            Self::Share(..) => "share",
            Self::Lead(_) => "lead",
            Self::Count(_) => "count",
            Self::Shortfall => "shortfall",
        }
    }
}

/// The paths of all numbers that can be explained.
fn known(case: &Case) -> Vec<String> {
    let mut targets: Vec<Target> = COUNTS.iter().map(|(_, of)| Target::Count(*of)).collect();
    targets.push(Target::Shortfall);
    let named = (0..case.packages.len()).map(Which::Named);
    let mut which: Vec<Which> = [Which::Fixed, Which::Closest].into_iter().chain(named).collect();
    for concept in concepts() {
        targets.push(Target::Lead(concept));
        which.extend([Which::Picked(concept), Which::NextBest(concept)]);
    }
    targets.extend(which.iter().map(|which| Target::OfPackage(*which, What::Product)));
    for party in 0..case.signatories().count() {
        targets.extend([Target::WalkAway(party), Target::Best(party), Target::Slack(party)]);
        for concept in concepts() {
            targets.extend([Target::Ideal(concept, party), Target::Share(concept, party)]);
        }
        for which in &which {
            targets.push(Target::OfPackage(*which, What::Utility(party)));
            targets.push(Target::OfPackage(*which, What::Gain(party)));
        }
    }
    let mut paths: Vec<String> = targets.iter().map(|target| target.path(case)).collect();
    for concept in concepts() {
        paths.extend(case.signatories().map(|party| format!("solve.{}.{}", concept.id, party.id.text)));
    }
    paths.extend(path::numbers(case).into_iter().map(|entry| entry.path));
    paths
}

struct Reader<'a> {
    case: &'a Case,
    text: &'a str,
}

impl Reader<'_> {
    /// A number of an answer, or `None` if the path is no such.
    fn answer(&self, words: &[&str]) -> Result<Option<Target>, Error> {
        let count =
            |word: &str| COUNTS.iter().find(|(name, _)| *name == word).map(|(_, of)| Target::Count(*of));
        Ok(match words {
            ["solve" | "solutions", concept, rest @ ..] if !rest.is_empty() => {
                let concept = self.concept(concept)?;
                match rest {
                    ["ideals", party] => Some(Target::Ideal(concept, self.party(party)?)),
                    ["shares", party] => Some(Target::Share(concept, self.party(party)?)),
                    ["runner_up", "lead"] => Some(Target::Lead(concept)),
                    ["runner_up", rest @ ..] => self.of(Which::NextBest(concept), rest)?,
                    rest => self.of(Which::Picked(concept), rest)?,
                }
            }
            ["zone", "packages", name, rest @ ..] | ["packages", name, rest @ ..] if !rest.is_empty() => {
                let package = self.case.packages.iter().position(|package| package.id.text == *name);
                let Some(package) = package else {
                    let names = self.case.packages.iter().map(|package| package.id.as_str());
                    return Err(self.unknown("named package", name, names.collect()));
                };
                self.of(Which::Named(package), rest)?
            }
            ["zone", "parties", party, "best"] => Some(Target::Best(self.party(party)?)),
            ["zone", "parties", party, "slack"] => Some(Target::Slack(self.party(party)?)),
            ["zone", "parties", party, "walk_away"] | ["parties", party, "walk_away"] => {
                let place = self.party(party)?;
                Some(match self.case.signatories().nth(place).and_then(|party| party.walk_away.as_ref()) {
                    Some(WalkAway::Given(_)) => Target::Input(format!("parties.{party}.walk_away")),
                    _ => Target::WalkAway(place),
                })
            }
            ["zone", word] => count(word),
            ["why_not", "shortfall"] => Some(Target::Shortfall),
            ["why_not", "least_bad", rest @ ..] => self.of(Which::Closest, rest)?,
            ["why_not", word @ ("admissible" | "acceptable")] => count(word),
            ["utilities" | "gains", _] | ["product"] => self.of(Which::Fixed, words)?,
            _ => None,
        })
    }

    fn of(&self, which: Which, words: &[&str]) -> Result<Option<Target>, Error> {
        let what = match words {
            ["product"] => What::Product,
            ["gains", party] => What::Gain(self.party(party)?),
            ["utilities", party] => What::Utility(self.party(party)?),
            [word] => match self.case.signatories().position(|party| party.id.text == *word) {
                Some(party) => What::Utility(party),
                None => {
                    let parties = self.case.signatories().map(|party| party.id.as_str());
                    return Err(self.unknown("word", word, parties.chain(["product"]).collect()));
                }
            },
            _ => return Ok(None),
        };
        Ok(Some(Target::OfPackage(which, what)))
    }

    fn concept(&self, id: &str) -> Result<&'static Concept, Error> {
        let names = concepts().map(|concept| concept.id).collect();
        concepts().find(|concept| concept.id == id).ok_or_else(|| self.unknown("concept", id, names))
    }

    fn party(&self, id: &str) -> Result<usize, Error> {
        let place = self.case.signatories().position(|party| party.id.text == id);
        let names = || self.case.signatories().map(|party| party.id.as_str()).collect();
        place.ok_or_else(|| self.unknown("signatory", id, names()))
    }

    /// A word of the path that is not known, with those that are.
    fn unknown(&self, kind: &str, word: &str, known: Vec<&str>) -> Error {
        let mut hint = did_you_mean(word, known.iter().copied());
        if hint.is_empty() {
            hint = match known.as_slice() {
                [] => format!("the case has no {kind}"),
                _ => format!("known here: {}", known.join(", ")),
            };
        }
        Error::request(format!("unknown {kind} `{}` in `{}`", short(word), short(self.text)), hint)
    }
}
