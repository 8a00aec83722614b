//! What the registry says of a concept.

use std::convert::Infallible;

use crate::bargaining::convex::{ConvexZone, InvalidWeights};
use crate::bargaining::zone::Zone;
use crate::budget::Budget;
use crate::certify::Answer;
use crate::certify::bargaining::{Choice, NoStrictGain};
use crate::certify::bargaining_set::SetAnswer;
use crate::certify::coalitional::{
    CoreFacts, EmptyCore, ExternalityFree, LeastCoreFacts, NoImputation, NoProperCoalition, Nucleolus,
    ShapleyValue,
};
use crate::certify::division::DividedItems;
use crate::certify::extensive::{BehaviourEquilibrium, NotPerfectInformation, SubgamePerfect};
use crate::certify::strategic::{
    Elimination, Equilibrium, ExtremeEquilibria, GameValue, NoPureEquilibrium, NotConstantSum, NotTwoPlayers,
    PureEquilibria, Rationalizable,
};
use crate::extensive::sequence_form::NoSequenceForm;
use crate::games::bargaining::BargainingGame;
use crate::games::characteristic::CharacteristicGame;
use crate::games::division::Division;
use crate::games::extensive::ExtensiveGame;
use crate::games::normal_form::NormalFormGame;
use crate::games::partition::{PartitionGame, Unanswerable};
use crate::games::voting::VotingGame;
use crate::numeric::Rational;
use crate::power::{PowerAnswer, TooLarge};
use crate::strategic::lemke_howson::{Start, Unanswerable as NoPath};

/// One equilibrium of two players, or why there is no such path.
type PathAnswer = Result<Answer<Equilibrium, Infallible>, NoPath>;

/// One equilibrium of a tree, or why it has no sequence form.
type SequenceAnswer = Result<Answer<BehaviourEquilibrium, Infallible>, NoSequenceForm>;

/// A family of concepts; the name of its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Bargaining over packages.
    Bargaining,
    /// Coalitions with transferable worth.
    Coalitional,
    /// Power in voting.
    Power,
    /// Strategic games, where everybody chooses at once.
    Strategic,
    /// Extensive games, where moves follow on one another.
    Extensive,
}

impl Family {
    /// The name of the family's folder under `src`.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Bargaining => "bargaining",
            Self::Coalitional => "coalitional",
            Self::Power => "power",
            Self::Strategic => "strategic",
            Self::Extensive => "extensive",
        }
    }
}

/// When a concept is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Whenever solutions are asked for.
    Always,
    /// Only if named, because it needs more than the case says or assumes more than it can.
    OnRequest,
}

/// What two parties' utilities must have in common for a concept to mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Nothing: each party's scale may be stretched on its own.
    None,
    /// One point must be worth the same to each party.
    AcrossParties,
}

/// Where a concept starts.
#[derive(Debug, Clone, Copy)]
pub enum Entry {
    /// From a game.
    Zone(for<'g, 'b> fn(&'g BargainingGame, &'b Budget<'b>) -> Zone<'g>),
    /// From a zone.
    Choice(for<'z, 'g> fn(&'z Zone<'g>) -> Answer<Choice, NoStrictGain>),
    /// A division of items between two parties.
    Division(for<'g> fn(&'g Division) -> Answer<DividedItems, Infallible>),
    /// Over convex sets only: see [`SetEntry`].
    OverSets,
    /// From a zone and a bargaining weight for each party.
    WeightedChoice(for<'z, 'g, 'w> fn(&'z Zone<'g>, &'w [u32]) -> Answer<Choice, NoStrictGain>),
    /// From a zone and a proportion for each party.
    ProportionalChoice(ProportionalEntry),
    /// The core of a game of coalitions.
    Core(for<'g, 'b> fn(&'g CharacteristicGame, &'b Budget<'b>) -> Answer<CoreFacts, EmptyCore>),
    /// The least core of a game of coalitions.
    LeastCore(
        for<'g, 'b> fn(&'g CharacteristicGame, &'b Budget<'b>) -> Answer<LeastCoreFacts, NoProperCoalition>,
    ),
    /// The nucleolus of a game of coalitions.
    Nucleolus(for<'g, 'b> fn(&'g CharacteristicGame, &'b Budget<'b>) -> Answer<Nucleolus, NoImputation>),
    /// The same without individual rationality, which always has one.
    Prenucleolus(for<'g, 'b> fn(&'g CharacteristicGame, &'b Budget<'b>) -> Answer<Nucleolus, Infallible>),
    /// A value of a game of coalitions.
    Value(for<'g> fn(&'g CharacteristicGame) -> Answer<ShapleyValue, Infallible>),
    /// A value of a game in partition function form.
    PartitionValue(
        for<'g> fn(&'g PartitionGame) -> Result<Answer<ExternalityFree, Infallible>, Unanswerable>,
    ),
    /// An index of power.
    Index(for<'g, 'b> fn(&'g VotingGame, &'b Budget<'b>) -> Result<PowerAnswer, TooLarge>),
    /// All extreme equilibria of two players.
    Extreme(for<'g, 'b> fn(&'g NormalFormGame, &'b Budget<'b>) -> Answer<ExtremeEquilibria, NotTwoPlayers>),
    /// One equilibrium of any number of players, to a regret.
    NearEquilibrium(
        for<'g, 't, 'b> fn(
            &'g NormalFormGame,
            &'t Rational,
            &'b Budget<'b>,
        ) -> Answer<Equilibrium, Infallible>,
    ),
    /// One equilibrium of two players.
    LemkeHowson(for<'g, 'b> fn(&'g NormalFormGame, Start, &'b Budget<'b>) -> PathAnswer),
    /// The value of a game of two players whose payoffs add up to the same.
    ZeroSum(for<'g, 'b> fn(&'g NormalFormGame, &'b Budget<'b>) -> Answer<GameValue, NotConstantSum>),
    /// One equilibrium of a tree of two players.
    SequenceForm(for<'g, 'b> fn(&'g ExtensiveGame, &'b Budget<'b>) -> SequenceAnswer),
    /// What iterated elimination leaves.
    Elimination(for<'g, 'b> fn(&'g NormalFormGame, &'b Budget<'b>) -> Answer<Elimination, Infallible>),
    /// What reasoning leaves.
    Rationalizable(for<'g, 'b> fn(&'g NormalFormGame, &'b Budget<'b>) -> Answer<Rationalizable, Infallible>),
    /// All subgame-perfect equilibria of a tree with perfect information.
    BackwardInduction(
        for<'g, 'b> fn(&'g ExtensiveGame, &'b Budget<'b>) -> Answer<SubgamePerfect, NotPerfectInformation>,
    ),
    /// Pure equilibria of a game in normal form.
    PureNash(for<'g, 'b> fn(&'g NormalFormGame, &'b Budget<'b>) -> Answer<PureEquilibria, NoPureEquilibrium>),
}

/// From a zone and a number above 0 for each party.
type ProportionalEntry =
    for<'z, 'g, 'w> fn(&'z Zone<'g>, &'w [Rational]) -> Result<Answer<Choice, NoStrictGain>, InvalidWeights>;

/// Where a concept starts over a convex set.
#[derive(Debug, Clone, Copy)]
pub enum SetEntry {
    /// From a set that has been looked at.
    Plain(for<'z, 's, 'b> fn(&'z ConvexZone<'s>, &'b Budget<'b>) -> SetAnswer),
    /// From a set of two parties that has been looked at.
    ForTwo(for<'z, 's, 'b> fn(&'z ConvexZone<'s>, &'b Budget<'b>) -> SetAnswer),
    /// From a set and a bargaining weight for each party.
    Weighted(WeightedSetEntry),
    /// From a set and a proportion for each party.
    Proportional(WeightedSetEntry),
}

/// From a set and a number for each party.
type WeightedSetEntry = for<'z, 's, 'w, 'b> fn(
    &'z ConvexZone<'s>,
    &'w [Rational],
    &'b Budget<'b>,
) -> Result<SetAnswer, InvalidWeights>;

/// One solution concept.
#[derive(Debug, Clone, Copy)]
pub struct Concept {
    /// Name in commands, in JSON and of its file.
    pub id: &'static str,
    /// Its family.
    pub family: Family,
    /// Name for people.
    pub title: &'static str,
    /// What it picks, in plain words.
    pub meaning: &'static str,
    /// Who proposed it.
    pub citation: &'static str,
    /// When it is computed.
    pub when: When,
    /// What it assumes about scales.
    pub comparison: Comparison,
    /// Where it starts.
    pub entry: Entry,
}
