//! Sets given by amounts: against the corners of the box, against a conic program, conditional gradients and a grid;
//! wrong amounts and bounds are refused.

use zopa::certify::bargaining_set::{Agreement, Evidence, Reason, SetPoint, judge_set_point};
use zopa::games::bargaining_set::{Amounts, BargainingSet, InvalidSet};
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

use crate::agreement::{conditional_gradient, conic, doubles, log_mean, near};
use crate::common::{SOLVERS, Solver, may_be_near, number, point, reason, utilities, whole};

/// The principles that are found over amounts.
fn solvers() -> impl Iterator<Item = (&'static str, Solver)> {
    SOLVERS.into_iter().filter(|(name, _)| !name.starts_with("raiffa"))
}

fn list(random: &mut Random, length: usize, span: u64, least: i64) -> Vec<i64> {
    (0..length).map(|_| random.below(span) as i64 + least).collect()
}

/// Amounts whose rates differ in sign between parties, so that there is something to bargain over.
fn amounts(random: &mut Random, parties: usize, count: usize, limits: usize, base: &[i64]) -> Amounts {
    let rates = (0..count).map(|_| whole(&list(random, parties, 14, -4))).collect();
    let most = whole(&list(random, count, 6, 0));
    let rows: Vec<Vec<Rational>> = (0..limits).map(|_| whole(&list(random, count, 5, 0))).collect();
    let bounds = whole(&list(random, limits, 15, 1));
    Amounts::new(whole(base), most, rates, rows, bounds).unwrap()
}

#[test]
fn a_box_of_amounts_is_the_mixtures_of_its_corners() {
    let mut random = Random::new(41);
    let mut open = 0;
    for case in 0..80 {
        let (parties, count) = (2 + case % 4, 1 + case % 6);
        let base = list(&mut random, parties, 9, -3);
        let own = amounts(&mut random, parties, count, 0, &base);
        let corners: Vec<Vec<Rational>> = (0..1_usize << count)
            .map(|corner| {
                let taken = |place: usize| corner >> place & 1 == 1;
                let pick = |(place, most): (usize, &Rational)| {
                    if taken(place) { most.clone() } else { Rational::ZERO }
                };
                own.utilities(&own.most().iter().enumerate().map(pick).collect::<Vec<_>>())
            })
            .collect();
        let floor = whole(&vec![0; parties]);
        let set = BargainingSet::from_amounts(floor.clone(), own).unwrap();
        let hull = BargainingSet::from_vertices(floor, &corners).unwrap();
        for (name, _) in solvers() {
            let (one, two) = (crate::common::ask(name, &set), crate::common::ask(name, &hull));
            assert_eq!(one.found().is_some(), two.found().is_some(), "{name}: {one:?} {two:?}");
            let (Some(one), Some(two)) = (one.found(), two.found()) else { continue };
            open += 1;
            if may_be_near(name) {
                near(&doubles(one), &doubles(two), 1e-8);
            } else if name == "utilitarian" {
                let sum = |point: &SetPoint| point.gains.iter().sum::<Rational>();
                assert_eq!(sum(one), sum(two));
            } else {
                assert_eq!(one.gains, two.gains, "{name}");
            }
        }
    }
    assert!(open > 200, "{open}");
}

#[test]
fn nash_over_limited_amounts_agrees_with_a_conic_program_and_conditional_gradients() {
    let mut random = Random::new(42);
    let (mut solved, mut compared) = (0, 0);
    for case in 0..60 {
        let (parties, count) = (2 + case % 4, 3 + case % 8);
        let own = amounts(&mut random, parties, count, 1 + case % 3, &vec![0; parties]);
        let set = BargainingSet::from_amounts(whole(&vec![0; parties]), own).unwrap();
        let Some(found) = crate::common::ask("nash", &set).found().cloned() else { continue };
        solved += 1;
        near(&doubles(&found), &conic(&set, &vec![1.0; parties]), 1e-4);
        let (gains, gap) = conditional_gradient(&set, 60);
        // Its steps do not know that nobody may lose, so it can end where the product has no meaning.
        if !gains.iter().all(|gain| *gain > 0.0) {
            continue;
        }
        compared += 1;
        let rise = log_mean(&doubles(&found)) - log_mean(&gains);
        assert!(rise > -1e-9 && rise <= 2.0 * gap + 1e-6, "{rise} {gap}");
    }
    assert!(solved > 25 && compared > 15, "{solved} {compared}");
}

#[test]
fn no_amounts_of_a_grid_serve_a_principle_better() {
    let mut random = Random::new(43);
    for case in 0..20 {
        let parties = 2 + case % 2;
        let own = amounts(&mut random, parties, 3, 1, &vec![2; parties]);
        let set = BargainingSet::from_amounts(whole(&vec![0; parties]), own.clone()).unwrap();
        let best = |name: &str| doubles(&point(name, &set));
        let least = |gains: &[f64]| gains.iter().copied().fold(f64::INFINITY, f64::min);
        let (nash, egalitarian, leximin) = (best("nash"), best("egalitarian"), best("leximin"));
        assert!((least(&egalitarian) - least(&leximin)).abs() < 1e-12);
        let steps = 8_i64;
        for cell in 0..(steps + 1).pow(3) {
            let part = |place: u32| Rational::from(cell / (steps + 1).pow(place) % (steps + 1));
            let tried: Vec<Rational> = (0..3)
                .map(|place| &(&own.most()[place] * &part(place as u32)) / &Rational::from(steps))
                .collect();
            let sum: Rational = own.limits()[0].iter().zip(&tried).map(|(one, two)| one * two).sum();
            if sum > own.bounds()[0] {
                continue;
            }
            let gains: Vec<f64> = own.utilities(&tried).iter().map(Rational::to_f64).collect();
            if gains.iter().all(|gain| *gain >= 0.0) {
                assert!(log_mean(&gains) <= log_mean(&nash) + 1e-9);
                assert!(least(&gains) <= least(&egalitarian) + 1e-9);
            }
        }
    }
}

/// Money that both want, up to 10 together, and months that the second pays for.
fn two_terms() -> BargainingSet {
    let rates = vec![whole(&[1, 0]), whole(&[0, 1]), whole(&[3, -1])];
    let own = Amounts::new(whole(&[0, 0]), whole(&[8, 9, 4]), rates, vec![whole(&[1, 1, 0])], whole(&[10]));
    BargainingSet::from_amounts(whole(&[0, 0]), own.unwrap()).unwrap()
}

#[test]
fn a_case_worked_by_hand() {
    // One unit of money is free for the first, as the second takes 9 of 10 at most. A month takes 1 from the second and
    // gives the first 3: the sum is greatest, 10 + 2 * 4, with all of both.
    let set = two_terms();
    assert_eq!(point("utilitarian", &set).gains.iter().sum::<Rational>(), 18);
    // Equal gains with m months: 1 + 3 m = 9 - m, so m = 2. More money for the first costs the second as much.
    assert_eq!(utilities("egalitarian", &set), whole(&[7, 7]));
    // The product (1 + 3 m) (9 - m) rises until m = 4; then (13 + a) (5 - a) falls with more money for the first.
    assert_eq!(utilities("nash", &set), whole(&[13, 5]));
}

#[test]
fn wrong_amounts_and_wrong_bounds_are_refused() {
    let set = two_terms();
    let one = || Rational::ONE;
    for (name, _) in solvers() {
        let claim = point(name, &set).into_claim();
        let refused = |wrong: SetPoint, why: &str| {
            assert!(judge_set_point(&set, wrong).is_err(), "{name}: accepted {why}");
        };
        let Agreement::Amounts(amounts) = claim.agreement.clone() else { panic!("{name} gives amounts") };
        for place in 0..amounts.len() {
            let mut wrong = claim.clone();
            let mut beyond = amounts.clone();
            beyond[place] += &Rational::from(20);
            wrong.agreement = Agreement::Amounts(beyond);
            refused(wrong, "an amount beyond its end");
        }
        let mut wrong = claim.clone();
        wrong.agreement = Agreement::Amounts(vec![number("8"), number("9"), number("0")]);
        refused(wrong, "amounts beyond the limit");
        let mut wrong = claim.clone();
        wrong.agreement = Agreement::Amounts(amounts[1..].to_vec());
        refused(wrong, "a missing amount");
        let mut wrong = claim.clone();
        wrong.agreement = Agreement::Point(claim.gains.clone());
        refused(wrong, "gains for amounts");
        let mut wrong = claim.clone();
        wrong.gains[0] += &one();
        refused(wrong, "a greater gain");
        let mut wrong = claim.clone();
        let bound = match &mut wrong.evidence {
            Evidence::Stages(stages) => &mut stages[0].bound,
            Evidence::Product { bound, .. } | Evidence::Sum { bound, .. } => bound,
            _ => panic!("{name} has a bound"),
        };
        let mut negative = bound.clone();
        negative.rows = vec![-&one()];
        let mut missing = bound.clone();
        missing.rows.clear();
        for bad in [negative, missing] {
            let mut wrong = claim.clone();
            match &mut wrong.evidence {
                Evidence::Stages(stages) => stages[0].bound = bad,
                Evidence::Product { bound, .. } | Evidence::Sum { bound, .. } => *bound = bad,
                _ => panic!("{name} has a bound"),
            }
            refused(wrong, "a multiplier below 0, or none");
        }
    }
}

#[test]
fn amounts_that_satisfy_nobody_are_refuted_and_wrong_data_are_refused() {
    let rates = vec![whole(&[1, -1])];
    let own = Amounts::new(whole(&[0, 0]), whole(&[5]), rates.clone(), Vec::new(), Vec::new()).unwrap();
    let set = BargainingSet::from_amounts(whole(&[1, 1]), own).unwrap();
    assert!(matches!(reason("nash", &set).reason, Reason::NoZone { .. }));
    let wrong = Amounts::new(whole(&[0, 0]), whole(&[-1]), rates.clone(), Vec::new(), Vec::new());
    assert_eq!(wrong, Err(InvalidSet::UpperEnd { place: 0 }));
    let wrong = Amounts::new(whole(&[0]), whole(&[1]), rates, Vec::new(), Vec::new());
    assert!(matches!(wrong, Err(InvalidSet::Entries { .. })));
}
