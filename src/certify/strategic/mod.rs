//! Judges claims about strategic games: strategies, payoffs and regrets are recomputed from the payoffs of the game.

mod equilibrium;
mod zero_sum;

pub use self::equilibrium::{Equilibrium, judge_equilibrium};
pub use self::zero_sum::{GameValue, NotConstantSum, judge_game_value, judge_not_constant_sum};
