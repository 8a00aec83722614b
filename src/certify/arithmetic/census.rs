//! Every package of a case, one by one, in file order: which demand it breaks first, and what it gives to each party.
//!
//! For speed each party's points are whole numbers, over one denominator of its own; they come from the case itself.

use std::cmp::Reverse;

use dashu_int::UBig;

use crate::certify::arithmetic::account::{CountOf, Demand, Role};
use crate::certify::arithmetic::definition::{Definitions, find};
use crate::certify::arithmetic::demands::{Test, demands};
use crate::certify::bargaining::RECOUNT_LIMIT;
use crate::model::Effect;
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled};

/// Greatest number of acceptable packages among which the efficient ones are counted again.
const EFFICIENT_LIMIT: usize = 20_000;

/// A case ready to be walked through.
#[derive(Debug)]
pub(in crate::certify::arithmetic) struct Census {
    levels: Vec<usize>,
    /// The demands in their order, with what they ask.
    demands: Vec<(Demand, Test)>,
    /// For each issue and level what it gives to each party; shocks and walk-away values stand in `start`.
    issues: Vec<Vec<Vec<i128>>>,
    /// Shocks less walk-away value of each party.
    start: Vec<i128>,
    /// Interactions with more than one issue.
    effects: Vec<Tally>,
    /// Units in one point of each party.
    scales: Vec<UBig>,
}

/// An interaction: the row of a table for each combination of levels.
#[derive(Debug)]
struct Tally {
    /// The issues, each with the step that one level makes in the table.
    steps: Vec<(usize, usize)>,
    /// For each combination what it gives to each party.
    rows: Vec<Vec<i128>>,
}

impl Census {
    /// Looks everything up; `None` if there are too many packages, or numbers too fine for 128 bits.
    pub(in crate::certify::arithmetic) fn of(definitions: &Definitions<'_>) -> Option<Self> {
        let levels = definitions.levels();
        let packages = levels.iter().try_fold(1_u128, |all, &count| all.checked_mul(count as u128))?;
        if packages > RECOUNT_LIMIT || levels.is_empty() {
            return None;
        }
        let parties = definitions.parties.len();
        let mut exact_issues = Vec::with_capacity(levels.len());
        for (issue, &count) in levels.iter().enumerate() {
            let row = |level| (0..parties).map(move |party| part(definitions, issue, level, party));
            let rows = (0..count).map(|level| row(level).collect::<Option<Vec<_>>>());
            exact_issues.push(rows.collect::<Option<Vec<_>>>()?);
        }
        let mut exact_start = Vec::with_capacity(parties);
        let nowhere = vec![0; levels.len()];
        for party in 0..parties {
            let shocks =
                &definitions.utility(party, &nowhere)? - &definitions.without_shocks(party, &nowhere)?;
            exact_start.push(&shocks - &definitions.walk_away(party)?);
        }
        let exact_effects = effects(definitions)?;
        let scale = |party: usize| {
            let issues = exact_issues.iter().flatten().map(|row| &row[party]);
            let effects = exact_effects.iter().flat_map(|(_, rows)| rows).map(|row| &row[party]);
            common_denominator(issues.chain(effects).chain([&exact_start[party]]))
        };
        let scales: Vec<UBig> = (0..parties).map(scale).collect();
        let whole = |row: &Vec<Rational>| {
            row.iter().zip(&scales).map(|(points, scale)| scaled(points, scale)).collect::<Option<Vec<_>>>()
        };
        let rows = |rows: &Vec<Vec<Rational>>| rows.iter().map(whole).collect::<Option<Vec<_>>>();
        let issues = exact_issues.iter().map(rows).collect::<Option<Vec<_>>>()?;
        let start = whole(&exact_start)?;
        let effects = exact_effects
            .iter()
            .map(|(steps, table)| Some(Tally { steps: steps.clone(), rows: rows(table)? }));
        let effects = effects.collect::<Option<Vec<_>>>()?;
        let tests = demands(definitions).into_iter().map(|one| Some((one, Test::of(definitions, one)?)));
        let demands = tests.collect::<Option<Vec<_>>>()?;
        Some(Self { levels, demands, issues, start, effects, scales })
    }

    /// Number of packages, admissible or not.
    pub(in crate::certify::arithmetic) fn packages(&self) -> u128 {
        self.levels.iter().map(|&count| count as u128).product()
    }

    /// Shows every package with the place of the first demand that it breaks, or else with each party's gain.
    fn walk(&self, mut visit: impl FnMut(Result<&[i128], usize>)) {
        let mut package = vec![0; self.levels.len()];
        let mut gains = self.start.clone();
        loop {
            match self.demands.iter().position(|(_, test)| !test.is_met(&package)) {
                Some(broken) => visit(Err(broken)),
                None => {
                    gains.copy_from_slice(&self.start);
                    for (levels, &level) in self.issues.iter().zip(&package) {
                        add(&mut gains, &levels[level]);
                    }
                    for effect in &self.effects {
                        let row =
                            effect.steps.iter().map(|&(issue, step)| package[issue] * step).sum::<usize>();
                        add(&mut gains, &effect.rows[row]);
                    }
                    visit(Ok(&gains));
                }
            }
            let last = (0..package.len()).rev().find(|&place| package[place] + 1 < self.levels[place]);
            let Some(place) = last else { return };
            package[place] += 1;
            package[place + 1..].fill(0);
        }
    }

    /// What each line of a count takes away, in order; `None` for what is too much to count again.
    pub(in crate::certify::arithmetic) fn taken(&self, of: CountOf) -> Option<Vec<(Role, u128)>> {
        let parties = self.start.len();
        let mut broken = vec![0_u128; self.demands.len()];
        let (mut refused, mut exactly) = (vec![0_u128; parties], vec![0_u128; parties]);
        let mut acceptable: Vec<Vec<i128>> = Vec::new();
        let mut is_complete = true;
        self.walk(|seen| match seen {
            Err(place) => broken[place] += 1,
            Ok(gains) => match gains.iter().position(|&gain| gain < 0) {
                Some(party) => refused[party] += 1,
                None => {
                    if let Some(party) = gains.iter().position(|&gain| gain == 0) {
                        exactly[party] += 1;
                    }
                    if of == CountOf::Efficient && acceptable.len() < EFFICIENT_LIMIT {
                        acceptable.push(gains.to_vec());
                    } else if of == CountOf::Efficient {
                        is_complete = false;
                    }
                }
            },
        });
        let demands = self.demands.iter().map(|&(demand, _)| Role::Demand(demand)).zip(broken);
        Some(match of {
            CountOf::Admissible => demands.collect(),
            CountOf::Acceptable => demands.chain((0..parties).map(Role::Refuses).zip(refused)).collect(),
            CountOf::OnBoundary => (0..parties).map(Role::Exactly).zip(exactly).collect(),
            CountOf::Efficient => vec![(Role::Efficient, improved(acceptable))],
        })
        .filter(|_| is_complete)
    }

    /// How many packages come closer than `loss` to what everybody has without a deal.
    pub(in crate::certify::arithmetic) fn closer(&self, loss: &Rational) -> u128 {
        let floors: Vec<Rational> = self.scales.iter().map(|scale| &-loss * &units(scale)).collect();
        // A gain above the floor, in whole units.
        let floors: Vec<dashu_int::IBig> = floors.iter().map(Rational::floor).collect();
        let floors: Vec<i128> = floors.iter().map(saturated).collect();
        let mut count = 0;
        self.walk(|seen| {
            if let Ok(gains) = seen {
                count += u128::from(gains.iter().zip(&floors).all(|(gain, floor)| gain > floor));
            }
        });
        count
    }

    /// How many acceptable packages give a party more than `gain`.
    pub(in crate::certify::arithmetic) fn better(&self, party: usize, gain: &Rational) -> u128 {
        let floor = saturated(&(gain * &units(&self.scales[party])).floor());
        let mut count = 0;
        self.walk(|seen| {
            if let Ok(gains) = seen {
                count += u128::from(gains.iter().all(|&gain| gain >= 0) && gains[party] > floor);
            }
        });
        count
    }
}

fn add(gains: &mut [i128], row: &[i128]) {
    gains.iter_mut().zip(row).for_each(|(gain, points)| *gain += points);
}

fn units(scale: &UBig) -> Rational {
    Rational::from_big(scale.clone().into(), UBig::ONE)
}

fn saturated(units: &dashu_int::IBig) -> i128 {
    let end = if *units < dashu_int::IBig::ZERO { i128::MIN } else { i128::MAX };
    i128::try_from(units).unwrap_or(end)
}

/// What one level of an issue gives to a party: weight times value over the sum of weights, or a point.
fn part(definitions: &Definitions<'_>, issue: usize, level: usize, party: usize) -> Option<Rational> {
    if let Some(points) = definitions.case.points() {
        return Some(points.get(level)?.get(party)?.value.clone());
    }
    let id = &definitions.parties[party].id.text;
    let issues = &definitions.case.issues;
    let weight = match find(&issues[issue].weight, id) {
        Some(weight) if !weight.value.is_zero() => &weight.value,
        _ => return Some(Rational::ZERO),
    };
    let sum: Rational = issues.iter().filter_map(|one| find(&one.weight, id)).map(|one| &one.value).sum();
    (weight * &find(&issues[issue].values, id)?.get(level)?.value).checked_div(&sum)
}

/// Steps and rows of an interaction.
type ExactTally = (Vec<(usize, usize)>, Vec<Vec<Rational>>);

/// The interactions as tables over the issues that they name.
fn effects(definitions: &Definitions<'_>) -> Option<Vec<ExactTally>> {
    let case = definitions.case;
    let mut effects = Vec::new();
    for (place, interaction) in case.interactions.iter().enumerate() {
        let names: Vec<&str> = match &interaction.effect {
            Effect::Bonus { when, .. } => when.iter().map(|choice| choice.issue.as_str()).collect(),
            Effect::Table { over, .. } => over.iter().map(|name| name.as_str()).collect(),
        };
        let issues = names.iter().map(|name| definitions.issue(name)).collect::<Option<Vec<_>>>()?;
        let count = |issue: usize| case.issues[issue].levels.len();
        let mut steps = Vec::new();
        let mut step = 1;
        for &issue in issues.iter().rev() {
            steps.push((issue, step));
            step *= count(issue);
        }
        let mut package = vec![0; case.issues.len()];
        let rows = (0..step).map(|row| {
            for &(issue, step) in &steps {
                package[issue] = row / step % count(issue);
            }
            let points =
                |party| definitions.interaction(place, party, &package).map(|(_, one)| one.value.clone());
            (0..definitions.parties.len()).map(|party| points(party).unwrap_or_default()).collect()
        });
        let rows = rows.collect();
        effects.push((steps, rows));
    }
    Some(effects)
}

/// How many of some gain vectors another one improves on: at least as great everywhere, and greater somewhere.
fn improved(mut acceptable: Vec<Vec<i128>>) -> u128 {
    // Whatever improves on a vector comes before it in this order.
    acceptable.sort_by(|left, right| Reverse(left).cmp(&Reverse(right)));
    let mut efficient: Vec<&Vec<i128>> = Vec::new();
    let mut improved = 0;
    for gains in &acceptable {
        let improves = |other: &&Vec<i128>| {
            *other != gains && other.iter().zip(gains).all(|(here, there)| here >= there)
        };
        if efficient.iter().any(improves) {
            improved += 1;
        } else {
            efficient.push(gains);
        }
    }
    improved
}
