//! The built-in cases: files under `models/`, embedded, so that `zopa zone mali-2024` needs no file.
//!
//! `tests/completeness.rs` holds this list against the tree.

use crate::format::{Format, Read, read};

/// A built-in case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its name in commands, which is also its id and the stem of its file.
    pub id: &'static str,
    /// The folder under `models/`.
    pub shelf: &'static str,
    /// The text of its file.
    pub text: &'static str,
}

/// Embeds `models/SHELF/ID.toml`.
macro_rules! entries {
    ($($shelf:literal / $id:literal),+ $(,)?) => {
        &[$(Entry {
            id: $id,
            shelf: $shelf,
            text: include_str!(concat!("../models/", $shelf, "/", $id, ".toml")),
        }),+]
    };
}

/// Every built-in case.
pub const ENTRIES: &[Entry] = entries![
    "cases" / "mali-2024",
    "cases" / "mali-2024-amounts",
    "cases" / "aceh-2005",
    "textbook" / "airport-123",
    "textbook" / "apex-4",
    "textbook" / "apex-5",
    "textbook" / "barrett-10",
    "textbook" / "barrett-50",
    "textbook" / "battle-of-the-sexes",
    "textbook" / "beer-quiche",
    "textbook" / "bernheim-1984",
    "textbook" / "burning-a-dollar",
    "textbook" / "canada-victoria",
    "textbook" / "centipede-4",
    "textbook" / "centipede-6",
    "textbook" / "colonel-blotto",
    "textbook" / "chain-store",
    "textbook" / "contested-garment",
    "textbook" / "cournot-20",
    "textbook" / "cournot-3",
    "textbook" / "cournot-4",
    "textbook" / "degenerate-deg1",
    "textbook" / "degenerate-deg2",
    "textbook" / "degenerate-segment",
    "textbook" / "eec-1958",
    "textbook" / "eec-1981",
    "textbook" / "ellipse",
    "textbook" / "eu-1995",
    "textbook" / "far-disagreement",
    "textbook" / "ferguson-nucleolus",
    "textbook" / "ferguson-shapley",
    "textbook" / "four-player-nucleolus",
    "textbook" / "german-309",
    "textbook" / "gloves-1-left-2-right",
    "textbook" / "gloves-2-left-1-right",
    "textbook" / "gloves-2-left-3-right",
    "textbook" / "house-market",
    "textbook" / "ibn-ezra",
    "textbook" / "inspection",
    "textbook" / "johnston-531",
    "textbook" / "johnston-733",
    "textbook" / "johnston-881",
    "textbook" / "jordan-1993",
    "textbook" / "kinked-polygon",
    "textbook" / "kinked-polygon-moved",
    "textbook" / "kuhn-poker",
    "textbook" / "lexicographic-shares",
    "textbook" / "majority-3",
    "textbook" / "maschler-20-30-40-42",
    "textbook" / "matching-pennies",
    "textbook" / "minority-3",
    "textbook" / "mixed-dominance",
    "textbook" / "monotonicity-large",
    "textbook" / "monotonicity-small",
    "textbook" / "myerson-card",
    "textbook" / "nassau-1958",
    "textbook" / "nassau-1982",
    "textbook" / "nau-2004",
    "textbook" / "nothing-at-stake",
    "textbook" / "one-of-two",
    "textbook" / "oneill-1987",
    "textbook" / "parabola",
    "textbook" / "paradox-of-weighted-voting",
    "textbook" / "plane-3",
    "textbook" / "rectangle",
    "textbook" / "risk-averse-3",
    "textbook" / "risk-averse-4",
    "textbook" / "roth-1979",
    "textbook" / "selten-1975-fig-2",
    "textbook" / "seltens-horse",
    "textbook" / "shapley-1964",
    "textbook" / "shapley-1974",
    "textbook" / "shares-50-49-1-quota-1",
    "textbook" / "shares-50-49-1-quota-100",
    "textbook" / "shares-50-49-1-quota-51",
    "textbook" / "shares-50-49-1-quota-52",
    "textbook" / "simplex-5",
    "textbook" / "spanning-tree-2",
    "textbook" / "stag-hunt",
    "textbook" / "staged-4",
    "textbook" / "talmud-200",
    "textbook" / "talmud-300",
    "textbook" / "tennessee-valley",
    "textbook" / "threshold-public-good",
    "textbook" / "triangle",
    "textbook" / "ultimatum-tie",
    "textbook" / "utilitarian-tie",
    "textbook" / "von-stengel-75",
    "textbook" / "von-stengel-75-small",
    "textbook" / "weights-3",
    "textbook" / "wilson-1974",
    "papers" / "ampo-city",
    "papers" / "camp-david-1978",
    "papers" / "england-zimbabwe",
    "papers" / "itex-cypress",
    "papers" / "panama-1974",
];

/// The built-in case with this name.
#[must_use]
pub fn entry(id: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.id == id)
}

impl Entry {
    /// The name under which findings about it are reported.
    #[must_use]
    pub fn file(&self) -> String {
        format!("models/{}/{}.toml", self.shelf, self.id)
    }

    /// Reads the case; `tests/models.rs` holds that every built-in case reads without an error.
    #[must_use]
    pub fn read(&self) -> Read {
        read(self.text.as_bytes(), Format::Toml)
    }
}
