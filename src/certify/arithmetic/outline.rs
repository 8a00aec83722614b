//! Which lines an account has, by the definition of its number: what each is about, and what it takes.

use crate::certify::arithmetic::account::{CountOf, Number, Operation, Role};
use crate::certify::arithmetic::definition::{Definitions, find};
use crate::certify::arithmetic::demands::demands;
use crate::model::{Effect, WalkAway};
use crate::numeric::Rational;

/// A line without its value.
#[derive(Debug)]
pub(in crate::certify::arithmetic) struct Sketch {
    /// What it is about.
    pub(in crate::certify::arithmetic) role: Role,
    /// How its value follows from its terms.
    pub(in crate::certify::arithmetic) operation: Operation,
    /// What it takes.
    pub(in crate::certify::arithmetic) terms: Vec<Wanted>,
}

/// A term that the definition asks for.
#[derive(Debug)]
pub(in crate::certify::arithmetic) enum Wanted {
    /// The number of the case at a path.
    Input(String),
    /// This number.
    Constant(Rational),
    /// A number of packages, which is claimed.
    Claimed,
    /// An earlier line.
    Line(usize),
    /// The account of another number.
    Account(Number),
}

/// The lines of an account of `number`; `None` if the case has no such number.
pub(in crate::certify::arithmetic) fn outline(
    definitions: &Definitions<'_>,
    number: &Number,
) -> Option<Vec<Sketch>> {
    let mut lines = Lines { definitions, list: Vec::new() };
    match number {
        Number::Input(path) => {
            lines.push(Role::Input, Operation::Sum, vec![Wanted::Input(path.clone())]);
        }
        Number::WalkAway(party) => lines.walk_away(*party)?,
        Number::Utility { party, package } | Number::Best { party, package } => {
            lines.utility(*party, package, true)?;
        }
        Number::Gain { party, package } | Number::Ideal { party, package } => {
            let utility = lines.utility(*party, package, true)?;
            let floor = lines.floor(*party)?;
            lines.push(Role::Gain, Operation::Difference, vec![Wanted::Line(utility), floor]);
        }
        Number::Share { party, package, ideal } => {
            let gain = Number::Gain { party: *party, package: package.clone() };
            let ideal = Number::Ideal { party: *party, package: ideal.clone() };
            let terms = vec![Wanted::Account(gain), Wanted::Account(ideal)];
            lines.push(Role::Share, Operation::Quotient, terms);
        }
        Number::Product(package) => {
            let gain = |party| Wanted::Account(Number::Gain { party, package: package.clone() });
            let gains = (0..definitions.parties.len()).map(gain).collect();
            lines.push(Role::Product, Operation::Product, gains);
        }
        Number::Lead { package, rival } => {
            let product = |package: &Vec<usize>| Wanted::Account(Number::Product(package.clone()));
            let terms = vec![product(package), product(rival)];
            let difference = lines.push(Role::Difference, Operation::Difference, terms);
            let terms = vec![Wanted::Line(difference), product(rival)];
            lines.push(Role::Lead, Operation::Quotient, terms);
        }
        Number::Shortfall(package) => {
            let parties = 0..definitions.parties.len();
            for party in parties.clone() {
                let utility = Wanted::Account(Number::Utility { party, package: package.clone() });
                let terms = vec![lines.floor(party)?, utility];
                lines.push(Role::Loss(party), Operation::Difference, terms);
            }
            let losses = parties.map(Wanted::Line).collect();
            lines.push(Role::Shortfall, Operation::Greatest, losses);
        }
        Number::Count(of) => lines.count(*of),
    }
    Some(lines.list)
}

struct Lines<'a> {
    definitions: &'a Definitions<'a>,
    list: Vec<Sketch>,
}

impl Lines<'_> {
    /// Adds a line and gives its place.
    fn push(&mut self, role: Role, operation: Operation, terms: Vec<Wanted>) -> usize {
        self.list.push(Sketch { role, operation, terms });
        self.list.len() - 1
    }

    /// What each issue, interaction and shock gives, and their sum; gives the place of the sum.
    fn utility(&mut self, party: usize, package: &[usize], has_shocks: bool) -> Option<usize> {
        let Definitions { case, assumed, parties } = self.definitions;
        let id = &parties.get(party)?.id.text;
        if !self.definitions.is_package(package) {
            return None;
        }
        let mut parts = Vec::new();
        if case.points().is_some() {
            let point = *package.first()?;
            let path = format!("bargaining.points[{point}][{party}]");
            parts.push(self.push(Role::Point(point), Operation::Sum, vec![Wanted::Input(path)]));
        } else {
            let weighing = case.issues.iter().filter(|issue| find(&issue.weight, id).is_some());
            let weight = |issue: &crate::model::Issue| format!("issues.{}.weight.{id}", issue.id.text);
            let weights = weighing.map(|issue| Wanted::Input(weight(issue))).collect();
            let weights = self.push(Role::Weights, Operation::Sum, weights);
            for (issue, (block, &level)) in case.issues.iter().zip(package).enumerate() {
                let is_weighed = find(&block.weight, id).is_some_and(|weight| !weight.value.is_zero());
                let terms = match is_weighed {
                    true => {
                        let value = format!("issues.{}.values.{id}[{level}]", block.id.text);
                        vec![Wanted::Input(weight(block)), Wanted::Input(value), Wanted::Line(weights)]
                    }
                    false => Vec::new(),
                };
                parts.push(self.push(Role::Issue { issue, level }, Operation::Share, terms));
            }
            for (place, interaction) in case.interactions.iter().enumerate() {
                let names_party = match &interaction.effect {
                    Effect::Bonus { bonus, .. } => find(bonus, id).is_some(),
                    Effect::Table { table, .. } => find(table, id).is_some(),
                };
                if names_party {
                    let holds = self.definitions.interaction(place, party, package);
                    let terms = holds.into_iter().map(|(path, _)| Wanted::Input(path)).collect();
                    parts.push(self.push(Role::Interaction(place), Operation::Sum, terms));
                }
            }
        }
        for (place, factor) in assumed.shocks.iter().filter(|_| has_shocks) {
            let shock = case.shocks.get(*place)?;
            if find(&shock.shift, id).is_some() {
                let path = format!("shocks.{}.shift.{id}", shock.id.text);
                let mut terms = vec![Wanted::Input(path)];
                if *factor != Rational::ONE {
                    terms.push(Wanted::Constant(factor.clone()));
                }
                parts.push(self.push(Role::Shock(*place), Operation::Product, terms));
            }
        }
        let parts = parts.into_iter().map(Wanted::Line).collect();
        Some(self.push(Role::Utility, Operation::Sum, parts))
    }

    fn walk_away(&mut self, party: usize) -> Option<()> {
        let one = self.definitions.parties.get(party)?;
        let terms = match &one.walk_away {
            Some(WalkAway::Package { package, .. }) => {
                let package = self.definitions.named(&package.text)?;
                let utility = self.utility(party, &package, false)?;
                let premium = format!("parties.{}.walk_away.premium", one.id.text);
                vec![Wanted::Line(utility), Wanted::Input(premium)]
            }
            _ => vec![self.floor(party)?],
        };
        self.push(Role::WalkAway, Operation::Sum, terms);
        Some(())
    }

    /// The walk-away value of a party as a term: a number of the case, or the account that works it out.
    fn floor(&self, party: usize) -> Option<Wanted> {
        let one = self.definitions.parties.get(party)?;
        Some(match (&one.walk_away, &self.definitions.case.bargaining) {
            (Some(WalkAway::Given(_)), _) => Wanted::Input(format!("parties.{}.walk_away", one.id.text)),
            (Some(WalkAway::Package { .. }), _) => Wanted::Account(Number::WalkAway(party)),
            (None, Some(_)) => Wanted::Input(format!("bargaining.disagreement[{party}]")),
            (None, None) => return None,
        })
    }

    fn count(&mut self, of: CountOf) {
        let parties = 0..self.definitions.parties.len();
        let left = |terms| (Operation::Difference, vec![terms, Wanted::Claimed]);
        let acceptable = || Wanted::Account(Number::Count(CountOf::Acceptable));
        let roles: Vec<Role> = match of {
            CountOf::Efficient => {
                let (operation, terms) = left(acceptable());
                self.push(Role::Efficient, operation, terms);
                return;
            }
            CountOf::OnBoundary => parties.map(Role::Exactly).collect(),
            CountOf::Admissible | CountOf::Acceptable => {
                let levels = self.definitions.levels();
                let levels = levels.iter().map(|&count| Wanted::Constant(whole(count as u128))).collect();
                self.push(Role::Packages, Operation::Product, levels);
                let asked = demands(self.definitions).into_iter().map(Role::Demand);
                let refused = parties.filter(|_| of == CountOf::Acceptable).map(Role::Refuses);
                asked.chain(refused).collect()
            }
        };
        for role in roles {
            let before = self.list.len().checked_sub(1).map_or_else(acceptable, Wanted::Line);
            let (operation, terms) = left(before);
            self.push(role, operation, terms);
        }
        if of == CountOf::OnBoundary {
            let inside = self.list.len().checked_sub(1).map_or_else(acceptable, Wanted::Line);
            self.push(Role::OnBoundary, Operation::Difference, vec![acceptable(), inside]);
        }
    }
}

/// A count as an exact number.
pub(in crate::certify::arithmetic) fn whole(count: u128) -> Rational {
    Rational::from_whole(count.into())
}
