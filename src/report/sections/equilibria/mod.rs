//! The answer of `zopa equilibria`.

mod behaviour;
mod data;
mod list;
mod listed;
mod normal;
mod profile;
mod reasons;
mod tree;

use std::borrow::Cow;

pub use self::data::{
    CompletenessData, EquilibriaAnswer, EquilibriaView, EquilibriumData, ExactEquilibrium, ExactFound,
    FoundData, GameShape, SelectionData,
};
pub use self::listed::Listed;
use crate::budget::Budget;
use crate::concepts::Concept;
use crate::error::Error;
use crate::games::normal_form::NormalFormGame;
use crate::lower::{given_game, lower_sequence, sequence_numbers};
use crate::model::game::GameForm;
use crate::numeric::Rational;
use crate::report::sections::common::{Head, ModelRef};
use crate::study::links::linked;
use crate::study::scenario::Scenario;

/// What is asked about the equilibria of a game.
#[derive(Debug, Clone, Default)]
pub struct EquilibriaRequest {
    /// Which equilibria.
    pub wanted: Wanted,
}

/// Which equilibria are asked for.
#[derive(Debug, Clone, Default)]
pub enum Wanted {
    /// Whatever fits the game and its size.
    #[default]
    Default,
    /// All that can be listed.
    All,
    /// One, fast.
    One,
    /// All in pure strategies.
    Pure,
    /// What these concepts find.
    Concepts(Vec<&'static Concept>),
    /// Whether this is one: probabilities in the order of players and strategies, in a tree of players, information
    /// sets and actions.
    Profile(Vec<Rational>),
}

impl Wanted {
    /// What a flag of the command line asks for.
    #[must_use]
    pub fn of_flag(flag: &str) -> Option<Self> {
        Some(match flag {
            "--all" => Self::All,
            "--one" => Self::One,
            "--pure" => Self::Pure,
            _ => return None,
        })
    }

    /// The word in the JSON answer.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::All => "all",
            Self::One => "one",
            Self::Pure => "pure",
            Self::Concepts(_) => "concepts",
            Self::Profile(_) => "profile",
        }
    }
}

/// What a principle of selection is called.
#[must_use]
pub fn principle_title(id: &str) -> &str {
    match id {
        "payoff_dominance" => "best for everybody",
        "welfare" => "greatest sum of payoffs",
        "nash_product" => "greatest Nash product",
        "risk_dominance" => "least risk if the other errs (risk dominance)",
        other => other,
    }
}

/// Answers what everybody would do in the game of a case, if nobody could gain by doing something else.
///
/// - `case`: the case as a person would type it, for the suggested next commands.
///
/// # Errors
///
/// [`Error`] if the case has no such game, a what-if is wrong, or a claim failed its certificate.
pub fn equilibria_answer(
    scenario: &Scenario,
    model: &ModelRef,
    case: &str,
    request: &EquilibriaRequest,
    budget: &Budget<'_>,
) -> Result<EquilibriaAnswer, Error> {
    let concepts = match &request.wanted {
        Wanted::Concepts(concepts) => concepts.iter().map(|concept| concept.id.to_owned()).collect(),
        _ => Vec::new(),
    };
    let given = match &request.wanted {
        Wanted::Profile(given) => given.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let mut answer = EquilibriaAnswer {
        head: Head::new("equilibria", model, scenario),
        status: String::new(),
        asked: request.wanted.word().to_owned(),
        concepts,
        game: GameShape::default(),
        equilibria: Listed::default(),
        given,
        profile: None,
        completeness: CompletenessData::default(),
        strategic: indexmap::IndexMap::new(),
        extensive: indexmap::IndexMap::new(),
        selection: Vec::new(),
        unsettled: indexmap::IndexMap::new(),
        view: EquilibriaView { title: scenario.case().title.clone(), case: case.to_owned() },
    };
    match game_of(scenario, budget)?.as_ref() {
        GameForm::Normal(game) => normal::answer(game, request, budget, &mut answer)?,
        GameForm::Extensive(game) => tree::answer(game, request, budget, &mut answer)?,
    }
    Ok(answer)
}

/// The game of a case: the one it gives, or the tree of its sequence.
///
/// # Errors
///
/// [`Error`] if the case has neither, or a reference of its sequence leads to no number.
pub fn game_of<'a>(scenario: &'a Scenario, budget: &Budget<'_>) -> Result<Cow<'a, GameForm>, Error> {
    let case = scenario.case();
    match &case.sequence {
        Some(sequence) if case.game.is_none() => {
            let numbers = sequence_numbers(sequence, &linked(scenario, sequence, budget)?);
            let lowered = lower_sequence(case, sequence, None, &numbers)?;
            Ok(Cow::Owned(GameForm::Extensive(lowered.game)))
        }
        _ => given_game(case).map(Cow::Borrowed),
    }
}

/// Do the payoffs of two players add up to the same at every profile?
fn is_constant_sum(game: &NormalFormGame) -> bool {
    if game.players().len() != 2 {
        return false;
    }
    let total = |profile: usize| &game.payoff(0, profile) + &game.payoff(1, profile);
    let first = total(0);
    (1..game.profiles()).all(|profile| total(profile) == first)
}
