//! Is a claimed subgame-perfect equilibrium of a tree with perfect information one, and are the others counted right?
//!
//! The equilibrium is judged by the one-shot deviation principle: in a finite tree, if no change of one action at
//! one node gains its mover anything, no change of a whole strategy does, in any subgame. If every change loses, it
//! is the only one: from the end of the tree on, each best action is then forced. Otherwise the list of all
//! equilibria is counted again from the definition in trees of up to 20,000 nodes; beyond, the numbers are
//! counted modulo a prime, unless even that takes too long: then only what is necessary is checked, and the
//! certificate says so.
//!
//! References: Selten 1965, Zeitschrift für die gesamte Staatswissenschaft 121; Hendon, Jacobsen and Sloth 1996, Games
//! and Economic Behavior 12 (one-shot deviation principle).

use dashu_int::UBig;

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::extensive::action_sets::ActionSets;
use crate::certify::extensive::recount::recount;
use crate::certify::extensive::remainders::{PRIME, remainders};
use crate::certify::extensive::value::walked;
use crate::games::extensive::{ExtensiveGame, Mover};
use crate::numeric::Rational;

/// The end of a path that is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The terminal node.
    pub node: usize,
    /// The probability with which it is reached, above 0.
    pub probability: Rational,
}

/// A payoff vector with the number of equilibria that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayoffCount {
    /// What each player gets, in points.
    pub payoffs: Vec<Rational>,
    /// How many pure subgame-perfect equilibria pay that, at least 1.
    pub equilibria: UBig,
}

/// All pure subgame-perfect equilibria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllSubgamePerfect {
    /// For each player's information set the actions that some equilibrium takes.
    pub optimal: ActionSets,
    /// Payoff vectors of the game, in ascending order.
    pub payoffs: Vec<PayoffCount>,
    /// Number of equilibria: profiles that give an action at every node, reached or not.
    pub equilibria: UBig,
    /// Is every choice of optimal actions an equilibrium? If not, what is best somewhere depends on how a tie
    /// further down is broken.
    pub is_product: bool,
}

/// The claim that these actions are a subgame-perfect equilibrium, and that these are all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubgamePerfect {
    /// For each information set the action taken in one equilibrium; `None` where no player moves.
    pub actions: Vec<Option<u32>>,
    /// What each player gets in it, in points.
    pub payoffs: Vec<Rational>,
    /// Where it ends: terminal nodes that are reached, in order.
    pub path: Vec<Ending>,
    /// All of them; `None` if that is not claimed.
    pub all: Option<AllSubgamePerfect>,
}

/// The claim that a player cannot tell nodes apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotPerfectInformation {
    /// Its information set.
    pub set: usize,
}

/// Judges that a tree does not have perfect information (`Proof`).
///
/// # Errors
///
/// [`Refused`] if the set is not there, is chance's, or has one node.
pub fn judge_not_perfect_information(
    game: &ExtensiveGame,
    claim: NotPerfectInformation,
) -> Result<Certified<NotPerfectInformation>, Refused<NotPerfectInformation>> {
    let holds = game.sets().get(claim.set).is_some_and(|set| set.mover != Mover::Chance)
        && game.members(claim.set).len() > 1;
    let nodes = if holds { game.members(claim.set).len() as u128 } else { 0 };
    let check = Check::count(
        "a player's information set with more than one node",
        u128::from(!holds),
        Witness::Compared(nodes),
    );
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks: vec![check] })
}

/// Judges a claimed subgame-perfect equilibrium, and the list of all if there is one.
///
/// `Proof` if only one equilibrium is claimed, or it is the only one because every change of one action loses;
/// `Recount` if all were counted again; else `Necessary`.
///
/// Cost: one step for each node and player; the recount some steps for each node, at most 64 in a large tree.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_subgame_perfect(
    game: &ExtensiveGame,
    claim: SubgamePerfect,
) -> Result<Certified<SubgamePerfect>, Refused<SubgamePerfect>> {
    let (mut hidden, mut wrong) = (0, claim.actions.len().abs_diff(game.sets().len()));
    for (place, set) in game.sets().iter().enumerate() {
        let moves = set.mover != Mover::Chance && !game.members(place).is_empty();
        hidden += usize::from(moves && game.members(place).len() > 1);
        let is_right = match claim.actions.get(place).copied().flatten() {
            Some(action) => moves && (action as usize) < set.actions.len(),
            None => !moves,
        };
        wrong += usize::from(!is_right);
    }
    let mut checks = vec![
        Check::count("every player sees all moves", hidden as u128, Witness::Nothing),
        Check::count("an action at each node of a player", wrong as u128, Witness::Nothing),
    ];
    let walked = if hidden + wrong == 0 { walked(game, &claim.actions) } else { None };
    let Some(walked) = walked else {
        return Err(refused(claim, checks));
    };
    let nodes = game.nodes().len() as u128;
    let off = usize::from(claim.payoffs != walked.payoffs);
    checks.extend([
        Check::exact("no gain by another action at one node", walked.gain.0, Witness::Party(walked.gain.1)),
        Check::count("payoffs found again", off as u128, Witness::Compared(nodes)),
        Check::count("ends of paths found again", wrong_endings(game, &claim), Witness::Nothing),
    ]);
    let mut strength = Strength::Proof;
    if let Some(all) = &claim.all {
        let mut check = |name, violations| checks.push(Check::count(name, violations, Witness::Nothing));
        let is_in = |(place, action): (usize, &Option<u32>)| {
            action.is_none_or(|action| all.optimal.contains(place, action as usize))
        };
        let missing = claim.actions.iter().enumerate().filter(|entry| !is_in(*entry)).count()
            + all.optimal.len().abs_diff(game.sets().len());
        check("its actions are among the optimal ones", missing as u128);
        let listed = all.payoffs.iter().any(|entry| entry.payoffs == claim.payoffs);
        let ordered = all.payoffs.windows(2).all(|pair| pair[0].payoffs < pair[1].payoffs);
        check("its payoffs are among those listed, in order", u128::from(!listed || !ordered));
        let sum: UBig = all.payoffs.iter().map(|entry| &entry.equilibria).sum();
        let has_none = all.payoffs.iter().any(|entry| entry.equilibria == UBig::ZERO);
        check("numbers add up", u128::from(sum != all.equilibria || has_none));
        let choices = product(game, &all.optimal);
        check("not more equilibria than choices", u128::from(all.equilibria > choices));
        check("a product is one", u128::from(all.is_product != (all.equilibria == choices)));
        if walked.is_strict {
            let is_only =
                all.equilibria == UBig::ONE && all.optimal == ActionSets::single(game, &claim.actions);
            check("every other action loses: there is one", u128::from(!is_only));
        } else if let Some((optimal, counts)) = recount(game) {
            strength = Strength::Recount;
            let same = counts.len() == all.payoffs.len()
                && counts
                    .iter()
                    .zip(&all.payoffs)
                    .all(|((row, count), entry)| *row == entry.payoffs && *count == entry.equilibria);
            check("optimal actions counted again", u128::from(optimal != all.optimal));
            check("payoffs and numbers counted again", u128::from(!same));
        } else if let Some(found) = remainders(game, &all.optimal) {
            strength = Strength::Recount;
            let same = found.payoffs.len() == all.payoffs.len()
                && found.payoffs.iter().zip(&all.payoffs).all(|((row, number), entry)| {
                    *row == entry.payoffs && &entry.equilibria % PRIME == *number
                });
            check("optimal actions counted again", u128::from(!found.has_same_actions));
            check("payoffs counted again, and numbers modulo 2^61 - 1", u128::from(!same));
        } else {
            strength = Strength::Necessary;
        }
    }
    Certified::judge(claim, Certificate { strength, checks })
}

fn refused(claim: SubgamePerfect, checks: Vec<Check>) -> Refused<SubgamePerfect> {
    Refused { claim: Box::new(claim), certificate: Certificate { strength: Strength::Proof, checks } }
}

/// Endings that are not in order, not reached or not with that probability; one more if they do not add up to one.
fn wrong_endings(game: &ExtensiveGame, claim: &SubgamePerfect) -> u128 {
    let in_order = claim.path.windows(2).all(|pair| pair[0].node < pair[1].node);
    let total: Rational = claim.path.iter().map(|ending| &ending.probability).sum();
    let wrong = claim.path.iter().filter(|ending| {
        !ending.probability.is_positive()
            || reached(game, &claim.actions, ending.node).as_ref() != Some(&ending.probability)
    });
    wrong.count() as u128 + u128::from(!in_order || total != 1)
}

/// The probability that a terminal node is reached; `None` if there is no such node.
fn reached(game: &ExtensiveGame, actions: &[Option<u32>], node: usize) -> Option<Rational> {
    let mut probability = Rational::ONE;
    let mut here = 0;
    while here != node {
        let set = game.set_of(here)?;
        let (action, child) = game.children(here).enumerate().find(|(_, child)| node < game.end(*child))?;
        match game.sets()[set].mover {
            Mover::Chance => probability = &probability * &game.sets()[set].probabilities[action],
            Mover::Player(_) if actions[set] == Some(action as u32) => {}
            Mover::Player(_) => return Some(Rational::ZERO),
        }
        here = child;
    }
    game.set_of(node).is_none().then_some(probability)
}

/// In how many ways one of the chosen actions can be taken at each set.
fn product(game: &ExtensiveGame, optimal: &ActionSets) -> UBig {
    // Short factors first, then pairs of about equal length: one long product after the other would be slow.
    let mut factors = vec![UBig::ONE];
    let mut short = 1_u64;
    for set in 0..game.sets().len() {
        let size = optimal.of(set).count().max(1) as u64;
        short = short.checked_mul(size).unwrap_or_else(|| {
            factors.push(UBig::from(short));
            size
        });
    }
    factors.push(UBig::from(short));
    while factors.len() > 1 {
        factors = factors.chunks(2).map(|pair| pair.iter().product()).collect();
    }
    factors.swap_remove(0)
}
