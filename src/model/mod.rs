//! The case as the modeller wrote it.
//!
//! A [`Case`] holds names, not indices, and remembers for each number its range, its source and its place. It has no
//! algorithm: [`check`] finds what is wrong with it from the text alone, [`path`] a number, and `lower` makes a game of it.
//!
//! A case is read from a file by `format`, or built in code: see `examples/embed.rs`.

pub mod check;
pub mod coalitions;
pub mod contact_group;
mod continuum;
mod expectation;
pub mod expression;
pub mod game;
pub mod given_set;
pub mod path;
mod quantity;
pub mod sequence;
mod source;

use self::coalitions::Coalitions;
use self::contact_group::ContactGroup;
pub use self::continuum::{Continuum, Knot, Within};
pub use self::expectation::{Expectation, Expected, QUESTIONS};
use self::game::GivenGame;
use self::given_set::{GivenSet, GivenShape};
pub use self::quantity::{Name, Quantity, Range};
use self::sequence::Sequence;
pub use self::source::{Source, SourceKind};

/// A whole case: parties, issues, payoffs, rules and what-ifs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Case {
    /// Short name, such as `mali-2024`.
    pub id: String,
    /// What the case is about, in one line.
    pub title: String,
    /// What the payoff numbers mean, in one line.
    pub scale: Option<String>,
    /// Anything a reader should know before using the numbers.
    pub note: Option<String>,
    /// Where numbers and facts come from.
    pub sources: Vec<Source>,
    /// Who takes part, in file order.
    pub parties: Vec<Party>,
    /// What is negotiated, in file order.
    pub issues: Vec<Issue>,
    /// Bonuses and tables over several issues together.
    pub interactions: Vec<Interaction>,
    /// Packages with a name: the status quo, a signed deal.
    pub packages: Vec<NamedPackage>,
    /// Hard requirements.
    pub conditions: Vec<Condition>,
    /// Upper and lower bounds.
    pub limits: Vec<Limit>,
    /// Combinations that cannot be agreed.
    pub forbidden: Vec<Forbidden>,
    /// What parties, or others for them, could give to open a zone.
    pub concessions: Vec<Concession>,
    /// Named what-ifs.
    pub shocks: Vec<Shock>,
    /// A bargaining set given directly, instead of issues.
    pub bargaining: Option<GivenSet>,
    /// A game of coalitions over the parties.
    pub coalitions: Option<Coalitions>,
    /// Who may sit in a group, and by which rules.
    pub contact_group: Option<ContactGroup>,
    /// A strategic or extensive game with players of its own.
    pub game: Option<GivenGame>,
    /// Who moves when, and what each end is worth.
    pub sequence: Option<Sequence>,
    /// Published answers that this case must reproduce.
    pub expectations: Vec<Expectation>,
}

/// One party to, or beside, the negotiation.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// Short name, such as `GOV`.
    pub id: Name,
    /// Full name.
    pub name: String,
    /// What the party does in the negotiation.
    pub role: Role,
    /// What the party has without a deal; every signatory needs one.
    pub walk_away: Option<WalkAway>,
    /// How much its word counts among the signatories; bargaining weight where none is given.
    pub influence: Option<Quantity>,
    /// Where the description comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// What a party does in the negotiation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Must agree; has payoffs.
    #[default]
    Signatory,
    /// Helps the others to agree; has no payoffs here.
    Mediator,
    /// Neither signs nor mediates, but may disturb: a spoiler, a donor.
    Outsider,
}

impl Role {
    /// Every role, in the order in which help lists them.
    pub const ALL: [Self; 3] = [Self::Signatory, Self::Mediator, Self::Outsider];

    /// The word in a case file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Signatory => "signatory",
            Self::Mediator => "mediator",
            Self::Outsider => "outsider",
        }
    }
}

/// What a party has without a deal, in points of its own scale.
#[derive(Debug, Clone, PartialEq)]
pub enum WalkAway {
    /// A number.
    Given(Quantity),
    /// The party's utility for a named package, plus a stated premium.
    Package {
        /// Name of the package, usually `status_quo`.
        package: Name,
        /// What is added to its utility.
        premium: Quantity,
    },
}

/// One thing that is negotiated, with its possible outcomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// Short name, such as `autonomy`.
    pub id: Name,
    /// Name for people.
    pub label: String,
    /// Unit of the level labels, such as `months`; printed after them.
    pub unit: Option<String>,
    /// Whether the levels go from less to more, so that "at least" means something.
    pub ordered: bool,
    /// Labels of the levels, at least one, all different; none if the issue is continuous.
    pub levels: Vec<Name>,
    /// Weight of the issue for each signatory; one that is not named has weight 0.
    pub weight: Vec<(Name, Quantity)>,
    /// Value of each level for each signatory that weighs the issue; none if the issue is continuous.
    pub values: Vec<(Name, Vec<Quantity>)>,
    /// Any amount between two ends, instead of levels: months, money, shares.
    pub continuum: Option<Continuum>,
    /// Where the issue and its levels come from.
    pub source: Option<Name>,
    /// Where the weights and values come from; `source` if absent.
    pub payoff_source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// "This issue at one of these levels", or, of a continuous issue, between two ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The issue.
    pub issue: Name,
    /// The levels, by label, at least one; of a continuous issue the amount, or none and `within`.
    pub levels: Vec<Name>,
    /// The amounts of a continuous issue.
    pub within: Option<Within>,
}

/// Payoffs that depend on several issues together, in utility points.
#[derive(Debug, Clone, PartialEq)]
pub struct Interaction {
    /// What is added, and when.
    pub effect: Effect,
    /// Where its numbers come from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// The payoff side of an [`Interaction`].
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A bonus (or malus) for each named party if all choices hold.
    Bonus {
        /// All must hold; over two or more issues.
        when: Vec<Choice>,
        /// Points added for each party.
        bonus: Vec<(Name, Quantity)>,
    },
    /// One number for each combination of levels of the issues.
    Table {
        /// The issues, two or more; the last varies fastest.
        over: Vec<Name>,
        /// For each party the numbers, row-major in the order of `over`.
        table: Vec<(Name, Vec<Quantity>)>,
    },
}

/// A package with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedPackage {
    /// The name, such as `status_quo`.
    pub id: Name,
    /// Name for people.
    pub label: Option<String>,
    /// One level for each issue.
    pub levels: Vec<Choice>,
    /// Where it comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// A hard requirement: a package that breaks it is not admissible.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Short name.
    pub id: Name,
    /// Name for people.
    pub label: Option<String>,
    /// All must hold.
    pub require: Vec<Choice>,
    /// Where it comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// A bound on one issue or on a weighted sum over issues.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// Short name.
    pub id: Name,
    /// Name for people.
    pub label: Option<String>,
    /// What is bounded.
    pub bound: Bound,
    /// Where it comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// What a [`Limit`] bounds.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)] // a case has a handful of limits
pub enum Bound {
    /// Levels of single issues, by their order.
    Levels {
        /// For each issue the lowest level allowed.
        at_least: Vec<(Name, Name)>,
        /// For each issue the highest level allowed.
        at_most: Vec<(Name, Name)>,
    },
    /// The sum over issues of an amount for the level chosen.
    Sum {
        /// For each issue the amount of each of its levels; for a continuous one what a unit of it counts.
        amounts: Vec<(Name, Vec<Quantity>)>,
        /// Least sum allowed.
        at_least: Option<Quantity>,
        /// Greatest sum allowed.
        at_most: Option<Quantity>,
    },
}

/// A combination of levels that cannot be agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct Forbidden {
    /// Forbidden if all hold.
    pub when: Vec<Choice>,
    /// Where it comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// Something that could be given to open a zone: points that a party does without, or a payment from one to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Concession {
    /// Short name.
    pub id: Name,
    /// Name for people.
    pub label: Option<String>,
    /// Points that a unit of it adds for each party; below 0 for one that pays.
    pub worth: Vec<(Name, Quantity)>,
    /// What a unit of it costs whoever asks for the cheapest mix.
    pub cost: Option<Quantity>,
    /// Most units of it.
    pub at_most: Option<Quantity>,
    /// Where it comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// A named what-if.
#[derive(Debug, Clone, PartialEq)]
pub struct Shock {
    /// Short name, such as `mlf_attacks`.
    pub id: Name,
    /// What happens, for people: a clause such as "the MLF attacks the defectors".
    pub label: Option<String>,
    /// Points added to a party's utility of every agreement.
    pub shift: Vec<(Name, Quantity)>,
    /// Numbers replaced, by path.
    pub set: Vec<(Name, Quantity)>,
    /// Where it comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

impl Case {
    /// The parties that must agree, in file order: the players of the bargaining game.
    pub fn signatories(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|party| party.role == Role::Signatory)
    }

    /// Has the case something to bargain over: issues, or a set that it gives directly?
    #[must_use]
    pub fn bargains(&self) -> bool {
        !self.issues.is_empty() || self.bargaining.is_some()
    }

    /// The single outcomes that the case gives: for each the utility of each signatory.
    #[must_use]
    pub fn points(&self) -> Option<&[Vec<Quantity>]> {
        match &self.bargaining.as_ref()?.shape {
            GivenShape::Points(points) => Some(points),
            GivenShape::Vertices(_) | GivenShape::Rows(_) | GivenShape::Curve(_) => None,
        }
    }

    /// Does the case give single outcomes, by issues or by points, rather than a convex set of them?
    #[must_use]
    pub fn has_packages(&self) -> bool {
        !self.issues.is_empty() || self.bargaining.as_ref().is_some_and(|given| !given.shape.is_convex())
    }

    /// Has the case an issue with any amount between two ends?
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        self.issues.iter().any(|issue| issue.continuum.is_some())
    }

    /// The party with this id.
    #[must_use]
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.id.text == id)
    }

    /// The issue with this id.
    #[must_use]
    pub fn issue(&self, id: &str) -> Option<&Issue> {
        self.issues.iter().find(|issue| issue.id.text == id)
    }

    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id.text == id)
    }

    /// The named package with this id.
    #[must_use]
    pub fn package(&self, id: &str) -> Option<&NamedPackage> {
        self.packages.iter().find(|package| package.id.text == id)
    }

    /// The condition with this id.
    #[must_use]
    pub fn condition(&self, id: &str) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.id.text == id)
    }

    /// The limit with this id.
    #[must_use]
    pub fn limit(&self, id: &str) -> Option<&Limit> {
        self.limits.iter().find(|limit| limit.id.text == id)
    }

    /// The shock with this id.
    #[must_use]
    pub fn shock(&self, id: &str) -> Option<&Shock> {
        self.shocks.iter().find(|shock| shock.id.text == id)
    }
}

impl Issue {
    /// The place of the level with this label.
    #[must_use]
    pub fn level(&self, label: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.text == label)
    }
}
