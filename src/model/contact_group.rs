//! Choosing who sits in a group, as the modeller wrote it: `[contact_group]`.

use crate::model::{Name, Quantity};

/// `[contact_group]`: candidates and the rules that a group of them must meet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ContactGroup {
    /// Name for people, such as "Northern Mali Contact Group".
    pub label: Option<String>,
    /// Who may be chosen, in file order.
    pub candidates: Vec<Candidate>,
    /// Candidates who are not asked now, but might be: tried one by one, and as many as fit.
    pub extra: Vec<Candidate>,
    /// What a candidate brings is measured in this, such as `USD m`.
    pub unit: Option<String>,
    /// Candidates that must be in.
    pub must: Vec<Name>,
    /// If the first is in, so must the second be.
    pub implies: Vec<(Name, Name)>,
    /// At most this share of the members may carry a tag.
    pub share_limits: Vec<ShareLimit>,
    /// The sum of what the members bring that the group should reach; asked separately.
    pub goal: Option<Quantity>,
    /// Groups that answers speak about by name, such as the five permanent members.
    pub groups: Vec<NamedGroup>,
    /// Where the facts come from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// One who may be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Short name, such as `MR`.
    pub id: Name,
    /// Full name.
    pub name: Option<String>,
    /// What it brings, in the unit of the group.
    pub fund: Quantity,
    /// What it counts as, such as `western`.
    pub tags: Vec<Name>,
    /// Where the number comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

impl ContactGroup {
    /// The candidates, then those who are not asked now.
    pub fn everyone(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().chain(&self.extra)
    }
}

/// At most this share of the members, by their number, may carry a tag.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareLimit {
    /// The tag.
    pub tag: Name,
    /// Greatest share allowed, between 0 and 1; exact, so `"1/3"` is a third.
    pub at_most: Quantity,
    /// Where it comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// A group that answers speak about by name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedGroup {
    /// Short name, such as `permanent_five`.
    pub id: Name,
    /// Name for people.
    pub label: Option<String>,
    /// Its members.
    pub members: Vec<Name>,
}
