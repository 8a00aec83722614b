//! What was recomputed, and how much that proves.

use crate::coalition::{Coalition, Partition};
use crate::numeric::Rational;

/// How much a certificate proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// Only necessary conditions were checked.
    Necessary,
    /// A second, different algorithm counted the same.
    Recount,
    /// The checks alone imply the claim.
    Proof,
}

impl Strength {
    /// The word in the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Necessary => "Necessary",
            Self::Recount => "Recount",
            Self::Proof => "Proof",
        }
    }
}

/// What a check looked at, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Witness {
    /// Nothing to show beyond the name of the check.
    Nothing,
    /// The number of things compared.
    Compared(u128),
    /// A package.
    Package(Vec<usize>),
    /// A party.
    Party(usize),
    /// A coalition of players.
    Coalition(Coalition),
    /// Players in blocs.
    Partition(Partition),
}

/// One recomputed residual, in the model's own units.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// What must hold, in plain words.
    pub name: &'static str,
    /// How far it is from holding; 0 means exactly.
    pub residual: Rational,
    /// Greatest residual allowed.
    pub tolerance: Rational,
    /// What was looked at.
    pub witness: Witness,
}

impl Check {
    /// A check that must hold exactly, with its residual.
    #[must_use]
    pub fn exact(name: &'static str, residual: Rational, witness: Witness) -> Self {
        Self { name, residual, tolerance: Rational::ZERO, witness }
    }

    /// A check that counts how often something that must not happen does.
    #[must_use]
    pub fn count(name: &'static str, violations: u128, witness: Witness) -> Self {
        let residual = Rational::new(i128::try_from(violations).unwrap_or(i128::MAX), 1).unwrap_or_default();
        Self::exact(name, residual, witness)
    }

    /// Does the check hold?
    #[must_use]
    pub fn holds(&self) -> bool {
        !self.residual.is_negative() && self.residual <= self.tolerance
    }
}

/// Every check of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Certificate {
    /// How much the checks prove together.
    pub strength: Strength,
    /// The checks.
    pub checks: Vec<Check>,
}

impl Certificate {
    /// Do all checks hold? A certificate without checks does not.
    #[must_use]
    pub fn holds(&self) -> bool {
        !self.checks.is_empty() && self.checks.iter().all(Check::holds)
    }
}

#[cfg(test)]
mod tests {
    use super::{Certificate, Check, Strength, Witness};
    use crate::numeric::Rational;

    #[test]
    fn a_certificate_without_checks_or_with_a_failed_one_does_not_hold() {
        let none = Certificate { strength: Strength::Proof, checks: Vec::new() };
        assert!(!none.holds());
        let good = Check::count("nothing is off", 0, Witness::Nothing);
        let bad = Check::count("nothing is off", 1, Witness::Nothing);
        let below = Check::exact("no debt", Rational::from(-1), Witness::Nothing);
        assert!(Certificate { strength: Strength::Proof, checks: vec![good.clone()] }.holds());
        assert!(!Certificate { strength: Strength::Proof, checks: vec![good.clone(), bad] }.holds());
        assert!(!Certificate { strength: Strength::Proof, checks: vec![good, below] }.holds());
    }
}
