//! One equilibrium of a two-player game: cited answers, agreement with a naive second method, axioms and refusals.

use proptest::prelude::{Strategy as _, any, prop, prop_assert_eq, proptest};
use zopa::budget::Budget;
use zopa::certify::strategic::{
    Equilibrium, GameValue, NotConstantSum, judge_equilibrium, judge_game_value, judge_not_constant_sum,
};
use zopa::certify::{Completeness, Stop, Strength, Verdict};
use zopa::games::normal_form::{NormalFormGame, Player};
use zopa::numeric::Rational;
use zopa::strategic::lemke_howson::{Start, Unanswerable, lemke_howson, lemke_howson_from_every_label};
use zopa::strategic::zero_sum::zero_sum;

/// A game from the rows of both players' payoffs.
fn game(first: &[Vec<i64>], second: &[Vec<i64>]) -> NormalFormGame {
    let (rows, columns) = (first.len(), first[0].len());
    let player = |size| Player { name: String::new(), strategies: vec![String::new(); size] };
    let flat = |table: &[Vec<i64>]| {
        (0..columns).flat_map(|column| table.iter().map(move |row| row[column].into())).collect()
    };
    NormalFormGame::new("", vec![player(rows), player(columns)], &[flat(first), flat(second)])
        .expect("a game")
}

fn opposed(first: &[Vec<i64>]) -> NormalFormGame {
    let second: Vec<Vec<i64>> = first.iter().map(|row| row.iter().map(|payoff| -payoff).collect()).collect();
    game(first, &second)
}

fn read(list: &[&str]) -> Vec<Rational> {
    list.iter().map(|text| text.parse().expect("a number")).collect()
}

fn from_label(game: &NormalFormGame, label: usize) -> Equilibrium {
    let answer = lemke_howson(game, Start::Label(label), &Budget::unlimited()).expect("two players");
    assert_eq!((answer.stop, answer.completeness), (Stop::Finished, Completeness::One));
    let found = answer.found().expect("an equilibrium").clone();
    assert_eq!(found.certificate().strength, Strength::Proof);
    found.into_claim()
}

/// The only solution of a square system in fractions.
fn solved(mut rows: Vec<Vec<Rational>>) -> Option<Vec<Rational>> {
    let size = rows.len();
    for step in 0..size {
        let place = (step..size).find(|&row| !rows[row][step].is_zero())?;
        rows.swap(step, place);
        let pivot = rows[step][step].clone();
        rows[step].iter_mut().for_each(|entry| *entry = &*entry / &pivot);
        let own = rows[step].clone();
        for (place, row) in rows.iter_mut().enumerate().filter(|(place, _)| *place != step) {
            let _ = place;
            let factor = row[step].clone();
            row.iter_mut().zip(&own).for_each(|(entry, own)| *entry = &*entry - &(&factor * own));
        }
    }
    Some(rows.into_iter().map(|row| row[size].clone()).collect())
}

/// The mixture on `others` that makes `player` indifferent between `own`, by elimination in fractions.
fn mixture(game: &NormalFormGame, player: usize, own: &[usize], others: &[usize]) -> Option<Vec<Rational>> {
    let payoff = |strategy: usize, other: usize| {
        game.payoff(player, strategy * game.stride(player) + other * game.stride(1 - player))
    };
    // Unknowns: the probabilities, then minus the payoff.
    let mut rows: Vec<Vec<Rational>> = own
        .iter()
        .map(|&strategy| {
            let mut row: Vec<Rational> = others.iter().map(|&other| payoff(strategy, other)).collect();
            row.extend([Rational::ONE, Rational::ZERO]);
            row
        })
        .collect();
    let mut sum = vec![Rational::ONE; others.len()];
    sum.extend([Rational::ZERO, Rational::ONE]);
    rows.push(sum);
    let solution = solved(rows)?;
    let mut mixture = vec![Rational::ZERO; game.strategies(1 - player)];
    for (&other, part) in others.iter().zip(solution) {
        mixture[other] = part;
    }
    Some(mixture)
}

/// All equilibria of a game without ties: every pair of supports of one size is tried.
fn by_supports(game: &NormalFormGame) -> Vec<Vec<Vec<Rational>>> {
    let sets = |size: usize| {
        (1_usize..1 << size)
            .map(move |set| (0..size).filter(|place| set >> place & 1 == 1).collect::<Vec<_>>())
    };
    let mut found = Vec::new();
    for first in sets(game.strategies(0)) {
        for second in sets(game.strategies(1)).filter(|second| second.len() == first.len()) {
            let (Some(columns), Some(rows)) =
                (mixture(game, 0, &first, &second), mixture(game, 1, &second, &first))
            else {
                continue;
            };
            let claim = Equilibrium::of(game, vec![rows, columns]).expect("the right lengths");
            if judge_equilibrium(game, claim.clone(), &Rational::ZERO).is_ok() {
                found.push(claim.strategies);
            }
        }
    }
    found
}

/// Payoffs of both players, rows by columns.
fn tables(bound: i64) -> impl proptest::strategy::Strategy<Value = (Vec<Vec<i64>>, Vec<Vec<i64>>)> {
    (1..6_usize, 1..6_usize).prop_flat_map(move |(rows, columns)| {
        let table = move || prop::collection::vec(prop::collection::vec(0..bound, columns), rows);
        (table(), table())
    })
}

#[test]
fn lemke_howson_reaches_one_of_three_equilibria_of_wilson_from_every_label() {
    // Shapley 1974, Mathematical Programming Study 1, figure 3, after Wilson.
    let game =
        game(&[vec![0, 3, 0], vec![2, 2, 0], vec![3, 0, 1]], &[vec![0, 2, 3], vec![3, 2, 0], vec![0, 0, 1]]);
    let found = lemke_howson_from_every_label(&game, &Budget::unlimited()).expect("two players");
    assert_eq!((found.stop, found.reached), (Stop::Finished, vec![Some(0); 6]));
    let [only] = found.equilibria.as_slice() else { panic!("one equilibrium") };
    assert_eq!(only.strategies, vec![read(&["0", "0", "1"]); 2]);
    assert_eq!(by_supports(&game).len(), 3);
}

#[test]
fn lemke_howson_solves_cited_games() {
    // Shapley 1964: the cycle has one equilibrium, an even mixture.
    let cycle =
        game(&[vec![1, 0, 0], vec![0, 1, 0], vec![0, 0, 1]], &[vec![0, 1, 0], vec![0, 0, 1], vec![1, 0, 0]]);
    for label in 0..6 {
        assert_eq!(from_label(&cycle, label).strategies, vec![read(&["1/3", "1/3", "1/3"]); 2]);
    }
    // Bernheim 1984: the only equilibrium is (a2, b2), with payoffs 3 and 3.
    let bernheim = game(
        &[vec![0, 2, 7, 0], vec![5, 3, 5, 0], vec![7, 2, 0, 0], vec![0, 0, 0, 10]],
        &[vec![7, 5, 0, 1], vec![2, 3, 2, 1], vec![0, 5, 7, 1], vec![0, -2, 0, -1]],
    );
    for label in 0..8 {
        assert_eq!(from_label(&bernheim, label).payoffs, read(&["3", "3"]));
    }
}

#[test]
fn lemke_howson_ends_in_games_full_of_ties() {
    for (rows, columns) in [(1, 1), (1, 5), (4, 1), (2, 3), (5, 5), (12, 11)] {
        for step in 0..40_usize {
            // Payoffs 0 and 1, with equal rows; step 0 pays nothing at all.
            let table = |shift: usize| -> Vec<Vec<i64>> {
                (0..rows)
                    .map(|row| {
                        (0..columns)
                            .map(|column| ((row / 2 * 7 + column * 5 + shift) * step / 3 % 2) as i64)
                            .collect()
                    })
                    .collect()
            };
            let game = game(&table(0), &table(1));
            for label in 0..rows + columns {
                assert_eq!(from_label(&game, label).regret(), 0);
            }
        }
    }
}

#[test]
fn lemke_howson_with_payoffs_of_forty_digits_is_exact() {
    let player = || Player { name: String::new(), strategies: vec![String::new(); 2] };
    let third: Rational = "1e30".parse().expect("a number");
    let large = |list: [i64; 4]| list.map(|payoff| &Rational::from(payoff) * &third).to_vec();
    let payoffs = [large([2, 0, 0, 1]), read(&["1/3", "0", "0", "1e-30"])];
    let game = NormalFormGame::new("", vec![player(), player()], &payoffs).expect("a game");
    let found = lemke_howson_from_every_label(&game, &Budget::unlimited()).expect("two players");
    assert_eq!(found.equilibria.len(), 2);
    assert!(found.equilibria.iter().all(|equilibrium| equilibrium.is_pure()));
}

#[test]
fn lemke_howson_says_what_it_cannot_do() {
    let single = Player { name: String::new(), strategies: vec![String::new(); 2] };
    let alone = NormalFormGame::new("", vec![single], &[read(&["0", "1"])]).expect("a game");
    let asked = lemke_howson(&alone, Start::Any, &Budget::unlimited());
    assert_eq!(asked, Err(Unanswerable::NotTwoPlayers { players: 1 }));
    let pennies = opposed(&[vec![1, -1], vec![-1, 1]]);
    let asked = lemke_howson(&pennies, Start::Label(4), &Budget::unlimited());
    assert_eq!(asked, Err(Unanswerable::NoSuchLabel { label: 4, labels: 4 }));
    let stopped = lemke_howson(&pennies, Start::Any, &Budget::of_work(1)).expect("two players");
    assert_eq!((stopped.stop, stopped.completeness), (Stop::OutOfBudget, Completeness::Unknown));
    assert_eq!(stopped.verdict, Verdict::Undecided { best: None });
    let cut = lemke_howson_from_every_label(&pennies, &Budget::of_work(1)).expect("two players");
    assert_eq!((cut.stop, cut.reached), (Stop::OutOfBudget, vec![None; 4]));
}

#[test]
fn lemke_howson_answers_that_are_moved_or_come_from_a_runner_up_are_refused() {
    let game = game(&[vec![3, 3], vec![2, 5], vec![0, 6]], &[vec![3, 2], vec![2, 6], vec![3, 1]]);
    let found = from_label(&game, 0);
    let mut moved = found.clone();
    moved.strategies[0] = read(&["4/5", "1/10", "1/10"]);
    assert!(judge_equilibrium(&game, moved, &Rational::ZERO).is_err());
    let promised = Equilibrium { payoffs: read(&["3", "4"]), ..found };
    assert!(judge_equilibrium(&game, promised, &Rational::ZERO).is_err());
    // Everybody mixes evenly, or maximises against an even mixture: a guess, and its regrets are hidden.
    for strategies in [
        vec![read(&["1/3", "1/3", "1/3"]), read(&["1/2", "1/2"])],
        vec![read(&["0", "1", "0"]), read(&["0", "1"])],
    ] {
        let guess = Equilibrium::of(&game, strategies).expect("a profile");
        assert!(guess.regret().is_positive());
        let hidden = Equilibrium { regrets: vec![Rational::ZERO; 2], ..guess };
        assert!(judge_equilibrium(&game, hidden, &Rational::ZERO).is_err());
    }
}

proptest! {
    #[test]
    fn lemke_howson_finds_what_trying_all_supports_finds((first, second) in tables(1_000_000)) {
        let game = game(&first, &second);
        let known = by_supports(&game);
        // Without ties their number is odd (Lemke and Howson 1964); these payoffs tie once in a million.
        prop_assert_eq!(known.len() % 2, 1);
        let found = lemke_howson_from_every_label(&game, &Budget::unlimited()).expect("two players");
        for equilibrium in &found.equilibria {
            assert!(known.contains(&equilibrium.strategies));
        }
    }

    #[test]
    fn lemke_howson_solves_every_game_with_ties((first, second) in tables(2)) {
        let game = game(&first, &second);
        let found = lemke_howson_from_every_label(&game, &Budget::unlimited()).expect("two players");
        prop_assert_eq!(found.reached.iter().flatten().count(), first.len() + first[0].len());
    }

    #[test]
    fn lemke_howson_ignores_scales_and_bonuses_for_what_the_other_does(
        (first, second) in tables(1_000_000),
        factor in 1..50_i64,
        bonus in -100..100_i64,
    ) {
        let plain = game(&first, &second);
        // What one gets on top for the other's choice alone moves no best reply.
        let changed: Vec<Vec<i64>> = first
            .iter()
            .map(|row| row.iter().zip(1..).map(|(payoff, place)| payoff * factor + bonus * place).collect())
            .collect();
        let other = game(&changed, &second);
        let plain_set = lemke_howson_from_every_label(&plain, &Budget::unlimited()).expect("two players");
        // Paths may differ when columns are shifted by unequal amounts, equilibria do not.
        for equilibrium in &lemke_howson_from_every_label(&other, &Budget::unlimited()).expect("two players").equilibria {
            let same = Equilibrium::of(&plain, equilibrium.strategies.clone()).expect("a profile");
            assert!(judge_equilibrium(&plain, same, &Rational::ZERO).is_ok());
        }
        let scaled: Vec<Vec<i64>> =
            first.iter().map(|row| row.iter().map(|payoff| payoff * factor + bonus).collect()).collect();
        let scaled = lemke_howson_from_every_label(&game(&scaled, &second), &Budget::unlimited()).expect("two players");
        prop_assert_eq!(&scaled.reached, &plain_set.reached);
        for (one, two) in scaled.equilibria.iter().zip(&plain_set.equilibria) {
            prop_assert_eq!(&one.strategies, &two.strategies);
        }
    }

    #[test]
    fn lemke_howson_follows_strategies_that_are_listed_in_another_order(
        (first, second) in tables(1_000_000),
        turn in any::<prop::sample::Index>(),
    ) {
        let by = turn.index(first.len());
        let turned = |table: &[Vec<i64>]| {
            let mut table = table.to_vec();
            table.rotate_left(by);
            table
        };
        let (plain, other) = (game(&first, &second), game(&turned(&first), &turned(&second)));
        for label in 0..first.len() {
            let mut expected = from_label(&plain, (label + by) % first.len()).strategies;
            expected[0].rotate_left(by);
            prop_assert_eq!(from_label(&other, label).strategies, expected);
        }
    }

    #[test]
    fn zero_sum_values_are_what_lemke_howson_pays((first, _) in tables(30)) {
        let game = opposed(&first);
        let answer = zero_sum(&game, &Budget::unlimited());
        let value = answer.found().expect("a value");
        for label in 0..first.len() + first[0].len() {
            prop_assert_eq!(&from_label(&game, label).payoffs[0], &value.value);
        }
        // Seen from the other side the game is worth the opposite.
        let turned: Vec<Vec<i64>> =
            (0..first[0].len()).map(|column| first.iter().map(|row| -row[column]).collect()).collect();
        let turned_answer = zero_sum(&opposed(&turned), &Budget::unlimited());
        prop_assert_eq!(&turned_answer.found().expect("a value").value, &-&value.value);
    }
}

#[test]
fn zero_sum_values_are_those_of_the_literature() {
    // O'Neill 1987; Colonel Blotto with 4 against 3 regiments on 2 forts, Dresher 1961; Dresher 1962, inspection
    // of 2 periods with 1 inspection.
    let cases: [(&[Vec<i64>], &str); 3] = [
        (&[vec![1, -1, -1, -1], vec![-1, -1, 1, 1], vec![-1, 1, -1, 1], vec![-1, 1, 1, -1]], "-1/5"),
        (
            &[vec![4, 2, 1, 0], vec![1, 3, 0, -1], vec![-2, 2, 2, -2], vec![-1, 0, 3, 1], vec![0, 1, 2, 4]],
            "14/9",
        ),
        (&[vec![1, -1], vec![-1, 0]], "-1/3"),
    ];
    let answers = cases.map(|(rows, value)| {
        let answer = zero_sum(&opposed(rows), &Budget::unlimited());
        let found = answer.found().expect("a value").clone();
        assert_eq!(
            (found.value.to_string().as_str(), found.certificate().strength),
            (value, Strength::Proof)
        );
        found.into_claim().strategies
    });
    let cards = read(&["2/5", "1/5", "1/5", "1/5"]);
    assert_eq!(answers[0], [cards.clone(), cards]);
    assert_eq!(answers[1][0], read(&["4/9", "0", "1/9", "0", "4/9"]));
    assert_eq!(answers[2], [read(&["1/3", "2/3"]), read(&["1/3", "2/3"])]);
}

#[test]
fn zero_sum_claims_that_are_off_are_refused_and_other_games_refuted() {
    let rows = [vec![1, -1], vec![-1, 0]];
    let opposed = opposed(&rows);
    let right = zero_sum(&opposed, &Budget::unlimited()).found().expect("a value").clone().into_claim();
    assert!(judge_game_value(&opposed, right.clone()).is_ok());
    let wrong = [
        GameValue { value: read(&["-33/100"]).remove(0), ..right.clone() },
        GameValue { value: read(&["-34/100"]).remove(0), ..right.clone() },
        GameValue { total: Rational::ONE, ..right.clone() },
        GameValue { strategies: [read(&["1/2", "1/2"]), right.strategies[1].clone()], ..right.clone() },
        GameValue { strategies: [right.strategies[0].clone(), read(&["0", "1"])], ..right.clone() },
        GameValue { strategies: [read(&["1/3", "1"]), right.strategies[1].clone()], ..right.clone() },
        GameValue { strategies: [read(&["1"]), right.strategies[1].clone()], ..right.clone() },
        // The runner-up: pure maximin against pure minimax.
        GameValue {
            value: Rational::from(-1),
            total: Rational::ZERO,
            strategies: [read(&["1", "0"]), read(&["0", "1"])],
        },
    ];
    for claim in wrong {
        assert!(judge_game_value(&opposed, claim).is_err());
    }
    let common = game(&rows, &rows);
    let answer = zero_sum(&common, &Budget::unlimited());
    let refutation = answer.refutation().expect("no constant sum").clone().into_claim();
    assert_eq!(refutation, NotConstantSum::Sums { profiles: [0, 1] });
    assert!(judge_not_constant_sum(&opposed, refutation).is_err());
    assert!(judge_not_constant_sum(&common, NotConstantSum::Players { players: 2 }).is_err());
    let stopped = zero_sum(&opposed, &Budget::of_work(1));
    assert_eq!((stopped.stop, stopped.verdict), (Stop::OutOfBudget, Verdict::Undecided { best: None }));
}
