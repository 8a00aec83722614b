//! One equilibrium of a two-player tree with information sets, without its normal form.
//!
//! With realisation plans in place of mixed strategies an equilibrium is a solution of a linear complementarity
//! problem of the size of the tree: for each sequence either it is not played, or nothing else pays more at its
//! set. [`sequence_form`] solves it by Lemke's algorithm (`complementarity.rs`). Plans are first written by their free
//! sequences (`sequences.rs`), which leaves one row for each sequence. The path starts where both players take the first
//! action everywhere and a prize makes that best, and follows almost complementary bases until the prize is gone. Ties
//! are broken by the lexicographic rule. The path cannot end in a ray: plans are bounded, and the start is the only
//! basis at which the prize may grow without end, because every other plan forgoes some of it.
//!
//! References: Lemke 1965, Management Science 11; Koller, Megiddo and von Stengel 1996, Games and Economic Behavior 14;
//! von Stengel, van den Elzen and Talman 2002, Econometrica 70.

use std::convert::Infallible;

use dashu_int::IBig;

use crate::budget::Budget;
use crate::certify::extensive::{BehaviourEquilibrium, judge_behaviour};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::extensive::complementarity::{Failure, Problem};
use crate::extensive::sequences::{Payoffs, SequenceForm, Side};
use crate::games::extensive::{ExtensiveGame, Mover, Recall};
use crate::numeric::Rational;

/// Most sequences of both players: the table has a row and a column for each, 16 bytes an entry.
pub const MAX_SEQUENCES: usize = 4096;

/// Sequences up to which whole numbers alone are as fast as doubles and their settling.
const SMALL_PROBLEM: usize = 100;

/// Why a tree cannot be asked for its sequence form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoSequenceForm {
    /// The complementarity problem is that of two players.
    #[error("{players} players, expected two")]
    NotTwoPlayers {
        /// Number of players.
        players: usize,
    },
    /// A player forgets, so that an action does not tell what was done before it.
    #[error(
        "information set {set} (counted from 0) joins nodes that its player reached by different own moves"
    )]
    ImperfectRecall {
        /// The first such set.
        set: usize,
    },
    /// Too many sequences.
    #[error("{sequences} actions at all information sets, expected at most {MAX_SEQUENCES}")]
    TooLarge {
        /// Number of actions of both players.
        sequences: usize,
    },
}

/// One equilibrium in behaviour strategies, exactly.
///
/// At information sets that a player's own strategy avoids, the first action is given: any would do. Which equilibrium is
/// found depends on the order of the actions. In a game with constant sums its payoffs are the value.
///
/// Certificate: `Proof`, from the tree ([`judge_behaviour`]). Cost: the number of pivots is small in practice; each
/// costs a product for each pair of sequences. The budget is asked before each pivot and charged its products.
///
/// # Errors
///
/// [`NoSequenceForm`] if there are not two players, one of them forgets, or there are more than
/// [`MAX_SEQUENCES`] actions.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::extensive::sequence_form::sequence_form;
/// use zopa::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome};
///
/// // Matching pennies, the second player not seeing what the first does.
/// let node = |set, outcome| Node { label: String::new(), set, outcome };
/// let set = |player| InformationSet {
///     label: String::new(),
///     number: 1,
///     mover: Mover::Player(player),
///     actions: vec!["heads".into(), "tails".into()],
///     probabilities: vec![],
/// };
/// let (win, lose) = (node(None, Some(0)), node(None, Some(1)));
/// let second = node(Some(1), None);
/// let nodes = vec![node(Some(0), None), second.clone(), win.clone(), lose.clone(), second, lose, win];
/// let outcomes = [1, 2].map(|number| Outcome { label: String::new(), number }).to_vec();
/// let payoffs = [vec![1.into(), (-1).into()], vec![(-1).into(), 1.into()]];
/// let game =
///     ExtensiveGame::new("", vec!["A".into(), "B".into()], nodes, vec![set(0), set(1)], outcomes, &payoffs)?;
/// let answer = sequence_form(&game, &Budget::unlimited())?;
/// assert_eq!(answer.found().unwrap().strategies[1][0].to_string(), "1/2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: Koller, Megiddo and von Stengel 1996, Games and Economic Behavior 14.
pub fn sequence_form(
    game: &ExtensiveGame,
    budget: &Budget<'_>,
) -> Result<Answer<BehaviourEquilibrium, Infallible>, NoSequenceForm> {
    let players = game.players().len();
    if players != 2 {
        return Err(NoSequenceForm::NotTwoPlayers { players });
    }
    if let Recall::Imperfect { set } = game.recall() {
        return Err(NoSequenceForm::ImperfectRecall { set });
    }
    let own = game.sets().iter().filter(|set| set.mover != Mover::Chance);
    let sequences = own.map(|set| set.actions.len()).sum();
    if sequences > MAX_SEQUENCES {
        return Err(NoSequenceForm::TooLarge { sequences });
    }
    let undecided = |stop| Answer {
        stop,
        verdict: Verdict::Undecided { best: None },
        completeness: Completeness::Unknown,
    };
    let form = SequenceForm::of(game);
    let problem = problem(&form);
    let judged = |values: &[Rational]| {
        let claim = BehaviourEquilibrium::of(game, behaviour(game, &form, values)).ok()?;
        Some(judge_behaviour(game, claim, &Rational::ZERO))
    };
    let guess = if sequences > SMALL_PROBLEM { problem.in_doubles(budget) } else { None };
    let quick = guess.and_then(|values| judged(&values)).and_then(Result::ok).map(Verdict::Found);
    let verdict = match quick {
        Some(found) => found,
        None => match problem.in_whole_numbers(budget) {
            Err(Failure::Stopped) => return Ok(undecided(Stop::OutOfBudget)),
            Err(Failure::Ray) => return Ok(undecided(Stop::Finished)),
            Ok(values) => match judged(&values) {
                Some(Ok(found)) => Verdict::Found(found),
                Some(Err(refused)) => Verdict::Refused(refused),
                None => return Ok(undecided(Stop::Finished)),
            },
        },
    };
    Ok(Answer { stop: Stop::Finished, verdict, completeness: Completeness::One })
}

/// The complementarity problem, a row for each sequence and a column for each, then one for the prize.
///
/// The columns are the free sequences `u` of the first and the second player, then the losses `l` of first actions
/// against the best of their sets, likewise. Rows give the partners: the losses of free sequences, then the weights
/// of first actions. With `P` a player's payoffs and `v` the other's free sequences,
///
/// `l_k = - (N^T P x0)_k - (N^T P N v)_k - sum_f N_fk l_f + prize` and `x_f = x0_f + (N u)_f`.
fn problem(form: &SequenceForm) -> Problem {
    let free = form.sides.each_ref().map(Side::free);
    let firsts = form.sides.each_ref().map(Side::firsts);
    let free_count = free[0].len() + free[1].len();
    let prize = free_count + firsts[0].len() + firsts[1].len();
    let width = prize + 2;
    let mut entries = vec![IBig::ZERO; prize * width];
    // What plans are made of: free sequences in columns, first actions in rows.
    let weights = [0..free_count, prize + 1 + free_count..2 * prize + 1];
    for player in 0..2 {
        let other = 1 - player;
        let own_free = if player == 0 { 0 } else { free[0].len() };
        let other_free = if other == 0 { 0 } else { free[0].len() };
        let own_firsts = free_count + if player == 0 { 0 } else { firsts[0].len() };
        let side = &form.sides[player];
        let replies = Replies::of(&form.payoffs[player], player, &form.sides[other]);
        for (place, &sequence) in free[player].iter().enumerate() {
            let (row, changes) = ((own_free + place) * width, side.change(sequence));
            for (list, sign) in changes.iter().zip([1, -1]) {
                for &changed in list {
                    for (column, units) in replies.of_sequence(changed) {
                        let at = column.map_or(row + prize + 1, |column| row + other_free + column);
                        let units = if column.is_some() { units.clone() } else { -units };
                        entries[at] += units * sign;
                    }
                    // A first action: its loss counts in this row, and its weight depends on this column.
                    let set = side.set_of[changed];
                    if side.sets[set].first == changed {
                        entries[row + own_firsts + set] += sign;
                        entries[(own_firsts + set) * width + own_free + place] -= sign;
                    }
                }
            }
            entries[row + prize] = -IBig::ONE;
        }
        for first in side.start() {
            entries[(own_firsts + side.set_of[first]) * width + prize + 1] = IBig::ONE;
        }
    }
    Problem { entries, pairs: prize, weights }
}

/// For each sequence of a player its payoff against `x0 + N v` of the other.
struct Replies {
    /// For each own sequence: the column among the other's free sequences, or `None` for the constant, and units.
    rows: Vec<Vec<(Option<usize>, IBig)>>,
}

impl Replies {
    fn of(payoffs: &Payoffs, player: usize, other: &Side) -> Self {
        // What a unit of each of the other's sequences belongs to: columns of `N`, and the constant.
        let mut parts: Vec<Vec<(Option<usize>, i8)>> = vec![Vec::new(); other.set_of.len()];
        for (column, sequence) in other.free().into_iter().enumerate() {
            for (list, sign) in other.change(sequence).into_iter().zip([1, -1]) {
                list.into_iter().for_each(|changed| parts[changed].push((Some(column), sign)));
            }
        }
        other.start().into_iter().for_each(|first| parts[first].push((None, 1)));
        let mut rows: Vec<Vec<(Option<usize>, IBig)>> = Vec::new();
        for (pair, units) in payoffs {
            // What is paid whatever the player does moves no choice.
            let Some(own) = pair[player] else { continue };
            if rows.len() <= own {
                rows.resize(own + 1, Vec::new());
            }
            match pair[1 - player] {
                None => rows[own].push((None, units.clone())),
                Some(sequence) => {
                    rows[own].extend(parts[sequence].iter().map(|&(column, sign)| (column, units * sign)));
                }
            }
        }
        Self { rows }
    }

    fn of_sequence(&self, sequence: usize) -> &[(Option<usize>, IBig)] {
        self.rows.get(sequence).map_or(&[], Vec::as_slice)
    }
}

/// The behaviour strategies of the plans at a solution.
fn behaviour(game: &ExtensiveGame, form: &SequenceForm, values: &[Rational]) -> Vec<Vec<Rational>> {
    let mut strategies: Vec<Vec<Rational>> = game
        .sets()
        .iter()
        .map(|set| match set.mover {
            Mover::Chance => Vec::new(),
            // A set that is in no tree, or that no plan reaches: the first action.
            Mover::Player(_) => (0..set.actions.len()).map(|action| i64::from(action == 0).into()).collect(),
        })
        .collect();
    let free = form.sides.each_ref().map(Side::free);
    let free_count = free[0].len() + free[1].len();
    // Weights of first actions are those of rows, whose variables follow the columns and that of the prize.
    let rows_from = free_count + form.sides[0].sets.len() + form.sides[1].sets.len() + 1;
    for (player, side) in form.sides.iter().enumerate() {
        let own_free = if player == 0 { 0 } else { free[0].len() };
        let own_firsts = rows_from + free_count + if player == 0 { 0 } else { form.sides[0].sets.len() };
        let mut weights = vec![Rational::ZERO; side.set_of.len()];
        for (place, &sequence) in free[player].iter().enumerate() {
            weights[sequence].clone_from(&values[own_free + place]);
        }
        for (place, set) in side.sets.iter().enumerate() {
            weights[set.first].clone_from(&values[own_firsts + place]);
        }
        for set in &side.sets {
            let total = set.before.map_or(Rational::ONE, |before| weights[before].clone());
            let parts = weights[set.first..set.first + set.actions].iter();
            if let Some(list) = parts.map(|weight| weight.checked_div(&total)).collect() {
                strategies[set.set] = list;
            }
        }
    }
    strategies
}
