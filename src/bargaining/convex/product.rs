//! The greatest weighted product of gains over a set.
//!
//! Points of the set join a small mixture one after the other, each the one that is worth most at the prices of the
//! mixture so far (simplicial decomposition), in doubles. Then the mixture is settled in fractions and everything is
//! priced again exactly: either nothing is worth more than the mixture, and the point is proved, or what is joins it.
//!
//! Over vertices with every bargaining weight above 0, the points are vertices. Over rows, and where a party of weight
//! 0 has to be kept from losing, they are optima of linear programs.

use crate::bargaining::convex::answer::Found;
use crate::bargaining::convex::descent::Descent;
use crate::bargaining::convex::program::{Goal, Program};
use crate::bargaining::convex::rough::dot;
use crate::bargaining::convex::settle::{Settled, mixed, rounded_up, settle};
use crate::bargaining::convex::vertices::{VertexEngine, gathered};
use crate::bargaining::convex::zone::{ConvexZone, Pool};
use crate::budget::Budget;
use crate::certify::bargaining_set::{Agreement, Bound, Evidence, GREATEST_GAP, Part, Reason};
use crate::numeric::Rational;

/// Points that join in doubles, and rounds of settling exactly.
const JOINS: usize = 1000;
const ROUNDS: usize = 60;

/// A point that is worth less than this more than the mixture does not join in doubles.
const WORTH_MORE: f64 = 1e-10;

/// Bits of prices that are rounded: those of a proof, and those of a guide.
const PRICE_BITS: usize = 120;
const GUIDE_BITS: usize = 24;

/// The point with the greatest product of gains to the power of `weights`, at least one of which is above 0.
pub(in crate::bargaining) fn greatest_product(
    zone: &ConvexZone<'_>,
    weights: &[Rational],
    budget: &Budget<'_>,
) -> Option<Found> {
    let parties: Vec<usize> = (0..weights.len()).filter(|&party| weights[party].is_positive()).collect();
    let ideals = zone.ideals(budget)?;
    if let Some(&party) = parties.iter().find(|&&party| ideals[party].gain.is_zero()) {
        return Some(Found::Nothing(Reason::NoGain { party, bound: ideals[party].bound.clone() }));
    }
    // The mean of what is best for each: everybody has a fair part of its ideal gain, whatever the units.
    let share = Rational::new(1, i128::try_from(parties.len()).ok()?)?;
    let best: Vec<&Agreement> = parties.iter().map(|&party| &ideals[party].agreement).collect();
    let start = mixed_agreement(&best, &vec![share; best.len()]);
    let units = parties.iter().map(|&party| ideals[party].gain.to_f64()).collect();
    let mut search = Search::new(zone, parties, weights, units, budget);
    search.start(start);
    let best = search.run()?;
    let agreement = mixed_agreement(
        &best.atoms.iter().map(|&atom| &search.atoms[atom].agreement).collect::<Vec<_>>(),
        &best.shares,
    );
    Some(Found::Point {
        gains: agreement.gains(zone.set()),
        agreement,
        ideals: Vec::new(),
        evidence: Evidence::Product { bound: best.bound, gap: best.gap },
    })
}

/// A point of the set that may have a share.
struct Atom {
    /// Gains of the parties with weight.
    gains: Vec<Rational>,
    agreement: Agreement,
}

/// A mixture with its proof.
struct Candidate {
    atoms: Vec<usize>,
    shares: Vec<Rational>,
    bound: Bound,
    gap: Rational,
}

struct Search<'z, 's, 'b, 'c> {
    zone: &'z ConvexZone<'s>,
    budget: &'b Budget<'c>,
    /// The vertices, where these are the points.
    vertices: Option<&'z VertexEngine<'s>>,
    /// The parties with weight.
    parties: Vec<usize>,
    /// Their parts of all weights.
    parts: Vec<Rational>,
    /// About the size of each gain.
    units: Vec<f64>,
    atoms: Vec<Atom>,
    descent: Descent,
}

impl<'z, 's, 'b, 'c> Search<'z, 's, 'b, 'c> {
    fn new(
        zone: &'z ConvexZone<'s>,
        parties: Vec<usize>,
        weights: &[Rational],
        units: Vec<f64>,
        budget: &'b Budget<'c>,
    ) -> Self {
        let total: Rational = weights.iter().sum();
        let parts: Vec<Rational> = parties.iter().map(|&party| &weights[party] / &total).collect();
        let vertices = zone.vertices().filter(|_| parties.len() == weights.len());
        let units = vertices.map_or(units, |engine| engine.units().to_vec());
        let rough_parts = parts.iter().map(Rational::to_f64).collect();
        let descent = Descent::new(rough_parts, Vec::new(), Vec::new());
        Self { zone, budget, vertices, parties, parts, units, atoms: Vec::new(), descent }
    }

    fn start(&mut self, start: Agreement) {
        match start {
            Agreement::Mixture(parts) if self.vertices.is_some() => {
                for part in parts {
                    let atom = self.vertex(part.vertex);
                    self.join(atom, part.share.to_f64());
                }
            }
            other => {
                let atom = self.atom(other);
                self.join(atom, 1.0);
            }
        }
    }

    /// The best mixture that was proved; `None` if none was, or the budget has run out.
    fn run(&mut self) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        self.climb()?;
        for _ in 0..ROUNDS {
            let Some((atoms, shares, is_exact)) = self.settle() else { break };
            let rows: Vec<Vec<Rational>> = atoms.iter().map(|&atom| self.atoms[atom].gains.clone()).collect();
            let gains = mixed(&rows, &shares);
            if !gains.iter().all(Rational::is_positive) {
                break;
            }
            let prices: Vec<Rational> = self
                .parts
                .iter()
                .zip(&gains)
                .map(|(part, gain)| part / gain)
                .map(|price| if is_exact { price } else { rounded_up(&price, PRICE_BITS) })
                .collect();
            let (next, bound, worth) = self.price(&prices)?;
            let gap = &worth - &Rational::ONE;
            let is_known = self.descent.holds(next);
            let is_enough = gap.is_zero() || (!is_exact && gap.to_f64() < 1e-30);
            if best.as_ref().is_none_or(|best| gap < best.gap) {
                best = Some(Candidate { atoms, shares, bound, gap });
            }
            if is_enough || is_known {
                break;
            }
            self.join(next, 0.0);
            self.descent.climb();
        }
        best.filter(|best| &best.gap * &Rational::from(GREATEST_GAP) <= Rational::ONE)
    }

    /// Lets points join in doubles until none is worth more; `None` once the budget has run out.
    fn climb(&mut self) -> Option<()> {
        for _ in 0..JOINS {
            self.descent.climb();
            let prices = self.descent.prices();
            let (atom, worth) = match self.vertices {
                Some(engine) => {
                    if !self.budget.spend(engine.len() as u64) {
                        return None;
                    }
                    let (vertex, worth) = engine.best_in_doubles(&prices);
                    (self.vertex(vertex), worth)
                }
                None => {
                    // A few bits do for a guide, and short numbers make short programs.
                    let price = |(price, unit): (&f64, &f64)| {
                        Rational::from_f64(price / unit).map(|price| rounded_up(&price, GUIDE_BITS))
                    };
                    let exact: Vec<Rational> =
                        prices.iter().zip(&self.units).map(price).collect::<Option<_>>()?;
                    let (atom, _, _) = self.price(&exact)?;
                    (atom, dot(&self.rough(atom), &prices))
                }
            };
            if worth.is_nan() || worth <= 1.0 + WORTH_MORE || self.descent.holds(atom) {
                break;
            }
            self.join(atom, 0.0);
        }
        Some(())
    }

    /// The shares in fractions, points without one left out; says whether they are exactly right for these points.
    fn settle(&mut self) -> Option<(Vec<usize>, Vec<Rational>, bool)> {
        loop {
            let atoms: Vec<usize> = self.descent.rows.iter().map(|(atom, _)| *atom).collect();
            let rows: Vec<Vec<Rational>> = atoms.iter().map(|&atom| self.atoms[atom].gains.clone()).collect();
            let (shares, is_exact) = match settle(&self.parts, &rows, &self.descent.shares, &self.units) {
                Settled::Exact(shares) => (shares, true),
                Settled::Near(shares) => (shares, false),
                Settled::Drop(place) if atoms.len() > 1 => {
                    self.descent.drop_row(place);
                    self.descent.climb();
                    continue;
                }
                Settled::Drop(_) | Settled::Failed => return None,
            };
            return Some((atoms, shares, is_exact));
        }
    }

    /// The point that is worth most at `prices`, the bound that says so, and what it is worth.
    fn price(&mut self, prices: &[Rational]) -> Option<(usize, Bound, Rational)> {
        if let Some(engine) = self.vertices {
            if !self.budget.spend(engine.len() as u64) {
                return None;
            }
            let best = engine.best(prices);
            let bound = Bound { weights: prices.to_vec(), rows: Vec::new() };
            return Some((self.vertex(best.vertex), bound, best.value));
        }
        let mut weights = self.zone.zeros();
        self.parties.iter().zip(prices).for_each(|(&party, price)| weights[party] = price.clone());
        let program = Program::at_least(&self.zone.zeros(), Goal::Sum(weights));
        let optimum = self.zone.best(&program, &mut Pool::new(), self.budget)?;
        Some((self.atom(optimum.agreement), optimum.bound, optimum.value))
    }

    /// The number of a vertex among the points.
    fn vertex(&mut self, vertex: usize) -> usize {
        self.atom(Agreement::Mixture(vec![Part { vertex, share: Rational::ONE }]))
    }

    /// The number of something feasible among the points.
    fn atom(&mut self, agreement: Agreement) -> usize {
        if let Some(known) = self.atoms.iter().position(|atom| atom.agreement == agreement) {
            return known;
        }
        let all = agreement.gains(self.zone.set());
        let gains = self.parties.iter().map(|&party| all[party].clone()).collect();
        self.atoms.push(Atom { gains, agreement });
        self.atoms.len() - 1
    }

    fn rough(&self, atom: usize) -> Vec<f64> {
        let gains = self.atoms[atom].gains.iter().zip(&self.units);
        gains.map(|(gain, unit)| gain.to_f64() / unit).collect()
    }

    fn join(&mut self, atom: usize, share: f64) {
        let row = self.rough(atom);
        self.descent.join(atom, row, share);
    }
}

/// The mixture of agreements.
pub(in crate::bargaining) fn mixed_agreement(agreements: &[&Agreement], shares: &[Rational]) -> Agreement {
    let (mut parts, mut are_amounts) = (Vec::new(), false);
    let mut point: Vec<Rational> = Vec::new();
    for (agreement, share) in agreements.iter().zip(shares) {
        are_amounts |= matches!(agreement, Agreement::Amounts(_));
        match agreement {
            Agreement::Mixture(own) => {
                parts.extend(own.iter().map(|part| Part { vertex: part.vertex, share: &part.share * share }));
            }
            Agreement::Point(own) | Agreement::Amounts(own) => {
                point.resize(own.len(), Rational::ZERO);
                point.iter_mut().zip(own).for_each(|(sum, own)| *sum += &(own * share));
            }
        }
    }
    match (are_amounts, point.is_empty()) {
        (true, _) => Agreement::Amounts(point),
        (false, true) => Agreement::Mixture(gathered(parts)),
        (false, false) => Agreement::Point(point),
    }
}
