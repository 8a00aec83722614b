//! How long a zone stays open while the numbers move in a straight line from one game to another.
//!
//! If each party's gain from each package is linear in the share `t` of the way, then each package is
//! acceptable on an interval of `t`, and the zone is open on the union of these intervals. The ends are roots
//! of linear functions, so they are exact fractions; nothing is searched by bisection.
//!
//! A weight enters through the sum of weights. Multiplying a party's gain by its sum of weights makes it
//! linear again and does not change its sign: that is the `stretch` of [`survival`].

use crate::bargaining::finite::list_at_least;
use crate::budget::Budget;
use crate::games::bargaining::BargainingGame;
use crate::numeric::Rational;
use crate::numeric::scale::{common_denominator, scaled};

/// Greatest number of packages for which intervals are computed.
pub const SEGMENT_LIMIT: u128 = 1_000_000;

/// Acceptable packages that are tried first: one that survives settles the question.
const TRIED_FIRST: usize = 2000;

/// Whether a zone that is open at the start is open all the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Survival {
    /// Open all the way, the end included.
    Throughout,
    /// Open up to and including this share of the way, then empty.
    Until {
        /// The share, at least 0 and below 1.
        share: Rational,
        /// Whether it is open again further on.
        reopens: bool,
    },
    /// Not computed: too many packages, numbers too long, or out of budget.
    Unknown,
}

/// One end of the way: a game, and for each party a positive factor that makes its gains linear.
#[derive(Debug, Clone, Copy)]
pub struct End<'a> {
    /// The game at this end.
    pub game: &'a BargainingGame,
    /// Factor of each party.
    pub stretch: &'a [Rational],
}

/// How far the zone stays open on the way from one game to another with the same packages.
///
/// - `from`: the start, whose zone is open.
/// - `to`: the end; its rules must be those of the start, otherwise `Unknown`.
///
/// Cost: one pass over all packages, unless an acceptable package of the start is acceptable at the end.
#[must_use]
pub fn survival(from: End<'_>, to: End<'_>, budget: &Budget<'_>) -> Survival {
    let (start, end) = (from.game, to.game);
    if start.levels() != end.levels() || start.rules() != end.rules() || start.parties() != end.parties() {
        return Survival::Unknown;
    }
    let first = list_at_least(start, start.walk_away(), TRIED_FIRST, budget);
    let parties = start.parties();
    let survives = |package: &Vec<usize>| (0..parties).all(|party| end.gain(package, party) >= 0);
    if first.packages.iter().any(survives) {
        return Survival::Throughout;
    }
    if start.packages() > SEGMENT_LIMIT {
        return Survival::Unknown;
    }
    let Some(factors) = common_units(from, to) else { return Survival::Unknown };
    let mut intervals = Vec::new();
    let mut package = vec![0; start.levels().len()];
    loop {
        if !budget.spend(1) {
            return Survival::Unknown;
        }
        if start.is_admissible(&package) {
            match interval(start, end, &package, &factors) {
                Some(Ok(interval)) => intervals.push(interval),
                Some(Err(TooLong)) => return Survival::Unknown,
                None => {}
            }
        }
        if !next_package(&mut package, start.levels()) {
            break;
        }
    }
    reach(intervals)
}

/// A product that does not fit 128 bits.
struct TooLong;

/// For each party the factors that bring its gains at both ends to one unit.
fn common_units(from: End<'_>, to: End<'_>) -> Option<Vec<(i128, i128)>> {
    (0..from.game.parties())
        .map(|party| {
            let at = |end: End<'_>| &end.stretch[party] * &end.game.points(party, 1);
            let (left, right) = (at(from), at(to));
            let scale = common_denominator([&left, &right]);
            Some((scaled(&left, &scale)?, scaled(&right, &scale)?))
        })
        .collect()
}

/// The shares of the way at which every party accepts `package`; `None` if there is no such share.
fn interval(
    start: &BargainingGame,
    end: &BargainingGame,
    package: &[usize],
    factors: &[(i128, i128)],
) -> Option<Result<(Rational, Rational), TooLong>> {
    let (mut low, mut high) = (Rational::ZERO, Rational::ONE);
    for (party, (left, right)) in factors.iter().enumerate() {
        let (before, after) = (start.gain(package, party), end.gain(package, party));
        match (before >= 0, after >= 0) {
            (true, true) => {}
            (false, false) => return None,
            (keeps, _) => {
                let (Some(before), Some(after)) = (before.checked_mul(*left), after.checked_mul(*right))
                else {
                    return Some(Err(TooLong));
                };
                let crossing = before.checked_sub(after).and_then(|fall| Rational::new(before, fall));
                let Some(crossing) = crossing else { return Some(Err(TooLong)) };
                if keeps {
                    high = high.min(crossing);
                } else {
                    low = low.max(crossing);
                }
            }
        }
    }
    (low <= high).then_some(Ok((low, high)))
}

/// How far the union of closed intervals reaches from 0 without a gap.
fn reach(mut intervals: Vec<(Rational, Rational)>) -> Survival {
    intervals.sort();
    let mut share = Rational::ZERO;
    let mut reopens = false;
    for (low, high) in intervals {
        if low <= share {
            share = share.max(high);
        } else {
            reopens = true;
            break;
        }
    }
    if share == Rational::ONE { Survival::Throughout } else { Survival::Until { share, reopens } }
}

/// The next package in file order; `false` after the last.
fn next_package(package: &mut [usize], levels: &[usize]) -> bool {
    for issue in (0..package.len()).rev() {
        package[issue] += 1;
        if package[issue] < levels[issue] {
            return true;
        }
        package[issue] = 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{End, Survival, reach, survival};
    use crate::budget::Budget;
    use crate::games::bargaining::{BargainingGame, Term};
    use crate::numeric::Rational;

    fn share(text: &str) -> Rational {
        text.parse().unwrap()
    }

    #[test]
    fn a_gap_is_found_and_touching_intervals_have_none() {
        let gap = vec![(share("1/2"), share("1")), (share("0"), share("1/3"))];
        assert_eq!(reach(gap), Survival::Until { share: share("1/3"), reopens: true });
        let touching = vec![(share("1/3"), share("1")), (share("0"), share("1/3"))];
        assert_eq!(reach(touching), Survival::Throughout);
    }

    #[test]
    fn the_closing_share_is_an_exact_root() {
        // One package worth 10; the walk-away value moves from 7 to 14, so it closes after 3/7 of the way.
        let term = Term { issues: vec![0], table: vec![10] };
        let game = |floor| {
            let terms = vec![term.clone()];
            BargainingGame::new(vec![1], vec![1u8.into()], terms, vec![], vec![floor]).unwrap()
        };
        let (from, to) = (game(7), game(14));
        let stretch = [Rational::ONE];
        let end = |game| End { game, stretch: &stretch };
        assert_eq!(
            survival(end(&from), end(&to), &Budget::unlimited()),
            Survival::Until { share: share("3/7"), reopens: false }
        );
    }
}
