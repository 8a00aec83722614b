//! Judges claims about strategic games: strategies, payoffs and regrets are recomputed from the payoffs of the game.

mod elimination;
mod equilibrium;
mod pure;
mod selection;
mod zero_sum;

pub use self::elimination::{
    Beliefs, Elimination, Fallen, Rationalizable, Staying, judge_elimination, judge_rationalizable,
};
pub use self::equilibrium::{Equilibrium, judge_equilibrium, judge_near_equilibrium};
pub use self::pure::{NoPureEquilibrium, PureEquilibria, judge_no_pure, judge_pure};
pub use self::selection::{Choice, Disagreement, Guarantee, NotDefined, Selection, judge_selection};
pub use self::zero_sum::{GameValue, NotConstantSum, judge_game_value, judge_not_constant_sum};
