//! Lowers `[contact_group]` to a problem of composition.
//!
//! Candidates come first, in file order, then those who are not asked now. A case must have passed `check`.

use crate::coalition::Coalition;
use crate::diagnostic::Code;
use crate::error::Error;
use crate::games::composition::{Charter, CompositionProblem, ShareLimit};
use crate::lower::bargaining::wrong;
use crate::lower::coalitions::refused;
use crate::lower::labels::{PartyLabels, PlayerLabels};
use crate::model::contact_group::{Candidate, ContactGroup};
use crate::model::{Case, Name};

/// A contact group as a problem, with its names.
#[derive(Debug, Clone, PartialEq)]
pub struct LoweredContactGroup {
    /// The problem.
    pub problem: CompositionProblem,
    /// The way back.
    pub labels: GroupLabels,
}

/// Names of everything a problem of composition knows by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupLabels {
    /// Name of the group for people; may be empty.
    pub label: String,
    /// Candidates, then those who are not asked now, and the unit of what they bring.
    pub members: PlayerLabels,
    /// The tag of each share limit.
    pub tags: Vec<String>,
    /// Groups that answers speak about: name for people, and members.
    pub groups: Vec<(PartyLabels, Coalition)>,
}

/// Turns `[contact_group]` of `case` into a problem of composition.
///
/// # Errors
///
/// [`Error::Request`] if the case has no contact group; [`Error::Case`] if the block is inconsistent or its
/// numbers need more digits than can be added exactly.
pub fn lower_contact_group(case: &Case) -> Result<LoweredContactGroup, Error> {
    let Some(block) = &case.contact_group else {
        let hint = "add [contact_group] with `unit` and `candidates`";
        return Err(Error::request("this case has no contact group", hint));
    };
    let funds = |list: &[Candidate]| list.iter().map(|one| one.fund.value.clone()).collect();
    let index = |name: &Name| {
        let place = block.everyone().position(|one| one.id.text == name.text);
        place.ok_or_else(|| wrong(Code::UnknownMember, format!("unknown candidate `{}`", name.text)))
    };
    let mut implies = Vec::with_capacity(block.implies.len());
    for (first, second) in &block.implies {
        implies.push((index(first)?, index(second)?));
    }
    let carriers = |tag: &Name| {
        let carries = |one: &Candidate| one.tags.iter().any(|carried| carried.text == tag.text);
        let everyone = block.everyone().enumerate();
        everyone.filter(|(_, one)| carries(one)).map(|(place, _)| place).collect::<Coalition>()
    };
    let limits = block
        .share_limits
        .iter()
        .map(|limit| ShareLimit { carriers: carriers(&limit.tag), at_most: limit.at_most.value.clone() });
    let charter = Charter {
        funds: funds(&block.candidates),
        extra_funds: funds(&block.extra),
        must: block.must.iter().map(index).collect::<Result<_, _>>()?,
        implies,
        limits: limits.collect(),
        goal: block.goal.as_ref().map(|goal| goal.value.clone()),
    };
    let problem = CompositionProblem::new(charter).map_err(refused(Code::OutOfRange))?;
    let mut groups = Vec::with_capacity(block.groups.len());
    for group in &block.groups {
        let members = group.members.iter().map(index).collect::<Result<Coalition, _>>()?;
        let name = group.label.clone().unwrap_or_else(|| group.id.text.clone());
        groups.push((PartyLabels { id: group.id.text.clone(), name }, members));
    }
    Ok(LoweredContactGroup { problem, labels: labels(block, groups) })
}

fn labels(block: &ContactGroup, groups: Vec<(PartyLabels, Coalition)>) -> GroupLabels {
    let member = |one: &Candidate| PartyLabels {
        id: one.id.text.clone(),
        name: one.name.clone().unwrap_or_else(|| one.id.text.clone()),
    };
    GroupLabels {
        label: block.label.clone().unwrap_or_default(),
        members: PlayerLabels {
            players: block.everyone().map(member).collect(),
            unit: block.unit.clone().unwrap_or_default(),
        },
        tags: block.share_limits.iter().map(|limit| limit.tag.text.clone()).collect(),
        groups,
    }
}
