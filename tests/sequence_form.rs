//! One equilibrium of a two-player tree: cited answers, the normal form as a second method, axioms and refusals.

use zopa::budget::Budget;
use zopa::certify::extensive::{BehaviourEquilibrium, judge_behaviour};
use zopa::certify::{Completeness, Stop, Strength, Verdict};
use zopa::extensive::sequence_form::{NoSequenceForm, sequence_form};
use zopa::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome, Recall};
use zopa::games::normal_form::{NormalFormGame, Player};
use zopa::numeric::Rational;
use zopa::numeric::linear_program;
use zopa::numeric::random::Random;
use zopa::strategic::zero_sum::zero_sum;

/// A tree by hand: a node is an end with payoffs, or a set with a branch for each action.
enum Branch {
    End(Vec<Rational>),
    Move(usize, Vec<Branch>),
}

fn ends(payoffs: &[i64]) -> Branch {
    Branch::End(payoffs.iter().map(|&payoff| payoff.into()).collect())
}

fn set(mover: Mover, actions: usize) -> InformationSet {
    let probabilities = match mover {
        Mover::Chance => vec![Rational::new(1, actions as i128).expect("actions"); actions],
        Mover::Player(_) => vec![],
    };
    InformationSet {
        label: String::new(),
        number: 0,
        mover,
        actions: vec![String::new(); actions],
        probabilities,
    }
}

fn build(players: usize, root: Branch, mut sets: Vec<InformationSet>) -> ExtensiveGame {
    fn add(branch: Branch, nodes: &mut Vec<Node>, payoffs: &mut [Vec<Rational>]) {
        let label = String::new;
        match branch {
            Branch::End(list) => {
                nodes.push(Node { label: label(), set: None, outcome: Some(payoffs[0].len() as u32) });
                payoffs.iter_mut().zip(list).for_each(|(own, payoff)| own.push(payoff));
            }
            Branch::Move(set, branches) => {
                nodes.push(Node { label: label(), set: Some(set as u32), outcome: None });
                branches.into_iter().for_each(|branch| add(branch, nodes, payoffs));
            }
        }
    }
    for (set, number) in sets.iter_mut().zip(1..) {
        set.number = number;
    }
    let (mut nodes, mut payoffs) = (Vec::new(), vec![Vec::new(); players]);
    add(root, &mut nodes, &mut payoffs);
    let outcomes =
        (1..=payoffs[0].len() as u64).map(|number| Outcome { label: String::new(), number }).collect();
    let names = (0..players).map(|player| player.to_string()).collect();
    ExtensiveGame::new("", names, nodes, sets, outcomes, &payoffs).expect("a tree")
}

/// Poker with one card each of `cards`, an ante and a bet of 1 (Kuhn 1950): sets 1 + 4 c + 0, 1 for the first
/// player's card c (before any bet, after check and bet) and 2, 3 for the second's (after check, after bet).
fn kuhn(cards: usize) -> ExtensiveGame {
    let mut sets = vec![set(Mover::Chance, cards * (cards - 1))];
    for _ in 0..cards {
        sets.extend([0, 0, 1, 1].map(|player| set(Mover::Player(player), 2)));
    }
    let mut deals = Vec::new();
    for first in 0..cards {
        for second in (0..cards).filter(|&second| second != first) {
            let sign = if first > second { 1 } else { -1 };
            let pays = |stake: i64| ends(&[stake, -stake]);
            let at = |card: usize, place: usize| 1 + 4 * card + place;
            let call = Branch::Move(at(first, 1), vec![pays(-1), pays(2 * sign)]);
            let checked = Branch::Move(at(second, 2), vec![pays(sign), call]);
            let bet = Branch::Move(at(second, 3), vec![pays(1), pays(2 * sign)]);
            deals.push(Branch::Move(at(first, 0), vec![checked, bet]));
        }
    }
    build(2, Branch::Move(0, deals), sets)
}

fn solved(game: &ExtensiveGame) -> BehaviourEquilibrium {
    let answer = sequence_form(game, &Budget::unlimited()).expect("two players who remember");
    assert_eq!((answer.stop, answer.completeness), (Stop::Finished, Completeness::One));
    let found = answer.found().expect("an equilibrium").clone();
    assert_eq!(found.certificate().strength, Strength::Proof);
    found.into_claim()
}

fn fraction(text: &str) -> Rational {
    text.parse().expect("a number")
}

/// The normal form with every pure strategy, by the definition.
fn normal_form(game: &ExtensiveGame) -> NormalFormGame {
    let own: Vec<Vec<usize>> = (0..2)
        .map(|player| {
            (0..game.sets().len()).filter(|&set| game.sets()[set].mover == Mover::Player(player)).collect()
        })
        .collect();
    let sizes: Vec<usize> =
        own.iter().map(|sets| sets.iter().map(|&set| game.sets()[set].actions.len()).product()).collect();
    let mut payoffs = vec![Vec::new(); 2];
    for profile in 0..sizes[0] * sizes[1] {
        let mut plays: Vec<Vec<Rational>> = game.sets().iter().map(|set| set.probabilities.clone()).collect();
        let mut code = [profile % sizes[0], profile / sizes[0]];
        for player in 0..2 {
            for &set in &own[player] {
                let actions = game.sets()[set].actions.len();
                plays[set] =
                    (0..actions).map(|action| i64::from(action == code[player] % actions).into()).collect();
                code[player] /= actions;
            }
        }
        let mut chance = vec![Rational::ONE; game.nodes().len()];
        let mut sums = [Rational::ZERO, Rational::ZERO];
        for node in 0..game.nodes().len() {
            for (player, sum) in sums.iter_mut().enumerate() {
                *sum += &(&game.payoff_at(player, node) * &chance[node]);
            }
            if let Some(set) = game.set_of(node) {
                for (child, probability) in game.children(node).zip(&plays[set]) {
                    chance[child] = &chance[node] * probability;
                }
            }
        }
        sums.into_iter().zip(&mut payoffs).for_each(|(sum, list)| list.push(sum));
    }
    let player = |size| Player { name: String::new(), strategies: vec![String::new(); size] };
    NormalFormGame::new("", sizes.into_iter().map(player).collect(), &payoffs).expect("a game")
}

/// A random tree in which both remember: a set is known by its player's own past and by what it sees of the rest.
fn random_tree(random: &mut Random, depth: usize, span: u64, opposed: bool) -> ExtensiveGame {
    fn grow(
        random: &mut Random,
        depth: usize,
        pasts: &mut [Vec<usize>; 2],
        known: &mut Vec<(Vec<usize>, usize)>,
        sets: &mut Vec<InformationSet>,
        leaf: &mut dyn FnMut(&mut Random) -> Branch,
    ) -> Branch {
        if depth == 0 || random.below(6) == 0 {
            return leaf(random);
        }
        let mover = random.below(5) as usize % 3;
        if mover == 2 {
            let place = sets.len();
            let actions = 1 + random.below(3) as usize;
            sets.push(set(Mover::Chance, actions));
            let branches = (0..actions).map(|_| grow(random, depth - 1, pasts, known, sets, leaf)).collect();
            return Branch::Move(place, branches);
        }
        // Sees one bit at most, so that sets have several nodes.
        let mut key = pasts[mover].clone();
        key.extend([usize::MAX - mover, depth, random.below(2) as usize]);
        let place = match known.iter().find(|(other, _)| *other == key) {
            Some((_, place)) => *place,
            None => {
                sets.push(set(Mover::Player(mover), 2 + random.below(2) as usize));
                known.push((key, sets.len() - 1));
                sets.len() - 1
            }
        };
        let branches = (0..sets[place].actions.len())
            .map(|action| {
                pasts[mover].extend([place, action]);
                let branch = grow(random, depth - 1, pasts, known, sets, leaf);
                let length = pasts[mover].len() - 2;
                pasts[mover].truncate(length);
                branch
            })
            .collect();
        Branch::Move(place, branches)
    }
    let mut leaf = |random: &mut Random| {
        let first = random.below(span) as i64;
        ends(&[first, if opposed { 5 - first } else { random.below(span) as i64 }])
    };
    let mut sets = Vec::new();
    let root = grow(random, depth, &mut [vec![], vec![]], &mut Vec::new(), &mut sets, &mut leaf);
    build(2, root, sets)
}

#[test]
fn sequence_form_finds_the_value_of_poker_with_three_cards() {
    // Kuhn 1950, Contributions to the Theory of Games I: -1/18 for the first player.
    let found = solved(&kuhn(3));
    assert_eq!(found.payoffs, [fraction("-1/18"), fraction("1/18")]);
    // The first player bets the lowest card with probability a, at most 1/3, and the highest with 3 a.
    let (low, high) = (&found.strategies[1][1], &found.strategies[9][1]);
    assert!(*low <= fraction("1/3") && &(&(low + low) + low) == high);
    // The second player calls with the middle card, and bluffs with the lowest, one time in three.
    assert_eq!(
        (found.strategies[8][1].clone(), found.strategies[3][1].clone()),
        (fraction("1/3"), fraction("1/3"))
    );
}

#[test]
fn sequence_form_solves_the_card_game_of_myerson() {
    // Myerson 1991, Game Theory, section 2.1: raise with a black card by chance 1/3, meet by 2/3; value 1/3.
    let pays = |stake: i64| ends(&[stake, -stake]);
    let meets = |stake: i64| Branch::Move(3, vec![pays(2 * stake), pays(1)]);
    let root = Branch::Move(
        0,
        vec![Branch::Move(1, vec![meets(1), pays(1)]), Branch::Move(2, vec![meets(-1), pays(-1)])],
    );
    let movers = [Mover::Chance, Mover::Player(0), Mover::Player(0), Mover::Player(1)];
    let game = build(2, root, movers.map(|mover| set(mover, 2)).to_vec());
    let found = solved(&game);
    assert_eq!(found.payoffs, [fraction("1/3"), fraction("-1/3")]);
    assert_eq!(found.strategies[1], [fraction("1"), fraction("0")]);
    assert_eq!(found.strategies[2], [fraction("1/3"), fraction("2/3")]);
    assert_eq!(found.strategies[3], [fraction("2/3"), fraction("1/3")]);
}

#[test]
fn sequence_form_solves_random_trees_and_agrees_with_their_normal_form() {
    let mut random = Random::new(23);
    let mut compared = 0;
    for case in 0..600 {
        let opposed = case % 2 == 0;
        let game = random_tree(&mut random, 4, [2, 3, 1000][case % 3], opposed);
        assert_eq!(game.recall(), Recall::Perfect);
        let found = solved(&game);
        assert_eq!(found.regrets, [0, 0]);
        let profiles: usize = game
            .sets()
            .iter()
            .filter(|set| set.mover != Mover::Chance)
            .map(|set| set.actions.len())
            .product();
        if opposed && profiles <= 3_000 {
            let normal = normal_form(&game);
            let value = zero_sum(&normal, &Budget::unlimited());
            assert_eq!(value.found().expect("a value").value, found.payoffs[0]);
            compared += 1;
        }
    }
    assert!(compared > 50, "{compared}");
}

#[test]
fn sequence_form_solves_deeper_trees_with_ties_and_without() {
    let mut random = Random::new(31);
    let mut nodes = 0;
    for case in 0..60 {
        let game = random_tree(&mut random, 7, [2, 3, 1000][case % 3], case % 4 == 0);
        nodes = nodes.max(game.nodes().len());
        assert_eq!(solved(&game).regrets, [0, 0]);
    }
    assert!(nodes > 300, "{nodes}");
}

#[test]
fn sequence_form_ignores_scales_and_what_chance_adds() {
    let mut random = Random::new(29);
    for _ in 0..100 {
        let game = random_tree(&mut random, 4, 1000, false);
        let scaled = |player: usize, factor: &str, bonus: i64| -> Vec<Rational> {
            let factor = fraction(factor);
            let list = (0..game.outcomes().len()).map(|place| game.payoffs(player).get(place));
            list.map(|payoff| &(&payoff * &factor) + &bonus.into()).collect()
        };
        let (nodes, sets) = (game.nodes().to_vec(), game.sets().to_vec());
        let payoffs = [scaled(0, "7/3", 0), scaled(1, "1/100", 0)];
        let other = ExtensiveGame::new(
            "",
            game.players().to_vec(),
            nodes.clone(),
            sets.clone(),
            game.outcomes().to_vec(),
            &payoffs,
        )
        .expect("a tree");
        assert_eq!(solved(&other).strategies, solved(&game).strategies);
        let payoffs = [scaled(0, "1", -500), scaled(1, "1", 20)];
        let other =
            ExtensiveGame::new("", game.players().to_vec(), nodes, sets, game.outcomes().to_vec(), &payoffs)
                .expect("a tree");
        assert_eq!(solved(&other).strategies, solved(&game).strategies);
    }
}

#[test]
fn sequence_form_refuses_what_it_cannot_do_and_stops_when_told() {
    let alone = build(1, ends(&[1]), vec![]);
    let asked = sequence_form(&alone, &Budget::unlimited());
    assert_eq!(asked, Err(NoSequenceForm::NotTwoPlayers { players: 1 }));
    // A player who forgets what it did.
    let second = || Branch::Move(1, vec![ends(&[1, 0]), ends(&[0, 1])]);
    let forgets = build(
        2,
        Branch::Move(0, vec![second(), second()]),
        vec![set(Mover::Player(0), 2), set(Mover::Player(0), 2)],
    );
    let asked = sequence_form(&forgets, &Budget::unlimited());
    assert_eq!(asked, Err(NoSequenceForm::ImperfectRecall { set: 1 }));
    let wide = build(
        2,
        Branch::Move(0, (0..5000).map(|payoff| ends(&[payoff, 0])).collect()),
        vec![set(Mover::Player(0), 5000)],
    );
    let asked = sequence_form(&wide, &Budget::unlimited());
    assert_eq!(asked, Err(NoSequenceForm::TooLarge { sequences: 5000 }));
    let stopped = sequence_form(&kuhn(3), &Budget::of_work(1)).expect("two players who remember");
    assert_eq!((stopped.stop, stopped.completeness), (Stop::OutOfBudget, Completeness::Unknown));
    assert_eq!(stopped.verdict, Verdict::Undecided { best: None });
}

#[test]
fn sequence_form_ends_at_once_where_there_is_nothing_to_choose() {
    assert_eq!(solved(&build(2, ends(&[4, 5]), vec![])).payoffs, [4, 5]);
    let single = build(2, Branch::Move(0, vec![ends(&[1, 2])]), vec![set(Mover::Player(1), 1)]);
    assert_eq!(solved(&single).strategies, [[1]]);
    let spare = build(2, ends(&[0, 0]), vec![set(Mover::Player(0), 2)]);
    assert_eq!(solved(&spare).strategies, [[1, 0]]);
}

#[test]
fn sequence_form_answers_that_are_moved_or_come_from_a_runner_up_are_refused() {
    let game = kuhn(3);
    let found = solved(&game);
    assert!(judge_behaviour(&game, found.clone(), &Rational::ZERO).is_ok());
    let promised =
        BehaviourEquilibrium { payoffs: vec![fraction("-1/19"), fraction("1/19")], ..found.clone() };
    assert!(judge_behaviour(&game, promised, &Rational::ZERO).is_err());
    // The second player calls with the middle card a little more often; and everybody mixes evenly.
    let mut moved = found.strategies.clone();
    moved[8] = vec![fraction("3/5"), fraction("2/5")];
    let even = found.strategies.iter().map(|list| list.iter().map(|_| fraction("1/2")).collect()).collect();
    for strategies in [moved, even] {
        let guess = BehaviourEquilibrium::of(&game, strategies).expect("strategies");
        assert!(guess.regret().is_positive());
        assert!(judge_behaviour(&game, guess.clone(), &Rational::ZERO).is_err());
        let hidden = BehaviourEquilibrium { regrets: vec![Rational::ZERO; 2], ..guess };
        assert!(judge_behaviour(&game, hidden, &Rational::ZERO).is_err());
    }
}

/// The value of poker as a linear program over realisation plans, written down from the rules alone.
///
/// Payoffs are raised by 2, so that more weight never hurts and plans need bounds from above only. Unknowns: for each
/// card of the first player the weights of check, bet, check and fold, check and call; for each card of the second
/// what it is worth after a check and after a bet, at most what each of its two replies gives.
fn value_by_plans(cards: usize) -> Option<Rational> {
    let unknowns = 6 * cards;
    let (mut rows, mut bounds) = (Vec::new(), Vec::new());
    let mut row = |entries: &[(usize, i64)], bound: i64| {
        let mut row = vec![Rational::ZERO; unknowns];
        for &(place, entry) in entries {
            row[place] += &Rational::from(entry);
        }
        rows.push(row);
        bounds.push(Rational::from(bound));
    };
    for card in 0..cards {
        let at = 4 * card;
        row(&[(at, 1), (at + 1, 1)], 1);
        row(&[(at + 2, 1), (at + 3, 1), (at, -1)], 0);
        let others = || (0..cards).filter(move |&other| other != card);
        let stake = |other: usize, stake: i64| if other > card { stake + 2 } else { 2 - stake };
        let worth = 4 * cards + 2 * card;
        let replies = [
            (worth, others().map(|other| (4 * other, -stake(other, 1))).collect::<Vec<_>>()),
            (
                worth,
                others().flat_map(|other| [(4 * other + 2, -1), (4 * other + 3, -stake(other, 2))]).collect(),
            ),
            (worth + 1, others().map(|other| (4 * other + 1, -3)).collect()),
            (worth + 1, others().map(|other| (4 * other + 1, -stake(other, 2))).collect()),
        ];
        for (worth, mut entries) in replies {
            entries.push((worth, 1));
            row(&entries, 0);
        }
    }
    let objective = (0..unknowns).map(|place| i64::from(place >= 4 * cards).into()).collect();
    let program = linear_program::LinearProgram::new(objective, rows, bounds).expect("a program");
    let linear_program::Outcome::Optimal { value, .. } = program.solve(&mut |_| true)? else { return None };
    let deals = Rational::from((cards * (cards - 1)) as i64);
    Some(&(&value / &deals) - &2.into())
}

#[test]
fn sequence_form_and_a_linear_program_agree_on_poker_with_more_cards() {
    assert_eq!(value_by_plans(3), Some(fraction("-1/18")));
    for cards in 2..=12 {
        let found = solved(&kuhn(cards));
        assert_eq!(found.payoffs.first(), value_by_plans(cards).as_ref(), "{cards} cards");
    }
}
