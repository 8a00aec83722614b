//! Backward induction: published games, all equilibria against every profile, refusals.

#[path = "common/trees.rs"]
mod trees;

use std::collections::BTreeMap;

use dashu_int::UBig;
use trees::{Shape, Tree, alternating_offers, chance, end, game, moves, number, random};
use zopa::budget::Budget;
use zopa::certify::extensive::{
    ActionSets, Ending, NotPerfectInformation, SubgamePerfect, judge_not_perfect_information,
    judge_subgame_perfect,
};
use zopa::certify::{Completeness, Stop, Strength, Verdict};
use zopa::extensive::backward_induction::backward_induction;
use zopa::games::extensive::{ExtensiveGame, Mover};
use zopa::numeric::Rational;

fn solved(game: &ExtensiveGame) -> SubgamePerfect {
    let answer = backward_induction(game, &Budget::unlimited());
    assert_eq!((answer.stop, answer.completeness), (Stop::Finished, Completeness::All));
    answer.found().expect("a certified answer").clone().into_claim()
}

fn payoffs(claim: &SubgamePerfect) -> Vec<Vec<Rational>> {
    claim.all.as_ref().expect("all").payoffs.iter().map(|entry| entry.payoffs.clone()).collect()
}

fn centipede(moves_left: usize) -> Tree {
    // McKelvey and Palfrey 1992, in tenths: 4 and 1 double at every move, the larger pile to who takes it.
    (0..moves_left).rev().fold(
        {
            let (large, small) = (4 << moves_left, 1 << moves_left);
            if moves_left.is_multiple_of(2) { end([large, small]) } else { end([small, large]) }
        },
        |after, turn| {
            let (large, small) = (4 << turn, 1 << turn);
            let take = if turn % 2 == 0 { end([large, small]) } else { end([small, large]) };
            moves(turn % 2, &format!("move {turn}"), [("take", take), ("pass", after)])
        },
    )
}

#[test]
fn the_centipede_is_taken_at_once() {
    // Rosenthal 1981, Journal of Economic Theory 25; numbers of McKelvey and Palfrey 1992, Econometrica 60.
    for moves in [4, 6] {
        let game = game(2, &centipede(moves));
        let claim = solved(&game);
        assert_eq!(payoffs(&claim), [[4, 1]]);
        assert_eq!(claim.path, [Ending { node: 1, probability: Rational::ONE }]);
        assert_eq!(claim.actions, vec![Some(0); moves]);
        assert_eq!(claim.all.expect("all").equilibria, UBig::ONE);
    }
}

#[test]
fn selten_1975_figure_2_ends_at_once() {
    let third = moves(0, "3", [("r", end([0, 3])), ("l", end([2, 0]))]);
    let second = moves(1, "2", [("R", end([0, 2])), ("L", third)]);
    let claim = solved(&game(2, &moves(0, "1", [("R", end([1, 1])), ("L", second)])));
    assert_eq!(payoffs(&claim), [[1, 1]]);
}

/// An offer of 0, 1 or 2 of two units, which the other side takes or leaves.
fn ultimatum() -> ExtensiveGame {
    let offer = |units: i64, set| moves(1, set, [("Y", end([2 - units, units])), ("N", end([0, 0]))]);
    game(2, &moves(0, "o", [("0", offer(0, "r0")), ("1", offer(1, "r1")), ("2", offer(2, "r2"))]))
}

#[test]
fn an_ultimatum_with_ties_has_two_payoffs() {
    // By hand: if an offer of nothing is taken, nothing is offered; if not, one unit is.
    let claim = solved(&ultimatum());
    assert_eq!(payoffs(&claim), [[1, 1], [2, 0]]);
    let all = claim.all.expect("all");
    assert_eq!((all.equilibria, all.is_product), (UBig::from(2_u8), false));
    assert_eq!(all.optimal.of(0).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(all.optimal.of(1).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(all.optimal.of(2).collect::<Vec<_>>(), [0]);
}

/// Payoffs of every node when each set's action is given.
fn worth(game: &ExtensiveGame, actions: &[usize], node: usize) -> Vec<Rational> {
    let own = (0..game.players().len()).map(|player| game.payoff_at(player, node));
    let below = match game.set_of(node) {
        None => vec![Rational::ZERO; game.players().len()],
        Some(set) => {
            let children: Vec<Vec<Rational>> =
                game.children(node).map(|child| worth(game, actions, child)).collect();
            match game.sets()[set].mover {
                Mover::Player(_) => children[actions[set]].clone(),
                Mover::Chance => (0..game.players().len())
                    .map(|player| {
                        let shares = children.iter().zip(&game.sets()[set].probabilities);
                        shares.fold(Rational::ZERO, |sum, (row, share)| &sum + &(&row[player] * share))
                    })
                    .collect(),
            }
        }
    };
    own.zip(&below).map(|(own, below)| &own + below).collect()
}

/// Is nobody better off in any subgame by any other strategy of its own? Tries all of them, so it needs no principle.
fn is_subgame_perfect(game: &ExtensiveGame, actions: &[usize], profiles: &[Vec<usize>]) -> bool {
    let nodes = (0..game.nodes().len()).filter(|node| game.set_of(*node).is_some());
    let mut nodes = nodes.map(|node| (node, worth(game, actions, node)));
    nodes.all(|(node, here)| {
        profiles.iter().all(|other| {
            let differing: Vec<usize> =
                (0..actions.len()).filter(|set| actions[*set] != other[*set]).collect();
            let mover = |set: usize| game.sets()[set].mover;
            let Some(Mover::Player(player)) = differing.first().map(|set| mover(*set)) else { return true };
            differing.iter().any(|set| mover(*set) != Mover::Player(player))
                || worth(game, other, node)[player] <= here[player]
        })
    })
}

/// Every profile of pure strategies.
fn profiles(game: &ExtensiveGame) -> Vec<Vec<usize>> {
    let mut profiles = vec![Vec::new()];
    for set in game.sets() {
        let choices = if set.mover == Mover::Chance { 1 } else { set.actions.len() };
        profiles = profiles
            .iter()
            .flat_map(|profile| (0..choices).map(move |action| [profile.clone(), vec![action]].concat()))
            .collect();
    }
    profiles
}

#[test]
fn the_list_is_that_of_trying_every_profile() {
    let mut tried = 0;
    let mut products = 0;
    for seed in 0..900 {
        let shape = Shape {
            players: 1 + (seed % 3) as usize,
            depth: 2 + (seed % 2) as usize,
            actions: 3,
            payoffs: 1 + seed % 3,
            chance: [0, 3, 4][(seed % 3) as usize],
            sets: 0,
        };
        let game = game(shape.players, &random(&shape, seed));
        let size: usize = game
            .sets()
            .iter()
            .map(|set| if set.mover == Mover::Chance { 1 } else { set.actions.len() })
            .product();
        if size > 200 || game.nodes().len() == 1 {
            continue;
        }
        let every = profiles(&game);
        let good: Vec<&Vec<usize>> =
            every.iter().filter(|profile| is_subgame_perfect(&game, profile, &every)).collect();
        let mut counts: BTreeMap<Vec<Rational>, u32> = BTreeMap::new();
        let mut optimal = ActionSets::none(&game);
        for profile in &good {
            *counts.entry(worth(&game, profile, 0)).or_default() += 1;
            for (set, action) in profile.iter().enumerate() {
                if game.sets()[set].mover != Mover::Chance {
                    optimal.insert(set, *action);
                }
            }
        }
        let claim = solved(&game);
        let all = claim.all.expect("all");
        let found: BTreeMap<Vec<Rational>, u32> = all
            .payoffs
            .iter()
            .map(|entry| (entry.payoffs.clone(), u32::try_from(&entry.equilibria).expect("few")))
            .collect();
        assert_eq!(found, counts, "seed {seed}");
        assert_eq!(all.optimal, optimal, "seed {seed}");
        assert_eq!(all.equilibria, UBig::from(good.len()), "seed {seed}");
        assert_eq!(all.is_product, optimal.choices() == UBig::from(good.len()), "seed {seed}");
        tried += 1;
        products += u32::from(all.is_product && good.len() > 1);
    }
    assert!(tried > 500 && products > 20, "{tried} trees, {products} products");
}

#[test]
fn a_tie_in_which_only_others_differ_makes_a_product() {
    // A's two actions pay A the same and B differently: both equilibria, and B's own choice elsewhere is free.
    let tree = moves(0, "a", [("l", end([1, 0])), ("r", end([1, 5]))]);
    let all = solved(&game(2, &tree)).all.expect("all");
    assert_eq!((all.equilibria, all.is_product, all.payoffs.len()), (UBig::from(2_u8), true, 2));
}

#[test]
fn branches_of_probability_zero_count_among_strategies_but_pay_nothing() {
    let never = moves(0, "never", [("x", end([7, 7])), ("y", end([7, 7]))]);
    let all = solved(&game(2, &chance([("0", never), ("1", end([1, 2]))]))).all.expect("all");
    assert_eq!(all.equilibria, UBig::from(2_u8));
    assert_eq!(all.payoffs[0].payoffs, [1, 2]);
}

#[test]
fn one_node_is_a_game() {
    let claim = solved(&game(1, &end([3])));
    assert_eq!((claim.payoffs, claim.path.len()), (vec![Rational::from(3)], 1));
    assert_eq!(claim.all.expect("all").equilibria, UBig::ONE);
}

#[test]
fn a_player_who_cannot_tell_nodes_apart_is_named() {
    let second = || moves(1, "2", [("H", end([1, -1])), ("T", end([-1, 1]))]);
    let game = game(2, &moves(0, "1", [("H", second()), ("T", second())]));
    let answer = backward_induction(&game, &Budget::unlimited());
    assert_eq!(answer.refutation().map(|claim| claim.set), Some(1));
    for set in [0, 2] {
        assert!(judge_not_perfect_information(&game, NotPerfectInformation { set }).is_err());
    }
}

#[test]
fn more_payoffs_than_are_kept_leave_one_equilibrium_and_say_so() {
    // Eleven independent ties that pay 2^k or not: 2,048 payoffs.
    let branches = (0..11).map(|k| {
        let tie = moves(0, &k.to_string(), [("0", end([0, 0])), ("1", end([0, 1 << k]))]);
        (number("1/11"), tie)
    });
    let game = game(2, &Tree::Chance(branches.collect()));
    let answer = backward_induction(&game, &Budget::unlimited());
    assert_eq!(answer.completeness, Completeness::One);
    let claim = answer.found().expect("one");
    assert_eq!((&claim.payoffs, &claim.all), (&vec![Rational::ZERO; 2], &None));
    assert_eq!(claim.path.len(), 11);
}

#[test]
fn a_budget_that_runs_out_leaves_one_equilibrium_or_nothing() {
    let game = alternating_offers(10, 3, 0);
    let none = backward_induction(&game, &Budget::of_work(1));
    assert_eq!((none.stop, none.completeness), (Stop::OutOfBudget, Completeness::Unknown));
    assert!(matches!(none.verdict, Verdict::Undecided { best: None }));
    let one = backward_induction(&game, &Budget::of_work(game.nodes().len() as u64 + 1));
    assert_eq!((one.stop, one.completeness), (Stop::OutOfBudget, Completeness::One));
    assert!(one.found().is_some_and(|claim| claim.all.is_none()));
}

#[test]
fn backward_induction_ignores_scales() {
    for seed in 0..50 {
        let shape = Shape { players: 2, depth: 4, actions: 3, payoffs: 3, chance: 4, sets: 0 };
        let tree = random(&shape, seed);
        let changed = scaled(&tree);
        let (one, other) = (solved(&game(2, &tree)), solved(&game(2, &changed)));
        assert_eq!(one.actions, other.actions);
        let (one, other) = (one.all.expect("all"), other.all.expect("all"));
        assert_eq!((one.equilibria, one.optimal), (other.equilibria, other.optimal));
    }
}

/// The same tree with player 1's payoffs doubled and player 2's tripled.
fn scaled(tree: &Tree) -> Tree {
    let row = |payoffs: &[i64]| vec![payoffs[0] * 2, payoffs[1] * 3];
    match tree {
        Tree::End(payoffs) => Tree::End(row(payoffs)),
        Tree::Paid(payoffs, tree) => Tree::Paid(row(payoffs), Box::new(scaled(tree))),
        Tree::Chance(branches) => {
            Tree::Chance(branches.iter().map(|(share, tree)| (share.clone(), scaled(tree))).collect())
        }
        Tree::Move(player, set, actions) => {
            let actions = actions.iter().map(|(name, tree)| (name.clone(), scaled(tree)));
            Tree::Move(*player, set.clone(), actions.collect())
        }
    }
}

#[test]
fn perturbed_claims_are_refused() {
    let game = ultimatum();
    let good = solved(&game);
    let refused = |name: &str, change: &dyn Fn(&mut SubgamePerfect)| {
        let mut claim = good.clone();
        change(&mut claim);
        assert!(judge_subgame_perfect(&game, claim).is_err(), "{name}");
    };
    assert!(judge_subgame_perfect(&game, good.clone()).is_ok());
    refused("the responder refuses one unit", &|claim| claim.actions[2] = Some(1));
    refused("nothing is refused, yet offered", &|claim| claim.actions[1] = Some(1));
    refused("two units offered", &|claim| claim.actions[0] = Some(2));
    refused("no action", &|claim| claim.actions[3] = None);
    refused("no such action", &|claim| claim.actions[3] = Some(2));
    refused("an action too few", &|claim| claim.actions.truncate(3));
    refused("a payoff", &|claim| claim.payoffs[0] = 3.into());
    refused("another ending", &|claim| claim.path[0].node = 3);
    refused("a probability", &|claim| claim.path[0].probability = number("1/2"));
    refused("no ending", &|claim| claim.path.clear());
    let of_all = |name: &str, change: &dyn Fn(&mut zopa::certify::extensive::AllSubgamePerfect)| {
        refused(name, &|claim| change(claim.all.as_mut().expect("all")));
    };
    of_all("a number", &|all| all.equilibria = UBig::from(3_u8));
    of_all("a number and its sum", &|all| {
        all.payoffs[0].equilibria = UBig::from(2_u8);
        all.equilibria = UBig::from(3_u8);
    });
    of_all("a payoff vector too few", &|all| {
        all.payoffs.remove(0);
        all.equilibria = UBig::ONE;
    });
    of_all("another payoff vector", &|all| all.payoffs[0].payoffs[0] = Rational::ZERO);
    of_all("out of order", &|all| all.payoffs.reverse());
    of_all("an optimal action too many", &|all| all.optimal.insert(0, 2));
    of_all("an optimal action too few", &|all| all.optimal.remove(0, 1));
    of_all("a product", &|all| all.is_product = true);
}

#[test]
fn a_runner_up_that_looks_one_step_ahead_is_refused() {
    // Takes the action whose first terminal node pays most: in the centipede it passes on.
    let game = game(2, &centipede(4));
    let good = solved(&game);
    let greedy = SubgamePerfect { actions: vec![Some(1); 4], all: None, ..good.clone() };
    assert!(judge_subgame_perfect(&game, greedy).is_err());
    let only = judge_subgame_perfect(&game, SubgamePerfect { all: None, ..good }).expect("one");
    assert_eq!(only.certificate().strength, Strength::Proof);
}

#[test]
fn alternating_offers_are_counted_twice() {
    // 397 nodes: two rounds of eleven offers.
    for loss in [0, 1, 2] {
        let game = alternating_offers(10, 2, loss);
        assert_eq!(game.nodes().len(), 397);
        let answer = backward_induction(&game, &Budget::unlimited());
        let claim = answer.found().expect("certified");
        assert_eq!(claim.certificate().strength, Strength::Recount);
    }
}

#[test]
fn a_large_tree_is_counted_again_and_a_wrong_number_refused() {
    // 48,313 nodes: four rounds of eleven offers, numbers of hundreds of digits.
    let game = alternating_offers(10, 4, 1);
    let answer = backward_induction(&game, &Budget::unlimited());
    let good = answer.found().expect("certified");
    assert_eq!(good.certificate().strength, Strength::Recount);
    let refused = |name: &str, change: &dyn Fn(&mut zopa::certify::extensive::AllSubgamePerfect)| {
        let mut claim = (**good).clone();
        change(claim.all.as_mut().expect("all"));
        assert!(judge_subgame_perfect(&game, claim).is_err(), "{name}");
    };
    refused("one more", &|all| {
        all.payoffs[0].equilibria += UBig::ONE;
        all.equilibria += UBig::ONE;
    });
    refused("one moved", &|all| {
        all.payoffs[0].equilibria += UBig::ONE;
        all.payoffs[1].equilibria -= UBig::ONE;
    });
    let set =
        (0..game.sets().len()).find(|set| good.actions[*set] == Some(1)).expect("an offer that is refused");
    refused("an optimal action too many", &|all| {
        let other = (0..game.sets()[set].actions.len()).find(|action| !all.optimal.contains(set, *action));
        match other {
            Some(other) => all.optimal.insert(set, other),
            None => all.optimal.remove(set, 0),
        }
    });
}

#[test]
fn large_trees_with_chance_and_many_ties_are_counted_again() {
    let mut tried = 0;
    for seed in 0..12 {
        let shape = Shape { players: 2, depth: 15, actions: 4, payoffs: 3, chance: 60, sets: 0 };
        let game = game(2, &random(&shape, seed));
        if game.nodes().len() <= 20_000 {
            continue;
        }
        let answer = backward_induction(&game, &Budget::unlimited());
        let claim = answer.found().expect("certified");
        println!("seed {seed}: {} nodes, {:?}", game.nodes().len(), answer.completeness);
        if claim.all.is_some() {
            assert_eq!(claim.certificate().strength, Strength::Recount);
            tried += 1;
        }
    }
    assert!(tried > 0);
}
