//! Lowers a case with continuous issues to a mixed game.
//!
//! Each continuous issue is cut into stretches where some party's curve stops being concave, and where a bonus or a
//! forbidden combination begins or ends. With these as its levels the case becomes a finite one, the frame, which is lowered
//! as any other; what conditions and limits say of amounts becomes shared limits.

use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::games::mixed::{Continuous, MixedGame, MixedPackage, Piece, SharedLimit, Stretch};
use crate::lower::bargaining::{Lowered, Overlay, lower};
use crate::lower::labels::{Demand, DemandKind, Labels};
use crate::model::{Bound, Case, Choice, Continuum, Effect, Issue, Name, Quantity, WalkAway, Within};
use crate::numeric::{Rational, typed};

/// A mixed game with the names of its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct LoweredMixed {
    /// The game.
    pub game: MixedGame,
    /// The way back from the frame.
    pub labels: Labels,
    /// For each shared limit the demand it belongs to.
    pub limit_demand: Vec<usize>,
}

/// Turns a case with continuous issues into a game.
///
/// # Errors
///
/// [`Error::Case`] as [`lower`].
///
/// Cost: linear in the size of the case and of its interaction tables.
pub fn lower_mixed(case: &Case, overlay: &Overlay) -> Result<LoweredMixed, Error> {
    let mut frame = case.clone();
    let mut cut = Vec::new();
    for (place, issue) in case.issues.iter().enumerate() {
        let Some(continuum) = &issue.continuum else { continue };
        let stretches = stretches(case, issue, continuum)?;
        flatten(&mut frame.issues[place], continuum, &stretches);
        cut.push(Continuous { issue: place, stretches });
    }
    let mut shared = Shared { case, cut: &cut, limits: Vec::new(), demands: Vec::new() };
    shared.conditions(&mut frame)?;
    shared.bounds(&mut frame)?;
    let Shared { mut limits, demands: mut limit_demand, .. } = shared;
    for interaction in &mut frame.interactions {
        if let Effect::Bonus { when, .. } = &mut interaction.effect {
            when.iter_mut().for_each(|choice| spread(case, &cut, choice));
        }
    }
    for forbidden in &mut frame.forbidden {
        forbidden.when.iter_mut().for_each(|choice| spread(case, &cut, choice));
    }
    let promised = promised(&mut frame);
    frame.packages.clear();
    let mut game = build(&frame, overlay, &cut, &limits)?;
    if !promised.is_empty() {
        // What a package is worth is known once the game stands: it is built again with these walk-away values.
        for (party, package, premium) in promised {
            let column = case.signatories().position(|one| one.id.text == frame.parties[party].id.text);
            let value = named_package(case, &cut, &package)
                .and_then(|package| game.0.utilities(&package))
                .zip(column)
                .map(|(utilities, column)| &utilities[column] + &premium.value);
            let value = value.ok_or_else(|| {
                let message = format!("package `{}` lacks a level or an amount", package.text);
                Error::Case(vec![Diagnostic::error(Code::UnknownName, message).at(package.span)])
            })?;
            frame.parties[party].walk_away = Some(WalkAway::Given(Quantity { value, ..Quantity::default() }));
        }
        game = build(&frame, overlay, &cut, &limits)?;
    }
    let (mut game, mut labels) = game;
    for (issue, amount) in &overlay.amounts {
        let Some(place) = cut.iter().position(|own| case.issues[own.issue].id.text == *issue) else {
            continue;
        };
        let names = &labels.issues[cut[place].issue];
        let label = format!("{} fixed at {}", names.label, with_unit(amount, &names.unit));
        labels.demands.push(Demand { kind: DemandKind::Fix, id: issue.clone(), label });
        for sign in [Rational::ONE, -&Rational::ONE] {
            let at_most = amount * &sign;
            limits.push(SharedLimit { levels: Vec::new(), amounts: vec![(place, sign)], at_most });
            limit_demand.push(labels.demands.len() - 1);
        }
    }
    if !overlay.amounts.is_empty() {
        game = MixedGame::new(game.frame().clone(), cut.clone(), limits).map_err(inconsistent)?;
    }
    Ok(LoweredMixed { game, labels, limit_demand })
}

fn build(
    frame: &Case,
    overlay: &Overlay,
    cut: &[Continuous],
    limits: &[SharedLimit],
) -> Result<(MixedGame, Labels), Error> {
    let Lowered { game, labels } = lower(frame, overlay)?;
    let game = MixedGame::new(game, cut.to_vec(), limits.to_vec()).map_err(inconsistent)?;
    Ok((game, labels))
}

fn inconsistent(error: crate::games::mixed::InvalidMixed) -> Error {
    Error::Case(vec![Diagnostic::error(Code::BadNumber, error.to_string())])
}

/// `6 months`.
fn with_unit(amount: &Rational, unit: &str) -> String {
    let amount = typed(amount);
    if unit.is_empty() { amount } else { format!("{amount} {unit}") }
}

/// The stretches of a continuous issue: from one amount to the next at which a bonus or a forbidden combination begins or ends, or
/// some party's value starts to change faster.
fn stretches(case: &Case, issue: &Issue, continuum: &Continuum) -> Result<Vec<Stretch>, Error> {
    let parties: Vec<&str> = case.signatories().map(|party| party.id.as_str()).collect();
    let (from, to) = (&continuum.from.value, &continuum.to.value);
    let is_inside = |amount: &Rational| from < amount && amount < to;
    let mut ends: Vec<Rational> = ends(case, issue).into_iter().filter(is_inside).collect();
    let knots = continuum.curves.iter().flat_map(|(_, knots)| knots.iter().map(|knot| knot.at.value.clone()));
    let mut marks: Vec<Rational> = knots.filter(is_inside).chain(ends.iter().cloned()).collect();
    marks.extend([from.clone(), to.clone()]);
    marks.sort_unstable();
    marks.dedup();
    let mut pieces = Vec::with_capacity(marks.len());
    for pair in marks.windows(2) {
        let mut rates = vec![Rational::ZERO; parties.len()];
        for (party, weight) in &issue.weight {
            let Some(column) = parties.iter().position(|id| *id == party.text) else { continue };
            if weight.value.is_zero() {
                continue;
            }
            let curve =
                continuum.curves.iter().find(|(one, _)| one.text == party.text).map(|(_, knots)| knots);
            let value = |amount: &Rational| curve.and_then(|curve| Continuum::value(curve, amount));
            let rise = value(&pair[0]).zip(value(&pair[1])).map(|(one, two)| &two - &one);
            let rise = rise.ok_or_else(|| {
                let message = format!("issue `{}` lacks a curve for party `{}`", issue.id.text, party.text);
                Error::Case(vec![Diagnostic::error(Code::MissingKey, message).at(party.span)])
            })?;
            let total = total_weight(case, &party.text);
            let share = weight.value.checked_div(&total).unwrap_or_default();
            rates[column] = &(&rise * &share) / &(&pair[1] - &pair[0]);
        }
        pieces.push(Piece { length: &pair[1] - &pair[0], rates });
    }
    for (place, pair) in pieces.windows(2).enumerate() {
        if pair[0].rates.iter().zip(&pair[1].rates).any(|(one, next)| next > one) {
            ends.push(marks[place + 1].clone());
        }
    }
    let mut list: Vec<Stretch> = Vec::new();
    for (mark, piece) in marks.iter().zip(pieces) {
        match list.last_mut().filter(|_| !ends.contains(mark)) {
            Some(stretch) => stretch.pieces.push(piece),
            None => list.push(Stretch { from: mark.clone(), pieces: vec![piece] }),
        }
    }
    Ok(list)
}

fn total_weight(case: &Case, party: &str) -> Rational {
    let weights = case.issues.iter().flat_map(|issue| &issue.weight);
    weights.filter(|(one, _)| one.text == party).map(|(_, weight)| &weight.value).sum()
}

/// The amounts of `issue` at which a bonus or a forbidden combination begins or ends.
fn ends(case: &Case, issue: &Issue) -> Vec<Rational> {
    let bonuses = case.interactions.iter().filter_map(|one| match &one.effect {
        Effect::Bonus { when, .. } => Some(when),
        Effect::Table { .. } => None,
    });
    let choices = bonuses.chain(case.forbidden.iter().map(|one| &one.when)).flatten();
    let own = choices.filter(|choice| choice.issue.text == issue.id.text);
    let spans = own.filter_map(|choice| choice.within.as_ref());
    spans
        .flat_map(|within| [&within.at_least, &within.at_most])
        .flatten()
        .map(|end| end.value.clone())
        .collect()
}

/// Makes a continuous issue a discrete one, with its stretches as levels and the values at their lower ends.
fn flatten(issue: &mut Issue, continuum: &Continuum, stretches: &[Stretch]) {
    issue.levels = stretches
        .iter()
        .map(|stretch| Name::from(format!("{} to {}", typed(&stretch.from), typed(&stretch.to()))))
        .collect();
    issue.values = continuum
        .curves
        .iter()
        .map(|(party, knots)| {
            let value = |stretch: &Stretch| Quantity {
                value: Continuum::value(knots, &stretch.from).unwrap_or_default(),
                ..Quantity::default()
            };
            (party.clone(), stretches.iter().map(value).collect())
        })
        .collect();
    issue.continuum = None;
}

/// A span of amounts as the stretches that lie in it.
fn spread(case: &Case, cut: &[Continuous], choice: &mut Choice) {
    let Some(within) = choice.within.take() else { return };
    let Some(own) = cut.iter().find(|own| case.issues[own.issue].id.text == choice.issue.text) else {
        return;
    };
    let inside = |stretch: &&Stretch| {
        within.at_least.as_ref().is_none_or(|low| low.value <= stretch.from)
            && within.at_most.as_ref().is_none_or(|high| stretch.to() <= high.value)
    };
    choice.levels = own
        .stretches
        .iter()
        .filter(inside)
        .map(|stretch| Name::from(format!("{} to {}", typed(&stretch.from), typed(&stretch.to()))))
        .collect();
}

/// Takes the walk-away values that come from packages out of `frame`; 0 stands in for them.
fn promised(frame: &mut Case) -> Vec<(usize, Name, Quantity)> {
    let mut list = Vec::new();
    for (place, party) in frame.parties.iter_mut().enumerate() {
        if let Some(WalkAway::Package { package, premium }) = &party.walk_away {
            list.push((place, package.clone(), premium.clone()));
            party.walk_away = Some(WalkAway::Given(Quantity::default()));
        }
    }
    list
}

/// A named package as one of the game; of two stretches that share an amount the one in which it begins a span.
fn named_package(case: &Case, cut: &[Continuous], name: &Name) -> Option<MixedPackage> {
    let choices = &case.package(&name.text)?.levels;
    let (mut levels, mut amounts) = (Vec::new(), Vec::new());
    for (place, issue) in case.issues.iter().enumerate() {
        let choice = choices.iter().find(|choice| choice.issue.text == issue.id.text)?;
        let text = &choice.levels.first()?.text;
        let Some(own) = cut.iter().find(|own| own.issue == place) else {
            levels.push(issue.level(text)?);
            continue;
        };
        let amount = text.parse::<Rational>().ok()?;
        let holds = |stretch: &Stretch| stretch.from <= amount && amount <= stretch.to();
        let ends_span = ends_a_span(case, issue, &amount);
        let place = if ends_span {
            own.stretches.iter().position(holds)
        } else {
            own.stretches.iter().rposition(holds)
        };
        levels.push(place?);
        amounts.push(amount);
    }
    Some(MixedPackage { levels, amounts })
}

/// Is this amount the upper end of a span that a bonus names?
fn ends_a_span(case: &Case, issue: &Issue, amount: &Rational) -> bool {
    case.interactions.iter().any(|one| match &one.effect {
        Effect::Bonus { when, .. } => when.iter().any(|choice| {
            let within = choice.within.as_ref().and_then(|within| within.at_most.as_ref());
            choice.issue.text == issue.id.text && within.is_some_and(|end| end.value == *amount)
        }),
        Effect::Table { .. } => false,
    })
}

/// What conditions and limits say of amounts, on its way from the case to shared limits.
struct Shared<'a> {
    case: &'a Case,
    cut: &'a [Continuous],
    limits: Vec<SharedLimit>,
    /// For each of them the demand it belongs to: conditions come first, then limits, as [`lower`] names them.
    demands: Vec<usize>,
}

impl Shared<'_> {
    fn continuous(&self, issue: &Name) -> Option<usize> {
        self.cut.iter().position(|own| self.case.issues[own.issue].id.text == issue.text)
    }

    /// `sign * amount <= sign * end`.
    fn end(&mut self, place: usize, end: &Rational, sign: i64, demand: usize) {
        let sign = Rational::from(sign);
        let at_most = end * &sign;
        self.limits.push(SharedLimit { levels: Vec::new(), amounts: vec![(place, sign)], at_most });
        self.demands.push(demand);
    }

    fn conditions(&mut self, frame: &mut Case) -> Result<(), Error> {
        for (demand, condition) in frame.conditions.iter_mut().enumerate() {
            let (spans, kept): (Vec<Choice>, Vec<Choice>) =
                condition.require.drain(..).partition(|choice| choice.within.is_some());
            condition.require = kept;
            for choice in spans {
                let (Some(place), Some(Within { at_least, at_most })) =
                    (self.continuous(&choice.issue), choice.within)
                else {
                    continue;
                };
                for (end, sign) in [(at_most, 1), (at_least, -1)] {
                    if let Some(end) = end {
                        self.end(place, &end.value, sign, demand);
                    }
                }
            }
        }
        Ok(())
    }

    fn bounds(&mut self, frame: &mut Case) -> Result<(), Error> {
        let before = frame.conditions.len();
        for (limit, kept) in frame.limits.iter_mut().enumerate() {
            let demand = before + limit;
            match &mut kept.bound {
                Bound::Levels { at_least, at_most } => {
                    for (list, sign) in [(at_least, -1), (at_most, 1)] {
                        for (issue, amount) in std::mem::take(list) {
                            match self.continuous(&issue) {
                                None => list.push((issue, amount)),
                                Some(place) => self.end(place, &number(&amount)?, sign, demand),
                            }
                        }
                    }
                }
                Bound::Sum { amounts, at_least, at_most } => {
                    if !amounts.iter().any(|(issue, _)| self.continuous(issue).is_some()) {
                        continue;
                    }
                    for (end, sign) in [(&at_most, 1), (&at_least, -1)] {
                        if let Some(end) = end {
                            self.sum(amounts, &end.value, sign, demand)?;
                        }
                    }
                    kept.bound = Bound::Levels { at_least: Vec::new(), at_most: Vec::new() };
                }
            }
        }
        Ok(())
    }

    /// `sign * sum <= sign * end`.
    fn sum(
        &mut self,
        amounts: &[(Name, Vec<Quantity>)],
        end: &Rational,
        sign: i64,
        demand: usize,
    ) -> Result<(), Error> {
        let sign = Rational::from(sign);
        let mut limit = SharedLimit { levels: Vec::new(), amounts: Vec::new(), at_most: end * &sign };
        for (issue, numbers) in amounts {
            let mut signed = numbers.iter().map(|number| &number.value * &sign);
            match self.continuous(issue) {
                Some(place) => limit.amounts.extend(signed.next().map(|unit| (place, unit))),
                None => {
                    let place = self.case.issues.iter().position(|one| one.id.text == issue.text);
                    let place = place.ok_or_else(|| unknown(issue))?;
                    limit.levels.push((place, signed.collect()));
                }
            }
        }
        self.limits.push(limit);
        self.demands.push(demand);
        Ok(())
    }
}

fn number(text: &Name) -> Result<Rational, Error> {
    text.text.parse().map_err(|_| {
        let message = format!("`{}` is no amount", text.text);
        Error::Case(vec![Diagnostic::error(Code::BadNumber, message).at(text.span)])
    })
}

fn unknown(issue: &Name) -> Error {
    let message = format!("unknown issue `{}`", issue.text);
    Error::Case(vec![Diagnostic::error(Code::UnknownIssue, message).at(issue.span)])
}
