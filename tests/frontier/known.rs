//! Answers in closed form.

use zopa::bargaining::frontier::{frontier_zone, point_on_frontier};
use zopa::budget::Budget;
use zopa::certify::bargaining_set::SetPrinciple;
use zopa::games::frontier::Frontier;
use zopa::numeric::{Field as _, Rational, RationalFunction};

/// A polynomial from its coefficients, the constant first.
fn polynomial(coefficients: &[i64]) -> RationalFunction {
    let s = RationalFunction::unknown();
    let constant = |number: i64| RationalFunction::constant(&number.into());
    coefficients.iter().rev().fold(constant(0), |sum, &own| sum.times(&s).plus(&constant(own)))
}

fn curve(first: RationalFunction, second: RationalFunction) -> Frontier {
    Frontier::from_curve([Rational::ZERO, Rational::ZERO], [first, second], Rational::ZERO, Rational::ONE)
        .unwrap()
}

/// The frontier `y = 1 - x^2`.
fn parabola() -> Frontier {
    curve(polynomial(&[0, 1]), polynomial(&[1, 0, -1]))
}

/// The frontier `x^2 / 4 + y^2 = 1` by its rational parameter.
fn ellipse() -> Frontier {
    let below = polynomial(&[1, 0, 1]);
    let first = polynomial(&[2, 0, -2]).over(&below).unwrap();
    curve(first, polynomial(&[0, 2]).over(&below).unwrap())
}

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
