//! A wrong claim is refused.

use std::sync::Arc;

use dashu_int::{IBig, UBig};
use zopa::bargaining::large::large_zone;
use zopa::budget::Budget;
use zopa::certify::Strength;
use zopa::certify::bargaining::{Choice, Excluded, LargeFacts, Principle, Referee};
use zopa::games::bargaining::BargainingGame;
use zopa::numeric::Vectors;

use crate::common::{of_parties, two_parties};
use crate::generate::{Shape, Values, shaped};

/// Two parties, 10^12 packages.
fn game() -> BargainingGame {
    shaped(
        Shape {
            issues: 12,
            levels: 10,
            parties: 2,
            values: Values::Opposed,
            pairs: 0,
            factor: 1,
            walk_away_percent: 40,
        },
        1,
    )
}

fn facts(game: &BargainingGame) -> LargeFacts {
    let zone = large_zone(game, &Budget::unlimited());
    let large = zone.large().unwrap();
    assert!(large.facts().is_some(), "{:?}", large.answer());
    large.facts().unwrap().clone()
}

fn is_refused(game: &BargainingGame, change: impl Fn(&mut LargeFacts)) -> bool {
    let mut wrong = facts(game);
    assert!(Referee::new(game).judge_large(wrong.clone()).is_ok());
    let right = wrong.clone();
    change(&mut wrong);
    assert_ne!(wrong, right, "the change changes something");
    Referee::new(game).judge_large(wrong).is_err()
}

/// The efficient points without number `left_out`.
fn without(facts: &mut LargeFacts, left_out: usize) {
    let efficient = facts.efficient.as_mut().unwrap();
    let mut points = Vectors::new(2);
    let kept = |place: &usize| *place != left_out;
    (0..efficient.points.len()).filter(kept).for_each(|place| points.push(&efficient.points.row(place)));
    efficient.packages = Arc::new(
        (0..efficient.packages.len()).filter(kept).map(|place| efficient.packages[place].clone()).collect(),
    );
    efficient.points = Arc::new(points);
    if let Some(counts) = &mut efficient.counts {
        counts.remove(left_out);
    }
}

#[test]
fn a_frontier_that_is_not_the_whole_one_is_refused() {
    let game = game();
    let count = facts(&game).efficient.unwrap().points.len();
    assert!(count > 50);
    for left_out in [1, count / 2, count - 2] {
        assert!(is_refused(&game, |facts| without(facts, left_out)));
    }
    assert!(is_refused(&game, |facts| {
        without(facts, 0);
        let points = &facts.efficient.as_ref().unwrap().points;
        facts.best = Some(vec![points.row(0)[0], points.row(points.len() - 1)[1]]);
    }));
    assert!(is_refused(&game, |facts| {
        let efficient = facts.efficient.as_mut().unwrap();
        Arc::make_mut(&mut efficient.packages).swap(3, 4);
    }));
    assert!(is_refused(&game, |facts| facts.efficient.as_mut().unwrap().counts.as_mut().unwrap()[5] += 1));
    assert!(is_refused(&game, |facts| facts.best.as_mut().unwrap()[1] += 1));
}

#[test]
fn wrong_counts_are_refused() {
    let game = game();
    assert!(is_refused(&game, |facts| *facts.acceptable.as_mut().unwrap() += UBig::ONE));
    assert!(is_refused(&game, |facts| *facts.acceptable.as_mut().unwrap() -= UBig::ONE));
    assert!(is_refused(&game, |facts| *facts.on_boundary.as_mut().unwrap() += UBig::ONE));
    assert!(is_refused(&game, |facts| *facts.admissible.as_mut().unwrap() -= UBig::ONE));
    assert!(is_refused(&game, |facts| facts.acceptable = Some(UBig::ZERO)));
}

#[test]
fn an_open_zone_called_empty_and_an_empty_one_called_open_are_refused() {
    let game = game();
    assert!(is_refused(&game, |facts| *facts = LargeFacts { is_open: true, ..LargeFacts::default() }));
    let hopeless = game.with_walk_away(vec![1 << 40, 0]).unwrap();
    assert!(!facts(&hopeless).is_open);
    let agreement = facts(&game).agreement;
    assert!(is_refused(&hopeless, |facts| {
        facts.is_open = true;
        facts.agreement.clone_from(&agreement);
    }));
    // Empty, with an empty frontier, where there is one.
    let empty = facts(&hopeless);
    assert!(Referee::new(&game).judge_large(empty).is_err());
}

#[test]
fn a_level_that_is_left_out_or_shown_by_a_wrong_package_is_refused() {
    let mut tried = 0;
    for seed in 0..200 {
        let game = two_parties(seed);
        let levels = facts(&game).levels.unwrap();
        let shown = levels.iter().enumerate().find_map(|(issue, own)| {
            let open = own.iter().filter(|shown| shown.is_some()).count();
            (open > 1).then(|| (issue, own.iter().position(Option::is_some).unwrap()))
        });
        let Some((issue, level)) = shown else { continue };
        assert!(is_refused(&game, |facts| facts.levels.as_mut().unwrap()[issue][level] = None), "{seed}");
        let other = levels[issue].iter().skip(level + 1).flatten().next().unwrap().clone();
        assert!(is_refused(&game, |facts| facts.levels.as_mut().unwrap()[issue][level] = Some(other.clone())));
        tried += 1;
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn a_level_that_is_excluded_without_reason_is_refused() {
    let mut tried = 0;
    for seed in 0..300 {
        let game = of_parties(seed, 3);
        let right = facts(&game);
        if right.excluded.is_empty() || !right.is_open {
            continue;
        }
        let (issue, level) = (right.excluded[0].issue, right.excluded[0].level);
        let open = right.levels.as_ref().unwrap()[issue].iter().position(Option::is_some).unwrap();
        // Called impossible although a package with it is acceptable, with any weights.
        assert!(is_refused(&game, |facts| {
            facts.levels.as_mut().unwrap()[issue][open] = None;
            facts.excluded.push(Excluded { issue, level: open, weights: facts.excluded[0].weights.clone() });
        }));
        // Excluded, and shown as well.
        assert!(is_refused(&game, |facts| facts.excluded[0].level = open));
        assert!(is_refused(&game, |facts| {
            facts.levels.as_mut().unwrap()[issue][level] = facts.agreement.clone();
        }));
        assert!(is_refused(&game, |facts| facts.excluded[0].issue = game.levels().len()));
        assert!(is_refused(&game, |facts| facts.excluded[0].weights.push(IBig::ONE)));
        assert!(is_refused(&game, |facts| facts.excluded[0].weights[0] = IBig::from(-1)));
        assert!(is_refused(&game, |facts| facts.levels = None));
        // Left open, it is not proved.
        let mut open = right.clone();
        open.excluded.clear();
        let judged = Referee::new(&game).judge_large(open).unwrap();
        assert_eq!(judged.certificate().strength, Strength::Necessary);
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
}

#[test]
fn a_choice_that_is_not_the_best_is_refused() {
    let game = game();
    let zone = large_zone(&game, &Budget::unlimited());
    let right = zopa::bargaining::nash::nash(&zone).found().unwrap().clone().into_claim();
    let judge = |choice: Choice| zone.referee().judge_choice(choice);
    assert!(judge(right.clone()).is_ok());
    let efficient = zone.large().unwrap().facts().unwrap().efficient.clone().unwrap();
    let best = efficient.packages.iter().position(|package| right.packages.contains(package)).unwrap();
    for place in [best - 1, best + 1, 0] {
        let packages = vec![efficient.packages[place].clone()];
        let total = efficient.counts.as_ref().unwrap()[place];
        assert!(judge(Choice { packages, total, ..right.clone() }).is_err());
    }
    assert!(judge(Choice { total: right.total + 1, ..right.clone() }).is_err());
    assert!(judge(Choice { runner_up: None, ..right.clone() }).is_err());
    let far = Some(zopa::certify::bargaining::RunnerUp { package: efficient.packages[3].clone() });
    assert!(judge(Choice { runner_up: far, ..right.clone() }).is_err());
    assert!(judge(Choice { principle: Principle::WeightedNash(vec![1, 9]), ..right.clone() }).is_err());
    let mut ideal = right.ideal.clone();
    ideal[0] += 1;
    assert!(judge(Choice { ideal, ..right }).is_err());
}
