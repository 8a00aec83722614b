//! Worths by rule: bankruptcy, airport, gloves, voting. Every function gives one number for each coalition, by
//! its bits, the empty coalition first.

use crate::coalition::Coalition;
use crate::games::voting::VotingGame;
use crate::numeric::Rational;

/// One number for each coalition of `players`.
fn each(players: usize, worth: impl Fn(Coalition) -> Rational) -> Vec<Rational> {
    (0..1_u64 << players).map(|bits| worth(Coalition::from_bits(bits))).collect()
}

/// A table from its rows; coalitions without one have `otherwise`.
///
/// # Errors
///
/// The first coalition without a worth, if there is no `otherwise`.
pub(in crate::lower) fn table(
    players: usize,
    rows: &[(Coalition, Rational)],
    otherwise: Option<&Rational>,
) -> Result<Vec<Rational>, Coalition> {
    let mut worths: Vec<Option<Rational>> = vec![otherwise.cloned(); 1 << players];
    worths[0] = Some(Rational::ZERO);
    for (coalition, worth) in rows {
        let place = usize::try_from(coalition.bits()).ok().and_then(|bits| worths.get_mut(bits));
        if let Some(place) = place {
            *place = Some(worth.clone());
        }
    }
    let numbered = worths.into_iter().enumerate();
    numbered.map(|(bits, worth)| worth.ok_or(Coalition::from_bits(bits as u64))).collect()
}

/// What the claims of the others leave of the estate (O'Neill 1982).
pub(in crate::lower) fn bankruptcy(estate: &Rational, claims: &[Rational]) -> Vec<Rational> {
    each(claims.len(), |coalition| {
        let others = (0..claims.len()).filter(|&player| !coalition.contains(player));
        let left = others.fold(estate.clone(), |left, player| &left - &claims[player]);
        if coalition.is_empty() || left.is_negative() { Rational::ZERO } else { left }
    })
}

/// The greatest cost of a member (Littlechild and Owen 1973).
pub(in crate::lower) fn airport(costs: &[Rational]) -> Vec<Rational> {
    each(costs.len(), |coalition| {
        coalition.members().map(|player| costs[player].clone()).max().unwrap_or_default()
    })
}

/// The number of pairs (Shapley and Shubik 1969).
pub(in crate::lower) fn gloves(players: usize, left: Coalition, right: Coalition) -> Vec<Rational> {
    each(players, |coalition| {
        let pairs = coalition.intersection(left).len().min(coalition.intersection(right).len());
        Rational::from(pairs as i64)
    })
}

/// 1 for a coalition that passes a motion, 0 for any other.
pub(in crate::lower) fn passing(game: &VotingGame) -> Vec<Rational> {
    each(game.players(), |coalition| {
        Rational::from(i64::from(game.wins(|player| coalition.contains(player))))
    })
}
