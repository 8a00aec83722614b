//! The equilibria of an answer, each named only when it is looked at.
//!
//! A game may have thousands of equilibria of which a screen shows six, and names and fractions take longer to write
//! than the equilibria to find.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use crate::certify::strategic::Equilibrium;
use crate::lower::StrategyLabels;
use crate::report::sections::equilibria::data::EquilibriumData;
use crate::report::sections::equilibria::list::{Entry, named};

/// Equilibria, first those with the greatest probability of the first strategy of the first player.
#[derive(Debug, Clone)]
pub struct Listed(Kept);

#[derive(Debug, Clone)]
enum Kept {
    /// Of a game in normal form, as they were found.
    Found { entries: Vec<Entry>, labels: StrategyLabels },
    /// Of a tree, with names, and the probabilities of each as texts.
    Named { equilibria: Vec<EquilibriumData>, rows: Vec<Vec<String>> },
}

impl Default for Listed {
    fn default() -> Self {
        Self::named(Vec::new(), Vec::new())
    }
}

impl Listed {
    /// Equilibria that are given names when they are looked at.
    pub(super) fn found(entries: Vec<Entry>, labels: StrategyLabels) -> Self {
        Self(Kept::Found { entries, labels })
    }

    /// Equilibria with names, and for each its probabilities as texts.
    pub(super) fn named(equilibria: Vec<EquilibriumData>, rows: Vec<Vec<String>>) -> Self {
        Self(Kept::Named { equilibria, rows })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Kept::Found { entries, .. } => entries.len(),
            Kept::Named { equilibria, .. } => equilibria.len(),
        }
    }

    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// In how many of them everybody does one thing for sure.
    #[must_use]
    pub fn pure(&self) -> usize {
        match &self.0 {
            Kept::Found { entries, .. } => {
                entries.iter().filter(|(one, _)| Equilibrium::is_pure(one)).count()
            }
            Kept::Named { equilibria, .. } => equilibria.iter().filter(|one| one.is_pure()).count(),
        }
    }

    /// One after the other, with names.
    pub fn iter(&self) -> impl Iterator<Item = Cow<'_, EquilibriumData>> {
        (0..self.len()).map(|place| match &self.0 {
            Kept::Found { entries, labels } => {
                let (equilibrium, found_by) = &entries[place];
                Cow::Owned(named(equilibrium, found_by, labels))
            }
            Kept::Named { equilibria, .. } => Cow::Borrowed(&equilibria[place]),
        })
    }

    /// For each the probabilities as texts, player after player and strategy after strategy; in a tree set after
    /// set and action after action.
    pub fn rows(&self) -> impl Iterator<Item = Cow<'_, [String]>> {
        (0..self.len()).map(|place| match &self.0 {
            Kept::Found { entries, .. } => {
                entries[place].0.strategies.iter().flatten().map(ToString::to_string).collect()
            }
            Kept::Named { rows, .. } => Cow::Borrowed(rows.get(place).map_or(&[][..], Vec::as_slice)),
        })
    }
}

impl Serialize for Listed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl JsonSchema for Listed {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<EquilibriumData>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<EquilibriumData>::json_schema(generator)
    }
}
