//! Gains, bounds and agreements in doubles, each with what rounding may add.

use std::cmp::Ordering;

use dashu_int::{IBig, UBig};

use crate::certify::bargaining_set::measure::Measure;
use crate::certify::bargaining_set::path::doubles::{DoubleMixture, MOST, SURELY, Track};
use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;

/// A sum of products, the sum of their sizes, and by how many roundings it may be off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sum {
    pub(super) value: f64,
    size: f64,
    roundings: u32,
}

impl Sum {
    /// Of products of numbers that may be off by four roundings each.
    pub(super) const NOTHING: Self = Self { value: 0.0, size: 0.0, roundings: 12 };

    pub(super) fn add(&mut self, one: f64, two: f64) {
        let product = one * two;
        self.value += product;
        self.size += product.abs();
        self.roundings += 1;
    }

    /// More than the sum may be off.
    pub(super) fn error(&self) -> f64 {
        // The constant is for products that are too small to be rounded by a share.
        self.size * rounding(self.roundings) + f64::MIN_POSITIVE
    }

    /// More than its size may be.
    pub(super) fn furthest(&self) -> f64 {
        self.value.abs() + self.error()
    }
}

/// A little more than so many roundings are, as a share.
fn rounding(times: u32) -> f64 {
    f64::from(times) * (0.51 * f64::EPSILON)
}

/// A sum of products of which the rounding is added up as well, so that it is nearly as good as if rounded once.
///
/// Reference: Ogita, Rump and Oishi 2005, SIAM Journal on Scientific Computing 26.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CloseSum {
    high: f64,
    low: f64,
    size: f64,
    terms: u32,
}

impl CloseSum {
    pub(super) fn add(&mut self, one: f64, two: f64) {
        let product = one * two;
        // What rounding took from the product, by halves of the factors; and from the sum.
        let [(one_high, one_low), (two_high, two_low)] = [one, two].map(halves);
        let from_product =
            one_low * two_low - (((product - one_high * two_high) - one_low * two_high) - one_high * two_low);
        let sum = self.high + product;
        let other = sum - self.high;
        let from_sum = (self.high - (sum - other)) + (product - other);
        self.high = sum;
        self.low += from_product + from_sum;
        self.size += product.abs();
        self.terms += 1;
    }

    pub(super) fn value(&self) -> f64 {
        self.high + self.low
    }

    /// More than it may be off, if the factors are what they are.
    pub(super) fn error(&self) -> f64 {
        let share = rounding(2 * self.terms + 4);
        self.value().abs() * rounding(2) + self.size * share * share + f64::MIN_POSITIVE
    }

    /// More than its size may be, if the factors are what they are.
    pub(super) fn furthest(&self) -> f64 {
        self.value().abs() + self.error()
    }
}

/// A number as a sum of two with half the digits each.
fn halves(number: f64) -> (f64, f64) {
    let scaled = number * 134_217_729.0;
    let high = scaled - (scaled - number);
    (high, number - high)
}

/// The sum of products, pair by pair.
pub(super) fn dot(one: &[f64], two: &[f64]) -> Sum {
    let mut sum = Sum::NOTHING;
    one.iter().zip(two).for_each(|(one, two)| sum.add(*one, *two));
    sum
}

/// The gains at all vertices, in units.
pub(super) struct Table {
    gains: Vec<f64>,
    /// By which share a gain may be off.
    rounding: f64,
    /// For each party what 1 stands for.
    pub(super) units: Vec<Rational>,
}

impl Table {
    /// `None` if the set has no vertices, or a unit is missing or far from all numbers.
    pub(super) fn new(measure: &Measure<'_>, units: &[i32]) -> Option<Self> {
        let vertices = measure.set.vertices()?;
        let parties = measure.parties();
        if units.len() != parties || units.iter().any(|unit| unit.unsigned_abs() > 500) {
            return None;
        }
        let power = |unit: &i32| {
            let size = Rational::from(2).pow(unit.unsigned_abs());
            if *unit < 0 { Rational::ONE.checked_div(&size) } else { Some(size) }
        };
        let units: Vec<Rational> = units.iter().map(power).collect::<Option<_>>()?;
        // A gain in whole numbers is utility factor - floor; a unit is a power of two of them.
        let scales = measure.set.disagreement().iter().zip(vertices.scales());
        let lines: Vec<(IBig, IBig, UBig)> = scales
            .map(|(own, scale)| {
                let step = Rational::from_big(IBig::ONE, scale.clone());
                let both: UBig = common_denominator([own, &step]);
                let floor = own.numerator() * IBig::from(&both / own.denominator());
                (IBig::from(&both / scale), floor, both)
            })
            .collect();
        let powers: Vec<f64> = units.iter().map(Rational::to_f64).collect();
        let short: Option<Vec<(i128, i128)>> = lines
            .iter()
            .map(|(factor, floor, _)| Some((i128::try_from(factor).ok()?, i128::try_from(floor).ok()?)))
            .collect();
        let mut gains = Vec::with_capacity(vertices.len() * parties);
        let mut row = vec![0; parties];
        let mut is_exact = true;
        for vertex in 0..vertices.len() {
            vertices.units().read(vertex, &mut row);
            for (party, (factor, floor, _)) in lines.iter().enumerate() {
                let narrow = short
                    .as_ref()
                    .and_then(|short| row[party].checked_mul(short[party].0)?.checked_sub(short[party].1));
                is_exact &= narrow.is_some_and(|number| number.unsigned_abs() < 1 << 53);
                let whole = match narrow {
                    Some(number) => number as f64,
                    None => Rational::from_whole(factor * IBig::from(row[party]) - floor).to_f64(),
                };
                gains.push(whole / powers[party]);
            }
        }
        let over = units.iter().zip(&lines);
        let units = over.map(|(unit, (_, _, both))| unit / &Rational::from_whole(IBig::from(both.clone())));
        let table =
            Self { gains, rounding: if is_exact { 0.0 } else { rounding(4) }, units: units.collect() };
        table.gains.iter().all(|gain| gain.is_finite()).then_some(table)
    }

    pub(super) fn parties(&self) -> usize {
        self.units.len()
    }

    fn row(&self, vertex: usize) -> Option<&[f64]> {
        self.gains.chunks(self.parties()).nth(vertex)
    }
}

/// A bound: weighted sums of gains are at most `most`.
pub(super) struct Ceiling {
    pub(super) weights: Vec<f64>,
    pub(super) most: f64,
}

impl Ceiling {
    pub(super) fn new(table: &Table, weights: &[f64]) -> Option<Self> {
        let fits =
            weights.len() == table.parties() && weights.iter().all(|own| own.is_finite() && *own >= 0.0);
        if !fits {
            return None;
        }
        let sums = || table.gains.chunks(table.parties()).map(|row| (row, dot(row, weights)));
        let least = sums().map(|(_, sum)| sum.value - sum.error()).fold(f64::NEG_INFINITY, f64::max);
        // Those that may be the greatest once more, closely.
        let near = sums().filter(|(_, sum)| sum.value + sum.error() >= least).map(|(row, _)| {
            let mut sum = CloseSum::default();
            row.iter().zip(weights).for_each(|(gain, weight)| sum.add(*gain, *weight));
            sum.value() + sum.error() + sum.size * table.rounding
        });
        let most = near.fold(f64::NEG_INFINITY, f64::max);
        most.is_finite().then(|| Self { weights: weights.to_vec(), most })
    }
}

/// A number that moves with gains: slopes, the constant last, and how far each may be off.
struct Form {
    values: Vec<f64>,
    errors: Vec<f64>,
}

impl Form {
    /// - `rounding`: by which share of the sizes the sums may be off besides.
    fn of(sums: impl Iterator<Item = CloseSum>, rounding: f64) -> Self {
        let one = |sum: CloseSum| (sum.value(), (sum.error() + sum.size * rounding) * (1.0 + SURELY));
        let (values, errors) = sums.map(one).unzip();
        Self { values, errors }
    }

    /// More than its size may be where gains are not further from 0 than `reach`.
    fn furthest(&self, reach: &[f64]) -> f64 {
        (largest(&self.values, reach) + self.error(reach)) * (1.0 + SURELY)
    }

    /// More than it may be off there.
    fn error(&self, reach: &[f64]) -> f64 {
        largest(&self.errors, reach) * (1.0 + SURELY)
    }
}

/// About the largest size of a form, of which the constant stands last, where gains are not further from 0 than `reach`.
fn largest(form: &[f64], reach: &[f64]) -> f64 {
    let constant = form.last().copied().unwrap_or_default().abs();
    form.iter().zip(reach).map(|(slope, reach)| slope.abs() * reach).sum::<f64>() + constant
}

/// An agreement that moves.
pub(super) struct Offer {
    pub(super) party: usize,
    /// The shares of vertices, the constant last.
    shares: Vec<Vec<f64>>,
    /// What each party gains, less what it has; of `party` all that it gains.
    beyond: Vec<Form>,
    /// All shares less 1.
    excess: Form,
    /// For each party the greatest size of a gain at a vertex.
    sizes: Vec<f64>,
}

impl Offer {
    pub(super) fn new(table: &Table, mixture: &DoubleMixture) -> Option<Self> {
        let parties = table.parties();
        let rows: Vec<&[f64]> =
            mixture.vertices.iter().map(|&vertex| table.row(vertex)).collect::<Option<_>>()?;
        let fits = mixture.party < parties
            && rows.len() == mixture.shares.len()
            && rows.len() <= MOST
            && mixture.shares.iter().all(|list| list.len() == parties + 1)
            && mixture.shares.iter().flatten().all(|share| share.is_finite());
        if !fits {
            return None;
        }
        let form = |rounding: f64, weight: &dyn Fn(&[f64]) -> f64, less: Option<usize>| {
            let column = |place: usize| {
                let mut sum = CloseSum::default();
                for (row, share) in rows.iter().zip(&mixture.shares) {
                    sum.add(weight(row), share[place]);
                }
                if less == Some(place) {
                    sum.add(-1.0, 1.0);
                }
                sum
            };
            Form::of((0..=parties).map(column), rounding)
        };
        let beyond = (0..parties)
            .map(|party| {
                form(table.rounding, &|row: &[f64]| row[party], (party != mixture.party).then_some(party))
            })
            .collect();
        let size = |party: usize| rows.iter().map(|row| row[party].abs()).fold(0.0, f64::max);
        Some(Self {
            party: mixture.party,
            shares: mixture.shares.clone(),
            beyond,
            excess: form(0.0, &|_| 1.0, Some(parties)),
            sizes: (0..parties).map(size).collect(),
        })
    }

    /// How much less than `M - w (x + margin)` its party may get where gains are `x`, anywhere in the box of a piece; `None` if
    /// another may get less than `x`.
    pub(super) fn loss(&self, ceiling: &Ceiling, track: &Track<'_>, margin: f64) -> Option<f64> {
        let reach = &track.reach;
        let below: f64 = self.shares.iter().map(|share| below_zero(share, 0.0, track, margin)).sum();
        // Shares below 0 are left out, which adds `below` at most, and the others divided by their sum, which is as far
        // from 1 as both together.
        let spoiled = (2.0 * below + self.excess.furthest(reach)) * (1.0 + SURELY);
        // Written so that what is no number is refused.
        if !matches!(spoiled.partial_cmp(&0.125), Some(Ordering::Less)) {
            return None;
        }
        let spoiled = |party: usize| spoiled * self.sizes[party];
        for party in (0..self.beyond.len()).filter(|&party| party != self.party) {
            let own = &self.beyond[party];
            let all = own.furthest(reach);
            let missing =
                if all <= margin { all } else { below_zero(&own.values, own.error(reach), track, margin) };
            let short = (missing + spoiled(party)) * (1.0 + SURELY);
            if !matches!(short.partial_cmp(&margin), Some(Ordering::Less | Ordering::Equal)) {
                return None;
            }
        }
        let own = &self.beyond[self.party];
        let mut short = own.values.clone();
        for (other, weight) in ceiling.weights.iter().enumerate().filter(|(other, _)| *other != self.party) {
            short[other] += weight;
        }
        if let Some(constant) = short.last_mut() {
            *constant -= ceiling.most;
        }
        // Sums that nearly cancel are rounded by a share of the result: what they are off stands in `own` alone.
        let error = own.error(reach) + largest(&short, reach) * rounding(4);
        let loss = (below_zero(&short, error, track, margin) + spoiled(self.party)) * (1.0 + SURELY);
        loss.is_finite().then_some(loss)
    }
}

/// At least by how much a form falls below 0 anywhere in the box of a piece; 0 if it surely does not.
///
/// - `form`: the slopes, and the constant last; `error`: more than it may be off.
fn below_zero(form: &[f64], error: f64, track: &Track<'_>, margin: f64) -> f64 {
    let powers = &track.powers;
    let constant = form.last().copied().unwrap_or_default();
    let spread: f64 = form.iter().zip(&track.around).map(|(slope, around)| slope.abs() * around).sum();
    let error = error + spread * (1.0 + SURELY);
    let mut sums: Vec<Sum> = track.middle.iter().map(|list| dot(form, list)).collect();
    sums[0].add(constant, 1.0);
    form[..form.len() - 1].iter().for_each(|slope| sums[0].add(*slope, margin));
    let sizes: f64 = sums.iter().zip(powers).map(|(sum, power)| sum.size * power).sum();
    let terms = u32::try_from(16 + 2 * form.len() + 6 * powers.len()).unwrap_or(u32::MAX);
    let error = error + sizes * rounding(terms) + f64::MIN_POSITIVE;
    let terms: Vec<f64> = sums.iter().zip(powers).map(|(sum, power)| sum.value * power).collect();
    let falls: f64 = terms[1..].iter().map(|term| term.abs()).sum();
    if terms[0] - falls * (1.0 + SURELY) >= error && terms[0].is_finite() {
        return 0.0;
    }
    // Nowhere below the least coefficient in Bernstein's form.
    let degree = terms.len() - 1;
    let coefficient = |place: usize| {
        let mut factor = 1.0;
        let mut sum = terms[0];
        for (power, term) in terms.iter().enumerate().take(place + 1).skip(1) {
            factor *= (place + 1 - power) as f64 / (degree + 1 - power) as f64;
            sum += factor * term;
        }
        sum
    };
    let coefficients: Vec<f64> = (0..=degree).map(coefficient).collect();
    // What has overflowed may be anywhere.
    if !error.is_finite() || coefficients.iter().any(|own| !own.is_finite()) {
        return f64::INFINITY;
    }
    let least = coefficients.into_iter().fold(f64::INFINITY, f64::min);
    ((error - least) * (1.0 + SURELY)).max(0.0)
}
