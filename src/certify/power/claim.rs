//! What is claimed about the power of voters.

use dashu_int::{IBig, UBig};

use crate::numeric::Rational;

/// A way to measure who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Index {
    /// The share of orders in which a voter turns the growing coalition winning.
    Shapley,
    /// The share of a voter in all swings.
    Banzhaf,
    /// The number of winning coalitions that a voter turns losing by leaving.
    BanzhafRaw,
    /// Minimal winning coalitions are equally likely and share equally.
    DeeganPackel,
    /// The share of a voter in all memberships of minimal winning coalitions.
    PublicGood,
    /// Winning coalitions with a critical member are equally likely; their critical members share equally.
    Johnston,
}

impl Index {
    /// Every index.
    pub const ALL: [Self; 6] = [
        Self::Shapley,
        Self::Banzhaf,
        Self::BanzhafRaw,
        Self::DeeganPackel,
        Self::PublicGood,
        Self::Johnston,
    ];

    /// The name in commands and in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Shapley => "shapley",
            Self::Banzhaf => "banzhaf",
            Self::BanzhafRaw => "banzhaf_raw",
            Self::DeeganPackel => "deegan_packel",
            Self::PublicGood => "public_good",
            Self::Johnston => "johnston",
        }
    }
}

/// What an index says about every voter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Power {
    /// The index.
    pub index: Index,
    /// The value of each voter: its share, or for [`Index::BanzhafRaw`] its number of swings.
    pub values: Vec<Rational>,
    /// What the shares are shares of, for each voter: the probability of being pivotal in a random order; swings;
    /// the sum of `1 / size` over its minimal winning coalitions; their number; the sum of `1 / critical members`
    /// over the coalitions in which it is critical.
    pub scores: Vec<Rational>,
    /// The sum of the scores. For Deegan-Packel the number of minimal winning coalitions, for Johnston the number of
    /// winning coalitions with a critical member.
    pub total: Rational,
}

impl Power {
    /// The claim that follows from the scores; `None` if they are all 0.
    #[must_use]
    pub fn of_scores(index: Index, scores: Vec<Rational>) -> Option<Self> {
        let total: Rational = scores.iter().sum();
        let values = match index {
            Index::BanzhafRaw => scores.clone(),
            _ => scores.iter().map(|score| score.checked_div(&total)).collect::<Option<_>>()?,
        };
        (!total.is_zero()).then_some(Self { index, values, scores, total })
    }

    /// The absolute Banzhaf measure of each voter: swings over `2^(n - 1)`, the probability of a swing if
    /// everybody else votes by the toss of a coin. Empty for other indices.
    ///
    /// Reference: Penrose 1946, Journal of the Royal Statistical Society 109.
    #[must_use]
    pub fn absolute(&self) -> Vec<Rational> {
        if !matches!(self.index, Index::Banzhaf | Index::BanzhafRaw) {
            return Vec::new();
        }
        let halves = UBig::ONE << self.scores.len().saturating_sub(1);
        let half = Rational::from_big(IBig::ONE, halves);
        self.scores.iter().map(|swings| swings * &half).collect()
    }
}

/// The claim that no coalition wins: a quota is above the sum of all weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NobodyWins;
