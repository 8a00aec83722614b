//! Voting games: which coalitions can decide.
//!
//! In a [`VotingGame`] a coalition wins if it reaches the quota of every [`WeightedRule`] and has every veto
//! player in it. One rule and no veto is weighted voting, `[quota; weights]`; several rules are needed where
//! votes are counted twice (states and people, two chambers).
//!
//! Weights are not negative, so a winning coalition stays winning when it grows, and quotas are above zero, so
//! the empty coalition loses. A quota may be so low that two disjoint coalitions win (the game is improper),
//! or so high that nobody wins ([`VotingGame::somebody_wins`]); both are answered, not refused.
//!
//! Each rule is kept in whole units ([`Units`]): its weights divided by their greatest common measure, the
//! quota rounded up to the next unit, which changes no winner. A decimal weight is therefore exact, and rules
//! in different units have nothing to do with each other.
//!
//! Reference: von Neumann and Morgenstern 1944, Theory of Games and Economic Behavior (simple games).

use dashu_int::ops::Gcd;
use dashu_int::{IBig, UBig};

use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled};

/// Greatest number of voters: numbers of coalitions are kept in at most 1,024 bits.
pub const MAX_VOTERS: usize = 1_000;

/// Greatest total weight of a rule, in units.
pub const MAX_TOTAL_UNITS: u64 = 1 << 62;

/// A quota and a weight for each player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightedRule {
    /// What the weights of a winning coalition must at least add to; above 0.
    pub quota: Rational,
    /// One for each player, not below 0.
    pub weights: Vec<Rational>,
}

/// A rule in whole units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Units {
    /// At least 1; one more than all weights together if nobody can reach it.
    pub quota: u64,
    /// One for each player; together at most [`MAX_TOTAL_UNITS`].
    pub weights: Vec<u64>,
}

/// Why data are no voting game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidVoting {
    /// No player, or too many.
    #[error("{found} voters, expected 1 to {MAX_VOTERS}")]
    Players {
        /// Number of players.
        found: usize,
    },
    /// Neither a rule nor a veto.
    #[error("neither a rule nor a veto: the empty coalition would win")]
    NoRule,
    /// A rule does not have one weight for each player.
    #[error("rule {rule} has {found} weights, expected {expected}: one for each voter")]
    Length {
        /// The rule, from 0.
        rule: usize,
        /// Number of weights.
        found: usize,
        /// Number of players.
        expected: usize,
    },
    /// A weight below 0.
    #[error("the weight of voter {player} in rule {rule} is {found}, expected 0 or more")]
    Negative {
        /// The rule, from 0.
        rule: usize,
        /// The player, from 0.
        player: usize,
        /// Its weight.
        found: Rational,
    },
    /// A quota that is reached by nobody's votes.
    #[error("the quota of rule {rule} is {found}: the empty coalition would win; expected more than 0")]
    Quota {
        /// The rule, from 0.
        rule: usize,
        /// The quota.
        found: Rational,
    },
    /// A veto of a player that does not exist.
    #[error("a veto for voter {player}, but there are only {players} voters (the first is 0)")]
    UnknownVeto {
        /// The player.
        player: usize,
        /// Number of players.
        players: usize,
    },
    /// A veto stated twice.
    #[error("voter {player} has a veto twice")]
    VetoTwice {
        /// The player.
        player: usize,
    },
    /// Weights whose total is beyond [`MAX_TOTAL_UNITS`].
    #[error("the weights of rule {rule} need more digits than can be added exactly: write fewer decimals")]
    TooFine {
        /// The rule, from 0.
        rule: usize,
    },
}

/// Who wins: rules that must all be met, and players who must all agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VotingGame {
    players: usize,
    rules: Vec<Units>,
    vetoes: Vec<usize>,
}

impl VotingGame {
    /// A game from its rules and vetoes.
    ///
    /// - `players`: 1 to [`MAX_VOTERS`].
    /// - `rules`: all must be met; may be empty if somebody has a veto.
    /// - `vetoes`: players without whom nobody wins, each once.
    ///
    /// # Errors
    ///
    /// [`InvalidVoting`] if the empty coalition would win, a weight is negative or missing, or a veto player
    /// does not exist.
    ///
    /// ```
    /// use zopa::games::voting::{VotingGame, WeightedRule};
    ///
    /// // The Security Council: nine of fifteen votes, and all five permanent members.
    /// let votes = WeightedRule { quota: 9.into(), weights: vec![1.into(); 15] };
    /// let council = VotingGame::new(15, vec![votes], vec![0, 1, 2, 3, 4])?;
    /// assert!(council.wins(|member| member < 9));
    /// assert!(!council.wins(|member| member > 0));
    /// # Ok::<(), zopa::games::voting::InvalidVoting>(())
    /// ```
    pub fn new(
        players: usize,
        rules: Vec<WeightedRule>,
        mut vetoes: Vec<usize>,
    ) -> Result<Self, InvalidVoting> {
        if !(1..=MAX_VOTERS).contains(&players) {
            return Err(InvalidVoting::Players { found: players });
        }
        if rules.is_empty() && vetoes.is_empty() {
            return Err(InvalidVoting::NoRule);
        }
        vetoes.sort_unstable();
        if let Some(&player) = vetoes.iter().find(|&&player| player >= players) {
            return Err(InvalidVoting::UnknownVeto { player, players });
        }
        if let Some(pair) = vetoes.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(InvalidVoting::VetoTwice { player: pair[0] });
        }
        let rules = rules.iter().enumerate().map(|(place, rule)| units(players, place, rule));
        Ok(Self { players, rules: rules.collect::<Result<_, _>>()?, vetoes })
    }

    /// Number of players.
    #[must_use]
    pub fn players(&self) -> usize {
        self.players
    }

    /// The rules in whole units.
    #[must_use]
    pub fn rules(&self) -> &[Units] {
        &self.rules
    }

    /// The players with a veto, ascending.
    #[must_use]
    pub fn vetoes(&self) -> &[usize] {
        &self.vetoes
    }

    /// Does the coalition of the players that `is_member` accepts win? The definition of the game.
    pub fn wins(&self, is_member: impl Fn(usize) -> bool) -> bool {
        let reaches = |rule: &Units| {
            let votes = rule.weights.iter().enumerate().filter(|&(player, _)| is_member(player));
            votes.map(|(_, weight)| weight).sum::<u64>() >= rule.quota
        };
        self.vetoes.iter().all(|&player| is_member(player)) && self.rules.iter().all(reaches)
    }

    /// Does at least one coalition win? If any does, all players together do.
    #[must_use]
    pub fn somebody_wins(&self) -> bool {
        self.wins(|_| true)
    }
}

fn units(players: usize, place: usize, rule: &WeightedRule) -> Result<Units, InvalidVoting> {
    if rule.weights.len() != players {
        return Err(InvalidVoting::Length { rule: place, found: rule.weights.len(), expected: players });
    }
    if !rule.quota.is_positive() {
        return Err(InvalidVoting::Quota { rule: place, found: rule.quota.clone() });
    }
    if let Some(player) = rule.weights.iter().position(Rational::is_negative) {
        let found = rule.weights[player].clone();
        return Err(InvalidVoting::Negative { rule: place, player, found });
    }
    let too_fine = InvalidVoting::TooFine { rule: place };
    let scale = common_denominator(&rule.weights);
    let whole: Option<Vec<u128>> = rule
        .weights
        .iter()
        .map(|weight| scaled(weight, &scale).and_then(|units| u128::try_from(units).ok()))
        .collect();
    let whole = whole.ok_or_else(|| too_fine.clone())?;
    let measure = whole.iter().fold(0_u128, |measure, &units| match (measure, units) {
        (measure, 0) => measure,
        (0, units) => units,
        (measure, units) => measure.gcd(units),
    });
    let measure = measure.max(1);
    let weights: Option<Vec<u64>> = whole.iter().map(|units| u64::try_from(units / measure).ok()).collect();
    let weights = weights.ok_or_else(|| too_fine.clone())?;
    let total = weights.iter().try_fold(0_u64, |total, &weight| total.checked_add(weight));
    let total = total.filter(|&total| total <= MAX_TOTAL_UNITS).ok_or(too_fine)?;
    let unit = Rational::from_big(IBig::from(scale), UBig::from(measure));
    let quota = (&rule.quota * &unit).ceil();
    let quota = u64::try_from(&quota).map_or(total + 1, |quota| quota.min(total + 1));
    Ok(Units { quota, weights })
}
