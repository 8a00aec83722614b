//! The externality-free value: Shapley's value, with every coalition judged while all others stand alone.
//!
//! What a player adds to a coalition depends on how the others group. If only what the player itself does is to
//! count, and not how others react, then a coalition is judged in the partition in which everyone else is alone:
//! `w(S) = v(S; S, {j}, {k}, ..)`. The value is Shapley's of that game.
//!
//! With `n` players and `w(empty) = 0`, player `i` gets the sum over coalitions `S` with `i` of
//! `(|S| - 1)! (n - |S|)! / n! (w(S) - w(S without i))`.
//!
//! References: Pham Do and Norde 2007, International Game Theory Review 9; de Clippel and Serrano 2008,
//! Econometrica 76.

use std::convert::Infallible;

use crate::certify::coalitional as referee;
use crate::certify::coalitional::ExternalityFree;
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::coalition::{Coalition, Partition};
use crate::games::partition::{PartitionGame, Unanswerable};
use crate::numeric::Rational;

/// What each player adds on average, over all orders in which they may come together one by one.
///
/// Efficient for the worth of all players together, symmetric, linear, and nothing for a player who adds nothing
/// to any coalition while the others stand alone. Exact.
///
/// Certificate: found again as shares of dividends (`Recount`). Cost: `2^n` look-ups.
///
/// # Errors
///
/// [`Unanswerable::TooManyPlayers`] for a game without a table.
///
/// ```
/// use zopa::{coalitional::externality_free::externality_free, games::partition::PartitionGame, numeric::Rational};
///
/// // Three firms; each of k blocs has 1 / (k + 1)^2. All together have 1/4.
/// let worths: Vec<_> = (1..=3).map(|blocs| Rational::new(1, (blocs + 1) * (blocs + 1)).unwrap()).collect();
/// let game = PartitionGame::by_bloc_count(3, &worths)?;
/// let answer = externality_free(&game)?;
/// assert_eq!(answer.found().unwrap().value[0], Rational::new(1, 12).unwrap());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: de Clippel and Serrano 2008, Econometrica 76.
pub fn externality_free(game: &PartitionGame) -> Result<Answer<ExternalityFree, Infallible>, Unanswerable> {
    let table = game.table()?;
    let players = game.players();
    let alone = table.grouping(Partition::singletons(players).blocs());
    let mut sums = vec![0_i128; players];
    let factorial = |number: usize| (1..=number as i128).product::<i128>();
    for coalition in Coalition::all(players).subsets() {
        let Some(first) = coalition.lowest() else { continue };
        let size = coalition.len();
        let worth = i128::from(table.unit_of(&alone.with_bloc(coalition), first));
        // The worth counts for a member with the orders in which it comes last of the coalition, and against
        // an outsider with the orders in which it comes next. At most 10! orders, 2^10 coalitions and 2^62 units.
        let last = factorial(size - 1) * factorial(players - size);
        for (player, sum) in sums.iter_mut().enumerate() {
            *sum += if coalition.contains(player) {
                worth * last
            } else {
                -worth * factorial(size) * factorial(players - size - 1)
            };
        }
    }
    let orders = Rational::new(factorial(players), 1).unwrap_or(Rational::ONE);
    let value =
        sums.into_iter().map(|sum| game.points(sum).checked_div(&orders).unwrap_or_default()).collect();
    let verdict = match referee::judge_externality_free(game, ExternalityFree { value }) {
        Ok(value) => Verdict::Found(value),
        Err(refused) => Verdict::Refused(refused),
    };
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::All })
}
