//! A game as sums: tables of coordinates, each with a floor.
//!
//! Parties, limits and forbidden combinations all become **coordinates** of one vector that is added up over
//! tables, so that "acceptable" is one question: is every coordinate at or above its floor?
//!
//! - a party's coordinate is its utility;
//! - a [`Rule::Sum`] is the negated amount, with the negated bound as its floor;
//! - a [`Rule::Combinations`] counts, negated, the rules that a package breaks, with floor 0.
//!
//! Tables over the same issues are added into one, and a table whose issues are all in another is folded
//! into that one. Sum rules do not tie issues together: each amount stays in the table of its own issue.

use crate::bargaining::finite::lane::{Lane, Width};
use crate::games::bargaining::{BargainingGame, Rule};

/// Which coordinates a sheet has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coordinates {
    /// Parties, then one for each sum rule that can bind, then one for all other rules together.
    Acceptance,
    /// As [`Coordinates::Acceptance`], without the parties.
    Admission,
    /// Parties, then one for each rule in the order of the game.
    Demands,
}

/// A table of contributions over the levels of some issues.
#[derive(Debug, Clone)]
pub(crate) struct Table<L> {
    /// The issues, ascending; the last varies fastest.
    pub(crate) issues: Vec<usize>,
    /// `values[combination * coordinates + coordinate]`.
    pub(crate) values: Vec<L>,
}

/// A game as tables of coordinates.
#[derive(Debug, Clone)]
pub(crate) struct Sheet<L> {
    /// Coordinates that are parties; they come first.
    pub(crate) parties: usize,
    /// All coordinates.
    pub(crate) coordinates: usize,
    /// The last coordinate, if it counts broken rules: nothing below 0 is of interest.
    pub(crate) veto: Option<usize>,
    /// Levels of each issue.
    pub(crate) levels: Vec<usize>,
    /// The tables; no table's issues are contained in another's.
    pub(crate) tables: Vec<Table<L>>,
    /// Floors of the coordinates that are not parties.
    pub(crate) rule_floors: Vec<L>,
    /// Least sum of each coordinate, a bound.
    pub(crate) least: Vec<L>,
    /// Greatest sum of each coordinate, a bound.
    pub(crate) greatest: Vec<L>,
}

/// How one rule enters a sheet.
enum Part<'a> {
    /// Amounts on a coordinate of their own, and the bound.
    Limit(&'a [(usize, Vec<i128>)], i128),
    /// Issues and the combinations that count as broken.
    Veto(Vec<usize>, Vec<bool>),
}

/// The lane that `game` needs.
pub(crate) fn width(game: &BargainingGame) -> Width {
    let parties = game.parties();
    let mut widest = 0_i128;
    for party in 0..parties {
        let column = |table: &[i128]| {
            table.iter().skip(party).step_by(parties).map(|value| value.abs()).max().unwrap_or(0)
        };
        let total: i128 = game.terms().iter().map(|term| column(&term.table)).sum();
        widest = widest.max(total);
    }
    for rule in game.rules() {
        if let Rule::Sum { amounts, at_most } = rule {
            let greatest = |values: &Vec<i128>| values.iter().map(|value| value.abs()).max().unwrap_or(0);
            let total: i128 = amounts.iter().map(|(_, values)| greatest(values)).sum();
            widest = widest.max(total + at_most.abs());
        }
    }
    Width::for_sums(widest.max(game.rules().len() as i128))
}

impl<L: Lane> Sheet<L> {
    /// Adds up the tables of `game`; `L` must be at least as wide as [`width`] says.
    pub(crate) fn new(game: &BargainingGame, wanted: Coordinates) -> Self {
        let parties = if wanted == Coordinates::Admission { 0 } else { game.parties() };
        let merged = wanted != Coordinates::Demands;
        let parts: Vec<Part> = game.rules().iter().filter_map(|rule| part(game, rule, merged)).collect();
        let limits = parts.iter().filter(|part| matches!(part, Part::Limit(..))).count();
        let has_veto = merged && limits < parts.len();
        let coordinates = parties + if merged { limits + usize::from(has_veto) } else { parts.len() };
        let veto = has_veto.then(|| coordinates - 1);
        let mut sheet = Self {
            parties,
            coordinates,
            veto,
            levels: game.levels().to_vec(),
            tables: Vec::new(),
            rule_floors: vec![L::default(); coordinates - parties],
            least: Vec::new(),
            greatest: Vec::new(),
        };
        if parties > 0 {
            for term in game.terms() {
                let rows = term.table.chunks_exact(parties).enumerate();
                let values = sheet.table_over(&term.issues);
                for (row, payoffs) in rows {
                    let target = &mut values[row * coordinates..][..parties];
                    target.iter_mut().zip(payoffs).for_each(|(sum, &value)| *sum += L::narrow(value));
                }
            }
        }
        let mut next = parties;
        for part in parts {
            match part {
                Part::Limit(amounts, at_most) => {
                    for (issue, values) in amounts {
                        let target = sheet.table_over(&[*issue]);
                        for (level, &amount) in values.iter().enumerate() {
                            target[level * coordinates + next] -= L::narrow(amount);
                        }
                    }
                    sheet.rule_floors[next - parties] = L::narrow(-at_most);
                    next += 1;
                }
                Part::Veto(issues, broken) => {
                    let coordinate = veto.unwrap_or(next);
                    let target = sheet.table_over(&issues);
                    for (row, &is_broken) in broken.iter().enumerate() {
                        target[row * coordinates + coordinate] += L::mask(is_broken);
                    }
                    next += usize::from(veto.is_none());
                }
            }
        }
        sheet.fold();
        sheet.bound();
        sheet
    }

    /// The values of the table over exactly `issues`, made if there is none.
    fn table_over(&mut self, issues: &[usize]) -> &mut [L] {
        let found = self.tables.iter().position(|table| table.issues == issues);
        let index = found.unwrap_or_else(|| {
            let rows: usize = issues.iter().map(|&issue| self.levels[issue]).product();
            let values = vec![L::default(); rows * self.coordinates];
            self.tables.push(Table { issues: issues.to_vec(), values });
            self.tables.len() - 1
        });
        &mut self.tables[index].values
    }

    /// Folds tables into tables over more issues.
    fn fold(&mut self) {
        let coordinates = self.coordinates;
        self.tables.sort_by(|left, right| {
            left.issues.len().cmp(&right.issues.len()).then_with(|| left.issues.cmp(&right.issues))
        });
        let mut kept: Vec<Table<L>> = Vec::new();
        while let Some(table) = self.tables.pop() {
            let within = |other: &Table<L>| table.issues.iter().all(|issue| other.issues.contains(issue));
            let Some(host) = kept.iter_mut().find(|other| within(other)) else {
                kept.push(table);
                continue;
            };
            let map = row_map(&self.levels, &host.issues, &table.issues);
            for (target, &row) in host.values.chunks_exact_mut(coordinates.max(1)).zip(&map) {
                let source = &table.values[row as usize * coordinates..][..coordinates];
                target.iter_mut().zip(source).for_each(|(sum, &value)| *sum += value);
            }
        }
        self.tables = kept;
    }

    /// Sets [`Sheet::least`] and [`Sheet::greatest`].
    fn bound(&mut self) {
        let coordinates = self.coordinates;
        self.least = vec![L::default(); coordinates];
        self.greatest = vec![L::default(); coordinates];
        for table in &self.tables {
            for coordinate in 0..coordinates {
                let column = || table.values.iter().skip(coordinate).step_by(coordinates).copied();
                self.least[coordinate] += column().min().unwrap_or_default();
                self.greatest[coordinate] += column().max().unwrap_or_default();
            }
        }
    }

    /// A threshold of a party, brought into the lane without changing what it says about any sum.
    pub(crate) fn threshold(&self, coordinate: usize, value: i128) -> L {
        let low = self.least[coordinate].widen() - 1;
        let high = self.greatest[coordinate].widen() + 1;
        L::narrow(value.clamp(low, high))
    }

    /// Floors of all coordinates, given those of the parties; no floors: everything admissible passes.
    pub(crate) fn floors(&self, parties: Option<&[i128]>) -> Vec<L> {
        let party = |index: usize| match parties {
            Some(floors) => self.threshold(index, floors.get(index).copied().unwrap_or(i128::MIN)),
            None => self.threshold(index, i128::MIN),
        };
        (0..self.parties).map(party).chain(self.rule_floors.iter().copied()).collect()
    }
}

/// For each row over `issues` the row over `subset` it belongs to; both in row-major order.
pub(crate) fn row_map(levels: &[usize], issues: &[usize], subset: &[usize]) -> Vec<u32> {
    let mut strides = vec![0_u32; issues.len()];
    let mut stride = 1_u32;
    for &issue in subset.iter().rev() {
        if let Some(place) = issues.iter().position(|&other| other == issue) {
            strides[place] = stride;
        }
        stride = stride.saturating_mul(levels[issue] as u32);
    }
    let mut rows = vec![0_u32];
    for (&issue, &stride) in issues.iter().zip(&strides) {
        let count = levels[issue] as u32;
        rows = rows.iter().flat_map(|&row| (0..count).map(move |level| row + level * stride)).collect();
    }
    rows
}

/// How `rule` enters a sheet; nothing if it can never bind and rules are `merged`.
fn part<'a>(game: &BargainingGame, rule: &'a Rule, merged: bool) -> Option<Part<'a>> {
    match rule {
        Rule::Combinations { issues, allowed } => {
            let binds = !merged || allowed.contains(&false);
            binds.then(|| Part::Veto(issues.clone(), allowed.iter().map(|&fine| !fine).collect()))
        }
        Rule::Sum { amounts, at_most } if !merged => Some(Part::Limit(amounts, *at_most)),
        Rule::Sum { amounts, at_most } => match amounts.as_slice() {
            [] => (*at_most < 0).then(|| Part::Veto(vec![0], vec![true; game.levels()[0]])),
            [(issue, values)] => {
                let broken: Vec<bool> = values.iter().map(|amount| amount > at_most).collect();
                broken.contains(&true).then(|| Part::Veto(vec![*issue], broken))
            }
            _ => is_limit(amounts, *at_most).then_some(Part::Limit(amounts, *at_most)),
        },
    }
}

/// Has a bound on a sum of amounts a coordinate of its own, where rules are merged?
pub(in crate::bargaining) fn is_limit(amounts: &[(usize, Vec<i128>)], at_most: i128) -> bool {
    let most = |values: &Vec<i128>| values.iter().copied().max().unwrap_or(0);
    amounts.len() > 1 && amounts.iter().map(|(_, values)| most(values)).sum::<i128>() > at_most
}
