//! Cited answers: closed forms and published examples, each with its source.

use zopa::certify::bargaining_set::Evidence;
use zopa::games::bargaining_set::BargainingSet;
use zopa::numeric::Rational;

use crate::common::{hull, in_proportion, number, numbers, point, rows, utilities, weighted, whole};

/// Every `(principle, utilities)` is what comes back.
#[track_caller]
fn check(set: &BargainingSet, expected: &[(&str, &[&str])]) {
    for (name, texts) in expected {
        assert_eq!(utilities(name, set), numbers(texts), "{name}");
        assert!(point(name, set).gap().is_zero(), "{name}");
    }
}

/// The ends of the greatest sum, in the order of parties.
fn ends(set: &BargainingSet) -> Vec<Vec<Rational>> {
    let point = point("utilitarian", set);
    let Evidence::Sum { ends, .. } = &point.evidence else { panic!("evidence of a sum") };
    ends.iter().map(|end| set.utilities(&end.gains)).collect()
}

#[test]
fn on_a_triangle_nash_and_kalai_smorodinsky_are_the_middle() {
    // x + 2 y = 100: Nash 1950, Kalai and Smorodinsky 1975 coincide on triangles; the rest in closed form.
    let set = hull(&[0, 0], &[&[0, 0], &[100, 0], &[0, 50]]);
    check(
        &set,
        &[
            ("nash", &["50", "25"]),
            ("kalai_smorodinsky", &["50", "25"]),
            ("egalitarian", &["100/3", "100/3"]),
            ("equal_loss", &["200/3", "50/3"]),
            ("utilitarian", &["100", "0"]),
            ("raiffa_discrete", &["50", "25"]),
        ],
    );
    // Weights 1 : 2 (Kalai 1977, International Journal of Game Theory 6), proportions 2 : 3 (Kalai 1977, Econometrica 45).
    let answer = weighted(&set, &whole(&[1, 2]));
    assert_eq!(answer.found().unwrap().gains, numbers(&["100/3", "100/3"]));
    let answer = in_proportion(&set, &whole(&[2, 3]));
    assert_eq!(answer.found().unwrap().gains, numbers(&["25", "75/2"]));
}

#[test]
fn kalai_and_smorodinsky_s_pair_of_sets() {
    // Kalai and Smorodinsky 1975, Econometrica 43, section 3: the second set contains the first, and Nash gives the
    // second party less. Coordinates in quarters and tenths.
    let quarter = |list: &[&[&str]]| {
        let points: Vec<Vec<Rational>> = list.iter().map(|point| numbers(point)).collect();
        BargainingSet::from_vertices(whole(&[0, 0]), &points).unwrap()
    };
    let smaller = quarter(&[&["0", "0"], &["1", "0"], &["3/4", "3/4"], &["0", "1"]]);
    let names = ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "equal_loss", "raiffa_discrete"];
    for name in names {
        assert_eq!(utilities(name, &smaller), numbers(&["3/4", "3/4"]), "{name}");
    }
    check(
        &quarter(&[&["0", "0"], &["1", "0"], &["1", "7/10"], &["0", "1"]]),
        &[
            ("nash", &["1", "7/10"]),
            ("kalai_smorodinsky", &["10/13", "10/13"]),
            ("egalitarian", &["10/13", "10/13"]),
            ("utilitarian", &["1", "7/10"]),
            ("equal_loss", &["10/13", "10/13"]),
            ("raiffa_discrete", &["43/48", "117/160"]),
        ],
    );
}

#[test]
fn a_polygon_with_a_kink_separates_the_principles() {
    let points: [&[i64]; 4] = [&[0, 0], &[12, 0], &[8, 6], &[0, 8]];
    let set = hull(&[0, 0], &points);
    // Closed form.
    check(
        &set,
        &[
            ("nash", &["8", "6"]),
            ("kalai_smorodinsky", &["108/13", "72/13"]),
            ("egalitarian", &["32/5", "32/5"]),
            ("leximin", &["32/5", "32/5"]),
            ("equal_loss", &["44/5", "24/5"]),
            ("utilitarian", &["8", "6"]),
            ("raiffa_discrete", &["587/72", "277/48"]),
        ],
    );
    assert_eq!(weighted(&set, &whole(&[3, 1])).found().unwrap().gains, numbers(&["9", "9/2"]));
    // The ideal point uses the part of the set at which nobody loses, alone.
    check(
        &hull(&[2, 1], &points),
        &[
            ("nash", &["8", "6"]),
            ("kalai_smorodinsky", &["1030/123", "223/41"]),
            ("egalitarian", &["36/5", "31/5"]),
        ],
    );
}

#[test]
fn on_a_rectangle_equal_gains_waste_some() {
    // Imai 1983, Econometrica 51; Kalai 1977, Econometrica 45.
    check(
        &hull(&[0, 0], &[&[0, 0], &[2, 0], &[2, 1], &[0, 1]]),
        &[
            ("nash", &["2", "1"]),
            ("kalai_smorodinsky", &["2", "1"]),
            ("egalitarian", &["1", "1"]),
            ("leximin", &["2", "1"]),
            ("utilitarian", &["2", "1"]),
        ],
    );
}

#[test]
fn the_greatest_sum_is_a_whole_segment() {
    // Closed form.
    let set = hull(&[0, 0], &[&[0, 0], &[8, 0], &[6, 4], &[3, 7], &[0, 8]]);
    check(&set, &[("nash", &["5", "5"]), ("egalitarian", &["5", "5"]), ("kalai_smorodinsky", &["5", "5"])]);
    assert_eq!(ends(&set), [whole(&[6, 4]), whole(&[3, 7])]);
    let found = point("utilitarian", &set);
    assert!(!found.is_unique());
    assert!(matches!(&found.evidence, Evidence::Sum { vertices, .. } if *vertices == [2, 3]));
}

#[test]
fn three_parties_under_one_plane() {
    // x + 2 y + 3 z <= 6, closed form.
    let set = rows(&[&[1, 2, 3, 6]]);
    check(
        &set,
        &[
            ("nash", &["2", "1", "2/3"]),
            ("kalai_smorodinsky", &["2", "1", "2/3"]),
            ("egalitarian", &["1", "1", "1"]),
            ("leximin", &["1", "1", "1"]),
            ("utilitarian", &["6", "0", "0"]),
        ],
    );
}

#[test]
fn kalai_smorodinsky_of_three_wastes_what_its_continuation_does_not() {
    // Roth 1979, International Journal of Game Theory 8, comprehensive version; Imai 1983, Econometrica 51.
    check(
        &rows(&[&[1, 1, 0, 1], &[0, 0, 1, 1]]),
        &[
            ("nash", &["1/2", "1/2", "1"]),
            ("kalai_smorodinsky", &["1/2", "1/2", "1/2"]),
            ("egalitarian", &["1/2", "1/2", "1/2"]),
            ("leximin", &["1/2", "1/2", "1"]),
            ("lex_kalai_smorodinsky", &["1/2", "1/2", "1"]),
        ],
    );
}

#[test]
fn four_parties_settle_one_after_the_other() {
    // Closed form (Imai 1983; Chun and Peters 1988), in tenths.
    let set = rows(&[&[1, 0, 0, 0, 1], &[1, 1, 0, 0, 5], &[0, 0, 1, 1, 10], &[0, 0, 0, 1, 3]]);
    check(
        &set,
        &[
            ("nash", &["1", "4", "7", "3"]),
            ("kalai_smorodinsky", &["10/13", "50/13", "100/13", "30/13"]),
            ("leximin", &["1", "4", "7", "3"]),
            ("egalitarian", &["1", "1", "1", "1"]),
        ],
    );
    let sum: Rational = utilities("utilitarian", &set).iter().sum();
    assert_eq!(sum, number("15"));
}

#[test]
fn weights_and_symmetry_on_a_simplex() {
    // Kalai 1977, International Journal of Game Theory 6: shares are the weights.
    let answer = weighted(&rows(&[&[1, 1, 1, 1]]), &whole(&[1, 2, 3]));
    assert_eq!(answer.found().unwrap().gains, numbers(&["1/6", "1/3", "1/2"]));
    // Five split one: by symmetry.
    let set = rows(&[&[1, 1, 1, 1, 1, 1]]);
    for name in ["nash", "kalai_smorodinsky", "egalitarian", "leximin"] {
        assert_eq!(utilities(name, &set), numbers(&["1/5"; 5]), "{name}");
    }
}
