//! Files that nobody here wrote, if they are at hand: read, written, read back, and counted.

use std::path::Path;

use serde_json::Value;
use zopa::format::game::{GameFormat, read_game};
use zopa::games::extensive::{ExtensiveGame, Mover, Recall};
use zopa::games::normal_form::NormalFormGame;
use zopa::model::game::GameForm;
use zopa::numeric::Rational;

use crate::kept;

#[test]
fn every_game_of_the_shared_reference_is_read_and_kept_if_they_are_at_hand() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reference/files/games"));
    let Ok(manifest) = std::fs::read_to_string(root.join("MANIFEST.json")) else {
        println!("skipped: the shared reference data are not beside the project");
        return;
    };
    let manifest: Value = serde_json::from_str(&manifest).expect("JSON");
    let is_game = |entry: &&Value| entry["type"] == "nfg" || entry["type"] == "efg";
    let entries: Vec<&Value> = manifest.as_array().expect("a list").iter().filter(is_game).collect();
    assert_eq!(entries.len(), 56);
    for entry in entries {
        let name = entry["file"].as_str().expect("a name");
        let bytes = std::fs::read(root.join(name)).expect("a file of the manifest");
        assert_eq!(GameFormat::of(name, b""), GameFormat::of("-", &bytes), "{name}");
        assert_eq!(read_game(name, &bytes).findings, [], "{name}");
        match kept(std::str::from_utf8(&bytes).expect("UTF-8")) {
            GameForm::Normal(game) => same_normal(name, &game, entry),
            GameForm::Extensive(game) => same_extensive(name, &game, entry),
        }
    }
}

fn same_normal(name: &str, game: &NormalFormGame, entry: &Value) {
    assert_eq!(entry["title"], game.title(), "{name}");
    assert_eq!(entry["players"], game.players().len(), "{name}");
    let strategies: Vec<usize> = game.players().iter().map(|player| player.strategies.len()).collect();
    assert_eq!(entry["strategies"], serde_json::json!(strategies), "{name}");
    let total = |profile: usize| -> Rational {
        (0..game.players().len()).map(|player| game.payoff(player, profile)).collect::<Vec<_>>().iter().sum()
    };
    let is_constant = (0..game.profiles()).all(|profile| total(profile) == total(0));
    assert_eq!(entry["const_sum"], is_constant, "{name}");
}

fn same_extensive(name: &str, game: &ExtensiveGame, entry: &Value) {
    assert_eq!(entry["title"], game.title(), "{name}");
    assert_eq!(entry["players"], game.players().len(), "{name}");
    assert_eq!(entry["nodes"], game.nodes().len(), "{name}");
    assert_eq!(entry["perfect_recall"], game.recall() == Recall::Perfect, "{name}");
    let players = 0..game.players().len();
    let of = |player: usize| game.sets().iter().filter(move |set| set.mover == Mover::Player(player));
    let sets: Vec<usize> = players.clone().map(|player| of(player).count()).collect();
    let actions: Vec<usize> =
        players.clone().map(|player| of(player).map(|set| set.actions.len()).sum()).collect();
    assert_eq!(entry["infosets"], serde_json::json!(sets), "{name}");
    assert_eq!(entry["actions_per_player"], serde_json::json!(actions), "{name}");
    // What a path pays everybody together, from the root down.
    let mut totals = vec![Rational::ZERO; game.nodes().len()];
    let mut ends: Vec<&Rational> = Vec::new();
    for node in 0..game.nodes().len() {
        for player in players.clone() {
            totals[node] += &game.payoff_at(player, node);
        }
        for child in game.children(node) {
            totals[child] = totals[node].clone();
        }
    }
    ends.extend(
        (0..game.nodes().len()).filter(|&node| game.set_of(node).is_none()).map(|node| &totals[node]),
    );
    assert_eq!(entry["const_sum"], ends.iter().all(|end| *end == ends[0]), "{name}");
}
