//! Expressions against a second way of working them out: a random tree is worked out by itself, and as its text.

#![allow(clippy::unwrap_used)]

#[path = "common/generate.rs"]
mod generate;

use generate::Generator;
use zopa::model::expression::{Expression, Unworkable};
use zopa::numeric::{Field, Rational, RationalFunction};

/// A random expression: its text, how tightly it binds, and its value where it has one.
fn tree(random: &mut Generator, depth: usize) -> (String, u8, Option<Rational>) {
    if depth == 0 || random.chance(20) {
        return match random.below(3) {
            0 => {
                let number = random.between(0, 12);
                (number.to_string(), 3, Rational::new(number, 1))
            }
            1 => {
                let tenths = random.between(0, 40);
                (format!("{}.{}", tenths / 10, tenths % 10), 3, Rational::new(tenths, 10))
            }
            _ => {
                let place = random.below(3);
                (["hawk", "_q", "n2"][place].to_owned(), 3, Some(of(["hawk", "_q", "n2"][place])))
            }
        };
    }
    if random.chance(15) {
        let (text, binds, value) = tree(random, depth - 1);
        let text = if binds < 3 { format!("-({text})") } else { format!("- {text}") };
        return (text, 2, value.map(|value| -&value));
    }
    let (left, left_binds, one) = tree(random, depth - 1);
    let (right, right_binds, two) = tree(random, depth - 1);
    let sign = ["+", "-", "*", "/"][random.below(4)];
    let binds = if "+-".contains(sign) { 0 } else { 1 };
    // A part that binds less stands in parentheses; so does a right part that binds as much, as signs go from left.
    let wrapped = |text: String, needs: bool| if needs { format!("({text})") } else { text };
    let text =
        format!("{} {sign} {}", wrapped(left, left_binds < binds), wrapped(right, right_binds <= binds));
    let value = one.zip(two).and_then(|(one, two)| match sign {
        "+" => Some(&one + &two),
        "-" => Some(&one - &two),
        "*" => Some(&one * &two),
        _ => one.checked_div(&two),
    });
    (text, binds, value)
}

/// What the names stand for.
fn of(name: &str) -> Rational {
    match name {
        "hawk" => Rational::new(7, 20).unwrap(),
        "_q" => Rational::new(-3, 1).unwrap(),
        _ => Rational::ZERO,
    }
}

#[test]
fn random_expressions_are_worked_out_as_their_trees_are() {
    let mut random = Generator::new(4);
    let mut divided = 0;
    for _ in 0..20_000 {
        let depth = 1 + random.below(6);
        let (text, _, expected) = tree(&mut random, depth);
        let expression = Expression::parse(&text).unwrap_or_else(|error| unreachable!("{text}: {error:?}"));
        match expression.value(&mut |name| Ok::<_, ()>(of(name))) {
            Ok(found) => assert_eq!(Some(found), expected, "{text}"),
            Err(error) => {
                assert!(matches!(error, Unworkable::DivisionByZero { .. }), "{text}: {error:?}");
                assert_eq!(expected, None, "{text}");
                divided += 1;
            }
        }
    }
    assert!(divided > 100, "{divided}");
}

#[test]
fn a_function_of_one_number_has_the_value_of_the_expression_everywhere() {
    let mut random = Generator::new(5);
    let mut compared = 0;
    for _ in 0..2000 {
        let (text, ..) = tree(&mut random, 4);
        let expression = Expression::parse(&text).unwrap();
        let function = expression.value(&mut |name| {
            Ok::<_, ()>(match name {
                "hawk" => RationalFunction::unknown(),
                _ => RationalFunction::constant(&of(name)),
            })
        });
        let Ok(function) = function else { continue };
        for at in [Rational::new(-7, 3), Rational::new(2, 5), Rational::new(9, 1)].into_iter().flatten() {
            let value =
                expression.value(&mut |name| Ok::<_, ()>(if name == "hawk" { at.clone() } else { of(name) }));
            if let Ok(value) = value {
                // A quotient of polynomials may have lost its value where both are 0, never gained another.
                if let Some(found) = function.at(&at) {
                    assert_eq!(found, value, "{text} at {at}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 4000, "{compared}");
}
