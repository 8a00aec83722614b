//! How a concept is called, and where its answers stand.
//!
//! Two families may use one id: `shapley` is a value of coalitional games and an index of power. The second is called
//! `power.shapley`, in the documents and wherever a concept of any family may be named.

use crate::concepts::{CONCEPTS, Concept, Entry, Family};

impl Concept {
    /// Its name among the concepts of all families.
    #[must_use]
    pub fn name(&self) -> String {
        match self.family {
            Family::Power => format!("power.{}", self.id),
            _ => self.id.to_owned(),
        }
    }

    /// The path into a JSON answer below which its answers stand: `solutions.nash` for `nash`.
    #[must_use]
    pub fn path(&self) -> String {
        match (self.family, self.entry) {
            (Family::Bargaining, Entry::Zone(_)) => self.id.to_owned(),
            (Family::Bargaining, _) => format!("solutions.{}", self.id),
            (family, _) => format!("{}.{}", family.folder(), self.id),
        }
    }

    /// Is a path into a JSON answer one of its answers?
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        path.strip_prefix(&self.path()).is_some_and(|rest| rest.starts_with('.'))
    }
}

/// The concept of any family with this name, or with this id where one family alone has it.
///
/// ```
/// use zopa::concepts::{Family, named};
///
/// assert_eq!(named("shapley").map(|one| one.family), Some(Family::Coalitional));
/// assert_eq!(named("power.shapley").map(|one| one.family), Some(Family::Power));
/// assert_eq!(named("banzhaf").map(|one| one.name()), Some("power.banzhaf".to_owned()));
/// ```
#[must_use]
pub fn named(name: &str) -> Option<&'static Concept> {
    let by_name = CONCEPTS.iter().find(|concept| concept.name() == name);
    by_name.or_else(|| CONCEPTS.iter().find(|concept| concept.id == name))
}

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
