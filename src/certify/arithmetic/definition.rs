//! Numbers of a case by their definitions, straight from its text.
//!
//! The utility of a party is the sum of weight times value over the sum of weights, plus interactions, plus shocks;
//! a gain is a utility less a walk-away value. Everything is worked out in fractions, anew for each question.

use crate::certify::arithmetic::account::Assumed;
use crate::model::{Case, Choice, Effect, Name, Party, Quantity, WalkAway};
use crate::numeric::Rational;

/// A case with what holds beside it in this run.
#[derive(Debug)]
pub(in crate::certify::arithmetic) struct Definitions<'a> {
    /// The case.
    pub(in crate::certify::arithmetic) case: &'a Case,
    /// What holds beside it.
    pub(in crate::certify::arithmetic) assumed: &'a Assumed,
    /// The signatories.
    pub(in crate::certify::arithmetic) parties: Vec<&'a Party>,
}

impl<'a> Definitions<'a> {
    pub(in crate::certify::arithmetic) fn new(case: &'a Case, assumed: &'a Assumed) -> Self {
        Self { case, assumed, parties: case.signatories().collect() }
    }

    /// Number of levels of each issue; a case given by points has one issue.
    pub(in crate::certify::arithmetic) fn levels(&self) -> Vec<usize> {
        match self.case.points() {
            Some(points) => vec![points.len()],
            None => self.case.issues.iter().map(|issue| issue.levels.len()).collect(),
        }
    }

    /// One level in range for each issue?
    pub(in crate::certify::arithmetic) fn is_package(&self, package: &[usize]) -> bool {
        let levels = self.levels();
        package.len() == levels.len() && package.iter().zip(&levels).all(|(level, count)| level < count)
    }

    /// What an agreement on `package` is worth to a party.
    pub(in crate::certify::arithmetic) fn utility(
        &self,
        party: usize,
        package: &[usize],
    ) -> Option<Rational> {
        let mut total = self.without_shocks(party, package)?;
        for (place, factor) in &self.assumed.shocks {
            let shock = self.case.shocks.get(*place)?;
            if let Some(shift) = find(&shock.shift, &self.parties.get(party)?.id.text) {
                total += &(&shift.value * factor);
            }
        }
        Some(total)
    }

    /// The same without shocks, which fall on agreements alone.
    pub(in crate::certify::arithmetic) fn without_shocks(
        &self,
        party: usize,
        package: &[usize],
    ) -> Option<Rational> {
        let id = &self.parties.get(party)?.id.text;
        if !self.is_package(package) {
            return None;
        }
        if let Some(points) = self.case.points() {
            return Some(points.get(*package.first()?)?.get(party)?.value.clone());
        }
        let (mut above, mut below) = (Rational::ZERO, Rational::ZERO);
        for (issue, &level) in self.case.issues.iter().zip(package) {
            let Some(weight) = find(&issue.weight, id).filter(|weight| !weight.value.is_zero()) else {
                continue;
            };
            above += &(&weight.value * &find(&issue.values, id)?.get(level)?.value);
            below += &weight.value;
        }
        let mut total = above.checked_div(&below).unwrap_or_default();
        for place in 0..self.case.interactions.len() {
            if let Some((_, points)) = self.interaction(place, party, package) {
                total += &points.value;
            }
        }
        Some(total)
    }

    /// The number that an interaction adds, with its path; `None` if it does not hold or does not name the party.
    pub(in crate::certify::arithmetic) fn interaction(
        &self,
        place: usize,
        party: usize,
        package: &[usize],
    ) -> Option<(String, &'a Quantity)> {
        let id = &self.parties.get(party)?.id.text;
        match &self.case.interactions.get(place)?.effect {
            Effect::Bonus { when, bonus } => {
                let points = find(bonus, id)?;
                let all = when.iter().all(|choice| self.holds(choice, package) == Some(true));
                all.then(|| (format!("interactions[{place}].bonus.{id}"), points))
            }
            Effect::Table { over, table } => {
                let values = find(table, id)?;
                let mut cell = 0;
                for name in over {
                    let issue = self.issue(&name.text)?;
                    cell = cell * self.case.issues[issue].levels.len() + package.get(issue)?;
                }
                Some((format!("interactions[{place}].table.{id}[{cell}]"), values.get(cell)?))
            }
        }
    }

    /// The walk-away value of a party.
    pub(in crate::certify::arithmetic) fn walk_away(&self, party: usize) -> Option<Rational> {
        match (&self.parties.get(party)?.walk_away, &self.case.bargaining) {
            (Some(WalkAway::Given(value)), _) => Some(value.value.clone()),
            (Some(WalkAway::Package { package, premium }), _) => {
                let package = self.named(&package.text)?;
                Some(&self.without_shocks(party, &package)? + &premium.value)
            }
            (None, Some(given)) => Some(given.disagreement.get(party)?.value.clone()),
            (None, None) => None,
        }
    }

    /// Utility less walk-away value.
    pub(in crate::certify::arithmetic) fn gain(&self, party: usize, package: &[usize]) -> Option<Rational> {
        Some(&self.utility(party, package)? - &self.walk_away(party)?)
    }

    /// The product of all gains.
    pub(in crate::certify::arithmetic) fn product(&self, package: &[usize]) -> Option<Rational> {
        (0..self.parties.len())
            .try_fold(Rational::ONE, |product, party| Some(&product * &self.gain(party, package)?))
    }

    /// The levels of a named package.
    pub(in crate::certify::arithmetic) fn named(&self, id: &str) -> Option<Vec<usize>> {
        let named = self.case.package(id)?;
        let level = |issue: &crate::model::Issue| {
            let choice = named.levels.iter().find(|choice| choice.issue.text == issue.id.text)?;
            issue.level(&choice.levels.first()?.text)
        };
        self.case.issues.iter().map(level).collect()
    }

    /// Has `package` one of the levels of a choice? `None` if the choice is none of this case.
    pub(in crate::certify::arithmetic) fn holds(&self, choice: &Choice, package: &[usize]) -> Option<bool> {
        let issue = self.issue(&choice.issue.text)?;
        let label = &self.case.issues[issue].levels.get(*package.get(issue)?)?.text;
        Some(choice.levels.iter().any(|level| level.text == *label))
    }

    /// The place of an issue.
    pub(in crate::certify::arithmetic) fn issue(&self, id: &str) -> Option<usize> {
        self.case.issues.iter().position(|issue| issue.id.text == id)
    }
}

/// What a list says of a name.
pub(in crate::certify::arithmetic) fn find<'a, T>(list: &'a [(Name, T)], id: &str) -> Option<&'a T> {
    list.iter().find(|(name, _)| name.text == id).map(|(_, value)| value)
}
