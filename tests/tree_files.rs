//! Trees that nobody here wrote, if they are at hand: plans are counted, and what is found holds.

use std::path::Path;

use serde_json::Value;
use zopa::budget::Budget;
use zopa::certify::extensive::BehaviourEquilibrium;
use zopa::certify::strategic::Equilibrium;
use zopa::certify::{Completeness, Strength};
use zopa::extensive::backward_induction::backward_induction;
use zopa::extensive::normal_form::reduced_normal_form;
use zopa::format::game::read_game;
use zopa::games::extensive::{ExtensiveGame, Mover, Recall};
use zopa::model::game::GameForm;
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

/// Every `.efg` file of the shared reference with its entry in the manifest; none if they are not at hand.
fn files() -> Vec<(String, ExtensiveGame, Value)> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/files/games"));
    let Ok(manifest) = std::fs::read_to_string(root.join("MANIFEST.json")) else {
        println!("skipped: the shared reference data are not beside the project");
        return Vec::new();
    };
    let manifest: Vec<Value> = serde_json::from_str(&manifest).expect("a list");
    let trees = manifest.into_iter().filter(|entry| entry["type"] == "efg");
    trees
        .map(|entry| {
            let name = entry["file"].as_str().expect("a name").to_owned();
            let bytes = std::fs::read(root.join(&name)).expect("a file of the manifest");
            let read = read_game(&name, &bytes).game;
            let game = read.and_then(|file| match file {
                GameForm::Extensive(game) => Some(game),
                GameForm::Normal(_) => None,
            });
            (name, game.expect("a tree"), entry)
        })
        .collect()
}

#[test]
fn plans_are_as_many_as_others_counted() {
    // One game has no number in the manifest.
    let counted = |entry: &Value| !entry["reduced_strategies"].is_null();
    for (name, game, entry) in files().into_iter().filter(|(.., entry)| counted(entry)) {
        let Ok(reduced) = reduced_normal_form(&game) else {
            println!("{name}: too large");
            continue;
        };
        let sizes: Vec<usize> =
            (0..game.players().len()).map(|player| reduced.game().strategies(player)).collect();
        assert_eq!(entry["reduced_strategies"], serde_json::json!(sizes), "{name}");
    }
}

#[test]
fn a_random_mixture_of_plans_has_the_same_regrets_in_the_tree() {
    for (name, game, _) in files() {
        let Ok(reduced) = reduced_normal_form(&game) else { continue };
        if game.recall() != Recall::Perfect || reduced.game().profiles() > 20_000 {
            continue;
        }
        let mut random = Random::new(1);
        let mixed: Vec<Vec<Rational>> = (0..game.players().len())
            .map(|player| {
                let plans = 0..reduced.game().strategies(player);
                let weights: Vec<i128> = plans.map(|_| 1 + i128::from(random.below(9))).collect();
                let total = weights.iter().sum();
                weights.into_iter().map(|weight| Rational::new(weight, total).expect("above 0")).collect()
            })
            .collect();
        let behaviour = reduced.behaviour(&game, &mixed).expect("perfect recall");
        let tree = BehaviourEquilibrium::of(&game, behaviour).expect("strategies of the tree");
        let table = Equilibrium::of(reduced.game(), mixed).expect("a profile");
        assert_eq!((tree.payoffs, tree.regrets), (table.payoffs, table.regrets), "{name}");
    }
}

#[test]
fn trees_with_perfect_information_are_solved_and_counted_twice() {
    for (name, game, _) in files() {
        let answer = backward_induction(&game, &Budget::unlimited());
        if !game.has_perfect_information() {
            let set = answer.refutation().expect("a set with several nodes").set;
            assert!(game.members(set).len() > 1, "{name}");
            continue;
        }
        assert_eq!(answer.completeness, Completeness::All, "{name}");
        let claim = answer.found().expect("certified");
        assert_ne!(claim.certificate().strength, Strength::Necessary, "{name}");
        // The other judge agrees.
        let sets = game.sets().iter().zip(&claim.actions);
        let strategies = sets.map(|(set, taken)| match set.mover {
            Mover::Chance => Vec::new(),
            Mover::Player(_) => (0..set.actions.len() as u32)
                .map(|action| i64::from(taken.unwrap_or_default() == action).into())
                .collect(),
        });
        let behaviour =
            BehaviourEquilibrium::of(&game, strategies.collect()).expect("strategies of the tree");
        assert_eq!(behaviour.subgame_perfect, Some(true), "{name}");
        assert_eq!(behaviour.payoffs, claim.payoffs, "{name}");
        let all = claim.all.as_ref().expect("all");
        println!("{name}: {} equilibria, {} payoff vectors", all.equilibria, all.payoffs.len());
    }
}
