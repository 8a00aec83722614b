//! Answers about cases with amounts beside levels: names for their packages, the zone, the solutions.

mod shape;
mod solve;
mod why_not;
mod zone;

use indexmap::IndexMap;

pub use self::shape::{
    FrontierData, FrontierLine, FrontierPoint, Regions, VertexData, VertexFractions, VolumeShare, ZoneRegion,
};
pub(in crate::report) use self::solve::mixed_solve_answer;
pub use self::why_not::{
    CheapestMix, ConcessionUse, MixedWhyNotAnswer, MixedWhyNotData, MixedWhyNotView, mixed_why_not_answer,
};
pub use self::zone::{
    AmountRoom, CombinationCounts, Deepest, MixedZoneAnswer, MixedZoneData, MixedZoneView, mixed_zone_answer,
};
use crate::certify::Certificate;
use crate::games::mixed::{MixedGame, MixedPackage};
use crate::lower::{LoweredMixed, PartyLabels};
use crate::model::Case;
use crate::numeric::{Decimals, Rational};
use crate::report::number::{Num, Numbers, exact};
use crate::report::sections::common::{CertificateData, ExactValues, Package, Valued, certificate_data};

/// Translates a mixed game into names.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct MixedNames<'a> {
    /// The game with its names.
    pub(in crate::report) lowered: &'a LoweredMixed,
}

impl MixedNames<'_> {
    pub(in crate::report) fn game(&self) -> &MixedGame {
        &self.lowered.game
    }

    pub(in crate::report) fn parties(&self) -> &[PartyLabels] {
        &self.lowered.labels.parties
    }

    /// A package: of a discrete issue its label, of a continuous one its amount, exactly.
    pub(in crate::report) fn package(&self, package: &MixedPackage) -> Package {
        let issues = self.lowered.labels.issues.iter().enumerate();
        let label = |place: usize, labels: &[String]| match self.continuous(place) {
            Some(own) => package.amounts.get(own).map(amount).unwrap_or_default(),
            None => {
                package.levels.get(place).and_then(|&level| labels.get(level)).cloned().unwrap_or_default()
            }
        };
        issues.map(|(place, issue)| (issue.id.clone(), label(place, &issue.levels))).collect()
    }

    /// The place of an issue among the continuous ones.
    pub(in crate::report) fn continuous(&self, issue: usize) -> Option<usize> {
        self.game().continuous().iter().position(|own| own.issue == issue)
    }

    /// One number for each party.
    pub(in crate::report) fn by_party(&self, numbers: &[Rational]) -> Numbers {
        let parties = self.parties().iter().zip(numbers);
        parties.map(|(party, number)| (party.id.clone(), Num(number.clone()))).collect()
    }

    /// A package with what it is worth.
    pub(in crate::report) fn valued(&self, package: &MixedPackage) -> Valued {
        let utilities = self.by_party(&self.game().utilities(package).unwrap_or_default());
        let gains = self.by_party(&self.game().gains(package).unwrap_or_default());
        let exact = ExactValues { utilities: exact(&utilities), gains: exact(&gains) };
        let continuous = self.game().continuous().iter().zip(&package.amounts);
        let amounts = continuous
            .map(|(own, amount)| (self.lowered.labels.issues[own.issue].id.clone(), Num(amount.clone())))
            .collect::<IndexMap<_, _>>();
        Valued { package: self.package(package), amounts: Some(amounts), utilities, gains, exact }
    }

    /// A certificate with names in its witnesses.
    pub(in crate::report) fn certificate(&self, certificate: &Certificate) -> CertificateData {
        let party = |party: usize| self.parties()[party].id.clone();
        certificate_data(certificate, &party, &|_| Package::new())
    }
}

/// An amount as a label: a decimal where it ends soon, else a fraction.
fn amount(amount: &Rational) -> String {
    crate::numeric::typed(amount)
}

/// The digits that the amounts of an issue support: those of its ends and of the amounts in its curves.
#[must_use]
pub fn amount_digits(case: &Case, issue: &str) -> Option<Decimals> {
    let continuum = case.issue(issue)?.continuum.as_ref()?;
    let knots = continuum.curves.iter().flat_map(|(_, knots)| knots.iter().map(|knot| &knot.at.value));
    Some(Decimals::of([&continuum.from.value, &continuum.to.value].into_iter().chain(knots)))
}
