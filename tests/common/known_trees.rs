//! Published trees with hidden moves, written down from their sources.

#![allow(dead_code, unreachable_pub)]

use zopa::certify::extensive::BehaviourEquilibrium;
use zopa::games::extensive::{ExtensiveGame, Mover};
use zopa::numeric::Rational;

use crate::trees::{Tree, chance, end, game, moves, number};

/// Selten 1975, International Journal of Game Theory 4, figure 1.
pub fn horse() -> ExtensiveGame {
    let second = moves(
        1,
        "2",
        [("R", end([1, 1, 1])), ("L", moves(2, "3", [("R", end([4, 4, 0])), ("L", end([0, 0, 1]))]))],
    );
    let third = moves(2, "3", [("R", end([3, 2, 2])), ("L", end([0, 0, 0]))]);
    game(3, &moves(0, "1", [("R", second), ("L", third)]))
}

/// Kuhn 1950, Contributions to the Theory of Games I: three cards, one bet.
pub fn kuhn() -> ExtensiveGame {
    let deal = |first: usize, second: usize| {
        let (one, two) = (["J", "Q", "K"][first], ["J", "Q", "K"][second]);
        let wins = if first > second { 1 } else { -1 };
        let show = |stake: i64| end([stake * wins, -stake * wins]);
        let bet = moves(1, &format!("2{two}b"), [("call", show(2)), ("fold", end([1, -1]))]);
        let raised = moves(0, &format!("1{one}cb"), [("call", show(2)), ("fold", end([-1, 1]))]);
        let checked = moves(1, &format!("2{two}c"), [("bet", raised), ("check", show(1))]);
        moves(0, &format!("1{one}"), [("bet", bet), ("check", checked)])
    };
    let deals = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)];
    game(2, &chance(deals.map(|(first, second)| ("1/6", deal(first, second)))))
}

/// The equilibrium of [`kuhn`] in which the first player bets a jack and a king and calls with a queen as given.
pub fn kuhn_claim(game: &ExtensiveGame, jack: &str, king: &str, call: &str) -> BehaviourEquilibrium {
    let rest = |text: &str| (&Rational::ONE - &number(text)).to_string();
    let (no_jack, no_king, no_call) = (rest(jack), rest(king), rest(call));
    let named: [(&str, &[(&str, &str)]); 12] = [
        ("1J", &[("bet", jack), ("check", &no_jack)]),
        ("1Q", &[("check", "1")]),
        ("1K", &[("bet", king), ("check", &no_king)]),
        ("1Jcb", &[("fold", "1")]),
        ("1Qcb", &[("call", call), ("fold", &no_call)]),
        ("1Kcb", &[("call", "1")]),
        ("2Jb", &[("fold", "1")]),
        ("2Qb", &[("call", "1/3"), ("fold", "2/3")]),
        ("2Kb", &[("call", "1")]),
        ("2Jc", &[("bet", "1/3"), ("check", "2/3")]),
        ("2Qc", &[("check", "1")]),
        ("2Kc", &[("bet", "1")]),
    ];
    BehaviourEquilibrium::of(game, strategies(game, &named)).expect("strategies of the tree")
}

/// Myerson 1991, Game Theory, section 2.1.
pub fn myerson() -> ExtensiveGame {
    let card = |set, wins: i64| {
        let raised = moves(1, "2", [("meet", end([2 * wins, -2 * wins])), ("pass", end([1, -1]))]);
        moves(0, set, [("raise", raised), ("fold", end([wins, -wins]))])
    };
    game(2, &chance([("1/2", card("1a", 1)), ("1/2", card("1b", -1))]))
}

/// Cho and Kreps 1987, Quarterly Journal of Economics 102.
pub fn beer_quiche() -> ExtensiveGame {
    let meal = |set, fight: [i64; 2], not: [i64; 2]| moves(1, set, [("F", end(fight)), ("N", end(not))]);
    let weak: Tree = moves(0, "W", [("B", meal("B", [0, 1], [2, 0])), ("Q", meal("Q", [1, 1], [3, 0]))]);
    let strong = moves(0, "S", [("B", meal("B", [1, 0], [3, 1])), ("Q", meal("Q", [0, 0], [2, 1]))]);
    game(2, &chance([("1/10", weak), ("9/10", strong)]))
}

/// Probabilities by the names of sets and actions; what is not named is not played.
pub fn strategies(game: &ExtensiveGame, named: &[(&str, &[(&str, &str)])]) -> Vec<Vec<Rational>> {
    let share = |set: &str, action: &String| {
        let of_set = named.iter().find(|(name, _)| *name == set).expect("every set is named").1;
        of_set.iter().find(|(name, _)| name == action).map_or(Rational::ZERO, |(_, share)| number(share))
    };
    let sets = game.sets().iter();
    sets.map(|set| match set.mover {
        Mover::Chance => Vec::new(),
        Mover::Player(_) => set.actions.iter().map(|action| share(&set.label, action)).collect(),
    })
    .collect()
}
