//! Every number of a case has a path, and every path finds its number.
//!
//! Paths follow the case file: `parties.GOV.walk_away`, `parties.GOV.walk_away.premium`, `parties.GOV.influence`,
//! `issues.autonomy.weight.GOV`, `issues.autonomy.values.GOV[2]`, `interactions[0].bonus.GOV`,
//! `interactions[1].table.GOV[5]`, `limits.budget.amounts.pause[1]`, `limits.budget.at_most`,
//! `shocks.mlf_attacks.shift.GOV`, `shocks.before.set[0]`, `bargaining.points[3][0]`,
//! `bargaining.disagreement[1]`, `coalitions.worths.GOV+JTD`, `coalitions.partitions.GOV+JTD | MLF[0]` (blocs as
//! the path has them), `coalitions.voting.rules[0].quota`, `coalitions.reactions.MLF.benefit`,
//! `contact_group.candidates.US.fund`, `contact_group.share_limits.western.at_most`. Levels, rows, rules and blocs
//! count from 0. A parameter of a sequence is `sequence.parameters.hawk`.

mod coalitions;

use crate::model::coalitions::Worths;
use crate::model::{Bound, Case, Effect, Name, Quantity, WalkAway};

/// One number of a case, with its path and the source that covers it.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The path, as `--set` takes it.
    pub path: String,
    /// The number.
    pub quantity: &'a Quantity,
    /// The number's own source, or the one of the block it stands in.
    pub source: Option<&'a Name>,
}

impl Entry<'_> {
    /// Does the number bear on packages or points, and not only on coalitions or a contact group?
    #[must_use]
    pub fn is_of_bargaining(&self) -> bool {
        is_of_bargaining(&self.path)
    }
}

/// Does the number at `path` bear on packages or points, and not only on coalitions, a contact group or bargaining weights?
#[must_use]
pub fn is_of_bargaining(path: &str) -> bool {
    let is_other = ["coalitions.", "contact_group.", "sequence.", "concessions."]
        .iter()
        .any(|block| path.starts_with(block));
    !is_other && !is_influence(path)
}

/// Is the number at `path` the influence of a party?
#[must_use]
pub fn is_influence(path: &str) -> bool {
    path.starts_with("parties.") && path.ends_with(".influence")
}

/// How many numbers of `case` have no path, and so no source: those of a plain game by its table.
#[must_use]
pub fn numbers_without_path(case: &Case) -> usize {
    match case.coalitions.as_ref().map(|block| &block.worths) {
        // The empty coalition has 0 by its nature.
        Some(Worths::Dense(worths)) => worths.len().saturating_sub(1),
        _ => 0,
    }
}

/// Lists every number of `case` in file order of its blocks.
///
/// Cost: linear in the number of numbers.
#[must_use]
pub fn numbers<'a>(case: &'a Case) -> Vec<Entry<'a>> {
    let mut list = Vec::new();
    let mut push = |path: String, quantity: &'a Quantity, block: Option<&'a Name>| {
        list.push(Entry { path, quantity, source: quantity.source.as_ref().or(block) });
    };
    for party in &case.parties {
        let block = party.source.as_ref();
        match &party.walk_away {
            Some(WalkAway::Given(value)) => {
                push(format!("parties.{}.walk_away", party.id.text), value, block)
            }
            Some(WalkAway::Package { premium, .. }) => {
                push(format!("parties.{}.walk_away.premium", party.id.text), premium, block);
            }
            None => {}
        }
        if let Some(value) = &party.influence {
            push(format!("parties.{}.influence", party.id.text), value, block);
        }
    }
    for issue in &case.issues {
        let block = issue.payoff_source.as_ref().or(issue.source.as_ref());
        for (party, weight) in &issue.weight {
            push(format!("issues.{}.weight.{}", issue.id.text, party.text), weight, block);
        }
        for (party, values) in &issue.values {
            for (level, value) in values.iter().enumerate() {
                push(format!("issues.{}.values.{}[{level}]", issue.id.text, party.text), value, block);
            }
        }
        if let Some(continuum) = &issue.continuum {
            for (end, value) in [("from", &continuum.from), ("to", &continuum.to)] {
                push(format!("issues.{}.range.{end}", issue.id.text), value, issue.source.as_ref());
            }
            for (party, knots) in &continuum.curves {
                for (place, knot) in knots.iter().enumerate() {
                    push(
                        format!("issues.{}.curve.{}[{place}]", issue.id.text, party.text),
                        &knot.value,
                        block,
                    );
                }
            }
        }
    }
    for (place, interaction) in case.interactions.iter().enumerate() {
        let block = interaction.source.as_ref();
        match &interaction.effect {
            Effect::Bonus { bonus, .. } => {
                for (party, value) in bonus {
                    push(format!("interactions[{place}].bonus.{}", party.text), value, block);
                }
            }
            Effect::Table { table, .. } => {
                for (party, values) in table {
                    for (cell, value) in values.iter().enumerate() {
                        push(format!("interactions[{place}].table.{}[{cell}]", party.text), value, block);
                    }
                }
            }
        }
    }
    for limit in &case.limits {
        let block = limit.source.as_ref();
        if let Bound::Sum { amounts, at_least, at_most } = &limit.bound {
            for (issue, values) in amounts {
                for (level, value) in values.iter().enumerate() {
                    push(format!("limits.{}.amounts.{}[{level}]", limit.id.text, issue.text), value, block);
                }
            }
            for (end, value) in [("at_least", at_least), ("at_most", at_most)] {
                if let Some(value) = value {
                    push(format!("limits.{}.{end}", limit.id.text), value, block);
                }
            }
        }
    }
    for concession in &case.concessions {
        let (id, block) = (&concession.id.text, concession.source.as_ref());
        for (party, value) in &concession.worth {
            push(format!("concessions.{id}.worth.{}", party.text), value, block);
        }
        for (key, value) in [("cost", &concession.cost), ("at_most", &concession.at_most)] {
            if let Some(value) = value {
                push(format!("concessions.{id}.{key}"), value, block);
            }
        }
    }
    for shock in &case.shocks {
        let block = shock.source.as_ref();
        for (party, value) in &shock.shift {
            push(format!("shocks.{}.shift.{}", shock.id.text, party.text), value, block);
        }
        for (place, (_, value)) in shock.set.iter().enumerate() {
            push(format!("shocks.{}.set[{place}]", shock.id.text), value, block);
        }
    }
    if let Some(given) = &case.bargaining {
        let block = given.source.as_ref();
        for (path, value) in given.shape.numbers() {
            push(format!("bargaining.{path}"), value, block);
        }
        for (place, value) in given.disagreement.iter().enumerate() {
            push(format!("bargaining.disagreement[{place}]"), value, block);
        }
    }
    if let Some(block) = &case.coalitions {
        self::coalitions::coalition_numbers(block, &mut push);
    }
    if let Some(block) = &case.contact_group {
        self::coalitions::group_numbers(block, &mut push);
    }
    if let Some(block) = &case.sequence {
        for one in &block.parameters {
            push(format!("sequence.parameters.{}", one.id.text), &one.number, block.source.as_ref());
        }
    }
    list
}

/// The number at `path`, to be replaced; `None` if the case has no such number.
///
/// `parties.X.walk_away` also finds the walk-away value of a case given by points, which stands in
/// `bargaining.disagreement`. A walk-away value that is taken from a package has only a premium.
pub fn number_mut<'a>(case: &'a mut Case, path: &str) -> Option<&'a mut Quantity> {
    let (segments, indices) = split(path)?;
    match (segments.as_slice(), indices.as_slice()) {
        (["parties", party, "walk_away"], []) => {
            let place = case.signatories().position(|one| one.id.text == *party);
            let found = case.parties.iter_mut().find(|one| one.id.text == *party)?;
            match &mut found.walk_away {
                Some(WalkAway::Given(value)) => Some(value),
                Some(WalkAway::Package { .. }) => None,
                None => case.bargaining.as_mut()?.disagreement.get_mut(place?),
            }
        }
        (["parties", party, "walk_away", "premium"], []) => {
            match &mut case.parties.iter_mut().find(|one| one.id.text == *party)?.walk_away {
                Some(WalkAway::Package { premium, .. }) => Some(premium),
                _ => None,
            }
        }
        (["parties", party, "influence"], []) => {
            case.parties.iter_mut().find(|one| one.id.text == *party)?.influence.as_mut()
        }
        (["issues", issue, "weight", party], []) => named(&mut issue_mut(case, issue)?.weight, party),
        (["issues", issue, "values", party], [level]) => {
            named(&mut issue_mut(case, issue)?.values, party)?.get_mut(*level)
        }
        (["issues", issue, "range", end], []) => {
            let continuum = issue_mut(case, issue)?.continuum.as_mut()?;
            match *end {
                "from" => Some(&mut continuum.from),
                "to" => Some(&mut continuum.to),
                _ => None,
            }
        }
        (["issues", issue, "curve", party], [place]) => {
            let curves = &mut issue_mut(case, issue)?.continuum.as_mut()?.curves;
            named(curves, party)?.get_mut(*place).map(|knot| &mut knot.value)
        }
        (["interactions", "bonus", party], [place]) => match &mut case.interactions.get_mut(*place)?.effect {
            Effect::Bonus { bonus, .. } => named(bonus, party),
            Effect::Table { .. } => None,
        },
        (["interactions", "table", party], [place, cell]) => {
            match &mut case.interactions.get_mut(*place)?.effect {
                Effect::Table { table, .. } => named(table, party)?.get_mut(*cell),
                Effect::Bonus { .. } => None,
            }
        }
        (["limits", limit, rest @ ..], indices) => {
            match (&mut case.limits.iter_mut().find(|one| one.id.text == *limit)?.bound, rest, indices) {
                (Bound::Sum { amounts, .. }, ["amounts", issue], [level]) => {
                    named(amounts, issue)?.get_mut(*level)
                }
                (Bound::Sum { at_least, .. }, ["at_least"], []) => at_least.as_mut(),
                (Bound::Sum { at_most, .. }, ["at_most"], []) => at_most.as_mut(),
                _ => None,
            }
        }
        (["concessions", id, rest @ ..], []) => {
            let found = case.concessions.iter_mut().find(|one| one.id.text == *id)?;
            match rest {
                ["worth", party] => named(&mut found.worth, party),
                ["cost"] => found.cost.as_mut(),
                ["at_most"] => found.at_most.as_mut(),
                _ => None,
            }
        }
        (["shocks", shock, "shift", party], []) => {
            named(&mut case.shocks.iter_mut().find(|one| one.id.text == *shock)?.shift, party)
        }
        (["shocks", shock, "set"], [place]) => {
            let found = case.shocks.iter_mut().find(|one| one.id.text == *shock)?;
            found.set.get_mut(*place).map(|(_, value)| value)
        }
        (["bargaining", "disagreement"], [place]) => case.bargaining.as_mut()?.disagreement.get_mut(*place),
        (["bargaining", rest @ ..], indices) => case.bargaining.as_mut()?.shape.number_mut(rest, indices),
        (["coalitions", rest @ ..], indices) => {
            self::coalitions::coalition_number(case.coalitions.as_mut()?, rest, indices)
        }
        (["sequence", "parameters", name], []) => {
            let parameters = &mut case.sequence.as_mut()?.parameters;
            parameters.iter_mut().find(|one| one.id.text == *name).map(|one| &mut one.number)
        }
        (["contact_group", rest @ ..], []) => {
            self::coalitions::group_number(case.contact_group.as_mut()?, rest)
        }
        _ => None,
    }
}

fn issue_mut<'a>(case: &'a mut Case, id: &str) -> Option<&'a mut crate::model::Issue> {
    case.issues.iter_mut().find(|issue| issue.id.text == id)
}

fn named<'a, T>(list: &'a mut [(Name, T)], id: &str) -> Option<&'a mut T> {
    list.iter_mut().find(|(name, _)| name.text == id).map(|(_, value)| value)
}

/// Splits `a.b[1].c[2]` into its names and, apart, its indices in order.
#[must_use]
pub fn split(path: &str) -> Option<(Vec<&str>, Vec<usize>)> {
    let mut names = Vec::new();
    let mut indices = Vec::new();
    for segment in path.split('.') {
        let mut pieces = segment.split('[');
        names.push(pieces.next()?);
        for piece in pieces {
            indices.push(piece.strip_suffix(']')?.parse().ok()?);
        }
    }
    Some((names, indices))
}
