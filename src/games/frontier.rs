//! The frontier of a two-party bargaining set as a curve: where one party can gain only what the other loses.
//!
//! A [`Frontier`] is a chain of [`Stretch`]es. On each, the utilities of both parties are quotients of polynomials in one
//! parameter; the first rises along the chain and the second falls, ever more for each unit of the first, so that the
//! set below is convex. Whatever is feasible, less is too, down to the disagreement point (free disposal): the chain
//! starts and ends with the level and the upright line that this adds.
//!
//! Two parties and one parameter are enough for splits of a pie with any attitudes to risk that are quotients of
//! polynomials, for circles and ellipses (by their rational parameter), and for polygons, whose stretches are straight.
//!
//! Reference: Nash 1950, Econometrica 18; Perles and Maschler 1981, IJGT 10 (frontiers as curves).

mod invalid;

use std::cmp::Ordering;

pub use self::invalid::InvalidFrontier;
use crate::numeric::{Field as _, Rational, RationalFunction};

/// Highest power of the parameter in a numerator or a denominator of a curve: what is asked of it multiplies powers some
/// six times, and signs of polynomials of hundreds of powers take minutes to decide.
pub const MAX_POWER: usize = 8;

/// A part of a frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Utility of each party at a parameter.
    pub utilities: [RationalFunction; 2],
    /// The parameter at its start.
    pub from: Rational,
    /// The parameter at its end, above `from`.
    pub to: Rational,
}

impl Stretch {
    /// The straight line from one point to another; its parameter goes from 0 to 1.
    #[must_use]
    pub fn straight(from: &[Rational; 2], to: &[Rational; 2]) -> Self {
        let line = |party: usize| {
            let way = RationalFunction::constant(&(&to[party] - &from[party]));
            RationalFunction::unknown().times(&way).plus(&RationalFunction::constant(&from[party]))
        };
        Self { utilities: [line(0), line(1)], from: Rational::ZERO, to: Rational::ONE }
    }

    /// The utilities at a parameter from its start to its end.
    #[must_use]
    pub fn at(&self, parameter: &Rational) -> [Rational; 2] {
        let value = |party: usize| self.utilities[party].at(parameter).unwrap_or_default();
        [value(0), value(1)]
    }

    /// Is it a straight line, walked at an even pace?
    #[must_use]
    pub fn is_straight(&self) -> bool {
        self.utilities.iter().all(|own| own.is_polynomial() && own.numerator().degree() <= 1)
    }

    /// How fast each utility changes at a parameter.
    fn slopes(&self, parameter: &Rational) -> [Rational; 2] {
        let slope = |party: usize| self.utilities[party].derivative().at(parameter).unwrap_or_default();
        [slope(0), slope(1)]
    }
}

/// A place on a frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The stretch, from 0.
    pub stretch: usize,
    /// The parameter, from the start to the end of the stretch.
    pub at: Rational,
}

/// The frontier of a two-party set with its disagreement point; its data are consistent, so solvers do not fail on it.
///
/// ```
/// use zopa::games::frontier::Frontier;
/// use zopa::numeric::{Field, Rational, RationalFunction};
///
/// // The first gets s, the second 1 - s * s.
/// let s = RationalFunction::unknown();
/// let rest = RationalFunction::constant(&Rational::ONE).minus(&s.times(&s));
/// let frontier =
///     Frontier::from_curve([Rational::ZERO, Rational::ZERO], [s, rest], Rational::ZERO, Rational::ONE)?;
/// let half = frontier.gains(&frontier.on_curve(&"1/2".parse().unwrap()));
/// assert_eq!(half, ["1/2", "3/4"].map(|text| text.parse::<Rational>().unwrap()));
/// # Ok::<(), zopa::games::frontier::InvalidFrontier>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontier {
    disagreement: [Rational; 2],
    stretches: Vec<Stretch>,
    /// The stretch of the given curve, and whether its parameter was turned round.
    curve: (usize, bool),
    /// Is the curve a straight line?
    is_line: bool,
}

impl Frontier {
    /// What lies on and below a curve.
    ///
    /// - `disagreement`: what each party has without an agreement.
    /// - `utilities`: of each party at a parameter; one rises where the other falls.
    /// - `from`, `to`: the least and the greatest parameter.
    ///
    /// # Errors
    ///
    /// [`InvalidFrontier`] if the curve has powers above [`MAX_POWER`], has no value somewhere, turns back, stands still, or
    /// bends inwards.
    pub fn from_curve(
        disagreement: [Rational; 2],
        utilities: [RationalFunction; 2],
        from: Rational,
        to: Rational,
    ) -> Result<Self, InvalidFrontier> {
        if from >= to {
            return Err(InvalidFrontier::NoRange { from, to });
        }
        // Checked before common factors are taken out, which takes long for high powers.
        for (party, own) in utilities.iter().enumerate() {
            let power = own.numerator().degree().max(own.denominator().degree());
            if power > MAX_POWER {
                return Err(InvalidFrontier::TooHigh { party, power });
            }
        }
        let utilities = utilities.map(|own| own.reduced());
        for (party, own) in utilities.iter().enumerate() {
            let under = own.denominator();
            let is_clear = under.sign_within(&from, &to).is_some_and(Ordering::is_ne)
                && [&from, &to].iter().all(|&end| !under.at(end).is_zero())
                && under.root_within(&from, &to).is_none();
            if !is_clear {
                return Err(InvalidFrontier::NoValue { party });
            }
        }
        let signs = [0, 1].map(|party| sign(&utilities[party].derivative(), &from, &to));
        let is_mirrored = match signs {
            [Some(Ordering::Greater), Some(Ordering::Less)] => false,
            [Some(Ordering::Less), Some(Ordering::Greater)] => true,
            [Some(one), Some(_)] if one.is_ne() && signs[1] != Some(Ordering::Equal) => {
                return Err(InvalidFrontier::SameWay);
            }
            [Some(Ordering::Greater | Ordering::Less), _] => {
                return Err(InvalidFrontier::TurnsBack { party: 1 });
            }
            _ => return Err(InvalidFrontier::TurnsBack { party: 0 }),
        };
        let curve = if is_mirrored {
            Stretch { utilities: utilities.map(|own| own.mirrored()), from: -&to, to: -&from }
        } else {
            Stretch { utilities, from, to }
        };
        // Where both slopes are 0 the curve has no direction.
        let slopes = curve.utilities.clone().map(|own| own.derivative());
        let still = slopes[0].numerator().common(slopes[1].numerator());
        let start = still.at(&curve.from).is_zero();
        if start || still.root_within(&curve.from, &curve.to).is_some() {
            return Err(InvalidFrontier::StandsStill);
        }
        let bend = slopes[0].times(&slopes[1].derivative()).minus(&slopes[1].times(&slopes[0].derivative()));
        if !matches!(sign(&bend, &curve.from, &curve.to), Some(Ordering::Less | Ordering::Equal)) {
            return Err(InvalidFrontier::BendsInwards);
        }
        let is_line = bend.is_zero();
        let mut frontier = Self { disagreement, stretches: vec![curve], curve: (0, is_mirrored), is_line };
        frontier.extend();
        Ok(frontier)
    }

    /// What lies on and below straight lines from corner to corner.
    ///
    /// - `corners`: at least one; the first party's utility rises from one to the next and the second's falls, ever more.
    ///
    /// # Errors
    ///
    /// [`InvalidFrontier`] if there is no corner, or the chain turns back or bends inwards.
    pub fn from_corners(
        disagreement: [Rational; 2],
        corners: &[[Rational; 2]],
    ) -> Result<Self, InvalidFrontier> {
        let [first, ..] = corners else { return Err(InvalidFrontier::NoCorner) };
        let turns = |party: usize, order: Ordering| {
            corners.windows(2).any(|pair| pair[1][party].cmp(&pair[0][party]) != order)
        };
        if turns(0, Ordering::Greater) {
            return Err(InvalidFrontier::TurnsBack { party: 0 });
        }
        if turns(1, Ordering::Less) {
            return Err(InvalidFrontier::TurnsBack { party: 1 });
        }
        let bends = |three: &[[Rational; 2]]| {
            let way = |from: usize, party: usize| &three[from + 1][party] - &three[from][party];
            &(&way(0, 0) * &way(1, 1)) - &(&way(0, 1) * &way(1, 0))
        };
        if corners.windows(3).any(|three| bends(three).is_positive()) {
            return Err(InvalidFrontier::BendsInwards);
        }
        let stretches: Vec<Stretch> =
            corners.windows(2).map(|pair| Stretch::straight(&pair[0], &pair[1])).collect();
        let is_line = corners.len() == 2;
        let mut frontier = Self { disagreement, stretches, curve: (0, false), is_line };
        match frontier.stretches.is_empty() {
            false => frontier.extend(),
            true => frontier.add_disposal(first.clone(), first.clone()),
        }
        Ok(frontier)
    }

    fn extend(&mut self) {
        let ends = self.stretches.first().zip(self.stretches.last());
        if let Some((first, last)) = ends {
            let (start, end) = (first.at(&first.from), last.at(&last.to));
            self.add_disposal(start, end);
        }
    }

    /// The level line up to the start and the upright line down from the end, where there is room for them.
    fn add_disposal(&mut self, start: [Rational; 2], end: [Rational; 2]) {
        if start[0] > self.disagreement[0] {
            let corner = [self.disagreement[0].clone(), start[1].clone()];
            self.stretches.insert(0, Stretch::straight(&corner, &start));
            self.curve.0 = 1;
        }
        if end[1] > self.disagreement[1] {
            let corner = [end[0].clone(), self.disagreement[1].clone()];
            self.stretches.push(Stretch::straight(&end, &corner));
        }
    }

    /// What each party has without an agreement.
    #[must_use]
    pub fn disagreement(&self) -> &[Rational; 2] {
        &self.disagreement
    }

    /// The ends of the curve that the frontier was made from, if it is a straight line.
    #[must_use]
    pub fn line(&self) -> Option<[[Rational; 2]; 2]> {
        let own = self.stretches.get(self.curve.0).filter(|_| self.is_line)?;
        Some([own.at(&own.from), own.at(&own.to)])
    }

    /// The stretches, in the order in which the first party gains.
    #[must_use]
    pub fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// What each party gains at a place; below 0 where it would rather walk away.
    #[must_use]
    pub fn gains(&self, place: &Place) -> [Rational; 2] {
        let utilities = self.stretches.get(place.stretch).map(|stretch| stretch.at(&place.at));
        let [first, second] = utilities.unwrap_or_default();
        [&first - &self.disagreement[0], &second - &self.disagreement[1]]
    }

    /// The place at a parameter of the curve that the frontier was made from.
    #[must_use]
    pub fn on_curve(&self, parameter: &Rational) -> Place {
        let at = if self.curve.1 { -parameter } else { parameter.clone() };
        Place { stretch: self.curve.0, at }
    }

    /// The parameter of the curve that the frontier was made from; `None` if the place is not on it.
    #[must_use]
    pub fn parameter(&self, place: &Place) -> Option<Rational> {
        let on_curve = place.stretch == self.curve.0;
        on_curve.then(|| if self.curve.1 { -&place.at } else { place.at.clone() })
    }

    /// How fast each party's utility changes just before a place, and just behind it.
    #[must_use]
    pub fn slopes(&self, place: &Place) -> [[Rational; 2]; 2] {
        let Some(own) = self.stretches.get(place.stretch) else { return Default::default() };
        let here = own.slopes(&place.at);
        let before = match place.stretch.checked_sub(1).filter(|_| place.at == own.from) {
            Some(other) => self.stretches[other].slopes(&self.stretches[other].to),
            None => here.clone(),
        };
        let behind = match self.stretches.get(place.stretch + 1).filter(|_| place.at == own.to) {
            Some(other) => other.slopes(&other.from),
            None => here,
        };
        [before, behind]
    }
}

/// The sign of a quotient between two numbers; `None` if it changes there.
fn sign(function: &RationalFunction, from: &Rational, to: &Rational) -> Option<Ordering> {
    let under = function.denominator().sign_within(from, to)?;
    let over = function.numerator().sign_within(from, to)?;
    Some(if under.is_lt() { over.reverse() } else { over })
}

#[cfg(test)]
mod tests {
    use super::{Frontier, InvalidFrontier};
    use crate::numeric::{Field as _, Rational, RationalFunction};

    fn zero() -> [Rational; 2] {
        [Rational::ZERO, Rational::ZERO]
    }

    /// A polynomial from its coefficients, the constant first.
    fn function(coefficients: &[i64]) -> RationalFunction {
        let s = RationalFunction::unknown();
        let constant = |number: i64| RationalFunction::constant(&number.into());
        coefficients.iter().rev().fold(constant(0), |sum, &own| sum.times(&s).plus(&constant(own)))
    }

    fn curve(one: &[i64], two: &[i64]) -> Result<Frontier, InvalidFrontier> {
        Frontier::from_curve(zero(), [function(one), function(two)], Rational::ZERO, Rational::ONE)
    }

    #[test]
    fn curves_that_are_no_frontier_are_refused_with_the_reason() {
        let message = |one: &[i64], two: &[i64]| curve(one, two).unwrap_err().to_string();
        assert_eq!(
            message(&[0, 1], &[0, 1]),
            "both parties gain in the same direction: one must lose what the other gains"
        );
        assert_eq!(message(&[0, 1], &[1, 0, -2, 3]), "the utility of party 1 turns back on the way");
        assert_eq!(message(&[0, 1, -1], &[1, -1]), "the utility of party 0 turns back on the way");
        assert_eq!(message(&[0, 1], &[1]), "the utility of party 1 turns back on the way");
        // (1 - s)^2 bends towards the disagreement point.
        assert_eq!(message(&[0, 1], &[1, -2, 1]), "the curve bends inwards: the set below it is not convex");
        assert_eq!(message(&[0, 0, 1], &[1, 0, -1]), "both utilities stand still at the same parameter");
        let pole = RationalFunction::constant(&Rational::ONE).over(&function(&[-1, 2])).unwrap();
        let refused = Frontier::from_curve(zero(), [function(&[0, 1]), pole], Rational::ZERO, Rational::ONE);
        assert_eq!(
            refused.unwrap_err().to_string(),
            "the utility of party 1 has no value somewhere on the way"
        );
        let refused = Frontier::from_curve(
            zero(),
            [function(&[0, 1]), function(&[1, -1])],
            Rational::ONE,
            Rational::ONE,
        );
        assert_eq!(
            refused.unwrap_err().to_string(),
            "the parameter goes from 1 to 1, expected the second to be greater"
        );
    }

    #[test]
    fn powers_beyond_what_can_be_decided_fast_are_refused() {
        let mut high = vec![1, -1];
        high.resize(9, 0);
        high.push(-1);
        assert_eq!(
            curve(&[0, 1], &high).unwrap_err().to_string(),
            "the utility of party 1 has powers up to 9, at most 8 are read"
        );
        high.pop();
        assert!(curve(&[0, 1], &high).is_ok());
    }

    #[test]
    fn a_curve_may_be_given_in_either_direction() {
        // (1 - s^3, s): the first party's share falls with s.
        let frontier = curve(&[1, 0, 0, -1], &[0, 1]).unwrap();
        let place = frontier.on_curve(&"1/2".parse().unwrap());
        assert_eq!(frontier.gains(&place), ["7/8", "1/2"].map(|text| text.parse::<Rational>().unwrap()));
        assert_eq!(frontier.parameter(&place), Some("1/2".parse().unwrap()));
    }

    #[test]
    fn free_disposal_adds_a_level_and_an_upright_line() {
        let corners = [[1, 3], [2, 1]].map(|corner| corner.map(Rational::from));
        let frontier = Frontier::from_corners(zero(), &corners).unwrap();
        assert_eq!(frontier.stretches().len(), 3);
        let alone = Frontier::from_corners(zero(), &corners[..1]).unwrap();
        assert_eq!(alone.stretches().len(), 2);
        let turned = [corners[1].clone(), corners[0].clone()];
        assert_eq!(Frontier::from_corners(zero(), &turned), Err(InvalidFrontier::TurnsBack { party: 0 }));
    }
}
