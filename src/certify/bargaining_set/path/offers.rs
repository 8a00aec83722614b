//! What bounds and moving agreements say at a place, in integers.

use std::cmp::Ordering;

use dashu_int::{IBig, UBig};

use crate::certify::bargaining_set::claim::Bound;
use crate::certify::bargaining_set::measure::Measure;
use crate::certify::bargaining_set::path::claim::{Moment, Moving, Path};
use crate::games::bargaining_set::{Rows, Shape};
use crate::numeric::Rational;
use crate::numeric::affine::{Affine, Place};
use crate::numeric::scale::common_denominator;

/// A moving agreement, looked at once.
pub(in crate::certify::bargaining_set) struct Offer {
    /// At least 0 wherever the agreement is one: shares, or what is left of rows.
    feasible: Vec<Affine>,
    /// What each party gains.
    gains: Vec<Affine>,
    /// What each party gains beyond what it has; `None` if that is nothing everywhere.
    beyond: Vec<Option<Affine>>,
}

/// A bound, looked at once: `weights g <= most` for all feasible `g`.
pub(in crate::certify::bargaining_set) struct Ceiling {
    pub(in crate::certify::bargaining_set) weights: Vec<Rational>,
    pub(in crate::certify::bargaining_set) most: Rational,
    /// For each party with weight what the bound leaves it.
    pub(in crate::certify::bargaining_set) left: Vec<Option<Affine>>,
}

/// Everything that a path refers to.
pub(in crate::certify::bargaining_set) struct Support {
    pub(in crate::certify::bargaining_set) ceilings: Vec<Option<Ceiling>>,
    pub(in crate::certify::bargaining_set) offers: Vec<Option<Offer>>,
    parties: usize,
}

/// What each party could still have at a moment: at least, and at most.
pub(in crate::certify::bargaining_set) struct Reach {
    pub(in crate::certify::bargaining_set) least: Vec<Rational>,
    pub(in crate::certify::bargaining_set) most: Vec<Rational>,
}

impl Support {
    pub(in crate::certify::bargaining_set) fn new(measure: &Measure<'_>, path: &Path) -> Self {
        let table = Table::new(measure);
        Self {
            ceilings: path.bounds.iter().map(|bound| Ceiling::new(measure, bound)).collect(),
            offers: path.agreements.iter().map(|moving| Offer::new(measure, &table, moving)).collect(),
            parties: measure.parties(),
        }
    }

    /// What each party could still have: at most where the others have `low`, at least where they have `high`.
    ///
    /// `None` if a bound or an agreement is missing, is none of the set, or says nothing about the party.
    pub(in crate::certify::bargaining_set) fn reach(&self, moment: &Moment) -> Option<Reach> {
        let fits = [moment.low.len(), moment.high.len(), moment.stops.len()];
        if fits.iter().any(|&length| length != self.parties) {
            return None;
        }
        let (low, high) = (Place::new(&moment.low), Place::new(&moment.high));
        let mut reach = Reach { least: Vec::new(), most: Vec::new() };
        for (party, stop) in moment.stops.iter().enumerate() {
            let ceiling = self.ceilings.get(stop.bound)?.as_ref()?;
            let offer = self.offers.get(stop.agreement)?.as_ref()?;
            reach.most.push(ceiling.left[party].as_ref()?.at(&low));
            reach.least.push(offer.at(party, &high)?);
        }
        Some(reach)
    }
}

impl Ceiling {
    fn new(measure: &Measure<'_>, bound: &Bound) -> Option<Self> {
        let most = measure.greatest(bound)?;
        let left = (0..bound.weights.len()).map(|party| {
            let share = |one: &Rational| one.checked_div(&bound.weights[party]);
            let slopes =
                bound.weights.iter().enumerate().map(|(other, weight)| {
                    if other == party { Some(Rational::ZERO) } else { share(&-weight) }
                });
            Some(Affine::new(&share(&most)?, &slopes.collect::<Option<Vec<_>>>()?))
        });
        Some(Self { left: left.collect(), weights: bound.weights.clone(), most })
    }
}

impl Offer {
    fn new(measure: &Measure<'_>, table: &Table, moving: &Moving) -> Option<Self> {
        let parties = measure.parties();
        let fits = |form: &Affine| form.width() == 0 || form.width() == parties;
        let (feasible, gains) = match (moving, measure.set.shape()) {
            (Moving::Mixture(shares), Shape::Vertices(vertices)) => {
                let in_order = shares.windows(2).all(|pair| pair[0].0 < pair[1].0);
                let known = shares.iter().all(|(vertex, share)| *vertex < vertices.len() && fits(share));
                if !in_order || !known {
                    return None;
                }
                let shares = over_one_scale(shares.iter().map(|(vertex, share)| (*vertex, share)), parties);
                (shares.as_lines(), table.mixed(measure, &shares)?)
            }
            (Moving::Point(gains), Shape::Rows(rows)) => {
                if gains.len() != parties || !gains.iter().all(fits) {
                    return None;
                }
                (left_of_rows(measure, rows, gains), gains.clone())
            }
            _ => return None,
        };
        let beyond = gains.iter().enumerate().map(|(party, gain)| {
            let (constant, slopes) = gain.integers();
            let mut slopes = slopes.to_vec();
            slopes.resize(parties, IBig::ZERO);
            slopes[party] -= IBig::from(gain.scale().clone());
            let form = Affine::from_integers(constant.clone(), slopes, gain.scale().clone());
            (!form.is_zero()).then_some(form)
        });
        Some(Self { feasible, beyond: beyond.collect(), gains })
    }

    /// What `party` gains at `place`; `None` if the agreement is none there, or takes from another what it has.
    pub(in crate::certify::bargaining_set) fn at(&self, party: usize, place: &Place) -> Option<Rational> {
        let holds = self.guards(party).all(|guard| guard.sign(place) != Ordering::Less);
        let gain = self.gains[party].at(place);
        (holds && !gain.is_negative()).then_some(gain)
    }

    /// Is it an agreement that leaves everybody but `party` what it has, everywhere in a range?
    pub(in crate::certify::bargaining_set) fn holds_in(&self, party: usize, range: &[Place; 2]) -> bool {
        self.guards(party).all(|guard| guard.least_sign(range) != Ordering::Less)
    }

    /// What `party` gains.
    pub(in crate::certify::bargaining_set) fn gain(&self, party: usize) -> &Affine {
        &self.gains[party]
    }

    /// What must be at least 0 so that it is an agreement that leaves everybody but `party` what it has.
    pub(in crate::certify::bargaining_set) fn guards(&self, party: usize) -> impl Iterator<Item = &Affine> {
        let others = self.beyond.iter().enumerate().filter(move |(other, _)| *other != party);
        self.feasible.iter().chain(others.filter_map(|(_, beyond)| beyond.as_ref()))
    }

    /// What everybody gains at `place`.
    pub(in crate::certify::bargaining_set) fn gains(&self, place: &Place) -> Vec<Rational> {
        self.gains.iter().map(|gain| gain.at(place)).collect()
    }
}

/// What is left of each row, and of being at least 0, at gains that move.
fn left_of_rows(measure: &Measure<'_>, rows: &Rows, gains: &[Affine]) -> Vec<Affine> {
    let parties = measure.parties();
    let fractions: Vec<(Rational, Vec<Rational>)> = gains.iter().map(fractions).collect();
    let mut lines = gains.to_vec();
    for (row, bound) in rows.coefficients.iter().zip(&rows.bounds) {
        let mut constant = bound.clone();
        let mut slopes = vec![Rational::ZERO; parties];
        for (party, factor) in row.iter().enumerate().filter(|(_, factor)| !factor.is_zero()) {
            let (own, moves) = &fractions[party];
            constant -= &(factor * &(own + &measure.set.disagreement()[party]));
            slopes.iter_mut().zip(moves).for_each(|(sum, slope)| *sum -= &(factor * slope));
        }
        lines.push(Affine::new(&constant, &slopes));
    }
    lines
}

fn fractions(form: &Affine) -> (Rational, Vec<Rational>) {
    let (constant, slopes) = form.integers();
    let over = |number: &IBig| Rational::from_big(number.clone(), form.scale().clone());
    (over(constant), slopes.iter().map(over).collect())
}

/// Shares of vertices over one scale: the constant first, then one slope for each party.
struct Shares {
    scale: UBig,
    list: Vec<(usize, Vec<IBig>)>,
}

fn over_one_scale<'a>(shares: impl Iterator<Item = (usize, &'a Affine)> + Clone, parties: usize) -> Shares {
    let units: Vec<Rational> =
        shares.clone().map(|(_, form)| Rational::from_big(IBig::ONE, form.scale().clone())).collect();
    let scale = common_denominator(&units);
    let list = shares.map(|(vertex, form)| {
        let factor = IBig::from(&scale / form.scale());
        let (constant, slopes) = form.integers();
        let mut numbers: Vec<IBig> = [constant].into_iter().chain(slopes).map(|own| own * &factor).collect();
        numbers.resize(parties + 1, IBig::ZERO);
        (vertex, numbers)
    });
    Shares { list: list.collect(), scale: scale.clone() }
}

impl Shares {
    fn as_lines(&self) -> Vec<Affine> {
        let line = |(_, numbers): &(usize, Vec<IBig>)| {
            Affine::from_integers(numbers[0].clone(), numbers[1..].to_vec(), self.scale.clone())
        };
        self.list.iter().map(line).collect()
    }
}

/// For each party what gains at vertices stand over, and the units of nothing.
struct Table {
    /// Units of gain in one.
    scales: Vec<UBig>,
    /// Units of gain in one unit of utility.
    factors: Vec<IBig>,
    floors: Vec<IBig>,
}

impl Table {
    fn new(measure: &Measure<'_>) -> Self {
        let mut table = Self { scales: Vec::new(), factors: Vec::new(), floors: Vec::new() };
        let Some(vertices) = measure.set.vertices() else { return table };
        for (own, scale) in measure.set.disagreement().iter().zip(vertices.scales()) {
            let unit = Rational::from_big(IBig::ONE, scale.clone());
            let both = common_denominator([own, &unit]);
            table.factors.push(IBig::from(&both / scale));
            table.floors.push(own.numerator() * IBig::from(&both / own.denominator()));
            table.scales.push(both);
        }
        table
    }

    /// The gains of a mixture; `None` if its shares do not add to 1 everywhere.
    fn mixed(&self, measure: &Measure<'_>, shares: &Shares) -> Option<Vec<Affine>> {
        let (parties, vertices) = (measure.parties(), measure.set.vertices()?);
        let sums = (0..=parties).map(|place| shares.list.iter().map(|(_, own)| &own[place]).sum::<IBig>());
        let adds_to_one = sums.enumerate().all(|(place, sum)| {
            sum == if place == 0 { IBig::from(shares.scale.clone()) } else { IBig::ZERO }
        });
        if !adds_to_one {
            return None;
        }
        let mut gains = vec![vec![IBig::ZERO; parties + 1]; parties];
        let mut row = vec![0; parties];
        for (vertex, share) in &shares.list {
            vertices.units().read(*vertex, &mut row);
            for (party, sums) in gains.iter_mut().enumerate() {
                let gain = &self.factors[party] * IBig::from(row[party]) - &self.floors[party];
                let moving = sums.iter_mut().zip(share).filter(|(_, own)| **own != IBig::ZERO);
                moving.for_each(|(sum, own)| *sum += own * &gain);
            }
        }
        let form = |(party, mut numbers): (usize, Vec<IBig>)| {
            let constant = numbers.remove(0);
            Affine::from_integers(constant, numbers, &self.scales[party] * &shares.scale)
        };
        Some(gains.into_iter().enumerate().map(form).collect())
    }
}
