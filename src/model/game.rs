//! A strategic or extensive game, as a file gives it: `[game]`.

use crate::diagnostic::Span;
use crate::games::extensive::ExtensiveGame;
use crate::games::normal_form::NormalFormGame;
use crate::model::Name;

/// `[game]`: a game of its own, with players of its own.
///
/// A game file is already a game, so nothing of it is kept but the game, its source and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenGame {
    /// The game.
    pub form: GameForm,
    /// Where its numbers come from.
    pub source: Option<Name>,
    /// Anything a reader should know.
    pub note: Option<String>,
    /// Where the block stands.
    pub span: Option<Span>,
}

/// The two forms of a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GameForm {
    /// Everybody chooses at once.
    Normal(NormalFormGame),
    /// A tree of moves.
    Extensive(ExtensiveGame),
}

impl GameForm {
    /// How many payoffs the game has.
    #[must_use]
    pub fn payoffs(&self) -> usize {
        match self {
            Self::Normal(game) => game.profiles() * game.players().len(),
            Self::Extensive(game) => game.outcomes().len() * game.players().len(),
        }
    }
}
