//! Claims of answers of `explain`: that a number follows, line by line, from the numbers of the case.

use serde_json::Value;

use crate::ask::verify::bargaining::package;
use crate::ask::verify::{Verifier, exact};
use crate::certify::arithmetic::{Account, Bookkeeper, Explanation, Line, Operation, Term};
use crate::error::Error;
use crate::lower::Labels;
use crate::model::Case;
use crate::report::sections::explain::role;
use crate::study::explain::{Target, assumed};
use crate::study::scenario::Scenario;

/// Judges the accounts of an explanation; where there is no number only the comparison line by line is left.
pub(super) fn judge(verifier: &mut Verifier, scenario: &Scenario, data: &Value) -> Result<(), Error> {
    if data["status"] != "explained" {
        return Ok(());
    }
    let labels = match scenario.case().bargains() {
        true => scenario.lower()?.labels,
        false => Labels::default(),
    };
    let assumed = assumed(scenario);
    let bookkeeper = Bookkeeper::new(scenario.case(), &assumed);
    let claim = explanation(scenario.case(), &labels, data);
    verifier.judged("explain.accounts", claim.map(|claim| bookkeeper.judge(claim)));
    Ok(())
}

fn explanation(case: &Case, labels: &Labels, data: &Value) -> Option<Explanation> {
    let saved = data["accounts"].as_array()?;
    let accounts = saved.iter().map(|saved| account(case, labels, &saved["path"], saved));
    // The number that is explained has the package of the account that explains it.
    let asked = account(case, labels, &data["path"], saved.last()?)?;
    let accounts = accounts.collect::<Option<_>>()?;
    Some(Explanation { number: asked.number, accounts, answered: exact(&data["exact"])? })
}

/// An account of the number at `path`.
fn account(case: &Case, labels: &Labels, path: &Value, saved: &Value) -> Option<Account> {
    let levels = |value: &Value| match value {
        Value::Null => Some(None),
        value => package(labels, value).map(Some),
    };
    let (own, other) = (levels(&saved["package"])?, levels(&saved["compared_with"])?);
    let target = Target::parse(case, path.as_str()?).ok()?;
    let number = target.number(own.as_deref(), other.as_deref())?;
    let lines = saved["lines"].as_array()?.iter().map(|saved| line(case, saved));
    Some(Account { number, lines: lines.collect::<Option<_>>()? })
}

fn line(case: &Case, saved: &Value) -> Option<Line> {
    let role = role(case, saved["kind"].as_str()?, saved["what"].as_str(), saved["level"].as_str())?;
    let word = saved["operation"].as_str()?;
    let operation = Operation::ALL.into_iter().find(|operation| operation.word() == word)?;
    let terms = saved["terms"].as_array()?.iter().map(term).collect::<Option<_>>()?;
    Some(Line { role, operation, terms, value: exact(&saved["exact"])? })
}

fn term(saved: &Value) -> Option<Term> {
    let place = |name: &str| saved[name].as_u64().and_then(|place| usize::try_from(place).ok());
    if let Some(path) = saved["path"].as_str() {
        return Some(Term::Input { path: path.to_owned(), value: exact(&saved["exact"])? });
    }
    match (place("line"), place("account")) {
        (Some(line), _) => Some(Term::Line(line)),
        (None, Some(account)) => Some(Term::Account(account)),
        (None, None) => Some(Term::Constant(exact(&saved["exact"])?)),
    }
}
