//! Items that two parties divide between them: each worth points to either, and any share of it that share of them.
//!
//! Reference: Brams and Taylor 1996, Fair Division.

use crate::numeric::Rational;

/// Why data are no division.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidDivision {
    /// Nothing to divide.
    #[error("no item given, expected at least one")]
    Nothing,
    /// The parties do not have points for the same items.
    #[error("the second party has points for {found} items, the first for {expected}")]
    Lengths {
        /// Items of the second party.
        found: usize,
        /// Items of the first party.
        expected: usize,
    },
    /// Points below 0.
    #[error("item {item} has {points} points, expected 0 or more")]
    Negative {
        /// The item, from 0.
        item: usize,
        /// Its points.
        points: Rational,
    },
    /// A party to which nothing is worth anything.
    #[error("all items together are worth 0 points to party {party}, expected more")]
    Worthless {
        /// The party, 0 or 1.
        party: usize,
    },
}

/// Points of two parties for the same items.
///
/// ```
/// use zopa::games::division::Division;
///
/// let division = Division::new([[60, 40].map(Into::into).to_vec(), [30, 70].map(Into::into).to_vec()])?;
/// assert_eq!((division.items(), division.total(1)), (2, &100.into()));
/// # Ok::<(), zopa::games::division::InvalidDivision>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    points: [Vec<Rational>; 2],
    totals: [Rational; 2],
}

impl Division {
    /// Checks and keeps the points.
    ///
    /// - `points`: for each party what the whole of each item is worth to it, in its own points, at least 0.
    ///
    /// # Errors
    ///
    /// [`InvalidDivision`] if there is no item, the lists differ in length, points are below 0, or all are 0.
    pub fn new(points: [Vec<Rational>; 2]) -> Result<Self, InvalidDivision> {
        let [expected, found] = [0, 1].map(|party: usize| points[party].len());
        if expected == 0 {
            return Err(InvalidDivision::Nothing);
        }
        if found != expected {
            return Err(InvalidDivision::Lengths { found, expected });
        }
        for list in &points {
            if let Some(item) = list.iter().position(Rational::is_negative) {
                return Err(InvalidDivision::Negative { item, points: list[item].clone() });
            }
        }
        let totals = [0, 1].map(|party: usize| points[party].iter().sum::<Rational>());
        match totals.iter().position(Rational::is_zero) {
            Some(party) => Err(InvalidDivision::Worthless { party }),
            None => Ok(Self { points, totals }),
        }
    }

    /// Number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.points[0].len()
    }

    /// What the whole of each item is worth to a party, 0 or 1.
    #[must_use]
    pub fn points(&self, party: usize) -> &[Rational] {
        &self.points[party]
    }

    /// What all items together are worth to a party.
    #[must_use]
    pub fn total(&self, party: usize) -> &Rational {
        &self.totals[party]
    }
}
