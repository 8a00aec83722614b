//! All extreme equilibria of games of two players: cited answers, a second method, refusals, degenerate games.

#[path = "common/bimatrix.rs"]
mod bimatrix;

use std::collections::BTreeMap;

use bimatrix::{coordination, game, random, repeated};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use zopa::budget::Budget;
use zopa::certify::strategic::{
    ExtremeEquilibria, NashSubset, NotTwoPlayers, judge_extreme_equilibria, judge_not_two_players,
};
use zopa::certify::{Completeness, Stop, Strength, Verdict};
use zopa::games::normal_form::{NormalFormGame, Player};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;
use zopa::strategic::extreme_equilibria::extreme_equilibria;

fn solved(game: &NormalFormGame) -> ExtremeEquilibria {
    let answer = extreme_equilibria(game, &Budget::unlimited());
    assert_eq!(
        (answer.stop, answer.completeness),
        (Stop::Finished, Completeness::All),
        "{:?}",
        answer.verdict
    );
    answer.found().expect("an answer").clone().into_claim()
}

fn profiles(claim: &ExtremeEquilibria) -> Vec<[Vec<Rational>; 2]> {
    let mut profiles: Vec<[Vec<Rational>; 2]> =
        claim.profiles().map(|pair| pair.map(<[Rational]>::to_vec)).collect();
    profiles.sort();
    profiles
}

/// Every vertex of `{ (x, v) : x >= 0, sum x = 1, sum_i pays(i, j) x_i <= v }`, each with whether each constraint is
/// exact: any `own` constraints of it that determine a point, solved by elimination in fractions.
fn vertices(
    own: usize,
    other: usize,
    pays: impl Fn(usize, usize) -> Rational,
) -> BTreeMap<Vec<Rational>, Vec<bool>> {
    let mut found = BTreeMap::new();
    for choice in 0_u32..1 << (own + other) {
        if choice.count_ones() as usize != own {
            continue;
        }
        let mut system: Vec<Vec<Rational>> = Vec::new();
        for at in (0..own + other).filter(|at| choice >> at & 1 == 1) {
            let mut line = vec![Rational::ZERO; own + 2];
            if at < own {
                line[at] = Rational::ONE;
            } else {
                (0..own).for_each(|i| line[i] = pays(i, at - own));
                line[own] = Rational::from(-1);
            }
            system.push(line);
        }
        let mut sum = vec![Rational::ONE; own + 2];
        sum[own] = Rational::ZERO;
        system.push(sum);
        let Some(solution) = eliminated(system) else { continue };
        let (x, v) = (&solution[..own], &solution[own]);
        let pays_against = |j: usize| (0..own).fold(Rational::ZERO, |sum, i| &sum + &(&pays(i, j) * &x[i]));
        let slack: Vec<Rational> =
            x.iter().cloned().chain((0..other).map(|j| v - &pays_against(j))).collect();
        if !slack.iter().any(Rational::is_negative) {
            found.insert(x.to_vec(), slack.iter().map(Rational::is_zero).collect());
        }
    }
    found
}

fn eliminated(mut system: Vec<Vec<Rational>>) -> Option<Vec<Rational>> {
    let size = system.len();
    for column in 0..size {
        let pivot = (column..size).find(|&row| !system[row][column].is_zero())?;
        system.swap(column, pivot);
        let divisor = system[column][column].clone();
        system[column].iter_mut().for_each(|entry| *entry = &*entry / &divisor);
        for row in (0..size).filter(|&row| row != column) {
            let factor = system[row][column].clone();
            if !factor.is_zero() {
                let pivot = system[column].clone();
                for (entry, own) in system[row].iter_mut().zip(&pivot) {
                    *entry = &*entry - &(&factor * own);
                }
            }
        }
    }
    Some(system.into_iter().filter_map(|mut line| line.pop()).collect())
}

/// Extreme equilibria as pairs of vertices that are completely labelled.
fn naive(game: &NormalFormGame) -> Vec<[Vec<Rational>; 2]> {
    let [m, n] = [game.strategies(0), game.strategies(1)];
    let first = vertices(m, n, |i, j| game.payoff(1, game.index(&[i, j])));
    let second = vertices(n, m, |j, i| game.payoff(0, game.index(&[i, j])));
    let mut found = Vec::new();
    for (x, exact) in &first {
        for (y, other) in &second {
            let is_labelled = |label: usize| {
                if label < m { exact[label] || other[n + label] } else { exact[label] || other[label - m] }
            };
            if (0..m + n).all(is_labelled) {
                found.push([x.clone(), y.clone()]);
            }
        }
    }
    found
}

fn sizes(seed: u64) -> (usize, usize) {
    let list = [(2, 2), (3, 3), (2, 5), (4, 4), (5, 3), (3, 4), (5, 5), (4, 2), (4, 5), (2, 3)];
    list[usize::try_from(seed).expect("a small seed") % list.len()]
}

/// The same game with payoffs times 1, a factor that asks for more than 128 bits, or one that leaves doubles out too.
fn times(game: &NormalFormGame, which: u64) -> NormalFormGame {
    let factor =
        [1, 1_000_000_007, 1_000_000_000_000_000_003][usize::try_from(which).expect("a small number") % 3];
    let factor = Rational::from(factor);
    let payoffs: Vec<Vec<Rational>> = (0..2)
        .map(|player| (0..game.profiles()).map(|profile| &game.payoff(player, profile) * &factor).collect())
        .collect();
    NormalFormGame::new("", game.players().to_vec(), &payoffs).expect("a game")
}

/// The game in which the second player comes first.
fn exchanged(game: &NormalFormGame) -> NormalFormGame {
    let table = |player: usize| -> Vec<Rational> {
        let profiles =
            (0..game.strategies(0)).flat_map(|row| (0..game.strategies(1)).map(move |column| [row, column]));
        profiles.map(|profile| game.payoff(player, game.index(&profile))).collect()
    };
    let players = game.players().iter().rev().cloned().collect();
    NormalFormGame::new("", players, &[table(1), table(0)]).expect("a game")
}

#[test]
fn on_1000_random_games_the_list_is_that_of_a_naive_method() {
    for seed in 0..1000 {
        let (m, n) = sizes(seed);
        let game = random(m, n, -50, 50, seed);
        assert_eq!(profiles(&solved(&times(&game, seed / 10))), naive(&game), "{m}x{n}, seed {seed}");
    }
}

#[test]
fn on_degenerate_games_the_list_is_that_of_a_naive_method() {
    for seed in 0..300 {
        let (m, n) = sizes(seed / 3);
        let game = match seed % 3 {
            0 => random(m, n, 0, 1, seed),
            1 => random(m, n, 0, 2, seed),
            _ => repeated(m, n, 3, seed),
        };
        let naive = naive(&game);
        for which in 0..3 {
            assert_eq!(
                profiles(&solved(&times(&game, which))),
                naive,
                "{m}x{n}, seed {seed}, factor {which}"
            );
        }
    }
}

#[test]
fn ties_are_settled_alike_with_doubles_and_without_in_larger_games() {
    let near = |seed: u64| {
        // Payoffs that differ in the last of many digits: doubles cannot tell such ratios apart.
        let mut numbers = Random::new(seed);
        let mut matrix = || -> Vec<Vec<i64>> {
            let mut number = || 1_000_000_000_000 * i64::try_from(numbers.below(3)).unwrap();
            let mut rows: Vec<Vec<i64>> = (0..8).map(|_| (0..8).map(|_| number()).collect()).collect();
            rows.iter_mut().flatten().for_each(|entry| *entry += i64::try_from(numbers.below(2)).unwrap());
            rows
        };
        game([&matrix(), &matrix()])
    };
    for seed in 0..6 {
        for game in [random(9, 9, 0, 99, seed), repeated(9, 9, 9, seed), random(8, 9, 0, 2, seed), near(seed)]
        {
            let guided = profiles(&solved(&times(&game, 1)));
            assert_eq!(profiles(&solved(&times(&game, 2))), guided, "seed {seed}");
            assert_eq!(profiles(&solved(&game)), guided, "seed {seed}");
        }
    }
}

#[test]
fn walking_the_other_polytope_finds_the_same_in_larger_games() {
    for seed in 0..8 {
        for game in [random(10, 11, 0, 99, seed), repeated(10, 10, 99, seed), random(9, 10, 0, 3, seed)] {
            let mut expected = profiles(&solved(&game));
            expected.iter_mut().for_each(|pair| pair.reverse());
            expected.sort();
            assert_eq!(profiles(&solved(&exchanged(&game))), expected, "seed {seed}");
        }
    }
}

#[test]
fn coordination_has_an_equilibrium_for_each_set_of_strategies() {
    // Each nonempty set mixed evenly by both: 2^n - 1 of them, every one on its own (closed form).
    for size in 1..=9_usize {
        let claim = solved(&coordination(size));
        let even = |set: usize| -> Vec<Rational> {
            let share = Rational::new(1, set.count_ones().into()).unwrap();
            (0..size).map(|at| if set >> at & 1 == 1 { share.clone() } else { Rational::ZERO }).collect()
        };
        let mut expected: Vec<[Vec<Rational>; 2]> =
            (1..1 << size).map(|set| [even(set), even(set)]).collect();
        expected.sort();
        assert_eq!(profiles(&claim), expected);
        assert_eq!((claim.components, claim.subsets.len()), ((1 << size) - 1, (1 << size) - 1));
    }
}

#[test]
fn where_nothing_matters_everything_is_one_product() {
    let zero = vec![vec![0; 4]; 3];
    let claim = solved(&game([&zero, &zero]));
    assert_eq!((claim.equilibria.len(), claim.components), (12, 1));
    assert_eq!(claim.subsets.len(), 1);
    assert_eq!(claim.subsets[0].strategies, [vec![0, 1, 2], vec![0, 1, 2, 3]]);
}

#[test]
fn maximal_subsets_are_those_that_no_product_contains() {
    for seed in 0..60 {
        let claim = solved(&repeated(3, 4, 1, seed));
        let [rows, columns] = [0, 1].map(|player: usize| claim.strategies[player].len());
        if rows > 12 {
            continue;
        }
        // Every set of strategies of the first player, with all that are in equilibrium with each of them.
        let products: Vec<[Vec<usize>; 2]> = (1_u32..1 << rows)
            .map(|set| {
                let first: Vec<usize> = (0..rows).filter(|at| set >> at & 1 == 1).collect();
                let goes = |&y: &usize| first.iter().all(|&x| claim.equilibria.contains(&[x, y]));
                let second = (0..columns).filter(goes).collect();
                [first, second]
            })
            .filter(|[_, second]: &[Vec<usize>; 2]| !second.is_empty())
            .collect();
        let holds = |one: &[Vec<usize>; 2], two: &[Vec<usize>; 2]| {
            (0..2).all(|player| two[player].iter().all(|at| one[player].contains(at)))
        };
        let is_maximal =
            |one: &&[Vec<usize>; 2]| !products.iter().any(|other| other != *one && holds(other, one));
        let mut expected: Vec<[Vec<usize>; 2]> = products.iter().filter(is_maximal).cloned().collect();
        let mut found: Vec<[Vec<usize>; 2]> =
            claim.subsets.iter().map(|subset| subset.strategies.clone()).collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "seed {seed}");
    }
}

#[test]
fn one_strategy_or_one_player_or_very_many_strategies_have_their_answers() {
    let claim = solved(&game([&[vec![7]], &[vec![-7]]]));
    assert_eq!((claim.equilibria.len(), claim.components), (1, 1));
    // A player without a choice, and one who is indifferent between two of three.
    let claim = solved(&game([&[vec![1, 2, 3]], &[vec![5, 4, 5]]]));
    assert_eq!((claim.equilibria, claim.components), (vec![[0, 0], [0, 1]], 1));

    let player = |count: usize| Player { name: String::new(), strategies: vec![String::new(); count] };
    let table = vec![Rational::ZERO; 8];
    let three = NormalFormGame::new(
        "",
        vec![player(2), player(2), player(2)],
        &[table.clone(), table.clone(), table],
    )
    .expect("a game");
    let answer = extreme_equilibria(&three, &Budget::unlimited());
    assert_eq!(answer.refutation().map(|claim| claim.players), Some(3));
    let two = coordination(2);
    assert!(judge_not_two_players(&two, NotTwoPlayers { players: 2 }).is_err());
    assert!(judge_not_two_players(&three, NotTwoPlayers { players: 2 }).is_err());

    // 140 strategies, none dominated: only what is pure is known.
    let answer = extreme_equilibria(&coordination(70), &Budget::unlimited());
    assert_eq!((answer.stop, answer.completeness), (Stop::OutOfBudget, Completeness::Unknown));
    assert_eq!(answer.found().map(|found| found.equilibria.len()), Some(70));
    // 140 strategies, all but one of each player dominated.
    let falling: Vec<Vec<i64>> = (0..70).map(|row| vec![-row; 70]).collect();
    let across: Vec<Vec<i64>> = (0..70).map(|_| (0..70).map(|column| -column).collect()).collect();
    assert_eq!(solved(&game([&falling, &across])).equilibria, vec![[0, 0]]);
}

#[test]
fn a_run_cut_short_keeps_what_it_found_and_says_so() {
    let game = coordination(6);
    let whole = profiles(&solved(&game));
    for work in [1, 5, 20, 60, 100] {
        let answer = extreme_equilibria(&game, &Budget::of_work(work));
        assert_eq!((answer.stop, answer.completeness), (Stop::OutOfBudget, Completeness::Unknown), "{work}");
        let found = answer.found().expect("pure equilibria at least");
        assert_eq!(
            (found.completeness, found.certificate().strength),
            (Completeness::Unknown, Strength::Proof)
        );
        assert!(found.equilibria.len() >= 6);
        assert!(profiles(found).iter().all(|profile| whole.contains(profile)), "{work}");
    }
    let pennies = bimatrix::game([&[vec![1, -1], vec![-1, 1]], &[vec![-1, 1], vec![1, -1]]]);
    let answer = extreme_equilibria(&pennies, &Budget::of_work(1));
    assert_eq!(answer.verdict, Verdict::Undecided { best: None });
    assert_eq!(answer.completeness, Completeness::Unknown);
}

/// A degenerate game with one component of three maximal subsets (deg1 of Gambit's collection).
fn degenerate() -> NormalFormGame {
    game([&[vec![1, 3, 2], vec![2, 2, 2], vec![3, 1, 2]], &[vec![1, 2, 3], vec![3, 2, 1], vec![2, 2, 2]]])
}

fn is_refused(game: &NormalFormGame, claim: ExtremeEquilibria) -> bool {
    judge_extreme_equilibria(game, claim).is_err()
}

#[test]
fn perturbed_answers_are_refused() {
    let game = degenerate();
    let claim = solved(&game);
    assert!(!is_refused(&game, claim.clone()));
    let fraction = |text: &str| -> Rational { text.parse().unwrap() };

    let mut moved = claim.clone();
    moved.strategies[0][1] = ["51/100", "49/100", "0"].map(fraction).to_vec();
    assert!(is_refused(&game, moved));
    let mut short = claim.clone();
    short.strategies[1][0].pop();
    assert!(is_refused(&game, short));
    let mut beyond = claim.clone();
    beyond.strategies[0][0] = ["2", "-1", "0"].map(fraction).to_vec();
    assert!(is_refused(&game, beyond));
    let mut paid = claim.clone();
    paid.payoffs[2][1] = fraction("7/2");
    assert!(is_refused(&game, paid));
    let mut more = claim.clone();
    more.components = 2;
    assert!(is_refused(&game, more));
    for place in 0..claim.subsets.len() {
        let mut fewer = claim.clone();
        fewer.subsets.remove(place);
        assert!(is_refused(&game, fewer));
        let mut smaller = claim.clone();
        let player = usize::from(smaller.subsets[place].strategies[0].len() == 1);
        smaller.subsets[place].strategies[player].pop();
        assert!(is_refused(&game, smaller));
        let mut elsewhere = claim.clone();
        elsewhere.subsets[place].component = 1;
        assert!(is_refused(&game, elsewhere));
    }
    let mut twice = claim.clone();
    twice.subsets.push(claim.subsets[0].clone());
    assert!(is_refused(&game, twice));
    let mut nothing = claim.clone();
    nothing.equilibria.clear();
    nothing.payoffs.clear();
    assert!(is_refused(&game, nothing));
    let mut wrong = claim;
    wrong.equilibria[0] = [9, 9];
    assert!(is_refused(&game, wrong));
}

/// A claim with every pair of these profiles, and the one subset that each of them makes alone or together.
fn claimed(
    game: &NormalFormGame,
    profiles: &[[Vec<Rational>; 2]],
    completeness: Completeness,
) -> ExtremeEquilibria {
    let strategies = [0, 1].map(|player| {
        let mut list: Vec<Vec<Rational>> = profiles.iter().map(|profile| profile[player].clone()).collect();
        list.sort_by(|one, two| two.cmp(one));
        list.dedup();
        list
    });
    let place =
        |player: usize, strategy| strategies[player].iter().position(|one| one == strategy).expect("listed");
    let mut pairs: Vec<[usize; 2]> =
        profiles.iter().map(|profile| [place(0, &profile[0]), place(1, &profile[1])]).collect();
    pairs.sort_unstable();
    let subset = |(component, pair): (usize, &[usize; 2])| NashSubset {
        strategies: pair.map(|at| vec![at]),
        component,
    };
    let subsets: Vec<NashSubset> = pairs.iter().enumerate().map(subset).collect();
    let components = subsets.len();
    ExtremeEquilibria::of(game, strategies, pairs, subsets, components, completeness)
}

#[test]
fn an_equilibrium_that_is_not_extreme_is_refused() {
    // Matching pennies beside an outside option that pays the same: the even mixture is extreme, others are not.
    let zero = vec![vec![0; 2]; 2];
    let game = game([&zero, &zero]);
    let even = vec![Rational::new(1, 2).unwrap(); 2];
    let sure = vec![Rational::ONE, Rational::ZERO];
    let claim = claimed(&game, &[[even, sure.clone()]], Completeness::Unknown);
    assert!(is_refused(&game, claim));
    assert!(!is_refused(&game, claimed(&game, &[[sure.clone(), sure]], Completeness::Unknown)));
}

#[test]
fn runners_up_that_leave_equilibria_out_are_refused() {
    // One looks for pure equilibria only; the other for pairs that play as many strategies each, which is enough only
    // where nothing is degenerate.
    let is_missed = |game: &NormalFormGame, claim: ExtremeEquilibria| {
        let refused = judge_extreme_equilibria(game, claim).expect_err("refused");
        let failed = refused.certificate.checks.iter().filter(|check| !check.holds());
        failed.into_iter().any(|check| check.name == "the same equilibria over all bases")
    };
    let played = |strategy: &[Rational]| strategy.iter().filter(|share| !share.is_zero()).count();
    let battle = game([&[vec![3, 0], vec![0, 2]], &[vec![2, 0], vec![0, 3]]]);
    for game in [coordination(2), battle] {
        let mut pure = profiles(&solved(&game));
        pure.retain(|pair| played(&pair[0]) == 1 && played(&pair[1]) == 1);
        assert_eq!(pure.len(), 2);
        assert!(is_missed(&game, claimed(&game, &pure, Completeness::All)));
        // What is listed is true, so without the claim that it is all it holds.
        assert!(!is_refused(&game, claimed(&game, &pure, Completeness::Unknown)));
    }
    let game = degenerate();
    let mut balanced = profiles(&solved(&game));
    balanced.retain(|pair| played(&pair[0]) == played(&pair[1]));
    assert_eq!(balanced.len(), 4);
    assert!(is_missed(&game, claimed(&game, &balanced, Completeness::All)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Scaling a player's payoffs, and adding to them what depends on the other's choice alone, changes nothing.
    #[test]
    fn extreme_equilibria_ignore_scale_and_what_the_other_player_decides(
        seed in any::<u64>(), high in 1_i64..5, factor in 1_i64..9, added in -40_i64..40,
    ) {
        let game = random(4, 4, 0, high, seed);
        let factor = Rational::from(factor);
        let changed = |player: usize| -> Vec<Rational> {
            (0..game.profiles())
                .map(|profile| {
                    let other = i64::try_from(game.strategy(1 - player, profile)).unwrap();
                    &(&game.payoff(player, profile) * &factor) + &Rational::from(added * (other * other + 1))
                })
                .collect()
        };
        let other = NormalFormGame::new("", game.players().to_vec(), &[changed(0), changed(1)]).unwrap();
        let (one, two) = (solved(&game), solved(&other));
        prop_assert_eq!(one.strategies, two.strategies);
        prop_assert_eq!(one.equilibria, two.equilibria);
        prop_assert_eq!(one.subsets, two.subsets);
    }

    /// Exchanging the players exchanges the strategies of each equilibrium.
    #[test]
    fn extreme_equilibria_do_not_depend_on_who_is_first(seed in any::<u64>(), high in 1_i64..30) {
        let game = random(3, 5, 0, high, seed);
        let mut expected = profiles(&solved(&game));
        expected.iter_mut().for_each(|pair| pair.reverse());
        expected.sort();
        prop_assert_eq!(profiles(&solved(&exchanged(&game))), expected);
    }
}
