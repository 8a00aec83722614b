//! The number whose threshold is asked for: where it stands, which values are legal, and the case at another value.
//!
//! Any number of the case that the zone depends on has a path, as `--set` takes it. How strong a shock is has the path
//! `shocks.NAME.factor`, or `shocks.NAME` for short: 1 is what the file assumes, 0 is no shock.

use crate::error::Error;
use crate::model::{Bound, Case, Quantity, Role, Shock, path};
use crate::numeric::{Interval, Rational};
use crate::study::change::Change;
use crate::study::scenario::{Scenario, unknown_number};

/// A number of a case that the zone depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    path: String,
    /// The shock whose strength it is, if it is one.
    shock: Option<String>,
    value: Rational,
    range: Option<(Rational, Rational)>,
    legal: Interval,
}

impl Target {
    /// Finds the number at `path`.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if there is no such number, if the zone of this scenario does not depend on it, or if it can have
    /// no other value.
    pub fn find(scenario: &Scenario, path: &str) -> Result<Self, Error> {
        let case = scenario.case();
        let shock = path
            .strip_prefix("shocks.")
            .and_then(|rest| case.shock(rest.strip_suffix(".factor").unwrap_or(rest)));
        if let Some(shock) = shock {
            return strength(scenario, shock);
        }
        let strength_paths = |one: &Shock| ["", ".factor"].map(|end| format!("shocks.{}{end}", one.id.text));
        let strengths: Vec<String> = case.shocks.iter().flat_map(strength_paths).collect();
        let Some(quantity) = number(case, path) else { return Err(unknown_number(case, path, &strengths)) };
        no_effect(scenario, path)?;
        Self::number(case, path, &quantity)
    }

    /// The number at `path`, whether or not the zone depends on it.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if it can have no other value.
    pub(in crate::study) fn number(case: &Case, path: &str, quantity: &Quantity) -> Result<Self, Error> {
        let legal = legal(case, path)?;
        let range = quantity.range.as_ref().map(|range| (range.low.clone(), range.high.clone()));
        Ok(Self { path: path.to_owned(), shock: None, value: quantity.value.clone(), range, legal })
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The shock whose strength it is, if it is one.
    #[must_use]
    pub fn shock(&self) -> Option<&str> {
        self.shock.as_deref()
    }

    /// Its value in the scenario.
    #[must_use]
    pub fn value(&self) -> &Rational {
        &self.value
    }

    /// The range that the file states for it.
    #[must_use]
    pub fn range(&self) -> Option<&(Rational, Rational)> {
        self.range.as_ref()
    }

    /// The values that it can have.
    #[must_use]
    pub fn legal(&self) -> &Interval {
        &self.legal
    }

    /// The scenario with another value of the number.
    ///
    /// # Errors
    ///
    /// As [`Scenario::new`].
    pub fn at(&self, scenario: &Scenario, value: &Rational) -> Result<Scenario, Error> {
        scenario.and_instead(match &self.shock {
            Some(name) => Change::Shock { name: name.clone(), factor: value.clone() },
            None => Change::Set { path: self.path.clone(), value: value.clone() },
        })
    }

    /// Are both the same number of the case, whatever their paths?
    #[must_use]
    pub fn is_same(&self, other: &Self, case: &Case) -> bool {
        self.shock == other.shock && is_same_number(case, &self.path, &other.path)
    }
}

/// The number at a path.
fn number(case: &Case, path: &str) -> Option<Quantity> {
    path::number_mut(&mut case.clone(), path).map(|number| number.clone())
}

/// Do two paths lead to one number? The walk-away values of points have two names.
fn is_same_number(case: &Case, one: &str, other: &str) -> bool {
    let mut case = case.clone();
    let mut place = |path| path::number_mut(&mut case, path).map(|number| std::ptr::from_ref(number));
    one == other || place(one).is_some_and(|one| place(other) == Some(one))
}

/// The shocks that happen in a scenario.
fn happening(scenario: &Scenario) -> impl Iterator<Item = (&Shock, &Rational)> {
    scenario.changes().iter().filter_map(|change| match change {
        Change::Shock { name, factor } => scenario.case().shock(name).map(|shock| (shock, factor)),
        _ => None,
    })
}

/// The strength of a shock.
fn strength(scenario: &Scenario, shock: &Shock) -> Result<Target, Error> {
    let name = &shock.id.text;
    if !shock.set.is_empty() {
        let message = format!("shock `{name}` sets numbers, so it happens or does not: it has no strength");
        return Err(Error::request(
            message,
            format!("ask for --of shocks.{name}.set[0] with --shock {name}"),
        ));
    }
    let factor = happening(scenario).find(|(one, _)| one.id.text == *name).map(|(_, factor)| factor.clone());
    Ok(Target {
        path: format!("shocks.{name}.factor"),
        shock: Some(name.clone()),
        value: factor.unwrap_or_default(),
        range: None,
        legal: Interval::at_least(Rational::ZERO),
    })
}

/// Refuses a number that the zone of this scenario does not depend on, and says why.
fn no_effect(scenario: &Scenario, path: &str) -> Result<(), Error> {
    let case = scenario.case();
    let id = &case.id;
    if !path::is_of_bargaining(path) {
        let instead = match path.split('.').next() {
            Some("parties") => format!("try zopa solve {id} --concepts weighted_nash --set {path}=NUMBER"),
            Some("sequence") => {
                format!("zopa sequence {id} shows the thresholds of every parameter of the plan")
            }
            Some("contact_group") => format!("try zopa compose {id} --set {path}=NUMBER"),
            _ => format!("try zopa coalitions {id} --set {path}=NUMBER"),
        };
        return Err(Error::request(format!("the zone does not depend on `{path}`"), instead));
    }
    let shock = path.strip_prefix("shocks.").and_then(|rest| rest.split('.').next());
    if let Some(name) = shock.filter(|name| !happening(scenario).any(|(one, _)| one.id.text == **name)) {
        let message =
            format!("`{path}` counts only where the shock happens, so the zone does not depend on it");
        let is_graded = case.shock(name).is_some_and(|shock| shock.set.is_empty());
        let or = if is_graded { format!(", or ask for --of shocks.{name}.factor") } else { String::new() };
        return Err(Error::request(message, format!("add --shock {name}{or}")));
    }
    let sets = |shock: &Shock| shock.set.iter().any(|(set, _)| is_same_number(case, &set.text, path));
    if let Some((shock, _)) = happening(scenario).find(|(shock, _)| sets(shock)) {
        let name = &shock.id.text;
        let place = shock.set.iter().position(|(set, _)| is_same_number(case, &set.text, path)).unwrap_or(0);
        let message =
            format!("shock `{name}` sets `{path}`, so the zone does not depend on what it is otherwise");
        return Err(Error::request(message, format!("ask for --of shocks.{name}.set[{place}]")));
    }
    let silent = |party: &&str| case.party(party).is_some_and(|party| party.role != Role::Signatory);
    if let Some(party) = party_of(path).filter(silent) {
        let role = case.party(party).map_or("", |party| party.role.word());
        let message = format!("`{path}` has no effect: {party} does not sign (role = \"{role}\")");
        return Err(Error::request(message, "ask for a number of a signatory"));
    }
    Ok(())
}

/// The party whose number stands at a path, such as `issues.pause.weight.GOV`.
fn party_of(path: &str) -> Option<&str> {
    let names: Vec<&str> = path.split('.').collect();
    let party = match names.as_slice() {
        ["parties", party, ..]
        | ["issues", _, "weight" | "values", party]
        | ["shocks", _, "shift", party]
        | [_, "bonus" | "table", party] => party,
        _ => return None,
    };
    party.split('[').next()
}

/// The values that a number can have.
fn legal(case: &Case, path: &str) -> Result<Interval, Error> {
    let names: Vec<&str> = path.split('.').collect();
    match names.as_slice() {
        ["issues", issue, "weight", party] => weight(case, path, issue, party),
        ["limits", limit, end @ ("at_least" | "at_most")] => {
            let bound = case.limit(limit).map(|limit| &limit.bound);
            let Some(Bound::Sum { at_least, at_most, .. }) = bound else { return Ok(Interval::ALL) };
            let value = |end: &Option<Quantity>| end.as_ref().map(|end| end.value.clone());
            Ok(match (*end, value(at_least), value(at_most)) {
                ("at_most", Some(low), _) => Interval::at_least(low),
                ("at_least", _, Some(high)) => Interval::at_most(high),
                _ => Interval::ALL,
            })
        }
        ["shocks", shock, set] => {
            let place =
                set.strip_prefix("set[").and_then(|rest| rest.strip_suffix(']')?.parse::<usize>().ok());
            let target =
                place.and_then(|place| case.shock(shock)?.set.get(place)).map(|(path, _)| path.text.clone());
            target.map_or(Ok(Interval::ALL), |target| legal(case, &target))
        }
        _ => Ok(Interval::ALL),
    }
}

/// A weight is not below 0, and not all weights of a party are 0.
fn weight(case: &Case, path: &str, issue: &str, party: &str) -> Result<Interval, Error> {
    let has_values = case.issue(issue).is_some_and(|one| {
        let curves = one.continuum.iter().flat_map(|own| &own.curves).map(|(name, _)| name);
        one.values.iter().map(|(name, _)| name).chain(curves).any(|name| name.text == party)
    });
    if !has_values {
        let message = format!("`{path}` can only be 0: issue `{issue}` has no values for party `{party}`");
        return Err(Error::request(
            message,
            format!("give the party values on the issue first: values.{party}"),
        ));
    }
    let others = case.issues.iter().filter(|one| one.id.text != issue).flat_map(|one| &one.weight);
    let others: Rational =
        others.filter(|(name, _)| name.text == party).map(|(_, weight)| &weight.value).sum();
    Ok(Interval { from_closed: others.is_positive(), ..Interval::at_least(Rational::ZERO) })
}
