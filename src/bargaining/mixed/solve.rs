//! The package that a principle picks among all of a mixed game.

use crate::bargaining::mixed::lexicographic::Scale;
use crate::bargaining::mixed::product::Product;
use crate::bargaining::mixed::zone::MixedZone;
use crate::budget::Budget;
use crate::certify::bargaining_set::Bound;
use crate::certify::mixed::{
    CellProof, Emptiness, MixedAnswer, MixedChoice, MixedIdeal, MixedPrinciple, NoMixedChoice,
    judge_mixed_choice, judge_no_mixed_choice,
};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::mixed::MixedPackage;
use crate::numeric::Rational;

/// A package that a principle picks, and why none is better.
pub(in crate::bargaining::mixed) struct Picked {
    pub(in crate::bargaining::mixed) package: MixedPackage,
    /// Packages of other combinations that serve it as well.
    pub(in crate::bargaining::mixed) ties: Vec<MixedPackage>,
    /// One for each combination.
    pub(in crate::bargaining::mixed) proofs: Vec<CellProof>,
    pub(in crate::bargaining::mixed) gap: Rational,
}

/// What a principle came to.
enum Found {
    Picked(Picked, Vec<MixedIdeal>),
    Nothing(Emptiness, Vec<Bound>),
}

impl MixedZone<'_> {
    /// The package that `principle` picks, judged.
    ///
    /// Cost: some small linear programs for each combination that is not out of the question at once; for a product, one
    /// convex program for each.
    ///
    /// ```
    /// use zopa::bargaining::mixed::{cells, mixed_zone};
    /// use zopa::budget::Budget;
    /// use zopa::certify::mixed::MixedPrinciple;
    /// # use zopa::games::bargaining::{BargainingGame, Term};
    /// # use zopa::games::mixed::{Continuous, MixedGame, Piece, Stretch};
    /// # let term = Term { issues: vec![0], table: vec![20, 0] };
    /// # let scales = vec![1_u8.into(), 1_u8.into()];
    /// # let frame = BargainingGame::new(vec![1], scales, vec![term], vec![], vec![0, 30])?;
    /// # let piece = Piece { length: 12.into(), rates: vec![(-2).into(), 5.into()] };
    /// # let months = Continuous { issue: 0, stretches: vec![Stretch { from: 0.into(), pieces: vec![piece] }] };
    /// # let game = MixedGame::new(frame, vec![months], vec![])?;
    /// // The game of `mixed_zone`: gains are 20 - 2 m and 5 m - 30, whose product is greatest at 8 months.
    /// let budget = Budget::unlimited();
    /// let cells = cells(&game, &budget)?;
    /// let zone = mixed_zone(&game, &cells, &budget);
    /// let nash = zone.solve(MixedPrinciple::Nash, &budget);
    /// assert_eq!(nash.found().unwrap().package.amounts, [zopa::numeric::Rational::from(8)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn solve(&self, principle: MixedPrinciple, budget: &Budget<'_>) -> MixedAnswer {
        let undecided = |stop: Stop| Answer {
            stop,
            verdict: Verdict::Undecided { best: None },
            completeness: Completeness::Unknown,
        };
        let found = if self.is_complete() { self.find(&principle, budget) } else { None };
        let verdict = match found {
            None => {
                let is_over = budget.is_exhausted() || !self.is_complete();
                return undecided(if is_over { Stop::OutOfBudget } else { Stop::Finished });
            }
            Some(Found::Picked(picked, ideals)) => {
                let Some(gains) = self.game.gains(&picked.package) else {
                    return undecided(Stop::Finished);
                };
                let Picked { package, mut ties, proofs, gap } = picked;
                // The border of two stretches belongs to both: the same package can stand in two combinations.
                ties.retain(|other| !self.is_same(other, &package));
                ties.dedup_by(|one, other| self.is_same(one, other));
                let claim = MixedChoice { principle, package, gains, ties, ideals, proofs, gap };
                judge_mixed_choice(self.game, claim).map_or_else(Verdict::Refused, Verdict::Found)
            }
            Some(Found::Nothing(reason, bounds)) => {
                let claim = NoMixedChoice { principle, reason, bounds };
                match judge_no_mixed_choice(self.game, claim) {
                    Ok(none) => Verdict::NoneExists(none),
                    Err(_) => return undecided(Stop::Finished),
                }
            }
        };
        // Other amounts of one combination can serve some principles as well.
        Answer { stop: Stop::Finished, verdict, completeness: Completeness::One }
    }

    fn find(&self, principle: &MixedPrinciple, budget: &Budget<'_>) -> Option<Found> {
        if !self.is_open() {
            return Some(Found::Nothing(Emptiness::NoZone, self.closing()));
        }
        let ones = || vec![Rational::ONE; self.game.parties()];
        let plain = |direction: Vec<Rational>| Scale { direction, offset: self.zeros() };
        let without = |picked: Picked| Found::Picked(picked, Vec::new());
        match principle {
            MixedPrinciple::Nash => self.product(&vec![1; self.game.parties()], budget),
            MixedPrinciple::WeightedNash(weights) => self.product(weights, budget),
            MixedPrinciple::Leximin => self.greatest_key(&plain(ones()), budget).map(without),
            MixedPrinciple::Egalitarian => self.smallest(&plain(ones()), budget).map(without),
            MixedPrinciple::Proportional(list) => self.smallest(&plain(list.clone()), budget).map(without),
            MixedPrinciple::Utilitarian => self.greatest_sum(budget).map(without),
            MixedPrinciple::KalaiSmorodinsky => {
                let ideals = self.ideals(budget)?;
                let direction: Vec<Rational> = ideals.iter().map(|ideal| ideal.gain.clone()).collect();
                let picked = if direction.iter().any(Rational::is_positive) {
                    self.greatest_key(&plain(direction), budget)?
                } else {
                    self.anything()?
                };
                Some(Found::Picked(picked, ideals.to_vec()))
            }
            MixedPrinciple::EqualLoss => {
                let ideals = self.ideals(budget)?;
                let most = ideals.iter().map(|ideal| &ideal.gain).max()?;
                let offset = ideals.iter().map(|ideal| most - &ideal.gain).collect();
                let picked = self.greatest_key(&Scale { direction: ones(), offset }, budget)?;
                Some(Found::Picked(picked, ideals.to_vec()))
            }
        }
    }

    /// Are these the same amounts with the same levels of the discrete issues?
    fn is_same(&self, one: &MixedPackage, other: &MixedPackage) -> bool {
        let is_continuous = |issue: usize| self.game.continuous().iter().any(|own| own.issue == issue);
        let mut levels = one.levels.iter().zip(&other.levels).enumerate();
        one.amounts == other.amounts
            && levels.all(|(issue, (one, other))| one == other || is_continuous(issue))
    }

    fn product(&self, weights: &[u32], budget: &Budget<'_>) -> Option<Found> {
        Some(match self.greatest_product(weights, budget)? {
            Product::Picked(picked) => Found::Picked(picked, Vec::new()),
            Product::Nothing(bounds) => Found::Nothing(Emptiness::NoGain, bounds),
        })
    }

    /// As the greatest key, where only the smallest number counts: steps are no better than their first bound.
    fn smallest(&self, scale: &Scale, budget: &Budget<'_>) -> Option<Picked> {
        let mut picked = self.greatest_key(scale, budget)?;
        picked.ties.clear();
        for proof in &mut picked.proofs {
            if let CellProof::Stages(stages) = proof {
                *proof = CellProof::Bound(stages.first()?.bound.clone());
            }
        }
        Some(picked)
    }

    /// A package at which nobody loses, where nobody can gain: every one is as good.
    fn anything(&self) -> Option<Picked> {
        let (place, _) = self.open.first()?;
        let crate::certify::mixed::CellState::Open(package) = self.states().get(*place)? else { return None };
        let bound = |set| {
            CellProof::Bound(Bound {
                weights: self.zeros(),
                rows: crate::bargaining::mixed::cells::nothing(set),
            })
        };
        Some(Picked {
            package: package.clone(),
            ties: Vec::new(),
            proofs: self.cells.sets.iter().map(bound).collect(),
            gap: Rational::ZERO,
        })
    }
}
