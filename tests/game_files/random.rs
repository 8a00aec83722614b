//! What is written reads back, for random games of every kind: seeded, so that a failure can be repeated.

use zopa::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome};
use zopa::games::normal_form::{NormalFormGame, Outcomes, Player};
use zopa::model::game::GameForm;
use zopa::numeric::random::Random;
use zopa::numeric::{Rational, Units};

use crate::game;

fn below(random: &mut Random, limit: u64) -> u64 {
    random.below(limit)
}

/// Mostly short numbers; now and then one near the limits of a file.
fn number(random: &mut Random) -> Rational {
    let whole = |random: &mut Random, limit: u64| below(random, limit) as i128;
    let text = match below(random, 8) {
        0 => format!("-{}.{}", whole(random, 100), whole(random, 1000)),
        1 => format!("{}/{}", whole(random, 100), 1 + whole(random, 30)),
        2 => format!("{}e{}", 1 + whole(random, 1 << 62), whole(random, 81) - 40),
        3 => format!("-{}{}", 1 + whole(random, 1 << 62), whole(random, 1 << 62)),
        _ => format!("{}", whole(random, 20) - 10),
    };
    text.parse().expect("a number")
}

fn name(random: &mut Random) -> String {
    const PIECES: &[&str] = &["a", "b", "\"", "\\", " ", "1", "{", ",", "\n", "é", "p", "\\\""];
    let length = below(random, 5);
    let name: String = (0..length).map(|_| PIECES[below(random, PIECES.len() as u64) as usize]).collect();
    // The format cannot end a text with a backslash.
    name.trim_end_matches('\\').to_owned()
}

fn names(random: &mut Random, count: u64) -> Vec<String> {
    if below(random, 3) == 0 {
        return (1..=count).map(|number| number.to_string()).collect();
    }
    (0..count).map(|_| name(random)).collect()
}

fn numbers(random: &mut Random, count: usize) -> Vec<Rational> {
    (0..count).map(|_| number(random)).collect()
}

#[track_caller]
fn same(one: &GameForm, seed: u64) {
    let written = one.write();
    assert_eq!(game(&written), *one, "seed {seed}\n{written}");
}

#[test]
fn random_games_in_normal_form_read_back() {
    for seed in 0..400 {
        let mut random = Random::new(seed);
        let players = 1 + below(&mut random, 4);
        let player = |random: &mut Random| {
            let count = 1 + below(random, 4);
            Player { name: name(random), strategies: names(random, count) }
        };
        let players: Vec<Player> = (0..players).map(|_| player(&mut random)).collect();
        let profiles = players.iter().map(|player| player.strategies.len()).product();
        let title = name(&mut random);
        let game = if seed % 2 == 0 {
            let payoffs: Vec<_> = players.iter().map(|_| numbers(&mut random, profiles)).collect();
            NormalFormGame::new(&title, players, &payoffs)
        } else {
            let count = below(&mut random, 6);
            let labels: Vec<String> = (0..count).map(|_| name(&mut random)).collect();
            let column = |random: &mut Random| Units::new(&numbers(random, count as usize)).expect("units");
            let payoffs = players.iter().map(|_| column(&mut random)).collect();
            let outcome = |random: &mut Random| (below(random, count + 1) as u32).checked_sub(1);
            let by_profile = (0..profiles).map(|_| outcome(&mut random)).collect();
            NormalFormGame::from_outcomes(&title, players, Outcomes { labels, payoffs, by_profile })
        };
        let game = game.expect("a game").with_comment(&name(&mut random));
        same(&GameForm::Normal(game), seed);
    }
}

/// A random tree, its sets and outcomes in the order in which nodes first name them.
fn tree(random: &mut Random) -> ExtensiveGame {
    let players: Vec<String> = (0..1 + below(random, 3)).map(|_| name(random)).collect();
    let (mut nodes, mut sets, mut outcomes) =
        (Vec::new(), Vec::<InformationSet>::new(), Vec::<Outcome>::new());
    let mut missing = 1_usize;
    while missing > 0 {
        missing -= 1;
        let is_end = nodes.len() > 40 || (!nodes.is_empty() && below(random, 5) < 3);
        let set = if is_end {
            None
        } else if !sets.is_empty() && below(random, 3) == 0 {
            Some(below(random, sets.len() as u64) as u32)
        } else {
            sets.push(set(random, players.len(), sets.len() as u64));
            Some(sets.len() as u32 - 1)
        };
        missing += set.map_or(0, |set| sets[set as usize].actions.len());
        let outcome = match below(random, 4) {
            0 => None,
            1 if !outcomes.is_empty() => Some(below(random, outcomes.len() as u64) as u32),
            _ => {
                let number = 1 + 3 * outcomes.len() as u64;
                outcomes.push(Outcome { label: name(random), number });
                Some(outcomes.len() as u32 - 1)
            }
        };
        nodes.push(Node { label: name(random), set, outcome });
    }
    let payoffs: Vec<_> = players.iter().map(|_| numbers(random, outcomes.len())).collect();
    ExtensiveGame::new(&name(random), players, nodes, sets, outcomes, &payoffs)
        .expect("a tree")
        .with_comment(&name(random))
}

fn set(random: &mut Random, players: usize, before: u64) -> InformationSet {
    let count = 1 + below(random, 3);
    let (number, label) = (1 + 2 * before, name(random));
    let actions: Vec<String> = (0..count).map(|_| name(random)).collect();
    let player = below(random, players as u64 + 1) as usize;
    let Some(player) = player.checked_sub(1) else {
        let weights: Vec<i128> = (0..count).map(|_| 1 + i128::from(below(random, 9))).collect();
        let total = weights.iter().sum();
        let probabilities = weights.iter().filter_map(|&weight| Rational::new(weight, total)).collect();
        return InformationSet { label, number, mover: Mover::Chance, actions, probabilities };
    };
    InformationSet { label, number, mover: Mover::Player(player), actions, probabilities: vec![] }
}

#[test]
fn random_trees_read_back() {
    for seed in 0..400 {
        same(&GameForm::Extensive(tree(&mut Random::new(seed))), seed);
    }
}

/// A tree built by hand may number its sets and outcomes in ways that no file can hold.
#[test]
fn numbers_that_repeat_are_given_anew() {
    let one = |number| InformationSet {
        label: String::new(),
        number,
        mover: Mover::Player(0),
        actions: vec!["go".into()],
        probabilities: vec![],
    };
    let node = |set, outcome| Node { label: String::new(), set, outcome };
    let outcome = |label: &str| Outcome { label: label.into(), number: 0 };
    let tree = ExtensiveGame::new(
        "",
        vec!["A".into()],
        vec![node(Some(0), Some(0)), node(Some(1), None), node(None, Some(1))],
        vec![one(4), one(4)],
        vec![outcome("x"), outcome("y")],
        &[vec![1.into(), 2.into()]],
    );
    let GameForm::Extensive(read) = game(&GameForm::Extensive(tree.expect("a tree")).write()) else {
        panic!("a table")
    };
    assert_eq!(read.sets().iter().map(|set| set.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(
        read.outcomes().iter().map(|one| (one.number, one.label.as_str())).collect::<Vec<_>>(),
        [(1, "x"), (2, "y")]
    );
}
