//! A bargaining set that a case gives directly, instead of issues: single outcomes, or a convex set.

use crate::games::frontier::{Frontier, InvalidFrontier};
use crate::model::expression::{Expression, Unworkable};
use crate::model::{Name, Quantity};
use crate::numeric::{Rational, RationalFunction};

/// The name of the parameter of a curve.
pub const PARAMETER: &str = "s";

/// A bargaining set given directly, in utilities of the signatories in file order.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenSet {
    /// What can be agreed.
    pub shape: GivenShape,
    /// Walk-away value of each signatory.
    pub disagreement: Vec<Quantity>,
    /// Where the numbers come from.
    pub source: Option<Name>,
}

/// What can be agreed.
#[derive(Debug, Clone, PartialEq)]
pub enum GivenShape {
    /// Single outcomes: for each the utility of each signatory.
    Points(Vec<Vec<Quantity>>),
    /// All mixtures of these, and less: for each the utility of each signatory.
    Vertices(Vec<Vec<Quantity>>),
    /// All utilities that meet these, at or above the walk-away values.
    Rows(Vec<GivenRow>),
    /// All that lies on a curve, and less: of two signatories.
    Curve(Box<GivenCurve>),
}

/// A curve of outcomes: the utility of each signatory as an expression in one parameter, [`PARAMETER`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GivenCurve {
    /// For each signatory its utility.
    pub utilities: Vec<Expression>,
    /// The least parameter.
    pub from: Quantity,
    /// The greatest parameter.
    pub to: Quantity,
}

/// Why a curve is not the frontier of a set of two parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CurveError {
    /// Not one expression for each of two signatories.
    Count,
    /// Expression number so-and-so has another name in it than the parameter, at this place of its text.
    UnknownName(usize, String, (usize, usize)),
    /// It divides by zero at this place of its text.
    DivisionByZero(usize, (usize, usize)),
    /// It is too long to work out.
    TooLong(usize),
    /// What the expressions give is no frontier.
    Frontier(InvalidFrontier),
}

impl GivenCurve {
    /// What lies on and below the curve.
    ///
    /// # Errors
    ///
    /// [`CurveError`] with the first thing that is wrong.
    pub fn frontier(&self, disagreement: [Rational; 2]) -> Result<Frontier, CurveError> {
        let function = |place: usize| -> Result<RationalFunction, CurveError> {
            let expression = self.utilities.get(place).ok_or(CurveError::Count)?;
            if let Some((name, range)) = expression.names().find(|(name, _)| *name != PARAMETER) {
                return Err(CurveError::UnknownName(place, name.to_owned(), range));
            }
            let value = expression.value(&mut |_: &str| Ok::<_, ()>(RationalFunction::unknown()));
            value.map_err(|error| match error {
                Unworkable::DivisionByZero { range } => CurveError::DivisionByZero(place, range),
                Unworkable::TooLong | Unworkable::Name(()) => CurveError::TooLong(place),
            })
        };
        if self.utilities.len() != 2 {
            return Err(CurveError::Count);
        }
        let utilities = [function(0)?, function(1)?];
        let (from, to) = (self.from.value.clone(), self.to.value.clone());
        Frontier::from_curve(disagreement, utilities, from, to).map_err(CurveError::Frontier)
    }
}

/// One inequality: the sum of coefficients times utilities is at most a bound.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GivenRow {
    /// One number for each signatory.
    pub coefficients: Vec<Quantity>,
    /// The greatest sum.
    pub at_most: Quantity,
}

impl GivenShape {
    /// The key of `[bargaining]` that gives it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Points(_) => "points",
            Self::Vertices(_) => "vertices",
            Self::Rows(_) => "rows",
            Self::Curve(_) => "curve",
        }
    }

    /// How many points, vertices, rows or curves there are.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Points(list) | Self::Vertices(list) => list.len(),
            Self::Rows(rows) => rows.len(),
            Self::Curve(_) => 1,
        }
    }

    /// The numbers that stand one for each signatory: of each point, vertex or row.
    pub fn lists(&self) -> impl Iterator<Item = &Vec<Quantity>> {
        (0..self.count()).filter_map(move |place| match self {
            Self::Points(list) | Self::Vertices(list) => list.get(place),
            Self::Rows(rows) => rows.get(place).map(|row| &row.coefficients),
            Self::Curve(_) => None,
        })
    }

    /// Is every mixture of what can be agreed something that can be agreed?
    #[must_use]
    pub fn is_convex(&self) -> bool {
        !matches!(self, Self::Points(_))
    }

    /// Every number with its path below `bargaining.`.
    pub(in crate::model) fn numbers(&self) -> Vec<(String, &Quantity)> {
        let mut list = Vec::new();
        let (key, inner) = match self {
            Self::Points(_) | Self::Vertices(_) => (self.key(), ""),
            Self::Rows(_) => (self.key(), ".coefficients"),
            Self::Curve(curve) => {
                return vec![("curve.from".to_owned(), &curve.from), ("curve.to".to_owned(), &curve.to)];
            }
        };
        for (place, numbers) in self.lists().enumerate() {
            for (column, value) in numbers.iter().enumerate() {
                list.push((format!("{key}[{place}]{inner}[{column}]"), value));
            }
            if let Self::Rows(rows) = self {
                list.push((format!("{key}[{place}].at_most"), &rows[place].at_most));
            }
        }
        list
    }

    /// The number at a path below `bargaining.`, split into its names and its indices.
    pub(in crate::model) fn number_mut(
        &mut self,
        names: &[&str],
        indices: &[usize],
    ) -> Option<&mut Quantity> {
        match (self, names, indices) {
            (Self::Points(list), ["points"], [place, column])
            | (Self::Vertices(list), ["vertices"], [place, column]) => list.get_mut(*place)?.get_mut(*column),
            (Self::Rows(rows), ["rows", "coefficients"], [place, column]) => {
                rows.get_mut(*place)?.coefficients.get_mut(*column)
            }
            (Self::Rows(rows), ["rows", "at_most"], [place]) => Some(&mut rows.get_mut(*place)?.at_most),
            (Self::Curve(curve), ["curve", "from"], []) => Some(&mut curve.from),
            (Self::Curve(curve), ["curve", "to"], []) => Some(&mut curve.to),
            _ => None,
        }
    }
}
