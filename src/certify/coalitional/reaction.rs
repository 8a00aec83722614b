//! Whether a party would punish those who leave it.
//!
//! - [`ReactionFacts`]: the claim; [`judge_reaction`] compares the numbers again, which proves it.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::numeric::Rational;

/// What a party would do over whole ranges of its benefit and cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverRanges {
    /// It accepts whatever the numbers are.
    Accepts,
    /// It punishes whatever the numbers are.
    Punishes,
    /// The ranges overlap: it depends on the numbers.
    Depends,
}

/// What is claimed about a reaction. A party punishes if that is worth more to it than it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionFacts {
    /// What punishing is worth to it, with the least and the greatest that it may be.
    pub benefit: (Rational, Rational, Rational),
    /// What punishing costs it, with the least and the greatest.
    pub cost: (Rational, Rational, Rational),
    /// Does it punish at the middle numbers?
    pub punishes: bool,
    /// The benefit above which it punishes, at the middle cost.
    pub break_even: Rational,
    /// What it does over both ranges.
    pub over_ranges: OverRanges,
}

/// Judges a claim about a reaction.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_reaction(claim: ReactionFacts) -> Result<Certified<ReactionFacts>, Refused<ReactionFacts>> {
    let (least_benefit, benefit, most_benefit) = &claim.benefit;
    let (least_cost, cost, most_cost) = &claim.cost;
    let disordered = [least_benefit > benefit, benefit > most_benefit, least_cost > cost, cost > most_cost];
    // The four corners of the ranges: punishing is monotone in both numbers.
    let corners =
        [(least_benefit, most_cost), (most_benefit, least_cost)].map(|(benefit, cost)| benefit > cost);
    let over_ranges = match corners {
        [true, true] => OverRanges::Punishes,
        [false, false] => OverRanges::Accepts,
        _ => OverRanges::Depends,
    };
    let gain = benefit - cost;
    let disordered = disordered.into_iter().filter(|&wrong| wrong).count();
    let checks = vec![
        Check::count("ranges hold the middle numbers", disordered as u128, Witness::Nothing),
        Check::count(
            "it punishes where it gains by it",
            u128::from(gain.is_positive() != claim.punishes),
            Witness::Nothing,
        ),
        Check::count(
            "the break-even is where it gains nothing",
            u128::from(&claim.break_even != cost),
            Witness::Nothing,
        ),
        Check::count(
            "the corners of the ranges agree",
            u128::from(over_ranges != claim.over_ranges),
            Witness::Compared(2),
        ),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}
