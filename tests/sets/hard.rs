//! Sets that are hard on a product: many vertices on one face, round sets, weights and units of very different size.

use zopa::bargaining::convex::convex_zone;
use zopa::budget::Budget;
use zopa::games::bargaining_set::BargainingSet;
use zopa::numeric::Rational;
use zopa::numeric::random::Random;

use crate::common::{ask, quick, weighted, whole};

/// Vertices of one kind, numbers below `span`.
fn hard(random: &mut Random, kind: usize, parties: usize, count: usize, span: i64) -> BargainingSet {
    let mut below = |bound: i64| random.below(bound as u64) as i64;
    let points: Vec<Vec<Rational>> = (0..count)
        .map(|_| match kind {
            // All on one plane, so that every vertex is efficient and most prices tie.
            0 => {
                let mut point: Vec<i64> = (0..parties).map(|_| below(span)).collect();
                point[0] = span * parties as i64 - point[1..].iter().sum::<i64>();
                whole(&point)
            }
            // On a sphere, rounded down: nearly all are corners.
            1 => {
                let direction: Vec<i64> = (0..parties).map(|_| 1 + below(span)).collect();
                let length = direction.iter().map(|own| (own * own) as f64).sum::<f64>().sqrt();
                whole(&direction.iter().map(|&own| (1e6 * own as f64 / length) as i64).collect::<Vec<_>>())
            }
            // Small numbers, so that many coincide.
            2 => whole(&(0..parties).map(|_| below(4)).collect::<Vec<_>>()),
            // Units from 10^-9 to 10^9.
            _ => (0..parties)
                .map(|party| {
                    let unit: Rational =
                        format!("1e{}", 9 - 18 * party as i64 / parties as i64).parse().unwrap();
                    &Rational::from(below(span)) * &unit
                })
                .collect(),
        })
        .collect();
    BargainingSet::from_vertices(whole(&vec![0; parties]), &points).unwrap()
}

/// A product is polished; a path stops where no more than this can be missing.
fn allowed(name: &str) -> f64 {
    if name.starts_with("raiffa") { 1e-12 } else { 1e-25 }
}

#[test]
fn every_principle_is_proved_on_hard_sets() {
    let mut random = Random::new(41);
    for case in 0..120 {
        let parties = 2 + case % 9;
        let count = 1 + random.below(150) as usize;
        let set = hard(&mut random, case % 4, parties, count, 50);
        for (name, _) in quick() {
            let answer = ask(name, &set);
            assert!(answer.found().is_some() || answer.refutation().is_some(), "{case}, {name}: {answer:?}");
            let gap = answer.found().map_or(0.0, |point| point.gap().to_f64());
            assert!(gap < allowed(name), "{case}, {name}, {parties} parties, {count} vertices: gap {gap}");
        }
        let weights: Vec<i64> = (0..parties as u32).map(|party| 10_i64.pow(party % 7)).collect();
        let answer = weighted(&set, &whole(&weights));
        assert!(answer.found().is_some() || answer.refutation().is_some(), "{case}: {answer:?}");
        let gap = answer.found().map_or(0.0, |point| point.gap().to_f64());
        assert!(gap < 1e-20, "{case}, {weights:?}, {count} vertices: gap {gap}");
    }
}

#[test]
fn many_vertices_are_priced_in_time() {
    // Work is counted, not time: about a look at each vertex for every program and every point that joins.
    let mut random = Random::new(42);
    let set = hard(&mut random, 1, 6, 20_000, 1000);
    let budget = Budget::unlimited();
    let zone = convex_zone(&set, &budget);
    for (name, solve) in quick() {
        let before = budget.spent();
        assert!(solve(&zone, &budget).found().is_some(), "{name}");
        let looks = (budget.spent() - before) / 20_000;
        // A path solves some ten programs for each party.
        let most = if name.starts_with("raiffa") { 1500 } else { 500 };
        assert!(looks < most, "{name}: {looks} looks at every vertex");
    }
}

#[test]
fn every_principle_is_proved_on_many_rows() {
    let mut random = Random::new(43);
    for case in 0..40 {
        let parties = 2 + case % 6;
        let count = 1 + random.below(30) as usize;
        let least = if case % 2 == 0 { 1 } else { -2 };
        let rows: Vec<Vec<Rational>> = (0..count)
            .map(|_| whole(&(0..parties).map(|_| least + random.below(9) as i64).collect::<Vec<_>>()))
            .collect();
        let bounds = (0..count).map(|_| Rational::from(20 + random.below(80) as i64)).collect();
        let set = BargainingSet::from_rows(whole(&vec![0; parties]), rows, bounds).unwrap();
        for (name, _) in quick() {
            let answer = ask(name, &set);
            assert!(answer.found().is_some() || answer.refutation().is_some(), "{case}, {name}: {answer:?}");
            let gap = answer.found().map_or(0.0, |point| point.gap().to_f64());
            assert!(gap < allowed(name), "{case}, {name}, {parties} parties, {count} rows: gap {gap}");
        }
    }
}
