//! Level after level: which excesses are settled, and by which weights.
//!
//! - [`Goal`]: how far to go.
//! - [`descend`]: payments, and the levels that settled them.
//!
//! Each level is the least `t` that the coalitions not yet settled allow. Rows with a multiplier above 0 hold
//! exactly in every optimum, so their payments are settled, and with them those of all coalitions that
//! are combinations of settled ones. The multipliers prove it: they are the balanced weights of the level.
//! After at most `n - 1` levels the payments of all players are settled.
//!
//! Whole numbers of 128 bits are used as long as a bound shows that they suffice; otherwise the descent is made
//! again with numbers of any size.
//!
//! References: Kohlberg 1971, SIAM Journal on Applied Mathematics 20; Maschler, Peleg and Shapley 1979, Mathematics of
//! Operations Research 4.

use dashu_int::IBig;

use crate::budget::Budget;
use crate::certify::Stop;
use crate::coalition::Coalition;
use crate::coalitional::excess::basis::{MINOR_BITS, Row};
use crate::coalitional::excess::program::{Program, Settled};
use crate::coalitional::excess::sweep::{Point, Table};
use crate::games::characteristic::CharacteristicGame;
use crate::numeric::Rational;
use crate::numeric::whole::Whole;

/// Coalitions that one sweep brings in at most, for each player.
const BROUGHT_IN: usize = 3;

/// Bits that products of a right side take beyond it: a minor, and sums over 26 rows and 25 players twice.
const HEADROOM_BITS: u32 = MINOR_BITS + 12;

/// What a descent is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// Payments without a positive excess, or weights that show that there are none.
    Core,
    /// The first level.
    LeastCore,
    /// All levels.
    Prenucleolus,
    /// All levels, and nobody is paid less than alone.
    Nucleolus,
}

/// The coalitions that settle a level, with positive weights.
#[derive(Debug, Clone)]
pub(crate) struct Level {
    /// Their excess, in units.
    pub excess: Rational,
    /// The coalitions; their weights add to 1.
    pub coalitions: Vec<(Coalition, Rational)>,
    /// Players whose bound takes part.
    pub bounds: Vec<(usize, Rational)>,
}

/// Payments, and what settled them.
#[derive(Debug, Clone)]
pub(crate) struct Descent {
    /// The payment of each player, in units.
    pub payments: Vec<Rational>,
    /// The levels, the greatest excess first.
    pub levels: Vec<Level>,
    /// Did it come to its end?
    pub stop: Stop,
}

/// Pushes excesses down as far as `goal` asks.
///
/// If the budget runs out, the last level is a lower bound, and the payments are on the way.
/// For [`Goal::Core`] a level is only reported if its excess is above 0: then nothing is in the core. For
/// [`Goal::Nucleolus`] the worths of players alone must not add to more than the worth of everyone.
pub(crate) fn descend(game: &CharacteristicGame, goal: Goal, budget: &Budget<'_>) -> Descent {
    let narrow = || run::<i128>(game, goal, budget, Some(126 - HEADROOM_BITS));
    let wide = || run::<IBig>(game, goal, budget, None);
    let nothing = || Descent { payments: Vec::new(), levels: Vec::new(), stop: Stop::OutOfBudget };
    narrow().or_else(wide).unwrap_or_else(nothing)
}

/// The descent with one width of numbers; nothing if right sides outgrow `bits`.
fn run<W: Whole>(
    game: &CharacteristicGame,
    goal: Goal,
    budget: &Budget<'_>,
    bits: Option<u32>,
) -> Option<Descent> {
    let players = game.players();
    let everyone = (game.everyone(), W::of(game.unit(game.everyone()).into()));
    let mut settled = Settled { payments: vec![everyone.clone()], unit: W::of(1) };
    let mut point = Point { payments: vec![everyone.1; players], level: W::of(0), denominator: W::of(1) };
    let mut levels = Vec::new();
    let finish = |point: &Point<W>, levels, stop| {
        let payments = point.payments.iter().map(|payment| payment.over(&point.denominator)).collect();
        Some(Descent { payments, levels, stop })
    };
    if players == 1 {
        return finish(&point, levels, Stop::Finished);
    }
    let sweep_work = game.units().len() as u64;
    let mut table = Table::new(game);
    let bounded = if goal == Goal::Nucleolus { (0..players).collect() } else { Vec::new() };
    let (mut near, mut pool) = (Vec::new(), Vec::new());
    while settled.payments.len() < players {
        if bits.is_some_and(|bits| !fits(game, &settled, bits)) {
            return None;
        }
        let open = bounded.iter().copied();
        let open = open.filter(|&one| !settled.payments.iter().any(|paid| paid.0 == Coalition::single(one)));
        let mut program = Program::new(game, &settled, &near, pool, open.collect());
        if !levels.is_empty() {
            table.strike_settled(program.normals());
        }
        loop {
            let goes_on = program.optimise(budget);
            point = program.point();
            if goal == Goal::Core {
                if point.level > W::of(0) {
                    break;
                }
                point.level = W::of(0);
            }
            if !goes_on || !budget.spend(sweep_work) {
                if goal != Goal::Core {
                    levels.push(level(&program, &point));
                }
                return finish(&point, levels, Stop::OutOfBudget);
            }
            let violated = table.above(&point, BROUGHT_IN * players);
            if violated.is_empty() {
                break;
            }
            program.admit(&violated);
        }
        if goal == Goal::Core && point.level <= W::of(0) {
            break;
        }
        levels.push(level(&program, &point));
        if matches!(goal, Goal::Core | Goal::LeastCore) {
            break;
        }
        settle(&mut settled, &program, &point);
        near = program
            .multipliers()
            .filter(|&(_, weight)| weight == 0)
            .map(|(row, _)| row.coalition())
            .collect();
        pool = program.pool().to_vec();
    }
    finish(&point, levels, Stop::Finished)
}

/// Do all right sides stay below 2 to the power of `bits`?
fn fits<W: Whole>(game: &CharacteristicGame, settled: &Settled<W>, bits: u32) -> bool {
    let limit = IBig::from(1) << usize::try_from(bits).unwrap_or(0);
    let greatest = game.units().iter().map(|unit| unit.unsigned_abs()).max().unwrap_or(0);
    let is_small = |number: IBig| -&limit < number && number < limit;
    is_small(settled.unit.big() * IBig::from(greatest))
        && is_small(settled.unit.big())
        && settled.payments.iter().all(|(_, payment)| is_small(payment.big()))
}

fn level<W: Whole>(program: &Program<'_, W>, point: &Point<W>) -> Level {
    let (mut coalitions, mut bounds) = (Vec::new(), Vec::new());
    for (row, weight) in program.multipliers().filter(|&(_, weight)| weight > 0) {
        let weight = i128::from(weight).over(&program.determinant().into());
        match row {
            Row::Excess(coalition) => coalitions.push((coalition, weight)),
            Row::Payment(coalition) => bounds.extend(coalition.lowest().map(|player| (player, weight))),
        }
    }
    coalitions.sort_unstable();
    bounds.sort_unstable();
    Level { excess: point.level.over(&point.denominator), coalitions, bounds }
}

/// Adds the rows with positive multipliers to what is settled; one of them depends on the others.
fn settle<W: Whole>(settled: &mut Settled<W>, program: &Program<'_, W>, point: &Point<W>) {
    let positive = program.multipliers().filter(|&(_, weight)| weight > 0).skip(1);
    let coalitions =
        settled.payments.iter().map(|paid| paid.0).chain(positive.map(|(row, _)| row.coalition()));
    let paid = |coalition: Coalition| {
        let mut sum = W::of(0);
        coalition.members().for_each(|member| sum.add(&point.payments[member]));
        (coalition, sum)
    };
    let mut payments: Vec<(Coalition, W)> = coalitions.map(paid).collect();
    let shared = payments
        .iter()
        .fold(point.denominator.clone(), |shared, (_, payment)| shared.common_divisor(payment));
    payments.iter_mut().for_each(|(_, payment)| *payment = payment.divided(&shared));
    *settled = Settled { payments, unit: point.denominator.divided(&shared) };
}
