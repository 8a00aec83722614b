//! A finite game in normal (strategic) form: everybody chooses at once, and each profile pays each player.
//!
//! A [`NormalFormGame`] is complete and consistent once built. Profiles are numbered with the strategy of the
//! first player varying fastest, as in `.nfg` files. Each player's payoffs stand over that player's own common
//! denominator ([`Units`]), so that nobody's digits are multiplied by another's, and units of two players are
//! not compared by accident.
//!
//! Reference: von Neumann 1928, Mathematische Annalen 100; Nash 1951, Annals of Mathematics 54.

use crate::numeric::{Rational, Units};

/// Most payoffs of a game, counted over profiles and players: 2^26 of 8 bytes are 537 MB.
pub const MAX_PAYOFFS: usize = 1 << 26;

/// Most bytes of the tables of a game whose outcomes have names: those of [`MAX_PAYOFFS`] short numbers, twice.
pub const MAX_TABLE_BYTES: usize = 16 * MAX_PAYOFFS;

/// A player and what it can choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    /// Name; may be empty, and may be that of another player.
    pub name: String,
    /// Names of its strategies, at least one; may be empty or repeat.
    pub strategies: Vec<String>,
}

/// Outcomes with names that profiles share: the outcome form of a `.nfg` file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// Names; may be empty or repeat.
    pub labels: Vec<String>,
    /// For each player what each outcome pays.
    pub payoffs: Vec<Units>,
    /// The outcome of each profile; without one, nobody gets anything.
    pub by_profile: Vec<Option<u32>>,
}

/// Why data are not a game in normal form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidNormalForm {
    /// No player.
    #[error("no players, expected at least one")]
    NoPlayers,
    /// A player without a strategy.
    #[error("player {player} has no strategies, expected at least one")]
    NoStrategies {
        /// Which player, from 1.
        player: usize,
    },
    /// More payoffs than [`MAX_PAYOFFS`], or so long ones that they take more than [`MAX_TABLE_BYTES`].
    #[error("more than {MAX_PAYOFFS} payoffs, or longer ones than {MAX_TABLE_BYTES} bytes hold")]
    TooLarge,
    /// A table of payoffs of another length than the number of profiles.
    #[error("{found} payoffs for player {player}, expected {expected}, one for each profile")]
    Length {
        /// Which player, from 1; one more than there are players if a whole table is missing or too many.
        player: usize,
        /// Number of payoffs.
        found: usize,
        /// Number of profiles.
        expected: usize,
    },
    /// Outcomes that do not fit the game: a list too short or too long, or a profile with an outcome that is not
    /// there.
    #[error("{found} outcomes, expected {expected}")]
    Outcomes {
        /// How many there are, or which one a profile has, from 1.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// Fractions that need too long a common denominator.
    #[error("payoffs of player {player} need more than 4,096 bits over one denominator, or 512 MiB in all")]
    TooFine {
        /// Which player, from 1.
        player: usize,
    },
}

/// A finite game in normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormalFormGame {
    title: String,
    comment: String,
    players: Vec<Player>,
    strides: Vec<usize>,
    profiles: usize,
    payoffs: Vec<Units>,
    outcomes: Option<Outcomes>,
}

impl NormalFormGame {
    /// A game from the payoffs of each player.
    ///
    /// - `payoffs`: `payoffs[i][p]` is what player `i` gets in profile `p`; see [`NormalFormGame::index`].
    ///
    /// # Errors
    ///
    /// [`InvalidNormalForm`] if there is no player or strategy, or a table has the wrong length, is too large or
    /// too fine.
    ///
    /// ```
    /// use zopa::games::normal_form::{NormalFormGame, Player};
    ///
    /// // Battle of the sexes (Luce and Raiffa 1957).
    /// let player = |name: &str| Player { name: name.into(), strategies: vec!["opera".into(), "fight".into()] };
    /// let row = [3, 0, 0, 2].map(Into::into).to_vec();
    /// let column = [2, 0, 0, 3].map(Into::into).to_vec();
    /// let game = NormalFormGame::new("", vec![player("She"), player("He")], &[row, column])?;
    /// assert_eq!(game.payoff(1, game.index(&[1, 1])), 3);
    /// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
    /// ```
    pub fn new(
        title: &str,
        players: Vec<Player>,
        payoffs: &[Vec<Rational>],
    ) -> Result<Self, InvalidNormalForm> {
        let units = payoffs
            .iter()
            .enumerate()
            .map(|(player, table)| Units::new(table).ok_or(InvalidNormalForm::TooFine { player: player + 1 }))
            .collect::<Result<_, _>>()?;
        Self::from_units(title, players, units)
    }

    /// A game from payoffs whose units are given, one list for each player.
    ///
    /// # Errors
    ///
    /// As [`NormalFormGame::new`].
    pub fn from_units(
        title: &str,
        players: Vec<Player>,
        payoffs: Vec<Units>,
    ) -> Result<Self, InvalidNormalForm> {
        let profiles = profile_count(players.iter().map(|player| player.strategies.len()))?;
        if payoffs.len() != players.len() {
            let player = payoffs.len().min(players.len()) + 1;
            return Err(InvalidNormalForm::Length { player, found: 0, expected: profiles });
        }
        for (player, table) in payoffs.iter().enumerate() {
            if table.len() != profiles {
                let (player, found) = (player + 1, table.len());
                return Err(InvalidNormalForm::Length { player, found, expected: profiles });
            }
        }
        let mut stride = 1;
        let strides = players
            .iter()
            .map(|player| {
                let own = stride;
                stride *= player.strategies.len();
                own
            })
            .collect();
        let (title, comment, outcomes) = (title.to_owned(), String::new(), None);
        Ok(Self { title, comment, players, strides, profiles, payoffs, outcomes })
    }

    /// A game whose profiles lead to outcomes that have names.
    ///
    /// # Errors
    ///
    /// As [`NormalFormGame::new`], and if the outcomes do not fit each other or the profiles.
    pub fn from_outcomes(
        title: &str,
        players: Vec<Player>,
        outcomes: Outcomes,
    ) -> Result<Self, InvalidNormalForm> {
        let expected = outcomes.labels.len();
        let lists = outcomes.payoffs.iter().map(Units::len);
        let named = outcomes.by_profile.iter().map(|outcome| outcome.map_or(0, |place| place as usize + 1));
        if let Some(found) =
            lists.filter(|&found| found != expected).chain(named.filter(|&one| one > expected)).next()
        {
            return Err(InvalidNormalForm::Outcomes { found, expected });
        }
        // A short list of outcomes may become a long table for each player: its size is known before it is made.
        let bytes = |list: &Units| list.width().saturating_mul(outcomes.by_profile.len());
        if outcomes.payoffs.iter().map(bytes).fold(0, usize::saturating_add) > MAX_TABLE_BYTES {
            return Err(InvalidNormalForm::TooLarge);
        }
        let payoffs = outcomes.payoffs.iter().map(|list| list.pick(&outcomes.by_profile)).collect();
        let mut game = Self::from_units(title, players, payoffs)?;
        game.outcomes = Some(outcomes);
        Ok(game)
    }

    /// The same game with a comment.
    #[must_use]
    pub fn with_comment(mut self, comment: &str) -> Self {
        comment.clone_into(&mut self.comment);
        self
    }

    /// What the game is called; may be empty.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What its author wrote about it; may be empty.
    #[must_use]
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// The players, with the names of their strategies.
    #[must_use]
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// Number of strategies of a player.
    #[must_use]
    pub fn strategies(&self, player: usize) -> usize {
        self.players[player].strategies.len()
    }

    /// Number of profiles: the product of the numbers of strategies.
    #[must_use]
    pub fn profiles(&self) -> usize {
        self.profiles
    }

    /// How far apart two profiles stand that differ in one strategy of `player`.
    #[must_use]
    pub fn stride(&self, player: usize) -> usize {
        self.strides[player]
    }

    /// The number of the profile in which each player `i` plays `strategies[i]`.
    #[must_use]
    pub fn index(&self, strategies: &[usize]) -> usize {
        self.strides.iter().zip(strategies).map(|(stride, strategy)| stride * strategy).sum()
    }

    /// The strategy of `player` in profile number `profile`.
    #[must_use]
    pub fn strategy(&self, player: usize, profile: usize) -> usize {
        profile / self.strides[player] % self.strategies(player)
    }

    /// The outcomes with names, if the game has them.
    #[must_use]
    pub fn outcomes(&self) -> Option<&Outcomes> {
        self.outcomes.as_ref()
    }

    /// The payoffs of `player`, by profile.
    #[must_use]
    pub fn payoffs(&self, player: usize) -> &Units {
        &self.payoffs[player]
    }

    /// What `player` gets in profile number `profile`.
    #[must_use]
    pub fn payoff(&self, player: usize, profile: usize) -> Rational {
        self.payoffs[player].get(profile)
    }
}

/// The number of profiles of a game with these numbers of strategies, before any table is made.
///
/// # Errors
///
/// [`InvalidNormalForm`] if a number is 0, there is none, or there would be more than [`MAX_PAYOFFS`] payoffs.
pub fn profile_count(strategies: impl ExactSizeIterator<Item = usize>) -> Result<usize, InvalidNormalForm> {
    let players = strategies.len();
    if players == 0 {
        return Err(InvalidNormalForm::NoPlayers);
    }
    let mut profiles = 1_usize;
    let mut is_too_large = false;
    for (player, count) in strategies.enumerate() {
        if count == 0 {
            return Err(InvalidNormalForm::NoStrategies { player: player + 1 });
        }
        profiles = profiles.saturating_mul(count);
        is_too_large |= profiles.saturating_mul(players) > MAX_PAYOFFS;
    }
    if is_too_large { Err(InvalidNormalForm::TooLarge) } else { Ok(profiles) }
}
