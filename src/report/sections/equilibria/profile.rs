//! Is a profile that somebody gives an equilibrium? What each player would gain by leaving it, recomputed.

use crate::certify::extensive::{BehaviourEquilibrium, NotJudged, judge_behaviour};
use crate::certify::strategic::{Equilibrium, judge_equilibrium};
use crate::error::Error;
use crate::games::extensive::{ExtensiveGame, Mover};
use crate::games::normal_form::NormalFormGame;
use crate::lower::{StrategyLabels, TreeLabels};
use crate::numeric::Rational;
use crate::report::sections::common::fault;
use crate::report::sections::equilibria::behaviour::{Paths, fill};
use crate::report::sections::equilibria::data::{CompletenessData, EquilibriaAnswer, EquilibriumData};
use crate::report::sections::equilibria::list::named;
use crate::report::sections::equilibria::listed::Listed;

/// Most sums of payoffs for which the strategy that gains most is looked for.
const MOST_SUMS: usize = 10_000_000;

/// One mixture that a profile must give: whose it is, and what it is over.
struct Part<'a> {
    /// `player Alice`, or `player Alice at "left"`.
    name: String,
    choices: &'a [String],
}

/// Judges a profile of a game in normal form.
pub(super) fn of_normal(
    game: &NormalFormGame,
    labels: &StrategyLabels,
    given: &[Rational],
    answer: &mut EquilibriaAnswer,
) -> Result<(), Error> {
    let parts: Vec<Part<'_>> = labels
        .players
        .iter()
        .zip(&labels.strategies)
        .map(|(player, choices)| Part { name: format!("player {player}"), choices })
        .collect();
    let strategies = read(&parts, given)?;
    let claim = Equilibrium::of(game, strategies).ok_or_else(|| fault("equilibria"))?;
    let most = claim.regret();
    let judged = judge_equilibrium(game, claim, &most).map_err(|_| fault("equilibria"))?;
    let mut data = named(&judged, &[], labels);
    let sums: usize = labels.strategies.iter().map(Vec::len).sum();
    if sums.saturating_mul(game.profiles()) <= MOST_SUMS {
        for (player, name) in labels.players.iter().enumerate() {
            if let Some(best) = best_reply(game, &judged, player) {
                data.better.insert(name.clone(), labels.strategies[player][best].clone());
            }
        }
    }
    finish(data, answer);
    Ok(())
}

/// Judges behaviour in a tree.
pub(super) fn of_tree(
    game: &ExtensiveGame,
    labels: &TreeLabels,
    given: &[Rational],
    answer: &mut EquilibriaAnswer,
) -> Result<(), Error> {
    let own = |player: usize| {
        let is_own = move |set: &usize| game.sets()[*set].mover == Mover::Player(player);
        (0..game.sets().len()).filter(is_own)
    };
    let sets: Vec<(usize, usize)> =
        (0..labels.players.len()).flat_map(|player| own(player).map(move |set| (player, set))).collect();
    let parts: Vec<Part<'_>> = sets
        .iter()
        .map(|&(player, set)| Part {
            name: format!("player {} at \"{}\"", labels.players[player], labels.sets[set]),
            choices: &labels.actions[set],
        })
        .collect();
    let mut strategies = vec![Vec::new(); game.sets().len()];
    for (&(_, set), mixture) in sets.iter().zip(read(&parts, given)?) {
        strategies[set] = mixture;
    }
    let claim = BehaviourEquilibrium::of(game, strategies).map_err(|error| {
        let message = match error {
            NotJudged::AbsentMinded { player, set } => format!(
                "player {} may come to \"{}\" twice on one path, so what it would gain is not defined",
                labels.players[player], labels.sets[set]
            ),
            other => other.to_string(),
        };
        Error::request(message, "use --pure, which needs no profile")
    })?;
    let most = claim.regret();
    let judged = judge_behaviour(game, claim, &most).map_err(|_| fault("equilibria"))?;
    let mut data = EquilibriumData::default();
    fill(&mut data, game, labels, &Paths::of(game, labels), &judged);
    finish(data, answer);
    Ok(())
}

/// The first strategy that pays a player what it gets and its regret; `None` if there is no regret.
fn best_reply(game: &NormalFormGame, judged: &Equilibrium, player: usize) -> Option<usize> {
    if judged.regrets[player].is_zero() {
        return None;
    }
    let best = &judged.payoffs[player] + &judged.regrets[player];
    (0..game.strategies(player)).find(|&strategy| {
        let mut strategies = judged.strategies.clone();
        let sure = |other: usize| Rational::from(i64::from(other == strategy));
        strategies[player] = (0..game.strategies(player)).map(sure).collect();
        Equilibrium::of(game, strategies).is_some_and(|one| one.payoffs[player] == best)
    })
}

/// Says what was found.
fn finish(data: EquilibriumData, answer: &mut EquilibriaAnswer) {
    let is_equilibrium = data.regret.0.is_zero();
    answer.status = if is_equilibrium { "found" } else { "none" }.to_owned();
    answer.completeness = CompletenessData {
        claim: "One".to_owned(),
        reason: "one profile was given and judged; no other was looked for".to_owned(),
    };
    if is_equilibrium {
        answer.equilibria = Listed::named(vec![data.clone()], vec![answer.given.clone()]);
    }
    answer.profile = Some(data);
}

/// The mixture of each part, or every problem at once.
fn read(parts: &[Part<'_>], given: &[Rational]) -> Result<Vec<Vec<Rational>>, Error> {
    let expected: usize = parts.iter().map(|part| part.choices.len()).sum();
    let order = || {
        let named: Vec<String> =
            parts.iter().map(|part| format!("{}: {}", part.name, part.choices.join(", "))).collect();
        format!("give one probability for each, in this order: {}", named.join("; "))
    };
    if given.len() != expected {
        let message = format!("--profile has {} probabilities, expected {expected}", given.len());
        return Err(Error::request(message, order()));
    }
    let mut rest = given;
    let (mut mixtures, mut problems) = (Vec::new(), Vec::new());
    for part in parts {
        let (own, others) = rest.split_at(part.choices.len());
        rest = others;
        if let Some((number, choice)) = own.iter().zip(part.choices).find(|(number, _)| number.is_negative())
        {
            problems.push(format!("{} has {number} for \"{choice}\", below 0", part.name));
        }
        let sum: Rational = own.iter().sum();
        if sum != 1 {
            problems.push(format!("the probabilities of {} add up to {sum}, expected 1", part.name));
        }
        mixtures.push(own.to_vec());
    }
    match problems.is_empty() {
        true => Ok(mixtures),
        false => Err(Error::request(
            format!("--profile: {}", problems.join("; ")),
            "write fractions, such as 1/3, where decimals are rounded",
        )),
    }
}
