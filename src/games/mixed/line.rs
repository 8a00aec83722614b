//! A game with amounts beside levels that depends on one number, given by what it is at two values of the number.
//!
//! As over packages ([`crate::games::line`]), gains times a positive factor of each party move in proportion to the number, and
//! so does the slack of a limit. What a unit of an amount is worth must not move: then the agreements of one combination,
//! each with the values at which it is one, are a convex set.

use crate::games::bargaining::{BargainingGame, Rule};
use crate::games::mixed::{Continuous, MixedGame, Piece, SharedLimit};
use crate::numeric::{Interval, Rational};

/// The game at one value of the number.
#[derive(Debug, Clone, PartialEq)]
pub struct MixedEnd {
    /// The value.
    pub at: Rational,
    /// The game there.
    pub game: MixedGame,
    /// For each party the factor, above 0, that makes its gain in points straight.
    pub stretch: Vec<Rational>,
    /// For each rule of the frame what one unit of its slack is worth; above 0.
    pub rule_unit: Vec<Rational>,
}

/// Why two games are not the ends of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidMixedLine {
    /// The second value is not above the first, or one of them is not legal.
    #[error("a line needs two legal values, the smaller one first")]
    Values,
    /// Issues, levels or rules differ in more than their numbers.
    #[error("the games at both ends must have the same issues and rules")]
    Shape,
    /// A factor is not above 0, or there is not one for each party and rule.
    #[error("every party and rule needs a factor above 0")]
    Factors,
    /// What a unit of an amount is worth, or counts in a limit, is another at both ends.
    #[error("what a unit of an amount is worth must be the same at both ends")]
    Amounts,
}

/// Something that is at least 0 where a package is acceptable: straight in the number and in the amounts of one combination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovingRow {
    /// What it is at both ends of the line where every amount is at the lower end of its stretch.
    pub ends: [Rational; 2],
    /// What a unit of each piece of the combination adds.
    pub rates: Vec<Rational>,
}

/// A mixed game that depends on one number.
#[derive(Debug, Clone, PartialEq)]
pub struct MixedLine {
    legal: Interval,
    ends: [MixedEnd; 2],
    /// The rules of the frame that move.
    moving: Vec<usize>,
}

impl MixedLine {
    /// Checks and keeps two ends.
    ///
    /// - `legal`: the values that the number can have; both ends lie in it.
    ///
    /// # Errors
    ///
    /// [`InvalidMixedLine`] if the two games differ in more than their numbers.
    pub fn new(legal: Interval, ends: [MixedEnd; 2]) -> Result<Self, InvalidMixedLine> {
        let [start, end] = &ends;
        if start.at >= end.at || !legal.contains(&start.at) || !legal.contains(&end.at) {
            return Err(InvalidMixedLine::Values);
        }
        let is_sound =
            |list: &[Rational], length: usize| list.len() == length && list.iter().all(Rational::is_positive);
        for end in &ends {
            let (parties, rules) = (end.game.parties(), end.game.frame.rules().len());
            if !is_sound(&end.stretch, parties) || !is_sound(&end.rule_unit, rules) {
                return Err(InvalidMixedLine::Factors);
            }
        }
        let (one, two) = (&start.game, &end.game);
        if !same_frame(&one.frame, &two.frame)
            || one.continuous.len() != two.continuous.len()
            || one.limits.len() != two.limits.len()
        {
            return Err(InvalidMixedLine::Shape);
        }
        if !same_amounts(start, end) {
            return Err(InvalidMixedLine::Amounts);
        }
        let rules = one.frame.rules().iter().zip(two.frame.rules()).enumerate();
        let moves = |(rule, (one, two)): (usize, (&Rule, &Rule))| {
            let is_sum = matches!(one, Rule::Sum { .. });
            (is_sum && (one != two || start.rule_unit[rule] != end.rule_unit[rule])).then_some(rule)
        };
        let moving = rules.filter_map(moves).collect();
        Ok(Self { legal, ends, moving })
    }

    /// The values that the number can have.
    #[must_use]
    pub fn legal(&self) -> &Interval {
        &self.legal
    }

    /// The two ends.
    #[must_use]
    pub fn ends(&self) -> &[MixedEnd; 2] {
        &self.ends
    }

    /// The position of a value: 0 at the first end, 1 at the second.
    #[must_use]
    pub fn position(&self, value: &Rational) -> Rational {
        let [start, end] = &self.ends;
        // The ends differ, so there is a quotient.
        (value - &start.at).checked_div(&(&end.at - &start.at)).unwrap_or_default()
    }

    /// The value at position `t`.
    #[must_use]
    pub fn value(&self, t: &Rational) -> Rational {
        let [start, end] = &self.ends;
        &start.at + &(&(&end.at - &start.at) * t)
    }

    /// Does a combination meet the rules that do not move?
    ///
    /// # Panics
    ///
    /// If `levels` is not one level in range for each issue of the frame.
    #[must_use]
    pub fn is_possible(&self, levels: &[usize]) -> bool {
        let frame = &self.ends[0].game.frame;
        let rules = frame.rules().iter().enumerate();
        rules.into_iter().all(|(rule, own)| self.moving.contains(&rule) || frame.meets(levels, own))
    }

    /// What must be at least 0 in a combination: the gain of each party, the slack of each limit over amounts, and that of each
    /// rule that moves.
    ///
    /// # Panics
    ///
    /// If `levels` is not one level in range for each issue of the frame.
    #[must_use]
    pub fn rows(&self, levels: &[usize]) -> Vec<MovingRow> {
        let [start, end] = &self.ends;
        let game = &start.game;
        let parties = (0..game.parties()).map(|party| MovingRow {
            ends: [start, end].map(|end| {
                let frame = &end.game.frame;
                let gain = frame.utility(levels, party) - frame.walk_away()[party];
                &frame.points(party, gain) * &end.stretch[party]
            }),
            rates: game
                .pieces(levels)
                .map(|(_, piece)| &piece.rates[party] * &start.stretch[party])
                .collect(),
        });
        let limits = game.limits.iter().enumerate().map(|(place, limit)| {
            let counted = |issue: usize| -> Rational {
                let own = limit.amounts.iter().filter(|(own, _)| *own == issue).map(|(_, unit)| unit);
                -&own.sum::<Rational>()
            };
            MovingRow {
                ends: [start, end].map(|end| end.game.left(&end.game.limits[place], levels)),
                rates: game.pieces(levels).map(|(issue, _)| counted(issue)).collect(),
            }
        });
        let rules = self.moving.iter().map(|&rule| MovingRow {
            ends: [start, end].map(|end| {
                let slack = slack(&end.game.frame.rules()[rule], levels);
                &Rational::new(slack, 1).unwrap_or_default() * &end.rule_unit[rule]
            }),
            rates: vec![Rational::ZERO; game.pieces(levels).count()],
        });
        parties.chain(limits).chain(rules).collect()
    }
}

/// How far a sum stays below its bound.
fn slack(rule: &Rule, levels: &[usize]) -> i128 {
    match rule {
        Rule::Sum { amounts, at_most } => {
            at_most - amounts.iter().map(|(issue, list)| list[levels[*issue]]).sum::<i128>()
        }
        Rule::Combinations { .. } => 0,
    }
}

/// Do the frames differ in nothing but their numbers?
fn same_frame(one: &BargainingGame, two: &BargainingGame) -> bool {
    let alike = |pair: (&Rule, &Rule)| match pair {
        (Rule::Sum { amounts: one, .. }, Rule::Sum { amounts: two, .. }) => {
            one.iter().map(|(issue, _)| issue).eq(two.iter().map(|(issue, _)| issue))
        }
        (one, two) => one == two,
    };
    one.levels() == two.levels()
        && one.parties() == two.parties()
        && one.rules().len() == two.rules().len()
        && one.rules().iter().zip(two.rules()).all(alike)
}

/// Are amounts worth the same at both ends, and do they count the same?
fn same_amounts(start: &MixedEnd, end: &MixedEnd) -> bool {
    let pairs = start.game.continuous.iter().zip(&end.game.continuous);
    let same_limits = start.game.limits.iter().zip(&end.game.limits).all(|(one, two)| {
        let issues = |limit: &SharedLimit| limit.levels.iter().map(|(issue, _)| *issue).collect::<Vec<_>>();
        one.amounts == two.amounts && issues(one) == issues(two)
    });
    let same_piece = |one: &Piece, two: &Piece| {
        let rates = |end: &MixedEnd, piece: &Piece| -> Vec<Rational> {
            piece.rates.iter().zip(&end.stretch).map(|(rate, factor)| rate * factor).collect()
        };
        one.length == two.length && rates(start, one) == rates(end, two)
    };
    let same = |(one, two): (&Continuous, &Continuous)| {
        let mut stretches = one.stretches.iter().zip(&two.stretches);
        one.issue == two.issue
            && one.stretches.len() == two.stretches.len()
            && stretches.all(|(one, two)| {
                one.from == two.from
                    && one.pieces.len() == two.pieces.len()
                    && one.pieces.iter().zip(&two.pieces).all(|(one, two)| same_piece(one, two))
            })
    };
    same_limits && pairs.into_iter().all(same)
}
