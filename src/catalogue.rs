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
    "textbook" / "far-disagreement",
    "textbook" / "kinked-polygon-moved",
    "textbook" / "kinked-polygon",
    "textbook" / "lexicographic-shares",
    "textbook" / "monotonicity-large",
    "textbook" / "monotonicity-small",
    "textbook" / "rectangle",
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
