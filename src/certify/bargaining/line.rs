//! A second look at a game that depends on one number: every package, one by one.
//!
//! [`LineReferee`] works out for each package the values of the number at which every party would accept it, from the
//! two games of a [`GameLine`] and nothing else. Games at other values ([`Sample`]) show that the line is what it is
//! said to be: each must lie on it, up to a positive factor for each party and limit.

use std::cell::OnceCell;

use dashu_int::IBig;

use crate::certify::bargaining::recount::{RECOUNT_LIMIT, for_each_admissible};
use crate::games::bargaining::{BargainingGame, Rule};
use crate::games::line::{Coordinate, GameLine};
use crate::numeric::scale::nearest_double;
use crate::numeric::{Interval, Rational, Vectors};

/// The game at one more value of the number.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The value.
    pub at: Rational,
    /// The game there.
    pub game: BargainingGame,
}

/// Judges claims about a game that depends on one number.
#[derive(Debug)]
pub struct LineReferee<'l> {
    line: &'l GameLine,
    samples: &'l [Sample],
    /// For each coordinate whether it is the same at both ends, from every package.
    still: Vec<bool>,
    rows: OnceCell<Option<Vectors>>,
}

/// Coordinates of one package: at the first end, then at the second.
pub(in crate::certify::bargaining) type Row<'a> = &'a [i128];

impl<'l> LineReferee<'l> {
    /// A referee for a line, with games at other values.
    #[must_use]
    pub fn new(line: &'l GameLine, samples: &'l [Sample]) -> Self {
        let still = (0..line.coordinates().len()).map(|coordinate| is_still(line, coordinate)).collect();
        Self { line, samples, still, rows: OnceCell::new() }
    }

    /// The line.
    #[must_use]
    pub fn line(&self) -> &'l GameLine {
        self.line
    }

    /// The games at other values.
    #[must_use]
    pub fn samples(&self) -> &'l [Sample] {
        self.samples
    }

    /// Is the coordinate the same at both ends, from every package?
    pub(in crate::certify::bargaining) fn is_still(&self, coordinate: usize) -> bool {
        self.still[coordinate]
    }

    /// The coordinates of every package that keeps the rules that do not move and is no loss to a party whose gains do not;
    /// `None` beyond [`RECOUNT_LIMIT`].
    pub(in crate::certify::bargaining) fn rows(&self) -> Option<&Vectors> {
        let start = &self.line.ends()[0].game;
        self.rows.get_or_init(|| (start.packages() <= RECOUNT_LIMIT).then(|| self.walk(start))).as_ref()
    }

    fn walk(&self, start: &BargainingGame) -> Vectors {
        let line = self.line;
        let count = line.coordinates().len();
        let mut rows = Vectors::new(2 * count);
        let fixed = start.with_rules(|rule| !self.moves(rule));
        let mut row = vec![0; 2 * count];
        for_each_admissible(&fixed, &mut |package, gains| {
            for coordinate in 0..count {
                [row[coordinate], row[count + coordinate]] = match gains.get(coordinate) {
                    Some(gain) if self.is_still(coordinate) => [gain * line.factors()[coordinate][0]; 2],
                    _ => line.stretched(coordinate, package),
                };
                if row[coordinate] < 0 && row[count + coordinate] == row[coordinate] {
                    return;
                }
            }
            rows.push(&row);
        });
        rows
    }

    /// Is the rule a limit that depends on the number?
    fn moves(&self, rule: usize) -> bool {
        self.line.coordinates().contains(&Coordinate::Slack(rule))
    }

    /// The coordinates of `package`; `None` if it is no package, or breaks a rule that does not depend on the number.
    pub(in crate::certify::bargaining) fn row_of(&self, package: &[usize]) -> Option<Vec<i128>> {
        let game = &self.line.ends()[0].game;
        let is_package = package.len() == game.levels().len()
            && package.iter().zip(game.levels()).all(|(&level, &count)| level < count);
        let meets = |(rule, kept): (usize, &Rule)| self.moves(rule) || game.meets(package, kept);
        if !is_package || !game.rules().iter().enumerate().all(meets) {
            return None;
        }
        let count = self.line.coordinates().len();
        let ends: Vec<[i128; 2]> =
            (0..count).map(|coordinate| self.line.stretched(coordinate, package)).collect();
        Some([0, 1].iter().flat_map(|&end| ends.iter().map(move |values| values[end])).collect())
    }

    /// The legal values at which every coordinate is at least 0.
    pub(in crate::certify::bargaining) fn accepted(&self, row: Row<'_>) -> Option<Interval> {
        self.values(row, |_| false)
    }

    /// The legal values at which every party gains something, and every limit is kept.
    pub(in crate::certify::bargaining) fn eligible(&self, row: Row<'_>) -> Option<Interval> {
        self.values(row, |coordinate| matches!(coordinate, Coordinate::Gain(_)))
    }

    /// The legal values at which every coordinate is at least 0, or above 0 where that is asked for.
    fn values(&self, row: Row<'_>, is_strict: impl Fn(Coordinate) -> bool) -> Option<Interval> {
        let (start, end) = row.split_at(row.len() / 2);
        let mut values = self.line.legal().clone();
        for ((&before, &after), &coordinate) in start.iter().zip(end).zip(self.line.coordinates()) {
            let strict = is_strict(coordinate);
            let rise = after - before;
            if rise == 0 {
                if before < 0 || (strict && before == 0) {
                    return None;
                }
                continue;
            }
            let at = self.line.value(&Rational::new(-before, rise)?);
            let half = match rise > 0 {
                true => Interval { from_closed: !strict, ..Interval::at_least(at) },
                false => Interval { to_closed: !strict, ..Interval::at_most(at) },
            };
            values = values.meet(&half)?;
        }
        Some(values)
    }

    /// The positions between which a package is acceptable, in doubles and a little wider, without a look at what is legal.
    pub(in crate::certify::bargaining) fn rough_positions(&self, row: Row<'_>) -> (f64, f64) {
        const WIDER: f64 = 1e-12;
        let (start, end) = row.split_at(row.len() / 2);
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        for (&before, &after) in start.iter().zip(end) {
            let rise = after - before;
            if rise != 0 {
                let root = nearest_double(-before) / nearest_double(rise);
                let off = WIDER * root.abs();
                match rise > 0 {
                    true => low = low.max(root - off),
                    false => high = high.min(root + off),
                }
            }
        }
        (low, high)
    }

    /// How many samples are not legal, or do not lie on the line.
    pub(in crate::certify::bargaining) fn astray(&self) -> u128 {
        self.samples.iter().filter(|sample| !self.fits(sample)).count() as u128
    }

    /// Is the game at another value a positive multiple of the line there, party by party and limit by limit?
    fn fits(&self, sample: &Sample) -> bool {
        let [start, end] = self.line.ends();
        let (here, game) = (&start.game, &sample.game);
        let alike = here.levels() == game.levels()
            && here.parties() == game.parties()
            && here.rules().len() == game.rules().len()
            && here.terms().iter().map(|one| &one.issues).eq(game.terms().iter().map(|one| &one.issues));
        let rules = here.rules().iter().zip(game.rules()).enumerate();
        let kept = |(rule, (one, two)): (usize, (&Rule, &Rule))| self.moves(rule) || one == two;
        if !self.line.legal().contains(&sample.at) || !alike || !rules.into_iter().all(kept) {
            return false;
        }
        let position = self.line.position(&sample.at);
        let (over, under) = (position.numerator(), IBig::from(position.denominator().clone()));
        let rest = &under - over;
        self.line.coordinates().iter().zip(self.line.factors()).all(|(&coordinate, factors)| {
            let lists = [here, &end.game, game].map(|game| numbers(game, coordinate));
            let [Some(first), Some(second), Some(found)] = lists else { return false };
            if first.len() != found.len() || second.len() != found.len() {
                return false;
            }
            let straight = first.iter().zip(&second).map(|(&before, &after)| {
                IBig::from(before) * factors[0] * &rest + IBig::from(after) * factors[1] * over
            });
            are_proportional(&straight.collect::<Vec<_>>(), &found)
        })
    }
}

/// Is the gain of a party the same at both ends, from every package?
fn is_still(line: &GameLine, coordinate: usize) -> bool {
    let [start, end] = line.ends();
    let (kind, [first, second]) = (line.coordinates()[coordinate], line.factors()[coordinate]);
    matches!(kind, Coordinate::Gain(_))
        && first == second
        && numbers(&start.game, kind) == numbers(&end.game, kind)
}

/// Everything that a coordinate is made of, in order; `None` if the rule is no limit on a sum.
fn numbers(game: &BargainingGame, coordinate: Coordinate) -> Option<Vec<i128>> {
    match coordinate {
        Coordinate::Gain(party) => {
            let cells =
                game.terms().iter().flat_map(|term| term.table.iter().skip(party).step_by(game.parties()));
            Some(cells.chain([&game.walk_away()[party]]).copied().collect())
        }
        Coordinate::Slack(rule) => match &game.rules()[rule] {
            Rule::Sum { amounts, at_most } => {
                Some(amounts.iter().flat_map(|(_, list)| list).chain([at_most]).copied().collect())
            }
            Rule::Combinations { .. } => None,
        },
    }
}

/// Is one list the other times a positive number?
fn are_proportional(one: &[IBig], other: &[i128]) -> bool {
    let zero = IBig::ZERO;
    let Some(place) = one.iter().position(|number| *number != zero) else {
        return other.iter().all(|&number| number == 0);
    };
    let pair = (&one[place], IBig::from(other[place]));
    let same_sign = pair.1 != zero && (*pair.0 > zero) == (pair.1 > zero);
    same_sign && one.iter().zip(other).all(|(left, &right)| left * &pair.1 == IBig::from(right) * pair.0)
}
