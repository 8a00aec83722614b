//! Backward induction: what looking ahead leaves in a game where everybody sees all moves.
//!
//! - [`backward_induction`]: all pure subgame-perfect equilibria of a tree with perfect information.
//!
//! A profile of strategies is a *subgame-perfect equilibrium* if it is an equilibrium of every subgame; with perfect
//! information, if at every node of a player the action taken is a best one, given what is played after each. With
//! ties there can be many, and they do not always form a product: which action is best may depend on how a tie
//! further down is broken. The answer therefore holds the *optimal actions* of each node (those that some
//! equilibrium takes), every payoff vector of the game with the number of equilibria that have it, and whether
//! every choice of optimal actions is an equilibrium.
//!
//! References: Zermelo 1913; Kuhn 1953, Contributions to the Theory of Games II; Selten 1965, Zeitschrift für die
//! gesamte Staatswissenschaft 121.

use dashu_int::UBig;

use crate::budget::Budget;
use crate::certify::extensive::{
    ActionSets, AllSubgamePerfect, Ending, NotPerfectInformation, PayoffCount, SubgamePerfect,
    judge_not_perfect_information, judge_subgame_perfect,
};
use crate::certify::{Answer, Completeness, Stop, Verdict};
use crate::extensive::induction::all::{All, all};
use crate::extensive::induction::amount::Amount;
use crate::extensive::induction::one::{One, one};
use crate::games::extensive::{ExtensiveGame, Mover};
use crate::numeric::Rational;

/// All pure subgame-perfect equilibria of a tree with perfect information.
///
/// - `budget`: about one unit for each node and payoff vector looked at.
///
/// Comes back as one equilibrium (of equally good actions the first is taken) and, if no subtree has more
/// than 1,000 different payoff vectors, as all of them: then the answer is complete (`All`), because the
/// equilibria of a subtree are exactly the choices of one for each child together with an action that is best given
/// these. Beyond 1,000, or if the budget runs out, it holds the one (`One`). Mixed actions at ties are not counted.
///
/// `NoneExists` if some player cannot tell two nodes apart.
///
/// Certificate: no change of one action at one node gains anything, which is enough (one-shot deviation
/// principle), and proves uniqueness where every change loses; where there are ties, all is counted again by another
/// method, numbers of trees of more than 20,000 nodes modulo a prime.
/// Cost: one walk through the tree, in 64-bit units unless chance divides them; a second one if there are ties.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::extensive::backward_induction::backward_induction;
/// use zopa::games::extensive::{ExtensiveGame, InformationSet, Mover, Node, Outcome};
///
/// // A offers B one of two units or none; B accepts or refuses, and refusing nothing costs nothing.
/// let node = |set, outcome| Node { label: String::new(), set, outcome };
/// let set = |number, player, actions: [&str; 2]| InformationSet {
///     label: String::new(),
///     number,
///     mover: Mover::Player(player),
///     actions: actions.map(Into::into).to_vec(),
///     probabilities: vec![],
/// };
/// let end = |outcome| node(None, Some(outcome));
/// let game = ExtensiveGame::new(
///     "",
///     vec!["A".into(), "B".into()],
///     vec![node(Some(0), None), node(Some(1), None), end(0), end(2), node(Some(2), None), end(1), end(2)],
///     vec![set(1, 0, ["none", "one"]), set(1, 1, ["yes", "no"]), set(2, 1, ["yes", "no"])],
///     (1..=3).map(|number| Outcome { label: String::new(), number }).collect(),
///     &[vec![2.into(), 1.into(), 0.into()], vec![0.into(), 1.into(), 0.into()]],
/// )?;
/// let answer = backward_induction(&game, &Budget::unlimited());
/// let all = answer.found().unwrap().all.as_ref().unwrap();
/// // B may take nothing or leave it; only if it leaves it, A offers one.
/// assert_eq!(all.equilibria, 2_u8.into());
/// assert!(!all.is_product);
/// assert_eq!(all.optimal.of(0).collect::<Vec<_>>(), [0, 1]);
/// # Ok::<(), zopa::games::extensive::InvalidTree>(())
/// ```
///
/// References: Zermelo 1913; Kuhn 1953; Selten 1965.
#[must_use]
pub fn backward_induction(
    game: &ExtensiveGame,
    budget: &Budget<'_>,
) -> Answer<SubgamePerfect, NotPerfectInformation> {
    if let Some(set) = hidden(game) {
        let verdict = judge_not_perfect_information(game, NotPerfectInformation { set })
            .map_or(Verdict::Undecided { best: None }, Verdict::NoneExists);
        return Answer { stop: Stop::Finished, verdict, completeness: Completeness::All };
    }
    if !budget.spend(game.nodes().len() as u64) {
        let verdict = Verdict::Undecided { best: None };
        return Answer { stop: Stop::OutOfBudget, verdict, completeness: Completeness::Unknown };
    }
    let claim = looked_ahead::<i64>(game, budget).or_else(|| looked_ahead::<Rational>(game, budget));
    let Some((claim, stop)) = claim else {
        // Fractions always fit, so this is not reached.
        let verdict = Verdict::Undecided { best: None };
        return Answer { stop: Stop::Finished, verdict, completeness: Completeness::Unknown };
    };
    let completeness = if claim.all.is_some() { Completeness::All } else { Completeness::One };
    let verdict = match judge_subgame_perfect(game, claim) {
        Ok(claim) => Verdict::Found(claim),
        Err(refused) => Verdict::Refused(refused),
    };
    Answer { stop, verdict, completeness }
}

/// The first information set at which a player cannot tell nodes apart.
fn hidden(game: &ExtensiveGame) -> Option<usize> {
    let mut sets = game.sets().iter().enumerate();
    sets.find(|(place, set)| set.mover != Mover::Chance && game.members(*place).len() > 1)
        .map(|(place, _)| place)
}

/// The claim, in amounts of one kind; `None` if they do not fit.
fn looked_ahead<A: Amount>(game: &ExtensiveGame, budget: &Budget<'_>) -> Option<(SubgamePerfect, Stop)> {
    let One { actions, payoffs, has_ties } = one::<A>(game)?;
    let points = |row: &[A]| -> Vec<Rational> {
        row.iter().enumerate().map(|(player, own)| own.points(game.payoffs(player).scale())).collect()
    };
    let payoffs = points(&payoffs);
    let (all, stop) = if has_ties {
        match all::<A>(game, budget) {
            All::Found { optimal, rows, counts } => {
                let equilibria: UBig = counts.iter().sum();
                let payoffs = rows
                    .chunks_exact(game.players().len())
                    .zip(counts)
                    .map(|(row, equilibria)| PayoffCount { payoffs: points(row), equilibria })
                    .collect();
                let is_product = optimal.choices() == equilibria;
                (Some(AllSubgamePerfect { optimal, payoffs, equilibria, is_product }), Stop::Finished)
            }
            All::Cut => (None, Stop::Finished),
            All::OutOfBudget => (None, Stop::OutOfBudget),
            All::DoesNotFit => return None,
        }
    } else {
        // Every other action loses, whatever is played: there is nothing else to find.
        let optimal = ActionSets::single(game, &actions);
        let payoffs = vec![PayoffCount { payoffs: payoffs.clone(), equilibria: UBig::ONE }];
        (
            Some(AllSubgamePerfect { optimal, payoffs, equilibria: UBig::ONE, is_product: true }),
            Stop::Finished,
        )
    };
    let path = path(game, &actions);
    Some((SubgamePerfect { actions, payoffs, path, all }, stop))
}

/// Where the play ends that these actions lead to.
fn path(game: &ExtensiveGame, actions: &[Option<u32>]) -> Vec<Ending> {
    let mut endings = Vec::new();
    let mut open = vec![(0, Rational::ONE)];
    while let Some((node, probability)) = open.pop() {
        let Some(set) = game.set_of(node) else {
            endings.push(Ending { node, probability });
            continue;
        };
        let entry = &game.sets()[set];
        let mut next: Vec<(usize, Rational)> = match (entry.mover, actions[set]) {
            (Mover::Player(_), Some(action)) => game
                .children(node)
                .nth(action as usize)
                .map(|child| (child, probability))
                .into_iter()
                .collect(),
            (Mover::Player(_), None) => Vec::new(),
            (Mover::Chance, _) => game
                .children(node)
                .zip(&entry.probabilities)
                .filter(|(_, share)| share.is_positive())
                .map(|(child, share)| (child, &probability * share))
                .collect(),
        };
        next.reverse();
        open.append(&mut next);
    }
    endings
}
