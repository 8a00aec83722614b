//! From `[coalitions.breakaways]` to sub-deals of the bargaining game.

use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::games::subdeal::SubDeal;
use crate::lower::Lowered;
use crate::model::coalitions::Breakaway;
use crate::model::{Case, Name};
use crate::numeric::Rational;

/// Turns declared sub-deals into those of the lowered game.
///
/// # Errors
///
/// [`Error`] if a sub-deal names a party, an issue or a package that the game does not have.
pub fn sub_deals(case: &Case, lowered: &Lowered, declared: &[Breakaway]) -> Result<Vec<SubDeal>, Error> {
    declared.iter().map(|deal| sub_deal(case, lowered, deal)).collect()
}

fn sub_deal(case: &Case, lowered: &Lowered, deal: &Breakaway) -> Result<SubDeal, Error> {
    let labels = &lowered.labels;
    let wrong = |what: &str, name: &Name| {
        let message = format!("[coalitions.breakaways.{}]: unknown {what} `{}`", deal.id.text, name.text);
        Error::Case(vec![Diagnostic::error(Code::DealMismatch, message).at(name.span)])
    };
    let party = |name: &Name| {
        let found = labels.parties.iter().position(|party| party.id == name.text);
        found.ok_or_else(|| wrong("signatory", name))
    };
    let issue = |name: &Name| {
        let found = labels.issues.iter().position(|issue| issue.id == name.text);
        found.ok_or_else(|| wrong("issue", name))
    };
    let package = case.package(&deal.otherwise.text).ok_or_else(|| wrong("package", &deal.otherwise))?;
    let level = |labels: &crate::lower::IssueLabels| {
        let chosen = package.levels.iter().find(|choice| choice.issue.text == labels.id);
        let label = chosen.and_then(|choice| choice.levels.first());
        label.and_then(|label| labels.levels.iter().position(|level| *level == label.text))
    };
    let otherwise = labels.issues.iter().map(level).collect::<Option<Vec<usize>>>();
    let mut shift = vec![Rational::ZERO; labels.parties.len()];
    for (name, points) in &deal.shift {
        // An outsider has no utility here: what a sub-deal does to it changes nothing below.
        if let Ok(place) = party(name) {
            shift[place] = points.value.clone();
        }
    }
    Ok(SubDeal {
        members: deal.members.iter().map(party).collect::<Result<_, Error>>()?,
        settles: deal.settles.iter().map(issue).collect::<Result<_, Error>>()?,
        otherwise: otherwise.ok_or_else(|| wrong("level in the package", &deal.otherwise))?,
        shift,
    })
}
