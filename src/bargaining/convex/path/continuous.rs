//! The continuous Raiffa solution: each party rises as fast as what it could still have is away.
//!
//! With `I_i(x)` for the most that party `i` can have where the others keep `x`: `dx/dt = I(x) - x`. As long as the same
//! bound stops each party the flow is linear, `dx/dt = b - D x`, and its Taylor series is summed until nothing is left
//! on the grid. A piece ends before the shares of an agreement would fall below 0: the rest of the way to there shrinks
//! to its square with every piece. What is left then is crossed by a `sliver`, on which the agreements do not move.
//!
//! All numbers are integers on a grid. The width of what is proved grows with the rounding, and with the distance to
//! which bounds and agreements carry it; where it becomes too large a finer grid is tried.
//!
//! Once one bound stops everybody the rest is straight, and its end is known as well as the point where it begins.

use dashu_int::IBig;

use crate::bargaining::convex::answer::Found;
use crate::bargaining::convex::path::discrete::{ENOUGH, greatest_gap};
use crate::bargaining::convex::path::faces::{Faces, Reach, Renewal, agreement_at};
use crate::bargaining::convex::path::straight::straight;
use crate::bargaining::convex::product::mixed_agreement;
use crate::bargaining::convex::settle::{power_of_two, rounded_up};
use crate::bargaining::convex::zone::ConvexZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Arrival, Bound, Evidence, Ideal, Moment, Path, Piece};
use crate::numeric::Rational;
use crate::numeric::affine::Place;

/// Bits of the first grid, and how many grids are tried.
const BITS: usize = 96;
pub(in crate::bargaining) const TRIES: usize = 3;

/// Pieces for each party.
const PIECES: usize = 200;

/// The end of the flow, if the way there is straight from the start.
pub(in crate::bargaining) fn straight_from_the_start(
    zone: &ConvexZone<'_>,
    budget: &Budget<'_>,
) -> Option<Found> {
    Flow::new(zone, budget, zone.ideals(budget)?, BITS).begin()?.2
}

/// The end of the flow on the grid of a try, from 0 on, each twice as fine as the one before; `None` if that is too coarse.
pub(in crate::bargaining) fn flow_to_the_end(
    zone: &ConvexZone<'_>,
    tried: usize,
    budget: &Budget<'_>,
) -> Option<Found> {
    let ideals = zone.ideals(budget)?;
    let bits = (BITS + 12 * ideals.len().saturating_sub(2)) << tried;
    Flow::new(zone, budget, ideals, bits).run()
}

pub(super) struct Flow<'w, 's, 'c> {
    pub(super) zone: &'w ConvexZone<'s>,
    budget: &'w Budget<'c>,
    pub(super) ideals: &'w [Ideal],
    pub(super) bits: usize,
    /// About the ideal gain of each party, a power of two; and that over the grid.
    units: Vec<Rational>,
    pub(super) steps: Vec<Rational>,
    /// The parties that can gain.
    pub(super) moves: Vec<usize>,
    /// For each party whether it can gain.
    pub(super) can_move: Vec<bool>,
    /// Most that rounding adds to an inequality.
    pub(super) slack: IBig,
}

/// A point on the grid, with the width of what is known.
pub(super) struct State {
    pub(super) middle: Vec<IBig>,
    pub(super) width: Vec<IBig>,
}

/// The end of the flow: gains, an agreement that gives them, and the last moment with what it refers to.
pub(super) struct Arrived {
    pub(super) gains: Vec<Rational>,
    pub(super) agreement: Agreement,
    pub(super) path: Path,
}

/// The flow as it is while the same bounds stop everybody: `b - D x`, on the grid.
pub(super) struct Linear {
    pub(super) constant: Vec<IBig>,
    /// Without the diagonal, which is 1.
    pub(super) matrix: Vec<Vec<IBig>>,
}

impl<'w, 's, 'c> Flow<'w, 's, 'c> {
    pub(super) fn new(
        zone: &'w ConvexZone<'s>,
        budget: &'w Budget<'c>,
        ideals: &'w [Ideal],
        bits: usize,
    ) -> Self {
        let units: Vec<Rational> = ideals
            .iter()
            .map(|ideal| if ideal.gain.is_zero() { Rational::ONE } else { rounded_up(&ideal.gain, 1) })
            .collect();
        let grid = power_of_two(-i64::try_from(bits).unwrap_or(i64::MAX));
        let steps = units.iter().map(|unit| unit * &grid).collect();
        let can_move: Vec<bool> = ideals.iter().map(|ideal| ideal.gain.is_positive()).collect();
        let moves = (0..ideals.len()).filter(|&party| can_move[party]).collect();
        let slack = IBig::from(64 * (ideals.len() + 4));
        Self { zone, budget, ideals, bits, units, steps, moves, can_move, slack }
    }

    /// The faces just above the start; and the end, if the way is straight from there.
    fn begin(&self) -> Option<(Faces<'_, '_, '_, '_>, State, Option<Found>)> {
        let parties = self.ideals.len();
        let mut faces = Faces::new(self.zone, self.ideals, Renewal::Newest, self.budget);
        let nothing = self.zone.zeros();
        let (mut moment, reach) = faces.reach(&nothing, &nothing)?;
        let mut state = State { middle: vec![IBig::ZERO; parties], width: vec![IBig::ZERO; parties] };
        // No two alike, so that the point above has a side of every face.
        for (place, &party) in self.moves.iter().enumerate() {
            state.width[party] = &self.slack * IBig::from(32 + place);
        }
        // What stops everybody just above the start mostly stops it there as well, and is still right further on.
        let (low, high) = self.ends(&state);
        faces.reach(&low, &high)?;
        let start = Place::new(&nothing);
        for &party in &self.moves {
            if let Some(face) = faces.current(party).filter(|face| face.holds(&start)) {
                moment.stops[party] = face.stop;
            }
        }
        if let Some(goals) = straight(&mut faces, &moment, &reach) {
            moment.stops = goals.stops;
            let path = faces.claim(vec![moment], &mut [], Arrival::Straight);
            let evidence = Evidence::Flow { pieces: Vec::new(), path };
            let found = self.found(goals.gains, goals.agreement, evidence);
            return Some((faces, state, Some(found)));
        }
        Some((faces, state, None))
    }

    fn run(&self) -> Option<Found> {
        let parties = self.ideals.len();
        let (mut faces, mut state, found) = self.begin()?;
        if found.is_some() {
            return found;
        }
        let mut pieces: Vec<Piece> = Vec::new();
        for _ in 0..PIECES * parties {
            let (low, high) = self.ends(&state);
            let (moment, reach) = faces.reach(&low, &high)?;
            let enough = power_of_two(ENOUGH);
            if let Some(arrived) = self.arrival(&mut faces, moment, &reach, &mut pieces, &enough) {
                let Arrived { gains, agreement, path } = arrived?;
                return Some(self.found(gains, agreement, Evidence::Flow { pieces, path }));
            }
            let (piece, next) = match self.smooth(&faces, &state) {
                Some(made) => made,
                None => self.sliver(&mut faces, &state, &low)?,
            };
            pieces.push(piece);
            state = next;
        }
        None
    }

    /// Lower and upper numbers.
    pub(super) fn ends(&self, state: &State) -> (Vec<Rational>, Vec<Rational>) {
        let low: Vec<IBig> = state.middle.iter().zip(&state.width).map(|(one, two)| one - two).collect();
        let high: Vec<IBig> = state.middle.iter().zip(&state.width).map(|(one, two)| one + two).collect();
        (self.fractions(&low), self.fractions(&high))
    }

    pub(super) fn fractions(&self, numbers: &[IBig]) -> Vec<Rational> {
        numbers.iter().zip(&self.steps).map(|(own, step)| &Rational::from_whole(own.clone()) * step).collect()
    }

    pub(super) fn found(&self, gains: Vec<Rational>, agreement: Agreement, evidence: Evidence) -> Found {
        Found::Point { gains, agreement, ideals: self.ideals.to_vec(), evidence }
    }

    /// The last moment of a path between two points from which on one bound stops everybody: that moment with what it
    /// refers to, the bound, and an agreement at which everybody ends who starts at `middle`; `None` if it is not so.
    ///
    /// - `supposed`: for each party vertices, and those whom their mixture gives just what they have, which are tried first.
    pub(super) fn together(
        &self,
        supposed: &[(Vec<usize>, Vec<usize>)],
        low: &[Rational],
        middle: &[Rational],
        high: &[Rational],
    ) -> Option<(Path, Bound, Agreement)> {
        let mut faces = Faces::new(self.zone, self.ideals, Renewal::Newest, self.budget);
        for (party, (vertices, tight)) in supposed.iter().enumerate() {
            faces.suppose(party, vertices, tight);
        }
        let (mut moment, _) = faces.reach(low, high)?;
        let bound = self.common_bound(&faces, &moment)?;
        moment.stops.iter_mut().for_each(|stop| stop.bound = bound);
        let agreement = self.mean(&faces, &moment, middle)?;
        let bound = faces.bounds[bound].clone();
        Some((faces.claim(vec![moment], &mut [], Arrival::Together(Rational::ZERO)), bound, agreement))
    }

    /// The end, if nearly nothing is left between two points.
    pub(super) fn near(&self, low: &[Rational], high: &[Rational], enough: i64) -> Option<Arrived> {
        let mut faces = Faces::new(self.zone, self.ideals, Renewal::Newest, self.budget);
        let (moment, reach) = faces.reach(low, high)?;
        self.arrival(&mut faces, moment, &reach, &mut [], &power_of_two(enough))?
    }

    /// The mean of what stops everybody who can gain, at a place.
    fn mean(&self, faces: &Faces<'_, '_, '_, '_>, moment: &Moment, place: &[Rational]) -> Option<Agreement> {
        let given = self.moves.iter().map(|&party| agreement_at(faces, moment.stops[party], place));
        let given: Vec<Agreement> = given.collect::<Option<_>>()?;
        let share = Rational::new(1, i128::try_from(given.len()).ok()?)?;
        Some(mixed_agreement(&given.iter().collect::<Vec<_>>(), &vec![share; given.len()]))
    }

    /// The end, if it is known from here: `Some(None)` if the grid was too coarse for it.
    fn arrival(
        &self,
        faces: &mut Faces<'_, '_, '_, '_>,
        mut moment: Moment,
        reach: &Reach,
        pieces: &mut [Piece],
        enough: &Rational,
    ) -> Option<Option<Arrived>> {
        if let Some(bound) = self.common_bound(faces, &moment) {
            let count = Rational::from(i64::try_from(self.moves.len()).ok()?);
            let (mut low, mut high) = (moment.low.clone(), moment.high.clone());
            for &party in &self.moves {
                low[party] += &(&(&reach.least[party] - &moment.low[party]) / &count);
                high[party] += &(&(&reach.most[party] - &moment.high[party]) / &count);
                moment.stops[party].bound = bound;
            }
            let gap = greatest_gap(self.ideals, &low, &high);
            if gap > *enough {
                return Some(None);
            }
            let agreement = self.mean(faces, &moment, &moment.high)?;
            let path = faces.claim(vec![moment], pieces, Arrival::Together(gap));
            return Some(Some(Arrived { gains: low, agreement, path }));
        }
        let gap = greatest_gap(self.ideals, &moment.low, &reach.most);
        if gap > *enough {
            return None;
        }
        let holds = |&party: &usize| reach.least[party] >= moment.low[party];
        let Some(party) = (0..self.ideals.len()).find(holds) else { return Some(None) };
        let agreement = agreement_at(faces, moment.stops[party], &moment.high)?;
        let gains = moment.low.clone();
        let path = faces.claim(vec![moment], pieces, Arrival::Near(gap));
        Some(Some(Arrived { gains, agreement, path }))
    }

    /// The bound that stops everybody who can gain, wherever the flow is, if one does.
    fn common_bound(&self, faces: &Faces<'_, '_, '_, '_>, moment: &Moment) -> Option<usize> {
        let first = *self.moves.first()?;
        let bound = moment.stops[first].bound;
        let weights = &faces.bounds[bound].weights;
        let range = Place::pair(&moment.low, &moment.high);
        let is_stopped = |&party: &usize| {
            let own = &faces.bounds[moment.stops[party].bound].weights;
            let is_same =
                own.iter().zip(weights).all(|(two, one)| two * &weights[first] == one * &own[first]);
            weights[party].is_positive()
                && is_same
                && faces
                    .current(party)
                    .is_some_and(|face| face.is_tight(&self.can_move) && face.holds_in(&range))
        };
        self.moves.iter().all(is_stopped).then_some(bound)
    }

    /// The flow while what stops everybody now does.
    pub(super) fn linear(&self, faces: &Faces<'_, '_, '_, '_>) -> Option<Linear> {
        let parties = self.ideals.len();
        let scale = power_of_two(i64::try_from(self.bits).ok()?);
        let mut linear =
            Linear { constant: vec![IBig::ZERO; parties], matrix: vec![vec![IBig::ZERO; parties]; parties] };
        for &party in &self.moves {
            let left = &faces.current(party)?.left;
            let (constant, slopes) = left.integers();
            let over =
                &scale / &(&Rational::from_whole(IBig::from(left.scale().clone())) * &self.units[party]);
            let rounded = |number: &Rational| (number * &over).floor();
            linear.constant[party] = rounded(&Rational::from_whole(constant.clone()));
            for &other in self.moves.iter().filter(|&&other| other != party) {
                let slope = &Rational::from_whole(-slopes.get(other).cloned().unwrap_or_default())
                    * &self.units[other];
                linear.matrix[party][other] = rounded(&slope);
            }
        }
        Some(linear)
    }

    /// `D x` without the diagonal.
    pub(super) fn times(&self, linear: &Linear, numbers: &[IBig]) -> Vec<IBig> {
        let row = |row: &Vec<IBig>| {
            let terms = row.iter().zip(numbers).filter(|(factor, _)| **factor != IBig::ZERO);
            terms.map(|(factor, number)| factor * number).sum::<IBig>() >> self.bits
        };
        linear.matrix.iter().map(row).collect()
    }

    /// How fast everybody rises.
    pub(super) fn speed(&self, linear: &Linear, middle: &[IBig]) -> Vec<IBig> {
        let carried = self.times(linear, middle);
        let mut speed = vec![IBig::ZERO; middle.len()];
        for &party in &self.moves {
            speed[party] = &linear.constant[party] - &carried[party] - &middle[party];
        }
        speed
    }
}
