//! A bargaining set that a case gives directly, instead of issues: single outcomes, or a convex set.

use crate::model::{Name, Quantity};

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
        }
    }

    /// How many points, vertices or rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Points(list) | Self::Vertices(list) => list.len(),
            Self::Rows(rows) => rows.len(),
        }
    }

    /// The numbers that stand one for each signatory: of each point, vertex or row.
    pub fn lists(&self) -> impl Iterator<Item = &Vec<Quantity>> {
        (0..self.count()).map(move |place| match self {
            Self::Points(list) | Self::Vertices(list) => &list[place],
            Self::Rows(rows) => &rows[place].coefficients,
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
            _ => None,
        }
    }
}
