//! A case with what-ifs: the same file, some things changed for this run.
//!
//! [`Change`]s are applied to a copy of the case in one order, whatever order they were given in: `set`,
//! `without`, `cap`, `fix`, `shock`. The [`Scenario`] keeps them, so that an answer can say what was assumed
//! and be reproduced.

use crate::diagnostic::{did_you_mean, nearest};
use crate::error::Error;
use crate::games::bargaining_set::BargainingSet;
use crate::games::frontier::Frontier;
use crate::lower::{Lowered, LoweredMixed, Overlay, lower, lower_frontier, lower_mixed, lower_set};
use crate::model::given_set::GivenShape;
use crate::model::{Bound, Case, Issue, Limit, Name, Shock, path};
use crate::numeric::{Rational, typed};
use crate::study::change::{Change, Lifted};

/// A case with its changes applied.
#[derive(Debug, Clone)]
pub struct Scenario {
    original: Case,
    case: Case,
    overlay: Overlay,
    changes: Vec<Change>,
    readings: Vec<String>,
}

impl Scenario {
    /// Applies `changes` to a copy of `case`.
    ///
    /// # Errors
    ///
    /// [`Error::Request`] if a change names what the case does not have, [`Error::Case`] if the changed case
    /// is wrong.
    pub fn new(case: &Case, changes: &[Change]) -> Result<Self, Error> {
        let mut scenario = Self {
            original: case.clone(),
            case: case.clone(),
            overlay: Overlay::default(),
            changes: changes.to_vec(),
            readings: Vec::new(),
        };
        if let Some(twice) = changes
            .iter()
            .enumerate()
            .find(|(place, change)| changes[..*place].iter().any(|other| other.target() == change.target()))
        {
            let message = format!("`{}` speaks of something that another what-if changes already", twice.1);
            return Err(Error::request(message, "give one what-if for each thing"));
        }
        let mut ordered: Vec<&Change> = changes.iter().collect();
        ordered.sort_by_key(|change| change.order());
        for change in ordered {
            scenario.apply(change)?;
        }
        scenario.shift();
        let findings = crate::model::check::check(&scenario.case);
        if findings.iter().any(crate::diagnostic::Diagnostic::is_error) {
            return Err(Error::Case(findings));
        }
        Ok(scenario)
    }

    /// The case as its file has it.
    #[must_use]
    pub fn original(&self) -> &Case {
        &self.original
    }

    /// The case with the changes that are part of a case.
    #[must_use]
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// The changes, in the order in which they were given.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// How an ambiguous level was read, one sentence each.
    #[must_use]
    pub fn readings(&self) -> &[String] {
        &self.readings
    }

    /// Issues fixed at a level, by id.
    #[must_use]
    pub fn fixes(&self) -> &[(String, usize)] {
        &self.overlay.fixes
    }

    /// The game of this scenario, with names.
    ///
    /// # Errors
    ///
    /// As [`lower`].
    pub fn lower(&self) -> Result<Lowered, Error> {
        lower(&self.case, &self.overlay)
    }

    /// The mixed game of this scenario, with names.
    ///
    /// # Errors
    ///
    /// As [`lower_mixed`].
    pub fn lower_mixed(&self) -> Result<LoweredMixed, Error> {
        lower_mixed(&self.case, &self.overlay)
    }

    /// The convex set that the case gives, with what this scenario changes.
    ///
    /// # Errors
    ///
    /// [`Error`] if the case gives none, or numbers that need too many digits.
    pub fn lower_set(&self) -> Result<BargainingSet, Error> {
        lower_set(&self.case, &self.overlay)
    }

    /// The frontier that the case gives as a curve, with what this scenario changes; `None` for every other case, and for a
    /// straight line.
    ///
    /// # Errors
    ///
    /// [`Error`] if what changed leaves no frontier.
    pub fn lower_frontier(&self) -> Result<Option<Frontier>, Error> {
        lower_frontier(&self.case, &self.overlay)
    }

    /// The same scenario without the blocks that its zone does not depend on: coalitions, groups, sequences, games. It is
    /// cheaper to change again and again.
    #[must_use]
    pub fn of_bargaining(&self) -> Self {
        let is_of_bargaining = |path: &str| path::is_of_bargaining(path);
        let sets_others = |shock: &Shock| shock.set.iter().any(|(path, _)| !is_of_bargaining(&path.text));
        if self.original.shocks.iter().any(sets_others) {
            return self.clone();
        }
        let mut case = self.original.clone();
        (case.coalitions, case.contact_group, case.game, case.sequence) = (None, None, None, None);
        case.concessions.clear();
        case.expectations.clear();
        let bears = |change: &&Change| !matches!(change, Change::Set { path, .. } if !is_of_bargaining(path));
        let changes: Vec<Change> = self.changes.iter().filter(bears).cloned().collect();
        Self::new(&case, &changes).unwrap_or_else(|_| self.clone())
    }

    /// The same case with one more change.
    ///
    /// # Errors
    ///
    /// As [`Scenario::new`].
    pub fn and(&self, change: Change) -> Result<Self, Error> {
        let mut changes = self.changes.clone();
        changes.push(change);
        Self::new(&self.original, &changes)
    }

    /// The same case with one more change, instead of one that changes the same thing.
    ///
    /// # Errors
    ///
    /// As [`Scenario::new`].
    pub fn and_instead(&self, change: Change) -> Result<Self, Error> {
        self.but(|other| other.target() == change.target())?.and(change)
    }

    /// The same case without the changes that `drop` accepts.
    ///
    /// # Errors
    ///
    /// As [`Scenario::new`].
    pub fn but(&self, drop: impl Fn(&Change) -> bool) -> Result<Self, Error> {
        let changes: Vec<Change> = self.changes.iter().filter(|change| !drop(change)).cloned().collect();
        Self::new(&self.original, &changes)
    }

    fn apply(&mut self, change: &Change) -> Result<(), Error> {
        match change {
            Change::Set { path, value } => self.set(path, value),
            Change::Without(Lifted::All) => {
                self.case.conditions.clear();
                Ok(())
            }
            Change::Without(Lifted::Named(name)) => {
                let ids: Vec<&str> = self.original.conditions.iter().map(|one| one.id.as_str()).collect();
                if !ids.contains(&name.as_str()) {
                    return Err(unknown("condition", name, &ids));
                }
                self.case.conditions.retain(|condition| condition.id.text != *name);
                Ok(())
            }
            Change::Cap { issue, level } => self.cap(issue, level),
            Change::Fix { issue, level } => {
                if let Some(amount) = self.amount(issue, level, "--fix")? {
                    self.overlay.amounts.push((issue.clone(), amount));
                    return Ok(());
                }
                let level = self.level(issue, level, "--fix")?;
                self.overlay.fixes.push((issue.clone(), level));
                Ok(())
            }
            Change::Shock { name, factor } => self.shock(name, factor),
        }
    }

    fn set(&mut self, path: &str, value: &Rational) -> Result<(), Error> {
        if let Some(quantity) = path::number_mut(&mut self.case, path) {
            quantity.value = value.clone();
            quantity.range = None;
            return Ok(());
        }
        Err(unknown_number(&self.case, path, &[]))
    }

    fn cap(&mut self, issue: &str, level: &str) -> Result<(), Error> {
        let amount = self.amount(issue, level, "--cap")?;
        let level = if amount.is_some() { 0 } else { self.level(issue, level, "--cap")? };
        let Some(found) = self.case.issue(issue) else { return Err(self.unknown_issue(issue)) };
        if !found.ordered {
            let message = format!("the levels of `{issue}` have no order, so they have no highest");
            return Err(Error::request(message, format!("use --fix {issue}=LEVEL")));
        }
        let name = match amount {
            Some(amount) => typed(&amount),
            None => found.levels[level].text.clone(),
        };
        let label = format!("{} at most {name}", found.label);
        for limit in &mut self.case.limits {
            if let Bound::Levels { at_most, .. } = &mut limit.bound {
                at_most.retain(|(bounded, _)| bounded.text != issue);
            }
        }
        self.case.limits.retain(|limit| match &limit.bound {
            Bound::Levels { at_least, at_most } => !at_least.is_empty() || !at_most.is_empty(),
            Bound::Sum { .. } => true,
        });
        let bound = Bound::Levels { at_least: Vec::new(), at_most: vec![(issue.into(), Name::from(name))] };
        let id = Name::from(format!("cap_{issue}"));
        self.case.limits.push(Limit { id, label: Some(label), bound, source: None, note: None });
        Ok(())
    }

    fn shock(&mut self, name: &str, factor: &Rational) -> Result<(), Error> {
        let Some(shock) = self.case.shock(name).cloned() else {
            let ids: Vec<&str> = self.original.shocks.iter().map(|one| one.id.as_str()).collect();
            return Err(unknown("shock", name, &ids));
        };
        if !shock.set.is_empty() && *factor != Rational::ONE {
            let message =
                format!("shock `{name}` sets numbers, so it happens or does not: it has no strength");
            return Err(Error::request(message, format!("use --shock {name}")));
        }
        if factor.is_negative() {
            let message = format!("shock `{name}` has the strength {}, expected 0 or more", typed(factor));
            return Err(Error::request(
                message,
                "write 1 for the strength that the file assumes, 0 for none",
            ));
        }
        let set: Vec<(String, Rational)> =
            shock.set.iter().map(|(path, value)| (path.text.clone(), value.value.clone())).collect();
        for (path, value) in set {
            self.set(&path, &value)?;
        }
        Ok(())
    }

    /// Shifts utilities by the shocks that happen. Their numbers may have been set, also by another shock, so they are
    /// those of the changed case.
    fn shift(&mut self) {
        for change in &self.changes {
            let Change::Shock { name, factor } = change else { continue };
            let shock = self.case.shock(name);
            for (party, shift) in shock.map(|shock| shock.shift.as_slice()).unwrap_or_default() {
                self.overlay.shifts.push((party.text.clone(), &shift.value * factor));
            }
        }
    }

    /// The amount of a continuous issue; `None` for every other issue.
    fn amount(&self, issue: &str, text: &str, flag: &str) -> Result<Option<Rational>, Error> {
        let Some(continuum) = self.original.issue(issue).and_then(|found| found.continuum.as_ref()) else {
            return Ok(None);
        };
        let (from, to) = (&continuum.from.value, &continuum.to.value);
        let amount = text.parse::<Rational>().ok().filter(|amount| from <= amount && amount <= to);
        amount.map(Some).ok_or_else(|| {
            Error::request(
                format!("{flag} {issue}={text}: `{text}` is no amount of issue `{issue}`"),
                format!("write a number from {} to {}", typed(from), typed(to)),
            )
        })
    }

    /// A label if one matches exactly, else an index; `#` always means the index.
    fn level(&mut self, issue: &str, text: &str, flag: &str) -> Result<usize, Error> {
        let Some(found) = self.original.issue(issue) else {
            let shape = self.original.bargaining.as_ref().map(|given| &given.shape);
            if let (Some(GivenShape::Points(points)), "point") = (shape, issue) {
                let place = text.trim_start_matches('#').parse().ok();
                return place.filter(|&place: &usize| place < points.len()).ok_or_else(|| {
                    let count = points.len();
                    Error::request(
                        format!("there is no point `{text}`"),
                        format!("points count from 0 to {}", count - 1),
                    )
                });
            }
            return Err(self.unknown_issue(issue));
        };
        let index = |digits: &str| digits.parse::<usize>().ok().filter(|&index| index < found.levels.len());
        if let Some(digits) = text.strip_prefix('#') {
            return index(digits).ok_or_else(|| no_level(found, text));
        }
        match (found.level(text), index(text)) {
            (Some(label), Some(index)) if label != index => {
                self.readings.push(format!(
                    "`{flag} {issue}={text}` was read as the label `{text}`; for level number {index} (`{}`) write {flag} {issue}=#{index}",
                    found.levels[index].text
                ));
                Ok(label)
            }
            (Some(level), _) | (None, Some(level)) => Ok(level),
            (None, None) => Err(no_level(found, text)),
        }
    }

    fn unknown_issue(&self, issue: &str) -> Error {
        let ids: Vec<&str> = self.original.issues.iter().map(|one| one.id.as_str()).collect();
        unknown("issue", issue, &ids)
    }
}

/// The error for a path at which a case has no number; `more` are names beside those of its numbers.
pub(in crate::study) fn unknown_number(case: &Case, path: &str, more: &[String]) -> Error {
    let known = path::numbers(case);
    let names = known.iter().map(|entry| entry.path.as_str()).chain(more.iter().map(String::as_str));
    let hint = match nearest(path, names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "zopa show CASE --numbers lists every path".to_owned(),
    };
    Error::request(format!("the case has no number at `{path}`"), hint)
}

fn no_level(issue: &Issue, text: &str) -> Error {
    let labels: Vec<&str> = issue.levels.iter().map(Name::as_str).collect();
    let mut hint = did_you_mean(text, labels.iter().copied());
    if hint.is_empty() {
        hint = format!("its levels are: {}", labels.join(" | "));
    }
    Error::request(format!("issue `{}` has no level `{text}`", issue.id.text), hint)
}

fn unknown(kind: &str, name: &str, known: &[&str]) -> Error {
    let mut hint = did_you_mean(name, known.iter().copied());
    if hint.is_empty() {
        hint = match known {
            [] => format!("the case has no {kind}"),
            _ => format!("the case has: {}", known.join(", ")),
        };
    }
    Error::request(format!("unknown {kind} `{name}`"), hint)
}
