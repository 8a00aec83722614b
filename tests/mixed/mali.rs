//! Mali with months and money: at the levels of the other case the two agree, and a grid between them serves no principle better.

use zopa::bargaining::mixed::{cells, mixed_zone};
use zopa::budget::Budget;
use zopa::certify::mixed::MixedPrinciple;
use zopa::games::mixed::{MixedGame, MixedPackage};
use zopa::lower::LoweredMixed;
use zopa::numeric::Rational;

use crate::cases::{builtin, scenario};

const MONTHS: [i64; 4] = [0, 3, 6, 12];
const MONEY: [i64; 3] = [0, 50, 100];

fn mixed() -> LoweredMixed {
    scenario(&builtin("mali-2024-amounts"), &[]).lower_mixed().unwrap()
}

/// The package with these levels of the discrete issues and these amounts.
fn package(game: &MixedGame, levels: &[usize], months: &Rational, money: &Rational) -> MixedPackage {
    let mut levels = levels.to_vec();
    for (own, amount) in game.continuous().iter().zip([months, money]) {
        let holds =
            |stretch: &zopa::games::mixed::Stretch| stretch.from <= *amount && *amount <= stretch.to();
        levels[own.issue] = own.stretches.iter().position(holds).unwrap();
    }
    MixedPackage { levels, amounts: vec![months.clone(), money.clone()] }
}

#[test]
fn at_the_levels_of_the_discrete_case_the_two_agree() {
    let lowered = mixed();
    let game = &lowered.game;
    let discrete = scenario(&builtin("mali-2024"), &[]).lower().unwrap().game;
    let issue = |id: &str| lowered.labels.issues.iter().position(|issue| issue.id == id).unwrap();
    let (pause, money) = (issue("pause"), issue("development"));
    assert_eq!(game.continuous().iter().map(|own| own.issue).collect::<Vec<_>>(), [pause, money]);
    let mut levels = vec![0; discrete.levels().len()];
    let mut acceptable = 0;
    loop {
        if levels[money] < MONEY.len() {
            let (months, sum) = (Rational::from(MONTHS[levels[pause]]), Rational::from(MONEY[levels[money]]));
            let own = package(game, &levels, &months, &sum);
            let gains = game.gains(&own).unwrap();
            for (party, gain) in gains.iter().enumerate() {
                assert_eq!(*gain, discrete.points(party, discrete.gain(&levels, party)), "{levels:?}");
            }
            assert_eq!(game.is_admissible(&own), discrete.is_admissible(&levels));
            let inside = game.is_admissible(&own) && !gains.iter().any(Rational::is_negative);
            acceptable += usize::from(inside);
        }
        let counts = discrete.levels();
        let Some(last) = (0..counts.len()).rev().find(|&issue| levels[issue] + 1 < counts[issue]) else {
            break;
        };
        levels[last] += 1;
        levels[last + 1..].fill(0);
    }
    // The zone of the discrete case, `docs` and the file's own published answers say so.
    assert_eq!(acceptable, 21);
}

#[test]
fn as_the_grid_refines_its_best_comes_near_the_answers() {
    let lowered = mixed();
    let game = &lowered.game;
    let budget = Budget::unlimited();
    let cells = cells(game, &budget).unwrap();
    let zone = mixed_zone(game, &cells, &budget);
    let facts = zone.facts(&budget).found().unwrap().clone().into_claim();
    let ideals: Vec<f64> = facts.ideals.iter().map(|ideal| ideal.gain.to_f64()).collect();
    let gains = |principle: MixedPrinciple| -> Vec<f64> {
        zone.solve(principle, &budget).found().unwrap().gains.iter().map(Rational::to_f64).collect()
    };
    let product = |gains: &[f64]| gains.iter().product::<f64>();
    let least = |gains: &[f64]| gains.iter().copied().fold(f64::INFINITY, f64::min);
    let share = |gains: &[f64]| {
        least(&gains.iter().zip(&ideals).map(|(gain, ideal)| gain / ideal).collect::<Vec<f64>>())
    };
    let exact = [
        product(&gains(MixedPrinciple::Nash)),
        share(&gains(MixedPrinciple::KalaiSmorodinsky)),
        least(&gains(MixedPrinciple::Egalitarian)),
        ideals[0],
        ideals[1],
        ideals[2],
    ];
    let mut last = [f64::INFINITY; 6];
    for steps in [2_i64, 4, 8] {
        let mut best = [0.0_f64; 6];
        let mut ends = [f64::INFINITY, 0.0, f64::INFINITY, 0.0];
        for levels in zone.combinations() {
            // One grid over the whole range, whatever the stretches: the stretch is looked up.
            if game.continuous().iter().any(|own| levels[own.issue] != 0) {
                continue;
            }
            for month in 0..=4 * steps {
                for tens in 0..=5 * steps {
                    let months = Rational::new((12 * month).into(), (4 * steps).into()).unwrap();
                    let money = Rational::new((100 * tens).into(), (5 * steps).into()).unwrap();
                    let own = package(game, levels, &months, &money);
                    let gains: Vec<f64> = game.gains(&own).unwrap().iter().map(Rational::to_f64).collect();
                    if gains.iter().any(|gain| *gain < 0.0) || !game.is_admissible(&own) {
                        continue;
                    }
                    let found = [product(&gains), share(&gains), least(&gains), gains[0], gains[1], gains[2]];
                    best.iter_mut().zip(found).for_each(|(best, found)| *best = best.max(found));
                    let (months, money) = (months.to_f64(), money.to_f64());
                    ends = [ends[0].min(months), ends[1].max(months), ends[2].min(money), ends[3].max(money)];
                }
            }
        }
        for (best, exact) in best.iter().zip(&exact) {
            assert!(best <= &(exact + 1e-9), "{best} {exact}");
        }
        let off: Vec<f64> = exact.iter().zip(&best).map(|(exact, best)| 1.0 - best / exact).collect();
        assert!(off.iter().zip(&last).all(|(off, last)| off <= last), "{off:?} {last:?}");
        last = [off[0], off[1], off[2], off[3], off[4], off[5]];
        for (place, end) in facts.amounts.iter().flatten().enumerate() {
            let exact = end.amount.to_f64();
            let step = if place < 2 { 12.0 / (4 * steps) as f64 } else { 100.0 / (5 * steps) as f64 };
            let beyond = if place % 2 == 0 { ends[place] - exact } else { exact - ends[place] };
            assert!(beyond >= -1e-9 && (steps < 8 || beyond <= 4.0 * step), "{place} {beyond} {step}");
        }
    }
    assert!(last.iter().all(|off| *off < 0.06), "{last:?}");
}

#[test]
fn a_fixed_amount_gives_the_room_of_the_level() {
    // The discrete case with a pause of 6 months: 6.3, 8.2 and 15.2 are its published best gains, all of them at 6 months.
    let lowered = scenario(&builtin("mali-2024-amounts"), &["--fix pause=6"]).lower_mixed().unwrap();
    let budget = Budget::unlimited();
    let cells = cells(&lowered.game, &budget).unwrap();
    let zone = mixed_zone(&lowered.game, &cells, &budget);
    let best: Vec<String> =
        zone.ideals(&budget).unwrap().iter().map(|ideal| ideal.gain.to_string()).collect();
    assert_eq!(best, ["63/10", "41/5", "76/5"]);
}
