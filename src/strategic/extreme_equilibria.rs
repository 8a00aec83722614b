//! All extreme equilibria of a game of two players, exact.
//!
//! - [`extreme_equilibria`]: the list, with maximal Nash subsets and components.
//!
//! Method: every vertex of the first player's best-response polytope is met by a walk over its bases, in which ties are
//! settled by a lexicographic rule; for each vertex, all vertices of the face of the second player's polytope that is
//! complementary to it are listed. A face, not one point: this is what makes the list complete for degenerate games.
//! Doubles only propose steps; each basis met is proved feasible by a bound on the error, or in whole numbers.
//!
//! References: Mangasarian 1964, Journal of the Society for Industrial and Applied Mathematics 12; Winkels 1979, in Game
//! Theory and Related Topics; Avis, Rosenberg, Savani and von Stengel 2010, Economic Theory 42.

use dashu_int::IBig;
use dashu_int::ops::BitTest as _;

use crate::budget::Budget;
use crate::certify::strategic::{
    ExtremeEquilibria, NotTwoPlayers, judge_extreme_equilibria, judge_not_two_players,
};
use crate::certify::{Answer, Certified, Completeness, Refused, Stop, Verdict};
use crate::games::normal_form::NormalFormGame;
use crate::numeric::Rational;
use crate::numeric::whole::Whole;
use crate::strategic::extreme::Labels;
use crate::strategic::extreme::bound::Doubles;
use crate::strategic::extreme::dictionary::Dictionary;
use crate::strategic::extreme::face::Complement;
use crate::strategic::extreme::guide::Guide;
use crate::strategic::extreme::points::Pairs;
use crate::strategic::extreme::sides::{Side, Sides};
use crate::strategic::extreme::subsets::subsets;
use crate::strategic::extreme::walk::{Walker as _, walk};

/// Bits that a minor may have so that no product of two of them, nor a difference of products, leaves 128 bits.
const SAFE_BITS: usize = 62;

/// Every extreme equilibrium of a game of two players, with the maximal Nash subsets and components they make up.
///
/// An equilibrium is extreme if each strategy is a vertex of its best-response polyhedron; every other equilibrium mixes
/// extreme ones of one maximal Nash subset.
///
/// - `budget`: about one unit for each basis of a polytope met.
///
/// `NoneExists` if the game does not have two players. If the budget runs out, or more than 128 strategies are left
/// after those strictly dominated by pure ones, what was found so far comes back with `Unknown`; pure equilibria are
/// then always among it, and if nothing was found the answer is `Undecided`.
///
/// Certificate: each equilibrium is one, each strategy is a vertex, and subsets are maximal products, all of them; that
/// no equilibrium is missing is counted again over all bases in small games (`Recount`), else the certificate is
/// `Necessary`. `All` is claimed because the walk closed: each basis met has all of its neighbours among those met.
///
/// Cost: the number of bases of one polytope, at most `C(m + n, m)`, times m n.
///
/// ```
/// use zopa::budget::Budget;
/// use zopa::games::normal_form::{NormalFormGame, Player};
/// use zopa::strategic::extreme_equilibria::extreme_equilibria;
///
/// // Battle of the sexes (Luce and Raiffa 1957): two pure equilibria and a mixed one.
/// let player = || Player { name: String::new(), strategies: vec!["opera".into(), "fight".into()] };
/// let row = [3, 0, 0, 2].map(Into::into).to_vec();
/// let column = [2, 0, 0, 3].map(Into::into).to_vec();
/// let game = NormalFormGame::new("", vec![player(), player()], &[row, column])?;
/// let answer = extreme_equilibria(&game, &Budget::unlimited());
/// let found = answer.found().unwrap();
/// let lines: Vec<String> = found.profiles().map(|[she, he]| format!("{she:?} {he:?}")).collect();
/// assert_eq!(lines, ["[1, 0] [1, 0]", "[3/5, 2/5] [2/5, 3/5]", "[0, 1] [0, 1]"]);
/// assert_eq!(found.components, 3);
/// # Ok::<(), zopa::games::normal_form::InvalidNormalForm>(())
/// ```
#[must_use]
pub fn extreme_equilibria(
    game: &NormalFormGame,
    budget: &Budget<'_>,
) -> Answer<ExtremeEquilibria, NotTwoPlayers> {
    if game.players().len() != 2 {
        let verdict = match judge_not_two_players(game, NotTwoPlayers { players: game.players().len() }) {
            Ok(certified) => Verdict::NoneExists(certified),
            Err(_) => Verdict::Undecided { best: None },
        };
        return Answer { stop: Stop::Finished, verdict, completeness: Completeness::All };
    }
    let (list, is_whole) = match Sides::of(game) {
        Some(sides) => listed(game, &sides, budget),
        None => (Pairs::default(), false),
    };
    let list = if is_whole { list } else { list.with(&pure(game)) };
    let (claim, is_whole) = claim(game, list, is_whole, budget);
    let (stop, completeness) = if is_whole {
        (Stop::Finished, Completeness::All)
    } else {
        (Stop::OutOfBudget, Completeness::Unknown)
    };
    if claim.equilibria.is_empty() {
        return Answer { stop, verdict: Verdict::Undecided { best: None }, completeness };
    }
    let verdict = verdict(judge_extreme_equilibria(game, claim));
    Answer { stop, verdict, completeness }
}

fn verdict<T, R>(judged: Result<Certified<T>, Refused<T>>) -> Verdict<T, R> {
    match judged {
        Ok(claim) => Verdict::Found(claim),
        Err(refused) => Verdict::Refused(refused),
    }
}

/// The extreme equilibria; the flag is false if the budget ran out.
fn listed(game: &NormalFormGame, sides: &Sides, budget: &Budget<'_>) -> (Pairs, bool) {
    if sides.sides.iter().map(minor_bits).max().is_some_and(|bits| bits <= SAFE_BITS) {
        let number = |number: &IBig| i128::try_from(number).unwrap_or_default();
        let (pairs, is_whole) = pairs(sides, budget, number, None);
        (Pairs::of(game, sides, &pairs, number), is_whole)
    } else {
        let (pairs, is_whole) = pairs(sides, budget, IBig::clone, Doubles::of(&sides.sides[0]));
        (Pairs::of(game, sides, &pairs, IBig::clone), is_whole)
    }
}

/// Most bits of a minor of a side's matrix with its right sides, and of a sum of its rows (Hadamard 1893).
fn minor_bits(side: &Side) -> usize {
    // The right sides are one more column.
    let order = side.other.1.min(side.own.1 + 1);
    let entry = side.entries.iter().flatten().map(|entry| entry.bit_len()).max().unwrap_or(0);
    let half_logarithm = (order.ilog2() as usize + 2) / 2;
    order * (entry.max(1) + half_logarithm) + side.other.1.ilog2() as usize + 1
}

/// Labels of vertices of both polytopes that make equilibria; the flag is false if the budget ran out.
fn pairs<W: Whole>(
    sides: &Sides,
    budget: &Budget<'_>,
    number: impl Fn(&IBig) -> W,
    guide: Option<Doubles>,
) -> (Vec<[Labels; 2]>, bool) {
    let [first, second] = &sides.sides;
    let origin = start(first, &number);
    let mut complement = Complement::new(second, &number);
    let mut found = Vec::new();
    let is_whole = match guide {
        Some(doubles) => {
            let mut guide = Guide::new(first, doubles, origin);
            walk(&mut guide, budget, |here| add(first, here.labels(), &mut complement, budget, &mut found))
        }
        None => {
            let mut exact = origin;
            walk(&mut exact, budget, |here| add(first, here.labels(), &mut complement, budget, &mut found))
        }
    };
    found.sort_unstable();
    found.dedup();
    (found, is_whole)
}

/// Adds the equilibria of a vertex with these labels; false if the budget ran out.
fn add<W: Whole>(
    side: &Side,
    labels: Labels,
    complement: &mut Complement<'_, W>,
    budget: &Budget<'_>,
    found: &mut Vec<[Labels; 2]>,
) -> bool {
    let (played, responses) = side.played(labels);
    if played == 0 {
        return true;
    }
    let partners = complement.vertices(responses, played, budget);
    let is_whole = partners.is_some();
    found.extend(partners.into_iter().flatten().map(|partner| [labels, partner]));
    is_whole
}

/// The basis of a polytope at the origin.
fn start<W: Whole>(side: &Side, number: impl Fn(&IBig) -> W) -> Dictionary<W> {
    let line = |row: &Vec<IBig>| row.iter().map(&number).chain([W::of(1)]).collect();
    let labels = |(first, count): (usize, usize)| (first..first + count).collect();
    Dictionary::new(labels(side.other), labels(side.own), side.entries.iter().map(line).collect())
}

/// Every pure equilibrium; each is extreme.
fn pure(game: &NormalFormGame) -> Vec<[Vec<Rational>; 2]> {
    let is_best = |player: usize, profile: usize| {
        let stride = game.stride(player);
        let least = profile - game.strategy(player, profile) * stride;
        let mut others = (0..game.strategies(player)).map(|strategy| least + strategy * stride);
        let payoffs = game.payoffs(player);
        match payoffs.narrow() {
            Some(units) => others.all(|other| units[other] <= units[profile]),
            None => others.all(|other| payoffs.big(other) <= payoffs.big(profile)),
        }
    };
    let sure = |player: usize, profile: usize| {
        let mut strategy = vec![Rational::ZERO; game.strategies(player)];
        strategy[game.strategy(player, profile)] = Rational::ONE;
        strategy
    };
    let profiles = (0..game.profiles()).filter(|&profile| is_best(0, profile) && is_best(1, profile));
    profiles.map(|profile| [0, 1].map(|player| sure(player, profile))).collect()
}

/// The claim made of these equilibria; the flag is false if the list, or that of subsets, was cut short.
fn claim(
    game: &NormalFormGame,
    list: Pairs,
    is_whole: bool,
    budget: &Budget<'_>,
) -> (ExtremeEquilibria, bool) {
    let Pairs { strategies, equilibria } = list;
    let counts = [0, 1].map(|player: usize| strategies[player].len());
    let (subsets, components, is_listed) = subsets(counts, &equilibria, budget);
    let is_whole = is_whole && is_listed;
    let completeness = if is_whole { Completeness::All } else { Completeness::Unknown };
    let claim = ExtremeEquilibria::of(game, strategies, equilibria, subsets, components, completeness);
    (claim, is_whole)
}
