//! Judges claims about strategic games: strategies, payoffs and regrets are recomputed from the payoffs of the game.

mod equilibrium;

pub use self::equilibrium::{Equilibrium, judge_equilibrium};
