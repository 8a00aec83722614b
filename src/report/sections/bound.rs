//! How good any package can be, where there are too many to compare a choice with each.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::certify::bargaining::{Bound, Principle};
use crate::numeric::Rational;
use crate::report::number::Num;
use crate::report::sections::common::Names;

/// What no package goes beyond, with the weights that show it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BoundData {
    /// What the principle makes as great as it can, or does so first: `smallest gain`, `smallest share`, `smallest measure`,
    /// `product`, `sum of gains` or `gain less ideal`.
    pub of: String,
    /// Its value for the package; null if it is too large for a number, as a product with weights can be.
    pub reached: Option<Num>,
    /// What it is at most for any package; the same where the package is proved to be best.
    pub at_most: Option<Num>,
    /// `reached` as an exact fraction.
    pub reached_exact: String,
    /// `at_most` as an exact fraction.
    pub at_most_exact: String,
    /// A whole number of 0 or more for each party, for its units: packages that are as good have a weighted sum near the
    /// greatest, and all of those were looked at.
    pub weights: IndexMap<String, String>,
    /// The same for each limit on a sum in file order, for its negative amount, and last for the sum of gains where the
    /// principle is utilitarian.
    pub other_weights: Vec<String>,
    /// By how much `at_most` is greater, exactly.
    #[serde(skip)]
    pub open: Rational,
}

/// A bound in words and numbers.
pub(in crate::report) fn bound_data(names: &Names<'_>, principle: &Principle, bound: &Bound) -> BoundData {
    let parties = names.labels.parties.iter().zip(&bound.weights);
    let number = |exact: &Rational| exact.to_f64().is_finite().then(|| Num(exact.clone()));
    BoundData {
        of: of(principle).to_owned(),
        reached: number(&bound.reached),
        at_most: number(&bound.at_most),
        reached_exact: bound.reached.to_string(),
        at_most_exact: bound.at_most.to_string(),
        weights: parties.map(|(party, weight)| (party.id.clone(), weight.to_string())).collect(),
        other_weights: bound
            .weights
            .iter()
            .skip(names.labels.parties.len())
            .map(ToString::to_string)
            .collect(),
        open: &bound.at_most - &bound.reached,
    }
}

/// By how much what a principle makes greatest may still be greater, as a share; of a product, its mean.
///
/// `None` if the choice is proved to be best, or if its value is not above 0.
pub(in crate::report) fn gap(parties: usize, principle: &Principle, bound: &Bound) -> Option<Rational> {
    let share = (&bound.at_most - &bound.reached).checked_div(&bound.reached)?;
    let factors = match principle {
        Principle::Nash => i64::try_from(parties).ok()?,
        Principle::WeightedNash(weights) => weights.iter().map(|&weight| i64::from(weight)).sum(),
        _ => 1,
    };
    let is_open = share.is_positive() && bound.reached.is_positive();
    share.checked_div(&Rational::from(factors)).filter(|_| is_open)
}

fn of(principle: &Principle) -> &'static str {
    match principle {
        Principle::Nash | Principle::WeightedNash(_) => "product",
        Principle::KalaiSmorodinsky => "smallest share",
        Principle::Proportional(_) => "smallest measure",
        Principle::Egalitarian | Principle::Leximin => "smallest gain",
        Principle::EqualLoss => "gain less ideal",
        Principle::Utilitarian => "sum of gains",
    }
}
