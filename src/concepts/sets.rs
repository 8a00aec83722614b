//! Which concepts pick a point of a convex set.

use crate::bargaining::egalitarian::egalitarian_over_set;
use crate::bargaining::equal_area::equal_area_over_set;
use crate::bargaining::equal_loss::equal_loss_over_set;
use crate::bargaining::kalai_smorodinsky::kalai_smorodinsky_over_set;
use crate::bargaining::lex_kalai_smorodinsky::lex_kalai_smorodinsky_over_set;
use crate::bargaining::leximin::leximin_over_set;
use crate::bargaining::nash::nash_over_set;
use crate::bargaining::perles_maschler::perles_maschler_over_set;
use crate::bargaining::proportional::proportional_over_set;
use crate::bargaining::raiffa_continuous::raiffa_continuous_over_set;
use crate::bargaining::raiffa_discrete::raiffa_discrete_over_set;
use crate::bargaining::utilitarian::utilitarian_over_set;
use crate::bargaining::weighted_nash::weighted_nash_over_set;
use crate::certify::bargaining_set::SetPrinciple;
use crate::concepts::{Concept, Family, SetEntry, family};
use crate::numeric::Rational;

/// Every concept over convex sets, by its id among those of bargaining.
const OVER_SETS: &[(&str, SetEntry)] = &[
    ("nash", SetEntry::Plain(nash_over_set)),
    ("weighted_nash", SetEntry::Weighted(weighted_nash_over_set)),
    ("kalai_smorodinsky", SetEntry::Plain(kalai_smorodinsky_over_set)),
    ("lex_kalai_smorodinsky", SetEntry::Plain(lex_kalai_smorodinsky_over_set)),
    ("egalitarian", SetEntry::Plain(egalitarian_over_set)),
    ("proportional", SetEntry::Proportional(proportional_over_set)),
    ("leximin", SetEntry::Plain(leximin_over_set)),
    ("equal_loss", SetEntry::Plain(equal_loss_over_set)),
    ("raiffa_discrete", SetEntry::Plain(raiffa_discrete_over_set)),
    ("raiffa_continuous", SetEntry::Plain(raiffa_continuous_over_set)),
    ("perles_maschler", SetEntry::ForTwo(perles_maschler_over_set)),
    ("equal_area", SetEntry::ForTwo(equal_area_over_set)),
    ("utilitarian", SetEntry::Plain(utilitarian_over_set)),
];

/// Where a concept of bargaining starts over a convex set; `None` if it has no meaning there.
#[must_use]
pub fn over_sets(id: &str) -> Option<SetEntry> {
    OVER_SETS.iter().find(|(known, _)| *known == id).map(|(_, entry)| *entry)
}

/// What a concept over sets picks, for the frontier of two parties; `None` if it has no meaning there.
///
/// - `numbers`: bargaining weights or proportions, for the concepts that need them.
#[must_use]
pub fn over_frontiers(id: &str, numbers: &[Rational]) -> Option<SetPrinciple> {
    Some(match id {
        "nash" => SetPrinciple::Nash,
        "weighted_nash" => SetPrinciple::WeightedNash(numbers.to_vec()),
        "kalai_smorodinsky" => SetPrinciple::KalaiSmorodinsky,
        "lex_kalai_smorodinsky" => SetPrinciple::LexKalaiSmorodinsky,
        "egalitarian" => SetPrinciple::Egalitarian,
        "proportional" => SetPrinciple::Proportional(numbers.to_vec()),
        "leximin" => SetPrinciple::Leximin,
        "equal_loss" => SetPrinciple::EqualLoss,
        "raiffa_discrete" => SetPrinciple::RaiffaDiscrete,
        "raiffa_continuous" => SetPrinciple::RaiffaContinuous,
        "perles_maschler" => SetPrinciple::PerlesMaschler,
        "equal_area" => SetPrinciple::EqualArea,
        "utilitarian" => SetPrinciple::Utilitarian,
        _ => return None,
    })
}

/// The concepts that pick a point of a convex set, in the order of the registry.
pub fn set_solutions() -> impl Iterator<Item = &'static Concept> {
    family(Family::Bargaining).filter(|concept| over_sets(concept.id).is_some())
}
