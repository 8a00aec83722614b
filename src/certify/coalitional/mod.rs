//! Claims about coalitional games, and the referee who recomputes them.
//!
//! - Core and least core: [`judge_core`], [`judge_empty_core`], [`judge_membership`], [`judge_least_core`],
//!   [`judge_vertices`].
//! - Nucleolus and prenucleolus: [`judge_nucleolus`], [`judge_prenucleolus`], [`judge_no_imputation`].

mod core;
mod excesses;
mod nucleolus;
mod span;
mod vertices;

pub use self::core::{
    Binding, CoreFacts, EmptyCore, LeastCoreFacts, Membership, NoProperCoalition, Weight, judge_core,
    judge_empty_core, judge_least_core, judge_membership, judge_no_proper_coalition,
};
pub use self::nucleolus::{
    BoundWeight, ExcessLevel, NoImputation, Nucleolus, judge_no_imputation, judge_nucleolus,
    judge_prenucleolus,
};
pub use self::vertices::{CoreVertices, judge_vertices};
