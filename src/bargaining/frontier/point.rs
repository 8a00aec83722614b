//! The point that a principle picks on a frontier: looked for in doubles, claimed in fractions.

use crate::bargaining::frontier::lean::lean;
use crate::bargaining::frontier::rough::{Rough, place};
use crate::bargaining::frontier::sweep::Swept;
use crate::bargaining::frontier::zone::{Accepted, FrontierZone};
use crate::bargaining::frontier::{path, steps};
use crate::budget::Budget;
use crate::certify::bargaining_set::SetPrinciple;
use crate::certify::frontier::{
    FrontierAnswer, FrontierEvidence, FrontierPoint, NoFrontierPoint, judge_frontier_point,
    judge_no_frontier_point,
};
use crate::certify::{Answer, Certified, Completeness, Stop, Verdict};
use crate::games::frontier::{Frontier, Place, Stretch};
use crate::numeric::{Rational, simplest_between};

/// Halves of a stretch by which a place that is no fraction is enclosed, the narrowest first.
const WIDTHS: [i32; 4] = [-46, -40, -34, -32];
/// Halves of a stretch in which the simplest fraction is tried.
const GUESS: i32 = -40;

/// The point that a principle picks on a frontier.
///
/// - `principle`: any; weights or proportions must be two.
///
/// Unique, except for weighted products with a weight of 0 on a level or an upright line. `NoneExists` if nothing gives
/// both parties at least their disagreement values, or one of them can gain nothing.
///
/// Certificate: a proof that the point lies between two places, which are one if it is known exactly; else no party's
/// gain is open by more than 10^-9 of its ideal gain.
/// Cost: some hundred values of polynomials; with integrals or Raiffa's rules some hundred thousand operations in doubles.
///
/// ```
/// use zopa::bargaining::frontier::{frontier_zone, point_on_frontier};
/// use zopa::budget::Budget;
/// use zopa::certify::bargaining_set::SetPrinciple;
/// use zopa::games::frontier::Frontier;
/// use zopa::numeric::Rational;
///
/// // Lotteries over (0, 8), (8, 6) and (12, 0).
/// let corners = [[0, 8], [8, 6], [12, 0]].map(|corner: [i64; 2]| corner.map(Into::into));
/// let frontier = Frontier::from_corners([0.into(), 0.into()], &corners)?;
/// let budget = Budget::unlimited();
/// let answer = point_on_frontier(&frontier_zone(&frontier), SetPrinciple::EqualArea, &budget);
/// // The line from (0, 0) to it halves the area of 68.
/// let point = answer.found().unwrap();
/// assert!(point.is_exact());
/// assert_eq!(frontier.gains(&point.from), ["74/9", "17/3"].map(|text| text.parse::<Rational>().unwrap()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn point_on_frontier(
    zone: &FrontierZone<'_>,
    principle: SetPrinciple,
    budget: &Budget<'_>,
) -> FrontierAnswer {
    let undecided = |stop| Answer {
        stop,
        verdict: Verdict::Undecided { best: None },
        completeness: Completeness::Unknown,
    };
    let accepted = match zone.opening() {
        Ok(accepted) => accepted,
        Err(reason) => {
            let claim = NoFrontierPoint { principle, reason: reason.clone() };
            return match judge_no_frontier_point(zone.frontier(), claim) {
                Ok(none) => Answer {
                    stop: Stop::Finished,
                    verdict: Verdict::NoneExists(none),
                    completeness: Completeness::All,
                },
                Err(_) => undecided(Stop::Finished),
            };
        }
    };
    if !budget.spend(1) {
        return undecided(Stop::OutOfBudget);
    }
    let search = Search { zone, accepted, principle, budget };
    match search.find() {
        Some(point) => {
            let completeness = match &point.principle {
                SetPrinciple::WeightedNash(weights) if weights.iter().any(Rational::is_zero) => {
                    Completeness::One
                }
                _ => Completeness::All,
            };
            Answer { stop: Stop::Finished, verdict: Verdict::Found(point), completeness }
        }
        None => undecided(if budget.is_exhausted() { Stop::OutOfBudget } else { Stop::Finished }),
    }
}

struct Search<'z, 'f> {
    zone: &'z FrontierZone<'f>,
    accepted: &'z Accepted,
    principle: SetPrinciple,
    budget: &'z Budget<'z>,
}

impl Search<'_, '_> {
    fn find(&self) -> Option<Certified<FrontierPoint>> {
        let rough = self.zone.rough();
        let (from, to) = (rough.number(&self.accepted.start[0]), rough.number(&self.accepted.end[1]));
        let near = match &self.principle {
            SetPrinciple::RaiffaDiscrete => return self.between_steps(),
            SetPrinciple::RaiffaContinuous => return self.along_path(),
            SetPrinciple::PerlesMaschler => Swept::Length.middle(rough, from, to),
            SetPrinciple::EqualArea => Swept::Area.middle(rough, from, to),
            principle => {
                let ideals = [rough.at(to).gains[0], rough.at(from).gains[1]];
                rough.turn(from, to, |place| lean(principle, &rough.at(place), ideals).unwrap_or_default())
            }
        };
        let exact = self.guesses(rough, near).into_iter().find_map(|place| self.claim(place.clone(), place));
        // An end that is no fraction itself lies between two places.
        let ends = [&self.accepted.start, &self.accepted.end].into_iter();
        let mut ends = ends.filter(|[one, _]| (rough.number(one) - near).abs() < 1e-9);
        let at_end = || ends.find_map(|[one, two]| self.claim(one.clone(), two.clone()));
        exact.or_else(at_end).or_else(|| {
            // Integrals over curves are not known better than that.
            let widths = if self.is_integral() { &WIDTHS[2..] } else { &WIDTHS };
            widths.iter().find_map(|&halves| {
                let width = power_of_two(halves);
                let frontier = self.zone.frontier();
                let (low, high) = ((near - width).max(from), (near + width).min(to));
                self.claim(place(frontier, low)?, place(frontier, high)?)
            })
        })
    }

    /// Places that may be the point itself: corners, the ends, the simplest fraction nearby.
    fn guesses(&self, rough: &Rough, near: f64) -> Vec<Place> {
        let frontier = self.zone.frontier();
        let index = (near.max(0.0) as usize).min(rough.len().saturating_sub(1));
        let Some(stretch) = frontier.stretches().get(index) else { return Vec::new() };
        let part = near - index as f64;
        let mut list = Vec::new();
        let on = |at: &Rational| Place { stretch: index, at: at.clone() };
        let ends = [&self.accepted.start, &self.accepted.end].into_iter().filter(|two| two[0] == two[1]);
        list.extend(ends.map(|two| two[0].clone()).filter(|end| (rough.number(end) - near).abs() < 1e-9));
        if part < 1e-9 {
            list.push(on(&stretch.from));
        }
        if part > 1.0 - 1e-9 {
            list.push(on(&stretch.to));
        }
        // An integral over a curve takes its time and is hardly ever met by a fraction.
        if !self.is_integral() {
            list.extend(self.halving(index).map(|at| on(&at)));
            let width = power_of_two(GUESS);
            let at = |part: f64| {
                let part = Rational::from_f64(part.clamp(0.0, 1.0))?;
                Some(&stretch.from + &(&part * &(&stretch.to - &stretch.from)))
            };
            let ends = at(part - width).zip(at(part + width));
            list.extend(ends.map(|(low, high)| on(&simplest_between(&low, &high))));
        }
        list
    }

    /// Does the principle ask for an integral over something bent?
    fn is_integral(&self) -> bool {
        let is_swept = matches!(self.principle, SetPrinciple::PerlesMaschler | SetPrinciple::EqualArea);
        is_swept && !self.zone.frontier().stretches().iter().all(Stretch::is_straight)
    }

    /// Where on a straight stretch of a polygon the line from the disagreement point halves the area: areas of triangles.
    fn halving(&self, index: usize) -> Option<Rational> {
        if self.principle != SetPrinciple::EqualArea {
            return None;
        }
        let frontier = self.zone.frontier();
        let gains = |stretch: usize, at: &Rational| frontier.gains(&Place { stretch, at: at.clone() });
        let triangle = |one: &[Rational; 2], two: &[Rational; 2]| &(&two[0] * &one[1]) - &(&one[0] * &two[1]);
        let (start, end) = (&self.accepted.start[1], &self.accepted.end[0]);
        let mut before = Rational::ZERO;
        let mut all = Rational::ZERO;
        let mut own = Rational::ZERO;
        let mut first = Rational::ZERO;
        for (place, stretch) in frontier.stretches().iter().enumerate() {
            if place < start.stretch || place > end.stretch || !stretch.is_straight() {
                continue;
            }
            let from = if place == start.stretch { &start.at } else { &stretch.from };
            let to = if place == end.stretch { &end.at } else { &stretch.to };
            let area = triangle(&gains(place, from), &gains(place, to));
            all += &area;
            match place.cmp(&index) {
                std::cmp::Ordering::Less => before += &area,
                std::cmp::Ordering::Equal => {
                    own = area.checked_div(&(to - from))?;
                    first = from.clone();
                }
                std::cmp::Ordering::Greater => {}
            }
        }
        let missing = &all.checked_div(&Rational::from(2))? - &before;
        Some(&first + &missing.checked_div(&own)?)
    }

    fn between_steps(&self) -> Option<Certified<FrontierPoint>> {
        let list = steps::sequence(self.zone, self.accepted, self.budget)?;
        let last = list.last()?;
        let (from, to) = (last.first[0].clone(), last.second[1].clone());
        self.judge(from, to, FrontierEvidence::Steps(list))
    }

    fn along_path(&self) -> Option<Certified<FrontierPoint>> {
        let pieces = path::pieces(self.zone.frontier(), self.accepted, self.budget)?;
        let last = pieces.last()?;
        let own = self.accepted.start[0].stretch;
        let from = Place { stretch: own, at: last.to.clone() };
        WIDTHS.iter().find_map(|&halves| {
            // The last step stops a little before both meet; what is not known of the path comes on top.
            let width = &Rational::from_f64(power_of_two(halves))?
                * &(&self.accepted.end[0].at - &self.accepted.start[0].at);
            let to = Place { stretch: own, at: &last.to + &width };
            self.judge(from.clone(), to, FrontierEvidence::Path(pieces.clone()))
        })
    }

    fn claim(&self, from: Place, to: Place) -> Option<Certified<FrontierPoint>> {
        self.judge(from, to, FrontierEvidence::Balance)
    }

    fn judge(&self, from: Place, to: Place, evidence: FrontierEvidence) -> Option<Certified<FrontierPoint>> {
        let [first, second] = self.zone.ideals()?;
        let gains = [&from, &to].map(|place| self.zone.frontier().gains(place));
        let open = |party: usize, ideal: &Rational| {
            let (less, more) = (&gains[party], &gains[1 - party]);
            (&more[party] - &less[party]).checked_div(ideal)
        };
        let gap = open(0, &first[0])?.max(open(1, &second[0])?);
        let claim = FrontierPoint {
            principle: self.principle.clone(),
            start: self.accepted.start.clone(),
            end: self.accepted.end.clone(),
            from,
            to,
            gap,
            evidence,
        };
        judge_frontier_point(self.zone.frontier(), claim).ok()
    }
}

fn power_of_two(exponent: i32) -> f64 {
    (0..exponent.unsigned_abs()).fold(1.0, |power, _| if exponent < 0 { power / 2.0 } else { power * 2.0 })
}

/// What each party surely gains at a claimed point, none below 0: no more than [`FrontierPoint::gap`] below the point.
#[must_use]
pub fn gains_at(frontier: &Frontier, point: &FrontierPoint) -> [Rational; 2] {
    let [first, second] = [frontier.gains(&point.from)[0].clone(), frontier.gains(&point.to)[1].clone()];
    [first.max(Rational::ZERO), second.max(Rational::ZERO)]
}
