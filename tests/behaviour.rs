//! Behaviour strategies: published equilibria, regrets against every pure strategy, refusals.

#[path = "common/known_trees.rs"]
mod known_trees;
#[path = "common/trees.rs"]
mod trees;

use known_trees::{beer_quiche, horse, kuhn, myerson, strategies};
use trees::{Shape, chance, end, game, moves, number, random};
use zopa::budget::Budget;
use zopa::certify::Strength;
use zopa::certify::extensive::{BehaviourEquilibrium, NotJudged, judge_behaviour};
use zopa::extensive::backward_induction::backward_induction;
use zopa::games::extensive::{ExtensiveGame, Mover, Recall};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

/// The claim for named probabilities; sets and actions that are not named are not played.
fn claim(game: &ExtensiveGame, named: &[(&str, &[(&str, &str)])]) -> BehaviourEquilibrium {
    let claim = BehaviourEquilibrium::of(game, strategies(game, named)).expect("strategies of the tree");
    let judged = judge_behaviour(game, claim.clone(), &claim.regret()).expect("what is computed holds");
    assert_eq!(judged.certificate().strength, Strength::Proof);
    claim
}

fn numbers(list: &[&str]) -> Vec<Rational> {
    list.iter().map(|text| number(text)).collect()
}

#[test]
fn seltens_horse_has_a_component_that_is_no_threat_and_one_that_is() {
    // Selten 1975, figure 1. Both are subgame perfect, there being no subgame; that one is not sequential is seen in
    // player 2's set, which is not reached.
    let game = horse();
    for left in ["1", "3/4"] {
        let right = if left == "1" { "0" } else { "1/4" };
        let good =
            claim(&game, &[("1", &[("R", "1")]), ("2", &[("R", "1")]), ("3", &[("L", left), ("R", right)])]);
        assert_eq!((good.payoffs.clone(), good.regret()), (numbers(&["1", "1", "1"]), Rational::ZERO));
        assert_eq!((good.subgame_perfect, &good.beliefs[2]), (Some(true), &None));
        assert_eq!(good.beliefs[1], Some(numbers(&["1"])));
    }
    for (right, left) in [("1", "0"), ("2/3", "1/3"), ("1/3", "2/3")] {
        let odd =
            claim(&game, &[("1", &[("L", "1")]), ("2", &[("R", right), ("L", left)]), ("3", &[("R", "1")])]);
        assert_eq!((odd.payoffs.clone(), odd.regret()), (numbers(&["3", "2", "2"]), Rational::ZERO));
        // Player 3 knows that player 1 moved left; player 2 is not asked.
        assert_eq!(odd.beliefs[2], Some(numbers(&["0", "1"])));
        assert_eq!(odd.beliefs[1], None);
    }
    // One step beyond either component somebody gains; by hand, player 1 moves left if 1 + 3 P(L) is at most 3.
    let beyond =
        claim(&game, &[("1", &[("R", "1")]), ("2", &[("R", "1")]), ("3", &[("L", "2/3"), ("R", "1/3")])]);
    assert!(beyond.regret().is_positive() && beyond.subgame_perfect == Some(false));
    let beyond =
        claim(&game, &[("1", &[("L", "1")]), ("2", &[("R", "3/10"), ("L", "7/10")]), ("3", &[("R", "1")])]);
    assert!(beyond.regret().is_positive());
}

#[test]
fn kuhn_poker_has_a_line_of_equilibria() {
    // Kuhn 1950: the first player bets a jack with probability alpha, the rest follows; value -1/18.
    let game = kuhn();
    for (jack, king, call) in [("0", "0", "1/3"), ("1/6", "1/2", "1/2"), ("1/3", "1", "2/3")] {
        let claim = known_trees::kuhn_claim(&game, jack, king, call);
        assert_eq!((claim.payoffs.clone(), claim.regret()), (numbers(&["-1/18", "1/18"]), Rational::ZERO));
        assert_eq!(claim.subgame_perfect, Some(true));
        assert!(judge_behaviour(&game, claim, &Rational::ZERO).is_ok());
    }
    let off = known_trees::kuhn_claim(&game, "1/6", "1/3", "1/2");
    assert!(judge_behaviour(&game, off, &Rational::ZERO).is_err());
}

#[test]
fn myersons_card_game_is_bluffed_in_one_of_three() {
    // Myerson 1991, sections 2.1 and 3.2.
    let game = myerson();
    let claim = claim(
        &game,
        &[
            ("1a", &[("raise", "1")]),
            ("1b", &[("raise", "1/3"), ("fold", "2/3")]),
            ("2", &[("meet", "2/3"), ("pass", "1/3")]),
        ],
    );
    assert_eq!((claim.payoffs.clone(), claim.regret()), (numbers(&["1/3", "-1/3"]), Rational::ZERO));
    // By hand: raised with a good card in 1/2 of all deals, with a bad one in 1/6.
    assert_eq!(claim.beliefs.iter().flatten().find(|list| list.len() == 2), Some(&numbers(&["3/4", "1/4"])));
    // By hand: red raised and met 1/3, passed 1/6; black raised and met 1/9, passed 1/18, folded 1/3.
    let probabilities: Vec<Rational> =
        claim.endings.iter().map(|ending| ending.probability.clone()).collect();
    assert_eq!(probabilities, numbers(&["1/3", "1/6", "1/9", "1/18", "1/3"]));
}

#[test]
fn beer_or_quiche_pools_both_ways() {
    // Cho and Kreps 1987, Quarterly Journal of Economics 102.
    let game = beer_quiche();
    for (fight, not) in [("1", "0"), ("1/2", "1/2")] {
        let beer = claim(
            &game,
            &[
                ("W", &[("B", "1")]),
                ("S", &[("B", "1")]),
                ("B", &[("N", "1")]),
                ("Q", &[("F", fight), ("N", not)]),
            ],
        );
        assert_eq!((beer.payoffs.clone(), beer.regret()), (numbers(&["29/10", "9/10"]), Rational::ZERO));
        let beliefs: Vec<&Vec<Rational>> =
            beer.beliefs.iter().flatten().filter(|list| list.len() == 2).collect();
        assert_eq!(beliefs, [&numbers(&["1/10", "9/10"])]);
    }
    let quiche = claim(
        &game,
        &[("W", &[("Q", "1")]), ("S", &[("Q", "1")]), ("Q", &[("N", "1")]), ("B", &[("F", "1")])],
    );
    assert_eq!((quiche.payoffs.clone(), quiche.regret()), (numbers(&["21/10", "9/10"]), Rational::ZERO));
    let off = claim(
        &game,
        &[
            ("W", &[("B", "1")]),
            ("S", &[("B", "1")]),
            ("B", &[("N", "1")]),
            ("Q", &[("F", "2/5"), ("N", "3/5")]),
        ],
    );
    assert!(off.regret().is_positive());
}

#[test]
fn a_threat_that_would_not_be_carried_out_is_an_equilibrium_but_not_in_the_subgame() {
    // Entry deterrence (Selten 1978, Theory and Decision 9): the incumbent would rather share than fight.
    let game = game(
        2,
        &moves(
            0,
            "E",
            [("out", end([0, 2])), ("in", moves(1, "I", [("fight", end([-1, -1])), ("share", end([1, 1]))]))],
        ),
    );
    let threat = claim(&game, &[("E", &[("out", "1")]), ("I", &[("fight", "1")])]);
    assert_eq!((threat.regret(), threat.subgame_perfect), (Rational::ZERO, Some(false)));
    let entry = claim(&game, &[("E", &[("in", "1")]), ("I", &[("share", "1")])]);
    assert_eq!((entry.regret(), entry.subgame_perfect), (Rational::ZERO, Some(true)));
}

#[test]
fn a_subgame_with_hidden_moves_is_found() {
    // An outside option, then matching pennies unseen: equilibrium outside, but inside only an even mixture is one.
    let inside = || moves(1, "P2", [("h", end([1, -1])), ("t", end([-1, 1]))]);
    let other = || moves(1, "P2", [("h", end([-1, 1])), ("t", end([1, -1]))]);
    let tree =
        moves(0, "O", [("out", end([2, 0])), ("in", moves(0, "P1", [("h", inside()), ("t", other())]))]);
    let game = game(2, &tree);
    let even = claim(
        &game,
        &[
            ("O", &[("out", "1")]),
            ("P1", &[("h", "1/2"), ("t", "1/2")]),
            ("P2", &[("h", "1/2"), ("t", "1/2")]),
        ],
    );
    assert_eq!((even.regret(), even.subgame_perfect), (Rational::ZERO, Some(true)));
    let pure = claim(&game, &[("O", &[("out", "1")]), ("P1", &[("h", "1")]), ("P2", &[("h", "1")])]);
    assert_eq!((pure.regret(), pure.subgame_perfect), (Rational::ZERO, Some(false)));
}

/// Strategies drawn at random; some actions are not played.
fn drawn(game: &ExtensiveGame, random: &mut Random) -> Vec<Vec<Rational>> {
    let sets = game.sets().iter();
    sets.map(|set| {
        if set.mover == Mover::Chance {
            return Vec::new();
        }
        let mut weights: Vec<i128> = set.actions.iter().map(|_| i128::from(random.below(3))).collect();
        if weights.iter().all(|weight| *weight == 0) {
            weights[0] = 1;
        }
        let total = weights.iter().sum();
        weights.into_iter().map(|weight| Rational::new(weight, total).expect("above 0")).collect()
    })
    .collect()
}

/// What `player` gets from `node` on, by following every path.
fn payoff(game: &ExtensiveGame, play: &[Vec<Rational>], player: usize, node: usize) -> Rational {
    let paid = game.payoff_at(player, node);
    let Some(set) = game.set_of(node) else { return paid };
    let shares = if play[set].is_empty() { &game.sets()[set].probabilities } else { &play[set] };
    game.children(node)
        .zip(shares)
        .fold(paid, |sum, (child, share)| &sum + &(&payoff(game, play, player, child) * share))
}

/// The most that any pure strategy of `player` pays from `node` on.
fn best(game: &ExtensiveGame, play: &[Vec<Rational>], player: usize, node: usize) -> Rational {
    let own: Vec<usize> =
        (0..game.sets().len()).filter(|set| game.sets()[*set].mover == Mover::Player(player)).collect();
    let sizes: Vec<usize> = own.iter().map(|set| game.sets()[*set].actions.len()).collect();
    let number: usize = sizes.iter().product();
    let pure = (0..number).map(|number| {
        let mut tried = play.to_vec();
        let mut rest = number;
        for (set, size) in own.iter().zip(&sizes) {
            tried[*set] = (0..*size).map(|action| i64::from(action == rest % size).into()).collect();
            rest /= size;
        }
        payoff(game, &tried, player, node)
    });
    pure.max().expect("a strategy")
}

/// Nodes below which, itself included, every set of a player is whole.
fn subgames(game: &ExtensiveGame) -> Vec<usize> {
    let inside = |root: usize, node: usize| node >= root && node < game.end(root);
    let begins = |root: usize| {
        let Some(own) = game.set_of(root) else { return false };
        let alone = game.sets()[own].mover == Mover::Chance || game.members(own).len() == 1;
        (root == 0 || alone)
            && (root..game.end(root)).filter_map(|node| game.set_of(node)).all(|set| {
                game.sets()[set].mover == Mover::Chance
                    || game.members(set).iter().all(|member| inside(root, *member as usize))
            })
    };
    (0..game.nodes().len()).filter(|node| begins(*node)).collect()
}

#[test]
fn regrets_and_subgames_are_those_of_trying_every_strategy() {
    let (mut perfect, mut forgetful, mut absent, mut perfected) = (0, 0, 0, 0);
    for seed in 0..1500 {
        let shape = Shape {
            players: 2,
            depth: 3 + (seed % 2) as usize,
            actions: 2,
            payoffs: 3,
            chance: 4,
            sets: [0, 2, 3][(seed % 3) as usize],
        };
        let game = game(2, &random(&shape, seed));
        if game.sets().is_empty() || game.sets().len() > 14 {
            continue;
        }
        let mut random = Random::new(seed);
        let play = if seed % 5 == 1 && game.has_perfect_information() {
            // An equilibrium, so that subgames are looked at.
            let answer = backward_induction(&game, &Budget::unlimited());
            let actions = answer.found().expect("certified").actions.clone();
            game.sets()
                .iter()
                .zip(actions)
                .map(|(set, taken)| {
                    taken.map_or(Vec::new(), |taken| {
                        (0..set.actions.len())
                            .map(|action| i64::from(action == taken as usize).into())
                            .collect()
                    })
                })
                .collect()
        } else {
            drawn(&game, &mut random)
        };
        let claim = match BehaviourEquilibrium::of(&game, play.clone()) {
            Ok(claim) => claim,
            Err(NotJudged::AbsentMinded { set, .. }) => {
                let twice =
                    |one: &u32, other: &u32| one < other && (*other as usize) < game.end(*one as usize);
                let members = game.members(set);
                assert!(
                    members.iter().any(|one| members.iter().any(|other| twice(one, other))),
                    "seed {seed}"
                );
                absent += 1;
                continue;
            }
            Err(reason) => panic!("seed {seed}: {reason}"),
        };
        for player in 0..2 {
            assert_eq!(claim.payoffs[player], payoff(&game, &play, player, 0), "seed {seed}");
            let regret = &best(&game, &play, player, 0) - &claim.payoffs[player];
            assert_eq!(claim.regrets[player], regret, "seed {seed}");
        }
        if game.recall() == Recall::Perfect {
            let holds = subgames(&game).into_iter().all(|root| {
                (0..2).all(|player| best(&game, &play, player, root) == payoff(&game, &play, player, root))
            });
            // A tree of one path without a choice has no subgame but itself.
            assert_eq!(claim.subgame_perfect, Some(holds), "seed {seed}");
            perfect += 1;
            perfected += usize::from(holds && subgames(&game).len() > 1);
        } else {
            forgetful += 1;
        }
    }
    assert!(
        perfect > 200 && forgetful > 30 && absent > 50 && perfected > 20,
        "{perfect} {forgetful} {absent} {perfected}"
    );
}

#[test]
fn perturbed_claims_are_refused() {
    let game = myerson();
    let third = [("raise", "1/3"), ("fold", "2/3")];
    let good = claim(
        &game,
        &[("1a", &[("raise", "1")]), ("1b", &third), ("2", &[("meet", "2/3"), ("pass", "1/3")])],
    );
    let refused = |name: &str, change: &dyn Fn(&mut BehaviourEquilibrium)| {
        let mut claim = good.clone();
        change(&mut claim);
        assert!(judge_behaviour(&game, claim, &Rational::from(9)).is_err(), "{name}");
    };
    let set = |name: &str| game.sets().iter().position(|set| set.label == name).expect("a set");
    refused("another strategy", &|claim| claim.strategies[set("1b")] = numbers(&["1/2", "1/2"]));
    refused("below 0", &|claim| claim.strategies[set("1b")] = numbers(&["-1", "2"]));
    refused("not one in all", &|claim| claim.strategies[set("1b")] = numbers(&["1/3", "1/3"]));
    refused("a probability too few", &|claim| claim.strategies[set("1b")].truncate(1));
    refused("a set too few", &|claim| claim.strategies.truncate(2));
    refused("a payoff", &|claim| claim.payoffs[1] = Rational::ZERO);
    refused("a regret", &|claim| claim.regrets[0] = number("1/100"));
    refused("an ending", &|claim| claim.endings.truncate(1));
    refused("a belief", &|claim| claim.beliefs[set("2")] = Some(numbers(&["1/2", "1/2"])));
    refused("no belief", &|claim| claim.beliefs[set("2")] = None);
    refused("subgames", &|claim| claim.subgame_perfect = Some(false));
    // A runner-up that never bluffs leaves something to gain.
    let honest =
        claim(&game, &[("1a", &[("raise", "1")]), ("1b", &[("fold", "1")]), ("2", &[("pass", "1")])]);
    assert_eq!(honest.regrets, [1, 0].map(Rational::from).map(|gain| &gain * &number("1")));
    assert!(judge_behaviour(&game, honest.clone(), &number("9/10")).is_err());
    assert!(judge_behaviour(&game, honest, &Rational::ONE).is_ok());
}

#[test]
fn an_absent_minded_driver_is_not_judged() {
    // Piccione and Rubinstein 1997: two exits that look the same.
    let game = game(
        1,
        &moves(
            0,
            "exit",
            [("off", end([0])), ("on", moves(0, "exit", [("off", end([4])), ("on", end([1]))]))],
        ),
    );
    let third = vec![numbers(&["1/3", "2/3"])];
    assert_eq!(BehaviourEquilibrium::of(&game, third), Err(NotJudged::AbsentMinded { player: 0, set: 0 }));
}

#[test]
fn what_is_never_reached_has_no_belief_and_chance_none() {
    let game = game(1, &chance([("0", moves(0, "a", [("x", end([1])), ("y", end([2]))])), ("1", end([5]))]));
    let worse = claim(&game, &[("a", &[("x", "1")])]);
    assert_eq!(worse.beliefs, [None, None]);
    assert_eq!(
        (worse.payoffs, worse.regrets, worse.subgame_perfect),
        (vec![5.into()], vec![0.into()], Some(false))
    );
}
