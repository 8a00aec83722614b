//! The answer of `zopa convert --to json`: a game of another tool, as data.

use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::games::extensive::{ExtensiveGame, Mover, Recall};
use crate::games::normal_form::NormalFormGame;
use crate::model::game::GameForm;
use crate::numeric::Rational;
use crate::report::number::Num;
use crate::report::sections::common::{ModelRef, SCHEMA};

/// The whole answer of `zopa convert --to json`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ConvertAnswer {
    /// Always `zopa/1`.
    pub schema: String,
    /// Always `convert`.
    pub command: String,
    /// The file: its name without folders and extension, the title of the game, and its digest.
    pub model: ModelRef,
    /// The game.
    pub game: GameData,
}

/// A game of another tool.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GameData {
    /// `normal` or `extensive`.
    pub form: String,
    /// What its author wrote about it; may be empty.
    pub comment: String,
    /// Names of the players; may be empty or repeat.
    pub players: Vec<String>,
    /// The outcomes with names; empty if a game in normal form gives payoffs alone.
    pub outcomes: Vec<GameOutcome>,
    /// The table of a game in normal form, else null.
    pub normal: Option<NormalData>,
    /// The tree of a game in extensive form, else null.
    pub extensive: Option<TreeData>,
}

/// Something that pays each player.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GameOutcome {
    /// Its name; may be empty or repeat.
    pub label: String,
    /// What it pays each player.
    pub payoffs: Vec<Num>,
    /// The same, exact.
    pub payoffs_exact: Vec<String>,
}

/// A game in normal form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NormalData {
    /// Names of the strategies of each player; may be empty or repeat.
    pub strategies: Vec<Vec<String>>,
    /// For each player its payoff in each profile; the strategy of the first player varies fastest.
    pub payoffs: Vec<Vec<Num>>,
    /// The same, exact.
    pub payoffs_exact: Vec<Vec<String>>,
    /// For each profile the place of its outcome in `outcomes`, from 0, or null; empty if there are no outcomes.
    pub outcome_of: Vec<Option<u32>>,
}

/// A game in extensive form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TreeData {
    /// Whether players remember what they knew and did.
    pub perfect_recall: bool,
    /// The information sets, those of chance among them.
    pub sets: Vec<SetData>,
    /// The nodes in prefix order: each before everything below it, and below it one node for each action.
    pub nodes: Vec<NodeData>,
}

/// An information set.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SetData {
    /// Its name; may be empty or repeat.
    pub label: String,
    /// The place of the player who moves in `players`, from 0, or null if chance moves.
    pub player: Option<usize>,
    /// Its number in the file, unique for each player and for chance.
    pub number: u64,
    /// Names of the actions; may be empty or repeat.
    pub actions: Vec<String>,
    /// Probability of each action if chance moves, else empty.
    pub probabilities: Vec<Num>,
    /// The same, exact.
    pub probabilities_exact: Vec<String>,
}

/// A place in the tree.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NodeData {
    /// Its name; may be empty or repeat.
    pub label: String,
    /// The place of its information set in `sets`, from 0, or null at the end of a path.
    pub set: Option<u32>,
    /// The place of its outcome in `outcomes`, from 0, or null; payoffs add up along a path.
    pub outcome: Option<u32>,
}

/// The game of the file `name` as an answer.
#[must_use]
pub fn convert_answer(game: &GameForm, name: &str, bytes: &[u8]) -> ConvertAnswer {
    let (title, game) = match game {
        GameForm::Normal(game) => (game.title(), normal(game)),
        GameForm::Extensive(game) => (game.title(), extensive(game)),
    };
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let id = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).to_owned();
    let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let model = ModelRef { id, title: title.to_owned(), sha256 };
    ConvertAnswer { schema: SCHEMA.to_owned(), command: "convert".to_owned(), model, game }
}

fn numbers(exact: &[Rational]) -> (Vec<Num>, Vec<String>) {
    (exact.iter().cloned().map(Num).collect(), exact.iter().map(ToString::to_string).collect())
}

fn normal(game: &NormalFormGame) -> GameData {
    let players = 0..game.players().len();
    let column = |player| -> Vec<Rational> {
        (0..game.profiles()).map(|profile| game.payoff(player, profile)).collect()
    };
    let (payoffs, payoffs_exact) = players.clone().map(|player| numbers(&column(player))).unzip();
    let outcomes = game.outcomes().map_or_else(Vec::new, |outcomes| {
        let of =
            |place| players.clone().map(|player| outcomes.payoffs[player].get(place)).collect::<Vec<_>>();
        outcomes.labels.iter().enumerate().map(|(place, label)| outcome(label, &of(place))).collect()
    });
    GameData {
        form: "normal".to_owned(),
        comment: game.comment().to_owned(),
        players: game.players().iter().map(|player| player.name.clone()).collect(),
        outcomes,
        normal: Some(NormalData {
            strategies: game.players().iter().map(|player| player.strategies.clone()).collect(),
            payoffs,
            payoffs_exact,
            outcome_of: game.outcomes().map_or_else(Vec::new, |outcomes| outcomes.by_profile.clone()),
        }),
        extensive: None,
    }
}

fn outcome(label: &str, paid: &[Rational]) -> GameOutcome {
    let (payoffs, payoffs_exact) = numbers(paid);
    GameOutcome { label: label.to_owned(), payoffs, payoffs_exact }
}

fn extensive(game: &ExtensiveGame) -> GameData {
    let paid = |place: usize| -> Vec<Rational> {
        (0..game.players().len()).map(|player| game.payoffs(player).get(place)).collect()
    };
    let sets = game.sets().iter().map(|set| {
        let (probabilities, probabilities_exact) = numbers(&set.probabilities);
        let player = match set.mover {
            Mover::Chance => None,
            Mover::Player(player) => Some(player),
        };
        let (label, actions) = (set.label.clone(), set.actions.clone());
        SetData { label, player, number: set.number, actions, probabilities, probabilities_exact }
    });
    let nodes = game.nodes().iter();
    let nodes =
        nodes.map(|node| NodeData { label: node.label.clone(), set: node.set, outcome: node.outcome });
    let outcomes = game.outcomes().iter().enumerate();
    GameData {
        form: "extensive".to_owned(),
        comment: game.comment().to_owned(),
        players: game.players().to_vec(),
        outcomes: outcomes.map(|(place, one)| outcome(&one.label, &paid(place))).collect(),
        normal: None,
        extensive: Some(TreeData {
            perfect_recall: game.recall() == Recall::Perfect,
            sets: sets.collect(),
            nodes: nodes.collect(),
        }),
    }
}
