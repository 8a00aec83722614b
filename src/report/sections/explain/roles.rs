//! What a line is about, as an answer names it, and back.

use crate::certify::arithmetic::{Demand, Role};
use crate::model::Case;

/// How an answer names what a line is about: kind, path of what it is about, label of a level.
#[must_use]
pub fn key(case: &Case, role: Role) -> (&'static str, Option<String>, Option<String>) {
    let party = |place: usize| {
        let party = case.signatories().nth(place);
        party.map(|party| format!("parties.{}", party.id.text))
    };
    let issue = |place: usize| case.issues.get(place).map(|issue| issue.id.text.as_str());
    match role {
        Role::Input => ("input", None, None),
        Role::Weights => ("weights", None, None),
        Role::Issue { issue: place, level } => {
            let label = case.issues.get(place).and_then(|issue| issue.levels.get(level));
            ("issue", issue(place).map(|id| format!("issues.{id}")), label.map(|label| label.text.clone()))
        }
        Role::Point(place) => ("point", Some(format!("bargaining.points[{place}]")), None),
        Role::Interaction(place) => ("interaction", Some(format!("interactions[{place}]")), None),
        Role::Shock(place) => {
            ("shock", case.shocks.get(place).map(|shock| format!("shocks.{}", shock.id.text)), None)
        }
        Role::Utility => ("utility", None, None),
        Role::WalkAway => ("walk_away", None, None),
        Role::Gain => ("gain", None, None),
        Role::Loss(place) => ("loss", party(place), None),
        Role::Shortfall => ("shortfall", None, None),
        Role::Product => ("product", None, None),
        Role::Share => ("share", None, None),
        Role::Difference => ("difference", None, None),
        Role::Lead => ("lead", None, None),
        Role::Packages => ("packages", None, None),
        Role::Demand(Demand::Limit(place)) => {
            ("limit", case.limits.get(place).map(|limit| format!("limits.{}", limit.id.text)), None)
        }
        Role::Demand(Demand::Forbidden(place)) => ("forbidden", Some(format!("forbidden[{place}]")), None),
        Role::Demand(Demand::Fix(place)) => {
            ("fix", Some(format!("fix.{}", issue(place).unwrap_or("point"))), None)
        }
        Role::Demand(Demand::Condition(place)) => {
            let condition = case.conditions.get(place);
            ("condition", condition.map(|one| format!("conditions.{}", one.id.text)), None)
        }
        Role::Refuses(place) => ("refuses", party(place), None),
        Role::Exactly(place) => ("exactly", party(place), None),
        Role::OnBoundary => ("on_boundary", None, None),
        Role::Efficient => ("efficient", None, None),
    }
}

/// Everything that a line can be about in a case.
fn roles(case: &Case) -> Vec<Role> {
    let mut roles = vec![
        Role::Input,
        Role::Weights,
        Role::Utility,
        Role::WalkAway,
        Role::Gain,
        Role::Shortfall,
        Role::Product,
        Role::Share,
        Role::Difference,
        Role::Lead,
        Role::Packages,
        Role::OnBoundary,
        Role::Efficient,
    ];
    for (issue, block) in case.issues.iter().enumerate() {
        roles.extend((0..block.levels.len()).map(|level| Role::Issue { issue, level }));
    }
    let points = case.points().map_or(0, <[_]>::len);
    roles.extend((0..points).map(Role::Point));
    roles.extend((0..case.interactions.len()).map(Role::Interaction));
    roles.extend((0..case.shocks.len()).map(Role::Shock));
    for party in 0..case.signatories().count() {
        roles.extend([Role::Loss(party), Role::Refuses(party), Role::Exactly(party)]);
    }
    let demands = (0..case.limits.len())
        .map(Demand::Limit)
        .chain((0..case.forbidden.len()).map(Demand::Forbidden))
        .chain((0..case.issues.len().max(1)).map(Demand::Fix))
        .chain((0..case.conditions.len()).map(Demand::Condition));
    roles.extend(demands.map(Role::Demand));
    roles
}

/// What a line is about that an answer names so; `None` if the case has nothing of that name.
#[must_use]
pub fn role(case: &Case, kind: &str, what: Option<&str>, level: Option<&str>) -> Option<Role> {
    roles(case).into_iter().find(|&role| {
        let (own, whose, label) = key(case, role);
        own == kind && whose.as_deref() == what && label.as_deref() == level
    })
}
