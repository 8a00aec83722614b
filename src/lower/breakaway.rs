//! Lowers the declared sub-deals of a case: names of parties, issues and a package become indices.
//!
//! Shifts of parties that are no signatories have no place in the game and are left out. A sub-deal that does not
//! fit is reported with its name; a case that passed `check` has none.

use crate::diagnostic::Code;
use crate::error::Error;
use crate::games::subdeal::SubDeal;
use crate::lower::bargaining::{Lowered, wrong};
use crate::model::coalitions::Breakaway;
use crate::model::{Case, Name};
use crate::numeric::Rational;

/// The sub-deals that a case declares, in file order, as indices of its lowered game.
///
/// # Errors
///
/// [`Error::Case`] if a sub-deal names a party that is no signatory, an issue, a level or a package that is not
/// there, or a package without a level for some issue.
pub fn sub_deals(case: &Case, lowered: &Lowered) -> Result<Vec<SubDeal>, Error> {
    let declared = case.coalitions.iter().flat_map(|coalitions| &coalitions.breakaways);
    declared.map(|breakaway| sub_deal(case, lowered, breakaway)).collect()
}

fn sub_deal(case: &Case, lowered: &Lowered, breakaway: &Breakaway) -> Result<SubDeal, Error> {
    let labels = &lowered.labels;
    let party = |name: &Name| labels.parties.iter().position(|party| party.id == name.text);
    let issue = |name: &Name| labels.issues.iter().position(|issue| issue.id == name.text);
    let unknown = |code: Code, what: &str, name: &Name| {
        let (id, text) = (&breakaway.id.text, &name.text);
        wrong(code, format!("sub-deal `{id}`: unknown {what} `{text}`"))
    };
    let member = |name: &Name| party(name).ok_or_else(|| unknown(Code::UnknownParty, "signatory", name));
    let settled = |name: &Name| issue(name).ok_or_else(|| unknown(Code::UnknownIssue, "issue", name));
    let mut shift = vec![Rational::ZERO; labels.parties.len()];
    for (name, points) in &breakaway.shift {
        if let Some(place) = party(name) {
            shift[place] += &points.value;
        }
    }
    let package = case.package(&breakaway.otherwise.text);
    let package = package.ok_or_else(|| unknown(Code::UnknownName, "package", &breakaway.otherwise))?;
    let mut levels = vec![None; labels.issues.len()];
    for choice in &package.levels {
        let place = settled(&choice.issue)?;
        let Some(name) = choice.levels.first() else { continue };
        let level = case.issues.get(place).and_then(|issue| issue.level(&name.text));
        levels[place] = Some(level.ok_or_else(|| unknown(Code::UnknownLevel, "level", name))?);
    }
    let otherwise: Option<Vec<usize>> = levels.into_iter().collect();
    let otherwise = otherwise.ok_or_else(|| {
        let name = &breakaway.otherwise.text;
        wrong(Code::MissingKey, format!("package `{name}` must name a level of every issue"))
    })?;
    Ok(SubDeal {
        members: breakaway.members.iter().map(member).collect::<Result<_, _>>()?,
        settles: breakaway.settles.iter().map(settled).collect::<Result<_, _>>()?,
        otherwise,
        shift,
    })
}
