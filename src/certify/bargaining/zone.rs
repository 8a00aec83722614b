//! The zone: is what was counted what there is?

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining::recount::{Recount, Referee};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::games::bargaining::{BargainingGame, Rule};
use crate::numeric::Rational;

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
    pub efficient_points: Vec<Vec<i128>>,
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
        let certificate = match self.recount() {
            Some(recount) => self.recounted(&facts, recount),
            None => self.necessary(&facts),
        };
        let certified = Certified::judge(facts, certificate)?;
        if certified.certificate().strength == Strength::Recount {
            let points = certified.efficient_points.iter().map(|point| gains_of(self.game(), point));
            self.remember_efficient(points.collect());
        }
        Ok(certified)
    }

    fn recounted(&self, facts: &ZoneFacts, recount: &Recount) -> Certificate {
        let game = self.game();
        let acceptable = recount.acceptable();
        let on_boundary = recount.gains().filter(|gains| gains.contains(&0)).count() as u128;
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
        let comparisons = acceptable.saturating_mul(facts.efficient_points.len() as u128);
        if comparisons > EFFICIENT_COMPARISONS {
            return Certificate { strength: Strength::Necessary, checks };
        }
        let mut points: Vec<Vec<i128>> =
            facts.efficient_points.iter().map(|point| gains_of(game, point)).collect();
        points.sort_unstable();
        let (mut uncovered, mut counted) = (0_u128, 0_u128);
        let mut attained = vec![false; points.len()];
        let mut hint = 0;
        for gains in recount.gains() {
            match covering(&points, gains, &mut hint) {
                None => uncovered += 1,
                Some(place) if points[place] == gains => {
                    attained[place] = true;
                    counted += 1;
                }
                Some(_) => {}
            }
        }
        let dominated =
            points.iter().enumerate().filter(|(place, point)| is_dominated(&points, *place, point)).count();
        let missing = attained.iter().filter(|&&seen| !seen).count();
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
        Certificate { strength: Strength::Recount, checks }
    }

    fn necessary(&self, facts: &ZoneFacts) -> Certificate {
        if let Some(package) = &facts.agreement {
            let gains = self.acceptable_gains(package);
            let witness = Witness::Package(package.clone());
            let mut checks =
                vec![Check::count("the agreement shown is acceptable", u128::from(gains.is_none()), witness)];
            checks.push(holds("an open zone has a positive count", facts.acceptable > 0));
            checks.push(holds("no more acceptable than admissible", facts.acceptable <= facts.admissible));
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
    let mut bounds = vec![0; parties];
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
            *bound += best.unwrap_or(-crate::games::bargaining::MAX_UNITS);
        }
    }
    bounds
}

/// A point at least as good for all as `gains`, the same one if there is one; `hint` remembers the last found.
///
/// - `points`: ascending.
fn covering(points: &[Vec<i128>], gains: &[i128], hint: &mut usize) -> Option<usize> {
    let covers = |point: &Vec<i128>| point.iter().zip(gains).all(|(better, gain)| better >= gain);
    if let Ok(place) = points.binary_search_by(|point| point.as_slice().cmp(gains)) {
        return Some(place);
    }
    if points.get(*hint).is_some_and(covers) {
        return Some(*hint);
    }
    let found = points.iter().position(covers)?;
    *hint = found;
    Some(found)
}

fn is_dominated(points: &[Vec<i128>], place: usize, point: &[i128]) -> bool {
    points.iter().enumerate().any(|(other, better)| {
        other != place && better.iter().zip(point).all(|(better, value)| better >= value)
    })
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
