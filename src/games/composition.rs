//! A problem of composition: who may sit in a group, and the rules that the group must meet.
//!
//! Candidates are indices `0..candidates()`; what each brings (its *fund*) is a whole number of units of
//! `1 / scale`. A group is a [`Coalition`]. It is *acceptable* if it has a member and meets every [`Rule`]:
//! all must-haves are in, every implication holds, and of its members, by their number, no greater share
//! carries a tag than its [`ShareLimit`] allows. The goal is asked apart: an acceptable group *reaches* it if
//! the funds of its members add up to it.
//!
//! Extra candidates have the indices after the others. They are no candidates of this problem;
//! [`CompositionProblem::with_extras`] is the problem in which they are.
//!
//! Shares are compared as fractions: with a limit of one third, one of three members may carry the tag, and with
//! 0.3333333333333333 none of three may.

use dashu_int::{IBig, UBig};

use crate::coalition::{Coalition, MAX_PLAYERS};
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled, unscaled};

/// Greatest number of share limits of one problem.
pub const MAX_SHARE_LIMITS: usize = 8;

/// Greatest sum of absolute funds, in units.
pub const MAX_FUND_UNITS: i64 = 1 << 61;

/// At most this share of the members, by their number, may carry a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareLimit {
    /// Who carries the tag, candidates and extras.
    pub carriers: Coalition,
    /// Greatest share allowed, from 0 to 1.
    pub at_most: Rational,
}

/// What a group is made of, as it is written; [`CompositionProblem::new`] checks it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Charter {
    /// What each candidate brings.
    pub funds: Vec<Rational>,
    /// What each extra candidate would bring; their indices follow those of the candidates.
    pub extra_funds: Vec<Rational>,
    /// Candidates that must be in, each once.
    pub must: Vec<usize>,
    /// If the first is in, so must the second be.
    pub implies: Vec<(usize, usize)>,
    /// Limits on shares.
    pub limits: Vec<ShareLimit>,
    /// The sum of funds that the group should reach.
    pub goal: Option<Rational>,
}

/// One rule of a group; rules are ordered as they stand here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// This candidate must be in.
    Must(usize),
    /// The implication at this place.
    Implies(usize),
    /// The share limit at this place.
    Share(usize),
}

/// Why data are not a problem of composition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidComposition {
    /// Nobody to choose from, or more than a set can hold.
    #[error("{found} candidates and extras, expected 1 candidate or more and at most {MAX_PLAYERS} in all")]
    Candidates {
        /// Number of candidates and extras.
        found: usize,
    },
    /// A rule names someone who is not there.
    #[error("a rule names candidate {found}, but there are only {expected}")]
    Unknown {
        /// The index named.
        found: usize,
        /// Number of indices.
        expected: usize,
    },
    /// A must-have that is named twice.
    #[error("candidate {found} is named twice among those that must be in")]
    Twice {
        /// The index named.
        found: usize,
    },
    /// A share outside 0 to 1.
    #[error("a share limit of {found}, expected 0 to 1")]
    Share {
        /// The limit.
        found: Rational,
    },
    /// More share limits than [`MAX_SHARE_LIMITS`].
    #[error("{found} share limits, expected at most {MAX_SHARE_LIMITS}")]
    TooManyLimits {
        /// Number of limits.
        found: usize,
    },
    /// Funds beyond [`MAX_FUND_UNITS`].
    #[error("funds need more digits than can be added exactly: write them with fewer decimals")]
    TooFine,
}

/// Candidates and rules; the data are consistent, so solvers do not fail on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompositionProblem {
    candidates: usize,
    scale: UBig,
    units: Vec<i64>,
    must: Coalition,
    implies: Vec<(usize, usize)>,
    limits: Vec<ShareLimit>,
    goal: Option<Rational>,
}

impl CompositionProblem {
    /// Checks and keeps what a group is made of.
    ///
    /// # Errors
    ///
    /// [`InvalidComposition`] if there is nobody to choose from, a rule names someone unknown, a share is not
    /// between 0 and 1, or the funds need too many digits.
    ///
    /// ```
    /// use zopa::{coalition::Coalition, games::composition::{Charter, CompositionProblem, ShareLimit}};
    ///
    /// // Three candidates, one of whom carries a tag that at most a third may carry.
    /// let limit = ShareLimit { carriers: Coalition::single(0), at_most: "1/3".parse()? };
    /// let funds = vec![60.into(), 10.into(), 2.into()];
    /// let charter = Charter { funds, limits: vec![limit], ..Charter::default() };
    /// let problem = CompositionProblem::new(charter)?;
    /// assert!(problem.is_acceptable(Coalition::all(3)));
    /// assert!(!problem.is_acceptable(Coalition::from_bits(0b011)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(charter: Charter) -> Result<Self, InvalidComposition> {
        let Charter { funds, extra_funds, must, implies, limits, goal } = charter;
        let (candidates, everyone) = (funds.len(), funds.len() + extra_funds.len());
        if candidates == 0 || everyone > MAX_PLAYERS {
            return Err(InvalidComposition::Candidates { found: everyone });
        }
        let known = |found: usize, expected: usize| {
            if found < expected { Ok(()) } else { Err(InvalidComposition::Unknown { found, expected }) }
        };
        let mut required = Coalition::EMPTY;
        for member in must {
            known(member, candidates)?;
            if required.contains(member) {
                return Err(InvalidComposition::Twice { found: member });
            }
            required = required.with(member);
        }
        for &(first, second) in &implies {
            known(first, everyone)?;
            known(second, everyone)?;
        }
        if limits.len() > MAX_SHARE_LIMITS {
            return Err(InvalidComposition::TooManyLimits { found: limits.len() });
        }
        for limit in &limits {
            if limit.at_most.is_negative() || limit.at_most > Rational::ONE {
                return Err(InvalidComposition::Share { found: limit.at_most.clone() });
            }
            if let Some(found) = limit.carriers.minus(Coalition::all(everyone)).lowest() {
                return Err(InvalidComposition::Unknown { found, expected: everyone });
            }
        }
        let funds: Vec<Rational> = funds.into_iter().chain(extra_funds).collect();
        let scale = common_denominator(&funds);
        let unit = |fund: &Rational| scaled(fund, &scale).and_then(|units| i64::try_from(units).ok());
        let units: Option<Vec<i64>> = funds.iter().map(unit).collect();
        let units = units.ok_or(InvalidComposition::TooFine)?;
        let total = units.iter().map(|units| u128::from(units.unsigned_abs())).sum::<u128>();
        if total > u128::from(MAX_FUND_UNITS.unsigned_abs()) {
            return Err(InvalidComposition::TooFine);
        }
        Ok(Self { candidates, scale, units, must: required, implies, limits, goal })
    }

    /// Number of candidates, extras not among them.
    #[must_use]
    pub fn candidates(&self) -> usize {
        self.candidates
    }

    /// All candidates.
    #[must_use]
    pub fn everyone(&self) -> Coalition {
        Coalition::all(self.candidates)
    }

    /// The extra candidates.
    #[must_use]
    pub fn extras(&self) -> Coalition {
        Coalition::all(self.units.len()).minus(self.everyone())
    }

    /// Candidates that must be in.
    #[must_use]
    pub fn must(&self) -> Coalition {
        self.must
    }

    /// If the first is in, so must the second be.
    #[must_use]
    pub fn implies(&self) -> &[(usize, usize)] {
        &self.implies
    }

    /// Limits on shares.
    #[must_use]
    pub fn limits(&self) -> &[ShareLimit] {
        &self.limits
    }

    /// The sum of funds to reach.
    #[must_use]
    pub fn goal(&self) -> Option<&Rational> {
        self.goal.as_ref()
    }

    /// What each candidate and extra brings, in units.
    #[must_use]
    pub fn units(&self) -> &[i64] {
        &self.units
    }

    /// Units as an exact sum of funds.
    #[must_use]
    pub fn fund(&self, units: i64) -> Rational {
        unscaled(units.into(), &self.scale)
    }

    /// The least whole number of units that reaches the goal; saturates beyond what funds can add up to.
    #[must_use]
    pub fn goal_units(&self) -> Option<i64> {
        let goal = self.goal.as_ref()?;
        let units = (goal * &Rational::from_big(IBig::from(self.scale.clone()), UBig::ONE)).ceil();
        let bound = if goal.is_negative() { -2 * MAX_FUND_UNITS } else { 2 * MAX_FUND_UNITS - 1 };
        Some(
            i64::try_from(&units)
                .map_or(bound, |units| units.clamp(-2 * MAX_FUND_UNITS, 2 * MAX_FUND_UNITS - 1)),
        )
    }

    /// The sum of the funds of a group.
    #[must_use]
    pub fn fund_of(&self, group: Coalition) -> Rational {
        self.fund(group.members().filter_map(|member| self.units.get(member)).sum())
    }

    /// Does the group reach the goal? True where there is none.
    #[must_use]
    pub fn reaches(&self, group: Coalition) -> bool {
        self.goal.as_ref().is_none_or(|goal| self.fund_of(group) >= *goal)
    }

    /// The share of members that carry the tag of the limit at place `limit`; `None` if nobody is in.
    #[must_use]
    pub fn share(&self, group: Coalition, limit: usize) -> Option<Rational> {
        let carriers = group.intersection(self.limits.get(limit)?.carriers);
        Rational::new(carriers.len() as i128, group.len() as i128)
    }

    /// Every rule: must-haves, implications, share limits.
    pub fn rules(&self) -> impl Iterator<Item = Rule> {
        let must = self.must.members().map(Rule::Must);
        let implies = (0..self.implies.len()).map(Rule::Implies);
        must.chain(implies).chain((0..self.limits.len()).map(Rule::Share))
    }

    /// Does the group meet `rule`? The definition; a place that does not exist is no rule.
    #[must_use]
    pub fn meets(&self, group: Coalition, rule: Rule) -> bool {
        match rule {
            Rule::Must(member) => group.contains(member),
            Rule::Implies(place) => self
                .implies
                .get(place)
                .is_none_or(|&(first, second)| !group.contains(first) || group.contains(second)),
            Rule::Share(place) => self
                .share(group, place)
                .is_none_or(|share| self.limits.get(place).is_none_or(|limit| share <= limit.at_most)),
        }
    }

    /// Is the group acceptable: somebody, candidates only, and every rule met?
    #[must_use]
    pub fn is_acceptable(&self, group: Coalition) -> bool {
        !group.is_empty()
            && group.is_subset_of(self.everyone())
            && self.rules().all(|rule| self.meets(group, rule))
    }

    /// The same problem with the extras among the candidates.
    #[must_use]
    pub fn with_extras(&self) -> Self {
        Self { candidates: self.units.len(), ..self.clone() }
    }

    /// The same problem with only the rules that `keep` accepts; places of rules change.
    #[must_use]
    pub fn with_rules(&self, keep: impl Fn(Rule) -> bool) -> Self {
        let must = self.must.members().filter(|&member| keep(Rule::Must(member))).collect();
        let implies = self.implies.iter().enumerate().filter(|(place, _)| keep(Rule::Implies(*place)));
        let limits = self.limits.iter().enumerate().filter(|(place, _)| keep(Rule::Share(*place)));
        Self {
            must,
            implies: implies.map(|(_, pair)| *pair).collect(),
            limits: limits.map(|(_, limit)| limit.clone()).collect(),
            ..self.clone()
        }
    }
}
