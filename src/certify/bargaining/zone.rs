//! The zone: is what was counted what there is?

use std::cmp::Ordering;
use std::sync::Arc;

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining::recount::{Recount, Referee};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::bargaining::{BargainingGame, Rule};
use crate::numeric::{Rational, Vectors};

/// Greatest number of comparisons made to recount the efficient points.
const EFFICIENT_COMPARISONS: u128 = 500_000_000;

/// What is claimed about the zone of a game; utilities in units of each party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneFacts {
    /// Packages that meet every rule.
    pub admissible: u128,
    /// Admissible packages that no party would refuse.
    pub acceptable: u128,
    /// Acceptable packages at which some party is exactly at its walk-away value.
    pub on_boundary: u128,
    /// Acceptable packages that no admissible package improves on.
    pub efficient: u128,
    /// Greatest utility of each party over acceptable packages; `None` if there are none.
    pub best: Option<Vec<i128>>,
    /// For each issue and level whether an acceptable package has it.
    pub levels: Vec<Vec<bool>>,
    /// Utilities of the efficient packages, each vector once.
    pub efficient_points: Arc<Vectors>,
    /// One acceptable package, if there is one.
    pub agreement: Option<Vec<usize>>,
}

impl ZoneFacts {
    /// Is there an acceptable package?
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.acceptable > 0
    }
}

impl Referee<'_> {
    /// Judges a claim about the zone.
    ///
    /// Up to [`crate::certify::bargaining::RECOUNT_LIMIT`] packages everything is counted again
    /// (`Recount`). Beyond, an open zone is checked by one agreement (`Necessary` for the counts), and an
    /// empty one by a party that even its best level on every issue leaves below its walk-away value
    /// (`Proof`), or, if no party is that far off, not proved.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_zone(&self, facts: ZoneFacts) -> Result<Certified<ZoneFacts>, Refused<ZoneFacts>> {
        let (certificate, efficient) = match self.recount() {
            Some(recount) => self.recounted(&facts, recount),
            None => (self.necessary(&facts), Vec::new()),
        };
        let certified = Certified::judge(facts, certificate)?;
        if certified.certificate().strength == Strength::Recount {
            self.remember_efficient(efficient);
        }
        Ok(certified)
    }

    /// The checks by a second count, and for each efficient point the place of one of its packages in it.
    fn recounted(&self, facts: &ZoneFacts, recount: &Recount) -> (Certificate, Vec<u32>) {
        let game = self.game();
        let acceptable = recount.acceptable();
        let mut on_boundary = 0_u128;
        recount.each(|_, gains| on_boundary += u128::from(gains.contains(&0)));
        let ideal = recount.ideal();
        let claimed_ideal = facts.best.as_ref().map(|best| gains_of(game, best));
        let mut checks = vec![
            differ("admissible packages counted again", facts.admissible, recount.admissible),
            differ("acceptable packages counted again", facts.acceptable, acceptable),
            differ("packages on a walk-away value counted again", facts.on_boundary, on_boundary),
            holds("greatest utilities found again", claimed_ideal == ideal),
            holds("levels inside the zone found again", facts.levels == recount.levels),
        ];
        let agreement = facts.agreement.as_ref().map(|package| self.acceptable_gains(package).is_some());
        checks.push(holds(
            "an agreement is shown if there is one",
            agreement == (acceptable > 0).then_some(true),
        ));
        checks.push(has_shape(game, facts));
        let claimed = &facts.efficient_points;
        let comparisons = acceptable.saturating_mul(claimed.len() as u128);
        if comparisons > EFFICIENT_COMPARISONS || claimed.width() != game.parties() {
            return (Certificate { strength: Strength::Necessary, checks }, Vec::new());
        }
        let points = Sorted::gains(game, claimed);
        let (mut uncovered, mut counted) = (0_u128, 0_u128);
        let mut attained: Vec<Option<u32>> = vec![None; points.len()];
        let mut hint = 0;
        recount.each(|package, gains| match points.covering(gains, &mut hint) {
            None => uncovered += 1,
            Some(place) if points.row(place) == gains => {
                attained[place].get_or_insert(package);
                counted += 1;
            }
            Some(_) => {}
        });
        let dominated = (0..points.len()).filter(|&place| points.is_dominated(place)).count();
        let missing = attained.iter().filter(|package| package.is_none()).count();
        checks.push(Check::count(
            "acceptable packages that no efficient one matches",
            uncovered,
            Witness::Compared(acceptable),
        ));
        checks.push(Check::count(
            "efficient points that another improves on, or that no package has",
            (dominated + missing) as u128,
            Witness::Compared(points.len() as u128),
        ));
        checks.push(differ("efficient packages counted again", facts.efficient, counted));
        let efficient = attained.into_iter().flatten().collect();
        (Certificate { strength: Strength::Recount, checks }, efficient)
    }

    fn necessary(&self, facts: &ZoneFacts) -> Certificate {
        if let Some(package) = &facts.agreement {
            let gains = self.acceptable_gains(package);
            let witness = Witness::Package(package.clone());
            let mut checks =
                vec![Check::count("the agreement shown is acceptable", u128::from(gains.is_none()), witness)];
            checks.push(holds("an open zone has a positive count", facts.acceptable > 0));
            checks.push(holds("no more acceptable than admissible", facts.acceptable <= facts.admissible));
            checks.push(has_shape(self.game(), facts));
            return Certificate { strength: Strength::Necessary, checks };
        }
        let empty = holds(
            "an empty zone has no count, no best and no efficient point",
            facts.acceptable == 0 && facts.best.is_none() && facts.efficient_points.is_empty(),
        );
        let bounds = greatest_bounds(self.game());
        let short = (0..self.game().parties()).find(|&party| bounds[party] < self.game().walk_away()[party]);
        match short {
            Some(party) => {
                let name = "even its best level everywhere leaves this party below its walk-away value";
                let check = Check::count(name, 0, Witness::Party(party));
                Certificate { strength: Strength::Proof, checks: vec![empty, check] }
            }
            None => Certificate { strength: Strength::Necessary, checks: vec![empty] },
        }
    }
}

/// An upper bound on each party's utility: its greatest entry in every payoff table, over the combinations
/// that rules on the same issues allow.
fn greatest_bounds(game: &BargainingGame) -> Vec<i128> {
    let parties = game.parties();
    let mut bounds = vec![0_i128; parties];
    for term in game.terms() {
        let allowed = |combination: usize| {
            game.rules().iter().all(|rule| match rule {
                Rule::Combinations { issues, allowed } => *issues != term.issues || allowed[combination],
                Rule::Sum { .. } => true,
            })
        };
        for (party, bound) in bounds.iter_mut().enumerate() {
            let rows = term.table.chunks_exact(parties).enumerate();
            let best = rows.filter(|(row, _)| allowed(*row)).map(|(_, row)| row[party]).max();
            *bound = bound.saturating_add(best.unwrap_or(-crate::games::bargaining::MAX_UNITS));
        }
    }
    bounds
}

/// Gains at the claimed points, ascending, behind one another: they are compared very often.
struct Sorted {
    parties: usize,
    gains: Vec<i128>,
}

impl Sorted {
    fn gains(game: &BargainingGame, points: &Vectors) -> Self {
        let rows: Vec<Vec<i128>> = points.iter().map(|point| gains_of(game, &point)).collect();
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_unstable_by(|&left, &right| rows[left].cmp(&rows[right]));
        Self {
            parties: game.parties(),
            gains: order.into_iter().flat_map(|place| rows[place].clone()).collect(),
        }
    }

    fn len(&self) -> usize {
        self.gains.len() / self.parties
    }

    fn row(&self, place: usize) -> &[i128] {
        &self.gains[place * self.parties..][..self.parties]
    }

    fn covers(&self, place: usize, gains: &[i128]) -> bool {
        self.row(place).iter().zip(gains).all(|(better, gain)| better >= gain)
    }

    /// A point at least as good for all as `gains`, the same one if there is one; `hint` remembers the last
    /// found.
    fn covering(&self, gains: &[i128], hint: &mut usize) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.row(middle).cmp(gains) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        if *hint < self.len() && self.covers(*hint, gains) {
            return Some(*hint);
        }
        let found = (0..self.len()).find(|&place| self.covers(place, gains))?;
        *hint = found;
        Some(found)
    }

    /// Is another point at least as good for all?
    fn is_dominated(&self, place: usize) -> bool {
        (0..self.len()).any(|other| other != place && self.covers(other, self.row(place)))
    }
}

/// Does every efficient point claimed have a number for each party?
fn has_shape(game: &BargainingGame, facts: &ZoneFacts) -> Check {
    let fits = facts.efficient_points.width() == game.parties();
    holds("efficient points have a utility for each party", fits)
}

fn gains_of(game: &BargainingGame, utilities: &[i128]) -> Vec<i128> {
    utilities.iter().zip(game.walk_away()).map(|(utility, floor)| utility - floor).collect()
}

fn differ(name: &'static str, claimed: u128, counted: u128) -> Check {
    Check::count(name, claimed.abs_diff(counted), Witness::Compared(counted))
}

fn holds(name: &'static str, holds: bool) -> Check {
    let residual = if holds { Rational::ZERO } else { Rational::ONE };
    Check::exact(name, residual, Witness::Nothing)
}
