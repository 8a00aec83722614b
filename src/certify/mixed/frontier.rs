//! The efficient gains of two parties over all of a mixed game.

use crate::certify::answer::{Certified, Refused};
use crate::certify::bargaining_set::Bound;
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::mixed::cells::each_cell;
use crate::certify::mixed::claim::{FrontierPiece, MixedFrontier};
use crate::certify::mixed::facts::nobody_loses;
use crate::certify::mixed::polygon::{Pair, cut};
use crate::games::mixed::MixedGame;
use crate::numeric::Rational;

/// Judges that the pieces are all the efficient gains of `game`.
///
/// Each end is a package that gives what is claimed; what lies between two packages of one combination is possible, since
/// curves only flatten there. No piece improves on another. For each combination the gains that its bounds leave are a
/// polygon, cut into strips over which the frontier is one line: no corner of a strip is beyond it.
///
/// Cost: for each combination that does not fit below a single point of the frontier, a cut for each piece.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_mixed_frontier(
    game: &MixedGame,
    claim: MixedFrontier,
) -> Result<Certified<MixedFrontier>, Refused<MixedFrontier>> {
    let checks = checks(game, &claim);
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks })
}

fn checks(game: &MixedGame, claim: &MixedFrontier) -> Vec<Check> {
    let ends = || claim.pieces.iter().flat_map(|piece| &piece.ends);
    let losing = ends().filter(|end| !nobody_loses(game, &end.package)).count();
    let split =
        claim.pieces.iter().filter(|piece| piece.ends[0].package.levels != piece.ends[1].package.levels);
    let mut checks = vec![
        Check::count("parties other than two", game.parties().abs_diff(2) as u128, Witness::Nothing),
        Check::count("a frontier without a piece", u128::from(claim.pieces.is_empty()), Witness::Nothing),
        Check::count("ends at which somebody loses", losing as u128, Witness::Nothing),
        Check::count("pieces across combinations", split.count() as u128, Witness::Nothing),
    ];
    if !checks.iter().all(Check::holds) {
        return checks;
    }
    let gains: Option<Vec<[Pair; 2]>> = claim.pieces.iter().map(|piece| gains(game, piece)).collect();
    let Some(gains) = gains else {
        checks.push(Check::count("ends without gains", 1, Witness::Nothing));
        return checks;
    };
    let within = claim.pieces.iter().zip(&gains).filter(|(piece, gains)| !is_in_order(piece, gains));
    let between = claim.pieces.windows(2).zip(gains.windows(2)).filter(|(pieces, gains)| {
        let closed = [pieces[0].ends[1].is_closed, pieces[1].ends[0].is_closed];
        // A point that an end of its neighbour has already is there twice.
        let is_twice = gains[0][1] == gains[1][0] && gains.iter().any(|[from, to]| from == to);
        is_twice || !follows([&gains[0][1], &gains[1][0]], closed)
    });
    let outer =
        [claim.pieces.first().map(|piece| &piece.ends[0]), claim.pieces.last().map(|piece| &piece.ends[1])];
    let outer = outer.into_iter().flatten().filter(|end| !end.is_closed);
    let wrong = within.count() + between.count() + outer.count();
    checks.push(Check::count("pieces out of order", wrong as u128, Witness::Nothing));
    if !checks.iter().all(Check::holds) {
        return checks;
    }
    let strips = strips(&gains);
    let mut beyond = 0_u128;
    let count = each_cell(game, |place, _, measure| {
        let own = claim.bounds.get(place).map_or(&[][..], Vec::as_slice);
        let half_planes: Option<Vec<(&Bound, Rational)>> =
            own.iter().chain(&claim.shared).map(|bound| Some((bound, measure.greatest(bound)?))).collect();
        beyond += u128::from(!half_planes.is_some_and(|list| is_below(&strips, &list)));
    });
    let missing = count.abs_diff(claim.bounds.len()) as u128;
    checks.push(Check::count(
        "combinations that reach beyond the frontier",
        beyond + missing,
        Witness::Compared(count as u128),
    ));
    checks
}

fn gains(game: &MixedGame, piece: &FrontierPiece) -> Option<[Pair; 2]> {
    let of = |end: usize| Pair::try_from(game.gains(&piece.ends[end].package)?).ok();
    Some([of(0)?, of(1)?])
}

/// Does the piece fall from left to right, or is it one point that counts?
fn is_in_order(piece: &FrontierPiece, [from, to]: &[Pair; 2]) -> bool {
    match from == to {
        true => piece.ends.iter().all(|end| end.is_closed),
        false => from[0] < to[0] && from[1] > to[1],
    }
}

/// Is the end of one piece left of and above the start of the next, and does the one that is improved on not count?
fn follows([before, after]: [&Pair; 2], closed: [bool; 2]) -> bool {
    let (right, down) = (before[0] < after[0], before[1] > after[1]);
    let (same_first, same_second) = (before[0] == after[0], before[1] == after[1]);
    match (right, down) {
        (true, true) => closed == [true, true],
        (true, false) => same_second && closed == [false, true],
        (false, true) => same_first && closed == [true, false],
        (false, false) => same_first && same_second && closed == [true, true],
    }
}

/// Over the gains of the first party after `from`, up to `to`, the second has at most what lies on the line between the heights.
struct Strip {
    from: Rational,
    to: Rational,
    heights: [Rational; 2],
}

/// What is at most at 0 itself, and the strips of the frontier from there on.
fn strips(gains: &[[Pair; 2]]) -> Vec<Strip> {
    let high = gains.first().map(|[[_, high], _]| high.clone()).unwrap_or_default();
    let mut list = vec![Strip { from: Rational::ZERO, to: Rational::ZERO, heights: [high.clone(), high] }];
    let mut at = &Rational::ZERO;
    for [[from, high], [to, low]] in gains {
        if at < from {
            list.push(Strip { from: at.clone(), to: from.clone(), heights: [high.clone(), high.clone()] });
        }
        if from < to {
            list.push(Strip { from: from.clone(), to: to.clone(), heights: [high.clone(), low.clone()] });
        }
        at = to;
    }
    list
}

/// Is nothing beyond the strips that the bounds leave?
fn is_below(strips: &[Strip], half_planes: &[(&Bound, Rational)]) -> bool {
    let (Some(first), Some(last)) = (strips.first(), strips.last()) else { return false };
    // A square beyond everything, so that what has no bound shows.
    let side = &last.to.clone().max(first.heights[0].clone()) + &Rational::ONE;
    let zero = Rational::ZERO;
    let mut polygon: Vec<Pair> = vec![
        [zero.clone(), zero.clone()],
        [side.clone(), zero.clone()],
        [side.clone(), side.clone()],
        [zero, side],
    ];
    for (bound, value) in half_planes {
        polygon = cut(&polygon, [&bound.weights[0], &bound.weights[1]], value);
    }
    let greatest = |side: usize| polygon.iter().map(|corner| &corner[side]).max();
    let (Some(right), Some(top)) = (greatest(0), greatest(1)) else { return true };
    if *right > last.to {
        return false;
    }
    // The whole polygon may fit below one point; left of the first strip's end the frontier is no lower than there.
    let fits = |strip: &Strip| strip.to >= *right && strip.heights[1] >= *top;
    if strips.iter().any(fits) {
        return true;
    }
    let (one, none) = (Rational::ONE, Rational::ZERO);
    strips.iter().enumerate().all(|(place, strip)| {
        // Before a strip the one before it counts; at 0 nothing is before.
        if *right < strip.from || (place > 0 && *right == strip.from) {
            return true;
        }
        let within = cut(&cut(&polygon, [&one, &none], &strip.to), [&-&one, &none], &-&strip.from);
        within.iter().all(|corner| corner[1] <= strip.height(&corner[0]))
    })
}

impl Strip {
    fn height(&self, first: &Rational) -> Rational {
        let share = (first - &self.from).checked_div(&(&self.to - &self.from)).unwrap_or_default();
        &self.heights[0] + &(&share * &(&self.heights[1] - &self.heights[0]))
    }
}
