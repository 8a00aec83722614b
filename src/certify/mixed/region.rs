//! The shape of a zone over few amounts: its corners by walking along its edges, its volume by slices.

use crate::certify::answer::{Certified, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::mixed::cells::each_cell;
use crate::certify::mixed::claim::{CellCorners, Corners, Share};
use crate::certify::mixed::facts::is_closed;
use crate::certify::mixed::polygon::{Pair, area, cut};
use crate::games::mixed::{MixedGame, Region};
use crate::numeric::{Rational, dot, linear_system};

/// Judges that the corners are all corners of the zone of `game`.
///
/// From each corner every edge is followed to its other end, which must be listed: the corners of a polytope hang together by
/// its edges (Balinski 1961, Pacific Journal of Mathematics 11).
///
/// Cost: for each corner a small square system for each choice of one inequality fewer than there are amounts, of those that
/// hold there with equality.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_corners(game: &MixedGame, claim: Corners) -> Result<Certified<Corners>, Refused<Corners>> {
    let (mut wrong, mut open) = (0_u128, 0_u128);
    let count = each_cell(game, |place, levels, measure| {
        let holds = match claim.cells.get(place) {
            Some(CellCorners::Corners(list)) => {
                open += 1;
                game.region(levels, true).is_some_and(|region| are_all(&region, list))
            }
            Some(CellCorners::Closed(bound)) => is_closed(measure, bound),
            None => false,
        };
        wrong += u128::from(!holds);
    });
    let missing = count.abs_diff(claim.cells.len()) as u128;
    let checks = vec![
        Check::count("combinations that were not looked at", missing, Witness::Compared(count as u128)),
        Check::count("combinations with other corners", wrong, Witness::Compared(count as u128)),
        Check::count("an open zone without a corner", u128::from(open == 0), Witness::Nothing),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

/// Are these all the corners of the region, each once?
fn are_all(region: &Region, list: &[Vec<Rational>]) -> bool {
    let size = region.rows.first().map_or(0, Vec::len);
    let is_once = list.iter().enumerate().all(|(place, corner)| !list[..place].contains(corner));
    !list.is_empty()
        && is_once
        && list.iter().all(|corner| corner.len() == size && is_walled(region, list, corner))
}

/// Is this a corner of the region whose neighbours are all listed?
fn is_walled(region: &Region, list: &[Vec<Rational>], corner: &[Rational]) -> bool {
    let size = corner.len();
    let slack: Vec<Rational> =
        region.rows.iter().zip(&region.bounds).map(|(row, bound)| bound - &dot(row, corner)).collect();
    if slack.iter().any(Rational::is_negative) {
        return false;
    }
    let tight: Vec<&[Rational]> = region
        .rows
        .iter()
        .zip(&slack)
        .filter(|(_, own)| own.is_zero())
        .map(|(row, _)| row.as_slice())
        .collect();
    let mut is_corner = false;
    let walled = each_choice(tight.len(), size.saturating_sub(1), &mut |chosen| {
        let edge: Vec<&[Rational]> = chosen.iter().map(|&row| tight[row]).collect();
        let Some(direction) = direction(&edge, size) else { return true };
        // Only where another tight row stops the line through the corner is this no point inside an edge.
        is_corner |= tight.iter().any(|row| !dot(row, &direction).is_zero());
        [direction.clone(), direction.iter().map(|own| -own).collect()].iter().all(|direction| {
            let is_inside = tight.iter().all(|row| !dot(row, direction).is_positive());
            !is_inside || leads_to(region, &slack, corner, direction).is_some_and(|end| list.contains(&end))
        })
    });
    walled && is_corner
}

/// A direction along which all rows stay as they are, if there is only one and its opposite.
fn direction(rows: &[&[Rational]], size: usize) -> Option<Vec<Rational>> {
    (0..size).find_map(|fixed| {
        let unit: Vec<Rational> = (0..size).map(|own| Rational::from(i64::from(own == fixed))).collect();
        let matrix: Vec<Vec<Rational>> = rows.iter().map(|row| row.to_vec()).chain([unit]).collect();
        let mut right = vec![Rational::ZERO; rows.len()];
        right.push(Rational::ONE);
        linear_system::solve(&matrix, &right)
    })
}

/// How far the region goes from a corner in a direction.
fn leads_to(
    region: &Region,
    slack: &[Rational],
    corner: &[Rational],
    direction: &[Rational],
) -> Option<Vec<Rational>> {
    let steps = region.rows.iter().zip(slack).filter_map(|(row, slack)| {
        let rate = dot(row, direction);
        if rate.is_positive() { slack.checked_div(&rate) } else { None }
    });
    let step = steps.min()?;
    Some(corner.iter().zip(direction).map(|(own, rate)| own + &(rate * &step)).collect())
}

/// Does `holds` say so of every choice of `size` places among `count`?
fn each_choice(count: usize, size: usize, holds: &mut dyn FnMut(&[usize]) -> bool) -> bool {
    fn go(
        from: usize,
        count: usize,
        left: usize,
        chosen: &mut Vec<usize>,
        holds: &mut dyn FnMut(&[usize]) -> bool,
    ) -> bool {
        if left == 0 {
            return holds(chosen);
        }
        (from..count).all(|place| {
            chosen.push(place);
            let is_held = go(place + 1, count, left - 1, chosen, holds);
            chosen.pop();
            is_held
        })
    }
    go(0, count, size, &mut Vec::with_capacity(size), holds)
}

/// Judges the volume of the zone of `game` for up to three amounts: lengths, polygons that are cut out of a rectangle, and for a
/// third amount slices between any two corners, over which areas are polynomials of degree two
/// (Simpson's rule is exact).
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_share(game: &MixedGame, claim: Share) -> Result<Certified<Share>, Refused<Share>> {
    let mut wrong = 0_u128;
    let count = each_cell(game, |place, levels, measure| {
        let volume = |nobody_loses: bool| volume(&game.region(levels, nobody_loses)?);
        let own = claim.volumes.get(place).zip(claim.closing.get(place));
        let holds = own.is_some_and(|([admissible, acceptable], closing)| {
            let is_second = match closing {
                Some(bound) => acceptable.is_zero() && is_closed(measure, bound),
                None => volume(true).as_ref() == Some(acceptable),
            };
            is_second && volume(false).as_ref() == Some(admissible)
        });
        wrong += u128::from(!holds);
    });
    let missing = (count.abs_diff(claim.volumes.len()) + count.abs_diff(claim.closing.len())) as u128;
    let sum = |which: usize| claim.volumes.iter().map(|own| &own[which]).sum::<Rational>();
    let off = sum(1).checked_div(&sum(0)).is_none_or(|share| share != claim.share);
    let checks = vec![
        Check::count("combinations that were not looked at", missing, Witness::Compared(count as u128)),
        Check::count("combinations with another volume", wrong, Witness::Compared(count as u128)),
        Check::count("a share that volumes do not add up to", u128::from(off), Witness::Nothing),
    ];
    Certified::judge(claim, Certificate { strength: Strength::Recount, checks })
}

/// The volume of a region of up to three amounts; `None` beyond.
fn volume(region: &Region) -> Option<Rational> {
    let size = region.rows.first().map_or(0, Vec::len);
    let rows: Vec<(&[Rational], &Rational)> =
        region.rows.iter().map(Vec::as_slice).zip(&region.bounds).collect();
    match size {
        1 => {
            let [least, most] = ends(&rows, 0)?;
            let is_empty = rows.iter().any(|(row, bound)| row[0].is_zero() && bound.is_negative());
            Some(if is_empty || most <= least { Rational::ZERO } else { &most - &least })
        }
        2 => slice(&rows),
        3 => {
            let mut places = ends(&rows, 2)?.to_vec();
            each_choice(rows.len(), 3, &mut |chosen| {
                let matrix: Vec<Vec<Rational>> = chosen.iter().map(|&row| rows[row].0.to_vec()).collect();
                let right: Vec<Rational> = chosen.iter().map(|&row| rows[row].1.clone()).collect();
                let corner = linear_system::solve(&matrix, &right)
                    .filter(|point| rows.iter().all(|(row, bound)| dot(row, point) <= **bound));
                places.extend(corner.map(|point| point[2].clone()));
                true
            });
            let [least, most] = [places[0].clone(), places[1].clone()];
            places.retain(|place| least <= *place && *place <= most);
            places.sort();
            places.dedup();
            let at = |height: &Rational| {
                let left: Vec<Rational> =
                    rows.iter().map(|(row, bound)| *bound - &(&row[2] * height)).collect();
                let rows: Vec<(&[Rational], &Rational)> =
                    rows.iter().map(|(row, _)| &row[..2]).zip(&left).collect();
                slice(&rows)
            };
            let [half, sixth] = [2, 6].map(|parts| Rational::new(1, parts).unwrap_or_default());
            let slabs = places.windows(2).map(|pair| {
                let middle = at(&(&(&pair[0] + &pair[1]) * &half))?;
                // Outside of the region there is nothing, even where it begins with a whole face.
                if middle.is_zero() {
                    return Some(middle);
                }
                let weighted = &(&at(&pair[0])? + &at(&pair[1])?) + &(&middle * &Rational::from(4));
                Some(&(&weighted * &sixth) * &(&pair[1] - &pair[0]))
            });
            slabs.sum()
        }
        _ => None,
    }
}

/// The ends of an amount by the rows on it alone.
fn ends(rows: &[(&[Rational], &Rational)], place: usize) -> Option<[Rational; 2]> {
    let alone = rows
        .iter()
        .filter(|(row, _)| row.iter().enumerate().all(|(own, entry)| own == place || entry.is_zero()));
    let (mut least, mut most): (Option<Rational>, Option<Rational>) = (None, None);
    for (row, bound) in alone {
        let Some(end) = bound.checked_div(&row[place]) else { continue };
        match row[place].is_negative() {
            true => least = Some(least.map_or(end.clone(), |least| least.max(end))),
            false => most = Some(most.map_or(end.clone(), |most| most.min(end))),
        }
    }
    Some([least?, most?])
}

/// The area of a polygon given by rows over two amounts.
fn slice(rows: &[(&[Rational], &Rational)]) -> Option<Rational> {
    let [left, right] = ends(rows, 0)?;
    let [low, high] = ends(rows, 1)?;
    if right <= left || high <= low {
        return Some(Rational::ZERO);
    }
    let mut polygon: Vec<Pair> =
        vec![[left.clone(), low.clone()], [right.clone(), low], [right, high.clone()], [left, high]];
    for (row, bound) in rows {
        polygon = cut(&polygon, [&row[0], &row[1]], bound);
    }
    Some(area(&polygon))
}
