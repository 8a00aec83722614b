//! What is claimed: accounts of lines.
//!
//! Parties are counted among the signatories, issues, levels, interactions, shocks, conditions, limits and forbidden
//! combinations in file order, all from 0. A package is one level for each issue; in a case given by points there is
//! one issue, and its levels are the points.

use crate::numeric::Rational;

/// What holds in one run beside the case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assumed {
    /// Shocks that happen, each with the share of its assumed strength.
    pub shocks: Vec<(usize, Rational)>,
    /// Issues that are fixed, each with its level.
    pub fixes: Vec<(usize, usize)>,
}

/// How one number follows from the numbers of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The number that is explained.
    pub number: Number,
    /// The accounts; a later one may use earlier ones, and the last one is of the number that is explained.
    pub accounts: Vec<Account>,
    /// The number that a command answers.
    pub answered: Rational,
}

/// How one number is worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What is worked out.
    pub number: Number,
    /// The lines; the last one has the number.
    pub lines: Vec<Line>,
}

/// What an account works out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// A number of the case, by its path.
    Input(String),
    /// The walk-away value of a party.
    WalkAway(usize),
    /// What a package is worth to a party.
    Utility {
        /// The party.
        party: usize,
        /// The package.
        package: Vec<usize>,
    },
    /// What a package is worth to a party beyond its walk-away value.
    Gain {
        /// The party.
        party: usize,
        /// The package.
        package: Vec<usize>,
    },
    /// The greatest utility of a party among acceptable packages.
    Best {
        /// The party.
        party: usize,
        /// An acceptable package that has it.
        package: Vec<usize>,
    },
    /// The greatest gain of a party among acceptable packages.
    Ideal {
        /// The party.
        party: usize,
        /// An acceptable package that has it.
        package: Vec<usize>,
    },
    /// The gain of a party as a share of its greatest among acceptable packages.
    Share {
        /// The party.
        party: usize,
        /// The package.
        package: Vec<usize>,
        /// The package at which the gain is greatest.
        ideal: Vec<usize>,
    },
    /// The product of all gains.
    Product(Vec<usize>),
    /// How much greater the product of gains is than that of a rival, as a share of the rival's.
    Lead {
        /// The package.
        package: Vec<usize>,
        /// The rival.
        rival: Vec<usize>,
    },
    /// The greatest loss below a walk-away value, at the admissible package where it is smallest.
    Shortfall(Vec<usize>),
    /// A number of packages.
    Count(CountOf),
}

/// Which packages are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountOf {
    /// Those that meet every demand that is not a party's.
    Admissible,
    /// Admissible ones that no party refuses.
    Acceptable,
    /// Acceptable ones at which some party is exactly at its walk-away value.
    OnBoundary,
    /// Acceptable ones that no admissible package improves on.
    Efficient,
}

/// A demand that is not a walk-away value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// A limit of the case.
    Limit(usize),
    /// A forbidden combination of the case.
    Forbidden(usize),
    /// An issue that is fixed in this run.
    Fix(usize),
    /// A condition of the case.
    Condition(usize),
}

/// One line of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What the line is about.
    pub role: Role,
    /// How its value follows from its terms.
    pub operation: Operation,
    /// What it follows from; without any its value is 0.
    pub terms: Vec<Term>,
    /// The value.
    pub value: Rational,
}

/// How the value of a line follows from its terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// All terms added.
    Sum,
    /// The first less the second.
    Difference,
    /// All terms multiplied.
    Product,
    /// The first over the second.
    Quotient,
    /// The first times the second, over the third.
    Share,
    /// The greatest.
    Greatest,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 6] =
        [Self::Sum, Self::Difference, Self::Product, Self::Quotient, Self::Share, Self::Greatest];

    /// The word in the JSON answer.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Difference => "difference",
            Self::Product => "product",
            Self::Quotient => "quotient",
            Self::Share => "share",
            Self::Greatest => "greatest",
        }
    }
}

/// What a line takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A number of the case.
    Input {
        /// Its path.
        path: String,
        /// Its value.
        value: Rational,
    },
    /// A number of packages or levels, or the strength of a shock.
    Constant(Rational),
    /// An earlier line of the account.
    Line(usize),
    /// The last line of an earlier account.
    Account(usize),
}

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A number of the case.
    Input,
    /// The sum of a party's weights.
    Weights,
    /// What one issue gives.
    Issue {
        /// The issue.
        issue: usize,
        /// Its level.
        level: usize,
    },
    /// What one point gives.
    Point(usize),
    /// What an interaction gives.
    Interaction(usize),
    /// What a shock gives or takes.
    Shock(usize),
    /// The utility.
    Utility,
    /// The walk-away value.
    WalkAway,
    /// The gain.
    Gain,
    /// What a party loses below its walk-away value.
    Loss(usize),
    /// The greatest loss.
    Shortfall,
    /// The product of gains.
    Product,
    /// The share of the ideal.
    Share,
    /// By how much a product is greater.
    Difference,
    /// The same as a share.
    Lead,
    /// All packages.
    Packages,
    /// What is left of them once a demand holds.
    Demand(Demand),
    /// What is left once a party refuses.
    Refuses(usize),
    /// What is left without those at which a party is exactly at its walk-away value.
    Exactly(usize),
    /// Those at which some party is.
    OnBoundary,
    /// What is left without those that another package improves on.
    Efficient,
}
