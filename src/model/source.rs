//! Where numbers and facts come from.

use crate::model::Name;

/// Where a number or a fact comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The name by which the file refers to it.
    pub id: Name,
    /// How far it is to be trusted.
    pub kind: SourceKind,
    /// Author, year, title.
    pub cite: String,
}

/// How far a source is to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// The article a case is built on.
    Article,
    /// Public record: an agreement, a statistic, a report.
    Public,
    /// Scholarly publication.
    Paper,
    /// Interviews or elicitation with people who know.
    Elicited,
    /// Somebody's assumption.
    Assumption,
}

impl SourceKind {
    /// Every kind, in the order in which help lists them.
    pub const ALL: [Self; 5] = [Self::Article, Self::Public, Self::Paper, Self::Elicited, Self::Assumption];

    /// The word in a case file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Public => "public",
            Self::Paper => "paper",
            Self::Elicited => "elicited",
            Self::Assumption => "assumption",
        }
    }
}
