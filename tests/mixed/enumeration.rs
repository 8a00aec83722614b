//! No package of a fine grid serves a principle better, and as the grid refines its best comes as near as it should.

use zopa::certify::mixed::MixedPrinciple;
use zopa::games::mixed::MixedGame;
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

use crate::common::{PRINCIPLES, facts, grid, random_game, solve};

/// What a principle makes as great as possible, as a list that is compared entry by entry.
fn key(principle: &MixedPrinciple, gains: &[Rational], ideals: &[Rational]) -> Vec<Rational> {
    let sorted = |mut list: Vec<Rational>| {
        list.sort_unstable();
        list
    };
    match principle {
        MixedPrinciple::Nash => vec![gains.iter().fold(Rational::ONE, |product, gain| &product * gain)],
        MixedPrinciple::Utilitarian => vec![gains.iter().sum()],
        MixedPrinciple::KalaiSmorodinsky => {
            sorted(gains.iter().zip(ideals).filter_map(|(gain, ideal)| gain.checked_div(ideal)).collect())
        }
        MixedPrinciple::EqualLoss => {
            sorted(gains.iter().zip(ideals).map(|(gain, ideal)| gain - ideal).collect())
        }
        MixedPrinciple::Egalitarian => sorted(gains.to_vec())[..1].to_vec(),
        _ => sorted(gains.to_vec()),
    }
}

/// The gains of every acceptable package of a grid.
fn acceptable(game: &MixedGame, steps: i64) -> Vec<Vec<Rational>> {
    let mut list = Vec::new();
    grid(game, steps, &mut |package| {
        let gains = game.gains(package).unwrap();
        if game.is_admissible(package) && !gains.iter().any(Rational::is_negative) {
            list.push(gains);
        }
    });
    list
}

#[test]
fn no_package_of_a_grid_serves_a_principle_better_and_a_fine_one_comes_near() {
    let mut random = Random::new(61);
    let (mut open, mut closed) = (0, 0);
    for case in 0..60 {
        let game = random_game(&mut random, 2 + case % 2);
        let coarse = acceptable(&game, 2);
        let Some(facts) = facts(&game) else {
            closed += 1;
            assert!(coarse.is_empty(), "an empty zone with a package in it");
            continue;
        };
        open += 1;
        let ideals: Vec<Rational> = facts.ideals.iter().map(|ideal| ideal.gain.clone()).collect();
        for gains in &coarse {
            assert!(gains.iter().zip(&ideals).all(|(gain, ideal)| gain <= ideal));
        }
        let fine = acceptable(&game, 6);
        for principle in PRINCIPLES {
            let answer = solve(&game, principle.clone());
            let Some(choice) = answer.found() else {
                assert!(answer.refutation().is_some(), "{principle:?}: {answer:?}");
                let product = |gains: &Vec<Rational>| key(&principle, gains, &ideals)[0].clone();
                assert!(fine.iter().all(|gains| product(gains).is_zero()));
                continue;
            };
            let own = key(&principle, &choice.gains, &ideals);
            let slack =
                if choice.gap.is_zero() { Rational::ZERO } else { Rational::new(1, 1_000_000).unwrap() };
            let best = fine.iter().map(|gains| key(&principle, gains, &ideals)).max();
            if let Some(best) = best {
                assert!(&best[0] - &own[0] <= slack, "{principle:?} {best:?} {own:?}");
                if choice.gap.is_zero() {
                    assert!(best <= own, "{principle:?} {best:?} {own:?}");
                }
                if principle == MixedPrinciple::Egalitarian && fine.len() > 300 {
                    // Rates are at most 20, and a package of the grid is at most 1/2 away in each amount.
                    assert!((&own[0] - &best[0]).to_f64() < 20.0);
                }
            }
        }
    }
    assert!(open > 25 && closed > 3, "{open} {closed}");
}

#[test]
fn the_amounts_of_the_zone_reach_as_far_as_those_of_a_grid() {
    let mut random = Random::new(62);
    let mut seen = 0;
    for case in 0..40 {
        let game = random_game(&mut random, 2 + case % 2);
        let Some(facts) = facts(&game) else { continue };
        let mut counted = 0;
        grid(&game, 4, &mut |package| {
            let gains = game.gains(package).unwrap();
            if game.is_admissible(package) && !gains.iter().any(Rational::is_negative) {
                counted += 1;
                for (amount, [least, greatest]) in package.amounts.iter().zip(&facts.amounts) {
                    assert!(least.amount <= *amount && *amount <= greatest.amount);
                }
            }
        });
        seen += usize::from(counted > 0);
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn with_one_combination_the_mixed_game_is_its_only_set() {
    use zopa::bargaining::convex::convex_zone;
    use zopa::bargaining::leximin::leximin_over_set;
    use zopa::budget::Budget;
    use zopa::games::bargaining::{BargainingGame, Term};
    use zopa::games::mixed::{Continuous, Piece, Stretch};

    let mut random = Random::new(63);
    let budget = Budget::unlimited();
    for _ in 0..40 {
        let mut number = |span: u64, least: i64| Rational::from(random.below(span) as i64 + least);
        let mut piece = || Piece { length: number(5, 1), rates: (0..3).map(|_| number(12, -4)).collect() };
        let continuous: Vec<Continuous> = (0..4)
            .map(|issue| Continuous {
                issue,
                stretches: vec![Stretch { from: 0.into(), pieces: vec![piece()] }],
            })
            .collect();
        let term = Term { issues: vec![0], table: vec![6, 7, 8] };
        let scales = vec![1_u8.into(), 1_u8.into(), 1_u8.into()];
        let frame = BargainingGame::new(vec![1; 4], scales, vec![term], vec![], vec![4, 3, 2]).unwrap();
        let game = zopa::games::mixed::MixedGame::new(frame, continuous, vec![]).unwrap();
        let set = game.cell(&[0; 4]).unwrap();
        let zone = convex_zone(&set, &budget);
        let one = leximin_over_set(&zone, &budget).found().unwrap().gains.clone();
        assert_eq!(solve(&game, MixedPrinciple::Leximin).found().unwrap().gains, one);
    }
}
