//! The numbers of the case that an explanation rests on, what changed them, and their sources.

use crate::certify::arithmetic::{CountOf, Demand, Role, Term};
use crate::model::path::Entry;
use crate::model::{Case, Name, path};
use crate::report::sections::explain::{ExplainData, InputData, InputSource};
use crate::report::sections::show::NumberData;
use crate::study::change::Change;
use crate::study::explain::{Explained, Target};
use crate::study::scenario::Scenario;

/// Writes every number of the case that is used into an answer, and the sources of these and of its demands.
pub(in crate::report::sections::explain) fn inputs(
    data: &mut ExplainData,
    scenario: &Scenario,
    explained: &Explained,
) {
    let case = scenario.case();
    let (entries, originals) = (path::numbers(case), path::numbers(scenario.original()));
    let lines = explained.explanation.accounts.iter().flat_map(|account| &account.lines);
    let terms = lines.flat_map(|line| &line.terms).filter_map(|term| match term {
        Term::Input { path, .. } => Some(path.as_str()),
        _ => None,
    });
    let counted = explained.steps.iter().filter_map(|step| match &step.target {
        Target::Count(of) => Some(*of),
        _ => None,
    });
    let under = |of| entries.iter().filter(move |entry| is_counted(scenario, entry, of));
    let under = counted.flat_map(|of| under(of).map(|entry| entry.path.as_str()));
    for used in terms.chain(under) {
        if data.inputs.iter().any(|input| input.number.path == used) {
            continue;
        }
        let Some(entry) = entries.iter().find(|entry| entry.path == used) else { continue };
        let mut input = InputData { number: NumberData::of(entry), changed_by: None, in_file: None };
        if let Some((change, source)) = changed(scenario, used) {
            let original = originals.iter().find(|entry| entry.path == used);
            input.number.source = source;
            (input.number.low, input.number.high, input.number.note) = (None, None, None);
            input.changed_by = Some(change.to_string());
            input.in_file = original.map(NumberData::of);
        }
        if let Some(source) = input.number.source.as_ref().and_then(|id| cited(data, case, id)) {
            source.inputs += 1;
        }
        data.inputs.push(input);
    }
    let demands =
        data.accounts.last().map(|account| account.lines.iter().filter_map(|line| line.source.clone()));
    for id in demands.into_iter().flatten().collect::<Vec<String>>() {
        if let Some(source) = cited(data, case, &id) {
            source.demands += 1;
        }
    }
}

/// The entry of a source in an answer.
fn cited<'d>(data: &'d mut ExplainData, case: &Case, id: &str) -> Option<&'d mut InputSource> {
    let source = case.source(id)?;
    let (kind, cite) = (source.kind.word().to_owned(), source.cite.clone());
    let empty = InputSource { kind, cite, inputs: 0, demands: 0 };
    Some(data.sources.entry(source.id.text.clone()).or_insert(empty))
}

/// Does a count rest on a number? Only the limits matter to which packages are admissible.
fn is_counted(scenario: &Scenario, entry: &Entry<'_>, of: CountOf) -> bool {
    let block = entry.path.split(['.', '[']).next().unwrap_or_default();
    let happens = |name: &str| {
        scenario
            .changes()
            .iter()
            .any(|change| matches!(change, Change::Shock { name: own, .. } if own == name))
    };
    match block {
        "limits" => true,
        "parties" | "issues" | "interactions" | "bargaining" => of != CountOf::Admissible,
        "shocks" => {
            let mut words = entry.path.split('.').skip(1);
            of != CountOf::Admissible && words.next().is_some_and(happens) && words.next() == Some("shift")
        }
        _ => false,
    }
}

/// The what-if that changed a number last, and the source of the number it was changed to.
fn changed<'a>(scenario: &'a Scenario, input: &str) -> Option<(&'a Change, Option<String>)> {
    let case = scenario.case();
    // A walk-away value in a disagreement point answers to two names.
    let other = input.strip_prefix("bargaining.disagreement[").and_then(|rest| {
        let place = rest.strip_suffix(']')?.parse().ok()?;
        Some(format!("parties.{}.walk_away", case.signatories().nth(place)?.id.text))
    });
    let is_it = |path: &str| path == input || Some(path) == other.as_deref();
    let shocks = scenario.changes().iter().rev().filter_map(|change| {
        let Change::Shock { name, .. } = change else { return None };
        let shock = case.shock(name)?;
        let (_, number) = shock.set.iter().rev().find(|(path, _)| is_it(&path.text))?;
        let source: Option<&Name> = number.source.as_ref().or(shock.source.as_ref());
        Some((change, source.map(|name| name.text.clone())))
    });
    let sets = scenario
        .changes()
        .iter()
        .rev()
        .filter(|change| matches!(change, Change::Set { path, .. } if is_it(path)));
    shocks.chain(sets.map(|change| (change, None))).next()
}

/// The source of a condition, limit or forbidden combination.
pub(in crate::report::sections::explain) fn demand_source(case: &Case, role: Role) -> Option<&Name> {
    match role {
        Role::Demand(Demand::Condition(place)) => case.conditions.get(place)?.source.as_ref(),
        Role::Demand(Demand::Limit(place)) => case.limits.get(place)?.source.as_ref(),
        Role::Demand(Demand::Forbidden(place)) => case.forbidden.get(place)?.source.as_ref(),
        _ => None,
    }
}
