//! A choice held against the efficient points of two parties.
//!
//! Every principle prefers an efficient package to what it improves, or is indifferent, so that none is better than the
//! best efficient one.

use std::cmp::Ordering;

use dashu_int::UBig;

use crate::certify::bargaining::choice::{Choice, Principle};
use crate::certify::bargaining::keys::Scale;
use crate::certify::bargaining::large::beyond::{Beyond, Seen};
use crate::certify::bargaining::large::pieces::Pieces;
use crate::certify::bargaining::large::recount;
use crate::certify::bargaining::recount::Referee;
use crate::certify::check::{Check, Strength, Witness};
use crate::numeric::Rational;

impl Referee<'_> {
    /// Adds the checks of a choice against efficient points that were found a second time; says what they prove.
    pub(in crate::certify::bargaining) fn against_frontier(
        &self,
        choice: &Choice,
        scale: &Scale<'_>,
        first: &[i128],
        frontier: &[Seen],
        checks: &mut Vec<Check>,
    ) -> Strength {
        let floors = self.game().walk_away();
        let ends = frontier.first().zip(frontier.last()).map(|(first, last)| [first.0[0], last.0[1]]);
        let ideal = ends.map(|best| vec![best[0] - floors[0], best[1] - floors[1]]);
        checks.push(Check::count(
            "ideal gains found again",
            u128::from(ideal.as_ref() != Some(&choice.ideal)),
            Witness::Nothing,
        ));
        let rival = match choice.runner_up.as_ref().map(|next| self.acceptable_gains(&next.package)) {
            None => None,
            Some(Some(gains)) if scale.may_choose(&gains) => Some(gains),
            Some(_) => {
                checks.push(Check::count("the next best is acceptable and eligible", 1, Witness::Nothing));
                return Strength::Necessary;
            }
        };
        let chosen = scale.weigh(first);
        let next = rival.as_ref().map(|gains| scale.weigh(gains));
        let (mut better, mut between) = (0, 0);
        let mut tied: Vec<Seen> = Vec::new();
        let mut is_efficient = rival.is_none();
        for (point, packages) in frontier.iter().copied() {
            let gains = [point[0] - floors[0], point[1] - floors[1]];
            is_efficient |= rival.as_deref() == Some(gains.as_slice());
            if !scale.may_choose(&gains) {
                continue;
            }
            let weighed = scale.weigh(&gains);
            match scale.compare(&weighed, &chosen) {
                Ordering::Greater => better += 1,
                Ordering::Equal => tied.push((point, packages)),
                Ordering::Less => {
                    let is_ahead =
                        next.as_ref().is_none_or(|next| scale.compare(&weighed, next) == Ordering::Greater);
                    between += u128::from(is_ahead);
                }
            }
        }
        between += u128::from(next.is_some_and(|next| scale.compare(&next, &chosen) != Ordering::Less));
        let compared = || Witness::Compared(frontier.len() as u128);
        checks.push(Check::count("efficient points that are better", better, compared()));
        checks.push(Check::count(
            "efficient packages between the choice and the next best",
            between + u128::from(!is_efficient),
            compared(),
        ));
        let pieces = Pieces::of(self.game());
        let beyond = pieces.as_ref().and_then(|pieces| Beyond::of(pieces, self.weights()).ok());
        let mut beyond = beyond.filter(|_| !self.weights().is_empty());
        let Some(least) = least_of_all(self, &choice.principle, first) else {
            let again = tied.iter().try_fold(0_u128, |sum, (point, packages)| {
                let own = packages.or_else(|| beyond.as_mut()?.count(*point))?;
                Some(sum.saturating_add(own))
            });
            let Some(again) = again else { return Strength::Necessary };
            checks.push(Check::count("ties counted again", choice.total.abs_diff(again), compared()));
            return Strength::Recount;
        };
        if let Some(again) = beyond.as_mut().and_then(|beyond| beyond.count([least[0], least[1]])) {
            checks.push(Check::count("ties counted again", choice.total.abs_diff(again), compared()));
            return Strength::Recount;
        }
        let again = pieces.and_then(|pieces| {
            let limits = pieces.floors[2..].iter().copied();
            let floors: Vec<Option<i128>> = least.into_iter().chain(limits).map(Some).collect();
            recount::count(&pieces, &floors)
        });
        match again {
            Some(again) if choice.total < u128::MAX => {
                let wrong = !again.fits(&UBig::from(choice.total));
                let name = "ties counted again, as a remainder of 2^64";
                checks.push(Check::count(name, u128::from(wrong), Witness::Nothing));
                Strength::Recount
            }
            _ => {
                let equal = tied.iter().fold(0, |sum: u128, (_, own)| sum.saturating_add(own.unwrap_or(1)));
                let name = "no fewer ties than at efficient points";
                checks.push(Check::count(name, u128::from(choice.total < equal), compared()));
                Strength::Necessary
            }
        }
    }
}

/// The least utilities with which a package is as good as one with these gains, for principles that do not look at every
/// gain; `None` for those that only choose efficient packages.
fn least_of_all(referee: &Referee<'_>, principle: &Principle, gains: &[i128]) -> Option<Vec<i128>> {
    let game = referee.game();
    let stretched = |proportions: &[Rational]| -> Vec<i128> {
        let measured = gains.iter().zip(proportions).enumerate();
        let least =
            measured.filter_map(|(party, (&gain, own))| game.points(party, gain).checked_div(own)).min();
        let least = least.unwrap_or_default();
        let floor = |(party, own): (usize, &Rational)| {
            game.walk_away()[party] + game.units_at_least(party, &(&least * own))
        };
        proportions.iter().enumerate().map(floor).collect()
    };
    match principle {
        Principle::Egalitarian => Some(stretched(&vec![Rational::ONE; gains.len()])),
        Principle::Proportional(proportions) => Some(stretched(proportions)),
        Principle::WeightedNash(weights) if weights.contains(&0) => {
            let parties = gains.iter().zip(weights).zip(game.walk_away());
            Some(
                parties
                    .map(|((&gain, &weight), floor)| if weight == 0 { *floor } else { floor + gain })
                    .collect(),
            )
        }
        _ => None,
    }
}
