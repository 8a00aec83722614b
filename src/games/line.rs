//! A bargaining game that depends on one number, given by what it is at two values of the number.
//!
//! As the number moves, the gain of a party from a package, times a positive factor of the party alone, moves in
//! proportion; so does the slack of a limit, the bound less the sum. A weight, for instance, enters a utility through
//! the sum of weights as well, and multiplying by that sum makes it straight. Two games with such factors therefore
//! say for every value of the number who would accept which package: signs are not changed by positive factors.
//!
//! The position on the way is `t`: 0 at the first value, 1 at the second, outside of them below 0 and above 1.
//!
//! `closed`: games that say of many values at once that no package is acceptable there.

mod closed;

use crate::games::bargaining::{BargainingGame, Rule, Term};
use crate::numeric::scale::{common_denominator, scaled};
use crate::numeric::{Interval, Rational};

/// Greatest stretched gain: differences and sums of a few stay far inside 128 bits.
const MAX_STRETCHED: i128 = 1 << 120;

/// The game at one value of the number.
#[derive(Debug, Clone, PartialEq)]
pub struct LineEnd {
    /// The value.
    pub at: Rational,
    /// The game there.
    pub game: BargainingGame,
    /// For each party the factor, above 0, that makes its gain in points straight.
    pub stretch: Vec<Rational>,
    /// For each rule what one unit of its slack is worth; above 0, and of no effect where nothing is summed.
    pub rule_unit: Vec<Rational>,
}

/// Why two games are not the ends of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidLine {
    /// The second value is not above the first, or one of them is not legal.
    #[error("a line needs two legal values, the smaller one first")]
    Values,
    /// Issues, levels, tables or rules differ in more than their numbers.
    #[error("the games at both ends must have the same issues, tables and rules")]
    Shape,
    /// A factor is not above 0, or there is not one for each party and rule.
    #[error("every party and rule needs a factor above 0")]
    Factors,
    /// Gains times factors do not fit the whole numbers that are worked with.
    #[error("the numbers need more digits than can be worked with exactly")]
    TooFine,
}

/// What is compared with 0 to see whether a package is acceptable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coordinate {
    /// The gain of a party.
    Gain(usize),
    /// The slack of a limit that depends on the number, by the index of its rule.
    Slack(usize),
}

/// A bargaining game that depends on one number.
///
/// ```
/// use zopa::games::bargaining::{BargainingGame, Term};
/// use zopa::games::line::{GameLine, LineEnd};
/// use zopa::numeric::{Interval, Rational};
///
/// // One package worth 10 to one party, whose walk-away value is the number: 7 at one end, 9 at the other.
/// let end = |floor: i64| {
///     let term = Term { issues: vec![0], table: vec![10] };
///     let game = BargainingGame::new(vec![1], vec![1u8.into()], vec![term], vec![], vec![floor.into()])?;
///     let (stretch, rule_unit) = (vec![Rational::ONE], vec![]);
///     Ok::<_, zopa::games::bargaining::InvalidGame>(LineEnd { at: floor.into(), game, stretch, rule_unit })
/// };
/// let line = GameLine::new(Interval::ALL, [end(7)?, end(9)?])?;
/// assert_eq!(line.value(&"3/2".parse()?), Rational::from(10));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct GameLine {
    legal: Interval,
    ends: [LineEnd; 2],
    coordinates: Vec<Coordinate>,
    /// For each coordinate the whole factors that bring its units at both ends to one unit.
    factors: Vec<[i128; 2]>,
}

impl GameLine {
    /// Checks and keeps two ends.
    ///
    /// - `legal`: the values that the number can have; both ends lie in it.
    ///
    /// # Errors
    ///
    /// [`InvalidLine`] if the two games differ in more than their numbers.
    pub fn new(legal: Interval, ends: [LineEnd; 2]) -> Result<Self, InvalidLine> {
        let [start, end] = &ends;
        if start.at >= end.at || !legal.contains(&start.at) || !legal.contains(&end.at) {
            return Err(InvalidLine::Values);
        }
        if !same_shape(&start.game, &end.game) {
            return Err(InvalidLine::Shape);
        }
        let is_sound =
            |list: &[Rational], length: usize| list.len() == length && list.iter().all(Rational::is_positive);
        for end in &ends {
            let (parties, rules) = (end.game.parties(), end.game.rules().len());
            if !is_sound(&end.stretch, parties) || !is_sound(&end.rule_unit, rules) {
                return Err(InvalidLine::Factors);
            }
        }
        let mut coordinates: Vec<Coordinate> = (0..start.game.parties()).map(Coordinate::Gain).collect();
        let rules = start.game.rules().iter().zip(end.game.rules()).enumerate();
        let moves = |rule: usize, one: &Rule, two: &Rule| {
            one != two || (matches!(one, Rule::Sum { .. }) && start.rule_unit[rule] != end.rule_unit[rule])
        };
        coordinates.extend(
            rules
                .filter(|(rule, (one, two))| moves(*rule, one, two))
                .map(|(rule, _)| Coordinate::Slack(rule)),
        );
        let factors = coordinates.iter().map(|coordinate| {
            let unit = |end: &LineEnd| match *coordinate {
                Coordinate::Gain(party) => &end.stretch[party] * &end.game.points(party, 1),
                Coordinate::Slack(rule) => end.rule_unit[rule].clone(),
            };
            let units = [unit(start), unit(end)];
            let scale = common_denominator(&units);
            let factors = [scaled(&units[0], &scale)?, scaled(&units[1], &scale)?];
            let fits = |end: &LineEnd, factor: i128| {
                greatest(&end.game, *coordinate).checked_mul(factor).is_some_and(|most| most <= MAX_STRETCHED)
            };
            (fits(start, factors[0]) && fits(end, factors[1])).then_some(factors)
        });
        let factors = factors.collect::<Option<Vec<_>>>().ok_or(InvalidLine::TooFine)?;
        Ok(Self { legal, ends, coordinates, factors })
    }

    /// The values that the number can have.
    #[must_use]
    pub fn legal(&self) -> &Interval {
        &self.legal
    }

    /// The two ends.
    #[must_use]
    pub fn ends(&self) -> &[LineEnd; 2] {
        &self.ends
    }

    /// What is compared with 0: the gain of each party, then the slack of each limit that depends on the number.
    #[must_use]
    pub fn coordinates(&self) -> &[Coordinate] {
        &self.coordinates
    }

    /// For each coordinate the whole factors, above 0, that bring its units at both ends to one unit.
    #[must_use]
    pub fn factors(&self) -> &[[i128; 2]] {
        &self.factors
    }

    /// The value at position `t`.
    #[must_use]
    pub fn value(&self, t: &Rational) -> Rational {
        let [start, end] = &self.ends;
        &start.at + &(&(&end.at - &start.at) * t)
    }

    /// The coordinate of a package at both ends, stretched to one unit: straight in between.
    ///
    /// # Panics
    ///
    /// If there is no such coordinate or package.
    #[must_use]
    pub fn stretched(&self, coordinate: usize, package: &[usize]) -> [i128; 2] {
        [0, 1].map(|end| {
            let game = &self.ends[end].game;
            let units = match self.coordinates[coordinate] {
                Coordinate::Gain(party) => game.gain(package, party),
                Coordinate::Slack(rule) => slack(&game.rules()[rule], package),
            };
            units * self.factors[coordinate][end]
        })
    }

    /// The position of a value.
    #[must_use]
    pub fn position(&self, value: &Rational) -> Rational {
        let [start, end] = &self.ends;
        // The ends differ, so there is a quotient.
        (value - &start.at).checked_div(&(&end.at - &start.at)).unwrap_or_default()
    }
}

/// How far a sum stays below its bound.
fn slack(rule: &Rule, package: &[usize]) -> i128 {
    match rule {
        Rule::Sum { amounts, at_most } => {
            at_most - amounts.iter().map(|(issue, list)| list[package[*issue]]).sum::<i128>()
        }
        Rule::Combinations { .. } => 0,
    }
}

/// A bound on the absolute value of a coordinate over all packages, in units.
fn greatest(game: &BargainingGame, coordinate: Coordinate) -> i128 {
    // Each sum is at most `MAX_UNITS`, or the game could not have been built.
    match coordinate {
        Coordinate::Gain(party) => {
            let column = |term: &Term| {
                let cells = term.table.iter().skip(party).step_by(game.parties());
                cells.map(|units| units.abs()).max().unwrap_or(0)
            };
            game.walk_away()[party].abs() + game.terms().iter().map(column).sum::<i128>()
        }
        Coordinate::Slack(rule) => match &game.rules()[rule] {
            Rule::Sum { amounts, at_most } => {
                let most = |list: &Vec<i128>| list.iter().map(|amount| amount.abs()).max().unwrap_or(0);
                at_most.abs() + amounts.iter().map(|(_, list)| most(list)).sum::<i128>()
            }
            Rule::Combinations { .. } => 0,
        },
    }
}

/// Do the games differ in nothing but their numbers?
fn same_shape(one: &BargainingGame, two: &BargainingGame) -> bool {
    let terms =
        |game: &BargainingGame| game.terms().iter().map(|term| term.issues.clone()).collect::<Vec<_>>();
    let rules = one.rules().iter().zip(two.rules());
    let alike = |pair: (&Rule, &Rule)| match pair {
        (Rule::Sum { amounts: one, .. }, Rule::Sum { amounts: two, .. }) => {
            one.iter().map(|(issue, _)| issue).eq(two.iter().map(|(issue, _)| issue))
        }
        (one, two) => one == two,
    };
    one.levels() == two.levels()
        && one.parties() == two.parties()
        && terms(one) == terms(two)
        && one.rules().len() == two.rules().len()
        && rules.into_iter().all(alike)
}
