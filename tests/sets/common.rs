//! Sets as tests write them, and every principle by name.

use zopa::bargaining::convex::{ConvexZone, convex_zone};
use zopa::bargaining::egalitarian::egalitarian_over_set;
use zopa::bargaining::equal_area::equal_area_over_set;
use zopa::bargaining::equal_loss::equal_loss_over_set;
use zopa::bargaining::kalai_smorodinsky::kalai_smorodinsky_over_set;
use zopa::bargaining::lex_kalai_smorodinsky::lex_kalai_smorodinsky_over_set;
use zopa::bargaining::leximin::leximin_over_set;
use zopa::bargaining::nash::nash_over_set;
use zopa::bargaining::perles_maschler::perles_maschler_over_set;
use zopa::bargaining::proportional::proportional_over_set;
use zopa::bargaining::raiffa_continuous::raiffa_continuous_over_set;
use zopa::bargaining::raiffa_discrete::raiffa_discrete_over_set;
use zopa::bargaining::utilitarian::utilitarian_over_set;
use zopa::bargaining::weighted_nash::weighted_nash_over_set;
use zopa::budget::Budget;
use zopa::certify::Certified;
use zopa::certify::bargaining_set::{NoSetPoint, SetAnswer, SetPoint};
use zopa::games::bargaining_set::BargainingSet;
use zopa::numeric::Rational;

pub(crate) fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

pub(crate) fn numbers(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|text| number(text)).collect()
}

pub(crate) fn whole(list: &[i64]) -> Vec<Rational> {
    list.iter().map(|&number| Rational::from(number)).collect()
}

/// Mixtures of points of whole numbers.
pub(crate) fn hull(disagreement: &[i64], points: &[&[i64]]) -> BargainingSet {
    let points: Vec<Vec<Rational>> = points.iter().map(|point| whole(point)).collect();
    BargainingSet::from_vertices(whole(disagreement), &points).unwrap()
}

/// What meets rows of whole numbers with the last entry as bound, from 0 on.
pub(crate) fn rows(rows: &[&[i64]]) -> BargainingSet {
    let parties = rows[0].len() - 1;
    let coefficients = rows.iter().map(|row| whole(&row[..parties])).collect();
    let bounds = rows.iter().map(|row| Rational::from(row[parties])).collect();
    BargainingSet::from_rows(whole(&vec![0; parties]), coefficients, bounds).unwrap()
}

/// A principle that needs nothing but the set.
pub(crate) type Solver = fn(&ConvexZone<'_>, &Budget<'_>) -> SetAnswer;

pub(crate) const SOLVERS: [(&str, Solver); 9] = [
    ("nash", nash_over_set),
    ("kalai_smorodinsky", kalai_smorodinsky_over_set),
    ("lex_kalai_smorodinsky", lex_kalai_smorodinsky_over_set),
    ("egalitarian", egalitarian_over_set),
    ("leximin", leximin_over_set),
    ("equal_loss", equal_loss_over_set),
    ("raiffa_discrete", raiffa_discrete_over_set),
    ("raiffa_continuous", raiffa_continuous_over_set),
    ("utilitarian", utilitarian_over_set),
];

/// The principles for two parties.
pub(crate) const FOR_TWO: [(&str, Solver); 2] =
    [("perles_maschler", perles_maschler_over_set), ("equal_area", equal_area_over_set)];
/// All but the one that takes a hundred times as long, which has tests of its own on fewer sets.
pub(crate) fn quick() -> impl Iterator<Item = (&'static str, Solver)> {
    SOLVERS.into_iter().filter(|(name, _)| *name != "raiffa_continuous")
}

/// The principles whose points need not be fractions.
pub(crate) fn may_be_near(name: &str) -> bool {
    name == "nash" || name == "perles_maschler" || name.starts_with("raiffa")
}

pub(crate) fn solver(name: &str) -> Solver {
    SOLVERS.iter().chain(&FOR_TWO).find(|(own, _)| *own == name).unwrap().1
}

pub(crate) fn ask(name: &str, set: &BargainingSet) -> SetAnswer {
    let budget = Budget::unlimited();
    solver(name)(&convex_zone(set, &budget), &budget)
}

/// The certified point of a principle.
#[track_caller]
pub(crate) fn point(name: &str, set: &BargainingSet) -> Certified<SetPoint> {
    let answer = ask(name, set);
    assert!(answer.found().is_some(), "{name}: {answer:?}");
    answer.found().unwrap().clone()
}

/// The certified reason why there is none.
#[track_caller]
pub(crate) fn reason(name: &str, set: &BargainingSet) -> NoSetPoint {
    let answer = ask(name, set);
    assert!(answer.refutation().is_some(), "{name}: {answer:?}");
    answer.refutation().unwrap().clone().into_claim()
}

pub(crate) fn utilities(name: &str, set: &BargainingSet) -> Vec<Rational> {
    set.utilities(&point(name, set).gains)
}

pub(crate) fn weighted(set: &BargainingSet, weights: &[Rational]) -> SetAnswer {
    let budget = Budget::unlimited();
    weighted_nash_over_set(&convex_zone(set, &budget), weights, &budget).unwrap()
}

pub(crate) fn in_proportion(set: &BargainingSet, proportions: &[Rational]) -> SetAnswer {
    let budget = Budget::unlimited();
    proportional_over_set(&convex_zone(set, &budget), proportions, &budget).unwrap()
}
