//! Lowers `[coalitions.breakaways]` to sub-deals of the bargaining game.
//!
//! A case must have passed `check`.

use crate::diagnostic::Code;
use crate::error::Error;
use crate::games::subdeal::SubDeal;
use crate::lower::bargaining::{Lowered, wrong};
use crate::model::coalitions::Breakaway;
use crate::model::{Case, Name};
use crate::numeric::Rational;

/// A breakaway of the case in its game.
#[derive(Debug, Clone, PartialEq)]
pub struct LoweredBreakaway {
    /// Short name.
    pub id: String,
    /// Name for people.
    pub label: Option<String>,
    /// What is signed, and what it does to those who bargain.
    pub deal: SubDeal,
    /// Points added to the utility of parties that do not bargain, by id.
    pub others: Vec<(String, Rational)>,
}

/// Turns the breakaways of `case` into sub-deals of its game; none if it declares none.
///
/// - `lowered`: the game of the same case.
///
/// # Errors
///
/// [`Error::Case`] if a party, an issue, a package or a level is unknown.
pub fn lower_breakaways(case: &Case, lowered: &Lowered) -> Result<Vec<LoweredBreakaway>, Error> {
    let Some(block) = &case.coalitions else { return Ok(Vec::new()) };
    block.breakaways.iter().map(|one| breakaway(case, lowered, one)).collect()
}

fn breakaway(case: &Case, lowered: &Lowered, one: &Breakaway) -> Result<LoweredBreakaway, Error> {
    let labels = &lowered.labels;
    let party = |name: &Name| labels.parties.iter().position(|party| party.id == name.text);
    let member = |name: &Name| {
        party(name).ok_or_else(|| wrong(Code::UnknownParty, format!("unknown signatory `{}`", name.text)))
    };
    let issue = |name: &Name| {
        let place = labels.issues.iter().position(|issue| issue.id == name.text);
        place.ok_or_else(|| wrong(Code::UnknownIssue, format!("unknown issue `{}`", name.text)))
    };
    let mut shift = vec![Rational::ZERO; labels.parties.len()];
    let mut others = Vec::new();
    for (name, points) in &one.shift {
        match party(name) {
            Some(place) => shift[place] = points.value.clone(),
            None => others.push((name.text.clone(), points.value.clone())),
        }
    }
    let deal = SubDeal {
        members: one.members.iter().map(member).collect::<Result<_, _>>()?,
        settles: one.settles.iter().map(issue).collect::<Result<_, _>>()?,
        otherwise: package(case, &one.otherwise)?,
        shift,
    };
    Ok(LoweredBreakaway { id: one.id.text.clone(), label: one.label.clone(), deal, others })
}

/// The levels of a named package, one for each issue.
fn package(case: &Case, name: &Name) -> Result<Vec<usize>, Error> {
    let unknown = || wrong(Code::UnknownName, format!("unknown package `{}`", name.text));
    let package = case.package(&name.text).ok_or_else(unknown)?;
    let level = |issue: &crate::model::Issue| {
        let choice = package.levels.iter().find(|choice| choice.issue.text == issue.id.text)?;
        issue.level(&choice.levels.first()?.text)
    };
    let levels: Option<Vec<usize>> = case.issues.iter().map(level).collect();
    levels.ok_or_else(|| {
        wrong(Code::MissingKey, format!("package `{}` must name a level of every issue", name.text))
    })
}
