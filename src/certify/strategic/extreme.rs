//! The claim of all extreme equilibria of a game of two players, and its judge.
//!
//! - [`ExtremeEquilibria`], [`NashSubset`], [`judge_extreme_equilibria`].
//! - [`NotTwoPlayers`], [`judge_not_two_players`]: the question does not arise.
//!
//! Everything listed is proved, from the payoffs alone: nobody gains by a pure deviation, each strategy is determined by its
//! support and the best responses to it, and subsets are maximal products of what is listed. That nothing is missing
//! has no short proof; small games are counted again over all bases.
//!
//! References: Mangasarian 1964, Journal of the Society for Industrial and Applied Mathematics 12; Winkels 1979, in Game
//! Theory and Related Topics; Jansen 1981, Naval Research Logistics Quarterly 28.

use crate::certify::answer::{Certified, Completeness, Refused};
use crate::certify::check::{Certificate, Check, Strength, Witness};
use crate::certify::strategic::extreme_recount::{bases, recounted};
use crate::certify::strategic::extreme_subsets;
use crate::certify::strategic::responses::Responses;
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;

/// Most bases of a best-response polytope, `C(m + n, m)`, over which equilibria are counted again: 7 strategies each.
pub const RECOUNT_BASES: u128 = 3_500;

/// Extreme equilibria, and the sets of equilibria that they span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtremeEquilibria {
    /// For each player, the mixed strategies that occur, in descending order: the first pure strategy comes first.
    pub strategies: [Vec<Vec<Rational>>; 2],
    /// The equilibria: places in the two lists of `strategies`, in ascending order.
    pub equilibria: Vec<[usize; 2]>,
    /// What the two players get in each equilibrium, in points.
    pub payoffs: Vec<[Rational; 2]>,
    /// Every maximal Nash subset of the equilibria listed, by component.
    pub subsets: Vec<NashSubset>,
    /// Number of connected components of the set of equilibria that the listed ones span.
    pub components: usize,
    /// `All` if no extreme equilibrium and no subset is missing; else `Unknown`.
    pub completeness: Completeness,
}

/// Strategies of which each of the first player is in equilibrium with each of the second; then so are all mixtures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NashSubset {
    /// For each player, places in the list of its strategies, in ascending order.
    pub strategies: [Vec<usize>; 2],
    /// The component it belongs to, from 0.
    pub component: usize,
}

/// The claim that a game does not have two players.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotTwoPlayers {
    /// How many it has.
    pub players: usize,
}

impl ExtremeEquilibria {
    /// The claim with payoffs computed by the definition; places must be within the lists.
    #[must_use]
    pub fn of(
        game: &NormalFormGame,
        strategies: [Vec<Vec<Rational>>; 2],
        equilibria: Vec<[usize; 2]>,
        subsets: Vec<NashSubset>,
        components: usize,
        completeness: Completeness,
    ) -> Self {
        let values = [0, 1].map(|player: usize| {
            let value = |strategy: &Vec<Rational>| Responses::to(game, player, strategy).payoff;
            strategies[player].iter().map(value).collect::<Vec<_>>()
        });
        let payoffs =
            equilibria.iter().map(|[x, y]| [values[1][*y].clone(), values[0][*x].clone()]).collect();
        Self { strategies, equilibria, payoffs, subsets, components, completeness }
    }

    /// The equilibria as pairs of mixed strategies.
    pub fn profiles(&self) -> impl Iterator<Item = [&[Rational]; 2]> {
        self.equilibria
            .iter()
            .map(|pair| [0, 1].map(|player| self.strategies[player][pair[player]].as_slice()))
    }
}

/// Judges that a game does not have two players (`Proof`).
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_not_two_players(
    game: &NormalFormGame,
    claim: NotTwoPlayers,
) -> Result<Certified<NotTwoPlayers>, Refused<NotTwoPlayers>> {
    let players = game.players().len();
    let is_wrong = players == 2 || claim.players != players;
    let check = Check::count("not two players", is_wrong.into(), Witness::Compared(players as u128));
    Certified::judge(claim, Certificate { strength: Strength::Proof, checks: vec![check] })
}

/// Judges a list of extreme equilibria.
///
/// The strength is `Proof` if the claim is not that the list is complete; `Recount` if it is and there are at most
/// [`RECOUNT_BASES`] bases to try; else `Necessary`: everything listed is proved, and that nothing is missing is
/// not, because trying every basis would take too long.
///
/// Cost: m n for each strategy, and its support cubed; for a recount the number of bases times (m + n)^3.
///
/// # Errors
///
/// [`Refused`] with the failed check.
pub fn judge_extreme_equilibria(
    game: &NormalFormGame,
    claim: ExtremeEquilibria,
) -> Result<Certified<ExtremeEquilibria>, Refused<ExtremeEquilibria>> {
    let is_all = claim.completeness == Completeness::All;
    let shape = shape(game, &claim);
    if shape > 0 || claim.completeness == Completeness::One {
        let name = "two players, strategies in descending order, pairs and subsets within the lists";
        let checks = vec![Check::count(name, shape.max(1), Witness::Nothing)];
        return Certified::judge(claim, Certificate { strength: Strength::Proof, checks });
    }
    let mut checks = Vec::new();
    let seen = [0, 1].map(|player| {
        let strategies = &claim.strategies[player];
        strategies.iter().map(|one| Responses::to(game, player, one)).collect::<Vec<Responses>>()
    });
    let below = seen.iter().flatten().filter(|strategy| strategy.is_negative).count();
    let off = seen.iter().flatten().filter(|strategy| !strategy.is_whole).count();
    let is_within = |part: &[usize], whole: &[usize]| part.iter().all(|one| whole.binary_search(one).is_ok());
    let is_equilibrium = |pair: &&[usize; 2]| {
        let (to_first, to_second) = (&seen[0][pair[0]], &seen[1][pair[1]]);
        is_within(&to_first.support, &to_second.best) && is_within(&to_second.support, &to_first.best)
    };
    let gains = claim.equilibria.iter().filter(|pair| !is_equilibrium(pair)).count();
    let pays = |(pair, payoffs): &(&[usize; 2], &[Rational; 2])| {
        payoffs[0] == seen[1][pair[1]].payoff && payoffs[1] == seen[0][pair[0]].payoff
    };
    let unpaid = claim.equilibria.iter().zip(&claim.payoffs).filter(|one| !pays(one)).count();
    let bent = |player: usize| seen[player].iter().filter(|one| !one.is_vertex(game, player)).count();
    let compared = Witness::Compared(claim.equilibria.len() as u128);
    checks.extend([
        Check::count("no strategy with a probability below 0", below as u128, Witness::Nothing),
        Check::count("probabilities of each strategy add up to one", off as u128, Witness::Nothing),
        Check::count("no gain by another strategy", gains as u128, compared.clone()),
        Check::count("payoffs found again", unpaid as u128, Witness::Nothing),
        Check::count(
            "each strategy is determined by its support and best responses",
            (bent(0) + bent(1)) as u128,
            Witness::Nothing,
        ),
    ]);
    checks.extend(extreme_subsets::checks(&claim, is_all));
    let mut strength = if is_all { Strength::Necessary } else { Strength::Proof };
    if is_all && bases(game) <= RECOUNT_BASES {
        strength = Strength::Recount;
        let found = recounted(game);
        let mut listed: Vec<[Vec<Rational>; 2]> =
            claim.profiles().map(|pair| pair.map(<[_]>::to_vec)).collect();
        listed.sort_unstable();
        let is_other = u128::from(found != listed);
        checks.push(Check::count("the same equilibria over all bases", is_other, compared));
    }
    Certified::judge(claim, Certificate { strength, checks })
}

/// How much of the claim is not well formed.
fn shape(game: &NormalFormGame, claim: &ExtremeEquilibria) -> u128 {
    if game.players().len() != 2 {
        return 1;
    }
    let mut wrong =
        claim.equilibria.len().abs_diff(claim.payoffs.len()) + usize::from(claim.equilibria.is_empty());
    wrong += claim.equilibria.windows(2).filter(|pairs| pairs[0] >= pairs[1]).count();
    for player in 0..2 {
        let strategies = &claim.strategies[player];
        wrong += strategies.iter().filter(|one| one.len() != game.strategies(player)).count();
        wrong += strategies.windows(2).filter(|pair| pair[0] <= pair[1]).count();
        let mut used = vec![false; strategies.len()];
        for pair in &claim.equilibria {
            match used.get_mut(pair[player]) {
                Some(used) => *used = true,
                None => wrong += 1,
            }
        }
        wrong += used.iter().filter(|used| !**used).count();
        for subset in &claim.subsets {
            let places = &subset.strategies[player];
            wrong += places.iter().filter(|place| **place >= strategies.len()).count();
            wrong += places.windows(2).filter(|pair| pair[0] >= pair[1]).count();
        }
    }
    wrong as u128
}
