//! Demands that are not a party's, as the case writes them, ready to be asked of every package.

use crate::certify::arithmetic::account::Demand;
use crate::certify::arithmetic::definition::Definitions;
use crate::model::{Bound, Choice};
use crate::numeric::scale::{common_denominator, scaled};

/// Every demand, in the order in which an account takes them: limits, forbidden combinations, fixes, conditions.
///
/// What a what-if can lift comes last, so that each count can be asked for.
pub(in crate::certify::arithmetic) fn demands(definitions: &Definitions<'_>) -> Vec<Demand> {
    let Definitions { case, assumed, .. } = definitions;
    if case.points().is_some() {
        return assumed.fixes.iter().map(|&(issue, _)| Demand::Fix(issue)).collect();
    }
    let limits = (0..case.limits.len()).map(Demand::Limit);
    let forbidden = (0..case.forbidden.len()).map(Demand::Forbidden);
    let fixes = assumed.fixes.iter().map(|&(issue, _)| Demand::Fix(issue));
    let conditions = (0..case.conditions.len()).map(Demand::Condition);
    limits.chain(forbidden).chain(fixes).chain(conditions).collect()
}

/// A demand with everything looked up.
#[derive(Debug)]
pub(in crate::certify::arithmetic) struct Test {
    /// Issues with the levels that are named.
    named: Vec<(usize, Vec<bool>)>,
    /// Must a package have none of the combinations named, instead of all levels named?
    forbids: bool,
    /// For each issue the amount of each level, in whole units.
    amounts: Vec<(usize, Vec<i128>)>,
    /// Ends of the sum of amounts.
    ends: (Option<i128>, Option<i128>),
}

impl Test {
    /// Looks up a demand; `None` if the case has none such, or its numbers are too fine.
    pub(in crate::certify::arithmetic) fn of(definitions: &Definitions<'_>, demand: Demand) -> Option<Self> {
        let case = definitions.case;
        let levels = definitions.levels();
        let plain = |named, forbids| Self { named, forbids, amounts: Vec::new(), ends: (None, None) };
        let choices = |choices: &[Choice]| {
            choices.iter().map(|choice| mask(definitions, choice)).collect::<Option<Vec<_>>>()
        };
        Some(match demand {
            Demand::Condition(place) => plain(choices(&case.conditions.get(place)?.require)?, false),
            Demand::Forbidden(place) => plain(choices(&case.forbidden.get(place)?.when)?, true),
            Demand::Fix(issue) => {
                let (_, level) = definitions.assumed.fixes.iter().find(|(fixed, _)| *fixed == issue)?;
                let mut mask = vec![false; *levels.get(issue)?];
                *mask.get_mut(*level)? = true;
                plain(vec![(issue, mask)], false)
            }
            Demand::Limit(place) => match &case.limits.get(place)?.bound {
                Bound::Levels { at_least, at_most } => {
                    let mut named = Vec::new();
                    for (list, is_floor) in [(at_least, true), (at_most, false)] {
                        for (issue, level) in list {
                            let issue = definitions.issue(&issue.text)?;
                            let end = case.issues[issue].level(&level.text)?;
                            let within = |level: usize| if is_floor { level >= end } else { level <= end };
                            named.push((issue, (0..levels[issue]).map(within).collect()));
                        }
                    }
                    plain(named, false)
                }
                Bound::Sum { amounts, at_least, at_most } => {
                    let ends = || at_least.iter().chain(at_most);
                    let listed = amounts.iter().flat_map(|(_, list)| list).chain(ends());
                    let scale = common_denominator(listed.map(|amount| &amount.value));
                    let mut whole = Vec::new();
                    for (issue, list) in amounts {
                        let list = list.iter().map(|amount| scaled(&amount.value, &scale));
                        whole.push((definitions.issue(&issue.text)?, list.collect::<Option<Vec<_>>>()?));
                    }
                    let end = |end: &Option<crate::model::Quantity>| match end {
                        Some(end) => scaled(&end.value, &scale).map(Some),
                        None => Some(None),
                    };
                    let ends = (end(at_least)?, end(at_most)?);
                    Self { amounts: whole, ends, ..plain(Vec::new(), false) }
                }
            },
        })
    }

    /// Does a package meet the demand?
    pub(in crate::certify::arithmetic) fn is_met(&self, package: &[usize]) -> bool {
        let all = self.named.iter().all(|(issue, levels)| levels[package[*issue]]);
        let sum = || self.amounts.iter().map(|(issue, amounts)| amounts[package[*issue]]).sum::<i128>();
        match self.ends {
            (None, None) => all != self.forbids,
            (low, high) => {
                let sum = sum();
                low.is_none_or(|low| sum >= low) && high.is_none_or(|high| sum <= high)
            }
        }
    }
}

/// The issue of a choice, and which of its levels are named.
fn mask(definitions: &Definitions<'_>, choice: &Choice) -> Option<(usize, Vec<bool>)> {
    let issue = definitions.issue(&choice.issue.text)?;
    let mut mask = vec![false; definitions.case.issues[issue].levels.len()];
    for level in &choice.levels {
        mask[definitions.case.issues[issue].level(&level.text)?] = true;
    }
    Some((issue, mask))
}
