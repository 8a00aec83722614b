//! From trees to normal form and back: counts known from the literature, payoffs and ends by following every path.

#[path = "common/known_trees.rs"]
mod known_trees;
#[path = "common/trees.rs"]
mod trees;

use std::collections::BTreeSet;

use known_trees::{beer_quiche, horse, kuhn, kuhn_claim, myerson};
use trees::{Shape, Tree, chance, end, game, moves, number, random};
use zopa::budget::Budget;
use zopa::certify::extensive::BehaviourEquilibrium;
use zopa::certify::strategic::Equilibrium;
use zopa::extensive::backward_induction::backward_induction;
use zopa::extensive::normal_form::{NoNormalForm, ReducedNormalForm, reduced_normal_form};
use zopa::games::extensive::{ExtensiveGame, Mover, Recall};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

fn reduced(game: &ExtensiveGame) -> ReducedNormalForm {
    reduced_normal_form(game).expect("a small game")
}

fn sizes(game: &ExtensiveGame) -> Vec<usize> {
    let reduced = reduced(game);
    (0..game.players().len()).map(|player| reduced.game().strategies(player)).collect()
}

#[test]
fn known_trees_have_as_many_plans_as_is_known() {
    assert_eq!(sizes(&horse()), [2, 2, 2]);
    // With each card: bet, check and call, check and fold. The second player answers a bet and a check.
    assert_eq!(sizes(&kuhn()), [27, 64]);
    assert_eq!(sizes(&myerson()), [4, 2]);
    assert_eq!(sizes(&beer_quiche()), [4, 4]);
}

#[test]
fn myersons_card_game_has_the_table_of_the_book() {
    // Myerson 1991, table 2.1, here with 1 for what the book calls a unit: player 1's payoffs.
    let reduced = reduced(&myerson());
    let names: Vec<&str> = reduced.game().players()[0].strategies.iter().map(String::as_str).collect();
    assert_eq!(names, ["raise, raise", "raise, fold", "fold, raise", "fold, fold"]);
    let meet: Vec<Rational> =
        (0..4).map(|own| reduced.game().payoff(0, reduced.game().index(&[own, 0]))).collect();
    let pass: Vec<Rational> =
        (0..4).map(|own| reduced.game().payoff(0, reduced.game().index(&[own, 1]))).collect();
    assert_eq!(meet, ["0", "1/2", "-1/2", "0"].map(number));
    assert_eq!(pass, ["1", "0", "1", "0"].map(number));
}

/// The probability of each end when everybody mixes plans, by trying every profile and following its path.
fn ends_of_mixed(
    game: &ExtensiveGame,
    reduced: &ReducedNormalForm,
    mixed: &[Vec<Rational>],
) -> Vec<Rational> {
    let mut ends = vec![Rational::ZERO; game.nodes().len()];
    for profile in 0..reduced.game().profiles() {
        let chosen: Vec<usize> =
            (0..mixed.len()).map(|player| reduced.game().strategy(player, profile)).collect();
        let weight =
            chosen.iter().zip(mixed).fold(Rational::ONE, |product, (own, list)| &product * &list[*own]);
        follow(game, reduced, &chosen, 0, &weight, &mut ends);
    }
    ends
}

/// Adds to `ends` what a profile of plans leads to from `node` on.
fn follow(
    game: &ExtensiveGame,
    reduced: &ReducedNormalForm,
    chosen: &[usize],
    node: usize,
    weight: &Rational,
    ends: &mut [Rational],
) {
    if weight.is_zero() {
        return;
    }
    let Some(set) = game.set_of(node) else {
        ends[node] += weight;
        return;
    };
    for (action, child) in game.children(node).enumerate() {
        let share = match game.sets()[set].mover {
            Mover::Chance => game.sets()[set].probabilities[action].clone(),
            Mover::Player(player) => {
                let place = reduced.sets(player).iter().position(|own| *own == set).expect("an own set");
                let taken = reduced.plan(player, chosen[player])[place].expect("the plan comes here");
                i64::from(taken as usize == action).into()
            }
        };
        follow(game, reduced, chosen, child, &(weight * &share), ends);
    }
}

/// What these probabilities of ends pay a player; what is paid on the way is paid to all ends below.
fn paid(game: &ExtensiveGame, ends: &[Rational], player: usize) -> Rational {
    (0..ends.len()).fold(Rational::ZERO, |sum, node| {
        let reach: Rational = ends[node..game.end(node)].iter().sum();
        &sum + &(&reach * &game.payoff_at(player, node))
    })
}

fn drawn(sizes: &[usize], random: &mut Random) -> Vec<Vec<Rational>> {
    let list = |size: &usize| {
        let mut weights: Vec<i128> = (0..*size).map(|_| i128::from(random.below(3))).collect();
        if weights.iter().sum::<i128>() == 0 {
            weights[0] = 1;
        }
        let total = weights.iter().sum();
        weights.into_iter().map(|weight| Rational::new(weight, total).expect("above 0")).collect()
    };
    sizes.iter().map(list).collect()
}

#[test]
fn random_trees_pay_in_normal_form_what_their_paths_pay() {
    let (mut perfect, mut forgetful) = (0, 0);
    for seed in 0..400 {
        let shape = Shape {
            players: 2 + (seed % 2) as usize,
            depth: 3 + (seed % 2) as usize,
            actions: 3,
            payoffs: 5,
            chance: 4,
            sets: [0, 2, 3][(seed % 3) as usize],
        };
        let game = game(shape.players, &random(&shape, seed));
        let Ok(reduced) = reduced_normal_form(&game) else { continue };
        if reduced.game().profiles() > 2000 {
            continue;
        }
        let sizes: Vec<usize> = (0..shape.players).map(|player| reduced.game().strategies(player)).collect();
        for (player, size) in sizes.iter().enumerate() {
            let plans: BTreeSet<&[Option<u32>]> = (0..*size).map(|plan| reduced.plan(player, plan)).collect();
            assert_eq!(plans.len(), *size, "seed {seed}: plans differ");
            assert_eq!(plans.len(), plans_by_trying(&game, reduced.sets(player)), "seed {seed}");
        }
        for profile in 0..reduced.game().profiles() {
            let pure: Vec<Vec<Rational>> = sizes
                .iter()
                .enumerate()
                .map(|(player, size)| {
                    let own = reduced.game().strategy(player, profile);
                    (0..*size).map(|other| i64::from(own == other).into()).collect()
                })
                .collect();
            if profile % 17 == 0 {
                let ends = ends_of_mixed(&game, &reduced, &pure);
                for player in 0..shape.players {
                    assert_eq!(
                        reduced.game().payoff(player, profile),
                        paid(&game, &ends, player),
                        "seed {seed}"
                    );
                }
            }
        }
        let mixed = drawn(&sizes, &mut Random::new(seed));
        let Some(behaviour) = reduced.behaviour(&game, &mixed) else {
            assert_ne!(game.recall(), Recall::Perfect, "seed {seed}");
            forgetful += 1;
            continue;
        };
        assert_eq!(game.recall(), Recall::Perfect, "seed {seed}");
        perfect += 1;
        // Kuhn's theorem: the same ends with the same probabilities; then also the same payoffs and regrets.
        let claim = BehaviourEquilibrium::of(&game, behaviour).expect("strategies of the tree");
        let ends = ends_of_mixed(&game, &reduced, &mixed);
        let reached: Vec<(usize, Rational)> =
            ends.into_iter().enumerate().filter(|(_, chance)| !chance.is_zero()).collect();
        let endings: Vec<(usize, Rational)> =
            claim.endings.iter().map(|ending| (ending.node, ending.probability.clone())).collect();
        assert_eq!(endings, reached, "seed {seed}");
        let normal = Equilibrium::of(reduced.game(), mixed).expect("a profile");
        assert_eq!((claim.payoffs, claim.regrets), (normal.payoffs, normal.regrets), "seed {seed}");
    }
    assert!(perfect > 100 && forgetful > 50, "{perfect} {forgetful}");
}

/// Number of plans by trying all strategies: two are one plan if they take the same actions wherever they let come.
fn plans_by_trying(game: &ExtensiveGame, sets: &[usize]) -> usize {
    let number: usize = sets.iter().map(|set| game.sets()[*set].actions.len()).product();
    let mut seen = BTreeSet::new();
    for strategy in 0..number.min(5000) {
        let mut rest = strategy;
        let full: Vec<usize> = sets
            .iter()
            .map(|set| {
                let size = game.sets()[*set].actions.len();
                let action = rest % size;
                rest /= size;
                action
            })
            .collect();
        let mut come = vec![None; sets.len()];
        let mut open = vec![0];
        while let Some(node) = open.pop() {
            let own = game.set_of(node).and_then(|set| sets.iter().position(|other| *other == set));
            match own {
                None => open.extend(game.children(node)),
                Some(place) => {
                    come[place] = Some(full[place]);
                    open.extend(game.children(node).nth(full[place]));
                }
            }
        }
        seen.insert(come);
    }
    if number > 5000 { usize::MAX } else { seen.len() }
}

#[test]
fn an_equilibrium_of_kuhn_poker_is_one_in_normal_form_and_comes_back() {
    // The other way of Kuhn's theorem: plans with the product of the probabilities of their actions.
    let game = kuhn();
    let reduced = reduced(&game);
    let claim = kuhn_claim(&game, "1/6", "1/2", "1/2");
    let mixed: Vec<Vec<Rational>> = (0..2)
        .map(|player| {
            let weight = |plan| {
                let taken = reduced.sets(player).iter().zip(reduced.plan(player, plan));
                taken.fold(Rational::ONE, |product, (set, action)| {
                    action
                        .map_or(product.clone(), |action| &product * &claim.strategies[*set][action as usize])
                })
            };
            (0..reduced.game().strategies(player)).map(weight).collect()
        })
        .collect();
    let normal = Equilibrium::of(reduced.game(), mixed.clone()).expect("a profile");
    assert_eq!((normal.regret(), &normal.payoffs), (Rational::ZERO, &claim.payoffs));
    let back = reduced.behaviour(&game, &mixed).expect("perfect recall");
    assert_eq!(back, claim.strategies);
}

#[test]
fn what_is_too_large_is_refused_from_its_numbers() {
    // Thirty independent choices of one player: 2^30 plans.
    let branches = (0..30).map(|k| {
        let choice = moves(0, &k.to_string(), [("x", end([0, 0])), ("y", end([1, 1]))]);
        (number("1/30"), choice)
    });
    let game = game(2, &Tree::Chance(branches.collect()));
    let refused = reduced_normal_form(&game);
    assert_eq!(refused.err(), Some(NoNormalForm::TooLarge { strategies: vec![1 << 30, 1] }));
}

#[test]
fn a_player_without_moves_and_large_numbers_are_fine() {
    let huge = i64::MAX / 4;
    let choice = moves(0, "a", [("x", end([huge, -huge])), ("y", end([0, 1]))]);
    let game = game(2, &chance([("1/3", choice), ("2/3", end([huge, huge]))]));
    let reduced = reduced(&game);
    assert_eq!(reduced.game().players()[1].strategies, ["(no move)"]);
    assert_eq!(reduced.game().payoff(0, 0), Rational::from(huge));
    assert_eq!(reduced.game().payoff(0, 1), &Rational::from(huge) * &number("2/3"));
}

#[test]
fn strategies_of_another_shape_do_not_come_back() {
    let game = horse();
    let reduced = reduced(&game);
    assert_eq!(reduced.behaviour(&game, &[vec![Rational::ONE]]), None);
    assert_eq!(reduced.behaviour(&myerson(), &vec![vec![Rational::ONE, Rational::ZERO]; 3]), None);
}

#[test]
fn one_pure_equilibrium_of_a_tree_without_ties_comes_back_as_backward_induction() {
    let (mut tried, mut others) = (0, 0);
    for seed in 0..300 {
        let shape = Shape { players: 2, depth: 4, actions: 3, payoffs: 1000, chance: 5, sets: 0 };
        let game = game(2, &random(&shape, seed));
        let answer = backward_induction(&game, &Budget::unlimited());
        let answer = answer.found().expect("certified");
        let Ok(reduced) = reduced_normal_form(&game) else { continue };
        let is_unique = answer.all.as_ref().is_some_and(|all| all.equilibria == 1_u8.into());
        if reduced.game().profiles() > 300 || !is_unique {
            continue;
        }
        let mut perfect = Vec::new();
        for profile in 0..reduced.game().profiles() {
            let pure = (0..2).map(|player| {
                let own = reduced.game().strategy(player, profile);
                let plans = 0..reduced.game().strategies(player);
                plans.map(|plan| i64::from(plan == own).into()).collect()
            });
            let pure: Vec<Vec<Rational>> = pure.collect();
            let normal = Equilibrium::of(reduced.game(), pure.clone()).expect("a profile");
            let behaviour = reduced.behaviour(&game, &pure).expect("perfect recall");
            let claim = BehaviourEquilibrium::of(&game, behaviour).expect("strategies of the tree");
            assert_eq!(claim.regrets, normal.regrets, "seed {seed}");
            if claim.subgame_perfect == Some(true) {
                perfect.push(claim.strategies);
            } else if normal.regret().is_zero() {
                others += 1;
            }
        }
        let strategies: Vec<Vec<Rational>> = game
            .sets()
            .iter()
            .zip(&answer.actions)
            .map(|(set, taken)| {
                let shares =
                    (0..set.actions.len() as u32).map(|action| i64::from(Some(action) == *taken).into());
                if taken.is_some() { shares.collect() } else { Vec::new() }
            })
            .collect();
        assert_eq!(perfect, [strategies], "seed {seed}");
        tried += 1;
    }
    assert!(tried > 50 && others > 20, "{tried} trees, {others} equilibria that are no more than that");
}
