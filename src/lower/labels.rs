//! The way back: what each index of a game is called in the case.

use crate::coalition::Coalition;
use crate::numeric::Rational;

/// Names of everything a bargaining game knows by index.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    /// The parties of the game: the signatories, in file order.
    pub parties: Vec<PartyLabels>,
    /// The issues, in file order.
    pub issues: Vec<IssueLabels>,
    /// What a package must meet to be admissible, as the case names it.
    pub demands: Vec<Demand>,
    /// For each rule of the game the demand it belongs to.
    pub rule_demand: Vec<usize>,
    /// For each rule of the game what one of its units is worth in the amounts of the case; 1 where nothing is summed.
    pub rule_unit: Vec<Rational>,
}

/// Names of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyLabels {
    /// Short name.
    pub id: String,
    /// Full name.
    pub name: String,
}

/// Names of the players of a game of coalitions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlayerLabels {
    /// The players, in the order in which the case names them.
    pub players: Vec<PartyLabels>,
    /// What the numbers are measured in; may be empty.
    pub unit: String,
}

/// Names of an issue and its levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueLabels {
    /// Short name.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Unit of the level labels; may be empty.
    pub unit: String,
    /// Whether the levels go from less to more.
    pub ordered: bool,
    /// Label of each level.
    pub levels: Vec<String>,
}

/// A condition, limit, forbidden combination or fix, as the case names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// Which kind.
    pub kind: DemandKind,
    /// Short name; for a forbidden combination its place, from 0; for a fix the issue.
    pub id: String,
    /// Name for people.
    pub label: String,
}

/// The kinds of demand that are not walk-away values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemandKind {
    /// A hard condition.
    Condition,
    /// A limit.
    Limit,
    /// A forbidden combination.
    Forbidden,
    /// A level fixed by a what-if.
    Fix,
}

impl Demand {
    /// The path of the demand in the case, such as `conditions.youth`.
    #[must_use]
    pub fn path(&self) -> String {
        match self.kind {
            DemandKind::Condition => format!("conditions.{}", self.id),
            DemandKind::Limit => format!("limits.{}", self.id),
            DemandKind::Forbidden => format!("forbidden[{}]", self.id),
            DemandKind::Fix => format!("fix.{}", self.id),
        }
    }
}

impl PlayerLabels {
    /// The ids of the members of a coalition.
    #[must_use]
    pub fn ids(&self, coalition: Coalition) -> Vec<String> {
        let known = coalition.members().filter_map(|player| self.players.get(player));
        known.map(|player| player.id.clone()).collect()
    }
}

impl IssueLabels {
    /// The label of a level with its unit: `3 months`.
    #[must_use]
    pub fn level(&self, level: usize) -> String {
        if self.unit.is_empty() {
            self.levels[level].clone()
        } else {
            format!("{} {}", self.levels[level], self.unit)
        }
    }
}
