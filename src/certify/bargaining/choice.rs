//! The package that a principle points to: is there a better one?

use std::cmp::Ordering;

use dashu_int::IBig;

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining::keys::Scale;
use crate::certify::bargaining::large::Bound;
use crate::certify::bargaining::recount::Referee;
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::numeric::{Rational, Vectors};

/// A fairness principle over packages.
///
/// Gains are utilities less walk-away values; the ideal of a party is its greatest gain among acceptable
/// packages. See `docs/CONCEPTS.md` for what each means and who proposed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principle {
    /// Greatest product of gains, all of them above 0.
    Nash,
    /// Greatest product of gains, each to the power of its party's weight.
    WeightedNash(Vec<u32>),
    /// Greatest smallest share of the ideal gain, then the next smallest.
    KalaiSmorodinsky,
    /// Greatest smallest gain; all packages that have it.
    Egalitarian,
    /// Greatest smallest gain, each divided by its party's proportion, above 0; all packages that have it.
    Proportional(Vec<Rational>),
    /// Greatest smallest gain, then the next smallest.
    Leximin,
    /// Smallest greatest distance from the ideal gain, then the next.
    EqualLoss,
    /// Greatest sum of gains.
    Utilitarian,
}

/// What is claimed about the packages that a principle points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The principle.
    pub principle: Principle,
    /// The packages, first in file order first; at least one, possibly not all.
    pub packages: Vec<Vec<usize>>,
    /// How many packages the principle points to.
    pub total: u128,
    /// Each party's greatest gain among acceptable packages, in units; empty if it is not known.
    pub ideal: Vec<i128>,
    /// The next best among efficient packages, if there is one.
    pub runner_up: Option<RunnerUp>,
    /// How good any package can be, where there are too many to compare with; else `None`.
    pub bound: Option<Bound>,
}

/// The best efficient package among those that the principle does not point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunnerUp {
    /// The package.
    pub package: Vec<usize>,
}

/// The claim that no acceptable package gives every party a gain above 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoStrictGain {
    /// Gains at the efficient acceptable points, in units; empty with `ruled_out`.
    pub efficient: Vectors,
    /// Where efficient points are not known, weights as those of [`Bound`], which leave no package with such gains.
    pub ruled_out: Option<Vec<IBig>>,
}

impl Referee<'_> {
    /// Judges the claim that a principle points to certain packages.
    ///
    /// Up to [`crate::certify::bargaining::RECOUNT_LIMIT`] packages, it is compared with every acceptable
    /// package (`Recount`), and the runner-up with the efficient ones if the zone was judged before; beyond, with
    /// the efficient points of two parties if those were found a second time (`Recount`, or `Necessary` where ties are too
    /// many to count again), and else only with the packages that differ on one issue (`Necessary`).
    ///
    /// A choice with a [`Bound`] is compared with every package that the weights of the bound leave (`Proof`); ideal gains
    /// must have been proved by [`Referee::judge_large`] before.
    ///
    /// # Errors
    ///
    /// [`Refused`] with the failed check.
    pub fn judge_choice(&self, choice: Choice) -> Result<Certified<Choice>, Refused<Choice>> {
        let certificate = self.check_choice(&choice);
        Certified::judge(choice, certificate)
    }

    fn check_choice(&self, choice: &Choice) -> Certificate {
        let mut checks = Vec::new();
        let gains: Vec<Option<Vec<i128>>> =
            choice.packages.iter().map(|package| self.acceptable_gains(package)).collect();
        let refused = gains.iter().filter(|gains| gains.is_none()).count();
        let sorted = choice.packages.windows(2).all(|pair| pair[0] < pair[1]);
        let named = choice.packages.len() as u128;
        let has_ideal =
            choice.ideal.len() == self.game().parties() || choice.ideal.is_empty() && choice.bound.is_some();
        let shape = has_ideal && numbers_fit(&choice.principle, self);
        checks.push(Check::count(
            "packages named are acceptable to every party",
            refused as u128 + u128::from(named == 0),
            Witness::Compared(named),
        ));
        checks.push(Check::count(
            "packages named are in file order, each once, and no more than there are",
            u128::from(!sorted) + u128::from(named > choice.total) + u128::from(!shape),
            Witness::Nothing,
        ));
        let gains: Vec<Vec<i128>> = gains.into_iter().flatten().collect();
        let Some(first) = gains.first().filter(|_| refused == 0 && shape) else {
            return Certificate { strength: Strength::Necessary, checks };
        };
        let scale = Scale::new(self.game(), &choice.principle, &choice.ideal);
        let eligible = gains.iter().filter(|gains| !scale.may_choose(gains)).count();
        checks.push(Check::count("packages named are eligible", eligible as u128, Witness::Nothing));
        let chosen = scale.weigh(first);
        let unequal =
            gains.iter().filter(|other| scale.compare(&scale.weigh(other), &chosen) != Ordering::Equal);
        checks.push(Check::count(
            "packages named are equally good",
            unequal.count() as u128,
            Witness::Nothing,
        ));
        if let Some(bound) = &choice.bound {
            let strength = self.against_bound(choice, bound, &scale, first, &mut checks);
            return Certificate { strength, checks };
        }
        match self.recount() {
            Some(recount) => {
                let wrong = u128::from(recount.ideal().as_ref() != Some(&choice.ideal));
                checks.push(Check::count("ideal gains found again", wrong, Witness::Nothing));
                let (mut better, mut equal) = (0, 0);
                recount.each(|_, other| {
                    if scale.may_choose(other) {
                        match scale.compare(&scale.weigh(other), &chosen) {
                            Ordering::Greater => better += 1,
                            Ordering::Equal => equal += 1,
                            Ordering::Less => {}
                        }
                    }
                });
                let compared = Witness::Compared(recount.acceptable());
                checks.push(Check::count("acceptable packages that are better", better, compared.clone()));
                checks.push(Check::count("ties counted again", choice.total.abs_diff(equal), compared));
                checks.push(self.check_runner_up(choice, &scale, first));
                Certificate { strength: Strength::Recount, checks }
            }
            None => match self.frontier() {
                Some(frontier) => {
                    let strength = self.against_frontier(choice, &scale, first, frontier, &mut checks);
                    Certificate { strength, checks }
                }
                None => {
                    checks.push(self.check_neighbours(choice, &scale, first));
                    checks.push(self.check_runner_up(choice, &scale, first));
                    Certificate { strength: Strength::Necessary, checks }
                }
            },
        }
    }

    /// No efficient package lies strictly between the runner-up and the choice, and the runner-up is efficient.
    fn check_runner_up(&self, choice: &Choice, scale: &Scale<'_>, first: &[i128]) -> Check {
        const NAME: &str = "efficient packages between the choice and the next best";
        let chosen = scale.weigh(first);
        let gains = choice.runner_up.as_ref().map(|next| self.acceptable_gains(&next.package));
        let rival = match &gains {
            None => None,
            Some(Some(gains)) if scale.may_choose(gains) => Some(scale.weigh(gains)),
            Some(_) => return Check::count(NAME, 1, Witness::Nothing),
        };
        if rival.as_ref().is_some_and(|rival| scale.compare(rival, &chosen) != Ordering::Less) {
            return Check::count(NAME, 1, Witness::Nothing);
        }
        let Some((recount, efficient)) = self.efficient() else {
            let name = "the next best is no better than the choice";
            return Check::count(name, 0, Witness::Nothing);
        };
        let rival_gains = gains.as_ref().and_then(Option::as_deref);
        let (mut overlooked, mut is_efficient) = (0_u128, rival_gains.is_none());
        recount.at(efficient.iter().copied(), |_, other| {
            is_efficient |= rival_gains == Some(other);
            if scale.may_choose(other) {
                let weighed = scale.weigh(other);
                let is_between = scale.compare(&weighed, &chosen) == Ordering::Less
                    && rival.as_ref().is_none_or(|rival| scale.compare(&weighed, rival) == Ordering::Greater);
                overlooked += u128::from(is_between);
            }
        });
        let violations = overlooked + u128::from(!is_efficient);
        Check::count(NAME, violations, Witness::Compared(efficient.len() as u128))
    }

    pub(in crate::certify::bargaining) fn check_neighbours(
        &self,
        choice: &Choice,
        scale: &Scale<'_>,
        first: &[i128],
    ) -> Check {
        let chosen = scale.weigh(first);
        let (mut compared, mut better) = (0, 0);
        let start = &choice.packages[0];
        for (issue, &count) in self.game().levels().iter().enumerate() {
            for level in (0..count).filter(|&level| level != start[issue]) {
                let mut package = start.clone();
                package[issue] = level;
                let Some(gains) = self.acceptable_gains(&package) else { continue };
                if scale.may_choose(&gains) {
                    compared += 1;
                    let order = scale.compare(&scale.weigh(&gains), &chosen);
                    better += u128::from(order == Ordering::Greater);
                }
            }
        }
        Check::count("packages that differ on one issue and are better", better, Witness::Compared(compared))
    }

    /// Judges the claim that no acceptable package gives every party a gain above 0.
    ///
    /// Such a package would be matched by an efficient one, so the efficient points are looked at
    /// (`Necessary`), and up to [`crate::certify::bargaining::RECOUNT_LIMIT`] packages all of them (`Recount`). With weights,
    /// every package that they leave is looked at (`Proof`).
    ///
    /// # Errors
    ///
    /// [`Refused`] if there is one, or if no efficient point is shown.
    pub fn judge_no_strict_gain(
        &self,
        claim: NoStrictGain,
    ) -> Result<Certified<NoStrictGain>, Refused<NoStrictGain>> {
        let is_strict = |gains: &[i128]| gains.iter().all(|&gain| gain > 0);
        let strict = claim.efficient.iter().filter(|gains| is_strict(gains)).count();
        let shown = claim.efficient.len();
        let is_misshapen = claim.efficient.width() != self.game().parties();
        let mut strength = Strength::Necessary;
        let mut checks = match &claim.ruled_out {
            Some(weights) => {
                strength = Strength::Proof;
                let wrong = u128::from(!self.is_strict_gain_ruled_out(weights));
                vec![Check::count(
                    "weights that leave no package with every gain above 0",
                    wrong,
                    Witness::Nothing,
                )]
            }
            None => {
                let wrong = strict as u128 + u128::from(shown == 0 || is_misshapen);
                let name = "efficient points with every gain above 0";
                vec![Check::count(name, wrong, Witness::Compared(shown as u128))]
            }
        };
        if let Some(recount) = self.recount() {
            strength = Strength::Recount;
            let mut strict = 0;
            recount.each(|_, gains| strict += u128::from(is_strict(gains)));
            let name = "acceptable packages with every gain above 0";
            checks.push(Check::count(name, strict, Witness::Compared(recount.acceptable())));
        }
        Certified::judge(claim, Certificate { strength, checks })
    }
}

/// Has the principle a number for each party that it can use?
fn numbers_fit(principle: &Principle, referee: &Referee<'_>) -> bool {
    let parties = referee.game().parties();
    match principle {
        Principle::WeightedNash(weights) => {
            weights.len() == parties && weights.iter().any(|&weight| weight > 0)
        }
        Principle::Proportional(proportions) => {
            proportions.len() == parties && proportions.iter().all(Rational::is_positive)
        }
        _ => true,
    }
}
