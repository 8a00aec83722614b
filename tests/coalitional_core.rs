//! Core, least core, nucleolus and prenucleolus: wrong claims are refused, cited answers come out exactly, second
//! methods and axioms agree.

#![allow(clippy::unwrap_used)]

#[path = "common/simplex.rs"]
mod simplex;
#[path = "common/worths.rs"]
mod worths;

use std::collections::BTreeSet;

use simplex::greatest;
use worths::{FAMILIES, Family, Numbers, bankruptcy, by_rule, costs, glove, voting, whole};
use zopa::budget::Budget;
use zopa::certify::coalitional::{
    CoreVertices, ExcessLevel, LeastCoreFacts, Nucleolus, Weight, judge_core, judge_empty_core,
    judge_least_core, judge_no_imputation, judge_no_proper_coalition, judge_nucleolus, judge_prenucleolus,
    judge_vertices,
};
use zopa::certify::{Certified, Completeness, Stop, Strength, Verdict};
use zopa::coalition::Coalition;
use zopa::coalitional::core::{core, core_membership};
use zopa::coalitional::least_core::least_core;
use zopa::coalitional::nucleolus::nucleolus;
use zopa::coalitional::prenucleolus::prenucleolus;
use zopa::coalitional::vertices::core_vertices;
use zopa::games::characteristic::{CharacteristicGame, MAX_WORTH_UNITS, Sense};
use zopa::numeric::Rational;

fn number(text: &str) -> Rational {
    text.parse().unwrap()
}

fn numbers(text: &str) -> Vec<Rational> {
    text.split_whitespace().map(number).collect()
}

fn free() -> Budget<'static> {
    Budget::unlimited()
}

/// The certified claim; a nucleolus is always proved.
fn found(game: &CharacteristicGame) -> Certified<Nucleolus> {
    let answer = nucleolus(game, &free());
    let found = answer.found().unwrap().clone();
    assert_eq!(found.certificate().strength, Strength::Proof);
    found
}

fn pre(game: &CharacteristicGame) -> Vec<Rational> {
    let answer = prenucleolus(game, &free());
    answer.found().unwrap().allocation.clone()
}

fn epsilon(game: &CharacteristicGame) -> Rational {
    least_core(game, &free()).found().unwrap().epsilon.clone()
}

fn excess(game: &CharacteristicGame, bits: u64, allocation: &[Rational]) -> Rational {
    let coalition = Coalition::from_bits(bits);
    let paid = coalition.members().map(|member| game.share_in_units(&allocation[member]));
    let paid = paid.fold(Rational::ZERO, |sum, payment| &sum + &payment);
    game.excess_in_points(&(&Rational::from(game.unit(coalition)) - &paid))
}

fn greatest_excess(game: &CharacteristicGame, allocation: &[Rational]) -> Rational {
    let proper = 1..game.everyone().bits();
    proper.map(|bits| excess(game, bits, allocation)).max().unwrap()
}

// ---- wrong claims are refused

#[test]
fn nucleolus_moved_by_a_little_is_refused() {
    for family in FAMILIES {
        let game = family.game(5, 3);
        let Verdict::Found(right) = nucleolus(&game, &free()).verdict else { continue };
        for delta in ["1/1000000", "1"] {
            let mut wrong = right.clone().into_claim();
            wrong.allocation[0] = &wrong.allocation[0] + &number(delta);
            wrong.allocation[1] = &wrong.allocation[1] - &number(delta);
            assert!(judge_nucleolus(&game, wrong.clone()).is_err(), "{family:?}");
            // Levels that fit the moved payments do not help.
            for level in &mut wrong.levels {
                let first = level.coalitions.first().map(|weight| weight.coalition.bits());
                level.excess = first.map_or(Rational::ZERO, |bits| excess(&game, bits, &wrong.allocation));
            }
            assert!(judge_nucleolus(&game, wrong.clone()).is_err(), "{family:?}");
            assert!(judge_prenucleolus(&game, wrong).is_err(), "{family:?}");
        }
    }
}

#[test]
fn nucleolus_claimed_by_a_runner_up_is_refused() {
    // Aumann and Maschler 1985: estate 200, claims 100, 200, 300; the nucleolus is (50, 75, 75). These share
    // its greatest excess -50: they are in the least core, and only that.
    let game = bankruptcy(200, &[100, 200, 300]);
    let right = found(&game).into_claim();
    let first = right.levels[0].clone();
    for runner_up in ["50 80 70", "50 70 80"] {
        let allocation = numbers(runner_up);
        assert_eq!(greatest_excess(&game, &allocation), first.excess);
        for levels in [right.levels.clone(), vec![first.clone()], Vec::new()] {
            assert!(judge_nucleolus(&game, Nucleolus { allocation: allocation.clone(), levels }).is_err());
        }
        // A second level of a single coalition at its true excess has no balance.
        for bits in 1..7 {
            let weights = vec![Weight { coalition: Coalition::from_bits(bits), weight: Rational::ONE }];
            let second =
                ExcessLevel { excess: excess(&game, bits, &allocation), coalitions: weights, bounds: vec![] };
            let levels = vec![first.clone(), second];
            assert!(judge_nucleolus(&game, Nucleolus { allocation: allocation.clone(), levels }).is_err());
        }
    }
}

#[test]
fn nucleolus_with_doctored_weights_or_levels_is_refused() {
    let game = bankruptcy(200, &[100, 200, 300]);
    let right = found(&game).into_claim();
    assert!(judge_nucleolus(&game, right.clone()).is_ok());
    let doctor = |change: &dyn Fn(&mut Nucleolus)| {
        let mut wrong = right.clone();
        change(&mut wrong);
        judge_nucleolus(&game, wrong).is_err()
    };
    assert!(doctor(&|wrong| wrong.levels[0].coalitions[0].weight = Rational::ZERO));
    assert!(doctor(&|wrong| wrong.levels[0].coalitions[0].weight = number("1/7")));
    assert!(doctor(&|wrong| wrong.levels[0].excess = number("-49")));
    assert!(doctor(&|wrong| wrong.levels.reverse()));
    assert!(doctor(&|wrong| drop(wrong.levels.pop())));
    assert!(doctor(&|wrong| wrong.levels[0].coalitions[0].coalition = Coalition::from_bits(8)));
    assert!(doctor(&|wrong| wrong.levels[0].coalitions[0].coalition = Coalition::all(3)));
    assert!(doctor(&|wrong| drop(wrong.allocation.pop())));
    assert!(doctor(&|wrong| wrong.allocation.push(Rational::ZERO)));
}

#[test]
fn nucleolus_below_a_player_alone_and_prenucleolus_with_bounds_are_refused() {
    // The first two have 10 without the third, who would have to pay for it; nobody must be paid less than 0.
    let game = whole(&[0, 0, 0, 10, 0, 0, 0, 0]);
    assert_eq!(found(&game).allocation, numbers("0 0 0"));
    assert_eq!(pre(&game), numbers("5/2 5/2 -5"));
    let without_bounds = prenucleolus(&game, &free()).found().unwrap().clone().into_claim();
    assert!(judge_nucleolus(&game, without_bounds).is_err());
    assert!(judge_prenucleolus(&game, found(&game).into_claim()).is_err());
}

#[test]
fn core_claims_that_are_wrong_are_refused() {
    let game = bankruptcy(200, &[100, 200, 300]);
    let right = core(&game, &free()).found().unwrap().clone().into_claim();
    assert!(judge_core(&game, right.clone()).is_ok());
    let mut wrong = right.clone();
    wrong.allocation[0] = &wrong.allocation[0] + &number("1/9");
    assert!(judge_core(&game, wrong).is_err());
    let mut wrong = right.clone();
    wrong.allocation = numbers("101 0 99");
    assert!(judge_core(&game, wrong).is_err());
    let mut wrong = right;
    wrong.binding = None;
    assert!(judge_core(&game, wrong).is_err());

    let majority = voting(2, &[1, 1, 1]);
    let empty = core(&majority, &free()).refutation().unwrap().clone().into_claim();
    assert!(judge_empty_core(&majority, empty.clone()).is_ok());
    assert!(judge_empty_core(&game, empty.clone()).is_err(), "a core that is not empty");
    let mut wrong = empty.clone();
    wrong.weights[0].weight = number("2/3");
    assert!(judge_empty_core(&majority, wrong).is_err());
    let mut wrong = empty.clone();
    wrong.weights.pop();
    assert!(judge_empty_core(&majority, wrong).is_err());
    let mut wrong = empty;
    wrong.shortage = Rational::ONE;
    assert!(judge_empty_core(&majority, wrong).is_err());
}

#[test]
fn least_core_claims_that_are_wrong_are_refused() {
    let game = voting(2, &[1, 1, 1]);
    let right = least_core(&game, &free()).found().unwrap().clone().into_claim();
    for change in [
        &(|wrong: &mut LeastCoreFacts| wrong.epsilon = number("1/2")) as &dyn Fn(&mut LeastCoreFacts),
        &|wrong| wrong.allocation = numbers("1/2 1/2 0"),
        &|wrong| wrong.weights[0].weight = Rational::ONE,
        &|wrong| wrong.weights.clear(),
        &|wrong| (wrong.allocation, wrong.epsilon) = (numbers("1/2 1/4 1/4"), number("1/2")),
    ] {
        let mut wrong = right.clone();
        change(&mut wrong);
        assert!(judge_least_core(&game, wrong).is_err());
    }
    assert!(judge_no_proper_coalition(&game, zopa::certify::coalitional::NoProperCoalition).is_err());
}

#[test]
fn core_vertices_that_are_wrong_or_missing_are_refused() {
    let game = bankruptcy(200, &[100, 200, 300]);
    let right = core_vertices(&game, 100, &free()).found().unwrap().clone().into_claim();
    assert!(judge_vertices(&game, right.clone()).is_ok());
    for missing in 0..right.vertices.len() {
        let mut wrong = right.clone();
        wrong.vertices.remove(missing);
        assert!(judge_vertices(&game, wrong.clone()).is_err(), "one missing, all claimed");
        wrong.completeness = Completeness::Unknown;
        assert!(judge_vertices(&game, wrong).is_ok(), "some, as claimed");
    }
    let with = |extra: &str| {
        let mut vertices = right.vertices.clone();
        vertices.push(numbers(extra));
        vertices.sort_unstable();
        CoreVertices { vertices, completeness: Completeness::Unknown }
    };
    assert!(judge_vertices(&game, with("50 75 75")).is_err(), "inside");
    assert!(judge_vertices(&game, with("200 0 0")).is_err(), "outside");
    assert!(judge_vertices(&game, with("0 0 200")).is_err(), "twice");
    assert!(judge_vertices(&game, with("0 200")).is_err(), "too short");
}

// ---- published answers

#[test]
fn nucleolus_of_the_talmud_estates_is_that_of_the_talmud() {
    // Aumann and Maschler 1985: estates against claims of 100, 200 and 300; and the contested garment.
    for (estate, shares) in [(200, "50 75 75"), (300, "50 100 150")] {
        let game = bankruptcy(estate, &[100, 200, 300]);
        assert_eq!(found(&game).allocation, numbers(shares));
        assert_eq!(pre(&game), numbers(shares));
    }
    assert_eq!(found(&bankruptcy(100, &[50, 100])).allocation, numbers("25 75"));
}

#[test]
fn nucleolus_of_published_games_is_as_published() {
    // Shapley and Shubik 1967 and textbooks: gloves.
    assert_eq!(found(&glove(1, 2)).allocation, numbers("1 0 0"));
    assert_eq!(found(&glove(2, 1)).allocation, numbers("0 0 1"));
    assert_eq!(found(&glove(2, 3)).allocation, numbers("1 1 0 0 0"));
    // Davis and Maschler 1965: apex games.
    assert_eq!(found(&voting(3, &[2, 1, 1, 1])).allocation, numbers("2/5 1/5 1/5 1/5"));
    assert_eq!(found(&voting(4, &[3, 1, 1, 1, 1])).allocation, numbers("3/7 1/7 1/7 1/7 1/7"));
    assert_eq!(found(&voting(2, &[1, 1, 1])).allocation, numbers("1/3 1/3 1/3"));
    // Maschler 1992, Handbook of Game Theory 1, chapter 18; Straffin 1993.
    assert_eq!(found(&whole(&[0, 0, 0, 20, 0, 30, 40, 42])).allocation, numbers("4 14 24"));
    // Ferguson, Game Theory, part IV.
    assert_eq!(found(&whole(&[0, -1, 0, 3, 1, 4, 2, 5])).allocation, numbers("8/3 2/3 5/3"));
    // The example of the nucleolus in the manual of CoopGame (Staudacher and Anwander 2019).
    let four = [0, 0, 0, 5, 0, 5, 9, 13, 0, 8, 10, 15, 8, 16, 17, 21];
    assert_eq!(found(&whole(&four)).allocation, numbers("7/2 9/2 11/2 15/2"));
}

#[test]
fn nucleolus_of_published_costs_is_as_published() {
    // Straffin and Heaney 1981; Young 1994, Handbook of Game Theory 2: the Tennessee Valley Authority.
    let tennessee = costs(&[0, 163_520, 140_826, 301_607, 250_096, 378_821, 367_370, 412_584]);
    assert_eq!(found(&tennessee).allocation, numbers("116234 93540 202810"));
    // Littlechild and Owen 1973: an airport with runways of costs 1, 2 and 3.
    let airport = costs(&[0, 1, 2, 2, 3, 3, 3, 3]);
    assert_eq!(found(&airport).allocation, numbers("1/2 3/4 7/4"));
}

#[test]
fn core_of_published_games_is_empty_or_not_as_published() {
    let is_empty = |game: &CharacteristicGame| core(game, &free()).refutation().is_some();
    assert!(is_empty(&voting(2, &[1, 1, 1])));
    // Maschler 1992.
    assert!(is_empty(&whole(&[0, 0, 0, 20, 0, 30, 40, 42])));
    // Shapley and Shubik 1971: three sellers, three buyers; everyone together has 16.
    let matrix = [[5, 8, 2], [7, 9, 6], [2, 3, 0]];
    let game = by_rule(6, |members| {
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        let value = |order: [usize; 3]| {
            let pairs =
                (0..3).filter(|seller| members.contains(seller) && members.contains(&(3 + order[*seller])));
            pairs.map(|seller| matrix[seller][order[seller]]).sum::<i64>()
        };
        orders.into_iter().map(value).max().unwrap()
    });
    assert_eq!(game.worth(game.everyone()), 16);
    let answer = core(&game, &free());
    assert_eq!(answer.found().unwrap().certificate().strength, Strength::Proof);
    assert_eq!(core_vertices(&glove(1, 2), 9, &free()).found().unwrap().vertices, [numbers("1 0 0")]);
}

// ---- second methods

/// The rule of the Talmud: losses or awards up to half of the claims, made equal (Aumann and Maschler 1985).
fn talmud(estate: i64, claims: &[i64]) -> Vec<Rational> {
    // Constrained equal awards of half claims: the level rises claim by claim.
    let equal_awards = |mut left: Rational, halves: &[Rational]| {
        let mut order: Vec<usize> = (0..halves.len()).collect();
        order.sort_by(|&one, &two| halves[one].cmp(&halves[two]));
        let mut awards = vec![Rational::ZERO; halves.len()];
        for (place, &player) in order.iter().enumerate() {
            let equal = &left / &Rational::from((halves.len() - place) as i64);
            awards[player] = equal.min(halves[player].clone());
            left = &left - &awards[player];
        }
        awards
    };
    let total: i64 = claims.iter().sum();
    let halves: Vec<Rational> = claims.iter().map(|&claim| Rational::new(claim.into(), 2).unwrap()).collect();
    if 2 * estate <= total {
        equal_awards(estate.into(), &halves)
    } else {
        let losses = equal_awards((total - estate).into(), &halves);
        claims.iter().zip(losses).map(|(&claim, loss)| &Rational::from(claim) - &loss).collect()
    }
}

#[test]
fn nucleolus_of_bankruptcy_is_the_rule_of_the_talmud() {
    assert_eq!(talmud(200, &[100, 200, 300]), numbers("50 75 75"));
    for seed in 0..60 {
        let mut random = Numbers::new(seed);
        let players = 2 + usize::try_from(seed % 9).unwrap();
        let claims: Vec<i64> = (0..players).map(|_| random.between(0, 40)).collect();
        let estate = random.between(0, claims.iter().sum());
        let game = bankruptcy(estate, &claims);
        assert_eq!(found(&game).allocation, talmud(estate, &claims), "{estate} {claims:?}");
    }
}

/// Kohlberg's criterion without any witness: at each excess level, directions that hurt no coalition at or above it
/// change none of them. Each level is a linear program over directions between -1 and 1.
fn meets_kohlberg(game: &CharacteristicGame, allocation: &[Rational], with_bounds: bool) -> bool {
    let players = game.players();
    let proper: Vec<u64> = (1..game.everyone().bits()).collect();
    let excesses: Vec<Rational> = proper.iter().map(|&bits| excess(game, bits, allocation)).collect();
    let levels: BTreeSet<&Rational> = excesses.iter().collect();
    let row = |bits: u64, sign: i64| -> Vec<Rational> {
        let entry = |player: usize| Rational::from(sign * i64::from(bits >> player & 1 == 1));
        (0..players).map(entry).chain((0..players).map(|player| -&entry(player))).collect()
    };
    levels.into_iter().all(|level| {
        let at_least = proper.iter().zip(&excesses).filter(|(_, excess)| *excess >= level);
        let at_least: Vec<u64> = at_least.map(|(&bits, _)| bits).collect();
        let exact = (0..players).map(|player| 1 << player);
        let exact = exact.filter(|&bits| with_bounds && excess(game, bits, allocation).is_zero());
        let hurt = at_least.iter().copied().chain(exact).map(|bits| (row(bits, -1), Rational::ZERO));
        let all = [1, -1].map(|sign| (row(game.everyone().bits(), sign), Rational::ZERO));
        let box_rows = (0..2 * players).map(|at| {
            let unit = (0..2 * players).map(|other| Rational::from(i64::from(at == other))).collect();
            (unit, Rational::ONE)
        });
        let rows: Vec<(Vec<Rational>, Rational)> = hurt.chain(all).chain(box_rows).collect();
        let mut goal = vec![Rational::ZERO; 2 * players];
        for bits in at_least {
            goal = goal.iter().zip(row(bits, 1)).map(|(sum, entry)| sum + &entry).collect();
        }
        greatest(&goal, &rows).is_zero()
    })
}

#[test]
fn nucleolus_and_prenucleolus_meet_the_criterion_of_kohlberg_and_what_is_near_does_not() {
    for seed in 0..60 {
        let mut random = Numbers::new(seed);
        let players = 2 + usize::try_from(seed % 4).unwrap();
        let mut worths: Vec<i64> = (0..1 << players).map(|_| random.between(-3, 6)).collect();
        worths[0] = 0;
        let game = whole(&worths);
        let free_shares = pre(&game);
        assert!(meets_kohlberg(&game, &free_shares, false), "{worths:?}");
        let mut near = free_shares;
        near[0] = &near[0] + &number("1/50");
        near[players - 1] = &near[players - 1] - &number("1/50");
        assert!(!meets_kohlberg(&game, &near, false), "{worths:?}");
        match nucleolus(&game, &free()).verdict {
            Verdict::Found(claim) => {
                assert!(meets_kohlberg(&game, &claim.allocation, true), "{worths:?}");
                let alone = (0..players).map(|player| game.worth(Coalition::single(player)));
                assert!(claim.allocation.iter().zip(alone).all(|(share, alone)| *share >= alone));
            }
            Verdict::NoneExists(none) => assert!(none.shortage.is_positive()),
            other => panic!("{other:?}"),
        }
    }
}

/// The least greatest excess by one program over all coalitions; payments are measured from a low point.
fn plain_epsilon(game: &CharacteristicGame) -> Rational {
    // By duality: the greatest sum of w_S v(S) - w_N v(N) with sum of w = 1 and the same weight for each player.
    // Weights on proper coalitions; one slack-free program with w_N as two unknowns.
    let proper: Vec<u64> = (1..game.everyone().bits()).collect();
    let players = game.players();
    let worth = |bits: u64| Rational::from(game.unit(Coalition::from_bits(bits)));
    // Each weight is bounded by a share of the total, which is at most 1; equalities as pairs of rows.
    let width = proper.len() + 1;
    let mut rows = Vec::new();
    for player in 0..players {
        for sign in [1, -1] {
            let entry = |bits: &u64| Rational::from(sign * i64::from(bits >> player & 1 == 1));
            let row: Vec<Rational> = proper.iter().map(entry).chain([Rational::from(-sign)]).collect();
            rows.push((row, Rational::ZERO));
        }
    }
    let mut total = vec![Rational::ONE; width];
    total[width - 1] = Rational::ZERO;
    rows.push((total, Rational::ONE));
    // A constant large enough makes every level positive, so that the whole weight of 1 is used.
    let lift = Rational::from(1_000);
    let goal: Vec<Rational> =
        proper.iter().map(|&bits| &worth(bits) + &lift).chain([-&worth(game.everyone().bits())]).collect();
    &greatest(&goal, &rows) - &lift
}

#[test]
fn least_core_agrees_with_one_program_over_all_coalitions_and_decides_the_core() {
    let mut empty = 0;
    for seed in 0..60 {
        let mut random = Numbers::new(100 + seed);
        let players = 2 + usize::try_from(seed % 4).unwrap();
        let mut worths: Vec<i64> = (0..1 << players).map(|_| random.between(-3, 6)).collect();
        worths[0] = 0;
        *worths.last_mut().unwrap() += 4;
        let game = whole(&worths);
        let epsilon = epsilon(&game);
        assert_eq!(epsilon, plain_epsilon(&game), "{worths:?}");
        let answer = core(&game, &free());
        assert_eq!(answer.refutation().is_some(), epsilon.is_positive(), "{worths:?}");
        assert_eq!(answer.found().is_some(), !epsilon.is_positive(), "{worths:?}");
        empty += usize::from(epsilon.is_positive());
    }
    assert!(empty > 5 && empty < 55, "{empty}");
}

/// The vertices by trying every set of coalitions that could be exact.
fn plain_vertices(game: &CharacteristicGame) -> BTreeSet<Vec<Rational>> {
    fn solve(mut rows: Vec<Vec<Rational>>) -> Option<Vec<Rational>> {
        let players = rows.len();
        for column in 0..players {
            let pivot = (column..players).find(|&row| !rows[row][column].is_zero())?;
            rows.swap(column, pivot);
            let scale = rows[column][column].clone();
            rows[column].iter_mut().for_each(|entry| *entry = &*entry / &scale);
            let kept = rows[column].clone();
            for (_, row) in rows.iter_mut().enumerate().filter(|(at, _)| *at != column) {
                let factor = row[column].clone();
                row.iter_mut().zip(&kept).for_each(|(entry, kept)| *entry -= &(&factor * kept));
            }
        }
        Some(rows.into_iter().map(|row| row[players].clone()).collect())
    }
    fn choose(
        game: &CharacteristicGame,
        from: u64,
        chosen: &mut Vec<u64>,
        found: &mut BTreeSet<Vec<Rational>>,
    ) {
        let players = game.players();
        if chosen.len() + 1 == players {
            let row = |bits: u64| -> Vec<Rational> {
                let entries = (0..players).map(|player| Rational::from(i64::from(bits >> player & 1 == 1)));
                entries.chain([Rational::from(game.unit(Coalition::from_bits(bits)))]).collect()
            };
            let rows = chosen.iter().copied().chain([game.everyone().bits()]).map(row).collect();
            found.extend(solve(rows).filter(|point| !greatest_excess(game, point).is_positive()));
            return;
        }
        for bits in from..game.everyone().bits() {
            chosen.push(bits);
            choose(game, bits + 1, chosen, found);
            chosen.pop();
        }
    }
    let mut found = BTreeSet::new();
    choose(game, 1, &mut Vec::new(), &mut found);
    found
}

#[test]
fn core_vertices_are_those_of_trying_every_set_of_coalitions() {
    let mut games: Vec<CharacteristicGame> = (0..30)
        .map(|seed| {
            let mut random = Numbers::new(seed);
            let players = 2 + usize::try_from(seed % 3).unwrap();
            let mut worths: Vec<i64> = (0..1 << players).map(|_| random.between(0, 4)).collect();
            worths[0] = 0;
            *worths.last_mut().unwrap() = random.between(5, 14);
            whole(&worths)
        })
        .collect();
    games.extend([glove(2, 2), bankruptcy(30, &[10, 20, 30, 5]), whole(&[0; 16]), voting(2, &[1, 1, 0, 0])]);
    for game in games {
        let answer = core_vertices(&game, 1000, &free());
        let plain: Vec<Vec<Rational>> = plain_vertices(&game).into_iter().collect();
        match answer.verdict {
            Verdict::Found(claim) => {
                assert_eq!(claim.vertices, plain);
                assert_eq!(claim.certificate().strength, Strength::Proof);
                assert_eq!(claim.completeness, Completeness::All);
            }
            Verdict::NoneExists(_) => assert!(plain.is_empty()),
            other => panic!("{other:?}"),
        }
    }
}

// ---- axioms

#[test]
fn core_vertices_of_convex_games_are_the_marginal_vectors() {
    // Shapley 1971: in a convex game the marginal vectors of all orders are the vertices of the core.
    for (players, seed) in [(3, 1), (4, 2), (5, 3), (6, 4)] {
        let game = Family::Convex.game(players, seed);
        let mut orders = vec![Vec::new()];
        for _ in 0..players {
            let longer = |order: &Vec<usize>| {
                let order = order.clone();
                let rest = (0..players).filter(|player| !order.contains(player)).collect::<Vec<_>>();
                rest.into_iter().map(move |player| [order.clone(), vec![player]].concat())
            };
            orders = orders.iter().flat_map(longer).collect();
        }
        let marginal = |order: &Vec<usize>| {
            let mut shares = vec![Rational::ZERO; players];
            let mut before = Coalition::EMPTY;
            for &player in order {
                shares[player] = &game.worth(before.with(player)) - &game.worth(before);
                before = before.with(player);
            }
            shares
        };
        let marginals: BTreeSet<Vec<Rational>> = orders.iter().map(marginal).collect();
        let answer = core_vertices(&game, 10_000, &free());
        assert!(answer.found().unwrap().vertices.iter().eq(&marginals));
    }
}

#[test]
fn nucleolus_moves_with_the_game_and_scales_with_it() {
    // Covariance (Schmeidler 1969): the game a v + b has the nucleolus a x + b.
    for (family, seed) in
        [(Family::Random, 1), (Family::Integer, 2), (Family::Bankruptcy, 3), (Family::Majority, 4)]
    {
        let game = family.game(6, seed);
        let mut random = Numbers::new(seed);
        let shift: Vec<i64> = (0..6).map(|_| random.between(-500, 500)).collect();
        let moved = by_rule(6, |members| {
            let worth = game.unit(members.iter().copied().collect());
            7 * worth + members.iter().map(|&member| shift[member]).sum::<i64>()
        });
        let expect = |shares: &[Rational]| -> Vec<Rational> {
            shares.iter().zip(&shift).map(|(share, &shift)| &(share * &7.into()) + &shift.into()).collect()
        };
        assert_eq!(pre(&moved), expect(&pre(&game)), "{family:?}");
        if let Some(claim) = nucleolus(&game, &free()).found() {
            assert_eq!(found(&moved).allocation, expect(&claim.allocation), "{family:?}");
        }
    }
}

#[test]
fn prenucleolus_and_nucleolus_treat_equals_alike_and_pay_dummies_what_they_have() {
    // Players 0 and 1 can stand for each other; the last player adds 3 to every coalition.
    for seed in 0..10 {
        let mut random = Numbers::new(seed);
        let table: Vec<i64> = (0..12).map(|_| random.between(0, 50)).collect();
        let game = by_rule(5, |members| {
            let twins = members.iter().filter(|&&member| member < 2).count();
            let others = usize::from(members.contains(&2)) + 2 * usize::from(members.contains(&3));
            let own = if members.contains(&4) { 3 } else { 0 };
            (if twins + others == 0 { 0 } else { table[twins * 4 + others] + 60 * twins as i64 }) + own
        });
        let free_shares = pre(&game);
        assert_eq!(free_shares[0], free_shares[1]);
        if let Some(claim) = nucleolus(&game, &free()).found() {
            assert_eq!(claim.allocation[0], claim.allocation[1]);
            assert_eq!(claim.allocation[4], 3);
        }
    }
}

#[test]
fn nucleolus_is_in_the_core_and_in_the_least_core() {
    // Schmeidler 1969: it is in the core if that is not empty; the prenucleolus is in the least core by definition.
    for family in FAMILIES {
        for seed in 0..4 {
            let game = family.game(7, seed);
            let shares = pre(&game);
            assert_eq!(greatest_excess(&game, &shares), epsilon(&game), "{family:?} {seed}");
            if core(&game, &free()).found().is_some() {
                let membership = core_membership(&game, &found(&game).allocation).unwrap();
                assert!(membership.found().unwrap().is_in_core(), "{family:?} {seed}");
                assert_eq!(found(&game).allocation, shares);
            }
        }
    }
}

#[test]
fn core_membership_names_who_objects_most() {
    let game = whole(&[0, 0, 0, 20, 0, 30, 40, 42]);
    let objects = |shares: &str| {
        let answer = core_membership(&game, &numbers(shares)).unwrap();
        let claim = answer.found().unwrap().clone();
        let binding = claim.binding.clone().unwrap();
        (claim.is_in_core(), claim.undistributed.clone(), binding.coalition.bits(), binding.excess)
    };
    assert_eq!(objects("4 14 24"), (false, 0.into(), 0b011, 2.into()));
    assert_eq!(objects("14 14 14"), (false, 0.into(), 0b110, 12.into()));
    assert_eq!(objects("20 20 30"), (false, (-28).into(), 0b110, (-10).into()));
    assert!(core_membership(&game, &numbers("1 2")).is_err());
}

// ---- degenerate and extreme games

#[test]
fn nucleolus_in_sevenths_is_exact() {
    // Seven times the game of the criterion: payments of the game itself are sevenths.
    let worths: Vec<Rational> =
        [0, 0, 0, 20, 0, 30, 40, 42].iter().map(|&worth| Rational::new(worth, 7).unwrap()).collect();
    let game = CharacteristicGame::new(3, Sense::Worth, &worths).unwrap();
    assert_eq!(found(&game).allocation, numbers("4/7 2 24/7"));
    assert_eq!(found(&voting(4, &[3, 1, 1, 1, 1])).allocation[0], number("3/7"));
}

#[test]
fn one_player_has_everything_and_no_epsilon() {
    for worth in [-5, 0, 7] {
        let game = whole(&[0, worth]);
        assert_eq!(found(&game).allocation, [Rational::from(worth)]);
        assert_eq!(pre(&game), [Rational::from(worth)]);
        assert!(core(&game, &free()).found().unwrap().binding.is_none());
        assert!(least_core(&game, &free()).refutation().is_some());
        assert_eq!(core_vertices(&game, 5, &free()).found().unwrap().vertices, [[Rational::from(worth)]]);
    }
}

#[test]
fn games_that_add_up_pay_each_what_it_has() {
    for players in 1..=9 {
        let zero = whole(&vec![0; 1 << players]);
        assert_eq!(found(&zero).allocation, vec![Rational::ZERO; players]);
        let inessential = by_rule(players, |members| members.iter().map(|&one| 3 - one as i64).sum());
        let alone: Vec<Rational> = (0..players).map(|one| Rational::from(3 - one as i64)).collect();
        assert_eq!(found(&inessential).allocation, alone);
        assert_eq!(core_vertices(&inessential, 9, &free()).found().unwrap().vertices, [alone]);
    }
}

#[test]
fn no_imputation_is_said_and_proved() {
    let game = whole(&[0, 3, 2, 4]);
    let answer = nucleolus(&game, &free());
    assert_eq!(answer.refutation().unwrap().shortage, 1);
    let mut wrong = answer.refutation().unwrap().clone().into_claim();
    assert!(judge_no_imputation(&whole(&[0, 3, 1, 4]), wrong.clone()).is_err());
    wrong.shortage = 2.into();
    assert!(judge_no_imputation(&game, wrong).is_err());
}

#[test]
fn huge_worths_are_exact() {
    // The game of the Talmud at the limit of worths, moved so far that doubles could not tell players apart.
    let large = MAX_WORTH_UNITS / 200;
    let game = whole(&[0, 0, 0, 0, 0, 0, 100 * large, 200 * large]);
    let shares: Vec<Rational> = [50, 75, 75].iter().map(|share| Rational::from(share * large)).collect();
    assert_eq!(found(&game).allocation, shares);
    for seed in 0..6 {
        let mut random = Numbers::new(seed);
        let players = 5 + usize::try_from(seed % 3).unwrap();
        let mut worths: Vec<i64> = (0..1 << players)
            .map(|_| 2 * random.between(-MAX_WORTH_UNITS / 2, MAX_WORTH_UNITS / 2))
            .collect();
        worths[0] = 0;
        let answer = prenucleolus(&whole(&worths), &free());
        assert!(answer.found().is_some(), "{answer:?}");
    }
    // Differences of 1 under worths of 2^60.
    let far = 1_i64 << 58;
    let near =
        by_rule(4, |members| members.len() as i64 * far + i64::from(members.len() >= 3 && members[0] == 0));
    let small = by_rule(4, |members| i64::from(members.len() >= 3 && members[0] == 0));
    let expect: Vec<Rational> = pre(&small).iter().map(|share| share + &Rational::from(far)).collect();
    assert_eq!(pre(&near), expect);
}

#[test]
fn a_budget_that_runs_out_is_said_and_claims_nothing() {
    let game = Family::Random.game(8, 1);
    for work in [0, 300, 600, 2000] {
        let answer = nucleolus(&game, &Budget::of_work(work));
        if answer.stop == Stop::OutOfBudget {
            assert!(matches!(answer.verdict, Verdict::Undecided { best: Some(_) }));
        }
        assert!(core(&game, &Budget::of_work(work)).found().is_none_or(|_| work > 0));
    }
    assert_eq!(nucleolus(&game, &Budget::of_work(0)).stop, Stop::OutOfBudget);
    assert_eq!(least_core(&game, &Budget::of_work(0)).stop, Stop::OutOfBudget);
    let convex = Family::Convex.game(5, 1);
    let some = core_vertices(&convex, 7, &free());
    assert_eq!(some.completeness, Completeness::Unknown);
    assert_eq!(some.found().unwrap().vertices.len(), 7);
    assert_eq!(core_vertices(&convex, 120, &free()).completeness, Completeness::All);
}

#[test]
fn every_family_is_solved_and_certified() {
    for family in FAMILIES {
        for players in [2, 3, 9, 11, 12] {
            let game = family.game(players, 7);
            assert!(prenucleolus(&game, &free()).found().is_some(), "{family:?} {players}");
            let answer = nucleolus(&game, &free());
            assert!(answer.found().is_some() || answer.refutation().is_some(), "{family:?} {players}");
            assert!(least_core(&game, &free()).found().is_some(), "{family:?} {players}");
        }
    }
}
