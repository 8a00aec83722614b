//! Agreements whose shares move with what parties already have.
//!
//! At an optimum the demands with a multiplier hold exactly. As many vertices, or rows, as it takes determine the
//! shares from the demands: a square system, solved once for all right sides.

use std::cmp::Ordering;

use dashu_int::IBig;

use crate::bargaining::convex::program::Optimum;
use crate::certify::bargaining_set::{Agreement, Moving};
use crate::games::bargaining_set::{BargainingSet, Rows};
use crate::numeric::Rational;
use crate::numeric::affine::Affine;
use crate::numeric::scale::common_denominator;
use crate::numeric::tableau::Tableau;

/// The agreement of an optimum as it moves with `floors`, or as it is if that does not determine how.
///
/// - `party`: the one whose gain is greatest; `floors`: what the others keep.
pub(super) fn moving(set: &BargainingSet, party: usize, floors: &[Rational], optimum: &Optimum) -> Moving {
    let found = match (&optimum.agreement, set.rows()) {
        (Agreement::Mixture(parts), _) => {
            let vertices: Vec<usize> = parts.iter().map(|part| part.vertex).collect();
            mixture(set, party, floors, optimum, &vertices)
        }
        (Agreement::Point(gains), Some(rows)) => point(set, rows, party, gains, floors, optimum),
        (Agreement::Point(_), None) | (Agreement::Amounts(_), _) => None,
    };
    found.unwrap_or_else(|| Moving::fixed(&optimum.agreement))
}

/// The parties whose demands hold exactly: those with weight first.
fn tight(
    party: usize,
    floors: &[Rational],
    gains: &[Rational],
    weights: &[Rational],
    is_free: impl Fn(usize) -> bool,
) -> (Vec<usize>, usize) {
    let is_tight = |&other: &usize| other != party && gains[other] == floors[other] && !is_free(other);
    let others = || (0..floors.len()).filter(is_tight);
    let mut list: Vec<usize> = others().filter(|&other| weights[other].is_positive()).collect();
    let needed = list.len();
    list.extend(others().filter(|&other| !weights[other].is_positive()));
    (list, needed)
}

fn mixture(
    set: &BargainingSet,
    party: usize,
    floors: &[Rational],
    optimum: &Optimum,
    vertices: &[usize],
) -> Option<Moving> {
    let gains = optimum.agreement.gains(set);
    let rows: Vec<Vec<Rational>> = vertices.iter().map(|&vertex| set.gains(vertex)).collect();
    // A party that has nothing, and nothing at any of these vertices, keeps it whatever the shares are.
    let is_free = |other: usize| floors[other].is_zero() && rows.iter().all(|gains| gains[other].is_zero());
    let (tight, needed) = tight(party, floors, &gains, &optimum.bound.weights, is_free);
    // One share for each demand that holds exactly, and one more.
    let count = vertices.len().checked_sub(1).filter(|&count| count >= needed && count <= tight.len())?;
    determined(set, vertices, &rows, &tight[..count])
}

/// The mixture of vertices that gives each of `tight`, one fewer, just what it has.
pub(super) fn mixture_of(set: &BargainingSet, vertices: &[usize], tight: &[usize]) -> Option<Moving> {
    let rows: Vec<Vec<Rational>> = vertices.iter().map(|&vertex| set.gains(vertex)).collect();
    (vertices.len() == tight.len() + 1).then(|| determined(set, vertices, &rows, tight))?
}

fn determined(
    set: &BargainingSet,
    vertices: &[usize],
    rows: &[Vec<Rational>],
    tight: &[usize],
) -> Option<Moving> {
    let mut system = System::new(vertices.len(), set.parties());
    system.push(&vec![Rational::ONE; vertices.len()], &Rational::ONE, None);
    for &other in tight {
        let row: Vec<Rational> = rows.iter().map(|gains| gains[other].clone()).collect();
        system.push(&row, &Rational::ZERO, Some(other));
    }
    Some(Moving::Mixture(vertices.iter().copied().zip(system.solve()?).collect()))
}

fn point(
    set: &BargainingSet,
    rows: &Rows,
    party: usize,
    gains: &[Rational],
    floors: &[Rational],
    optimum: &Optimum,
) -> Option<Moving> {
    let parties = set.parties();
    let (tight, needed) = tight(party, floors, gains, &optimum.bound.weights, |_| false);
    let used: Vec<usize> =
        (0..rows.bounds.len()).filter(|&row| optimum.bound.rows[row].is_positive()).collect();
    let count = parties.checked_sub(used.len()).filter(|&count| count >= needed && count <= tight.len())?;
    let mut system = System::new(parties, parties);
    for row in used {
        let coefficients = &rows.coefficients[row];
        let floor: Rational = coefficients.iter().zip(set.disagreement()).map(|(one, two)| one * two).sum();
        system.push(coefficients, &(&rows.bounds[row] - &floor), None);
    }
    for &other in &tight[..count] {
        let mut row = vec![Rational::ZERO; parties];
        row[other] = Rational::ONE;
        system.push(&row, &Rational::ZERO, Some(other));
    }
    system.solve().map(Moving::Point)
}

/// A square system whose right sides are constants or what parties have.
struct System {
    size: usize,
    parties: usize,
    entries: Vec<IBig>,
}

impl System {
    fn new(size: usize, parties: usize) -> Self {
        Self { size, parties, entries: Vec::new() }
    }

    /// One more equation: `row z = constant`, plus what `party` has.
    fn push(&mut self, row: &[Rational], constant: &Rational, party: Option<usize>) {
        let scale = common_denominator(row.iter().chain([constant]));
        let whole = |number: &Rational| number.numerator() * IBig::from(&scale / number.denominator());
        self.entries.extend(row.iter().map(whole));
        self.entries.extend(
            (0..self.parties).map(
                |other| {
                    if party == Some(other) { IBig::from(scale.clone()) } else { IBig::ZERO }
                },
            ),
        );
        self.entries.push(whole(constant));
    }

    /// The unknowns as they depend on what parties have; `None` if the equations do not determine them.
    fn solve(&self) -> Option<Vec<Affine>> {
        let (size, columns) = (self.size, self.size + self.parties);
        let mut tableau = Tableau::new(size, columns, &self.entries);
        for column in 0..size {
            let row = (0..size).find(|&row| {
                tableau.row_variable(row) >= columns && tableau.sign(row, column) != Ordering::Equal
            })?;
            tableau.pivot(row, column);
        }
        let form = |unknown: usize| {
            let row = tableau.row_of(unknown)?;
            let slopes: Vec<Rational> =
                (0..self.parties).map(|party| tableau.entry(row, size + party)).collect();
            Some(Affine::new(&tableau.entry(row, columns), &slopes))
        };
        (0..size).map(form).collect()
    }
}
