//! The answer of `zopa explain`: the arithmetic of one number.

mod data;
mod inputs;
mod roles;
mod words;

use indexmap::IndexMap;

pub use self::data::{
    AccountData, ExplainAnswer, ExplainData, ExplainView, InputData, InputSource, LineData, TermData,
};
pub use self::roles::{key, role};
use crate::budget::Budget;
use crate::certify::arithmetic::{Account, Line, Term};
use crate::error::Error;
use crate::lower::{DemandKind, Labels, Lowered};
use crate::model::Case;
use crate::numeric::Rational;
use crate::report::number::{Num, Total};
use crate::report::sections::common::{Head, ModelRef, Names, Package, certificate_data};
use crate::report::sections::explain::inputs::{demand_source, inputs};
use crate::report::sections::explain::words::{answered_by, line_words, missing_words, target_words};
use crate::report::sections::zone::decimals;
use crate::study::explain::{Explained, Outcome, Target, Which, explain};
use crate::study::scenario::Scenario;

/// Explains one number of a scenario.
///
/// - `path`: the number, in the words of the answers or of the case.
/// - `case`: the case as a person would type it, for the suggested next commands.
///
/// # Errors
///
/// [`Error`] if there is no such path, the case is wrong, or a claim failed its certificate.
pub fn explain_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    path: &str,
    budget: &Budget<'_>,
) -> Result<ExplainAnswer, Error> {
    let target = Target::parse(scenario.case(), path)?;
    let outcome = explain(scenario, &target, budget)?;
    let (status, reason) = match &outcome {
        Outcome::Explained(_) => ("explained", None),
        Outcome::Missing(missing) => ("missing", Some(missing_words(*missing).to_owned())),
        Outcome::CutShort => ("undecided", Some("the run was cut short".to_owned())),
    };
    let mut data = ExplainData {
        path: target.path(scenario.case()),
        kind: target.kind().to_owned(),
        status: status.to_owned(),
        reason,
        text: target_words(scenario.case(), &target),
        value: None,
        exact: None,
        answered_by: answered_by(&target),
        total: Total(0),
        breaks: Vec::new(),
        accounts: Vec::new(),
        inputs: Vec::new(),
        sources: IndexMap::new(),
        certificate: None,
    };
    let issues = scenario.case().issues.iter();
    let units = issues.filter_map(|issue| Some((format!("issues.{}", issue.id.text), issue.unit.clone()?)));
    let mut view = ExplainView {
        title: scenario.case().title.clone(),
        decimals: decimals(scenario),
        case: case.to_owned(),
        units: units.collect(),
        breaks: Vec::new(),
    };
    if let Outcome::Explained(explained) = outcome {
        let lowered = if matches!(target, Target::Input(_)) { None } else { Some(scenario.lower()?) };
        fill(&mut data, scenario, &explained, lowered.as_ref());
        if let (Some(lowered), Target::OfPackage(Which::Fixed | Which::Named(_), _)) = (&lowered, &target) {
            let package = explained.steps.last().and_then(|step| step.package.as_ref());
            (data.breaks, view.breaks) = package.map(|package| broken(lowered, package)).unwrap_or_default();
        }
    }
    Ok(ExplainAnswer { head: Head::new("explain", model, scenario), explain: data, view })
}

/// Writes what was explained into the answer, with names.
fn fill(data: &mut ExplainData, scenario: &Scenario, explained: &Explained, lowered: Option<&Lowered>) {
    let case = scenario.case();
    let nothing = Labels::default();
    let labels = lowered.map_or(&nothing, |lowered| &lowered.labels);
    let package = |levels: &[usize]| {
        let names = lowered.map(|lowered| Names { game: &lowered.game, labels: &lowered.labels });
        names.map(|names| names.package(levels)).unwrap_or_default()
    };
    let explanation = &explained.explanation;
    let accounts = &explanation.accounts;
    for (step, account) in explained.steps.iter().zip(accounts) {
        let lines = account.lines.iter().zip(&step.finds).map(|(line, find)| {
            let find = find.as_ref().map(|find| find.iter().map(ToString::to_string).collect());
            LineData { find, ..line_data(case, labels, line, account, accounts) }
        });
        let value = last(account);
        data.accounts.push(AccountData {
            path: step.target.path(case),
            package: step.package.as_deref().map(package),
            compared_with: step.compared_with.as_deref().map(package),
            lines: lines.collect(),
            exact: value.to_string(),
            value: Num(value),
        });
    }
    data.value = Some(Num(explanation.answered.clone()));
    data.exact = Some(explanation.answered.to_string());
    data.total = Total(explained.total);
    inputs(data, scenario, explained);
    let party =
        |place: usize| case.signatories().nth(place).map(|party| party.id.text.clone()).unwrap_or_default();
    data.certificate =
        Some(certificate_data(explanation.certificate(), &party, &|levels| -> Package { package(levels) }));
}

/// The number that an account works out.
fn last(account: &Account) -> Rational {
    account.lines.last().map(|line| line.value.clone()).unwrap_or_default()
}

fn line_data(case: &Case, labels: &Labels, line: &Line, account: &Account, accounts: &[Account]) -> LineData {
    let (kind, what, level) = key(case, line.role);
    let term = |term: &Term| {
        let value = match term {
            Term::Input { value, .. } | Term::Constant(value) => value.clone(),
            Term::Line(place) => account.lines.get(*place).map(|line| line.value.clone()).unwrap_or_default(),
            Term::Account(place) => accounts.get(*place).map(last).unwrap_or_default(),
        };
        let mut data = TermData { exact: value.to_string(), value: Num(value), ..TermData::default() };
        match term {
            Term::Input { path, .. } => data.path = Some(path.clone()),
            Term::Line(place) => data.line = Some(*place),
            Term::Account(place) => data.account = Some(*place),
            Term::Constant(_) => {}
        }
        data
    };
    LineData {
        kind: kind.to_owned(),
        what,
        level,
        text: line_words(case, labels, line),
        operation: line.operation.word().to_owned(),
        terms: line.terms.iter().map(term).collect(),
        value: Num(line.value.clone()),
        exact: line.value.to_string(),
        source: demand_source(case, line.role).map(|name| name.text.clone()),
        find: None,
    }
}

/// The demands, fixes aside, that a package does not meet: their paths and names.
fn broken(lowered: &Lowered, package: &[usize]) -> (Vec<String>, Vec<String>) {
    let Lowered { game, labels } = lowered;
    let rules = || game.rules().iter().zip(&labels.rule_demand);
    let demands = labels.demands.iter().enumerate().filter(|(place, demand)| {
        let is_broken = || rules().any(|(rule, of)| of == place && !game.meets(package, rule));
        demand.kind != DemandKind::Fix && is_broken()
    });
    demands.map(|(_, demand)| (demand.path(), demand.label.clone())).unzip()
}
