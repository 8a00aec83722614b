//! All pure equilibria of a small tree with perfect information, counted straight from the definition.
//!
//! An equilibrium of a subtree is one of each child's subtree and an action that is best for the mover. For each
//! action and each payoff vector after it, the equilibria of every other child that do not tempt the mover away are
//! counted, one child after the other.

use std::collections::BTreeMap;

use dashu_int::UBig;

use crate::certify::extensive::action_sets::ActionSets;
use crate::games::extensive::{ExtensiveGame, Mover};
use crate::numeric::Rational;

/// Most nodes of a tree that is counted again.
pub(crate) const RECOUNT_NODES: usize = 20_000;

/// Most comparisons of two payoff vectors.
const RECOUNT_STEPS: u64 = 2_000_000;

/// Payoff vectors with the number of equilibria that have them.
pub(crate) type Counts = BTreeMap<Vec<Rational>, UBig>;

/// The actions that some equilibrium takes, and every payoff vector; `None` if the tree is too large.
pub(crate) fn recount(game: &ExtensiveGame) -> Option<(ActionSets, Counts)> {
    if game.nodes().len() > RECOUNT_NODES {
        return None;
    }
    let players = game.players().len();
    let mut steps = 0_u64;
    let mut optimal = ActionSets::none(game);
    let mut counts: Vec<Counts> = vec![Counts::new(); game.nodes().len()];
    for node in (0..game.nodes().len()).rev() {
        let paid = (0..players).map(|player| game.payoff_at(player, node)).collect::<Vec<_>>();
        // What is known of the children is not needed again.
        let children: Vec<Counts> =
            game.children(node).map(|child| std::mem::take(&mut counts[child])).collect();
        let mut here = Counts::new();
        let mut add = |row: Vec<Rational>, count: UBig| {
            let row = row.iter().zip(&paid).map(|(one, other)| one + other).collect();
            *here.entry(row).or_insert(UBig::ZERO) += count;
        };
        match game.set_of(node) {
            None => add(vec![Rational::ZERO; players], UBig::ONE),
            Some(set) => match game.sets()[set].mover {
                Mover::Player(mover) => {
                    for (action, after) in children.iter().enumerate() {
                        for (row, count) in after {
                            let mut count = count.clone();
                            for (other, instead) in children.iter().enumerate() {
                                if other == action {
                                    continue;
                                }
                                steps += instead.len() as u64;
                                let does_not_tempt =
                                    |(rival, _): &(&Vec<Rational>, &UBig)| rival[mover] <= row[mover];
                                count *= instead
                                    .iter()
                                    .filter(does_not_tempt)
                                    .map(|(_, count)| count)
                                    .sum::<UBig>();
                                if count == UBig::ZERO {
                                    break;
                                }
                            }
                            if count > UBig::ZERO {
                                optimal.insert(set, action);
                                add(row.clone(), count);
                            }
                        }
                        if steps > RECOUNT_STEPS {
                            return None;
                        }
                    }
                }
                Mover::Chance => {
                    let mut means = Counts::from([(vec![Rational::ZERO; players], UBig::ONE)]);
                    for (after, probability) in children.iter().zip(&game.sets()[set].probabilities) {
                        let mut next = Counts::new();
                        steps += (means.len() * after.len()) as u64;
                        if steps > RECOUNT_STEPS {
                            return None;
                        }
                        for (mean, ways) in &means {
                            for (row, count) in after {
                                let sum = mean
                                    .iter()
                                    .zip(row)
                                    .map(|(mean, own)| mean + &(own * probability))
                                    .collect();
                                *next.entry(sum).or_insert(UBig::ZERO) += ways * count;
                            }
                        }
                        means = next;
                    }
                    for (row, count) in means {
                        add(row, count);
                    }
                }
            },
        }
        counts[node] = here;
    }
    Some((optimal, std::mem::take(&mut counts[0])))
}
