//! Judges claims about extensive games from the tree alone.

mod action_sets;
mod behaviour;
mod paths;
mod recount;
mod remainders;
mod subgame_perfect;
mod subgames;
mod value;

pub use self::action_sets::ActionSets;
pub use self::behaviour::{BehaviourEquilibrium, NotJudged, judge_behaviour};
pub use self::subgame_perfect::{
    AllSubgamePerfect, Ending, NotPerfectInformation, PayoffCount, SubgamePerfect,
    judge_not_perfect_information, judge_subgame_perfect,
};
