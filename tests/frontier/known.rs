//! Answers in closed form.

use zopa::bargaining::frontier::{frontier_zone, point_on_frontier};
use zopa::budget::Budget;
use zopa::certify::bargaining_set::SetPrinciple;
use zopa::games::frontier::Frontier;

use crate::common::{curve, ellipse, pair, parabola, polynomial, zero};

fn check(frontier: &Frontier, principle: SetPrinciple, expected: [f64; 2]) {
    let budget = Budget::unlimited();
    let zone = frontier_zone(frontier);
    let answer = point_on_frontier(&zone, principle.clone(), &budget);
    let point = answer.found().unwrap_or_else(|| panic!("{principle:?}: {answer:?}"));
    let (low, high) = (frontier.gains(&point.from), frontier.gains(&point.to));
    assert!(point.gap.to_f64() <= 1e-9);
    assert!(
        low[0].to_f64() <= expected[0] + 1e-12 && expected[0] <= high[0].to_f64() + 1e-12,
        "{principle:?} {low:?} {high:?}"
    );
    assert!(
        high[1].to_f64() <= expected[1] + 1e-12 && expected[1] <= low[1].to_f64() + 1e-12,
        "{principle:?} {low:?} {high:?}"
    );
}

#[test]
fn points_on_a_parabola_are_those_in_closed_form() {
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    // Raiffa's path: from dw/dx = -(w + x) / (2 w).
    let angle = ((5.0 / 7.0_f64.sqrt()).atan() - std::f64::consts::FRAC_PI_2) / 7.0_f64.sqrt();
    for (principle, expected) in [
        (SetPrinciple::Nash, [1.0 / 3.0_f64.sqrt(), 2.0 / 3.0]),
        (SetPrinciple::WeightedNash(vec![2.into(), 1.into()]), [0.5_f64.sqrt(), 0.5]),
        (SetPrinciple::KalaiSmorodinsky, [golden; 2]),
        (SetPrinciple::LexKalaiSmorodinsky, [golden; 2]),
        (SetPrinciple::Egalitarian, [golden; 2]),
        (SetPrinciple::Leximin, [golden; 2]),
        (SetPrinciple::EqualLoss, [golden; 2]),
        (SetPrinciple::Utilitarian, [0.5, 0.75]),
        (SetPrinciple::PerlesMaschler, [2.0_f64.powf(-2.0 / 3.0), 1.0 - 2.0_f64.powf(-4.0 / 3.0)]),
        (SetPrinciple::RaiffaContinuous, [angle.exp() / 2.0_f64.sqrt(), 1.0 - (2.0 * angle).exp() / 2.0]),
        (SetPrinciple::EqualArea, [0.5960716379833215, 0.6446986023918801]),
    ] {
        check(&parabola(), principle, expected);
    }
}

#[test]
fn points_on_an_ellipse_are_those_in_closed_form() {
    let (five, two) = (5.0_f64.sqrt(), 2.0_f64.sqrt());
    let middle = [two, 1.0 / two];
    for (principle, expected) in [
        (SetPrinciple::Nash, middle),
        (SetPrinciple::KalaiSmorodinsky, middle),
        (SetPrinciple::Egalitarian, [2.0 / five, 2.0 / five]),
        (SetPrinciple::Utilitarian, [4.0 / five, 1.0 / five]),
        (SetPrinciple::EqualLoss, [1.6, 0.6]),
        (SetPrinciple::EqualArea, middle),
        (SetPrinciple::PerlesMaschler, middle),
        (SetPrinciple::RaiffaDiscrete, middle),
        (SetPrinciple::RaiffaContinuous, middle),
    ] {
        check(&ellipse(), principle, expected);
    }
}

#[test]
fn exact_places_are_found_where_there_are_any() {
    let exact = |frontier: &Frontier, principle: SetPrinciple, expected: [&str; 2]| {
        let answer = point_on_frontier(&frontier_zone(frontier), principle, &Budget::unlimited());
        let point = answer.found().unwrap();
        assert!(point.is_exact() && point.gap.is_zero());
        assert_eq!(frontier.gains(&point.from), pair(expected[0], expected[1]));
    };
    exact(&parabola(), SetPrinciple::Utilitarian, ["1/2", "3/4"]);
    exact(&ellipse(), SetPrinciple::EqualLoss, ["8/5", "3/5"]);
    // Split of 1 with the utility (1 - x)^(1/3) of the second: the first has 3/4 (Roth 1979), but the second no fraction.
    let cubic = curve(zero(), [polynomial(&[1, 0, 0, -1]), polynomial(&[0, 1])]);
    check(&cubic, SetPrinciple::Nash, [0.75, 0.25_f64.cbrt()]);
    let quartic = curve(zero(), [polynomial(&[1, 0, 0, 0, -1]), polynomial(&[0, 1])]);
    check(&quartic, SetPrinciple::Nash, [0.8, 0.2_f64.sqrt().sqrt()]);
}
