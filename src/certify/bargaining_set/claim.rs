//! What is claimed about a set, as data.

use crate::certify::answer::Answer;
use crate::certify::bargaining_set::path::{DoubleFlow, Path, Piece};
use crate::certify::frontier::FrontierPoint;
use crate::games::bargaining_set::BargainingSet;
use crate::numeric::Rational;

/// What comes back from a concept over a set.
pub type SetAnswer = Answer<SetPoint, NoSetPoint>;

/// A fairness principle over a convex set.
///
/// `docs/CONCEPTS.md` says what each means and who proposed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetPrinciple {
    /// Greatest product of gains, all of them above 0.
    Nash,
    /// Greatest product of gains, each to the power of its party's weight; a party of weight 0 only has to accept.
    WeightedNash(Vec<Rational>),
    /// Largest equal share of the ideal gains.
    KalaiSmorodinsky,
    /// The same, continued for those whose share can rise without lowering a smaller or equal one.
    LexKalaiSmorodinsky,
    /// Largest equal gain.
    Egalitarian,
    /// Largest gains in given proportions, each above 0.
    Proportional(Vec<Rational>),
    /// Largest equal gain, continued for those whose gain can rise without lowering a smaller or equal one.
    Leximin,
    /// Smallest equal loss from the ideal gains; a party whose gain reaches 0 stays there.
    EqualLoss,
    /// Greatest sum of gains.
    Utilitarian,
    /// The limit of interim agreements that each time give everyone an equal part of what it could still gain alone.
    RaiffaDiscrete,
    /// The end of a path on which everyone gains at a rate of what it could still gain alone.
    RaiffaContinuous,
    /// Of two parties: the point that divides the frontier into two parts of equal length, by the measure of the root of
    /// what one gains times what the other loses.
    PerlesMaschler,
    /// Of two parties: the point that divides the set into two parts of equal area, seen from the disagreement point.
    EqualArea,
}

/// A vertex and its share in a mixture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The vertex, by its place.
    pub vertex: usize,
    /// Its share, above 0.
    pub share: Rational,
}

/// Something feasible: a lottery over vertices, a point that meets the rows, or amounts that keep to the limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreement {
    /// Vertices, ascending, each once, with shares that add to 1; of a set given by vertices.
    Mixture(Vec<Part>),
    /// The gain of each party; of a set given by rows.
    Point(Vec<Rational>),
    /// Each amount; of a set given by amounts.
    Amounts(Vec<Rational>),
}

impl Agreement {
    /// What each party gains; fewer or no numbers if the agreement is not one of `set`.
    #[must_use]
    pub fn gains(&self, set: &BargainingSet) -> Vec<Rational> {
        match (self, set.vertices()) {
            (Self::Point(gains), _) => gains.clone(),
            (Self::Amounts(amounts), _) => {
                let utilities = set.amounts().map(|own| own.utilities(amounts)).unwrap_or_default();
                utilities.iter().zip(set.disagreement()).map(|(utility, floor)| utility - floor).collect()
            }
            (Self::Mixture(_), None) => Vec::new(),
            (Self::Mixture(parts), Some(vertices)) => {
                let mut gains = vec![Rational::ZERO; set.parties()];
                for part in parts.iter().filter(|part| part.vertex < vertices.len()) {
                    let own = set.gains(part.vertex);
                    gains.iter_mut().zip(&own).for_each(|(sum, gain)| *sum += &(gain * &part.share));
                }
                gains
            }
        }
    }
}

/// Weights that bound the weighted sum of gains over the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// One weight for each party, at least 0.
    pub weights: Vec<Rational>,
    /// One multiplier for each row, at least 0, the rows times which add to at least `weights`; over amounts one for
    /// each limit; empty over vertices.
    pub rows: Vec<Rational>,
}

/// The greatest gain of a party in the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ideal {
    /// The gain.
    pub gain: Rational,
    /// An agreement that gives it.
    pub agreement: Agreement,
    /// A bound of the same value with a weight of at least 1 for the party.
    pub bound: Bound,
}

/// One step of a principle that raises gains together until some of them cannot rise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The largest step: a gain, a share of the ideal gains, a multiple of the proportions; or the smallest loss.
    pub step: Rational,
    /// The parties whose gains are settled by it, ascending.
    pub parties: Vec<usize>,
    /// What stops them.
    pub bound: Bound,
}

/// The best that one party can have where the sum of gains is greatest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The gains there.
    pub gains: Vec<Rational>,
    /// An agreement that gives them.
    pub agreement: Agreement,
    /// A bound on the party's gain plus `level` times the sum of gains.
    pub bound: Bound,
    /// What the sum counts in it, at least 0.
    pub level: Rational,
}

/// Why no other point serves a principle better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// Steps, first one first: one, or for lexicographic principles as many as it takes to settle everyone; none
    /// if every ideal gain is 0.
    Stages(Vec<Stage>),
    /// Of a product.
    Product {
        /// A bound whose weights times gains reach each party's part of all bargaining weights.
        bound: Bound,
        /// By how much, as a share, a weighted geometric mean of gains in the set may lie above this one; 0 if exact.
        gap: Rational,
    },
    /// Of a sum, which may be greatest at many points.
    Sum {
        /// A bound with weights of at least 1.
        bound: Bound,
        /// The greatest sum.
        most: Rational,
        /// For each party the best it can have at this sum.
        ends: Vec<End>,
        /// All vertices with this sum at which nobody loses, ascending; empty over rows.
        vertices: Vec<usize>,
    },
    /// Of a place on the frontier of two parties.
    Frontier {
        /// The corners of the frontier, in the order in which the first party gains.
        corners: Vec<Agreement>,
        /// For each corner but the last a bound that it and the next both attain.
        edges: Vec<Bound>,
        /// The point on this frontier, in gains.
        point: Box<FrontierPoint>,
    },
    /// Of a sequence of steps.
    Steps(Path),
    /// Of a flow in time.
    Flow {
        /// The pieces, first one first.
        pieces: Vec<Piece>,
        /// What they refer to, the last moment and how the path ends from there.
        path: Path,
    },
    /// Of a flow in time, in doubles.
    DoubleFlow {
        /// The pieces and what they refer to.
        doubles: Box<DoubleFlow>,
        /// The last moment and how the path ends from there.
        path: Path,
    },
}

/// The claim that a principle picks a point of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPoint {
    /// The principle.
    pub principle: SetPrinciple,
    /// The gain of each party.
    pub gains: Vec<Rational>,
    /// A feasible agreement that gives every party at least that.
    pub agreement: Agreement,
    /// The greatest gain of each party, where the principle measures against it; else empty. Parties whose entry is 0
    /// are left out by the principles that divide by it.
    pub ideals: Vec<Ideal>,
    /// Why no other point is better.
    pub evidence: Evidence,
}

impl SetPoint {
    /// The first step of a principle that has any: the equal gain, the share of the ideals, the equal loss.
    #[must_use]
    pub fn step(&self) -> Option<&Rational> {
        match &self.evidence {
            Evidence::Stages(stages) => stages.first().map(|stage| &stage.step),
            Evidence::Product { .. }
            | Evidence::Sum { .. }
            | Evidence::Frontier { .. }
            | Evidence::Steps(_)
            | Evidence::Flow { .. }
            | Evidence::DoubleFlow { .. } => None,
        }
    }

    /// By how much, as a share, the mean of gains may still rise, or a gain as a share of the ideal gain: 0 for an exact
    /// point.
    #[must_use]
    pub fn gap(&self) -> Rational {
        match &self.evidence {
            Evidence::Product { gap, .. } => gap.clone(),
            Evidence::Frontier { point, .. } => point.gap.clone(),
            Evidence::Steps(path) | Evidence::Flow { path, .. } | Evidence::DoubleFlow { path, .. } => {
                path.arrival.gap()
            }
            Evidence::Stages(_) | Evidence::Sum { .. } => Rational::ZERO,
        }
    }

    /// Is this the only point that the principle picks? Only sums are reached at several, and gains of parties that
    /// have no bargaining weight.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        match (&self.principle, &self.evidence) {
            (_, Evidence::Sum { ends, .. }) => ends.iter().all(|end| end.gains == self.gains),
            (SetPrinciple::WeightedNash(weights), _) => weights.iter().all(Rational::is_positive),
            _ => true,
        }
    }
}

/// The claim that a principle picks no point of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSetPoint {
    /// The principle.
    pub principle: SetPrinciple,
    /// Why.
    pub reason: Reason,
}

/// Why there is no point to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nothing gives every party at least its disagreement value.
    NoZone {
        /// A bound below 0.
        bound: Bound,
    },
    /// Gains grow without end.
    Unbounded {
        /// Gains that are feasible.
        point: Vec<Rational>,
        /// A direction that stays feasible from there, in which no gain falls and some rise.
        direction: Vec<Rational>,
    },
    /// A party that the principle needs to gain cannot.
    NoGain {
        /// The party.
        party: usize,
        /// A bound of 0 with a weight above 0 for the party.
        bound: Bound,
    },
}
