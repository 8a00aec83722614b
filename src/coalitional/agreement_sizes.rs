//! Which sizes of one agreement hold: nobody leaves, nobody joins.
//!
//! The setting of treaties and of mergers: one agreement forms, everybody else stands alone, and what a bloc has
//! depends on sizes and not on names. Members may pay each other.
//! - the *slack* of size `s` is what the members have together less `s` times what one could have by leaving;
//! - **internal**: the slack is at least 0;
//! - **external**: the slack of size `s + 1` is not above 0, so that nobody who joins would be kept.
//!
//! It is the question of [`crate::coalitional::stability::agreement`], asked for every size at once. Method: one
//! look-up for each size, so the number of partitions does not matter.
//!
//! References: d'Aspremont, Jacquemin, Gabszewicz and Weymark 1983, Canadian Journal of Economics 16; Barrett 1994,
//! Oxford Economic Papers 46; Salant, Switzer and Reynolds 1983, Quarterly Journal of Economics 98 (mergers that
//! fall apart when one leaves).

use std::convert::Infallible;

use crate::certify::coalitional as referee;
use crate::certify::coalitional::{AgreementSizes, SizeFacts};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::partition::{Leaving, PartitionGame, Unanswerable};

/// The slack of an agreement of each size from two on.
///
/// - `game`: one in which sizes alone count by construction ([`PartitionGame::size_rule`]).
/// - `leaving`: what is thought to happen when a member leaves; [`Leaving::Worst`] and [`Leaving::Best`] look at
///   every number of blocs that the others could form.
///
/// Certificate: every size looked up again in a partition that is built for it (`Proof`). Cost: a look-up for each
/// size.
///
/// # Errors
///
/// [`Unanswerable::NotBySize`] if worths depend on names; [`Unanswerable::NotStated`] for the worst and the best where
/// the game says nothing of others that form blocs.
///
/// ```
/// use zopa::{coalitional::agreement_sizes::agreement_sizes, numeric::Rational};
/// use zopa::games::partition::{Leaving, PartitionGame};
///
/// // Twenty firms; each of k blocs has 1 / (k + 1)^2. The smallest merger that pays has 17 members.
/// let worths: Vec<_> = (2..=21).map(|more| Rational::new(1, more * more).unwrap()).collect();
/// let game = PartitionGame::by_bloc_count(20, &worths)?;
/// let answer = agreement_sizes(&game, Leaving::BlocDissolves)?;
/// let facts = answer.found().unwrap();
/// assert_eq!((2..=20).find(|&size| facts.is_internally_stable(size)), Some(17));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// References: Barrett 1994; Salant, Switzer and Reynolds 1983.
pub fn agreement_sizes(
    game: &PartitionGame,
    leaving: Leaving,
) -> Result<Answer<AgreementSizes, Infallible>, Unanswerable> {
    if game.size_rule().is_none() {
        return Err(Unanswerable::NotBySize);
    }
    let fixed = match leaving {
        Leaving::Worst | Leaving::Best if game.players() > 1 => Some(regrouped(game, leaving)?),
        _ => None,
    };
    let one = |size: usize| {
        let outside = match leaving {
            Leaving::RestStays => game.outsider_unit(size - 1),
            Leaving::BlocDissolves => game.outsider_unit(1),
            Leaving::Worst | Leaving::Best => fixed,
        }?;
        let slack = i128::from(game.agreement_unit(size)?) - size as i128 * i128::from(outside);
        Some(SizeFacts { size, outside: game.points(outside.into()), slack: game.points(slack) })
    };
    let sizes = (2..=game.players()).filter_map(one).collect();
    let verdict = match referee::judge_agreement_sizes(game, AgreementSizes { leaving, sizes }) {
        Ok(facts) => Verdict::Found(facts),
        Err(refused) => Verdict::Refused(refused),
    };
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
}

/// What a player has alone over all numbers of blocs of the others: the most for [`Leaving::Best`], else the least.
pub(in crate::coalitional) fn regrouped(game: &PartitionGame, leaving: Leaving) -> Result<i64, Unanswerable> {
    let worths = game.alone_by_bloc_count().unwrap_or_default().iter().copied();
    let found = if leaving == Leaving::Best { worths.max() } else { worths.min() };
    found.ok_or(Unanswerable::NotStated)
}
