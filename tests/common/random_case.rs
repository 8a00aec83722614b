//! Seeded cases with everything a case may have, for tests that compare with a naive enumeration.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use crate::generate::Generator;
use zopa::model::{
    Bound, Case, Choice, Condition, Effect, Forbidden, Interaction, Issue, Limit, Name, NamedPackage, Party,
    Quantity, Role, Shock, WalkAway,
};
use zopa::numeric::Rational;

/// Signatories of random cases.
const PARTIES: [&str; 4] = ["ANN", "BOB", "CID", "DAN"];

/// A small case; the same seed gives the same case on every machine.
pub fn random_case(seed: u64) -> Case {
    Builder { generator: Generator::new(seed), denominators: [1, 1, 2, 3, 7, 10] }.case()
}

struct Builder {
    generator: Generator,
    denominators: [i128; 6],
}

impl Builder {
    fn case(mut self) -> Case {
        let count = 1 + self.generator.below(4);
        let mut case = Case { id: "random".to_owned(), title: "Random".to_owned(), ..Case::default() };
        let sizes = [[2, 2, 3, 4], [1, 2, 3, 3], [2, 4, 1, 2], [3, 3, 3, 2]][self.generator.below(4)];
        let issues = 1 + self.generator.below(4);
        for (place, &levels) in sizes.iter().take(issues).enumerate() {
            case.issues.push(self.issue(place, levels, &PARTIES[..count]));
        }
        for &party in &PARTIES[..count] {
            // Weights must not add to 0.
            let weighs = |issue: &Issue| {
                issue.weight.iter().any(|(name, one)| name.text == party && !one.value.is_zero())
            };
            if !case.issues.iter().any(weighs) {
                let weight = (Name::from(party), Quantity::from(3));
                case.issues[0].weight.retain(|(name, _)| name.text != party);
                case.issues[0].weight.push(weight);
                if !case.issues[0].values.iter().any(|(name, _)| name.text == party) {
                    let values = case.issues[0].levels.iter().map(|_| self.quantity(0, 10)).collect();
                    case.issues[0].values.push((Name::from(party), values));
                }
            }
        }
        let levels = case.issues.iter().map(|issue| Choice {
            within: None,
            issue: issue.id.clone(),
            levels: vec![issue.levels[self.generator.below(issue.levels.len())].clone()],
        });
        let levels = levels.collect();
        case.packages.push(NamedPackage { id: "now".into(), label: None, levels, source: None, note: None });
        for (place, &party) in PARTIES[..count].iter().enumerate() {
            if place == 1 && self.generator.chance(30) {
                case.parties.push(self.party("ZOE", Role::Outsider));
            }
            case.parties.push(self.party(party, Role::Signatory));
        }
        for _ in 0..self.generator.below(3) {
            if case.issues.len() > 1 {
                let effect = self.effect(&case, &PARTIES[..count]);
                case.interactions.push(Interaction { effect, source: None, note: None });
            }
        }
        for place in 0..self.generator.below(3) {
            let require = self.choices(&case, 1, 75);
            let id = Name::from(format!("condition{place}"));
            case.conditions.push(Condition { id, label: None, require, source: None, note: None });
        }
        for place in 0..self.generator.below(3) {
            let bound = self.bound(&case);
            let id = Name::from(format!("limit{place}"));
            case.limits.push(Limit { id, label: None, bound, source: None, note: None });
        }
        for _ in 0..self.generator.below(2) {
            let when = self.choices(&case, case.issues.len().min(2), 40);
            case.forbidden.push(Forbidden { when, source: None, note: None });
        }
        let mut shift = Vec::new();
        for &party in &PARTIES[..count] {
            if self.generator.chance(60) {
                shift.push((Name::from(party), self.quantity(-4, 2)));
            }
        }
        let (id, label) = (Name::from("storm"), None);
        case.shocks.push(Shock { id, label, shift, set: Vec::new(), source: None, note: None });
        case
    }

    fn quantity(&mut self, low: i128, high: i128) -> Quantity {
        let denominator = self.denominators[self.generator.below(6)];
        Rational::new(self.generator.between(low * denominator, high * denominator), denominator)
            .unwrap()
            .into()
    }

    fn party(&mut self, id: &str, role: Role) -> Party {
        let walk_away = match role {
            Role::Signatory if self.generator.chance(25) => {
                Some(WalkAway::Package { package: "now".into(), premium: self.quantity(-2, 2) })
            }
            Role::Signatory => Some(WalkAway::Given(self.quantity(0, 7))),
            _ => None,
        };
        Party {
            id: id.into(),
            name: id.to_owned(),
            role,
            walk_away,
            influence: None,
            source: None,
            note: None,
        }
    }

    fn issue(&mut self, place: usize, levels: usize, parties: &[&str]) -> Issue {
        let (mut weight, mut values) = (Vec::new(), Vec::new());
        for &party in parties {
            if self.generator.chance(85) {
                let heavy = if self.generator.chance(15) { Quantity::from(0) } else { self.quantity(1, 5) };
                weight.push((Name::from(party), heavy));
                values.push((Name::from(party), (0..levels).map(|_| self.quantity(0, 10)).collect()));
            }
        }
        Issue {
            continuum: None,
            id: format!("issue{place}").into(),
            label: format!("Issue {place}"),
            unit: None,
            ordered: self.generator.chance(70),
            levels: (0..levels).map(|level| Name::from(format!("level{level}"))).collect(),
            weight,
            values,
            source: None,
            payoff_source: None,
            note: None,
        }
    }

    /// At least `least` issues, in any order, each with some of its levels.
    fn choices(&mut self, case: &Case, least: usize, percent: usize) -> Vec<Choice> {
        let names = self.some_issues(case, least);
        let choice = |name: Name, generator: &mut Generator| {
            let issue = case.issue(&name.text).unwrap();
            let mut levels: Vec<Name> =
                issue.levels.iter().filter(|_| generator.chance(percent)).cloned().collect();
            if levels.is_empty() {
                levels.push(issue.levels[generator.below(issue.levels.len())].clone());
            }
            Choice { issue: name, levels, within: None }
        };
        names.into_iter().map(|name| choice(name, &mut self.generator)).collect()
    }

    fn some_issues(&mut self, case: &Case, least: usize) -> Vec<Name> {
        let mut names: Vec<Name> = case.issues.iter().map(|issue| issue.id.clone()).collect();
        let keep = (least + self.generator.below(2)).min(names.len());
        while names.len() > keep {
            names.remove(self.generator.below(names.len()));
        }
        if self.generator.chance(50) {
            names.reverse();
        }
        names
    }

    fn effect(&mut self, case: &Case, parties: &[&str]) -> Effect {
        let mut named: Vec<Name> =
            parties.iter().filter(|_| self.generator.chance(60)).map(|&party| Name::from(party)).collect();
        if named.is_empty() {
            named.push(parties[0].into());
        }
        if self.generator.chance(50) {
            let when = self.choices(case, 2, 50);
            let bonus = named.into_iter().map(|party| (party, self.quantity(-3, 3))).collect();
            return Effect::Bonus { when, bonus };
        }
        let over = self.some_issues(case, 2);
        let cells: usize = over.iter().map(|name| case.issue(&name.text).unwrap().levels.len()).product();
        let table = named
            .into_iter()
            .map(|party| (party, (0..cells).map(|_| self.quantity(-2, 2)).collect()))
            .collect();
        Effect::Table { over, table }
    }

    fn bound(&mut self, case: &Case) -> Bound {
        let ordered: Vec<&Issue> = case.issues.iter().filter(|issue| issue.ordered).collect();
        if !ordered.is_empty() && self.generator.chance(50) {
            let issue = ordered[self.generator.below(ordered.len())];
            let end = self.generator.below(issue.levels.len());
            let level = (issue.id.clone(), issue.levels[end].clone());
            return if self.generator.chance(60) {
                let at_least = match end {
                    0 => Vec::new(),
                    _ => vec![(issue.id.clone(), issue.levels[self.generator.below(end + 1)].clone())],
                };
                Bound::Levels { at_least, at_most: vec![level] }
            } else {
                Bound::Levels { at_least: vec![level], at_most: Vec::new() }
            };
        }
        let names = self.some_issues(case, 1);
        let amounts: Vec<(Name, Vec<Quantity>)> = names
            .into_iter()
            .map(|name| {
                let levels = case.issue(&name.text).unwrap().levels.len();
                (name, (0..levels).map(|_| self.quantity(-2, 6)).collect())
            })
            .collect();
        let low = self.quantity(-2, 3);
        let high = Quantity::from(&low.value + &self.quantity(1, 6).value);
        let (at_least, at_most) = match self.generator.below(3) {
            0 => (Some(low), None),
            1 => (None, Some(high)),
            _ => (Some(low), Some(high)),
        };
        Bound::Sum { amounts, at_least, at_most }
    }
}
