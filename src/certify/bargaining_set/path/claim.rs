//! What is claimed about a path of gains that rise, as data.

use crate::certify::bargaining_set::claim::{Agreement, Bound, Part};
use crate::numeric::Rational;
use crate::numeric::affine::{Affine, Place};

/// An agreement that moves with the gains that parties already have: `x`, one number for each party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moving {
    /// Vertices, ascending, each once, with shares that add to 1 whatever `x`; of a set given by vertices.
    Mixture(Vec<(usize, Affine)>),
    /// The gain of each party; of a set given by rows.
    Point(Vec<Affine>),
}

impl Moving {
    /// An agreement that does not move.
    #[must_use]
    pub fn fixed(agreement: &Agreement) -> Self {
        match agreement {
            Agreement::Mixture(parts) => {
                Self::Mixture(parts.iter().map(|part| (part.vertex, Affine::constant(&part.share))).collect())
            }
            Agreement::Point(gains) => Self::Point(gains.iter().map(Affine::constant).collect()),
            // Nobody follows a path over amounts: no gains, which is no agreement of any set.
            Agreement::Amounts(_) => Self::Point(Vec::new()),
        }
    }

    /// The agreement at `gains`.
    #[must_use]
    pub fn at(&self, gains: &[Rational]) -> Agreement {
        let place = Place::new(gains);
        match self {
            Self::Mixture(shares) => {
                let part =
                    |(vertex, share): &(usize, Affine)| Part { vertex: *vertex, share: share.at(&place) };
                Agreement::Mixture(shares.iter().map(part).filter(|part| !part.share.is_zero()).collect())
            }
            Self::Point(forms) => Agreement::Point(forms.iter().map(|form| form.at(&place)).collect()),
        }
    }
}

/// What stops a party where the others keep what they have: a bound from above, an agreement from below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped {
    /// The place of the bound in [`Path::bounds`].
    pub bound: usize,
    /// The place of the agreement in [`Path::agreements`].
    pub agreement: usize,
}

/// A point of the path, up to a little, and what stops each party there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Gains that are not above those of the path.
    pub low: Vec<Rational>,
    /// Gains that are not below those of the path; the same where the point is known exactly.
    pub high: Vec<Rational>,
    /// For each party what stops it.
    pub stops: Vec<Stopped>,
}

/// How a path ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// From the last moment on everybody goes straight to the claimed gains.
    Straight,
    /// The end is not below the last moment, and not further above it than each could still have there; this is the
    /// greatest such distance as a share of the ideal gain.
    Near(Rational),
    /// From the last moment on one bound stops everybody who can gain, and everybody ends in the middle of what it
    /// leaves; the greatest share of an ideal gain by which the end may lie higher than claimed.
    Together(Rational),
}

impl Arrival {
    /// By how much the end may lie higher than claimed, as a share of the ideal gain.
    #[must_use]
    pub fn gap(&self) -> Rational {
        match self {
            Self::Straight => Rational::ZERO,
            Self::Near(gap) | Self::Together(gap) => gap.clone(),
        }
    }
}

/// A piece of a path in time: it lies within `width + growth t` of polynomials in `t`, from 0 to `duration`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// How long, above 0.
    pub duration: Rational,
    /// The coefficients of the polynomials: for each power of `t`, from 0 on, one number for each party.
    pub middle: Vec<Vec<Rational>>,
    /// For each party how far the path may be from the polynomial at the start, at least 0.
    pub width: Vec<Rational>,
    /// For each party what is added to this in a unit of time, at least 0.
    pub growth: Vec<Rational>,
    /// For each party what stops it; of parties that cannot gain nothing is asked.
    pub stops: Vec<Stopped>,
}

/// A path that starts where nobody gains, and on which each party rises towards what it could still have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Bounds, each once.
    pub bounds: Vec<Bound>,
    /// Agreements, each once.
    pub agreements: Vec<Moving>,
    /// Points of the path, the first one where nobody gains.
    pub moments: Vec<Moment>,
    /// How it ends.
    pub arrival: Arrival,
}
