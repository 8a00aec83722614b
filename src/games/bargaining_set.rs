//! A convex bargaining set: what parties can have together, in utilities, and what each has without an agreement.
//!
//! A set is given by [`Vertices`], points whose mixtures (lotteries) are feasible, by [`Rows`] of inequalities, or by
//! [`Amounts`] that every party values at a rate.
//! Whatever is feasible, less is too, down to the disagreement point `d` (free disposal). With `H` for the mixtures of
//! the vertices, or for the points with `x >= d` and `A x <= b`, the feasible gains are
//!
//! ```text
//! S = { g >= 0 : g <= y - d for some y in H }
//! ```
//!
//! Vertices may lie below `d` for some parties: they matter in mixtures. Everything is exact. Each party has a scale of
//! its own, as in [`crate::games::bargaining`]: vertices are whole units of `1 / scale(party)`; the disagreement point
//! may be any fraction.
//!
//! Reference: Nash 1950, Econometrica 18 (the problem); Kalai 1977, Econometrica 45 (free disposal).

mod amounts;
mod invalid;

use std::sync::Arc;

use dashu_int::ops::{BitTest as _, UnsignedAbs as _};
use dashu_int::{IBig, UBig};

pub use self::amounts::Amounts;
pub use self::invalid::InvalidSet;
use crate::numeric::scale::{common_multiple, scaled, unscaled};
use crate::numeric::{Rational, Vectors};

/// Most bits of a utility in whole units, and of the number of units in one: enough for what a game of packages holds.
pub const MAX_BITS: usize = 120;

/// Points whose mixtures are feasible, in whole units of each party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vertices {
    points: Arc<Vectors>,
    scales: Vec<UBig>,
}

/// The inequalities `A x <= b` in utilities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// For each row one number for each party.
    pub coefficients: Vec<Vec<Rational>>,
    /// For each row the greatest sum.
    pub bounds: Vec<Rational>,
}

/// How a set is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Mixtures of points.
    Vertices(Vertices),
    /// Points at or above the disagreement point that meet inequalities.
    Rows(Rows),
    /// What amounts under limits are worth.
    Amounts(Amounts),
}

/// A convex bargaining set with its disagreement point; its data are consistent, so solvers do not fail on it.
///
/// ```
/// use zopa::games::bargaining_set::BargainingSet;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (12, 0), (8, 6) and (0, 8); without an agreement (2, 1).
/// let numbers = |list: &[i64]| list.iter().map(|&number| Rational::from(number)).collect::<Vec<_>>();
/// let points = [[12, 0], [8, 6], [0, 8]].map(|point| numbers(&point));
/// let set = BargainingSet::from_vertices(numbers(&[2, 1]), &points)?;
/// assert_eq!(set.vertices().unwrap().len(), 3);
/// assert_eq!(set.gains(0), numbers(&[10, -1]));
/// # Ok::<(), zopa::games::bargaining_set::InvalidSet>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BargainingSet {
    disagreement: Vec<Rational>,
    shape: Shape,
}

impl BargainingSet {
    /// The mixtures of points.
    ///
    /// - `disagreement`: what each party has without an agreement.
    /// - `points`: at least one, in utilities, one number for each party; not all need be corners.
    ///
    /// # Errors
    ///
    /// [`InvalidSet`] if there is no party or point, a length is wrong, or the utilities of a party are too fine.
    pub fn from_vertices(disagreement: Vec<Rational>, points: &[Vec<Rational>]) -> Result<Self, InvalidSet> {
        let parties = disagreement.len();
        for (place, point) in points.iter().enumerate() {
            require_entries("vertex", place, point.len(), parties)?;
        }
        let too_fine = |party: usize| InvalidSet::TooFine { party };
        let mut scales = Vec::with_capacity(parties);
        for party in 0..parties {
            // Stopped on the way, so that a long hostile list does not take hours.
            let scale = points.iter().try_fold(UBig::ONE, |scale, point| {
                let scale = common_multiple(scale, &point[party]);
                (scale.bit_len() <= MAX_BITS).then_some(scale)
            });
            scales.push(scale.ok_or(too_fine(party))?);
        }
        let mut list = Vectors::with_capacity(parties.max(1), points.len());
        let mut row = vec![0; parties];
        for point in points {
            for (party, units) in row.iter_mut().enumerate() {
                *units = scaled(&point[party], &scales[party]).ok_or(too_fine(party))?;
            }
            list.push(&row);
        }
        Self::from_units(disagreement, Arc::new(list), scales)
    }

    /// The mixtures of points in whole units, as a zone keeps its efficient packages.
    ///
    /// - `disagreement`: what each party has without an agreement, in utilities.
    /// - `points`: at least one; `scales`: for each party the units in one.
    ///
    /// Cost: one look at every point; nothing is copied.
    ///
    /// # Errors
    ///
    /// [`InvalidSet`] as for [`BargainingSet::from_vertices`], or if a scale is 0.
    pub fn from_units(
        disagreement: Vec<Rational>,
        points: Arc<Vectors>,
        scales: Vec<UBig>,
    ) -> Result<Self, InvalidSet> {
        let parties = some("parties", disagreement.len())?;
        some("vertices", points.len())?;
        require("every vertex", points.width(), parties)?;
        require("the list of scales", scales.len(), parties)?;
        if let Some(party) = scales.iter().position(|scale| *scale == UBig::ZERO) {
            return Err(InvalidSet::Scale { party });
        }
        let mut row = vec![0; parties];
        for place in 0..points.len() {
            points.read(place, &mut row);
            if let Some(party) = row.iter().position(|units| units.unsigned_abs() >> MAX_BITS != 0) {
                return Err(InvalidSet::TooFine { party });
            }
        }
        match scales.iter().position(|scale| scale.bit_len() > MAX_BITS) {
            Some(party) => Err(InvalidSet::TooFine { party }),
            None => Ok(Self { disagreement, shape: Shape::Vertices(Vertices { points, scales }) }),
        }
    }

    /// The points at or above the disagreement point that meet `coefficients x <= bounds`.
    ///
    /// - `disagreement`: what each party has without an agreement.
    /// - `coefficients`: at least one row, one number for each party; `bounds`: one number for each row.
    ///
    /// # Errors
    ///
    /// [`InvalidSet`] if there is no party or row, or a length is wrong.
    pub fn from_rows(
        disagreement: Vec<Rational>,
        coefficients: Vec<Vec<Rational>>,
        bounds: Vec<Rational>,
    ) -> Result<Self, InvalidSet> {
        let parties = some("parties", disagreement.len())?;
        some("rows", coefficients.len())?;
        for (place, row) in coefficients.iter().enumerate() {
            require_entries("row", place, row.len(), parties)?;
        }
        require("the list of bounds", bounds.len(), coefficients.len())?;
        Ok(Self { disagreement, shape: Shape::Rows(Rows { coefficients, bounds }) })
    }

    /// What amounts under limits are worth.
    ///
    /// - `disagreement`: what each party has without an agreement.
    ///
    /// # Errors
    ///
    /// [`InvalidSet`] if `disagreement` has another length than there are parties.
    pub fn from_amounts(disagreement: Vec<Rational>, amounts: Amounts) -> Result<Self, InvalidSet> {
        require("the disagreement point", disagreement.len(), amounts.base().len())?;
        Ok(Self { disagreement, shape: Shape::Amounts(amounts) })
    }

    /// The same set with another disagreement point. Cost: that of the point; vertices are shared.
    ///
    /// # Errors
    ///
    /// [`InvalidSet::Shape`] if `disagreement` has another length.
    pub fn with_disagreement(&self, disagreement: Vec<Rational>) -> Result<Self, InvalidSet> {
        require("the disagreement point", disagreement.len(), self.parties())?;
        Ok(Self { disagreement, shape: self.shape.clone() })
    }

    /// Number of parties.
    #[must_use]
    pub fn parties(&self) -> usize {
        self.disagreement.len()
    }

    /// What each party has without an agreement.
    #[must_use]
    pub fn disagreement(&self) -> &[Rational] {
        &self.disagreement
    }

    /// How the set is given.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The vertices, if the set is given by them.
    #[must_use]
    pub fn vertices(&self) -> Option<&Vertices> {
        match &self.shape {
            Shape::Vertices(vertices) => Some(vertices),
            Shape::Rows(_) | Shape::Amounts(_) => None,
        }
    }

    /// The rows, if the set is given by them.
    #[must_use]
    pub fn rows(&self) -> Option<&Rows> {
        match &self.shape {
            Shape::Vertices(_) | Shape::Amounts(_) => None,
            Shape::Rows(rows) => Some(rows),
        }
    }

    /// The amounts, if the set is given by them.
    #[must_use]
    pub fn amounts(&self) -> Option<&Amounts> {
        match &self.shape {
            Shape::Vertices(_) | Shape::Rows(_) => None,
            Shape::Amounts(amounts) => Some(amounts),
        }
    }

    /// What each party gains at vertex `place` over the disagreement point; empty if the set is not given by vertices.
    ///
    /// # Panics
    ///
    /// If there is no such vertex.
    #[must_use]
    pub fn gains(&self, place: usize) -> Vec<Rational> {
        let Some(vertices) = self.vertices() else { return Vec::new() };
        let utilities = vertices.utilities(place);
        utilities.iter().zip(&self.disagreement).map(|(utility, floor)| utility - floor).collect()
    }

    /// Utilities from gains.
    #[must_use]
    pub fn utilities(&self, gains: &[Rational]) -> Vec<Rational> {
        gains.iter().zip(&self.disagreement).map(|(gain, floor)| gain + floor).collect()
    }
}

impl Vertices {
    /// How many there are, at least 1.
    #[must_use]
    #[allow(clippy::len_without_is_empty)] // never empty
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// The points in whole units of each party.
    #[must_use]
    pub fn units(&self) -> &Arc<Vectors> {
        &self.points
    }

    /// For each party the units in one.
    #[must_use]
    pub fn scales(&self) -> &[UBig] {
        &self.scales
    }

    /// The utilities at vertex `place`.
    ///
    /// # Panics
    ///
    /// If there is no such vertex.
    #[must_use]
    pub fn utilities(&self, place: usize) -> Vec<Rational> {
        let row = self.points.row(place);
        row.iter().zip(&self.scales).map(|(&units, scale)| unscaled(units, scale)).collect()
    }

    /// Whole multipliers `m` and a `unit` above 0, so that a weighted sum of utilities is `unit` times the sum of `m` times units.
    ///
    /// - `weights`: one number for each party.
    #[must_use]
    pub fn multipliers(&self, weights: &[Rational]) -> (Vec<IBig>, Rational) {
        let per_unit: Vec<Rational> = weights
            .iter()
            .zip(&self.scales)
            .map(|(weight, scale)| weight / &Rational::from_big(IBig::from(scale.clone()), UBig::ONE))
            .collect();
        let scale = per_unit.iter().fold(UBig::ONE, common_multiple);
        let factor = IBig::from(scale.clone());
        let whole = per_unit
            .iter()
            .map(|number| number.numerator() * (&factor / IBig::from(number.denominator().clone())))
            .collect();
        (whole, Rational::from_big(IBig::ONE, scale))
    }

    /// Most bits of a number of units, without its sign.
    #[must_use]
    pub fn bits(&self) -> usize {
        let mut row = vec![0; self.points.width()];
        let mut greatest = 0;
        for place in 0..self.points.len() {
            self.points.read(place, &mut row);
            greatest = row.iter().fold(greatest, |greatest, units| units.unsigned_abs().max(greatest));
        }
        IBig::from(greatest).unsigned_abs().bit_len()
    }
}

fn some(what: &'static str, count: usize) -> Result<usize, InvalidSet> {
    if count == 0 { Err(InvalidSet::Nothing { what }) } else { Ok(count) }
}

fn require(what: &'static str, found: usize, expected: usize) -> Result<(), InvalidSet> {
    if found == expected { Ok(()) } else { Err(InvalidSet::Shape { what, found, expected }) }
}

fn require_entries(
    what: &'static str,
    place: usize,
    found: usize,
    expected: usize,
) -> Result<(), InvalidSet> {
    if found == expected { Ok(()) } else { Err(InvalidSet::Entries { what, place, found, expected }) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{BargainingSet, InvalidSet};
    use crate::numeric::{Rational, Vectors};

    fn numbers(list: &[i64]) -> Vec<Rational> {
        list.iter().map(|&number| Rational::from(number)).collect()
    }

    #[test]
    fn data_that_are_no_set_are_refused_with_what_is_wrong() {
        let nothing = BargainingSet::from_vertices(vec![], &[]);
        assert_eq!(nothing, Err(InvalidSet::Nothing { what: "parties" }));
        let nothing = BargainingSet::from_vertices(numbers(&[0]), &[]);
        assert_eq!(nothing, Err(InvalidSet::Nothing { what: "vertices" }));
        let nothing = BargainingSet::from_rows(numbers(&[0]), vec![], vec![]);
        assert_eq!(nothing, Err(InvalidSet::Nothing { what: "rows" }));
        let short = BargainingSet::from_vertices(numbers(&[0, 0]), &[numbers(&[1, 1]), numbers(&[1])]);
        assert_eq!(short, Err(InvalidSet::Entries { what: "vertex", place: 1, found: 1, expected: 2 }));
        let short = BargainingSet::from_rows(numbers(&[0]), vec![numbers(&[1])], vec![]);
        assert!(matches!(short, Err(InvalidSet::Shape { what: "the list of bounds", .. })));
        let fine: Vec<Vec<Rational>> = (1..100).map(|below| vec![Rational::new(1, below).unwrap()]).collect();
        assert_eq!(BargainingSet::from_vertices(numbers(&[0]), &fine), Err(InvalidSet::TooFine { party: 0 }));
        // 2^120 is between: as many digits as a game of packages may hold, and some more.
        let long = |text: &str| vec![vec![text.parse().unwrap()]];
        assert!(BargainingSet::from_vertices(numbers(&[0]), &long("1e36")).is_ok());
        let longer = BargainingSet::from_vertices(numbers(&[0]), &long("1e37"));
        assert_eq!(longer, Err(InvalidSet::TooFine { party: 0 }));
    }

    #[test]
    fn units_and_fractions_give_the_same_set() {
        let half = Rational::new(1, 2).unwrap();
        let points = [vec![half.clone(), 3.into()], vec![2.into(), 0.into()]];
        let one = BargainingSet::from_vertices(numbers(&[0, 1]), &points).unwrap();
        let mut units = Vectors::new(2);
        units.push(&[1, 3]);
        units.push(&[4, 0]);
        let other =
            BargainingSet::from_units(numbers(&[0, 1]), Arc::new(units), vec![2_u8.into(), 1_u8.into()]);
        assert_eq!(other.as_ref(), Ok(&one));
        assert_eq!(one.gains(0), [half, 2.into()]);
        let (whole, unit) = one.vertices().unwrap().multipliers(&numbers(&[3, 5]));
        assert_eq!((whole, unit), (vec![3.into(), 10.into()], Rational::new(1, 2).unwrap()));
        assert_eq!(one.vertices().unwrap().bits(), 3);
    }
}
