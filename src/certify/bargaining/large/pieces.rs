//! A game in pieces that add up, read off its definitions for a second look.
//!
//! Issues that a payoff table or a rule on combinations has together form a piece; its rows are the combinations that those
//! rules allow, each with what every party gets and what every limit is charged.

use dashu_int::IBig;

use crate::certify::bargaining::large::sweep::{Demand, sweep, weigh, whole_weights};
use crate::games::bargaining::{BargainingGame, Rule};

/// Most combinations of one piece that are written down.
const MOST_ROWS: usize = 1 << 20;

/// Issues that belong together.
pub(super) struct Piece {
    /// The issues, ascending.
    pub(super) issues: Vec<usize>,
    pub(super) rows: Vec<Row>,
}

/// One allowed combination of levels.
#[derive(Clone)]
pub(super) struct Row {
    /// Level of each issue of the piece.
    pub(super) levels: Vec<usize>,
    /// Units of each party, then what is left of each limit, as a negative amount.
    pub(super) gives: Vec<i128>,
}

/// The amounts of the levels of some issues, and the greatest sum.
type Limit<'g> = (&'g Vec<(usize, Vec<i128>)>, i128);

/// The pieces of a game, by first issue.
pub(super) struct Pieces {
    pub(super) pieces: Vec<Piece>,
    /// What a package must reach: walk-away values, then the negative bound of each limit.
    pub(super) floors: Vec<i128>,
}

impl Pieces {
    /// Does no package near the greatest weighted sum reach the floors? Weights must be 0 or more, one for each floor.
    pub(super) fn are_ruled_out(&self, weights: &[IBig]) -> bool {
        self.reaches_floors(weights) == Some(false)
    }

    /// Does a package near the greatest weighted sum reach the floors? `None` if too many come near; weights that do not fit
    /// keep none away.
    pub(super) fn reaches_floors(&self, weights: &[IBig]) -> Option<bool> {
        let Some(weights) = whole_weights(weights, self.floors.len()) else { return Some(true) };
        let weighted = weigh(&weights, &self.floors)?;
        let mut is_reached = false;
        let demand = Demand { floors: self.floors.clone(), weighted };
        sweep(self, &weights, &demand, &mut |_| is_reached = true)?;
        Some(is_reached)
    }

    /// Is there a piece without a row?
    pub(super) fn is_impossible(&self) -> bool {
        self.pieces.iter().any(|piece| piece.rows.is_empty())
    }

    /// The same pieces with only one level of an issue left.
    pub(super) fn with_level(&self, issue: usize, level: usize) -> Self {
        let kept = |piece: &Piece, row: &&Row| {
            piece.issues.iter().zip(&row.levels).all(|(&own, &here)| own != issue || here == level)
        };
        let pieces = self.pieces.iter().map(|piece| Piece {
            issues: piece.issues.clone(),
            rows: piece.rows.iter().filter(|row| kept(piece, row)).cloned().collect(),
        });
        Self { pieces: pieces.collect(), floors: self.floors.clone() }
    }

    /// The pieces of `game`; `None` if one is too large to write down.
    pub(super) fn of(game: &BargainingGame) -> Option<Self> {
        let mut owner: Vec<usize> = (0..game.levels().len()).collect();
        let tables = game.terms().iter().map(|term| &term.issues);
        let rules = game.rules().iter().filter_map(|rule| match rule {
            Rule::Combinations { issues, .. } => Some(issues),
            Rule::Sum { .. } => None,
        });
        for issues in tables.chain(rules) {
            let owners: Vec<usize> = issues.iter().map(|&issue| owner[issue]).collect();
            let least = owners.iter().copied().min().unwrap_or(0);
            owner.iter_mut().filter(|own| owners.contains(own)).for_each(|own| *own = least);
        }
        let limits: Vec<Limit<'_>> = game
            .rules()
            .iter()
            .filter_map(|rule| match rule {
                Rule::Sum { amounts, at_most } => Some((amounts, *at_most)),
                Rule::Combinations { .. } => None,
            })
            .collect();
        let mut pieces = Vec::new();
        for first in 0..owner.len() {
            let issues: Vec<usize> = (0..owner.len()).filter(|&issue| owner[issue] == first).collect();
            if !issues.is_empty() {
                pieces.push(piece(game, issues, &limits)?);
            }
        }
        let floors = game.walk_away().iter().copied();
        Some(Self { pieces, floors: floors.chain(limits.iter().map(|(_, at_most)| -at_most)).collect() })
    }
}

fn piece(game: &BargainingGame, issues: Vec<usize>, limits: &[Limit<'_>]) -> Option<Piece> {
    let sizes: Vec<usize> = issues.iter().map(|&issue| game.levels()[issue]).collect();
    let count = sizes.iter().try_fold(1_usize, |product, &size| product.checked_mul(size));
    let count = count.filter(|&count| count <= MOST_ROWS)?;
    let terms = game.terms().iter().filter(|term| issues.contains(&term.issues[0])).collect::<Vec<_>>();
    // A limit on issues of this piece alone can be judged row by row as well.
    let is_ours = |rule: &&Rule| match rule {
        Rule::Combinations { issues: own, .. } => issues.contains(&own[0]),
        Rule::Sum { amounts, .. } => amounts.iter().all(|(issue, _)| issues.contains(issue)),
    };
    let rules = game.rules().iter().filter(is_ours).collect::<Vec<_>>();
    let parties = game.parties();
    let mut package = vec![0; game.levels().len()];
    let mut rows = Vec::new();
    for number in 0..count {
        let mut rest = number;
        for (&issue, &size) in issues.iter().zip(&sizes).rev() {
            package[issue] = rest % size;
            rest /= size;
        }
        if !rules.iter().all(|rule| game.meets(&package, rule)) {
            continue;
        }
        let mut gives = vec![0; parties + limits.len()];
        for term in &terms {
            let entry =
                term.issues.iter().fold(0, |entry, &issue| entry * game.levels()[issue] + package[issue]);
            let units = &term.table[entry * parties..][..parties];
            gives.iter_mut().zip(units).for_each(|(sum, units)| *sum += units);
        }
        for (own, (amounts, _)) in gives[parties..].iter_mut().zip(limits) {
            let here = amounts.iter().filter(|(issue, _)| issues.contains(issue));
            *own -= here.map(|(issue, values)| values[package[*issue]]).sum::<i128>();
        }
        rows.push(Row { levels: issues.iter().map(|&issue| package[issue]).collect(), gives });
    }
    Some(Piece { issues, rows })
}
