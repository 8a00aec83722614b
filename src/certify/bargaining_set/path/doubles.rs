//! The continuous Raiffa solution in doubles: what `flow` proves exactly, with what rounding may add.
//!
//! With `I_i(x)` for the most that party `i` can have where the others keep `x`, the flow is `dx/dt = I(x) - x` from 0. On a
//! piece let `m(t)` be the polynomials, `e(t) = width + growth t`, and the box what is between `m - e` and `m + e`. For party `i` let the
//! bound be `g_i + w g <= M` for all feasible `g`. At every `x` of the box let the agreement give everybody else at least
//! `x + margin` less what rounding takes, which is below the margin, and party `i` at least `M - w (x + margin)` less `loss`. Then, as
//! `I_i` falls where others have more, and with `defect` for the most of `|m_i' + m_i + w m - M|`, the flow stays in the box if
//!
//! ```text
//! growth_i + e_i(t) >= w (e(t) + margin) + defect + loss
//! ```
//!
//! at the start and at the end (Müller 1927, Mathematische Zeitschrift 26). In the box the flow is linear up to
//! `w margin + defect + loss`, so that a zonotope follows it far more closely than boxes do.
//!
//! Shares of an agreement may fall below 0 by a little: those are left out, and all are divided by their sum, which
//! changes what it gives by a multiple of that.
//!
//! Where one bound stops everybody from then on, the end is a linear function of where the flow is, and the zonotope goes
//! through it.
//!
//! Every sum of products comes with the sum of their sizes, of which a share is more than rounding can add. Sums of
//! numbers that are at least 0 are compared with a share of `SURELY` to spare.

mod claim;
mod table;

pub use self::claim::{DoubleFlow, DoubleMixture, DoublePiece};
use self::table::{Ceiling, CloseSum, Offer, Sum, Table, dot};
use crate::certify::bargaining_set::measure::Measure;
use crate::certify::bargaining_set::path::arrival;
use crate::certify::bargaining_set::path::claim::{Arrival, Path};
use crate::certify::bargaining_set::path::flow::Tally;
use crate::certify::bargaining_set::path::offers::{self, Support};
use crate::certify::bargaining_set::product::GREATEST_GAP;
use crate::certify::check::{Check, Witness};
use crate::numeric::{Rational, Zonotope};

/// More than rounding adds to a sum of numbers that are at least 0, as a share.
const SURELY: f64 = 1.0 / (1u64 << 44) as f64;

/// Most parties, and most powers of a polynomial: for more, `SURELY` is not known to be enough.
const MOST: usize = 48;

pub(in crate::certify::bargaining_set) fn checks(
    measure: &Measure<'_>,
    ideals: &[Rational],
    gains: &[Rational],
    doubles: &DoubleFlow,
    path: &Path,
) -> Vec<Check> {
    let judged = ideals.iter().all(Rational::is_positive).then(|| Judge::new(measure, doubles)).flatten();
    let Some(judge) = judged else {
        return misfit();
    };
    let parties = measure.parties();
    let (mut apart, mut unproved): (u128, u128) = (0, 0);
    // Where the flow is at the end of the pieces so far.
    let mut end = vec![0.0; parties];
    let Some(mut around) = Zonotope::point(parties) else { return misfit() };
    for piece in &doubles.pieces {
        let Some(track) = judge.track(piece) else {
            unproved += 1;
            break;
        };
        if piece.renews {
            around.renew();
        }
        apart += u128::from(!contains(piece, &end, &around.hull()));
        let beyond: Vec<Option<f64>> =
            (0..parties).map(|party| judge.beyond_linear(piece, &track, party)).collect();
        unproved += beyond.iter().filter(|own| own.is_none()).count() as u128;
        let Some(beyond) = beyond.into_iter().collect::<Option<Vec<f64>>>() else { break };
        let (middle, rounding) = track.end(piece);
        let rows: Vec<&[f64]> = piece.stops.iter().filter_map(|stop| judge.weights(stop.bound)).collect();
        if around.flow(&rows, piece.duration, &track.around, &beyond, &rounding).is_none() {
            unproved += 1;
            break;
        }
        end = middle;
    }
    let tally = Tally { pieces: doubles.pieces.len() as u128, apart, unproved };
    let hull = around.hull();
    let Some(ends) = judge.between(&end, &hull) else { return misfit() };
    let support = Support::new(measure, path);
    let (mut checks, last) = tally.checks(&support, path, &ends);
    match (last, &path.arrival) {
        (Some((last, _)), Arrival::Together(gap)) => {
            checks.push(arrival::one_bound_stops_all(&support, last, &vec![true; parties]));
            let bound = last.stops.first().and_then(|stop| support.ceilings.get(stop.bound)?.as_ref());
            let found = bound.and_then(|bound| judge.straight_on(bound, &end, &around));
            checks.extend(near(ideals, gains, found.as_ref(), gap));
        }
        (Some((last, reach)), arrival) => {
            checks.extend(arrival::checks(&support, ideals, gains, arrival, last, &reach));
        }
        (None, _) => {}
    }
    checks
}

/// The end lies between the numbers, which are near to what is claimed.
fn near(
    ideals: &[Rational],
    gains: &[Rational],
    ends: Option<&(Vec<Rational>, Vec<Rational>)>,
    gap: &Rational,
) -> Vec<Check> {
    let Some((low, high)) = ends else { return misfit() };
    let above = gains.iter().zip(low).filter(|(gain, low)| gain > low).count();
    let shares = ideals.iter().zip(gains.iter().zip(high));
    let most = shares.map(|(ideal, (gain, high))| (high - gain).checked_div(ideal).unwrap_or(Rational::ONE));
    let most = most.max().unwrap_or(Rational::ONE);
    vec![
        Check::count("gains above those at which the path arrives", above as u128, Witness::Nothing),
        Check {
            name: "share of an ideal gain by which the end may lie higher than stated",
            residual: most,
            tolerance: gap.clone(),
            witness: Witness::Nothing,
        },
        Check {
            name: "share of an ideal gain by which the end may lie higher",
            residual: gap.clone(),
            tolerance: Rational::new(1, GREATEST_GAP.into()).unwrap_or_default(),
            witness: Witness::Nothing,
        },
    ]
}

fn misfit() -> Vec<Check> {
    vec![Check::count("a flow in doubles that does not fit the set", 1, Witness::Nothing)]
}

/// Is everything around the end of a piece in the box of the next as well?
fn contains(next: &DoublePiece, end: &[f64], hull: &[f64]) -> bool {
    let mut fits = (0..end.len()).map(|party| {
        let apart = (end[party] - next.middle[0][party]).abs();
        (apart + hull[party]) * (1.0 + SURELY) <= next.width[party]
    });
    fits.all(|fits| fits)
}

struct Judge {
    table: Table,
    ceilings: Vec<Option<Ceiling>>,
    offers: Vec<Option<Offer>>,
}

/// The polynomials of a piece.
struct Track<'p> {
    /// Coefficients of the middle.
    middle: &'p [Vec<f64>],
    /// For each party at least half the side of the box, all the time.
    around: Vec<f64>,
    /// Powers of the duration.
    powers: Vec<f64>,
    /// For each party more than the size of its numbers anywhere in the piece.
    reach: Vec<f64>,
}

impl Judge {
    /// `None` if the set has no vertices, or a list does not have one entry for each party.
    fn new(measure: &Measure<'_>, doubles: &DoubleFlow) -> Option<Self> {
        let parties = measure.parties();
        if parties > MOST {
            return None;
        }
        let table = Table::new(measure, &doubles.units)?;
        let ceilings = doubles.bounds.iter().map(|weights| Ceiling::new(&table, weights)).collect();
        let offers = doubles.agreements.iter().map(|mixture| Offer::new(&table, mixture)).collect();
        Some(Self { table, ceilings, offers })
    }

    /// `None` if a list does not fit, a width is below 0, or something is not finite.
    fn track<'p>(&self, piece: &'p DoublePiece) -> Option<Track<'p>> {
        let parties = self.table.parties();
        let lists = || piece.middle.iter().chain([&piece.width, &piece.growth, &piece.margins]);
        let fits = lists().all(|list| list.len() == parties && list.iter().all(|own| own.is_finite()))
            && piece.stops.len() == parties
            && (2..=MOST).contains(&piece.middle.len())
            && piece.width.iter().chain(&piece.growth).chain(&piece.margins).all(|own| *own >= 0.0)
            && piece.duration > 0.0
            && piece.duration <= 1.0;
        if !fits {
            return None;
        }
        let mut powers = vec![1.0];
        for place in 1..piece.middle.len() {
            powers.push(powers[place - 1] * piece.duration);
        }
        let around =
            |party: usize| (piece.width[party] + piece.growth[party] * piece.duration) * (1.0 + SURELY);
        let around: Vec<f64> = (0..parties).map(around).collect();
        let most = piece.margins.iter().copied().fold(0.0, f64::max);
        let reach = |party: usize| -> f64 {
            let sizes = piece.middle.iter().zip(&powers).map(|(list, power)| list[party].abs() * power);
            (sizes.sum::<f64>() + around[party] + most) * (1.0 + SURELY)
        };
        Some(Track { reach: (0..parties).map(reach).collect(), middle: &piece.middle, around, powers })
    }

    /// A middle less and plus half the sides of a box around it, as gains.
    fn between(&self, middle: &[f64], sides: &[f64]) -> Option<(Vec<Rational>, Vec<Rational>)> {
        let side = |sign: f64| -> Option<Vec<Rational>> {
            let one = |party: usize| {
                let side = Rational::from_f64(sign * sides[party])?;
                Some(&(&Rational::from_f64(middle[party])? + &side) * &self.table.units[party])
            };
            (0..sides.len()).map(one).collect()
        };
        Some((side(-1.0)?, side(1.0)?))
    }

    /// Where the flow ends if one bound `w g <= M` stops everybody from `x` on: at `x_i + (M - w x) / (n w_i)`.
    fn straight_on(
        &self,
        bound: &offers::Ceiling,
        middle: &[f64],
        around: &Zonotope,
    ) -> Option<(Vec<Rational>, Vec<Rational>)> {
        let pairs = bound.weights.iter().zip(&self.table.units);
        let weights: Vec<f64> = pairs.map(|(weight, unit)| (weight * unit).to_f64()).collect();
        let mut left = Sum::NOTHING;
        left.add(bound.most.to_f64(), 1.0);
        weights.iter().zip(middle).for_each(|(weight, own)| left.add(-weight, *own));
        let count = weights.len() as f64;
        let share = |party: usize| 1.0 / (count * weights[party]);
        let row = |party: usize| -> Vec<f64> {
            let own = |other: usize| if other == party { 1.0 } else { 0.0 };
            (0..weights.len()).map(|other| own(other) - share(party) * weights[other]).collect()
        };
        let rows: Vec<Vec<f64>> = (0..weights.len()).map(row).collect();
        let ends: Vec<f64> =
            (0..weights.len()).map(|party| middle[party] + left.value * share(party)).collect();
        // The entries of the rows are rounded as well, which is a share of what they are multiplied by.
        let hull = around.hull();
        let carried = dot(&weights, &hull).furthest();
        let sides = around.reach(&rows).into_iter().enumerate().map(|(party, reach)| {
            let sizes = middle[party].abs() + (left.furthest() + carried) * share(party) + hull[party];
            (reach + left.error() * share(party) + sizes * SURELY) * (1.0 + SURELY)
        });
        let sides: Vec<f64> = sides.collect();
        sides.iter().all(|side| side.is_finite()).then(|| self.between(&ends, &sides))?
    }

    fn weights(&self, bound: usize) -> Option<&[f64]> {
        Some(&self.ceilings.get(bound)?.as_ref()?.weights)
    }

    /// At least how far from linear the flow of a party is in the box; `None` if it may leave it.
    fn beyond_linear(&self, piece: &DoublePiece, track: &Track<'_>, party: usize) -> Option<f64> {
        let stop = piece.stops[party];
        let ceiling = self.ceilings.get(stop.bound)?.as_ref()?;
        let offer = self.offers.get(stop.agreement)?.as_ref()?;
        let margin = piece.margins[party];
        // What the bound leaves the party has a weight of 1.
        if offer.party != party || ceiling.weights[party].to_bits() != 1.0_f64.to_bits() {
            return None;
        }
        let loss = offer.loss(ceiling, track, margin)?;
        let carried = |width: &dyn Fn(usize) -> f64| -> f64 {
            let others = (0..track.reach.len()).filter(|&other| other != party);
            others.map(|other| ceiling.weights[other] * (width(other) + margin)).sum()
        };
        let missing = defect(piece, track, ceiling, party) + loss;
        let stays = [0.0, piece.duration].into_iter().all(|time| {
            let around = |party: usize| piece.width[party] + piece.growth[party] * time;
            let needed = (carried(&around) + missing) * (1.0 + SURELY);
            piece.growth[party] + around(party) >= needed * (1.0 + SURELY)
        });
        stays.then(|| (carried(&|_| 0.0) + missing) * (1.0 + SURELY))
    }
}

/// At least the most of `|m_i' + m_i + w m - M|` on a piece.
fn defect(piece: &DoublePiece, track: &Track<'_>, ceiling: &Ceiling, party: usize) -> f64 {
    let mut total = 0.0;
    for (power, list) in piece.middle.iter().enumerate() {
        let mut sum = CloseSum::default();
        ceiling.weights.iter().zip(list).for_each(|(weight, own)| sum.add(*weight, *own));
        if let Some(next) = piece.middle.get(power + 1) {
            sum.add((power + 1) as f64, next[party]);
        }
        if power == 0 {
            sum.add(-1.0, ceiling.most);
        }
        total += sum.furthest() * track.powers[power];
    }
    total * (1.0 + SURELY)
}

impl Track<'_> {
    /// The middle at the end, and more than rounding adds.
    fn end(&self, piece: &DoublePiece) -> (Vec<f64>, Vec<f64>) {
        let parties = 0..self.reach.len();
        let sum = |party: usize| {
            let mut sum = Sum::NOTHING;
            piece.middle.iter().zip(&self.powers).for_each(|(list, power)| sum.add(list[party], *power));
            // Twice, as the powers are rounded as often.
            (sum.value, 2.0 * sum.error())
        };
        parties.map(sum).unzip()
    }
}
