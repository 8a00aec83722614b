//! What every power index must satisfy, whatever the counts.

use crate::certify::check::{Check, Witness};
use crate::certify::power::claim::{Index, Power};
use crate::games::voting::VotingGame;
use crate::numeric::Rational;

/// The checks that need no count.
pub(in crate::certify::power) fn identities(game: &VotingGame, power: &Power) -> Vec<Check> {
    let voters = game.players();
    let lengths = power.values.len().abs_diff(voters) + power.scores.len().abs_diff(voters);
    let shape = Check::count("one value and one score for each voter", lengths as u128, Witness::Nothing);
    if lengths > 0 {
        return vec![shape];
    }
    let compared = |number: usize| Witness::Compared(number as u128);
    let negative = power.scores.iter().filter(|score| score.is_negative()).count();
    let sum: Rational = power.scores.iter().sum();
    let gap = absolute(&(&sum - &power.total));
    let unequal = (0..voters).filter(|&voter| match power.index {
        Index::BanzhafRaw => power.values[voter] != power.scores[voter],
        _ => &power.values[voter] * &power.total != power.scores[voter],
    });
    let mut checks = vec![
        shape,
        Check::count("no score is below 0", negative as u128, compared(voters)),
        Check::exact("the scores add to their total", gap, compared(voters)),
        Check::count("the total is above 0", u128::from(!power.total.is_positive()), Witness::Nothing),
        Check::count("each value is its score over the total", unequal.count() as u128, compared(voters)),
    ];
    match power.index {
        Index::Shapley => {
            let gap = absolute(&(&power.total - &Rational::ONE));
            checks.push(Check::exact("somebody is pivotal in every order", gap, Witness::Nothing));
        }
        Index::DeeganPackel | Index::Johnston => {
            let name = "the total is a number of coalitions";
            checks.push(Check::count(name, u128::from(!power.total.is_integer()), Witness::Nothing));
        }
        Index::Banzhaf | Index::BanzhafRaw | Index::PublicGood => {
            let broken = power.scores.iter().filter(|score| !score.is_integer()).count();
            checks.push(Check::count(
                "the scores are numbers of coalitions",
                broken as u128,
                compared(voters),
            ));
        }
    }
    let rows: Vec<Vec<u64>> =
        (0..voters).map(|voter| game.rules().iter().map(|rule| rule.weights[voter]).collect()).collect();
    let has_veto = |voter: usize| game.vetoes().contains(&voter);
    let idle = |&voter: &usize| !has_veto(voter) && rows[voter].iter().all(|&weight| weight == 0);
    let paid = (0..voters).filter(idle).filter(|&voter| !power.scores[voter].is_zero()).count();
    checks.push(Check::count("voters without weight and veto get nothing", paid as u128, compared(voters)));
    // Sorted so that voters who are interchangeable stand together, and dominance is seen between neighbours.
    let mut line: Vec<usize> = (0..voters).collect();
    line.sort_by_key(|&voter| {
        (has_veto(voter), if has_veto(voter) { Vec::new() } else { rows[voter].clone() })
    });
    let same = |one: usize, other: usize| {
        (has_veto(one) && has_veto(other)) || (has_veto(one) == has_veto(other) && rows[one] == rows[other])
    };
    let (mut unequal, mut less) = (0, 0);
    for pair in line.windows(2) {
        let order = power.scores[pair[0]].cmp(&power.scores[pair[1]]);
        unequal += u128::from(same(pair[0], pair[1]) && order.is_ne());
        less += u128::from(is_no_stronger(&rows, pair[0], pair[1], has_veto(pair[1])) && order.is_gt());
    }
    checks.push(Check::count("interchangeable voters get the same", unequal, compared(voters)));
    // Minimal winning coalitions may well contain light voters more often than heavy ones.
    if !matches!(power.index, Index::DeeganPackel | Index::PublicGood) {
        checks.push(Check::count("who has more weight or a veto gets no less", less, compared(voters)));
    }
    checks
}

fn is_no_stronger(rows: &[Vec<u64>], one: usize, other: usize, other_has_veto: bool) -> bool {
    other_has_veto || rows[one].iter().zip(&rows[other]).all(|(one, other)| one <= other)
}

fn absolute(number: &Rational) -> Rational {
    if number.is_negative() { -number } else { number.clone() }
}
