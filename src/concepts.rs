//! The registry: every solution concept, what it means, who proposed it and where it starts.
//!
//! A concept exists once it stands here, in a file of its own name under its family, in a cited case under
//! `models/`, in an axiom test and in `docs/CONCEPTS.md`. `tests/completeness.rs` holds these against each
//! other.

use crate::bargaining::zone::Zone;
use crate::bargaining::{
    egalitarian::egalitarian, equal_loss::equal_loss, kalai_smorodinsky::kalai_smorodinsky, leximin::leximin,
    nash::nash, utilitarian::utilitarian, weighted_nash::weighted_nash, zone::zone,
};
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain};
use crate::games::bargaining::BargainingGame;

/// A family of concepts; the name of its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Bargaining over packages.
    Bargaining,
}

impl Family {
    /// The name of the family's folder under `src`.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Bargaining => "bargaining",
        }
    }
}

/// When a concept is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Whenever solutions are asked for.
    Always,
    /// Only if named, because it needs more than the case says or assumes more than it can.
    OnRequest,
}

/// What two parties' utilities must have in common for a concept to mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Nothing: each party's scale may be stretched on its own.
    None,
    /// One point must be worth the same to each party.
    AcrossParties,
}

/// Where a concept starts.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// From a game.
    Zone(for<'g, 'b> fn(&'g BargainingGame, &'b Budget<'b>) -> Zone<'g>),
    /// From a zone.
    Choice(for<'z, 'g> fn(&'z Zone<'g>) -> Answer<Choice, NoStrictGain>),
    /// From a zone and a bargaining weight for each party.
    WeightedChoice(for<'z, 'g, 'w> fn(&'z Zone<'g>, &'w [u32]) -> Answer<Choice, NoStrictGain>),
}

/// One solution concept.
#[derive(Debug, Clone, Copy)]
pub struct Concept {
    /// Name in commands, in JSON and of its file.
    pub id: &'static str,
    /// Its family.
    pub family: Family,
    /// Name for people.
    pub title: &'static str,
    /// What it picks, in plain words.
    pub meaning: &'static str,
    /// Who proposed it.
    pub citation: &'static str,
    /// When it is computed.
    pub when: When,
    /// What it assumes about scales.
    pub comparison: Comparison,
    /// Where it starts.
    pub entry: Entry,
}

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
        id: "utilitarian",
        family: Family::Bargaining,
        title: "Utilitarian",
        meaning: "the greatest sum of gains",
        citation: "Harsanyi 1955, Journal of Political Economy 63",
        when: When::OnRequest,
        comparison: Comparison::AcrossParties,
        entry: Entry::Choice(utilitarian),
    },
];

/// The concept with this id.
#[must_use]
pub fn concept(id: &str) -> Option<&'static Concept> {
    CONCEPTS.iter().find(|concept| concept.id == id)
}

/// The concepts that pick packages from a zone.
pub fn solutions() -> impl Iterator<Item = &'static Concept> {
    CONCEPTS.iter().filter(|concept| !matches!(concept.entry, Entry::Zone(_)))
}
