//! The registry: every solution concept, what it means, who proposed it and where it starts.
//!
//! A concept exists once it stands here, in a file of its own name under its family, in a cited case under
//! `models/`, in an axiom test and in `docs/CONCEPTS.md`. `tests/completeness.rs` holds these against each
//! other.

mod entry;
mod sets;

pub use self::entry::{Comparison, Concept, Entry, Family, SetEntry, When};
pub use self::sets::{over_sets, set_solutions};
use crate::bargaining::adjusted_winner::adjusted_winner;
use crate::bargaining::{
    egalitarian::egalitarian, equal_loss::equal_loss, kalai_smorodinsky::kalai_smorodinsky, leximin::leximin,
    nash::nash, utilitarian::utilitarian, weighted_nash::weighted_nash, zone::zone,
};
use crate::coalitional::core::core;
use crate::coalitional::externality_free::externality_free;
use crate::coalitional::least_core::least_core;
use crate::coalitional::nucleolus::nucleolus;
use crate::coalitional::prenucleolus::prenucleolus;
use crate::coalitional::shapley::shapley;
use crate::power::{banzhaf::banzhaf, banzhaf_raw::banzhaf_raw, deegan_packel::deegan_packel};
use crate::power::{johnston::johnston, public_good::public_good};

use crate::extensive::backward_induction::backward_induction;
use crate::extensive::sequence_form::sequence_form;
use crate::strategic::approximate_nash::approximate_nash;
use crate::strategic::extreme_equilibria::extreme_equilibria;
use crate::strategic::iterated_dominance::iterated_dominance;
use crate::strategic::lemke_howson::lemke_howson;
use crate::strategic::pure_nash::pure_nash;
use crate::strategic::rationalizable::rationalizable;
use crate::strategic::zero_sum::zero_sum;

/// Every concept, in the order in which answers are shown.
pub const CONCEPTS: &[Concept] = &[
    Concept {
        id: "zone",
        family: Family::Bargaining,
        title: "Zone of possible agreement",
        meaning: "the packages that leave every party at least as well off as walking away",
        citation: "Raiffa 1982, The Art and Science of Negotiation",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Zone(zone),
    },
    Concept {
        id: "nash",
        family: Family::Bargaining,
        title: "Nash",
        meaning: "the greatest product of gains",
        citation: "Nash 1950, Econometrica 18",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Choice(nash),
    },
    Concept {
        id: "weighted_nash",
        family: Family::Bargaining,
        title: "Weighted Nash",
        meaning: "the greatest product of gains, each to the power of a bargaining weight",
        citation: "Kalai 1977, International Journal of Game Theory 6",
        when: When::OnRequest,
        comparison: Comparison::None,
        entry: Entry::WeightedChoice(weighted_nash),
    },
    Concept {
        id: "kalai_smorodinsky",
        family: Family::Bargaining,
        title: "Kalai-Smorodinsky",
        meaning: "the greatest smallest share of what each party could gain at best",
        citation: "Kalai and Smorodinsky 1975, Econometrica 43; Imai 1983, Econometrica 51",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Choice(kalai_smorodinsky),
    },
    Concept {
        id: "lex_kalai_smorodinsky",
        family: Family::Bargaining,
        title: "Lexicographic Kalai-Smorodinsky",
        meaning: "the greatest smallest share of what each party could gain at best, then the next smallest",
        citation: "Imai 1983, Econometrica 51",
        when: When::OnRequest,
        comparison: Comparison::None,
        entry: Entry::OverSets,
    },
    Concept {
        id: "egalitarian",
        family: Family::Bargaining,
        title: "Egalitarian",
        meaning: "the greatest smallest gain",
        citation: "Kalai 1977, Econometrica 45",
        when: When::Always,
        comparison: Comparison::AcrossParties,
        entry: Entry::Choice(egalitarian),
    },
    Concept {
        id: "proportional",
        family: Family::Bargaining,
        title: "Proportional",
        meaning: "the greatest gains in given proportions",
        citation: "Kalai 1977, Econometrica 45",
        when: When::OnRequest,
        comparison: Comparison::AcrossParties,
        entry: Entry::OverSets,
    },
    Concept {
        id: "leximin",
        family: Family::Bargaining,
        title: "Leximin",
        meaning: "the greatest smallest gain, then the next smallest",
        citation: "Imai 1983, Econometrica 51",
        when: When::Always,
        comparison: Comparison::AcrossParties,
        entry: Entry::Choice(leximin),
    },
    Concept {
        id: "equal_loss",
        family: Family::Bargaining,
        title: "Equal loss",
        meaning: "the smallest greatest distance from what each party could gain at best",
        citation: "Chun 1988, Economics Letters 26",
        when: When::Always,
        comparison: Comparison::AcrossParties,
        entry: Entry::Choice(equal_loss),
    },
    Concept {
        id: "raiffa_discrete",
        family: Family::Bargaining,
        title: "Raiffa, by steps",
        meaning: "the end of steps, each to the mean of what every party could still have",
        citation: "Raiffa 1953, Contributions to the Theory of Games II; Luce and Raiffa 1957, Games and Decisions",
        when: When::OnRequest,
        comparison: Comparison::None,
        entry: Entry::OverSets,
    },
    Concept {
        id: "raiffa_continuous",
        family: Family::Bargaining,
        title: "Raiffa, in time",
        meaning: "the end of a way on which every party rises as fast as what it could still have is away",
        citation: "Raiffa 1953, Contributions to the Theory of Games II; Livne 1989, Operations Research 37; Peters and van Damme 1991, Mathematics of Operations Research 16",
        when: When::OnRequest,
        comparison: Comparison::None,
        entry: Entry::OverSets,
    },
    Concept {
        id: "utilitarian",
        family: Family::Bargaining,
        title: "Utilitarian",
        meaning: "the greatest sum of gains",
        citation: "Harsanyi 1955, Journal of Political Economy 63",
        when: When::OnRequest,
        comparison: Comparison::AcrossParties,
        entry: Entry::Choice(utilitarian),
    },
    Concept {
        id: "adjusted_winner",
        family: Family::Bargaining,
        title: "Adjusted winner",
        meaning: "the division of items that gives two parties the same share of their own points, with at most one item divided",
        citation: "Brams and Taylor 1996, Fair Division",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Division(adjusted_winner),
    },
    Concept {
        id: "core",
        family: Family::Coalitional,
        title: "Core",
        meaning: "the splits that no coalition could improve on by itself",
        citation: "Gillies 1959, Contributions to the Theory of Games IV; Bondareva 1963; Shapley 1967, Naval Research Logistics Quarterly 14",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Core(core),
    },
    Concept {
        id: "least_core",
        family: Family::Coalitional,
        title: "Least core",
        meaning: "the splits that leave the most dissatisfied coalition as content as possible",
        citation: "Maschler, Peleg and Shapley 1979, Mathematics of Operations Research 4",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::LeastCore(least_core),
    },
    Concept {
        id: "nucleolus",
        family: Family::Coalitional,
        title: "Nucleolus",
        meaning: "the split that leaves the most dissatisfied coalition as content as possible, then the next",
        citation: "Schmeidler 1969, SIAM Journal on Applied Mathematics 17",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Nucleolus(nucleolus),
    },
    Concept {
        id: "prenucleolus",
        family: Family::Coalitional,
        title: "Prenucleolus",
        meaning: "the nucleolus among all splits, also those that give a player less than it has alone",
        citation: "Schmeidler 1969, SIAM Journal on Applied Mathematics 17; Sobolev 1975",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Prenucleolus(prenucleolus),
    },
    Concept {
        id: "shapley",
        family: Family::Coalitional,
        title: "Shapley value",
        meaning: "what each player adds on average, over all orders in which they could join",
        citation: "Shapley 1953, Contributions to the Theory of Games II",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Value(shapley),
    },
    Concept {
        id: "externality_free",
        family: Family::Coalitional,
        title: "Externality-free",
        meaning: "the Shapley value if each coalition is judged with everybody else alone",
        citation: "de Clippel and Serrano 2008, Econometrica 76",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::PartitionValue(externality_free),
    },
    Concept {
        id: "shapley",
        family: Family::Power,
        title: "Shapley-Shubik",
        meaning: "the share of orders in which a voter turns the growing coalition winning",
        citation: "Shapley and Shubik 1954, American Political Science Review 48",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Index(crate::power::shapley::shapley),
    },
    Concept {
        id: "banzhaf",
        family: Family::Power,
        title: "Banzhaf",
        meaning: "the share of a voter in all swings, the winning coalitions that it turns losing by leaving",
        citation: "Penrose 1946, Journal of the Royal Statistical Society 109; Banzhaf 1965, Rutgers Law Review 19",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Index(banzhaf),
    },
    Concept {
        id: "banzhaf_raw",
        family: Family::Power,
        title: "swings",
        meaning: "the number of winning coalitions that a voter turns losing by leaving",
        citation: "Banzhaf 1965, Rutgers Law Review 19",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Index(banzhaf_raw),
    },
    Concept {
        id: "deegan_packel",
        family: Family::Power,
        title: "Deegan-Packel",
        meaning: "minimal winning coalitions are equally likely, and their members share equally",
        citation: "Deegan and Packel 1978, International Journal of Game Theory 7",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Index(deegan_packel),
    },
    Concept {
        id: "public_good",
        family: Family::Power,
        title: "public good",
        meaning: "the share of a voter in all memberships of minimal winning coalitions",
        citation: "Holler 1982, Political Studies 30",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Index(public_good),
    },
    Concept {
        id: "johnston",
        family: Family::Power,
        title: "Johnston",
        meaning: "winning coalitions are equally likely, and their critical members share equally",
        citation: "Johnston 1978, Environment and Planning A 10",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Index(johnston),
    },
    Concept {
        id: "pure_nash",
        family: Family::Strategic,
        title: "Pure equilibria",
        meaning: "the profiles in which everybody plays one strategy and nobody gains by another",
        citation: "Nash 1951, Annals of Mathematics 54",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::PureNash(pure_nash),
    },
    Concept {
        id: "extreme_equilibria",
        family: Family::Strategic,
        title: "Extreme equilibria",
        meaning: "the corners of the set of equilibria of two players; every other equilibrium mixes them",
        citation: "Mangasarian 1964, Journal of the Society for Industrial and Applied Mathematics 12; Winkels 1979",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Extreme(extreme_equilibria),
    },
    Concept {
        id: "approximate_nash",
        family: Family::Strategic,
        title: "One equilibrium",
        meaning: "a profile in which nobody gains more than a stated regret, found for any number of players",
        citation: "Nash 1951, Annals of Mathematics 54; Herings and Peeters 2010, Economic Theory 42",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::NearEquilibrium(approximate_nash),
    },
    Concept {
        id: "iterated_dominance",
        family: Family::Strategic,
        title: "Iterated strict dominance",
        meaning: "what is left after strategies that are worse than another plan, whatever the others do, are struck out again and again",
        citation: "Luce and Raiffa 1957, Games and Decisions; Gilboa, Kalai and Zemel 1990, Operations Research Letters 9",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Elimination(iterated_dominance),
    },
    Concept {
        id: "rationalizable",
        family: Family::Strategic,
        title: "Rationalisable strategies",
        meaning: "the strategies that are best replies to some belief about others who reason in the same way",
        citation: "Bernheim 1984 and Pearce 1984, Econometrica 52",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::Rationalizable(rationalizable),
    },
    Concept {
        id: "backward_induction",
        family: Family::Extensive,
        title: "Backward induction",
        meaning: "what everybody does at every node, looking ahead from the end",
        citation: "Zermelo 1913; Kuhn 1953, Contributions to the Theory of Games II; Selten 1965",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::BackwardInduction(backward_induction),
    },
    Concept {
        id: "lemke_howson",
        family: Family::Strategic,
        title: "Lemke-Howson",
        meaning: "one equilibrium of two players, by a path of best replies",
        citation: "Lemke and Howson 1964, Journal of the Society for Industrial and Applied Mathematics 12",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::LemkeHowson(lemke_howson),
    },
    Concept {
        id: "zero_sum",
        family: Family::Strategic,
        title: "Value",
        meaning: "what the first of two players who want the opposite can make sure of, and be held to",
        citation: "von Neumann 1928, Mathematische Annalen 100",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::ZeroSum(zero_sum),
    },
    Concept {
        id: "sequence_form",
        family: Family::Extensive,
        title: "Sequence form",
        meaning: "one equilibrium of a tree of two players, by the sequences of their own moves",
        citation: "Koller, Megiddo and von Stengel 1996, Games and Economic Behavior 14; von Stengel 1996",
        when: When::Always,
        comparison: Comparison::None,
        entry: Entry::SequenceForm(sequence_form),
    },
];

/// The concept of a family with this id.
#[must_use]
pub fn concept(of: Family, id: &str) -> Option<&'static Concept> {
    family(of).find(|concept| concept.id == id)
}

/// The concepts of a family, in the order in which answers are shown.
pub fn family(of: Family) -> impl Iterator<Item = &'static Concept> {
    CONCEPTS.iter().filter(move |concept| concept.family == of)
}

/// The concepts that pick packages from a zone.
pub fn solutions() -> impl Iterator<Item = &'static Concept> {
    family(Family::Bargaining)
        .filter(|concept| !matches!(concept.entry, Entry::Zone(_) | Entry::OverSets | Entry::Division(_)))
}
