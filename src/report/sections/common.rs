//! What every answer begins with, and the pieces that several answers share.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::certify::{Certificate, Check, Witness};
use crate::coalition::Coalition;
use crate::error::Error;
use crate::games::bargaining::BargainingGame;
use crate::lower::Labels;
use crate::model::{Case, SourceKind, path};
use crate::numeric::Rational;
use crate::report::number::{Fractions, Num, Numbers, Total, exact};
use crate::study::scenario::Scenario;

/// The schema that every JSON answer names.
pub const SCHEMA: &str = "zopa/1";

/// Which case an answer is about.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ModelRef {
    /// Id of the case.
    pub id: String,
    /// Title of the case.
    pub title: String,
    /// SHA-256 of the bytes of the case file, or of its files one after the other, in hexadecimal.
    pub sha256: String,
}

impl ModelRef {
    /// Names the case that was read from `bytes`.
    #[must_use]
    pub fn of(case: &Case, bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { id: case.id.clone(), title: case.title.clone(), sha256 }
    }
}

/// What every answer begins with.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Head {
    /// Always `zopa/1`.
    pub schema: String,
    /// The command that was asked.
    pub command: String,
    /// The case.
    pub model: ModelRef,
    /// What-ifs of this run, as flags.
    pub what_if: Vec<String>,
    /// How an ambiguous level in a flag was read.
    pub readings: Vec<String>,
}

impl Head {
    /// The head of an answer about a scenario.
    #[must_use]
    pub fn new(command: &str, model: &ModelRef, scenario: &Scenario) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            command: command.to_owned(),
            model: model.clone(),
            what_if: scenario.changes().iter().map(ToString::to_string).collect(),
            readings: scenario.readings().to_vec(),
        }
    }
}

/// How a sample is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sample {
    /// Number of draws asked for, at least 2, so that there is a standard error.
    pub count: u64,
    /// Where the draws start.
    pub seed: u64,
}

/// Greatest number of draws: more digits than that are not worth the wait.
const MOST_DRAWS: u64 = 1_000_000_000;

impl Sample {
    /// A sample of `count` draws.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if there are too few draws for a standard error, or absurdly many.
    pub fn new(count: u64, seed: u64) -> Result<Self, Error> {
        if (2..=MOST_DRAWS).contains(&count) {
            return Ok(Self { count, seed });
        }
        let message = format!("`--sample {count}` is not between 2 and {MOST_DRAWS}");
        Err(Error::request(message, "write for example --sample 100000"))
    }
}

/// A claim that failed its certificate.
pub(crate) fn fault(what: &str) -> Error {
    Error::request(
        format!("the answer of `{what}` failed its own certificate"),
        "this is a fault of zopa: please report it with the case file",
    )
}

/// What was recomputed, and how much that proves.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CertificateData {
    /// `Proof`, `Recount` or `Necessary`.
    pub strength: String,
    /// The checks; all hold.
    pub checks: Vec<CheckData>,
}

/// One recomputed residual.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckData {
    /// What must hold.
    pub name: String,
    /// How far it is from holding.
    pub residual: Num,
    /// Greatest residual allowed.
    pub tolerance: Num,
    /// What was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<WitnessData>,
}

/// What a check looked at; one of the fields is present.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct WitnessData {
    /// How many things were compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<Total>,
    /// A package, as labels by issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package: Option<Package>,
    /// A party.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// A coalition, by the ids of its members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coalition: Option<Vec<String>>,
    /// Everyone in blocs, each by the ids of its members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partition: Option<Vec<Vec<String>>>,
}

/// A certificate with names in its witnesses.
///
/// - `party`: the id of a party or player.
/// - `package`: a package with its labels; where a family has no packages, an empty table.
#[must_use]
pub fn certificate_data(
    certificate: &Certificate,
    party: &dyn Fn(usize) -> String,
    package: &dyn Fn(&[usize]) -> Package,
) -> CertificateData {
    let members = |coalition: Coalition| coalition.members().map(party).collect::<Vec<_>>();
    let witness = |witness: &Witness| {
        let mut data = WitnessData::default();
        match witness {
            Witness::Nothing => return None,
            Witness::Compared(count) => data.compared = Some(Total(*count)),
            Witness::Package(levels) => data.package = Some(package(levels)),
            Witness::Party(index) => data.party = Some(party(*index)),
            Witness::Coalition(coalition) => data.coalition = Some(members(*coalition)),
            Witness::Partition(partition) => {
                data.partition = Some(partition.blocs().iter().copied().map(members).collect());
            }
        }
        Some(data)
    };
    let check = |check: &Check| CheckData {
        name: check.name.to_owned(),
        residual: Num(check.residual.clone()),
        tolerance: Num(check.tolerance.clone()),
        witness: witness(&check.witness),
    };
    CertificateData {
        strength: certificate.strength.word().to_owned(),
        checks: certificate.checks.iter().map(check).collect(),
    }
}

/// A package: the label of its level for each issue.
pub type Package = IndexMap<String, String>;

/// Translates indices of one game into names.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The game.
    pub game: &'a BargainingGame,
    /// Its names.
    pub labels: &'a Labels,
}

impl Names<'_> {
    /// A package with its labels.
    #[must_use]
    pub fn package(&self, package: &[usize]) -> Package {
        let issues = self.labels.issues.iter().zip(package);
        issues.map(|(issue, &level)| (issue.id.clone(), issue.levels[level].clone())).collect()
    }

    /// One number for each party.
    #[must_use]
    pub fn by_party(&self, number: impl Fn(usize) -> Rational) -> Numbers {
        let parties = self.labels.parties.iter().enumerate();
        parties.map(|(place, party)| (party.id.clone(), Num(number(place)))).collect()
    }

    /// What a package is worth to each party.
    #[must_use]
    pub fn utilities(&self, package: &[usize]) -> Numbers {
        self.by_party(|party| self.game.points(party, self.game.utility(package, party)))
    }

    /// What each party gains over walking away.
    #[must_use]
    pub fn gains(&self, package: &[usize]) -> Numbers {
        self.by_party(|party| self.game.points(party, self.game.gain(package, party)))
    }

    /// A package with what it is worth.
    #[must_use]
    pub fn valued(&self, package: &[usize]) -> Valued {
        let (utilities, gains) = (self.utilities(package), self.gains(package));
        let exact = ExactValues { utilities: exact(&utilities), gains: exact(&gains) };
        Valued { package: self.package(package), amounts: None, utilities, gains, exact }
    }

    /// A certificate with names in its witnesses.
    #[must_use]
    pub fn certificate(&self, certificate: &Certificate) -> CertificateData {
        let party = |party: usize| self.labels.parties[party].id.clone();
        certificate_data(certificate, &party, &|package| self.package(package))
    }
}

/// A package and what it is worth to each party.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Valued {
    /// The label of its level for each issue.
    pub package: Package,
    /// The amount of each continuous issue; absent if the case has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amounts: Option<Numbers>,
    /// Utility of each party, in points of its own scale.
    pub utilities: Numbers,
    /// Utility less walk-away value of each party.
    pub gains: Numbers,
    /// The same as exact fractions.
    pub exact: ExactValues,
}

/// Utilities and gains as exact fractions.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ExactValues {
    /// Utility of each party.
    pub utilities: Fractions,
    /// Gain of each party.
    pub gains: Fractions,
}

/// What the numbers below a path rest on, as a clause: `every one is an assumption (zopa show ...)`.
#[must_use]
pub fn assumptions(case: &Case, below: &str, typed: &str) -> Option<String> {
    let entries = path::numbers(case);
    let numbers: Vec<_> = entries.iter().filter(|entry| entry.path.starts_with(below)).collect();
    let is_assumed = |entry: &&&path::Entry<'_>| {
        let source = entry.source.and_then(|name| case.source(&name.text));
        source.is_some_and(|source| source.kind == SourceKind::Assumption)
    };
    let assumed = numbers.iter().filter(is_assumed).count();
    let which = match (assumed, numbers.len()) {
        (0, _) => return None,
        (some, all) if some == all => "every one is an assumption".to_owned(),
        (some, all) => format!("{some} of {all} are assumptions"),
    };
    Some(format!("{which} (zopa show {typed} --sources)"))
}

/// How many numbers of a case rest on what.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Provenance {
    /// Numbers in the case.
    pub numbers: usize,
    /// Numbers whose source is an assumption.
    pub assumptions: usize,
    /// Numbers with no source.
    pub unsourced: usize,
}

impl Provenance {
    /// Counts the numbers of a case by the kind of their source.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let plain = path::numbers_without_path(case);
        let mut provenance = Self { numbers: plain, assumptions: 0, unsourced: plain };
        for entry in path::numbers(case) {
            provenance.numbers += 1;
            match entry.source.and_then(|name| case.source(&name.text)) {
                None => provenance.unsourced += 1,
                Some(source) if source.kind == SourceKind::Assumption => provenance.assumptions += 1,
                Some(_) => {}
            }
        }
        provenance
    }
}
