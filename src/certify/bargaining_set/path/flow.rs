//! The continuous Raiffa solution: each party rises as fast as what it could still have is away.
//!
//! With `I_i(x)` for the most that party `i` can have where the others keep `x`, the flow is `dx/dt = I(x) - x` from 0. It
//! rises and stays in the set, so its end is at least every `x` and at most `I(x)`.
//!
//! The proof of a piece: between `low(t)` and `high(t)`, polynomials less and plus a width, the flow stays if it starts
//! there and, for every party, as `I_i` falls where others have more,
//!
//! ```text
//! d low_i / dt  <= I_i(high) - low_i        d high_i / dt >= I_i(low) - high_i
//! ```
//!
//! (Müller 1927, Mathematische Zeitschrift 26). A bound gives `I_i(low)` at most, an agreement that is one at `high(t)`
//! gives `I_i(high)` at least. Both are affine, so that every inequality is one between polynomials of `t`; on
//! `[0, duration]` a polynomial is at most its constant and the terms above 0 at the end. `I` is piecewise affine, hence
//! Lipschitz, as the theorem asks. A party that cannot gain stays at 0.

use std::cmp::Ordering;

use crate::certify::bargaining_set::measure::Measure;
use crate::certify::bargaining_set::path::arrival;
use crate::certify::bargaining_set::path::claim::{Moment, Path, Piece};
use crate::certify::bargaining_set::path::offers::{Reach, Support};
use crate::certify::check::{Check, Witness};
use crate::numeric::Rational;
use crate::numeric::affine::{Affine, Place};

pub(in crate::certify::bargaining_set) fn checks(
    measure: &Measure<'_>,
    ideals: &[Rational],
    gains: &[Rational],
    pieces: &[Piece],
    path: &Path,
) -> Vec<Check> {
    let support = Support::new(measure, path);
    let parties = measure.parties();
    let mut apart: u128 = 0;
    let mut unproved: u128 = 0;
    // Where the flow is at the end of the pieces so far.
    let nothing = vec![Rational::ZERO; parties];
    let mut ends = (nothing.clone(), nothing);
    for piece in pieces {
        let Some(track) = Track::new(piece, parties) else {
            unproved += 1;
            break;
        };
        apart += u128::from(!contains(&track.low[0], &track.high[0], &ends));
        let failed = (0..parties).filter(|&party| {
            let can_gain = ideals[party].is_positive();
            if can_gain { !rises(&support, piece, &track, party) } else { !track.stays(party) }
        });
        unproved += failed.count() as u128;
        ends = track.ends();
    }
    let tally = Tally { pieces: pieces.len() as u128, apart, unproved };
    let (mut checks, last) = tally.checks(&support, path, &ends);
    if let Some((last, reach)) = last {
        checks.extend(arrival::checks(&support, ideals, gains, &path.arrival, last, &reach));
    }
    checks
}

/// What was counted of the pieces of a flow.
pub(super) struct Tally {
    pub(super) pieces: u128,
    /// Pieces that do not start where the one before ends.
    pub(super) apart: u128,
    /// Pieces on which a party may leave its bounds, party by party.
    pub(super) unproved: u128,
}

impl Tally {
    /// The checks of pieces that end between `ends`; and if all hold the last moment, with what each could still have there.
    pub(super) fn checks<'p>(
        mut self,
        support: &Support,
        path: &'p Path,
        ends: &(Vec<Rational>, Vec<Rational>),
    ) -> (Vec<Check>, Option<(&'p Moment, Reach)>) {
        let parties = ends.0.len();
        let last = path.moments.last().filter(|moment| {
            moment.low.len() == parties
                && moment.high.len() == parties
                && contains(&moment.low, &moment.high, ends)
        });
        self.apart += u128::from(last.is_none());
        let reach = last.and_then(|moment| support.reach(moment));
        self.unproved += u128::from(reach.is_none());
        let count =
            |name: &'static str, number: u128| Check::count(name, number, Witness::Compared(self.pieces));
        let checks = vec![
            count("pieces that do not start where the one before ends", self.apart),
            count("pieces on which a party may leave its bounds", self.unproved),
        ];
        let last = last.zip(reach).filter(|_| checks.iter().all(Check::holds));
        (checks, last)
    }
}

/// Is everything between `ends` between `low` and `high` as well?
fn contains(low: &[Rational], high: &[Rational], ends: &(Vec<Rational>, Vec<Rational>)) -> bool {
    let below = low.iter().zip(&ends.0).all(|(low, end)| low <= end);
    below && high.iter().zip(&ends.1).all(|(high, end)| high >= end)
}

/// The polynomials of a piece: for each power of time one number for each party.
struct Track {
    low: Vec<Vec<Rational>>,
    high: Vec<Vec<Rational>>,
    low_places: Vec<Place>,
    high_places: Vec<Place>,
    /// Powers of the duration.
    powers: Vec<Rational>,
    /// What `high` is between.
    range: [Place; 2],
}

impl Track {
    /// `None` if the piece has no duration, a list of another length, or a negative width.
    fn new(piece: &Piece, parties: usize) -> Option<Self> {
        let lists = piece.middle.iter().chain([&piece.width, &piece.growth]);
        let fits = lists.into_iter().all(|list| list.len() == parties) && piece.stops.len() == parties;
        let widths = piece.width.iter().chain(&piece.growth);
        if !fits || piece.middle.is_empty() || widths.into_iter().any(Rational::is_negative) {
            return None;
        }
        if !piece.duration.is_positive() {
            return None;
        }
        let mut low = piece.middle.clone();
        low.resize(low.len().max(2), vec![Rational::ZERO; parties]);
        let mut high = low.clone();
        for (power, extra) in [&piece.width, &piece.growth].into_iter().enumerate() {
            low[power].iter_mut().zip(extra).for_each(|(number, extra)| *number -= extra);
            high[power].iter_mut().zip(extra).for_each(|(number, extra)| *number += extra);
        }
        let mut powers = vec![Rational::ONE];
        for place in 1..low.len() {
            powers.push(&powers[place - 1] * &piece.duration);
        }
        let end = |party: usize, wanted: Ordering| {
            let terms = high.iter().zip(&powers).skip(1).map(|(list, power)| &list[party] * power);
            let terms = terms.filter(|term| term.cmp(&Rational::ZERO) == wanted);
            &high[0][party] + &terms.sum()
        };
        let least: Vec<Rational> = (0..parties).map(|party| end(party, Ordering::Less)).collect();
        let most: Vec<Rational> = (0..parties).map(|party| end(party, Ordering::Greater)).collect();
        let places = |list: &[Vec<Rational>]| list.iter().map(|numbers| Place::new(numbers)).collect();
        Some(Self {
            low_places: places(&low),
            high_places: places(&high),
            range: Place::pair(&least, &most),
            powers,
            low,
            high,
        })
    }

    /// Lower and upper numbers at the end.
    fn ends(&self) -> (Vec<Rational>, Vec<Rational>) {
        let at_end = |list: &[Vec<Rational>]| -> Vec<Rational> {
            let sum = |party: usize| {
                list.iter().zip(&self.powers).map(|(numbers, power)| &numbers[party] * power).sum()
            };
            (0..list[0].len()).map(sum).collect()
        };
        (at_end(&self.low), at_end(&self.high))
    }

    /// Does the party stay at 0?
    fn stays(&self, party: usize) -> bool {
        self.low.iter().chain(&self.high).all(|numbers| numbers[party].is_zero())
    }

    /// Is a polynomial, given by its coefficients, at most 0 until the end?
    fn is_at_most_zero(&self, coefficients: impl Iterator<Item = Rational>) -> bool {
        let terms = coefficients.zip(&self.powers).enumerate();
        let terms = terms.filter(|(place, (number, _))| *place == 0 || number.is_positive());
        !terms.map(|(_, (number, power))| &number * power).sum::<Rational>().is_positive()
    }
}

/// A form along polynomials: the coefficient of each power of time.
fn along<'f>(form: &'f Affine, places: &'f [Place]) -> impl Iterator<Item = Rational> + 'f {
    let value =
        |(power, place): (usize, &Place)| if power == 0 { form.at(place) } else { form.change(place) };
    places.iter().enumerate().map(value)
}

/// Does the party stay between its polynomials?
fn rises(support: &Support, piece: &Piece, track: &Track, party: usize) -> bool {
    let stop = piece.stops[party];
    let (Some(Some(ceiling)), Some(Some(offer))) =
        (support.ceilings.get(stop.bound), support.offers.get(stop.agreement))
    else {
        return false;
    };
    let Some(left) = &ceiling.left[party] else { return false };
    let slope = |list: &[Vec<Rational>], power: usize| match list.get(power + 1) {
        Some(numbers) => &numbers[party] * &Rational::from(i64::try_from(power + 1).unwrap_or(i64::MAX)),
        None => Rational::ZERO,
    };
    // I(low) - high - high' and low' - I(high) + low are at most 0.
    let above = along(left, &track.low_places).enumerate();
    let above = above.map(|(power, most)| &(&most - &track.high[power][party]) - &slope(&track.high, power));
    let below = along(offer.gain(party), &track.high_places).enumerate();
    let below = below.map(|(power, least)| &(&slope(&track.low, power) - &least) + &track.low[power][party]);
    let is_agreement = |guard: &Affine| {
        guard.least_sign(&track.range) != Ordering::Less
            || track.is_at_most_zero(along(guard, &track.high_places).map(|number| -&number))
    };
    track.is_at_most_zero(above) && track.is_at_most_zero(below) && offer.guards(party).all(is_agreement)
}
