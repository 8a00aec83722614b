//! Claims of answers of `equilibria`: each profile, with what it pays and what could be gained by leaving it.

use serde_json::Value;

use crate::ask::verify::{Verifier, exact, exact_numbers};
use crate::budget::Budget;
use crate::certify::extensive::{BehaviourEquilibrium, judge_behaviour};
use crate::certify::strategic::{Equilibrium, judge_equilibrium};
use crate::error::Error;
use crate::games::extensive::{ExtensiveGame, Mover};
use crate::lower::{StrategyLabels, TreeLabels};
use crate::model::game::GameForm;
use crate::numeric::Rational;
use crate::report::sections::equilibria::game_of;
use crate::study::scenario::Scenario;

/// Judges the equilibria of an answer.
pub(super) fn judge(verifier: &mut Verifier, scenario: &Scenario, saved: &Value) -> Result<(), Error> {
    let form = game_of(scenario, &Budget::unlimited())?;
    let listed = saved["equilibria"].as_array().into_iter().flatten().enumerate();
    let listed = listed.map(|(place, one)| (format!("equilibria[{place}]"), one));
    let given = saved.get("profile").filter(|given| given.is_object());
    for (path, one) in listed.chain(given.map(|given| ("profile".to_owned(), given))) {
        match form.as_ref() {
            GameForm::Normal(game) => {
                let claim = profile(&StrategyLabels::of(game), &one["exact"]);
                let judged = claim.map(|claim| {
                    let most = claim.regret();
                    judge_equilibrium(game, claim, &most)
                });
                verifier.judged(&path, judged);
            }
            // Where somebody forgets, mixed strategies may be no behaviour; they are only computed again.
            GameForm::Extensive(_) if one["behaviour"].as_object().is_none_or(serde_json::Map::is_empty) => {}
            GameForm::Extensive(game) => {
                let claim = behaviour(game, &TreeLabels::of(game), &one["exact"]);
                let judged = claim.map(|claim| {
                    let most = claim.regret();
                    judge_behaviour(game, claim, &most)
                });
                verifier.judged(&path, judged);
            }
        }
    }
    Ok(())
}

/// A profile of mixed strategies with its payoffs and regrets.
fn profile(labels: &StrategyLabels, saved: &Value) -> Option<Equilibrium> {
    let players = || labels.players.iter().map(String::as_str);
    let own = |(player, names): (&str, &Vec<String>)| {
        exact_numbers(names.iter().map(String::as_str), saved["strategies"].get(player)?)
    };
    Some(Equilibrium {
        strategies: players().zip(&labels.strategies).map(own).collect::<Option<_>>()?,
        payoffs: exact_numbers(players(), &saved["payoffs"])?,
        regrets: exact_numbers(players(), &saved["regrets"])?,
    })
}

/// Behaviour at every information set, with its payoffs and regrets.
fn behaviour(game: &ExtensiveGame, labels: &TreeLabels, saved: &Value) -> Option<BehaviourEquilibrium> {
    let at = |(place, set): (usize, &crate::games::extensive::InformationSet)| -> Option<Vec<Rational>> {
        let Mover::Player(player) = set.mover else { return Some(Vec::new()) };
        let own = saved["behaviour"].get(&labels.players[player])?.get(&labels.sets[place])?;
        labels.actions[place].iter().map(|action| exact(own.get(action)?)).collect()
    };
    let strategies = game.sets().iter().enumerate().map(at).collect::<Option<_>>()?;
    let players = || labels.players.iter().map(String::as_str);
    let claim = BehaviourEquilibrium::of(game, strategies).ok()?;
    Some(BehaviourEquilibrium {
        payoffs: exact_numbers(players(), &saved["payoffs"])?,
        regrets: exact_numbers(players(), &saved["regrets"])?,
        ..claim
    })
}
