//! Other methods find the same: a conic program, conditional gradients, a grid, and the other shape of the same set.

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettingsBuilder, DefaultSolver, IPSolver as _, SupportedConeT};
use zopa::bargaining::convex::convex_zone;
use zopa::budget::Budget;
use zopa::certify::bargaining_set::SetPoint;
use zopa::games::bargaining_set::BargainingSet;
use zopa::numeric::Rational;
use zopa::numeric::linear_program::{LinearProgram, Outcome};
use zopa::numeric::random::Random;

use crate::common::{SOLVERS, hull, point, weighted, whole};

fn list(random: &mut Random, length: usize, bound: u64) -> Vec<i64> {
    (0..length).map(|_| random.below(bound) as i64).collect()
}

fn random_hull(random: &mut Random, parties: usize, count: usize) -> BargainingSet {
    let points: Vec<Vec<i64>> = (0..count).map(|_| list(random, parties, 100)).collect();
    let points: Vec<&[i64]> = points.iter().map(Vec::as_slice).collect();
    hull(&vec![10; parties], &points)
}

fn random_rows(random: &mut Random, parties: usize, count: usize) -> BargainingSet {
    let rows = (0..count).map(|_| list(random, parties, 9).iter().map(|own| own + 1).collect::<Vec<_>>());
    let rows: Vec<Vec<Rational>> = rows.map(|row| whole(&row)).collect();
    BargainingSet::from_rows(vec![0.into(); parties], rows, vec![100.into(); count]).unwrap()
}

/// Gains as `columns z` with rows `sums z <= bounds` and `z >= 0`, in doubles: the one form of both shapes.
struct Plain {
    columns: Vec<Vec<f64>>,
    sums: Vec<Vec<f64>>,
    bounds: Vec<f64>,
}

fn plain(set: &BargainingSet) -> Plain {
    let doubles = |list: &[Rational]| list.iter().map(Rational::to_f64).collect::<Vec<f64>>();
    if let Some(vertices) = set.vertices() {
        let columns: Vec<Vec<f64>> = (0..vertices.len()).map(|place| doubles(&set.gains(place))).collect();
        let sums = columns.iter().map(|_| vec![1.0]).collect();
        return Plain { columns, sums, bounds: vec![1.0] };
    }
    if let Some(amounts) = set.amounts() {
        // Where every amount is 0, nobody gains.
        let units = (0..amounts.most().len()).map(|place| {
            (0..amounts.most().len()).map(|other| f64::from(u8::from(other == place))).collect::<Vec<f64>>()
        });
        let limit = |place: usize| amounts.limits().iter().map(move |limit| limit[place].to_f64());
        return Plain {
            columns: amounts.rates().iter().map(|rates| doubles(rates)).collect(),
            sums: units.enumerate().map(|(place, unit)| limit(place).chain(unit).collect()).collect(),
            bounds: doubles(amounts.bounds()).into_iter().chain(doubles(amounts.most())).collect(),
        };
    }
    // The disagreement point of these is 0.
    let (rows, parties) = (set.rows().unwrap(), set.parties());
    let unit = |party: usize| (0..parties).map(|other| f64::from(u8::from(other == party))).collect();
    let column = |party: usize| rows.coefficients.iter().map(|row| row[party].to_f64()).collect();
    Plain {
        columns: (0..parties).map(unit).collect(),
        sums: (0..parties).map(column).collect(),
        bounds: doubles(&rows.bounds),
    }
}

/// The gains of the greatest weighted product by an interior-point method on exponential cones.
pub(crate) fn conic(set: &BargainingSet, weights: &[f64]) -> Vec<f64> {
    let Plain { columns, sums, bounds } = plain(set);
    let (unknowns, parties) = (columns.len(), set.parties());
    let count = unknowns + parties;
    // Rows of A x + s = b: the sums, each unknown at least 0, and (log g, 1, g) in the cone for each party.
    let height = bounds.len() + unknowns + 3 * parties;
    let mut matrix = vec![vec![0.0; count]; height];
    let mut right = bounds.clone();
    right.resize(height, 0.0);
    for (unknown, (column, own)) in columns.iter().zip(&sums).enumerate() {
        for (row, sum) in own.iter().enumerate() {
            matrix[row][unknown] = *sum;
        }
        matrix[bounds.len() + unknown][unknown] = -1.0;
        for (party, gain) in column.iter().enumerate() {
            matrix[bounds.len() + unknowns + 3 * party + 2][unknown] = -gain;
        }
    }
    for party in 0..parties {
        let first = bounds.len() + unknowns + 3 * party;
        matrix[first][unknowns + party] = -1.0;
        right[first + 1] = 1.0;
    }
    let mut goal = vec![0.0; unknowns];
    goal.extend(weights.iter().map(|weight| -weight));
    let mut cones = vec![SupportedConeT::NonnegativeConeT(bounds.len() + unknowns)];
    cones.extend((0..parties).map(|_| SupportedConeT::ExponentialConeT()));
    let settings = DefaultSettingsBuilder::default().verbose(false).build().unwrap();
    let quadratic = CscMatrix::<f64>::zeros((count, count));
    let mut solver =
        DefaultSolver::new(&quadratic, &goal, &CscMatrix::from(&matrix), &right, &cones, settings).unwrap();
    solver.solve();
    let shares = &solver.solution.x[..unknowns];
    (0..parties)
        .map(|party| shares.iter().zip(&columns).map(|(share, column)| share * column[party]).sum())
        .collect()
}

/// The gains after some conditional-gradient steps with linear programs, and how far the mean of gains may still rise.
pub(crate) fn conditional_gradient(set: &BargainingSet, steps: usize) -> (Vec<f64>, f64) {
    let Plain { columns, sums, bounds } = plain(set);
    let parties = set.parties();
    let rational = |number: f64| Rational::new((number * 1e6).round() as i128, 1_000_000).unwrap();
    let rows: Vec<Vec<Rational>> =
        (0..bounds.len()).map(|row| sums.iter().map(|column| rational(column[row])).collect()).collect();
    let right: Vec<Rational> = bounds.iter().map(|bound| rational(*bound)).collect();
    let best = |prices: &[f64]| -> Vec<f64> {
        let worth = columns
            .iter()
            .map(|column| rational(column.iter().zip(prices).map(|(gain, price)| gain * price).sum()));
        let program = LinearProgram::new(worth.collect(), rows.clone(), right.clone()).unwrap();
        let Some(Outcome::Optimal { point, .. }) = program.solve(&mut |_| true) else { panic!("an optimum") };
        let gain = |party: usize| {
            point.iter().zip(&columns).map(|(share, column)| share.to_f64() * column[party]).sum()
        };
        (0..parties).map(gain).collect()
    };
    let mut gains = vec![0.0; parties];
    for party in 0..parties {
        let mut prices = vec![1e-3; parties];
        prices[party] = 1.0;
        gains.iter_mut().zip(best(&prices)).for_each(|(sum, own)| *sum += own / parties as f64);
    }
    let mut gap = f64::INFINITY;
    for step in 0..steps {
        let prices: Vec<f64> = gains.iter().map(|gain| 1.0 / gain / parties as f64).collect();
        let next = best(&prices);
        gap = next.iter().zip(&prices).map(|(gain, price)| gain * price).sum::<f64>() - 1.0;
        let length = 2.0 / (step as f64 + parties as f64 + 2.0);
        gains.iter_mut().zip(next).for_each(|(gain, own)| *gain += length * (own - *gain));
    }
    (gains, gap)
}

pub(crate) fn log_mean(gains: &[f64]) -> f64 {
    gains.iter().map(|gain| gain.ln()).sum::<f64>() / gains.len() as f64
}

pub(crate) fn doubles(point: &SetPoint) -> Vec<f64> {
    point.gains.iter().map(Rational::to_f64).collect()
}

#[track_caller]
pub(crate) fn near(one: &[f64], other: &[f64], tolerance: f64) {
    for (left, right) in one.iter().zip(other) {
        assert!((left - right).abs() <= tolerance * left.abs().max(1.0), "{one:?}, {other:?}");
    }
}

#[test]
fn nash_agrees_with_a_conic_program() {
    let mut random = Random::new(31);
    for case in 0..60 {
        let parties = 2 + case % 6;
        let set = if case % 2 == 0 {
            let count = parties + random.below(60) as usize;
            random_hull(&mut random, parties, count)
        } else {
            let count = 1 + random.below(8) as usize;
            random_rows(&mut random, parties, count)
        };
        let weights: Vec<i64> = list(&mut random, parties, 4).iter().map(|weight| weight + 1).collect();
        let plain: Vec<f64> = weights.iter().map(|&weight| weight as f64).collect();
        if convex_zone(&set, &Budget::unlimited()).is_open() {
            let answer = weighted(&set, &whole(&weights));
            let Some(found) = answer.found() else { continue };
            near(&doubles(found), &conic(&set, &plain), 2e-4);
            near(&doubles(&point("nash", &set)), &conic(&set, &vec![1.0; parties]), 2e-4);
        }
    }
}

#[test]
fn nash_agrees_with_conditional_gradients() {
    let mut random = Random::new(32);
    for case in 0..12 {
        let parties = 2 + case % 4;
        let set = if case % 2 == 0 {
            random_hull(&mut random, parties, 12)
        } else {
            random_rows(&mut random, parties, 4)
        };
        let (gains, gap) = conditional_gradient(&set, 300);
        let ours = log_mean(&doubles(&point("nash", &set)));
        // Nothing feasible has a greater mean, and theirs is as near as its own gap says.
        assert!(log_mean(&gains) <= ours + 1e-9, "{set:?}");
        assert!(gap < 0.05 && ours <= log_mean(&gains) + gap.ln_1p() + 0.02, "{gap}: {set:?}");
    }
}

/// Calls `each` with the gains of all mixtures of vertices in steps of one over `steps`.
fn grid(set: &BargainingSet, steps: i64, each: &mut dyn FnMut(&[f64])) {
    let vertices: Vec<Vec<f64>> = (0..set.vertices().unwrap().len())
        .map(|place| set.gains(place).iter().map(Rational::to_f64).collect())
        .collect();
    fn walk(vertices: &[Vec<f64>], left: i64, steps: i64, sums: Vec<f64>, each: &mut dyn FnMut(&[f64])) {
        let add = |sums: &[f64], share: i64| -> Vec<f64> {
            let share = share as f64 / steps as f64;
            sums.iter().zip(&vertices[0]).map(|(sum, own)| sum + share * own).collect()
        };
        if vertices.len() == 1 {
            return each(&add(&sums, left));
        }
        for share in 0..=left {
            walk(&vertices[1..], left - share, steps, add(&sums, share), each);
        }
    }
    walk(&vertices, steps, steps, vec![0.0; set.parties()], each);
}

/// What a principle makes as large as it can.
type Measure<'m> = dyn Fn(&[f64]) -> f64 + 'm;

#[test]
fn no_point_of_a_grid_serves_a_principle_better() {
    let mut random = Random::new(33);
    for case in 0..40 {
        let parties = 2 + case % 2;
        let set = random_hull(&mut random, parties, 3 + case % 2);
        if !convex_zone(&set, &Budget::unlimited()).is_open() {
            continue;
        }
        let least = |gains: &mut dyn Iterator<Item = f64>| gains.fold(f64::INFINITY, f64::min);
        let shares = point("kalai_smorodinsky", &set);
        let ideals: Vec<f64> = shares.ideals.iter().map(|ideal| ideal.gain.to_f64()).collect();
        let measures: [(&str, &Measure<'_>); 5] = [
            ("nash", &|gains| gains.iter().product()),
            ("kalai_smorodinsky", &|gains| {
                least(
                    &mut gains
                        .iter()
                        .zip(&ideals)
                        .filter(|(_, ideal)| **ideal > 0.0)
                        .map(|(gain, ideal)| gain / ideal),
                )
            }),
            ("egalitarian", &|gains| least(&mut gains.iter().copied())),
            ("equal_loss", &|gains| least(&mut gains.iter().zip(&ideals).map(|(gain, ideal)| gain - ideal))),
            ("utilitarian", &|gains| gains.iter().sum()),
        ];
        for (name, measure) in measures {
            let answer = crate::common::ask(name, &set);
            let Some(found) = answer.found() else { continue };
            let ours = measure(&doubles(found));
            let mut best = f64::NEG_INFINITY;
            grid(&set, 40, &mut |gains| {
                if gains.iter().all(|gain| *gain >= 0.0) {
                    best = best.max(measure(gains));
                    for (gain, ideal) in gains.iter().zip(&ideals) {
                        assert!(*gain <= ideal + 1e-9, "{gains:?} beyond {ideals:?}");
                    }
                }
            });
            // Equal losses of three are measured only where nobody is held at 0.
            let is_held = name == "equal_loss" && found.gains.iter().any(Rational::is_zero);
            assert!(best <= ours + 1e-9 * ours.abs().max(1.0) || is_held, "{name}: {best} > {ours}, {set:?}");
        }
    }
}

#[test]
fn a_simplex_by_rows_is_the_simplex_by_vertices() {
    let mut random = Random::new(34);
    for case in 0..20 {
        let parties = 1 + case % 5;
        let prices: Vec<i64> = list(&mut random, parties, 9).iter().map(|own| own + 1).collect();
        let by_rows =
            BargainingSet::from_rows(whole(&vec![0; parties]), vec![whole(&prices)], vec![60.into()])
                .unwrap();
        let corner = |party: usize| {
            let mut corner = whole(&vec![0; parties]);
            corner[party] = Rational::new(60, prices[party].into()).unwrap();
            corner
        };
        let corners: Vec<Vec<Rational>> = (0..parties).map(corner).collect();
        let by_vertices = BargainingSet::from_vertices(whole(&vec![0; parties]), &corners).unwrap();
        for (name, _) in SOLVERS {
            assert_eq!(point(name, &by_rows).gains, point(name, &by_vertices).gains, "{name}");
        }
    }
}
