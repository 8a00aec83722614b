//! The plans of one player: how many, and which.

use crate::extensive::normal_form::MAX_PLAN_ENTRIES;
use crate::games::extensive::{ExtensiveGame, Recall};

/// A move of a player: the place of the set among its own, and the action.
type Move = (usize, u32);

/// For each own set the different ways there: lists of the player's own moves.
///
/// With perfect recall there is one way, and only its last move is kept: the set of that move was
/// come to, so the moves before it were made.
fn ways(game: &ExtensiveGame, sets: &[usize]) -> Vec<Vec<Vec<Move>>> {
    let mut places = vec![None; game.sets().len()];
    for (place, set) in sets.iter().enumerate() {
        places[*set] = Some(place);
    }
    let mut ways: Vec<Vec<Vec<Move>>> = vec![Vec::new(); sets.len()];
    // Own moves above the node, each with its node and the first node that is not below its action.
    let mut above: Vec<(usize, usize, Move)> = Vec::new();
    for node in 0..game.nodes().len() {
        while above.last().is_some_and(|(own, ..)| game.end(*own) <= node) {
            above.pop();
        }
        if let Some((_, end, (_, action))) = above.last_mut()
            && *end <= node
        {
            // The next child begins here.
            *end = game.end(node);
            *action += 1;
        }
        let Some(place) = game.set_of(node).and_then(|set| places[set]) else { continue };
        let mut own = above.iter().map(|(.., own)| *own);
        match game.recall() {
            Recall::Perfect if ways[place].is_empty() => {
                ways[place].push(own.next_back().into_iter().collect())
            }
            Recall::Perfect => {}
            Recall::Imperfect { .. } => {
                let way = own.collect();
                if !ways[place].contains(&way) {
                    ways[place].push(way);
                }
            }
        }
        above.push((node, game.end(node + 1), (place, 0)));
    }
    ways
}

/// Number of plans of a player; [`usize::MAX`] if there are more, or too many to write down.
pub(super) fn count(game: &ExtensiveGame, sets: &[usize]) -> usize {
    if game.recall() != Recall::Perfect {
        return walk(game, sets).map_or(usize::MAX, |(count, _)| count);
    }
    // A plan after a move is a plan after each set that comes next; these have nothing to do with each other.
    let ways = ways(game, sets);
    let mut products: Vec<Vec<usize>> =
        sets.iter().map(|set| vec![1_usize; game.sets()[*set].actions.len()]).collect();
    let mut all = 1_usize;
    for place in (0..sets.len()).rev() {
        let own = products[place].iter().fold(0_usize, |sum, count| sum.saturating_add(*count));
        match ways[place].first().and_then(|way| way.last()) {
            Some((before, action)) => {
                let product = &mut products[*before][*action as usize];
                *product = product.saturating_mul(own);
            }
            None => all = all.saturating_mul(own),
        }
    }
    all
}

/// All plans of a player, one after the other; empty if there are too many to write down.
pub(super) fn plans(game: &ExtensiveGame, sets: &[usize]) -> Vec<Option<u32>> {
    walk(game, sets).map(|(_, plans)| plans).unwrap_or_default()
}

/// The number of plans, and all of them in order; `None` if they have too many entries.
fn walk(game: &ExtensiveGame, sets: &[usize]) -> Option<(usize, Vec<Option<u32>>)> {
    let ways = ways(game, sets);
    let (mut count, mut plans) = (0, Vec::new());
    // Plans that are not finished; where to look for the next set that they come to.
    let mut open: Vec<(usize, Vec<Option<u32>>)> = vec![(0, vec![None; sets.len()])];
    while let Some((from, plan)) = open.pop() {
        let comes = |place: usize| {
            plan[place].is_none()
                && ways[place].iter().any(|way| way.iter().all(|(set, action)| plan[*set] == Some(*action)))
        };
        let Some(place) = (from..sets.len()).find(|place| comes(*place)) else {
            if plans.len() + plan.len() > MAX_PLAN_ENTRIES || count == MAX_PLAN_ENTRIES {
                return None;
            }
            count += 1;
            plans.extend(plan);
            continue;
        };
        // With perfect recall a set comes before those after its moves; a player who forgets may get to an earlier
        // one by a later one.
        let next = if game.recall() == Recall::Perfect { place + 1 } else { 0 };
        for action in (0..game.sets()[sets[place]].actions.len() as u32).rev() {
            let mut longer = plan.clone();
            longer[place] = Some(action);
            open.push((next, longer));
        }
    }
    Some((count, plans))
}
