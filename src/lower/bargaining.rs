//! Lowers a case to a finite bargaining game.
//!
//! A signatory's utility is the weighted mean of its level values, plus interactions, plus shifts. Each issue
//! becomes one payoff table; each interaction becomes one more. For each party the least common denominator
//! of all its numbers becomes its scale, so the game holds whole numbers and nothing is rounded.
//!
//! A case must have passed `check`: a name that is not declared is reported again here, but without advice.

use dashu_int::UBig;

use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::games::bargaining::{BargainingGame, Rule, Term};
use crate::lower::labels::{IssueLabels, Labels, PartyLabels};
use crate::lower::rules::fix_rule;
use crate::model::given_set::GivenShape;
use crate::model::{Case, Choice, Effect, Issue, Name, Party, Quantity, WalkAway};
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled};

/// What-ifs that are no part of the case itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overlay {
    /// Points added to a party's utility of every agreement.
    pub shifts: Vec<(String, Rational)>,
    /// Issues fixed at a level.
    pub fixes: Vec<(String, usize)>,
    /// Continuous issues fixed at an amount.
    pub amounts: Vec<(String, Rational)>,
}

/// A game with the names of its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowered {
    /// The game.
    pub game: BargainingGame,
    /// The way back.
    pub labels: Labels,
}

/// A payoff table in exact points, before scaling: `table[combination][party]`.
struct ExactTerm {
    issues: Vec<usize>,
    table: Vec<Vec<Rational>>,
}

/// Turns `case` into a game.
///
/// # Errors
///
/// [`Error::Case`] if the case is inconsistent or its numbers need more digits than can be added exactly.
///
/// Cost: linear in the size of the case and of its interaction tables.
pub fn lower(case: &Case, overlay: &Overlay) -> Result<Lowered, Error> {
    if !case.bargains() {
        return Err(nothing_to_bargain(case));
    }
    if case.is_mixed() {
        return Err(has_a_range(case));
    }
    let parties: Vec<&Party> = case.signatories().collect();
    if parties.is_empty() {
        return Err(wrong(Code::TooFewParties, "no signatory"));
    }
    let mut labels = Labels {
        parties: parties
            .iter()
            .map(|party| PartyLabels { id: party.id.text.clone(), name: party.name.clone() })
            .collect(),
        ..Labels::default()
    };
    match case.bargaining.as_ref().map(|given| (given, &given.shape)) {
        Some((given, GivenShape::Points(points))) => {
            return lower_points(points, &given.disagreement, &parties, labels, overlay);
        }
        Some((_, GivenShape::Vertices(_) | GivenShape::Rows(_) | GivenShape::Curve(_))) => {
            return Err(no_packages(case));
        }
        None => {}
    }
    labels.issues = case.issues.iter().map(issue_labels).collect();
    let lowering = Lowering { case, parties: &parties };
    let mut terms = lowering.issue_terms()?;
    for interaction in &case.interactions {
        terms.push(lowering.interaction_term(&interaction.effect)?);
    }
    let walk_away = lowering.walk_away(&terms)?;
    let rules = lowering.rules(&mut labels, overlay)?;
    let shifts = shifts(&parties, overlay)?;
    let levels = case.issues.iter().map(|issue| issue.levels.len()).collect();
    assemble(levels, terms, rules, walk_away, &shifts, labels)
}

/// The error for a case that speaks of coalitions or of a group alone.
fn nothing_to_bargain(case: &Case) -> Error {
    let hint = match (&case.coalitions, &case.contact_group) {
        (Some(_), None) => format!("try zopa coalitions {}", case.id),
        (None, Some(_)) => format!("try zopa compose {}", case.id),
        (Some(_), Some(_)) => format!("try zopa coalitions {0}, or zopa compose {0}", case.id),
        (None, None) => "add at least one issue: [issues.NAME] with levels, weight and values".to_owned(),
    };
    Error::request("this case has no issues and no points, so there is nothing to bargain over", hint)
}

/// The error for a case with continuous issues, where a question about single packages is asked.
fn has_a_range(case: &Case) -> Error {
    let continuous = case.issues.iter().find(|issue| issue.continuum.is_some());
    let id = continuous.map_or("", |issue| issue.id.as_str());
    Error::request(
        format!("issue `{id}` has a range, so this case has more packages than can be listed one by one"),
        format!("ask zopa zone, solve or why-not {}; or give the issue levels", case.id),
    )
}

/// The error for a case that gives a convex set, where a question about packages is asked.
fn no_packages(case: &Case) -> Error {
    Error::request(
        "this case gives a convex set of agreements, which has no packages to count",
        format!("try zopa solve {}", case.id),
    )
}

/// A bargaining set given by points is one issue with one level for each point.
fn lower_points(
    points: &[Vec<Quantity>],
    disagreement: &[Quantity],
    parties: &[&Party],
    mut labels: Labels,
    overlay: &Overlay,
) -> Result<Lowered, Error> {
    let row = |row: &Vec<Quantity>| row.iter().map(|value| value.value.clone()).collect::<Vec<_>>();
    let table: Vec<Vec<Rational>> = points.iter().map(row).collect();
    if table.is_empty() || table.iter().any(|row| row.len() != parties.len()) {
        return Err(wrong(Code::WrongLength, "each point needs one utility for each signatory"));
    }
    if disagreement.len() != parties.len() {
        return Err(wrong(Code::WrongLength, "the disagreement point needs one value for each signatory"));
    }
    labels.issues = vec![IssueLabels {
        id: "point".to_owned(),
        label: "Point".to_owned(),
        unit: String::new(),
        ordered: false,
        levels: (1..=table.len()).map(|place| format!("point {place}")).collect(),
    }];
    let levels = vec![table.len()];
    let walk_away = disagreement.iter().map(|value| value.value.clone()).collect();
    let mut rules = Vec::new();
    for (issue, level) in &overlay.fixes {
        if issue == "point" && *level < table.len() {
            rules.push(fix_rule(&mut labels, 0, *level));
        }
    }
    let shifts = shifts(parties, overlay)?;
    assemble(levels, vec![ExactTerm { issues: vec![0], table }], rules, walk_away, &shifts, labels)
}

/// Brings everything to whole units and builds the game.
fn assemble(
    levels: Vec<usize>,
    mut terms: Vec<ExactTerm>,
    rules: Vec<Rule>,
    walk_away: Vec<Rational>,
    shifts: &[Rational],
    labels: Labels,
) -> Result<Lowered, Error> {
    // A shift is the same for every package: it goes into the first table, whose issue always has a level.
    if let Some(first) = terms.first_mut() {
        for row in &mut first.table {
            for (value, shift) in row.iter_mut().zip(shifts) {
                *value += shift;
            }
        }
    }
    let parties = walk_away.len();
    let scales: Vec<UBig> = (0..parties)
        .map(|party| {
            let tables = terms.iter().flat_map(|term| term.table.iter().map(move |row| &row[party]));
            common_denominator(tables.chain([&walk_away[party]]))
        })
        .collect();
    let units = |value: &Rational, party: usize| scaled(value, &scales[party]).ok_or_else(too_fine);
    let mut integer_terms = Vec::with_capacity(terms.len());
    for term in terms {
        let mut table = Vec::with_capacity(term.table.len() * parties);
        for row in &term.table {
            for (party, value) in row.iter().enumerate() {
                table.push(units(value, party)?);
            }
        }
        integer_terms.push(Term { issues: term.issues, table });
    }
    let floors = walk_away.iter().enumerate().map(|(party, value)| units(value, party));
    let floors = floors.collect::<Result<Vec<_>, _>>()?;
    let game = BargainingGame::new(levels, scales, integer_terms, rules, floors)
        .map_err(|error| wrong(Code::BadNumber, error.to_string()))?;
    Ok(Lowered { game, labels })
}

fn issue_labels(issue: &Issue) -> IssueLabels {
    IssueLabels {
        id: issue.id.text.clone(),
        label: issue.label.clone(),
        unit: issue.unit.clone().unwrap_or_default(),
        ordered: issue.ordered,
        levels: issue.levels.iter().map(|level| level.text.clone()).collect(),
    }
}

fn shifts(parties: &[&Party], overlay: &Overlay) -> Result<Vec<Rational>, Error> {
    let mut totals = vec![Rational::ZERO; parties.len()];
    for (id, shift) in &overlay.shifts {
        let place = parties.iter().position(|party| party.id.text == *id);
        let place = place.ok_or_else(|| wrong(Code::UnknownParty, format!("unknown signatory `{id}`")))?;
        totals[place] += shift;
    }
    Ok(totals)
}

/// The case being lowered, with its signatories.
pub(in crate::lower) struct Lowering<'a> {
    /// The case.
    pub(in crate::lower) case: &'a Case,
    /// Its signatories.
    parties: &'a [&'a Party],
}

impl Lowering<'_> {
    /// One table for each issue: weight times value over the sum of weights.
    fn issue_terms(&self) -> Result<Vec<ExactTerm>, Error> {
        let mut totals = vec![Rational::ZERO; self.parties.len()];
        for issue in &self.case.issues {
            for (party, weight) in &issue.weight {
                if let Some(place) = self.signatory(party) {
                    totals[place] += &weight.value;
                }
            }
        }
        let mut terms = Vec::with_capacity(self.case.issues.len());
        for (place, issue) in self.case.issues.iter().enumerate() {
            let mut table = vec![vec![Rational::ZERO; self.parties.len()]; issue.levels.len()];
            for (party, weight) in &issue.weight {
                let Some(column) = self.signatory(party) else { continue };
                if weight.value.is_zero() {
                    continue;
                }
                let values = find(&issue.values, &party.text).filter(|list| list.len() == table.len());
                let values = values.ok_or_else(|| {
                    let issue = &issue.id.text;
                    wrong(
                        Code::MissingKey,
                        format!("issue `{issue}` lacks values for party `{}`", party.text),
                    )
                })?;
                let share = weight.value.checked_div(&totals[column]).ok_or_else(|| {
                    wrong(Code::WeightSum, format!("weights of party `{}` add to 0", party.text))
                })?;
                for (row, value) in table.iter_mut().zip(values) {
                    row[column] = &share * &value.value;
                }
            }
            terms.push(ExactTerm { issues: vec![place], table });
        }
        Ok(terms)
    }

    fn interaction_term(&self, effect: &Effect) -> Result<ExactTerm, Error> {
        match effect {
            Effect::Bonus { when, bonus } => {
                let (issues, holds) = self.combinations(when)?;
                let mut row = vec![Rational::ZERO; self.parties.len()];
                for (party, value) in bonus {
                    if let Some(column) = self.signatory(party) {
                        row[column] = value.value.clone();
                    }
                }
                let nothing = vec![Rational::ZERO; self.parties.len()];
                let table = holds.iter().map(|&holds| if holds { row.clone() } else { nothing.clone() });
                Ok(ExactTerm { issues, table: table.collect() })
            }
            Effect::Table { over, table } => {
                let written = over.iter().map(|name| self.issue(name)).collect::<Result<Vec<_>, _>>()?;
                let mut issues = written.clone();
                issues.sort_unstable();
                let cells: usize = issues.iter().map(|&issue| self.case.issues[issue].levels.len()).product();
                let mut rows = vec![vec![Rational::ZERO; self.parties.len()]; cells];
                for (party, values) in table {
                    let Some(column) = self.signatory(party) else { continue };
                    if values.len() != cells {
                        return Err(wrong(Code::WrongLength, "an interaction table has the wrong length"));
                    }
                    for (cell, row) in rows.iter_mut().enumerate() {
                        row[column] = values[self.reorder(cell, &issues, &written)].value.clone();
                    }
                }
                Ok(ExactTerm { issues, table: rows })
            }
        }
    }

    /// Row-major index over `to` of the combination that has row-major index `cell` over `from`.
    fn reorder(&self, mut cell: usize, from: &[usize], to: &[usize]) -> usize {
        let mut level = vec![0; self.case.issues.len()];
        for &issue in from.iter().rev() {
            let count = self.case.issues[issue].levels.len();
            level[issue] = cell % count;
            cell /= count;
        }
        to.iter().fold(0, |index, &issue| index * self.case.issues[issue].levels.len() + level[issue])
    }

    /// The issues that `choices` speak of, ascending, and for each combination of levels whether all hold.
    pub(in crate::lower) fn combinations(
        &self,
        choices: &[Choice],
    ) -> Result<(Vec<usize>, Vec<bool>), Error> {
        let mut named = Vec::with_capacity(choices.len());
        for choice in choices {
            let issue = self.issue(&choice.issue)?;
            let mut holds = vec![false; self.case.issues[issue].levels.len()];
            for level in &choice.levels {
                holds[self.level(issue, level)?] = true;
            }
            named.push((issue, holds));
        }
        named.sort_by_key(|&(issue, _)| issue);
        if named.is_empty() || named.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            return Err(wrong(Code::EmptyChoice, "a combination must name at least one issue, each once"));
        }
        let mut holds = vec![true];
        for (_, levels) in &named {
            holds = holds.iter().flat_map(|&so_far| levels.iter().map(move |&here| so_far && here)).collect();
        }
        Ok((named.into_iter().map(|(issue, _)| issue).collect(), holds))
    }

    fn walk_away(&self, terms: &[ExactTerm]) -> Result<Vec<Rational>, Error> {
        let mut values = Vec::with_capacity(self.parties.len());
        for (column, party) in self.parties.iter().enumerate() {
            values.push(match &party.walk_away {
                Some(WalkAway::Given(value)) => value.value.clone(),
                Some(WalkAway::Package { package, premium }) => {
                    &self.package_utility(terms, column, package)? + &premium.value
                }
                None => {
                    let message = format!("party `{}` has no walk-away value", party.id.text);
                    return Err(wrong(Code::MissingKey, message));
                }
            });
        }
        Ok(values)
    }

    fn package_utility(&self, terms: &[ExactTerm], party: usize, name: &Name) -> Result<Rational, Error> {
        let unknown = || wrong(Code::UnknownName, format!("unknown package `{}`", name.text));
        let package = self.case.package(&name.text).ok_or_else(unknown)?;
        let mut levels = vec![None; self.case.issues.len()];
        for choice in &package.levels {
            let issue = self.issue(&choice.issue)?;
            levels[issue] = choice.levels.first().map(|level| self.level(issue, level)).transpose()?;
        }
        let levels: Option<Vec<usize>> = levels.into_iter().collect();
        let levels = levels.ok_or_else(|| {
            wrong(Code::MissingKey, format!("package `{}` must name a level of every issue", name.text))
        })?;
        let mut total = Rational::ZERO;
        for term in terms {
            let row = term
                .issues
                .iter()
                .fold(0, |index, &issue| index * self.case.issues[issue].levels.len() + levels[issue]);
            total += &term.table[row][party];
        }
        Ok(total)
    }

    fn signatory(&self, name: &Name) -> Option<usize> {
        self.parties.iter().position(|party| party.id.text == name.text)
    }

    pub(in crate::lower) fn issue(&self, name: &Name) -> Result<usize, Error> {
        let place = self.case.issues.iter().position(|issue| issue.id.text == name.text);
        place.ok_or_else(|| wrong(Code::UnknownIssue, format!("unknown issue `{}`", name.text)))
    }

    pub(in crate::lower) fn level(&self, issue: usize, name: &Name) -> Result<usize, Error> {
        let issue = &self.case.issues[issue];
        issue.level(&name.text).ok_or_else(|| {
            let message = format!("issue `{}` has no level `{}`", issue.id.text, name.text);
            wrong(Code::UnknownLevel, message)
        })
    }
}

fn find<'a, T>(list: &'a [(Name, T)], id: &str) -> Option<&'a T> {
    list.iter().find(|(name, _)| name.text == id).map(|(_, value)| value)
}

/// An error about the case with one finding.
pub(in crate::lower) fn wrong(code: Code, message: impl Into<String>) -> Error {
    Error::Case(vec![Diagnostic::error(code, message)])
}

/// The error for numbers that need more than 128 bits.
pub(in crate::lower) fn too_fine() -> Error {
    let finding = Diagnostic::error(Code::BadNumber, "payoffs need more digits than can be added exactly");
    Error::Case(vec![finding.hint("write the numbers with fewer decimals, or as simpler fractions")])
}
