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
    "cases" / "aceh-2005",
    "textbook" / "airport-123",
    "textbook" / "apex-4",
    "textbook" / "apex-5",
    "textbook" / "barrett-10",
    "textbook" / "barrett-50",
    "textbook" / "canada-victoria",
    "textbook" / "contested-garment",
    "textbook" / "cournot-3",
    "textbook" / "cournot-4",
    "textbook" / "cournot-20",
    "textbook" / "eec-1958",
    "textbook" / "eec-1981",
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
    "textbook" / "johnston-531",
    "textbook" / "johnston-733",
    "textbook" / "johnston-881",
    "textbook" / "kinked-polygon",
    "textbook" / "kinked-polygon-moved",
    "textbook" / "lexicographic-shares",
    "textbook" / "majority-3",
    "textbook" / "maschler-20-30-40-42",
    "textbook" / "monotonicity-large",
    "textbook" / "monotonicity-small",
    "textbook" / "nassau-1958",
    "textbook" / "nassau-1982",
    "textbook" / "paradox-of-weighted-voting",
    "textbook" / "rectangle",
    "textbook" / "shares-50-49-1-quota-1",
    "textbook" / "shares-50-49-1-quota-100",
    "textbook" / "shares-50-49-1-quota-51",
    "textbook" / "shares-50-49-1-quota-52",
    "textbook" / "spanning-tree-2",
    "textbook" / "talmud-200",
    "textbook" / "talmud-300",
    "textbook" / "tennessee-valley",
    "textbook" / "triangle",
    "textbook" / "utilitarian-tie",
    "papers" / "ampo-city",
    "papers" / "england-zimbabwe",
    "papers" / "itex-cypress",
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
