//! The continuous Raiffa solution in doubles: what `continuous` does on a grid, a hundred times as fast.
//!
//! What stops each party is a basis of its linear program; as long as none changes the flow is linear, and a piece is its
//! Taylor series. It ends where a share of an agreement could fall to 0 somewhere around the flow. What follows is a short
//! piece with the agreement of a point that is above it all, and then the next basis.
//!
//! Once one bound stops everybody the rest is straight: the arrival is worked out in fractions.

pub(super) mod basis;
mod end;
mod piece;

use crate::bargaining::convex::answer::Found;
use crate::bargaining::convex::path::continuous::Flow;
use crate::bargaining::convex::path::doubles::basis::{Basis, Column, Gains};
use crate::bargaining::convex::path::doubles::piece::Piece;
use crate::bargaining::convex::zone::ConvexZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::{DoubleFlow, DoubleMixture, DoublePiece, Stopped};
use crate::numeric::Zonotope;

/// How much more agreements give beyond the flow than rounding is thought to take: what is tried.
pub(in crate::bargaining) const SPARE: [f64; 4] = [0.1, 0.4, 1.0, 4.0];

/// Pieces for each party at most.
const PIECES: usize = 1000;

/// The longest piece, and after how many what they add is followed by itself.
const LONGEST: f64 = 0.25;
const RENEWAL: usize = 16;

/// Short pieces: the first length that is tried, the longest, how often a length is corrected, and how many may follow
/// each other.
const SHORT: f64 = 1e-13;
const LONGEST_SHORT: f64 = 1e-6;
const CORRECTIONS: usize = 8;
const IN_A_ROW: usize = 60;

/// What rounding adds to a width, as a share of it and of the gains.
const ROUNDING: f64 = 1.0 / (1u64 << 42) as f64;

/// What is left for everybody where the end is near.
const NEARLY_NOTHING: f64 = 1e-11;

/// How often the arrival is looked for in fractions.
const ARRIVALS: usize = 4;

/// A gap of a little less than 10^-9 of an ideal gain.
const ENOUGH: i64 = -30;

/// The end of the flow; `None` if the set has no vertices, somebody cannot gain, or doubles are not enough.
pub(in crate::bargaining) fn flow_in_doubles(
    zone: &ConvexZone<'_>,
    spare: f64,
    budget: &Budget<'_>,
) -> Option<Found> {
    let ideals = zone.ideals(budget)?;
    let gains = Gains::of(zone, ideals)?;
    let parties = ideals.len();
    let walk = Walk {
        flow: Flow::new(zone, budget, ideals, 0),
        doubles: DoubleFlow {
            units: gains.powers.clone(),
            bounds: Vec::new(),
            agreements: Vec::new(),
            pieces: Vec::new(),
        },
        gains,
        middle: vec![0.0; parties],
        around: Zonotope::point(parties)?,
        rounding: vec![ROUNDING; parties],
        held: Vec::new(),
        spare,
    };
    walk.run(budget)
}

struct Walk<'w, 's, 'c> {
    flow: Flow<'w, 's, 'c>,
    gains: Gains,
    middle: Vec<f64>,
    around: Zonotope,
    /// What rounding adds to the width.
    rounding: Vec<f64>,
    held: Vec<Held>,
    /// How much more agreements give beyond the flow than rounding is thought to take.
    spare: f64,
    doubles: DoubleFlow,
}

/// What stops a party, and where it stands in the claim.
struct Held {
    basis: Basis,
    bound: usize,
    /// What its agreements give all others beyond the flow.
    margin: f64,
    /// The agreement that moves, once it has been used.
    moving: Option<usize>,
}

impl Walk<'_, '_, '_> {
    fn run(mut self, budget: &Budget<'_>) -> Option<Found> {
        let parties = self.gains.parties;
        let width = self.width();
        // No two alike, so that the point above has a side of every face.
        let above = |party: usize| (16.0 + 0.07 * party as f64) * width[party];
        let top: Vec<f64> = (0..parties).map(above).collect();
        for party in 0..parties {
            let basis = Basis::at(&self.gains, party, &top)?;
            self.hold(party, basis);
        }
        let (mut in_a_row, mut arrivals) = (0, 0);
        while self.doubles.pieces.len() < PIECES * parties {
            if !budget.spend(self.gains.len() as u64) {
                return None;
            }
            let width = self.width();
            let mut unsure: Vec<usize> = (0..parties).filter(|&party| !self.is_sure(party, &width)).collect();
            let is_together = unsure.is_empty() && self.is_together();
            if is_together || self.held.iter().all(|held| held.basis.left(&self.middle) <= NEARLY_NOTHING) {
                let found = if is_together { self.end_together() } else { self.end_near() };
                if found.is_some() {
                    return found;
                }
                arrivals += 1;
                if arrivals == ARRIVALS {
                    return None;
                }
            }
            if unsure.is_empty() {
                match self.smooth(&width)? {
                    None => in_a_row = 0,
                    Some(party) => unsure.push(party),
                }
            }
            if !unsure.is_empty() {
                in_a_row += 1;
                if in_a_row > IN_A_ROW {
                    return None;
                }
                self.sliver(&unsure, &width)?;
            }
        }
        None
    }

    /// How far the flow may be from the middle.
    fn width(&self) -> Vec<f64> {
        let hull = self.around.hull();
        hull.iter().zip(&self.rounding).map(|(own, rounding)| own * (1.0 + ROUNDING) + rounding).collect()
    }

    /// Are all shares of a party surely above 0?
    fn is_sure(&self, party: usize, width: &[f64]) -> bool {
        let held = &self.held[party];
        let (basis, top): (_, Vec<f64>) =
            (&held.basis, self.middle.iter().map(|own| own + held.margin).collect());
        (0..top.len()).all(|place| {
            let (value, spread) = basis.value_around(place, &top, width);
            value > 1.2 * spread
        })
    }

    /// A piece on which agreements move with the flow; the party whose share is at 0 if it would be too short.
    fn smooth(&mut self, width: &[f64]) -> Option<Option<usize>> {
        let parties = self.gains.parties;
        let beyond = self.beyond_linear(&[], &[]);
        let bases: Vec<&Basis> = self.held.iter().map(|held| &held.basis).collect();
        let margins = self.margins();
        let mut longest = LONGEST;
        let (piece, last) = loop {
            let mut piece = Piece::from(&bases, &self.middle, width, &beyond, longest)?;
            let around = piece.around(width);
            let (whole, mut last) = (piece.duration, 0);
            for (party, basis) in bases.iter().enumerate() {
                for place in 0..parties {
                    let (_, spread) = basis.value_around(place, &self.middle, &around);
                    if piece.end_before(basis, place, margins[party], 1.1 * spread) {
                        last = party;
                    }
                }
            }
            // A piece that is much shorter has a much smaller box, and may be longer for that.
            let has_grown = around.iter().zip(width).any(|(around, width)| *around > 1.05 * width);
            if piece.duration > 0.1 * whole || !has_grown {
                break (piece, last);
            }
            longest = whole / 8.0;
        };
        if piece.duration < SHORT {
            return Some(Some(last));
        }
        let stops = (0..parties).map(|party| self.moving(party)).collect();
        self.add(piece, width, &beyond, stops)?;
        Some(None)
    }

    /// A short piece across what bases end at: their parties have fixed agreements, those of a point that is above it all.
    fn sliver(&mut self, unsure: &[usize], width: &[f64]) -> Option<()> {
        let parties = self.gains.parties;
        let margins = self.margins();
        let most = margins.iter().copied().fold(0.0, f64::max);
        let mut bases: Vec<Basis> = self.held.iter().map(|held| held.basis.clone()).collect();
        let speed: Vec<f64> = bases.iter().map(|basis| basis.left(&self.middle)).collect();
        // Long enough that what is about to fall to 0 has surely done so.
        let mut duration = SHORT;
        for &party in unsure {
            for place in 0..parties {
                let (value, spread) = bases[party].value_around(place, &self.middle, width);
                let rate = bases[party].rate(place, &speed);
                if value < 2.0 * spread && rate < 0.0 {
                    duration = duration.max(((value + spread) / -rate).min(LONGEST_SHORT));
                }
            }
        }
        let mut above = self.middle.clone();
        for _ in 0..CORRECTIONS {
            let speed: Vec<f64> = bases.iter().map(|basis| basis.left(&self.middle)).collect();
            for party in 0..parties {
                above[party] = self.middle[party]
                    + 1.5 * duration * speed[party].max(0.0)
                    + 3.0 * (width[party] + 2.0 * most);
            }
            for &party in unsure {
                bases[party].settle(&self.gains, &above, 0.0)?;
            }
            let speed: Vec<f64> = bases.iter().map(|basis| basis.left(&self.middle)).collect();
            // Until all shares of the new bases are surely above 0.
            let mut needed = 0.0_f64;
            for &party in unsure {
                for place in 0..parties {
                    let (value, spread) = bases[party].value_around(place, &self.middle, width);
                    let rate = bases[party].rate(place, &speed);
                    let missing = 1.5 * spread - value;
                    if missing > 0.0 {
                        needed = needed.max(if rate > 0.0 { missing / rate } else { 4.0 * duration });
                    }
                }
            }
            if needed <= duration || duration >= LONGEST_SHORT {
                break;
            }
            duration = (1.1 * needed).min(LONGEST_SHORT);
        }
        for &party in unsure {
            if bases[party].columns != self.held[party].basis.columns {
                self.hold(party, bases[party].clone());
            }
        }
        let beyond = self.beyond_linear(unsure, &above);
        let bases: Vec<&Basis> = self.held.iter().map(|held| &held.basis).collect();
        let piece = Piece::from(&bases, &self.middle, width, &beyond, duration)?;
        let stops = (0..parties)
            .map(|party| if unsure.contains(&party) { self.fixed(party, &above) } else { self.moving(party) })
            .collect();
        self.add(piece, width, &beyond, stops)
    }

    /// At most how far from linear the flow is around its middle: by what rounding takes, and by agreements that are fixed.
    fn beyond_linear(&self, fixed: &[usize], above: &[f64]) -> Vec<f64> {
        let one = |party: usize| {
            let margin = self.held[party].margin;
            let weights = &self.held[party].basis.weights;
            let others = weights.iter().enumerate().filter(|(other, _)| *other != party);
            let away = |other: usize| {
                if fixed.contains(&party) { 2.0 * (above[other] - self.middle[other]) } else { 0.0 }
            };
            let carried = others.map(|(other, weight)| weight * (1.01 * margin + away(other)));
            carried.sum::<f64>() + margin
        };
        (0..self.gains.parties).map(one).collect()
    }

    /// Adds a piece, and goes to its end.
    fn add(&mut self, piece: Piece, width: &[f64], beyond: &[f64], stops: Vec<Stopped>) -> Option<()> {
        let renews = self.doubles.pieces.len().is_multiple_of(RENEWAL);
        if renews {
            self.around.renew();
        }
        let margins = self.margins();
        let (middle, sizes) = piece.end();
        let rounding: Vec<f64> = sizes.iter().map(|size| ROUNDING / 8.0 * size + f64::MIN_POSITIVE).collect();
        let rows: Vec<&[f64]> = self.held.iter().map(|held| &held.basis.weights[..]).collect();
        self.around.flow(&rows, piece.duration, &piece.around(width), beyond, &rounding)?;
        self.middle = middle;
        self.rounding = rounding;
        for held in &mut self.held {
            held.margin = self.spare * held.basis.rounding(&self.gains, &self.middle);
        }
        self.doubles.pieces.push(DoublePiece {
            duration: piece.duration,
            middle: piece.middle,
            width: width.to_vec(),
            growth: piece.growth,
            margins,
            renews,
            stops,
        });
        Some(())
    }

    fn margins(&self) -> Vec<f64> {
        self.held.iter().map(|held| held.margin).collect()
    }

    fn hold(&mut self, party: usize, basis: Basis) {
        self.doubles.bounds.push(basis.weights.clone());
        let margin = self.spare * basis.rounding(&self.gains, &self.middle);
        let held = Held { basis, bound: self.doubles.bounds.len() - 1, margin, moving: None };
        match self.held.get_mut(party) {
            Some(own) => *own = held,
            None => self.held.push(held),
        }
    }

    /// What stops a party: its bound, and the agreement of its basis that moves with the flow.
    fn moving(&mut self, party: usize) -> Stopped {
        let held = &self.held[party];
        let (bound, known) = (held.bound, held.moving);
        let agreement = match known {
            Some(place) => place,
            None => self.claimed(party, held.basis.forms.clone()),
        };
        self.held[party].moving = Some(agreement);
        Stopped { bound, agreement }
    }

    /// What stops a party: its bound, and the agreement of its basis at a point.
    fn fixed(&mut self, party: usize, above: &[f64]) -> Stopped {
        let basis = &self.held[party].basis;
        let constant = |place: usize| {
            let mut form = vec![0.0; above.len() + 1];
            form[above.len()] = basis.value(place, above).max(0.0);
            form
        };
        let forms = (0..above.len()).map(constant).collect();
        Stopped { bound: self.held[party].bound, agreement: self.claimed(party, forms) }
    }

    /// The place of an agreement in the claim.
    fn claimed(&mut self, party: usize, forms: Vec<Vec<f64>>) -> usize {
        let mut mixture = DoubleMixture { party, vertices: Vec::new(), shares: Vec::new() };
        for (column, form) in self.held[party].basis.columns.iter().zip(forms) {
            if let Column::Vertex(vertex) = *column {
                mixture.vertices.push(vertex);
                mixture.shares.push(form);
            }
        }
        self.doubles.agreements.push(mixture);
        self.doubles.agreements.len() - 1
    }
}
