//! Utilities of GENIUS that are sums of hyper-rectangles: a number for every package inside a box.
//!
//! A box over two or more issues is a bonus of the case. A box over one issue is a value of its levels, and one
//! over none a value of all levels of the first: each issue weighs one of `n`, so values hold `n` times the
//! share of the utility. Everything is divided by `maxutility`.

use crate::diagnostic::{Code, Diagnostic, Findings, short};
use crate::format::assemble::Sides;
use crate::format::genius::issues::{GeniusIssue, Kind};
use crate::format::genius::{needed, number, whole};
use crate::format::xml::Element;
use crate::model::Quantity;
use crate::model::check::MAX_BLOCKS;
use crate::numeric::Rational;

/// Weights and values of each issue, and bonuses.
type Payoffs = (Vec<(Quantity, Vec<Quantity>)>, Vec<(Sides, Quantity)>);

/// The utility in `<utility>` over the issues of the domain.
pub(super) fn rectangles(
    utility: &Element,
    domain: &[GeniusIssue<'_>],
    findings: &mut Findings,
) -> Option<Payoffs> {
    let before = findings.errors();
    if let Some(real) = domain.iter().find(|issue| issue.range().is_some()) {
        let name = short(&real.name.text);
        let message = format!("hyper-rectangles are not read where an issue is real, as `{name}` is");
        findings.push(Diagnostic::error(Code::NotYet, message).at(utility.span));
        return None;
    }
    let greatest = needed(utility, "maxutility", "<utility>", findings)?;
    let divisor = number(greatest, "`maxutility`", findings)?;
    if !divisor.is_positive() {
        let message = format!("`maxutility` is {divisor}, expected more than 0");
        findings.push(Diagnostic::error(Code::OutOfRange, message).at(greatest.span));
        return None;
    }
    let mut totals: Vec<Vec<Rational>> =
        domain.iter().map(|issue| vec![Rational::ZERO; issue.size()]).collect();
    let count = Rational::from(i64::try_from(domain.len()).unwrap_or(i64::MAX));
    let mut bonuses = Vec::new();
    for part in &utility.children {
        if !is_sum(part, findings) {
            continue;
        }
        for rectangle in &part.children {
            if rectangle.name != "hyperRectangle" {
                not_read(rectangle, findings);
                continue;
            }
            let Some(value) = needed(rectangle, "utility", "a hyper-rectangle", findings) else { continue };
            let Some(exact) = number(value, "`utility` of a hyper-rectangle", findings) else { continue };
            let Some(boxed) = sides(rectangle, domain, findings) else { continue };
            let Some(share) = exact.checked_div(&divisor) else { continue };
            let (place, levels) = match boxed.as_slice() {
                [] => (0, (0..domain.first().map_or(0, GeniusIssue::size)).collect()),
                [(place, levels)] => (*place, levels.clone()),
                _ => {
                    if bonuses.len() <= MAX_BLOCKS {
                        let bonus = Quantity { value: share, span: Some(value.span), ..Quantity::default() };
                        bonuses.push((boxed, bonus));
                    }
                    continue;
                }
            };
            let added = &share * &count;
            levels.iter().for_each(|&level| totals[place][level] += &added);
        }
    }
    let payoffs = totals
        .into_iter()
        .map(|values| (Quantity::from(1), values.into_iter().map(Quantity::from).collect::<Vec<_>>()));
    let payoffs = payoffs.collect();
    (findings.errors() == before).then_some((payoffs, bonuses))
}

/// Is this a plain sum of rectangles? Anything else is reported.
fn is_sum(part: &Element, findings: &mut Findings) -> bool {
    if part.name != "ufun" {
        not_read(part, findings);
        return false;
    }
    let is_plain = |name: &str, allowed: &str| part.get(name).is_none_or(|one| one.value == allowed);
    let weight = part.get("weight").map(|one| one.value.parse::<Rational>());
    let weighs_one = weight.is_none_or(|weight| weight.is_ok_and(|weight| weight == 1));
    if is_plain("aggregation", "sum") && weighs_one {
        return true;
    }
    let message = "a <ufun> that is no sum of weight 1 is not read";
    findings.push(Diagnostic::error(Code::NotYet, message).at(part.span));
    false
}

fn not_read(element: &Element, findings: &mut Findings) {
    let message = format!("<{}> in a utility of hyper-rectangles is not read", short(&element.name));
    findings.push(Diagnostic::error(Code::NotYet, message).at(element.span));
}

/// For each issue that a rectangle bounds, its place and the levels inside; `None` if nothing is inside or it is
/// reported.
fn sides(rectangle: &Element, domain: &[GeniusIssue<'_>], findings: &mut Findings) -> Option<Sides> {
    let before = findings.errors();
    let mut sides: Vec<(usize, i64, i64)> = Vec::new();
    for side in &rectangle.children {
        if side.name != "INCLUDES" {
            not_read(side, findings);
            continue;
        }
        let mut part = |name: &str| {
            let found = needed(side, name, "<INCLUDES>", findings)?;
            whole(found, &format!("`{name}` of <INCLUDES>"), findings)
        };
        let (index, least, most) = (part("index"), part("min"), part("max"));
        let (Some(index), Some(least), Some(most)) = (index, least, most) else { continue };
        let place = domain.iter().position(|issue| issue.index == Some(index));
        match place.map(|place| (place, &domain[place].kind)) {
            Some((place, Kind::Integer { lower, upper })) => {
                let (least, most) = (least.max(*lower) - lower, most.min(*upper) - lower);
                // A second side of the same issue narrows the first.
                match sides.iter_mut().find(|(one, _, _)| *one == place) {
                    Some((_, from, to)) => (*from, *to) = ((*from).max(least), (*to).min(most)),
                    None => sides.push((place, least, most)),
                }
            }
            Some((_, Kind::Real { .. } | Kind::Unread)) => return None,
            Some((place, Kind::Discrete(_))) => {
                let message = format!(
                    "<INCLUDES> bounds issue `{}`, which is discrete, expected an integer issue",
                    short(&domain[place].name.text)
                );
                findings.push(Diagnostic::error(Code::WrongType, message).at(side.span));
            }
            None => {
                let message = format!("<INCLUDES> bounds issue {index}, which the domain does not have");
                findings.push(Diagnostic::error(Code::UnknownIssue, message).at(side.span));
            }
        }
    }
    let is_empty = sides.iter().any(|(_, from, to)| from > to);
    let inside = |(place, from, to): (usize, i64, i64)| {
        let levels = (from..=to).filter_map(|level| usize::try_from(level).ok());
        (place, levels.collect::<Vec<_>>())
    };
    (findings.errors() == before && !is_empty).then(|| sides.into_iter().map(inside).collect())
}
