//! Games that ask something else of the same packages: with fewer demands, with smaller losses, with one more who pays.

use crate::games::bargaining::{BargainingGame, InvalidGame, MAX_UNITS, Rule, Term};
use crate::numeric::Rational;

impl BargainingGame {
    /// The same game with the walk-away values of `parties` and the rules that `keep` accepts as the only demands.
    ///
    /// Every package reaches the walk-away values of the other parties.
    ///
    /// # Errors
    ///
    /// None that a consistent game has; [`InvalidGame`] passes through.
    pub fn with_demands(&self, parties: &[usize], keep: impl Fn(usize) -> bool) -> Result<Self, InvalidGame> {
        let floor = |party: usize| match parties.contains(&party) {
            true => self.walk_away[party],
            false => self.least_utility(party),
        };
        let floors = (0..self.parties()).map(floor).collect();
        self.with_rules(keep).with_walk_away(floors)
    }

    /// The same game with walk-away values that a package reaches if nobody loses as much as `loss` points or more.
    ///
    /// # Errors
    ///
    /// [`InvalidGame`] if a walk-away value leaves the range of [`MAX_UNITS`].
    pub fn with_losses_below(&self, loss: &Rational) -> Result<Self, InvalidGame> {
        self.lowered_by(loss, |units| {
            Some(i128::try_from((-units).floor()).ok()?.checked_add(1)?.max(-MAX_UNITS))
        })
    }

    /// The same game with walk-away values that a package reaches if nobody loses more than `loss` points.
    ///
    /// # Errors
    ///
    /// [`InvalidGame`] if a walk-away value leaves the range of [`MAX_UNITS`].
    pub fn with_losses_up_to(&self, loss: &Rational) -> Result<Self, InvalidGame> {
        self.lowered_by(loss, |units| i128::try_from((-units).ceil()).ok())
    }

    /// The same game with walk-away values that change by what `change` says of a loss in units.
    fn lowered_by(
        &self,
        loss: &Rational,
        change: impl Fn(&Rational) -> Option<i128>,
    ) -> Result<Self, InvalidGame> {
        let floor = |(party, &floor): (usize, &i128)| {
            let scale = Rational::from_big(self.scales[party].clone().into(), 1_u8.into());
            floor.checked_add(change(&(loss * &scale))?)
        };
        let floors = self.walk_away.iter().enumerate().map(floor).collect::<Option<Vec<i128>>>();
        self.with_walk_away(floors.ok_or(InvalidGame::TooFine)?)
    }

    /// The same game with one more party, the last, who pays an amount for each level and accepts everything.
    ///
    /// - `amounts`: issues, ascending, each with the amount of each of its levels.
    ///
    /// # Errors
    ///
    /// [`InvalidGame`] if the amounts do not fit the issues or are too large.
    pub fn with_payer(&self, amounts: &[(usize, Vec<i128>)]) -> Result<Self, InvalidGame> {
        let parties = self.parties();
        let widened = |term: &Term| Term {
            issues: term.issues.clone(),
            table: term.table.chunks_exact(parties).flat_map(|row| row.iter().copied().chain([0])).collect(),
        };
        let paid = amounts.iter().map(|(issue, values)| {
            let row = |amount: &i128| std::iter::repeat_n(0, parties).chain([-amount]);
            Term { issues: vec![*issue], table: values.iter().flat_map(row).collect() }
        });
        let terms = self.terms.iter().map(widened).chain(paid).collect();
        let least: i128 = amounts.iter().map(|(_, values)| -values.iter().max().copied().unwrap_or(0)).sum();
        let scales = self.scales.iter().cloned().chain([1_u8.into()]).collect();
        let floors = self.walk_away.iter().copied().chain([least]).collect();
        Self::new(self.levels.clone(), scales, terms, self.rules.clone(), floors)
    }

    /// The same game with one more rule.
    ///
    /// # Errors
    ///
    /// [`InvalidGame`] if the rule does not fit the issues or is too large.
    pub fn with_rule(&self, rule: Rule) -> Result<Self, InvalidGame> {
        let Self { levels, scales, terms, mut rules, walk_away } = self.clone();
        rules.push(rule);
        Self::new(levels, scales, terms, rules, walk_away)
    }
}
