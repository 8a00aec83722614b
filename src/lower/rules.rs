//! Conditions, limits, forbidden combinations and fixes as rules of the game.

use crate::error::Error;
use crate::games::bargaining::Rule;
use crate::lower::bargaining::{Lowering, Overlay, too_fine};
use crate::lower::labels::{Demand, DemandKind, Labels};
use crate::model::{Bound, Name, Quantity};
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled, unscaled};

impl Lowering<'_> {
    /// Every rule of the case, each with the demand it belongs to written into `labels`.
    pub(in crate::lower) fn rules(&self, labels: &mut Labels, overlay: &Overlay) -> Result<Vec<Rule>, Error> {
        let mut rules = Vec::new();
        for condition in &self.case.conditions {
            let id = &condition.id.text;
            self.demand(labels, DemandKind::Condition, id, condition.label.as_deref());
            for choice in &condition.require {
                let (issues, allowed) = self.combinations(std::slice::from_ref(choice))?;
                push(labels, &mut rules, Rule::Combinations { issues, allowed }, Rational::ONE);
            }
        }
        for limit in &self.case.limits {
            self.demand(labels, DemandKind::Limit, &limit.id.text, limit.label.as_deref());
            match &limit.bound {
                Bound::Levels { at_least, at_most } => {
                    for (list, is_floor) in [(at_least, true), (at_most, false)] {
                        for (issue, level) in list {
                            let issue = self.issue(issue)?;
                            let end = self.level(issue, level)?;
                            let levels = 0..self.case.issues[issue].levels.len();
                            let within = |level: usize| if is_floor { level >= end } else { level <= end };
                            let allowed = levels.map(within).collect();
                            let rule = Rule::Combinations { issues: vec![issue], allowed };
                            push(labels, &mut rules, rule, Rational::ONE);
                        }
                    }
                }
                Bound::Sum { amounts, at_least, at_most } => {
                    for (end, sign) in [(at_most, 1), (at_least, -1)] {
                        if let Some(end) = end {
                            let (rule, unit) = self.sum_rule(amounts, &end.value, sign)?;
                            push(labels, &mut rules, rule, unit);
                        }
                    }
                }
            }
        }
        for (place, forbidden) in self.case.forbidden.iter().enumerate() {
            let named = forbidden.when.iter().map(|choice| {
                let levels: Vec<&str> = choice.levels.iter().map(Name::as_str).collect();
                format!("{} {}", choice.issue.text, levels.join("/"))
            });
            let named = named.collect::<Vec<_>>().join(" with ");
            let note = Some(forbidden.note.as_deref().unwrap_or(&named));
            self.demand(labels, DemandKind::Forbidden, &place.to_string(), note);
            let (issues, holds) = self.combinations(&forbidden.when)?;
            let allowed = holds.iter().map(|&holds| !holds).collect();
            push(labels, &mut rules, Rule::Combinations { issues, allowed }, Rational::ONE);
        }
        for (issue, level) in &overlay.fixes {
            let place = self.issue(&Name::from(issue.as_str()))?;
            rules.push(fix_rule(labels, place, *level));
        }
        Ok(rules)
    }

    /// `sign * sum of amounts <= sign * end`, in whole units, and what one of them is worth.
    fn sum_rule(
        &self,
        amounts: &[(Name, Vec<Quantity>)],
        end: &Rational,
        sign: i64,
    ) -> Result<(Rule, Rational), Error> {
        let numbers = amounts.iter().flat_map(|(_, list)| list.iter().map(|amount| &amount.value));
        let scale = common_denominator(numbers.chain([end]));
        let sign = Rational::from(sign);
        let units = |value: &Rational| scaled(&(value * &sign), &scale).ok_or_else(too_fine);
        let mut lowered = Vec::with_capacity(amounts.len());
        for (issue, list) in amounts {
            let list = list.iter().map(|amount| units(&amount.value)).collect::<Result<Vec<_>, _>>()?;
            lowered.push((self.issue(issue)?, list));
        }
        lowered.sort_by_key(|&(issue, _)| issue);
        Ok((Rule::Sum { amounts: lowered, at_most: units(end)? }, unscaled(1, &scale)))
    }

    fn demand(&self, labels: &mut Labels, kind: DemandKind, id: &str, label: Option<&str>) {
        let label = label.unwrap_or(id).to_owned();
        labels.demands.push(Demand { kind, id: id.to_owned(), label });
    }
}

/// The rule that fixes an issue at a level.
pub(in crate::lower) fn fix_rule(labels: &mut Labels, issue: usize, level: usize) -> Rule {
    let names = &labels.issues[issue];
    let label = format!("{} fixed at {}", names.label, names.level(level));
    let mut allowed = vec![false; names.levels.len()];
    allowed[level] = true;
    labels.demands.push(Demand { kind: DemandKind::Fix, id: names.id.clone(), label });
    labels.rule_demand.push(labels.demands.len() - 1);
    labels.rule_unit.push(Rational::ONE);
    Rule::Combinations { issues: vec![issue], allowed }
}

/// Adds a rule that belongs to the demand named last.
fn push(labels: &mut Labels, rules: &mut Vec<Rule>, rule: Rule, unit: Rational) {
    labels.rule_demand.push(labels.demands.len() - 1);
    labels.rule_unit.push(unit);
    rules.push(rule);
}
