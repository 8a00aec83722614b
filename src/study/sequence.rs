//! Does a plan work, who stops it, and in which of its variants?
//!
//! [`play`] looks ahead through one variant from its ends on: at each place the mover takes the best move, at a tie
//! that of the plan, else the first in the file. The referee judges the result. The plan *works* if the play that
//! follows ends with positive probability at an end that is marked as signed. [`thresholds`] finds for a parameter the exact values
//! for which it does.
//!
//! The *gain* of a party is what the plan's move gives it over the best of its other moves, at the first places on
//! the plan's way at which it moves; what follows either move is the play. The plan's way takes the plan's moves and
//! every branch of chance, whatever the play does.

pub mod thresholds;

use std::collections::BTreeMap;

use crate::budget::Budget;
use crate::certify::extensive::{Ending, SubgamePerfect, judge_subgame_perfect};
use crate::certify::{Certified, Stop, Verdict};
use crate::error::Error;
use crate::extensive::backward_induction::backward_induction;
use crate::games::extensive::Mover;
use crate::lower::{LoweredSequence, lower_sequence};
use crate::model::Case;
use crate::model::sequence::unfold::{Content, Place};
use crate::model::sequence::{NodeKind, Sequence, Variant};
use crate::numeric::Rational;

/// One variant, played.
#[derive(Debug)]
pub struct Play {
    /// The game and its names.
    pub lowered: LoweredSequence,
    /// What follows if everybody looks ahead; `None` if somebody cannot tell places apart.
    pub outcome: Option<Outcome>,
    /// The information set at which somebody cannot tell places apart.
    pub hidden: Option<usize>,
}

/// What follows if everybody looks ahead.
#[derive(Debug)]
pub struct Outcome {
    /// For each place the move that is taken there; `None` where nobody moves.
    pub choices: Vec<Option<usize>>,
    /// For each place what each player has from there on.
    pub values: Vec<Vec<Rational>>,
    /// The probability that the deal is signed.
    pub signed: Rational,
    /// The probability that it works.
    pub works: Rational,
    /// The places at which a party moves on the plan's way, in order.
    pub steps: Vec<PlanStep>,
    /// If the plan does not work, where it is stopped: places of `steps`.
    pub stops: Vec<usize>,
    /// The judged play.
    pub certified: Certified<SubgamePerfect>,
    /// How many equilibria there are, as digits; `None` if they were not counted.
    pub equilibria: Option<String>,
}

/// A place on the plan's way at which a party moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// The place.
    pub place: usize,
    /// Who moves.
    pub player: usize,
    /// The plan's move.
    pub planned: usize,
    /// What the plan's move gives over the best of the others; `None` if there is no other.
    pub gain: Option<Rational>,
    /// Is it taken?
    pub is_taken: bool,
    /// Has the party moved on this way before?
    pub is_first: bool,
    /// The branches of chance on the way.
    pub chances: Vec<String>,
}

/// Plays one variant; the plan itself without one.
///
/// # Errors
///
/// As [`lower_sequence`], or if the play failed its certificate.
///
/// Cost: linear in the number of places, and once more for the referee.
pub fn play(
    case: &Case,
    sequence: &Sequence,
    variant: Option<&Variant>,
    numbers: &BTreeMap<String, Rational>,
    budget: &Budget<'_>,
) -> Result<Play, Error> {
    let lowered = lower_sequence(case, sequence, variant, numbers)?;
    let answer = backward_induction(&lowered.game, budget);
    let equilibria = match &answer.verdict {
        Verdict::NoneExists(claim) => {
            let hidden = Some(claim.set);
            return Ok(Play { lowered, outcome: None, hidden });
        }
        Verdict::Found(all) => all.all.as_ref().map(|all| all.equilibria.to_string()),
        Verdict::Undecided { .. } if answer.stop == Stop::OutOfBudget => {
            return Err(Error::request("the time ran out before the plan was played", "give it more time"));
        }
        Verdict::Undecided { .. } | Verdict::Refused(_) => return Err(refused()),
    };
    let outcome = outcome(&lowered, equilibria)?;
    Ok(Play { lowered, outcome: Some(outcome), hidden: None })
}

fn refused() -> Error {
    Error::request(
        "the answer of `sequence` failed its own certificate",
        "this is a fault of zopa: please report it with the case file",
    )
}

fn outcome(lowered: &LoweredSequence, equilibria: Option<String>) -> Result<Outcome, Error> {
    let (view, places) = (&lowered.view, &lowered.places);
    let movers = movers(lowered);
    let (choices, values) = looked_ahead(view, places, &movers);
    let signs = |kind: &NodeKind| matches!(kind, NodeKind::End { signed: true, .. });
    let works = |kind: &NodeKind| matches!(kind, NodeKind::End { works: true, .. });
    let steps = steps(lowered, &movers, &choices, &values);
    let signed = shares(view, places, &choices, &signs);
    let is_stopped = |step: &&PlanStep| {
        let below = places[step.place].below[step.planned];
        signed[below].is_positive() && !step.is_taken
    };
    let stops = match signed[0].is_positive() {
        true => Vec::new(),
        false => steps.iter().filter(is_stopped).map(|step| step.place).collect(),
    };
    let certified = certified(lowered, &choices, &values[0])?;
    Ok(Outcome {
        signed: signed[0].clone(),
        works: shares(view, places, &choices, &works)[0].clone(),
        stops,
        steps,
        certified,
        equilibria,
        choices,
        values,
    })
}

/// For each place who moves there, among the players of the game.
fn movers(lowered: &LoweredSequence) -> Vec<Option<usize>> {
    let game = &lowered.game;
    let mover = |place: usize| match game.sets()[game.set_of(place)?].mover {
        Mover::Chance => None,
        Mover::Player(player) => Some(player),
    };
    (0..game.nodes().len()).map(mover).collect()
}

/// The move of the plan at a place.
fn planned(view: &Sequence, place: &Place<Rational>) -> Option<usize> {
    match &view.nodes[place.node].kind {
        NodeKind::Decision { plan: Some(plan), moves, .. } => {
            moves.iter().position(|one| one.label.text == plan.text)
        }
        _ => None,
    }
}

/// A move for each place and what follows it for each player, from the ends on.
type Ahead = (Vec<Option<usize>>, Vec<Vec<Rational>>);

fn looked_ahead(view: &Sequence, places: &[Place<Rational>], movers: &[Option<usize>]) -> Ahead {
    let mut values: Vec<Vec<Rational>> = vec![Vec::new(); places.len()];
    let mut choices = vec![None; places.len()];
    for (at, place) in places.iter().enumerate().rev() {
        values[at] = match (&place.content, movers[at]) {
            (Content::End(list), _) => list.clone(),
            (Content::Chance(list), _) => {
                let mut sum: Vec<Rational> = Vec::new();
                for (share, below) in list.iter().zip(&place.below) {
                    let value = &values[*below];
                    sum.resize(value.len(), Rational::ZERO);
                    sum.iter_mut().zip(value).for_each(|(sum, value)| *sum += &(share * value));
                }
                sum
            }
            (Content::Decision, mover) => {
                let own = |branch: usize| mover.map(|mover| &values[place.below[branch]][mover]);
                let best = (0..place.below.len()).map(own).max().flatten();
                let is_best = |branch: &usize| own(*branch) == best;
                let choice = planned(view, place)
                    .filter(is_best)
                    .or_else(|| (0..place.below.len()).find(is_best))
                    .unwrap_or_default();
                choices[at] = Some(choice);
                place.below.get(choice).map(|below| values[*below].clone()).unwrap_or_default()
            }
        };
    }
    (choices, values)
}

/// For each place the probability with which the play from there on comes to an end of the wanted kind.
fn shares(
    view: &Sequence,
    places: &[Place<Rational>],
    choices: &[Option<usize>],
    wanted: &dyn Fn(&NodeKind) -> bool,
) -> Vec<Rational> {
    let mut shares = vec![Rational::ZERO; places.len()];
    for (at, place) in places.iter().enumerate().rev() {
        shares[at] = match (&place.content, choices[at]) {
            (Content::End(_), _) => Rational::from(i64::from(wanted(&view.nodes[place.node].kind))),
            (Content::Chance(list), _) => {
                let products: Vec<Rational> =
                    list.iter().zip(&place.below).map(|(share, below)| share * &shares[*below]).collect();
                products.iter().sum()
            }
            (Content::Decision, choice) => choice
                .and_then(|choice| place.below.get(choice))
                .map(|below| shares[*below].clone())
                .unwrap_or_default(),
        };
    }
    shares
}

/// The places on the plan's way at which somebody moves.
fn steps(
    lowered: &LoweredSequence,
    movers: &[Option<usize>],
    choices: &[Option<usize>],
    values: &[Vec<Rational>],
) -> Vec<PlanStep> {
    let (view, places) = (&lowered.view, &lowered.places);
    let mut steps = Vec::new();
    let mut open: Vec<(usize, Vec<String>, Vec<usize>)> = vec![(0, Vec::new(), Vec::new())];
    while let Some((at, chances, mut moved)) = open.pop() {
        let place = &places[at];
        if let Content::Chance(_) = place.content {
            let labels = &lowered.labels.names[at].moves;
            for (below, label) in place.below.iter().zip(labels).rev() {
                let mut chances = chances.clone();
                chances.push(label.clone());
                open.push((*below, chances, moved.clone()));
            }
            continue;
        }
        let (Some(player), Some(choice)) = (movers[at], choices[at]) else { continue };
        // A node without a plan leaves the choice to the party.
        let next = planned(view, place).unwrap_or(choice);
        if let Some(planned) = planned(view, place) {
            let own = |branch: usize| &values[place.below[branch]][player];
            let others = (0..place.below.len()).filter(|branch| *branch != planned).map(own);
            steps.push(PlanStep {
                place: at,
                player,
                planned,
                gain: others.max().map(|best| own(planned) - best),
                is_taken: choice == planned,
                is_first: !moved.contains(&player),
                chances: chances.clone(),
            });
            moved.push(player);
        }
        open.push((place.below[next], chances, moved));
    }
    steps
}

/// The play as a claim that the referee has judged.
fn certified(
    lowered: &LoweredSequence,
    choices: &[Option<usize>],
    payoffs: &[Rational],
) -> Result<Certified<SubgamePerfect>, Error> {
    let game = &lowered.game;
    let mut actions: Vec<Option<u32>> = vec![None; game.sets().len()];
    for (place, choice) in choices.iter().enumerate() {
        if let (Some(set), Some(choice)) = (game.set_of(place), choice) {
            actions[set] = u32::try_from(*choice).ok();
        }
    }
    let claim = SubgamePerfect {
        actions,
        payoffs: payoffs.to_vec(),
        path: path(&lowered.places, choices),
        all: None,
    };
    judge_subgame_perfect(game, claim).map_err(|_| refused())
}

/// The ends that the play comes to, with their probabilities, in order.
///
/// - `choices`: for each place the move that is taken there.
#[must_use]
pub fn path(places: &[Place<Rational>], choices: &[Option<usize>]) -> Vec<Ending> {
    let mut endings = Vec::new();
    let mut open = vec![(0, Rational::ONE)];
    while let Some((at, probability)) = open.pop() {
        let place = &places[at];
        match (&place.content, choices[at]) {
            (Content::End(_), _) => endings.push(Ending { node: at, probability }),
            (Content::Chance(list), _) => {
                let reached = list.iter().zip(&place.below).rev().filter(|(share, _)| share.is_positive());
                open.extend(reached.map(|(share, below)| (*below, &probability * share)));
            }
            (Content::Decision, choice) => {
                let below = choice.and_then(|choice| place.below.get(choice));
                open.extend(below.map(|below| (*below, probability)));
            }
        }
    }
    endings
}
