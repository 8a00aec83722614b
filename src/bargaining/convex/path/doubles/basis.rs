//! What stops a party, as a basis of its linear program in doubles.
//!
//! The program of party `i` at `x`: shares of vertices, at least 0 and adding to 1, that give everybody else at least `x` and
//! party `i` as much as they can. Its rows are the others' gains less what they have to spare, with the sum of the
//! shares in row `i`. A basis stays best as long as what is in it stays at least 0; where `x` moves on, the dual simplex
//! method goes to the next.

use dashu_int::IBig;

use crate::bargaining::convex::settle::power_of_two;
use crate::bargaining::convex::zone::ConvexZone;
use crate::certify::bargaining_set::Ideal;
use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;

/// Pivots at one place.
const PIVOTS: usize = 500;

/// An entry of the row that leaves is 0 up to this.
const NOTHING: f64 = 1e-11;

/// The gains at all vertices, in doubles that are about 1 where they are largest.
pub(in crate::bargaining::convex::path) struct Gains {
    list: Vec<f64>,
    pub(super) parties: usize,
    /// For each party what 1 stands for: a power of two of the smallest part of its utilities.
    pub(super) units: Vec<Rational>,
    /// For each party this power.
    pub(super) powers: Vec<i32>,
}

impl Gains {
    /// `None` if the set has no vertices, or somebody cannot gain.
    pub(in crate::bargaining::convex::path) fn of(zone: &ConvexZone<'_>, ideals: &[Ideal]) -> Option<Self> {
        let (engine, set) = (zone.vertices()?, zone.set());
        let scales = set.disagreement().iter().zip(set.vertices()?.scales()).map(|(own, scale)| {
            let both = common_denominator([own, &Rational::from_big(IBig::ONE, scale.clone())]);
            Rational::from_whole(IBig::from(both))
        });
        let scales: Vec<Rational> = scales.collect();
        let whole = ideals.iter().zip(&scales).map(|(ideal, scale)| (&ideal.gain * scale).to_f64());
        let powers: Vec<i32> = whole.map(exponent).collect::<Option<_>>()?;
        let units = powers.iter().zip(&scales).map(|(&power, scale)| &power_of_two(i64::from(power)) / scale);
        let units: Vec<Rational> = units.collect();
        let factors = engine.units().iter().zip(&units).map(|(one, unit)| one / unit.to_f64());
        let factors: Vec<f64> = factors.collect();
        let row = |vertex: usize| engine.row(vertex).iter().zip(&factors).map(|(gain, factor)| gain * factor);
        let list = (0..engine.len()).flat_map(row).collect();
        Some(Self { list, parties: ideals.len(), units, powers })
    }

    /// Gains over the units.
    pub(in crate::bargaining::convex::path) fn in_units(&self, gains: &[Rational]) -> Vec<f64> {
        gains.iter().zip(&self.units).map(|(gain, unit)| (gain / unit).to_f64()).collect()
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn row(&self, vertex: usize) -> &[f64] {
        &self.list[vertex * self.parties..(vertex + 1) * self.parties]
    }

    fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.list.chunks(self.parties)
    }
}

/// The power of two that is above a positive number and at most twice as large.
fn exponent(number: f64) -> Option<i32> {
    let power = i32::try_from((number.to_bits() >> 52) & 0x7ff).ok()? - 1022;
    (number > 0.0 && power.abs() < 400).then_some(power)
}

/// What is in a basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// The share of a vertex.
    Vertex(usize),
    /// What a party has to spare.
    Spare(usize),
}

/// A basis that is best for its party, wherever it is one.
#[derive(Debug, Clone)]
pub(in crate::bargaining::convex::path) struct Basis {
    pub(super) party: usize,
    pub(super) columns: Vec<Column>,
    /// For each column its value as a form of the others' gains: one slope for each party, and the constant last.
    pub(super) forms: Vec<Vec<f64>>,
    /// The bound: one weight for each party, 1 for its own.
    pub(super) weights: Vec<f64>,
    /// What the weighted sum of gains is at most.
    pub(super) most: f64,
}

impl Basis {
    /// The best basis where the others have `x`; `None` if there is none.
    pub(in crate::bargaining::convex::path) fn at(gains: &Gains, party: usize, x: &[f64]) -> Option<Self> {
        // Where nobody asks for anything it is the party's best vertex.
        let own = gains.rows().map(|row| row[party]).enumerate();
        let (vertex, _) =
            own.fold((0, f64::NEG_INFINITY), |best, one| if one.1 > best.1 { one } else { best });
        let mut columns: Vec<Column> = (0..gains.parties).map(Column::Spare).collect();
        columns[party] = Column::Vertex(vertex);
        let mut basis = Self { party, columns, forms: Vec::new(), weights: Vec::new(), most: 0.0 };
        basis.renew(gains)?;
        basis.settle(gains, x, 0.0)?;
        Some(basis)
    }

    /// The vertices, and the other parties that have nothing to spare.
    pub(in crate::bargaining::convex::path) fn vertices_and_tight(&self) -> (Vec<usize>, Vec<usize>) {
        let vertices = self.columns.iter().filter_map(|column| match *column {
            Column::Vertex(vertex) => Some(vertex),
            Column::Spare(_) => None,
        });
        let mut vertices: Vec<usize> = vertices.collect();
        vertices.sort_unstable();
        let is_tight = |other: &usize| *other != self.party && !self.columns.contains(&Column::Spare(*other));
        (vertices, (0..self.columns.len()).filter(is_tight).collect())
    }

    /// The value of a column at `x`.
    pub(super) fn value(&self, place: usize, x: &[f64]) -> f64 {
        let form = &self.forms[place];
        form[x.len()] + form.iter().zip(x).map(|(slope, own)| slope * own).sum::<f64>()
    }

    /// The value of a column at `x`, and by how much it and its rounding differ at most within `around` of `x`.
    pub(super) fn value_around(&self, place: usize, x: &[f64], around: &[f64]) -> (f64, f64) {
        let form = &self.forms[place];
        let mut spread = 32.0 * f64::EPSILON * form[x.len()].abs();
        for ((slope, own), around) in form.iter().zip(x).zip(around) {
            spread += slope.abs() * (around + 32.0 * f64::EPSILON * own.abs());
        }
        (self.value(place, x), spread)
    }

    /// About what rounding may take from what anybody gets where gains are `x`.
    pub(super) fn rounding(&self, gains: &Gains, x: &[f64]) -> f64 {
        let mut sizes = vec![0.0; gains.parties];
        let (mut shares, mut largest) = (0.0, 0.0_f64);
        for (column, form) in self.columns.iter().zip(&self.forms) {
            if let Column::Vertex(vertex) = column {
                let slopes = form.iter().zip(x).map(|(slope, own)| slope.abs() * (own.abs() + 0.03));
                let size = slopes.sum::<f64>() + form[x.len()].abs();
                shares += size;
                for (sum, gain) in sizes.iter_mut().zip(gains.row(*vertex)) {
                    *sum += size * gain.abs();
                    largest = largest.max(gain.abs());
                }
            }
        }
        let bound =
            self.most.abs() + self.weights.iter().zip(x).map(|(weight, own)| weight * own).sum::<f64>();
        let all = sizes.into_iter().fold(0.0, f64::max) + shares * largest + bound;
        f64::EPSILON * (gains.parties + 12) as f64 * all
    }

    /// How fast a column changes where gains change by `speed`.
    pub(super) fn rate(&self, place: usize, speed: &[f64]) -> f64 {
        self.forms[place].iter().zip(speed).map(|(slope, speed)| slope * speed).sum()
    }

    /// How much the bound leaves at `x`.
    pub(super) fn left(&self, x: &[f64]) -> f64 {
        self.most - self.weights.iter().zip(x).map(|(weight, own)| weight * own).sum::<f64>()
    }

    /// Pivots until nothing is below `-spare` at `x`; how often. `None` if that does not come to an end.
    pub(in crate::bargaining::convex::path) fn settle(
        &mut self,
        gains: &Gains,
        x: &[f64],
        spare: f64,
    ) -> Option<usize> {
        for pivots in 0..PIVOTS {
            let values = (0..self.columns.len()).map(|place| (place, self.value(place, x)));
            let least =
                values.fold((0, f64::INFINITY), |least, one| if one.1 < least.1 { one } else { least });
            if least.1 >= -spare {
                return Some(pivots);
            }
            self.pivot(gains, least.0)?;
        }
        None
    }

    /// Takes a column out, and in what keeps the basis best.
    pub(super) fn pivot(&mut self, gains: &Gains, leaving: usize) -> Option<()> {
        let form = &self.forms[leaving];
        let (parties, party) = (gains.parties, self.party);
        // Of each column: by how much it would lower the value that leaves, and what it costs.
        let mut best: Option<(f64, f64, Column)> = None;
        let mut consider = |fall: f64, cost: f64, column: Column| {
            if fall >= -NOTHING {
                return;
            }
            let ratio = cost.max(0.0) / -fall;
            let is_better = best.is_none_or(|(least, steepest, _)| {
                ratio < least - 1e-13 || (ratio <= least + 1e-13 && fall < steepest)
            });
            if is_better {
                best = Some((ratio, fall, column));
            }
        };
        for (vertex, row) in gains.rows().enumerate() {
            let (mut fall, mut sum) = (form[parties], 0.0);
            for other in 0..parties {
                fall += form[other] * row[other];
                sum += self.weights[other] * row[other];
            }
            consider(fall, self.most - sum, Column::Vertex(vertex));
        }
        for other in (0..parties).filter(|&other| other != party) {
            consider(-form[other], self.weights[other], Column::Spare(other));
        }
        let (_, _, entering) = best?;
        if self.columns.contains(&entering) {
            return None;
        }
        self.columns[leaving] = entering;
        self.renew(gains)
    }

    /// Works everything out from the columns.
    fn renew(&mut self, gains: &Gains) -> Option<()> {
        let (parties, party) = (gains.parties, self.party);
        let width = 2 * parties;
        let mut rows = vec![vec![0.0; width]; parties];
        for (place, column) in self.columns.iter().enumerate() {
            match *column {
                Column::Vertex(vertex) => {
                    let own = gains.row(vertex);
                    for row in 0..parties {
                        rows[row][place] = if row == party { 1.0 } else { own[row] };
                    }
                }
                Column::Spare(other) => rows[other][place] = -1.0,
            }
        }
        for (place, row) in rows.iter_mut().enumerate() {
            row[parties + place] = 1.0;
        }
        for step in 0..parties {
            let pivot = (step..parties).fold(step, |best, row| {
                if rows[row][step].abs() > rows[best][step].abs() { row } else { best }
            });
            rows.swap(step, pivot);
            let factor = rows[step][step];
            if factor.abs() < NOTHING {
                return None;
            }
            rows[step].iter_mut().for_each(|number| *number /= factor);
            let own = rows[step].clone();
            for (_, row) in rows.iter_mut().enumerate().filter(|(row, _)| *row != step) {
                let factor = row[step];
                if factor.abs() > 0.0 {
                    row.iter_mut().zip(&own).for_each(|(number, own)| *number -= factor * own);
                }
            }
        }
        self.forms = rows
            .into_iter()
            .map(|row| {
                let mut form = row[parties..].to_vec();
                form.push(form[party]);
                form[party] = 0.0;
                form
            })
            .collect();
        self.weights = vec![0.0; parties];
        self.most = 0.0;
        for (column, form) in self.columns.iter().zip(&self.forms) {
            if let Column::Vertex(vertex) = column {
                let own = gains.row(*vertex)[party];
                self.weights.iter_mut().zip(form).for_each(|(weight, slope)| *weight -= own * slope);
                self.most += own * form[parties];
            }
        }
        self.weights.iter_mut().for_each(|weight| *weight = weight.max(0.0));
        self.weights[party] = 1.0;
        Some(())
    }
}
