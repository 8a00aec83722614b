//! Judges claims about extensive games from the tree alone.

mod action_sets;
mod recount;
mod subgame_perfect;
mod value;

pub use self::action_sets::ActionSets;
pub use self::subgame_perfect::{
    AllSubgamePerfect, Ending, NotPerfectInformation, PayoffCount, SubgamePerfect,
    judge_not_perfect_information, judge_subgame_perfect,
};
