//! The value of a two-player game with constant sums, and strategies that guarantee it.
//!
//! Whatever one player gets, the other loses: each can secure a value by a mixture that does well against everything
//! (von Neumann). With payoffs raised above 0, the second player's mixture, divided by the value, is the largest
//! `y >= 0` with `A y <= 1`, a linear program; its multipliers are the first player's.
//!
//! Small games are solved in whole numbers. Large ones are solved in doubles first, and the supports found there are
//! solved again exactly; whatever fails is solved in whole numbers after all.
//!
//! References: von Neumann 1928, Mathematische Annalen 100; Dantzig 1951, Activity Analysis of Production and
//! Allocation.

use crate::budget::Budget;
use crate::certify::strategic::{GameValue, NotConstantSum, judge_game_value, judge_not_constant_sum};
use crate::certify::{Answer, Certified, Completeness, Stop, Verdict};
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::linear_program::{LinearProgram, Outcome};
use crate::strategic::pivoting::{doubles, settle};

/// Entries of a payoff table up to which whole numbers alone are as fast as doubles and their settling.
const SMALL_TABLE: usize = 100;

/// The value and, for each player, a strategy that guarantees it.
///
/// The value is the only one; there may be other optimal strategies (`Completeness::One`). Constant sums are seen
/// in the payoffs themselves: a game whose payoffs would add up to a constant only after some are rescaled is refuted.
///
/// Certificate: `Proof`, both guarantees by multiplication. Cost: one linear program. The budget is asked before
/// each pivot and charged the entries it changes.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::games::normal_form::{NormalFormGame, Player};
/// use zopa::strategic::zero_sum::zero_sum;
///
/// // O'Neill 1987: the first player wins 2/5 of all rounds, -1/5 each round.
/// let player = || Player { name: String::new(), strategies: vec![String::new(); 4] };
/// let row = [1, -1, -1, -1, -1, -1, 1, 1, -1, 1, -1, 1, -1, 1, 1, -1];
/// let payoffs = [row.map(Into::into).to_vec(), row.map(|win: i64| (-win).into()).to_vec()];
/// let game = NormalFormGame::new("", vec![player(), player()], &payoffs)?;
/// let answer = zero_sum(&game, &Budget::unlimited());
/// assert_eq!(answer.found().unwrap().value.to_string(), "-1/5");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Reference: von Neumann 1928, Mathematische Annalen 100.
#[must_use]
pub fn zero_sum(game: &NormalFormGame, budget: &Budget<'_>) -> Answer<GameValue, NotConstantSum> {
    let answer = |verdict| Answer { stop: Stop::Finished, verdict, completeness: Completeness::One };
    if let Some(refutation) = not_constant_sum(game) {
        return answer(match judge_not_constant_sum(game, refutation) {
            Ok(refutation) => Verdict::NoneExists(refutation),
            Err(_) => Verdict::Undecided { best: None },
        });
    }
    if game.profiles() > SMALL_TABLE
        && let Some(found) = in_doubles(game, budget)
    {
        return answer(Verdict::Found(found));
    }
    match in_whole_numbers(game, budget) {
        Some(claim) => answer(match judge_game_value(game, claim) {
            Ok(found) => Verdict::Found(found),
            Err(refused) => Verdict::Refused(refused),
        }),
        None => Answer {
            stop: Stop::OutOfBudget,
            verdict: Verdict::Undecided { best: None },
            completeness: Completeness::Unknown,
        },
    }
}

/// Why a game has not two players with constant sums, if it has not.
fn not_constant_sum(game: &NormalFormGame) -> Option<NotConstantSum> {
    let players = game.players().len();
    if players != 2 {
        return Some(NotConstantSum::Players { players });
    }
    let [one, two] = [game.payoffs(0), game.payoffs(1)];
    let is_off = |profile: usize| match (one.narrow(), two.narrow()) {
        (Some(one_units), Some(two_units)) if one.scale() == two.scale() => {
            let sum = |profile: usize| i128::from(one_units[profile]) + i128::from(two_units[profile]);
            sum(profile) != sum(0)
        }
        _ => {
            let sum = |profile| &game.payoff(0, profile) + &game.payoff(1, profile);
            sum(profile) != sum(0)
        }
    };
    (1..game.profiles())
        .find(|&profile| is_off(profile))
        .map(|profile| NotConstantSum::Sums { profiles: [0, profile] })
}

fn in_doubles(game: &NormalFormGame, budget: &Budget<'_>) -> Option<Certified<GameValue>> {
    let limit = 50 * (game.strategies(0) + game.strategies(1));
    let mut pivots = 0;
    let [first, second] = doubles::optimal_supports(game, &mut || {
        pivots += 1;
        pivots <= limit && budget.spend(game.profiles() as u64)
    })?;
    let equilibrium = settle::on_supports(game, &first, &second)?;
    let [value, rest] = <[Rational; 2]>::try_from(equilibrium.payoffs).ok()?;
    let strategies = <[Vec<Rational>; 2]>::try_from(equilibrium.strategies).ok()?;
    judge_game_value(game, GameValue { total: &value + &rest, value, strategies }).ok()
}

fn in_whole_numbers(game: &NormalFormGame, budget: &Budget<'_>) -> Option<GameValue> {
    let (rows, columns) = (game.strategies(0), game.strategies(1));
    let least = (0..game.profiles()).map(|profile| game.payoff(0, profile)).min()?;
    // One more unit, so that payoffs are above 0.
    let shift = &least - &Rational::ONE;
    let raised = |row: usize, column: usize| &game.payoff(0, game.index(&[row, column])) - &shift;
    let program = LinearProgram::new(
        vec![Rational::ONE; columns],
        (0..rows).map(|row| (0..columns).map(|column| raised(row, column)).collect()).collect(),
        vec![Rational::ONE; rows],
    )?;
    let Outcome::Optimal { point, value, multipliers } = program.solve(&mut |work| budget.spend(work))?
    else {
        return None;
    };
    let mixture =
        |list: Vec<Rational>| list.iter().map(|part| part.checked_div(&value)).collect::<Option<Vec<_>>>();
    let total = &game.payoff(0, 0) + &game.payoff(1, 0);
    let value_of_game = &Rational::ONE.checked_div(&value)? + &shift;
    Some(GameValue { value: value_of_game, total, strategies: [mixture(multipliers)?, mixture(point)?] })
}

#[cfg(test)]
mod tests {
    use super::{in_doubles, in_whole_numbers};
    use crate::budget::Budget;
    use crate::games::normal_form::{NormalFormGame, Player};
    use crate::numeric::Units;
    use crate::numeric::random::Random;

    #[test]
    fn doubles_and_whole_numbers_find_the_same_value() {
        let mut random = Random::new(19);
        for (case, (rows, columns)) in [(12, 12), (3, 40), (25, 20), (30, 7), (2, 2)].into_iter().enumerate()
        {
            let bound = if case % 2 == 0 { 1 << 20 } else { 5 };
            let units: Vec<i64> = (0..rows * columns).map(|_| random.below(bound) as i64).collect();
            let rest = units.iter().map(|units| 7 - units).collect();
            let tables =
                vec![Units::from_integers(1u8.into(), units), Units::from_integers(1u8.into(), rest)];
            let player = |size| Player { name: String::new(), strategies: vec![String::new(); size] };
            let game =
                NormalFormGame::from_units("", vec![player(rows), player(columns)], tables).expect("a game");
            let budget = Budget::unlimited();
            let slow = in_whole_numbers(&game, &budget).expect("a value");
            let quick = in_doubles(&game, &budget);
            assert!(quick.is_some() || bound == 5, "{rows} x {columns}");
            assert!(quick.is_none_or(|quick| quick.value == slow.value && quick.total == 7));
        }
    }
}
