//! Bargaining weights of a request: those that are given, or else the influence of the parties.
//!
//! What is said of them depends on the weights and the case alone, not on how they were given, so that a saved answer, which holds
//! its weights, says the same when it is asked again.

use crate::concepts::{Concept, When, solutions};
use crate::error::Error;
use crate::lower::Labels;
use crate::model::Case;
use crate::numeric::Rational;
use crate::report::sections::solve::SolveRequest;
use crate::study::bargain::{BY_INFLUENCE, influence, weights};

/// A request with its bargaining weights.
pub(in crate::report) struct Weighed {
    /// The request; without weights if those of the parties cannot be used and are not asked for.
    pub(in crate::report) request: SolveRequest,
    /// The weights as whole numbers in their ratio.
    pub(in crate::report) weights: Option<Vec<u32>>,
    /// What is to be said about them.
    pub(in crate::report) said: Vec<String>,
}

impl SolveRequest {
    /// The same request with the influence of the parties as bargaining weights, if it has none and may need them.
    pub(in crate::report) fn with_influence(&self, case: &Case) -> Self {
        let mut request = self.clone();
        let needs = |concepts: &Vec<&Concept>| concepts.iter().any(|one| one.id == "weighted_nash");
        if self.weights.is_empty() && self.concepts.as_ref().is_none_or(needs) {
            request.weights = influence(case).unwrap_or_default();
        }
        request
    }

    /// The same request over packages, where bargaining weights are whole numbers.
    ///
    /// # Errors
    ///
    /// As [`weights`].
    pub(in crate::report) fn weighed(&self, case: &Case, labels: &Labels) -> Result<Weighed, Error> {
        let whole = |given: &[(String, Rational)], flag| weights(case, labels, given, flag);
        let own = influence(case);
        let by_influence = own.as_ref().map(|own| whole(own, "influence"));
        let mut request = self.with_influence(case);
        let is_own = own.is_some_and(|own| own == request.weights);
        let weights = match (request.weights.as_slice(), &by_influence) {
            ([], _) => None,
            (_, Some(Ok(own))) if is_own => Some(own.clone()),
            (_, Some(Err(_))) if is_own && request.concepts.is_none() => {
                request.weights.clear();
                None
            }
            (weights, _) => Some(whole(weights, if is_own { "influence" } else { "--weights" })?),
        };
        let concepts = request.concepts();
        let is_always = |one: &&Concept| one.when == When::Always;
        let are_defaults =
            concepts.iter().all(&is_always) && concepts.len() == solutions().filter(is_always).count();
        let said = match &by_influence {
            Some(Ok(own)) if weights.as_ref() == Some(own) => Some(BY_INFLUENCE),
            Some(Err(_)) if weights.is_none() && are_defaults => Some(
                "weighted_nash is left out: the influence of the parties needs too many digits as bargaining \
                 weights; give --weights",
            ),
            _ => None,
        };
        Ok(Weighed { request, weights, said: said.map(str::to_owned).into_iter().collect() })
    }
}
