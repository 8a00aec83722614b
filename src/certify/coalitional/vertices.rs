//! The claim of the vertices of a core, and whether they are all there are.
//!
//! - [`CoreVertices`], [`judge_vertices`].
//!
//! A point of the core is a vertex if the coalitions that it pays exactly their worth, with everyone, have full rank.
//! That all vertices are listed is proved along edges: the vertices and edges of a polytope are connected
//! (Balinski 1961), so if each edge that leaves a listed vertex ends at a listed vertex, none is missing. An edge
//! direction keeps `n - 2` independent exact coalitions exact and leaves the others at or above their worth.
//! Coalitions that are two disjoint exact ones together add nothing and are not looked at.

use dashu_int::IBig;

use crate::certify::answer::{Certified, Completeness, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::coalitional::core::{adds_up, in_units, shape};
use crate::certify::coalitional::span::{Span, dot};
use crate::coalition::Coalition;
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;
use crate::numeric::scale::common_denominator;
use crate::numeric::whole::Whole;

/// Sets of coalitions that are tried for edges, over all vertices; beyond, completeness is not proved.
const MOST_SETS: usize = 1 << 15;

/// Exact coalitions at one vertex beyond which they are not compared in pairs; completeness is not proved then.
const MOST_EXACT: usize = 1 << 12;

/// The claim that these are vertices of the core.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreVertices {
    /// The shares of the players at each vertex, in points; in ascending order, the first player first.
    pub vertices: Vec<Vec<Rational>>,
    /// Whether these are all vertices.
    pub completeness: Completeness,
}

/// A vertex with its slacks `x(S) - v(S)`, times a denominator, by coalition.
struct Corner {
    denominator: IBig,
    slacks: Vec<IBig>,
    tight: Vec<Coalition>,
}

/// Judges the claim of vertices.
///
/// Strength `Proof`; `Necessary` if all vertices are claimed and there are too many sets of coalitions to follow
/// every edge.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_vertices(
    game: &CharacteristicGame,
    claim: CoreVertices,
) -> Result<Certified<CoreVertices>, Refused<CoreVertices>> {
    let count = Witness::Compared(claim.vertices.len() as u128);
    let misshapen = claim.vertices.iter().filter(|vertex| !shape(game, vertex).holds()).count() as u128;
    let mut checks = vec![
        Check::count("vertices without one share for each player", misshapen, count.clone()),
        Check::count("no vertex is named", u128::from(claim.vertices.is_empty()), Witness::Nothing),
    ];
    let mut strength = Strength::Proof;
    if checks.iter().all(Check::holds) {
        let disordered = claim.vertices.windows(2).filter(|pair| pair[0] >= pair[1]).count() as u128;
        let unequal = claim.vertices.iter().filter(|vertex| !adds_up(game, vertex).holds()).count() as u128;
        let (mut outside, mut inner) = (0, 0);
        let mut essentials = Vec::with_capacity(claim.vertices.len());
        for vertex in &claim.vertices {
            let corner = corner(game, vertex);
            outside += u128::from(corner.slacks.iter().any(|slack| *slack < IBig::ZERO));
            inner += u128::from(rank(game, &corner.tight) < game.players());
            essentials.push(essential(game, &corner.tight));
        }
        checks.extend([
            Check::count("vertices out of order", disordered, count.clone()),
            Check::count("vertices whose shares do not add up", unequal, count.clone()),
            Check::count("points outside of the core", outside, count.clone()),
            Check::count("points between vertices", inner, count),
        ]);
        if claim.completeness == Completeness::All && checks.iter().all(Check::holds) {
            match missing(game, &claim.vertices, &essentials) {
                Some((missing, edges)) => {
                    let name = "edges that end at a vertex that is not named";
                    checks.push(Check::count(name, missing, Witness::Compared(edges)));
                }
                None => strength = Strength::Necessary,
            }
        }
    }
    Certified::judge(claim, Certificate { strength, checks })
}

fn corner(game: &CharacteristicGame, vertex: &[Rational]) -> Corner {
    let payments = in_units(game, vertex);
    let denominator = IBig::from(common_denominator(&payments));
    let mut paid = vec![IBig::ZERO];
    for payment in &payments {
        let whole = payment.numerator() * (&denominator / IBig::from(payment.denominator().clone()));
        let with: Vec<IBig> = paid.iter().map(|sum| sum + &whole).collect();
        paid.extend(with);
    }
    let slacks = paid.iter().zip(game.units()).map(|(paid, &unit)| paid - &denominator * IBig::from(unit));
    let slacks: Vec<IBig> = slacks.collect();
    let zero = |at: &usize| slacks[*at] == IBig::ZERO;
    let tight = (1..slacks.len()).filter(zero).map(|at| Coalition::from_bits(at as u64)).collect();
    Corner { denominator, slacks, tight }
}

fn rank(game: &CharacteristicGame, coalitions: &[Coalition]) -> usize {
    let mut span = Span::new(game.players());
    for &coalition in coalitions {
        if span.rank() == game.players() {
            break;
        }
        span.add(coalition);
    }
    span.rank()
}

/// Edges whose other end is not named, and edges followed; nothing if there are too many to try.
fn missing(
    game: &CharacteristicGame,
    vertices: &[Vec<Rational>],
    essentials: &[Option<Vec<Coalition>>],
) -> Option<(u128, u128)> {
    let chosen = game.players().saturating_sub(2);
    let essentials: Vec<&Vec<Coalition>> = essentials.iter().map(Option::as_ref).collect::<Option<_>>()?;
    let sets = essentials.iter().map(|coalitions| sets(coalitions.len(), chosen));
    if sets.fold(0_usize, usize::saturating_add) > MOST_SETS {
        return None;
    }
    let (mut missing, mut edges) = (0, 0);
    if game.players() == 1 {
        return Some((missing, edges));
    }
    for (vertex, coalitions) in vertices.iter().zip(essentials) {
        let corner = corner(game, vertex);
        let mut span = Span::new(game.players());
        span.add(game.everyone());
        each_direction(&span, coalitions, chosen, &mut |direction| {
            for sign in [1, -1] {
                let direction: Vec<i128> = direction.iter().map(|entry| sign * entry).collect();
                if coalitions.iter().any(|&coalition| dot(&direction, coalition) < 0) {
                    continue;
                }
                edges += 1;
                let end = end(game, vertex, &corner, &direction);
                missing += u128::from(end.is_none_or(|end| vertices.binary_search(&end).is_err()));
            }
        });
    }
    Some((missing, edges))
}

/// Exact coalitions other than everyone that are not two disjoint exact ones together; nothing if too many are exact.
fn essential(game: &CharacteristicGame, tight: &[Coalition]) -> Option<Vec<Coalition>> {
    if tight.len() > MOST_EXACT {
        return None;
    }
    let is_tight = |coalition: Coalition| tight.binary_search(&coalition).is_ok();
    let splits = |whole: Coalition| {
        let parts = tight.iter().filter(|part| part.is_subset_of(whole) && **part != whole);
        parts.copied().any(|part| is_tight(whole.minus(part)))
    };
    let proper = tight.iter().copied().filter(|&coalition| coalition != game.everyone());
    Some(proper.filter(|&coalition| !splits(coalition)).collect())
}

/// The number of ways to choose, or a number beyond every limit.
fn sets(of: usize, chosen: usize) -> usize {
    (0..chosen)
        .try_fold(1_usize, |ways, step| Some(ways.checked_mul(of.saturating_sub(step))? / (step + 1)))
        .unwrap_or(usize::MAX)
}

/// Calls `visit` with the direction that each `chosen` independent coalitions leave, if they leave one.
fn each_direction(span: &Span, coalitions: &[Coalition], chosen: usize, visit: &mut impl FnMut(&[i128])) {
    if chosen == 0 {
        if let [direction] = span.normals().vectors() {
            visit(direction);
        }
        return;
    }
    for (at, &coalition) in coalitions.iter().enumerate() {
        let mut wider = span.clone();
        wider.add(coalition);
        if wider.rank() > span.rank() {
            each_direction(&wider, &coalitions[at + 1..], chosen - 1, visit);
        }
    }
}

/// Where the core ends in a direction; nothing if it does not.
fn end(
    game: &CharacteristicGame,
    vertex: &[Rational],
    corner: &Corner,
    direction: &[i128],
) -> Option<Vec<Rational>> {
    let mut speeds = vec![0_i128];
    for &entry in direction {
        let with: Vec<i128> = speeds.iter().map(|sum| sum + entry).collect();
        speeds.extend(with);
    }
    let mut step: Option<(&IBig, i128)> = None;
    for (slack, speed) in corner.slacks.iter().zip(speeds).filter(|(_, speed)| *speed < 0) {
        let is_shorter =
            step.is_none_or(|(least, fall)| slack * IBig::from(fall) < least * IBig::from(-speed));
        if is_shorter {
            step = Some((slack, -speed));
        }
    }
    let (slack, fall) = step?;
    let below = &corner.denominator * IBig::from(fall);
    let moved = direction.iter().zip(vertex).map(|(&entry, share)| {
        let units = (slack * IBig::from(entry)).over(&below);
        share + &game.points(&units)
    });
    Some(moved.collect())
}
