//! The numbers of a case in words, by their paths.

use crate::lower::Labels;
use crate::model::path;
use crate::report::sections::zone::shock_label;
use crate::study::scenario::Scenario;

/// A number in words: `GOV's weight on Autonomy of the north`; its path where there are none.
#[must_use]
pub fn number_words(scenario: &Scenario, labels: &Labels, path: &str) -> String {
    words(scenario, labels, path).unwrap_or_else(|| path.to_owned())
}

fn words(scenario: &Scenario, labels: &Labels, path: &str) -> Option<String> {
    let (names, places) = path::split(path)?;
    let issue = |id: &str| labels.issues.iter().find(|issue| issue.id == id);
    let limit = |id: &str| {
        let limit = scenario.case().limit(id)?;
        Some(format!("\"{}\"", limit.label.as_deref().unwrap_or(&limit.id.text)))
    };
    let party = |place: usize| labels.parties.get(place).map(|party| party.id.as_str());
    Some(match (names.as_slice(), places.as_slice()) {
        (["parties", party, "walk_away"], []) => format!("{party}'s walk-away value"),
        (["parties", party, "walk_away", "premium"], []) => format!("{party}'s premium over the status quo"),
        (["issues", id, "weight", party], []) => format!("{party}'s weight on {}", issue(id)?.label),
        (["issues", id, "values", party], [level]) => {
            let issue = issue(id)?;
            let level = (*level < issue.levels.len()).then(|| issue.level(*level))?;
            format!("{party}'s value of {level} ({})", issue.label)
        }
        (["interactions", "bonus", party], [place]) => {
            format!("{party}'s bonus in interaction {}", place + 1)
        }
        (["interactions", "table", party], [place, cell]) => {
            format!("{party}'s entry {} in the table of interaction {}", cell + 1, place + 1)
        }
        (["limits", id, "at_most"], []) => format!("the upper end of the limit {}", limit(id)?),
        (["limits", id, "at_least"], []) => format!("the lower end of the limit {}", limit(id)?),
        (["limits", id, "amounts", name], [level]) => {
            let issue = issue(name)?;
            let level = (*level < issue.levels.len()).then(|| issue.level(*level))?;
            format!("the amount of {} ({level}) in the limit {}", issue.label, limit(id)?)
        }
        (["shocks", id, "factor"], []) => {
            let label = scenario.original().shock(id)?.label.as_ref().map(|label| format!("\"{label}\""));
            format!("the strength of the shock {}", label.as_deref().unwrap_or(id))
        }
        (["shocks", id, "shift", party], []) => format!("{party}'s shift if {}", shock_label(scenario, id)),
        (["shocks", id, "set"], [place]) => {
            let (set, _) = scenario.case().shock(id)?.set.get(*place)?;
            let set = number_words(scenario, labels, &set.text);
            format!("{set} if {}", shock_label(scenario, id))
        }
        (["bargaining", "disagreement"], [place]) => format!("{}'s walk-away value", party(*place)?),
        (["bargaining", "points"], [row, column]) => {
            format!("{}'s utility at point {}", party(*column)?, row + 1)
        }
        _ => return None,
    })
}
