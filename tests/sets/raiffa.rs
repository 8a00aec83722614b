//! The two Raiffa solutions: a second, naive way to the same points, and claims that are refused.

use zopa::bargaining::convex::convex_zone;
use zopa::budget::Budget;
use zopa::certify::bargaining_set::{
    Agreement, Arrival, DoubleFlow, Evidence, Path, Piece, SetPoint, SetPrinciple, judge_set_point,
};
use zopa::games::bargaining_set::BargainingSet;
use zopa::numeric::Rational;
use zopa::numeric::linear_program::{LinearProgram, Outcome};
use zopa::numeric::random::Random;

use crate::common::{ask, hull, number, numbers, point, rows, utilities, whole};

/// The most that each party can have where the others keep `kept`, by one program over all vertices.
fn best(set: &BargainingSet, kept: &[f64]) -> Vec<f64> {
    // A little down, so that rounding asks for nothing that cannot be had.
    let rational = |number: f64| Rational::new((number * 1e9).floor() as i128 - 1, 1_000_000_000).unwrap();
    let count = set.vertices().unwrap().len();
    let gains: Vec<Vec<Rational>> = (0..count).map(|place| set.gains(place)).collect();
    (0..set.parties())
        .map(|party| {
            let others: Vec<usize> = (0..set.parties()).filter(|&other| other != party).collect();
            let row = |other: usize| gains.iter().map(|gains| -&gains[other]).collect::<Vec<_>>();
            let mut table: Vec<Vec<Rational>> = others.iter().map(|&other| row(other)).collect();
            table.extend([vec![Rational::ONE; count], vec![-&Rational::ONE; count]]);
            let mut bounds: Vec<Rational> = others.iter().map(|&other| -&rational(kept[other])).collect();
            bounds.extend([Rational::ONE, -&Rational::ONE]);
            let goal = gains.iter().map(|gains| gains[party].clone()).collect();
            let program = LinearProgram::new(goal, table, bounds).unwrap();
            match program.solve(&mut |_| true) {
                Some(Outcome::Optimal { value, .. }) => value.to_f64(),
                _ => kept[party],
            }
        })
        .collect()
}

/// Steps of one length, until nobody can gain more than a little.
fn walk(set: &BargainingSet, length: f64, most: usize) -> Vec<f64> {
    let mut gains = vec![0.0; set.parties()];
    for _ in 0..most {
        let goals = best(set, &gains);
        let left = goals.iter().zip(&gains).map(|(goal, gain)| goal - gain).fold(0.0, f64::max);
        if left < 1e-6 {
            break;
        }
        gains.iter_mut().zip(&goals).for_each(|(gain, goal)| *gain += length * (goal - *gain).max(0.0));
    }
    gains
}

#[track_caller]
fn near(one: &[f64], other: &[f64], tolerance: f64, what: &str) {
    for (left, right) in one.iter().zip(other) {
        assert!((left - right).abs() <= tolerance * left.abs().max(1.0), "{what}: {one:?}, {other:?}");
    }
}

fn doubles(list: &[Rational]) -> Vec<f64> {
    list.iter().map(Rational::to_f64).collect()
}

fn random_hull(random: &mut Random, parties: usize, count: usize) -> BargainingSet {
    let points: Vec<Vec<i64>> =
        (0..count).map(|_| (0..parties).map(|_| random.below(100) as i64).collect()).collect();
    let points: Vec<&[i64]> = points.iter().map(Vec::as_slice).collect();
    hull(&vec![10; parties], &points)
}

#[test]
fn raiffa_discrete_agrees_with_plain_steps() {
    let mut random = Random::new(51);
    for case in 0..24 {
        let parties = 2 + case % 4;
        let set = random_hull(&mut random, parties, 4 + case % 7);
        if convex_zone(&set, &Budget::unlimited()).is_open() {
            let found = point("raiffa_discrete", &set);
            let plain = walk(&set, 1.0 / parties as f64, 200);
            near(&doubles(&found.gains), &plain, 1e-5, &format!("{case}"));
        }
    }
}

#[test]
fn raiffa_continuous_is_where_ever_shorter_steps_lead() {
    // Steps of two lengths; what their error is in proportion to the length is taken out (Richardson 1911).
    let mut random = Random::new(52);
    for case in 0..12 {
        let parties = 2 + case % 3;
        let set = random_hull(&mut random, parties, 4 + case % 4);
        if convex_zone(&set, &Budget::unlimited()).is_open() {
            let found = point("raiffa_continuous", &set);
            let coarse = walk(&set, 1.0 / 64.0, 1600);
            let fine = walk(&set, 1.0 / 128.0, 3200);
            let limit: Vec<f64> = coarse.iter().zip(&fine).map(|(one, two)| 2.0 * two - one).collect();
            near(&doubles(&found.gains), &limit, 1e-3, &format!("{case}"));
        }
    }
}

#[test]
fn both_agree_where_the_way_is_straight() {
    // A triangle, a box, a square with a corner that both reach, and two that share while a third has its own.
    let square = [["0", "0"], ["1", "0"], ["3/4", "3/4"], ["0", "1"]].map(|point| numbers(&point));
    let cases = [
        (hull(&[0, 0], &[&[0, 0], &[100, 0], &[0, 50]]), numbers(&["50", "25"])),
        (hull(&[0, 0], &[&[2, 1]]), numbers(&["2", "1"])),
        (BargainingSet::from_vertices(whole(&[0, 0]), &square).unwrap(), numbers(&["3/4", "3/4"])),
        (rows(&[&[1, 1, 0, 1], &[0, 0, 1, 1]]), numbers(&["1/2", "1/2", "1"])),
        (rows(&[&[1, 2, 3, 6]]), numbers(&["2", "1", "2/3"])),
    ];
    for (set, expected) in cases {
        for name in ["raiffa_discrete", "raiffa_continuous"] {
            assert_eq!(utilities(name, &set), expected, "{name}");
            assert!(point(name, &set).gap().is_zero(), "{name}");
        }
    }
}

#[test]
fn a_party_that_cannot_gain_stays_where_it_is() {
    for set in [hull(&[0, 2], &[&[6, 2], &[9, 0], &[0, 2]]), rows(&[&[1, 0, 6], &[0, 1, 0]])] {
        for name in ["raiffa_discrete", "raiffa_continuous"] {
            assert_eq!(point(name, &set).gains, whole(&[6, 0]), "{name}");
        }
    }
    // Two of three share a frontier with a kink.
    let set = hull(&[0, 0, 5], &[&[12, 0, 5], &[8, 6, 5], &[0, 8, 5], &[20, 20, 0]]);
    let plain = hull(&[0, 0], &[&[12, 0], &[8, 6], &[0, 8]]);
    let (found, expected) = (point("raiffa_continuous", &set), point("raiffa_continuous", &plain));
    near(&doubles(&found.gains), &doubles(&expected.gains), 1e-11, "of two alone");
    assert!(found.gains[2].is_zero());
}

/// A polygon with a kink, on which the continuous way needs pieces.
fn kinked() -> BargainingSet {
    hull(&[0, 0], &[&[12, 0], &[8, 6], &[0, 8]])
}

fn sets() -> Vec<BargainingSet> {
    vec![
        kinked(),
        hull(&[0, 0, 0], &[&[9, 0, 0], &[0, 7, 0], &[0, 0, 5], &[5, 3, 3], &[-2, 6, 4]]),
        rows(&[&[1, 2, 3, 24], &[1, 0, 1, 9], &[0, 1, -1, 5], &[0, 0, 1, 4]]),
    ]
}

#[test]
fn the_continuous_point_of_the_kinked_polygon_is_the_closed_form() {
    // Until the second has 6 the first is stopped by y = 6 - 3/2 (x - 8), i.e. x = 12 - 2/3 y, the second, while the
    // first has at most 8, by y = 8 - x / 4: dx/dt = 12 - 2/3 y - x and dy/dt = 8 - x/4 - y. With s^2 = 1/6 the flow from 0
    // is a sum of exponentials; the first reaches 8 first, at a time found by bisection; from there one line stops both.
    let root = (1.0_f64 / 6.0).sqrt();
    // The fixed point: x + 2/3 y = 12, x/4 + y = 8 gives y = 6, x = 8.
    let at = |time: f64| {
        let (slow, fast) = ((-(1.0 - root) * time).exp(), (-(1.0 + root) * time).exp());
        // x - 8 = a slow + b fast with y - 6 = (3/2) root (-a slow ... ) by dx/dt = -(x-8) - 2/3 (y-6).
        let (even, odd) = (0.5 * (slow + fast), 0.5 * (slow - fast));
        let (x, y) = (-8.0, -6.0);
        (8.0 + x * even - y * (2.0 / 3.0) / root * odd, 6.0 + y * even - x * 0.25 / root * odd)
    };
    let (mut below, mut above) = (0.0, 10.0);
    for _ in 0..200 {
        let middle = 0.5 * (below + above);
        let (x, y) = at(middle);
        if x < 8.0 && y < 6.0 { below = middle } else { above = middle }
    }
    let (x, y) = at(below);
    // Then by 3 x + 2 y <= 36 if the first was first, else by x + 4 y <= 32.
    let (one, two, most) = if x > 8.0 - 1e-9 { (3.0, 2.0, 36.0) } else { (1.0, 4.0, 32.0) };
    let left = most - one * x - two * y;
    let expected = [x + left / (2.0 * one), y + left / (2.0 * two)];
    let found = point("raiffa_continuous", &kinked());
    near(&doubles(&found.gains), &expected, 1e-9, "closed form");
    assert!(found.gap().to_f64() < 1e-9 && !found.gap().is_zero());
}

#[track_caller]
fn refused(set: &BargainingSet, claim: &SetPoint, why: &str) {
    assert!(judge_set_point(set, claim.clone()).is_err(), "accepted: {why}");
}

/// Every way to change a path a little.
fn tampered(path: &Path) -> Vec<(Path, &'static str)> {
    let mut wrong = Vec::new();
    let mut add = |why: &'static str, change: &dyn Fn(&mut Path)| {
        let mut other = path.clone();
        change(&mut other);
        if other != *path {
            wrong.push((other, why));
        }
    };
    add("no moment", &|path| path.moments.clear());
    add("no bounds", &|path| path.bounds.clear());
    add("no agreements", &|path| path.agreements.clear());
    add("a step is missing", &|path| {
        if path.moments.len() > 1 {
            path.moments.remove(0);
        }
    });
    add("steps end early", &|path| {
        if path.moments.len() > 1 {
            path.moments.pop();
        }
    });
    add("a last moment elsewhere", &|path| {
        let last = path.moments.last_mut().unwrap();
        last.low[0] += &number("1/1000");
        last.high[0] += &number("1/1000");
    });
    add("a party is missing", &|path| {
        path.moments.last_mut().unwrap().stops.pop();
    });
    add("places that do not exist", &|path| path.moments.last_mut().unwrap().stops[0].bound = 1000);
    add("agreements that do not exist", &|path| path.moments.last_mut().unwrap().stops[1].agreement = 1000);
    add("another gap", &|path| {
        path.arrival = match &path.arrival {
            Arrival::Straight => Arrival::Near(Rational::ZERO),
            Arrival::Near(gap) => Arrival::Near(&(gap + gap) + &number("1e-15")),
            Arrival::Together(gap) => Arrival::Together(&(gap + gap) + &number("1e-15")),
        };
    });
    add("said to be straight", &|path| path.arrival = Arrival::Straight);
    wrong
}

#[test]
fn broken_paths_are_refused() {
    for set in sets() {
        for name in ["raiffa_discrete", "raiffa_continuous"] {
            let claim = point(name, &set).into_claim();
            assert!(judge_set_point(&set, claim.clone()).is_ok());
            let path = match &claim.evidence {
                Evidence::Steps(path) | Evidence::Flow { path, .. } | Evidence::DoubleFlow { path, .. } => {
                    path
                }
                _ => panic!("a path"),
            };
            for (wrong, why) in tampered(path) {
                // Of a flow in doubles a gap that is stated larger is true as well.
                if why == "another gap" && matches!(claim.evidence, Evidence::DoubleFlow { .. }) {
                    continue;
                }
                let evidence = match &claim.evidence {
                    Evidence::Flow { pieces, .. } => Evidence::Flow { pieces: pieces.clone(), path: wrong },
                    Evidence::DoubleFlow { doubles, .. } => {
                        Evidence::DoubleFlow { doubles: doubles.clone(), path: wrong }
                    }
                    _ => Evidence::Steps(wrong),
                };
                refused(&set, &SetPoint { evidence, ..claim.clone() }, &format!("{name}: {why}"));
            }
        }
    }
}

/// A change of a list of pieces.
type Break = fn(&mut Vec<Piece>);

#[test]
fn broken_pieces_are_refused() {
    let breaks: [(&str, Break); 11] = [
        ("no pieces", Vec::clear),
        ("one is missing", |pieces| {
            pieces.remove(1);
        }),
        ("the first is missing", |pieces| {
            pieces.remove(0);
        }),
        ("the last is missing", |pieces| {
            pieces.pop();
        }),
        ("longer", |pieces| pieces[0].duration += &number("1/1000")),
        ("of no length", |pieces| pieces[0].duration = Rational::ZERO),
        ("faster", |pieces| pieces[0].middle[1][0] += &number("1e-9")),
        ("slower", |pieces| pieces[0].middle[1][1] -= &number("1e-9")),
        ("bent", |pieces| pieces[0].middle[2][0] += &number("1e-6")),
        ("without width", |pieces| pieces[1].width[0] = Rational::ZERO),
        ("without growth", |pieces| {
            pieces.iter_mut().for_each(|piece| piece.growth = vec![Rational::ZERO; piece.growth.len()]);
        }),
    ];
    let mut flows = 0;
    for set in sets() {
        let claim = point("raiffa_continuous", &set).into_claim();
        let Evidence::Flow { pieces, path } = &claim.evidence else { continue };
        flows += 1;
        assert!(pieces.len() > 2);
        for (why, change) in breaks {
            let mut pieces = pieces.clone();
            change(&mut pieces);
            let evidence = Evidence::Flow { pieces, path: path.clone() };
            refused(&set, &SetPoint { evidence, ..claim.clone() }, why);
        }
        for party in 0..set.parties() {
            let mut pieces = pieces.clone();
            pieces[0].stops[party].bound = 1000;
            let evidence = Evidence::Flow { pieces, path: path.clone() };
            refused(&set, &SetPoint { evidence, ..claim.clone() }, "no bound");
        }
    }
    assert!(flows > 0);
}

/// A change of a flow in doubles.
type DoubleBreak = fn(&mut DoubleFlow);

#[test]
fn broken_flows_in_doubles_are_refused() {
    let breaks: [(&str, DoubleBreak); 26] = [
        ("no pieces", |flow| flow.pieces.clear()),
        ("one is missing", |flow| {
            flow.pieces.remove(1);
        }),
        ("the first is missing", |flow| {
            flow.pieces.remove(0);
        }),
        ("the last is missing", |flow| {
            flow.pieces.pop();
        }),
        ("longer", |flow| flow.pieces[0].duration += 1e-3),
        ("of no length", |flow| flow.pieces[0].duration = 0.0),
        ("of no number", |flow| flow.pieces[0].duration = f64::NAN),
        ("endless", |flow| flow.pieces[0].middle[1][0] = f64::INFINITY),
        ("faster", |flow| flow.pieces[0].middle[1][0] += 1e-9),
        ("slower", |flow| flow.pieces[0].middle[1][1] -= 1e-9),
        ("bent", |flow| {
            // Short pieces may bend: nothing comes of it.
            let long = flow.pieces.iter_mut().find(|piece| piece.duration > 0.01).expect("a long piece");
            long.middle[2][0] += 1e-6;
        }),
        ("elsewhere", |flow| flow.pieces[1].middle[0][0] += 1e-9),
        ("without width", |flow| flow.pieces[1].width[0] = 0.0),
        ("of negative width", |flow| flow.pieces[1].width[0] = -1.0),
        ("without growth", |flow| {
            for piece in &mut flow.pieces {
                piece.growth.fill(0.0);
                piece.width.fill(1e-12);
            }
        }),
        ("without a margin", |flow| flow.pieces.iter_mut().for_each(|piece| piece.margins.fill(0.0))),
        ("a weight too small", |flow| {
            let place = flow.pieces[0].stops[0].bound;
            flow.bounds[place][1] *= 0.999;
        }),
        ("a weight below 0", |flow| {
            let place = flow.pieces[0].stops[0].bound;
            flow.bounds[place][1] = -1.0;
        }),
        ("shares that add to more than 1", |flow| {
            let place = flow.pieces[0].stops[0].agreement;
            if let Some(constant) = flow.agreements[place].shares[0].last_mut() {
                *constant += 1e-6;
            }
        }),
        ("a vertex that is not there", |flow| {
            let place = flow.pieces[0].stops[0].agreement;
            flow.agreements[place].vertices[0] = 1_000_000;
        }),
        ("an agreement of another party", |flow| {
            let stops = &mut flow.pieces[0].stops;
            stops[0].agreement = stops[1].agreement;
        }),
        ("other units", |flow| flow.units[0] += 1),
        // Numbers so large that sums of them are none.
        ("huge shares", |flow| {
            let place = flow.pieces[0].stops[0].agreement;
            flow.agreements[place].shares.iter_mut().flatten().for_each(|share| *share *= 1e300);
        }),
        ("huge shares that cancel", |flow| {
            let place = flow.pieces[0].stops[0].agreement;
            let sides = flow.agreements[place].shares.iter_mut().flatten();
            sides.zip([1e308, -1e308].iter().cycle()).for_each(|(share, side)| *share = *side);
        }),
        ("huge weights", |flow| flow.bounds.iter_mut().for_each(|list| list[1] = 1e308)),
        ("far away", |flow| flow.pieces.iter_mut().for_each(|piece| piece.middle[1].fill(-1e308))),
    ];
    let mut flows = 0;
    for set in sets() {
        let claim = point("raiffa_continuous", &set).into_claim();
        let Evidence::DoubleFlow { doubles, path } = &claim.evidence else { continue };
        flows += 1;
        assert!(doubles.pieces.len() > 2);
        for (why, change) in breaks {
            let mut doubles = doubles.clone();
            change(&mut doubles);
            let evidence = Evidence::DoubleFlow { doubles, path: path.clone() };
            refused(&set, &SetPoint { evidence, ..claim.clone() }, why);
        }
        // Gains a little higher than can be proved, and a gap that is stated too small.
        let mut gains = claim.gains.clone();
        gains[0] += &(&claim.ideals[0].gain * &number("1e-9"));
        refused(&set, &SetPoint { gains, ..claim.clone() }, "higher gains");
        let mut closer = path.clone();
        closer.arrival = match &path.arrival {
            Arrival::Together(gap) => Arrival::Together(gap * &number("1/2")),
            Arrival::Near(gap) => Arrival::Near(gap * &number("1/2")),
            Arrival::Straight => continue,
        };
        let evidence = Evidence::DoubleFlow { doubles: doubles.clone(), path: closer };
        refused(&set, &SetPoint { evidence, ..claim.clone() }, "a gap that is too small");
    }
    assert!(flows > 0);
}

#[test]
fn one_rule_is_not_taken_for_the_other() {
    for set in sets() {
        let discrete = point("raiffa_discrete", &set).into_claim();
        let continuous = point("raiffa_continuous", &set).into_claim();
        assert_ne!(discrete.gains, continuous.gains);
        let swapped = SetPoint { principle: SetPrinciple::RaiffaContinuous, ..discrete.clone() };
        refused(&set, &swapped, "steps as a flow");
        let Evidence::Steps(path) = &discrete.evidence else { panic!("steps") };
        let evidence = Evidence::Flow { pieces: Vec::new(), path: path.clone() };
        refused(&set, &SetPoint { evidence, ..swapped }, "the end of steps as that of a flow");
        let (Evidence::Flow { path, .. } | Evidence::DoubleFlow { path, .. }) = &continuous.evidence else {
            panic!("a flow")
        };
        let evidence = Evidence::Steps(path.clone());
        let principle = SetPrinciple::RaiffaDiscrete;
        refused(&set, &SetPoint { principle, evidence, ..continuous.clone() }, "a flow as steps");
        // Feasible and as efficient, but elsewhere.
        for (one, other) in [(&discrete, &continuous), (&continuous, &discrete)] {
            let gains = other.gains.clone();
            let agreement: Agreement = other.agreement.clone();
            refused(&set, &SetPoint { gains, agreement, ..one.clone() }, "another point");
        }
    }
}

#[test]
fn a_run_that_is_cut_short_decides_nothing() {
    let set = kinked();
    assert!(ask("raiffa_continuous", &set).found().is_some());
    for work in [0, 1, 30, 100, 300] {
        let budget = Budget::of_work(work);
        let zone = convex_zone(&set, &budget);
        for name in ["raiffa_discrete", "raiffa_continuous"] {
            let answer = crate::common::solver(name)(&zone, &budget);
            assert!(answer.refutation().is_none(), "{name}");
        }
    }
}
