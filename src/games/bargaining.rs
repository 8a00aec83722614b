//! A finite bargaining game: packages of levels, payoffs in integers, rules and walk-away values.
//!
//! A package is one level (from 0) for each issue. A party's utility is the sum of the [`Term`]s that apply,
//! each a table over one or more issues. Utilities are whole numbers in units of `1 / scale(party)`: each
//! party has a scale of its own, because parties' utilities are not comparable and a common one would need
//! more digits. [`BargainingGame::points`] turns units back into exact fractions.
//!
//! Rules say which packages are admissible. A [`Rule`] is a table of allowed combinations or a bound on a sum
//! of amounts. Conditions and limits of a case are rules; so are forbidden combinations.
//!
//! `variants`: games that ask something else of the same packages.

mod variants;

use dashu_int::UBig;

use crate::numeric::Rational;
use crate::numeric::scale::unscaled;

/// Greatest total of absolute payoffs, in units, that a game may have.
///
/// Profiles of other tools, with weights and values of 17 digits each, need up to 116 bits. Sums and differences of a
/// few such numbers stay inside 128.
pub const MAX_UNITS: i128 = 1 << 118;

/// A payoff table over one or more issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The issues, ascending; the last varies fastest in `table`.
    pub issues: Vec<usize>,
    /// For each combination of levels the units of each party: `table[combination * parties + party]`.
    pub table: Vec<i128>,
}

/// What a package must meet to be admissible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Only some combinations of levels are allowed.
    Combinations {
        /// The issues, ascending; the last varies fastest in `allowed`.
        issues: Vec<usize>,
        /// For each combination whether it is allowed.
        allowed: Vec<bool>,
    },
    /// The sum of an amount for each level chosen is at most a bound.
    Sum {
        /// Issues, ascending, each with the amount of each of its levels.
        amounts: Vec<(usize, Vec<i128>)>,
        /// Greatest sum allowed.
        at_most: i128,
    },
}

/// Why data are not a game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidGame {
    /// No party, or no issue, or an issue without levels.
    #[error("a bargaining game needs at least one party, one issue and one level on each issue")]
    Nothing,
    /// A list does not have the length that the issues and parties ask for.
    #[error("{what} has {found} entries, expected {expected}")]
    Shape {
        /// The list.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length it must have.
        expected: usize,
    },
    /// An issue number out of range, or issues out of order.
    #[error("issues of a table must be ascending and below {issues}")]
    Issues {
        /// Number of issues.
        issues: usize,
    },
    /// Payoffs or amounts beyond [`MAX_UNITS`].
    #[error("payoffs need more digits than can be added exactly: write them with fewer decimals")]
    TooFine,
}

/// A finite bargaining game; its data are consistent, so solvers do not fail on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BargainingGame {
    levels: Vec<usize>,
    scales: Vec<UBig>,
    terms: Vec<Term>,
    rules: Vec<Rule>,
    walk_away: Vec<i128>,
}

impl BargainingGame {
    /// Checks and keeps the data of a game.
    ///
    /// - `levels`: number of levels of each issue, each at least 1.
    /// - `scales`: for each party the units in one point, each at least 1.
    /// - `terms`, `rules`: see there.
    /// - `walk_away`: for each party its walk-away value, in units.
    ///
    /// # Errors
    ///
    /// [`InvalidGame`] if a shape is wrong or the sums could leave the range of [`MAX_UNITS`].
    pub fn new(
        levels: Vec<usize>,
        scales: Vec<UBig>,
        terms: Vec<Term>,
        rules: Vec<Rule>,
        walk_away: Vec<i128>,
    ) -> Result<Self, InvalidGame> {
        let parties = scales.len();
        if parties == 0 || levels.is_empty() || levels.contains(&0) || scales.contains(&UBig::ZERO) {
            return Err(InvalidGame::Nothing);
        }
        require("walk_away", walk_away.len(), parties)?;
        let game = Self { levels, scales, terms, rules, walk_away };
        let mut greatest = vec![0_i128; parties];
        for (total, value) in greatest.iter_mut().zip(&game.walk_away) {
            *total = value.checked_abs().ok_or(InvalidGame::TooFine)?;
        }
        for term in &game.terms {
            let combinations = game.combinations(&term.issues)?;
            require("a payoff table", term.table.len(), combinations * parties)?;
            for (party, total) in greatest.iter_mut().enumerate() {
                let column = term.table.iter().skip(party).step_by(parties);
                *total = add_greatest(*total, column)?;
            }
        }
        for rule in &game.rules {
            match rule {
                Rule::Combinations { issues, allowed } => {
                    require("a rule", allowed.len(), game.combinations(issues)?)?;
                }
                Rule::Sum { amounts, at_most } => {
                    let mut total = at_most.checked_abs().ok_or(InvalidGame::TooFine)?;
                    for (issue, values) in amounts {
                        require("a limit", values.len(), game.combinations(&[*issue])?)?;
                        total = add_greatest(total, values.iter())?;
                    }
                }
            }
        }
        Ok(game)
    }

    /// Number of combinations of levels of `issues`.
    fn combinations(&self, issues: &[usize]) -> Result<usize, InvalidGame> {
        let ascending = issues.windows(2).all(|pair| pair[0] < pair[1]);
        if issues.is_empty() || !ascending || issues.iter().any(|&issue| issue >= self.levels.len()) {
            return Err(InvalidGame::Issues { issues: self.levels.len() });
        }
        let product =
            issues.iter().try_fold(1_usize, |product, &issue| product.checked_mul(self.levels[issue]));
        product.ok_or(InvalidGame::TooFine)
    }

    /// Number of parties.
    #[must_use]
    pub fn parties(&self) -> usize {
        self.scales.len()
    }

    /// Number of levels of each issue.
    #[must_use]
    pub fn levels(&self) -> &[usize] {
        &self.levels
    }

    /// The payoff tables; a party's utility is their sum.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The rules; an admissible package meets all of them.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Walk-away value of each party, in its units.
    #[must_use]
    pub fn walk_away(&self) -> &[i128] {
        &self.walk_away
    }

    /// Units of `party` in one point of its scale.
    #[must_use]
    pub fn scale(&self, party: usize) -> &UBig {
        &self.scales[party]
    }

    /// Number of packages, admissible or not; saturates at `u128::MAX`.
    #[must_use]
    pub fn packages(&self) -> u128 {
        self.levels.iter().fold(1_u128, |product, &count| product.saturating_mul(count as u128))
    }

    /// `units` of `party` as an exact number of points.
    #[must_use]
    pub fn points(&self, party: usize, units: i128) -> Rational {
        unscaled(units, &self.scales[party])
    }

    /// A lower bound on the utility of `party` for any package, in units: its least entry in every table.
    #[must_use]
    pub fn least_utility(&self, party: usize) -> i128 {
        let column = |term: &Term| term.table.iter().skip(party).step_by(self.parties()).min().copied();
        self.terms.iter().filter_map(column).sum()
    }

    /// An upper bound on the utility of `party` for any package, in units: its greatest entry in every table.
    #[must_use]
    pub fn greatest_utility(&self, party: usize) -> i128 {
        let column = |term: &Term| term.table.iter().skip(party).step_by(self.parties()).max().copied();
        self.terms.iter().filter_map(column).sum()
    }

    /// The least whole number of units of `party` that is worth at least `points`.
    ///
    /// Saturates at [`MAX_UNITS`], which no utility reaches.
    #[must_use]
    pub fn units_at_least(&self, party: usize, points: &Rational) -> i128 {
        let scale = Rational::from_big(self.scales[party].clone().into(), UBig::ONE);
        let units = (points * &scale).ceil();
        i128::try_from(units).unwrap_or(if points.is_negative() { -MAX_UNITS } else { MAX_UNITS })
    }

    /// Utility of `package` for `party`, in units: the definition, one table look-up for each term.
    ///
    /// # Panics
    ///
    /// If `package` is not one level in range for each issue.
    #[must_use]
    pub fn utility(&self, package: &[usize], party: usize) -> i128 {
        let parties = self.parties();
        self.terms
            .iter()
            .map(|term| term.table[combination(&self.levels, &term.issues, package) * parties + party])
            .sum()
    }

    /// Gain of `party` over walking away, in units.
    #[must_use]
    pub fn gain(&self, package: &[usize], party: usize) -> i128 {
        self.utility(package, party) - self.walk_away[party]
    }

    /// Does `package` meet every rule?
    #[must_use]
    pub fn is_admissible(&self, package: &[usize]) -> bool {
        self.rules.iter().all(|rule| self.meets(package, rule))
    }

    /// Does `package` meet `rule`?
    #[must_use]
    pub fn meets(&self, package: &[usize], rule: &Rule) -> bool {
        match rule {
            Rule::Combinations { issues, allowed } => allowed[combination(&self.levels, issues, package)],
            Rule::Sum { amounts, at_most } => {
                amounts.iter().map(|(issue, values)| values[package[*issue]]).sum::<i128>() <= *at_most
            }
        }
    }

    /// The same game with other walk-away values, in units.
    ///
    /// # Errors
    ///
    /// [`InvalidGame`] if there is not one for each party, or one is beyond [`MAX_UNITS`].
    pub fn with_walk_away(&self, walk_away: Vec<i128>) -> Result<Self, InvalidGame> {
        let Self { levels, scales, terms, rules, .. } = self.clone();
        Self::new(levels, scales, terms, rules, walk_away)
    }

    /// The same game with `count` more issues, of one level each, that nobody cares about.
    ///
    /// # Errors
    ///
    /// None that a consistent game has; [`InvalidGame`] passes through.
    pub fn with_idle_issues(&self, count: usize) -> Result<Self, InvalidGame> {
        let Self { mut levels, scales, terms, rules, walk_away } = self.clone();
        levels.resize(levels.len() + count, 1);
        Self::new(levels, scales, terms, rules, walk_away)
    }

    /// The same game with rules on the same issues taken together: the same packages are admissible.
    #[must_use]
    pub fn with_merged_rules(&self) -> Self {
        let mut merged: Vec<Rule> = Vec::new();
        for rule in &self.rules {
            let twin = merged.iter_mut().find_map(|other| match (other, rule) {
                (
                    Rule::Combinations { issues, allowed },
                    Rule::Combinations { issues: own, allowed: also },
                ) if issues == own => Some((allowed, also)),
                _ => None,
            });
            match twin {
                Some((allowed, also)) => allowed.iter_mut().zip(also).for_each(|(kept, &also)| *kept &= also),
                None => merged.push(rule.clone()),
            }
        }
        Self { rules: merged, ..self.clone() }
    }

    /// The same game with only the rules whose index `keep` accepts.
    #[must_use]
    pub fn with_rules(&self, keep: impl Fn(usize) -> bool) -> Self {
        let kept = self.rules.iter().enumerate().filter(|(index, _)| keep(*index));
        Self { rules: kept.map(|(_, rule)| rule.clone()).collect(), ..self.clone() }
    }
}

/// Row-major index of the levels that `package` has on `issues`.
fn combination(levels: &[usize], issues: &[usize], package: &[usize]) -> usize {
    issues.iter().fold(0, |index, &issue| {
        debug_assert!(package[issue] < levels[issue]);
        index * levels[issue] + package[issue]
    })
}

fn require(what: &'static str, found: usize, expected: usize) -> Result<(), InvalidGame> {
    if found == expected { Ok(()) } else { Err(InvalidGame::Shape { what, found, expected }) }
}

/// `total` plus the greatest absolute value of `values`, if that stays within [`MAX_UNITS`].
fn add_greatest<'a>(total: i128, values: impl Iterator<Item = &'a i128>) -> Result<i128, InvalidGame> {
    let mut greatest = 0;
    for value in values {
        greatest = value.checked_abs().ok_or(InvalidGame::TooFine)?.max(greatest);
    }
    total.checked_add(greatest).filter(|&sum| sum <= MAX_UNITS).ok_or(InvalidGame::TooFine)
}
