//! Sets that are nearly nothing, or nearly too much.

use zopa::bargaining::convex::{InvalidWeights, convex_zone};
use zopa::bargaining::proportional::proportional_over_set;
use zopa::bargaining::weighted_nash::weighted_nash_over_set;
use zopa::budget::Budget;
use zopa::certify::bargaining_set::{Evidence, Reason};
use zopa::certify::{Completeness, Stop, Verdict};
use zopa::games::bargaining_set::BargainingSet;
use zopa::numeric::Rational;

use crate::common::{
    SOLVERS, ask, hull, in_proportion, number, numbers, point, reason, rows, utilities, weighted, whole,
};

/// Every principle without numbers of its own gives these utilities.
#[track_caller]
fn all_give(set: &BargainingSet, expected: &[&str]) {
    for (name, _) in SOLVERS {
        assert_eq!(utilities(name, set), numbers(expected), "{name}");
    }
}

#[test]
fn one_party_takes_the_best() {
    all_give(&hull(&[2], &[&[5], &[-1], &[3]]), &["5"]);
    all_give(&rows(&[&[2, 7], &[1, 9]]), &["7/2"]);
}

#[test]
fn a_single_vertex_is_everybody_s_answer() {
    let set = hull(&[1, 1, 1], &[&[4, 4, 4]]);
    all_give(&set, &["4", "4", "4"]);
    assert!(point("utilitarian", &set).is_unique());
    // Free disposal: equal gains below a vertex with unequal ones.
    let set = hull(&[0, 0], &[&[4, 2]]);
    assert_eq!(utilities("egalitarian", &set), numbers(&["2", "2"]));
    assert_eq!(utilities("leximin", &set), numbers(&["4", "2"]));
    assert_eq!(utilities("nash", &set), numbers(&["4", "2"]));
}

#[test]
fn a_vertex_at_the_disagreement_point_gives_nobody_anything() {
    let set = hull(&[3, 3], &[&[3, 3], &[1, 2]]);
    for (name, _) in &SOLVERS[1..] {
        assert_eq!(utilities(name, &set), numbers(&["3", "3"]), "{name}");
    }
    assert!(matches!(reason("nash", &set).reason, Reason::NoGain { .. }));
}

#[test]
fn vertices_twice_or_on_a_line_change_nothing() {
    let plain = hull(&[0, 0], &[&[12, 0], &[8, 6], &[0, 8]]);
    // Twice the kink, points on both edges, and a point inside.
    let crowded =
        hull(&[0, 0], &[&[8, 6], &[12, 0], &[10, 3], &[8, 6], &[4, 7], &[0, 8], &[11, 0], &[2, 2], &[0, 8]]);
    for (name, _) in SOLVERS {
        assert_eq!(utilities(name, &crowded), utilities(name, &plain), "{name}");
    }
    let point = point("utilitarian", &crowded);
    assert!(point.is_unique());
    assert!(matches!(&point.evidence, Evidence::Sum { vertices, .. } if *vertices == [0, 3]));
    // All on one line.
    let line = hull(&[0, 0], &[&[8, 0], &[6, 2], &[4, 4], &[2, 6], &[0, 8]]);
    for name in ["nash", "kalai_smorodinsky", "egalitarian", "leximin", "equal_loss"] {
        assert_eq!(utilities(name, &line), numbers(&["4", "4"]), "{name}");
    }
}

#[test]
fn vertices_below_the_disagreement_point_matter_in_mixtures() {
    // Neither point alone is acceptable; half of each gives (3, 3).
    let set = hull(&[1, 1], &[&[6, 0], &[0, 6]]);
    for name in ["nash", "kalai_smorodinsky", "egalitarian", "leximin", "equal_loss"] {
        assert_eq!(utilities(name, &set), numbers(&["3", "3"]), "{name}");
    }
    // The greatest sum is 6 from (5, 1) to (1, 5): no vertex is acceptable, so none is named.
    let found = point("utilitarian", &set);
    let Evidence::Sum { ends, vertices, most, .. } = &found.evidence else { panic!("a sum") };
    assert_eq!((most, vertices.as_slice()), (&number("4"), &[][..]));
    assert_eq!([&ends[0].gains, &ends[1].gains], [&whole(&[4, 0]), &whole(&[0, 4])]);
}

#[test]
fn a_party_that_can_gain_nothing_is_left_out_where_that_is_possible() {
    // The second party's best is its disagreement value; only the first can gain, up to 6.
    for set in [hull(&[0, 2], &[&[6, 2], &[9, 0], &[0, 2]]), rows(&[&[1, 0, 6], &[0, 1, 0]])] {
        let floor = set.disagreement()[1].clone();
        for name in ["kalai_smorodinsky", "lex_kalai_smorodinsky", "leximin", "utilitarian"] {
            let found = point(name, &set);
            assert_eq!(set.utilities(&found.gains), [Rational::from(6), floor.clone()], "{name}");
        }
        assert_eq!(point("egalitarian", &set).gains, whole(&[0, 0]));
        let none = reason("nash", &set);
        assert!(matches!(none.reason, Reason::NoGain { party: 1, .. }), "{none:?}");
        // Without a bargaining weight it does not stand in the way.
        let answer = weighted(&set, &whole(&[1, 0]));
        assert_eq!(answer.found().unwrap().gains, whole(&[6, 0]));
    }
}

#[test]
fn a_party_without_weight_still_does_not_lose() {
    // The best for the first alone is (9, -3), where the second loses; the best without that is (6, 0).
    let set = hull(&[0, 0], &[&[9, -3], &[3, 3], &[0, 4]]);
    let answer = weighted(&set, &whole(&[1, 0]));
    assert_eq!(answer.found().unwrap().gains, whole(&[6, 0]));
    assert_eq!(answer.completeness, Completeness::One);
    // Two with weight share what the third leaves them.
    let set = rows(&[&[1, 1, 1, 6]]);
    let answer = weighted(&set, &whole(&[1, 2, 0]));
    assert_eq!(answer.found().unwrap().gains, whole(&[2, 4, 0]));
}

#[test]
fn where_everything_is_below_the_disagreement_point_there_is_no_zone() {
    for set in [
        hull(&[4, 4], &[&[6, 0], &[0, 6], &[3, 3]]),
        hull(&[4], &[&[3]]),
        rows(&[&[1, 1, -1]]),
        rows(&[&[1, 1, 5], &[0, 0, -1]]),
    ] {
        for (name, _) in SOLVERS {
            let none = reason(name, &set);
            assert!(matches!(none.reason, Reason::NoZone { .. }), "{name}: {none:?}");
        }
        assert_eq!(ask("nash", &set).completeness, Completeness::All);
    }
}

#[test]
fn rows_without_an_end_are_an_answer_with_a_direction() {
    // The second party's gain has no end; and one that buys gains with a loss of the other has none either.
    for set in [rows(&[&[1, 0, 4]]), rows(&[&[0, 0, 4]]), rows(&[&[-1, 1, 2]])] {
        for (name, _) in SOLVERS {
            assert!(matches!(reason(name, &set).reason, Reason::Unbounded { .. }), "{name}");
        }
    }
}

#[test]
fn rows_that_say_nothing_new_change_nothing() {
    let plain = rows(&[&[2, 3, 24], &[1, 0, 9]]);
    let crowded = rows(&[&[0, 0, 0], &[2, 3, 24], &[1, 0, 50], &[4, 6, 48], &[1, 0, 9], &[-1, -1, 0]]);
    for (name, _) in SOLVERS {
        assert_eq!(utilities(name, &crowded), utilities(name, &plain), "{name}");
    }
}

#[test]
fn rows_that_rise_are_made_comprehensive() {
    // x <= y, x + y <= 4: above (2, 2) nobody; equal gains 2. With y <= x as well only the diagonal is left, and
    // free disposal below (2, 2).
    let set = rows(&[&[1, -1, 0], &[1, 1, 4]]);
    assert_eq!(utilities("nash", &set), numbers(&["2", "2"]));
    assert_eq!(point("kalai_smorodinsky", &set).ideals[1].gain, 4);
    let set = rows(&[&[1, -1, 0], &[-1, 1, 0], &[1, 1, 4]]);
    all_give(&set, &["2", "2"]);
}

#[test]
fn units_of_very_different_size_do_not_disturb() {
    // A tiny and a huge unit: the same polygon with a kink.
    let tiny = number("1e-12");
    let huge = number("1e12");
    let points = [[12, 0], [8, 6], [0, 8]]
        .map(|[one, two]| vec![&Rational::from(one) * &tiny, &Rational::from(two) * &huge]);
    let set = BargainingSet::from_vertices(whole(&[0, 0]), &points).unwrap();
    let scaled = |list: [&str; 2]| vec![&number(list[0]) * &tiny, &number(list[1]) * &huge];
    assert_eq!(utilities("nash", &set), scaled(["8", "6"]));
    assert_eq!(utilities("kalai_smorodinsky", &set), scaled(["108/13", "72/13"]));
    assert_eq!(utilities("lex_kalai_smorodinsky", &set), scaled(["108/13", "72/13"]));
    // Great utilities with small differences.
    let far = [[12, 0], [8, 6], [0, 8]]
        .map(|[one, two]| vec![&Rational::from(one) + &huge, &Rational::from(two) + &huge]);
    let set = BargainingSet::from_vertices(vec![huge.clone(), huge.clone()], &far).unwrap();
    assert_eq!(point("nash", &set).gains, whole(&[8, 6]));
    assert_eq!(point("equal_loss", &set).gains, numbers(&["44/5", "24/5"]));
}

#[test]
fn a_run_that_is_cut_short_says_so() {
    let set = hull(&[0, 0], &[&[12, 0], &[8, 6], &[0, 8]]);
    for work in [0, 1, 10, 100] {
        for (name, solve) in SOLVERS {
            let budget = Budget::of_work(work);
            let answer = solve(&convex_zone(&set, &budget), &budget);
            match answer.verdict {
                Verdict::Undecided { best: None } => assert_eq!(answer.stop, Stop::OutOfBudget, "{name}"),
                Verdict::Found(_) => assert_eq!(answer.stop, Stop::Finished, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
    let budget = Budget::of_work(0);
    assert!(!convex_zone(&set, &budget).is_open());
    assert!(convex_zone(&set, &budget).ideals(&budget).is_none());
}

#[test]
fn numbers_that_do_not_fit_are_refused_in_words() {
    let set = hull(&[0, 0], &[&[12, 0], &[0, 8]]);
    let budget = Budget::unlimited();
    let zone = convex_zone(&set, &budget);
    let weights = |list: &[i64]| weighted_nash_over_set(&zone, &whole(list), &budget).unwrap_err();
    assert_eq!(weights(&[1]), InvalidWeights::Length { found: 1, expected: 2 });
    assert_eq!(weights(&[1, -1]), InvalidWeights::Negative { party: 1, found: number("-1") });
    assert_eq!(weights(&[0, 0]), InvalidWeights::AllZero);
    let proportions = |list: &[i64]| proportional_over_set(&zone, &whole(list), &budget).unwrap_err();
    assert_eq!(proportions(&[1, 2, 3]), InvalidWeights::Length { found: 3, expected: 2 });
    assert_eq!(proportions(&[1, 0]), InvalidWeights::NotPositive { party: 1, found: number("0") });
    assert_eq!(in_proportion(&set, &whole(&[3, 2])).found().unwrap().gains, whole(&[6, 4]));
}
