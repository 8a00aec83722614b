//! The coalitional side of a case, as the modeller wrote it: `[coalitions]`.
//!
//! Players are ids of parties. What a bloc can have is given by a table, by a rule (bankruptcy, airport,
//! gloves, one worth for all blocs by their number, one agreement by its size), or for voting by quotas and weights.

use crate::diagnostic::Span;
use crate::model::{Name, Quantity};
use crate::numeric::Rational;

/// `[coalitions]`: one game of coalitions over parties of the case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coalitions {
    /// The players, ids of parties, in the order in which answers list them.
    pub players: Vec<Name>,
    /// What the numbers are measured in, such as `USD m`; printed, never assumed.
    pub unit: Option<String>,
    /// Gains or costs.
    pub sense: Sense,
    /// What each coalition or bloc can have.
    pub worths: Worths,
    /// What coalitions have that `worths` does not name, each bloc of a partition by itself; without it all are
    /// named.
    pub otherwise: Option<Quantity>,
    /// The partition that holds today; needed by the externality rule `status_quo`.
    pub status_quo: Option<Blocs>,
    /// The rule by which others are thought to regroup, if the modeller states one.
    pub externality: Option<ExternalityRule>,
    /// Deals with their declared outside options.
    pub deals: Vec<Deal>,
    /// What it is worth to an outsider to punish a coalition that leaves it, and what that costs.
    pub reactions: Vec<Reaction>,
    /// Which coalitions can sign what without the others, for breakaways from a package.
    pub breakaways: Vec<Breakaway>,
    /// Where the numbers come from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
    /// Where the block stands; `None` for a case built in code.
    pub span: Option<Span>,
}

/// The keys of `[coalitions]` that say what coalitions can have; a case has at most one of them.
pub const WAYS: &[&str] = &[
    "worths",
    "partitions",
    "by_bloc_count",
    "by_agreement_size",
    "voting",
    "bankruptcy",
    "airport",
    "glove",
];

/// Whether numbers are gains or costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sense {
    /// More is better.
    #[default]
    Worth,
    /// Less is better.
    Cost,
}

impl Sense {
    /// Every sense, in the order in which help lists them.
    pub const ALL: [Self; 2] = [Self::Worth, Self::Cost];

    /// The word in a case file and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Worth => "worth",
            Self::Cost => "cost",
        }
    }
}

/// Players in blocs, as written: `"GOV+JTD | MLF"`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Blocs {
    /// The blocs in the order written, each a list of players.
    pub blocs: Vec<Vec<Name>>,
    /// The whole text, with its place.
    pub written: Name,
}

/// Most players or blocs that are kept of one text; far beyond what any case has.
const MOST_NAMES: usize = 1_001;

impl From<Name> for Blocs {
    /// Splits a text into blocs at `|`, and a bloc into players at `+`; blanks around a name do not count.
    ///
    /// An empty text is one bloc without players.
    fn from(written: Name) -> Self {
        let player = |name: &str| Name { text: name.trim().to_owned(), span: written.span };
        let bloc = |text: &str| match text.trim() {
            "" => Vec::new(),
            text => text.split('+').take(MOST_NAMES).map(player).collect(),
        };
        Self { blocs: written.text.split('|').take(MOST_NAMES).map(bloc).collect(), written: written.clone() }
    }
}

impl From<&str> for Blocs {
    fn from(text: &str) -> Self {
        Name::from(text).into()
    }
}

impl std::fmt::Display for Blocs {
    /// `GOV+JTD | MLF`: the blocs and players as written, with blanks around `|` only.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, bloc) in self.blocs.iter().enumerate() {
            let gap = if place == 0 { "" } else { " | " };
            write!(formatter, "{gap}{}", joined(bloc))?;
        }
        Ok(())
    }
}

/// Players as they stand in a key: `GOV+JTD`.
#[must_use]
pub fn joined(players: &[Name]) -> String {
    players.iter().map(Name::as_str).collect::<Vec<_>>().join("+")
}

/// What coalitions can have.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(clippy::large_enum_variant)] // a case has one of them
pub enum Worths {
    /// Nothing is given.
    #[default]
    Missing,
    /// A number for each coalition: `"GOV+JTD" = 48`. The key is one bloc.
    Table(Vec<(Blocs, Quantity)>),
    /// A number for every coalition in the order of its bits, the first player the lowest, the empty coalition
    /// first: a plain game of another tool. These numbers have no paths, ranges or sources.
    Dense(Vec<Rational>),
    /// A number for each bloc of each partition: `"GOV+JTD | MLF" = [48, 31]`.
    Partitions(Vec<(Blocs, Vec<Quantity>)>),
    /// The same number for every bloc, by the number of blocs, from one bloc on.
    ByBlocCount(Vec<Quantity>),
    /// What one agreement has and what each other player has, who stands alone, by the number of its members.
    ByAgreementSize {
        /// What the members have together, from one member on.
        together: Vec<Quantity>,
        /// What each other player has, from one member on.
        outsider: Vec<Quantity>,
    },
    /// Winning coalitions: every rule's quota reached, and every veto player in.
    Voting {
        /// Each with a quota and a weight for each player; a player not named weighs 0.
        rules: Vec<VotingRule>,
        /// Players without whom nothing passes.
        vetoes: Vec<Name>,
    },
    /// An estate and claims on it: a coalition has what the others' claims leave over.
    Bankruptcy {
        /// What there is to divide.
        estate: Quantity,
        /// Claim of each player.
        claims: Vec<(Name, Quantity)>,
    },
    /// A coalition costs as much as its most demanding member.
    Airport {
        /// Cost of the runway that each player needs.
        costs: Vec<(Name, Quantity)>,
    },
    /// A coalition is worth its number of pairs.
    Glove {
        /// Who owns a left glove.
        left: Vec<Name>,
        /// Who owns a right glove.
        right: Vec<Name>,
    },
}

/// One weighted rule.
#[derive(Debug, Clone, PartialEq)]
pub struct VotingRule {
    /// Name for people.
    pub label: Option<String>,
    /// Weight that a winning coalition reaches.
    pub quota: Quantity,
    /// Weight of each player.
    pub weights: Vec<(Name, Quantity)>,
}

/// How the others are thought to regroup when a coalition forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalityRule {
    /// In the way that is worst for the coalition.
    Pessimistic,
    /// In the way that is best for it.
    Optimistic,
    /// Each alone.
    Singletons,
    /// As they stand in the status quo.
    StatusQuo,
    /// As they would choose themselves, in the core of what is left, if it is not empty.
    Recursive,
}

impl ExternalityRule {
    /// Every rule, in the order in which answers show them.
    pub const ALL: [Self; 5] =
        [Self::Pessimistic, Self::Optimistic, Self::Singletons, Self::StatusQuo, Self::Recursive];

    /// The word in a case file and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pessimistic => "pessimistic",
            Self::Optimistic => "optimistic",
            Self::Singletons => "singletons",
            Self::StatusQuo => "status_quo",
            Self::Recursive => "recursive",
        }
    }
}

/// A deal between some players, with what each could have outside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Deal {
    /// Short name, such as `inclusive`.
    pub id: Name,
    /// Name for people.
    pub label: Option<String>,
    /// The partition in which the deal stands.
    pub partition: Blocs,
    /// Its members: one bloc of the partition.
    pub members: Vec<Name>,
    /// For each member where it would go, and what share it would get there.
    pub outside: Vec<(Name, OutsideOption)>,
    /// Where it comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// Where a member of a deal would go without it.
#[derive(Debug, Clone, PartialEq)]
pub struct OutsideOption {
    /// The partition that would follow.
    pub partition: Blocs,
    /// What the member would get of its bloc's worth there.
    pub share: ShareRule,
    /// Where it comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// What a player gets of the worth of its bloc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareRule {
    /// It is alone in its bloc and has all of it.
    Alone,
    /// The worth divided by the number of members.
    Equal,
    /// The worth less what the others would have if the player left the bloc and stood alone.
    WhatItAdds,
}

impl ShareRule {
    /// Every rule, in the order in which answers show them.
    pub const ALL: [Self; 3] = [Self::Alone, Self::Equal, Self::WhatItAdds];

    /// The word in a case file and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Equal => "equal",
            Self::WhatItAdds => "what_it_adds",
        }
    }
}

/// Whether a party that is left would punish those who leave.
#[derive(Debug, Clone, PartialEq)]
pub struct Reaction {
    /// Who would punish, such as `MLF`.
    pub party: Name,
    /// What it is, for people: a clause such as "attacks the defectors".
    pub label: Option<String>,
    /// What punishing is worth to it.
    pub benefit: Quantity,
    /// What punishing costs it.
    pub cost: Quantity,
    /// Where the numbers come from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}

/// What some signatories can sign without the others: a sub-deal.
#[derive(Debug, Clone, PartialEq)]
pub struct Breakaway {
    /// Short name.
    pub id: Name,
    /// Name for people.
    pub label: Option<String>,
    /// Who signs.
    pub members: Vec<Name>,
    /// Issues that they can settle among themselves; every other issue stays at its level in `otherwise`.
    pub settles: Vec<Name>,
    /// Name of the package that holds for the other issues.
    pub otherwise: Name,
    /// Points added to each party's utility if this sub-deal is signed, outsiders included.
    pub shift: Vec<(Name, Quantity)>,
    /// Where it comes from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
}
