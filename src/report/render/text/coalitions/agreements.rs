//! Which sizes of one agreement hold, and what was not asked of a game, on the screen.

use indexmap::IndexMap;

use crate::report::number::Total;
use crate::report::sections::coalitions::{AgreementSizesData, LeftOutData, concept_title};
use crate::report::wording::{both, either};

/// One line for each reading of what happens when a member leaves, for the two that need nobody to regroup.
pub(super) fn sizes(agreements: &IndexMap<String, AgreementSizesData>) -> Vec<String> {
    let mut items = Vec::new();
    if let Some(found) = agreements.get("rest_stays") {
        items.push(match found.stable.as_slice() {
            [] => "no two or more hold together if the others go on when one leaves".to_owned(),
            sizes => format!(
                "{} hold together if the others go on when one leaves: nobody leaves, nobody joins",
                listed(sizes)
            ),
        });
    }
    if let Some(found) = agreements.get("bloc_dissolves") {
        items.push(match found.internal.as_slice() {
            [] => "no two or more have enough to keep everybody if all part when one leaves".to_owned(),
            sizes => {
                format!("{} have enough to keep everybody if all part when one leaves", listed(sizes))
            }
        });
    }
    items
}

/// What was not asked, and why.
pub(super) fn left_out(questions: &[LeftOutData]) -> Option<String> {
    let LeftOutData { reason, completeness, .. } = questions.first()?;
    let known = if completeness == "not_stated" { "not stated" } else { "not known" };
    let name = |one: &LeftOutData| match one.question.as_str() {
        "rules" => "what follows from each rule of regrouping".to_owned(),
        "stability" => "which of all partitions hold".to_owned(),
        "shapley" => concept_title("shapley").to_owned(),
        "externality_free" => "externality-free value".to_owned(),
        concept => concept_title(concept).to_lowercase(),
    };
    Some(format!("{known}, as {reason}: {}", both(&questions.iter().map(name).collect::<Vec<_>>())))
}

/// `2`, `2 or 3`, `2 or 17 to 20 players`: sizes in ascending order, runs of three or more by their ends.
fn listed(sizes: &[Total]) -> String {
    let mut runs: Vec<(u128, u128)> = Vec::new();
    for size in sizes.iter().map(|size| size.0) {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == size => *last = size,
            _ => runs.push((size, size)),
        }
    }
    let run = |&(first, last): &(u128, u128)| match last - first {
        0 => vec![first.to_string()],
        1 => vec![first.to_string(), last.to_string()],
        _ => vec![format!("{first} to {last}")],
    };
    format!("{} players", either(&runs.iter().flat_map(run).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::listed;
    use crate::report::number::Total;

    #[test]
    fn runs_of_sizes_are_said_by_their_ends() {
        let said = |sizes: &[u128]| listed(&sizes.iter().map(|&size| Total(size)).collect::<Vec<_>>());
        assert_eq!(said(&[2]), "2 players");
        assert_eq!(said(&[2, 3]), "2 or 3 players");
        assert_eq!(said(&[2, 17, 18, 19, 20]), "2 or 17 to 20 players");
        assert_eq!(said(&[2, 4, 5]), "2, 4 or 5 players");
    }
}
