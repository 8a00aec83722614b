//! The paths into `[coalitions]` and `[contact_group]`.
//!
//! A coalition in a path may name its players in any order, a partition its blocs too; the index after a
//! partition counts the blocs as the path has them.

use crate::model::coalitions::{Blocs, Coalitions, Worths};
use crate::model::contact_group::ContactGroup;
use crate::model::path::named;
use crate::model::{Name, Quantity};

/// Hands every number of the block to `push`, with its path and the source of its block.
pub(super) fn coalition_numbers<'a>(
    block: &'a Coalitions,
    push: &mut impl FnMut(String, &'a Quantity, Option<&'a Name>),
) {
    let source = block.source.as_ref();
    let mut add = |path: String, quantity: &'a Quantity| push(format!("coalitions.{path}"), quantity, source);
    match &block.worths {
        // The numbers of a plain game have no paths.
        Worths::Missing | Worths::Dense(_) | Worths::Glove { .. } => {}
        Worths::Table(worths) => {
            worths.iter().for_each(|(bloc, worth)| add(format!("worths.{bloc}"), worth));
        }
        Worths::Partitions(partitions) => {
            for (blocs, worths) in partitions {
                for (place, worth) in worths.iter().enumerate() {
                    add(format!("partitions.{blocs}[{place}]"), worth);
                }
            }
        }
        Worths::ByBlocCount(worths) => {
            for (place, worth) in worths.iter().enumerate() {
                add(format!("by_bloc_count[{place}]"), worth);
            }
        }
        Worths::ByAgreementSize { together, outsider } => {
            for (key, worths) in [("together", together), ("outsider", outsider)] {
                for (place, worth) in worths.iter().enumerate() {
                    add(format!("by_agreement_size.{key}[{place}]"), worth);
                }
            }
        }
        Worths::Voting { rules, .. } => {
            for (place, rule) in rules.iter().enumerate() {
                add(format!("voting.rules[{place}].quota"), &rule.quota);
                for (player, weight) in &rule.weights {
                    add(format!("voting.rules[{place}].weights.{}", player.text), weight);
                }
            }
        }
        Worths::Bankruptcy { estate, claims } => {
            add("bankruptcy.estate".to_owned(), estate);
            claims
                .iter()
                .for_each(|(player, claim)| add(format!("bankruptcy.claims.{}", player.text), claim));
        }
        Worths::Airport { costs } => {
            costs.iter().for_each(|(player, cost)| add(format!("airport.costs.{}", player.text), cost));
        }
    }
    if let Some(otherwise) = &block.otherwise {
        add("otherwise".to_owned(), otherwise);
    }
    for reaction in &block.reactions {
        let source = reaction.source.as_ref().or(source);
        let path = format!("coalitions.reactions.{}", reaction.party.text);
        push(format!("{path}.benefit"), &reaction.benefit, source);
        push(format!("{path}.cost"), &reaction.cost, source);
    }
    for breakaway in &block.breakaways {
        let source = breakaway.source.as_ref().or(source);
        for (party, shift) in &breakaway.shift {
            let path = format!("coalitions.breakaways.{}.shift.{}", breakaway.id.text, party.text);
            push(path, shift, source);
        }
    }
}

/// Hands every number of the block to `push`, with its path and the source of its block.
pub(super) fn group_numbers<'a>(
    block: &'a ContactGroup,
    push: &mut impl FnMut(String, &'a Quantity, Option<&'a Name>),
) {
    let source = block.source.as_ref();
    for (table, list) in [("candidates", &block.candidates), ("extra", &block.extra)] {
        for one in list {
            let path = format!("contact_group.{table}.{}.fund", one.id.text);
            push(path, &one.fund, one.source.as_ref().or(source));
        }
    }
    for limit in &block.share_limits {
        let path = format!("contact_group.share_limits.{}.at_most", limit.tag.text);
        push(path, &limit.at_most, limit.source.as_ref().or(source));
    }
    if let Some(goal) = &block.goal {
        push("contact_group.goal".to_owned(), goal, source);
    }
}

/// The number at a path without its `coalitions`.
pub(super) fn coalition_number<'a>(
    block: &'a mut Coalitions,
    segments: &[&str],
    indices: &[usize],
) -> Option<&'a mut Quantity> {
    match (segments, indices, &mut block.worths) {
        (["otherwise"], [], _) => block.otherwise.as_mut(),
        (["worths", coalition], [], Worths::Table(worths)) => {
            let asked = Blocs::from(*coalition);
            let wanted = sorted(&asked);
            worths.iter_mut().find(|(bloc, _)| is(bloc, &wanted)).map(|(_, worth)| worth)
        }
        (["partitions", partition], [place], Worths::Partitions(partitions)) => {
            let asked = Blocs::from(*partition);
            let wanted = sorted(&asked);
            let bloc = sorted_names(asked.blocs.get(*place)?);
            let (blocs, worths) = partitions.iter_mut().find(|(blocs, _)| is(blocs, &wanted))?;
            let one = |names: &Vec<Name>| sorted_names(names) == bloc;
            worths.get_mut(blocs.blocs.iter().position(one)?)
        }
        (["by_bloc_count"], [place], Worths::ByBlocCount(worths)) => worths.get_mut(*place),
        (["by_agreement_size", "together"], [place], Worths::ByAgreementSize { together, .. }) => {
            together.get_mut(*place)
        }
        (["by_agreement_size", "outsider"], [place], Worths::ByAgreementSize { outsider, .. }) => {
            outsider.get_mut(*place)
        }
        (["voting", "rules", "quota"], [rule], Worths::Voting { rules, .. }) => {
            rules.get_mut(*rule).map(|rule| &mut rule.quota)
        }
        (["voting", "rules", "weights", player], [rule], Worths::Voting { rules, .. }) => {
            named(&mut rules.get_mut(*rule)?.weights, player)
        }
        (["bankruptcy", "estate"], [], Worths::Bankruptcy { estate, .. }) => Some(estate),
        (["bankruptcy", "claims", player], [], Worths::Bankruptcy { claims, .. }) => named(claims, player),
        (["airport", "costs", player], [], Worths::Airport { costs }) => named(costs, player),
        (["reactions", party, end], [], _) => {
            let reaction = block.reactions.iter_mut().find(|one| one.party.text == *party)?;
            match *end {
                "benefit" => Some(&mut reaction.benefit),
                "cost" => Some(&mut reaction.cost),
                _ => None,
            }
        }
        (["breakaways", id, "shift", party], [], _) => {
            named(&mut block.breakaways.iter_mut().find(|one| one.id.text == *id)?.shift, party)
        }
        _ => None,
    }
}

/// The number at a path without its `contact_group`.
pub(super) fn group_number<'a>(block: &'a mut ContactGroup, segments: &[&str]) -> Option<&'a mut Quantity> {
    match segments {
        ["goal"] => block.goal.as_mut(),
        [table @ ("candidates" | "extra"), id, "fund"] => {
            let list = if *table == "extra" { &mut block.extra } else { &mut block.candidates };
            list.iter_mut().find(|one| one.id.text == *id).map(|one| &mut one.fund)
        }
        ["share_limits", tag, "at_most"] => {
            block.share_limits.iter_mut().find(|one| one.tag.text == *tag).map(|one| &mut one.at_most)
        }
        _ => None,
    }
}

/// Do these blocs, in any order, hold the `wanted` players?
fn is(blocs: &Blocs, wanted: &[Vec<&str>]) -> bool {
    let count = |blocs: &Blocs| blocs.blocs.iter().map(Vec::len).sum::<usize>();
    // Sorting is left to the few that might fit: a table has up to 65,536 of them.
    let fits =
        blocs.blocs.len() == wanted.len() && count(blocs) == wanted.iter().map(Vec::len).sum::<usize>();
    fits && sorted(blocs) == wanted
}

fn sorted(blocs: &Blocs) -> Vec<Vec<&str>> {
    let mut list: Vec<Vec<&str>> = blocs.blocs.iter().map(|bloc| sorted_names(bloc)).collect();
    list.sort_unstable();
    list
}

fn sorted_names(names: &[Name]) -> Vec<&str> {
    let mut list: Vec<&str> = names.iter().map(Name::as_str).collect();
    list.sort_unstable();
    list
}
