//! The answer of `zopa show`: who wants what, and where each number comes from.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Error;
use crate::lower::{Lowered, LoweredMixed};
use crate::model::{WalkAway, path};
use crate::numeric::{Decimals, Rational};
use crate::report::number::{Fractions, Numbers};
use crate::report::number::{Num, exact};
use crate::report::sections::common::{Head, ModelRef, Provenance};
use crate::report::sections::zone::decimals;
use crate::study::scenario::Scenario;

/// The whole answer of `zopa show`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShowAnswer {
    /// Command, case and what-ifs.
    #[serde(flatten)]
    pub head: Head,
    /// The case.
    pub show: ShowData,
    /// How many digits to print.
    #[serde(skip)]
    pub decimals: Option<Decimals>,
}

/// A case as it was read.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ShowData {
    /// What the payoff numbers mean.
    pub scale: Option<String>,
    /// What a reader should know.
    pub note: Option<String>,
    /// The parties.
    pub parties: IndexMap<String, PartyData>,
    /// The issues.
    pub issues: IndexMap<String, IssueData>,
    /// Hard conditions: for each what it requires.
    pub conditions: IndexMap<String, String>,
    /// Names of the limits.
    pub limits: IndexMap<String, String>,
    /// Names of the concessions.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub concessions: IndexMap<String, String>,
    /// Names of the shocks.
    pub shocks: IndexMap<String, String>,
    /// Names of the plan and its variants.
    pub sequence: IndexMap<String, String>,
    /// How many numbers rest on what.
    pub provenance: Provenance,
    /// The sources.
    pub sources: IndexMap<String, SourceData>,
    /// Every number with its path.
    pub numbers: Vec<NumberData>,
}

/// A party.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PartyData {
    /// Full name.
    pub name: String,
    /// `signatory`, `mediator` or `outsider`.
    pub role: String,
    /// Its walk-away value; null for a party that does not sign.
    pub walk_away: Option<Num>,
    /// Where the walk-away value comes from, if it is taken from a package.
    pub walk_away_from: Option<String>,
    /// What a reader should know.
    pub note: Option<String>,
}

/// An issue.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct IssueData {
    /// Name for people.
    pub label: String,
    /// Unit of the labels.
    pub unit: Option<String>,
    /// Labels of its levels; none if it has a range.
    pub levels: Vec<String>,
    /// The ends of its range; absent if it has levels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[Num; 2]>,
    /// Weight of the issue as a share of each party's sum of weights.
    pub weight_share: Numbers,
    /// The same as exact fractions.
    pub exact: Fractions,
}

/// A source.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceData {
    /// `article`, `public`, `paper`, `elicited` or `assumption`.
    pub kind: String,
    /// Author, year, title.
    pub cite: String,
    /// How many numbers of the case rest on it.
    pub numbers: usize,
}

/// One number.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NumberData {
    /// Its path, as `--set` takes it.
    pub path: String,
    /// Its value.
    pub value: Num,
    /// The value as an exact fraction.
    pub exact: String,
    /// Lower end of its range.
    pub low: Option<Num>,
    /// Upper end of its range.
    pub high: Option<Num>,
    /// Its source.
    pub source: Option<String>,
    /// What a reader should know.
    pub note: Option<String>,
}

impl NumberData {
    /// A number with what is said about it.
    #[must_use]
    pub fn of(entry: &path::Entry<'_>) -> Self {
        let quantity = entry.quantity;
        Self {
            path: entry.path.clone(),
            value: Num(quantity.value.clone()),
            exact: quantity.value.to_string(),
            low: quantity.range.as_ref().map(|range| Num(range.low.clone())),
            high: quantity.range.as_ref().map(|range| Num(range.high.clone())),
            source: entry.source.map(|name| name.text.clone()),
            note: quantity.note.clone(),
        }
    }
}

/// Describes a case.
///
/// # Errors
///
/// [`Error`] if the case is wrong.
pub fn show_answer(scenario: &Scenario, model: &ModelRef) -> Result<ShowAnswer, Error> {
    let case = scenario.case();
    let lowered = match (case.has_packages(), case.is_mixed()) {
        (false, _) => None,
        (true, false) => Some(scenario.lower()?),
        (true, true) => {
            let LoweredMixed { game, labels, .. } = scenario.lower_mixed()?;
            Some(Lowered { game: game.frame().clone(), labels })
        }
    };
    let entries = path::numbers(case);
    let walk_away = |id: &str| {
        let Some(Lowered { game, labels }) = lowered.as_ref() else {
            let place = case.signatories().position(|party| party.id.text == id)?;
            return Some(Num(case.bargaining.as_ref()?.disagreement.get(place)?.value.clone()));
        };
        let place = labels.parties.iter().position(|party| party.id == id)?;
        Some(Num(game.points(place, game.walk_away()[place])))
    };
    let parties = case.parties.iter().map(|party| {
        let walk_away_from = match &party.walk_away {
            Some(WalkAway::Package { package, premium }) => {
                Some(format!("package `{}` plus {}", package.text, premium.value))
            }
            _ => None,
        };
        let data = PartyData {
            name: party.name.clone(),
            role: party.role.word().to_owned(),
            walk_away: walk_away(&party.id.text),
            walk_away_from,
            note: party.note.clone(),
        };
        (party.id.text.clone(), data)
    });
    let total = |id: &str| -> Rational {
        let weights = case.issues.iter().flat_map(|issue| &issue.weight);
        weights.filter(|(party, _)| party.text == id).map(|(_, weight)| &weight.value).sum()
    };
    let issues = case.issues.iter().map(|issue| {
        let weights = issue.weight.iter().filter_map(|(party, weight)| {
            Some((party.text.clone(), Num(weight.value.checked_div(&total(&party.text))?)))
        });
        let weight_share: Numbers = weights.collect();
        let data = IssueData {
            label: issue.label.clone(),
            unit: issue.unit.clone(),
            levels: issue.levels.iter().map(|level| level.text.clone()).collect(),
            range: issue
                .continuum
                .as_ref()
                .map(|own| [Num(own.from.value.clone()), Num(own.to.value.clone())]),
            exact: exact(&weight_share),
            weight_share,
        };
        (issue.id.text.clone(), data)
    });
    let named = |id: &str, label: Option<&String>| (id.to_owned(), label.cloned().unwrap_or(id.to_owned()));
    let sources = case.sources.iter().map(|source| {
        let rests = |entry: &&path::Entry<'_>| entry.source.is_some_and(|name| name.text == source.id.text);
        let data = SourceData {
            kind: source.kind.word().to_owned(),
            cite: source.cite.clone(),
            numbers: entries.iter().filter(rests).count(),
        };
        (source.id.text.clone(), data)
    });
    let numbers = entries.iter().map(NumberData::of);
    let plans = case.sequence.iter().flat_map(|plan| {
        let variants = plan.variants.iter().map(|one| named(&one.id.text, one.label.as_ref()));
        std::iter::once(named(&plan.id.text, plan.label.as_ref())).chain(variants)
    });
    let show = ShowData {
        scale: case.scale.clone(),
        note: case.note.clone(),
        parties: parties.collect(),
        issues: issues.collect(),
        conditions: case.conditions.iter().map(|one| named(&one.id.text, one.label.as_ref())).collect(),
        limits: case.limits.iter().map(|one| named(&one.id.text, one.label.as_ref())).collect(),
        concessions: case.concessions.iter().map(|one| named(&one.id.text, one.label.as_ref())).collect(),
        shocks: case.shocks.iter().map(|one| named(&one.id.text, one.label.as_ref())).collect(),
        sequence: plans.collect(),
        provenance: Provenance::of(case),
        sources: sources.collect(),
        numbers: numbers.collect(),
    };
    let all = || Decimals::of(entries.iter().map(|entry| &entry.quantity.value));
    let decimals = Some(if case.bargains() { decimals(scenario) } else { all() });
    Ok(ShowAnswer { head: Head::new("show", model, scenario), show, decimals })
}
