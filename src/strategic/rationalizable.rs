//! Rationalisable strategies: those that players may choose who are rational, and sure that the others are, and
//! so on.
//!
//! A strategy is rationalisable if it is a best reply to a belief about the others that gives weight only to
//! rationalisable strategies. With two players these are the strategies that survive iterated elimination of
//! strictly dominated ones (Pearce 1984). With three and more that is so if beliefs may hold that the others'
//! choices go together (correlated); this is the meaning here. If the others' choices must be believed
//! independent, as Bernheim and Pearce first had it, fewer may be rationalisable; the answer says
//! [`Beliefs::Any`](crate::certify::strategic::Beliefs) where its witnesses show that this makes no difference.
//!
//! References: Bernheim 1984, Econometrica 52; Pearce 1984, Econometrica 52; Brandenburger and Dekel 1987,
//! Econometrica 55.

use std::convert::Infallible;

use crate::budget::Budget;
use crate::certify::strategic::{Beliefs, Rationalizable, judge_rationalizable};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::games::normal_form::NormalFormGame;
use crate::strategic::iterated_dominance::eliminate;

/// The strategies that are best replies to beliefs over what is itself rationalisable.
///
/// Cost and certificate: as for
/// [`iterated_dominance`](crate::strategic::iterated_dominance::iterated_dominance); beliefs are part of the
/// answer. Completeness: `All`, by the theorems of Pearce 1984 and Brandenburger and Dekel 1987.
///
/// ```
/// use zopa::{budget::Budget, games::normal_form::{NormalFormGame, Player}, strategic::rationalizable::rationalizable};
///
/// // The prisoners' dilemma: only confessing.
/// let player = || Player { name: String::new(), strategies: vec!["silent".into(), "confess".into()] };
/// let row = [-1, 0, -3, -2].map(Into::into).to_vec();
/// let column = [-1, -3, 0, -2].map(Into::into).to_vec();
/// let game = NormalFormGame::new("", vec![player(), player()], &[row, column])?;
/// let answer = rationalizable(&game, &Budget::unlimited());
/// let found = answer.found().expect("an answer with its certificate");
/// assert!(found.elimination.is_solved());
/// assert_eq!(found.elimination.staying[0][0].strategy, 1);
/// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
/// ```
///
/// References: Bernheim 1984, Pearce 1984, Econometrica 52.
#[must_use]
pub fn rationalizable(game: &NormalFormGame, budget: &Budget<'_>) -> Answer<Rationalizable, Infallible> {
    let (elimination, is_whole) = eliminate(game, budget);
    if !is_whole {
        let best = Some(Rationalizable { elimination, beliefs: Beliefs::Correlated });
        let (stop, completeness) = (Stop::OutOfBudget, Completeness::Unknown);
        return Answer { stop, verdict: Verdict::Undecided { best }, completeness };
    }
    let beliefs = elimination.beliefs();
    let verdict = judge_rationalizable(game, Rationalizable { elimination, beliefs })
        .map_or_else(Verdict::Refused, Verdict::Found);
    Answer { stop: Stop::Finished, verdict, completeness: Completeness::All }
}
