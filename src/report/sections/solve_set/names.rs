//! Names of parties, and the numbers that a request gives them.

use indexmap::IndexMap;

use crate::certify::{Certificate, Stop};
use crate::concepts::{Concept, SetEntry, over_sets};
use crate::error::Error;
use crate::lower::PartyLabels;
use crate::numeric::Rational;
use crate::report::number::{Num, Numbers};
use crate::report::sections::common::{CertificateData, certificate_data};
use crate::report::sections::solve::SolveRequest;
use crate::report::sections::solve_set::data::SetSolution;
use crate::study::bargain::per_party;
use crate::study::scenario::Scenario;

/// The parties with what each has without an agreement.
pub(super) struct PartyNames<'a> {
    pub(super) parties: &'a [PartyLabels],
    pub(super) walk_away: Vec<Rational>,
}

impl PartyNames<'_> {
    pub(super) fn id(&self, party: usize) -> &str {
        self.parties.get(party).map(|party| party.id.as_str()).unwrap_or_default()
    }

    pub(super) fn floors(&self) -> IndexMap<String, Rational> {
        self.parties.iter().map(|party| party.id.clone()).zip(self.walk_away.iter().cloned()).collect()
    }

    pub(super) fn by_party(&self, values: &[Rational]) -> Numbers {
        self.parties.iter().zip(values).map(|(party, value)| (party.id.clone(), Num(value.clone()))).collect()
    }

    pub(super) fn utilities(&self, gains: &[Rational]) -> Numbers {
        let utilities: Vec<Rational> =
            gains.iter().zip(&self.walk_away).map(|(gain, floor)| gain + floor).collect();
        self.by_party(&utilities)
    }

    pub(super) fn certificate(&self, certificate: &Certificate) -> CertificateData {
        certificate_data(certificate, &|party| self.id(party).to_owned(), &|_| IndexMap::new())
    }
}

/// What is said of a principle for which nothing was settled.
pub(super) fn undecided(stop: Stop) -> SetSolution {
    let reason = match stop {
        Stop::OutOfBudget => "the run was cut short",
        Stop::Finished => "a point was found, but no proof that it is the right one",
    };
    SetSolution { status: "undecided".to_owned(), reason: Some(reason.to_owned()), ..SetSolution::default() }
}

/// Bargaining weights and proportions of a request, one for each party, or none.
pub(super) struct Numbered {
    pub(super) weights: Vec<Rational>,
    pub(super) proportions: Vec<Rational>,
}

impl Numbered {
    pub(super) fn of(
        scenario: &Scenario,
        parties: &[PartyLabels],
        request: &SolveRequest,
    ) -> Result<Self, Error> {
        let numbers = |given: &[(String, Rational)], flag: &str| match given {
            [] => Ok(Vec::new()),
            _ => per_party(scenario.case(), parties, given, flag),
        };
        Ok(Self {
            weights: numbers(&request.weights, "--weights")?,
            proportions: numbers(&request.proportions, "--proportions")?,
        })
    }

    /// The numbers that a concept needs; none for most.
    pub(super) fn for_concept(&self, concept: &Concept) -> Result<&[Rational], Error> {
        let (numbers, flag, kind) = match over_sets(concept.id) {
            Some(SetEntry::Plain(_) | SetEntry::ForTwo(_)) => return Ok(&[]),
            Some(SetEntry::Weighted(_)) => (&self.weights, "--weights", "bargaining weight"),
            Some(SetEntry::Proportional(_)) => (&self.proportions, "--proportions", "proportion"),
            None => {
                let message = format!("`{}` has no meaning over a convex set", concept.id);
                return Err(Error::request(message, "use --over packages"));
            }
        };
        if numbers.is_empty() {
            let message = format!("`{}` needs a {kind} for each party", concept.id);
            return Err(Error::request(message, format!("add {flag} PARTY=NUMBER,PARTY=NUMBER,...")));
        }
        let is_weight = flag == "--weights";
        let fits = match is_weight {
            true => !numbers.iter().any(Rational::is_negative) && numbers.iter().any(Rational::is_positive),
            false => numbers.iter().all(Rational::is_positive),
        };
        if !fits {
            let least = if is_weight { "0 or more, not all 0" } else { "above 0" };
            let message = format!("the numbers of {flag} cannot be used");
            return Err(Error::request(message, format!("write numbers {least}")));
        }
        Ok(numbers)
    }
}
