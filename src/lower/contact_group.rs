//! From `[contact_group]` to a problem of composition, and the way back to names.

use crate::coalition::Coalition;
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::games::composition::{Charter, CompositionProblem, Rule, ShareLimit};
use crate::model::contact_group::{Candidate, ContactGroup};
use crate::model::{Case, Name};

/// A problem of composition with its names.
#[derive(Debug, Clone)]
pub struct LoweredGroup {
    /// The problem; extra candidates have the indices after the others.
    pub problem: CompositionProblem,
    /// Ids of the candidates, then of the extra ones.
    pub ids: Vec<String>,
    /// For each share limit its tag.
    pub tags: Vec<String>,
    /// Each named group with its members.
    pub groups: Vec<(String, Coalition)>,
}

impl LoweredGroup {
    /// The ids of the members of a group.
    #[must_use]
    pub fn members(&self, group: Coalition) -> Vec<String> {
        group.members().filter_map(|member| self.ids.get(member).cloned()).collect()
    }

    /// The ids of candidates, without the extra ones.
    #[must_use]
    pub fn candidates(&self) -> &[String] {
        self.ids.get(..self.problem.candidates()).unwrap_or_default()
    }

    /// A rule in a few words: `MR must be in`, `DZ needs MA`, `at most 1/3 western`.
    #[must_use]
    pub fn rule(&self, rule: Rule) -> String {
        let id = |index: usize| self.ids.get(index).map_or("", String::as_str);
        match rule {
            Rule::Must(member) => format!("{} must be in", id(member)),
            Rule::Implies(place) => {
                let (first, second) = self.problem.implies().get(place).copied().unwrap_or_default();
                format!("{} needs {}", id(first), id(second))
            }
            Rule::Share(place) => {
                let at_most = self.problem.limits().get(place).map(|limit| limit.at_most.to_string());
                let tag = self.tags.get(place).map_or("", String::as_str);
                format!("at most {} {tag}", at_most.unwrap_or_default())
            }
        }
    }
}

/// Turns the contact group of a case into a problem of composition.
///
/// # Errors
///
/// [`Error`] if the case has no contact group, or its rules do not fit together.
pub fn lower_group(case: &Case) -> Result<LoweredGroup, Error> {
    let Some(group) = &case.contact_group else {
        let message = format!("case `{}` has no [contact_group], so there is nobody to choose from", case.id);
        return Err(Error::request(message, "add one; docs/CASE_FILE.md shows how, mali-2024 has one"));
    };
    let all: Vec<&Candidate> = group.candidates.iter().chain(&group.extra).collect();
    let ids: Vec<String> = all.iter().map(|one| one.id.text.clone()).collect();
    let place = |name: &Name| {
        ids.iter()
            .position(|id| *id == name.text)
            .ok_or_else(|| wrong(format!("unknown candidate `{}`", name.text)))
    };
    let implies = group.implies.iter().map(|(first, second)| Ok((place(first)?, place(second)?)));
    let limits = group.share_limits.iter().map(|limit| ShareLimit {
        carriers: carriers(&all, &limit.tag),
        at_most: limit.at_most.value.clone(),
    });
    let named = group.groups.iter().map(|named| {
        let members = named.members.iter().map(place).collect::<Result<Coalition, Error>>()?;
        Ok((named.id.text.clone(), members))
    });
    let charter = Charter {
        funds: funds(&group.candidates),
        extra_funds: funds(&group.extra),
        must: group.must.iter().map(place).collect::<Result<_, Error>>()?,
        implies: implies.collect::<Result<_, Error>>()?,
        limits: limits.collect(),
        goal: goal(group),
    };
    let tags = group.share_limits.iter().map(|limit| limit.tag.text.clone()).collect();
    let groups = named.collect::<Result<_, Error>>()?;
    let problem = CompositionProblem::new(charter).map_err(|invalid| wrong(invalid.to_string()))?;
    Ok(LoweredGroup { problem, ids, tags, groups })
}

fn carriers(all: &[&Candidate], tag: &Name) -> Coalition {
    let carries = |one: &Candidate| one.tags.iter().any(|carried| carried.text == tag.text);
    all.iter().enumerate().filter(|(_, one)| carries(one)).map(|(index, _)| index).collect()
}

fn funds(candidates: &[Candidate]) -> Vec<crate::numeric::Rational> {
    candidates.iter().map(|one| one.fund.value.clone()).collect()
}

fn goal(group: &ContactGroup) -> Option<crate::numeric::Rational> {
    group.goal.as_ref().map(|goal| goal.value.clone())
}

/// A case built in code whose group does not fit together; a file is told so by its reader, with a place.
fn wrong(message: String) -> Error {
    Error::Case(vec![Diagnostic::error(Code::UnknownMember, format!("[contact_group]: {message}"))])
}
