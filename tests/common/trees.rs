//! Trees for tests and benches: written down as nested moves, drawn with a seed, or of a known family.

// Each test or bench uses part of this; a generator that fails is a broken test.
#![allow(dead_code, unreachable_pub)]

use std::collections::BTreeMap;

use zopa::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

/// A tree as one would draw it.
#[derive(Debug, Clone)]
pub enum Tree {
    /// The end of a path, with what it pays.
    End(Vec<i64>),
    /// A move of a player, at an information set named by the second field.
    Move(usize, String, Vec<(String, Tree)>),
    /// A move of chance; each set is its own.
    Chance(Vec<(Rational, Tree)>),
    /// Something is paid here, and the tree goes on.
    Paid(Vec<i64>, Box<Tree>),
}

/// A move of a player, at an information set of that name.
pub fn moves(player: usize, set: &str, actions: impl IntoIterator<Item = (&'static str, Tree)>) -> Tree {
    Tree::Move(player, set.into(), actions.into_iter().map(|(name, tree)| (name.into(), tree)).collect())
}

/// A move of chance.
pub fn chance(branches: impl IntoIterator<Item = (&'static str, Tree)>) -> Tree {
    Tree::Chance(branches.into_iter().map(|(share, tree)| (number(share), tree)).collect())
}

/// The end of a path.
pub fn end<const N: usize>(payoffs: [i64; N]) -> Tree {
    Tree::End(payoffs.to_vec())
}

/// A number.
pub fn number(text: &str) -> Rational {
    text.parse().expect("a number")
}

/// The game that a tree describes.
pub fn game(players: usize, tree: &Tree) -> ExtensiveGame {
    let mut parts = Parts { players, ..Parts::default() };
    parts.add(tree, None);
    let payoffs: Vec<Vec<Rational>> =
        (0..players).map(|player| parts.payoffs.iter().map(|row| row[player].into()).collect()).collect();
    let outcomes = (1..=parts.payoffs.len() as u64).map(|number| Outcome { label: String::new(), number });
    let names = (1..=players).map(|player| player.to_string()).collect();
    ExtensiveGame::new("", names, parts.nodes, parts.sets, outcomes.collect(), &payoffs).expect("a tree")
}

#[derive(Default)]
struct Parts {
    players: usize,
    nodes: Vec<Node>,
    sets: Vec<InformationSet>,
    known: BTreeMap<(usize, String), u32>,
    payoffs: Vec<Vec<i64>>,
}

impl Parts {
    fn add(&mut self, tree: &Tree, paid: Option<u32>) {
        let label = String::new();
        match tree {
            Tree::Paid(payoffs, tree) => {
                self.payoffs.push(payoffs.clone());
                self.add(tree, Some(self.payoffs.len() as u32 - 1));
            }
            Tree::End(payoffs) => {
                assert!(payoffs.len() == self.players && paid.is_none());
                self.payoffs.push(payoffs.clone());
                self.nodes.push(Node { label, set: None, outcome: Some(self.payoffs.len() as u32 - 1) });
            }
            Tree::Move(player, name, actions) => {
                let place = self.sets.len() as u32;
                let set = *self.known.entry((*player, name.clone())).or_insert(place);
                if set == place {
                    self.sets.push(InformationSet {
                        label: name.clone(),
                        number: u64::from(place) + 1,
                        mover: Mover::Player(*player),
                        actions: actions.iter().map(|(name, _)| name.clone()).collect(),
                        probabilities: vec![],
                    });
                }
                self.nodes.push(Node { label, set: Some(set), outcome: paid });
                actions.iter().for_each(|(_, tree)| self.add(tree, None));
            }
            Tree::Chance(branches) => {
                let place = self.sets.len() as u32;
                self.sets.push(InformationSet {
                    label: String::new(),
                    number: u64::from(place) + 1,
                    mover: Mover::Chance,
                    actions: vec![String::new(); branches.len()],
                    probabilities: branches.iter().map(|(share, _)| share.clone()).collect(),
                });
                self.nodes.push(Node { label, set: Some(place), outcome: paid });
                branches.iter().for_each(|(_, tree)| self.add(tree, None));
            }
        }
    }
}

/// What a random tree may be like.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub players: usize,
    pub depth: usize,
    /// Most actions of a move.
    pub actions: u64,
    /// Payoffs are whole numbers from 0 up to here; few of them make many ties.
    pub payoffs: u64,
    /// One of how many moves is chance's; 0 for none.
    pub chance: u64,
    /// How many information sets a player has at most; 0 for one of each node.
    pub sets: u64,
}

/// A tree drawn at random, the same for the same seed.
pub fn random(shape: &Shape, seed: u64) -> Tree {
    let mut random = Random::new(seed);
    let mut names = 0;
    draw(shape, shape.depth, &mut random, &mut names)
}

fn draw(shape: &Shape, depth: usize, random: &mut Random, names: &mut usize) -> Tree {
    let payoffs = |random: &mut Random| {
        (0..shape.players).map(|_| random.below(shape.payoffs + 1) as i64).collect::<Vec<_>>()
    };
    if depth == 0 || (depth < shape.depth && random.below(4) == 0) {
        return Tree::End(payoffs(random));
    }
    let tree = if shape.chance > 0 && random.below(shape.chance) == 0 {
        let shares = [["1/2", "1/2"], ["1/3", "2/3"], ["1", "0"], ["3/4", "1/4"]][random.below(4) as usize];
        Tree::Chance(
            shares.iter().map(|share| (number(share), draw(shape, depth - 1, random, names))).collect(),
        )
    } else {
        let player = random.below(shape.players as u64) as usize;
        // Nodes of one set must have as many actions as each other: the number tells.
        let (name, actions) = if shape.sets == 0 {
            *names += 1;
            (names.to_string(), 1 + random.below(shape.actions))
        } else {
            let set = random.below(shape.sets);
            (format!("set {set}"), 1 + (set + 1) % shape.actions)
        };
        let actions =
            (0..actions).map(|action| (action.to_string(), draw(shape, depth - 1, random, names))).collect();
        Tree::Move(player, name, actions)
    };
    if random.below(5) == 0 { Tree::Paid(payoffs(random), Box::new(tree)) } else { tree }
}

/// Alternating offers of whole units out of `units`, in `rounds` rounds; after each refusal `loss` units are lost
/// to both (Ståhl 1972; Rubinstein 1982, here with fixed costs and a last round).
///
/// The proposer offers the other side 0, 1, .., `units`, which accepts or refuses; then roles change. Refusing the
/// last offer pays nothing. The payoff of an agreement is the share minus what was lost on the way.
pub fn alternating_offers(units: i64, rounds: usize, loss: i64) -> ExtensiveGame {
    fn round(left: usize, lost: i64, units: i64, loss: i64, proposer: usize, parts: &mut Parts) {
        let node = |set, outcome| Node { label: String::new(), set, outcome };
        let set = |mover, actions: Vec<String>, parts: &mut Parts| {
            let place = parts.sets.len() as u32;
            let (label, number, mover) = (String::new(), u64::from(place) + 1, Mover::Player(mover));
            parts.sets.push(InformationSet { label, number, mover, actions, probabilities: vec![] });
            Some(place)
        };
        let offers = set(proposer, (0..=units).map(|offer| offer.to_string()).collect(), parts);
        parts.nodes.push(node(offers, None));
        for offer in 0..=units {
            let answer = set(1 - proposer, vec!["accept".into(), "refuse".into()], parts);
            parts.nodes.push(node(answer, None));
            let mut payoffs = vec![units - offer - lost; 2];
            payoffs[1 - proposer] = offer - lost;
            parts.payoffs.push(payoffs);
            parts.nodes.push(node(None, Some(parts.payoffs.len() as u32 - 1)));
            if left > 1 {
                round(left - 1, lost + loss, units, loss, 1 - proposer, parts);
            } else {
                parts.nodes.push(node(None, None));
            }
        }
    }
    let mut parts = Parts { players: 2, ..Parts::default() };
    round(rounds, 0, units, loss, 0, &mut parts);
    let outcomes = (1..=parts.payoffs.len() as u64).map(|number| Outcome { label: String::new(), number });
    let payoffs: Vec<Vec<Rational>> =
        (0..2).map(|player| parts.payoffs.iter().map(|row| row[player].into()).collect()).collect();
    let names = vec!["A".into(), "B".into()];
    ExtensiveGame::new("", names, parts.nodes, parts.sets, outcomes.collect(), &payoffs).expect("a tree")
}
