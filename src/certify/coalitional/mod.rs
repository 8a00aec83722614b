//! Claims about coalitional games, and the referee who recomputes them.

mod blocks;
mod dividends;
mod players;
mod properties;
mod shapley;

pub use self::dividends::{Dividends, judge_dividends};
pub use self::players::{
    Contribution, DummyPlayers, SymmetricPlayers, ToldApart, judge_dummies, judge_symmetric,
};
pub use self::properties::{Fails, Holds, Property, judge_fails, judge_holds};
pub use self::shapley::{ShapleyValue, judge_shapley};
