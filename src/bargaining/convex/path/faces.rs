//! What stops each party at a point, kept from point to point.

use std::cmp::Ordering;

use crate::bargaining::convex::path::doubles::basis::{Basis, Gains};
use crate::bargaining::convex::path::moving::{mixture_of, moving};
use crate::bargaining::convex::program::{Goal, Optimum, Program};
use crate::bargaining::convex::settle::rounded_up;
use crate::bargaining::convex::zone::{ConvexZone, Pool};
use crate::budget::Budget;
use crate::certify::bargaining_set::{
    Agreement, Arrival, Bound, Ideal, Moment, Moving, Path, Piece, Stopped,
};
use crate::games::bargaining_set::Shape;
use crate::numeric::Rational;
use crate::numeric::affine::{Affine, Place};

/// The bounds and agreements of a path, and for each party those that hold where it is.
pub(super) struct Faces<'z, 's, 'b, 'c> {
    pub(super) zone: &'z ConvexZone<'s>,
    pub(super) budget: &'b Budget<'c>,
    pub(super) bounds: Vec<Bound>,
    /// For each bound the greatest weighted sum of gains.
    pub(super) most: Vec<Rational>,
    pub(super) agreements: Vec<Moving>,
    renewal: Renewal,
    current: Vec<Option<Face>>,
    pools: Vec<Pool>,
    guide: Option<Guide>,
}

/// Where doubles think that each party is stopped.
struct Guide {
    gains: Gains,
    bases: Vec<Option<Basis>>,
}

impl Guide {
    /// Vertices, and those whom their mixture gives just `high`.
    fn vertices_and_tight(&mut self, party: usize, high: &[Rational]) -> Option<(Vec<usize>, Vec<usize>)> {
        let high = self.gains.in_units(high);
        let basis = match self.bases[party].take() {
            Some(mut basis) => basis.settle(&self.gains, &high, 0.0).map(|_| basis)?,
            None => Basis::at(&self.gains, party, &high)?,
        };
        let found = basis.vertices_and_tight();
        self.bases[party] = Some(basis);
        Some(found)
    }
}

/// Which bound is used where a new one has been found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Renewal {
    /// The one that leaves less; the one before if both leave the same.
    Lower,
    /// The new one, which fits the new agreement in all directions.
    Newest,
}

/// What stops a party, ready to be looked at somewhere else.
#[derive(Debug, Clone)]
pub(super) struct Face {
    pub(super) stop: Stopped,
    /// At least 0 where the agreement is one that leaves the others what they have.
    pub(super) guards: Vec<Affine>,
    /// The slopes of the guards, about.
    pub(super) rough: Vec<Vec<f64>>,
    pub(super) gain: Affine,
    /// What the bound leaves the party.
    pub(super) left: Affine,
}

/// What each party could still have: at least, and at most.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    pub(super) least: Vec<Rational>,
    pub(super) most: Vec<Rational>,
}

impl<'z, 's, 'b, 'c> Faces<'z, 's, 'b, 'c> {
    /// The faces where nobody gains: those of the ideal gains.
    pub(super) fn new(
        zone: &'z ConvexZone<'s>,
        ideals: &[Ideal],
        renewal: Renewal,
        budget: &'b Budget<'c>,
    ) -> Self {
        let parties = ideals.len();
        let mut faces = Self {
            zone,
            budget,
            bounds: Vec::new(),
            most: Vec::new(),
            agreements: Vec::new(),
            renewal,
            current: Vec::new(),
            pools: vec![Pool::new(); parties],
            guide: Gains::of(zone, ideals).map(|gains| Guide { gains, bases: vec![None; parties] }),
        };
        let nothing = vec![Rational::ZERO; parties];
        for (party, ideal) in ideals.iter().enumerate() {
            let optimum = Optimum {
                value: ideal.gain.clone(),
                agreement: ideal.agreement.clone(),
                bound: ideal.bound.clone(),
                multipliers: Vec::new(),
            };
            let face = faces.face(party, &nothing, &optimum);
            faces.current.push(face);
        }
        faces
    }

    /// What each party could still have where the others have at least `low` and at most `high`.
    ///
    /// `None` once the budget has run out, or if nothing gives the others `high`.
    pub(super) fn reach(&mut self, low: &[Rational], high: &[Rational]) -> Option<(Moment, Reach)> {
        let (below, above) = (Place::new(low), Place::new(high));
        let mut reach = Reach { least: Vec::new(), most: Vec::new() };
        let mut stops = Vec::with_capacity(low.len());
        for party in 0..low.len() {
            let held = self.current[party].as_ref().filter(|face| face.holds(&above));
            let face = match held {
                Some(face) => face.clone(),
                None => self.find(party, high, &below)?,
            };
            reach.least.push(face.gain.at(&above));
            reach.most.push(face.left.at(&below));
            stops.push(face.stop);
            self.current[party] = Some(face);
        }
        if !self.budget.spend((low.len() * low.len()) as u64) {
            return None;
        }
        Some((Moment { low: low.to_vec(), high: high.to_vec(), stops }, reach))
    }

    /// Solves the program of a party; its bound before is kept if it says as much.
    fn find(&mut self, party: usize, high: &[Rational], below: &Place) -> Option<Face> {
        // What stops a party at short numbers close by mostly stops it here too, and is found much faster.
        let above = Place::new(high);
        let guided = self.guide.as_mut().and_then(|guide| guide.vertices_and_tight(party, high));
        let guided = guided.and_then(|(vertices, tight)| self.supposed(party, &vertices, &tight));
        let mut found = guided.filter(|face| face.holds(&above));
        for bits in NEAR_BITS {
            if found.is_some() {
                break;
            }
            let near: Vec<Rational> = high.iter().map(|number| rounded_up(number, bits)).collect();
            if near != high {
                found = self.program(party, &near).filter(|face| face.holds(&above));
            }
        }
        let mut face = match found {
            Some(face) => face,
            None => self.program(party, high)?,
        };
        if let Some(before) = &self.current[party]
            && self.renewal == Renewal::Lower
            && before.left.at(below) <= face.left.at(below)
        {
            face.stop.bound = before.stop.bound;
            face.left = before.left.clone();
        }
        Some(face)
    }

    /// What stops a party where the others have at least `high`.
    fn program(&mut self, party: usize, high: &[Rational]) -> Option<Face> {
        let mut floors = high.to_vec();
        floors[party] = Rational::ZERO;
        let mut weights = self.zone.zeros();
        weights[party] = Rational::ONE;
        let program = Program::at_least(&floors, Goal::Sum(weights));
        let optimum = self.zone.best(&program, &mut self.pools[party], self.budget)?;
        self.face(party, &floors, &optimum)
    }

    /// Takes as what stops a party the mixture of vertices that gives each of `tight`, one fewer, just what it has, and the
    /// bound that goes with it; leaves it as it is if there is none.
    pub(super) fn suppose(&mut self, party: usize, vertices: &[usize], tight: &[usize]) {
        if let Some(face) = self.supposed(party, vertices, tight) {
            self.current[party] = Some(face);
        }
    }

    /// That bound and that mixture, if the bound holds for the whole set.
    fn supposed(&mut self, party: usize, vertices: &[usize], tight: &[usize]) -> Option<Face> {
        let agreement = mixture_of(self.zone.set(), vertices, tight)?;
        let (gain, _) = self.looked_at(party, &agreement)?;
        let Fractions { constant, slopes } = Fractions::of(&gain, self.current.len());
        let mut weights: Vec<Rational> = slopes.iter().map(|slope| -slope).collect();
        weights[party] = Rational::ONE;
        if weights.iter().any(Rational::is_negative) || self.zone.vertices()?.best(&weights).value > constant
        {
            return None;
        }
        self.with_agreement(party, agreement, &Bound { weights, rows: Vec::new() }, &constant)
    }

    /// What stops a party where it was last looked at.
    pub(super) fn current(&self, party: usize) -> Option<&Face> {
        self.current[party].as_ref()
    }

    /// The place of a bound, which is added if it is new, with the most that it allows.
    pub(super) fn bound(&mut self, bound: &Bound, most: &Rational) -> usize {
        let place = place_of(&mut self.bounds, bound);
        if self.most.len() < self.bounds.len() {
            self.most.push(most.clone());
        }
        place
    }

    /// The place of an agreement, which is added if it is new.
    pub(super) fn agreement(&mut self, agreement: &Moving) -> usize {
        place_of(&mut self.agreements, agreement)
    }

    /// All that the moments use, as a claim.
    pub(super) fn path(self, moments: Vec<Moment>, arrival: Arrival) -> Path {
        self.claim(moments, &mut [], arrival)
    }

    /// All that moments and pieces use, as a claim.
    pub(super) fn claim(&self, mut moments: Vec<Moment>, pieces: &mut [Piece], arrival: Arrival) -> Path {
        let mut path = Path { bounds: Vec::new(), agreements: Vec::new(), moments: Vec::new(), arrival };
        let mut places = [vec![None; self.bounds.len()], vec![None; self.agreements.len()]];
        let own = moments.iter_mut().flat_map(|moment| &mut moment.stops);
        for stop in own.chain(pieces.iter_mut().flat_map(|piece| &mut piece.stops)) {
            stop.bound = *places[0][stop.bound].get_or_insert_with(|| {
                path.bounds.push(self.bounds[stop.bound].clone());
                path.bounds.len() - 1
            });
            stop.agreement = *places[1][stop.agreement].get_or_insert_with(|| {
                path.agreements.push(self.agreements[stop.agreement].clone());
                path.agreements.len() - 1
            });
        }
        path.moments = moments;
        path
    }

    fn face(&mut self, party: usize, floors: &[Rational], optimum: &Optimum) -> Option<Face> {
        let agreement = moving(self.zone.set(), party, floors, optimum);
        // Tight at the optimum: the most that the bound allows is what the party and those with weight have there.
        let weights = &optimum.bound.weights;
        let kept = weights.iter().zip(floors).enumerate().filter(|(other, _)| *other != party);
        let kept: Rational = kept.map(|(_, (weight, floor))| weight * floor).sum();
        let most = &(&weights[party] * &optimum.value) + &kept;
        self.with_agreement(party, agreement, &optimum.bound, &most)
    }

    fn with_agreement(
        &mut self,
        party: usize,
        agreement: Moving,
        bound: &Bound,
        most: &Rational,
    ) -> Option<Face> {
        let (gain, guards) = self.looked_at(party, &agreement)?;
        let weights = &bound.weights;
        let slopes: Vec<Rational> = weights
            .iter()
            .enumerate()
            .map(|(other, weight)| if other == party { Rational::ZERO } else { -&(weight / &weights[party]) })
            .collect();
        let left = Affine::new(&(most / &weights[party]), &slopes);
        let stop = Stopped { bound: self.bound(bound, most), agreement: self.agreement(&agreement) };
        let rough = guards.iter().map(|guard| Fractions::of(guard, 0).slopes);
        let rough = rough.map(|slopes| slopes.iter().map(Rational::to_f64).collect()).collect();
        Some(Face { stop, guards, rough, gain, left })
    }

    /// What the party gains, and what must not be below 0.
    fn looked_at(&self, party: usize, agreement: &Moving) -> Option<(Affine, Vec<Affine>)> {
        let set = self.zone.set();
        let parties = set.parties();
        let (gains, mut guards): (Vec<Fractions>, Vec<Affine>) = match (agreement, set.shape()) {
            (Moving::Mixture(shares), _) => {
                let mut gains = vec![Fractions::nothing(parties); parties];
                for (vertex, share) in shares {
                    let share = Fractions::of(share, parties);
                    let own = set.gains(*vertex);
                    gains.iter_mut().zip(&own).for_each(|(sum, gain)| sum.add(&share, gain));
                }
                (gains, shares.iter().map(|(_, share)| share.clone()).collect())
            }
            (Moving::Point(forms), Shape::Rows(rows)) => {
                let gains: Vec<Fractions> = forms.iter().map(|form| Fractions::of(form, parties)).collect();
                let mut guards = forms.clone();
                let minus = -&Rational::ONE;
                for (row, bound) in rows.coefficients.iter().zip(&rows.bounds) {
                    let mut sum = Fractions::nothing(parties);
                    let floor: Rational =
                        row.iter().zip(set.disagreement()).map(|(one, two)| one * two).sum();
                    sum.constant = bound - &floor;
                    gains.iter().zip(row).for_each(|(gain, factor)| sum.add(gain, &(&minus * factor)));
                    guards.push(sum.affine());
                }
                (gains, guards)
            }
            (Moving::Point(_), Shape::Vertices(_) | Shape::Amounts(_)) => return None,
        };
        for (other, gain) in gains.iter().enumerate().filter(|(other, _)| *other != party) {
            let mut beyond = gain.clone();
            beyond.slopes[other] -= &Rational::ONE;
            guards.push(beyond.affine());
        }
        guards.retain(|guard| !guard.is_zero());
        Some((gains[party].affine(), guards))
    }
}

impl Face {
    /// Does the agreement give the party all that the bound leaves it, wherever it is one?
    ///
    /// - `moves`: for each party whether it can gain; those that cannot stay at 0.
    pub(super) fn is_tight(&self, moves: &[bool]) -> bool {
        self.gain.same(&self.left, moves)
    }

    /// Is the agreement one everywhere in a range?
    pub(super) fn holds_in(&self, range: &[Place; 2]) -> bool {
        self.guards.iter().chain([&self.gain]).all(|guard| guard.least_sign(range) != Ordering::Less)
    }

    /// Is the agreement one at this place, and does it give the party all that the bound leaves it?
    pub(super) fn holds(&self, place: &Place) -> bool {
        self.guards.iter().all(|guard| guard.sign(place) != Ordering::Less)
            && self.gain.at(place) == self.left.at(place)
    }
}

/// A form in fractions, to be added up.
#[derive(Debug, Clone)]
struct Fractions {
    constant: Rational,
    slopes: Vec<Rational>,
}

impl Fractions {
    fn nothing(parties: usize) -> Self {
        Self { constant: Rational::ZERO, slopes: vec![Rational::ZERO; parties] }
    }

    /// The form, with at least a slope for each of `parties`.
    fn of(form: &Affine, parties: usize) -> Self {
        let (constant, slopes) = form.integers();
        let over = |number: &dashu_int::IBig| Rational::from_big(number.clone(), form.scale().clone());
        let mut slopes: Vec<Rational> = slopes.iter().map(over).collect();
        slopes.resize(slopes.len().max(parties), Rational::ZERO);
        Self { constant: over(constant), slopes }
    }

    fn add(&mut self, other: &Self, factor: &Rational) {
        if factor.is_zero() {
            return;
        }
        self.constant += &(&other.constant * factor);
        let moving = self.slopes.iter_mut().zip(&other.slopes).filter(|(_, slope)| !slope.is_zero());
        moving.for_each(|(sum, slope)| *sum += &(slope * factor));
    }

    fn affine(&self) -> Affine {
        Affine::new(&self.constant, &self.slopes)
    }
}

/// Bits of the numbers that are tried before the exact ones, the shortest first.
const NEAR_BITS: [usize; 3] = [12, 24, 44];

/// The place of `one` in `list`, to which it is added if it is new.
fn place_of<T: Clone + PartialEq>(list: &mut Vec<T>, one: &T) -> usize {
    list.iter().position(|known| known == one).unwrap_or_else(|| {
        list.push(one.clone());
        list.len() - 1
    })
}

/// The agreement of a party at a place.
pub(super) fn agreement_at(
    faces: &Faces<'_, '_, '_, '_>,
    stop: Stopped,
    gains: &[Rational],
) -> Option<Agreement> {
    Some(faces.agreements.get(stop.agreement)?.at(gains))
}
