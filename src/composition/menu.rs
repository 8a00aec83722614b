//! Implications taken apart: members that no implication ties together are chosen apart.
//!
//! What is settled spreads along the implications. Where many members hang together, the one with the most
//! ties is settled first, in and then out ([`branches`]); what is left falls into small parts, and each
//! part has a menu of the choices that break no implication.

use crate::budget::Budget;
use crate::coalition::Coalition;
use crate::composition::tables::Cut;
use crate::games::composition::CompositionProblem;

/// Greatest number of members that hang together and are chosen from one menu.
const PART: usize = 8;

/// Greatest number of branches.
const BRANCHES: usize = 20_000;

/// Some members settled, and menus for the others.
#[derive(Debug)]
pub(in crate::composition) struct Branch {
    /// Members that are in.
    pub(in crate::composition) required: Coalition,
    /// For each part of the others the choices that break no implication.
    pub(in crate::composition) menus: Vec<Vec<Coalition>>,
}

/// Takes the groups that hold `required` and nobody of `barred` apart into branches without overlap.
pub(in crate::composition) fn branches(
    problem: &CompositionProblem,
    required: Coalition,
    barred: Coalition,
    budget: &Budget<'_>,
) -> Result<Vec<Branch>, Cut> {
    let mut open = vec![(required, barred)];
    let mut found = Vec::new();
    while let Some((required, barred)) = open.pop() {
        let Some((required, barred)) = spread(problem, required, barred) else { continue };
        let free = problem.everyone().minus(required).minus(barred);
        let parts = parts(problem, free);
        match parts.iter().find(|part| part.len() > PART).and_then(|part| most_tied(problem, *part)) {
            Some(member) => {
                open.push((required, barred.with(member)));
                open.push((required.with(member), barred));
            }
            None => {
                let menus = parts.iter().map(|part| menu(problem, *part)).collect();
                found.push(Branch { required, menus });
            }
        }
        if found.len() + open.len() > BRANCHES {
            return Err(Cut::TooLarge);
        }
        if !budget.spend(problem.implies().len() as u64 + 1) {
            return Err(Cut::OutOfBudget);
        }
    }
    Ok(found)
}

/// What follows from members being in or out; `None` if somebody would have to be both.
fn spread(
    problem: &CompositionProblem,
    mut required: Coalition,
    mut barred: Coalition,
) -> Option<(Coalition, Coalition)> {
    barred = barred.union(problem.extras());
    loop {
        let before = (required, barred);
        for &(first, second) in problem.implies() {
            if required.contains(first) {
                required = required.with(second);
            }
            if barred.contains(second) {
                barred = barred.with(first);
            }
        }
        if !required.intersection(barred).is_empty() {
            return None;
        }
        if before == (required, barred) {
            return Some(before);
        }
    }
}

/// The free members in parts that implications tie together, in order of their lowest members.
fn parts(problem: &CompositionProblem, free: Coalition) -> Vec<Coalition> {
    let mut left = free;
    let mut parts = Vec::new();
    while let Some(first) = left.lowest() {
        let mut part = Coalition::single(first);
        loop {
            let before = part;
            for &(first, second) in problem.implies() {
                let pair = Coalition::single(first).with(second);
                if pair.is_subset_of(free) && !pair.intersection(part).is_empty() {
                    part = part.union(pair);
                }
            }
            if part == before {
                break;
            }
        }
        left = left.minus(part);
        parts.push(part);
    }
    parts
}

/// The member of `part` with the most implications inside it, the first of several.
fn most_tied(problem: &CompositionProblem, part: Coalition) -> Option<usize> {
    let ties = |member: usize| {
        let touches = |&&(first, second): &&(usize, usize)| {
            (first == member && part.contains(second)) || (second == member && part.contains(first))
        };
        problem.implies().iter().filter(touches).count()
    };
    part.members().max_by_key(|&member| (ties(member), std::cmp::Reverse(member)))
}

/// The choices among `part` that break no implication inside it.
fn menu(problem: &CompositionProblem, part: Coalition) -> Vec<Coalition> {
    let inside = |pair: &(usize, usize)| part.contains(pair.0) && part.contains(pair.1);
    let pairs: Vec<_> = problem.implies().iter().copied().filter(inside).collect();
    let holds = |choice: Coalition| {
        pairs.iter().all(|&(first, second)| !choice.contains(first) || choice.contains(second))
    };
    part.subsets().filter(|&choice| holds(choice)).collect()
}
