//! Packages sorted by how their gains move.
//!
//! On a line of games a coordinate of a package is `base + slope * t`. The slope depends on few issues: that of a weight on
//! the level of its issue, that of a value on whether the package has the level, that of a walk-away value on nothing. A
//! [`Class`] is all packages with the same slopes, as a game of its own in which only the base counts, so that the engine
//! for plain games counts and compares them however many there are. A limit that depends on the number becomes one more
//! party, whose gain is how far the sum stays below the bound.

use std::collections::BTreeMap;

use crate::games::bargaining::{BargainingGame, Rule, Term};
use crate::games::line::{Coordinate, GameLine};
use crate::numeric::{Interval, Rational};

/// Most combinations of levels over which slopes are told apart.
const MOST_COMBINATIONS: usize = 1 << 16;
/// Most classes.
const MOST_CLASSES: usize = 2000;

/// Packages with the same slopes.
#[derive(Debug)]
pub(super) struct Class<'l> {
    line: &'l GameLine,
    /// A party for each coordinate of the line; gains are those at the first end.
    game: BargainingGame,
    /// What `t` adds to each coordinate, stretched to one unit.
    slopes: Vec<i128>,
}

/// A rule that keeps the packages of one class.
struct Part {
    slopes: Vec<i128>,
    rule: Option<Rule>,
}

/// The classes of a line; `None` if there are too many, or their games cannot be built.
pub(super) fn classes(line: &GameLine) -> Option<Vec<Class<'_>>> {
    let game = &line.ends()[0].game;
    parts(line)?
        .into_iter()
        .map(|Part { slopes, rule }| {
            let game = extended(line, game, rule)?;
            Some(Class { line, game, slopes })
        })
        .collect()
}

impl Class<'_> {
    /// The game, with walk-away values lowered as far as some legal value makes up for; `None` if nothing does.
    pub(super) fn reachable(&self) -> Option<BargainingGame> {
        let floors = (0..self.slopes.len()).map(|coordinate| self.floor(coordinate));
        self.game.with_walk_away(floors.collect::<Option<_>>()?).ok()
    }

    /// The game with walk-away values as they are at the first end.
    pub(super) fn game(&self) -> &BargainingGame {
        &self.game
    }

    /// What `t` adds to each coordinate, in units of the game at the first end.
    pub(super) fn rises(&self) -> Option<Vec<Rational>> {
        let rises = self.slopes.iter().zip(self.line.factors());
        rises.map(|(&slope, factors)| Rational::new(slope, factors[0])).collect()
    }

    /// The coordinates that move.
    pub(super) fn moving(&self) -> Vec<usize> {
        (0..self.slopes.len()).filter(|&coordinate| self.slopes[coordinate] != 0).collect()
    }

    /// Base and slope of a coordinate, given the utility in the game of the class.
    pub(super) fn straight(&self, coordinate: usize, utility: i128) -> (i128, i128) {
        let factor = self.line.factors()[coordinate][0];
        ((utility - self.game.walk_away()[coordinate]) * factor, self.slopes[coordinate])
    }

    /// The legal positions at which all coordinates are at least 0, and gains above 0 if `is_strict`.
    ///
    /// - `utilities`: one for each coordinate, in the game of the class; one that does not move is taken to be accepted.
    pub(super) fn positions(&self, utilities: &[i128], is_strict: bool) -> Option<Interval> {
        let mut positions = legal_positions(self.line);
        for (coordinate, &utility) in utilities.iter().enumerate() {
            let strict = is_strict && matches!(self.line.coordinates()[coordinate], Coordinate::Gain(_));
            let (base, slope) = self.straight(coordinate, utility);
            let end = match slope.cmp(&0) {
                std::cmp::Ordering::Equal if strict && base == 0 => return None,
                std::cmp::Ordering::Equal => continue,
                std::cmp::Ordering::Greater => {
                    Interval { from_closed: !strict, ..Interval::at_least(Rational::new(-base, slope)?) }
                }
                std::cmp::Ordering::Less => {
                    Interval { to_closed: !strict, ..Interval::at_most(Rational::new(base, -slope)?) }
                }
            };
            positions = positions.meet(&end)?;
        }
        Some(positions)
    }

    /// The least utility that some legal position can make acceptable; `None` if none can.
    fn floor(&self, coordinate: usize) -> Option<i128> {
        let own = self.game.walk_away()[coordinate];
        let (slope, factor) = (self.slopes[coordinate], self.line.factors()[coordinate][0]);
        let legal = legal_positions(self.line);
        let (least, most) = (self.game.least_utility(coordinate), self.game.greatest_utility(coordinate));
        let far = match slope.cmp(&0) {
            std::cmp::Ordering::Equal => return Some(own.max(least)),
            std::cmp::Ordering::Greater => legal.to,
            std::cmp::Ordering::Less => legal.from,
        };
        // Without an end the number makes up for any loss.
        let Some(far) = far else { return Some(least) };
        let slope = Rational::new(slope, factor)?;
        let floor = (&Rational::new(own, 1)? - &(&slope * &far)).ceil();
        let (low, high) = (dashu_int::IBig::from(least), dashu_int::IBig::from(most));
        match floor {
            floor if floor > high => None,
            floor if floor < low => Some(least),
            floor => i128::try_from(floor).ok(),
        }
    }
}

/// The legal values as positions.
pub(super) fn legal_positions(line: &GameLine) -> Interval {
    let legal = line.legal();
    let position = |end: &Option<Rational>| end.as_ref().map(|value| line.position(value));
    Interval { from: position(&legal.from), to: position(&legal.to), ..legal.clone() }
}

/// Positions as values.
pub(super) fn values(line: &GameLine, positions: &Interval) -> Interval {
    let value = |end: &Option<Rational>| end.as_ref().map(|position| line.value(position));
    Interval { from: value(&positions.from), to: value(&positions.to), ..positions.clone() }
}

/// The packages sorted by their slopes.
fn parts(line: &GameLine) -> Option<Vec<Part>> {
    let levels = line.ends()[0].game.levels();
    let moves: Vec<Move> =
        (0..line.coordinates().len()).map(|coordinate| Move::of(line, coordinate)).collect();
    let mut issues: Vec<usize> =
        moves.iter().flat_map(|one| one.tables.iter().flat_map(|(over, _)| over)).copied().collect();
    issues.sort_unstable();
    issues.dedup();
    if issues.is_empty() {
        return Some(vec![Part { slopes: moves.iter().map(|one| one.constant).collect(), rule: None }]);
    }
    let product = issues.iter().try_fold(1_usize, |product, &issue| product.checked_mul(levels[issue]));
    let combinations = product.filter(|&product| product <= MOST_COMBINATIONS)?;
    let mut sorted: BTreeMap<Vec<i128>, Vec<bool>> = BTreeMap::new();
    let mut package = vec![0; levels.len()];
    for combination in 0..combinations {
        let mut rest = combination;
        for &issue in issues.iter().rev() {
            package[issue] = rest % levels[issue];
            rest /= levels[issue];
        }
        let slopes = moves.iter().map(|one| one.slope(levels, &package)).collect();
        sorted.entry(slopes).or_insert_with(|| vec![false; combinations])[combination] = true;
        if sorted.len() > MOST_CLASSES {
            return None;
        }
    }
    let part = |(slopes, allowed)| Part {
        slopes,
        rule: Some(Rule::Combinations { issues: issues.clone(), allowed }),
    };
    Some(sorted.into_iter().map(part).collect())
}

/// How one coordinate moves: a constant and tables over issues.
struct Move {
    constant: i128,
    tables: Vec<(Vec<usize>, Vec<i128>)>,
}

/// Issues, and for each combination of their levels a number.
type Table = (Vec<usize>, Vec<i128>);

impl Move {
    fn of(line: &GameLine, coordinate: usize) -> Self {
        let games = line.ends().each_ref().map(|end| &end.game);
        let [first, second] = line.factors()[coordinate];
        let rise = |before: i128, after: i128| after * second - before * first;
        let (constant, tables): (i128, Vec<Table>) = match line.coordinates()[coordinate] {
            Coordinate::Gain(party) => {
                let floors = games.map(|game| game.walk_away()[party]);
                let column = |term: &Term| {
                    term.table.iter().skip(party).step_by(games[0].parties()).copied().collect::<Vec<_>>()
                };
                let tables = games[0].terms().iter().zip(games[1].terms()).map(|(before, after)| {
                    let rises =
                        column(before).into_iter().zip(column(after)).map(|(one, two)| rise(one, two));
                    (before.issues.clone(), rises.collect())
                });
                (-rise(floors[0], floors[1]), tables.collect())
            }
            Coordinate::Slack(rule) => match games.map(|game| &game.rules()[rule]) {
                [
                    Rule::Sum { amounts: before, at_most: low },
                    Rule::Sum { amounts: after, at_most: high },
                ] => {
                    let tables = before.iter().zip(after).map(|((issue, one), (_, two))| {
                        let rises = one.iter().zip(two).map(|(&one, &two)| -rise(one, two));
                        (vec![*issue], rises.collect())
                    });
                    (rise(*low, *high), tables.collect())
                }
                _ => (0, Vec::new()),
            },
        };
        let mut moves = Self { constant, tables: Vec::new() };
        for (issues, rises) in tables {
            match rises.split_first() {
                Some((first, rest)) if rest.iter().all(|one| one == first) => moves.constant += first,
                Some(_) => moves.tables.push((issues, rises)),
                None => {}
            }
        }
        moves
    }

    fn slope(&self, levels: &[usize], package: &[usize]) -> i128 {
        let row =
            |issues: &[usize]| issues.iter().fold(0, |row, &issue| row * levels[issue] + package[issue]);
        self.constant + self.tables.iter().map(|(issues, rises)| rises[row(issues)]).sum::<i128>()
    }
}

/// The game at the first end with a party for each limit that moves instead of its rule, and one rule more.
fn extended(line: &GameLine, game: &BargainingGame, rule: Option<Rule>) -> Option<BargainingGame> {
    let parties = game.parties();
    let count = line.coordinates().len();
    let slack = |rule: usize| line.coordinates().iter().position(|one| *one == Coordinate::Slack(rule));
    let mut terms: Vec<Term> = game
        .terms()
        .iter()
        .map(|term| {
            let rows = term.table.chunks_exact(parties);
            let row = |row: &[i128]| {
                row.iter().copied().chain(std::iter::repeat_n(0, count - parties)).collect::<Vec<_>>()
            };
            Term { issues: term.issues.clone(), table: rows.flat_map(row).collect() }
        })
        .collect();
    let mut floors = game.walk_away().to_vec();
    floors.resize(count, 0);
    let mut rules = Vec::new();
    for (place, kept) in game.rules().iter().enumerate() {
        match (slack(place), kept) {
            (Some(coordinate), Rule::Sum { amounts, at_most }) => {
                floors[coordinate] = -at_most;
                for (issue, list) in amounts {
                    let row = |&amount: &i128| {
                        (0..count).map(move |one| if one == coordinate { -amount } else { 0 })
                    };
                    terms.push(Term { issues: vec![*issue], table: list.iter().flat_map(row).collect() });
                }
            }
            _ => rules.push(kept.clone()),
        }
    }
    rules.extend(rule);
    let scales =
        (0..count).map(|one| if one < parties { game.scale(one).clone() } else { 1_u8.into() }).collect();
    BargainingGame::new(game.levels().to_vec(), scales, terms, rules, floors).ok()
}
