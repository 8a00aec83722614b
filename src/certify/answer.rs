//! Why a solver stopped, apart from what it claims.

use std::ops::Deref;

use crate::certify::check::Certificate;

/// A claim that has been recomputed from the game; only `certify` builds one.
#[derive(Debug, Clone, PartialEq)]
pub struct Certified<T> {
    claim: T,
    certificate: Certificate,
}

/// A claim that failed its certificate: a fault of the solver, never shown as an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused<T> {
    /// What was claimed.
    pub claim: Box<T>,
    /// The checks, at least one of which does not hold.
    pub certificate: Certificate,
}

impl<T> Certified<T> {
    /// Keeps `claim` if every check of `certificate` holds.
    ///
    /// # Errors
    ///
    /// [`Refused`] with both, if a check fails or there is none.
    pub(in crate::certify) fn judge(claim: T, certificate: Certificate) -> Result<Self, Refused<T>> {
        if certificate.holds() {
            Ok(Self { claim, certificate })
        } else {
            Err(Refused { claim: Box::new(claim), certificate })
        }
    }

    /// The checks that were made.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The claim without its certificate.
    #[must_use]
    pub fn into_claim(self) -> T {
        self.claim
    }
}

impl<T> Deref for Certified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.claim
    }
}

/// Why the algorithm stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It had looked at everything.
    Finished,
    /// Its budget ran out.
    OutOfBudget,
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict<T, R> {
    /// An answer.
    Found(Certified<T>),
    /// There is none, and why.
    NoneExists(Certified<R>),
    /// Not settled; the best that is known, without a certificate.
    Undecided {
        /// The best that is known.
        best: Option<T>,
    },
    /// A claim that failed its certificate: a fault of this program.
    Refused(Refused<T>),
}

/// Whether an answer lists every solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// All solutions are counted.
    All,
    /// One of possibly several.
    One,
    /// Not known.
    Unknown,
}

/// What came back from a solver.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<T, R> {
    /// Why it stopped.
    pub stop: Stop,
    /// What it claims.
    pub verdict: Verdict<T, R>,
    /// Whether it claims all solutions.
    pub completeness: Completeness,
}

impl<T, R> Answer<T, R> {
    /// The certified answer, if there is one.
    #[must_use]
    pub fn found(&self) -> Option<&Certified<T>> {
        match &self.verdict {
            Verdict::Found(claim) => Some(claim),
            _ => None,
        }
    }

    /// The certified reason why there is no answer, if that is what came back.
    #[must_use]
    pub fn refutation(&self) -> Option<&Certified<R>> {
        match &self.verdict {
            Verdict::NoneExists(claim) => Some(claim),
            _ => None,
        }
    }
}
